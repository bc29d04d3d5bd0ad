"""Which meeting a labelled document comes from: documents of one meeting never stand on both sides of a fit."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from measure.places import FAITH

# The four documents of this set are stretches of one meeting, which two documents of `diasumfact_qmsum` share
# (their words overlap; the set's description says so of all four).
_ONE_MEETING = {"summedits_qmsumm": "ts3011d"}


def plain(name: str) -> str:
    """`ES2009b`, `qs_ES2009b` and `es2009b` are one meeting; so are `education_0` and `education0`."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^(qs|dsf|se|sp)_", "", name).lower())


@cache
def _rows(path: Path) -> tuple[dict[str, Any], ...]:
    if not path.is_file():
        return ()
    return tuple(json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@cache
def _named_meetings(folder: Path) -> dict[str, str]:
    """Documents of `diasumfact_qmsum`: their rows name the meeting."""
    return {row["doc_id"]: plain(row["meeting"]) for row in _rows(folder / "diasumfact_qmsum.dev.jsonl")}


@cache
def _seeds(folder: Path) -> dict[str, str]:
    """Words of each seed summary of the SummEdits sets -> meeting of the document that it sums up."""
    found = {}
    for path in sorted(folder.glob("summedits_*.dev.jsonl")):
        name = path.name.split(".")[0]
        for row in _rows(path):
            if row.get("is_seed"):
                found[_words(row["claim"])] = _ONE_MEETING.get(name, plain(row["doc_id"]))
    return found


@cache
def _pair_meetings(folder: Path) -> dict[str, str]:
    """Documents of `summedits_pairs` are seed summaries: the meeting is that of the document summed up."""
    docs = _rows(folder / "summedits_pairs.docs.jsonl")
    return {doc["doc_id"]: _seeds(folder).get(_words(doc["text"]), plain(doc["doc_id"])) for doc in docs}


def meeting_of(set_name: str, document: str, folder: Path = FAITH) -> str:
    """The meeting (or call, broadcast, article) of a document of a labelled set, as one plain lower-case word."""
    if set_name in _ONE_MEETING:
        return _ONE_MEETING[set_name]
    if set_name == "diasumfact_qmsum":
        return _named_meetings(folder).get(document, plain(document))
    if set_name == "summedits_pairs":
        return _pair_meetings(folder).get(document, plain(document))
    return plain(document)
