"""Segments from pieces of a file, each character with its place, and the finishing that all readers share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from auditor.errors import InputError
from auditor.model.inputs import LineProblem, Located, Segment, TextFile, TimedWord, Transcript
from auditor.reading.transcripts import clock

WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n]+")
_BLANKS = re.compile(r"\s{2,}")
_WORDS_PER_SECOND = 2.3
_QUOTED_LENGTH = 80

Piece = tuple[str, int]


@lru_cache
def data_lines(name: str) -> tuple[str, ...]:
    """The entries of a data file of this package: one a line, `#` begins a comment line."""
    text = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def lines_of(file: TextFile, begin: int = 0, stop: int | None = None) -> list[Piece]:
    """The non-blank lines of a stretch of the file, each with the offset of its first character."""
    end = len(file.text) if stop is None else stop
    return [(m.group(), m.start()) for m in _LINE.finditer(file.text, begin, end) if m.group().strip()]


def located(pieces: Iterable[Piece]) -> Located:
    """Join pieces of text, each with its offset in the file, into one located string."""
    texts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length, expected = 0, -1
    for text, offset in pieces:
        if not text:
            continue
        if offset != expected:
            anchors.append((length, offset))
        texts.append(text)
        length += len(text)
        expected = offset + len(text)
    return Located("".join(texts), tuple(anchors) or ((0, 0),))


def joined(parts: Sequence[Located]) -> Located:
    """Lines as one string, a space at each line's end (where the newline or the break stands)."""
    if len(parts) == 1:
        return parts[0]
    pieces: list[Piece] = []
    for part in parts:
        if not part.text:
            continue
        if pieces:
            pieces.append((" ", pieces[-1][1] + len(pieces[-1][0])))
        pieces.extend(pieces_of(part))
    return located(pieces)


def pieces_of(part: Located) -> list[Piece]:
    """The pieces that a located string was made of."""
    stops = [index for index, _ in part.anchors[1:]] + [len(part.text)]
    return [(part.text[index:stop], offset) for (index, offset), stop in zip(part.anchors, stops, strict=True)]


def trimmed(part: Located) -> Located:
    """Without white space at both ends."""
    text = part.text
    begin, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    return part if (begin, stop) == (0, len(text)) else part.slice(begin, max(begin, stop))


def without(part: Located, spans: Sequence[tuple[int, int]]) -> Located:
    """Cut out spans (ascending), and with each one of the two blanks that it stood between."""
    if not spans:
        return trimmed(part)
    kept: list[Located] = []
    at = 0
    for begin, stop in spans:
        begin = max(begin, at)
        before = part.text[at:begin]
        if stop < len(part.text) and part.text[stop].isspace() and (not before.strip() or before[-1].isspace()):
            stop += 1
        if before:
            kept.append(part.slice(at, begin))
        at = max(stop, at)
    if at < len(part.text):
        kept.append(part.slice(at, len(part.text)))
    return trimmed(located(piece for one in kept for piece in pieces_of(one)))


def cut_tags(part: Located, spans: Iterable[tuple[int, int]]) -> Located:
    """A text without its tags (which may stand inside a word, so no blank goes with them)."""
    pieces: list[Piece] = []
    at = 0
    base = part.anchors[0][1] if len(part.anchors) == 1 else None
    for begin, stop in [*spans, (len(part.text), len(part.text))]:
        if begin > at and base is not None:
            pieces.append((part.text[at:begin], base + at))
        elif begin > at:
            pieces += pieces_of(part.slice(at, begin))
        at = max(at, stop)
    return located(pieces)


def replaced(part: Located, changes: Sequence[tuple[int, int, str]]) -> Located:
    """Put one character in the place of each span (begin, stop, character); it stands where the span began."""
    pieces: list[Piece] = []
    at = 0
    for begin, stop, char in changes:
        if begin > at:
            pieces += pieces_of(part.slice(at, begin))
        pieces.append((char, part.offset(begin)))
        at = stop
    if at < len(part.text):
        pieces += pieces_of(part.slice(at, len(part.text)))
    return located(pieces)


def tight(part: Located) -> Located:
    """Trimmed, and every run of white space inside as its first blank."""
    if not _BLANKS.search(part.text):
        return trimmed(part)
    spans = [(match.start() + 1, match.end()) for match in _BLANKS.finditer(part.text)]
    return trimmed(cut_tags(part, spans))


def segment(
    file: TextFile,
    text: Located,
    start: float | None = None,
    end: float | None = None,
    speaker: str | None = None,
    **more: object,
) -> Segment:
    """A segment with the lines its words stand on."""
    first, last = text.offset(0), text.offset(max(0, len(text.text) - 1))
    return Segment(text, file.line_of(first), file.line_of(last), start, end, speaker, **more)  # type: ignore[arg-type]


def problem(file: TextFile, offset: int, why: str) -> LineProblem:
    """A line that could not be understood, by any offset in it."""
    line = file.line_of(offset)
    begin = file.line_starts[line - 1]
    text = re.split(r"[\r\n]", file.text[begin : begin + 2 * _QUOTED_LENGTH], maxsplit=1)[0]
    return LineProblem(line, text[:_QUOTED_LENGTH], why)


