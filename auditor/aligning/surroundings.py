"""Where the claims around a claim point to: what one section of a document tells was mostly said in one stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.model.inputs import Claim

SECTION, BESIDE = 6, 3  # claims to either side that count, under one heading and without headings
REACH = 300  # words over which a neighbour's passage fades; half as far it counts in full
UNKNOWN = 0.5  # how near a place is to neighbours that point nowhere


@dataclass(frozen=True)
class Pointer:
    """A passage that a neighbouring claim may rest on: its middle in stream `base`, and how sure that is."""

    base: int
    middle: int
    worth: float


def neighbours_of(claims: Sequence[Claim], at: int) -> list[int]:
    """The claims around claim `at` of one document: those under its heading, else those before and after it."""
    heading = claims[at].heading
    around = [i for i in range(max(0, at - SECTION), min(len(claims), at + SECTION + 1)) if i != at]
    section = [i for i in around if heading and claims[i].heading == heading]
    return section or [i for i in around if abs(i - at) <= BESIDE]


@dataclass(frozen=True)
class Surroundings:
    """The passages of the claims around one claim, a list for each of them."""

    told: tuple[tuple[Pointer, ...], ...] = ()

    def at(self, base: int, middle: int) -> float:
        """How much of what the neighbours point to lies near a place: 1 at their best place, 0 where none points."""
        return self._sum(base, middle) / self._best if self._best else UNKNOWN

    @cached_property
    def _best(self) -> float:
        return max((self._sum(p.base, p.middle) for pointers in self.told for p in pointers), default=0.0)

    def _sum(self, base: int, middle: int) -> float:
        return sum(
            max((p.worth * _nearness(p.middle - middle) for p in pointers if p.base == base), default=0.0)
            for pointers in self.told
        )


def _nearness(words: int) -> float:
    return min(1.0, max(0.0, 1.5 - abs(words) / REACH))
