"""The figures: how well verdicts, findings, risk and confidence agree with a labelled key or with labelled claims.

Definitions are those of the shared scorers of keys and of labelled claims; a test compares them. Chances and shares
lie in [0, 1] and are rounded to four places; None stands for "nothing to count".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from measure.units import BAD, Json, Unit, names_change, units_of

Pairs = Sequence[tuple[float, bool]]


def ratio(hit: float, total: float) -> float | None:
    return round(hit / total, 4) if total else None


def auc(high: Sequence[float], low: Sequence[float]) -> float | None:
    """Chance that one of `high` lies above one of `low`; ties count half (Mann-Whitney, by ranks)."""
    if not high or not low:
        return None
    ranked = sorted([(value, 1) for value in high] + [(value, 0) for value in low])
    wins, below, i = 0.0, 0, 0
    while i < len(ranked):
        j, highs = i, 0
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            highs += ranked[j][1]
            j += 1
        lows = j - i - highs
        wins += highs * (below + 0.5 * lows)
        below += lows
        i = j
    return round(wins / (len(high) * len(low)), 4)


def in_riskiest(bad: Sequence[float], good: Sequence[float], share: float) -> float | None:
    """Share of the bad that a reader meets who reviews the riskiest `share` of all (ties: the good come first)."""
    order = sorted([(-risk, 1) for risk in bad] + [(-risk, 0) for risk in good])
    return ratio(sum(is_bad for _, is_bad in order[: round(share * len(order))]), len(bad))


def bins_of(said: Pairs) -> list[list[tuple[float, bool]]]:
    """Ten bins of equal width over the chance that was said."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for chance, true in said:
        bins[min(9, int(chance * 10))].append((chance, true))
    return bins


def calibration(said: Pairs) -> Json:
    """Expected calibration error (ten bins), Brier score, and the Brier score of always saying the mean."""
    if not said:
        return {"ece": None, "brier": None, "brier_of_the_mean": None}
    mean = sum(true for _, true in said) / len(said)
    off = sum(abs(sum(c for c, _ in part) - sum(t for _, t in part)) for part in bins_of(said))
    return {
        "ece": ratio(off, len(said)),
        "brier": ratio(sum((c - t) ** 2 for c, t in said), len(said)),
        "brier_of_the_mean": round(mean * (1 - mean), 4),
    }


def precision_recall(hits: Iterable[bool], calls: Iterable[bool]) -> Json:
    """`hits`: was each true case called; `calls`: was each call right."""
    hits, calls = list(hits), list(calls)
    recall, precision = ratio(sum(hits), len(hits)), ratio(sum(calls), len(calls))
    f1 = round(2 * precision * recall / (precision + recall), 4) if precision and recall else 0.0 if hits else None
    return {"precision": precision, "recall": recall, "f1": f1}


def _family(units: list[Unit], problem: str, prefix: str) -> Json:
    def named(unit: Unit) -> bool:
        return any(name.startswith(prefix) for name in unit.names)

    return precision_recall(
        [named(u) for u in units if u.label.get(problem)], [bool(u.label.get(problem)) for u in units if named(u)]
    )


def parts_of(good: list[Unit], bad: list[Unit], seen: Callable[[Unit], bool]) -> dict[str, tuple[int, int]]:
    """Per kind (change types, near/paraphrase, generic/topical): (how many `seen`, how many there are)."""
    parts: dict[str, list[bool]] = defaultdict(list)
    for unit in bad:
        for kind in {a["type"] for a in unit.label.get("alterations") or [] if a.get("severity") == "major"}:
            parts[f"found/{kind}"].append(seen(unit))
        if unit.label.get("literal"):
            parts[f"found/altered {unit.label['literal']}"].append(seen(unit))
        if unit.label.get("fabricated_kind"):
            parts[f"found/{unit.label['fabricated_kind']}"].append(seen(unit))
    for unit in good:
        if unit.label.get("hard_negative"):
            parts["false alarm/hard negative"].append(seen(unit))
    return {name: (sum(hits), len(hits)) for name, hits in sorted(parts.items())}


