"""Every placed claim judged: typed differences, signals, verdict, risk, confidence, heap, reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.aligning.aligned import Alignment, PlacedClaim
from auditor.judging import crosslanguage
from auditor.judging.boilerplate import is_pipeline_text
from auditor.judging.differences import Diff, differences
from auditor.judging.fields import unsupported_fields
from auditor.judging.language import foreign
from auditor.judging.model import Model
from auditor.judging.signals import signals
from auditor.judging.verdicts import Decision, decide, decide_foreign
from auditor.judging.view import View
from auditor.judging.weights import weight

NEIGHBOURS = 3
IN_STEP = 30.0  # seconds
UNTOLD = 0.5  # risk of a line of which words cannot tell
OPEN = 0.5  # and of one with a difference that is a question: about half of them are wrong on labelled documents
FIELD = 0.6  # strength from which a wrong owner or due date alters the task


@dataclass
class Judged:
    """A judged claim. `diffs` are its typed differences with their `weights` against the claim, in the same order."""

    view: View
    decision: Decision
    diffs: list[Diff] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    signals: dict[str, float] = field(default_factory=dict)
    risk: float = 0.0
    confidence: float = 1.0

    @property
    def placed(self) -> PlacedClaim:
        return self.view.claim


def judge(alignment: Alignment, model: Model) -> list[Judged]:
    """Judges all claims of a recording, in document order."""
    claims = alignment.claims
    heard = crosslanguage.Heard(alignment)
    timed = documents_in_step(alignment)
    judged = []
    for at, claim in enumerate(claims):
        around = claims[max(0, at - NEIGHBOURS) : at] + claims[at + 1 : at + 1 + NEIGHBOURS]
        around = [c for c in around if c.document == claim.document]
        judged.append(_judge(View(claim, alignment, around), around, model, heard, claim.document in timed))
    return judged


def documents_in_step(alignment: Alignment) -> frozenset[int]:
    """Documents whose claimed times are right wherever words can tell."""
    right: dict[int, list[bool]] = {}
    for claim in alignment.claims:
        found = claim.trace
        if claim.claim.start is None or found is None:
            continue
        start = alignment.streams[claim.source].start[found.first]
        if start is not None and len(found.matched()) >= 0.8 * len(claim.texts):
            right.setdefault(claim.document, []).append(abs(start - claim.claim.start) <= IN_STEP)
    return frozenset(d for d, all_ in right.items() if len(all_) >= 5 and sum(all_) >= 0.7 * len(all_))


def _judge(view: View, around: list[PlacedClaim], model: Model, heard: crosslanguage.Heard, in_step: bool) -> Judged:
    text = view.claim.claim.text.text
    settings = view.alignment.settings
    if not view.texts:
        return Judged(view, Decision("boilerplate", None, ("a mark such as [music], no words",)))
    if view.claim.claim.layout == "part-mark" or is_pipeline_text(text, settings.pipeline_phrases):
        return Judged(view, Decision("boilerplate", None, ("text of the pipeline, not of the recording",)))
    if foreign(text, heard.language):
        return _of_another_language(view, around, model, heard)
    found = differences(view)
    weights = [weight(diff, view) for diff in found]
    values = signals(view, found, weights, around)
    doubts = [doubt for doubt in unsupported_fields(view) if doubt.strength >= FIELD]
    values["in-step"] = float(in_step and view.claim.claim.start is not None)
    chances = model.chances(values)
    risk = chances.risk
    decision = decide(view, found, weights, values, chances, model.limits, settings.review_risk, doubts)
    if decision.verdict == "unverifiable":
        risk = UNTOLD
    if doubts:
        risk = max(risk, max(doubt.strength for doubt in doubts))
    if decision.open:
        risk = max(risk, OPEN)
    return Judged(view, decision, found, weights, values, risk, _confidence(model, decision, risk))


def _of_another_language(view: View, around: list[PlacedClaim], model: Model, heard: crosslanguage.Heard) -> Judged:
    """A claim of which only names, terms and amounts can be checked; `foreign` among its signals says so."""
    crosslanguage.settle(view.claim, heard)
    view = View(view.claim, view.alignment, around)
    found = crosslanguage.differences(view.claim, heard)
    weights = [weight(diff, view) for diff in found]
    values = {**signals(view, found, weights, around), "foreign": 1.0}
    decision = decide_foreign(found, weights, model.limits)
    risk = max([UNTOLD, *weights])
    return Judged(view, decision, found, weights, values, risk, _confidence(model, decision, risk))


def _confidence(model: Model, decision: Decision, risk: float) -> float:
    return model.confidence.chance({f"verdict.{decision.verdict}": 1.0, f"risk.{decision.verdict}": risk})
