"""Suppressions in a document and beside it."""

from __future__ import annotations

import pytest

from auditor.errors import ConfigError, InputError
from auditor.gate.suppression import (
    collect_suppressions,
    inline_suppressions,
    match_suppressions,
    side_suppressions,
)
from auditor.model.inputs import TextFile
from auditor.settings import RecordingSpec


def _read(text: str):
    return inline_suppressions(TextFile("bees.md", text))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("a\n<!-- auditor: ignore number-changed: the keeper corrected it -->\n\n\nforty mites\n", 5),
        ("a\nforty mites <!-- auditor: ignore number-changed: the keeper corrected it -->\nb\n", 2),
        ("<!-- auditor: ignore number-changed:\n the keeper\n corrected it -->\r\n\r\nforty mites\n", 5),
        ("<!-- auditor: ignore number-changed: the keeper corrected it --><!-- auditor: ignore A01: x -->\nforty\n", 2),
        ("- <!-- auditor: ignore number-changed: the keeper corrected it -->\n- forty\n", 2),
    ],
)
def test_it_holds_for_its_line_or_the_next_with_words(text, target):
    first = _read(text)[0]
    assert (first.target, first.names, first.reason) == (target, {"number-changed"}, "the keeper corrected it")


def test_several_names_codes_and_families():
    [found] = _read("<!-- auditor: ignore A12, entity-changed: known -->\nx")
    assert found.names == {"number-changed", "entity-changed"}


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("<!-- auditor: ignore number-changed -->", "bees.md:2: the suppression has no reason"),
        ("<!-- auditor: ignore number-changed: -->", "bees.md:2: the suppression has no reason"),
        ("<!-- auditor: ignore nunber-changed: typo -->", "did you mean `number-changed`"),
        ("<!-- auditor: skip this -->", "bees.md:2: `skip this` is no suppression"),
    ],
)
def test_a_faulty_one_is_an_error_with_its_line(comment, says):
    with pytest.raises(ConfigError, match=says):
        _read(f"line one\n{comment}\nx")


def test_other_comments_are_left_alone():
    assert _read("<!-- editor: mind the auditor: ignore -->\n<!-- todo -->\nx") == []


def test_it_covers_only_its_rule_line_and_file(make):
    claim = make.claim(1, "altered", line=4, end_line=6)
    findings = [
        make.finding(1, "number-changed", claim=claim),
        make.finding(2, "entity-changed", claim=claim),
        make.finding(3, "number-changed", path="other.md", line=5),
        make.finding(4, "number-changed", line=7),
    ]
    [suppression] = _read("\n\n\n\nforty <!-- auditor: ignore number-changed: known -->\n")
    covers, unused = match_suppressions(findings, [claim], [suppression])
    assert [cover is not None for cover in covers] == [True, False, False, False]
    assert unused == []
    assert match_suppressions(findings[1:], [claim], [suppression])[1] == [suppression]


def test_the_side_file_names_words_or_a_line(tmp_path, make):
    document = tmp_path / "notes.json"
    document.write_text("{}")
    (tmp_path / "notes.json.auditor-ignore.toml").write_text(
        '[[ignore]]\nrule = "number-changed"\nreason = "known"\ntext = "forty MITES"\n\n'
        '[[ignore]]\nrule = "A01"\nreason = "read aloud later"\nline = 7\n',
        "utf-8",
    )
    by_text, by_line = side_suppressions(document, "notes.json")
    claim = make.claim(1, "altered", path="notes.json", text="The keeper found forty mites.")
    other = make.claim(2, "altered", path="notes.json", text="The keeper found fourteen mites.")
    assert by_text.covers(make.finding(1, "number-changed", claim=claim), claim)
    assert not by_text.covers(make.finding(2, "number-changed", claim=other), other)
    assert (by_line.target, by_line.line, by_line.place) == (7, 6, "notes.json.auditor-ignore.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[ignore]]\nrule = "A01"\n', r"toml:1: a suppression needs `rule` and `reason`"),
        ('[[ignore]]\nrule = "A01"\nreason = " "\n', r"toml:1: a suppression needs"),
        ('\n[[ignore]]\nrule = "A01"\nreason = "x"\nfile = "y"\n', r"toml:2: a suppression has the keys"),
        ('[[ignore]]\nrule = "A99"\nreason = "x"\n', r"no finding is called `A99`"),
        ("[[ignore]\n", r"cannot be read"),
        ('ignore = "A01"', r"no list of tables"),
    ],
)
def test_a_faulty_side_file_is_an_error(tmp_path, text, says):
    (tmp_path / "n.json").write_text("{}")
    (tmp_path / "n.json.auditor-ignore.toml").write_text(text, "utf-8")
    with pytest.raises((ConfigError, InputError), match=says):
        side_suppressions(tmp_path / "n.json", "n.json")


def test_collected_from_documents_and_side_files_but_not_from_json_text(tmp_path):
    comment = "<!-- auditor: ignore A12: known -->"
    (tmp_path / "a.md").write_text(f"{comment}\nforty\n")
    (tmp_path / "b.json").write_text(f'{{"text": "{comment}"}}')
    (tmp_path / "t.vtt").write_text(f"WEBVTT\n\n{comment}\n")
    (tmp_path / "t.vtt.auditor-ignore.toml").write_text('[[ignore]]\nrule = "R02"\nreason = "a refrain"\n')
    spec = RecordingSpec(name="x", sources=("t.vtt",), derived=("a.md", "b.json", "gone.md", "-"), base=str(tmp_path))
    found = collect_suppressions([spec])
    assert [(s.path, sorted(s.names)) for s in found] == [("a.md", ["number-changed"]), ("t.vtt", ["repeated-passage"])]
