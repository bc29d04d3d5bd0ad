"""Logistic regressions with signs, and which signals they may use.

The coefficients are plain JSON: the chance is 1 / (1 + exp(-(intercept + sum of weight * (signal - mean) / scale)));
a signal that a claim lacks counts as its mean (what belongs to another verdict, as 0).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.stats import spearmanr  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from measure.labels import Row

Floats = NDArray[np.float64]
Model = dict[str, Any]

# Length separates invented quotes in the labelled sets and the amount of change separates the SummEdits sets; both
# are artefacts of how those were made.
FORBIDDEN = re.compile(r"(^|[_.])(length|len|words|chars|characters|tokens|sentences|edits|changes|amount)([_.]|$)")
TOO_LIKE_LENGTH = 0.85
EASED = 2.0


@dataclass(frozen=True)
class Fit:
    """One regression: `target` names a label of a row; `weights` per set (0 or absent: not learnt from).

    `features`: names, or () for every signal; `without`: beginnings of names to leave out; `strength` is the C of
    scikit-learn. `signs`: beginnings of names and the sign (1 or -1) that their weights may have: what speaks against a
    claim by its nature must not count for it because a set happens to be made so. `rounds`: of a bad unit with several
    claims, the one that the fit finds the riskiest is taken for the bad one, and the fit is made again. `only_from`:
    signals learnt from one set alone, because the others lack what they are about, and `EASED` times as freely.
    """

    target: str
    weights: Mapping[str, float]
    features: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    strength: float = 0.3
    signs: tuple[tuple[str, int], ...] = ()
    rounds: int = 0
    only_from: tuple[tuple[str, str], ...] = ()


def feature_names(rows: Sequence[Row], fit: Fit) -> list[str]:
    """The signals to use, sorted.

    Raises:
        ValueError: one of them is forbidden, by its name or because it ranks claims as their length does.
    """
    names = sorted({name for row in rows for name in row.signals})
    names = [n for n in names if (not fit.features or n in fit.features) and not n.startswith(fit.without)]
    if bad := [n for n in names if FORBIDDEN.search(n)]:
        raise ValueError(f"forbidden signals: {', '.join(bad)}")
    own = [row for row in rows if row.set in ("keys", "minutes")]
    if len(own) > 50:
        words = [row.words for row in own]
        for name in names:
            values = [row.signals.get(name, 0.0) for row in own]
            if min(len(set(values)), len(set(words))) > 2 and abs(spearmanr(values, words).statistic) > TOO_LIKE_LENGTH:
                raise ValueError(f"signal {name} is a measure of the claim's length")
    return names


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    return np.array([[row.signals.get(n, math.nan) for n in names] for row in rows], dtype=float)


def _usable(rows: Sequence[Row], fit: Fit) -> list[Row]:
    return [r for r in rows if getattr(r, fit.target) is not None and fit.weights.get(r.set, 0) > 0]


def _weights(rows: Sequence[Row], fit: Fit) -> Floats:
    """Each set as a whole counts by its weight, whatever its size; the mean weight of a row is 1."""
    sizes = {name: sum(r.set == name for r in rows) for name in {r.set for r in rows}}
    raw = np.array([fit.weights[r.set] / sizes[r.set] for r in rows])
    return np.asarray(raw * len(rows) / raw.sum())


def _regression(rows: Sequence[Row], fit: Fit, names: Sequence[str]) -> Model:
    """One plain regression, without calibration."""
    x, weights = _matrix(rows, names), _weights(rows, fit)
    for name, source in fit.only_from:
        x[[row.set != source for row in rows], names.index(name)] = math.nan
    known = np.isfinite(x)
    filled = np.where(known, x, 0.0)
    mass = (known * weights[:, None]).sum(axis=0)
    mean = (filled * weights[:, None]).sum(axis=0) / np.maximum(mass, 1e-9)
    spread = (known * (filled - mean) ** 2 * weights[:, None]).sum(axis=0) / np.maximum(mass, 1e-9)
    scale = np.where(spread > 1e-12, np.sqrt(spread), 1.0)
    for i, name in enumerate(names):
        if name.startswith(("verdict.", "risk.")):
            mean[i], scale[i] = 0.0, 1.0
    z = np.where(known, (filled - mean) / scale, 0.0)
    y = np.array([1.0 if getattr(r, fit.target) else -1.0 for r in rows])
    eased = [EASED if name in dict(fit.only_from) else 1.0 for name in names]
    found = _minimum(z, y, weights, fit.strength * np.array(eased), [_bounds(name, fit) for name in names])
    return {
        "features": list(names),
        "means": mean.tolist(),
        "scales": scale.tolist(),
        "weights": found[:-1].tolist(),
        "intercept": float(found[-1]),
    }


def _bounds(name: str, fit: Fit) -> tuple[float | None, float | None]:
    sign = next((sign for beginning, sign in fit.signs if name.startswith(beginning)), 0)
    return {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}[sign]


def _minimum(
    z: Floats, y: Floats, weights: Floats, strength: Floats, bounds: list[tuple[float | None, float | None]]
) -> Floats:
    """The ridge logistic regression of scikit-learn, with bounds on the weights (the last value is the intercept)."""

    def loss(v: Floats) -> tuple[float, Floats]:
        margin = y * (z @ v[:-1] + v[-1])
        pull = -y * weights / (1 + np.exp(np.clip(margin, -50, 50)))
        slope = np.append(z.T @ pull + v[:-1] / strength, pull.sum())
        return float((weights * np.logaddexp(0, -margin)).sum() + (v[:-1] ** 2 / strength).sum() / 2), slope

    start = np.zeros(z.shape[1] + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x)


def _with_worst(rows: Sequence[Row], model: Model, fit: Fit) -> list[Row]:
    """The usable rows, and of each bad unit whose bad claim is not known the riskiest one, as bad."""
    open_units: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        if row.of_unit(fit.target) and fit.weights.get(row.set, 0) > 0:
            open_units.setdefault((row.document, row.unit), []).append(row)
    unknown = [some for some in open_units.values() if all(row.bad is None for row in some)]
    riskiest = [some[int(np.argmax(logits(model, some)))] for some in unknown]
    added = [replace(row, bad=True, right=None) for row in riskiest]
    return [*_usable(rows, fit), *added]


def logits(model: Model, rows: Sequence[Row]) -> Floats:
    z = (_matrix(rows, model["features"]) - np.array(model["means"])) / np.array(model["scales"])
    return np.asarray(np.where(np.isfinite(z), z, 0.0) @ np.array(model["weights"]) + model["intercept"])


def chances(model: Model, rows: Sequence[Row]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits(model, rows))))


def train(rows: Sequence[Row], fit: Fit, names: Sequence[str]) -> Model:
    """The regression on all usable rows, its numbers rounded."""
    model = _regression(_usable(rows, fit), fit, names)
    for _ in range(fit.rounds):
        model = _regression(_with_worst(rows, model, fit), fit, names)
    for part in ("means", "scales", "weights"):
        model[part] = [round(value, 6) for value in model[part]]
    return model | {"intercept": round(model["intercept"], 6)}


def tree_probe(rows: Sequence[Row], fit: Fit, names: Sequence[str], folds: int = 8) -> list[tuple[Row, float]]:
    """Out-of-fold chances of boosted trees: what a learner that sees interactions would get from the same signals."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]

    usable = _usable(rows, fit)
    x = _matrix(usable, names)
    y = np.array([bool(getattr(r, fit.target)) for r in usable])
    weights = _weights(usable, fit)
    said = []
    meetings = [r.meeting for r in usable]
    for seen, left in GroupKFold(min(folds, len(set(meetings)))).split(x, y, meetings):
        trees = HistGradientBoostingClassifier(
            max_iter=120, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=15, l2_regularization=2, random_state=0
        )
        trees.fit(x[seen], y[seen], sample_weight=weights[seen])
        said += [(usable[i], float(p)) for i, p in zip(left, trees.predict_proba(x[left])[:, 1], strict=True)]
    return said
