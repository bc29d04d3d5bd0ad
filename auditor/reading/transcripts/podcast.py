"""The transcript part of a scraped podcast page; what stands above it is page, not speech.

`Shownotes Transcript` (or another transcript label) begins it; the people listed under `People` are participants.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.model.inputs import TextFile, Transcript
from auditor.reading.transcripts.body import read_body
from auditor.reading.transcripts.building import Piece, data_lines, finished, lines_of
from auditor.reading.transcripts.header import is_name, is_transcript_label

NAME = "podcast"
_DATE = re.compile(r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")
_COVER = re.compile(r"(?:cover of episode|logo of podcast)\s+(.+)", re.IGNORECASE)
_LANGUAGES = re.compile(r"(?:translations?|languages?)\s*[:：]?", re.IGNORECASE)
_ENOUGH = 200


def recognises(file: TextFile) -> float:
    """A transcript label stands alone on a line, with headings of such a page above and words below."""
    return 0.9 if holds_both(file) else 0.0


def holds_both(file: TextFile) -> bool:
    """Does the file hold derived parts (topics, insights, chapters) and, under them, the transcript itself?"""
    start = transcript_start(file)
    if start is None or len(file.text) - start < _ENOUGH:
        return False
    return any(_heading(text) for text, _ in lines_of(file, 0, start))


def transcript_start(file: TextFile) -> int | None:
    """The offset after the last transcript label that has page headings above it; None where there is none."""
    if not _label_pattern().search(file.text):
        return None
    lines = lines_of(file)
    first = next((at for at, (text, _) in enumerate(lines) if _heading(text)), None)
    if first is None:
        return None
    marks = [offset + len(text) for text, offset in lines[first + 1 :] if is_transcript_label(text)]
    return marks[-1] if marks else None


def read(file: TextFile) -> Transcript:
    """Read the transcript part; title, date and show go to the header."""
    start = transcript_start(file)
    if start is None:
        start = 0
    page = lines_of(file, 0, start)
    people = _people(page)
    segments, problems = read_body(file, _speech_start(file, start), participants=people)
    return finished(file, NAME, segments, problems, header=_fields(page), participants=people)


@lru_cache
def _label_pattern() -> re.Pattern[str]:
    """Any transcript label; most files have none, and are done with at once."""
    labels = "|".join(re.escape(line) for line in data_lines("transcript_labels.txt"))
    return re.compile(rf"^[ \t#*_]*(?:{labels})[ \t:：*_]*\r?$", re.IGNORECASE | re.MULTILINE)


def _heading(text: str) -> bool:
    bare = text.strip().strip("#*_ ").rstrip(":：").strip("*_ ").casefold()
    return bare in _sections()


@lru_cache
def _sections() -> frozenset[str]:
    return frozenset(data_lines("page_sections.txt"))


def _speech_start(file: TextFile, start: int) -> int:
    """Skip the choice of languages that such pages put between the label and the words."""
    lines = lines_of(file, start)
    if not lines or not _LANGUAGES.fullmatch(lines[0][0].strip()):
        return start
    last = file.line_of(lines[0][1])
    for text, offset in lines[1:]:
        if file.line_of(offset) != last + 1 or len(text) > 40:
            return offset
        last += 1
    return start


def _people(page: list[Piece]) -> tuple[str, ...]:
    """Names under `People`, up to the next heading; single letters sort them on the page."""
    found: dict[str, None] = {}
    inside = False
    for text, _ in page:
        bare = text.strip(" \t-*•")
        if _heading(text):
            inside = bare.rstrip(":").casefold() == "people"
        elif inside and len(bare) > 1 and is_name(bare):
            found[bare] = None
    return tuple(found)


def _fields(page: list[Piece]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for text, _ in page:
        bare = text.strip()
        if _heading(text):
            break
        if match := _COVER.fullmatch(bare):
            fields.setdefault("Title" if bare[0] in "cC" else "Show", match.group(1).strip())
        elif _DATE.fullmatch(bare):
            fields.setdefault("Published", bare)
        elif page and bare.startswith("# "):
            fields.setdefault("Title", bare[2:].strip())
    return fields
