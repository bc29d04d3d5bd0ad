"""Timed lines, `[HH:MM:SS] words`, with or without a header (`Title:`, `Description:`, ... `Transcript:`).

Also what whisper prints (`[00:00.000 --> 00:04.000] words`) and times alone on a line above the words.
"""

from __future__ import annotations

from auditor.model.inputs import TextFile, Transcript
from auditor.reading.transcripts.body import read_body, shape_of
from auditor.reading.transcripts.building import finished, lines_of
from auditor.reading.transcripts.header import find_header
from auditor.reading.transcripts.labels import label_of

NAME = "captions"
_LEAD = 40


def recognises(file: TextFile) -> float:
    """Most lines of the spoken part begin with a time."""
    shape = shape_of(file, find_header(file).stop)
    if not shape.is_timed:
        return 0.0
    return 0.8 if shape.bracketed >= 0.5 * shape.timed else 0.6


def read(file: TextFile) -> Transcript:
    """Read timed lines; the header is metadata, and its participants count as speaker labels."""
    header = find_header(file)
    first = shape_of(file, header.stop).first_timed
    if header.stop == 0 and first and file.line_of(first) <= _LEAD:
        header = find_header(file, _under_its_label(file, first))  # untimed lines above the first time: a title
    segments, problems = read_body(file, header.stop, participants=header.participants, timed=True)
    return finished(file, NAME, segments, problems, header=header.fields, participants=header.participants)


def _under_its_label(file: TextFile, first: int) -> int:
    """The offset of the first timed line, or of the speaker's label that stands alone above it."""
    text, offset = (lines_of(file, 0, first) or [("", first)])[-1]
    label = label_of(text)
    return offset if label and not text[label[1] :].strip() else first
