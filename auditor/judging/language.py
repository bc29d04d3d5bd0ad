"""Whether a claim is in another language than its sources, as far as scripts and function words tell."""

from __future__ import annotations

import unicodedata
from functools import cache

from auditor.aligning.place import Alignment
from auditor.lexicon.words import is_function_word, is_known


@cache
def script(char: str) -> str:
    """The script of a letter by its Unicode name (`LATIN`, `CJK`, `CYRILLIC`, ...); Japanese kana count as CJK."""
    name = unicodedata.name(char, "").split(" ")[0]
    return "CJK" if name in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO") else name


def main_script(text: str) -> str:
    """The script of most letters; an ideograph counts as two letters of an alphabet."""
    counts: dict[str, int] = {}
    for char in text:
        if char.isalpha():
            kind = script(char)
            counts[kind] = counts.get(kind, 0) + (2 if kind == "CJK" else 1)
    return max(sorted(counts), key=lambda k: counts[k]) if counts else ""


def foreign(text: str, source: tuple[str, float]) -> bool:
    """Whether the claim's script, or its language by the share of English words, is not that of the first source
    (`source_language`)."""
    mine, theirs = main_script(text), source[0]
    if not mine or not theirs:
        return False
    if mine != theirs:
        return True
    words = [w.strip(".,;:!?\"'()").casefold() for w in text.split()]
    words = [w for w in words if w.isalpha()]
    if mine != "LATIN" or len(words) < 6:
        return False
    english = sum(is_function_word(w) or is_known(w) for w in words) / len(words)
    return source[1] > 0.6 and english < 0.35


def source_language(alignment: Alignment) -> tuple[str, float]:
    """The script of the first source, and the share of English words among its first ones."""
    text = " ".join(s.text.text for s in alignment.streams[0].transcript.segments[:60])
    words = [w for word in text.split()[:600] if (w := word.strip(".,;:!?\"'()[]").casefold()).isalpha()]
    return main_script(text), sum(is_known(w) or is_function_word(w) for w in words) / max(1, len(words))
