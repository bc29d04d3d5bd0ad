"""The benchmark of judges: recorded answers, the weak reader, the fit of the combined risk."""

import json
from pathlib import Path

import pytest
from measure.data import key_documents
from measure.judge_columns import judged, judged_section
from measure.judge_fit import NAMES, Example, fit, folds
from measure.judged import READER, RecordedReader, _answer, audit_whole, flipped

from auditor.judges.protocol import Request, Shown

ROW = {
    "verdict": "altered", "risk": 0.9, "passage": 1, "quote": "four boats lay in the harbour",
    "claimed": "nine red boats lay there", "source": "four boats", "reason": "r",
    "passages": ["four boats lay in the harbour that day", "b", "c"],
}  # fmt: skip


def test_a_fifth_of_the_answers_is_turned_and_always_the_same():
    rows = {("d", f"u{n}"): ROW | {"verdict": "supported" if n % 2 else "altered", "risk": 0.1} for n in range(1000)}
    turned = flipped(rows)
    changed = [k for k in rows if turned[k]["verdict"] != rows[k]["verdict"]]
    assert 150 < len(changed) < 250
    assert turned == flipped(dict(reversed(rows.items())))
    assert all(turned[k]["risk"] == 0.9 for k in changed)
    assert {turned[k]["verdict"] for k in changed} == {"unsupported", "supported"}


def test_the_reader_answers_by_what_it_was_shown():
    shown = [Shown(id=n, path="", lines=p.split("\n")) for n, p in enumerate(ROW["passages"], 1)]
    reader = RecordedReader({tuple(ROW["passages"]): ROW})
    known = Request(key="k", claim="Nine red boats lay there.", passages=shown)
    other = Request(key="k", claim="Nine red boats lay there.", passages=shown[:1])
    answers = dict(reader.ask([known, other]))
    assert answers[0].claimed == "nine red boats lay there"
    assert not hasattr(answers[1], "verdict")


def test_words_over_two_claims_are_cut_to_those_of_one():
    assert _answer(ROW, "There were nine red boats lay.").claimed == "nine red boats lay"
    assert _answer(ROW, "Something else.").claimed == "nine red boats lay there"


def example(meeting, wrong, judge, **more):
    return Example(meeting, wrong, dict.fromkeys(NAMES, 0.0) | {"judge": judge} | more, not wrong)


def test_the_fit_rises_with_the_judge_and_its_limit_spares_good_lines():
    rows = [example(m, n > 14, (n - 15) / 5) for m in "abc" for n in range(30)]
    model = fit(rows, "1")
    chances = [model.risk.chance(example("a", False, x).features) for x in (-2.0, 0.0, 2.0)]
    assert chances == sorted(chances) and chances[0] < 0.2 < 0.8 < chances[2]
    free = [model.risk.chance(r.features) for r in rows if r.free]
    assert sum(c >= model.limits["review"] for c in free) <= 0.08 * len(free)
    assert set(folds(rows, "1")) == {"a", "b", "c"}


def test_nothing_that_speaks_against_a_claim_may_count_for_it():
    rows = [example("a", n % 2 == 0, 0.0, doubt=1.0 - n % 2, bad=float(n % 2)) for n in range(40)]
    weights = dict(zip(NAMES, fit(rows, "1").risk.weights, strict=True))
    assert weights["bad"] == 0.0 and weights["doubt"] >= 0.0


@pytest.mark.skipif(not READER.is_file() or not key_documents(), reason="the shared keys and the reader are not here")
def test_both_together_beat_either_alone():
    documents = [d for d in key_documents() if d.name in ("education0", "es2009b")]
    audits = {d.id: audit_whole(str(d.derived), [str(s) for s in d.sources], None) for d in documents}
    result = judged(documents, audits, ["reader"])
    figures = {c.name: c.figures() for c in result.columns}
    both, words = figures["with reader, all claims"], figures["words alone"]
    assert both["bad lines passed silently"] < words["bad lines passed silently"]
    assert both["good lines flagged"] <= words["good lines flagged"]
    assert both["risk AUC"] > words["risk AUC"]
    assert "with weak reader" in judged_section(result)


def test_the_shipped_coefficients_are_those_that_the_code_reads():
    shipped = json.loads((Path(__file__).parents[2] / "auditor" / "judges" / "model.json").read_text())
    assert tuple(shipped["risk"]["features"]) == NAMES
    assert 0 < shipped["limits"]["review"] < 1
