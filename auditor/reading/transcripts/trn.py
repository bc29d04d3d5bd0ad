"""NIST TRN, `words (speaker-utterance)`, and Kaldi text, `utterance words`: one utterance a line, no times."""

from __future__ import annotations

import re

from auditor.model.inputs import LineProblem, Segment, TextFile, Transcript
from auditor.reading.transcripts.building import Piece, finished, lines_of, problem, segment
from auditor.reading.transcripts.nist import COMMENT, spoken

NAME = "trn"
_NIST = re.compile(r"(.*?)\(([^()\s]+)\)\s*")
_KALDI = re.compile(r"\s*((?=\S*\d)(?=\S*[_\-])[\w][\w.\-]*)\s+(\S.*)")
_SPEAKER = re.compile(r"(.+)[-_][^-_]+")
_SAMPLE = 50
_EXPECTED = "no utterance; expected: words (id), or id words"


def recognises(file: TextFile) -> float:
    """Nearly all lines end with an id in brackets, or begin with one; no id comes twice."""
    lines = [line for line in lines_of(file, 0, 50_000) if not COMMENT.match(line[0])][:_SAMPLE]
    for pattern, group in ((_NIST, 2), (_KALDI, 1)):
        ids = [match.group(group) for text, _ in lines if (match := pattern.fullmatch(text))]
        apart = len(set(ids)) == len(ids) and any(char.isdigit() for one in ids for char in one)
        if len(ids) >= 2 and len(ids) >= 0.9 * len(lines) and apart:
            return 0.85
    return 0.3 if len(lines) == 1 and re.search(r"\([\w]+[-_]\w+\)\s*$", lines[0][0]) else 0.0


def read(file: TextFile) -> Transcript:
    """Read utterances; the part of an id before its last `-` or `_` is the speaker."""
    notes: list[LineProblem] = []
    lines = [line for line in lines_of(file) if not COMMENT.match(line[0])]
    nist = sum(1 for text, _ in lines if _NIST.fullmatch(text))
    kaldi = sum(1 for text, _ in lines if _KALDI.fullmatch(text))
    made = [one for line in lines if (one := _utterance(file, line, nist >= kaldi, notes)) is not None]
    return finished(file, NAME, made, notes)


def _utterance(file: TextFile, line: Piece, nist: bool, notes: list[LineProblem]) -> Segment | None:
    text, offset = line
    match = (_NIST if nist else _KALDI).fullmatch(text)
    if match is None:
        notes.append(problem(file, offset, _EXPECTED))
        return None
    words, ident = (1, 2) if nist else (2, 1)
    place = spoken(match.group(words), offset + match.start(words))
    speaker = _SPEAKER.fullmatch(match.group(ident))
    if not place.text:
        return None
    return segment(file, place, speaker=speaker.group(1) if speaker else None, id=match.group(ident))
