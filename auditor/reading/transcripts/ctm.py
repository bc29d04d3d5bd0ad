"""NIST CTM: `file channel start duration word [confidence]`, one word a line."""

from __future__ import annotations

import re

from auditor.model.inputs import LineProblem, TextFile, Transcript
from auditor.reading.transcripts.building import finished, lines_of, located, problem
from auditor.reading.transcripts.grouping import Word, grouped
from auditor.reading.transcripts.nist import COMMENT, untagged

NAME = "ctm"
_NUMBER = r"[-−]?\d+(?:\.\d*)?|\.\d+"
_LINE = re.compile(rf"\s*(\S+)\s+(\S+)\s+({_NUMBER}|\*)\s+({_NUMBER}|\*)\s+(\S+)(?:\s+({_NUMBER}|NA)(?:\s.*)?)?\s*")
_SAMPLE = 50


def recognises(file: TextFile) -> float:
    """Nearly all lines have a file, a channel, two numbers and one word."""
    lines = [text for text, _ in lines_of(file, 0, 50_000)[: 4 * _SAMPLE] if not COMMENT.match(text)][:_SAMPLE]
    fitting = sum(1 for line in lines if _LINE.fullmatch(line))
    return 0.92 if lines and fitting >= 0.8 * len(lines) else 0.0


def read(file: TextFile) -> Transcript:
    """Read words and group them into segments; of `<ALT_BEGIN>` ... `<ALT_END>` the first branch counts."""
    notes: list[LineProblem] = []
    words: list[Word] = []
    branch: int | None = None
    for text, offset in lines_of(file):
        if COMMENT.match(text):
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            notes.append(problem(file, offset, "no CTM line; expected: file channel start duration word"))
            continue
        name, channel, start, length, word, confidence = match.groups()
        if word.upper() in ("<ALT_BEGIN>", "<ALT>", "<ALT_END>"):
            branch = {"<ALT_BEGIN>": 0, "<ALT>": (branch or 0) + 1, "<ALT_END>": None}[word.upper()]
            continue
        if branch or word == "@":
            continue
        place = untagged(located([(word, offset + match.start(5))]))
        begin = None if start == "*" else float(start)
        end = None if begin is None or length == "*" else round(begin + float(length), 3)
        chance = float(confidence) if confidence and confidence != "NA" else None
        words.append(Word(place, begin, end, chance, None, f"{name} {channel}"))
    return finished(file, NAME, grouped(file, words), notes)
