"""The baseline: findings that somebody has looked at and accepted, each with a reason. A check only reads it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from auditor.errors import ConfigError, InputError
from auditor.gate.fingerprint import base_of
from auditor.model.result import Finding

VERSION = 1


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An accepted finding. Only the fingerprint identifies it; `path` tells a renamed file from a copied one."""

    fingerprint: str
    rule: str
    name: str
    path: str
    reason: str
    claimed: str = ""
    source: str = ""
    by: str = ""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int
    entries: list[Entry]


@dataclass(frozen=True)
class Baseline:
    """Accepted findings. `gone` are the paths of entries whose file is no longer there (their entries may move).

    `complete` says that the audit saw every recording, so that an entry of a file that is gone is stale too.
    """

    entries: tuple[Entry, ...] = ()
    gone: frozenset[str] = frozenset()
    complete: bool = False


def read_baseline(path: Path, shown: str, exists: Callable[[str], bool], complete: bool = False) -> Baseline:
    """The baseline file; `exists` tells whether an entry's path (as written there) is still a file.

    Raises:
        InputError: the file is missing or no baseline.
        ConfigError: an entry has no reason.
    """
    try:
        data = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise InputError(shown, error.strerror or "cannot be read", "a baseline (auditor baseline write)") from error
    except msgspec.MsgspecError as error:
        raise InputError(shown, f"is no baseline: {error}", "what `auditor baseline write` writes") from error
    if data.version != VERSION:
        raise InputError(shown, f"has version {data.version}", f"version {VERSION}")
    for number, entry in enumerate(data.entries, 1):
        if not entry.reason.strip():
            raise ConfigError(
                f"{shown}: entry {number} ({entry.name} in {entry.path}) has no reason; say why it is accepted"
            )
    gone = frozenset(entry.path for entry in data.entries if not exists(entry.path))
    return Baseline(tuple(data.entries), gone, complete)


def match(
    findings: Sequence[Finding], baseline: Baseline, audited: frozenset[str]
) -> tuple[list[Entry | None], list[Entry]]:
    """Which entry accepts each finding, and the stale entries.

    One entry accepts one finding: a second identical one is new. An entry accepts findings of its own path, or of any
    other where its own file is gone. Stale is an entry of an audited file that accepts nothing.
    """
    pool: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    moved: dict[str, list[Entry]] = defaultdict(list)
    for entry in baseline.entries:
        base = base_of(entry.fingerprint)
        if entry.path in baseline.gone and entry.path not in audited:
            moved[base].append(entry)
        else:
            pool[base, entry.path].append(entry)
    accepted: list[Entry | None] = [None] * len(findings)
    for i in sorted(range(len(findings)), key=lambda i: (findings[i].path, findings[i].line, findings[i].column, i)):
        base = base_of(findings[i].fingerprint)
        own = pool[base, findings[i].path]
        waiting = own or moved[base]
        if waiting:
            accepted[i] = waiting.pop(0)
    used = {id(entry) for entry in accepted if entry is not None}
    stale = [
        entry
        for entry in baseline.entries
        if id(entry) not in used and (entry.path in audited or (baseline.complete and entry.path in baseline.gone))
    ]
    return accepted, stale


def entry_for(finding: Finding, reason: str, by: str = "") -> Entry:
    """The entry that accepts a finding."""
    return Entry(
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        name=finding.name,
        path=finding.path,
        reason=reason,
        claimed=finding.claimed or "",
        source=finding.source or "",
        by=by,
    )


def baseline_text(entries: Sequence[Entry]) -> str:
    """The file's text: JSON, one entry a line (merges stay readable), sorted by path, rule and fingerprint."""
    ordered = sorted(entries, key=lambda e: (e.path, e.rule, e.fingerprint))
    lines = [json.dumps({k: v for k, v in msgspec.structs.asdict(e).items() if v}, ensure_ascii=False) for e in ordered]
    body = ",\n".join(f"    {line}" for line in lines)
    return (
        f'{{\n  "version": {VERSION},\n  "entries": [\n{body}\n  ]\n}}\n'
        if body
        else f'{{\n  "version": {VERSION},\n  "entries": []\n}}\n'
    )
