"""A passage as lines of bounded length: what is farthest from the claim's words goes first, and every cut is marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import groupby

from auditor.judges.words import STEM, words_of

CUT = "[…]"
CHUNK = 8  # words taken off at a time
ROW = 7  # characters of a row beside its text
ENDS = (".", "?", "!", "…", '"', "”")

Word = tuple[str | None, str]  # speaker, word


def excerpt(words: Sequence[Word], claim: str, limit: int, open_start: bool, open_end: bool) -> list[str]:
    """The turns of a passage as `Speaker: words`, in `limit` characters.

    Args:
        words: with their speakers, in order.
        claim: the words that decide what is kept.
        limit: of all lines together.
        open_start: whether the passage begins within a sentence.
        open_end: whether it ends within one.
    """
    limit -= 2 * (len(CUT) + 1)
    wanted = _stems(claim)
    hits = [not wanted.isdisjoint(_stems(word)) for _, word in words]
    middle = sum(i for i, hit in enumerate(hits) if hit) / (sum(hits) or 1) if any(hits) else 0.0
    kept = deque(range(len(words)))
    size = _size([words[i] for i in kept])
    while size > limit and len(kept) > CHUNK:
        head, tail = [kept[i] for i in range(CHUNK)], [kept[-1 - i] for i in range(CHUNK)]
        first = (sum(hits[i] for i in head), -abs(middle - kept[0])) < (
            sum(hits[i] for i in tail),
            -abs(kept[-1] - middle),
        )
        for _ in range(CHUNK):
            kept.popleft() if first else kept.pop()
        size = _size([words[i] for i in kept])
    before = bool(kept) and (kept[0] > 0 or open_start)
    after = bool(kept) and (kept[-1] < len(words) - 1 or open_end)
    return _lines([words[i] for i in kept], before, after)


def _lines(words: Iterable[Word], before: bool, after: bool) -> list[str]:
    turns = [(speaker, [word for _, word in same]) for speaker, same in groupby(words, key=lambda word: word[0])]
    if before:
        turns[0][1].insert(0, CUT)
    if after:
        turns[-1][1].append(CUT)
    return [f"{speaker}: {' '.join(said)}" if speaker else " ".join(said) for speaker, said in turns]


def _size(words: Iterable[Word]) -> int:
    return sum(len(line) + ROW for line in _lines(words, False, False))


def ends_sentence(word: str) -> bool:
    """Whether a sentence ends with this word."""
    return word.endswith(ENDS)


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[: STEM + 1] for w in words_of(text) if len(w) > STEM - 1)
