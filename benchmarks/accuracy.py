"""Audit every labelled set and say how well the verdicts hold.

    python benchmarks/accuracy.py                       everything; writes benchmarks/ACCURACY.md
    python benchmarks/accuracy.py --keys [--misses]     the labelled keys alone, to the terminal

The public function is used as anybody would call it. In the full run what is fitted is taken, for every meeting, from
a fit that has not seen it (see `fit.py`); `--keys` takes the shipped coefficients unless `--folds` names others. Sets
that are not there are skipped and named.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import fit
import mutation
from measure.audits import AuditFunction, audit_all, audit_one
from measure.baselines import naive_risks
from measure.console import figure_rows, misses, table
from measure.data import (
    FIRST_KEY,
    Document,
    example_documents,
    faith_documents,
    key_documents,
    minutes_documents,
    missing_sets,
)
from measure.figures import score_units
from measure.goals import Goal, first_key_goals, goal_lines, other_keys_goals, retrieval_goal
from measure.judge_columns import judged, judged_section
from measure.judged import audit_whole
from measure.places import ROOT
from measure.report import accuracy_report, all_goals
from measure.results import Results
from mutate.score import section, tally

PAGE = ROOT / "benchmarks" / "ACCURACY.md"


def print_keys(results: Results, show_misses: bool) -> None:
    """The compact table, the goals and, if wanted, the misses."""
    found = {d.name: results.pooled([d]) for d in results.documents if d.kind == "key"}
    columns = {name: figure_rows(score_units(*part), part[0]) for name, part in found.items()}
    goals: list[Goal] = []
    if FIRST_KEY in found:
        goals += first_key_goals(score_units(*found[FIRST_KEY]), found[FIRST_KEY][0])
    if others := results.other_keys():
        figures = results.key_figures(others)
        columns["the other keys"] = figure_rows(figures, results.pooled(others)[0])
        goals += other_keys_goals(figures)
    goals += [retrieval_goal(units, name) for name, (units, _) in found.items()]
    print("\n".join([*table(columns), "", *goal_lines(goals)]))
    if show_misses:
        for name, (units, _) in found.items():
            print(f"\n{name}", *misses(units), sep="\n")


def fold_models(folder: Path | None) -> dict[str, Path]:
    """Coefficients by meeting."""
    return {path.stem: path for path in sorted(folder.glob("*.json"))} if folder else {}


def audit_for(args: argparse.Namespace) -> AuditFunction:
    """With the text of the sources where a replay needs it."""
    return audit_whole if args.judge else audit_one


def keys_only(args: argparse.Namespace) -> int:
    documents = [d for d in [*key_documents(), *example_documents()] if args.only in d.name]
    audits, failed = audit_all(documents, fold_models(args.folds), audit_for(args), args.workers)
    print_keys(Results(documents, audits), args.misses)
    if args.judge:
        print("", judged_section(judged(documents, audits, args.judge)), sep="\n")
    for note in [*missing_sets(), *(f"failed: {name}: {why}" for name, why in failed.items())]:
        print(note, file=sys.stderr)
    return 1 if failed else 0


def everything(args: argparse.Namespace) -> int:
    """Fit by meeting, audit with those fits, write the page."""
    with tempfile.TemporaryDirectory() as work:
        folds = args.folds
        if folds is None and key_documents():
            folds = Path(work) / "folds"
            fit.write_folds(fit.fit_all(fit.collect(reuse=False, workers=args.workers), args.workers), folds)
        documents: list[Document] = [*key_documents(), *minutes_documents()]
        documents += [*faith_documents(Path(work)), *example_documents()]
        audits, failed = audit_all(documents, fold_models(folds), audit_for(args), args.workers)
        results = Results(documents, audits, naive_risks(documents, args.workers))
        notes = [*missing_sets(), *(f"{name} could not be audited: {why}" for name, why in failed.items())]
        goals = all_goals(results)
        planted, found = mutation.run(Path(work) / "planted", fold_models(folds), args.workers)
        further = [section(tally(planted, found))]
        if args.judge:
            further.append(f"## With judges\n\n{judged_section(judged(documents, audits, args.judge))}")
        page = accuracy_report(results, goals, notes, further)
    args.out.write_text(page, "utf-8")
    print("\n".join(goal_lines(goals)))
    print("\n".join(notes), file=sys.stderr)
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", action="store_true", help="only the labelled keys, to the terminal")
    parser.add_argument("--only", default="", help="with --keys: only documents whose name contains this")
    parser.add_argument("--misses", action="store_true", help="with --keys: list the units with a wrong verdict")
    parser.add_argument("--folds", type=Path, help="folder of coefficients, MEETING.json each (see fit.py)")
    parser.add_argument("--out", type=Path, default=PAGE, help="where the page goes")
    parser.add_argument("--judge", action="append", default=[], help="a column more: reader, or a cache to replay")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    return keys_only(args) if args.keys else everything(args)


if __name__ == "__main__":
    sys.exit(main())
