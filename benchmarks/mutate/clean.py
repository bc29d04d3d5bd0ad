"""Clean lines: sentences as they were said, with who said them and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from measure.data import example_documents, key_documents

SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"“])")
NOISE = re.compile(r"\{[^}]*\}|\[[^\]]*\]")


@dataclass(frozen=True)
class Clean:
    """A sentence of a source. `following`: the next sentence and its speaker (for joining turns); times in seconds."""

    text: str
    speaker: str | None
    start: float | None
    following: tuple[str, str | None] | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class CleanSource:
    """The usable sentences of one recording in their order; `names` are its speakers; `duration` in seconds.

    `plain_words` stand in lower case in some recording: a capital does not make a name of them.
    """

    name: str
    meeting: str
    paths: tuple[Path, ...]
    lines: tuple[Clean, ...]
    names: tuple[str, ...]
    duration: float | None
    plain_words: frozenset[str] = frozenset()


def _turns(path: Path) -> list[tuple[str | None, str, list[tuple[int, float]]]]:
    """Speaker, text and (index in the text, seconds) marks; neighbouring segments of one speaker joined."""
    from auditor.reading import read_transcript

    turns: list[tuple[str | None, str, list[tuple[int, float]]]] = []
    for segment in read_transcript(str(path)).segments:
        text = " ".join(segment.text.text.split())
        if not text:
            continue
        if turns and turns[-1][0] == segment.speaker and segment.start is not None:
            speaker, before, marks = turns.pop()
            marks.append((len(before) + 1, segment.start))
            turns.append((speaker, f"{before} {text}", marks))
        else:
            turns.append((segment.speaker, text, [(0, segment.start)] if segment.start is not None else []))
    return turns


def _usable(text: str) -> bool:
    words = text.split()
    tidy = text[:1].isupper() and text[-1:] in ".?!" and not NOISE.search(text) and '"' not in text
    return tidy and 6 <= len(words) <= 32


def _sentences(path: Path) -> list[Clean]:
    found: list[Clean] = []
    for speaker, text, marks in _turns(path):
        at = 0
        for piece in SENTENCE_END.split(text):
            at = text.index(piece, at)
            start = max((time for index, time in marks if index <= at), default=None)
            found.append(Clean(piece.strip(), speaker, start))
            at += len(piece)
    after: list[Clean | None] = [*found[1:], None]
    return [
        Clean(line.text, line.speaker, line.start, (nxt.text, nxt.speaker) if nxt else None)
        for line, nxt in zip(found, after, strict=True)
        if _usable(line.text)
    ]


def _from_key(rows: list[dict[str, object]]) -> list[Clean]:
    """Where a source has no sentences (captions): the lines of the document that its key calls near-verbatim."""
    from measure.units import Unit, seconds

    found = []
    for row in rows:
        unit, text = Unit(row), str(row["text"]).strip('"“” ')
        if unit.good and unit.support in ("verbatim", "edited") and _usable(text):
            speaker = str(row.get("speaker") or "Speaker")
            found.append(Clean(text, speaker, seconds(row.get("source_start"))))  # type: ignore[arg-type]
    return found


def clean_sources() -> list[CleanSource]:
    """The examples and, where they are there, the recordings of the shared keys."""
    sources = []
    for document in [*example_documents(), *key_documents()]:
        first = document.sources[0]
        lines = _sentences(first)
        labelled = len(lines) >= 20
        if not labelled:
            lines = _from_key(document.rows)
        spoken = [line.text.lower() for line in lines]
        lines = [line for line in lines if spoken.count(line.text.lower()) == 1]
        # Where the source names nobody, no moved label can be told from a right one.
        names = tuple(sorted({line.speaker for line in lines if line.speaker})) if labelled else ()
        last = max((line.start for line in lines if line.start is not None), default=None)
        sources.append(CleanSource(document.name, document.meeting, document.sources, tuple(lines), names, last))
    plain = frozenset(word for s in sources for line in s.lines for word in re.findall(r"\b[a-z]+\b", line.text))
    return [replace(source, plain_words=plain) for source in sources]
