"""`auditor score`: error rates of ASR variants against a reference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from auditor.cli.terminal import print_text
from auditor.errors import ConfigError, InputError
from auditor.reports import format_of, render, write_report
from auditor.scoring.corpus import score_manifest, score_paths
from auditor.scoring.options import Cost, ScoreOptions
from auditor.text.normalise import PROFILES

if TYPE_CHECKING:
    from auditor.model.result import Finding
    from auditor.scoring.compare import Faults

FORMATS = ("text", "markdown", "json")


@dataclass(frozen=True)
class Call:
    """What to score and how, as the user named it."""

    paths: tuple[str, ...] = ()
    manifest: str | None = None
    profile: str = "default"
    cost: str = "canonical"
    glossary: str | None = None
    glm: str | None = None
    meeting: bool = False
    collar: float = 5.0
    draws: int = 1000
    details: bool = False
    strict: bool = False
    verify: bool = False


def score(call: Call, format: str = "text", reports: tuple[str, ...] = (), every: bool = False) -> int:
    """Scores, prints and writes the reports.

    Returns:
        0; scores have no gate.

    Raises:
        AuditorError: the call or an input is wrong (exit status 2).
    """
    if format not in FORMATS:
        raise ConfigError(f"--output-format: expected one of {', '.join(FORMATS)}, got {format}")
    for path in reports:
        format_of(Path(path))
    options = _options(call, call.details or every or bool(reports) or format != "text")
    if call.manifest:
        if call.paths:
            raise ConfigError("--manifest stands for REFERENCE and HYPOTHESIS; give one or the other")
        audit = score_manifest(call.manifest, options, _Finder())
    elif len(call.paths) < 2:
        raise ConfigError("nothing to score; expected REFERENCE HYPOTHESIS [HYPOTHESIS ...] or --manifest FILE")
    else:
        audit = score_paths(call.paths[0], list(call.paths[1:]), options, _Finder())
    for path in reports:
        write_report(audit, Path(path))
    if format == "json":
        print_text(render(audit, "json"))
    else:
        from auditor.reports.scores import render as scores

        print_text(scores(audit, {"markdown": format == "markdown", "all": every}))
    return 0


class _Finder:
    """Makes the findings of one recording after the other, numbered through the file."""

    def __init__(self) -> None:
        self._made = 0

    def __call__(self, faults: Faults) -> list[Finding]:
        from auditor.app import transcript_findings

        found = transcript_findings(faults, self._made)
        self._made += len(found)
        return found


def _options(call: Call, details: bool) -> ScoreOptions:
    if call.profile not in PROFILES:
        raise ConfigError(f"--normaliser: expected one of {', '.join(PROFILES)}, got {call.profile}")
    if call.cost not in get_args(Cost):
        raise ConfigError(f"--cost: expected one of {', '.join(get_args(Cost))}, got {call.cost}")
    glossary: tuple[tuple[str, ...], ...] = ()
    if call.glossary:
        from auditor.scoring.words import read_glossary

        glossary = tuple(tuple(entry) for entry in read_glossary(_text(call.glossary)))
    return ScoreOptions(
        profile=call.profile,
        cost="sclite" if call.cost == "sclite" else "canonical",
        glossary=glossary,
        glm=_text(call.glm) if call.glm else "",
        meeting=call.meeting,
        collar=call.collar,
        draws=call.draws,
        details=details,
        lenient=not call.strict,
        verify=call.verify,
    )


def _text(path: str) -> str:
    from auditor.reading import read_file

    text = read_file(path).text
    if not text.strip():
        raise InputError(path, "is empty", "rules or terms, one a line")
    return text
