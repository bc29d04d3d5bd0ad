"""Words and judges together: verdict, heap, risk and findings of a claim.

Neither may overrule the other blindly. A judge cannot pass a claim whose number, name or negation differs from a
near-verbatim passage, nor one whose cut or joined turns alignment has found; words found in order cannot be called
unsupported. Such a claim goes to review with both opinions. Everything that words have found stays in the result;
what a verified quote overrules becomes a note.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

import msgspec
from msgspec.structs import replace

from auditor.judges.naming import name_of
from auditor.judges.words import related
from auditor.judging.model import Regression
from auditor.model.result import (
    BAD_VERDICTS,
    SEVERITIES,
    Claim,
    Evidence,
    Finding,
    Heap,
    Opinion,
    Severity,
    Verdict,
)
from auditor.rules.catalogue import BY_NAME

FACTS = frozenset({"number", "number-new", "unit", "version", "name", "person", "negation"})
STRUCTURE = frozenset({"cut-head", "cut-tail", "cut-inside", "merge", "question"})
NEAR = 0.5  # weight of a difference, which is nothing in a free retelling, from which a judge cannot pass the claim
TRACED = 0.8  # share of a claim traced in order from which its wording was only edited (auditor.judging.verdicts)
OPEN = 0.5  # risk of a claim about which a judge has answered nothing that can be believed
SURE = 0.7  # a judge's risk from which its finding is an error
OVERRULED = frozenset({
    "fabricated-claim", "unverifiable-claim", "entity-changed", "number-changed", "negation-changed", "role-changed",
    "certainty-changed", "cause-changed", "claim-added", "turns-merged", "wrong-repair", "meaning-cut",
})  # fmt: skip


class RiskModel(msgspec.Struct, frozen=True):
    """Coefficients of the combined risk (`model.json`, written by benchmarks/judges.py)."""

    version: str
    risk: Regression
    limits: dict[str, float]


@cache
def load_risk_model() -> RiskModel:
    """The shipped coefficients."""
    return msgspec.json.decode((resources.files("auditor.judges") / "model.json").read_bytes(), type=RiskModel)


@dataclass(frozen=True)
class Outcome:
    """What becomes of a claim. `findings`: its findings with new severities; `new`: a finding yet without id."""

    claim: Claim
    findings: list[Finding]
    new: Finding | None = None


@dataclass(frozen=True)
class _Decision:
    verdict: str
    review: bool = False
    held: bool = False  # words have found what the judge cannot wave away: the risk stays theirs
    overruled: Severity | None = None  # what becomes of the findings that the opinion speaks against
    adds: bool = False


def combine(
    claim: Claim, findings: list[Finding], opinion: Opinion, model: RiskModel, review_risk: float | None
) -> Outcome:
    """The claim under both opinions; `findings` are its own."""
    decision = _decide(claim, opinion)
    risk = round(model.risk.chance(features(claim, opinion)), 4)
    if decision.held:
        risk = max(risk, claim.risk)
    limit = model.limits["review"] if review_risk is None else review_risk
    verdict = cast("Verdict", decision.verdict)
    heap: Heap = "passed"
    if decision.review or verdict == "unverifiable":
        heap = "review"
    elif verdict in BAD_VERDICTS:
        heap = "flagged"
    elif risk >= limit:
        heap = "review"
    changed = [_confirmed(_overruled(f, decision.overruled), claim, opinion) for f in findings]
    kept = replace(opinion, offline_verdict=claim.verdict, offline_risk=claim.risk)
    done = replace(
        claim, verdict=verdict, heap=heap, risk=risk, confidence=_confidence(verdict, risk), judge=kept,
        reasons=_reasons(claim, _reason(opinion, decision), heap), evidence=claim.evidence or _evidence(claim, opinion),
    )  # fmt: skip
    return Outcome(done, changed, _finding(done, findings, opinion) if decision.adds else None)


def unbelieved(claim: Claim) -> Claim:
    """A claim whose judges gave no answer that stands the checks: to review, unless words have flagged or proved it."""
    if claim.heap != "passed" or claim.verdict in ("verbatim", "edited"):
        return claim
    reasons = _reasons(claim, "a judge could not show the words that its answer rests on", "review")
    return replace(claim, heap="review", risk=max(claim.risk, OPEN), reasons=reasons)


def features(claim: Claim, opinion: Opinion) -> dict[str, float]:
    """What the combined risk looks at: the judge's risk as a logit, its verdict, and the words' doubt.

    `doubt` is the logit of the words' risk from even on, below it 0: a line is no safer for holding the recording's own
    words once somebody has read it, since what readers overlook are near-verbatim lines with the sense cut off.
    """
    return {
        "doubt": max(0.0, _logit(claim.risk)),
        "judge": _logit(opinion.risk),
        "bad": float(opinion.verdict in ("altered", "unsupported")),
        "absent": float(opinion.verdict == "not-in-passages"),
    }


def _logit(chance: float) -> float:
    chance = min(0.99, max(0.01, chance))
    return math.log(chance / (1 - chance))


def _stands(claim: Claim) -> bool:
    """Whether alignment has found what a judge of passages cannot wave away."""
    return any(d.weight >= NEAR and d.kind in FACTS | STRUCTURE for d in claim.differences)


def _good(claim: Claim) -> str:
    return "edited" if claim.signals.get("traced", 0.0) >= TRACED else "condensed"


def _supported(claim: Claim, opinion: Opinion) -> _Decision:
    fact = any(d.weight >= NEAR and d.kind in FACTS for d in claim.differences)
    if claim.verdict in ("fabricated", "unverifiable"):
        unlike = not related(claim.text, opinion.quote or "")
        return _Decision("condensed", review=fact or unlike, held=fact, overruled="note")
    if claim.verdict == "altered":
        if _stands(claim) or not any(d.weight >= NEAR for d in claim.differences):
            return _Decision("altered", review=True, held=True)
        return _Decision(_good(claim), overruled="note")
    return _Decision(claim.verdict, review=fact, held=fact)


def _altered(claim: Claim) -> _Decision:
    return _Decision("altered", adds=True, overruled="note" if claim.verdict == "fabricated" else None)


def _unsupported(claim: Claim) -> _Decision:
    if claim.verdict in ("verbatim", "edited"):
        return _Decision(claim.verdict, review=True)
    if claim.verdict in BAD_VERDICTS:
        return _Decision(claim.verdict)
    return _Decision("fabricated", adds=True)


def _absent(claim: Claim) -> _Decision:
    if claim.verdict in ("verbatim", "altered"):
        return _Decision(claim.verdict)
    return _Decision("unverifiable", review=True, overruled="warning")


def _decide(claim: Claim, opinion: Opinion) -> _Decision:
    if opinion.verdict == "supported":
        return _supported(claim, opinion)
    return {"altered": _altered, "unsupported": _unsupported, "not-in-passages": _absent}[opinion.verdict](claim)


def _overruled(finding: Finding, to: Severity | None) -> Finding:
    """A finding that the opinion speaks against: it stays, at a milder level."""
    if to is None or finding.name not in OVERRULED:
        return finding
    return replace(finding, severity=max(finding.severity, to, key=SEVERITIES.index))


def _confidence(verdict: str, risk: float) -> float:
    """The chance that the verdict is right, as far as the risk tells: of an unverifiable one, even."""
    return 0.5 if verdict == "unverifiable" else risk if verdict in BAD_VERDICTS else round(1 - risk, 4)


def _reasons(claim: Claim, reason: str, heap: Heap) -> list[str]:
    """Both sides' reasons, first the one that a reader of the heap wants: in the review heap, what the judge says."""
    return [reason, *claim.reasons] if heap == "review" else [*claim.reasons, reason]


