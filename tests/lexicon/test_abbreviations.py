"""Abbreviations and what they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon.abbreviations import abbreviated, written_apart, written_out


@pytest.mark.parametrize(
    ("claimed", "said", "found"),
    [
        ("in the Greater Toronto Area", "across the GTA", "Greater Toronto Area"),
        ("a Standing Order 31 statement", "an |S. O.| 31", "Standing Order"),
        ("the Ministry of Health", "the MoH pays", "Ministry of Health"),
        ("the Ministry of Health", "the MH pays", "Ministry of Health"),
        ("a large language model", "an LLM", "large language model"),
        ("the GTA", "the Greater Toronto Area", "GTA"),
        ("the BDC's loans", "loans of the Business Development Corporation", "BDC's"),
        ("so they went early to see it", "we saw it", ""),  # ordinary words are no abbreviations
        ("some obvious remarks", "so on", ""),
    ],
)
def test_what_is_written_out(claimed: str, said: str, found: str) -> None:
    words = claimed.split()
    spoken = [w for part in said.split("|") for w in ([part] if part.startswith("S.") else part.split())]
    places = written_out(words, spoken) + abbreviated(words, spoken)
    assert " ".join(words[i] for i in sorted({i for a, b in places for i in range(a, b)})) == found


def test_what_is_written_apart() -> None:
    assert written_apart("without deep sea nets".split(), "a deepsea net".split()) == [(1, 3)]
    assert written_apart("the deepsea net".split(), "a deep sea net".split()) == [(1, 2)]
    assert written_apart("to day and on it".split(), "today onit".split()) == [(0, 2)]


@given(st.lists(st.text(max_size=8), max_size=12), st.lists(st.text(max_size=8), max_size=12))
def test_places_are_within_the_words(claimed: list[str], said: list[str]) -> None:
    assert all(0 <= a < b <= len(claimed) for a, b in written_out(claimed, said))


@pytest.mark.parametrize(
    ("claimed", "said", "found"),
    [
        ("on the pzms now", "on the p z ms now", "pzms"),
        ("a c++ developer", "a c plus plus developer", "c++"),
        ("a devp2p/libp2p page", "a dev p2p lib p2p page", "devp2p/libp2p"),
        ("in f# only", "in f sharp only", "f#"),
        ("an it plan", "an i t plan", ""),  # two letters are no proof
    ],
)
def test_letters_and_signs_said_one_by_one(claimed: str, said: str, found: str) -> None:
    words = claimed.split()
    assert " ".join(words[i] for a, b in written_apart(words, said.split()) for i in range(a, b)) == found
