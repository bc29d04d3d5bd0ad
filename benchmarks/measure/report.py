"""ACCURACY.md: the figures of one run as Markdown. Same inputs, same bytes; not a word of a labelled set is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tabulate import tabulate

from measure.baselines import NAMES
from measure.console import figure_rows, retrieval
from measure.data import FAITH_SETS, FIRST_KEY, NEAR_VERBATIM, Document
from measure.figures import auc, balanced_accuracy, best_threshold, bins_of, calibration, in_riskiest, parts_of
from measure.goals import (
    Goal,
    faith_goals,
    first_key_goals,
    minutes_goals,
    other_keys_goals,
    retrieval_goal,
    shown,
)
from measure.results import Results
from measure.units import Unit, names_change

INTRODUCTION = """# Accuracy

Written by `python benchmarks/accuracy.py`: every labelled set is audited through the public function, and the
verdicts, findings, `risk` and `confidence` are compared with the labels. What is fitted comes, for every recording,
from a fit that has not seen that meeting under any of its names (`benchmarks/fit.py`, `benchmarks/measure/folds.py`).
Figures marked *best threshold* chose it on the very data shown and flatter everybody alike.
Not left out are people: which signals a fit may use, how much each set counts and how the chances are combined was
chosen with figures like these in view, so expect a little less on other recordings.

A unit is **good** where every verdict that a careful reader could give is verbatim, edited or condensed, **bad** where
every one is altered or fabricated; **flagged** where the audit says altered or fabricated. The labelled sets are not
part of the project; the project's own examples carry keys of the same format.
"""


def markdown(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A pipe table; floats with three places, nothing as a dash."""
    cells = [[shown(cell) for cell in row] for row in rows]
    align = ["left", *["right"] * (len(head) - 1)]
    return tabulate(cells, head, tablefmt="pipe", colalign=align if rows else None, disable_numparse=True)


def all_goals(results: Results) -> list[Goal]:
    goals: list[Goal] = []
    first = [d for d in results.of("keys") if d.name == FIRST_KEY]
    if first:
        goals += first_key_goals(results.key_figures(first), results.pooled(first)[0])
    if results.other_keys():
        goals += other_keys_goals(results.key_figures(results.other_keys()))
    goals += [retrieval_goal(results.units[d.id][0], f"key {d.name}") for d in results.of("keys")]
    if results.of("minutes"):
        goals += minutes_goals(results.key_figures(results.of("minutes")))
    sets = {name: results.claim_figures(name) for name in FAITH_SETS if results.of(name)}
    if sets:
        scores = list(results.one_threshold().values())
        goals += faith_goals(sets, sum(scores) / len(scores) if len(scores) == 4 else None)
    return goals


def goals_section(goals: Sequence[Goal]) -> str:
    rows = [(g.about, g.what, g.aim, g.value, g.mark) for g in goals]
    return "## Aims\n\n" + markdown(("set", "figure", "aim", "measured", ""), rows)


def keys_section(results: Results, sets: str, title: str) -> str:
    """Figures down, recordings across; pooled columns last."""
    documents = results.of(sets)
    groups = {d.name: [d] for d in documents}
    if sets == "keys" and len(results.other_keys()) > 1:
        groups["the other keys"] = results.other_keys()
    if len(documents) > 1:
        groups["all"] = documents
    columns = {}
    for name, group in groups.items():
        units, _ = results.pooled(group)
        columns[name] = figure_rows(results.key_figures(group), units)
    names = list(dict.fromkeys(n for column in columns.values() for n in column))
    names = [n for n in names if not n.startswith(("found/", "false alarm/"))]
    rows = [(name, *(column.get(name) for column in columns.values())) for name in names]
    return f"## {title}\n\n" + markdown(("", *columns), rows)


def kinds_section(results: Results, documents: Sequence[Document]) -> str:
    units, _ = results.pooled(documents)
    good, bad = [u for u in units if u.good], [u for u in units if u.bad]
    flagged = parts_of(good, bad, lambda u: u.heap == "flagged")
    review = parts_of(good, bad, lambda u: u.heap == "review")
    passed = parts_of(good, bad, lambda u: u.heap == "passed")
    named: dict[str, list[bool]] = {}
    for unit in units:
        for change in unit.major_changes:
            hit = any(names_change(f, change["claimed"]) for f in unit.findings)
            named.setdefault(f"found/{change['type']}", []).append(hit)
    rows = []
    for name, (caught, total) in flagged.items():
        words = named.get(name)
        told = f"{sum(words)}/{len(words)}" if words else None
        rows.append((name.split("/", 1)[1], total, caught, review[name][0], passed[name][0], told))
    text = """## By kind of change

Bad units of all keys by what is wrong with them, and good units that are easily flagged (*hard negative*).
*Named*: a finding gives the changed words."""
    return f"{text}\n\n" + markdown(("kind", "units", "flagged", "to review", "passed", "named"), rows)


