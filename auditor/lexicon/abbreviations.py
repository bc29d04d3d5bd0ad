"""Other writings of the same words: abbreviations written out, words written apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from auditor.lexicon.words import is_known

LEAST, MOST = 2, 6  # letters of an abbreviation
SURE = 3  # letters from which initials are no chance even of words without capitals
VOWELS = frozenset("aeiouy")
JOINED = 5  # letters of a word that may be written apart
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
    """Return the places [first, stop) in `claimed` that are one word in `said` (`deep sea`: deepsea), or the other way.

    Casefolded words; letters may be said one by one (`p z ms`: pzms).
    """
    places = {key: (first, stop) for first, stop, key in _joined(claimed)}
    apart = {key for *_, key in _joined(said)}
    return [places[word] for word in said if word in places] + [
        (i, i + 1) for i, word in enumerate(claimed) if word in apart
    ]


def _joined(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Two neighbouring words as one, and single letters with what ends them (`p z ms`)."""
    for i, pair in enumerate(pairwise(words)):
        if len("".join(pair)) >= JOINED:
            yield i, i + 2, "".join(pair)
    for first in range(len(words)):
        stop = first
        while stop < len(words) and len(words[stop]) == 1 and words[stop].isalpha():
            stop += 1
        for end in range(first + SURE, min(stop + 1, len(words)) + 1):
            if len(words[end - 1]) <= 2:
                yield first, end, "".join(words[first:end])


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
            capitals = capitals and words[i][0].isupper()
            for key in dict.fromkeys((large.casefold(), every.casefold())):
                if (LEAST if capitals else least) <= len(key) <= MOST and i > first:
                    yield first, i + 1, key
