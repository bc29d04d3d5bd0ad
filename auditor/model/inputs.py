"""What the readers hand on: decoded files, transcripts and derived documents.

Lines and columns count from 1; characters are code points from 0 of the decoded file, after a byte order mark,
newlines as in the file; times are seconds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class TextFile:
    """A decoded file. `encoding` is the one that was found (`utf-8`, `utf-8-sig`, `utf-16`, `cp1252`, ...)."""

    path: str
    text: str
    encoding: str = "utf-8"

    @cached_property
    def line_starts(self) -> list[int]:
        r"""Offsets at which lines begin. `\n`, `\r\n` and a lone `\r` end a line (not U+2028 and its like)."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def line_of(self, offset: int) -> int:
        """The 1-based line of a character offset."""
        return bisect_right(self.line_starts, max(0, offset))

    def column_of(self, offset: int) -> int:
        """The 1-based column of a character offset."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1


@dataclass(frozen=True)
class Located:
    """A string that knows where its characters stand in the file.

    `anchors` are pairs (index in `text`, offset in the file), ascending, the first at index 0; between two anchors
    both run on one by one. Escapes, tags and joined lines that the reader removed make further anchors.
    """

    text: str
    anchors: tuple[tuple[int, int], ...] = ((0, 0),)

    def offset(self, index: int) -> int:
        """The file offset of `text[index]`; `index == len(text)` gives the end of the last character."""
        at = bisect_right(self.anchors, (index, 1 << 60)) - 1
        if index == len(self.text) and index and self.anchors[at][0] == index:
            return self.offset(index - 1) + 1
        base, offset = self.anchors[max(at, 0)]
        return offset + index - base

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """The file offsets [start, stop) of `text[start:stop]`."""
        return self.offset(start), (self.offset(stop - 1) + 1 if stop > start else self.offset(start))

    def slice(self, start: int, stop: int) -> Located:
        """The part `text[start:stop]`, still located."""
        inner = [(i - start, o) for i, o in self.anchors if start < i < stop]
        return Located(self.text[start:stop], ((0, self.offset(start)), *inner))


@dataclass(frozen=True)
class TimedWord:
    """A word that the ASR timed: [begin, stop) in the segment's text, seconds, and its probability if given."""

    begin: int
    stop: int
    start: float | None
    end: float | None
    probability: float | None = None


@dataclass(frozen=True)
class Segment:
    """A line, cue, turn or paragraph of a transcript. `signals` holds ASR confidences by their own names.

    `id` is what the file itself calls the segment (cue or utterance id); `session` names the recording (and channel)
    where one file holds several, as STM, CTM and SegLST do.
    """

    text: Located
    line: int
    end_line: int
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    words: tuple[TimedWord, ...] = ()
    signals: dict[str, float] = field(default_factory=dict)
    id: str | None = None
    session: str | None = None


@dataclass(frozen=True)
class LineProblem:
    """A line of a readable file that could not be understood; the rest of the file was read."""

    line: int
    text: str
    problem: str


@dataclass(frozen=True)
class Transcript:
    """A source as read. `header` is metadata and never speech; `participants` are the names found in it."""

    file: TextFile
    format: str
    segments: tuple[Segment, ...]
    header: dict[str, str] = field(default_factory=dict)
    participants: tuple[str, ...] = ()
    language: str | None = None
    problems: tuple[LineProblem, ...] = ()

    @property
    def path(self) -> str:
        return self.file.path


@dataclass(frozen=True)
class ClaimField:
    """A field of an action item that is checked on its own: `name` is `owner` or `due`."""

    name: str
    value: Located


@dataclass(frozen=True)
class Claim:
    """One sentence (or quotation, bullet, row, field) of a derived document, with what is claimed about it.

    `turn` numbers the speaker turn, bullet or paragraph it belongs to, `part` the chunk of a chunk-wise document
    (0, 1, ...), `layout` names the layout that introduced it (for `format-drift`). `quoted` says that all its words
    stand in quotation marks. `kind`: `turn`, `bullet`, `paragraph`, `quotation`, `action-item`, `field`, `unreadable`
    (kept as words, no layout fits).
    """

    text: Located
    line: int
    end_line: int
    turn: int
    kind: str
    part: int = 0
    layout: str = ""
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    time_text: str | None = None
    sentiment: str | None = None
    quoted: bool = False
    fields: tuple[ClaimField, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class DocumentLine:
    """What a non-blank line of a derived document was taken for.

    `role`: `claim`, `heading`, `label` (speaker, time or sentiment alone), `metadata`, `pipeline-text`, `furniture`,
    `transcript` (a page's own transcript, read as a source), `not-understood`.
    """

    line: int
    role: str


@dataclass(frozen=True)
class DerivedDocument:
    """A derived document as read; every non-blank line stands in `lines` exactly once."""

    file: TextFile
    format: str
    claims: tuple[Claim, ...]
    lines: tuple[DocumentLine, ...] = ()
    header: dict[str, str] = field(default_factory=dict)
    participants: tuple[str, ...] = ()
    language: str | None = None
    problems: tuple[LineProblem, ...] = ()

    @property
    def path(self) -> str:
        return self.file.path
