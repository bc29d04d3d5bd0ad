"""SARIF: valid against the official schema, and what code scanning needs beyond it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reports.paths import relative, uri
from auditor.reports.sarif import MOST_RESULTS, render
from auditor.rules.catalogue import RULES

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "bench" / "schemas" / "sarif-schema-2.1.0.json"


@lru_cache
def validator() -> Any:
    if not SCHEMA.is_file():
        pytest.skip(f"no SARIF schema in {SCHEMA.parent.name}")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


def run(text: str) -> dict[str, Any]:
    return json.loads(text)["runs"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("options", [{}, {"all": True}])
def test_valid_against_the_schema(make, clean, options):
    for audit in (make(), make(accepted=2), make("]](1) [x](y) <b> \\", path="a b/é#?.md"), clean):
        validator().validate(json.loads(render(audit, options)))


def test_the_schema_would_notice(make):
    wrong = json.loads(render(make(), {}))
    wrong["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(wrong)


def test_every_rule_stands_with_its_help_and_level(make):
    driver = run(render(make(), {}))["tool"]["driver"]
    assert driver["version"] == "1.2.3"
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    for rule, told in zip(RULES, driver["rules"], strict=True):
        assert told["defaultConfiguration"]["level"] == rule.severity
        assert told["help"]["text"].startswith(f"# {rule.code} {rule.name}")
        assert 20 < len(told["fullDescription"]["text"]) <= 1024
        assert not told["fullDescription"]["text"].startswith("*")
        assert 0 < len(told["shortDescription"]["text"]) <= 1024


def test_a_result_has_its_place_its_fingerprint_and_what_was_said(make):
    audit = make()
    result = run(render(audit, {}))["results"][0]
    finding = audit.recordings[0].findings[0]
    assert result["ruleId"] == "A12"
    assert result["level"] == "error"
    assert RULES[result["ruleIndex"]].code == "A12"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "notes/bees.md"}
    assert place["region"] == {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 9}
    assert result["partialFingerprints"] == {
        "primaryLocationLineHash": finding.fingerprint,
        "auditorFinding/v1": finding.fingerprint,
    }
    related = result["relatedLocations"]
    assert [each["id"] for each in related] == [1]
    assert related[0]["physicalLocation"]["region"]["startLine"] == 12
    assert "[00:01:01](1): The k" in result["message"]["text"]


def test_a_clean_audit_has_an_empty_list(clean):
    assert run(render(clean, {}))["results"] == []


def test_accepted_findings_are_left_out_unless_asked_for(make):
    audit = make(accepted=1)
    without, every = run(render(audit, {}))["results"], run(render(audit, {"all": True}))["results"]
    assert len(every) == len(without) + 1
    assert all("suppressions" not in result for result in without)
    told = [result["suppressions"] for result in every]
    assert sorted(map(len, told)) == [0] * len(without) + [1]
    assert next(filter(None, told))[0]["kind"] == "inSource"


def test_the_worst_are_written_and_the_rest_is_told(make):
    audit = make(claims=MOST_RESULTS + 300)
    content = run(render(audit, {}))
    assert len(content["results"]) == MOST_RESULTS
    levels = [result["level"] for result in content["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    note = content["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert note.startswith("301 findings, the least severe, were left out")


@pytest.mark.parametrize(
    ("path", "clean_path", "reference"),
    [
        ("./a/../b c.md", "b c.md", "b%20c.md"),
        ("docs\\notes.md", "docs/notes.md", "docs/notes.md"),
        ("C:\\x\\n.md", "C:/x/n.md", "file:///C:/x/n.md"),
        ("/srv/ä.md", "/srv/ä.md", "file:///srv/%C3%A4.md"),
        ("-", "-", "-"),
        ("a:b.md", "a:b.md", "a%3Ab.md"),
    ],
)
def test_paths(path, clean_path, reference):
    assert relative(path) == clean_path
    assert uri(path) == reference


@settings(max_examples=30)
@given(st.text(max_size=40) | st.text(alphabet="[]()\\1a \x00\x1b", max_size=30))
def test_speech_makes_no_link_and_no_control_character(make, words):
    for result in run(render(make(words, path=f"{words}.md"), {"all": True}))["results"]:
        message = result["message"]["text"]
        links = re.findall(r"(?<!\\)(?:\\\\)*\[[^\]]*\]\(", message)
        assert len(links) == len(result.get("relatedLocations", []))
        assert not re.search("[\x00-\x1f\x7f-\x9f]", json.dumps(result, ensure_ascii=False))
        assert re.fullmatch(r"[\w.~/%:-]*", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], re.A)
