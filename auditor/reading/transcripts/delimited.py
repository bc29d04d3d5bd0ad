"""Tables with a head line: CSV, TSV (as Whisper writes it), semicolons or Markdown, a row a segment.

Columns are found by the names that JSON items use, too (`data/json_keys.txt`): a text, a time, a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from auditor.model.inputs import LineProblem, Located, Segment, TextFile, Transcript
from auditor.reading.transcripts.building import cut_tags, finished, located, problem, segment, trimmed
from auditor.reading.transcripts.items import find, in_seconds, keys, one_line, times_of
from auditor.reading.transcripts.marks import without_marks

NAME = "table"
_SAMPLE = 20  # rows looked at
_MEANINGS = ("start", "start_ms", "speaker")


def recognises(file: TextFile) -> float:
    """A head line with a text and a time or speaker column, and rows of as many cells."""
    sign = _separator(file)
    if sign is None:
        return 0.0
    widths = [len(row) for row, _ in zip(_rows(file, sign), range(_SAMPLE), strict=False)]
    fitting = sum(width >= widths[0] for width in widths[1:])
    return 0.95 if len(widths) > 1 and fitting >= 0.6 * (len(widths) - 1) else 0.0


def read(file: TextFile) -> Transcript:
    """Read row by row; a row with too few cells is named. What follows the last column belongs to it."""
    rows = _rows(file, _separator(file) or ",")
    names = [cell.text.strip().strip("#").casefold().replace(" ", "_") for cell in next(rows, [])]
    text = next((names.index(key) for key in keys("text") if key in names), len(names) - 1)
    segments: list[Segment] = []
    notes: list[LineProblem] = []
    for row in rows:
        if len(row) < len(names):
            why = f"{len(row)} cells; expected: {len(names)}, as the head line has"
            notes.append(problem(file, row[0].offset(0), why))
        if text >= len(row):
            continue
        item = {name: cell.text.strip() for name, cell in zip(names, row, strict=False) if cell.text.strip()}
        start, end = times_of(item)
        words = row[text]
        if text == len(names) - 1 < len(row) - 1:  # an unquoted text with commas
            begin, stop = words.offset(0), row[-1].offset(0) + len(row[-1].text)
            words = located([(file.text[begin:stop], begin)])
        words = without_marks(trimmed(one_line(words)))
        segments.append(segment(file, words, start, end, find(item, "speaker")))
    return finished(file, NAME, in_seconds(segments), notes)


def _separator(file: TextFile) -> str | None:
    """The sign between the cells of a head line that names a text and something beside it."""
    head = file.text.lstrip().split("\n", 1)[0].strip().casefold()
    for sign in ("\t", ",", ";", "|"):
        names = [name.strip(" \"'#").replace(" ", "_") for name in head.split(sign)]
        if len(names) > 1 and set(names) & set(keys("text")) and any(set(names) & set(keys(m)) for m in _MEANINGS):
            return sign
    return None


def _rows(file: TextFile, sign: str) -> Iterator[list[Located]]:
    """The cells of every row that is not blank; quotation marks around a cell are off, doubled ones are one."""
    edge = re.escape(sign)
    cell = re.compile(rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[ ]*(?={edge}|\r|\n|$)|(?P<plain>[^{edge}\r\n]*)')
    row: list[Located] = []
    at = 0
    while at <= len(file.text):
        match = cell.match(file.text, at)
        assert match is not None
        group = "quoted" if match["quoted"] is not None else "plain"
        part = located([(match[group], match.start(group))])
        if group == "quoted":
            part = cut_tags(part, [(m.start(), m.start() + 1) for m in re.finditer('""', part.text)])
        row.append(part if part.text else Located("", ((0, match.start(group)),)))
        at = match.end()
        if file.text[at : at + 1] == sign:
            at += 1
            continue
        if any(any(map(str.isalnum, one.text)) for one in row):  # a blank row, or the rule under a Markdown head
            yield row
        row = []
        at += 1 + len(list(takewhile(lambda char: char in "\r\n", file.text[at + 1 : at + 2])))
