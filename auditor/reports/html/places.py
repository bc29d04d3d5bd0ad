"""The sources as the page shows them, and where a claim's evidence stands in them.

A segment longer than a screenful is cut at sentence ends, so that one can link into a transcript that is one line.
Evidence is found by its lines and words: the reader of a format may show a segment's text without the stamps and
markup that stand in the file, so characters alone would not do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.model.result import Gap, Source, SourceSegment

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_STAMP = re.compile(r"\[?\(?\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\b\)?\]?(?:\s*-->\s*\d[\d:.,]+)?")
_LONG = 480  # characters of one displayed line before it is cut at a sentence end


@dataclass(frozen=True, slots=True)
class Line:
    """A displayed line of a source; `id` is its anchor, `new_speaker` says that the label must be shown."""

    id: str
    line: int
    text: str
    start: float | None
    speaker: str | None
    new_speaker: bool
    untold: bool


@dataclass(slots=True)
class Pane:
    """A source ready to show, with an index of its words."""

    index: int
    source: Source
    lines: list[Line]
    words: list[str] = field(default_factory=list)
    spots: list[tuple[int, int, int]] = field(default_factory=list)  # display line, first and last character
    numbers: list[int] = field(default_factory=list)  # file line of each word, ascending
    reach: dict[int, int] = field(default_factory=dict)  # last file line of the segment that begins at the key
    where: dict[str, list[int]] = field(default_factory=dict)  # positions of each word

    def locate(self, line: int, end_line: int, text: str) -> list[int]:
        """[first line, character, last line, character] of `text`; the lines as a whole where its words differ."""
        wanted = [word.casefold() for word in _WORD.findall(_STAMP.sub(" ", text))]
        low, high = self._range(line, end_line)
        if low >= high:
            return []
        first = self._find(wanted, low, high)
        if first is None:
            return [self.spots[low][0], 0, self.spots[high - 1][0], self.spots[high - 1][2]]
        last = self._find_end(wanted, first, high)
        return [self.spots[first][0], self.spots[first][1], self.spots[last][0], self.spots[last][2]]

    def _range(self, line: int, end_line: int) -> tuple[int, int]:
        low = bisect_left(self.numbers, line)
        while low and self.reach.get(self.numbers[low - 1], 0) >= line:  # the line is inside a longer segment
            low = bisect_left(self.numbers, self.numbers[low - 1])
        return low, bisect_left(self.numbers, end_line + 1)

    def _find(self, wanted: Sequence[str], low: int, high: int) -> int | None:
        for length in (8, 5, 3, 2, 1):
            head = list(wanted[:length])
            if len(head) < length and length > 1:
                continue
            for at in self._positions(head[0] if head else "", low, high):
                if self.words[at : at + length] == head:
                    return at
        return None

    def _find_end(self, wanted: Sequence[str], first: int, high: int) -> int:
        expected = min(first + len(wanted) - 1, high - 1)
        tail = list(wanted[-3:])
        ends = [at for at in self._positions(tail[-1], first, high) if self.words[at - len(tail) + 1 : at + 1] == tail]
        return min(ends, key=lambda at: (abs(at - expected), at), default=expected)

    def _positions(self, word: str, low: int, high: int) -> list[int]:
        found = self.where.get(word, [])
        return found[bisect_left(found, low) : bisect_left(found, high)]


def make_pane(recording: int, index: int, source: Source, gaps: Sequence[Gap]) -> Pane:
    """The lines of a source and its word index; `gaps` of other sources are ignored."""
    untold = [gap for gap in gaps if gap.path == source.path]
    pane = Pane(index, source, [])
    speaker: str | None = None
    for segment in source.segments:
        pane.reach[segment.line] = max(segment.end_line, pane.reach.get(segment.line, 0))
        for piece in _split(segment.text):
            line = Line(
                f"s{recording}-{index}-{len(pane.lines)}",
                segment.line,
                piece,
                segment.start,
                segment.speaker,
                segment.speaker != speaker,
                _is_untold(segment, untold),
            )
            speaker = segment.speaker
            _index(pane, line)
            pane.lines.append(line)
    return pane


def _index(pane: Pane, line: Line) -> None:
    for match in _WORD.finditer(line.text):
        word = match[0].casefold()
        pane.where.setdefault(word, []).append(len(pane.words))
        pane.words.append(word)
        pane.spots.append((len(pane.lines), match.start(), match.end()))
        pane.numbers.append(line.line)


def _is_untold(segment: SourceSegment, gaps: Sequence[Gap]) -> bool:
    """Whether a gap holds the whole segment; one long line that a gap only touches is not untold."""
    return any(
        gap.line <= segment.line and segment.end_line <= gap.end_line and len(segment.text) <= len(gap.text) + 8
        for gap in gaps
    )


def _split(text: str) -> list[str]:
    """`text` in pieces of at most about `_LONG` characters, cut after a sentence where there is one."""
    pieces: list[str] = []
    rest = " ".join(text.split()) if len(text) > _LONG else text
    while len(rest) > _LONG:
        ends = [match.end() for match in re.finditer(r"[.!?…。！？]['\"”’)]*\s+", rest[:_LONG])]
        cut = next((end for end in reversed(ends) if end > _LONG // 4), None) or rest.rfind(" ", 0, _LONG) + 1 or _LONG
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:]
    return [*pieces, rest] if rest or not pieces else pieces
