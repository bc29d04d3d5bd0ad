"""Comments claim nothing, and change nothing about the lines around them."""

from __future__ import annotations

import pytest

from auditor.model.inputs import TextFile
from auditor.reading.documents import read

IGNORE = "<!-- auditor: ignore number-changed: the keeper corrected it -->"


def _claims(text: str, format: str | None = None):
    document = read(TextFile("bees.md", text), format)
    return document, [(claim.text.text, claim.line) for claim in document.claims]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_comment_between_bullets_is_metadata(newline):
    rows = [
        "# Bees",
        "",
        "- The keeper found four mites in the brood.",
        IGNORE,
        "- The roof holds six hives at the moment.",
    ]
    document, claims = _claims(newline.join(rows) + newline)
    assert claims == [(rows[2][2:], 3), (rows[4][2:], 5)]
    assert {line.line: line.role for line in document.lines}[4] == "metadata"
    assert sorted(line.line for line in document.lines) == [1, 3, 4, 5]
    second = document.claims[1].text
    assert document.file.text[slice(*second.span(0, len(second.text)))] == second.text


def test_a_comment_on_the_line_and_in_a_table_leaves_the_words():
    text = f"# Bees\n\n- The keeper found four mites. {IGNORE}\n\n"
    text += f"| Action | Owner |\n|---|---|\n| Order two hives {IGNORE} | Ada |\n"
    document, claims = _claims(text)
    assert claims[0] == ("The keeper found four mites.", 3)
    assert claims[1][0].strip().endswith("hives")
    assert document.claims[1].fields[0].value.text == "Ada"


def test_other_comments_are_hidden_in_markdown_only():
    words = "The keeper found four mites in the brood."
    _, claims = _claims(f"# Bees\n\n<!-- Nobody reads\nthis aloud. -->\n\n{words}\n")
    assert claims == [(words, 6)]
    _, claims = _claims(f"{words}\n\n{IGNORE}\n\n<!-- This is read by everybody here. -->\n", "prose")
    assert [line for _, line in claims] == [1, 5]


def test_an_open_comment_hides_nothing():
    _, claims = _claims("# Bees\n\n<!-- auditor: ignore\n\nThe keeper found four mites in the brood.\n")
    assert ("The keeper found four mites in the brood.", 5) in claims
