"""Recordings by name and by pattern."""

from __future__ import annotations

import pytest

from auditor.errors import ConfigError
from auditor.gate.config import load_config
from auditor.gate.recordings import declared

PATTERN = (
    '[[recordings]]\nsources = ["transcripts/{stem}.*.vtt", "transcripts/{stem}.txt"]\n'
    'derived = "summaries/{stem}.md"\n'
)


@pytest.fixture
def find(tmp_path):
    def found(config: str, *files: str):
        for name in files:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x")
        (tmp_path / "auditor.toml").write_text(config, "utf-8")
        return declared(load_config(tmp_path / "auditor.toml", start=tmp_path))

    return found


def test_a_new_file_is_picked_up_without_editing_the_configuration(find):
    files = ["transcripts/bees.en.vtt", "transcripts/bees.txt", "summaries/bees.md"]
    assert [spec.name for spec in find(PATTERN, *files).recordings] == ["bees"]
    found = find(PATTERN, "transcripts/light.en.vtt", "summaries/light.md", "transcripts/later.txt")
    assert [(s.name, s.sources, s.derived) for s in found.recordings] == [
        ("bees", ("transcripts/bees.en.vtt", "transcripts/bees.txt"), ("summaries/bees.md",)),
        ("light", ("transcripts/light.en.vtt",), ("summaries/light.md",)),
    ]
    assert found.unused_sources == ["transcripts/later.txt"]


def test_a_derived_document_without_source_is_an_error(find):
    with pytest.raises(ConfigError, match=r"summaries/lost.md has no source; expected `transcripts/lost.\*.vtt` or"):
        find(PATTERN, "transcripts/bees.txt", "summaries/bees.md", "summaries/lost.md")
    assert len(find(PATTERN + 'exclude = ["summaries/lost.md"]\n').recordings) == 1


def test_stems_with_dots_and_brackets_are_taken_literally(find):
    found = find(PATTERN, "summaries/v1.2 [final].md", "transcripts/v1.2 [final].txt", "transcripts/v1x2 f.txt")
    assert found.recordings[0].sources == ("transcripts/v1.2 [final].txt",)


def test_the_stem_may_be_a_folder(find):
    config = '[[recordings]]\nsources = ["episodes/{stem}/*.vtt"]\nderived = "episodes/{stem}/notes.md"\n'
    found = find(
        config,
        "episodes/01/a.vtt",
        "episodes/01/notes.md",
        "episodes/02/b.vtt",
        "episodes/02/notes.md",
        "episodes/03/c.vtt",
    )
    assert [(s.name, s.sources) for s in found.recordings] == [
        ("01", ("episodes/01/a.vtt",)),
        ("02", ("episodes/02/b.vtt",)),
    ]


def test_documents_and_references_are_never_their_own_source(find):
    config = '[[recordings]]\nsources = ["{stem}.*"]\nderived = ["{stem}.summary.md", "{stem}.quotes.md"]\n'
    config += 'reference = "{stem}.ref.txt"\n'
    found = find(config, "bees.vtt", "bees.summary.md", "bees.quotes.md", "bees.ref.txt")
    [spec] = found.recordings
    assert (spec.sources, spec.derived, spec.reference) == (
        ("bees.vtt",),
        ("bees.summary.md", "bees.quotes.md"),
        "bees.ref.txt",
    )


def test_a_declaration_by_name_wins_over_a_pattern(find):
    named = '[[recordings]]\nname = "special"\nsources = ["other/raw.txt"]\nderived = "summaries/bees.md"\n'
    found = find(PATTERN + named, "transcripts/bees.txt", "summaries/bees.md", "other/raw.txt")
    assert [(s.name, s.sources) for s in found.recordings] == [("special", ("other/raw.txt",))]


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ('[[recordings]]\nsources = ["a.txt"]\n', "has no `derived`"),
        ('[[recordings]]\nsources = ["{stem}.txt"]\nderived = "a.md"\n', "`sources` has {stem}, but `derived` has not"),
        (
            '[[recordings]]\nsources = ["gone.txt"]\nderived = "a.md"\n',
            "auditor.toml:1: `recordings[0]`: `gone.txt` finds no file",
        ),
        ('[[recordings]]\nsources = ["a.txt"]\nderived = "gone.md"\n', "`gone.md` finds no file"),
        (
            '[[recordings]]\nsources = ["a.txt"]\nderived = "a.md"\nreference = "gone"\n',
            "the reference `gone` is no file",
        ),
        ('[[recordings]]\nsources = ["[b-a].txt"]\nderived = "{stem}.md"\n', "is no pattern"),
        ('[[recordings]]\nsources = ["../*.txt"]\nderived = "{stem}.md"\n', "leaves the folder of the configuration"),
        (2 * '[[recordings]]\nsources = ["a.txt"]\nderived = "a.md"\n', "a.md is declared twice"),
        ('[[recordings]]\nsources = ["a.txt"]\nderived = "{stem}.md"\n' * 2, "a.md is declared twice"),
    ],
)
def test_senseless_declarations_are_errors(find, config, says):
    with pytest.raises(ConfigError) as raised:
        find(config, "a.txt", "a.md")
    assert says in str(raised.value)


def test_two_recordings_of_one_name(find):
    table = '[[recordings]]\nsources = ["a.txt"]\nderived = '
    config = f'{table}"{{stem}}.md"\n{table}"x/{{stem}}.md"\n'
    with pytest.raises(ConfigError, match="two recordings are called `a`"):
        find(config, "a.txt", "a.md", "x/a.md")
