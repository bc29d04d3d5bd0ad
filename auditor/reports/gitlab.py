"""Findings as GitLab code quality JSON."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import blake2b
from typing import Any

from auditor.model.result import Audit
from auditor.reports.paths import relative
from auditor.reports.plain import visible
from auditor.reports.ranked import Found, worst_first

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(audit: Audit, options: dict[str, Any]) -> str:  # noqa: ARG001
    """A list of issues, worst first, without accepted findings; no two have the same fingerprint."""
    seen: Counter[str] = Counter()
    issues = [_issue(item, seen) for item in worst_first(audit)]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issue(item: Found, seen: Counter[str]) -> dict[str, Any]:
    finding = item.finding
    path = visible(relative(finding.path))
    begin = max(finding.line, 1)
    # Of issues with one fingerprint GitLab shows the first only; ours may come again in another file.
    key = f"{path}\x1f{finding.rule}\x1f{finding.fingerprint}"
    seen[key] += 1
    digest = blake2b(f"{key}\x1f{seen[key]}".encode(), digest_size=16).hexdigest()
    return {
        # GitLab does not show the name of the check.
        "description": visible(f"{finding.rule} {finding.name}: {finding.message}"),
        "check_name": visible(finding.name),
        "fingerprint": digest,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": begin, "end": max(finding.end_line, begin)}},
    }
