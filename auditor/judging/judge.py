"""Every placed claim judged: typed differences, signals, verdict, risk, confidence, heap, reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.aligning.place import Alignment, PlacedClaim
from auditor.judging.boilerplate import is_pipeline_text
from auditor.judging.differences import Diff, differences
from auditor.judging.language import foreign, source_language
from auditor.judging.model import Model
from auditor.judging.signals import signals
from auditor.judging.verdicts import Decision, decide
from auditor.judging.view import View
from auditor.judging.weights import weight

NEIGHBOURS = 3


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
    language = source_language(alignment)
    judged = []
    for at, claim in enumerate(claims):
        around = claims[max(0, at - NEIGHBOURS) : at] + claims[at + 1 : at + 1 + NEIGHBOURS]
        around = [c for c in around if c.document == claim.document]
        judged.append(_judge(View(claim, alignment, around), around, model, language))
    return judged


def _judge(view: View, around: list[PlacedClaim], model: Model, language: tuple[str, float]) -> Judged:
    text = view.claim.claim.text.text
    settings = view.alignment.settings
    if view.claim.claim.layout == "part-mark" or is_pipeline_text(text, settings.pipeline_phrases):
        return Judged(view, Decision("boilerplate", None, ("text of the pipeline, not of the recording",)))
    found = differences(view)
    weights = [weight(diff, view) for diff in found]
    values = signals(view, found, weights, around)
    chances = model.chances(values)
    risk = chances.risk
    strange = foreign(text, language)
    decision = decide(view, found, weights, values, chances, model.limits, settings.review_risk, strange)
    if strange and decision.verdict == "unverifiable":
        risk = 0.5
    confidence = model.confidence.chance({f"verdict.{decision.verdict}": 1.0, f"risk.{decision.verdict}": risk})
    return Judged(view, decision, found, weights, values, risk, confidence)
