"""Stretches in which words are missing: lost in one variant and there in another, or far too few for the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from auditor.aligning.stream import WORDS_PER_SECOND, Stream

PASSAGE = 8  # words from which a loss is a passage
CONTENT = 3  # content words that it must have
SLOW = 0.4  # words per second below which a long stretch has lost words (or is music or silence)
FAST = 7.0  # words per second that nobody speaks
FAST_WORDS = 12
STRETCH = 20.0  # seconds
CAPTIONED = 1.0  # words per second of a recording in which people talk all the time


@dataclass(frozen=True)
class Rate:
    """A stretch from segment `first` to segment `last` with an impossible rate."""

    first: int
    last: int
    start: float
    end: float
    words: int
    fast: bool

    @property
    def expected(self) -> int:
        """Words that people say in that time."""
        return round((self.end - self.start) * WORDS_PER_SECOND)


def impossible_rates(stream: Stream, gap_seconds: float) -> list[Rate]:
    """Segments with more words than anybody speaks, and long stretches with hardly a word.

    Only for transcripts with their own start and end times; silence counts from `gap_seconds`.
    """
    segments = stream.transcript.segments
    timed = [(n, s.start, s.end) for n, s in enumerate(segments) if s.start is not None and s.end is not None]
    if len(timed) < 3 or len(timed) < len(segments) / 2:
        return []
    counts = [0] * len(segments)
    for number in stream.segments:
        counts[number] += 1
    return sorted([*_fast(timed, counts), *_slow(timed, counts, max(gap_seconds, STRETCH))], key=lambda r: r.start)


def _fast(timed: list[tuple[int, float, float]], counts: list[int]) -> Iterator[Rate]:
    for number, start, end in timed:
        if counts[number] >= FAST_WORDS and counts[number] > FAST * (end - start):
            yield Rate(number, number, start, end, counts[number], True)


def _slow(timed: list[tuple[int, float, float]], counts: list[int], least: float) -> Iterator[Rate]:
    """Pauses between segments, and segments that last far longer than their words."""
    rates = [counts[n] / (end - start) for n, start, end in timed if end > start and counts[n]]
    if not rates or median(rates) < CAPTIONED:
        return
    latest, last = timed[0][1], timed[0][0]
    for number, start, end in timed:
        if start - latest >= least:
            yield Rate(last, number, latest, start, 0, False)
        if end - start >= least and counts[number] < SLOW * (end - start):
            yield Rate(number, number, start, end, counts[number], False)
        if end > latest:
            latest, last = end, number
