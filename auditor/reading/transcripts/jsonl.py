"""JSON lines: one object a line with a text, times and a speaker (`{"start": 0.0, "end": 2.5, "text": "..."}`)."""

from __future__ import annotations

import json
from typing import Any

from auditor.errors import InputError
from auditor.model.inputs import LineProblem, TextFile, Transcript
from auditor.reading.located_json import looks_like, parse
from auditor.reading.transcripts.building import finished, lines_of, problem
from auditor.reading.transcripts.items import segments_of

NAME = "jsonl"


def recognises(file: TextFile) -> float:
    """The first line is a whole JSON object and a second one begins under it."""
    if not looks_like(file):
        return 0.0
    lines = lines_of(file, 0, min(len(file.text), 200_000))[:2]
    try:
        first = json.loads(lines[0][0])
    except (ValueError, RecursionError):
        return 0.0
    return 0.95 if len(lines) == 2 and isinstance(first, dict) and lines[1][0].lstrip()[:1] == "{" else 0.0


def read(file: TextFile) -> Transcript:
    """Read line by line; a bad line is named and the rest kept.

    Raises:
        InputError: the last line breaks off, or no line has words.
    """
    notes: list[LineProblem] = []
    items: list[Any] = []
    lines = lines_of(file)
    for at, (text, offset) in enumerate(lines):
        try:
            items.append(parse(file, offset, offset + len(text)))
        except InputError as error:
            if at == len(lines) - 1 and not file.text.endswith(("\n", "\r")):
                raise
            notes.append(problem(file, offset, error.problem))
    return finished(file, NAME, segments_of(file, items, notes), notes)
