"""Segments from a stream of timed words: cut where the speaker changes, at pauses, and after sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.model.inputs import Located, Segment, TextFile, TimedWord
from auditor.reading.transcripts.building import joined, segment
from auditor.reading.transcripts.marks import mark_spans

_PAUSE = 1.0
LONGEST = 40
_SENTENCE = 6
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_CLOSERS = ".,;:!?…%)»”’'"


@dataclass(frozen=True)
class Word:
    """A word with its place, times in seconds, probability, speaker and session."""

    text: Located
    start: float | None
    end: float | None
    probability: float | None = None
    speaker: str | None = None
    session: str | None = None


def grouped(file: TextFile, words: Iterable[Word]) -> list[Segment]:
    """Segments of at most 40 words."""
    made: list[Segment] = []
    group: list[Word] = []
    for word in words:
        if mark_spans(word.text.text) == [(0, len(word.text.text))]:
            continue
        if group and _cut(group, word):
            made.append(_segment(file, group))
            group = []
        group.append(word)
    if group:
        made.append(_segment(file, group))
    return made


def _cut(group: list[Word], word: Word) -> bool:
    last = group[-1]
    if (last.speaker, last.session) != (word.speaker, word.session):
        return True
    if word.start is not None and last.end is not None and not 0 <= word.start - last.end + 0.5 < _PAUSE + 0.5:
        return True
    ended = last.text.text.rstrip("\"'”’)").endswith(_STOPS) and word.text.text not in _CLOSERS
    return len(group) >= LONGEST or (ended and len(group) >= _SENTENCE)


def _segment(file: TextFile, group: list[Word]) -> Segment:
    parts: list[Located] = []
    words: list[TimedWord] = []
    length = 0
    for word in group:
        parts.append(word.text)
        begin = length + (1 if length else 0)
        length = begin + len(word.text.text)
        words.append(TimedWord(begin, length, word.start, word.end, word.probability))
    start = next((word.start for word in group if word.start is not None), None)
    ends = [word.end for word in group if word.end is not None]
    first = group[0]
    return segment(
        file, joined(parts), start, max(ends, default=None), first.speaker, words=tuple(words), session=first.session
    )
