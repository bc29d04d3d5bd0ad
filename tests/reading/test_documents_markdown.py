"""Markdown: bullets, tables, block quotes, tasks, labels, and markup that must not reach the words."""

from __future__ import annotations

import pytest

from auditor.model.inputs import DerivedDocument, TextFile
from auditor.reading import documents

MINUTES = """# Buoy meeting

**Attendees:** Mira Holt (chair), Jonas Weir

## Discussion

- The crew met on the *pier* at [noon](https://port.example/x) [1].
- **Mira Holt:** We lose ten cells a week. Nobody counts them at all.
- **Jonas Weir**: "That is a joke, right?"
- **Ice:** It comes late this year, says the office.
  1. A nested point about the ice
     that is wrapped over lines
- "We sink them before the winter." — Jonas Weir

> "The cold does it, I think."
> — Mira Holt, 12:05

| Action | Owner | Due |
|:--|---|--:|
| Count the \\| cells | Mira Holt | Friday |
| Paint the hull | - | |

| Time | Speaker | Quote | Tone |
|---|---|---|---|
| 00:01:05 | **Jonas** | "We will see about that. Nobody knows it yet." | Wry |

### Next steps

- [ ] Ada to call the port by 3 May
- Rent a boat
  - Owner: Jonas
  - Due: Monday

---

This summary continues in the next part.
"""


@pytest.fixture(scope="module")
def minutes() -> DerivedDocument:
    file = TextFile("minutes.md", MINUTES)
    assert documents.recognise(file) == "markdown"
    return documents.read(file)


def test_words_without_markup(minutes: DerivedDocument) -> None:
    assert minutes.claims[0].text.text == "The crew met on the pier at noon."
    assert minutes.claims[0].heading == "Discussion"
    assert minutes.header["title"] == "Buoy meeting"
    assert minutes.participants == ("Mira Holt (chair)", "Jonas Weir")


def test_labels_name_speakers_or_topics(minutes: DerivedDocument) -> None:
    turns = [(c.speaker, c.quoted, c.text.text) for c in minutes.claims if c.kind == "turn"]
    assert turns == [
        ("Mira Holt", False, "We lose ten cells a week."),
        ("Mira Holt", False, "Nobody counts them at all."),
        ("Jonas Weir", True, "That is a joke, right?"),
    ]
    ice = next(c for c in minutes.claims if c.heading == "Ice")
    assert (ice.speaker, ice.text.text) == (None, "It comes late this year, says the office.")


def test_signed_quotations(minutes: DerivedDocument) -> None:
    signed = [
        (c.speaker, c.start, c.text.text) for c in minutes.claims if c.kind == "quotation" and "signed" in c.layout
    ]
    assert signed == [
        ("Jonas Weir", None, "We sink them before the winter."),
        ("Mira Holt", 725.0, "The cold does it, I think."),
    ]


def test_tables(minutes: DerivedDocument) -> None:
    tasks = [
        (c.line, c.text.text, [(f.name, f.value.text) for f in c.fields])
        for c in minutes.claims
        if c.kind == "action-item"
    ]
    assert tasks == [
        (20, "Count the | cells", [("owner", "Mira Holt"), ("due", "Friday")]),
        (21, "Paint the hull", []),
        (29, "Ada to call the port by 3 May", [("owner", "Ada"), ("due", "3 May")]),
        (30, "Rent a boat", [("owner", "Jonas"), ("due", "Monday")]),
    ]
    quotes = [c for c in minutes.claims if c.layout == "table-row" and c.quoted]
    assert [(c.speaker, c.start, c.sentiment, c.turn) for c in quotes] == [
        ("Jonas", 65.0, "Wry", quotes[0].turn),
        ("Jonas", 65.0, "Wry", quotes[0].turn),
    ]


def test_nested_and_wrapped(minutes: DerivedDocument) -> None:
    nested = next(c for c in minutes.claims if c.text.text.startswith("A nested"))
    assert (nested.text.text, nested.line, nested.end_line) == (
        "A nested point about the ice that is wrapped over lines",
        11,
        12,
    )


def test_every_line_has_a_role(minutes: DerivedDocument) -> None:
    wanted = [i for i, line in enumerate(MINUTES.splitlines(), 1) if line.strip()]
    assert [line.line for line in minutes.lines] == wanted
    roles = {line.line: line.role for line in minutes.lines}
    assert (roles[1], roles[3], roles[16], roles[34], roles[36]) == (
        "heading",
        "metadata",
        "label",
        "furniture",
        "pipeline-text",
    )


