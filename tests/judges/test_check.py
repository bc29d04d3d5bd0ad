"""Answers are believed only where code finds their words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.judges.check import BadAnswer, objection, parse, with_said_words
from auditor.judges.protocol import Request, Shown
from auditor.judges.request import answer_schema
from auditor.judges.words import related, stands_in

from .conftest import good_json, make_answer

ASKED = Request(
    key="k",
    claim="The office did not help, and they built the stage from oak.",
    passages=[
        Shown(id=1, path="p", lines=[
            "Tom: did the harbour office help you",
            "Rosa: no they didn’t help at all we built the stage ourselves out of old oak",
        ]),
        Shown(id=2, path="p", lines=["Rosa: yes and the baker lent us his"], variant="yes and the banker sent us that"),
    ],
    owner="Rosa",
)  # fmt: skip

SAME = "the claimed and the source words are the same"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, None),
        ({"quote": "We BUILT the stage, ourselves..."}, None),
        ({"quote": "they didn't help at all … out of old oak"}, None),
        ({"quote": "help you Rosa no they didnt help"}, None),
        ({"quote": "help you no they didn't help"}, None),
        ({"passage": 2, "quote": "the banker sent us"}, None),
        ({"quote": "out of old oak … they didn't help at all"}, "the quote does not stand in the passage"),
        ({"passage": 2}, "the quote does not stand in the passage"),
        ({"quote": "we built the stage out of oak"}, "the quote does not stand in the passage"),
        ({"passage": 3}, "names no passage that was shown"),
        ({"passage": None}, "names no passage that was shown"),
        ({"quote": None}, "rests on no quote"),
        ({"quote": "the stage"}, "rests on no quote"),
        ({"verdict": "altered", "claimed": "from oak", "source": "out of old oak"}, None),
        ({"verdict": "altered", "claimed": "Rosa", "source": "Tom"}, None),
        ({"verdict": "altered", "claimed": "from pine"}, "the claimed words do not stand in the claim"),
        ({"verdict": "altered"}, "the claimed words do not stand in the claim"),
        ({"verdict": "altered", "claimed": "from oak", "source": "From oak."}, SAME),
        ({"verdict": "unsupported", "quote": None, "passage": None}, None),
        ({"verdict": "not-in-passages", "quote": "x", "passage": 7}, None),
    ],
)  # fmt: skip
def test_objections(fields: dict[str, Any], why: str | None) -> None:
    assert objection(make_answer(**fields), ASKED) == why


@pytest.mark.parametrize(
    "text",
    [
        good_json(),
        f"```json\n{good_json()}\n```",
        f"Here is my answer:\n{good_json()}\nI hope it helps.",
        good_json(risk="0.05", passage="1", claimed="null", source=""),
    ],
)
def test_an_answer_is_found_in_what_models_write(text: str) -> None:
    assert parse(text) == make_answer()


@pytest.mark.parametrize(
    "text",
    ["", "supported", "[]", "{}", '{"verdict": "supported"', good_json(verdict="fine"), good_json(risk=1.5),
     good_json(risk="NaN"), good_json(risk=-0.1), good_json(risk=None), "{" * 5000, good_json(reason="x" * 30_000),
     "null", '"{}"'],
)  # fmt: skip
def test_what_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(BadAnswer):
        parse(text)


def test_fields_are_bounded_and_without_control_characters() -> None:
    answer = parse(good_json(reason="a\x1b[31m\nb\u202e" + "c" * 2000, quote="d\x00 e f"))
    assert "\x1b" not in answer.reason and "\n" not in answer.reason and len(answer.reason) < 320
    assert answer.quote == "d\\u0000 e f"


def test_the_schema_takes_what_is_parsed() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(json.loads(good_json()), answer_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(good_json(verdict="fine")), answer_schema())


def test_words_of_scripts_without_spaces() -> None:
    assert stands_in("渡轮在春天", "渡轮在春天开航。")
    assert not stands_in("渡轮在秋天", "渡轮在春天开航。")
    assert related("渡轮在春天开航", "the ferry line opened in spring")
    assert not related("gardens and roses", "the ferry line opened in spring")


@pytest.mark.parametrize(("source", "kept"), [("out of old oak", True), ("out of pine", False), (None, True)])
def test_source_words_that_nobody_said_are_not_repeated(source: str | None, kept: bool) -> None:
    answer = make_answer(verdict="altered", claimed="from oak", source=source)
    assert with_said_words(answer, ASKED).source == (source if kept else answer.quote)
