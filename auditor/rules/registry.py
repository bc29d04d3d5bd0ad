"""The rules that run, in the order of their findings. A new rule is one function and one line here."""

from __future__ import annotations

from auditor.rules import coverage, document, said
from auditor.rules.engine import RuleFunction

RULES: tuple[RuleFunction, ...] = (
    said.fabricated,
    said.unverifiable,
    said.changed,
    document.duplicated,
    document.retold,
    document.pipeline_text,
    document.cut_off,
    document.format_drift,
    document.not_understood,
    coverage.not_covered,
)
