"""Typed differences between a claim and its evidence: one file a family, one line here to register it."""

from __future__ import annotations

from auditor.judging.differences import certainty, content, cuts, numbers, polarity, roles
from auditor.judging.differences.base import Diff
from auditor.judging.view import View

__all__ = ["Diff", "differences"]

FAMILIES = (numbers.find, polarity.find, certainty.find, roles.find, content.find, cuts.find)


def differences(view: View) -> list[Diff]:
    """All typed differences of a claim, in the order of the claim's words."""
    found = [diff for find in FAMILIES for diff in find(view)]
    return sorted(found, key=lambda d: (d.c0, d.c1, d.kind, d.s0))
