"""The vote and who takes part in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.scoring.consensus import consensus_words, order, pairwise_disagreement, vote

WORDS = st.lists(st.sampled_from("abcd"), max_size=8)


def test_most_frequent_word_or_silence_wins() -> None:
    assert consensus_words(["a b c".split(), "a x c".split(), "a b c d".split()]) == ["a", "b", "c"]
    assert consensus_words(["a c".split(), "a b c".split(), "a b c".split()]) == ["a", "b", "c"]


def test_a_tie_goes_to_the_variant_that_stands_first() -> None:
    assert consensus_words(["a b".split(), "a x".split()]) == ["a", "b"]


def test_an_outlier_does_not_vote() -> None:
    near = [f"the old boat came home at {hour}".split() for hour in ("ten", "nine", "ten")]
    far = "something else entirely was said here today".split()
    voting, dropped = order([*near, far])
    assert dropped == [3]
    assert set(voting) == {0, 1, 2}


def test_disagreement_is_symmetric_and_bounded() -> None:
    table = pairwise_disagreement(["a b".split(), "a".split(), []])
    assert table == [[0.0, 0.5, 1.0], [0.5, 0.0, 1.0], [1.0, 1.0, 0.0]]


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_every_variant_can_be_read_back_from_the_slots(variants: list[list[str]]) -> None:
    slots = vote(variants)
    for number, variant in enumerate(variants):
        assert [slot[number] for slot in slots if slot[number] is not None] == variant
    assert all(any(word is not None for word in slot) for slot in slots)


@given(WORDS, st.integers(1, 4))
def test_equal_variants_are_their_own_consensus(words: list[str], copies: int) -> None:
    assert consensus_words([words] * copies) == words
