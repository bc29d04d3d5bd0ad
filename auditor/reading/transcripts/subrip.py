"""SubRip (.srt): a number, `00:00:01,000 --> 00:00:02,500`, the words, a blank line."""

from __future__ import annotations

import re

from auditor.model.inputs import LineProblem, TextFile, Transcript
from auditor.reading.transcripts.blocks import TIMING, blocks, plain_line
from auditor.reading.transcripts.building import finished
from auditor.reading.transcripts.clock import clock_seconds
from auditor.reading.transcripts.cues import Cue, segments_of, timed

NAME = "srt"
_HEAD = 4000
_FIRST = re.compile(rf"(?:\d+[ \t]*[\r\n]+)?{TIMING.pattern}", re.MULTILINE)

_ARROW = re.compile(r"^\S*\d:\S*\s*-->\s*\S*\d", re.MULTILINE)  # a timing line that is not one


def recognises(file: TextFile) -> float:
    """A timing line with an arrow stands near the top, mostly under a number."""
    head = file.text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("WEBVTT"):
        return 0.0
    if _FIRST.match(head):
        return 0.95
    if re.search(rf"^{TIMING.pattern}$", head, re.MULTILINE):
        return 0.9
    return 0.5 if _ARROW.search(head) else 0.0


def read(file: TextFile) -> Transcript:
    """Read cues; a cue whose times make no sense keeps its words."""
    notes: list[LineProblem] = []
    cues = []
    for block in blocks(file, TIMING, notes):
        start, end = (
            timed(file, block.offset, block.first, block.last, clock_seconds, notes) if block.first else (None,) * 2
        )
        lines = tuple(line for line in map(plain_line, block.lines))
        cues.append(Cue(lines, start, end, ident=block.ident))
    return finished(file, NAME, segments_of(file, cues), notes)
