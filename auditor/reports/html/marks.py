"""Words marked by kind of change: a claim's text, and the evidence beside it, cut at the typed differences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.result import Difference, Evidence, Passage

SHOWN = ("repair", "changed", "added", "dropped")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and how it is shown: `mark` is empty (kept), or one of SHOWN; `note` is the other side."""

    text: str
    mark: str = ""
    note: str = ""


def claim_pieces(text: str, differences: Sequence[Difference]) -> list[Piece]:
    """The claim's text with its changed, added and repaired words marked, and dropped words put in where they were."""
    pieces: list[Piece] = []
    cursor = 0
    for difference in sorted(differences, key=lambda item: (item.begin, item.stop)):
        begin, stop = max(difference.begin, 0), min(difference.stop, len(text))
        if difference.mark not in SHOWN or begin < cursor or begin > len(text):
            continue
        if begin > cursor:
            pieces.append(Piece(text[cursor:begin]))
        if difference.mark == "dropped":
            pieces += _dropped(text, begin, difference.source)
            cursor = begin
        elif stop > begin:
            pieces.append(Piece(text[begin:stop], difference.mark, difference.source))
            cursor = stop
        else:
            cursor = begin
    if cursor < len(text):
        pieces.append(Piece(text[cursor:]))
    return pieces


def _dropped(text: str, at: int, source: str) -> list[Piece]:
    """The dropped words with the spaces they need, so that the line still reads (and copies) well."""
    before = [] if at == 0 or text[at - 1].isspace() else [Piece(" ")]
    after = [] if at >= len(text) or text[at].isspace() else [Piece(" ")]
    return [*before, Piece(source, "dropped"), *after]


def evidence_pieces(evidence: Evidence | Passage, differences: Sequence[Difference]) -> list[Piece]:
    """The evidence's text with the words marked that the claim changed, repaired or dropped."""
    text = evidence.text
    exact = evidence.char_end - evidence.char_start == len(text)
    spans: list[tuple[int, int, str, str]] = []
    for difference in differences:
        if difference.mark not in SHOWN or difference.mark == "added" or not difference.source.strip():
            continue
        place = _place(text, evidence, difference, exact)
        if place is not None:
            spans.append((*place, difference.mark, difference.claimed))
    pieces: list[Piece] = []
    cursor = 0
    for begin, stop, mark, note in sorted(spans):
        if begin < cursor:
            continue
        if begin > cursor:
            pieces.append(Piece(text[cursor:begin]))
        pieces.append(Piece(text[begin:stop], mark, note))
        cursor = stop
    if cursor < len(text):
        pieces.append(Piece(text[cursor:]))
    return pieces


def _place(text: str, evidence: Evidence | Passage, difference: Difference, exact: bool) -> tuple[int, int] | None:
    """Where the difference's source words stand in `text`: by offset where that holds, else by the words themselves."""
    if exact and difference.path == evidence.path and difference.char_start is not None:
        begin = difference.char_start - evidence.char_start
        stop = (difference.char_end or difference.char_start) - evidence.char_start
        if 0 <= begin < stop <= len(text):
            return begin, stop
    if difference.path not in (None, evidence.path):
        return None
    found = whole_words(difference.source).search(text)
    return found.span() if found else None


def find_words(text: str, words: str, mark: str) -> list[Piece]:
    """`text` with the first occurrence of `words` (whole words, any case) marked; unmarked where they are not in it."""
    found = whole_words(words).search(text) if words else None
    if found is None:
        return [Piece(text)]
    parts = (Piece(text[: found.start()]), Piece(found[0], mark), Piece(text[found.end() :]))
    return [piece for piece in parts if piece.text]


def whole_words(words: str) -> re.Pattern[str]:
    """A pattern that finds the words as whole words, in any case, whatever space is between them."""
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)", re.IGNORECASE)
