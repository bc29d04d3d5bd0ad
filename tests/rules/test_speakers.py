"""Rules about who is said to have said it."""

from __future__ import annotations

import pytest

LABELLED = """Chair: Welcome back. We have three things to settle before the fair opens.
Treasurer: The tent costs nine hundred crowns, and the band wants a deposit by Thursday.
Gardener: Then we need electric stoves for the soup kitchen.
"""


def test_words_that_a_label_gives_to_somebody_else(findings) -> None:
    derived = (
        'Gardener: "The tent costs nine hundred crowns."\n\nGardener: "We need electric stoves for the soup kitchen."\n'
    )
    (found,) = findings("speaker-unsupported", derived, LABELLED)

    assert (found.claim, found.source_words) == (0, "Treasurer")
    assert found.message == "Treasurer says this in the recording, not Gardener."


def test_a_name_that_stands_only_in_the_description(findings) -> None:
    derived = 'Rosa Quint: "The rudder was the hardest part."\n\nTobias: "I used a green enamel."\n'
    (found,) = findings("speaker-unsupported", derived)

    assert found.claim == 0 and "only in the description" in found.message


def test_invented_words_are_tied_to_nobody(findings) -> None:
    derived = 'Hanna Brook: "I am humbled by this incredible journey of innovation and teamwork."\n'
    (found,) = findings("speaker-unsupported", derived)

    assert "stand in no transcript" in found.message


@pytest.mark.parametrize(("label", "what"), [("Engineer", "role"), ("Walter Osgood", "name")])
def test_a_label_that_nobody_knows_is_invented(findings, label: str, what: str) -> None:
    (found,) = findings("speaker-invented", f'{label}: "The rudder was the hardest part."\n')

    assert f"The {what} “{label}”" in found.message


@pytest.mark.parametrize("label", ["Host", "Speaker 2", "Hanna", "Rosa Quint", "Speaker 3 (Tobias Fenn)"])
def test_known_and_general_labels_are_left_in_peace(findings, label: str) -> None:
    assert not findings("speaker-invented", f'{label}: "The rudder was the hardest part."\n')


SEAM = """Speaker 1: "The hull weighs 42 tonnes and it took eleven weeks to build."

Speaker {}: "The owner laughed when he saw it."

This part continues in the next section.

Speaker 1: "The owner laughed when he saw it."

Speaker 2: "We are very proud of this ferry."
"""


def test_one_passage_under_two_labels_is_reported_at_both_ends(findings) -> None:
    found = findings("speaker-inconsistent", SEAM.format(2))

    assert {f.claim: f.severity for f in found if f.claim is not None} == {1: "note", 3: None}
    (whole,) = (f for f in found if f.claim is None)
    assert "begins anew in 2 parts" in whole.message


def test_one_label_is_consistent(findings) -> None:
    assert not findings("speaker-inconsistent", SEAM.format(1))


def test_a_question_and_its_answer_under_one_label(findings) -> None:
    derived = "Speaker: What was the hardest part of the work? The rudder was the hardest part.\n"
    (found,) = findings("speaker-inconsistent", derived)

    assert found.claimed == "What was the hardest part of the work?"


def test_labels_of_the_source_decide_about_questions(findings) -> None:
    source = "Ann: What was the hardest part of the work? The rudder was the hardest part.\nBea: Really, the rudder?\n"

    assert not findings(
        "speaker-inconsistent", "Ann: What was the hardest part of the work? The rudder was the hardest part.\n", source
    )


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("Tobias, you painted the deck, what did you use", True),
        ("Thank you, Tobias Fenn.", True),
        ("I'm Tobias, I painted the deck.", False),
        ("My name is Mark, and I am responsible for Tobias Fenn.", False),
        ("I used a green enamel from the old harbour store.", False),
    ],
)
def test_a_turn_that_speaks_to_its_own_speaker(findings, words: str, own: bool) -> None:
    assert bool(findings("speaker-inconsistent", f'Tobias Fenn: "{words}"\n')) is own


def test_labels_on_which_the_transcripts_disagree_prove_nothing(findings) -> None:
    one = "Ann: The old ferry burns too much diesel, so we want an electric one.\nRui: Who pays for the lamps?\n"
    two = one.replace("Ann:", "x").replace("Rui:", "Ann:").replace("x ", "Rui: ")
    line = 'Rui: "The old ferry burns too much diesel, so we want an electric one."\n'

    assert findings("speaker-unsupported", line, one)
    assert not findings("speaker-unsupported", line, one, two)
    assert not findings("turns-merged", line, one, two)
