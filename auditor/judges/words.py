"""Words as the checks compare them: without case and punctuation; a character of a script without spaces is a word."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_GAP = re.compile(r"\.\.\.|…|\[…\]")
STEM = 4  # letters by which two words are taken for forms of one


def words_of(text: str) -> list[str]:
    """The words of a text, folded; `don't` and `don’t` are one word, the same in both spellings."""
    return _WORD.findall(_APOSTROPHE.sub("", text.casefold()))


def stands_in(part: str, text: str) -> bool:
    """Whether the words of `part` stand in `text` one after the other; parts around an ellipsis in this order."""
    pieces = [words for piece in _GAP.split(part) if (words := words_of(piece))]
    whole, at = words_of(text), 0
    for piece in pieces:
        found = _find(piece, whole, at)
        if found is None:
            return False
        at = found + len(piece)
    return bool(pieces)


def _find(piece: Sequence[str], whole: Sequence[str], at: int) -> int | None:
    size = len(piece)
    return next((i for i in range(at, len(whole) - size + 1) if whole[i : i + size] == piece), None)


def related(a: str, b: str) -> bool:
    """Whether two texts share a number or the beginning of a word of four letters; in different scripts always."""
    if any(ord(c) > 0x2FFF for c in a) != any(ord(c) > 0x2FFF for c in b):
        return True
    return bool(_stems(a) & _stems(b))


def _stems(text: str) -> set[str]:
    return {w[:STEM] for w in words_of(text) if len(w) >= STEM or w.isdigit() or ord(w[0]) > 0x2FFF}
