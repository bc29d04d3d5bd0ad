"""Where in a source could a claim come from: an inverted index and coverage profiles over it.

The coverage of a claim at a place is the share of the claim's weight (inverse document frequency of its content words)
that stands in a window there; words match by base form, or less well by meaning or sound.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.aligning.stream import Stream
from auditor.lexicon.vocabulary import Vocabulary
from auditor.lexicon.words import frequency, is_function_word

FUNCTION = 0.08  # weight of a function word
DIAGONAL = 8  # words by which a phrase may be stretched
BLOCK = 40  # words a block for document frequencies


@dataclass(frozen=True)
class Place:
    """A window of a source [first, last] (word positions, inclusive) and the share of the claim's weight in it."""

    first: int
    last: int
    coverage: float


class Index:
    """An inverted index over one stream."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.positions: dict[str, list[int]] = defaultdict(list)
        self.bigrams: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i, word in enumerate(stream.lemmas):
            self.positions[word].append(i)
        for i, pair in enumerate(pairwise(stream.lemmas)):
            self.bigrams[pair].append(i)
        self.blocks = max(1, math.ceil(len(stream) / BLOCK))
        self._weights: dict[str, float] = {}
        self._matches: dict[str, dict[str, float]] = {}
        self.vocabulary = Vocabulary(self.positions)

    def weight(self, word: str) -> float:
        """Inverse document frequency over blocks of the recording, at least what general English says; function words little."""
        known = self._weights.get(word)
        if known is None:
            if is_function_word(word):
                known = FUNCTION
            else:
                seen = len({p // BLOCK for p in self.positions.get(word, ())})
                local = math.log((self.blocks + 1) / (seen + 0.5)) / math.log(self.blocks + 2)
                known = 0.35 + max(0.0, local) + max(0.0, 5.0 - frequency(word)) * 0.12
            self._weights[word] = known
        return known

    def matches(self, word: str) -> dict[str, float]:
        """Base forms of the source that may stand for `word`, with the quality of the match in (0, 1]."""
        known = self._matches.get(word)
        if known is None:
            known = {} if is_function_word(word) else self.vocabulary.kin(word)
            if word in self.positions:
                known[word] = 1.0
            self._matches[word] = known
        return known

    def profile(self, weights: Mapping[str, float], width: int, keep: int = 3) -> list[Place]:
        """The best windows of at most `width` words for a claim's weighted base forms, best first, not overlapping."""
        total = sum(weights.values()) or 1.0
        events = sorted(
            (p, word, quality)
            for word, weight in weights.items()
            if weight > FUNCTION
            for match, quality in self.matches(word).items()
            for p in self.positions[match]
        )
        return _best(_slide(events, weights, width), total, keep, width) if events else []

    def coverage(self, weights: Mapping[str, float], first: int, last: int) -> float:
        """The share of the weighted base forms that stands in [first, last]."""
        inside = set(self.stream.lemmas[first : last + 1])
        found = sum(
            weight * max((q for m, q in self.matches(word).items() if m in inside), default=0.0)
            for word, weight in weights.items()
        )
        return found / (sum(weights.values()) or 1.0)

    def phrases(self, lemmas: Sequence[str], keep: int = 3) -> list[tuple[int, int]]:
        """Windows in which neighbouring words of the claim stand together, function words included: (first, last), best first."""
        hits: Counter[int] = Counter()
        where: dict[int, list[int]] = defaultdict(list)
        for i, pair in enumerate(pairwise(lemmas)):
            positions = self.bigrams.get(pair, ())
            for p in positions:
                bucket = (p - i) // DIAGONAL
                worth = 1.0 / (1.0 + math.log(len(positions)))
                for at in (bucket, bucket + 1):  # neighbouring buckets overlap, so that no diagonal is cut
                    hits[at] += worth
                    where[at].append(p)
        return [(min(where[b]), max(where[b]) + 1) for b, _ in sorted(hits.items(), key=lambda h: (-h[1], h[0]))[:keep]]


def _slide(
    events: list[tuple[int, str, float]], weights: Mapping[str, float], width: int
) -> list[tuple[float, int, int]]:
    """(score, first, last) of the window that ends at every event."""
    inside: dict[str, Counter[float]] = defaultdict(Counter)
    best: dict[str, float] = {}
    score, left, found = 0.0, 0, []
    for right, (position, word, quality) in enumerate(events):
        inside[word][quality] += 1
        if quality > best.get(word, 0.0):
            score += weights[word] * (quality - best.get(word, 0.0))
            best[word] = quality
        while position - events[left][0] >= width:
            _, gone, level = events[left]
            left += 1
            inside[gone][level] -= 1
            if not inside[gone][level]:
                del inside[gone][level]
                top = max(inside[gone], default=0.0)
                score -= weights[gone] * (best[gone] - top)
                best[gone] = top
        found.append((score, events[left][0], events[right][0]))
    return found


def _best(windows: list[tuple[float, int, int]], total: float, keep: int, width: int) -> list[Place]:
    """The best windows; of equal ones the shorter, then the earlier. Windows that overlap a better one are left out."""
    chosen: list[Place] = []
    for score, first, last in sorted(windows, key=lambda w: (-round(w[0], 6) + 0.002 * (w[2] - w[1]) / width, w[1])):
        if all(last < c.first or first > c.last for c in chosen):
            chosen.append(Place(first, last, score / total))
            if len(chosen) == keep:
                break
    return chosen
