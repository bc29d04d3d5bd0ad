"""The fitted coefficients (`model.json`, written by benchmarks/fit.py) and how they are applied."""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from pathlib import Path

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
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


class Model(msgspec.Struct, frozen=True):
    """`risk`: the chance that a claim is altered or fabricated; `confidence`: that its verdict is right; limits on both.

    `limits`: `review` (risk from which a claim goes to review), `invented`, `error` and `warning` (weights of differences).
    """

    version: str
    risk: Regression
    confidence: Regression
    limits: dict[str, float] = {}


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
