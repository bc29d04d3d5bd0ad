"""The compact table for a terminal: figures down, recordings across."""

from __future__ import annotations

from typing import Any

from measure.goals import shown
from measure.units import Unit

Json = dict[str, Any]


def retrieval(units: list[Unit]) -> list[float | None]:
    """Share of the units whose labelled passage is among the first one, two, three passages."""
    shares: list[float | None] = []
    for count in (1, 2, 3):
        hits = [hit for u in units if (hit := u.retrieved(count)) is not None]
        shares.append(round(sum(hits) / len(hits), 4) if hits else None)
    return shares


def _both(part: Json) -> str:
    return f"{shown(part['precision'])}/{shown(part['recall'])}"


def figure_rows(figures: Json, units: list[Unit]) -> dict[str, str]:
    """What the table shows of one recording."""
    parts: dict[str, str] = figures["parts"]
    rows = {
        "units (good, bad)": f"{figures['units']} ({figures['good']}, {figures['bad']})",
        "units found": shown(figures["units_found"]),
        "claims outside any unit": str(figures["claims_outside_any_unit"]),
        "verdict right, lenient": shown(figures["verdict_accuracy_lenient"]),
        "verdict right, strict": shown(figures["verdict_accuracy_strict"]),
        "fabricated: precision/recall": _both(figures["fabricated"]),
        "altered: precision/recall": _both(figures["altered"]),
        "flagged: precision/recall": _both(figures["altered_or_fabricated"]),
        "good flagged": figures["false_alarms"],
        "good to review": shown(figures["good_sent_to_review"]),
        "bad passed silently": shown(figures["bad_passed_silently"]),
        "major changes named": shown(figures["major_changes_named"]),
        "boilerplate found": shown(figures["boilerplate_recall"]),
        "evidence placed": shown(figures["evidence_placed"]),
        "passage within 1/2/3": " ".join(shown(value)[1:] if value != 1 else "1" for value in retrieval(units)),
        "duplicated: precision/recall": _both(figures["duplicated_passage"]),
        "speakers: precision/recall": _both(figures["speaker_findings"]),
        "sentiment: precision/recall": _both(figures["sentiment_findings"]),
        "risk AUC": shown(figures["risk_auc"]),
        "bad in riskiest 20 % (best)": f"{shown(figures['bad_in_riskiest_20_percent'])}"
        f" ({shown(figures['bad_in_riskiest_20_percent_at_best'])})",
        "risk: error, Brier (mean's)": _chance(figures["risk"]),
        "confidence: error, Brier": _chance(figures["confidence"]),
    }
    return rows | parts


def _chance(part: Json) -> str:
    return f"{shown(part['ece'])} {shown(part['brier'])} ({shown(part['brier_of_the_mean'])})"


def table(columns: dict[str, dict[str, str]]) -> list[str]:
    """Lines of a plain table; a recording without a figure shows a dash."""
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    names.sort(key=lambda name: name.startswith(("found/", "false alarm/")))
    width = max(map(len, names), default=0)
    wide = {title: max([len(title), *(len(column.get(n, "-")) for n in names)]) for title, column in columns.items()}
    lines = [" " * width + "".join(f"  {title:>{wide[title]}}" for title in columns)]
    for name in names:
        cells = "".join(f"  {column.get(name, '-'):>{wide[title]}}" for title, column in columns.items())
        lines.append(f"{name:{width}}{cells}")
    return lines


def misses(units: list[Unit]) -> list[str]:
    """Units that got no accepted verdict, and bad ones that passed: label, verdict, heap, risk, findings, words."""
    lines = []
    for unit in units:
        if unit.right or (unit.support == "boilerplate" and not unit.claims):
            continue
        label = unit.label
        named = "; ".join(f"{f['name']}: {f.get('claimed')!r} / {f.get('source')!r}" for f in unit.findings[:3])
        changes = "; ".join(
            f"{a['type']} {a.get('severity', '')}: {a['claimed']!r} / {a['source']!r}"
            for a in label.get("alterations") or []
        )
        risk = "-" if unit.risk is None else format(unit.risk, ".2f")
        kind = label.get("literal") or label.get("fabricated_kind") or label.get("hard_negative") or ""
        lines.append(
            f"  {label.get('id', '')} line {label['line']}: key {'|'.join(sorted(unit.accepted))} ({kind}),"
            f" audit {unit.verdict} [{unit.heap}, risk {risk}, placed {unit.placed()}]"
        )
        lines.append(f"      {label['text'][:200]}")
        lines += [f"      key says: {changes}"] if changes else []
        lines += [f"      found: {named}"] if named else []
    return lines
