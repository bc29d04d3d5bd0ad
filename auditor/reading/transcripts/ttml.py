"""TTML (and its profiles DFXP, EBU-TT-D, IMSC) and YouTube's timed-text XML.

Parsed with expat, which says at which byte each text stands; entities and CDATA keep their places that way. expat
resolves no external entity, and refuses documents that grow by their entities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from auditor.errors import InputError
from auditor.model.inputs import LineProblem, Located, TextFile, Transcript
from auditor.reading.transcripts.blocks import unescaped
from auditor.reading.transcripts.building import Piece, finished, located, problem
from auditor.reading.transcripts.clock import clock_seconds
from auditor.reading.transcripts.cues import Cue, segments_of

if TYPE_CHECKING:
    from xml.parsers import expat

NAME = "ttml"
_ROOT = re.compile(r"<(?:\w+:)?(?:tt|timedtext|transcript)[\s>]")
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_OFFSET = re.compile(r"([-−]?\d+(?:\.\d+)?)(h|ms|m|s|f|t)")
_FRAMES = re.compile(r"(\d+):(\d{2}):(\d{2}):(\d+)(?:\.\d+)?")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def recognises(file: TextFile) -> float:
    """XML with `<tt>`, `<timedtext>` or `<transcript>` as its root."""
    head = file.text[:4000].lstrip("\ufeff \t\r\n")
    return 1.0 if head.startswith("<") and _ROOT.search(head) else 0.0


def read(file: TextFile) -> Transcript:
    """Read paragraphs; timed spans inside become time marks.

    Raises:
        InputError: the XML is broken or not closed, or holds no words.
    """
    from xml.parsers import expat

    handler = _Handler(file)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = False
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = handler.entity
    handler.parser = parser
    try:
        parser.Parse(handler.data, True)
    except expat.ExpatError as error:
        raise _broken(file, error) from None
    cues = [cue for one in handler.paragraphs if (cue := one.cue(handler)) is not None]
    return finished(file, NAME, segments_of(file, cues), handler.notes, language=handler.language)


def _broken(file: TextFile, error: expat.ExpatError) -> InputError:
    from xml.parsers import expat

    why = expat.ErrorString(error.code)
    # "no element found" and "unclosed token" are what expat says when the document ends too early.
    cut = error.code in (3, 5) or file.text.count("\n", 0, len(file.text.rstrip())) + 1 <= error.lineno
    what = "the XML breaks off" if cut else "the XML is broken"
    return InputError(file.path, f"{what} ({why})", "well-formed TTML", error.lineno)


@dataclass
class _Paragraph:
    begin: int
    times: tuple[float | None, float | None]
    speaker: str | None
    lines: list[list[Piece]] = field(default_factory=lambda: [[]])
    marks: list[tuple[int, float]] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    def cue(self, handler: _Handler) -> Cue | None:
        # YouTube's transcripts are escaped twice.
        lines = tuple(unescaped(_flat(located(pieces))) for pieces in self.lines if pieces)
        start, end = self.times
        if start is None and self.marks:
            start = self.marks[0][1]
        if end is None and self.ends:
            end = max(self.ends)
        speaker = handler.agents.get(self.speaker, self.speaker) if self.speaker else None
        return Cue(lines, start, end, speaker, tuple(self.marks)) if any(line.text.strip() for line in lines) else None


class _Handler:
    """Collects paragraphs (`<p>`, `<text>`), agents and rates while expat walks the document."""

    parser: Any

    def __init__(self, file: TextFile) -> None:
        self.file = file
        # The declared encoding is that of the bytes; the text is decoded already.
        blank = _DECLARATION.sub(lambda match: " " * len(match.group()), file.text, count=1)
        lead = len(blank) - len(blank.lstrip())
        self.lead = lead
        self.data = blank[lead:].encode("utf-8", errors="surrogatepass")
        self.starts = (
            list(accumulate((len(c.encode()) for c in blank[lead:]), initial=0)) if not blank.isascii() else None
        )
        self.notes: list[LineProblem] = []
        self.paragraphs: list[_Paragraph] = []
        self.agents: dict[str, str] = {}
        self.language: str | None = None
        self.frame_rate, self.tick_rate = 30.0, 1.0
        self.current: _Paragraph | None = None
        self.bases: list[float] = [0.0]
        self.agent: str | None = None
        self.in_name = False

    def offset(self) -> int:
        at = self.parser.CurrentByteIndex
        return self.lead + (at if self.starts is None else bisect_right(self.starts, at) - 1)

    def start(self, tag: str, raw: dict[str, str]) -> None:
        name = tag.rsplit(" ", 1)[-1]
        attributes = {key.rsplit(" ", 1)[-1]: value for key, value in raw.items()}
        if name == "tt":
            self.language = attributes.get("lang") or None
            self.frame_rate = _positive(attributes.get("frameRate"), 30.0)
            self.tick_rate = _positive(attributes.get("tickRate"), 1.0)
        elif name == "agent":
            self.agent = attributes.get("id")
        elif name == "name" and self.agent:
            self.in_name = True
        elif name in ("p", "text"):
            self.current = _Paragraph(self.offset(), self.times(attributes), attributes.get("agent"))
            self.paragraphs.append(self.current)
        elif name == "br" and self.current:
            self.current.lines.append([])
        elif name in ("span", "s") and self.current:
            self.mark(attributes, youtube=name == "s")
        elif name in ("body", "div"):
            base = self.times(attributes)[0]
            self.bases.append(base if base is not None else self.bases[-1])

    def end(self, tag: str) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name in ("p", "text"):
            self.current = None
        elif name == "agent":
            self.agent = None
        elif name == "name":
            self.in_name = False
        elif name in ("body", "div") and len(self.bases) > 1:
            self.bases.pop()

    def text(self, data: str) -> None:
        if self.in_name and self.agent:
            self.agents[self.agent] = (self.agents.get(self.agent, "") + data).strip()
        if self.current:
            self.current.lines[-1].append((data, self.offset()))

    def entity(self, name: str, *_: object) -> None:
        # Text that stands elsewhere has no place in the file, and entities are how XML attacks its readers.
        raise InputError(self.file.path, f"the XML declares an entity ({name})", "TTML without entities of its own")

    def mark(self, attributes: dict[str, str], youtube: bool) -> None:
        paragraph = self.current
        if paragraph is None:
            return
        if attributes.get("agent"):
            paragraph.speaker = attributes["agent"]
        start, end = self.times(attributes)
        outer = paragraph.times[0] or 0.0
        if youtube:
            paragraph.marks.append((self.offset(), round(outer + (start or 0.0), 3)))
        elif start is not None:
            paragraph.marks.append((self.offset(), round(outer + start, 3) if start < outer else start))
        if end is not None:
            paragraph.ends.append(end)

    def times(self, attributes: dict[str, str]) -> tuple[float | None, float | None]:
        """Start and end: TTML's `begin`/`end`/`dur`, YouTube's `t`/`d` (ms) or `start`/`dur` (seconds)."""
        if "t" in attributes or "d" in attributes:
            start, length = (_milli(attributes.get(key)) for key in ("t", "d"))
            return start, None if start is None or length is None else round(start + length, 3)
        base = self.bases[-1]
        start = self.time(attributes.get("begin") or attributes.get("start"))
        end, length = self.time(attributes.get("end")), self.time(attributes.get("dur"))
        if end is None and length is not None:
            end = (start or 0.0) + length
        return tuple(None if value is None else round(base + value, 3) for value in (start, end))  # type: ignore[return-value]

    def time(self, text: str | None) -> float | None:
        if not text:
            return None
        text = text.strip()
        if match := _OFFSET.fullmatch(text):
            value, unit = float(match.group(1).replace("−", "-")), match.group(2)
            if unit in _UNITS:
                return value * _UNITS[unit]
            return value / (self.frame_rate if unit == "f" else self.tick_rate)
        if match := _FRAMES.fullmatch(text):
            hours, minutes, seconds, frames = (int(part) for part in match.groups())
            return hours * 3600 + minutes * 60 + seconds + frames / self.frame_rate
        if re.fullmatch(r"\d+(?:\.\d+)?", text):
            return float(text)
        value_or_none = clock_seconds(text)
        if value_or_none is None:
            self.notes.append(problem(self.file, self.offset(), f"the time {text[:20]!r} makes no sense; words kept"))
        return value_or_none


def _flat(part: Located) -> Located:
    """White space as blanks, indentation between tags dropped at the ends by the caller."""
    return Located(re.sub(r"[\t\r\n]", " ", part.text), part.anchors)


def _milli(text: str | None) -> float | None:
    return float(text) / 1000 if text and re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None


def _positive(text: str | None, default: float) -> float:
    return float(text) if text and re.fullmatch(r"\d+(?:\.\d+)?", text) and float(text) > 0 else default
