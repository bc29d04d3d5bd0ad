"""Relations of two words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon.relations import antonyms, negated_base, relation

PAIRS = [
    ("walk", "walked", "inflection"),
    ("develop", "development", "derivation"),
    ("decision", "decisive", "derivation"),
    ("organise", "organization", "derivation"),
    ("colour", "color", "spelling"),
    ("e-mail", "email", "spelling"),
    ("buy", "purchased", "synonym"),
    ("kid", "child", "synonym"),
    ("dog", "animal", "hypernym"),
    ("vehicle", "car", "hyponym"),
    ("bottom", "top", "antonym"),
    ("agreed", "disagree", "antonym"),
    ("increase", "decreased", "antonym"),
    ("rapid", "sluggish", "antonym"),
    ("unsafe", "safe", "antonym"),
    ("monday", "tuesday", "sibling"),
    ("red", "black", "sibling"),
    ("three", "four", "sibling"),
    ("minutes", "seconds", "sibling"),
    ("minute", "moment", "synonym"),
    ("table", "budget", None),
    ("whale", "zyxwvq", None),
]


@pytest.mark.parametrize(("a", "b", "kind"), PAIRS)
def test_relation(a: str, b: str, kind: str | None) -> None:
    assert relation(a, b) == kind


@given(st.sampled_from([pair[0] for pair in PAIRS]), st.sampled_from([pair[1] for pair in PAIRS]))
def test_relation_turned_round(a: str, b: str) -> None:
    turned = {"hypernym": "hyponym", "hyponym": "hypernym"}
    kind = relation(a, b)
    assert relation(b, a) == turned.get(str(kind), kind)


def test_antonyms_follow_the_base_form() -> None:
    assert "disagree" in antonyms("agreeing")
    assert "reject" in antonyms("approved")


@pytest.mark.parametrize(
    ("word", "positive"),
    [("unfinished", "finished"), ("impossible", "possible"), ("under", None), ("inform", None), ("invaluable", None)],
)
def test_negative_prefix(word: str, positive: str | None) -> None:
    assert negated_base(word) == positive
