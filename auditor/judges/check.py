"""Checks by code of what a judge answers: nothing is believed that cannot be found in the text."""

from __future__ import annotations

import math
import re
from typing import Any

import msgspec

from auditor.judges.protocol import Answer, Request
from auditor.judges.request import escaped
from auditor.judges.words import stands_in, words_of

QUOTE_WORDS = 3
REASON_CHARS = 300
FIELD_CHARS = 600
ANSWER_CHARS = 20_000


class BadAnswer(ValueError):
    """The text is no answer at all."""


def parse(text: str) -> Answer:
    """The answer in a model's text: a JSON object alone, or within a code fence or other words.

    Raises:
        BadAnswer: there is none, or it lacks a verdict or a risk.
    """
    if len(text) > ANSWER_CHARS:
        raise BadAnswer("the answer is longer than any answer can be")
    body = text.strip()
    if not body.startswith("{"):
        found = re.search(r"\{.*\}", body, re.S)
        if not found:
            raise BadAnswer("no JSON object")
        body = found.group()
    try:
        raw = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadAnswer(f"no valid JSON ({error})") from None
    return from_fields(raw)


def from_fields(raw: Any) -> Answer:
    """An answer from decoded JSON; numbers and nulls written as text are taken as meant.

    Raises:
        BadAnswer: a field is missing or of another type.
    """
    if not isinstance(raw, dict):
        raise BadAnswer("no JSON object")
    known = {k: _nothing(v) for k, v in raw.items() if k in Answer.__struct_fields__}
    known["reason"] = known.get("reason") or ""
    try:
        answer = msgspec.convert(known, Answer, strict=False)
    except msgspec.ValidationError as error:
        raise BadAnswer(str(error)) from None
    if not math.isfinite(answer.risk) or not 0 <= answer.risk <= 1:
        raise BadAnswer("risk is no chance from 0 to 1")
    return _bounded(answer)


def _nothing(value: Any) -> Any:
    return None if isinstance(value, str) and value.strip().casefold() in ("", "null", "none") else value


def _bounded(answer: Answer) -> Answer:
    def cut(text: str | None, limit: int = FIELD_CHARS) -> str | None:
        return escaped(text, limit) if text else None

    return msgspec.structs.replace(
        answer, quote=cut(answer.quote), claimed=cut(answer.claimed), source=cut(answer.source),
        reason=cut(answer.reason, REASON_CHARS) or "", risk=round(answer.risk, 4),
    )  # fmt: skip


def objection(answer: Answer, request: Request) -> str | None:
    """Why an answer cannot be believed; None where it can.

    For `supported` and `altered` the quote must stand in the passage that is named, and for `altered` the claimed words
    in the claim.
    """
    if answer.verdict not in ("supported", "altered"):
        return None
    shown = next((p for p in request.passages if p.id == answer.passage), None)
    if shown is None:
        return "names no passage that was shown"
    if not answer.quote or len(words_of(answer.quote)) < min(QUOTE_WORDS, len(words_of(request.claim))):
        return "rests on no quote"
    if not any(stands_in(answer.quote, text) for text in _readings(shown.lines, shown.variant)):
        return "the quote does not stand in the passage"
    if answer.verdict == "supported":
        return None
    if not answer.claimed or not (stands_in(answer.claimed, request.claim) or _in_a_field(answer.claimed, request)):
        return "the claimed words do not stand in the claim"
    if answer.source and words_of(answer.source) == words_of(answer.claimed):
        return "the claimed and the source words are the same"
    return None


def with_said_words(answer: Answer, request: Request) -> Answer:
    """The same answer with source words that somebody said: where its own do not stand in the passage, the quote."""
    if answer.verdict != "altered" or not answer.source:
        return answer
    shown = next((p for p in request.passages if p.id == answer.passage), None)
    if shown and any(stands_in(answer.source, text) for text in _readings(shown.lines, shown.variant)):
        return answer
    return msgspec.structs.replace(answer, source=answer.quote)


def _readings(lines: list[str], variant: str | None) -> list[str]:
    """The passage with and without the labels of its speakers, and the other transcript's reading."""
    bare = [re.sub(r"^[^:]{1,60}: ", "", line) for line in lines]
    return ["\n".join(lines), "\n".join(bare), variant or ""]


def _in_a_field(claimed: str, request: Request) -> bool:
    return any(stands_in(claimed, f) for f in (request.speaker, request.owner, request.due) if f)
