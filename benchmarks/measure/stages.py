"""The judge's regressions in their order: `invented` and `changed`, then `risk` from both, then `confidence`.

`risk` takes the logit of the noisy or of the first two, as predicted for keys that they had not seen; so do the limits.
`confidence` takes the verdict and the risk under it, from audits of keys with coefficients that had not seen them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from measure.audits import audit_all
from measure.data import key_documents
from measure.fitting import Fit, Model, chances, feature_names, train
from measure.labels import Row, rows_of

Said = list[tuple[Row, float]]
EDGE = 3e-7  # the judge keeps its chances off 0 and 1


def unit_chances(said: Said, target: str) -> list[tuple[float, bool]]:
    """Claims pooled into their units: the largest chance that something is wrong, the smallest `confidence`."""
    units: dict[tuple[str, int], list[tuple[float, Row]]] = {}
    for row, chance in said:
        units.setdefault((row.document, row.unit), []).append((chance, row))
    if target != "right":
        known = [(some, row.of_unit(target)) for some in units.values() for row in [some[0][1]]]
        return [(max(c for c, _ in some), label) for some, label in known if label is not None]
    rights = [[(c, row.right) for c, row in some if row.right is not None] for some in units.values()]
    return [(min(c for c, _ in some), all(right for _, right in some)) for some in rights if some]


def either(invented: float, changed: float, share: float) -> float:
    """Logit of the chance of one or the other; `changed` counts at a share."""
    chance = min(1 - EDGE, max(EDGE, 1 - (1 - invented) * (1 - share * changed)))
    return math.log(chance / (1 - chance))


class Stages:
    """Fits all stages to the rows of some meetings.

    `fits`: settings by name; `limits`: those of the judge that are not fitted; `shares`: of the good units of the keys
    the share at or above the limits `review` and `invented`.
    """

    def __init__(
        self, rows: Sequence[Row], fits: dict[str, Fit], limits: dict[str, float], shares: dict[str, float]
    ) -> None:
        self.rows, self.fits, self.limits, self.shares = list(rows), fits, limits, shares
        self.names = {name: feature_names(rows, fits[name]) for name in ("invented", "changed")}
        self.keys = sorted({row.meeting for row in rows if row.set == "keys"})
        self._cache: dict[frozenset[str], tuple[Model, dict[str, Said]]] = {}

    def without(self, meetings: Iterable[str]) -> Model:
        """Coefficients and limits from everything but these meetings (no `confidence` yet)."""
        return self._fitted(frozenset(meetings))[0]

    def inner(self, meetings: Iterable[str]) -> dict[str, Said]:
        """Chances of the keys' claims, each from a fit that has seen neither its meeting nor these."""
        return self._fitted(frozenset(meetings))[1]

    def _engines(self, gone: frozenset[str]) -> dict[str, Model]:
        seen = [row for row in self.rows if row.meeting not in gone]
        return {name: train(seen, self.fits[name], self.names[name]) for name in self.names}

    def _fitted(self, gone: frozenset[str]) -> tuple[Model, dict[str, Said]]:
        if gone not in self._cache:
            said: dict[str, Said] = {"invented": [], "changed": [], "risk": []}
            stacked = []
            for meeting in self.keys:
                if meeting not in gone:
                    some = [row for row in self.rows if row.meeting == meeting and row.set == "keys"]
                    pairs = self.engine_chances(self._engines(gone | {meeting}), some)
                    stacked += [
                        replace(r, signals={"either": either(*pair, self.limits.get("changed", 1.0))})
                        for r, pair in zip(some, pairs, strict=True)
                    ]
                    said["invented"] += [(row, pair[0]) for row, pair in zip(some, pairs, strict=True)]
                    said["changed"] += [(row, pair[1]) for row, pair in zip(some, pairs, strict=True)]
            risk = train(stacked, self.fits["risk"], ["either"])
            said["risk"] = list(zip(stacked, map(float, chances(risk, stacked)), strict=True))
            calm = [pair for pair in said["risk"] if pair[0].verdict not in ("altered", "fabricated")]
            limits = self.limits | {
                "review": _limit(calm, self.shares["review"]),
                "invented": _limit(said["invented"], self.shares["invented"]),
            }
            self._cache[gone] = ({"limits": limits, **self._engines(gone), "risk": risk}, said)
        return self._cache[gone]

    @staticmethod
    def engine_chances(model: dict[str, Any], rows: Sequence[Row]) -> list[tuple[float, float]]:
        """(invented, changed) of each row."""
        pairs = zip(chances(model["invented"], rows), chances(model["changed"], rows), strict=True)
        return [(float(a), float(b)) for a, b in pairs]

    def say(self, model: Model, rows: Sequence[Row]) -> dict[str, Said]:
        """What a model says of rows: `invented`, `changed`, `risk`."""
        pairs = self.engine_chances(model, rows)
        stacked = [
            replace(row, signals={"either": either(*pair, self.limits.get("changed", 1.0))})
            for row, pair in zip(rows, pairs, strict=True)
        ]
        risks = map(float, chances(model["risk"], stacked))
        return {
            "invented": [(row, pair[0]) for row, pair in zip(rows, pairs, strict=True)],
            "changed": [(row, pair[1]) for row, pair in zip(rows, pairs, strict=True)],
            "risk": list(zip(rows, risks, strict=True)),
        }


