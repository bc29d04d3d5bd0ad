"""From a claim of the finished result to a request, and from a request to the text of the prompt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any

import msgspec

from auditor.judges.protocol import Noted, Request, Shown
from auditor.model.result import Claim

CLAIM_CHARS = 1200
LINE_CHARS = 1000
PASSAGE_CHARS = 870
VARIANT_CHARS = 320
NAME_CHARS = 120
NOTED = 3
CLEAR = 0.3  # weight from which a difference is worth a judge's look
ANSWER_TOKENS = 300


@cache
def instructions() -> str:
    """The fixed part of the prompt."""
    return (resources.files("auditor.judges") / "data" / "instructions.txt").read_text("utf-8")


@cache
def answer_schema() -> dict[str, Any]:
    """The JSON Schema of an answer."""
    raw = (resources.files("auditor.judges") / "data" / "answer.schema.json").read_bytes()
    schema: dict[str, Any] = msgspec.json.decode(raw)
    return schema


@cache
def _kinds() -> dict[str, str]:
    """What a judge reads for a kind of difference."""
    text = (resources.files("auditor.judges") / "data" / "kinds.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@cache
def prompt_version() -> str:
    """Changes with every change of the instructions, so that no answer to another prompt is taken from a cache."""
    return "1-" + blake2b(instructions().encode(), digest_size=4).hexdigest()


def make_request(claim: Claim, passages: Sequence[Shown], name: str, model: str) -> Request:
    """The request for one claim; its key is the hash of the prompt's version, the judge, the claim and the passages."""
    noted = sorted(
        (d for d in claim.differences if d.weight >= CLEAR and (d.claimed or d.source) and d.kind in _kinds()),
        key=lambda d: (-d.weight, d.begin),
    )
    request = Request(
        key="", claim=claim.text, passages=list(passages), speaker=claim.speaker, start=claim.start,
        sentiment=claim.sentiment, owner=claim.owner, due=claim.due, people=claim.people,
        differences=[Noted(kind=d.kind, claimed=d.claimed, source=d.source) for d in noted[:NOTED]],
    )  # fmt: skip
    seed = "\0".join((prompt_version(), name, model, prompt(request)))
    return msgspec.structs.replace(
        request, key=blake2b(seed.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
    )


def prompt(request: Request) -> str:
    """The request as text: fixed words on the left of a bar, data on the right, never more than a line of it.

    Control, formatting and separator characters of the data are escaped and each field is cut at a length, so that
    nothing in a claim, passage, name or path can end a line or make a new field.
    """
    rows = [
        "CLAIM",
        _row("text", request.claim, CLAIM_CHARS),
        *(
            _row(label, value, NAME_CHARS)
            for label, value in (
                ("speaker", request.speaker), ("time", clock(request.start)), ("tone", request.sentiment),
                ("owner", request.owner), ("due", request.due),
            )
            if value
        ),
    ]  # fmt: skip
    if request.people:
        rows.append(
            _row("people", "; ".join(f"{name} = {label}" for name, label in request.people.items()), NAME_CHARS)
        )
    for shown in request.passages:
        rows += _passage(shown)
    if request.differences:
        rows.append("DIFFERENCES FOUND BY COMPARING WORDS")
    for noted in request.differences:
        parts = (("kind", _kinds().get(noted.kind, noted.kind)), ("claimed", noted.claimed), ("said", noted.source))
        rows += [_row(label, value, NAME_CHARS) for label, value in parts if value]
    return "\n".join((*rows, "END"))


def _passage(shown: Shown) -> list[str]:
    rows = [f"PASSAGE {shown.id}"]
    if shown.start is not None:
        rows.append(
            _row(
                "time",
                f"{clock(shown.start)} to {clock(shown.end)}" if shown.end is not None else clock(shown.start),
                NAME_CHARS,
            )
        )
    left = PASSAGE_CHARS
    for line in shown.lines:
        if left <= 0:
            break
        row = _row("said", line, min(left, LINE_CHARS))
        left -= len(row)
        rows.append(row)
    if shown.variant:
        rows.append(_row("or", shown.variant, VARIANT_CHARS))
    return rows


def clock(seconds: float | None) -> str:
    """`HH:MM:SS`; nothing for None."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _row(label: str, value: str, limit: int) -> str:
    return f"{label} | {escaped(value, limit)}"


def escaped(text: str, limit: int) -> str:
    """One line: white space folded, control and invisible formatting characters as `\\u....`, cut at `limit`."""
    out = []
    size = 0
    for char in " ".join(text.split()):
        shown = _visible(char)
        size += len(shown)
        if size > limit:
            out.append(" […]")
            break
        out.append(shown)
    return "".join(out)


def _visible(char: str) -> str:
    if char == " " or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
        return char
    return f"\\u{ord(char):04x}"


def messages(request: Request) -> list[dict[str, str]]:
    """The chat messages of a request."""
    return [{"role": "system", "content": instructions()}, {"role": "user", "content": prompt(request)}]


def tokens(request: Request) -> int:
    """About how many tokens the prompt has: four characters a token, one where the script has no spaces."""
    text = instructions() + prompt(request)
    wide = sum(ord(c) > 0x2FFF for c in text)
    return (len(text) - wide) // 4 + wide
