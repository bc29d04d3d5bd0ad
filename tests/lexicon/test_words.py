"""Lemmas, frequencies, parts of speech and kinds of word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon.words import (
    entry,
    frequency,
    is_common,
    is_content,
    is_function_word,
    lemma,
    lemmas,
    main_pos,
    pos,
    same_lemma,
)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("bought", "buy"),
        ("children", "child"),
        ("wolves", "wolf"),
        ("was", "be"),
        ("better", "good"),
        ("buildings", "building"),
        ("saw", "see"),
        ("quickest", "quick"),
        ("stopped", "stop"),
        ("this", "this"),
        ("xanthippa", "xanthippa"),
    ],
)
def test_lemma(word: str, base: str) -> None:
    assert lemma(word) == base


@pytest.mark.parametrize(
    ("a", "b"),
    [("build", "building"), ("were", "is"), ("meetings", "meeting"), ("dataset", "datasets"), ("kelp's", "kelp")],
)
def test_same_lemma(a: str, b: str) -> None:
    assert same_lemma(a, b)
    assert same_lemma(b, a)


@pytest.mark.parametrize(("a", "b"), [("bus", "bu"), ("new", "news"), ("ship", "sheep"), ("us", "u")])
def test_different_lemma(a: str, b: str) -> None:
    assert not same_lemma(a, b)


def test_frequency_orders_words() -> None:
    assert frequency("the") > 7 > frequency("house") > 5 > frequency("krill") > frequency("zyxwvq")
    assert is_common("water")
    assert not is_common("plankton")


def test_parts_of_speech() -> None:
    assert pos("table") >= {"n", "v"}
    assert pos("quickly") == {"r"}
    assert pos("zyxwvq") == frozenset()
    assert main_pos("table") == "n"
    assert main_pos("went") == "v"


def test_function_and_content_words() -> None:
    assert is_function_word("which")
    assert is_content("whale")
    assert not is_content("um")
    assert not is_content("--")
    assert is_content("42")


@given(st.text(max_size=12))
def test_any_text_is_a_word(word: str) -> None:
    folded = word.casefold()
    assert lemma(folded) in lemmas(folded)
    assert 0 <= frequency(folded) <= 8
    assert same_lemma(folded, folded)


def test_every_key_is_found() -> None:
    from auditor.lexicon.table import DATA

    lines = (DATA / "words.tsv").read_text(encoding="utf-8").splitlines()
    sample = [line.split("\t")[0] for line in (lines[0], *lines[1 :: len(lines) // 300], lines[-1])]
    assert len(sample) > 300
    assert [word for word in sample if entry(word) is None] == []
