"""What the NIST formats share: alternations `{ a / b / @ }`, optional words `(word)`, tags `word;tag`."""

from __future__ import annotations

import re

from auditor.model.inputs import Located
from auditor.reading.transcripts.building import Piece, cut_tags, located, tight, trimmed, without
from auditor.reading.transcripts.marks import without_marks

COMMENT = re.compile(r"\s*;;")
IGNORED = "IGNORE_TIME_SEGMENT_IN_SCORING"
_TOKEN = re.compile(r"[{}/]|[^\s{}/]+(?:/[^\s{}/]+)*|\s+")
_OPTIONAL = re.compile(r"(?<!\S)\(([^()\s]*)\)(?!\S)")
_TAG = re.compile(r"\\(?=;)|(?<!\\);(?:[^\s\\]|\\(?!;))*")
_EMPTY = re.compile(r"(?<!\S)@(?!\S)")


def spoken(text: str, offset: int) -> Located:
    """The words of a NIST text: of every alternation the first branch, without brackets and the empty branch `@`."""
    pieces: list[Piece] = [(text, offset)] if "{" not in text else _first_branches(text, offset)
    part = without_marks(trimmed(located(pieces)))
    spans = [span for match in _OPTIONAL.finditer(part.text) for span in _brackets(match)]
    spans += [match.span() for match in _EMPTY.finditer(part.text)]
    return tight(untagged(without(part, sorted(spans)) if spans else part))


def untagged(part: Located) -> Located:
    r"""Words without their tags (`word;tag1;tag2`); an escaped semicolon (`a\;b`) loses its backslash."""
    if ";" not in part.text:
        return part
    return cut_tags(part, [match.span() for match in _TAG.finditer(part.text)])


def _brackets(match: re.Match[str]) -> list[tuple[int, int]]:
    return [(match.start(), match.start() + 1), (match.end() - 1, match.end())]


def _first_branches(text: str, offset: int) -> list[Piece]:
    """Keep a token where every alternation around it is in its first branch."""
    pieces: list[Piece] = []
    branches: list[int] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token == "{":
            branches.append(0)
        elif token == "}":
            if branches:
                branches.pop()
        elif token == "/" and branches:
            branches[-1] += 1
        elif not any(branches) and token != "@":
            pieces.append((token, offset + match.start()))
    return pieces
