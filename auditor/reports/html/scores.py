"""The scores of the transcripts, by the names that the scoring steps give them; the rest as plain tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.model.asr import Asr
from auditor.reports.html.tables import make_table, tables_of
from auditor.reports.html.view import Table

_COUNTS = {"substitutions": "subst.", "deletions": "deleted", "insertions": "inserted", "reference_words": "words"}
_PER_VARIANT = (
    ("waterfall", "how much is style"),
    ("confusions", "most frequent confusions"),
    ("speakers", "by speaker"),
)
_KNOWN = frozenset({"path", "words", "raw", "normalised", "interval", "interval_speakers", "breakdown", "minutes"})


def score_tables(asr: Asr) -> list[Table]:
    """All tables of scores, the one that matters most first."""
    variants = [row for row in asr.variants if isinstance(row, Mapping)]
    scored = [row for row in variants if isinstance(row.get("normalised"), Mapping)]
    tables: list[Table] = []
    if scored:
        tables.append(make_table(f"Error rates against {asr.reference}", [_scored(row) for row in scored]))
    else:
        pairs = [_between(f"{pair.a} / {pair.b}", pair.scores) for pair in asr.pairs if pair.scores]
        tables += [make_table("How far the transcripts differ", pairs)] if any(len(row) > 1 for row in pairs) else []
        for pair in asr.pairs:
            tables += tables_of(f"{pair.a} / {pair.b}", _without(pair.scores, ("raw", "normalised")))
        tables += tables_of(
            "Variants",
            [
                _without(row, ("path", "words")) | {"path": row.get("path")}
                for row in variants
                if set(row) - {"path", "words"}
            ],
        )
    tables += _significance(asr.significance)
    for row in scored:
        tables += _of_variant(row)
    tables += _consensus(asr.consensus)
    doubtful = asr.pooled.get("reference_doubtful")
    tables += tables_of("Where all agree against the reference (it is probably wrong there)", doubtful)
    return tables + tables_of("Pooled", _without(asr.pooled, ("reference_doubtful",)))


def headline(asr: Asr) -> list[tuple[str, str]]:
    """For the top: the word error rate of each variant, or of each pair where there is no reference."""
    rows = [(str(row.get("path", "variant")), row) for row in asr.variants if asr.reference]
    rows = rows or [(f"{pair.a} / {pair.b}", pair.scores) for pair in asr.pairs]
    rates = [(name, find_rate(scores)) for name, scores in rows]
    return [(name, f"{100 * rate:.1f} %") for name, rate in rates if rate is not None]


def find_rate(scores: Mapping[str, Any], name: str = "wer") -> float | None:
    """The rate of that name, wherever it stands: normalised scores first; a plain number or a mapping with `rate`."""
    for key in ("normalised", "normalized", "default", "scores", "raw"):
        inner = scores.get(key)
        if isinstance(inner, Mapping):
            found = find_rate(inner, name)
            if found is not None:
                return found
    value = scores.get(name)
    if isinstance(value, Mapping):
        value = value.get("rate", value.get("value", value.get(name)))
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _scored(row: Mapping[str, Any]) -> dict[str, Any]:
    normalised, raw = row["normalised"], row.get("raw") or {}
    return {
        "transcript": row.get("path"),
        "wer": normalised.get("wer"),
        "95 % interval": row.get("interval"),
        "raw_wer": raw.get("wer"),
        "cer": normalised.get("cer"),
        "meaning": (row.get("breakdown") or {}).get("meaning"),
        **{label: normalised.get(name) for name, label in _COUNTS.items()},
    }


def _between(name: str, scores: Mapping[str, Any]) -> dict[str, Any]:
    normalised, raw = scores.get("normalised"), scores.get("raw")
    row: dict[str, Any] = {"transcripts": name}
    if isinstance(normalised, Mapping):
        row["wer"] = find_rate(scores)
        row |= {label: normalised.get(name) for name, label in _COUNTS.items()}
    if isinstance(raw, Mapping):
        row["raw_wer"] = find_rate(raw)
    return row


def _significance(rows: Sequence[Mapping[str, Any]]) -> list[Table]:
    if not rows:
        return []
    table = [
        {"first": row.get("a"), "second": row.get("b"), "verdict": row.get("verdict")}
        | {name: test.get("p") for name, test in row.items() if isinstance(test, Mapping)}
        for row in rows
    ]
    return [make_table("Is the difference real? (p of each test)", table)]


def _of_variant(row: Mapping[str, Any]) -> list[Table]:
    name = str(row.get("path", "variant"))
    tables: list[Table] = []
    breakdown = row.get("breakdown")
    if isinstance(breakdown, Mapping):
        classes = breakdown.get("classes") or {}
        tables.append(make_table(f"{name}: errors by kind of word", [{"kind": k, **v} for k, v in classes.items()]))
    for key, title in _PER_VARIANT:
        if row.get(key):
            tables += tables_of(f"{name}: {title}", row[key])
    rest = _without(row, (*_KNOWN, *(key for key, _ in _PER_VARIANT)))
    for key, value in rest.items():
        tables += tables_of(f"{name}: {key.replace('_', ' ')}", value)
    return [table for table in tables if table.rows]


def _consensus(consensus: Mapping[str, Any]) -> list[Table]:
    """Without its text, which is as long as a transcript, and the disagreement, which the pairs already show."""
    tables = tables_of("Distance from the consensus", consensus.get("distances"))
    return tables + tables_of("Consensus", _without(consensus, ("note", "disagreement", "distances", "text")))


def _without(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in names and value not in (None, [], {})}
