"""Small recordings, made by hand, that the gate's tests share."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model.result import Claim, Document, Evidence, Finding, Recording
from auditor.rules.catalogue import BY_NAME


def _claim(number: int, verdict: str = "verbatim", *, path: str = "bees.md", **more: Any) -> Claim:
    heap = {"altered": "flagged", "fabricated": "flagged", "unverifiable": "review", "boilerplate": None}
    line = more.pop("line", number)
    return Claim(
        id=f"c{number:03d}",
        turn=more.pop("turn", f"t{number:03d}"),
        path=path,
        line=line,
        end_line=more.pop("end_line", line),
        text=more.pop("text", f"The hive at stand {number} lost a third of its bees."),
        verdict=verdict,
        heap=more.pop("heap", heap.get(verdict, "passed")),
        confidence=0.9,
        risk=more.pop("risk", 0.1),
        **more,
    )


def _finding(number: int, name: str, *, claim: Claim | None = None, path: str = "bees.md", **more: Any) -> Finding:
    line = more.pop("line", claim.line if claim else number)
    return Finding(
        id=f"f{number:03d}",
        rule=BY_NAME[name].code,
        name=name,
        severity=more.pop("severity", BY_NAME[name].severity),
        message=more.pop("message", "Something differs."),
        path=claim.path if claim else path,
        line=line,
        end_line=claim.end_line if claim else line,
        claim=claim.id if claim else None,
        **more,
    )


def _evidence(text: str, path: str = "bees.vtt", line: int = 3, **more: Any) -> Evidence:
    return Evidence(path=path, line=line, end_line=line, char_start=0, char_end=len(text), text=text, **more)


def _recording(claims: list[Claim], findings: list[Finding], **more: Any) -> Recording:
    """The claims with their findings' ids, and a document for each path."""
    linked = [
        Claim(
            **{
                **{f: getattr(c, f) for f in c.__struct_fields__},
                "findings": [x.id for x in findings if x.claim == c.id],
            }
        )
        for c in claims
    ]
    documents = [Document(path=path, format="markdown", claims=1) for path in dict.fromkeys(c.path for c in claims)]
    return Recording(name=more.pop("name", "bees"), claims=linked, findings=findings, documents=documents, **more)


class Make:
    """The factories under short names."""

    claim = staticmethod(_claim)
    finding = staticmethod(_finding)
    evidence = staticmethod(_evidence)
    recording = staticmethod(_recording)


@pytest.fixture
def make() -> type[Make]:
    return Make
