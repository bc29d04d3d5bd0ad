"""Places in the sources as evidence of findings."""

from __future__ import annotations

from auditor.aligning.stream import Stream
from auditor.aligning.trace import Trace
from auditor.judging.judge import Judged
from auditor.judging.view import View
from auditor.lexicon.words import is_function_word
from auditor.model.result import Evidence

SCANT = 2  # traced content words from which they alone are shown


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
        evidence_of(view.alignment.streams[k], *_span(view, k, found))
        for k in order
        if (found := claim.traces[k]) is not None
    ]
    if not traced and claim.places:  # told too freely to trace: the window that covers it best
        best = claim.places[0]
        k = best.found[0] if best.found else best.base
        traced.append(evidence_of(view.alignment.streams[k], *view.alignment.window(best, k)))
    return traced


def _span(view: View, k: int, found: Trace) -> tuple[int, int]:
    """First and last word of the evidence in source k: what is traced, or where next to nothing is, the whole place."""
    told = {view.lemmas[i] for i in range(len(view.lemmas)) if i not in view.named}
    traced = {view.lemmas[i] for i in found.matched() if i not in view.named}
    content, held = ({w for w in words if not is_function_word(w)} for words in (told, traced))
    if view.claim.chosen is None or len(held) >= min(SCANT, len(content)):
        return found.first, found.last
    first, last = view.alignment.window(view.claim.chosen, k)
    return min(first, found.first), max(last, found.last)


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
