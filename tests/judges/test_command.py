"""A judge that is a program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from auditor.judges.apply import Asking, apply_judges
from auditor.judges.command import CommandJudge
from auditor.judges.protocol import Answer, Failure, JudgeDown, Request, Shown

from .conftest import make_claim, make_recording

ANSWERS = """
import json, sys
for line in sys.stdin:
    r = json.loads(line)
    words = r["passages"][0]["lines"][0].split(": ", 1)[-1].split()
    answer = {"verdict": "supported", "risk": 0.1, "passage": 1, "quote": " ".join(words[:5])}
    print(json.dumps({"key": r["key"], **answer}), flush=True)
"""


def judge(tmp_path: Path, program: str, timeout: float = 5.0) -> CommandJudge:
    path = tmp_path / "judge.py"
    path.write_text(program)
    return CommandJudge("program", (sys.executable, str(path)), timeout=timeout)


def requests(count: int) -> list[Request]:
    shown = [Shown(id=1, path="p", lines=["Rosa: we built the stage ourselves"])]
    return [Request(key=f"k{n}", claim=f"Claim {n}.", passages=shown) for n in range(count)]


def test_a_program_answers(tmp_path: Path) -> None:
    recording = make_recording(
        [make_claim("They opened the ferry line.", "c001"), make_claim("Two small boats.", "c002")]
    )
    done, counts = apply_judges([recording], [judge(tmp_path, ANSWERS)], Asking(everything=True))
    assert counts.judged == 2 and counts.problems == []
    assert all(c.judge is not None and c.judge.quote == "we opened the ferry line" for c in done[0].claims)


def test_answers_in_any_order_among_chatter(tmp_path: Path) -> None:
    program = """
import json, sys
keys = [json.loads(line)["key"] for line in sys.stdin]
print("loading the model ...")
print(json.dumps({"key": "nobody asked", "verdict": "supported", "risk": 0}))
print("[1]")
for key in reversed(keys):
    print(json.dumps({"key": key, "verdict": "unsupported", "risk": 0.9}))
"""
    answers = dict(judge(tmp_path, program).ask(requests(3)))
    assert list(answers) == [2, 1, 0]
    assert all(isinstance(a, Answer) and a.verdict == "unsupported" for a in answers.values())


def test_a_useless_answer_is_a_failure(tmp_path: Path) -> None:
    program = ANSWERS.replace('"risk": 0.1', '"risk": 2')
    assert all(isinstance(a, Failure) for _, a in judge(tmp_path, program).ask(requests(2)))


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import sys; sys.exit(3)", "ended before"),
        ("print('hello')", "ended before"),
        ("import time; time.sleep(30)", "no answer within"),
        ("import sys, time; sys.stdin.close(); time.sleep(30)", "no answer within"),
    ],
)
def test_a_program_that_fails(tmp_path: Path, program: str, message: str) -> None:
    with pytest.raises(JudgeDown, match=message):
        list(judge(tmp_path, program, timeout=0.5).ask(requests(200)))


def test_what_came_before_the_end_stays(tmp_path: Path) -> None:
    program = ANSWERS + "    sys.exit(0)\n"
    recording = make_recording([make_claim("One.", "c001"), make_claim("Two.", "c002")])
    _, counts = apply_judges([recording], [judge(tmp_path, program)], Asking(everything=True))
    assert (counts.judged, counts.failed) == (1, 1)


def test_no_such_program() -> None:
    with pytest.raises(JudgeDown, match="cannot be run"):
        list(CommandJudge("program", ("/nowhere/judge",)).ask(requests(1)))
