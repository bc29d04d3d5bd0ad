"""The transcripts' part: scores with intervals, confusions, spellings, and variants side by side.

The scoring steps may add figures at any time, so what is not known by name is still shown, as a plain table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditor.model.asr import VariantDifference, VariantPair
from auditor.model.result import Recording
from auditor.reports.html.marks import Piece, find_words
from auditor.reports.html.places import Line, Pane
from auditor.reports.html.text import clock
from auditor.reports.html.view import AsrView, FindingView, PairView, SideView, Table

MOST_ROWS = 400  # rows of one table; what is left out is counted
_RATES = frozenset({"wer", "cer", "mer", "wil", "wip", "rate", "share", "disagreement", "low", "high", "agreement"})
_WEIGHT = {"negation": 0, "number": 1, "entity": 2, "homophone": 3, "other": 4, "filler": 5}


def asr_view(
    recording: Recording,
    panes: Mapping[str, Pane],
    link: Callable[[float | None], str | None],
    findings: list[FindingView],
) -> AsrView:
    """The view of a recording's `asr` part."""
    asr = recording.asr
    tables: list[Table] = []
    for pair in asr.pairs:
        tables += tables_of(f"{pair.a} against {pair.b}", pair.scores)
    if asr.variants:
        tables += tables_of("Variants", asr.variants)
    tables += tables_of("Consensus of the variants", asr.consensus)
    tables += tables_of("Is the difference real?", asr.significance)
    tables += tables_of("Pooled", asr.pooled)
    return AsrView(
        tables=tables,
        terms=list(asr.terms),
        pairs=[_pair(pair, panes, link) for pair in asr.pairs],
        findings=findings,
        headline=_headline(asr.pairs, asr.variants),
        notes=[f"Reference: {asr.reference}"] if asr.reference else [],
    )


def _headline(pairs: Sequence[VariantPair], variants: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The one line for the top: the word error rate of each variant, or of each pair where there is no reference."""
    lines: list[tuple[str, str]] = []
    for variant in variants:
        rate = find_rate(variant)
        if rate is not None:
            lines.append((str(variant.get("path") or variant.get("name") or "variant"), f"{100 * rate:.1f} %"))
    for pair in pairs:
        rate = find_rate(pair.scores)
        if rate is not None:
            lines.append((f"{pair.a} / {pair.b}", f"{100 * rate:.1f} %"))
    return lines


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


def tables_of(caption: str, value: Any) -> list[Table]:
    """Tables for any nested value: a list of mappings is one table, a mapping of mappings one, scalars a list."""
    if isinstance(value, Mapping):
        return _mapping_tables(caption, value)
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        rows = [row for row in value if isinstance(row, Mapping)]
        if not rows:
            return [_table(caption, [{"value": item} for item in value])]
        flat = [{key: item for key, item in row.items() if not _is_nested(item)} for row in rows]
        tables = [_table(caption, flat)] if any(flat) else []
        for row in rows:
            name = str(row.get("path") or row.get("name") or row.get("a") or "")
            for key, item in row.items():
                if _is_nested(item):
                    tables += tables_of(" · ".join(part for part in (caption, name, _words(key)) if part), item)
        return tables
    return []


def _mapping_tables(caption: str, value: Mapping[str, Any]) -> list[Table]:
    inner = {key: item for key, item in value.items() if isinstance(item, Mapping) and _is_flat(item)}
    scalars = {key: item for key, item in value.items() if not isinstance(item, (Mapping, list, tuple))}
    tables: list[Table] = []
    if len(inner) > 1:
        tables.append(_table(caption, [{"": _words(key), **item} for key, item in inner.items()]))
    else:
        for key, item in inner.items():
            tables.append(_table(f"{caption} · {_words(key)}", [{"": _words(k), "value": v} for k, v in item.items()]))
    if scalars:
        tables.append(_table(caption, [{"": _words(key), "value": item} for key, item in scalars.items()]))
    for key, item in value.items():
        if key not in inner and key not in scalars:
            tables += tables_of(f"{caption} · {_words(key)}", item)
    return tables


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, (list, tuple)) and any(isinstance(item, (Mapping, list, tuple)) for item in value)
    )


def _is_flat(value: Mapping[str, Any]) -> bool:
    return bool(value) and not any(_is_nested(item) for item in value.values())


def _table(caption: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    head = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[cell(key, row.get(key)) for key in head] for row in rows[:MOST_ROWS]]
    numeric = [all(_is_number(row.get(key)) for row in rows) for key in head]
    hidden = len(rows) - len(cells)
    note = f"{hidden:,} more rows stand in the JSON." if hidden else ""
    return Table(caption, [_words(key) for key in head], cells, numeric, note, len(cells) > 14)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def cell(key: str, value: Any) -> str:
    """A value as a reader wants it: rates in percent, intervals as `low–high`, nothing as a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        rate = key.lower() in _RATES or key.lower().endswith(("_rate", "_share"))
        return f"{100 * value:.1f} %" if rate else f"{value:,.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        if len(value) == 2 and all(isinstance(item, float) for item in value):
            return f"{cell('rate', value[0])} – {cell('rate', value[1])}"
        return ", ".join(cell("", item) for item in value)
    return str(value)


def _words(key: str) -> str:
    return key.upper() if key in ("wer", "cer", "mer", "wil", "wip") else key.replace("_", " ")


def _pair(pair: VariantPair, panes: Mapping[str, Pane], link: Callable[[float | None], str | None]) -> PairView:
    ranked = sorted(enumerate(pair.differences), key=lambda item: (_WEIGHT.get(item[1].about, 4), item[0]))
    kept = sorted(position for position, _ in ranked[:MOST_ROWS])
    by_line = {path: _lines(panes.get(path)) for path in (pair.a, pair.b)}
    rows = [_side(pair.differences[position], pair, by_line, link) for position in kept]
    return PairView(pair.a, pair.b, rows, len(pair.differences) - len(kept))


def _lines(pane: Pane | None) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in pane.lines if pane else []:
        found.setdefault(line.line, []).append(line)
    return found


def _side(
    item: VariantDifference,
    pair: VariantPair,
    by_line: Mapping[str, Mapping[int, list[Line]]],
    link: Callable[[float | None], str | None],
) -> SideView:
    def around(path: str, number: int | None, words: str) -> tuple[list[Piece], str | None]:
        lines = by_line[path].get(number or -1, [])
        line = next((line for line in lines if words and words.casefold() in line.text.casefold()), None)
        if line is None and len(lines) == 1 and len(lines[0].text) < 240:
            line = lines[0]
        if line is None:
            return ([Piece(words, "changed")] if words else []), (lines[0].id if len(lines) == 1 else None)
        return _trim(find_words(line.text, words, "changed")), line.id

    a, a_anchor = around(pair.a, item.a_line, item.a)
    b, b_anchor = around(pair.b, item.b_line, item.b)
    return SideView(clock(item.start), link(item.start), item.kind, item.about, a, b, a_anchor, b_anchor)


def _trim(pieces: list[Piece], most: int = 70) -> list[Piece]:
    """At most `most` characters of context on either side of the marked words, cut between words."""
    if len(pieces) < 2:
        return pieces if len(pieces[0].text) <= 3 * most else []
    shown: list[Piece] = []
    for place, piece in enumerate(pieces):
        text = piece.text
        if not piece.mark and len(text) > most:
            before = place + 1 < len(pieces) and bool(pieces[place + 1].mark)
            text = "… " + text[-most:].split(" ", 1)[-1] if before else text[:most].rsplit(" ", 1)[0] + " …"
        shown.append(Piece(text, piece.mark, piece.note))
    return shown
