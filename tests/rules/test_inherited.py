"""Errors of an ASR that a later step kept."""

from __future__ import annotations

from auditor.settings import Settings

FIRST = """Title: The kiln
Description: Guest: Jorunn Halvik

Transcript:

[00:00:02] so we fired the kiln on Monday with Halvick and
[00:00:06] the glaze was a gleb of copper and ash that
[00:00:10] Petra had mixed in eighteen buckets and then we
[00:00:14] waited for thirty hours before anybody could open it
[00:00:18] and the copper had turned red which was the plan
"""
SECOND = """So we fired the kiln on Monday with Halvik. And the glaze was a blend of copper and ash that Petra had mixed
in eighty buckets. And then we waited for thirty hours before anybody could open it. And the copper had turned red,
which was the plan.
"""


def said(words: str) -> str:
    return f'Speaker: "{words}"\n'


def test_a_garbled_word_that_the_other_transcript_has_right(findings) -> None:
    (found,) = findings("inherited-asr-error", said("The glaze was a gleb of copper and ash."), FIRST, SECOND)

    assert (found.claimed, found.source_words, found.introduced_by) == ("gleb", "blend", "talk0.txt")


def test_the_right_word_is_left_in_peace(findings) -> None:
    assert not findings("inherited-asr-error", said("The glaze was a blend of copper and ash."), FIRST, SECOND)


def test_a_name_as_the_header_has_it(findings) -> None:
    (found,) = findings("inherited-asr-error", said("We fired the kiln on Monday with Halvick."), FIRST)

    assert found.source_words == "Halvik"


def test_a_term_of_the_glossary(findings) -> None:
    source = "We raise the weir with a penstok every spring, and the water follows the old channel to the mill.\n"
    derived = said("We raise the weir with a penstok every spring.")

    assert not findings("inherited-asr-error", derived, source)
    (found,) = findings("inherited-asr-error", derived, source, settings=Settings(glossary=(("Penstock",),)))
    assert found.source_words == "Penstock"


def test_a_number_on_which_transcripts_disagree_is_a_note(findings) -> None:
    words = said("Petra had mixed it in eighty buckets, the glaze of copper and ash.")
    (found,) = findings("inherited-asr-error", words, FIRST, SECOND)

    assert found.severity == "note" and "cannot tell" in found.message
    assert found.introduced_by == "talk1.txt"


def test_a_line_in_another_language_that_took_over_a_garbled_abbreviation(findings) -> None:
    source = "The model learns by RNN. We call that step RNN. With RNN it takes a day, and without RNN a week. "
    source += "Then they trained the smaller one with arnen for a week.\n"
    derived = "# 访谈\n\n- 他们用 arnen 训练了较小的模型，花了一周的时间。\n"
    (found,) = findings("inherited-asr-error", derived, source)

    assert (found.claimed, found.source_words) == ("arnen", "RNN")


NAMED = """So we moved the kiln to uForge last year and the testbed was ready in June, and Lefteron came for the show.
It was an expansive plan and everybody helped, and Lefteron's team brought the bricks. You know, you left, you see,
and you left if you like, and if you left you know that an expensive thing is an expensive thing, more expensive.
"""
HEARD = NAMED.replace("uForge", "you forge").replace("testbed", "test bad").replace("expansive", "expensive")
HEARD = HEARD.replace("Lefteron", "left iron")


def test_the_reading_of_the_document_may_be_the_right_one(findings) -> None:
    words = said("We moved the kiln to uForge and the testbed was ready, and Lefteron came. It was an expansive plan.")

    for sources in ((NAMED, HEARD), (HEARD, NAMED)):
        assert {found.severity for found in findings("inherited-asr-error", words, *sources)} <= {"note"}


def test_most_transcripts_decide(findings) -> None:
    derived = said("Petra had mixed it in eighty buckets, the glaze of copper and ash.")

    assert findings("inherited-asr-error", derived, FIRST, SECOND)
    assert not findings("inherited-asr-error", derived, FIRST, SECOND, SECOND.replace("So we", "And we"))
