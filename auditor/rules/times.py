"""Rules about claimed times: against the evidence, against each other, against the length of the recording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from auditor.judging.judge import Judged
from auditor.model.inputs import Claim
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import evidence_of
from auditor.rules.wording import clock

SURE = 0.5  # share of a line's weight that must be traced before its time is compared
MANY, ALIKE = 5, 3.0  # so many times that are off by the same seconds (give or take) are one shifted clock
NEAR = 0.8  # how near a line is told whose first words are those of its place
RETOLD = 20.0  # seconds by which the time of a line told freely may differ from that of its first traced word
ASCENDING = 0.7  # share of a document's times that must run forwards before a step back means anything


def turns(judgement: Judgement, document: int) -> list[tuple[int, Judged]]:
    """The first claim of every turn, or entry of a JSON list, that claims a time."""
    return [group[0] for group in _timed(judgement, document)]


def _timed(judgement: Judgement, document: int) -> list[list[tuple[int, Judged]]]:
    """The claims that a claimed time stands for: those of a turn, or of an entry (a question, its answer, a quote)."""
    found: dict[tuple[int | None, float | None, str | None], list[tuple[int, Judged]]] = {}
    for i, judged in judgement.of_document(document):
        claim = judged.placed.claim
        if claim.start is not None or claim.time_text is not None:
            turn = None if claim.layout == "json" else claim.turn
            found.setdefault((turn, claim.start, claim.time_text), []).append((i, judged))
    return list(found.values())


def said_at(judged: Judged) -> float | None:
    """When the claim's first traced word was said, in seconds; None where that is not known well enough."""
    view = judged.view
    if view.trace is None or judged.decision.verdict in ("fabricated", "unverifiable", "boilerplate"):
        return None
    if judged.signals.get("traced", 0.0) < SURE:
        return None
    return view.stream.start[view.trace.first]


def off(judgement: Judgement) -> Iterator[Draft]:
    """`time-off`: the claimed time is not that of the evidence; a clock that is shifted throughout is told once."""
    tolerance = judgement.alignment.settings.time_tolerance
    for n in range(len(judgement.alignment.documents)):
        groups = [group for group in _timed(judgement, n) if not _outside(group[0][1].placed.claim, judgement)]
        apart = [found for group in groups if (found := _apart(group)) is not None]
        starts = sorted({_start(c.placed.claim) for _, c, _ in apart})
        shift = _shift([d for _, _, d in apart], tolerance)
        if shift:
            line = apart[0][1].placed.claim.line
            yield Draft(
                "time-off",
                f"The times of this document are about {_seconds(shift)} throughout.",
                document=n,
                line=line,
                introduced_by="derived",
            )
        for i, judged, by in apart:
            slack = max(tolerance, RETOLD) if _retold(judged) else tolerance
            if abs(by - shift) > slack and not 0 <= shift - by <= _span(judged.placed.claim, starts) + tolerance:
                yield _off(i, judged, by)


def _apart(group: list[tuple[int, Judged]]) -> tuple[int, Judged, float] | None:
    """The claim to which a claimed time is compared, and the seconds by which that is late.

    The first of a turn; of an entry the one that lies nearest, as the time stands for all of it.
    """
    entry = group[0][1].placed.claim.layout == "json"
    found = [
        (i, c, c.placed.claim.start - at)
        for i, c in (group if entry else group[:1])
        if c.placed.claim.start is not None and (at := said_at(c)) is not None
    ]
    return min(found, key=lambda f: (abs(f[2]), f[0]), default=None)


def _span(claim: Claim, starts: Sequence[float]) -> float:
    """The seconds for which the claimed time stands: to the claimed end, an entry's to the next entry; else 0."""
    start = _start(claim)
    if claim.end is not None:
        return claim.end - start
    return next((s - start for s in starts if s > start), 0.0) if claim.layout == "json" else 0.0


def _retold(judged: Judged) -> bool:
    """Whether the claim is told so freely that the first traced word need not be the first that it tells."""
    return judged.view.near < NEAR or judged.decision.verdict == "condensed"


