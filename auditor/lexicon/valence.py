"""How pleasant or unpleasant words are, by the lexicon of VADER (Hutto and Gilbert 2014)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from auditor.lexicon.table import DATA

NEGATED = 3  # words before which a negation turns a valence round
NEGATIONS = frozenset({"not", "no", "never", "nothing", "nobody", "without", "hardly", "cannot"})
CLEAR_WORD = 1.0  # valence from which a word has a tone of its own


@cache
def _valences() -> dict[str, str]:
    text = (DATA / "valence.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines() if "\t" in line)


def valence(words: Sequence[str]) -> tuple[float, float]:
    """The pleasant and the unpleasant share of a text: sums of its words' valences, turned round after a negation."""
    table = _valences()
    pleasant = unpleasant = 0.0
    for i, word in enumerate(words):
        value = float(table.get(word, 0))
        if value and NEGATIONS & set(words[max(0, i - NEGATED) : i]):
            value *= -0.74  # VADER's factor for negated words
        pleasant, unpleasant = pleasant + max(value, 0.0), unpleasant + min(value, 0.0)
    return pleasant, unpleasant


def opposite_tone(a: str, b: str) -> bool:
    """Whether one word is clearly pleasant and the other clearly unpleasant (`confident`, `concerned`)."""
    first, second = (float(_valences().get(word, 0)) for word in (a, b))
    return min(abs(first), abs(second)) >= CLEAR_WORD and first * second < 0
