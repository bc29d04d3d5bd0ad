"""The JSON Schema in the package describes what `--report audit.json` writes."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.asr import Asr, Term, VariantDifference, VariantPair
from auditor.model.result import Audit, Difference, Opinion, Vote
from auditor.reports import render
from auditor.reports.json import read


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads(resources.files("auditor.model").joinpath("result.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_it_is_made_of_the_model(validator):
    made = msgspec.json.schema(Audit)
    assert validator.schema["$defs"] == made["$defs"], "stale: python reports/make.py"


def _everything(audit: Audit) -> Audit:
    from msgspec.structs import replace

    vote = Vote(judge="j", verdict="altered", risk=0.9, quote="q", passage=0, claimed="a", source="b")
    opinion = Opinion(verdict="altered", risk=0.9, votes=[vote], offline_verdict="edited", offline_risk=0.1)
    difference = Difference(kind="number", mark="changed", claimed="a", source="b", begin=0, stop=1, char_start=3)
    change = VariantDifference(kind="substituted", about="number", a="4", b="40", start=1.5, a_line=3)
    asr = Asr(
        pairs=[VariantPair(a="a", b="b", differences=[change], scores={"wer": 0.1})],
        terms=[Term(likely="Corrin", reason="said twice", spellings={"Coren": 1})],
    )
    recording = audit.recordings[0]
    claims = [replace(claim, judge=opinion, differences=[difference], signals={"x": 1.0}) for claim in recording.claims]
    return replace(audit, recordings=[replace(recording, claims=claims, asr=asr)])


def test_a_result_with_everything_in_it_is_valid_and_read_back(validator, make):
    audit = _everything(make(accepted=2))
    text = render(audit, "json")
    validator.validate(json.loads(text))
    assert read(text.encode(), "a.json") == audit


def test_a_new_field_is_allowed_and_a_wrong_verdict_is_not(validator, make):
    content = json.loads(render(make(), "json"))
    content["recordings"][0]["claims"][0]["mood"] = "new"
    validator.validate(content)
    content["recordings"][0]["claims"][0]["verdict"] = "true"
    with pytest.raises(jsonschema.ValidationError, match="'true' is not one of"):
        validator.validate(content)


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_whatever_is_said_is_valid_json(validator, make, words):
    audit = make(words, path=f"{words}.md")
    text = render(audit, "json")
    validator.validate(json.loads(text))
    assert read(text.encode(), "a.json") == audit
