"""The table of judges: words alone, each judge alone, both together; and the aims that were set for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabulate import tabulate

from auditor.judges.combine import RiskModel
from auditor.judges.options import BAND
from measure.data import Document
from measure.goals import Goal, shown
from measure.judge_fit import examples, fit, folds
from measure.judged import Column, Setup, alone, combined, flipped, reader_rows
from measure.units import units_of

Json = dict[str, Any]

VERSION = "1"
READER_NAME = "reader"


@dataclass
class Judged:
    """The columns of one run, the first the words alone; `fitted` is the model to ship, None without the reader."""

    columns: list[Column]
    goals: list[Goal]
    fitted: RiskModel | None = None


def judged(documents: Sequence[Document], audits: Mapping[str, Json], judges: Sequence[str]) -> Judged:
    """Every judge of `judges` (`reader`, or a cache file to replay) beside the words alone.

    The reader's coefficients come, for every recording, from a fit without that meeting; a replayed judge takes the
    shipped ones.
    """
    keys = [d for d in documents if d.set == "keys" and d.id in audits]
    columns = [Column("words alone", [u for d in keys for u in units_of(audits[d.id], d.rows)[0]])]
    result = Judged(columns, [])
    for judge in judges:
        if judge == READER_NAME:
            _reader(keys, audits, result)
        else:
            own = {d.meeting: None for d in keys}
            setup = Setup({}, cache=Path(judge))
            columns.append(combined(keys, audits, setup, own, f"with {Path(judge).stem}"))
    return result


def _reader(keys: Sequence[Document], audits: Mapping[str, Json], result: Judged) -> None:
    rows = reader_rows()
    if not rows or not keys:
        return
    weak = flipped(rows)
    seen = examples(keys, audits, Setup(rows))
    models = folds(seen, VERSION)
    band = Setup(rows, everything=False, band=BAND)
    result.fitted = fit(seen, VERSION)
    both = combined(keys, audits, Setup(rows), models, "with reader, all claims")
    poor = combined(keys, audits, Setup(weak), models, "with weak reader")
    poor_alone = alone(keys, weak, audits, "weak reader alone")
    first = alone(keys, rows, audits, "reader alone")
    some = combined(keys, audits, band, models, "with reader, default band")
    result.columns += [first, both, some, poor_alone, poor]
    result.goals += _goals(both, poor, poor_alone)


def _goals(both: Column, poor: Column, poor_alone: Column) -> list[Goal]:
    about, figures = "reader and words", both.figures()
    goals = []
    for name, limit in (("bad lines passed silently", 0.015), ("good lines flagged", 0.01), ("review heap", 0.08)):
        hit, total = figures[name]
        goals.append(Goal(about, name, f"≤ {limit}", f"{hit} of {total}", hit / total <= limit))
    area, error = figures["risk AUC"], figures["risk: calibration error"]
    goals.append(Goal(about, "risk: AUC", "≥ 0.994", format(area, ".4f"), area >= 0.994))
    goals.append(Goal(about, "risk: calibration error", "≤ 0.05", shown(error), error <= 0.05))
    ours, theirs = poor.figures(), poor_alone.figures()
    better = (
        ours["bad lines passed silently"] < theirs["bad lines passed silently"]
        and ours["good lines flagged"] < theirs["good lines flagged"]
        and ours["risk AUC"] > theirs["risk AUC"]
    )
    told = f"{ours['bad lines passed silently'][0]}/{ours['good lines flagged'][0]}/{ours['risk AUC']:.3f}"
    aim = f"{theirs['bad lines passed silently'][0]}/{theirs['good lines flagged'][0]}/{theirs['risk AUC']:.3f}"
    goals.append(
        Goal("weak reader and words", "bad passed / good flagged / AUC", f"better than {aim} of it alone", told, better)
    )
    return goals


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        hit, total = value
        return f"{hit}/{total} ({hit / total:.3f})" if total else "-"
    return shown(value)


def judged_section(result: Judged) -> str:
    """The table, figures down and judges across, and the aims, as Markdown."""
    figures = [column.figures() for column in result.columns]
    rows = [[name, *(_cell(f[name]) for f in figures)] for name in figures[0]]
    align = ["left", *["right"] * len(figures)]
    head = ["", *(c.name for c in result.columns)]
    table = tabulate(rows, head, tablefmt="pipe", colalign=align, disable_numparse=True)
    aims = [(g.about, g.what, g.aim, g.value, g.mark) for g in result.goals]
    goals = tabulate(aims, ("", "figure", "aim", "measured", ""), tablefmt="pipe", disable_numparse=True)
    return f"{table}\n\n## Aims of the judges\n\n{goals}\n" if aims else f"{table}\n"
