"""What every transcript has at the place of a difference, and whether they disagree there among themselves."""

from __future__ import annotations

from itertools import combinations

from auditor.aligning.trace import alike
from auditor.judging.view import View

FAR = 10  # source words from which a reading at the place says nothing any more
MEANT, ALIKE = (
    0.5,
    0.7,
)  # likeness of sound of a claimed name with what was heard, and of two readings of the same words


def readings(view: View, c0: int, c1: int, s0: int, s1: int, source: int | None = None) -> list[tuple[int, int, int]]:
    """What stands for claim words [c0, c1): (source, first word, word after the last), the sources in their order.

    [s0, s1) are the words of `source`, by default of the view's own.
    """
    own = view.claim.source if source is None else source
    found = []
    for k, trace in enumerate(view.claim.traces):
        place = (s0, s1) if k == own else trace and _opposite(trace.matched(), c0, c1)
        end = len(view.stream_of(k))
        if place and place[0] < end:  # nothing is said after the last word
            found.append((k, place[0], min(place[1], end)))
    return found


def contested(view: View, c0: int, c1: int) -> bool:
    """Whether the transcripts disagree on a name: the claim's may be the right one, words cannot tell."""
    traces = [(k, trace.matched()) for k, trace in enumerate(view.claim.traces) if trace is not None]
    places = [(k, place) for k, pairs in traces if (place := _opposite(pairs, c0, c1))]
    heard = {"".join(view.stream_of(k).texts[a:b]) for k, (a, b) in places}
    claimed = "".join(view.texts[c0:c1])
    if len(heard) < 2:
        return False
    apart = any(alike(a, b) < ALIKE for a, b in combinations(sorted(heard), 2))
    return apart or any(alike(claimed, word) >= MEANT for word in heard)


def _opposite(matched: dict[int, int], c0: int, c1: int) -> tuple[int, int] | None:
    """The source words between those that the claim's neighbouring words stand for."""
    left = next((matched[c] for c in range(c0 - 1, max(-1, c0 - 4), -1) if c in matched), None)
    right = next((matched[c] for c in range(c1, c1 + 3) if c in matched), None)
    if left is None and right is None:
        return None
    if left is None:
        left = right - (c1 - c0) - 1 if right is not None else 0
    if right is None:
        right = left + (c1 - c0) + 1
    return (left + 1, right) if 0 < right - left - 1 <= FAR and left >= -1 else None
