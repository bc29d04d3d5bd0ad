"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections import Counter
from typing import Any

from auditor.model.result import SEVERITIES, Audit
from auditor.reports.paths import relative
from auditor.reports.plain import clock, visible, window
from auditor.reports.ranked import Found, worst_first

_MOST = 10  # GitHub shows no more of a level in one step
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(audit: Audit, options: dict[str, Any]) -> str:  # noqa: ARG001
    """A command a line: the worst ten of each level, and a notice that counts what is left. Empty where nothing is."""
    found = worst_first(audit)
    review = audit.summary.get("heaps", {}).get("review", 0)
    groups = {severity: [item for item in found if item.finding.severity == severity] for severity in SEVERITIES}
    shown = {severity: items[:_MOST] for severity, items in groups.items()}
    if review or any(len(items) > _MOST for items in groups.values()):
        shown["note"] = groups["note"][: _MOST - 1]  # the tenth notice is the one that counts
    left: Counter[str] = Counter({severity: len(groups[severity]) - len(shown[severity]) for severity in SEVERITIES})
    lines = [_command(item) for severity in SEVERITIES for item in shown[severity]]
    if review or left.total():
        lines.append(f"::notice title=Transcript audit::{_data(_rest(left, review))}")
    return "".join(f"{line}\n" for line in lines)


def _command(item: Found) -> str:
    finding = item.finding
    properties: dict[str, str | int] = {
        "title": f"{finding.rule} {finding.name}",
        "file": relative(finding.path),
        "line": max(finding.line, 1),
        "endLine": max(finding.end_line, finding.line, 1),
    }
    if properties["line"] == properties["endLine"] and finding.end_column > finding.column:
        properties |= {"col": max(finding.column, 1), "endColumn": finding.end_column}
    named = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {named}::{_data(_message(item))}"


def _message(item: Found) -> str:
    finding, claim = item.finding, item.claim
    lines = [visible(finding.message)]
    if claim:
        lines.append(f"claimed: {''.join(window(claim.text, finding.claimed or ''))}")
    if item.places:
        first = item.places[0]
        place = " ".join(part for part in (f"{visible(first.path)}:{first.line}", clock(first.start)) if part)
        lines.append(f"said: {''.join(window(first.text, finding.source or ''))} ({place})")
    return "\n".join(lines)


def _rest(left: Counter[str], review: int) -> str:
    parts = [
        f"{left[severity]} more {severity}{'s' * (left[severity] != 1)}" for severity in SEVERITIES if left[severity]
    ]
    if review:
        parts.append(f"{review} line{'s' * (review != 1)} to review")
    return f"Not shown beside the lines: {', '.join(parts)}. The report has all of them."


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