def _reliability(pairs: Sequence[tuple[float, bool]]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for number, part in enumerate(bins_of(pairs)):
        if part:
            said, true = sum(c for c, _ in part) / len(part), sum(t for _, t in part) / len(part)
            rows.append((f"{number / 10:.1f} to {(number + 1) / 10:.1f}", len(part), said, true))
    return rows


def reliability_section(units: Sequence[Unit], about: str) -> str:
    risk = [(u.risk, u.bad) for u in units if (u.good or u.bad) and u.risk is not None]
    sure = [(u.confidence, u.right) for u in units if u.verdict != "unverifiable" and u.confidence is not None]
    parts = [f"## Are `risk` and `confidence` what they say ({about})"]
    for name, pairs, truth in (("risk", risk, "are bad"), ("confidence", sure, "are right")):
        chance = calibration(pairs)
        error, score, mean = (shown(chance[k]) for k in ("ece", "brier", "brier_of_the_mean"))
        parts.append(f"`{name}`: error {error}, Brier score {score} (always saying the mean: {mean}).")
        parts.append(markdown((f"said {name}", "units", "mean said", truth), _reliability(pairs)))
    return "\n\n".join(parts)


def curve_section(results: Results) -> str:
    """What reviewing the riskiest lines finds."""
    groups = {
        "key of 002": [d for d in results.of("keys") if d.name == FIRST_KEY],
        "the other keys": results.other_keys(),
    }
    groups["minutes"] = results.of("minutes")
    groups["own examples"] = results.of("examples")
    shares = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
    rows = []
    for name, documents in groups.items():
        pairs = results.said(documents)
        bad, good = [r for r, b in pairs if b], [r for r, b in pairs if not b]
        if bad:
            rows.append((name, len(pairs), len(bad), *(in_riskiest(bad, good, s) for s in shares)))
            best = [min(1.0, round(s * len(pairs)) / len(bad)) for s in shares]
            rows.append((f"{name}: at best", None, None, *best))
    head = ("reviewing the riskiest", "lines", "bad", *(f"{s:.0%}" for s in shares))
    return "## What a review finds\n\nShare of the bad lines found by reading the riskiest lines.\n\n" + markdown(
        head, rows
    )


def retrieval_section(results: Results) -> str:
    groups = {d.name: [d] for d in results.of("keys", "examples")} | {"minutes": results.of("minutes")}
    rows = []
    for name, documents in groups.items():
        units, _ = results.pooled(documents)
        located = [hit for u in units if (hit := u.placed()) is not None]
        if located:
            rows.append((name, len(located), *retrieval(units), sum(located) / len(located)))
    text = """## Is the true passage among the placed ones

A passage counts when it holds half of the labelled passage, or lies half within it (minutes: a named line).
*Evidence*: the span that the verdict rests on lies in the labelled passage."""
    head = ("key", "units with a passage", "first", "first two", "first three", "evidence")
    return f"{text}\n\n{markdown(head, rows)}"


def claims_section(results: Results) -> str:
    columns = (
        "claims",
        "unsupported",
        "AUC",
        "BA",
        "recall",
        "false alarms",
        "recall@5%",
        "unverifiable",
        "missing",
        "placed",
    )
    rows = []
    for name in FAITH_SETS:
        if results.of(name):
            figures = results.claim_figures(name)
            _, best = best_threshold(results.said(results.of(name)))
            rows.append((f"`{name}`", *(figures[c] for c in columns), best))
    one = results.one_threshold()
    parts = ["## Labelled claims", markdown(("set", *columns, "BA, best threshold of risk"), rows)]
    if one:
        told = ", ".join(f"`{name}` {value:.3f}" for name, value in one.items())
        mean = sum(one.values()) / len(one)
        parts.append(f"One fit and one threshold, chosen without the meeting: {told}; mean {mean:.3f}.")
    return "\n\n".join(parts)


def kinds_of_claims_section(results: Results) -> str:
    """Per kind of error as the sets name them: how many are flagged."""
    rows = []
    for name in ("diasumfact_qmsum", NEAR_VERBATIM):
        pairs = [pair for d in results.of(name) for pair in results.claims[d.id]]
        kinds: dict[str, list[bool]] = {}
        for row, parts in pairs:
            called = any(p["verdict"] in ("altered", "fabricated") for p in parts)
            for kind in sorted(set((row.get("kind") or "").split("+")) - {""}):
                kinds.setdefault(kind, []).append(called)
        rows += [(f"`{name}`", kind, len(hits), sum(hits)) for kind, hits in sorted(kinds.items()) if len(hits) >= 5]
    return "### By kind of error\n\n" + markdown(("set", "kind", "claims", "flagged"), rows)


def baselines_section(results: Results) -> str:
    groups: dict[str, list[Document]] = {
        "key of 002": [d for d in results.of("keys") if d.name == FIRST_KEY],
        "the other keys": results.other_keys(),
        "minutes": results.of("minutes"),
        **{f"`{name}`": results.of(name) for name in FAITH_SETS},
        "own examples": results.of("examples"),
    }
    head = ["set", "", "AUC", "BA, best threshold", "good flagged there", "bad found there", "bad in riskiest 20 %"]
    rows: list[tuple[Any, ...]] = []
    for name, documents in groups.items():
        if not documents:
            continue
        judges = {judge: results.naive_said(documents, i) for i, judge in enumerate(NAMES)}
        judges["auditor: risk"] = results.said(documents)
        for judge, pairs in judges.items():
            bad, good = [v for v, b in pairs if b], [v for v, b in pairs if not b]
            limit, best = best_threshold(pairs)
            alarms, found = sum(v >= limit for v in good), sum(v >= limit for v in bad)
            rows.append((name, judge, auc(bad, good), best, f"{alarms}/{len(good)}", f"{found}/{len(bad)}",
                         in_riskiest(bad, good, 0.2)))  # fmt: skip
        called = results.called(documents)
        bad, good = [c for c, b in called if b], [c for c, b in called if not b]
        told = (f"{sum(good)}/{len(good)}", f"{sum(bad)}/{len(bad)}")
        rows.append((name, "auditor: verdict", None, balanced_accuracy(called), *told, None))
    return "## Beside naive judges\n\nThe same rows judged by plain similarity to the first source.\n\n" + markdown(
        head, rows
    )


def accuracy_report(results: Results, goals: Sequence[Goal], notes: Sequence[str], further: Sequence[str] = ()) -> str:
    """The whole page. `notes`: what was skipped or failed; `further`: sections made elsewhere."""
    parts = [INTRODUCTION.strip()]
    if notes:
        parts.append("Not measured in this run:\n\n" + "\n".join(f"- {note}" for note in notes))
    parts.append(goals_section(goals))
    if results.of("keys"):
        parts.append(keys_section(results, "keys", "Labelled keys, by recording"))
        parts.append(kinds_section(results, results.of("keys")))
        parts.append(reliability_section(results.pooled(results.other_keys())[0], "the other keys"))
    if results.of("minutes"):
        parts.append(minutes_section(results))
    parts += [curve_section(results), retrieval_section(results)]
    if results.claims:
        parts += [claims_section(results), kinds_of_claims_section(results)]
    if results.of("examples"):
        parts.append(keys_section(results, "examples", "The project's own examples"))
    parts.append(baselines_section(results))
    return "\n\n".join([*parts, *further]) + "\n"


def minutes_section(results: Results) -> str:
    rows = []
    for group, name in [*(([d], d.name) for d in results.of("minutes")), (results.of("minutes"), "all")]:
        figures = results.key_figures(group)
        found = figures["altered_or_fabricated"]
        rows.append((name, figures["units"], figures["bad"], figures["risk_auc"], found["precision"], found["recall"],
                     figures["false_alarms"], figures["good_sent_to_review"], figures["bad_passed_silently"],
                     figures["evidence_placed"]))  # fmt: skip
    head = ("meeting", "sentences", "planted", "AUC", "flagged: precision", "recall", "good flagged", "good to review",
            "planted passed", "evidence placed")  # fmt: skip
    return "## Minutes with planted sentences\n\n" + markdown(head, rows)
