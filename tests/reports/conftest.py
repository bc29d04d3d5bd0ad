"""Audits to render: small, large, clean, accepted, hostile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from auditor.gate.apply import apply_policy
from auditor.gate.policy import Policy
from auditor.model.result import (
    Audit,
    Claim,
    Document,
    Evidence,
    Finding,
    Gap,
    Passage,
    Recording,
    Source,
    SpeakerRow,
    Suppression,
)

KINDS = [("A12", "number-changed", "error"), ("A14", "role-changed", "warning"), ("D04", "cut-off-quote", "note")]


def _claims(count: int, words: str, path: str) -> list[Claim]:
    return [
        Claim(
            id=f"c{n:04d}", turn="t1", path=path, line=n, end_line=n, column=3, end_column=30, text=words,
            verdict="altered" if n % 3 == 1 else "edited", heap="flagged" if n % 3 == 1 else "passed", confidence=0.9,
            risk=round(0.9 - n / 10_000, 4), speaker=words[:20] or None, start=60.0 + n, sentiment=words,
            reasons=[words], findings=[f"f{n:04d}"],
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


def _findings(claims: list[Claim], words: str, accepted: int) -> list[Finding]:
    found = []
    for claim in claims:
        rule, name, severity = KINDS[(claim.line - 1) % 3]
        place = Evidence(
            path=f"{claim.path}.vtt", line=12, end_line=13, char_start=0, char_end=9, text=f"so {words} they said",
            start=61.0, end=64.5, speaker=words,
        )  # fmt: skip
        found.append(
            Finding(
                id=claim.findings[0], rule=rule, name=name, severity=severity, message=f"The transcript says {words}.",  # type: ignore[arg-type]
                path=claim.path, line=claim.line, column=5, end_line=claim.line, end_column=9, claim=claim.id,
                speaker=claim.speaker, start=claim.start, claimed=words[2:9], source=words[:5], evidence=[place],
                suppressed=Suppression(kind="inline", reason=words) if claim.line <= accepted else None,
            )
        )  # fmt: skip
    return found


def _audit(
    words: str = "The keeper found forty mites in the brood.",
    claims: int = 3,
    path: str = "notes/bees.md",
    accepted: int = 0,
    policy: Policy | None = None,
) -> Audit:
    made = _claims(claims, words, path)
    near = Passage(path=f"{path}.vtt", line=40, end_line=41, char_start=0, char_end=5, text=words, coverage=0.4)
    doubtful = Claim(
        id="c9000", turn="t9", path=path, line=9000, end_line=9000, text=words, verdict="unverifiable", heap="review",
        confidence=0.5, risk=0.58, speaker=words, reasons=[words], passages=[near],
    )  # fmt: skip
    untold = Finding(
        id="f9000", rule="D05", name="passage-not-covered", severity="note",
        message=f"90 words are told by no line: {words}",
        path=f"{path}.vtt", line=7, end_line=11,
    )  # fmt: skip
    recording = Recording(
        name=words or "bees",
        sources=[Source(path=f"{path}.vtt", format="webvtt", words=90, duration=1900.0, header={"title": words})],
        documents=[Document(path=path, format="markdown", claims=claims + 1)],
        claims=[*made, doubtful],
        findings=[*_findings(made, words, accepted), untold],
        speakers=[SpeakerRow(speaker=words, claims=3, verdicts={"altered": 1}, findings=1, names={"role-changed": 1})],
    )
    recording = replace(
        recording,
        coverage=replace(
            recording.coverage, gaps=[Gap(path=f"{path}.vtt", line=7, end_line=11, words=90, text=words, start=3.0)]
        ),
    )
    policy = policy or Policy()
    done, gate, summary = apply_policy([recording], policy)
    if accepted:
        kept = {f.id: f.suppressed for f in recording.findings}
        done = [replace(r, findings=[replace(f, suppressed=kept[f.id]) for f in r.findings]) for r in done]
    return Audit(
        signature="auditor 1.2.3|test",
        recordings=done,
        gate=gate,
        summary=summary,
        settings={"fail_on": policy.fail_on},
    )


@pytest.fixture(scope="session")
def make() -> Callable[..., Any]:
    """Makes an audit: claims with an error, a warning or a note in turn (the first altered), and one to review."""
    return _audit


@pytest.fixture(scope="session")
def clean() -> Audit:
    """Nothing found."""
    audit = _audit(claims=3)
    recording = audit.recordings[0]
    claims = [replace(c, findings=[], verdict="verbatim", heap="passed", risk=0.01) for c in recording.claims]
    done, gate, summary = apply_policy([replace(recording, claims=claims, findings=[])], Policy())
    return Audit(signature="auditor 1.2.3|test", recordings=done, gate=gate, summary=summary)
