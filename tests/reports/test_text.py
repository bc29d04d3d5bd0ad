"""The text report: the answer first, the words marked, nothing that a terminal or a runner would obey."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.gate.apply import apply_policy
from auditor.gate.policy import Policy
from auditor.model.asr import Asr, VariantPair
from auditor.model.result import Audit, Claim, Document, Evidence, Finding, Passage, Recording, Source, SpeakerRow
from auditor.reports import speakers
from auditor.reports.plain import visible, window
from auditor.reports.text import render

HOSTILE = "::error file=x::boo\n::stop-commands::t\x1b[31m ##[add-mask]x \u202e <b> [red] | `x` @team"


def _audit(words: str = "The keeper found forty mites in the brood.", claims: int = 1, path: str = "bees.md") -> Audit:
    evidence = Evidence(
        path="bees.vtt", line=12, end_line=12, char_start=0, char_end=9, text="i found four mites in the brood",
        start=61.0, end=64.5,
    )  # fmt: skip
    second = Evidence(path="bees.asr.txt", line=1, end_line=1, char_start=0, char_end=9, text="found four mites")
    made = [
        Claim(
            id=f"c{n:03d}", turn="t1", path=path, line=n, end_line=n, text=words, verdict="altered", heap="flagged",
            confidence=0.9, risk=0.9, speaker="Ada", start=60.0, findings=[f"f{n:03d}"],
        )
        for n in range(1, claims + 1)
    ]  # fmt: skip
    findings = [
        Finding(
            id=f"f{c.line:03d}", rule="A12", name="number-changed", severity="error", path=path, line=c.line,
            message="Both transcripts say four; the summary says forty.", claim=c.id, claimed="forty", source="four",
            evidence=[evidence, second],
        )
        for c in made
    ]  # fmt: skip
    nearest = Passage(
        path="bees.vtt", line=40, end_line=41, char_start=0, char_end=5, text="...", coverage=0.4, start=90.0
    )
    unsure = Claim(
        id="c900", turn="t9", path=path, line=90, end_line=90, text="It was a good year.", verdict="unverifiable",
        heap="review", confidence=0.5, risk=0.58, reasons=["told freely"], passages=[nearest],
    )  # fmt: skip
    recording = Recording(
        name="bees",
        sources=[Source(path="bees.vtt", format="webvtt", words=90, duration=1900.0)],
        documents=[Document(path=path, format="markdown", claims=claims + 1)],
        claims=[*made, unsure],
        findings=findings,
        speakers=[
            SpeakerRow(speaker="Ada", claims=claims, verdicts={"altered": claims}, findings=claims, supported=0.0)
        ],
    )
    done, gate, summary = apply_policy([recording], Policy())
    return Audit(signature="auditor test", recordings=done, gate=gate, summary=summary)


def test_a_reader_meets_the_answer_then_the_finding_then_the_doubt():
    text = render(_audit(), {})
    assert text.splitlines()[0] == "bees.md   2 claims   1 flagged   1 to review   0 passed   FAIL: 1 altered (limit 0)"
    assert "error   A12 number-changed   bees.md:1   Ada, 00:01:00" in text
    assert re.search(r"claimed +The keeper found «forty» mites", text)
    assert re.search(
        r"said +i found «four» mites in the brood +bees.vtt:12 +00:01:01-00:01:04 +\(also bees.asr.txt:1\)", text
    )
    assert "0.58  bees.md:90   It was a good year." in text
    assert "nearest: bees.vtt:40  00:01:30   told freely" in text
    assert "auditor rule A12" in text
    assert "\nFAIL   1 document, 2 claims: 0 passed, 1 flagged, 1 to review\n" in text


def test_colours_only_when_asked_and_with_the_same_words():
    plain, colored = render(_audit(), {}), render(_audit(), {"color": True})
    assert "\x1b" not in plain
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_many_findings_are_cut_with_a_hint_and_all_shows_them():
    audit = _audit(claims=60)
    assert render(audit, {}).count("number-changed   bees.md:") == 20
    assert "40 errors more: --all lists them" in render(audit, {})
    assert render(audit, {"all": True}).count("number-changed   bees.md:") == 60


def test_verbose_tells_the_limits_and_the_signature():
    text = render(_audit(), {"verbose": True})
    assert "bees.md: fabricated 0 (limit 0), kept" in text
    assert "bees.md: altered 1 (limit 0), broken" in text
    assert "auditor test" in text


def test_quiet_is_the_answer_only():
    lines = render(_audit(), {"quiet": True}).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("bees.md") and lines[1].startswith("FAIL")


@pytest.mark.parametrize("form", ["text", "listing"])
def test_speech_and_paths_give_no_orders(form):
    audit = _audit(HOSTILE, path="::warning::\nx.md")
    text = render(audit, {"all": True}) if form == "text" else speakers.text(audit)
    for line in text.splitlines():
        assert not line.lstrip().startswith("::"), line
    assert "##[" not in text and "\x1b" not in text and "\u202e" not in text


@given(st.text(max_size=80), st.text(max_size=20))
def test_whatever_is_said_stays_on_its_line(words, part):
    before, marked, after = window(words, part)
    for piece in (before, marked, after, visible(words)):
        assert len(piece.splitlines()) <= 1
        assert not re.search("[\x00-\x1f\x7f-\x9f]", piece)


def test_a_window_shows_the_place_in_a_long_line():
    text = "word " * 100 + "forty mites " + "more " * 100
    before, marked, after = window(text, "Forty")
    assert marked == "forty"
    assert before.startswith("…") and after.endswith("…") and len(before + marked + after) < 180


def test_speakers_in_every_form():
    audit = _audit()
    [recording] = speakers.listing(audit)
    [row] = recording["speakers"]
    assert (row["speaker"], row["verdicts"]["altered"], len(row["discrepancies"])) == ("Ada", 1, 1)
    assert row["discrepancies"][0]["line"] == 1
    text = speakers.text(audit)
    assert re.search(r"Ada +1 +0 % +1", text)
    assert "Ada: 1 discrepancy" in text and "bees.md:1  00:01:00" in text
    table = speakers.markdown(_audit(path="a|b`c@team.md"))
    assert "a\\|b\\`c@<!-- -->team.md" in table


def test_the_next_step_is_the_report_that_was_made() -> None:
    assert "Next: auditor check ... --report audit.html shows" in render(_audit(), {})
    assert "Next: out/bees.html shows" in render(_audit(), {"written": ("bees.json", "out/bees.html")})


def test_a_transcript_that_shares_nothing_with_the_others_is_named() -> None:
    def told(pairs: list[VariantPair], *paths: str) -> list[str]:
        audit = _audit()
        sources = [Source(path=path, format="text", words=9) for path in paths]
        one = replace(audit.recordings[0], sources=sources, asr=Asr(pairs=pairs))
        lines = render(replace(audit, recordings=[one]), {}).splitlines()
        return [line.partition(" shares ")[0] for line in lines if "shares no passage" in line]

    pair = VariantPair(a="a.vtt", b="c.txt")
    assert told([], "a.vtt") == []
    assert told([], "a.vtt", "b.txt") == ["b.txt"]
    assert told([pair], "a.vtt", "b.txt", "c.txt") == ["b.txt"]
    assert told([pair], "a.vtt", "c.txt") == []


def test_a_wrong_due_date_is_shown_beside_its_task() -> None:
    audit = _audit()
    one = audit.recordings[0]
    task = replace(one.claims[0], text="Write to the museum", due="end of May")
    wrong = replace(one.findings[0], rule="A04", name="field-unsupported", claimed="end of May", source=None)
    told = render(replace(audit, recordings=[replace(one, claims=[task], findings=[wrong])]), {})
    assert "claimed   Write to the museum   due: «end of May»" in told


def test_marked_words_are_whole_words_and_no_longer_than_a_line() -> None:
    assert window("I can explain an error.", "an") == ("I can explain ", "an", " error.")
    before, marked, after = window("so " + "word " * 90 + "end", "word " * 80)
    assert (before, after) == ("", "")
    assert marked.endswith("word…") and len(marked) <= 161
