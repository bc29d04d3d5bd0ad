"""Typed differences between a claim and its evidence: one file a family, one line here to register it."""

from __future__ import annotations

from itertools import pairwise

from auditor.judging.differences import certainty, content, cuts, numbers, order, polarity, roles
from auditor.judging.differences.base import Diff
from auditor.judging.view import View
from auditor.lexicon.cues import cause_cues

__all__ = ["Diff", "differences"]

REACH = 6  # words between two exchanged words of one statement
FAMILIES = (numbers.find, polarity.find, certainty.find, roles.find, content.find, order.find, cuts.find)


def _rewritten(view: View, found: list[Diff]) -> list[Diff]:
    """Two words exchanged near each other in a line told word by word: no paraphrase, but another statement."""
    swaps = [d for d in found if d.kind == "swap" and d.exact >= 0.7 and not content.is_moved(view, range(d.c0, d.c1))]
    if view.near < 0.9:
        return []
    cause = {i for c0, c1, _, _ in cause_cues(view.texts) for i in range(c0, c1 + REACH)}
    return [
        Diff("rewritten", "cause-changed" if a.c0 in cause else "entity-changed", a.c0, b.c1, a.s0, max(b.s1, a.s0 + 1),
             1.0, min(a.exact, b.exact), "another cause" if a.c0 in cause else "other words")
        for a, b in pairwise(swaps) if b.c0 - a.c1 <= REACH and b.s1 > a.s0
    ]  # fmt: skip


def differences(view: View) -> list[Diff]:
    """All typed differences of a claim, in the order of the claim's words."""
    found = [diff for find in FAMILIES for diff in find(view)]
    found += _rewritten(view, found)
    return sorted(found, key=lambda d: (d.c0, d.c1, d.kind, d.s0))
