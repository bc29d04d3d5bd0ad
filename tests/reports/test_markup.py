"""Speech in Markdown stays text: as a reader of GitHub or GitLab sees it, every character of it and nothing more."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditor.reports.markup import code, escape, inside_html, table
from auditor.reports.plain import visible

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SPEECH = st.text(max_size=60) | st.text(alphabet='`*_[]()!<>|\\~#@:/&;=+-.123aw $%"\n\t', max_size=40)


def leaves(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield from token.children or []


def shown(text: str) -> str:
    """What a reader sees; comments are invisible, anything else that is not text fails."""
    out = []
    for leaf in leaves(text):
        if leaf.type == "html_inline" and leaf.content == "<!-- -->":
            continue
        assert leaf.type in ("text", "text_special"), (leaf.type, text)
        out.append(leaf.content)
    return "".join(out)


@given(SPEECH)
@example("1. x")
@example("# x")
@example("===")
@example("- - -")
@example("![a](http://b) <img src=x onerror=y> &lt;b&gt; <http://x.y>")
def test_speech_is_shown_as_it_was_said(words):
    text = escape(words)
    blocks = [token.type for token in PARSER.parse(text)]
    assert blocks in ([], ["paragraph_open", "inline", "paragraph_close"])
    assert shown(text) == visible(words)


@given(st.lists(SPEECH, min_size=1, max_size=4))
def test_a_cell_stays_a_cell(cells):
    head = [f"h{i}" for i in range(len(cells))]
    tokens = PARSER.parse("\n".join(table(head, [[escape(cell) for cell in cells]], range(0))))
    inside = [token for before, token in itertools.pairwise(tokens) if before.type == "td_open"]
    assert [shown_cell(token) for token in inside] == [visible(cell) for cell in cells]


def shown_cell(token: Token) -> str:
    return "".join(leaf.content for leaf in token.children or [] if leaf.type != "html_inline")


@given(SPEECH)
def test_code_spans_hold_whatever_is_in_them(words):
    spans = list(leaves(f"- {code(words)}"))
    assert [span.type for span in spans] == ["code_inline"]
    assert spans[0].content.strip() == visible(words).strip()


REFERENCES = [
    "@team",
    "a@b.org",
    "#12",
    "org/repo#12",
    "GH-12",
    "!7",
    "~bug",
    "%1.0",
    "$4",
    "http://x.y",
    ":tada:",
    ":100:",
]
ADDRESSES = ["www.x.y", "mailto:a@b.org"]  # linked in Markdown only, never within HTML


@pytest.mark.parametrize(
    ("form", "linked"),
    [*((escape, each) for each in (*REFERENCES, *ADDRESSES)), *((inside_html, each) for each in REFERENCES)],
)
def test_nothing_links_mentions_or_smiles(form, linked):
    text = form(f"see {linked} there")
    assert linked not in text.replace("\\", "")
    assert linked in re.sub("<!-- -->|\\\\", "", text)


@given(SPEECH)
def test_within_html_there_is_no_tag_but_the_comment(words):
    assert re.sub("<!-- -->", "", inside_html(words)).count("<") == 0
