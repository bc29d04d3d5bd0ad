"""Which part of the recording is told, and which is not."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.result import BAD_VERDICTS, Coverage, Gap
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import evidence_of

BRIDGE = 12  # words between two told stretches that count as told
SHOWN = 20


def coverage(judgement: Judgement) -> Coverage:
    """The share of the first source's words that some claim tells, and the gaps, longest first."""
    alignment = judgement.alignment
    stream = alignment.streams[0]
    told = _told(judgement)
    gaps = []
    for first, last in _gaps(told, len(stream), alignment.settings.gap_words):
        e = evidence_of(stream, first, last)
        gaps.append(
            Gap(
                path=e.path,
                line=e.line,
                end_line=e.end_line,
                words=last - first + 1,
                text=e.text[:400],
                start=e.start,
                end=e.end,
            )
        )
    gaps.sort(key=lambda g: (-g.words, g.line))
    return Coverage(words=round(sum(told) / len(told), 4) if told else None, gaps=gaps)


def _told(judgement: Judgement) -> list[bool]:
    alignment = judgement.alignment
    told = [False] * len(alignment.streams[0])
    for judged in judgement.claims:
        found = judged.placed.traces[0] if judged.placed.traces else None
        if found is None or judged.decision.verdict in {"boilerplate", "fabricated"}:
            continue
        for i in range(found.first, min(found.last + 1, len(told))):
            told[i] = True
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
    """`passage-not-covered`: a stretch of the first source that no line tells."""
    if all(c.decision.verdict in BAD_VERDICTS | {"boilerplate"} for c in judgement.claims):
        return
    for gap in coverage(judgement).gaps[:SHOWN]:
        yield Draft(
            "passage-not-covered", f"{gap.words} words of the recording are told by no line.", source=0, line=gap.line,
            end_line=gap.end_line, source_words=gap.text[:120], start=gap.start,
        )  # fmt: skip
