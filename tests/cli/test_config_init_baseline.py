"""`auditor config`, `init` and `baseline`."""

from __future__ import annotations

import json
import re

import pytest


def test_config_prints_values_their_origin_and_the_recordings(team, run):
    team.write("transcripts/later.en.vtt", team.captions)
    done = run("config", "--fail-on", "warning")
    assert done.status == 0, done.err
    assert re.search(r'^fail-on +"warning" +--fail-on$', done.out, re.M)
    assert re.search(r"^limits\.fabricated +0 +preset standard$", done.out, re.M)
    assert re.search(r'^recordings\[0\]\.derived +"summaries/\{stem\}\.md" +auditor.toml:3$', done.out, re.M)
    assert "juniper: summaries/juniper.md from transcripts/juniper.en.vtt" in done.out
    assert "no derived document yet: transcripts/later.en.vtt" in done.out
    data = json.loads(run("config", "--output-format", "json").out)
    assert data["recordings"][0]["derived"] == ["summaries/juniper.md"]
    assert {"key": "preset", "value": "standard", "from": "default"} in data["values"]


def test_config_fails_as_check_would(team, run):
    team.write("auditor.toml", "[limits]\naltred = 0\n")
    done, check = run("config"), run("check")
    assert (done.status, done.err) == (2, check.err)
    assert done.err == "auditor: auditor.toml:2: `limits.altred`: no such key; did you mean `altered`?\n"


def test_init_writes_a_configuration_that_checks(team, run):
    (team.folder / "auditor.toml").unlink()
    done = run("init")
    assert done.status == 0, done.err
    assert "summaries/{stem}.md from transcripts/{stem}.en.vtt: 1 now" in done.out
    assert run("check").status == 1
    again = run("init")
    assert again.status == 2
    assert "--force replaces it" in again.err
    assert run("init", "--force").status == 0
    assert run("init", "--stdout").out == (team.folder / "auditor.toml").read_text("utf-8")


def test_init_in_an_empty_folder_says_what_is_missing(run, tmp_path):
    done = run("init", str(tmp_path))
    assert done.status == 0
    assert "no transcript with a derived document found" in done.out
    assert run("init", str(tmp_path / "gone")).status == 2


def test_baseline_needs_a_reason_and_takes_what_is_named(team, run):
    for words in ((), ("--reason", "  ")):
        done = run("baseline", "write", *words)
        assert done.status == 2
        assert "needs a reason" in done.err
    assert run("baseline", "write", "--reason", "x", "--only", "time-off").status == 2
    assert not (team.folder / "auditor-baseline.json").exists()
    done = run("baseline", "write", "--reason", "from a letter", "--by", "Ada", "--only", "A01")
    assert done.out == "auditor-baseline.json: 1 accepted, 1 in all\n"
    again = run("baseline", "write", "--reason", "another", "--notes")
    assert again.status == 0
    entries = json.loads((team.folder / "auditor-baseline.json").read_text("utf-8"))["entries"]
    assert [e["reason"] for e in entries if e["name"] == "fabricated-claim"] == ["from a letter"], (
        "entries that are there stay"
    )
    shown = run("baseline", "show").out
    assert re.search(r"A01 fabricated-claim +summaries/juniper\.md .* from a letter \(Ada\)", shown)


def test_baseline_elsewhere_and_missing(team, run):
    assert run("baseline", "show").out == "auditor-baseline.json: no baseline; nothing is accepted\n"
    assert run("baseline", "prune").status == 2
    assert run("baseline", "write", "--reason", "known", "--baseline", "known/a.json").status == 0
    assert run("check").status == 1
    assert run("check", "--baseline", "known/a.json").status == 0
    assert run("baseline", "prune", "--baseline", "known/a.json").out.startswith("known/a.json: 0 taken out")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell, run, monkeypatch):
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    done = run("--show-completion", shell)
    assert done.status == 0, done.err
    assert "_AUDITOR_COMPLETE" in done.out


def test_completion_completes(run, monkeypatch):
    monkeypatch.setenv("_AUDITOR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "auditor baseline pr")
    monkeypatch.setenv("COMP_CWORD", "2")
    done = run()
    assert done.status == 0, done.err
    assert done.out.split() == ["prune"]


def test_isolated_takes_no_baseline_but_that_of_the_call(team, run):
    team.write("summaries/juniper.md", team.fabricated + "\n")
    words = ("summaries/juniper.md", "--source", "transcripts/juniper.en.vtt")
    assert run("baseline", "write", *words, "--isolated", "--reason", "agreed with the museum").status == 0
    assert run("check", *words).status == 0
    assert run("check", *words, "--isolated").status == 1
    assert run("check", *words, "--isolated", "--baseline", "auditor-baseline.json").status == 0
    assert run("baseline", "show", "--isolated").out.count("juniper.md") >= 1
    assert "fabricated-claim" in run("speakers", *words, "--isolated").out
