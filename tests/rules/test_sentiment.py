"""Rules about sentiment labels."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.rules.sentiment import labels_of, plain, valence
from auditor.settings import Settings

WORDS = [
    "The hull weighs 42 tonnes and it took eleven weeks to build.",
    "The rudder was the hardest part because the bearing came from a foundry.",
    "We cast a new bearing in our own shed.",
    "I used a green enamel from the old harbour store.",
]


def document(*labels: str | None) -> str:
    lines = [
        f'Speaker: "{words}"\n' + (f"Sentiment: {label}\n" if label else "")
        for words, label in zip(WORDS, labels, strict=True)
    ]
    return "\n".join(lines)


def test_agreed_labels_are_left_in_peace(findings) -> None:
    text = document("Positive", "positive sentiment", "Neutral", "MIXED")

    for name in ("sentiment-missing", "sentiment-not-in-vocabulary", "sentiment-inconsistent"):
        assert not findings(name, text)


def test_a_missing_label_among_labelled_lines(findings) -> None:
    assert [f.claim for f in findings("sentiment-missing", document("Positive", "Neutral", None, "Neutral"))] == [2]
    assert not findings("sentiment-missing", document("Positive", None, None, None))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Wistful", "not one of the agreed labels"),
        ("Thoughtful, Proud", "holds 2 labels"),
        ("Proud of the work, with some regret about the foundry", "is an essay of 10 words"),
    ],
)
def test_labels_outside_the_vocabulary(findings, label: str, said: str) -> None:
    (found,) = findings("sentiment-not-in-vocabulary", document("Positive", label, "Neutral", "Neutral"))

    assert said in found.message and found.claimed == label


def test_one_strange_label_is_reported_once_and_the_vocabulary_is_configurable(findings) -> None:
    text = document("Wistful", "Wistful", "Neutral", "Neutral")

    assert [f.claim for f in findings("sentiment-not-in-vocabulary", text)] == [0]
    assert not findings("sentiment-not-in-vocabulary", text, settings=Settings(sentiments=("wistful", "neutral")))


def test_one_passage_with_two_labels(findings) -> None:
    line = 'Speaker: "We cast a new bearing in our own shed."\nSentiment: {}\n\n'

    (found,) = findings("sentiment-inconsistent", line.format("Neutral") + line.format("Positive"))
    assert found.claim == 1
    assert not findings("sentiment-inconsistent", line.format("Neutral") + line.format("neutral sentiment"))


def test_a_label_against_the_wording_is_a_hint(findings) -> None:
    source = (
        "Ann: It was a terrible winter, two boats sank and a child died in the storm.\nBea: We repaired the pier.\n"
    )
    derived = 'Ann: "It was a terrible winter, two boats sank and a child died in the storm."\nSentiment: {}\n'

    (found,) = findings("sentiment-contradicts-wording", derived.format("Happy"), source)
    assert "going by a list of words" in found.message
    assert not findings("sentiment-contradicts-wording", derived.format("Sad"), source)


def test_negation_turns_a_valence_round() -> None:
    assert valence(["great"])[0] > 0 > valence(["not", "great"])[1]


@example("0.\r")
@given(st.text(max_size=60))
def test_a_label_compares_the_same_in_any_case(label: str) -> None:
    assert plain(plain(label)) == plain(label)
    assert all(labels_of(label))
