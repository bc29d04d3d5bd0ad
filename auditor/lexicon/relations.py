"""How two words are related, by WordNet 3.0: the kinds of difference that change a meaning and those that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from auditor.lexicon.spelling import spelling_key
from auditor.lexicon.table import SortedTable, rows, word_list
from auditor.lexicon.words import entry, lemmas, pos, same_lemma

_table = SortedTable("synsets.tsv")
_CACHE = 1 << 17
_FAR_UP = 5  # steps from a word to a more general one
_NEAR_UP = 2  # steps from siblings to what they share
_TOO_GENERAL = 15000  # synsets below: `entity`, `object` say nothing
_FAMILY = 400  # synsets below the shared parent of siblings
_VERB_FAMILY = 60  # the tree of verbs is flat: near relatives need a narrow parent
_NEGATIVE = ("un", "non", "in", "im", "il", "ir", "dis")
_PREFIX_ALONE = ("un", "non")


@lru_cache(_CACHE)
def synset_row(key: str) -> tuple[tuple[str, ...], frozenset[str], int]:
    """Return a synset's parents, opposite synsets and the number of synsets below it."""
    columns = (_table.get(key) or []) + ["", "", ""]
    parents, opposite, below = columns[:3]
    return tuple(_cells(parents)), frozenset(_cells(opposite)), int(below or 0)


def _cells(column: str) -> list[str]:
    return column.split(",") if column else []


@lru_cache(_CACHE)
def senses(word: str) -> frozenset[str]:
    """Return the synsets in use of the word and its base forms."""
    return frozenset(_every_sense(lemmas(word)))


