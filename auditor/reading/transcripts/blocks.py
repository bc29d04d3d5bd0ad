"""Subtitles in blocks: a timing line, then the words, then a blank line (SubRip, WebVTT, SBV)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.errors import InputError
from auditor.model.inputs import LineProblem, Located, TextFile
from auditor.reading.transcripts.building import Piece, cut_tags, problem, replaced

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_BROKEN = re.compile(r"\s*[^\s>]{0,20}\s*(?:-->|->)\s*[^\s>]{0,20}\s*$|\s*[-−]?\d+:\d[^>]*-->")
_WIDEST = 200
_HALF = re.compile(r"\s*\d+(?:[:.,]\d*)*\s*-{0,2}\s*")
TIME = r"[-−]?(?:\d+:)?\d+:\d+(?:[.,:]\d+)?"
TIMING = re.compile(rf"\s*({TIME})\s*(?:-->|->|→)\s*({TIME})(?:[ \t]+(\S.*))?\s*")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}|<\d[\d:.,]*>|</>")


@dataclass(frozen=True)
class Block:
    """The two times as written, the words' lines, the settings and the line above the timing (an id)."""

    offset: int
    first: str
    last: str
    settings: str
    ident: str | None
    lines: tuple[Piece, ...]


def blocks(
    file: TextFile,
    timing: re.Pattern[str],
    notes: list[LineProblem],
    begin: int = 0,
    asides: re.Pattern[str] | None = None,
) -> Iterator[Block]:
    """Walk the blocks. No words get lost: those of a cue whose timing makes no sense come without times.

    Args:
        file: the decoded file.
        timing: matches a whole timing line; groups: start, end, settings.
        notes: receives the lines that could not be understood.
        begin: offset after the head of the file.
        asides: matches the first line of a paragraph that is no cue (`NOTE`, `STYLE`).

    Raises:
        InputError: the file ends inside a timing line, or right after one.
    """
    lines = all_lines(file, begin)
    if asides:
        lines = list(_spoken(lines, asides))
    timings = [(at, match) for at, (text, _) in enumerate(lines) if (match := _timing(text, timing)) is not None]
    _check_end(file, lines, timings)
    ident, first = _ident(lines[: timings[0][0]] if timings else lines, len(timings) > 0, words_above=False)
    notes.extend(problem(file, offset, "a line outside any cue") for _, offset in first)
    for nth, (at, match) in enumerate(timings):
        stop = timings[nth + 1][0] if nth + 1 < len(timings) else len(lines)
        next_ident, body = _ident(lines[at + 1 : stop], nth + 1 < len(timings))
        offset = lines[at][1]
        if isinstance(match, str):
            notes.append(problem(file, offset, "a timing line that makes no sense; its words are kept without a time"))
            yield Block(offset, "", "", "", ident, tuple(body))
        else:
            settings = match.group(3) if timing.groups > 2 else ""
            yield Block(offset, match.group(1), match.group(2), (settings or "").strip(), ident, tuple(body))
        ident = next_ident


def all_lines(file: TextFile, begin: int = 0) -> list[Piece]:
    """All lines from an offset on, blank ones included, without their ends."""
    lines = [(match.group(1), match.start()) for match in _LINE.finditer(file.text, begin)]
    return lines[:-1] if lines and not lines[-1][0] else lines


def cut_off(file: TextFile) -> InputError:
    """The error for a file whose last line is half a cue."""
    line = file.line_of(len(file.text.rstrip()) - 1)
    return InputError(file.path, "the file breaks off inside a cue", "times and words of the last cue", line)


def unescaped(line: Located) -> Located:
    """A line with `&amp;` and the like as the characters they stand for."""
    if "&" not in line.text:
        return line
    found = [(*match.span(), html.unescape(match.group())) for match in _ENTITY.finditer(line.text)]
    return replaced(line, [change for change in found if len(change[2]) == 1])


def plain_line(line: Piece) -> Located:
    """A line of words without tags and escapes."""
    text, offset = line
    place = Located(text, ((0, offset),))
    return unescaped(cut_tags(place, tag_spans(text)))


def tag_spans(text: str) -> list[tuple[int, int]]:
    """Where tags stand: `<i>`, `</b>`, `<v Anna>`, `<00:01.000>`, `{\\an8}`."""
    return [match.span() for match in _TAG.finditer(text)] if "<" in text or "{" in text else []


def _timing(text: str, timing: re.Pattern[str]) -> re.Match[str] | str | None:
    """The match of a timing line; the line itself where it only tries to be one."""
    return timing.fullmatch(text) or (text if ">" in text and _BROKEN.match(text.strip()[:_WIDEST]) else None)


def _ident(lines: list[Piece], before_timing: bool, words_above: bool = True) -> tuple[str | None, list[Piece]]:
    """Divide what stands between two timing lines: the words, and the id of the cue that follows."""
    words = [line for line in lines if line[0].strip()]
    if not before_timing or not lines or not lines[-1][0].strip():
        return None, words
    last = lines[-1][0].strip()
    alone = len(lines) == 1 or not lines[-2][0].strip()
    if last.isdigit() or (alone and (len(words) > 1 or not words_above)):
        return last, words[:-1]
    return None, words


def _spoken(lines: list[Piece], asides: re.Pattern[str]) -> Iterator[Piece]:
    """The lines without the paragraphs that are no cues."""
    fresh, skipping = True, False
    for text, offset in lines:
        blank = not text.strip()
        if fresh and not blank:
            skipping = bool(asides.match(text))
        fresh = blank
        skipping = skipping and not blank
        if not skipping:
            yield text, offset


def _check_end(file: TextFile, lines: list[Piece], timings: list[tuple[int, re.Match[str] | str]]) -> None:
    if not lines or file.text.endswith(("\n", "\r")) or not lines[-1][0].strip():
        return
    last = lines[-1][0]
    after_blank = len(lines) < 2 or not lines[-2][0].strip()
    if (timings and timings[-1][0] == len(lines) - 1) or (after_blank and _HALF.fullmatch(last)):
        raise cut_off(file)
    if len(lines) > 1 and _HALF.fullmatch(last) and lines[-2][0].strip().isdigit() and len(lines) > 2:
        raise cut_off(file)
