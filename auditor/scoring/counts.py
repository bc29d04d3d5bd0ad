"""Counts of hits and errors with their rates, and the operations of an alignment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Tag = Literal["equal", "replace", "delete", "insert"]
Op = tuple[Tag, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits, substitutions, deletions, insertions. They add up: `a + b` are the counts of both together."""

    hits: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0

    def __post_init__(self) -> None:
        if min(self.hits, self.substitutions, self.deletions, self.insertions) < 0:
            raise ValueError(f"counts cannot be negative: {self}")

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hits + other.hits,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
        )

    @property
    def errors(self) -> int:
        return self.substitutions + self.deletions + self.insertions

    @property
    def reference(self) -> int:
        """Number of reference words."""
        return self.hits + self.substitutions + self.deletions

    @property
    def hypothesis(self) -> int:
        """Number of hypothesis words."""
        return self.hits + self.substitutions + self.insertions

    @property
    def wer(self) -> float | None:
        """Word error rate, errors over reference words; null without reference words."""
        return self.errors / self.reference if self.reference else None

    @property
    def mer(self) -> float | None:
        """Match error rate, errors over all positions of the alignment (Morris et al. 2004)."""
        positions = self.hits + self.errors
        return self.errors / positions if positions else None

    @property
    def wip(self) -> float | None:
        """Word information preserved, hits over reference words times hits over hypothesis words; 0 without hits."""
        if not self.reference:
            return None
        return self.hits / self.reference * self.hits / self.hypothesis if self.hits else 0.0

    @property
    def wil(self) -> float | None:
        """Word information lost, 1 - WIP."""
        return None if self.wip is None else 1 - self.wip

    def figures(self) -> dict[str, int | float | None]:
        """Counts and rates by name, as the result holds them."""
        return {
            "wer": rounded(self.wer),
            "mer": rounded(self.mer),
            "wil": rounded(self.wil),
            "wip": rounded(self.wip),
            "errors": self.errors,
            "hits": self.hits,
            "substitutions": self.substitutions,
            "deletions": self.deletions,
            "insertions": self.insertions,
            "reference_words": self.reference,
            "hypothesis_words": self.hypothesis,
        }

    def swapped(self) -> Counts:
        """The counts with reference and hypothesis exchanged."""
        return Counts(self.hits, self.substitutions, self.insertions, self.deletions)


def rounded(value: float | None) -> float | None:
    """Six decimals: what the result keeps of a rate."""
    return None if value is None else round(value, 6)


def counts_of(ops: Iterable[Op]) -> Counts:
    """The counts of an alignment."""
    found = {"equal": 0, "replace": 0, "delete": 0, "insert": 0}
    for tag, i1, i2, j1, j2 in ops:
        found[tag] += (j2 - j1) if tag == "insert" else (i2 - i1)
    return Counts(found["equal"], found["replace"], found["delete"], found["insert"])


def shifted(ops: Iterable[Op], i: int, j: int) -> list[Op]:
    """Operations moved by i reference and j hypothesis words."""
    return [(tag, i1 + i, i2 + i, j1 + j, j2 + j) for tag, i1, i2, j1, j2 in ops]


def merged_ops(ops: Iterable[Op]) -> list[Op]:
    """Neighbouring operations of one kind made one."""
    merged: list[Op] = []
    for op in ops:
        if merged and merged[-1][0] == op[0]:
            last = merged[-1]
            merged[-1] = (last[0], last[1], op[2], last[3], op[4])
        else:
            merged.append(op)
    return merged
