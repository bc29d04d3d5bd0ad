"""Which claims are asked, what is kept, and that a replay needs nobody."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from auditor.errors import InputError
from auditor.judges.apply import Asking, apply_judges, plan
from auditor.judges.batch import NamedJudge
from auditor.judges.cache import Cache
from auditor.judges.protocol import Answer, Failure, JudgeDown, Request
from auditor.model.result import Finding

from .conftest import Scripted, make_answer, make_claim, make_recording

CLAIMS = [
    make_claim("They built the stage themselves.", "c001", risk=0.3),
    make_claim("The bridge opens next year.", "c002", risk=0.9),
    make_claim("A baker lent them his van.", "c003", risk=0.02),
    make_claim("Nine thousand people came.", "c004", risk=0.5),
    make_claim("To be continued.", "c005", verdict="boilerplate", heap=None, risk=0.0),
    make_claim("The roof was new.", "c006", verdict="unverifiable", heap="review", risk=0.01),
]
OTHER = Finding(id="f007", rule="T01", name="time-off", severity="warning", message="m", path="p", line=1)
RECORDING = make_recording(CLAIMS, [OTHER])


def good(_: Request) -> Answer:
    return make_answer()


def test_the_riskiest_are_asked_first_under_a_budget() -> None:
    judge = Scripted(good)
    _, counts = apply_judges([RECORDING], [judge], Asking(everything=True, budget=2))
    assert [r.claim for r in judge.asked] == ["The bridge opens next year.", "Nine thousand people came."]
    assert (counts.asked, counts.missing, counts.judged, counts.all_claims) == (2, 3, 2, 5)


def test_the_band_leaves_out_what_is_settled() -> None:
    judge = Scripted(good)
    done, counts = apply_judges([RECORDING], [judge], Asking(band=(0.1, 0.6)))
    assert [r.claim for r in judge.asked] == [
        "Nine thousand people came.",
        "They built the stage themselves.",
        "The roof was new.",
    ]
    assert counts.claims == 3
    assert [c.judge is not None for c in done[0].claims] == [True, False, False, True, False, True]


def test_a_replay_is_the_same_to_the_byte_and_asks_nobody(tmp_path: Path, down: Scripted) -> None:
    path = tmp_path / "answers.jsonl"
    live, counts = apply_judges([RECORDING], [Scripted(good)], Asking(everything=True), Cache(path))
    named = NamedJudge("scripted", "m1")
    runs = [
        apply_judges([RECORDING], [named], Asking(everything=True, offline=True), Cache(path)) for _ in range(2)
    ]  # fmt: skip
    assert msgspec.json.encode(runs[0][0]) == msgspec.json.encode(runs[1][0]) == msgspec.json.encode(live)
    assert runs[0][1].replayed == counts.asked == 5
    assert "replayed:5" in runs[0][1].signature() and "scripted=m1" in runs[0][1].signature()
    assert apply_judges([RECORDING], [down], Asking(everything=True), Cache(path))[1].failed == 0  # all in the cache


def test_what_a_replay_lacks_keeps_its_verdict_and_is_counted(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "answers.jsonl")
    apply_judges([RECORDING], [Scripted(good)], Asking(everything=True, budget=1), cache)
    done, counts = apply_judges(
        [RECORDING], [NamedJudge("scripted", "m1")], Asking(everything=True, offline=True), cache
    )
    assert (counts.replayed, counts.missing) == (1, 4)
    assert done[0].claims[0] == CLAIMS[0]


def test_an_interrupted_run_keeps_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    replies = iter([make_answer(), make_answer(), KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        apply_judges([RECORDING], [Scripted(lambda _: next(replies))], Asking(everything=True), Cache(path))  # type: ignore[arg-type, return-value]
    with path.open("a") as file:
        file.write('{"key": "torn')
    again = Scripted(good)
    _, counts = apply_judges([RECORDING], [again], Asking(everything=True), Cache(path))
    assert (counts.replayed, len(again.asked)) == (2, 3)
    assert len(path.read_text().splitlines()) == 5
    assert len(Cache(path).judges()) == 1


def test_a_cache_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(
        '{"key": 1}\n{"key": "a", "judge": "j", "model": "", "prompt": "1", "answer": {"verdict": "altered"}}\n'
    )
    with pytest.raises(InputError, match=r"answers.jsonl:1: is no cached answer"):
        Cache(path)


def test_not_in_passages_asks_once_more_with_others() -> None:
    def answer(request: Request) -> Answer:
        if any("built the stage" in line for p in request.passages for line in p.lines):
            return Answer(verdict="not-in-passages", risk=0.4)
        return make_answer(passage=1, quote=request.passages[0].lines[0].split(": ")[1])

    judge = Scripted(answer)
    done, counts = apply_judges([RECORDING], [judge], Asking(band=(0.29, 0.31)))
    assert counts.again == 2  # the one in the band and the unverifiable one
    assert len(judge.asked) == 4
    assert done[0].claims[0].judge is not None and done[0].claims[0].judge.verdict == "supported"
    assert done[0].claims[0].judge.passage is None


def test_not_found_twice_is_unverifiable() -> None:
    judge = Scripted(lambda _: Answer(verdict="not-in-passages", risk=0.4))
    done, counts = apply_judges([RECORDING], [judge], Asking(everything=True))
    assert counts.again == 5 and len(judge.asked) == 10
    assert {c.verdict for c in done[0].claims} == {"unverifiable", "boilerplate"}


def test_answers_that_fail_a_check_are_dropped_and_counted() -> None:
    judge = Scripted(lambda _: make_answer(quote="words that nobody said here"))
    done, counts = apply_judges([RECORDING], [judge], Asking(everything=True))
    assert counts.dropped == {"the quote does not stand in the passage": 5}
    assert counts.judged == 0
    assert all(c.judge is None and c.heap in ("review", None) for c in done[0].claims)


def test_a_dead_judge_leaves_everything_as_it_was(down: Scripted) -> None:
    done, counts = apply_judges([RECORDING], [down], Asking(everything=True))
    assert done == [RECORDING]
    assert counts.failed == 5 and len(counts.problems) == 1 and "nobody there" in counts.problems[0]


def test_single_failures_are_counted_and_the_rest_is_judged() -> None:
    replies = iter([Failure("busy"), *[make_answer()] * 4])
    done, counts = apply_judges([RECORDING], [Scripted(lambda _: next(replies))], Asking(everything=True))
    assert (counts.failed, counts.judged) == (1, 4)
    assert done[0].claims[1] == CLAIMS[1]


def test_several_vote() -> None:
    no = Scripted(lambda _: Answer(verdict="unsupported", risk=0.9), "no")
    done, counts = apply_judges(
        [RECORDING], [Scripted(good, "yes"), no, Scripted(good, "also")], Asking(everything=True)
    )
    opinion = done[0].claims[0].judge
    assert opinion is not None
    assert [v.judge for v in opinion.votes] == ["yes", "no", "also"]
    assert (opinion.verdict, counts.asked) == ("supported", 15)
    alone = apply_judges([RECORDING], [Scripted(good)], Asking(everything=True))[0][0].claims[0]
    assert done[0].claims[0].risk > alone.risk


def test_new_findings_get_ids_after_all_others_and_stand_in_order() -> None:
    judge = Scripted(lambda _: Answer(verdict="unsupported", risk=0.9))
    done, _ = apply_judges([RECORDING], [judge], Asking(everything=True))
    findings = done[0].findings
    assert [f.claim for f in findings] == ["c001", "c002", "c003", "c004", "c006", None]
    assert sorted(f.id for f in findings) == ["f007", "f008", "f009", "f010", "f011", "f012"]
    by_id = {f.id: f for f in findings}
    assert all(by_id[i].claim == c.id for c in done[0].claims for i in c.findings)


def test_equal_requests_are_asked_once() -> None:
    twice = make_recording([make_claim("They built the stage.", "c001"), make_claim("They built the stage.", "c002")])
    judge = Scripted(good)
    done, _ = apply_judges([twice], [judge], Asking(everything=True))
    assert len(judge.asked) == 1
    assert all(c.judge is not None for c in done[0].claims)


def test_a_plan_lists_what_is_missing_and_then_the_second_requests() -> None:
    judge, asking, cache = NamedJudge("scripted", "m1"), Asking(everything=True), Cache(None)
    before = plan([RECORDING], judge, asking, cache)
    assert [c.id for c, _ in before] == ["c002", "c004", "c001", "c003", "c006"]
    replies = iter([Answer(verdict="not-in-passages", risk=0.3), *[make_answer()] * 4, JudgeDown("over")])
    apply_judges([RECORDING], [Scripted(lambda _: next(replies))], asking, cache)  # type: ignore[arg-type, return-value]
    after = plan([RECORDING], judge, asking, cache)
    assert [c.id for c, _ in after] == ["c002"]
    assert after[0][1].key != before[0][1].key
