"""A finding stays the same finding while its words, rule and evidence do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.gate.fingerprint import base_of, fingerprint, plain, with_fingerprints

TEXT = "The keeper found forty mites in the brood."


def test_survives_moves_renames_quotes_and_case(make):
    claim = make.claim(1, "altered", text=TEXT)
    finding = make.finding(
        1, "number-changed", claim=claim, claimed="forty", source="four", evidence=[make.evidence("found four mites")]
    )
    moved = replace(
        claim, line=99, end_line=99, path="other/place.md", text="“The keeper  found FORTY mites in the brood”"
    )
    other = replace(
        finding,
        id="f777",
        line=99,
        path="other/place.md",
        message="Said in other words.",
        severity="note",
        evidence=[make.evidence("found four mites,", path="renamed.vtt", line=40)],
    )
    assert fingerprint(finding, claim) == fingerprint(other, moved)


def test_differs_with_words_rule_speaker_and_evidence(make):
    claim = make.claim(1, "altered", text=TEXT)
    finding = make.finding(
        1, "number-changed", claim=claim, claimed="forty", source="four", evidence=[make.evidence("found four mites")]
    )
    same = fingerprint(finding, claim)
    others = [
        fingerprint(finding, replace(claim, text=TEXT.replace("keeper", "owner"))),
        fingerprint(finding, replace(claim, speaker="Ada")),
        fingerprint(replace(finding, source="five"), claim),
        fingerprint(replace(finding, rule="A11"), claim),
        fingerprint(replace(finding, evidence=[make.evidence("found nine mites")]), claim),
    ]
    assert same not in others
    assert len(set(others)) == len(others)


def test_a_fabricated_line_does_not_depend_on_what_happens_to_be_nearest(make):
    claim = make.claim(1, "fabricated", text=TEXT)
    finding = make.finding(1, "fabricated-claim", claim=claim, claimed=TEXT, evidence=[make.evidence("nearest here")])
    assert fingerprint(finding, claim) == fingerprint(
        replace(finding, evidence=[make.evidence("now nearest there")]), claim
    )


def test_identical_findings_are_numbered_in_document_order(make):
    claims = [make.claim(1, "altered", text=TEXT, line=20), make.claim(2, "altered", text=TEXT, line=5)]
    findings = [make.finding(n, "number-changed", claim=c, claimed="forty") for n, c in enumerate(claims, 1)]
    second, first = with_fingerprints(findings, claims)
    assert second.fingerprint == f"{first.fingerprint}-2"
    assert base_of(second.fingerprint) == first.fingerprint


def test_without_any_words_the_message_tells_findings_apart(make):
    one = make.finding(1, "format-drift", message="The layout changes from bullets to prose.")
    two = make.finding(1, "format-drift", message="The layout changes from prose to tables.")
    assert fingerprint(one, None) != fingerprint(two, None)


@given(st.text(max_size=60))
def test_plain_is_idempotent_and_has_no_punctuation(text):
    once = plain(text)
    assert plain(once) == once
    assert all(char.isalnum() or char == " " for char in once)