def key_units(pairs: Iterable[tuple[Json, list[Json]]]) -> tuple[list[Unit], int]:
    """The units of several (audit, key) pairs, and the claims outside any unit."""
    units: list[Unit] = []
    stray = 0
    for audit, key in pairs:
        some, more = units_of(audit, key)
        units += some
        stray += more
    return units, stray


def score_units(units: list[Unit], stray: int = 0) -> Json:
    """Every figure of a key, pooled over `units`."""
    good, bad = [u for u in units if u.good], [u for u in units if u.bad]
    decided = [u for u in units if u.verdict != "unverifiable"]
    return {
        "units": len(units),
        "good": len(good),
        "bad": len(bad),
        "units_found": ratio(sum(bool(u.claims) for u in units), len(units)),
        "claims_outside_any_unit": stray,
        "verdict_accuracy_strict": ratio(sum(u.verdict == u.support for u in units), len(units)),
        "verdict_accuracy_lenient": ratio(sum(u.right for u in units), len(units)),
        "share_decided": ratio(len(decided), len(units)),
        "verdict_accuracy_lenient_decided": ratio(sum(u.right for u in decided), len(decided)),
        **_detection(units, good, bad),
        **_places(units),
        **_chances(good, bad, decided),
        "parts": {name: f"{hit}/{all_}" for name, (hit, all_) in parts_of(good, bad, lambda u: u.flagged).items()},
    }


def _detection(units: list[Unit], good: list[Unit], bad: list[Unit]) -> Json:
    boiler = [u for u in units if u.support == "boilerplate"]
    alarms = sum(u.flagged for u in good)
    return {
        "fabricated": precision_recall(
            [u.verdict == "fabricated" for u in units if u.support == "fabricated"],
            ["fabricated" in u.accepted for u in units if u.verdict == "fabricated"],
        ),
        "altered": precision_recall(
            [u.verdict == "altered" for u in units if u.accepted == {"altered"}],
            ["altered" in u.accepted for u in units if u.verdict == "altered"],
        ),
        "altered_or_fabricated": precision_recall(
            [u.flagged for u in bad], [bool(u.accepted & BAD) for u in units if u.flagged]
        ),
        "false_alarms": f"{alarms}/{len(good)}",
        "false_alarm_rate": ratio(alarms, len(good)),
        "bad_passed_silently": ratio(sum(u.heap == "passed" for u in bad), len(bad)),
        "good_sent_to_review": ratio(sum(u.heap == "review" for u in good), len(good)),
        "review_share": ratio(sum(u.heap == "review" for u in good + bad), len(good) + len(bad)),
        "boilerplate_recall": ratio(sum(u.verdict in ("boilerplate", None) for u in boiler), len(boiler)),
    }


def _places(units: list[Unit]) -> Json:
    located = [hit for u in units if (hit := u.placed()) is not None]
    changes = [(u, a["claimed"]) for u in units for a in u.major_changes]
    named = sum(any(names_change(f, words) for f in u.findings) for u, words in changes)
    told_twice = "duplicated-passage"
    return {
        "major_changes_named": ratio(named, len(changes)),
        "evidence_placed": ratio(sum(located), len(located)),
        "duplicated_passage": precision_recall(
            [told_twice in u.names for u in units if u.label.get("duplicate_of")],
            [bool(u.label.get("duplicate_of")) for u in units if told_twice in u.names],
        ),
        "speaker_findings": _family(units, "speaker_problem", "speaker-"),
        "sentiment_findings": _family(units, "sentiment_problem", "sentiment-"),
    }


def risks(units: Iterable[Unit]) -> list[float]:
    return [risk for u in units if (risk := u.risk) is not None]


def _chances(good: list[Unit], bad: list[Unit], decided: list[Unit]) -> Json:
    judged = len(good) + len(bad)
    return {
        "risk_auc": auc(risks(bad), risks(good)),
        "bad_in_riskiest_20_percent": in_riskiest(risks(bad), risks(good), 0.2),
        "bad_in_riskiest_20_percent_at_best": ratio(min(len(bad), round(0.2 * judged)), len(bad)),
        "confidence": calibration([(u.confidence, u.right) for u in decided if u.confidence is not None]),
        "risk": calibration([(u.risk, u.bad) for u in good + bad if u.risk is not None]),
    }


