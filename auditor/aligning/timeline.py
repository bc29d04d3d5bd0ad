"""All sources of a recording on one time line: which word of a variant is which word of the first source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from auditor.aligning.stream import Stream

RUN = 3  # equal words in a row that do not meet by chance
SAME_AUDIO = 0.15  # share of the shorter source's words in such runs: variants have .3 and more, strangers .01


@dataclass(frozen=True)
class Mapping:
    """Word positions of `other` for word positions of `base`, by blocks of equal words.

    `blocks` are (base begin, other begin, length), ascending in both.
    """

    blocks: tuple[tuple[int, int, int], ...]
    base_words: int
    other_words: int

    def to_other(self, position: int) -> int:
        """The position in the other stream that corresponds to `position` in the base, interpolated between blocks."""
        return _carry(self.blocks, position, self.base_words, self.other_words)

    def to_base(self, position: int) -> int:
        """The reverse of `to_other`."""
        return _carry(self._back, position, self.other_words, self.base_words)

    @cached_property
    def _back(self) -> tuple[tuple[int, int, int], ...]:
        return tuple((b, a, n) for a, b, n in self.blocks)

    def reversed(self) -> Mapping:
        """The same blocks, seen from the other stream."""
        return Mapping(self._back, self.other_words, self.base_words)


def _carry(blocks: tuple[tuple[int, int, int], ...], position: int, words: int, others: int) -> int:
    at = bisect_right(blocks, (position, 1 << 60, 0)) - 1
    if at < 0:
        a, b, n = 0, 0, 0
    else:
        a, b, n = blocks[at]
        if position < a + n:
            return b + position - a
    next_a, next_b = (blocks[at + 1][0], blocks[at + 1][1]) if at + 1 < len(blocks) else (words, others)
    gap_a, gap_b = next_a - (a + n), next_b - (b + n)
    inside = position - (a + n)
    return max(0, min(others - 1, b + n + (inside * gap_b // gap_a if gap_a > 0 else 0)))


def align_streams(base: Stream, other: Stream) -> Mapping:
    """Aligns two variants word by word (Levenshtein on normalised words)."""
    blocks = tuple(
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Levenshtein.opcodes(base.texts, other.texts)
        if op.tag == "equal"
    )
    return Mapping(blocks, len(base), len(other))


def time_lines(streams: Sequence[Stream]) -> tuple[list[int], list[Mapping | None]]:
    """For every stream the first stream of the same audio, and the mapping from it (None for that one itself).

    A stream without times is lent those of the other.
    """
    bases: list[int] = []
    mappings: list[Mapping | None] = []
    for k, stream in enumerate(streams):
        bases.append(k)
        mappings.append(None)
        for base in sorted(set(bases[:k])):
            mapping = align_streams(streams[base], stream)
            if _same_audio(mapping):
                bases[k], mappings[k] = base, mapping
                lend_times(streams[base], stream, mapping)
                lend_times(stream, streams[base], mapping.reversed())
                break
    return bases, mappings


def _same_audio(mapping: Mapping) -> bool:
    """Whether enough words stand in runs of equal words: single ones meet by chance, in a long text most of them."""
    shorter = min(mapping.base_words, mapping.other_words)
    return sum(n for *_, n in mapping.blocks if n >= min(RUN, shorter)) >= SAME_AUDIO * max(1, shorter)


def lend_times(base: Stream, other: Stream, mapping: Mapping) -> None:
    """Gives a stream without times the times of the words it is aligned with."""
    if not base.start or base.start[0] is None or (other.start and other.start[0] is not None):
        return
    last = len(base) - 1
    for i in range(len(other)):
        at = min(last, max(0, mapping.to_base(i)))
        other.start[i], other.end[i] = base.start[at], base.end[at]
