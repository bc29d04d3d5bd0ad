"""The order in which findings are shown."""

from __future__ import annotations

from msgspec.structs import replace

from auditor.reports.ranked import in_order, worst_first


def test_severity_then_what_is_new_then_risk(make):
    audit = make(claims=9)
    recording = audit.recordings[0]
    again = replace(recording.findings[1], id="f8000", claim="c0001")
    audit = replace(audit, recordings=[replace(recording, findings=[again, *recording.findings])])
    found = worst_first(audit)
    assert [item.finding.severity for item in found] == ["error"] * 3 + ["warning"] * 4 + ["note"] * 4
    assert [item.finding.id for item in found[:7]] == ["f0001", "f0004", "f0007", "f0002", "f0005", "f0008", "f8000"]


def test_accepted_findings_only_when_asked_for(make):
    audit = make(accepted=1)
    assert [item.finding.id for item in worst_first(audit)] == ["f0002", "f0003", "f9000"]
    assert len(worst_first(audit, accepted=True)) == len(list(in_order(audit))) == 4


def test_what_was_said_of_an_invention_is_nothing(make):
    item = next(in_order(make()))
    assert [place.line for place in item.places] == [12]
    assert item._replace(finding=replace(item.finding, name="fabricated-claim")).places == []
    assert item._replace(finding=replace(item.finding, evidence=[]), claim=None).places == []
