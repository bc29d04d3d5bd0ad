"""JUnit XML: a suite a file, a case a claim; what fails here is what the gate fails for.

A claim with a finding at or above the level that fails the gate is a failure. A claim to review, and one with a lesser
warning, is skipped with its reason: neither pass nor failure. The last suite is the gate itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple
from xml.etree import ElementTree as ET

from auditor.model.result import BAD_VERDICTS, SEVERITIES, Audit, Claim, Finding
from auditor.reports.plain import clock, visible, window
from auditor.reports.ranked import Found, worst_first

# The schema asks for both; a true one would change the file from run to run.
_ALWAYS = {"timestamp": "1970-01-01T00:00:00", "hostname": "localhost", "time": "0"}


class _Case(NamedTuple):
    name: str
    state: Literal["passed", "failure", "skipped"] = "passed"
    kind: str = ""
    message: str = ""
    body: str = ""


def render(audit: Audit, options: dict[str, Any]) -> str:  # noqa: ARG001
    """The XML; times are zero and the time stamp is fixed, because the same audit gives the same bytes."""
    failing = SEVERITIES[: SEVERITIES.index(str(audit.settings.get("fail_on", "error"))) + 1]
    found = worst_first(audit)
    suites: dict[str, list[_Case]] = {}
    notes: dict[str, list[str]] = {}
    of_claim: dict[str, list[Found]] = {}
    for item in found:
        of_claim.setdefault(item.claim.id if item.claim else "", []).append(item)
        if item.finding.severity == "note":
            notes.setdefault(item.finding.path, []).append(_line(item))
    for recording in audit.recordings:
        for path in (document.path for document in recording.documents):
            suites.setdefault(path, [])
        for claim in recording.claims:
            items = [item for item in of_claim.get(claim.id, []) if item.recording is recording]
            if claim.verdict != "boilerplate" or any(item.finding.severity != "note" for item in items):
                suites.setdefault(claim.path, []).append(_claim(claim, items, failing))
    for item in of_claim.get("", []):
        if item.finding.severity != "note":
            suites.setdefault(item.finding.path, []).append(_other(item, failing))
    root = ET.Element("testsuites")
    for number, (path, cases) in enumerate(suites.items()):
        _suite(root, number, visible(path), cases, notes.get(path, []))
    _suite(root, len(suites), "gate", [_gate(audit)], [])
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _claim(claim: Claim, found: list[Found], failing: Iterable[str]) -> _Case:
    name = f"{visible(claim.speaker)}: " if claim.speaker else ""
    name += window(claim.text, "")[0]
    worst = next((item.finding for item in found), None)
    if worst and worst.severity in failing:
        return _Case(name, "failure", _kind(worst), visible(worst.message), _body(claim, found))
    if claim.verdict in BAD_VERDICTS and not claim.findings:
        return _Case(name, "failure", claim.verdict, visible(claim.verdict), _body(claim, found))
    if claim.heap == "review":
        reasons = "; ".join(visible(reason) for reason in claim.reasons) or claim.verdict
        return _Case(name, "skipped", message=f"to review, risk {claim.risk:.2f}: {reasons}", body=_body(claim, found))
    if worst and worst.severity != "note":
        message = f"{worst.severity} {_kind(worst)}: {visible(worst.message)}"
        return _Case(name, "skipped", message=message, body=_body(claim, found))
    return _Case(name)


def _other(item: Found, failing: Iterable[str]) -> _Case:
    """A finding that is about no single claim."""
    finding = item.finding
    name = f"{_kind(finding)}: {visible(finding.message)}"
    if finding.severity in failing:
        return _Case(name, "failure", _kind(finding), visible(finding.message), _line(item))
    return _Case(name, "skipped", message=f"{finding.severity}: {visible(finding.message)}", body=_line(item))


def _gate(audit: Audit) -> _Case:
    if audit.gate.passed:
        return _Case("gate")
    reasons = [visible(reason) for reason in audit.gate.reasons]
    return _Case("gate", "failure", "gate", "; ".join(reasons), "\n".join(reasons))


def _kind(finding: Finding) -> str:
    return visible(f"{finding.rule} {finding.name}")


def _body(claim: Claim, found: list[Found]) -> str:
    where = ", ".join(part for part in (visible(claim.speaker or ""), clock(claim.start)) if part)
    lines = [f"{visible(claim.path)}:{claim.line}" + (f"  {where}" if where else ""), f"claimed: {visible(claim.text)}"]
    if not found and claim.evidence:
        lines.append(_said(claim.evidence[0]))
    return "\n".join([*lines, *(_line(item) for item in found)])


def _line(item: Found) -> str:
    finding = item.finding
    place = f"{visible(finding.path)}:{finding.line}"
    lines = [f"{finding.severity} {_kind(finding)}  {place}", f"    {visible(finding.message)}"]
    return "\n".join(lines + [f"    {_said(place)}" for place in item.places[:1]])


def _said(place: Any) -> str:
    return f"said: {visible(place.text)} ({visible(place.path)}:{place.line} {clock(place.start)})".replace(" )", ")")


def _suite(root: ET.Element, number: int, name: str, cases: list[_Case], notes: list[str]) -> None:
    states = Counter(case.state for case in cases)
    totals = {"tests": len(cases), "failures": states["failure"], "errors": 0, "skipped": states["skipped"]}
    attributes = {"name": name or "-", "package": "auditor", "id": str(number), **_ALWAYS}
    suite = ET.SubElement(root, "testsuite", attributes | {key: str(total) for key, total in totals.items()})
    ET.SubElement(suite, "properties")
    names: dict[str, int] = {}
    for case in cases:
        label = _unused(case.name, names)
        element = ET.SubElement(suite, "testcase", {"name": label, "classname": name or "-", "time": "0"})
        if case.state == "failure":
            ET.SubElement(element, "failure", {"type": case.kind, "message": case.message}).text = case.body
        elif case.state == "skipped":
            ET.SubElement(element, "skipped", {"message": case.message}).text = case.body
    ET.SubElement(suite, "system-out").text = "\n".join(notes)
    ET.SubElement(suite, "system-err").text = ""


def _unused(name: str, names: dict[str, int]) -> str:
    """Two claims of the same words are two cases. `names`: those in use, with the number that the last one got."""
    label = name
    while label in names:
        names[name] += 1
        label = f"{name} ({names[name]})"
    names[label] = 1
    return label
