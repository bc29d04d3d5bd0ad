"""The fitted coefficients (`model.json`, written by benchmarks/fit.py) and how they are applied."""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import msgspec

from auditor.errors import ConfigError


class Regression(msgspec.Struct, frozen=True):
    """A logistic regression: chance = 1 / (1 + exp(-(intercept + sum of weight * (signal - mean) / scale)))."""

    features: list[str]
    means: list[float]
    scales: list[float]
    weights: list[float]
    intercept: float

    def chance(self, signals: dict[str, float]) -> float:
        """The chance in (0, 1); a signal that is missing counts as its mean."""
        total = self.intercept
        for name, mean, scale, weight in zip(self.features, self.means, self.scales, self.weights, strict=True):
            total += weight * (signals.get(name, mean) - mean) / scale
        return 1.0 / (1.0 + math.exp(-max(-15.0, min(15.0, total))))


# The chance that free words in the mouth of somebody whom only the header names are invented. Set by hand: one labelled
# recording has such lines (all nineteen are invented), too few to fit.
HEADER_ONLY = 0.95
# What is left of that chance for a line with a time, in a document whose other times are right. Set by hand likewise.
IN_STEP = 0.5


class Chances(NamedTuple):
    """`invented`: that a claim has no source; `changed`: that a fact in it was changed; `risk`: either."""

    invented: float
    changed: float
    risk: float


class Model(msgspec.Struct, frozen=True):
    """Two engines and what they say together.

    `invented` looks at what is covered, `changed` at what differs; `risk` takes the logit of their noisy or (`either`).
    `confidence`: the chance that the verdict is right. `limits`: `review` (risk from which a claim goes to review),
    `invented` (chance from which it counts as invented), `warning` and `error` (weights of differences), `changed` (the
    share at which `changed` counts in `either`: in free retellings it is mostly noise). `review_curve`: of the lines of
    labelled recordings not seen by the fit, the riskiest `share` holds `found` of the bad ones.
    """

    version: str
    invented: Regression
    changed: Regression
    risk: Regression
    confidence: Regression
    limits: dict[str, float] = {}
    review_curve: dict[str, float] = {}

    def review_yield(self) -> str:
        """What reviewing the riskiest lines finds, on labelled recordings that the fit had not seen."""
        share, found = self.review_curve.get("share"), self.review_curve.get("found")
        if share is None or found is None:
            return ""
        return (
            f"On labelled data, reviewing the riskiest {share:.0%} of the lines finds {found:.0%} of the bad ones."
        ).replace("%", " %")

    def chances(self, signals: dict[str, float]) -> Chances:
        """The three chances of a claim with these signals."""
        invented, changed = self.invented.chance(signals), self.changed.chance(signals)
        invented = 1.0 - (1.0 - invented) * (1.0 - HEADER_ONLY * signals.get("header-only", 0.0))
        invented *= 1.0 - (1.0 - IN_STEP) * signals.get("in-step", 0.0)
        either = 1.0 - (1.0 - invented) * (1.0 - self.limits.get("changed", 1.0) * changed)
        return Chances(invented, changed, self.risk.chance({"either": math.log(either / (1.0 - either))}))


@cache
def load_model(path: str | None = None) -> Model:
    """The shipped coefficients, or those of another file.

    Raises:
        ConfigError: the file is missing or is no model.
    """
    try:
        data = Path(path).read_bytes() if path else (resources.files("auditor.judging") / "model.json").read_bytes()
        return msgspec.json.decode(data, type=Model)
    except (OSError, msgspec.DecodeError) as error:
        raise ConfigError(f"{path or 'model.json'}: no usable coefficients ({error})") from error
