"""Audit every labelled set and say how well the verdicts hold.

    python benchmarks/accuracy.py --keys [--misses]     the labelled keys alone, to the terminal

The public function is used as anybody would call it. What is fitted is taken from a fit that has not seen the meeting
(see `fit.py`). Sets that are not there are skipped and named.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from measure.audits import Json, audit_all
from measure.console import figure_rows, misses, table
from measure.data import FIRST_KEY, Document, example_documents, key_documents, missing_sets
from measure.figures import score_units
from measure.goals import Goal, first_key_goals, goal_lines, other_keys_goals, retrieval_goal
from measure.units import Unit, units_of


def units_by_document(documents: list[Document], audits: dict[str, Json]) -> dict[str, tuple[list[Unit], int]]:
    """Document id -> its units and the claims outside any unit."""
    return {d.id: units_of(audits[d.id], d.rows) for d in documents if d.id in audits}


def pooled(parts: list[tuple[list[Unit], int]]) -> tuple[list[Unit], int]:
    return [u for units, _ in parts for u in units], sum(stray for _, stray in parts)


def print_keys(found: dict[str, tuple[list[Unit], int]], show_misses: bool) -> None:
    """The compact table, the goals and, if wanted, the misses."""
    columns = {name.split("/")[1]: figure_rows(score_units(*part), part[0]) for name, part in found.items()}
    others = [part for name, part in found.items() if name.startswith("keys/") and name != f"keys/{FIRST_KEY}"]
    goals: list[Goal] = []
    first = found.get(f"keys/{FIRST_KEY}")
    if first:
        goals += first_key_goals(score_units(*first), first[0])
    if others:
        units, stray = pooled(others)
        figures = score_units(units, stray)
        columns["the other keys"] = figure_rows(figures, units)
        goals += other_keys_goals(figures)
    goals += [retrieval_goal(part[0], name.split("/")[1]) for name, part in found.items()]
    print("\n".join([*table(columns), "", *goal_lines(goals)]))
    if show_misses:
        for name, (units, _) in found.items():
            print(f"\n{name}", *misses(units), sep="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", action="store_true", help="only the labelled keys, to the terminal")
    parser.add_argument("--only", default="", help="only documents whose name contains this")
    parser.add_argument("--misses", action="store_true", help="list the units with a wrong verdict")
    parser.add_argument("--folds", type=Path, help="folder of coefficients, MEETING.json each (see fit.py)")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    documents = [d for d in [*key_documents(), *example_documents()] if args.only in d.name]
    models = {p.stem: p for p in sorted(args.folds.glob("*.json"))} if args.folds else {}
    audits, failed = audit_all(documents, models, workers=args.workers)
    print_keys(units_by_document(documents, audits), args.misses)
    for note in [*missing_sets(), *(f"failed: {name}: {why}" for name, why in failed.items())]:
        print(note, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
