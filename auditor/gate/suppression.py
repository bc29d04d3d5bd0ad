"""Suppressions that stand in a derived document or beside it, each for named findings and with a reason.

`<!-- auditor: ignore entity-changed: reason -->` holds for its own line or, where it has the line to itself, for the
next line with words. Formats without comments have a side file, `NAME.auditor-ignore.toml`, with one
`[[ignore]]` table a suppression: `rule`, `reason`, and `text` (words of the line that it holds for) or `line`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import ConfigError, InputError
from auditor.gate.fingerprint import plain
from auditor.gate.policy import rules_named
from auditor.model.inputs import TextFile
from auditor.model.result import Claim, Finding
from auditor.reading.documents.comments import SUPPRESSION
from auditor.reading.files import decode
from auditor.settings import RecordingSpec

SIDE_ENDING = ".auditor-ignore.toml"
_ORDER = re.compile(r"\s*ignore\s+([\w\-, ]+?)\s*(?::\s*(.*))?", re.S | re.I)
_SHAPE = "<!-- auditor: ignore NAME: reason -->"


@dataclass(frozen=True)
class Suppression:
    """Findings called one of `names` are accepted for `reason` where they touch `target` (a line of `path`).

    `target` None with `text` holds for claims with those words, None without for the whole file. `line` is where the
    suppression itself stands, in the file `place` (the document or its side file).
    """

    path: str
    place: str
    line: int
    names: frozenset[str]
    reason: str
    target: int | None = None
    text: str = ""

    def covers(self, finding: Finding, claim: Claim | None) -> bool:
        if finding.path != self.path or finding.name not in self.names:
            return False
        if self.target is not None:
            return finding.line <= self.target <= max(finding.line, finding.end_line)
        words = " ".join((claim.text if claim else "", finding.claimed or ""))
        return not self.text or f" {plain(self.text)} " in f" {plain(words)} "


def _spans(text: str) -> list[tuple[int, int]]:
    """Where suppression comments stand, as [start, stop) offsets."""
    return [match.span() for match in SUPPRESSION.finditer(text)]


def inline_suppressions(file: TextFile) -> list[Suppression]:
    """The suppression comments of a document, in order.

    Raises:
        ConfigError: a comment names no known finding, or has no reason.
    """
    spans = _spans(file.text)
    if not spans:
        return []
    bare = list(file.text)
    for start, stop in spans:
        bare[start:stop] = [" " if char not in "\r\n" else char for char in bare[start:stop]]
    lines = [
        "".join(bare[start:stop]).strip(" \t\r\n>*-")
        for start, stop in zip(file.line_starts, [*file.line_starts[1:], len(bare)], strict=True)
    ]
    found = []
    for match in SUPPRESSION.finditer(file.text):
        line, last = file.line_of(match.start()), file.line_of(match.end() - 1)
        names, reason = _order(match.group(1), f"{file.path}:{line}")
        target = last if lines[last - 1] else next((n for n in range(last + 1, len(lines) + 1) if lines[n - 1]), last)
        found.append(Suppression(file.path, file.path, line, names, reason, line if lines[line - 1] else target))
    return found


def _order(words: str, where: str) -> tuple[frozenset[str], str]:
    order = _ORDER.fullmatch(words.strip())
    if order is None:
        raise ConfigError(f"{where}: `{' '.join(words.split())}` is no suppression; expected {_SHAPE}")
    reason = " ".join((order.group(2) or "").split())
    if not reason:
        raise ConfigError(f"{where}: the suppression has no reason; expected {_SHAPE}")
    keys = [key for key in re.split(r"[,\s]+", order.group(1)) if key]
    return frozenset(rule.name for key in keys for rule in rules_named(key, where)), reason


def side_suppressions(path: Path, shown: str) -> list[Suppression]:
    """The suppressions of the side file of a document, none where there is no such file.

    Args:
        path: the document.
        shown: the document's path as it stands in findings.

    Raises:
        InputError: the side file cannot be read or is no TOML.
        ConfigError: a table lacks a reason or has an unknown key.
    """
    side = path.with_name(path.name + SIDE_ENDING)
    if not side.is_file():
        return []
    place = shown + SIDE_ENDING
    try:
        text = side.read_text("utf-8")
        tables = tomllib.loads(text).get("ignore", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(place, f"cannot be read: {error}", "TOML with [[ignore]] tables") from error
    heads = [n for n, row in enumerate(text.splitlines(), 1) if row.replace(" ", "").startswith("[[ignore]]")]
    if not isinstance(tables, list):
        raise ConfigError(
            f"{place}: `ignore` is no list of tables; expected [[ignore]] with rule, reason, and text or line"
        )
    found = []
    for number, table in enumerate(tables):
        line = heads[number] if number < len(heads) else 1
        found.append(_side_entry(table, shown, place, line))
    return found


def _side_entry(table: object, shown: str, place: str, line: int) -> Suppression:
    where = f"{place}:{line}"
    if not isinstance(table, dict) or not set(table) <= {"rule", "reason", "text", "line"}:
        raise ConfigError(f"{where}: a suppression has the keys rule, reason, and text or line")
    rule, reason, text, target = (table.get(key) for key in ("rule", "reason", "text", "line"))
    if not isinstance(rule, str) or not isinstance(reason, str) or not reason.strip():
        raise ConfigError(f"{where}: a suppression needs `rule` and `reason`, both strings")
    if not isinstance(text, str | None) or not isinstance(target, int | None):
        raise ConfigError(f"{where}: `text` is a string and `line` a whole number")
    names = frozenset(found.name for found in rules_named(rule, where))
    return Suppression(shown, place, line, names, " ".join(reason.split()), target, text or "")


def collect_suppressions(specs: Sequence[RecordingSpec]) -> list[Suppression]:
    """The suppressions in the derived documents of the recordings, and in the side files of all their files.

    JSON has no comments: what looks like one there is speech. Standard input cannot be read twice and has none.

    Raises:
        InputError, ConfigError: as `inline_suppressions` and `side_suppressions`.
    """
    found: dict[str, list[Suppression]] = {}
    for spec in specs:
        for path in (*spec.derived, *spec.sources):
            place = Path(spec.base) / path
            if path == "-" or path in found or not place.is_file():
                continue
            found[path] = side_suppressions(place, path)
            if path in spec.derived and place.suffix.lower() not in (".json", ".jsonl"):
                found[path] += _inline_of(place, path)
    return [suppression for each in found.values() for suppression in each]


def _inline_of(place: Path, shown: str) -> list[Suppression]:
    try:
        return inline_suppressions(decode(shown, place.read_bytes()))
    except InputError:
        return []  # the audit itself says what is wrong with the file


def match_suppressions(
    findings: Sequence[Finding], claims: Sequence[Claim], suppressions: Sequence[Suppression]
) -> tuple[list[Suppression | None], list[Suppression]]:
    """The first suppression that covers each finding, and those that cover none."""
    by_id = {claim.id: claim for claim in claims}
    used: set[int] = set()
    out: list[Suppression | None] = []
    for finding in findings:
        claim = by_id.get(finding.claim) if finding.claim else None
        covering = [i for i, s in enumerate(suppressions) if s.covers(finding, claim)]
        used.update(covering)
        out.append(suppressions[covering[0]] if covering else None)
    return out, [s for i, s in enumerate(suppressions) if i not in used]
