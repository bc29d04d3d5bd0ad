"""JUnit: valid against the schema most tools follow; fails where the gate fails; names that stay."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.gate.policy import Limits, Policy
from auditor.reports.junit import render

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "bench" / "schemas" / "JUnit.xsd"


@pytest.fixture(scope="module")
def schema() -> Any:
    etree = pytest.importorskip("lxml.etree")
    if not SCHEMA.is_file():
        pytest.skip(f"no JUnit schema in {SCHEMA.parent.name}")
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def cases(text: str) -> list[ET.Element]:
    return list(ET.fromstring(text).iter("testcase"))


def test_valid_against_the_schema(schema, make, clean):
    from lxml import etree

    for audit in (make(), make(" \x00 <![CDATA[ ]]> & \ufffe", path=" a  b.md"), make(accepted=3), clean):
        schema.assertValid(etree.fromstring(render(audit, {}).encode()))


def test_the_schema_would_notice(schema, make):
    from lxml import etree

    wrong = render(make(), {}).replace('classname="notes/bees.md"', "", 1)
    assert not schema.validate(etree.fromstring(wrong.encode()))


def test_a_case_a_claim_and_the_gate_last(make):
    root = ET.fromstring(render(make(), {}))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["notes/bees.md", "gate"]
    assert [suites[0].get(key) for key in ("tests", "failures", "skipped")] == ["4", "1", "2"]
    assert [[child.tag for child in case] for case in cases(render(make(), {}))] == [
        ["failure"], ["skipped"], [], ["skipped"], ["failure"],
    ]  # fmt: skip
    failure, warning, review = (cases(render(make(), {}))[i][0] for i in (0, 1, 3))
    assert failure.get("type") == "A12 number-changed"
    assert "claimed: The keeper found forty mites" in (failure.text or "")
    assert "notes/bees.md.vtt:12 00:01:01" in (failure.text or "")
    assert (warning.get("message") or "").startswith("warning A14 role-changed: The transcript says")
    assert (review.get("message") or "").startswith("to review, risk 0.58: The keeper")
    assert "D04 cut-off-quote" in (suites[0].findtext("system-out") or "")


def test_the_level_that_fails_decides(make):
    text = render(make(policy=Policy(fail_on="warning")), {})
    assert [[child.tag for child in case] for case in cases(text)][:3] == [["failure"], ["failure"], []]


def test_a_passing_gate_passes(clean, make):
    assert [len(case) for case in cases(render(clean, {}))] == [0] * 5
    accepted = render(replace(make(accepted=1), gate=clean.gate), {})
    assert next([child.tag for child in case] for case in cases(accepted)) == []


def test_a_broken_limit_of_the_document_fails_the_gate_case(make):
    gate = cases(render(make(policy=Policy(limits=Limits(max_review=0.1))), {}))[-1]
    assert "review" in (gate[0].get("message") or "")


def test_names_do_not_depend_on_lines_and_ids(make):
    audit = make()
    recording = audit.recordings[0]
    moved = replace(recording, claims=[replace(c, line=c.line + 7, turn="t5") for c in recording.claims])
    names = [
        [case.get("name") for case in cases(render(each, {}))] for each in (audit, replace(audit, recordings=[moved]))
    ]
    assert names[0] == names[1]


def test_equal_words_are_two_cases(make):
    names = [case.get("name") for case in cases(render(make("Yes (2)", claims=9), {}))]
    assert len(set(names)) == len(names) == 11


@settings(max_examples=40)
@given(st.text(max_size=60) | st.text(alphabet="<>&\"']\x00\x0b\x1f\ufffe\uffff\x85 a", max_size=30))
def test_whatever_is_said_is_well_formed(make, words):
    text = render(make(words, path=f"{words}.md"), {})
    found = cases(text)
    assert len(found) == 5
    assert len({case.get("name") for case in found[:-1]}) == 4
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)
