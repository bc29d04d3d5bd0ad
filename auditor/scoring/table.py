"""Alignment by the whole table of a dynamic programme, for short texts and as the last resort for long ones."""

from __future__ import annotations

from auditor.scoring.counts import Op, merged_ops, shifted

_CELLS = 4_000_000


def weighted_alignment(ref: str, hyp: str, delete: int, insert: int, replace: int) -> list[Op]:
    """An alignment of least weight by dynamic programming, split in two where the table would be large (Hirschberg)."""
    if not ref or not hyp:
        return _one_sided(len(ref), len(hyp))
    if len(ref) > 1 and len(ref) * len(hyp) > _CELLS:
        return _halved(ref, hyp, delete, insert, replace)
    rows = [list(range(0, (len(hyp) + 1) * insert, insert))]
    for word in ref:
        above = rows[-1]
        cell = above[0] + delete
        row = [cell]
        for j, other in enumerate(hyp):
            diagonal = above[j] if word == other else above[j] + replace
            cell = min(diagonal, above[j + 1] + delete, cell + insert)
            row.append(cell)
        rows.append(row)
    return _traced(ref, hyp, rows, delete, replace)


def _one_sided(rows: int, columns: int) -> list[Op]:
    if rows:
        return [("delete", 0, rows, 0, 0)]
    return [("insert", 0, 0, 0, columns)] if columns else []


def _halved(ref: str, hyp: str, delete: int, insert: int, replace: int) -> list[Op]:
    middle = len(ref) // 2
    last = _last_row(ref[:middle], hyp, delete, insert, replace)
    first = _last_row(ref[middle:][::-1], hyp[::-1], delete, insert, replace)[::-1]
    split = min(range(len(hyp) + 1), key=lambda j: last[j] + first[j])
    head = weighted_alignment(ref[:middle], hyp[:split], delete, insert, replace)
    tail = weighted_alignment(ref[middle:], hyp[split:], delete, insert, replace)
    return head + shifted(tail, middle, split)


def _last_row(ref: str, hyp: str, delete: int, insert: int, replace: int) -> list[int]:
    above = list(range(0, (len(hyp) + 1) * insert, insert))
    for word in ref:
        cell = above[0] + delete
        row = [cell]
        for j, other in enumerate(hyp):
            diagonal = above[j] if word == other else above[j] + replace
            cell = min(diagonal, above[j + 1] + delete, cell + insert)
            row.append(cell)
        above = row
    return above


def _traced(ref: str, hyp: str, rows: list[list[int]], delete: int, replace: int) -> list[Op]:
    steps: list[Op] = []
    i, j = len(ref), len(hyp)
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + (0 if ref[i - 1] == hyp[j - 1] else replace):
            steps.append(("equal" if ref[i - 1] == hyp[j - 1] else "replace", i - 1, i, j - 1, j))
            i, j = i - 1, j - 1
        elif i and here == rows[i - 1][j] + delete:
            steps.append(("delete", i - 1, i, j, j))
            i -= 1
        else:
            steps.append(("insert", i, i, j - 1, j))
            j -= 1
    return merged_ops(reversed(steps))
