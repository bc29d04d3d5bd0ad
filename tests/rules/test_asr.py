"""Findings on the transcripts of a recording, as `check` reports them."""

from __future__ import annotations

from collections.abc import Callable

from auditor.app import transcript_findings
from auditor.model.inputs import TextFile
from auditor.reading import read_transcript
from auditor.rules.engine import Draft
from auditor.scoring.compare import faults_of
from auditor.settings import Settings

Findings = Callable[..., list[Draft]]

TALK = (
    "Good evening, I am Wilma Gersund and I keep the bees behind the old mill. We started with four hives in 2011. "
    "The first winter was hard, and we did not lose a single colony, because the snow lay so deep. "
    "My neighbour Odalric built the fence, painted the gate and wrote the little sign that hangs there now. "
    "People come on Sundays and buy the dark honey before it is even in the jar. "
)
SUMMARY = "Wilma Gersund: We started with four hives in 2011.\n"


def test_clean_transcripts_have_no_finding(findings: Findings) -> None:
    for name in (
        "repeated-passage",
        "dropped-passage",
        "stock-hallucination",
        "term-inconsistent",
        "variants-disagree",
    ):
        assert findings(name, SUMMARY, TALK, TALK.lower()) == []


def test_repeated_passage_stands_at_the_copy_and_says_why(findings: Findings) -> None:
    twice = TALK.replace("because the snow", "because the snow lay so deep. because the snow")
    (found,) = findings("repeated-passage", SUMMARY, TALK, twice)
    assert found.source == 1
    assert found.introduced_by == "asr"
    assert "the other transcript says it once" in found.message


def test_dropped_passage_names_the_transcript_that_has_it(findings: Findings) -> None:
    lost = " My neighbour Odalric built the fence, painted the gate and wrote the little sign that hangs there now."
    (found,) = findings("dropped-passage", SUMMARY, TALK, TALK.replace(lost, ""))
    assert found.source == 1
    assert "lacks 18 words that talk0.txt has" in found.message
    assert "painted the gate" in found.evidence[0].text


def test_own_stock_phrases_come_from_the_settings(findings: Findings) -> None:
    text = TALK + " Sponsored by the clover society. " + TALK.replace("2011", "2012")
    assert findings("stock-hallucination", SUMMARY, text) == []
    own = Settings(stock_phrases=("Sponsored by the clover society",))
    (found,) = findings("stock-hallucination", SUMMARY, text, settings=own)
    assert found.source_words == "Sponsored by the clover society."


def test_ending_that_only_one_transcript_has_is_invented(findings: Findings) -> None:
    talk = TALK + TALK.replace("2011", "2012").replace("bees", "goats").replace("honey", "cheese")
    invented = talk + "Thanks for watching. Please subscribe to our channel."
    found = findings("stock-hallucination", SUMMARY, talk, invented)
    assert [one.source_words for one in found] == ["Thanks for watching.", "Please subscribe to our channel."]
    assert all("no other transcript has it" in one.message for one in found)
    assert findings("stock-hallucination", SUMMARY, invented, invented) == []
    assert findings("dropped-passage", SUMMARY, talk, invented) == []


def test_variants_disagree_in_numbers_and_negations(findings: Findings) -> None:
    other = TALK.replace("2011", "2001").replace("did not lose", "did lose").replace("dark honey", "thick honey")
    found = findings("variants-disagree", SUMMARY, TALK, other)
    assert [one.message.split(":")[0] for one in found] == [
        "The transcripts differ in a number",
        "The transcripts differ in a negation",
    ]
    assert "“2011” in talk0.txt, “2001” here" in found[0].message


def test_known_terms_are_told_once_and_not_as_disagreement(findings: Findings) -> None:
    other = TALK.replace("Odalric", "Odelrick")
    (found,) = findings("term-inconsistent", SUMMARY, TALK, other)
    assert "“Odalric” (1), “Odelrick” (1)" in found.message
    assert findings("variants-disagree", SUMMARY, TALK, other) == []


def test_findings_on_transcripts_alone_go_on_counting() -> None:
    transcripts = [
        read_transcript(TextFile(n, t)) for n, t in (("a.txt", TALK), ("b.txt", TALK.replace("2011", "2001")))
    ]
    (found,) = transcript_findings(faults_of(transcripts), first=7)
    assert (found.id, found.name, found.path) == ("f008", "variants-disagree", "b.txt")