def timed_words(text: Located, times: Sequence[tuple[int, float]], end: float | None) -> tuple[TimedWord, ...]:
    """Words of a text that time marks stand in: `times` are (file offset from which a time holds, seconds), ascending.

    Words under one mark share the time up to the next mark (the last one's up to `end`) in equal parts.
    """
    if not times:
        return ()
    groups: list[list[tuple[int, int]]] = [[] for _ in range(len(times) + 1)]
    at = nth = 0
    anchors = text.anchors
    for match in WORD.finditer(text.text):
        begin = match.start()
        while nth + 1 < len(anchors) and anchors[nth + 1][0] <= begin:
            nth += 1
        offset = anchors[nth][1] + begin - anchors[nth][0]
        while at < len(times) and times[at][0] <= offset:
            at += 1
        groups[at].append(match.span())
    words = [TimedWord(begin, stop, None, None) for begin, stop in groups[0]]
    for nth, spans in enumerate(groups[1:]):
        first = times[nth][1]
        last = times[nth + 1][1] if nth + 1 < len(times) else end
        step = max(0.0, (last if last is not None else first) - first) / max(1, len(spans))
        for k, (begin, stop) in enumerate(spans):
            words.append(TimedWord(begin, stop, round(first + k * step, 3), round(first + (k + 1) * step, 3)))
    return tuple(words)


def placed_words(
    text: str, words: Iterable[tuple[str, float | None, float | None, float | None]]
) -> tuple[TimedWord, ...]:
    """Find timed words (word, start, end, probability) in a text, in order; a word that is not there is left out."""
    found: list[TimedWord] = []
    at = 0
    for word, start, end, probability in words:
        bare = word.strip()
        begin = text.find(bare, at) if bare else -1
        if begin < 0:
            continue
        at = begin + len(bare)
        found.append(TimedWord(begin, at, start, end, probability))
    return tuple(found)


def finished(
    file: TextFile,
    format: str,
    segments: Iterable[Segment],
    problems: Sequence[LineProblem] = (),
    *,
    header: dict[str, str] | None = None,
    participants: Sequence[str] = (),
    language: str | None = None,
) -> Transcript:
    """The transcript: empty segments dropped, impossible times mended and named, ends filled in, damage named.

    Raises:
        InputError: no words are left.
    """
    kept = [one for one in segments if WORD.search(one.text.text)]
    notes = list(problems)
    if not any(char.isalnum() for one in kept for char in one.text.text):
        line = notes[0].line if notes else None
        raise InputError(file.path, f"no words could be read as {format}", "a transcript with speech in it", line)
    kept = [_possible(file, one, notes) for one in kept]
    length = header_seconds(header or {})
    kept = _ended(kept, length)
    notes += _damaged(file)
    notes.sort(key=lambda note: note.line)
    return Transcript(file, format, tuple(kept), header or {}, tuple(participants), language, tuple(notes))


def header_seconds(header: dict[str, str]) -> float | None:
    """The duration that a header names, in seconds."""
    for key, value in header.items():
        if key.casefold() in ("duration", "length", "runtime"):
            return clock.iso_seconds(value) or clock.seconds(value)
    return None


def _possible(file: TextFile, one: Segment, notes: list[LineProblem]) -> Segment:
    start, end = one.start, one.end
    if start is not None and start < 0:
        notes.append(problem(file, one.text.offset(0), "the time is negative; taken as 0"))
        start, end = 0.0, None if end is None else max(end, 0.0)
    if start is not None and end is not None and end < start:
        notes.append(problem(file, one.text.offset(0), "the end time lies before the start; left out"))
        end = None
    if start is None and end is not None:
        end = None
    return one if (start, end) == (one.start, one.end) else replace(one, start=start, end=end)


def _ended(segments: list[Segment], length: float | None) -> list[Segment]:
    """Give every timed segment an end: the next start, or for the last one the time its words take.

    Lines without a time that follow such a segment (the further lines of a timed turn) share its time by their words.
    """
    ended: list[Segment] = []
    at = 0
    while at < len(segments):
        one = segments[at]
        if one.start is None or one.end is not None:
            ended.append(one)
            at += 1
            continue
        stop = at + 1
        while stop < len(segments) and segments[stop].start is None:
            stop += 1
        following = segments[stop].start if stop < len(segments) else None
        ended += _shared(segments[at:stop], one.start, following, length)
        at = stop
    return ended


def _shared(run: list[Segment], start: float, following: float | None, length: float | None) -> list[Segment]:
    words = [max(1, len(one.text.text.split())) for one in run]
    end = start + sum(words) / _WORDS_PER_SECOND
    if following is not None and following > start:
        end = following
    elif following is None and length is not None and start < length:
        end = min(end, length)
    bounds = [round(start + (end - start) * part / sum(words), 3) for part in accumulate(words, initial=0)]
    return [replace(one, start=begin, end=stop) for one, (begin, stop) in zip(run, pairwise(bounds), strict=True)]


def _damaged(file: TextFile) -> list[LineProblem]:
    if "damaged" not in file.encoding:
        return []
    lines = dict.fromkeys(file.line_of(match.start()) for match in re.finditer("\ufffd", file.text))
    return [problem(file, file.line_starts[line - 1], "bytes that are not valid UTF-8") for line in lines]