def _shift(apart: list[float], tolerance: float) -> float:
    """The seconds by which nearly all times are off, or 0."""
    if len(apart) < MANY or abs(middle := median(apart)) <= tolerance:
        return 0.0
    near = sum(abs(d - middle) <= max(ALIKE, tolerance / 2) for d in apart)
    return middle if near >= 0.8 * len(apart) else 0.0


def _seconds(by: float) -> str:
    return f"{abs(by):.0f} seconds {'late' if by > 0 else 'early'}"


def _off(i: int, judged: Judged, by: float) -> Draft:
    view, claim = judged.view, judged.placed.claim
    assert view.trace is not None and claim.start is not None
    place = evidence_of(view.stream, view.trace.first, min(view.trace.last, view.trace.first + 11))
    return Draft(
        "time-off",
        f"The line says {clock(claim.start)}, but these words begin at {clock(claim.start - by)}: {_seconds(by)}.",
        claim=i,
        claimed=claim.time_text or clock(claim.start),
        source_words=clock(claim.start - by),
        introduced_by="derived",
        evidence=(place,),
    )


def out_of_order(judgement: Judgement) -> Iterator[Draft]:
    """`time-out-of-order`: a time before that of the line above, in a document whose times run forwards."""
    tolerance = judgement.alignment.settings.time_tolerance
    for n in range(len(judgement.alignment.documents)):
        timed = [
            (i, c, c.placed.claim)
            for i, c in turns(judgement, n)
            if c.placed.claim.start is not None and not _outside(c.placed.claim, judgement)
        ]
        steps = [(before, now) for before, now in pairwise(timed) if _neighbours(before[2], now[2])]
        back = [(before, now) for before, now in steps if _start(now[2]) < _start(before[2])]
        if len(back) > (1 - ASCENDING) * len(steps):
            continue
        for (_, first, before), (i, judged, now) in back:
            seam = before.part != now.part
            right = [_is_right(first, tolerance), _is_right(judged, tolerance)]
            why = (
                ", because two overlapping parts of the document meet here"
                if seam and all(right)
                else "; the earlier line has the wrong time"
                if right == [False, True]
                else ""
            )
            yield Draft(
                "time-out-of-order",
                f"The time steps back: {clock(_start(now))} comes after {clock(_start(before))} on line {before.line}"
                f"{why}.",
                claim=i,
                severity="note" if seam and all(right) else None,
                claimed=now.time_text or clock(_start(now)),
                introduced_by="derived",
            )


def _start(claim: Claim) -> float:
    assert claim.start is not None
    return claim.start


def _neighbours(a: Claim, b: Claim) -> bool:
    """Lines that should follow each other in time: those of one running text, not of two speakers' lists in a JSON."""
    return a.kind == b.kind and (a.layout != "json" or (a.heading, a.speaker) == (b.heading, b.speaker))


def _is_right(judged: Judged, tolerance: float) -> bool | None:
    at, claimed = said_at(judged), judged.placed.claim.start
    return None if at is None or claimed is None else abs(at - claimed) <= tolerance


def invalid(judgement: Judgement) -> Iterator[Draft]:
    """`time-invalid`: the claimed time is no time, or lies outside the recording."""
    for n in range(len(judgement.alignment.documents)):
        for i, judged in turns(judgement, n):
            claim = judged.placed.claim
            text = claim.time_text or ""
            if claim.start is None:
                message = f"“{text}” is no time."
            elif (length := _outside(claim, judgement)) is not None:
                message = f"The line says {clock(claim.start)}, but the recording ends at {clock(length)}."
            elif claim.end is not None and claim.end < claim.start:
                message = f"The line ends at {clock(claim.end)}, before it begins at {clock(claim.start)}."
            else:
                continue
            yield Draft("time-invalid", message, claim=i, claimed=text or None, introduced_by="derived")


def _outside(claim: Claim, judgement: Judgement) -> float | None:
    """The length of the recording, where the claimed time lies behind its end."""
    length = judgement.length
    if length is None or claim.start is None or claim.start <= length + judgement.alignment.settings.time_tolerance:
        return None
    return length
