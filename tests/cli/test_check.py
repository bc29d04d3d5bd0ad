"""`auditor check`: which recordings a call means, exit statuses, streams and options."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD = "summaries/juniper.md"


def test_documents_of_the_configuration_keep_their_sources(team, run):
    for words in ((), (OLD,), ("./summaries/../summaries/juniper.md",)):
        done = run("check", *words, "--output-format", "json")
        assert done.status == 1, done.err
        [recording] = json.loads(done.out)["recordings"]
        assert [source["path"] for source in recording["sources"]] == ["transcripts/juniper.en.vtt"]
        assert recording["claims"][0]["path"] == OLD


def test_paths_are_relative_to_the_configuration_wherever_the_call_is_made(team, run):
    here = run("check", "--output-format", "json")
    there = run("check", "--output-format", "json", cwd=team.folder / "summaries")
    assert there.status == 1, there.err
    assert there.out == here.out
    named = run("check", "juniper.md", "--output-format", "json", cwd=team.folder / "summaries")
    assert named.out == here.out


def test_sources_in_the_call_need_no_configuration(team, run, tmp_path):
    document = tmp_path / "notes.md"
    document.write_text(f"# Ferry\n\n- {team.good.splitlines()[2][2:]}\n", "utf-8")
    (tmp_path / "talk.vtt").write_text(team.captions, "utf-8")
    done = run("check", "notes.md", "--source", "talk.vtt", cwd=tmp_path)
    assert done.status == 0, done.out + done.err


def test_standard_input(team, run, monkeypatch):
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "check", "-", "-s", "transcripts/juniper.en.vtt"],
        cwd=team.folder,
        input=f"# Old\n\n- {team.fabricated}\n".encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 1, done.stderr
    assert b"A01 fabricated-claim   -:3" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gone.md", "-s", "transcripts/juniper.en.vtt"), "gone.md: no such file"),
        ((OLD, "-s", "gone.vtt"), "gone.vtt: no such file"),
        ((OLD, "-s", "transcripts"), "transcripts: this is a directory"),
        (("--config", "gone.toml"), "gone.toml: no such configuration file"),
        (("--isolated",), "nothing to audit: no auditor.toml here or above"),
        (("--output-format", "yaml"), "--output-format: expected one of text"),
        (("--report", "out.pdf"), "out.pdf: the ending of a report picks its format"),
        (("--preset", "hard"), "--preset: expected one of"),
        (("--select", "nothing-such"), "--select: no finding is called `nothing-such`"),
        (("--baseline", "gone.json"), "gone.json: No such file"),
        (("--since", "no-such"), "--since no-such: git knows no revision"),
        (("--source", "transcripts/juniper.en.vtt"), "name the derived document to audit"),
        (("-", "-s", "-"), "standard input (-) can be read only once"),
        (("--nope",), "No such option"),
        ((OLD, "--isolated"), "summaries/juniper.md: no transcript to check it against"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(team, run, words, says):
    done = run("check", *words)
    assert done.status == 2, done.out
    assert done.out == ""
    assert done.err.startswith("auditor: ") and says in done.err
    assert done.err.count("\n") == 1


def test_a_document_without_source_or_without_words_never_passes(team, run):
    team.write("summaries/lost.md", "# Lost\n\n- Words.\n")
    lost = run("check")
    assert lost.status == 2
    assert "summaries/lost.md has no source" in lost.err
    team.write("transcripts/lost.en.vtt", "WEBVTT\n")
    assert run("check").status == 2
    team.write("transcripts/lost.en.vtt", team.captions)
    team.write("summaries/lost.md", "# A heading\n")
    heading = run("check")
    assert heading.status == 2
    assert "summaries/lost.md" in heading.err


def test_a_crash_is_not_a_finding(team, run, monkeypatch):
    def crash(*_args, **_more):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("auditor.app.audit_recordings", crash)
    done = run("check")
    assert done.status == 2
    assert done.err.startswith("auditor: internal error: ZeroDivisionError")


def test_exit_zero_quiet_and_the_side_channel(team, run):
    assert run("check", "--exit-zero").status == 0
    quiet = run("check", "-q")
    assert quiet.status == 1
    assert len(quiet.out.splitlines()) == 3
    assert run("check", "-qq").out == ""
    data = run("check", "--output-format", "json")
    json.loads(data.out)
    assert "FAIL" in data.err
    assert run("check", "--output-format", "json", "-q").err == ""


def test_policy_options(team, run):
    assert run("check", "--ignore", "A01").status == 0
    assert run("check", "--ignore", "said").status == 0
    assert run("check", "--select", "time").status == 0
    team.write("auditor.toml", '[levels]\nfabricated-claim = "warning"\n' + (team.folder / "auditor.toml").read_text())
    assert run("check").status == 0
    assert re.search(r"^PASS with \d+ warnings?, 1 line looks altered or invented   1 document", run("check").out, re.M)
    assert run("check", "--fail-on", "warning").status == 1
    team.write(
        "auditor.toml",
        (team.folder / "auditor.toml").read_text()
        + '[[overrides]]\npaths = ["summaries/j*"]\nlevels = {A01 = "error"}\n',
    )
    assert run("check").status == 1


def test_colour_only_on_demand(team, run, monkeypatch):
    assert "\x1b" not in run("check").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31m" in run("check").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check").out


def test_workers_change_nothing(team, run):
    team.write("transcripts/marigold.en.vtt", team.captions)
    team.write("summaries/marigold.md", team.good)
    one, two = (run("check", "--output-format", "json", "-q", "-j", count).out for count in ("1", "2"))
    assert one == two
    assert len(json.loads(one)["recordings"]) == 2


def test_a_closed_pipe_is_no_traceback(team):
    call = f'{{ "{sys.executable}" -m auditor check --all; echo $? >status; }} | true'
    done = subprocess.run(
        ["sh", "-c", call], cwd=team.folder, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stderr == ""
    assert (team.folder / "status").read_text() == "1\n", "the answer is still told"


def test_speakers_lists_and_never_fails(team, run):
    done = run("speakers")
    assert done.status == 0
    assert "Edda Lorne" in done.out and "fabricated-claim" in done.out
    data = json.loads(run("speakers", "--output-format", "json").out)
    assert data[0]["speakers"][0]["discrepancies"][0]["line"] == 3
    assert run("speakers", "--output-format", "markdown").out.startswith("## juniper")
    assert run("speakers", "--output-format", "sarif").status == 2


@pytest.fixture
def watch(monkeypatch):
    """Watches with real files: `act(round, paths)` is called after every wait and says whether to end."""
    watchfiles = pytest.importorskip("watchfiles", reason="the extra `watch` is not installed")
    from auditor.cli.check import Call, Output, watch

    real = watchfiles.watch

    def run(act, **output):
        def watched(*folders, **wishes):
            wishes |= {"debounce": 50, "rust_timeout": 50, "yield_on_timeout": True}
            for number, changes in enumerate(real(*folders, **wishes)):
                yield changes
                if act(number, {Path(path).name for _, path in changes}):
                    return

        monkeypatch.setattr(watchfiles, "watch", watched)
        return watch(Call(), Output(quiet=1, **output))

    return run


BUILT = "# Old\n\n- The ferry Juniper was built in 1948 in the yard at Dunmoor.\n"


def test_watch_audits_again_when_a_file_changes(team, watch, capfd):
    def act(number, paths):
        if number == 0:
            team.write(OLD, BUILT)
        return bool(paths)

    assert watch(act) == 0
    out = capfd.readouterr().out
    assert out.index("FAIL") < out.rindex("PASS")


def test_watch_sees_a_change_made_while_it_audits_for_the_first_time(team, watch, capfd, monkeypatch):
    from auditor.cli import check

    audit, seen = check.check, []

    def slow(*arguments):
        status = audit(*arguments)
        if not seen:
            team.write(OLD, BUILT)
        return status

    def act(number, paths):
        seen.extend(paths)
        return bool(paths) or number > 100

    monkeypatch.setattr(check, "check", slow)
    watch(act)
    assert seen, "the change was missed"
    assert "PASS" in capfd.readouterr().out


def test_watch_does_not_take_its_own_report_for_a_change(team, watch):
    rounds = []

    def act(number, paths):
        if paths:
            rounds.append(paths)
        if len(rounds) < 2:
            team.write(OLD, BUILT)
        return len(rounds) == 2 or number > 100

    watch(act, reports=(str(Path(OLD).parent / "audit.html"),))
    assert rounds == [{Path(OLD).name}] * 2
