"""What `auditor init` proposes."""

from __future__ import annotations

import tomllib

from auditor.gate.config import load_config
from auditor.gate.propose import config_text, kind_of, propose
from auditor.gate.recordings import declared


def test_kinds_by_ending_then_name_then_folder():
    kinds = {
        "talk.vtt": "source", "talk.asr.txt": "source", "transcripts/talk.txt": "source",
        "summaries/talk.md": "derived",
        "transcripts/talk.summary.md": "derived", "talk.reference.txt": "reference", "talk.md": "either",
        "README.md": "other", "talk.mp3": "other", "summary.vtt": "source", "pyproject.toml": "other",
    }  # fmt: skip
    assert {path: kind_of(path) for path in kinds} == kinds


def test_two_folders_one_folder_and_a_folder_each():
    [two] = propose(
        ["transcripts/a.en.vtt", "transcripts/a.txt", "summaries/a.md", "transcripts/b.en.vtt", "summaries/b.md"]
    )
    assert (two.derived, two.sources, two.documents) == (
        "summaries/{stem}.md", ("transcripts/{stem}.en.vtt", "transcripts/{stem}.txt"), 2,
    )  # fmt: skip
    [one] = propose(["whales-summary.md", "whales.vtt", "whales.reference.txt", "README.md"])
    assert (one.derived, one.sources, one.reference) == ("{stem}-summary.md", ("{stem}.vtt",), "{stem}.reference.txt")
    [same] = propose(["x/a/a.notes.md", "x/a/a.vtt", "x/b/b.notes.md", "x/b/b.vtt"])
    assert (same.derived, same.documents) == ("x/{stem}/{stem}.notes.md", 2)
    [each] = propose(["ep/01/notes.md", "ep/01/captions.vtt", "ep/02/notes.md", "ep/02/captions.vtt"])
    assert (each.derived, each.sources, each.documents) == ("ep/{stem}/notes.md", ("ep/{stem}/captions.vtt",), 2)


def test_a_shared_beginning_ends_where_a_word_ends():
    [found] = propose(["beekeeping.summary.md", "bees.vtt", "beekeeping.vtt"])
    assert found.sources == ("{stem}.vtt",)
    assert found.documents == 1


def test_documentation_and_data_are_no_transcripts():
    assert (
        propose(
            ["docs/asr.md", "docs/rules.md", "docs/raw-data.md", "a.summary.key.jsonl", "a.vtt", "b/x.txt", "b/y.md"]
        )
        == []
    )


def test_nothing_that_fits_gives_an_example(tmp_path):
    assert propose(["README.md", "notes.md", "a.json"]) == []
    text = config_text([])
    assert "# [[recordings]]" in text and tomllib.loads(text) == {"preset": "standard"}


def test_what_it_writes_is_valid_and_finds_the_files(tmp_path):
    names = ["t/a.vtt", "t/a b.vtt", "s/a.md", "s/a b.md", 's/x"y.md', 't/x"y.vtt']
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    config = tmp_path / "auditor.toml"
    config.write_text(config_text(propose(names)), "utf-8")
    found = declared(load_config(config))
    assert [(s.sources, s.derived) for s in found.recordings] == [
        (("t/a.vtt",), ("s/a.md",)), (("t/a b.vtt",), ("s/a b.md",)), (('t/x"y.vtt',), ('s/x"y.md',)),
    ]  # fmt: skip


def test_every_commented_key_of_the_template_is_a_real_one(tmp_path):
    lines = config_text([]).splitlines()
    keys = [line.removeprefix("# ") for line in lines if line.startswith("# ") and (" = " in line or line[2] == "[")]
    path = tmp_path / "auditor.toml"
    path.write_text("\n".join(keys) + "\n", "utf-8")
    config = load_config(path)
    assert config.policy.limits.max_wer == 0.15
    assert config.settings.glossary == (("Kubernetes", "K8s"),)


def test_the_only_document_beside_the_only_transcripts_is_paired_though_no_name_is_shared() -> None:
    found = propose(["summary.md", "talk.srt", "notes.cfg"])

    assert [(p.derived, p.sources, p.documents) for p in found] == [("summary.md", ("talk.srt",), 1)]
    assert 'name = "summary"' in config_text(found)


def test_two_documents_without_a_shared_name_are_left_to_the_user() -> None:
    assert propose(["summary.md", "minutes.md", "talk.srt"]) == []


def test_what_an_asr_wrote_comes_after_what_has_times() -> None:
    [found] = propose(["bees.recap.md", "bees.asr.txt", "bees.vtt", "bees.transcript.txt"])

    assert found.sources == ("{stem}.vtt", "{stem}.transcript.txt", "{stem}.asr.txt")
    assert "the most trusted first" in config_text([found])
