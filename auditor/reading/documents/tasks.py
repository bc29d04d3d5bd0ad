"""Action items: the task with its owner and due date, where a line says them openly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.model.inputs import ClaimField, Located
from auditor.reading.documents import located
from auditor.reading.documents.data_files import words
from auditor.reading.documents.grammar import name_like
from auditor.reading.documents.sentences import count_words
from auditor.settings import FieldNames

_KEYED = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{1,20}?)[ \t]*[:：][ \t]*(?P<value>[^,;|()\[\]]+)")
_BRACKET = re.compile(r"[ \t]*[(\[](?P<inner>[^()\[\]]+)[)\]][ \t]*\.?$")
_DASH = re.compile(r"[ \t]+[—–-]{1,2}[ \t]+(?P<inner>[^—–]+?)\.?$")
_PIPES = re.compile(r"[ \t]*[|;](?![^(\[]*[)\]])[ \t]*(?=(?:[A-Za-z ]{2,20})[:：])(?P<inner>.+)$")
_SUBJECT = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|and|&|\d+))*)[ \t]+(?P<verb>\w+)\b")
_HANDLE = re.compile(r"[ \t]*@(?P<name>\w[\w.-]*\w)")


@dataclass(frozen=True)
class Task:
    """The words of the task, and its fields."""

    text: Located
    fields: tuple[ClaimField, ...]


def task(text: Located, label: Located | None, fields: FieldNames) -> Task:
    """Owner and due date from a label, a bracket, a dash, `Ann to …` or `… by Friday`; what is not said is left out."""
    found: list[ClaimField] = [ClaimField("owner", located.strip(label, "@ "))] if label else []
    for pattern in (_PIPES, _BRACKET, _DASH):
        match = pattern.search(text.text)
        if (
            match
            and match.start()
            and (more := _tail(text.slice(*match.span("inner")), fields, pattern is not _BRACKET))
        ):
            found += more
            text = located.strip(text.slice(0, match.start()))
    names = {f.name for f in found}
    if "owner" not in names:
        handle = _HANDLE.search(text.text)
        subject = _SUBJECT.match(text.text)
        if handle:
            found.append(ClaimField("owner", text.slice(*handle.span("name"))))
        elif subject and subject["verb"] in words("labels", "task_verbs") and name_like(subject["name"]):
            found.append(ClaimField("owner", text.slice(*subject.span("name"))))
    if "due" not in names and (span := _due(text.text)):
        found.append(ClaimField("due", text.slice(*span)))
    return Task(text, tuple(found))


def keyed(text: Located, fields: FieldNames) -> ClaimField | None:
    """`Owner: Ann` or `Due: Friday` standing alone."""
    match = _KEYED.match(text.text)
    if not match:
        return None
    name = _role(match["key"], fields)
    value = located.strip(text.slice(match.start("value"), len(text.text)))
    return ClaimField(name, value) if name and value.text else None


def _role(key: str, fields: FieldNames) -> str | None:
    plain = key.strip().casefold()
    key = plain.replace(" ", "_")
    if key in fields.owner or plain in words("labels", "owner_keys"):
        return "owner"
    return "due" if key in fields.due or plain in words("labels", "due_keys") else None


def _tail(inner: Located, fields: FieldNames, strict: bool) -> list[ClaimField]:
    """The fields of `Owner: Ann, Due: Friday` or `Ann, by Friday`; empty where it is something else."""
    found: list[ClaimField] = []
    for match in re.finditer(r"[^,;|]+", inner.text):
        part = located.strip(inner.slice(*match.span()))
        pair = keyed(part, fields)
        if pair:
            found.append(pair)
            continue
        due = re.match(r"(?:by|due|until|before|deadline)\b[ \t:]*", part.text, re.IGNORECASE)
        body = part.slice(due.end(), len(part.text)) if due else part
        if not body.text:
            return []
        if due or is_date(body.text):
            found.append(ClaimField("due", body))
        elif name_like(body.text) and body.text[0].isupper() and count_words(body.text) <= (3 if strict else 4):
            found.append(ClaimField("owner", body))
        else:
            return []
    return found


def is_date(text: str) -> bool:
    """Whether a few words look like a day or a deadline."""
    tokens = re.findall(r"\w+", text.casefold())
    return 0 < len(tokens) <= 6 and (
        any(t in words("labels", "date_words") for t in tokens) or re.search(r"\d{1,4}[./-]\d{1,2}", text) is not None
    )


def _due(text: str) -> Span | None:
    """The last `by …` that is a day or a deadline."""
    last = None
    for match in re.finditer(
        r"\b(?:by|until|before|due(?: on)?|no later than)[ \t]+(?P<day>[^,.;]+?)(?=[,.;]|$)", text, re.I
    ):
        tokens = match["day"].split()
        for count in range(min(5, len(tokens)), 0, -1):
            day = " ".join(tokens[:count])
            numbered = tokens[count - 1].rstrip("stndrh").isdigit() and count > 1
            if is_date(tokens[count - 2 if numbered else count - 1]) and text[match.start("day") :].startswith(day):
                last = (match.start("day"), match.start("day") + len(day))
                break
    return last


Span = tuple[int, int]
