"""Rules about what was said: fabricated lines, unverifiable ones, and every typed difference that decided a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.judging.differences import Diff
from auditor.judging.judge import Judged
from auditor.judging.readings import readings
from auditor.rules.changes import sentence
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import claim_evidence, line_of_words
from auditor.rules.wording import clock

FREELY = 0.92  # risk below which an invented line may be a free retelling: 20 of 90 were on labelled documents, 4 above
ERROR = 0.8  # weight from which a difference is an error; below it is a warning
WITNESSED = 0.7  # the same where two transcripts speak against a fact
FACTS = frozenset({"number", "unit", "version", "negation"})


def fabricated(judgement: Judgement) -> Iterator[Draft]:
    """`fabricated-claim`: no source passage supports the line."""
    for i, judged in enumerate(judgement.claims):
        if judged.decision.verdict != "fabricated":
            continue
        text = judged.placed.claim.text.text
        where = _only_in_header(judged)
        evidence = tuple(claim_evidence(judged)[:1])
        message = "Nothing like this stands in any transcript"
        if where:
            message += f"; the name {where} stands only in the description"
        elif evidence and judged.risk < FREELY:
            at = evidence[0]
            place = f"line {at.line}" if at.start is None else clock(at.start)
            message += f", unless it tells {place} very freely"
        yield Draft(
            "fabricated-claim", f"{message}.", claim=i, claimed=text, introduced_by="derived",
            severity="error" if judged.risk >= 0.7 or judged.signals["support"] < 0.35 else "warning",
            evidence=evidence,
        )  # fmt: skip


def _only_in_header(judged: Judged) -> str | None:
    """The claimed speaker, where a source's header names them and no transcript word does."""
    speaker = judged.placed.claim.speaker
    if not speaker:
        return None
    for stream in judged.view.alignment.streams:
        for name in stream.transcript.participants:
            if name.casefold() in speaker.casefold() and not set(name.casefold().split()) <= set(stream.texts):
                return name
    return None


def unverifiable(judgement: Judgement) -> Iterator[Draft]:
    """`unverifiable-claim`: words alone cannot tell."""
    for i, judged in enumerate(judgement.claims):
        if judged.decision.verdict == "unverifiable":
            why = judged.decision.reasons[0] if judged.decision.reasons else "its place cannot be named"
            yield Draft("unverifiable-claim", f"This line cannot be checked word by word: {why}.", claim=i,
                        claimed=judged.placed.claim.text.text, evidence=tuple(claim_evidence(judged)[:1]))  # fmt: skip


def changed(judgement: Judgement) -> Iterator[Draft]:
    """One finding for every difference that decided a verdict (`number-changed`, `entity-changed`, ...)."""
    for i, judged in enumerate(judgement.claims):
        if judged.decision.verdict != "altered":
            continue
        told: set[tuple[str, int, int]] = set()
        for k in judged.decision.main:
            diff = judged.diffs[k]
            key = (diff.name, diff.c0, diff.c1)
            if key not in told:
                told.add(key)
                yield _draft(i, judged, diff, judged.weights[k])


def _certain(judged: Judged, diff: Diff, weight: float, readings: int) -> bool:
    """Whether a change is no doubtful one: by its weight alone, or as a fact that two transcripts speak against."""
    least = WITNESSED if readings > 1 and diff.kind in FACTS else ERROR
    return weight >= least and "foreign" not in judged.signals


def _draft(i: int, judged: Judged, diff: Diff, weight: float) -> Draft:
    view = judged.view
    c0, c1 = _shown(view.texts, diff)
    tokens = view.claim.tokens
    claimed = view.phrase(c0, c1)
    streams = view.alignment.streams
    places = (
        readings(view, diff.c0, diff.c1, diff.s0, diff.s1, diff.source) if view.claim.place or diff.s1 > diff.s0 else []
    )
    said = [streams[k].said(first, stop - 1) for k, first, stop in places if stop > first]
    return Draft(
        diff.name,
        sentence(view, diff, claimed, said),
        claim=i,
        begin=tokens[c0].begin,
        stop=tokens[c1 - 1].stop,
        severity="error" if _certain(judged, diff, weight, len(said)) else "warning",
        claimed=claimed,
        source_words=said[0] if said else None,
        introduced_by="derived",
        evidence=tuple(e for k, first, stop in places for e in line_of_words(streams[k], first, max(stop, first + 1))),
    )


def _shown(texts: list[str], diff: Diff) -> tuple[int, int]:
    """The claim words to show: the changed ones, or the two around a place where words are missing."""
    if diff.c1 > diff.c0:
        return diff.c0, diff.c1
    return max(0, diff.c0 - 2), min(len(texts), diff.c0 + 3)