def test_fence_around_the_whole_document() -> None:
    document = documents.read(TextFile("a.md", "```markdown\n# Title\n- The boat sank in the night.\n```\n"))
    assert [c.text.text for c in document.claims] == ["The boat sank in the night."]


def test_code_block_is_kept_and_reported() -> None:
    document = documents.read(TextFile("a.md", "# T\n\n```\nsome words in code\n```\n"))
    assert [(c.kind, c.line) for c in document.claims] == [("unreadable", 4)]
    assert document.problems[0].line == 4


def test_front_matter_is_metadata() -> None:
    document = documents.read(TextFile("a.md", "---\ntitle: Boats at sea\n---\n\n- The boat sank in the night.\n"))
    assert document.header == {"title": "Boats at sea"}
    assert len(document.claims) == 1


def test_topic_list_with_owners_behind() -> None:
    text = "Follow-up tasks:\n* **Report:** Send it off. (Mira)\n* **Cells:** Order ten by March 20. (Jonas, Mira)\n"
    document = documents.read(TextFile("a.md", text))
    assert [[(f.name, f.value.text) for f in c.fields] for c in document.claims] == [
        [("owner", "Mira")],
        [("owner", "Jonas"), ("owner", "Mira"), ("due", "March 20")],
    ]


def read_markdown(text: str) -> DerivedDocument:
    return documents.read(TextFile("notes.md", text))


def test_people_with_what_they_do_are_no_claims() -> None:
    people = "## Participants\n\n**Mira Holt** - keeper of the pier and host of the talk\n\n• jonas (core developer)\n"
    document = read_markdown(
        people + "\n- **Ann Ruiz**, head of the ferries, spoke about lamps.\n\n## Notes\n\nBo spoke of boats.\n"
    )
    assert document.participants == ("Mira Holt", "jonas")
    assert [claim.text.text for claim in document.claims] == [
        "Ann Ruiz, head of the ferries, spoke about lamps.",
        "Bo spoke of boats.",
    ]


def test_who_speaks_on_a_topic() -> None:
    document = read_markdown('## Quotes\n\n**Mira Holt on the pier**: "We keep it for the time being."\n')
    [claim] = document.claims
    assert (claim.speaker, claim.quoted, claim.text.text) == ("Mira Holt", True, "We keep it for the time being.")


def test_owner_and_due_date_in_one_bracket() -> None:
    document = read_markdown("## Action items\n\n- Ask Dan for a third cell (owner: Mira Holt; due: Friday)\n")
    [claim] = document.claims
    assert claim.text.text == "Ask Dan for a third cell"
    assert [(field.name, field.value.text) for field in claim.fields] == [("owner", "Mira Holt"), ("due", "Friday")]


def test_signatures_of_every_kind() -> None:
    front = "---\nspeakers: [kai(), Mira Holt]\n---\n# Talk\n\n**Date:** May 4, 2025  \n**Title:** A long title of "
    front += "this talk about cells, boats, the pier, the lamps, the shed and everything else!\n\n## Quotes\n\n"
    document = read_markdown(
        front + '> "We lose ten cells a year." - **kai()** on the cold water\n\n'
        '> "Nobody counts them at all." — Mira Holt (answering a caller)\n\n> "The pier is old." - Anne-Marie Lund\n'
    )
    assert document.participants == ("kai()", "Mira Holt")
    assert [(claim.speaker, claim.text.text) for claim in document.claims] == [
        ("kai()", "We lose ten cells a year."),
        ("Mira Holt", "Nobody counts them at all."),
        ("Anne-Marie Lund", "The pier is old."),
    ]
    assert read_markdown("## Speakers\n\n- Anne-Marie Lund (pilot)\n").participants == ("Anne-Marie Lund",)


def test_links_to_files_and_a_line_with_date_and_room() -> None:
    document = read_markdown(
        "# Talk\n\n*Friday 18 September 2026, 11:30, G104 + G105 — Harbour track*\n\n"
        "The words are in [`talk.md`](talk.md#words), and [here](notes/day-1.txt).\n"
    )
    assert [claim.text.text for claim in document.claims] == ["The words are in talk.md, and here."]
    assert document.header["date"].startswith("Friday 18 September")
