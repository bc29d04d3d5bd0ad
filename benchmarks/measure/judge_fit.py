"""The fit of the combined risk: a small logistic regression on both risks and what they say of each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from auditor.judges.combine import RiskModel, features
from auditor.model.result import Recording
from measure.data import Document
from measure.fitting import _minimum as minimum
from measure.judged import Setup, judge_document
from measure.units import units_of

Json = dict[str, Any]

NAMES = ("doubt", "judge", "bad", "absent")
AGAINST = ("doubt", "judge", "bad")  # what can only speak against a claim
STRENGTH = 0.3  # C of scikit-learn
REVIEW_SHARE = 0.04  # of the good lines that a judge supports, how many the limit may send to review


@dataclass(frozen=True)
class Example:
    """A labelled unit by its most doubtful judged claim. `free`: good, supported and passed but for the limit."""

    meeting: str
    bad: bool
    features: dict[str, float]
    free: bool


def examples(documents: Sequence[Document], audits: Mapping[str, Json], setup: Setup) -> list[Example]:
    """Units whose label leaves no doubt and that have an opinion, but for those where the words' risk holds anyway."""
    found = []
    for document in documents:
        audit = audits[document.id]
        offline = {c.id: c for r in msgspec.convert(audit["recordings"], list[Recording]) for c in r.claims}
        judged = {c.id: c for r in judge_document(document, audit, setup, None)[0] for c in r.claims}
        for unit in units_of(audit, document.rows)[0]:
            ids = [c["id"] for c in unit.claims if judged[c["id"]].judge is not None]
            held = any(judged[i].heap == "review" and judged[i].verdict == "altered" for i in ids)
            if not ids or held or not (unit.good or unit.bad):
                continue
            pairs = [features(offline[i], opinion) for i in ids if (opinion := judged[i].judge) is not None]
            worst = max(pairs, key=lambda f: f["doubt"] + f["judge"])
            free = unit.good and all(judged[i].verdict in ("edited", "condensed") for i in ids)
            found.append(Example(document.meeting, unit.bad, worst, free))
    return found


def fit(rows: Sequence[Example], version: str) -> RiskModel:
    """Coefficients and the limit for review: the risk below which all but a small share of the free good lines lie."""
    import numpy as np

    x = np.array([[r.features[n] for n in NAMES] for r in rows])
    y = np.array([1.0 if r.bad else -1.0 for r in rows])
    bounds = [(0.0, None) if name in AGAINST else (None, None) for name in NAMES]
    found = minimum(x, y, np.ones(len(rows)), STRENGTH, bounds)
    regression = {
        "features": list(NAMES), "means": [0.0] * len(NAMES), "scales": [1.0] * len(NAMES),
        "weights": [round(float(w), 4) for w in found[:-1]], "intercept": round(float(found[-1]), 4),
    }  # fmt: skip
    model = msgspec.convert({"version": version, "risk": regression, "limits": {"review": 1.0}}, RiskModel)
    free = sorted((model.risk.chance(r.features) for r in rows if r.free), reverse=True)
    limit = free[math.floor(REVIEW_SHARE * len(free))] if free else 0.5
    return msgspec.structs.replace(model, limits={"review": round(limit + 5e-4, 3)})


def folds(rows: Sequence[Example], version: str) -> dict[str, RiskModel]:
    """For each meeting the coefficients of a fit without it."""
    meetings = sorted({r.meeting for r in rows})
    return {m: fit([r for r in rows if r.meeting != m], version) for m in meetings}
