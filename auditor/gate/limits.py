"""Measures a recording against the limits of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from auditor.gate.policy import Limits, Policy
from auditor.model.result import BAD_VERDICTS, GOOD_VERDICTS, Claim, Finding, Recording
from auditor.rules.catalogue import BY_NAME


def check_limits(
    recording: Recording, policy: Policy, nameless: frozenset[str] = frozenset()
) -> tuple[list[dict[str, Any]], list[str]]:
    """Every limit in force with what was found, and a sentence for each that is broken.

    A limit row has `limit`, `path` (document, or the recording's name), `allowed`, `found` (None: not measurable here,
    with `why`) and `passed`.
    """
    rows: list[dict[str, Any]] = []
    for path in document_paths(recording):
        limits = policy.limits_for(path)
        claims = [c for c in recording.claims if c.path == path and c.verdict != "boilerplate"]
        rows += _document_rows(
            path, claims, recording.findings, limits, bad_claims(claims, recording.findings, policy, nameless)
        )
    of_recording = policy.limits_for(next(iter(document_paths(recording)), recording.name))
    rows += _recording_rows(recording, of_recording)
    return rows, [_sentence(row) for row in rows if not row["passed"]]


def document_paths(recording: Recording) -> list[str]:
    """The derived documents of a recording, in order."""
    return list(dict.fromkeys([*(d.path for d in recording.documents), *(c.path for c in recording.claims)]))


def bad_claims(
    claims: Iterable[Claim], findings: Iterable[Finding], policy: Policy, nameless: frozenset[str]
) -> Counter[str]:
    """How many claims of each bad verdict fail the gate.

    A claim counts where one of its findings of what was said is at or above `fail-on` and nobody accepted it, or
    where it is among the `nameless` (no rule made any finding: it must not pass for having no name).
    """
    failing = {f.claim for f in findings if f.suppressed is None and policy.fails(f.severity) and is_said(f)} | nameless
    return Counter(claim.verdict for claim in claims if claim.verdict in BAD_VERDICTS and claim.id in failing)


def is_said(finding: Finding) -> bool:
    """Whether the finding is about what was said (and not who, when, or the document)."""
    return finding.name in BY_NAME and BY_NAME[finding.name].family == "said"


def _document_rows(
    path: str, claims: list[Claim], findings: list[Finding], limits: Limits, bad: Counter[str]
) -> list[dict[str, Any]]:
    rows = []
    for verdict, allowed in (("fabricated", limits.fabricated), ("altered", limits.altered)):
        if allowed is not None:
            rows.append(_row(verdict, path, allowed, bad[verdict], bad[verdict] <= allowed))
    accepted = _accepted(findings)
    counted = [c for c in claims if c.id not in accepted]
    if limits.min_supported is not None and counted:
        share = sum(c.verdict in GOOD_VERDICTS for c in counted) / len(counted)
        rows.append(_row("min-supported", path, limits.min_supported, share, share >= limits.min_supported))
    if limits.max_review is not None and counted:
        share = sum(c.heap == "review" for c in counted) / len(counted)
        rows.append(_row("max-review", path, limits.max_review, share, share <= limits.max_review))
    if limits.max_time_off is not None:
        off = max((t for t in map(_time_off, _heads(counted)) if t is not None), default=None)
        passed = off is None or off <= limits.max_time_off
        rows.append(
            _row("max-time-off", path, limits.max_time_off, off, passed, "no claim with a time has timed evidence")
        )
    return rows


def _recording_rows(recording: Recording, limits: Limits) -> list[dict[str, Any]]:
    rows = []
    if limits.max_wer is not None:
        wer = _worst_wer(recording)
        passed = wer is None or wer <= limits.max_wer
        rows.append(_row("max-wer", recording.name, limits.max_wer, wer, passed, "no reference transcript"))
    if limits.max_gap is not None:
        timed = [g.end - g.start for g in recording.coverage.gaps if g.start is not None and g.end is not None]
        gap = max(timed, default=None if recording.coverage.gaps else 0.0)
        passed = gap is None or gap <= limits.max_gap
        rows.append(_row("max-gap", recording.name, limits.max_gap, gap, passed, "no source with times"))
    return rows


def _row(limit: str, path: str, allowed: float, found: float | None, passed: bool, why: str = "") -> dict[str, Any]:
    shown = round(found, 4) if isinstance(found, float) else found
    row = {"limit": limit, "path": path, "allowed": allowed, "found": shown, "passed": passed}
    return row | {"why": why} if found is None else row


def _sentence(row: dict[str, Any]) -> str:
    found, allowed, limit = row["found"], row["allowed"], row["limit"]
    if limit in ("fabricated", "altered"):
        text = f"{found} {limit} (limit {allowed})"
    elif limit in ("max-gap", "max-time-off"):
        what = "of the recording untold in one stretch" if limit == "max-gap" else "between a claimed and the real time"
        text = f"{found:.0f} s {what} (limit {allowed:g} s)"
    else:
        what, edge = {
            "min-supported": ("of the claims supported", "at least"),
            "max-review": ("of the claims to review", "at most"),
            "max-wer": ("word error rate against the reference", "at most"),
        }[limit]
        text = f"{100 * found:.1f} % {what} ({edge} {100 * allowed:g} %)"
    return f"{row['path']}: {text}"


def _accepted(findings: Iterable[Finding]) -> set[str]:
    """Claims whose every finding somebody accepted."""
    accepted: dict[str, bool] = {}
    for finding in findings:
        if finding.claim:
            accepted[finding.claim] = accepted.get(finding.claim, True) and finding.suppressed is not None
    return {claim for claim, every in accepted.items() if every}


def _heads(claims: list[Claim]) -> list[Claim]:
    """The first claim of each turn: the turn's time is where it begins."""
    return list({c.turn: c for c in reversed(claims)}.values())


def _time_off(claim: Claim) -> float | None:
    """Seconds between the claimed time and the nearest moment of the evidence."""
    if claim.start is None or claim.verdict not in GOOD_VERDICTS:
        return None
    offs = [
        max(e.start - claim.start, claim.start - (e.end if e.end is not None else e.start), 0.0)
        for e in claim.evidence
        if e.start is not None
    ]
    return min(offs, default=None)


def _worst_wer(recording: Recording) -> float | None:
    """The highest normalised word error rate of the variants against the reference; None without one."""
    if recording.asr.reference is None:
        return None
    rates = [row.get("normalised", {}).get("wer") for row in recording.asr.variants]
    return max((float(rate) for rate in rates if isinstance(rate, int | float)), default=None)
