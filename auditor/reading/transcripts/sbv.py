"""SBV, YouTube's own captions: `0:00:00.599,0:00:04.160`, the words, a blank line."""

from __future__ import annotations

import re

from auditor.model.inputs import LineProblem, TextFile, Transcript
from auditor.reading.transcripts.blocks import blocks, plain_line
from auditor.reading.transcripts.building import finished
from auditor.reading.transcripts.clock import clock_seconds
from auditor.reading.transcripts.cues import Cue, segments_of, timed

NAME = "sbv"
_TIME = r"[-−]?(?:\d+:)?\d+:\d+\.\d{1,3}"
TIMING = re.compile(rf"\s*({_TIME})\s*,\s*({_TIME})\s*")


def recognises(file: TextFile) -> float:
    """The first line is two times with a comma between."""
    first = file.text.lstrip("\ufeff \t\r\n")[:200].splitlines()
    return 0.95 if first and TIMING.fullmatch(first[0]) else 0.0


def read(file: TextFile) -> Transcript:
    """Read cues; `[br]` divides lines."""
    notes: list[LineProblem] = []
    cues = []
    for block in blocks(file, TIMING, notes):
        start, end = (
            timed(file, block.offset, block.first, block.last, clock_seconds, notes) if block.first else (None,) * 2
        )
        parts = [piece for text, offset in block.lines for piece in _divided(text, offset)]
        lines = tuple(line for line in map(plain_line, parts))
        cues.append(Cue(lines, start, end, ident=block.ident))
    return finished(file, NAME, segments_of(file, cues), notes)


def _divided(text: str, offset: int) -> list[tuple[str, int]]:
    parts: list[tuple[str, int]] = []
    at = 0
    for part in text.split("[br]"):
        parts.append((part, offset + at))
        at += len(part) + len("[br]")
    return parts
