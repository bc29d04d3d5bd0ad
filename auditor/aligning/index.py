"""Where in a source could a claim come from: an inverted index and coverage profiles over it.

The coverage of a claim at a place is the share of the claim's weight (inverse document frequency of its content words)
that stands in a window there; words match by base form, or less well by meaning or sound.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from auditor.aligning.stream import Stream
from auditor.lexicon.vocabulary import FAMILY, PARENT, SYNONYM, Vocabulary
from auditor.lexicon.words import frequency, is_function_word

FUNCTION = 0.08  # weight of a function word
DIAGONAL = 8  # words by which a phrase may be stretched
BLOCK = 40  # words a block for document frequencies

QUALITIES = (1.0, FAMILY, SYNONYM, PARENT)
Event = tuple[int, int, int, float]  # position, number of the claim's word, index of the quality, weight


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
        self.spoken = frozenset(stream.texts)
        self.blocks = max(1, math.ceil(len(stream) / BLOCK))
        self._weights: dict[str, float] = {}
        self._matches: dict[str, dict[str, float]] = {}
        self._by_quality: dict[str, list[tuple[str, float]]] = {}
        self.vocabulary = Vocabulary(self.positions)

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer in the recording's blocks and in English the more; function words little."""
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

    def events(self, weights: Mapping[str, float]) -> list[Event]:
        """Where the weighted base forms of a claim, or words that may stand for them, occur; in order of position."""
        words = [(w, self.matches(w)) for w, weight in weights.items() if weight > FUNCTION]
        found = []
        for number, (word, matches) in enumerate(words):
            weight = weights[word]
            for match, quality in matches.items():
                level = QUALITIES.index(quality)
                found += [(p, number, level, weight) for p in self.positions[match]]
        found.sort(key=itemgetter(0))  # stable, and made of ascending runs
        return found

    def profile(
        self, weights: Mapping[str, float], width: int, keep: int = 3, events: list[Event] | None = None
    ) -> list[Place]:
        """The best windows of at most `width` words for a claim's weighted base forms, best first, not overlapping.

        `events`, where they are known already, save their look-up.
        """
        if events is None:
            events = self.events(weights)
        return _best(_slide(events, width), sum(weights.values()) or 1.0, keep, width) if events else []

    def coverage(self, weights: Mapping[str, float], first: int, last: int) -> float:
        """The share of the weighted base forms that stands in [first, last]."""
        inside = set(self.stream.lemmas[first : last + 1])
        found = 0.0
        for word, weight in weights.items():
            for match, quality in self._ranked(word):
                if match in inside:
                    found += weight * quality
                    break
        return found / (sum(weights.values()) or 1.0)

    def _ranked(self, word: str) -> list[tuple[str, float]]:
        """The matches of a word, best first."""
        known = self._by_quality.get(word)
        if known is None:
            known = self._by_quality[word] = sorted(self.matches(word).items(), key=lambda m: -m[1])
        return known

    def phrases(self, lemmas: Sequence[str], keep: int = 3) -> list[tuple[int, int]]:
        """(first, last) of windows in which neighbouring words of the claim, function words too, are neighbours."""
        hits: dict[int, float] = defaultdict(float)
        where: dict[int, tuple[int, int]] = {}
        for i, pair in enumerate(pairwise(lemmas)):
            positions = self.bigrams.get(pair, ())
            for p in positions:
                bucket = (p - i) // DIAGONAL
                worth = 1.0 / (1.0 + math.log(len(positions)))
                for at in (bucket, bucket + 1):  # neighbouring buckets overlap, so that no diagonal is cut
                    hits[at] += worth
                    low, high = where.get(at, (p, p))
                    where[at] = (min(low, p), max(high, p))
        best = sorted(hits.items(), key=lambda h: (-h[1], h[0]))[:keep]
        return [(where[b][0], where[b][1] + 1) for b, _ in best]


def _slide(events: list[Event], width: int) -> list[tuple[float, int, int]]:
    """(score, first, last) of the window that ends at every event, without those that only widen the one before."""
    levels = len(QUALITIES)
    inside = [[0] * levels for _ in range(1 + max(e[1] for e in events))]
    best = [levels] * len(inside)
    worth = (*QUALITIES, 0.0)
    score, left, found = 0.0, 0, []
    start = events[0][0]
    for position, word, level, weight in events:
        inside[word][level] += 1
        if level < best[word]:
            score += weight * (worth[level] - worth[best[word]])
            best[word] = level
        elif position - start < width:
            continue
        while position - start >= width:
            _, gone, lost, its_weight = events[left]
            left += 1
            start = events[left][0]
            counts = inside[gone]
            counts[lost] -= 1
            if lost == best[gone] and not counts[lost]:
                top = next((k for k in range(lost + 1, levels) if counts[k]), levels)
                score -= its_weight * (worth[lost] - worth[top])
                best[gone] = top
        found.append((score, start, position))
    return found


def _best(windows: list[tuple[float, int, int]], total: float, keep: int, width: int) -> list[Place]:
    """The best windows; of equal ones the shorter, then the earlier. Windows that overlap a better one are left out."""
    floor = 0.3 * max(w[0] for w in windows)
    kept = [window for window in windows if window[0] >= floor]
    ranks = [0.002 * (last - first) / width - round(score, 6) for score, first, last in kept]
    chosen: list[Place] = []
    for i in sorted(range(len(kept)), key=ranks.__getitem__):  # stable: of equal ones the earlier
        score, first, last = kept[i]
        if all(last < c.first or first > c.last for c in chosen):
            chosen.append(Place(first, last, score / total))
            if len(chosen) == keep:
                break
    return chosen
