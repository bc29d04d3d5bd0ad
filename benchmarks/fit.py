"""Fit the judge's coefficients to the labelled sets (scikit-learn's ridge regression, with signs; at build time only).

    python benchmarks/fit.py                    collect signals where the judge changed, report figures by fold
    python benchmarks/fit.py --write            and write the fit on everything to auditor/judging/model.json
    python benchmarks/fit.py --folds DIR        and write, per meeting, a fit that has not seen it (for accuracy.py)
    python benchmarks/fit.py --probe            and say what boosted trees get out of the same signals
    python benchmarks/fit.py --reuse            with the signals collected last, though the judge has changed

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
from measure.data import FIRST_KEY, example_documents, faith_documents, key_documents, minutes_documents
from measure.figures import auc, calibration, in_riskiest
from measure.fitting import Fit, Model, tree_probe
from measure.labels import Row, rows_of
from measure.places import ROOT
from measure.stages import Said, Stages, audited_keys, confidences, groups_of, unit_chances

SIGNS = (
    ("diff:", 1),
    ("apart", 1),
    ("unheard", 1),
    ("generic", 1),
    ("worst", 1),
    ("tight", -1),
    ("wide", -1),
    ("beside", -1),
    ("traced", -1),
    ("support", -1),
    ("near", -1),
    ("equal", -1),
    ("own", -1),
)
COVERED = tuple("tight wide beside traced equal unheard pairs apart own generic content compact support".split())
FITS = {
    # The planted sentences of the other sets are sober: what stock praise means is learnt from the keys alone.
    "invented": Fit(
        target="invented",
        weights={"keys": 3.0, "minutes": 1.0, "qmsum_spans": 1.0},
        features=("tight", "wide", "generic", "near", "equal", "pairs", "apart", "unheard", "own", "beside", "traced"),
        strength=0.005,
        signs=SIGNS,
        only_from=(("generic", "keys"),),
    ),
    "changed": Fit(
        target="changed",
        weights={
            "keys": 3.0,
            "minutes": 0.5,
            "qmsum_spans": 0.5,
            "summedits_pairs": 1.0,
            "diasumfact_qmsum": 0.5,
            "summedits_podcast": 0.15,
            "summedits_qmsumm": 0.15,
            "summedits_sales_call": 0.15,
            "summedits_ectsum": 0.15,
        },
        without=(*COVERED, "in-step", "header-only"),
        strength=0.05,
        signs=SIGNS,
        rounds=2,
    ),
    "risk": Fit(target="bad", weights={"keys": 1.0}, strength=10.0),
    "confidence": Fit(target="right", weights={"keys": 1.0}, strength=0.4),
}
# Two limits are chosen anew by every fit, so that these shares of the good units lie at or above them: `review` (from
# which risk a claim goes to review) and `invented` (from which chance it counts as invented). The other limits, weights
# of differences, stay as the model file has them.
GOOD = {"review": 0.17, "invented": 0.025}
REVIEWED = 0.2  # share of the lines, riskiest first, of which the result says what reviewing them finds
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
        if failed:
            raise SystemExit("\n".join(f"failed: {name}: {why}" for name, why in failed.items()))
        rows = [row for d in documents for row in rows_of(d, audits[d.id])]
    CACHE.write_text(json.dumps({"judge": mark, "rows": [row.plain() for row in rows]}), "utf-8")
    return rows


def line_of(name: str, said: Said, target: str) -> str:
    pairs = unit_chances(said, target)
    true, false = [c for c, t in pairs if t], [c for c, t in pairs if not t]
    chance = calibration(pairs)
    cells: list[Any] = [len(pairs), len(true), auc(true, false), in_riskiest(true, false, 0.2), *chance.values()]
    shown = ("-" if c is None else format(c, ".3f") if isinstance(c, float) else str(c) for c in cells)
    return f"  {name:34}" + "".join(f"{cell:>9}" for cell in shown)


def report(title: str, said: Said, target: str) -> None:
    head = ("units", target, "AUC", "top 20%", "ECE", "Brier", "mean's")
    print(f"\n{title}\n  {'':34}" + "".join(f"{name:>9}" for name in head))
    for name in dict.fromkeys(row.set for row, _ in said):
        some = [pair for pair in said if pair[0].set == name]
        if name in ("keys", "examples"):
            for document in dict.fromkeys(row.document for row, _ in some):
                print(line_of(document, [pair for pair in some if pair[0].document == document], target))
            if name == "keys":
                print(line_of("the other keys", [p for p in some if FIRST_KEY not in p[0].document], target))
        else:
            print(line_of(name, some, target))


def show_weights(name: str, model: Model) -> None:
    pairs = [pair for pair in zip(model["features"], model["weights"], strict=True) if pair[1]]
    ranked = sorted(pairs, key=lambda pair: -abs(pair[1]))
    print(f"\n{name}: weights (of standardised signals)")
    for i in range(0, len(ranked), 4):
        print("  " + "".join(f"{feature[:28]:29}{weight:+.3f}  " for feature, weight in ranked[i : i + 4]))


def stages_of(rows: list[Row]) -> Stages:
    limits: dict[str, float] = json.loads(MODEL.read_text("utf-8"))["limits"]
    return Stages(rows, FITS, limits, GOOD)


@dataclass(frozen=True)
class Fitted:
    """The coefficients to ship, those per meeting that have not seen it, and what the latter say of the claims."""

    whole: Model
    folds: dict[str, Model]
    said: dict[str, Said]


def fit_all(rows: list[Row], workers: int) -> Fitted:
    stages = stages_of(rows)
    single = {row.meeting for row in rows if row.set in ("keys", "minutes", "examples")}
    folds = {meeting: stages.without(group) for group in groups_of(rows, single) for meeting in group}
    with tempfile.TemporaryDirectory() as work:
        sure, sure_of, trusted = confidences(stages, audited_keys(Path(work), VERSION, workers))
    said: dict[str, Said] = {"invented": [], "changed": [], "risk": []}
    for meeting, model in folds.items():
        for name, pairs in stages.say(model, [row for row in rows if row.meeting == meeting]).items():
            said[name] += pairs
    order = {name: number for number, name in enumerate(dict.fromkeys(row.set for row in rows))}
    for pairs in said.values():
        pairs.sort(key=lambda pair: (order[pair[0].set], pair[0].document))
    start: Model = {"version": VERSION}
    return Fitted(
        start | stages.without([]) | {"confidence": sure},
        {meeting: start | model | {"confidence": sure_of.get(meeting, sure)} for meeting, model in folds.items()},
        said | {"confidence": trusted},
    )


def write_folds(fitted: Fitted, folder: Path) -> None:
    """One file of coefficients per meeting, from a fit without it."""
    folder.mkdir(parents=True, exist_ok=True)
    for meeting, model in fitted.folds.items():
        (folder / f"{meeting}.json").write_text(json.dumps(model), "utf-8")


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
    fitted = fit_all(rows, args.workers)
    targets = {"invented": "invented", "changed": "changed", "risk": "bad", "confidence": "right"}
    for name, target in targets.items():
        report(f"{name}, each meeting from a fit without it", fitted.said[name], target)
        if args.probe and name in ("invented", "changed"):
            names = fitted.whole[name]["features"]
            report(f"{name}, boosted trees", tree_probe(rows, FITS[name], names), target)
    for name in targets:
        show_weights(name, fitted.whole[name])
    pairs = unit_chances([pair for pair in fitted.said["risk"] if pair[0].set == "keys"], "bad")
    found = in_riskiest([c for c, bad in pairs if bad], [c for c, bad in pairs if not bad], REVIEWED)
    fitted.whole["review_curve"] = {"share": REVIEWED, "found": found}
    print(f"\nlimits: {fitted.whole['limits']}, review: {fitted.whole['review_curve']}")
    if args.folds:
        write_folds(fitted, args.folds)
    if args.write:
        MODEL.write_text(json.dumps(fitted.whole, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
