"""Findings of an audit in the order in which a reader should meet them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.model.result import SEVERITIES, Audit, Claim, Evidence, Finding, Recording


class Found(NamedTuple):
    """A finding with its recording and its claim (None: it is about no single claim)."""

    finding: Finding
    claim: Claim | None
    recording: Recording

    @property
    def places(self) -> list[Evidence]:
        """What was said: the finding's evidence, else its claim's; none where the finding is that there is none."""
        if self.finding.name == "fabricated-claim":
            return []
        return self.finding.evidence or (self.claim.evidence if self.claim and self.finding.source else [])


def in_order(audit: Audit) -> Iterator[Found]:
    """All findings, accepted ones too, as they stand in the result."""
    for recording in audit.recordings:
        claims = {claim.id: claim for claim in recording.claims}
        for finding in recording.findings:
            yield Found(finding, claims.get(finding.claim or ""), recording)


def worst_first(audit: Audit, accepted: bool = False) -> list[Found]:
    """The findings by severity, then by the risk of their claim; those that somebody accepted only where `accepted`.

    Among findings of one severity, those whose claim has a worse one as well come last: the reader has met the claim.
    """
    found = [item for item in in_order(audit) if accepted or item.finding.suppressed is None]
    worst: dict[str, int] = {}
    for item in found:
        if item.claim:
            level = SEVERITIES.index(item.finding.severity)
            worst[item.claim.id] = min(level, worst.get(item.claim.id, level))
    return sorted(found, key=lambda item: _rank(item, worst))


def _rank(item: Found, worst: Mapping[str, int]) -> tuple[int, bool, float, str, int, str]:
    finding, claim = item.finding, item.claim
    level = SEVERITIES.index(finding.severity)
    known = claim is not None and worst[claim.id] < level
    return (level, known, -claim.risk if claim else 0.0, finding.path, finding.line, finding.id)
