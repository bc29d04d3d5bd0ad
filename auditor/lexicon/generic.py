"""Generic language: praise, thanks, enthusiasm and marketing that would fit any meeting."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.lexicon.phrases import Match, phrase_table
from auditor.lexicon.words import frequency, is_content

_COMMONEST = 8.0  # upper end of the Zipf scale
_STOCK = 0.8


def stock_phrases(tokens: Sequence[str]) -> list[Match]:
    """Return the stock words and phrases of a sentence: first token, token after the last, phrase, weight as text."""
    return [match for match in phrase_table("generic.tsv").find(tokens) if float(match[3]) >= _STOCK]


def genericness(tokens: Sequence[str]) -> float:
    """Return how far a sentence consists of stock phrases, 0 (all its words are particular) to 1.

    The mean weight (`data/generic.tsv`) of the content words, each counting by its rarity, so that one name or
    technical term pulls the value down. Length does not enter. No content words: 0.
    """
    weights: dict[int, float] = {}
    for begin, stop, _, weight in phrase_table("generic.tsv").find(tokens):
        for place in range(begin, stop):
            weights[place] = float(weight)
    total = generic = 0.0
    for place, token in enumerate(tokens):
        if is_content(token):
            rarity = _COMMONEST - frequency(token)
            total += rarity
            generic += rarity * weights.get(place, 0.0)
    return generic / total if total else 0.0
