"""Figures of any shape as tables.

The scoring steps may add some at any time: what is not known by name is still shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.reports.html.text import clock
from auditor.reports.html.view import Table

_ACRONYMS = frozenset(("wer", "cer", "mer", "wil", "wip"))
_FIGURE = re.compile(r"–|-?[\d,]+(\.\d+)?( %)?")
MOST_ROWS = 400  # rows of one table; what is left out is counted
_RATES = frozenset("wer cer mer wil wip rate share disagreement low high agreement distance precision recall".split())


def tables_of(caption: str, value: Any) -> list[Table]:
    """Tables for any nested value: a list of mappings is one table, a mapping of mappings one, scalars a list."""
    if isinstance(value, Mapping):
        return _mapping_tables(caption, value)
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        rows = [row for row in value if isinstance(row, Mapping)]
        if not rows:
            return [make_table(caption, [{"value": item} for item in value])]
        flat = [{key: item for key, item in row.items() if not _is_nested(item)} for row in rows]
        tables = [make_table(caption, flat)] if any(flat) else []
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
        tables.append(make_table(caption, [{"": _words(key), **item} for key, item in inner.items()]))
    else:
        for key, item in inner.items():
            tables.append(make_table(f"{caption} · {_words(key)}", _listed(item)))
    if scalars:
        tables.append(make_table(caption, _listed(scalars)))
    for key, item in value.items():
        if key not in inner and key not in scalars:
            tables += tables_of(f"{caption} · {_words(key)}", item)
    return tables


def _listed(value: Mapping[str, Any]) -> list[dict[str, str]]:
    """A flat mapping as rows of name and value; the name says how the value is written."""
    return [{"": _words(key), "value": cell(key, item)} for key, item in value.items()]


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, (list, tuple)) and any(isinstance(item, (Mapping, list, tuple)) for item in value)
    )


def _is_flat(value: Mapping[str, Any]) -> bool:
    return bool(value) and not any(_is_nested(item) for item in value.values())


def make_table(caption: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Rows of one kind as a table; its columns are the keys in the order in which they first come."""
    head = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[cell(key, row.get(key)) for key in head] for row in rows[:MOST_ROWS]]
    numeric = [all(_is_number(row.get(key)) for row in rows) for key in head]
    hidden = len(rows) - len(cells)
    note = f"{hidden:,} more rows stand in the JSON." if hidden else ""
    return Table(caption, [_words(key) for key in head], cells, numeric, note, len(cells) > 14)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return bool(_FIGURE.fullmatch(value))
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def cell(key: str, value: Any) -> str:
    """A value as a reader wants it: rates in percent, intervals as `low–high`, nothing as a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if key in ("start", "end"):
            return clock(value)
        rate = not _RATES.isdisjoint(re.split(r"[\W_]+", key.lower()))
        return f"{100 * value:.1f} %" if rate else f"{value:,.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        if len(value) == 2 and all(isinstance(item, float) for item in value):
            return f"{cell('rate', value[0])} – {cell('rate', value[1])}"
        return ", ".join(cell("", item) for item in value)
    return str(value) or "–"


def _words(key: str) -> str:
    return " ".join(part.upper() if part in _ACRONYMS else part for part in key.split("_"))
