"""Findings as CSV (RFC 4180), a row each, accepted ones too; no cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from auditor.model.result import Audit
from auditor.reports.plain import visible
from auditor.reports.ranked import Found, in_order

COLUMNS = (
    "recording", "finding", "rule", "name", "severity", "path", "line", "column", "end_line", "end_column",
    "speaker", "start", "claim", "verdict", "heap", "risk", "confidence", "text", "claimed", "said", "message",
    "evidence_path", "evidence_line", "evidence_start", "introduced_by", "fingerprint", "accepted", "reason",
)  # fmt: skip

_FORMULA = re.compile(r"^(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_SECOND = re.compile(r"(;\s*)(?=[=+@-])")  # where a semicolon parts cells, this begins one


def render(audit: Audit, options: dict[str, Any]) -> str:  # noqa: ARG001
    """The table, its first row the names in `COLUMNS`; times in seconds, in UTF-8 without a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(item)] for item in in_order(audit))
    return out.getvalue()


def _row(item: Found) -> tuple[str | int | float | None, ...]:
    finding, claim, recording = item
    about = (claim.id, claim.verdict, claim.heap, claim.risk, claim.confidence, claim.text) if claim else (None,) * 6
    first = item.places[0] if item.places else None
    place = (first.path, first.line, first.start) if first else (None,) * 3
    accepted = (finding.suppressed.kind, finding.suppressed.reason) if finding.suppressed else (None, None)
    said = finding.source or (first.text if first else None)
    return (
        recording.name, finding.id, finding.rule, finding.name, finding.severity, finding.path,
        finding.line, finding.column, finding.end_line, finding.end_column,
        finding.speaker or (claim.speaker if claim else None), finding.start,
        *about, finding.claimed, said, finding.message, *place,
        finding.introduced_by, finding.fingerprint, *accepted,
    )  # fmt: skip


def _cell(value: str | int | float | None) -> str | int | float:
    """An apostrophe before what a spreadsheet would compute; numbers and plain text as they are."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _FORMULA.sub("'", _SECOND.sub(r"\1'", visible(value)))
    return round(value, 3)
