"""Rules about the document: repeats, retellings, breaks, pipeline text, layout, coverage."""

from __future__ import annotations

import pytest

from auditor.settings import Settings

TWICE = """Hanna Brook: "The hull weighs 42 tonnes and it took eleven weeks to build."

Hanna Brook: "The rudder was the hardest part because the bearing came from a foundry that closed in March."

This chunk continues in the next part.

Hanna Brook: "{}"

Hanna Brook: "We cast a new bearing in our own shed."
"""


def test_a_passage_told_again_is_a_duplicate_at_the_later_line(findings) -> None:
    (found,) = findings(
        "duplicated-passage", TWICE.format("The rudder was the hardest part, the foundry closed in March.")
    )

    assert found.claim == 3
    assert "line 3" in found.message and "seam" in found.message


@pytest.mark.parametrize("words", ["We are very proud of this ferry.", "The owner laughed when he saw it."])
def test_another_passage_is_no_duplicate(findings, words: str) -> None:
    assert not findings("duplicated-passage", TWICE.format(words))


def test_two_sentences_of_one_turn_are_one_finding(findings) -> None:
    words = "The hull weighs 42 tonnes and it took eleven weeks to build. The rudder was the hardest part."
    (found,) = findings("duplicated-passage", TWICE.format(words))

    assert "lines 1 and 3" in found.message


def test_a_summary_above_its_details_is_no_duplicate(findings) -> None:
    minutes = "# Yard\n\n## Summary\n\n- {0}\n\n## {1}\n\n- {0}\n"
    told = "The rudder was the hardest part because the bearing came from a foundry."

    assert not findings("duplicated-passage", minutes.format(told, "The work"))
    assert findings("duplicated-passage", minutes.replace("Summary", "The rudder").format(told, "The work"))


def test_a_line_that_the_recording_says_twice_may_stand_twice(findings) -> None:
    source = "Ann: We close at nine.\nBea: Really? I thought it was ten, as in the winter.\nAnn: We close at nine.\n"
    derived = 'Ann: "We close at nine."\n\nBea: "I thought it was ten."\n\nAnn: "We close at nine."\n'

    assert not findings("duplicated-passage", derived, source)


def test_a_retelling_that_differs_names_the_right_line(findings) -> None:
    (found,) = findings(
        "retelling-differs", TWICE.format("The hull weighs 24 tonnes and it took eleven weeks to build.")
    )

    assert found.claimed == "24" and found.source_words == "42"
    assert "line 1 is right" in found.message


def test_equal_retellings_do_not_differ(findings) -> None:
    assert not findings("retelling-differs", TWICE.format("The hull weighs 42 tonnes, it took eleven weeks to build."))


def test_pipeline_text_is_named_once_a_line(findings) -> None:
    (found,) = findings("pipeline-text", TWICE.format("We are very proud of this ferry."))

    assert found.claimed == "This chunk continues in the next part."


@pytest.mark.parametrize("end", ["from the old harbour", "from the…", "from the ..."])
def test_a_line_that_breaks_off_shows_how_it_goes_on(findings, end: str) -> None:
    derived = f'Tobias Fenn: "I used a green enamel {end}"\n\nHanna Brook: "We are very proud of this ferry."\n'
    derived += 'Hanna Brook: "The owner laughed when he saw it."\n\nHanna Brook: "It dried in two days."\n'
    found = findings("cut-off-quote", derived)

    assert [f.claim for f in found] == [0]
    assert "store" in found[0].message


def test_whole_sentences_do_not_break_off(findings) -> None:
    assert not findings("cut-off-quote", TWICE.format("We are very proud of this ferry."))


def test_layout_that_changes_is_reported_once_a_change(findings) -> None:
    one = "[00:00:14] Hanna Brook: The hull weighs 42 tonnes.\n\n[00:00:22] Hanna Brook: The rudder was hard.\n\n"
    two = 'Hanna Brook: "We cast a new bearing in our own shed."\n\nHanna Brook: "We are very proud of this ferry."\n\n'

    assert [f.line for f in findings("format-drift", one + two + one)] == [5, 9]
    assert not findings("format-drift", one + one)


def test_gaps_count_by_words_or_by_seconds(findings) -> None:
    derived = 'Hanna Brook: "The hull weighs 42 tonnes and it took eleven weeks to build."\n'
    by_seconds = findings("passage-not-covered", derived, settings=Settings(gap_words=999, gap_seconds=30.0))
    neither = findings("passage-not-covered", derived, settings=Settings(gap_words=999, gap_seconds=999.0))

    assert [f.source for f in by_seconds] == [0] and not neither
    assert "00:00:1" in by_seconds[0].message


def test_a_line_that_could_not_be_read_is_reported_with_its_number(findings) -> None:
    source = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nThe hull weighs 42 tonnes.\n\n00:00:05.000 -> 00:0\nIt is green.\n"
    )
    (found,) = findings("line-not-understood", 'Ann: "The hull weighs 42 tonnes."\n', source)

    assert (found.source, found.line) == (0, 6)
