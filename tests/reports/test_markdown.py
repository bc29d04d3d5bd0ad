"""The Markdown report: what an editor meets, the size limit, and speech that cannot change the page."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from auditor.model.asr import Asr
from auditor.model.result import Audit, Gate, Recording
from auditor.reports.markdown import render

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = st.text(min_size=1, max_size=50) | st.text(
    alphabet="`*_[]()!<>|\\~#@:/&;=+-.12aw \"'\n", min_size=1, max_size=40
)
OURS = {"<b>", "</b>", "<!-- -->", "<sub>", "</sub>", "<details>", "</details>"}


def test_the_answer_comes_first_then_the_heaps_then_the_errors(make):
    lines = render(make(), {}).splitlines()
    assert lines[0] == "## Transcript audit: fail"
    assert lines[2] == "**1 document, 4 claims: 1 flagged, 1 to review, 2 passed.** 1 error, 1 warning, 2 notes."
    assert lines[4] == "- notes/bees.md: 1 altered (limit 0)"
    assert "| altered | 1 |  |  | 1 |" in lines
    assert "| **all** | **1** | **1** | **2** | **4** |" in lines
    at = lines.index("### 1 error")
    assert lines[at + 2].startswith("- **A12 number-changed** `notes/bees.md:1` · The keeper found for, 00:01:01")
    assert lines[at + 3].startswith("  claimed: Th<b>e keepe</b>r found forty mites")
    assert "`notes/bees.md.vtt:12` 00:01:01-00:01:04" in lines[at + 4]


def test_a_clean_audit_is_short(clean):
    text = render(clean, {})
    assert text.startswith("## Transcript audit: pass\n")
    assert "###" not in text
    assert "warning</summary>" not in text


def test_nothing_audited_is_said(make):
    audit = replace(make(), recordings=[], gate=Gate(passed=True), summary={})
    assert "**0 documents, 0 claims: 0 flagged, 0 to review, 0 passed.**" in render(audit, {})


def test_accepted_findings_stand_apart_and_only_when_asked_for(make):
    audit = make(accepted=1)
    assert "accepted (inline)" not in render(audit, {})
    text = render(audit, {"all": True})
    assert "<summary>1 accepted finding</summary>" in text
    assert "accepted (inline): The keeper found forty mites" in text
    assert "### 1 error" not in text


@pytest.mark.parametrize("limit", [2000, 2500, 3000, 5000, 9000, 20_000, 60_000, 1_000_000])
def test_the_page_keeps_its_size_and_counts_what_it_leaves_out(make, limit):
    audit = make(claims=120)
    text = render(audit, {"max_bytes": limit})
    assert len(text.encode()) <= limit
    assert text.count("<details>") == text.count("</details>")
    left = re.search(r"Left out to stay under the size limit: (.+?)\.\*\*", text)
    gone = {kind: int(number) for number, kind in re.findall(r"(\d+) (\w+)", left[1])} if left else {}
    for kind, name in (("error", "number-changed"), ("warning", "role-changed")):
        assert text.count(f"**A{12 if kind == 'error' else 14} {name}**") == 40 - gone.get(
            f"{kind}s", gone.get(kind, 0)
        )


def test_the_least_severe_goes_first(make):
    full = len(render(make(claims=120), {}).encode())
    kinds = []
    for limit in range(full, 2000, -400):
        found = re.search(r"size limit: (.+?)\.\*\*", render(make(claims=120), {"max_bytes": limit}))
        kinds.append(set(re.findall(r"\d+ (note|speaker|warning|line|error|reason)", found[1])) if found else set())
    assert all(before <= after for before, after in itertools.pairwise(kinds))
    assert kinds[0] == set()
    assert {"note"} in kinds
    assert {"note", "speaker", "warning"} in kinds
    assert kinds[-1] == {"note", "speaker", "warning", "line", "error"}


def test_several_documents_are_listed_the_worst_first(make):
    audit = make()
    good = make(path="good.md").recordings[0]
    good = replace(good, claims=[replace(c, heap="passed", verdict="verbatim") for c in good.claims], findings=[])
    text = render(replace(audit, recordings=[good, *audit.recordings]), {})
    rows = [line for line in text.splitlines() if re.match(r"\| (good|notes/bees)\.md \|", line)]
    assert rows == ["| notes/bees.md | 4 | 1 | 1 | 2 |  |", "| good.md | 4 |  |  | 4 |  |"]


def test_scores_alone_are_tables_of_scores():
    counts = {"wer": 0.25, "cer": 0.1, "substitutions": 1, "deletions": 0, "insertions": 0, "reference_words": 4}
    asr = Asr(variants=[{"path": "b.txt", "raw": counts, "normalised": counts}], reference="a.txt")
    audit = Audit(
        signature="auditor 1|x", recordings=[Recording(name="a", asr=asr)], gate=Gate(passed=True), summary={}
    )
    text = render(audit, {})
    assert "25.0 %" in text
    assert "Transcript audit" not in text


def _shape(text: str) -> list[str]:
    return [token.type for token in PARSER.parse(text)]


@settings(max_examples=40)
@given(HOSTILE)
def test_speech_and_paths_change_nothing_but_words(make, words):
    text = render(make(words, path=f"x/{words}.md"), {"all": True})
    assert _shape(text) == _shape(render(make("abc defghi", path="x/y.md"), {"all": True}))
    for token in PARSER.parse(text):
        for leaf in [token, *(token.children or [])]:
            assert leaf.type not in ("image", "link_open")
            if leaf.type == "html_inline":
                assert leaf.content in OURS
            if leaf.type == "html_block":
                tags = set(re.findall(r"<[^>]*>", leaf.content))
                assert tags <= {"<details>", "</details>", "<summary>", "</summary>", "<!-- -->"}


def test_the_same_audit_gives_the_same_bytes(make):
    assert render(make(claims=50), {"max_bytes": 6000}) == render(make(claims=50), {"max_bytes": 6000})
