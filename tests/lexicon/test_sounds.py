"""Likeness of sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon.sounds import sound_similarity, sounds


@pytest.mark.parametrize(
    ("a", "b", "least"),
    [
        ("there", "their", 1.0),
        ("weight", "wait", 1.0),
        ("UN", "you en", 0.9),
        ("B2", "bee two", 0.9),
        ("2019", "twenty nineteen", 1.0),
        ("crill", "krill", 0.9),
        ("recognise speech", "wreck a nice beach", 0.7),
        ("hump back", "humpback", 1.0),
    ],
)
def test_alike(a: str, b: str, least: float) -> None:
    assert sound_similarity(a, b) >= least


@pytest.mark.parametrize(
    ("a", "b"), [("whale", "budget"), ("zebra", "giraffe"), ("Monday", "Friday"), ("", "word"), ("...", "word")]
)
def test_unlike(a: str, b: str) -> None:
    assert sound_similarity(a, b) < 0.5


def test_nearer_sounds_are_nearer() -> None:
    assert sound_similarity("ship", "chip") > sound_similarity("ship", "map")


@given(st.text(max_size=15), st.text(max_size=15))
def test_symmetric_and_bounded(a: str, b: str) -> None:
    value = sound_similarity(a, b)
    assert 0.0 <= value <= 1.0
    assert value == pytest.approx(sound_similarity(b, a))
    assert not sounds(a) or sound_similarity(a, a) == 1.0
