"""The aims that were set for the judge, each with the figure reached in this run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from measure.units import Unit

Json = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """`value` and `aim` as shown; `reached` is None where there was nothing to measure."""

    about: str
    what: str
    aim: str
    value: str
    reached: bool | None

    @property
    def mark(self) -> str:
        return {True: "reached", False: "**not reached**", None: "not measured"}[self.reached]


def shown(value: Any) -> str:
    if value is None:
        return "-"
    return format(value, ".3f") if isinstance(value, float) else str(value)


def _goal(about: str, what: str, value: float | None, aim: str) -> Goal:
    """`aim` is `>= 0.88` or `<= 0.04`."""
    sign, limit = aim.split()
    reached = None
    if value is not None:
        reached = value >= float(limit) if sign == ">=" else value <= float(limit)
    return Goal(about, what, {">=": "≥ ", "<=": "≤ "}[sign] + limit, shown(value), reached)


def count(parts: dict[str, str], name: str) -> tuple[int, int]:
    """`"found/generic": "11/12"` as (11, 12); (0, 0) where the key has no such part."""
    hit, _, total = parts.get(name, "0/0").partition("/")
    return int(hit), int(total)


def share(parts: dict[str, str], name: str) -> float | None:
    hit, total = count(parts, name)
    return hit / total if total else None


def first_key_goals(figures: Json, units: list[Unit], about: str = "key of 002") -> list[Goal]:
    """The aims for the key with times."""
    altered = figures["altered"]
    hits = sum(u.verdict == "fabricated" for u in units if u.support == "fabricated")
    total = sum(u.support == "fabricated" for u in units)
    false = sum("fabricated" not in u.accepted for u in units if u.verdict == "fabricated")
    alarms = int(figures["false_alarms"].split("/")[0])
    return [
        _goal(about, "lenient verdict accuracy", figures["verdict_accuracy_lenient"], ">= 0.88"),
        Goal(about, "fabricated found", f"{total} of {total}", f"{hits} of {total}", hits == total),
        Goal(about, "called fabricated wrongly", "0", str(false), false == 0),
        _goal(about, "altered found (where all agree)", altered["recall"], ">= 0.9"),
        _goal(about, "altered: precision", altered["precision"], ">= 0.8"),
        Goal(about, "good units flagged", f"≤ 1 of {figures['good']}", str(alarms), alarms <= 1),
        _goal(about, "major changes named", figures["major_changes_named"], ">= 0.8"),
        _goal(about, "duplicated passages: F1", figures["duplicated_passage"]["f1"], ">= 0.9"),
        _goal(about, "evidence placed", figures["evidence_placed"], ">= 0.95"),
    ]


def other_keys_goals(figures: Json, about: str = "four other keys") -> list[Goal]:
    """The aims for the other keys, pooled."""
    parts = figures["parts"]
    hit, total = count(parts, "found/generic")
    risk, confidence = figures["risk"], figures["confidence"]
    speakers = figures["speaker_findings"]
    return [
        _goal(about, "good units flagged", figures["false_alarm_rate"], "<= 0.04"),
        Goal(about, "generic inventions found", f"{total} of {total}", f"{hit} of {total}", hit == total),
        _goal(about, "near-verbatim alterations found", share(parts, "found/altered near"), ">= 0.75"),
        _goal(about, "bad lines passed silently", figures["bad_passed_silently"], "<= 0.25"),
        _goal(about, "good lines sent to review", figures["good_sent_to_review"], "<= 0.20"),
        _goal(about, "risk: AUC", figures["risk_auc"], ">= 0.85"),
        _goal(about, "bad among the riskiest 20 %", figures["bad_in_riskiest_20_percent"], ">= 0.45"),
        _goal(about, "evidence placed", figures["evidence_placed"], ">= 0.90"),
        _goal(about, "risk: calibration error", risk["ece"], "<= 0.08"),
        _brier(about, "risk: Brier score", risk),
        _goal(about, "confidence: calibration error", confidence["ece"], "<= 0.08"),
        _brier(about, "confidence: Brier score", confidence),
        Goal(
            about,
            "speaker findings: precision / recall",
            "shown",
            f"{shown(speakers['precision'])} / {shown(speakers['recall'])}",
            speakers["recall"] is not None,
        ),
    ]


def _brier(about: str, what: str, chances: Json) -> Goal:
    said, mean = chances["brier"], chances["brier_of_the_mean"]
    reached = None if said is None else said <= 0.9 * mean
    return Goal(about, what, "well under the mean's", f"{shown(said)} against {shown(mean)}", reached)


def retrieval_goal(units: list[Unit], about: str) -> Goal:
    hits = [hit for u in units if (hit := u.retrieved(3)) is not None]
    return _goal(about, "true passage among the first three", sum(hits) / len(hits) if hits else None, ">= 0.95")


def minutes_goals(figures: Json) -> list[Goal]:
    about = "minutes with planted sentences"
    return [
        _goal(about, "risk: AUC", figures["risk_auc"], ">= 0.92"),
        _goal(about, "evidence in the named span", figures["evidence_placed"], ">= 0.80"),
    ]


def faith_goals(figures: dict[str, Json], one_fit: float | None) -> list[Goal]:
    """`figures` by set; `one_fit`: mean balanced accuracy of the four SummEdits sets with one fit and one threshold."""

    def value(name: str) -> float | None:
        return figures[name]["AUC"] if name in figures else None

    about = "labelled claims"
    return [
        _goal(about, "`qmsum_spans`: AUC", value("qmsum_spans"), ">= 0.92"),
        _goal(about, "`diasumfact_qmsum`: AUC", value("diasumfact_qmsum"), ">= 0.78"),
        _goal(about, "`summedits_pairs`: AUC", value("summedits_pairs"), ">= 0.78"),
        _goal(about, "four SummEdits sets: mean balanced accuracy", one_fit, ">= 0.62"),
    ]


def goal_lines(goals: list[Goal]) -> list[str]:
    """For a terminal: one line a goal."""
    sign: Callable[[Goal], str] = lambda g: {True: "ok  ", False: "NOT ", None: "-   "}[g.reached]  # noqa: E731
    return [f"{sign(g)} {g.about:32} {g.what:44} {g.value:>18}   aim {g.aim}" for g in goals]
