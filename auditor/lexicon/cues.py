"""Cue words for what turns a meaning: denial, certainty, amount, cause, comparison, time.

All functions take casefolded tokens (words, and `?` where kept) and return places in them: first token, token after
the last, the cue as listed, and a level where the kind has levels. The lists stand in `data/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from auditor.lexicon.phrases import Match, phrase_table
from auditor.lexicon.relations import negated_base
from auditor.lexicon.table import rows, word_list
from auditor.lexicon.words import frequency, is_function_word, is_known, pos

CERTAINTY_LEVELS = ("possible", "able", "likely", "necessary", "certain", "question", "proposal", "decided", "wish")
QUANTIFIER_LEVELS = ("none", "few", "some", "any", "half", "many", "most", "all", "both", "only", "first")


def negation_cues(tokens: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return what denies or reverses: `not`, `couldn't`, `no longer`, `fail to`, `lack`, and negative prefixes."""
    return [(begin, stop, cue) for begin, stop, cue, _ in graded_negation_cues(tokens)]


def graded_negation_cues(tokens: Sequence[str]) -> list[Match]:
    """Return the denials with a level: `explicit` (not), `implicit` (fail to), `prefix` (unfinished)."""
    found = phrase_table("negation.tsv").find(tokens)
    covered = {place for begin, stop, _, _ in found for place in range(begin, stop)}
    for place, token in enumerate(tokens):
        if place in covered:
            continue
        if token.endswith(("n't", "n’t")) or token == "cannot":
            found.append((place, place + 1, token, "explicit"))
        elif negated_base(token) is not None:
            found.append((place, place + 1, token, "prefix"))
    return sorted(found)


def certainty_cues(tokens: Sequence[str]) -> list[Match]:
    """Return how sure, binding or decided the words say they are; levels in `CERTAINTY_LEVELS`.

    `question` comes from wording and from a `?` token. `able` (can, able to) is weaker than every other level and
    often drops out of a fair paraphrase.
    """
    return phrase_table("certainty.tsv").find(tokens)


def quantifier_cues(tokens: Sequence[str]) -> list[Match]:
    """Return words of amount and share; levels in `QUANTIFIER_LEVELS`."""
    return phrase_table("quantifiers.tsv").find(tokens)


def cause_cues(tokens: Sequence[str]) -> list[Match]:
    """Return words that claim a `cause`, a `result` or a `purpose`."""
    return phrase_table("causes.tsv").find(tokens)


def comparison_cues(tokens: Sequence[str]) -> list[Match]:
    """Return words that compare; levels `more`, `less`, `equal`, `contrast`."""
    return phrase_table("comparisons.tsv").find(tokens)


def hedge_cues(tokens: Sequence[str]) -> list[Match]:
    """Return words that soften a statement."""
    return phrase_table("hedges.tsv").find(tokens)


def time_cues(tokens: Sequence[str]) -> list[Match]:
    """Return days, months, seasons and times told from now; the level names the time.

    `last month` and `the previous month` are `month-1`, `tomorrow` is `day+1`, `friday` is `weekday:friday`; two cues
    with different levels of the same unit contradict each other.
    """
    units, shifts = _pairs("time-units.tsv"), _pairs("time-shifts.tsv")
    found = phrase_table("time-words.tsv").find(tokens)
    covered = {place for begin, stop, _, _ in found for place in range(begin, stop)}
    for place in range(len(tokens) - 1):
        unit, shift = units.get(tokens[place + 1]), shifts.get(tokens[place])
        if unit and shift and place not in covered:
            found.append((place, place + 2, f"{tokens[place]} {tokens[place + 1]}", unit + shift))
        if tokens[place + 1] in ("ago", "earlier", "before") and unit is None and tokens[place] in units:
            found.append((place, place + 2, f"{tokens[place]} {tokens[place + 1]}", units[tokens[place]] + "-n"))
    return sorted(found)


@cache
def _pairs(name: str) -> dict[str, str]:
    return {row[0]: row[1] for row in rows(name)}


def looks_like_name(token: str, sentence_initial: bool) -> bool:
    """Whether a token as written looks like a name: capital inside a sentence, inner capital, or letters with digits.

    At the start of a sentence a plain capital counts only where the word is no ordinary word.
    """
    core = token.removesuffix("'s").removesuffix("’s")
    if not core or not any(map(str.isalpha, core)) or core in ("I", "I'm", "I've", "I'd", "I'll"):
        return False
    folded = core.casefold()
    if folded in word_list("lowered-capitals.txt") or is_function_word(folded):
        return False
    if any(map(str.isupper, core[1:])) or any(map(str.isdigit, core)):
        return not _is_quantity(core)
    if not core[0].isupper():
        return False
    if not sentence_initial:
        return True
    return not is_known(folded) or (not pos(folded) and frequency(folded) < 4.0) or is_given_name(folded)


def _is_quantity(core: str) -> bool:
    """`5k`, `10th`, `2nd`, `30min`: a number with a unit, not a name."""
    return core[0].isdigit() and core.lstrip("0123456789.,").casefold() in word_list("number-endings.txt")


def is_given_name(word: str) -> bool:
    """Whether the casefolded word is among the common given names of the US census of 1990."""
    return word in word_list("given-names.txt")
