"""Applies the policy: severities, accepted findings, limits; gives the gate's answer and the summary."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace

from auditor.errors import InputError
from auditor.gate.baseline import Baseline, Entry, match
from auditor.gate.fingerprint import with_fingerprints
from auditor.gate.limits import check_limits, document_paths, is_said
from auditor.gate.policy import Policy
from auditor.gate.suppression import Suppression, match_suppressions
from auditor.model.result import (
    BAD_VERDICTS,
    SEVERITIES,
    VERDICTS,
    Claim,
    Finding,
    Gate,
    Recording,
    SpeakerRow,
)
from auditor.model.result import Suppression as Accepted
from auditor.rules.catalogue import BY_NAME


@dataclass
class _Tally:
    """What happened to findings on the way. `nameless`: claims with a bad verdict that no rule gave a name."""

    nameless: frozenset[str]
    off: int = 0
    unused: int = 0
    stale: tuple[Entry, ...] = ()


def apply_policy(
    recordings: Sequence[Recording],
    policy: Policy,
    baseline: Baseline | None = None,
    suppressions: Sequence[Suppression] = (),
) -> tuple[list[Recording], Gate, dict[str, Any]]:
    """The recordings under the policy, pass or fail, and the summary.

    Findings get fingerprints and their severity under the policy; those at `off` leave the result; those that the
    baseline or a suppression accepts stay, marked, and do not count. A suppression that accepts nothing becomes a
    finding. Verdicts and heaps stay as they were judged.

    Args:
        recordings: as judged, with findings at the severities of their rules.
        policy: levels, limits, what fails.
        baseline: accepted findings.
        suppressions: those found in the documents and their side files.

    Returns:
        The recordings; the gate; the summary (`summarise`, and `switched_off`, `unused_suppressions`, `stale`).

    Raises:
        InputError: a document in which nothing could be checked; it must not pass.
    """
    _refuse_unchecked(recordings)
    nameless = {c.id for r in recordings for c in r.claims if c.verdict in BAD_VERDICTS and not c.findings}
    tally = _Tally(frozenset(nameless))
    ids = _ids_after(recordings)
    leveled = [_with_levels(recording, policy, suppressions, ids, tally) for recording in recordings]
    done = _with_baseline(leveled, baseline or Baseline(), tally)
    gate = _gate(done, policy, tally)
    return (
        done,
        gate,
        summarise(done)
        | {
            "switched_off": tally.off,
            "unused_suppressions": tally.unused,
            "stale": [msgspec.to_builtins(entry) for entry in tally.stale],
        },
    )


def _refuse_unchecked(recordings: Sequence[Recording]) -> None:
    for recording in recordings:
        checked = {claim.path for claim in recording.claims if claim.verdict != "boilerplate"}
        for path in document_paths(recording):
            if path not in checked:
                raise InputError(path, "nothing in it could be checked", "at least one claim about the recording")


def _ids_after(recordings: Sequence[Recording]) -> Iterator[str]:
    """Ids for new findings, after the highest number that is taken."""
    found = (re.search(r"\d+$", f.id) for recording in recordings for f in recording.findings)
    first = max((int(number.group()) for number in found if number), default=0) + 1
    return (f"f{number:03d}" for number in itertools.count(first))


def _with_levels(
    recording: Recording, policy: Policy, suppressions: Sequence[Suppression], ids: Iterator[str], tally: _Tally
) -> Recording:
    paths = {*document_paths(recording), *(source.path for source in recording.sources)}
    covers, unused = match_suppressions(
        recording.findings, recording.claims, [s for s in suppressions if s.path in paths]
    )
    kept: list[Finding] = []
    gone: list[Finding] = []
    for finding, cover in zip(recording.findings, covers, strict=True):
        level = policy.level(finding)
        if level == "off":
            gone.append(finding)
            continue
        accepted = Accepted(kind="inline", reason=cover.reason) if cover else None
        kept.append(replace(finding, severity=level, suppressed=accepted))
    for suppression in unused:
        finding = _unused(suppression, next(ids))
        level = policy.level(finding)
        if level != "off" and not all(policy.is_off(name, suppression.path) for name in suppression.names):
            tally.unused += 1
            kept.append(replace(finding, severity=level))
    tally.off += len(gone)
    off = {finding.id for finding in gone}
    claims = [
        claim
        if off.isdisjoint(claim.findings)
        else replace(claim, findings=[i for i in claim.findings if i not in off])
        for claim in recording.claims
    ]
    rows = _without(recording.speakers, gone, claims)
    return replace(recording, claims=claims, findings=with_fingerprints(kept, claims), speakers=rows)


def _without(rows: list[SpeakerRow], gone: list[Finding], claims: list[Claim]) -> list[SpeakerRow]:
    """The speakers' rows without the findings that are off."""
    speaker_of = {claim.id: claim.speaker for claim in claims}
    lost = Counter((speaker_of.get(f.claim) if f.claim else f.speaker, f.name) for f in gone)
    out = []
    for row in rows:
        names = {name: count - lost[row.speaker, name] for name, count in row.names.items()}
        kept = {name: count for name, count in names.items() if count > 0}
        out.append(replace(row, names=kept, findings=row.findings - (sum(row.names.values()) - sum(kept.values()))))
    return out