def _every_sense(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        known = entry(word)
        if known is not None:
            yield from known.senses


@lru_cache(_CACHE)
def _above(word: str) -> dict[str, int]:
    """The synsets above the word's senses, with the fewest steps to each."""
    steps: dict[str, int] = {}
    layer = senses(word)
    for step in range(1, _FAR_UP + 1):
        layer = frozenset(parent for synset in layer for parent in synset_row(synset)[0]) - steps.keys()
        steps.update(dict.fromkeys(layer, step))
    return steps


def relation(a: str, b: str) -> str | None:
    """Return how `b` relates to `a`, or None.

    One of `inflection`, `derivation` (develop, development), `spelling` (colour, color), `antonym`, `synonym`,
    `hypernym` (b is more general), `hyponym` (b is more special), `sibling` (Monday, Tuesday). A listed antonym goes
    before a synonym, because taking an opposite for the same is the worse mistake. Equal words give `inflection`.
    """
    if a == b:
        return "inflection"
    if a[:1].isdigit() or b[:1].isdigit():
        return "inflection" if _ORDINAL.sub("", a) == _ORDINAL.sub("", b) else None
    if len(a) == 1 or len(b) == 1:
        return None
    return _relation(a, b) if a < b else _TURNED.get(turned := _relation(b, a), turned)


_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_TURNED: dict[str | None, str] = {"hypernym": "hyponym", "hyponym": "hypernym"}


@lru_cache(_CACHE)
def _relation(a: str, b: str) -> str | None:
    if same_lemma(a, b):
        return "inflection"
    if _unit(a) and _unit(b) and _unit(a) != _unit(b):
        return "sibling"  # WordNet has minute and second as words for a moment
    if spelling_key(a) == spelling_key(b) and _may_be_spelling(a, b):
        return "spelling"
    if _listed_antonyms(a, b) or _by_prefix(a, b):
        return "antonym"
    if _derived(a, b):
        return "derivation"
    first, second = senses(a), senses(b)
    if not first or not second:
        return None
    if not first.isdisjoint(second):
        return "synonym"
    return _by_tree(a, b, first, second)


def is_unit(word: str) -> bool:
    """Return whether the word is a unit of measure."""
    return bool(_unit(word))


def _unit(word: str) -> str:
    """The name of a unit of measure, nothing for other words."""
    return _units().get(word, "")


@lru_cache(1)
def _units() -> dict[str, str]:
    return {written: name for written, dimension, name, _ in rows("units.tsv") if dimension != "count"}


def _may_be_spelling(a: str, b: str) -> bool:
    first, second = senses(a), senses(b)
    return not first or not second or not first.isdisjoint(second)


def _listed_antonyms(a: str, b: str) -> bool:
    return any(not antonyms(x).isdisjoint(lemmas(b)) for x in lemmas(a)) or any(
        not antonyms(y).isdisjoint(lemmas(a)) for y in lemmas(b)
    )


def _by_prefix(a: str, b: str) -> bool:
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return any(negated_base(word) in lemmas(short) | {short} for word in lemmas(long) | {long})


@lru_cache(_CACHE)
def negated_base(word: str) -> str | None:
    """Return the positive of a word with a negative prefix (`unfinished` → `finished`, `impossible` → `possible`).

    `un-` and `non-` need a known adjective, adverb or verb after them; the other prefixes an adjective pair that
    WordNet knows on both sides. None where the word is no such negative, as `under`, `inform` or `invaluable`.
    """
    if word in word_list("not-negative.txt"):
        return None
    for prefix in _NEGATIVE:
        rest = word.removeprefix(prefix).removeprefix("-")
        if not word.startswith(prefix) or len(rest) <= 3:
            continue
        if rest in antonyms(word):
            return rest
        parts = pos(rest)
        if prefix in _PREFIX_ALONE and parts & {"a", "r", "v"} and (not pos(word) or pos(word) & parts):
            return rest
        if "a" in parts and "a" in pos(word):
            return rest
    return None


@lru_cache(_CACHE)
def _derived(a: str, b: str) -> bool:
    first, second = family(a), family(b)
    keys_a, keys_b = frozenset(map(spelling_key, lemmas(a))), frozenset(map(spelling_key, lemmas(b)))
    if not first.isdisjoint(keys_b) or not second.isdisjoint(keys_a):
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= 4 and not first.isdisjoint(second)


@lru_cache(_CACHE)
def family(word: str) -> frozenset[str]:
    """Return the words derived from the word's base forms or that these come from, also by their spelling keys."""
    known = [found for base in lemmas(word) if (found := entry(base)) is not None]
    derived = frozenset(other for found in known for other in found.derived)
    return derived | frozenset(map(spelling_key, derived))


def _by_tree(a: str, b: str, first: frozenset[str], second: frozenset[str]) -> str | None:
    above_a, above_b = _above(a), _above(b)
    if any(synset_row(synset)[2] <= _TOO_GENERAL for synset in second & above_a.keys()):
        return "hypernym"
    if any(synset_row(synset)[2] <= _TOO_GENERAL for synset in first & above_b.keys()):
        return "hyponym"
    for synset in above_a.keys() & above_b.keys():
        steps = max(above_a[synset], above_b[synset])
        near, family_size = (1, _VERB_FAMILY) if synset[0] == "v" else (_NEAR_UP, _FAMILY)
        if steps <= near and synset_row(synset)[2] * steps <= family_size:
            return "sibling"
    return "antonym" if _opposite_heads(first, second) else None


def _opposite_heads(first: frozenset[str], second: frozenset[str]) -> bool:
    """Adjectives whose clusters are opposite: `sluggish` (like slow) and `rapid` (like fast)."""
    heads = {head for synset in second if synset[0] == "a" for head in (synset, *synset_row(synset)[0])}
    for synset in first:
        if synset[0] == "a":
            for head in (synset, *synset_row(synset)[0]):
                if not synset_row(head)[1].isdisjoint(heads):
                    return True
    return False


def antonyms(word: str) -> frozenset[str]:
    """Return the antonyms that WordNet or this project's own list names for the word or its base forms."""
    return _antonyms(word)


@lru_cache(_CACHE)
def _antonyms(word: str) -> frozenset[str]:
    own = _own_antonyms()
    found: set[str] = set()
    for base in lemmas(word):
        known = entry(base)
        found |= (known.antonyms if known is not None else frozenset()) | own.get(base, frozenset())
    return frozenset(found)


@lru_cache(1)
def _own_antonyms() -> dict[str, frozenset[str]]:
    pairs: dict[str, frozenset[str]] = {}
    for left, right in rows("antonyms.tsv"):
        for word, other in ((left, right), (right, left)):
            pairs[word] = pairs.get(word, frozenset()) | {other}
    return pairs
