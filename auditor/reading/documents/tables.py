"""Markdown tables: a row is a claim; owner, due date, speaker, time and mood are read by the header's words."""

from __future__ import annotations

import re

from auditor.model.inputs import ClaimField, Located
from auditor.reading.documents import located
from auditor.reading.documents.builder import Builder, Traits
from auditor.reading.documents.data_files import table
from auditor.reading.documents.grammar import Clock, parse, unquote
from auditor.reading.documents.outline import clean
from auditor.reading.documents.sentences import count_words
from auditor.settings import FieldNames

_CELL = re.compile(r"(?:[^|\\]|\\.)*")
_EMPTY = re.compile(r"[\s—–\-/.]*|n/?a|none", re.IGNORECASE)


def add_table(out: Builder, fields: FieldNames, lines: list[Located]) -> None:
    """Add the rows of a table; `lines` are its lines in the file, header and rule first."""
    rows = [cells(line) for line in lines]
    header = [clean(cell).text.casefold().strip(" :*_") for cell in rows[0]] if rows else []
    roles = columns(header, fields)
    for line in lines[:2]:
        out.mark(line, "heading")
    for line, row in zip(lines[2:], rows[2:], strict=True):
        _row(out, fields, line, [clean(cell) for cell in row], roles)


def cells(line: Located) -> list[Located]:
    """The cells of a row, split at bars that are not escaped."""
    text = located.strip(line)
    if text.text.startswith("|"):
        text = text.slice(1, len(text.text))
    if text.text.endswith("|") and not text.text.endswith("\\|"):
        text = text.slice(0, len(text.text) - 1)
    found, at = [], 0
    while at <= len(text.text):
        match = _CELL.match(text.text, at)
        end = match.end() if match else at
        found.append(located.strip(text.slice(at, end)))
        at = end + 1
    return found


def columns(header: list[str], fields: FieldNames) -> list[str]:
    """For each column `task`, `owner`, `due`, `speaker`, `start`, `end`, `sentiment`, `metadata` or `text`."""
    names = table("labels")["columns"]
    action = any(h in names["task"] for h in header) and any(
        h in names["owner"] or h in names["due"] or _key(h) in fields.owner + fields.due for h in header
    )
    roles = []
    for name in header:
        key = _key(name)
        if action and name in names["task"] and "task" not in roles:
            roles.append("task")
        elif action and (name in names["owner"] or key in fields.owner) and "owner" not in roles:
            roles.append("owner")
        elif action and (name in names["due"] or key in fields.due) and "due" not in roles:
            roles.append("due")
        elif key in fields.sentiment:
            roles.append("sentiment")
        elif key in fields.start or key in fields.end:
            roles.append("start" if key in fields.start else "end")
        elif not action and (key in fields.speaker or name in names["speaker"]) and "speaker" not in roles:
            roles.append("speaker")
        else:
            roles.append("metadata" if name in names["metadata"] else "text")
    return roles


def _key(name: str) -> str:
    return name.strip().replace(" ", "_")


def _row(out: Builder, fields: FieldNames, line: Located, row: list[Located], roles: list[str]) -> None:
    roles = roles + ["text"] * (len(row) - len(roles))
    by_role: dict[str, list[Located]] = {}
    for role, cell in zip(roles, row, strict=False):
        if cell.text:
            by_role.setdefault(role, []).append(cell)
    if "task" in roles and by_role.get("task"):
        found = [ClaimField(n, c) for n in ("owner", "due") for c in by_role.get(n, []) if not _EMPTY.fullmatch(c.text)]
        out.add(by_role["task"][0], Traits("action-item", "table-row", fields=tuple(found)), whole=True)
        for extra in by_role.get("text", []):
            if count_words(extra.text) >= 4:
                out.add(extra, Traits("field", "table-row"))
    else:
        _claim_row(out, fields, by_role)
    out.mark(line, "label")


def _claim_row(out: Builder, fields: FieldNames, by_role: dict[str, list[Located]]) -> None:
    texts = by_role.get("text", [])
    if not texts:
        return
    speaker = by_role["speaker"][0].text if by_role.get("speaker") else None
    mood = by_role["sentiment"][0].text if by_role.get("sentiment") else None
    mood = None if mood is None or _EMPTY.fullmatch(mood) else mood
    clock: Clock | None = None
    if by_role.get("start"):
        clock = parse(by_role["start"][0], fields).clock or Clock(by_role["start"][0].text, None)
    body, quoted = unquote(texts[0]) if len(texts) == 1 else (located.join(texts), False)
    traits = Traits("quotation" if quoted else "field", "table-row", speaker, clock, mood, quoted)
    out.add(body, traits, whole=len(texts) > 1)
