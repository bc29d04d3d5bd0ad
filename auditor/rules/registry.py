"""The rules that run, in the order of their findings. A new rule is one function and one line here."""

from __future__ import annotations

from auditor.rules import coverage, said
from auditor.rules.engine import RuleFunction

RULES: tuple[RuleFunction, ...] = (
    said.fabricated,
    said.unverifiable,
    said.changed,
    coverage.not_covered,
)
