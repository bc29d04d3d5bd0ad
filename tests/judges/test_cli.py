"""Judges from the command line: check --judge, the configuration, export and import."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Endpoint, chat, good_json

SOURCE = """Rosa: We opened the ferry line in the spring of 2011 with two small boats.
Tom: And how many people did you carry in the first year?
Rosa: About nine thousand, and most of them were cyclists on their way to the coast.
Tom: Did the harbour office help you with the landing stage?
Rosa: No, they did not help at all. We built the stage ourselves out of old oak.
Tom: What will you do when the bridge opens next year?
Rosa: We might sell one boat, but nothing is decided yet.
"""
SUMMARY = """# The ferry

- Rosa and her friends had to make the landing place with their own hands since nobody gave them any help with it.
- The line was opened in the spring of 2011 with two small boats.
- For the time after the bridge there is no plan yet.
"""
PROGRAM = """
import json, sys
for line in sys.stdin:
    r = json.loads(line)
    answer = {"verdict": "supported", "risk": 0.1, "passage": 1, "quote": "built the stage ourselves out of old oak"}
    print(json.dumps({"key": r["key"], **answer}), flush=True)
"""
FILES = ("ferry.md", "--source", "ferry.txt")


Run = Callable[..., Any]  # the fixture of tests/conftest.py


@pytest.fixture(autouse=True)
def ferry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ferry.txt").write_text(SOURCE)
    Path("ferry.md").write_text(SUMMARY)
    Path("program.py").write_text(PROGRAM)


def configure(extra: str = "", judge: str = "") -> None:
    command = f'kind = "command"\ncommand = ["{sys.executable}", "program.py"]'
    Path("auditor.toml").write_text(f"[judge]\n{extra}\n[judge.judges.small]\n{judge or command}\n")


def audit(done: Any) -> dict[str, object]:
    result: dict[str, object] = json.loads(done.out)
    return result


def test_off_by_default(run: Run) -> None:
    configure()
    told = run("check", *FILES, "-f", "json").out
    assert "judge:" not in json.loads(told)["signature"]
    assert not Path("auditor-judge.jsonl").exists()


def test_a_judge_and_its_replay(run: Run) -> None:
    configure()
    live = json.loads(run("check", *FILES, "--judge", "small", "--judge-all", "-f", "json").out)
    assert "judge:small=" in live["signature"] and "|replayed:0" in live["signature"]
    assert live["summary"]["judge"]["asked"] == live["summary"]["judge"]["judged"] == 3
    assert all(c["judge"]["votes"][0]["judge"] == "small" for c in live["recordings"][0]["claims"])
    Path("program.py").unlink()
    first, second = (run("check", *FILES, "--judge", "replay", "--judge-all", "-f", "json").out for _ in range(2))
    assert first == second
    again = json.loads(first)
    assert "|replayed:3" in again["signature"]
    assert again["recordings"] == live["recordings"]


def test_judges_of_the_configuration_are_asked_without_an_option(run: Run) -> None:
    configure('votes = ["small"]\nall = true')
    assert json.loads(run("check", *FILES, "-f", "json").out)["summary"]["judge"]["asked"] == 3
    assert "judge" not in json.loads(run("check", *FILES, "--judge", "off", "-f", "json").out)["summary"]


def test_a_dry_run_sends_nothing(run: Run) -> None:
    Path("program.py").write_text("raise SystemExit('never run')")
    configure()
    done = run("check", *FILES, "--judge", "dry-run", "--judge-all", "--judge-budget", "2")
    assert done.status == 0
    assert done.out.startswith("small: 2 of 3 claims to ask, about ")
    assert "ferry.md:" in done.out and "nothing was sent" in done.out
    assert not Path("auditor-judge.jsonl").exists()


def test_a_dead_judge_changes_nothing_but_a_warning(run: Run) -> None:
    without = run("check", *FILES, "-f", "json")
    configure(judge='kind = "chat"\nbase-url = "http://127.0.0.1:9/v1"\nmodel = "m"\nattempts = 1')
    pytest.importorskip("httpx", reason="needs the extra judge")
    done = run("check", *FILES, "--judge", "small", "--judge-all", "-f", "json")
    assert done.status == without.status
    assert done.err.count("warning: judge small") == 1
    assert json.loads(done.out)["recordings"] == json.loads(without.out)["recordings"]


def test_a_judge_that_is_demanded(run: Run) -> None:
    configure("require-judge = true", 'kind = "command"\ncommand = ["/nowhere/judge"]')
    done = run("check", *FILES, "--judge", "small", "--judge-all", "--report", "a.json")
    assert done.status == 2 and "require-judge" in done.err
    assert Path("a.json").exists()
    assert run("check", *FILES).status == 2
    assert run("check", *FILES, "--exit-zero", "--judge", "small", "--judge-all").status == 2


def test_where_the_text_went_is_said(run: Run, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("httpx", reason="needs the extra judge")
    monkeypatch.setenv("FERRY_KEY", "sk-secret-77")
    endpoint.script = lambda _n, _b: chat(good_json(quote="We built the stage ourselves out of old oak"))
    configure(judge=f'kind = "chat"\nbase-url = "{endpoint.url}"\nmodel = "m"\nkey-env = "FERRY_KEY"')
    done = run("check", *FILES, "--judge", "small", "--judge-all", "--report", "a.html", "--report", "a.json", "-v")
    result = json.loads(Path("a.json").read_text())
    host = f"127.0.0.1:{endpoint.port}"
    assert f"text-sent-to:{host}" in result["signature"]
    assert result["summary"]["judge"]["destinations"] == [host]
    written = done.out + done.err + "".join(p.read_text() for p in Path().glob("a*.*"))
    assert host in Path("a.html").read_text() and "sk-secret-77" not in written


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ('[judge]\nvotes = ["nobody"]', [], "no table [judge.judges.nobody]"),
        ("[judge]\nvotez = []", [], "no such key; did you mean `votes`?"),
        ("[judge]\nband = [0.9, 0.1]", [], "judge.band: expected two risks"),
        ('[judge.judges.a]\nkind = "oracle"', [], "expected one of"),
        ('[judge.judges.a]\nkind = "chat"', [], "kind chat needs `base-url`"),
        ('[judge.judges.a]\nkind = "nli"\npath = "nowhere"', ["--judge", "a"], "model.onnx"),
        ("", ["--judge", "a"], "no judge is called `a`; expected one of replay, dry-run, off"),
        ("", ["--judge", "replay"], "holds no answers"),
        ("", ["--judge-all"], "need a judge"),
    ],
)
def test_mistakes_are_one_line_and_status_2(run: Run, text: str, words: list[str], message: str) -> None:
    Path("auditor.toml").write_text(text or "[judge]\n")
    done = run("check", *FILES, *words)
    assert done.status == 2 and message in done.err and done.err.count("\n") == 1


def test_a_batch_round_trip(run: Run) -> None:
    Path("auditor.toml").write_text("")
    told = run("judge", "export", *FILES, "--judge-all", "--model", "big", "--out", "batch.jsonl")
    assert told.status == 0 and "3 requests" in told.err
    rows = [json.loads(line) for line in Path("batch.jsonl").read_text().splitlines()]
    content = good_json(quote="We built the stage ourselves out of old oak")
    response = {"status_code": 200, "body": {"choices": [{"message": {"content": content}}]}}
    answers = [{"custom_id": r["custom_id"], "response": response} for r in rows]
    Path("answers.jsonl").write_text(
        "".join(json.dumps(a) + "\n" for a in [*answers[:2], {"custom_id": "x", "risk": 3}])
    )
    imported = run("judge", "import", "answers.jsonl", "--model", "big")
    assert imported.status == 1 and "2 answers kept" in imported.err and "answers.jsonl:3" in imported.err
    done = json.loads(run("check", *FILES, "--judge", "replay", "--judge-all", "-f", "json").out)
    assert done["summary"]["judge"]["replayed"] == 2 and done["summary"]["judge"]["missing"] == 1
    assert "judge:batch=big" in done["signature"]
    left = run("judge", "export", *FILES, "--judge-all", "--model", "big")
    assert len(left.out.splitlines()) == 1 and json.loads(left.out)["custom_id"] == rows[2]["custom_id"]