def _reason(opinion: Opinion, decision: _Decision) -> str:
    who = f"{len(opinion.votes)} judges" if len(opinion.votes) > 1 else "a judge"
    says = {"supported": "finds it supported", "altered": "finds it altered", "unsupported": "finds it unsupported",
            "not-in-passages": "does not find it in the passages"}[opinion.verdict]  # fmt: skip
    return f"{who} {says}" + (
        "; words and judge disagree" if decision.review and opinion.verdict != "not-in-passages" else ""
    )


def _evidence(claim: Claim, opinion: Opinion) -> list[Evidence]:
    """The passage with the quote, for a claim that words had given no place."""
    if opinion.verdict not in ("supported", "altered") or not opinion.passage or opinion.passage > len(claim.passages):
        return []
    p = claim.passages[opinion.passage - 1]
    return [
        Evidence(
            path=p.path,
            line=p.line,
            end_line=p.end_line,
            char_start=p.char_start,
            char_end=p.char_end,
            text=p.text,
            start=p.start,
            end=p.end,
            speaker=p.speakers[0] if len(p.speakers) == 1 else None,
        )
    ]


def _confirmed(finding: Finding, claim: Claim, opinion: Opinion) -> Finding:
    """A doubtful finding of the words that a judge is sure of, too, is no longer doubtful."""
    if finding.severity != "warning" or opinion.risk < SURE or finding.name != _name(claim, opinion):
        return finding
    return replace(finding, severity="error")


def _name(claim: Claim, opinion: Opinion) -> str | None:
    if opinion.verdict not in ("altered", "unsupported"):
        return None
    return "fabricated-claim" if opinion.verdict == "unsupported" else name_of(claim, opinion)


def _finding(claim: Claim, findings: Iterable[Finding], opinion: Opinion) -> Finding | None:
    """The finding of a judge's `altered` or `unsupported`; None where words have made the same one."""
    name = _name(claim, opinion)
    if name is None or any(f.name == name for f in findings):
        return None
    rule = BY_NAME[name]
    severity: Severity = "error" if opinion.risk >= SURE else "warning"
    return Finding(
        id="", rule=rule.code, name=name, severity=severity, message=_message(opinion), path=claim.path,
        line=claim.line, column=claim.column, end_line=claim.end_line, end_column=claim.end_column, claim=claim.id,
        speaker=claim.speaker, start=claim.evidence[0].start if claim.evidence else claim.start,
        claimed=claim.text if opinion.verdict == "unsupported" else opinion.claimed, source=opinion.source,
        introduced_by="derived", evidence=claim.evidence[:1],
    )  # fmt: skip


def _message(opinion: Opinion) -> str:
    if opinion.verdict == "unsupported":
        return "A judge finds nothing in the passages that says this."
    if opinion.source:
        return f"The transcript says “{opinion.source}”; the document says “{opinion.claimed}” (found by a judge)."
    return f"The document says “{opinion.claimed}”, which the passage does not (found by a judge)."
