"""What becomes of a claim under both opinions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.judges.combine import OPEN, combine, load_risk_model, unbelieved
from auditor.judges.naming import name_of
from auditor.judges.votes import opinion_of
from auditor.model.result import Claim, Difference, Finding, Opinion, Vote

from .conftest import make_claim

MODEL = load_risk_model()


def opinion(verdict: str = "supported", risk: float = 0.05, **more: Any) -> Opinion:
    quoted = (
        {"quote": "we built the stage ourselves out of old oak", "passage": 1}
        if verdict in ("supported", "altered")
        else {}
    )
    return opinion_of([Vote(judge="j", verdict=verdict, risk=risk, **(quoted | more))])  # type: ignore[arg-type]


def finding(name: str, severity: str = "error") -> Finding:
    return Finding(id="f001", rule="A", name=name, severity=severity, message="m", path="p", line=3, claim="c001")  # type: ignore[arg-type]


def difference(kind: str, weight: float = 0.9, claimed: str = "ninety", source: str = "nine") -> Difference:
    return Difference(kind=kind, mark="changed", claimed=claimed, source=source, begin=0, stop=3, weight=weight)


def claim(verdict: str = "condensed", heap: str = "passed", **more: Any) -> Claim:
    return make_claim(
        "They built the stage themselves from oak.", verdict=verdict, heap=heap, findings=["f001"], **more
    )


@pytest.mark.parametrize(
    ("offline", "judged", "verdict", "heap"),
    [
        ("verbatim", opinion(), "verbatim", "passed"),
        ("edited", opinion(), "edited", "passed"),
        ("condensed", opinion(), "condensed", "passed"),
        ("fabricated", opinion(), "condensed", "passed"),
        ("unverifiable", opinion(), "condensed", "passed"),
        ("condensed", opinion(risk=0.6), "condensed", "review"),
        ("condensed", opinion("unsupported", 0.95), "fabricated", "flagged"),
        ("unverifiable", opinion("unsupported", 0.95), "fabricated", "flagged"),
        ("fabricated", opinion("unsupported", 0.95), "fabricated", "flagged"),
        ("altered", opinion("unsupported", 0.95), "altered", "flagged"),
        ("edited", opinion("unsupported", 0.95), "edited", "review"),
        ("verbatim", opinion("unsupported", 0.95), "verbatim", "review"),
        ("condensed", opinion("altered", 0.9, claimed="from oak", source="of pine"), "altered", "flagged"),
        ("fabricated", opinion("altered", 0.9, claimed="from oak", source="of pine"), "altered", "flagged"),
        ("condensed", opinion("not-in-passages", 0.3), "unverifiable", "review"),
        ("fabricated", opinion("not-in-passages", 0.3), "unverifiable", "review"),
        ("altered", opinion("not-in-passages", 0.3), "altered", "flagged"),
    ],
)
def test_verdict_and_heap(offline: str, judged: Opinion, verdict: str, heap: str) -> None:
    done = combine(claim(offline), [], judged, MODEL, None).claim
    assert (done.verdict, done.heap) == (verdict, heap)
    assert done.judge is not None
    assert (done.judge.offline_verdict, done.judge.offline_risk) == (offline, 0.4)
    assert done.reasons[0 if heap == "review" else -1].startswith("a judge ")


@pytest.mark.parametrize(
    "kind", ["number", "number-new", "unit", "name", "person", "negation", "version", "cut-head", "merge"]
)
def test_a_judge_cannot_pass_what_differs_from_a_near_verbatim_passage(kind: str) -> None:
    before = claim("altered", "flagged", risk=0.9, differences=[difference(kind)])
    outcome = combine(before, [finding("number-changed")], opinion(risk=0.01), MODEL, None)
    assert (outcome.claim.heap, outcome.claim.verdict, outcome.claim.risk) == ("review", "altered", 0.9)
    assert [f.severity for f in outcome.findings] == ["error"]


def test_a_small_difference_of_fact_in_a_good_line_goes_to_review() -> None:
    outcome = combine(claim("edited", differences=[difference("number", 0.6)]), [], opinion(risk=0.01), MODEL, None)
    assert (outcome.claim.verdict, outcome.claim.heap) == ("edited", "review")


def test_a_difference_of_wording_can_be_overruled_and_its_finding_stays_as_a_note() -> None:
    before = claim("altered", "flagged", differences=[difference("moved", 0.6)])
    outcome = combine(before, [finding("role-changed", "warning"), finding("time-off")], opinion(), MODEL, None)
    assert (outcome.claim.verdict, outcome.claim.heap) == ("condensed", "passed")
    assert [f.severity for f in outcome.findings] == ["note", "error"]


def test_a_wrong_owner_that_no_difference_explains_is_not_overruled() -> None:
    outcome = combine(claim("altered", "flagged"), [finding("field-unsupported")], opinion(), MODEL, None)
    assert outcome.claim.heap == "review"
    assert outcome.findings[0].severity == "error"


def test_a_quote_that_has_nothing_to_do_with_the_claim_does_not_clear_an_invention() -> None:
    outcome = combine(claim("fabricated", "flagged"), [], opinion(quote="about nine thousand cyclists"), MODEL, None)
    assert outcome.claim.heap == "review"


def test_a_claim_in_another_script_is_judged() -> None:
    foreign = make_claim("他们用旧橡木搭了码头", verdict="unverifiable", heap="review", risk=0.5)
    done = combine(foreign, [finding("unverifiable-claim", "note")], opinion(), MODEL, None).claim
    assert (done.verdict, done.heap) == ("condensed", "passed")
    assert [e.path for e in done.evidence] == ["ferry.vtt"]


def test_a_judge_makes_a_finding_in_the_form_of_the_rules() -> None:
    said = opinion("altered", 0.9, claimed="from oak", source="out of pine")
    new = combine(claim(), [], said, MODEL, None).new
    assert new is not None
    assert (new.name, new.severity, new.claimed, new.source, new.introduced_by) == (
        "entity-changed",
        "error",
        "from oak",
        "out of pine",
        "derived",
    )
    assert (new.claim, new.path, new.line) == ("c001", "ferry.summary.md", 3)
    doubtful = combine(claim(), [], opinion("unsupported", 0.6), MODEL, None).new
    assert doubtful is not None and (doubtful.name, doubtful.severity) == ("fabricated-claim", "warning")
    assert combine(claim("altered"), [finding("entity-changed")], said, MODEL, None).new is None


@pytest.mark.parametrize(
    ("claimed", "source", "name"),
    [
        ("forty boats", "four boats", "number-changed"),
        ("they did help", "they did not help", "negation-changed"),
        ("Marta", "Rosa", "entity-changed"),
        ("will sell", "might sell", "certainty-changed"),
        ("he built it", "we built it", "role-changed"),
        ("and won a prize", None, "claim-added"),
        ("stone", "oak", "entity-changed"),
    ],
)
def test_names_by_what_differs(claimed: str, source: str | None, name: str) -> None:
    assert name_of(claim(), opinion("altered", claimed=claimed, source=source)) == name


def test_names_by_the_difference_that_words_found() -> None:
    there = claim(differences=[difference("repair", 0.7, claimed="from oak", source="oke")])
    assert name_of(there, opinion("altered", claimed="from oak", source="oke")) == "wrong-repair"


def test_an_answer_that_could_not_be_verified_sends_to_review() -> None:
    done = unbelieved(claim())
    assert (done.heap, done.risk, done.verdict) == ("review", OPEN, "condensed")
    for kept in (claim("verbatim"), claim("altered", "flagged"), claim("edited")):
        assert unbelieved(kept) == kept


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["supported", "altered", "unsupported", "not-in-passages"]))
def test_more_risk_of_the_judge_is_never_less_risk(a: float, b: float, verdict: str) -> None:
    low, high = sorted((a, b))
    first, second = (
        combine(claim(), [], opinion(verdict, r, claimed="from oak"), MODEL, None).claim for r in (low, high)
    )
    assert first.risk <= second.risk


def test_votes() -> None:
    def vote(verdict: str, risk: float) -> Vote:
        return Vote(judge="j", verdict=verdict, risk=risk, reason=verdict)  # type: ignore[arg-type]

    agreed = opinion_of([vote("supported", 0.1), vote("supported", 0.2)])
    split = opinion_of([vote("supported", 0.1), vote("unsupported", 0.9)])
    most = opinion_of([vote("supported", 0.1), vote("unsupported", 0.9), vote("supported", 0.1)])
    assert (agreed.verdict, agreed.risk) == ("supported", 0.15)
    assert (split.verdict, split.reason, split.risk) == ("unsupported", "unsupported", 0.7)
    assert most.verdict == "supported" and 0.3667 < most.risk <= 0.9
    assert len(most.votes) == 3
    with pytest.raises(ValueError):
        opinion_of([])


@pytest.mark.parametrize(("risk", "severity"), [(0.9, "error"), (0.6, "warning")])
def test_a_doubtful_finding_that_a_judge_is_sure_of_is_an_error(risk: float, severity: str) -> None:
    altered = opinion("altered", risk, claimed="from oak", source="out of pine")
    for found, said in (("entity-changed", altered), ("fabricated-claim", opinion("unsupported", risk))):
        verdict = "fabricated" if found == "fabricated-claim" else "altered"
        outcome = combine(
            claim(verdict, "flagged"), [finding(found, "warning"), finding("time-off", "warning")], said, MODEL, None
        )
        assert [f.severity for f in outcome.findings] == [severity, "warning"]
        assert outcome.new is None
