"""Making located strings: slices, joins and removals that keep the way back to the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditor.model.inputs import Located, TextFile

Span = tuple[int, int]


def of_file(file: TextFile, start: int, stop: int) -> Located:
    """The characters [start, stop) of a file."""
    return Located(file.text[start:stop], ((0, start),))


def strip(text: Located, chars: str | None = None) -> Located:
    """Without leading and trailing white space (or `chars`)."""
    left = len(text.text) - len(text.text.lstrip(chars))
    return text.slice(left, max(left, len(text.text.rstrip(chars))))


def join(pieces: Sequence[Located]) -> Located:
    """The pieces with one blank between; the blank stands for the character after the piece before it."""
    out, anchors = "", []
    for piece in pieces:
        if out:
            out += " "
        anchors += [(i + len(out), offset) for i, offset in piece.anchors]
        out += piece.text
    return Located(out, tuple(anchors) or ((0, 0),))


def without(text: Located, cuts: Iterable[Span]) -> Located:
    """The text without the characters of `cuts` ([start, stop) spans, ascending, not overlapping)."""
    out, anchors, last = "", [], 0
    for start, stop in [*cuts, (len(text.text), len(text.text))]:
        if start > last:
            part = text.slice(last, start)
            anchors += [(i + len(out), offset) for i, offset in part.anchors]
            out += part.text
        last = max(last, stop)
    return Located(out, tuple(anchors) or ((0, text.offset(0)),))


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def lines(text: Located) -> list[Located]:
    """The lines of a text, without their ends, blank ones included."""
    found: list[Located] = []
    for match in _LINE.finditer(text.text):
        if match.start() == len(text.text) and found:
            break
        found.append(text.slice(match.start(), match.start() + len(match[0].rstrip("\r\n"))))
    return found