def score_key(pairs: Iterable[tuple[Json, list[Json]]]) -> Json:
    """All figures of some audits against their keys, pooled."""
    return score_units(*key_units(pairs))


def claim_parts(audit: Json, claims: list[Json]) -> list[tuple[Json, list[Json]]]:
    """Each labelled claim with the audit's claims on its line; the first labelled claim stands on line 3."""
    found: dict[int, list[Json]] = defaultdict(list)
    for recording in audit["recordings"]:
        for part in recording["claims"]:
            found[part["line"]].append(part)
    return [(claim, found.get(number, [])) for number, claim in enumerate(claims, 3)]


def claim_risk(parts: list[Json]) -> float:
    """The largest risk of the parts; 1 where the audit has no claim at all."""
    return max((p.get("risk") or 0.0 for p in parts), default=1.0)


def score_claims(pairs: list[tuple[Json, list[Json]]]) -> Json:
    """The figures of a labelled set: (labelled claim, the audit's claims for it)."""
    hit, total, flagged = defaultdict[str, int](int), defaultdict[str, int](int), defaultdict[str, int](int)
    risk: dict[str, list[float]] = defaultdict(list)
    unsure = missing = 0
    places: list[bool] = []
    for claim, parts in pairs:
        label, verdicts = claim["label"], {p["verdict"] for p in parts}
        total[label] += 1
        missing += not parts
        unsure += "unverifiable" in verdicts
        called_bad = bool(verdicts & BAD)
        flagged[label] += called_bad
        if not verdicts <= {"unverifiable", "boilerplate"}:
            hit[label] += called_bad == (label == "unsupported")
        risk[label].append(claim_risk(parts))
        if label == "supported" and claim.get("gold_turns"):
            places.append(in_named_turns(claim["gold_turns"], parts))
    good, bad = sorted(risk["supported"], reverse=True), risk["unsupported"]
    cut = good[int(0.05 * len(good))] if good else 1.0
    recalls = [hit[label] / total[label] for label in ("supported", "unsupported") if total[label]]
    return {
        "claims": len(pairs),
        "unsupported": total["unsupported"],
        "BA": ratio(sum(recalls), len(recalls)),
        "AUC": auc(bad, good),
        "recall@5%": ratio(sum(b > cut for b in bad), len(bad)),
        "false alarms": ratio(flagged["supported"], len(good)),
        "recall": ratio(flagged["unsupported"], len(bad)),
        "unverifiable": unsure,
        "missing": missing,
        "placed": ratio(sum(places), len(places)),
    }


def in_named_turns(turns: Sequence[Sequence[int]], parts: list[Json]) -> bool:
    """Does evidence of a part (first two spans, none too long) meet one of the named turns (counted from 0)?"""
    return any(
        e["line"] - 1 <= b and e["end_line"] - 1 >= a and e["end_line"] - e["line"] <= 3 * (b - a) + 10
        for p in parts
        for e in p["evidence"][:2]
        for a, b in turns
    )


def best_threshold(said: Pairs) -> tuple[float, float]:
    """The threshold (bad at or above it) with the best balanced accuracy on these very pairs, and that accuracy."""
    bad, good = sum(t for _, t in said), sum(not t for _, t in said)
    if not bad or not good:
        return 0.5, 0.5
    best = (0.5, float("inf"))
    caught = alarms = 0
    ordered = sorted(said, key=lambda pair: -pair[0])
    for i, (value, true) in enumerate(ordered):
        caught, alarms = caught + true, alarms + (not true)
        if i + 1 == len(ordered) or ordered[i + 1][0] != value:
            best = max(best, ((caught / bad + 1 - alarms / good) / 2, value), key=lambda pair: pair[0])
    return best[1], round(best[0], 4)


def balanced_accuracy(said: Iterable[tuple[Any, bool]]) -> float | None:
    """Of (called bad?, is bad?) pairs: the mean of the recall of both labels."""
    said = list(said)
    bad, good = [c for c, t in said if t], [c for c, t in said if not t]
    if not bad or not good:
        return None
    return round((sum(map(bool, bad)) / len(bad) + 1 - sum(map(bool, good)) / len(good)) / 2, 4)
