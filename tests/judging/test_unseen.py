"""What documents about other recordings showed: harmless lines that had been flagged, changes that had passed.

Each row of `unseen.json` failed when it was written down.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROWS = json.loads(Path(__file__).with_name("unseen.json").read_text(encoding="utf-8"))


def rows(heap: str, *columns: str) -> pytest.MarkDecorator:
    """Runs a test on all rows of a kind, each under its name."""
    return pytest.mark.parametrize(columns, [[row[c] for c in columns] for row in ROWS[heap]],
                                   ids=[row["what"] for row in ROWS[heap]])  # fmt: skip


@rows("harmless", "claim", "source")
def test_a_harmless_line_is_not_flagged(line, claim, source):
    found = line(claim, source + "\nRui Batista: Let us go on then.\nAnn Lee: Yes, that is all for today.\n")
    assert found.decision.heap in ("passed", "review"), found.decision


def test_a_name_that_another_transcript_has_with_an_ending_is_agreed(line):
    rest = " has all that it needs for the race.\nRui Batista: Let us go on then, the weir can wait until June.\n"
    found = line(
        "OpenKeel has all that it needs for the race.", "Ann Lee: OpenKel" + rest, "Ann Lee: OpenKeel's" + rest
    )
    assert found.decision.heap == "passed"


@rows("changed", "claim", "source", "finding")
def test_a_changed_line_is_named(line, claim, source, finding):
    found = line(claim, source + "\nRui Batista: Let us go on then.\nAnn Lee: Yes, that is all for today.\n")
    assert found.decision.heap == "flagged", found.decision
    assert finding in {found.diffs[i].name for i in found.decision.main}


def test_a_comparison_told_from_the_other_side_is_the_same(line):
    source = "Ann Lee: The old crane is bigger than the new one on the pier.\nRui Batista: Good.\n"
    assert line("The new one on the pier is smaller than the old crane.", source).decision.heap != "flagged"


def test_another_term_in_a_line_told_word_by_word_is_a_question(line):
    source = (
        "Ann Lee: A company on the pier that makes isolation membranes is in trouble.\nRui Batista: Let us go on.\n"
    )
    found = line("A company on the pier that makes isolation gowns is in trouble.", source)
    assert (found.decision.heap, found.decision.reasons[0]) == ("review", "“gowns” for “membranes”: another word?")


@rows("questions", "claim", "source", "question")
def test_what_words_leave_open_goes_to_review_with_the_question(line, claim, source, question):
    found = line(claim, source + "\nRui Batista: Let us go on then.\nAnn Lee: Yes, that is all for today.\n")
    assert (found.decision.heap, found.decision.reasons[0]) == ("review", question)
    assert found.risk >= 0.5


def test_a_name_without_its_middle_is_a_question(line):
    source = (
        "Ann Lee: I'm registered as a lecturer at Marlow Maritime College, although I teach little.\nRui B: Good.\n"
    )
    found = line("I'm registered as a lecturer at Marlow College, although I teach little.", source)
    assert (found.decision.heap, found.decision.reasons[0]) == (
        "review",
        "“Marlow College” for “Marlow Maritime College”: another name?",
    )


def test_a_word_is_matched_right_before_the_next_one(line):
    source = (
        "Ann Lee: In sum, please slow down and please make sure that you keep to one minute. We now move on. Please "
        "note that we will close the harbour every 45 minutes in order to allow the pilots who are on duty for the "
        "ferry to stand in for each other safely.\nRui Batista: Good.\n"
    )
    found = line("Please note that we will close the harbour every 45 minutes to allow the pier to be safe.", source)
    assert found.view.trace is not None
    assert found.view.stream.texts[found.view.trace.first :][:2] == ["please", "note"]


def test_a_denial_right_before_the_evidence_belongs_to_it(line):
    source = (
        "Ann Lee: Belts and and he said they don't have any of these in stock but they have them in Marlow and so it "
        "will take about a week to get here.\nRui Batista: Good.\n"
    )
    found = line(
        "Order the big red lamp, which is not in stock but in Marlow and will take about a week to get here.", source
    )
    assert "negation" not in [diff.kind for diff in found.diffs]


@pytest.mark.parametrize(
    ("claim", "one", "two", "heap"),
    [
        ("Kai Jentzsch", "Kai Jens", "Kai Yance", "review"),  # any of the three may be right
        ("Kai Jentzsch", "Kai Jens", "Kai Jens", "flagged"),
        ("Rosa Lopez", "Tom Smith", "Thom Smith", "flagged"),  # they agree that it is somebody else
    ],
)
def test_a_name_on_which_the_transcripts_disagree_is_a_question(line, claim, one, two, heap):
    words = "Today I am delighted to have {} with us, who built the new ferry on the other side."
    sources = [f"Ann Lee: {words.format(name)}\nRui Batista: Good.\n" for name in (one, two)]
    found = line(words.format(claim), *sources)
    assert found.decision.heap == heap, found.decision


@pytest.mark.parametrize(
    ("claim", "one", "two"),
    [
        # a question mark that only one transcript has
        (
            "You went to the pier on the day of the storm.",
            "Yes, indeed. You went to the pier on the day of the storm?",
            "Yes, indeed. You went to the pier on the day of the storm.",
        ),
        # what one transcript writes as two words
        (
            "This was then shortly before DEVCON 1 in the old harbour.",
            "This was then shortly before DEF CON 1 in the old harbour.",
            "This was then in shortly before defcon. Right in the old harbour there was no DEVCON.",
        ),
        (
            "Maybe it would have been 50/50 or even the other way around.",
            "Maybe it would have been 50-50 or even the other way around.",
            "Maybe would have 50 or even the other way around.",
        ),
    ],
)
def test_what_one_transcript_hears_otherwise_is_no_change(line, claim, one, two):
    tail = "\nRui Batista: Let us go on then, the weir can wait until June.\n"
    found = line(claim, f"Ann Lee: {one}{tail}", f"Ann Lee: {two}{tail}")
    assert found.decision.heap != "flagged", found.decision


def test_a_doubt_that_most_transcripts_lack_is_none(line):
    said = "So it's like you invested in boats ten years ago and became rich."
    sources = [said.replace("in boats", "in maybe boats"), said, said.replace("So it's", "It's")]
    found = line(said[3:].capitalize(), *(f"Ann Lee: {words}\nRui Batista: Let us go on then.\n" for words in sources))
    assert found.decision.heap == "passed", found.decision


def test_a_future_for_a_present_is_no_change_but_for_a_possibility_it_is(line):
    tail = "\nRui Batista: Let us go on then, the weir can wait until June.\n"
    assert (
        line(
            "So because of time, I'll keep it short.", f"Ann Lee: So because of time I keep it short.{tail}"
        ).decision.heap
        == "passed"
    )
    found = line(
        "We will provide many different colours of sails.",
        f"Ann Lee: We can provide many different colours of sails.{tail}",
    )
    assert found.decision.heap == "flagged"


def test_a_stretch_without_sentence_marks_has_no_heads(line):
    free = "and then it was not like that at the time and nobody did see it coming from there " * 5
    end = "\nRui Batista: Let us go on. It is late. Yes.\n"
    source = f"Ann Lee: {free}it is not i think she strongly alluded to it in the talk.{end}"
    assert line("I think she strongly alluded to it in the talk.", source).decision.heap != "flagged"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            "Everyone Council Member Hall talks to about the lamps asks why the harbour is closed.",
            "Everyone I talk to about the lamps asks why the harbour is closed. Thank you, Council Member Hall.",
        ),
        (
            "Superintendent Dustin Wright, there to listen, said that the talk last night was about the new pier.",
            "I'm here to listen. The talk last night was about our new pier. We were glad to have you, Mr. Wright.",
        ),
    ],
)
def test_who_speaks_in_a_transcript_without_labels_is_no_added_claim(line, claim, said):
    found = line(claim, f"{said} The weir can wait until June, and the bridge as well, as far as I can see.\n")
    assert found.decision.heap != "flagged", found.decision


def test_a_name_of_the_header_in_the_genitive_is_known(judged):
    [found] = judged(
        "---\nspeakers: [Diego Zuluaga]\n---\n\n- Zuluaga's ferry is issuer signed, so the council vouches for it.\n",
        "So the definition is that the ferry has to be issuer signed, so the council vouches for it. And the last "
        "part is the lamps on the pier.\n",
    )
    assert "unheard" not in [diff.kind for diff in found.diffs]
