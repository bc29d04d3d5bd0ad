"""NIST STM: `file channel speaker start end [<labels>] words`, comments after `;;`."""

from __future__ import annotations

import re

from auditor.model.inputs import LineProblem, Segment, TextFile, Transcript
from auditor.reading.transcripts.building import finished, lines_of, problem, segment
from auditor.reading.transcripts.nist import COMMENT, IGNORED, spoken

NAME = "stm"
_NUMBER = r"[-−]?\d+(?:\.\d*)?"
_LINE = re.compile(rf"\s*(\S+)\s+(\S+)\s+(\S+)\s+({_NUMBER})\s+({_NUMBER})(?:\s+(<[^<>\s]*>)(?=\s|$))?(?:\s+(.*))?")
_SAMPLE = 50


def recognises(file: TextFile) -> float:
    """Nearly all lines have the five fields in front: a channel is one letter or a number, times go forward."""
    lines = [text for text, _ in lines_of(file, 0, 50_000)[: 4 * _SAMPLE] if not COMMENT.match(text)][:_SAMPLE]
    fitting = sum(1 for line in lines if _is_stm(line))
    return 0.9 if lines and fitting >= 0.8 * len(lines) else 0.0


def _is_stm(line: str) -> bool:
    match = _LINE.fullmatch(line)
    if match is None or not re.fullmatch(r"\d{1,2}|[A-Za-z]", match.group(2)) or match.group(1).startswith("["):
        return False
    return float(match.group(4)) <= float(match.group(5))


def read(file: TextFile) -> Transcript:
    """Read segments; a malformed line is named and the rest kept."""
    notes: list[LineProblem] = []
    made: list[Segment] = []
    for text, offset in lines_of(file):
        if COMMENT.match(text):
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            notes.append(problem(file, offset, "no STM line; expected: file channel speaker start end words"))
            continue
        name, channel, speaker, start, end, _, words = match.groups()
        if words is None or words.strip() == IGNORED:
            continue
        text_at = spoken(words, offset + match.start(7))
        if text_at.text:
            session = f"{name} {channel}"
            made.append(segment(file, text_at, float(start), float(end), speaker, session=session))
    return finished(file, NAME, made, notes)
