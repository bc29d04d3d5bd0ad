"""Numbers, dates, units and times of day."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.judging.differences.base import Diff
from auditor.judging.view import View
from auditor.lexicon.quantities import Quantity, compare, quantities

REACH = 12  # source words around the evidence in which a number may stand


def find(view: View) -> Iterator[Diff]:
    """Yields `number` where no quantity near the evidence is the claimed one (honest rounding is none)."""
    if view.trace is None:
        return
    claimed = quantities(view.claim.claim.text.text)
    if not claimed:
        return
    around = view.around(REACH)
    sources = [_said(view, view.claim.source, around)]
    for k, other in enumerate(view.claim.traces):
        if other is not None and k != view.claim.source:
            stream = view.alignment.streams[k]
            sources.append(_said(view, k, range(max(0, other.first - REACH), min(len(stream), other.last + REACH + 1))))
    for quantity in claimed:
        c0, c1 = _words(view, quantity)
        if c1 <= c0 or all(i in view.named for i in range(c0, c1)):
            continue
        said = [compare(quantity, q) for found in sources for q, _, _ in found]
        if "same" in said or "rounded" in said:
            continue
        if all(i in view.matched or i in view.agreed for i in range(c0, c1)):
            continue
        yield _difference(view, quantity, c0, c1, sources[0])


def _said(view: View, k: int, around: range) -> list[tuple[Quantity, int, int]]:
    """The quantities of a stretch of source k with their word positions [first, stop)."""
    stream = view.alignment.streams[k]
    if not len(around):
        return []
    pieces, starts, length = [], [], 0
    for i in around:
        word = stream.raw(i, i) if stream.begin[i] != stream.begin[i - 1] or i == around.start else ""
        starts.append(length)
        pieces.append(word)
        length += len(word) + 1
    found = []
    for q in quantities(" ".join(pieces)):
        inside = [around.start + n for n, at in enumerate(starts) if q.begin <= at < q.stop]
        if inside:
            found.append((q, inside[0], inside[-1] + 1))
    return found


def _words(view: View, quantity: Quantity) -> tuple[int, int]:
    inside = [i for i, t in enumerate(view.claim.tokens) if t.begin < quantity.stop and quantity.begin < t.stop]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _difference(view: View, quantity: Quantity, c0: int, c1: int, said: list[tuple[Quantity, int, int]]) -> Diff:
    """The claimed quantity against the one that stands in its place, if any."""
    s = view.matched.get(c0 - 1, view.matched.get(c1, view.trace.first if view.trace else 0))
    rivals = [(abs(first - s), first, stop, compare(quantity, q)) for q, first, stop in said]
    rivals = [r for r in rivals if r[3] in ("different", "unit-changed") and r[0] <= 8]
    if rivals:
        _, first, stop, how = min(rivals)
        why = "another unit" if how == "unit-changed" else "another number"
        return Diff("number", "number-changed", c0, c1, first, stop, 1.0, view.exactness(c0, c1, first, stop), why)
    region = next((r for r in view.regions if r.c0 <= c0 < r.c1), None)
    s0, s1 = (region.s0, region.s1) if region else (s, s)
    strength = 0.8 if s1 > s0 else 0.5
    return Diff(
        "number-new",
        "number-changed",
        c0,
        c1,
        s0,
        s1,
        strength,
        view.exactness(c0, c1, s0, s1),
        "no such number was said",
    )
