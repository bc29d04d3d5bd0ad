"""Single words: base form, part of speech, general frequency, kind. All words are casefolded single tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from auditor.lexicon.inflection import bases
from auditor.lexicon.table import SortedTable, word_list

COMMON_ZIPF = 4.0  # once in 100,000 words
UNKNOWN_ZIPF = 1.0  # a word that no list has; names and new terms
_RARE_STEM = 2.0
_OWN_RIGHT = 8  # a form used as a noun an eighth as often as its base is used is a word of its own
_SHORTEST_PLURAL = 4
_CACHE = 1 << 17

_table = SortedTable("words.tsv")
_WITHOUT_COLUMNS = [""] * 6


@dataclass(frozen=True, slots=True)
class Entry:
    """What the word table knows of one word.

    `bases` are (part, base form) where the word is an inflected form; `senses` are synset ids, commonest first per
    part; `uses` counts tagged occurrences per part (WordNet's semantic concordance).
    """

    zipf: float
    bases: tuple[tuple[str, str], ...]
    senses: tuple[str, ...]
    uses: tuple[tuple[str, int], ...]
    derived: frozenset[str]
    antonyms: frozenset[str]


@lru_cache(_CACHE)
def entry(word: str) -> Entry | None:
    """Return what the table knows of a word, or None."""
    columns = _table.get(word)
    if columns is None:
        return None
    zipf, forms, senses, uses, derived, antonyms = (columns + _WITHOUT_COLUMNS)[:6]
    return Entry(
        int(zipf) / 100 if zipf else 0.0,
        tuple((form[0], form[2:]) for form in _cells(forms)),
        tuple(_cells(senses)),
        tuple((use[0], int(use[1:])) for use in _cells(uses)),
        frozenset(_cells(derived)),
        frozenset(_cells(antonyms)),
    )


def _cells(column: str) -> list[str]:
    return column.split(",") if column else []


@lru_cache(_CACHE)
def _forms(word: str) -> tuple[tuple[str, str], ...]:
    """(part, base) pairs of an inflected word: from the table, else by rule where the base is a known word."""
    known = entry(word)
    if known is not None:
        if known.bases or known.senses or word.endswith("'s"):
            return known.bases
    elif not word.isascii() or not word.replace("'", "").isalpha():
        return ()
    return tuple(sorted(bases(word, _is_base).items()))


def _is_base(part: str, base: str) -> bool:
    known = entry(base)
    if known is None:
        return False
    if known.senses:
        return any(sense[0] == part for sense in known.senses)
    return part == "n" and known.zipf > _RARE_STEM and not known.bases


@lru_cache(_CACHE)
def lemmas(word: str) -> frozenset[str]:
    """Return every base form that the word may have; the word itself where it is one, or where it is unknown."""
    forms = frozenset(base for _, base in _forms(word))
    known = entry(word)
    if not forms or (known is not None and known.senses):
        return forms | {word}
    return forms


@lru_cache(_CACHE)
def lemma(word: str) -> str:
    """Return the likeliest base form: `bought` → `buy`, `children` → `child`, `worse` → `bad`; unknown words stay.

    Of several base forms the one with most tagged occurrences in WordNet's corpus is taken (`saw` → `see`), but the
    word itself where it is used in its own right (`meeting`, so that `meetings` agrees with it).
    """
    options = lemmas(word)
    if len(options) == 1:
        return next(iter(options))
    best = max(options, key=lambda base: (_tagged(base), base == word, base))
    graded = any(part == "a" for part, _ in _forms(word))  # better, lower: in their own right too, but forms first
    return word if word in options and not graded and _tagged(word, "n") * _OWN_RIGHT >= _tagged(best) else best


def _tagged(word: str, part: str = "nvar") -> int:
    known = entry(word)
    return sum(count for used, count in known.uses if used in part) if known else 0


def same_lemma(a: str, b: str) -> bool:
    """Whether two words can be forms of one word: `build` and `building`, `dataset` and `datasets`."""
    if a == b or not lemmas(a).isdisjoint(lemmas(b)):
        return True
    return _unknown_plural(a, b) or _unknown_plural(b, a)


def _unknown_plural(many: str, one: str) -> bool:
    ending = many.removeprefix(one)
    if ending not in ("s", "es", "'s", "’s") or len(one) < _SHORTEST_PLURAL or one.endswith("s"):
        return ending in ("'s", "’s")
    return not pos(one) or not pos(many)


@lru_cache(_CACHE)
def frequency(word: str) -> float:
    """Return the general frequency on the Zipf scale: log10 of occurrences per thousand million words (0 to 8).

    A form that the list lacks takes its base form's frequency less one; a word nobody knows has `UNKNOWN_ZIPF`.
    """
    known = entry(word)
    if known is not None and known.zipf:
        return known.zipf
    if is_function_word(word):
        return COMMON_ZIPF + 1
    forms = [known_base.zipf for _, base in _forms(word) if (known_base := entry(base)) is not None]
    return max([UNKNOWN_ZIPF, *(value - 1 for value in forms)])


def is_common(word: str) -> bool:
    """Whether the word is met at least once in 100,000 words of general text."""
    return frequency(word) >= COMMON_ZIPF


def is_known(word: str) -> bool:
    """Whether the word, or a base form of it, stands in the word table (a name or a new term often does not)."""
    return entry(word) is not None or bool(_forms(word))


@lru_cache(_CACHE)
def pos(word: str) -> frozenset[str]:
    """Return the possible parts of speech, of `n`, `v`, `a` (adjective), `r` (adverb); empty for unknown words."""
    known = entry(word)
    own = {sense[0] for sense in known.senses} if known else set()
    return frozenset(own | {part for part, _ in _forms(word)})


@lru_cache(_CACHE)
def main_pos(word: str) -> str:
    """Return the part of speech with most tagged occurrences over the word and its base forms; `` where unknown."""
    totals = dict.fromkeys(sorted(pos(word)), 0)
    for part, base in {*_forms(word), *((part, word) for part in pos(word))}:
        known = entry(base)
        for tagged_part, count in known.uses if known else ():
            if tagged_part == part:
                totals[part] += count
    return max(totals, key=totals.__getitem__, default="")


@cache
def _function_words() -> frozenset[str]:
    return word_list("function-words.txt")


def is_function_word(word: str) -> bool:
    """Whether the word belongs to grammar rather than content: articles, pronouns, auxiliaries, prepositions, …"""
    return word in _function_words()


def is_filler(word: str) -> bool:
    """Whether the word only fills a pause or keeps the turn: um, uh, okay, yeah."""
    return word in word_list("fillers.txt")


def is_content(word: str) -> bool:
    """Whether the word carries content: neither grammar nor a filler, and with a letter or a digit in it."""
    return any(map(str.isalnum, word)) and not is_function_word(word) and not is_filler(word)
