"""Other writings of the same words: abbreviations written out, words written apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from auditor.lexicon.words import is_known

LEAST, MOST = 2, 6  # letters of an abbreviation
SURE = 3  # letters from which initials are no chance even of words without capitals
JOINED = 5  # letters of a word that may be written apart
SMALL = frozenset("of the and for in on at to a de la des du".split())  # words that an abbreviation may pass over


def written_out(claimed: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places [first, stop) in `claimed` that write out what is said in letters, or the other way round.

    Both are words as written. Small words may be passed over (`Ministry of Health`: MH or MOH).
    """
    short = {key for word in said if (key := _letters(word))}
    found = [(first, stop) for first, stop, key in _initials(claimed) if key in short] if short else []
    wanted = {key: i for i, word in enumerate(claimed) if (key := _letters(word))}
    if wanted:
        found += [(wanted[key], wanted[key] + 1) for _, _, key in _initials(said) if key in wanted]
    return found


def written_apart(claimed: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places [first, stop) in `claimed` that are one word in `said` (`deep sea`: deepsea), or the other way.

    Casefolded words.
    """
    places = {"".join(pair): i for i, pair in enumerate(pairwise(claimed)) if len("".join(pair)) >= JOINED}
    found = [(places[word], places[word] + 2) for word in said if word in places]
    apart = {"".join(pair) for pair in pairwise(said)}
    return found + [(i, i + 1) for i, word in enumerate(claimed) if len(word) >= JOINED and word in apart]


@lru_cache(1 << 14)
def _letters(word: str) -> str:
    """The letters of an abbreviation: capitals (`GTA`, `S. O.`, `BDC's`), or no word at all (`gta`); else nothing."""
    plain = "".join(c for c in word.removesuffix("'s").removesuffix("’s") if c.isalpha())
    if not LEAST <= len(plain) <= MOST:
        return ""
    return plain.casefold() if plain.isupper() or not is_known(plain.casefold()) else ""


def _initials(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The initials of neighbouring words, with and without the small ones between them."""
    for first, word in enumerate(words):
        if word in SMALL or not word[:1].isalpha():
            continue
        every, large, capitals = "", "", True
        for i in range(first, min(len(words), first + MOST + 2)):
            if not words[i][:1].isalpha():
                break
            every += words[i][0]
            if words[i] in SMALL:
                continue
            large += words[i][0]
            capitals = capitals and words[i][0].isupper()
            for key in dict.fromkeys((large.casefold(), every.casefold())):
                if (LEAST if capitals else SURE) <= len(key) <= MOST and i > first:
                    yield first, i + 1, key
