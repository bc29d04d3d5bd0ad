"""The baseline accepts what it holds, each entry once, and says what is stale."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.errors import ConfigError, InputError
from auditor.gate.baseline import Baseline, Entry, baseline_text, entry_for, match, read_baseline


def _entry(fingerprint: str, path: str = "bees.md", reason: str = "checked with the tape") -> Entry:
    return Entry(fingerprint=fingerprint, rule="A12", name="number-changed", path=path, reason=reason)


@pytest.fixture
def finding(make):
    def build(number: int, fingerprint: str, path: str = "bees.md", line: int | None = None):
        made = make.finding(number, "number-changed", path=path, line=line or number)
        return replace(made, fingerprint=fingerprint)

    return build


def test_a_second_identical_finding_is_new(finding):
    findings = [finding(1, "aaaa"), finding(2, "aaaa-2")]
    accepted, stale = match(findings, Baseline((_entry("aaaa"),)), frozenset({"bees.md"}))
    assert [entry is not None for entry in accepted] == [True, False]
    assert stale == []


def test_when_the_first_of_two_is_mended_the_other_stays_accepted(finding):
    entries = (_entry("aaaa"), _entry("aaaa-2"))
    accepted, stale = match([finding(9, "aaaa")], Baseline(entries), frozenset({"bees.md"}))
    assert accepted[0] is not None
    assert len(stale) == 1


def test_an_entry_follows_a_renamed_file_but_not_a_copy(finding):
    renamed = Baseline((_entry("aaaa", "old.md"),), gone=frozenset({"old.md"}), complete=True)
    accepted, stale = match([finding(1, "aaaa", "new.md")], renamed, frozenset({"new.md"}))
    assert accepted[0] is not None
    assert stale == []
    copied = Baseline((_entry("aaaa", "old.md"),), complete=True)
    accepted, stale = match([finding(1, "aaaa", "new.md")], copied, frozenset({"new.md"}))
    assert accepted == [None]
    assert stale == [], "old.md was not audited: nobody knows"


def test_an_entry_of_a_deleted_file_is_stale_only_when_everything_was_audited():
    entries = (_entry("aaaa", "old.md"),)
    for complete in (True, False):
        baseline = Baseline(entries, gone=frozenset({"old.md"}), complete=complete)
        assert bool(match([], baseline, frozenset({"bees.md"}))[1]) is complete


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_as_many_findings_are_accepted_as_entries_allow(found, known):
    from auditor.model.result import Finding

    findings = [
        Finding(
            id=f"f{i}",
            rule="A12",
            name="number-changed",
            severity="error",
            message="",
            path="x.md",
            line=i,
            fingerprint=f,
        )
        for i, f in enumerate(found, 1)
    ]
    accepted, stale = match(findings, Baseline(tuple(_entry(k, "x.md") for k in known)), frozenset({"x.md"}))
    for letter in "abc":
        assert sum(e is not None and e.fingerprint == letter for e in accepted) == min(
            found.count(letter), known.count(letter)
        )
        assert sum(e.fingerprint == letter for e in stale) == max(known.count(letter) - found.count(letter), 0)


def test_the_file_is_written_in_one_order_and_read_back(tmp_path, make):
    entries = [
        _entry("bbbb", "z.md"),
        _entry("aaaa", "a.md", 'a "quoted" reason'),
        entry_for(replace(make.finding(3, "time-off"), fingerprint="cccc"), "known", "Ada"),
    ]
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(entries), "utf-8")
    again = read_baseline(path, "baseline.json", lambda name: name == "a.md")
    assert set(again.entries) == set(entries)
    assert again.gone == {"z.md", "bees.md"}
    assert baseline_text(again.entries) == baseline_text(list(reversed(entries)))
    assert len(path.read_text().splitlines()) == 5 + len(entries), "one entry a line"
    assert json.loads(baseline_text([])) == {"version": 1, "entries": []}


def test_an_entry_without_reason_is_refused(tmp_path):
    path = tmp_path / "b.json"
    path.write_text(baseline_text([_entry("aaaa", reason=" ")]), "utf-8")
    with pytest.raises(ConfigError, match=r"b.json: entry 1 .* has no reason"):
        read_baseline(path, "b.json", lambda _: True)


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "entries": []}', '{"version": 1}'])
def test_a_file_that_is_no_baseline_is_an_input_error(tmp_path, text):
    path = tmp_path / "b.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"^b.json: "):
        read_baseline(path, "b.json", lambda _: True)


def test_a_missing_baseline_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match=r"b\.json"):
        read_baseline(tmp_path / "b.json", "b.json", lambda _: True)
