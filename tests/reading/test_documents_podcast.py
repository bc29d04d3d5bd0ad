"""A scraped podcast page: what it tells, without its furniture and its transcript."""

from __future__ import annotations

from auditor.model.inputs import TextFile
from auditor.reading import documents

PAGE = """cover of episode Boats and buoys
Boats and buoys
2024/3/9
logo of podcast Harbour Talk
Harbour Talk
AI Deep Dive AI Insights Transcript
People
M
Mira Holt
J
Jonas Weir
Topics
Mira Holt:浮标每周损失百分之八的电量。海水太冷了,电池撑不住。 Jonas Weir:没有人订购备件。

Deep Dive

Key Insights

Why do the cells fail?

The water is too cold. It halves what they can hold.

Chapters
The crew talks about ice and boats.
  • Ice comes late this year.

Shownotes Transcript

We lose ten cells a week.
"""


def test_page() -> None:
    file = TextFile("page.txt", PAGE)
    assert documents.recognise(file) == "podcast-page"
    document = documents.read(file)
    assert [(c.line, c.speaker, c.heading, c.text.text) for c in document.claims] == [
        (13, "Mira Holt", "Topics", "浮标每周损失百分之八的电量。"),
        (13, "Mira Holt", "Topics", "海水太冷了,电池撑不住。"),
        (13, "Jonas Weir", "Topics", "没有人订购备件。"),
        (21, None, "Why do the cells fail?", "The water is too cold."),
        (21, None, "Why do the cells fail?", "It halves what they can hold."),
        (24, None, "Chapters", "The crew talks about ice and boats."),
        (25, None, "Chapters", "Ice comes late this year."),
    ]
    assert document.participants == ("Mira Holt", "Jonas Weir")
    assert document.header["title"] == "Boats and buoys" and document.header["date"] == "2024/3/9"
    roles = {line.line: line.role for line in document.lines}
    assert (roles[1], roles[6], roles[7], roles[19], roles[29]) == (
        "furniture",
        "furniture",
        "heading",
        "label",
        "transcript",
    )


def test_topics_without_names() -> None:
    page = PAGE.replace("Mira Holt:浮标", "浮标").replace(" Jonas Weir:没", "没")
    assert {c.speaker for c in documents.read(TextFile("p", page)).claims} == {None}