def _unused(suppression: Suppression, id_: str) -> Finding:
    rule = BY_NAME["unused-suppression"]
    names = ", ".join(sorted(suppression.names))
    return Finding(
        id=id_,
        rule=rule.code,
        name=rule.name,
        severity="warning",
        message=f"This suppression of {names} suppresses nothing: the line is mended or stands elsewhere; remove it.",
        path=suppression.place,
        line=suppression.line,
        end_line=suppression.line,
        claimed=names,
        introduced_by="derived",
    )


def _with_baseline(recordings: list[Recording], baseline: Baseline, tally: _Tally) -> list[Recording]:
    """Marks the findings that the baseline accepts; an inline suppression comes first and uses no entry up."""
    if not baseline.entries:
        return recordings
    open_ = [f for recording in recordings for f in recording.findings if f.suppressed is None]
    audited = frozenset(path for recording in recordings for path in _paths(recording))
    accepted, stale = match(open_, baseline, audited)
    tally.stale = tuple(stale)
    reasons = {id(f): entry.reason for f, entry in zip(open_, accepted, strict=True) if entry is not None}
    return [
        replace(
            recording,
            findings=[
                replace(f, suppressed=Accepted(kind="baseline", reason=reasons[id(f)])) if id(f) in reasons else f
                for f in recording.findings
            ],
        )
        for recording in recordings
    ]


def _paths(recording: Recording) -> list[str]:
    return [*document_paths(recording), *(source.path for source in recording.sources)]


def _gate(recordings: Sequence[Recording], policy: Policy, tally: _Tally) -> Gate:
    rows: list[dict[str, Any]] = []
    reasons: list[str] = []
    for recording in recordings:
        limits, broken = check_limits(recording, policy, tally.nameless)
        rows += limits
        reasons += broken
        reasons += _failing_findings(recording, policy)
    if policy.fail_on_stale and tally.stale:
        reasons.append(
            f"baseline: {_count(len(tally.stale), 'stale entry', 'stale entries')}; auditor baseline prune removes them"
        )
    return Gate(passed=not reasons, reasons=reasons, limits=rows)


def _failing_findings(recording: Recording, policy: Policy) -> list[str]:
    """A sentence per file for findings that fail by their severity: all but those of claims that a limit counts."""
    verdicts = {claim.id: claim.verdict for claim in recording.claims}
    failing: dict[str, Counter[str]] = {}
    for finding in recording.findings:
        verdict = verdicts.get(finding.claim or "", "")
        limited = (
            is_said(finding)
            and verdict in BAD_VERDICTS
            and getattr(policy.limits_for(finding.path), verdict) is not None
        )
        if finding.suppressed is None and policy.fails(finding.severity) and not limited:
            failing.setdefault(finding.path, Counter())[finding.name] += 1
    return [
        f"{path}: " + ", ".join(f"{count} {name}" for name, count in sorted(names.items(), key=lambda i: (-i[1], i[0])))
        for path, names in sorted(failing.items())
    ]


def summarise(recordings: Sequence[Recording]) -> dict[str, Any]:
    """Counts for the result's `summary`.

    `claims` (boilerplate apart), `verdicts` (all seven), `heaps`; `findings` per name and `severities`, both without
    the accepted ones; `accepted` by kind; `lines` by role; `documents`.
    """
    claims = [claim for recording in recordings for claim in recording.claims]
    findings = [finding for recording in recordings for finding in recording.findings]
    verdicts: Counter[str] = Counter(claim.verdict for claim in claims)
    heaps = Counter(claim.heap for claim in claims if claim.heap)
    active = [f for f in findings if f.suppressed is None]
    names = Counter(f.name for f in active)
    severities: Counter[str] = Counter(f.severity for f in active)
    accepted = Counter(f.suppressed.kind for f in findings if f.suppressed is not None)
    lines: Counter[str] = Counter()
    for recording in recordings:
        for document in recording.documents:
            lines.update(document.lines)
    return {
        "recordings": len(recordings),
        "documents": sum(len(document_paths(recording)) for recording in recordings),
        "claims": sum(1 for claim in claims if claim.verdict != "boilerplate"),
        "verdicts": {verdict: verdicts[verdict] for verdict in VERDICTS},
        "heaps": {heap: heaps[heap] for heap in ("flagged", "review", "passed")},
        "findings": {name: names[name] for name in sorted(names)},
        "severities": {severity: severities[severity] for severity in SEVERITIES},
        "accepted": {kind: accepted[kind] for kind in ("baseline", "inline")},
        "lines": dict(sorted(lines.items())),
    }


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
