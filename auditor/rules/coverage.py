"""Which part of the recording is told, and which is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from auditor.model.result import BAD_VERDICTS, Coverage, Gap
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import evidence_of
from auditor.rules.wording import clock

BRIDGE = 12  # words between two told stretches that count as told
TURN_BRIDGE = 40  # words that a turn may skip between two of its sentences: condensed, not left out
LISTED = 15  # words from which a gap is listed; findings have the limits of the settings
SHOWN = 20


def coverage(judgement: Judgement) -> Coverage:
    """The share of the first source's words that some claim tells, and the gaps, longest first."""
    stream = judgement.alignment.streams[0]
    told = _told(judgement)
    gaps = []
    for first, last in _gaps(told, len(stream), LISTED):
        e = evidence_of(stream, first, last)
        text = e.text[:400]
        words = last - first + 1
        gaps.append(
            Gap(path=e.path, line=e.line, end_line=e.end_line, words=words, text=text, start=e.start, end=e.end)
        )
    gaps.sort(key=lambda g: (-g.words, g.line))
    return Coverage(words=round(sum(told) / len(told), 4) if told else None, gaps=gaps)


def _told(judgement: Judgement) -> list[bool]:
    """For every word of the first source, whether some claim tells it; short skips count as told."""
    told = [False] * len(judgement.alignment.streams[0])
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for judged in judgement.claims:
        placed = judged.placed
        found = placed.traces[0] if placed.traces else None
        if found is None or judged.decision.verdict in {"boilerplate", "fabricated"}:
            continue
        first, last = found.first, found.last
        if judged.decision.verdict == "condensed" and placed.place and placed.places[0].base == 0:
            first, last = min(first, placed.place.first), max(last, placed.place.last)
        spans.setdefault((placed.document, placed.claim.turn), []).append((first, min(last, len(told) - 1)))
    for places in spans.values():
        for first, last in places:
            told[first : last + 1] = [True] * (last + 1 - first)
        for (_, last), (first, _) in pairwise(sorted(places)):
            if 0 < first - last <= TURN_BRIDGE:
                told[last:first] = [True] * (first - last)
    last = -1
    for i, yes in enumerate(told):
        if yes:
            if last >= 0 and i - last <= BRIDGE:
                told[last + 1 : i] = [True] * (i - last - 1)
            last = i
    return told


def _gaps(told: list[bool], words: int, least: int) -> list[tuple[int, int]]:
    gaps, first = [], 0
    for i in range(words + 1):
        if i == words or told[i]:
            if i - first >= least:
                gaps.append((first, i - 1))
            first = i + 1
    return gaps


def not_covered(judgement: Judgement) -> Iterator[Draft]:
    """`passage-not-covered`: a stretch of the first source, long by words or by seconds, that no line tells."""
    if all(c.decision.verdict in BAD_VERDICTS | {"boilerplate"} for c in judgement.claims):
        return
    settings = judgement.alignment.settings
    shown = 0
    for gap in coverage(judgement).gaps:
        length = gap.end - gap.start if gap.start is not None and gap.end is not None else 0.0
        if shown == SHOWN or (gap.words < settings.gap_words and length < settings.gap_seconds):
            continue
        shown += 1
        timed = gap.start is not None and gap.end is not None
        where = f" from {clock(gap.start or 0.0)} to {clock(gap.end or 0.0)}" if timed else ""
        yield Draft(
            "passage-not-covered",
            f"No line tells this stretch of the recording{where} ({gap.words} words).",
            source=0,
            line=gap.line,
            end_line=gap.end_line,
            source_words=gap.text[:120],
            start=gap.start,
        )
