"""Where the claims around a claim point to: what one section of a document tells was mostly said in one stretch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.model.inputs import Claim

SECTION, BESIDE = 6, 3  # claims to either side that count, under one heading and without headings
STEP = 50  # words that count as one place
FADE = (1.0, 1.0, 1.0, 1.0, 0.83, 0.67, 0.5, 0.33, 0.17)  # what a pointer is worth so many places away
UNKNOWN = 0.5  # how near a place is to neighbours that point nowhere

Curve = dict[tuple[int, int], float]  # (base, place) -> how much a claim points there


@dataclass(frozen=True)
class Pointer:
    """A passage that a neighbouring claim may rest on: its middle in stream `base`, and how sure that is."""

    base: int
    middle: int
    worth: float


def curve_of(pointers: Iterable[Pointer]) -> Curve:
    """Where one claim points, faded with the distance."""
    curve: Curve = {}
    for pointer in pointers:
        middle = pointer.middle // STEP
        for away, share in enumerate(FADE):
            for place in {(pointer.base, middle - away), (pointer.base, middle + away)}:
                if pointer.worth * share > curve.get(place, 0.0):
                    curve[place] = pointer.worth * share
    return curve


def neighbours_of(claims: Sequence[Claim], at: int) -> list[int]:
    """The claims around claim `at` of one document: those under its heading, else those before and after it."""
    heading = claims[at].heading
    around = [i for i in range(max(0, at - SECTION), min(len(claims), at + SECTION + 1)) if i != at]
    section = [i for i in around if heading and claims[i].heading == heading]
    return section or [i for i in around if abs(i - at) <= BESIDE]


@dataclass(frozen=True)
class Surroundings:
    """Where the claims around one claim point, a curve for each of them."""

    told: tuple[Curve, ...] = ()

    def at(self, base: int, middle: int) -> float:
        """How much of what the neighbours point to lies near a place: 1 at their best place, 0 where none points."""
        return self._sum((base, middle // STEP)) / self._best if self._best else UNKNOWN

    @cached_property
    def _best(self) -> float:
        return max(map(self._sum, {place for curve in self.told for place in curve}), default=0.0)

    def _sum(self, place: tuple[int, int]) -> float:
        return sum(curve.get(place, 0.0) for curve in self.told)
