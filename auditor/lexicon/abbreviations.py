"""Other writings of the same words: abbreviations written out, words written apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from auditor.lexicon.words import is_function_word, is_known

LEAST, MOST = 2, 6  # letters of an abbreviation
SURE = 3  # letters from which initials are no chance even of words without capitals
VOWELS = frozenset("aeiouy")
JOINED = 5  # letters of a word that may be written apart
RUN = 5  # words that may be written as one
SIGNS = str.maketrans({"+": "plus", "#": "sharp", "&": "and", "@": "at", "%": "percent", "/": ""})
SMALL = frozenset("of the and for in on at to a de la des du".split())  # words that an abbreviation may pass over


def written_out(claimed: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places [first, stop) in `claimed` that write out what is said in letters.

    Both are words as written. Small words may be passed over (`Ministry of Health`: MH or MOH).
    """
    short = {key for word in said if (key := _letters(word))}
    return [(first, stop) for first, stop, key in _initials(claimed, SURE) if key in short] if short else []


def abbreviated(claimed: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places in `claimed` that give the letters of what is said in full; words as written."""
    wanted = {key: i for i, word in enumerate(claimed) if (key := _letters(word))}
    return [(wanted[key], wanted[key] + 1) for _, _, key in _initials(said, MOST) if key in wanted] if wanted else []


def written_apart(claimed: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places [first, stop) in `claimed` that `said` has with other spaces (`deep sea`: deepsea).

    Casefolded words; letters may be said one by one (`p z ms`: pzms), signs by their names (`c plus plus`: c++).
    """
    heard: dict[str, list[tuple[str, str]]] = {}  # the first and last words; where both sides share one, less is enough
    for first, stop, key in _joined(said):
        heard.setdefault(key, []).append((said[first], said[stop - 1]))
    return [
        (first, stop)
        for first, stop, key in _joined(claimed)
        if any(claimed[first] != a and claimed[stop - 1] != b for a, b in heard.get(key, ()))
    ]


def _joined(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Up to `RUN` neighbouring words as one, long enough to be no chance; single letters are sure sooner."""
    plain = [word.translate(SIGNS) for word in words]
    for first in range(len(words)):
        for stop in range(first + 1, min(first + RUN, len(words)) + 1):
            key = "".join(plain[first:stop])
            letters = stop - first > 1 and any(len(w) == 1 and w.isalpha() for w in plain[first:stop])
            if len(key) >= (SURE if letters or stop - first == 1 else JOINED):
                yield first, stop, key


@lru_cache(1 << 14)
def _letters(word: str) -> str:
    """The letters of an abbreviation: capitals (`GTA`, `S. O.`, `BDC's`, `LLMs`), or no vowel (`llm`); else nothing."""
    bare = word.removesuffix("'s").removesuffix("’s")
    plain = "".join(c for c in bare if c.isalpha())
    if not LEAST <= len(plain) <= MOST or "'" in bare or "’" in bare:
        return ""
    spelled = plain.islower() and not VOWELS & set(plain) and not is_known(plain)
    return plain.casefold() if spelled or sum(map(str.isupper, plain)) >= LEAST else ""


def _initials(words: Sequence[str], sure: int) -> Iterator[tuple[int, int, str]]:
    """The initials of neighbouring words, with and without the small ones between them.

    Of words without capitals, only those of `sure` letters or more: fewer may be chance. An abbreviation gives all its
    letters (`LC display`: LCD).
    """
    for first, word in enumerate(words):
        if word in SMALL or not word[:1].isalpha():
            continue
        every, large, capitals = "", "", True
        least = SURE if _letters(word) else sure
        for i in range(first, min(len(words), first + MOST + 2)):
            if not words[i][:1].isalpha():
                break
            part = _letters(words[i]) or words[i][0]
            every += part
            if words[i] in SMALL:
                continue
            large += part
            capitals = capitals and words[i][0].isupper() and not is_function_word(words[i].casefold())  # `And I`
            for key in dict.fromkeys((large.casefold(), every.casefold())):
                if (LEAST if capitals else least) <= len(key) <= MOST and i > first:
                    yield first, i + 1, key
