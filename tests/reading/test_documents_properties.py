"""What holds for every derived document: exact places, every line accounted for, no crash, the same twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from auditor.errors import AuditorError, ConfigError
from auditor.model.inputs import DerivedDocument, TextFile
from auditor.reading import documents

_PIECES = st.sampled_from(
    [
        *("Mira Holt: ", "**Jonas:** ", "- ", "1. ", "> ", "# ", "| a | Owner |\n|---|---|\n| ", " | ", "[00:01:02] "),
        *(
            "(Positive)",
            "Sentiment: Mixed",
            "“The boat sank,” said Mira.",
            '"Quoted words here',
            "Okay. ",
            "浮标沉了。",
        ),
        *(
            "The boat sank in the night. ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "    ",
            "\x00",
            "\u2028",
            "\\|",
            "---",
            "&amp;",
            "[1]",
        ),
        *(
            "This part continues in the next chunk.",
            "- [ ] ",
            "Owner: Ann",
            "```",
            "*a* _b_ [c](http://d)",
            "Speaker: Ann",
        ),
        *("Attendees: Ann, Ben", "Action Items", "12:30 ", " — Mira, 00:12"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=60)


def check(document: DerivedDocument) -> None:
    file = document.file
    for claim in document.claims:
        assert claim.text.text.strip() == claim.text.text != ""
        for i, char in enumerate(claim.text.text):
            there = file.text[claim.text.offset(i)]
            assert there == char or (char == " " and document.format != "json") or there == "\\"
        assert claim.line == file.line_of(claim.text.offset(0))
        assert claim.end_line == file.line_of(claim.text.offset(len(claim.text.text) - 1)) >= claim.line
        for field in claim.fields:
            assert field.value.text and field.value.text[0] == file.text[field.value.offset(0)]
    ends = [*file.line_starts[1:], len(file.text)]
    wanted = [i for i, (a, b) in enumerate(zip(file.line_starts, ends, strict=True), 1) if file.text[a:b].strip()]
    assert [line.line for line in document.lines] == wanted
    assert [c.turn for c in document.claims] == sorted(c.turn for c in document.claims)


@pytest.mark.parametrize("format", [r.name for r in documents.READERS if r.name != "json"])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=_TEXTS)
@example(text="Mira Holt: Mira Holt: \n\n- \n1. ")
def test_any_text(format: str, text: str) -> None:
    file = TextFile("x", text)
    document = documents.read(file, format)
    check(document)
    assert document == documents.read(file, format)


@settings(max_examples=120, deadline=None)
@given(text=_TEXTS)
def test_any_text_by_its_content(text: str) -> None:
    file = TextFile("x", text)
    try:
        check(documents.read(file))
    except AuditorError:
        assert documents.recognise(file) == "json"


def test_unknown_format() -> None:
    with pytest.raises(ConfigError, match="chunk-summary"):
        documents.read(TextFile("x", "a"), "nonsense")


@pytest.mark.parametrize("text", ["", "\n \n\t\n", "***\n---\n"])
def test_documents_without_words_have_no_claims(text: str) -> None:
    document = documents.read(TextFile("x", text))
    assert document.claims == ()
    check(document)
