"""GitLab code quality: the shape that GitLab reads, no fingerprint twice."""

from __future__ import annotations

import json

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.reports.gitlab import render

# After GitLab's documentation of the code quality report format.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


def test_an_issue_a_finding_worst_first(make):
    issues = json.loads(render(make(path="./notes/bees.md"), {}))
    jsonschema.validate(issues, SCHEMA)
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info", "info"]
    assert issues[0]["description"].startswith("A12 number-changed: The transcript says")
    assert issues[0]["location"] == {"path": "notes/bees.md", "lines": {"begin": 1, "end": 1}}


def test_accepted_findings_are_left_out_and_a_clean_audit_is_an_empty_list(make, clean):
    assert len(json.loads(render(make(accepted=1), {}))) == 3
    assert render(clean, {}) == "[]\n"


def test_fingerprints_stay_and_never_come_twice(make):
    audit = make(claims=30)
    recording = audit.recordings[0]
    same = [replace(finding, fingerprint="") for finding in recording.findings]
    for each in (audit, replace(audit, recordings=[replace(recording, findings=same)])):
        prints = [issue["fingerprint"] for issue in json.loads(render(each, {}))]
        assert len(set(prints)) == len(prints) == 31
    moved = replace(
        recording, findings=[replace(f, line=f.line + 5, end_line=f.end_line + 5) for f in recording.findings]
    )
    assert prints_of(audit) == prints_of(replace(audit, recordings=[moved]))


def prints_of(audit: object) -> set[str]:
    return {issue["fingerprint"] for issue in json.loads(render(audit, {}))}  # type: ignore[arg-type]


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_whatever_is_said_is_valid(make, words):
    jsonschema.validate(json.loads(render(make(words, path=f"a{words}.md"), {})), SCHEMA)
