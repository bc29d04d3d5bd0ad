"""SARIF 2.1.0, as GitHub code scanning reads it (it knows a part of the standard; the rest is for other viewers)."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from auditor.model.result import Audit, Evidence
from auditor.reports.paths import uri
from auditor.reports.plain import clock, visible
from auditor.reports.ranked import Found, worst_first
from auditor.rules.catalogue import BY_NAME, RULES, Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 5_000  # code scanning shows no more
_MOST_PLACES = 100
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}


def render(audit: Audit, options: dict[str, Any]) -> str:
    """One run with every rule of the program; a clean audit has an empty list of results, which closes old alerts.

    `all` (False): accepted findings as well, with `suppressions`. They are left out otherwise, because code scanning
    shows suppressed results like all others. The worst 5,000 are written; a notification tells of the rest.
    """
    every = bool(options.get("all"))
    found = worst_first(audit, accepted=every)
    unknown = {item.finding.name: item.finding for item in found if item.finding.name not in BY_NAME}
    rules = [_rule(rule) for rule in RULES]
    rules += [{"id": f.rule, "name": f.name} for _, f in sorted(unknown.items())]
    index = {rule["name"]: i for i, rule in enumerate(rules)}
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if len(found) > MOST_RESULTS:
        text = f"{len(found) - MOST_RESULTS} findings, the least severe, were left out: the limit is {MOST_RESULTS}."
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    run = {
        "tool": {"driver": {"name": "auditor", **_version(audit), "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(item, index, every) for item in found[:MOST_RESULTS]],
        "properties": {"signature": visible(audit.signature), "passed": audit.gate.passed},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _version(audit: Audit) -> dict[str, str]:
    name, _, version = audit.signature.partition("|")[0].partition(" ")
    return {"version": visible(version)} if name == "auditor" and version else {}


def _rule(rule: Rule) -> dict[str, Any]:
    page = resources.files("auditor.rules").joinpath("pages", f"{rule.name}.md").read_text("utf-8")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _about(page) or rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family], "problem.severity": _PROBLEM[rule.severity]},
    }


def _about(page: str) -> str:
    """The paragraph under a page's title, without its first words in italics, which tell the level."""
    paragraph = page.partition("\n\n")[2].partition("\n\n")[0]
    return paragraph.rpartition("* ")[2][:1024]


def _result(item: Found, index: dict[str, int], every: bool) -> dict[str, Any]:
    finding, claim = item.finding, item.claim
    places = item.places[:_MOST_PLACES]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.name],
        "level": finding.severity,
        "message": {"text": _message(item, places)},
        "locations": [{"physicalLocation": _physical(finding.path, _region(item))}],
    }
    if places:
        result["relatedLocations"] = [_related(place, i) for i, place in enumerate(places, 1)]
    if finding.fingerprint:
        # Code scanning knows an alert again by the first of these only.
        result["partialFingerprints"] = {
            "primaryLocationLineHash": finding.fingerprint,
            "auditorFinding/v1": finding.fingerprint,
        }
    if claim:
        result["rank"] = round(100 * min(max(claim.risk, 0.0), 1.0), 2)
    if every:
        accepted = finding.suppressed
        kind = "inSource" if accepted and accepted.kind == "inline" else "external"
        result["suppressions"] = (
            [{"kind": kind, "status": "accepted", "justification": visible(accepted.reason)}] if accepted else []
        )
    about = {"id": finding.id, "claimed": finding.claimed, "said": finding.source, "speaker": finding.speaker}
    about |= {"start": clock(finding.start), "introducedBy": finding.introduced_by}
    about |= {"claim": claim.text, "verdict": claim.verdict} if claim else {}
    result["properties"] = {name: visible(value) for name, value in about.items() if value}
    return result


def _message(item: Found, places: list[Evidence]) -> str:
    """The finding's sentence, with a link to the first place where it was said."""
    text = _literal(visible(item.finding.message))
    if not places:
        return text
    words = _literal(visible(item.finding.source or places[0].text))
    if len(words) > 200:
        words = words[:199].rstrip().rstrip("\\") + "…"
    return f"{text} [{clock(places[0].start) or f'Line {places[0].line}'}](1): {words}"


def _literal(text: str) -> str:
    """Text in which no link begins (section 3.11.6 of the standard)."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _physical(path: str, region: dict[str, Any]) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri(path)}, "region": region}


def _region(item: Found) -> dict[str, int]:
    """Lines and columns; code scanning wants all four, so that a mere point becomes one character."""
    finding = item.finding
    line, column = max(finding.line, 1), max(finding.column, 1)
    last = max(finding.end_line, line)
    stop = max(finding.end_column, 1) if last > line else max(finding.end_column, column + 1)
    return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": stop}


def _related(place: Evidence, number: int) -> dict[str, Any]:
    line = max(place.line, 1)
    region = {
        "startLine": line,
        "endLine": max(place.end_line, line),
        "snippet": {"text": visible(place.text)},
    }
    who = ", ".join(part for part in (visible(place.speaker or ""), clock(place.start)) if part)
    return {
        "id": number,
        "physicalLocation": _physical(place.path, region),
        "message": {"text": _literal(f"{who}: " if who else "") + _literal(visible(place.text))},
    }
