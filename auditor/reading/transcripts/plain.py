"""Plain text without times or speakers: one segment a line, a long line sentence by sentence."""

from __future__ import annotations

from auditor.model.inputs import TextFile, Transcript
from auditor.reading.transcripts.body import read_body
from auditor.reading.transcripts.building import finished
from auditor.reading.transcripts.header import find_header

NAME = "plain"


def recognises(file: TextFile) -> float:
    """Any text; every other format that fits is a better guess."""
    return 0.1 if file.text else 0.0


def read(file: TextFile) -> Transcript:
    """Read lines as they stand."""
    header = find_header(file)
    segments, problems = read_body(file, header.stop, timed=False, labelled=False)
    return finished(file, NAME, segments, problems, header=header.fields, participants=header.participants)
