"""Speaker-labelled text: `NAME: words`, one turn a line, `NAME [time]: words`, `NAME 0:12` above the words."""

from __future__ import annotations

from auditor.model.inputs import TextFile, Transcript
from auditor.reading.transcripts.body import read_body, shape_of
from auditor.reading.transcripts.building import finished
from auditor.reading.transcripts.header import find_header

NAME = "labelled"
_SHARE = 0.12


def recognises(file: TextFile) -> float:
    """Labels come back at the beginnings of lines, and two at least differ (or nearly every line has one)."""
    shape = shape_of(file, find_header(file).stop)
    if shape.labelled < 2 or shape.labelled < _SHARE * shape.lines:
        return 0.0
    several = len(shape.labels) >= 2 or shape.labelled >= 0.8 * shape.lines
    return 0.7 if several else 0.3


def read(file: TextFile) -> Transcript:
    """Read turns; lines without a label go on with the speaker before."""
    header = find_header(file)
    segments, problems = read_body(file, header.stop, participants=header.participants)
    return finished(file, NAME, segments, problems, header=header.fields, participants=header.participants)
