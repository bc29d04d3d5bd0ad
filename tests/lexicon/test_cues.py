"""Cues of negation, certainty, amount, cause, comparison and time; names; generic language."""

from __future__ import annotations

import pytest

from auditor.lexicon.cues import (
    CERTAINTY_LEVELS,
    QUANTIFIER_LEVELS,
    cause_cues,
    certainty_cues,
    comparison_cues,
    graded_negation_cues,
    looks_like_name,
    negation_cues,
    quantifier_cues,
    time_cues,
)
from auditor.lexicon.generic import genericness, stock_phrases
from auditor.lexicon.table import rows


def _tokens(text: str) -> list[str]:
    return text.split()


def test_negation() -> None:
    tokens = [
        "they",
        "failed",
        "to",
        "see",
        "that",
        "it",
        "wasn't",
        "finished",
        "and",
        "never",
        "lacked",
        "an",
        "unbroken",
        "seal",
    ]
    assert negation_cues(tokens) == [
        (1, 3, "fail to"),
        (6, 7, "wasn't"),
        (9, 10, "never"),
        (10, 11, "lack"),
        (12, 13, "unbroken"),
    ]
    assert [level for *_, level in graded_negation_cues(tokens)] == [
        "implicit",
        "explicit",
        "explicit",
        "implicit",
        "prefix",
    ]
    assert negation_cues(["the", "whales", "came", "back", "under", "the", "ice"]) == []


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("it might rain", "possible"),
        ("i think it rained", "likely"),
        ("it needs to rain", "necessary"),
        ("it will rain", "certain"),
        ("does it rain ?", "question"),
        ("she proposed a date", "proposal"),
        ("they have agreed on a date", "decided"),
        ("we are hoping for rain", "wish"),
    ],
)
def test_certainty(sentence: str, level: str) -> None:
    assert level in [found for *_, found in certainty_cues(sentence.split())]


def test_other_cues() -> None:
    assert quantifier_cues(["almost", "all", "of", "them", "sometimes", "sing"]) == [
        (0, 2, "almost all", "most"),
        (4, 5, "sometimes", "some"),
    ]
    assert cause_cues(["it", "sank", "because", "of", "the", "ice"]) == [(2, 4, "because of", "cause")]
    assert ("lower than", "less") in [match[2:] for match in comparison_cues(_tokens("this is lower than that"))]
    assert time_cues(["last", "month", "and", "on", "friday"]) == [
        (0, 2, "last month", "month-1"),
        (4, 5, "friday", "weekday:friday"),
    ]


def test_levels_in_the_lists_are_the_published_ones() -> None:
    assert {level for _, level in rows("certainty.tsv")} == set(CERTAINTY_LEVELS)
    assert {level for _, level in rows("quantifiers.tsv")} == set(QUANTIFIER_LEVELS)


@pytest.mark.parametrize(
    ("token", "initial", "expected"),
    [
        ("Lisbon", False, True),
        ("whale", False, False),
        ("The", True, False),
        ("Whales", True, False),
        ("Zorvik", True, True),
        ("Roberta", True, True),
        ("B2B", False, True),
        ("iPhone", False, True),
        ("30km", False, False),
        ("I'll", False, False),
    ],
)
def test_names(token: str, initial: bool, expected: bool) -> None:
    assert looks_like_name(token, initial) is expected


def test_genericness() -> None:
    stock = genericness(["we", "are", "so", "proud", "and", "grateful", "for", "this", "amazing", "team"])
    plain = genericness(["the", "krill", "count", "fell", "by", "nine", "tonnes", "near", "the", "shelf"])
    assert stock > 0.6 > 0.1 > plain
    assert genericness([]) == 0.0
    assert stock_phrases(["we", "look", "forward", "to", "the", "next", "tide"])[0][:2] == (1, 4)
