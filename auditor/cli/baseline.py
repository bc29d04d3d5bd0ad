"""`auditor baseline write|prune|show`: the only commands that touch the file of accepted findings."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from auditor.cli.check import audit_chosen
from auditor.cli.select import Call, Chosen, choose, open_baseline
from auditor.cli.terminal import print_text
from auditor.errors import ConfigError, InputError
from auditor.gate.baseline import Baseline, Entry, baseline_text, entry_for
from auditor.gate.config import BASELINE_NAME, Choices, find_config, load_config
from auditor.gate.policy import rules_named
from auditor.model.result import Audit, Finding
from auditor.reports import write_text
from auditor.reports.plain import visible


def call(
    derived: list[str] | None, source: list[str] | None, config: str | None, isolated: bool, baseline: str | None
) -> Call:
    """The call that the three commands share."""
    return Call(
        derived=tuple(derived or ()),
        sources=tuple(source or ()),
        config=config,
        isolated=isolated,
        choices=Choices(baseline=baseline),
    )


def write(call: Call, *, reason: str, by: str, only: tuple[str, ...], notes: bool) -> int:
    """Adds the findings that nobody has accepted yet.

    Raises:
        ConfigError: no reason is given, or `only` names no finding.
    """
    if not reason.strip():
        raise ConfigError('baseline write: every accepted finding needs a reason: --reason "why this is right"')
    path = _path(call)
    chosen = choose(_existing(call, path))
    before = open_baseline(chosen) or Baseline()
    audit = audit_chosen(chosen)
    keys = [key for text in only for key in text.replace(",", " ").split()]
    taken = [f for f in _open(audit) if (notes or keys or f.severity != "note") and _is_named(f, keys)]
    if keys and not taken:
        raise ConfigError(f"baseline write: --only {', '.join(keys)} names no finding that is open")
    new = [entry_for(finding, " ".join(reason.split()), by) for finding in taken]
    _save(path, [*before.entries, *new])
    print_text(f"{_shown(path)}: {len(new)} accepted, {len(before.entries) + len(new)} in all\n")
    return 0


def _open(audit: Audit) -> list[Finding]:
    return [f for recording in audit.recordings for f in recording.findings if f.suppressed is None]


def _is_named(finding: Finding, keys: list[str]) -> bool:
    if not keys:
        return True
    if finding.fingerprint in keys:
        return True
    return any(finding.name == rule.name for key in keys if len(key) < 16 for rule in rules_named(key, "--only"))


def prune(call: Call) -> int:
    """Takes out the entries that accept nothing any more; entries of files outside this audit stay."""
    path = _path(call)
    chosen = choose(call)
    baseline = _must(chosen, path)
    audit = audit_chosen(chosen)
    kept = list(baseline.entries)
    for stale in audit.summary["stale"]:
        kept.remove(msgspec.convert(stale, Entry))
    gone = len(baseline.entries) - len(kept)
    if gone:
        _save(path, kept)
    print_text(f"{_shown(path)}: {gone} taken out, {len(kept)} left\n")
    return 0


def show(call: Call) -> int:
    """Prints the entries as a table."""
    from tabulate import tabulate

    from auditor.gate.baseline import read_baseline

    path = _path(call)
    if not path.is_file():
        print_text(f"{_shown(path)}: no baseline; nothing is accepted\n")
        return 0
    base = load_config(_config_file(call)).base
    baseline = read_baseline(path, _shown(path), lambda name: (base / name).is_file())
    rows = [
        (
            e.fingerprint,
            f"{e.rule} {e.name}",
            visible(e.path) + (" (gone)" if e.path in baseline.gone else ""),
            visible(e.claimed),
            visible(e.reason + (f" ({e.by})" if e.by else "")),
        )
        for e in baseline.entries
    ]
    headers = ("fingerprint", "finding", "path", "claimed", "reason")
    print_text(
        tabulate(
            rows, headers=headers, tablefmt="simple", disable_numparse=True, maxcolwidths=[None, None, None, 40, 50]
        )
        + "\n"
    )
    return 0


def _config_file(call: Call) -> Path | None:
    if call.isolated:
        return None
    return Path(call.config) if call.config else find_config(Path.cwd())


def _path(call: Call) -> Path:
    """Where the baseline is, or is to be written."""
    config = load_config(_config_file(call), call.choices)
    return config.baseline or config.base / BASELINE_NAME


def _existing(call: Call, path: Path) -> Call:
    """The call without its baseline where that is still to be written."""
    if path.is_file():
        return call
    return Call(**{**vars(call), "choices": Choices(use_baseline=False)})


def _must(chosen: Chosen, path: Path) -> Baseline:
    baseline = open_baseline(chosen)
    if baseline is None:
        raise InputError(_shown(path), "no such baseline", "what `auditor baseline write` writes")
    return baseline


def _save(path: Path, entries: list[Entry]) -> None:
    try:
        write_text(path, baseline_text(entries))
    except OSError as error:
        raise InputError(_shown(path), f"cannot be written ({error.strerror})") from error


def _shown(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