def _limit(said: Said, share: float) -> float:
    good = sorted((chance for chance, bad in unit_chances(said, "bad") if not bad), reverse=True)
    return round(good[int(share * len(good))] + 1e-4, 4) if good else 0.5


def groups_of(rows: Sequence[Row], single: set[str], folds: int = 10) -> list[list[str]]:
    """Meetings to leave out together: those in `single` alone, the others in a few groups."""
    meetings = sorted({row.meeting for row in rows})
    rest = [m for m in meetings if m not in single]
    return [[m] for m in meetings if m in single] + [rest[i::folds] for i in range(min(folds, len(rest)))]


Audited = Callable[[dict[str, Model]], list[Row]]


def audited_keys(work: Path, version: str, workers: int) -> Audited:
    """A function: key meeting -> model, to the rows of those keys as audited with that model."""

    def audited(models: dict[str, Model]) -> list[Row]:
        work.mkdir(parents=True, exist_ok=True)
        unsure = {"features": [], "means": [], "scales": [], "weights": [], "intercept": 0.0}
        paths = {}
        for meeting, model in models.items():
            paths[meeting] = work / f"{meeting}.json"
            paths[meeting].write_text(json.dumps({"version": version, "confidence": unsure} | model), "utf-8")
        documents = [d for d in key_documents() if d.meeting in models]
        audits, failed = audit_all(documents, paths, workers=workers)
        if failed:
            raise SystemExit(f"could not be audited: {failed}")
        return [row for d in documents for row in rows_of(d, audits[d.id])]

    return audited


def with_verdict(row: Row) -> Row:
    """The row as the fit of `confidence` sees it: its verdict, and the risk under that verdict."""
    return replace(row, signals={f"verdict.{row.verdict}": 1.0, f"risk.{row.verdict}": row.risk})


def confidences(stages: Stages, audited: Audited) -> tuple[Model, dict[str, Model], Said]:
    """The fit on all keys; per key meeting one that has not seen it; and what those say of their meetings."""
    fit = stages.fits["confidence"]
    rows = [with_verdict(row) for row in audited({m: stages.without([m]) for m in stages.keys})]
    names = sorted({name for row in rows for name in row.signals})
    whole = train(rows, fit, names)
    models, said = {}, []
    for meeting in stages.keys:
        others = {m: stages.without([m, meeting]) for m in stages.keys if m != meeting}
        models[meeting] = train([with_verdict(row) for row in audited(others)], fit, names)
        own = [row for row in rows if row.meeting == meeting]
        said += list(zip(own, map(float, chances(models[meeting], own)), strict=True))
    return whole, models, said
