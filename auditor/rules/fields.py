"""`field-unsupported`: an owner or due date of an action item that the recording does not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.judging.fields import unsupported_fields
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import evidence_of

SURE = 0.8  # strength from which a doubt is an error; below it is a warning


def unsupported(judgement: Judgement) -> Iterator[Draft]:
    """`field-unsupported`: one finding a field."""
    for i, judged in enumerate(judgement.claims):
        if judged.decision.verdict in ("boilerplate", "fabricated", "unverifiable"):
            continue
        for doubt in unsupported_fields(judged.view):
            stream = judged.view.alignment.streams[doubt.source]
            yield Draft(
                "field-unsupported",
                doubt.why,
                claim=i,
                severity="error" if doubt.strength >= SURE else "warning",
                claimed=doubt.value,
                source_words=doubt.said or None,
                introduced_by="derived",
                evidence=(evidence_of(stream, doubt.first, doubt.last),),
            )
