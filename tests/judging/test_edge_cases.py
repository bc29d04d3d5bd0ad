"""Claims and sources at the edge: no crash, and verdicts that make sense."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.aligning.place import align
from auditor.app import audit
from auditor.judging.judge import judge
from auditor.judging.model import load_model
from auditor.model.inputs import TextFile
from auditor.reading import read_document, read_transcript
from auditor.settings import Settings

TALK = """[00:00:01] Ada Reed: The weir was closed for nine years.
[00:00:05] Ben Holt: Nobody wanted to pay for the lock gate, 40 thousand euros in all.
[00:00:15] Ada Reed: And then the otters came back, and the town was proud.
"""
GOOD = {"verbatim", "edited", "condensed"}


def verdicts(judged, document: str, *sources: str) -> list[str]:
    return [found.decision.verdict for found in judged(document, *(sources or (TALK,)))]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("- Weir.\n", ["verbatim"]),
        ("- No.\n", ["unverifiable"]),
        ("- The of and.\n", ["unverifiable"]),
        ("- Giraffe\n", ["fabricated"]),
        ("- 42\n", ["fabricated"]),
        ("- Um, uh, er.\n", ["unverifiable"]),
        ("- The weir 🦆 was closed for nine years 👍🏽.\n", ["verbatim"]),
        ("- THE WEIR WAS CLOSED FOR NINE YEARS.\n", ["verbatim"]),
        ("- The\u200b weir\u200d was\ufeff closed for nine years.\n", ["verbatim"]),
        ("- The weir was closed for 99999999999999999999999999999999999999 years.\n", ["altered"]),
        ("- הסכר היה סגור תשע שנים.\n- أغلق السد لمدة تسع سنوات.\n- 大坝关闭了九年。\n", ["unverifiable"] * 3),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_small_and_strange_claims(judged, document, expected):
    assert verdicts(judged, document) == expected


def test_claims_of_marks_alone_are_no_statement(judged):
    found = verdicts(judged, "- ...\n- The weir was closed for nine years.\n- — – -\n")
    assert found.count("verbatim") == 1 and set(found) <= {"verbatim", "unverifiable", "boilerplate"}


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_newlines_change_nothing(judged, newline):
    document = "# Weir\n\n- The weir was closed for nine years.\n- Nobody wanted to pay for the gate.\n"
    found = judged(document.replace("\n", newline), TALK.replace("\n", newline))
    assert [f.decision.verdict for f in found] == ["verbatim", "edited"]
    assert [f.placed.claim.line for f in found] == [3, 4]


def test_a_source_against_itself_is_verbatim(judged):
    assert set(verdicts(judged, TALK, TALK)) == {"verbatim"}


def test_the_same_source_twice_changes_no_verdict(judged):
    document = "# Weir\n\n- The weir was closed for nine years.\n- Nobody wanted to pay, 60 thousand euros in all.\n"
    assert verdicts(judged, document, TALK) == verdicts(judged, document, TALK, TALK, TALK)


def test_three_recordings_that_share_nothing(judged):
    choir = "our choir rehearses every Tuesday because nobody may sing on Mondays here and the organist is away\n"
    bread = "bread needs flour water salt and a warm oven and a patient baker who rises before the sun\n"
    document = "# All\n\n- The weir was closed for nine years.\n- Bread needs flour, water and salt.\n- Pigs can fly.\n"
    found = judged(document, TALK, choir, bread)
    assert [f.decision.verdict for f in found][:2] == ["verbatim", "edited"]
    assert [f.placed.source for f in found][:2] == [0, 2]
    assert found[2].decision.verdict == "fabricated"


@pytest.mark.parametrize("source", ["weir\n", "42 42 42\n", "um uh um\n", "🦆 weir 🦆\n"])
def test_a_source_of_hardly_a_word_supports_nothing(judged, source):
    found = verdicts(judged, "# Weir\n\n- The weir was closed for nine years.\n- Otters came back.\n", source)
    assert GOOD.isdisjoint(found)


def test_a_segment_without_words_is_passed_over(judged):
    source = "[00:00:01] The weir was closed\n[00:00:03] ...\n[00:00:04] [music]\n[00:00:05] for nine years.\n"
    assert verdicts(judged, "# Weir\n\n- The weir was closed for nine years.\n", source)[0] in GOOD


def test_a_source_in_signs_without_spaces(judged):
    source = "堰关闭了九年。没有人想付钱修船闸。然后水獭回来了，全镇都很自豪。\n"
    found = verdicts(judged, "- 堰关闭了九年。\n- 没有人想付钱修船闸。\n", source)
    assert set(found) <= GOOD


def test_a_very_long_claim(judged):
    spoken = "- " + "the weir was closed for nine years and nobody wanted to pay " * 420 + "\n"
    unspoken = "- " + " ".join(f"giraffe{n}" for n in range(5000)) + "\n"
    assert verdicts(judged, spoken) != ["fabricated"]
    assert verdicts(judged, unspoken) == ["fabricated"]


PIECES = st.sampled_from(
    ["the weir", "was not", "closed", "40", "€5", "9 years", "Ada Reed:", "?", ".", ",", "“", "”", "- ", "\n",
     "\u2028", "[00:00:05]", "no", "because", "might", "all", "🦆", "大坝", "हाँ", "\u0301", "\u200b", "1/2",
     "50%", "GPT-4", "…", "(sic)", "um"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=25), st.lists(PIECES, min_size=1, max_size=40))
def test_no_text_breaks_the_judge(claim, spoken):
    document = read_document(TextFile("notes.md", "# Notes\n\n- weir " + " ".join(claim) + "\n"))
    source = read_transcript(TextFile("talk.txt", "[00:00:01] now the weir " + " ".join(spoken) + "\n"))
    for found in judge(align("talk", [source], [document], Settings()), load_model()):
        assert 0.0 <= found.risk <= 1.0 and 0.0 <= found.confidence <= 1.0
        assert found.decision.heap in ("flagged", "review", "passed", None)
        assert all(0.0 <= value <= 1.0 for value in found.signals.values()), found.signals
        assert all(0 <= d.s0 <= d.s1 <= len(found.view.stream_of(d.source)) for d in found.diffs)


def test_the_whole_way_round(tmp_path):
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "notes.md").write_text("# W\n\n- Weir.\n- No.\n- 🦆\n- ...\n- Ada Reed was proud.\n", "utf-8")
    result = audit(str(tmp_path / "notes.md"), str(tmp_path / "talk.txt"))
    counts = result.summary["verdicts"]
    assert sum(counts.values()) == len(result.recordings[0].claims)
    assert msgspec.json.decode(msgspec.json.encode(result))["schema_version"] == 1
