"""Requests in the batch form that providers take, and answers: theirs, or lines that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from auditor.errors import InputError
from auditor.judges.check import BadAnswer, from_fields, parse
from auditor.judges.protocol import Answer, Failure, Judge, Request
from auditor.judges.request import ANSWER_TOKENS, answer_schema, messages

_KEY = re.compile("[0-9a-f]{32}")  # as `make_request` makes them


@dataclass(frozen=True)
class NamedJudge:
    """A judge that is not asked here: its answers come from a file or from the cache."""

    name: str
    model: str = ""
    destination: str = ""

    def ask(self, requests: Sequence[Request]) -> Iterator[tuple[int, Answer | Failure]]:
        """No answer to anything."""
        del requests
        return iter(())


def body(request: Request, model: str, seed: int = 0, max_tokens: int = ANSWER_TOKENS) -> dict[str, Any]:
    """The body of a chat completion request with structured output."""
    schema = {k: v for k, v in answer_schema().items() if not k.startswith("$")}
    return {
        "model": model,
        "messages": messages(request),
        "temperature": 0,
        "seed": seed,
        "max_tokens": max_tokens,
        "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}},
    }


def export_lines(requests: Sequence[Request], judge: Judge) -> str:
    """One line a request; `custom_id` is the request's key, under which the answer is kept."""
    rows = (
        {"custom_id": r.key, "method": "POST", "url": "/v1/chat/completions", "body": body(r, judge.model)}
        for r in requests
    )
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)


def import_lines(text: str, path: str) -> tuple[list[tuple[str, Answer]], list[str]]:
    """(key, answer) pairs of a file of answers, and a line about each answer that is none.

    A line is a provider's result (`custom_id`, `response`) or has `custom_id` (or `key`) and the fields of an answer.

    Raises:
        InputError: a line is no JSON object with a key.
    """
    answers: list[tuple[str, Answer]] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
            key = row.get("custom_id") or row["key"]
        except (msgspec.DecodeError, AttributeError, KeyError, TypeError):
            raise InputError(path, "is no answer", "a JSON object with custom_id and an answer", number) from None
        if not _KEY.fullmatch(str(key)):
            problems.append(f"{path}:{number}: {str(key)[:40]!r} is the id of no request")
            continue
        try:
            answers.append((str(key), _answer(row)))
        except BadAnswer as error:
            problems.append(f"{path}:{number}: {error}")
    return answers, problems


def _answer(row: dict[str, Any]) -> Answer:
    if "response" not in row:
        return from_fields(row.get("answer", row))
    try:
        response = row["response"]
        content = response["body"]["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise BadAnswer("the provider gave no answer to this request") from None
    if response.get("status_code", 200) != 200 or not isinstance(content, str):
        raise BadAnswer(f"the provider answered with status {response.get('status_code')}")
    return parse(content)
