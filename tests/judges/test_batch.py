"""Requests out as a file, answers back in, and the verdicts from them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.errors import InputError
from auditor.judges.apply import Asking, plan
from auditor.judges.batch import NamedJudge, export_lines, import_lines
from auditor.judges.cache import Cache

from .conftest import good_json, make_answer, make_claim, make_recording

JUDGE = NamedJudge("batch", "m1")
RECORDING = make_recording(
    [make_claim("They built the stage from oak.", "c001"), make_claim("A baker helped.", "c002")]
)


def exported() -> list[dict[str, Any]]:
    wanted = plan([RECORDING], JUDGE, Asking(everything=True), Cache(None))
    return [json.loads(line) for line in export_lines([r for _, r in wanted], JUDGE).splitlines()]


def test_lines_have_the_form_that_providers_take() -> None:
    rows = exported()
    assert [set(r) for r in rows] == [{"custom_id", "method", "url", "body"}] * 2
    assert rows[0]["method"] == "POST" and rows[0]["url"] == "/v1/chat/completions"
    assert len(rows[0]["custom_id"]) <= 64 and rows[0]["custom_id"] != rows[1]["custom_id"]
    body = rows[0]["body"]
    assert body["model"] == "m1" and body["response_format"]["type"] == "json_schema"
    assert set(body["response_format"]["json_schema"]["schema"]["required"]) >= {"verdict", "risk", "quote"}
    assert "They built the stage from oak." in body["messages"][1]["content"]


def provider(key: str, content: Any, status: int = 200) -> str:
    body = {"choices": [{"message": {"content": content}}]}
    return json.dumps(
        {"id": "x", "custom_id": key * 32, "response": {"status_code": status, "body": body}, "error": None}
    )


def test_answers_of_providers_and_of_people() -> None:
    text = "\n".join(
        [
            provider("a", good_json()),
            json.dumps({"custom_id": "b" * 32, **json.loads(good_json())}),
            json.dumps({"key": "c" * 32, "answer": json.loads(good_json())}),
            "",
        ]
    )
    assert import_lines(text, "answers.jsonl") == ([(k * 32, make_answer()) for k in "abc"], [])


def test_lines_without_an_answer_are_named_and_the_rest_is_kept() -> None:
    lines = [
        provider("a", "no idea"),
        provider("b", good_json(), 500),
        json.dumps({"custom_id": "c" * 32, "response": None, "error": {"code": "expired"}}),
        json.dumps({"custom_id": "d" * 32, "verdict": "maybe", "risk": 0}),
        json.dumps({"custom_id": "7d…", **json.loads(good_json())}),
        provider("e", good_json()),
    ]
    answers, problems = import_lines("\n".join(lines), "answers.jsonl")
    assert [key for key, _ in answers] == ["e" * 32]
    assert [p.partition(": ")[0] for p in problems] == [f"answers.jsonl:{n}" for n in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize("line", ["{", "[]", '"a"', "{}", "null"])
def test_a_file_of_something_else_is_refused(line: str) -> None:
    with pytest.raises(InputError, match=r"answers.jsonl:2: is no answer"):
        import_lines(f"{provider('a', good_json())}\n{line}", "answers.jsonl")
