"""Prose and plain text: quotations with attributions, headings, tasks, metadata."""

from __future__ import annotations

import pytest

from auditor.model.inputs import DerivedDocument, TextFile
from auditor.reading import documents


def read(text: str) -> DerivedDocument:
    return documents.read(TextFile("notes.txt", text), "prose")


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("“We lose ten cells a week,” said Mira Holt.", "Mira Holt", "We lose ten cells a week"),
        ("“We lose ten cells a week,” Crew B pointed out.", "Crew B", "We lose ten cells a week"),
        ("“Do we lose ten cells a week?” asked Jonas.", "Jonas", "Do we lose ten cells a week?"),
        ("“Do we lose ten cells a week?” Jonas asked.", "Jonas", "Do we lose ten cells a week?"),
        ("“We lose ten cells,” Mira Holt went on when Jonas asked.", "Mira Holt", "We lose ten cells"),
        ("“We lose ten cells a week?” was the answer from Mira Holt.", "Mira Holt", "We lose ten cells a week?"),
        ("According to Mira Holt, “we lose ten cells a week.”", "Mira Holt", "we lose ten cells a week."),
        ("As Mira put it, “we lose ten cells a week.”", "Mira", "we lose ten cells a week."),
        ('Mira Holt said: "We lose ten cells a week."', "Mira Holt", "We lose ten cells a week."),
        ("“We lose ten cells,” said Mira. “Nobody counts them.”", "Mira", "We lose ten cells"),
        ("“We lose,” said Mira, “ten cells a week.”", "Mira", "We lose ten cells a week."),
        ("“We lose ten cells a week,” said the harbour master.", "harbour master", "We lose ten cells a week"),
        ('"We lose ten cells a week." — Mira Holt, 01:05', "Mira Holt", "We lose ten cells a week."),
    ],
)
def test_attributed_quotations(sentence: str, speaker: str, words: str) -> None:
    document = read(f"The crew met on the pier today. {sentence} Then they all went home again.\n")
    if "— Mira" in sentence:
        document = read(f"The crew met on the pier today.\n\n{sentence}\n")
    quote = next(c for c in document.claims if c.quoted)
    assert (quote.speaker, quote.text.text, quote.kind) == (speaker, words, "quotation")
    assert document.claims[0].text.text == "The crew met on the pier today."
    assert not document.claims[0].quoted


def test_quotation_behind_its_attribution_keeps_the_speaker() -> None:
    document = read("“We lose ten cells,” said Mira. “Nobody ever counts them.” The wind rose in the night.")
    assert [(c.speaker, c.quoted) for c in document.claims] == [("Mira", True), ("Mira", True), (None, False)]


def test_description_finds_the_speaker_named_before() -> None:
    document = read(
        "“We lose ten cells,” said Professor Holt. It rained all day there. “We sink them,” said the professor."
    )
    assert [c.speaker for c in document.claims if c.quoted] == ["Professor Holt", "Professor Holt"]


def test_a_few_quoted_words_stay_narration() -> None:
    document = read("He called the plan a “cheap trick” and left the room.")
    assert [(c.kind, c.quoted) for c in document.claims] == [("paragraph", False)]


def test_an_attribution_that_tells_more_is_a_claim() -> None:
    tail = "who had led the whole rollout since the first buoy was put out in the spring of that year"
    document = read(f"“We lose ten cells a week,” said Mira, {tail}.")
    assert any(tail in c.text.text and not c.quoted for c in document.claims)
    assert any(c.quoted and c.text.text == "We lose ten cells a week" for c in document.claims)


NOTES = """Harbour sync
Tue, Mar 4 2025

Attendees: Mira Holt (chair), Jonas Weir and Ada Bell

Summary
The crew reviewed the buoys. Ten are out.

Action Items
[ ] Mira Holt to send the report by Friday.
• Jonas: Order spare cells (due March 20)
• Paint the hull — Ada, next week

Outline
Rollout
• 0:12 Mira explains the plan to all.
"""


def test_plain_notes() -> None:
    document = read(NOTES)
    assert document.participants == ("Mira Holt (chair)", "Jonas Weir", "Ada Bell")
    tasks = [c for c in document.claims if c.kind == "action-item"]
    assert [[(f.name, f.value.text) for f in c.fields] for c in tasks] == [
        [("owner", "Mira Holt"), ("due", "Friday")],
        [("owner", "Jonas"), ("due", "March 20")],
        [("owner", "Ada"), ("due", "next week")],
    ]
    assert [c.line for c in tasks] == [10, 11, 12]
    last = document.claims[-1]
    assert (last.start, last.heading, last.text.text) == (12.0, "Rollout", "Mira explains the plan to all.")
    assert {line.line: line.role for line in document.lines}[2] == "metadata"


def test_one_long_line_is_cut_into_sentences() -> None:
    assert len(read("The buoy sank in the night. " * 50).claims) == 50


def test_the_same_speaker_again() -> None:
    document = read(
        'Mira Holt said: "We lose ten cells." The same speaker said about the crew: "They count them all."\n'
    )
    assert [claim.speaker for claim in document.claims if claim.quoted] == ["Mira Holt", "Mira Holt"]
