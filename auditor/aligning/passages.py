"""The passages of up to 160 words that a reader of a claim should look at, best first."""

from __future__ import annotations

from dataclasses import replace

from auditor.aligning.aligned import Alignment, PlacedClaim
from auditor.aligning.index import Place
from auditor.aligning.surroundings import Curve, Pointer, curve_of
from auditor.aligning.trace import Trace
from auditor.aligning.weights import weights_of

PASSAGE_WORDS, PASSAGES = 160, 12  # length and number of the passages looked at in every source
SHOWN = 3  # passages that the result shows
TOLD = 0.6  # share of a claim's words traced from which its evidence is the best passage
EDGE = 20  # words from the edge of a passage from which it holds a place
DROPPED = 0.5  # share of a passage's words that the first source must have to be the one shown

# What counts beside coverage, in shares of the claim; chosen on retrieval in the labelled keys and minutes.
OWN_TURN = 0.1  # the claimed speaker speaks there
SECTION = 0.2  # the claims around point there


def rank(claim: PlacedClaim, alignment: Alignment) -> list[tuple[int, Place]]:
    """The passages of all sources, best first, each stretch of a time line once."""

    def worth(passage: tuple[int, Place]) -> float:
        near = claim.around.at(*middle_of(*passage, alignment))
        return round(passage[1].coverage + OWN_TURN * alignment.own_share(claim, *passage) + SECTION * near, 4)

    return _distinct(sorted(claim.passages, key=lambda p: (-worth(p), p[0])), alignment)


def with_place(claim: PlacedClaim, alignment: Alignment) -> list[tuple[int, Place]]:
    """The passages with the one around the claim's evidence among the first: at the front where the claim is told in
    the words there."""
    found = claim.trace
    if found is None:
        return claim.passages
    k, share = claim.source, len(found.matched()) / max(1, len(claim.texts))
    base, at = middle_of(k, Place(found.first, found.last, share), alignment)

    def holds(passage: tuple[int, Place]) -> bool:
        here = alignment.on_base(*passage)
        return alignment.bases[passage[0]] == base and here.first + EDGE <= at <= here.last - EDGE

    first = [p for p in claim.passages[:SHOWN] if holds(p)]
    if first and (share < TOLD or first[0] == claim.passages[0]):
        return claim.passages
    best = first[0] if first else (k, _around(claim, alignment, k, found))
    others = [p for p in claim.passages if p != best and not _overlap(p, best)]
    return [best, *others] if share >= TOLD else [*others[: SHOWN - 1], best, *others[SHOWN - 1 :]]


def _around(claim: PlacedClaim, alignment: Alignment, k: int, found: Trace) -> Place:
    index = alignment.indexes[k]
    place = _widened(Place(found.first, found.last, 0.0), len(index.stream))
    return replace(place, coverage=index.coverage(weights_of(claim, index), place.first, place.last))


def _overlap(a: tuple[int, Place], b: tuple[int, Place]) -> bool:
    """Whether half of one passage stands in the other, in the same source."""
    shared = min(a[1].last, b[1].last) - max(a[1].first, b[1].first) + 1
    return a[0] == b[0] and shared > PASSAGE_WORDS // 2


def pointing(claim: PlacedClaim, alignment: Alignment) -> Curve:
    """What the passages of a claim say to the claims around it."""
    return curve_of(Pointer(*middle_of(k, p, alignment), min(1.0, p.coverage) ** 2) for k, p in claim.passages)


def beside(claim: PlacedClaim, alignment: Alignment) -> float:
    """The coverage of the best passage, counted in full only where the claims around point to the same stretch."""
    near = [claim.around.at(*middle_of(k, place, alignment)) for k, place in claim.passages]
    found = (min(1.0, p.coverage) * (0.5 + 0.5 * n) for (_, p), n in zip(claim.passages, near, strict=True))
    return max(found, default=0.0)


def middle_of(k: int, place: Place, alignment: Alignment) -> tuple[int, int]:
    """The base of a source and the middle of a place there."""
    here = alignment.on_base(k, place)
    return alignment.bases[k], (here.first + here.last) // 2


def _distinct(passages: list[tuple[int, Place]], alignment: Alignment) -> list[tuple[int, Place]]:
    """Each stretch of a time line once: in the words of its first source, or of the one that has it at all."""
    seen: list[tuple[int, Place]] = []
    shown: list[tuple[int, Place]] = []
    for k, place in passages:
        base, here = alignment.bases[k], alignment.on_base(k, place)
        if all(b != base or here.last < p.first or here.first > p.last for b, p in seen):
            seen.append((base, here))
            there = here.last - here.first + 1 >= DROPPED * (place.last - place.first + 1)
            source, best = (base, here) if there else (k, place)
            shown.append((source, _widened(best, len(alignment.streams[source]))))
    return shown


def _widened(place: Place, words: int) -> Place:
    """The passage with what stands around it, up to the full length."""
    room = max(0, PASSAGE_WORDS - (place.last - place.first + 1))
    first = max(0, min(place.first - room // 2, words - PASSAGE_WORDS))
    return Place(first, min(words - 1, first + max(PASSAGE_WORDS, place.last - place.first + 1) - 1), place.coverage)
