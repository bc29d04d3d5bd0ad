"""Places in the sources as evidence of findings."""

from __future__ import annotations

from auditor.aligning.stream import Stream
from auditor.judging.judge import Judged
from auditor.model.result import Evidence


def evidence_of(stream: Stream, first: int, last: int) -> Evidence:
    """The source words [first, last] as evidence."""
    last = max(first, min(last, len(stream) - 1))
    file = stream.transcript.file
    return Evidence(
        path=stream.path,
        line=file.line_of(stream.begin[first]),
        end_line=file.line_of(stream.stop[last] - 1),
        char_start=stream.begin[first],
        char_end=stream.stop[last],
        text=stream.said(first, last),
        start=stream.start[first],
        end=stream.end[last],
        speaker=stream.speaker(first),
    )


def claim_evidence(judged: Judged) -> list[Evidence]:
    """What a claim rests on: at most one place per source, the best source first."""
    view = judged.view
    claim = view.claim
    order = sorted(range(len(claim.traces)), key=lambda k: (k != claim.source, k))
    traced = [
        evidence_of(view.alignment.streams[k], found.first, found.last)
        for k in order
        if (found := claim.traces[k]) is not None
    ]
    if not traced and claim.places:  # told too freely to trace: the window that covers it best
        best = claim.places[0]
        traced.append(evidence_of(view.alignment.streams[best.base], best.place.first, best.place.last))
    return traced


def line_of_words(stream: Stream, s0: int, s1: int) -> tuple[Evidence, ...]:
    """The caption, turn or line that holds source words [s0, s1)."""
    if not len(stream):
        return ()
    s0 = min(s0, len(stream) - 1)
    first = last = s0
    while first > 0 and stream.segments[first - 1] == stream.segments[s0] and s0 - first < 12:
        first -= 1
    while last + 1 < len(stream) and stream.segments[last + 1] == stream.segments[max(s0, s1 - 1)] and last - s1 < 12:
        last += 1
    return (evidence_of(stream, first, max(last, s1 - 1)),)
