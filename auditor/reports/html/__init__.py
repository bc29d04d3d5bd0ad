"""The HTML report: one self-contained page, readable without JavaScript, that makes no request to anywhere.

`render` needs nothing but the finished audit. The page carries a Content-Security-Policy with the hashes of its own
script and style, so that no text of a transcript can become either.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from auditor.model.result import SEVERITIES, Audit
from auditor.reports.html import text, view
from auditor.reports.html.build import Builder
from auditor.reports.html.tables import tables_of
from auditor.rules.catalogue import RULES

_SCRIPTS = ("core.js", "focus.js", "filter.js", "review.js", "table.js", "start.js")


def render(audit: Audit, options: dict[str, Any] | None = None) -> str:  # noqa: ARG001
    """The audit as one HTML page. Every format takes `options`; this one has none."""
    recordings = [Builder(index, recording).build() for index, recording in enumerate(audit.recordings)]
    first, script, style = _asset("first.js"), _script(), _asset("report.css")
    page = _environment().get_template("page.html.j2")
    return page.render(
        audit=audit,
        recordings=recordings,
        data=Markup(_data(recordings)),
        first=Markup(first),
        script=Markup(script),
        style=Markup(style),
        policy=_policy(first, script, style),
        yield_line=_yield_line(audit),
        settings=[(name, json.dumps(value, ensure_ascii=False)) for name, value in sorted(audit.settings.items())],
        severities=SEVERITIES,
        rules=[rule for rule in RULES if any(rule.name in dict(view_.names) for view_ in recordings)],
        limits=tables_of("Limits of the gate", audit.gate.limits),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("auditor.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=text.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        clock=text.clock, percent=text.percent, number=text.number, count=text.count, clean=text.clean
    )
    environment.globals.update(meanings=view.MEANINGS, order=view.VERDICT_ORDER)
    return environment


def _asset(name: str) -> str:
    return resources.files("auditor.reports.html").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    """All scripts as one, each file a block of its own inside one strict function."""
    blocks = "\n".join(_asset(name) for name in _SCRIPTS)
    return f'(function () {{\n"use strict";\n{blocks}\n}})();\n'


def _policy(first: str, script: str, style: str) -> str:
    """The Content-Security-Policy: nothing but this page's own scripts and style."""

    def digest(content: str) -> str:
        return base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")

    return (
        f"default-src 'none'; script-src 'sha256-{digest(first)}' 'sha256-{digest(script)}'; "
        f"style-src 'sha256-{digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _data(recordings: list[view.RecordingView]) -> str:
    """What the script needs and the page does not show: places of evidence, and the fields of the baseline."""
    claims = {item.item.id: item for view_ in recordings for document in view_.documents for item in document.claims}
    findings = {item.id: item for view_ in recordings for item in view_.item.findings}
    data = {
        "key": "auditor-review:" + "|".join(view_.item.name for view_ in recordings),
        "claims": {name: {"key": item.key, "spans": item.spans} for name, item in claims.items()},
        "findings": {
            name: {
                "fingerprint": item.fingerprint,
                "rule": item.rule,
                "name": item.name,
                "path": item.path,
                "claimed": item.claimed or "",
                "source": item.source or "",
            }
            for name, item in findings.items()
        },
    }
    plain = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _yield_line(audit: Audit) -> str:
    """What reviewing finds on labelled data, where the audit says so (`summary.review.yield`)."""
    review = audit.summary.get("review")
    line = review.get("yield") if isinstance(review, dict) else audit.summary.get("review_yield")
    return line if isinstance(line, str) else ""
