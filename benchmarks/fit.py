"""Fit the coefficients of `risk` and `confidence` to the labelled sets (scikit-learn; at build time only).

    python benchmarks/fit.py                    collect signals where the judge changed, report figures by fold
    python benchmarks/fit.py --write            and write the fit on everything to auditor/judging/model.json
    python benchmarks/fit.py --folds DIR        and write, per meeting, a fit that has not seen it (for accuracy.py)
    python benchmarks/fit.py --probe            and say what boosted trees get out of the same signals

What is learnt from which set, and how strictly, stands in FITS below and nowhere else.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure.audits import audit_all
from measure.data import example_documents, faith_documents, key_documents, minutes_documents
from measure.figures import auc, calibration, in_riskiest
from measure.fitting import Fit, Model, by_meeting, chances, feature_names, train, tree_probe, with_verdict
from measure.labels import Row, rows_of
from measure.places import ROOT

SIGNS = (
    ("diff:", 1),
    ("apart", 1),
    ("unheard", 1),
    ("generic", 1),
    ("worst", 1),
    ("tight", -1),
    ("wide", -1),
    ("traced", -1),
    ("support", -1),
    ("near", -1),
    ("equal", -1),
    ("own", -1),
)
FITS = {
    "risk": Fit(
        target="bad",
        weights={
            "keys": 3.0,
            "minutes": 1.5,
            "qmsum_spans": 1.0,
            "diasumfact_qmsum": 0.6,
            "summedits_pairs": 0.6,
            "summedits_podcast": 0.15,
            "summedits_qmsumm": 0.15,
            "summedits_sales_call": 0.15,
            "summedits_ectsum": 0.15,
        },
        strength=0.1,
        signs=SIGNS,
    ),
    "invented": Fit(
        target="invented", weights={"keys": 3.0, "minutes": 0.5}, strength=0.3, signs=SIGNS, without=("diff:", "worst")
    ),
    "confidence": Fit(target="right", weights={"keys": 1.0}, strength=1.0),
}
# Two limits are chosen anew by every fit, so that these shares of the good units lie at or above them: `review` (from
# which risk a claim goes to review) and `invented` (from which chance it counts as invented). The other limits, weights
# of differences, stay as the model file has them.
GOOD_TO_REVIEW, GOOD_TO_INVENTED = 0.17, 0.025
MODEL = ROOT / "auditor" / "judging" / "model.json"
VERSION = "1"
JUDGE = ("aligning", "judging", "lexicon", "reading", "rules", "text", "model")
CACHE = Path(tempfile.gettempdir()) / "auditor-signals.json"


def judge_hash() -> str:
    """Changes whenever a file changes on which the signals depend (the coefficients themselves are none)."""
    digest = hashlib.sha256()
    for folder in JUDGE:
        for path in sorted((ROOT / "auditor" / folder).rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".md") and path != MODEL:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def collect(reuse: bool, workers: int) -> list[Row]:
    """Signals and labels of every claim of every set; from the cache where the judge has not changed since."""
    mark = judge_hash()
    if CACHE.is_file():
        saved = json.loads(CACHE.read_text("utf-8"))
        if reuse or saved["judge"] == mark:
            return [Row(**row) for row in saved["rows"]]
    with tempfile.TemporaryDirectory() as work:
        documents = [*key_documents(), *minutes_documents(), *faith_documents(Path(work)), *example_documents()]
        audits, failed = audit_all(documents, workers=workers)
        for name, why in failed.items():
            print(f"failed: {name}: {why}", file=sys.stderr)
        rows = [row for d in documents if d.id in audits for row in rows_of(d, audits[d.id])]
    CACHE.write_text(json.dumps({"judge": mark, "rows": [row.plain() for row in rows]}), "utf-8")
    return rows


def unit_chances(said: list[tuple[Row, float]], target: str) -> list[tuple[float, bool]]:
    """Claims pooled into their units: the largest risk, the smallest confidence."""
    units: dict[tuple[str, int], list[tuple[float, Row]]] = {}
    for row, chance in said:
        units.setdefault((row.document, row.unit), []).append((chance, row))
    if target != "right":
        name = "unit_bad" if target == "bad" else target
        whole = [some for some in units.values() if getattr(some[0][1], name) is not None]
        return [(max(c for c, _ in some), bool(getattr(some[0][1], name))) for some in whole]
    known = [[(c, row.right) for c, row in some if row.right is not None] for some in units.values()]
    return [(min(c for c, _ in some), all(right for _, right in some)) for some in known if some]


def line_of(name: str, said: list[tuple[Row, float]], target: str) -> str:
    pairs = unit_chances(said, target)
    true, false = [c for c, t in pairs if t], [c for c, t in pairs if not t]
    chance = calibration(pairs)
    cells: list[Any] = [len(pairs), len(true), auc(true, false), in_riskiest(true, false, 0.2), *chance.values()]
    return f"  {name:34}" + "".join(
        f"{'-' if c is None else format(c, '.3f') if isinstance(c, float) else c:>9}" for c in cells
    )


def report(title: str, said: list[tuple[Row, float]], target: str) -> None:
    head = ("units", target, "AUC", "top 20%", "ECE", "Brier", "mean's")
    print(f"\n{title}\n  {'':34}" + "".join(f"{name:>9}" for name in head))
    for name in dict.fromkeys(row.set for row, _ in said):
        some = [pair for pair in said if pair[0].set == name]
        if name in ("keys", "examples"):
            for document in dict.fromkeys(row.document for row, _ in some):
                print(line_of(document, [pair for pair in some if pair[0].document == document], target))
            others = [pair for pair in some if "building" not in pair[0].document]
            if name == "keys":
                print(line_of("the other keys", others, target))
        else:
            print(line_of(name, some, target))


def out_of_fold(models: dict[str, Model], rows: list[Row]) -> list[tuple[Row, float]]:
    """Every claim with its chance by the model that has not seen its meeting."""
    said = []
    for meeting, model in models.items():
        some = [row for row in rows if row.meeting == meeting]
        said += list(zip(some, map(float, chances(model, some)), strict=True))
    place = {id(row): number for number, row in enumerate(rows)}
    return sorted(said, key=lambda pair: place[id(pair[0])])


def limits_of(risk: list[tuple[Row, float]], invented: list[tuple[Row, float]]) -> dict[str, float]:
    """The model's limits, with the two that the keys' good units decide."""
    limits: dict[str, float] = json.loads(MODEL.read_text("utf-8"))["limits"]
    calm = [pair for pair in risk if pair[0].verdict not in ("altered", "fabricated")]
    return limits | {"review": _limit(calm, GOOD_TO_REVIEW), "invented": _limit(invented, GOOD_TO_INVENTED)}


def _limit(said: list[tuple[Row, float]], share: float) -> float:
    good = [chance for chance, bad in unit_chances([p for p in said if p[0].set == "keys"], "bad") if not bad]
    return round(sorted(good, reverse=True)[int(share * len(good))], 4) if good else 0.5


def show_weights(name: str, model: Model) -> None:
    ranked = sorted(zip(model["features"], model["weights"], strict=True), key=lambda pair: -abs(pair[1]))
    print(f"\n{name}: weights (of standardised signals)")
    for i in range(0, len(ranked), 4):
        print("  " + "".join(f"{feature[:28]:29}{weight:+.3f}  " for feature, weight in ranked[i : i + 4]))


@dataclass(frozen=True)
class Fitted:
    """One regression: its rows, a model for every meeting that has not seen it, and one that has seen everything."""

    fit: Fit
    rows: list[Row]
    names: list[str]
    models: dict[str, Model]
    whole: Model


def fit_of(name: str, rows: list[Row]) -> Fitted:
    fit = FITS[name]
    names = feature_names(rows, fit)
    single = {row.meeting for row in rows if row.set in ("keys", "minutes", "examples")}
    return Fitted(fit, rows, names, by_meeting(rows, fit, names, single), train(rows, fit, names))


def fit_confidence(risk: Fitted) -> Fitted:
    """`confidence` learns from the risk that a fit without the meeting gives.

    For a meeting that `confidence` learns from, the risks of the others come from fits that have not seen it either.
    """
    fit, rows = FITS["confidence"], risk.rows
    said = [with_verdict(row, chance) for row, chance in out_of_fold(risk.models, rows)]
    names = feature_names(said, fit)
    whole = train(said, fit, names)
    learnt = sorted({row.meeting for row in rows if fit.weights.get(row.set)})
    models = {row.meeting: whole for row in rows}
    for meeting in learnt:
        others = []
        for other in learnt:
            if other != meeting:
                model = train([row for row in rows if row.meeting not in (meeting, other)], risk.fit, risk.names)
                some = [row for row in rows if row.meeting == other]
                others += [with_verdict(r, float(c)) for r, c in zip(some, chances(model, some), strict=True)]
        models[meeting] = train(others, fit, names)
    return Fitted(fit, said, names, models, whole)


def write_folds(rows: list[Row], folder: Path) -> None:
    """One file of coefficients per meeting, from a fit without it."""
    folder.mkdir(parents=True, exist_ok=True)
    risk, invented = fit_of("risk", rows), fit_of("invented", rows)
    fits = {"risk": risk, "invented": invented, "confidence": fit_confidence(risk)}
    said = [out_of_fold(risk.models, rows), out_of_fold(invented.models, rows)]
    for meeting in risk.models:
        limits = limits_of(*([pair for pair in some if pair[0].meeting != meeting] for some in said))
        fold = {name: fitted.models[meeting] for name, fitted in fits.items()}
        text = json.dumps({"version": VERSION, "limits": limits} | fold)
        (folder / f"{meeting}.json").write_text(text, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--probe", action="store_true")
    parser.add_argument("--reuse", action="store_true", help="take the saved signals though the judge has changed")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    rows = collect(args.reuse, args.workers)
    if not rows:
        print("no labelled set is here", file=sys.stderr)
        return 1
    risk, invented = fit_of("risk", rows), fit_of("invented", rows)
    fits = {"risk": risk, "invented": invented, "confidence": fit_confidence(risk)}
    for name, fitted in fits.items():
        report(
            f"{name}, each meeting from a fit without it", out_of_fold(fitted.models, fitted.rows), fitted.fit.target
        )
        if args.probe:
            report(f"{name}, boosted trees", tree_probe(fitted.rows, fitted.fit, fitted.names), fitted.fit.target)
        show_weights(name, fitted.whole)
    limits = limits_of(out_of_fold(risk.models, rows), out_of_fold(invented.models, rows))
    print(f"\nlimits: {limits}")
    if args.folds:
        write_folds(rows, args.folds)
    if args.write:
        shipped = {"version": VERSION, "limits": limits} | {name: fitted.whole for name, fitted in fits.items()}
        MODEL.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
