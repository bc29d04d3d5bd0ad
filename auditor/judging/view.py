"""A placed claim as the judging functions see it: its words, the source's words, and what stands for what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from auditor.aligning.aligned import Alignment, PlacedClaim
from auditor.aligning.stream import Stream
from auditor.aligning.trace import Block, Trace
from auditor.judging.attribution import attribution, beside_quotes, lead, reports
from auditor.judging.restarts import false_start, said_again
from auditor.lexicon.abbreviations import abbreviated, written_apart, written_out

PART = re.compile(r"[,;:.?!…–—()]|\s-\s")
CONTEXT = 4  # claim words on either side that say how exactly a place is traced
INTERJECTION = 3  # words up to which a whole turn of somebody else is one
BESIDE = 2  # words beside a region in which a word may stand in another writing
NEARBY = 25  # words around the evidence
UNMARKED = 60  # words without a sentence mark from which nobody set any
HEAD = 5  # words before a span that are its head where no sentence is marked
SENTENCE = 32  # words looked at before a span for the head of its sentence


@dataclass(frozen=True)
class Region:
    """Claim words [c0, c1) and source words [s0, s1) between two equal matches; one side may be empty.

    `exact` in [0, 1]: how exactly the words around are traced. A difference in an exactly traced sentence means
    something, the same difference in a free retelling means nothing.
    """

    c0: int
    c1: int
    s0: int
    s1: int
    blocks: tuple[Block, ...]
    exact: float


class View:
    """One claim against the source that supports it best.

    Word positions: claim words count from 0, source words are positions in the stream.
    """

    def __init__(self, claim: PlacedClaim, alignment: Alignment, neighbours: Sequence[PlacedClaim] = ()) -> None:
        self.claim, self.alignment, self.neighbours = claim, alignment, neighbours
        self._told: dict[int, frozenset[int]] = {}
        self.texts, self.lemmas = claim.texts, claim.lemmas
        self.stream: Stream = alignment.streams[claim.source]
        self.trace: Trace | None = claim.trace

    def raw(self, i: int) -> str:
        """The claim's word as written."""
        token = self.claim.tokens[i]
        return self.claim.claim.text.text[token.begin : token.stop]

    def phrase(self, c0: int, c1: int) -> str:
        """The claim's words [c0, c1) as written."""
        if c1 <= c0:
            return ""
        return self.claim.claim.text.text[self.claim.tokens[c0].begin : self.claim.tokens[c1 - 1].stop]

    def opens_sentence(self, i: int) -> bool:
        """Whether claim word i begins a sentence."""
        before = self.claim.claim.text.text[: self.claim.tokens[i].begin].rstrip(" \"'“”‘’([")
        return not before or before[-1] in ".?!:;…\n"

    def parts(self, c0: int, c1: int) -> list[tuple[int, int]]:
        """Claim words [c0, c1) in the parts of the sentence that commas, dashes and the like make."""
        text, tokens = self.claim.claim.text.text, self.claim.tokens
        cuts = [i for i in range(c0 + 1, c1) if PART.search(text[tokens[i - 1].stop : tokens[i].begin])]
        return list(pairwise([c0, *cuts, c1]))

    def stream_of(self, source: int | None) -> Stream:
        """The stream of a source, by default the one that supports the claim best."""
        return self.stream if source is None else self.alignment.streams[source]

    @cached_property
    def equal(self) -> dict[int, int]:
        """Claim word -> source word, where the base forms are equal."""
        if self.trace is None:
            return {}
        return {b.c0 + k: b.s0 + k for b in self.trace.blocks if b.tag == "equal" for k in range(b.c1 - b.c0)}

    @cached_property
    def matched(self) -> dict[int, int]:
        """Claim word -> source word, harmless relations included."""
        return self.trace.matched() if self.trace else {}

    @cached_property
    def agreed(self) -> frozenset[int]:
        """Claim words that another source has at this place."""
        found: set[int] = set()
        for k, other in enumerate(self.claim.traces):
            if other is not None and k != self.claim.source:
                alike = (b for b in other.blocks if b.tag == "equal" or b.relation in ("inflection", "spelling"))
                found |= {b.c0 + n for b in alike for n in range(b.c1 - b.c0)}
        return frozenset(found)

    @cached_property
    def abbreviated(self) -> frozenset[int]:
        """Claim words that are said in another writing near the evidence (`Greater Toronto Area`: GTA, `deep sea`)."""
        found: set[int] = set()
        for region in self.regions:
            claimed, said = range(region.c0, region.c1), range(max(0, region.s0 - BESIDE), region.s1 + BESIDE)
            said = range(said.start, min(said.stop, len(self.stream)))
            places = written_out([self.raw(i) for i in claimed], [self.stream.raw(i, i) for i in said])
            for mine, theirs in ((self.texts, self.stream.texts), (self.lemmas, self.stream.lemmas)):
                places += written_apart([mine[i] for i in claimed], [theirs[i] for i in said])
            found.update(region.c0 + i for c0, c1 in places for i in range(c0, c1))
        full = [self.stream.raw(i, i) for i in self.around(NEARBY)]
        return frozenset(found) | {i for i, _ in abbreviated([self.raw(i) for i in range(len(self.texts))], full)}

    @cached_property
    def named(self) -> frozenset[int]:
        """Claim words that only name a speaker of the recording."""
        return frozenset(i for first, stop, _ in self.claim.mentions for i in range(first, stop))

    @cached_property
    def aside(self) -> frozenset[int]:
        """Claim words that only say who speaks: those names, and a head such as `The minister answered that`."""
        return self.named | attribution(self) | reports(self) | beside_quotes(self) | lead(self)

    @cached_property
    def regions(self) -> list[Region]:
        """The stretches that are not traced word by word, in order."""
        if self.trace is None:
            return []
        found: list[Region] = []
        run: list[Block] = []
        for block in (*self.trace.blocks, None):
            if block is not None and block.tag != "equal":
                run.append(block)
            elif run:
                found.append(self._region(run))
                run = []
        return found

    def _region(self, run: list[Block]) -> Region:
        c0, c1 = min(b.c0 for b in run), max(b.c1 for b in run)
        s0, s1 = min(b.s0 for b in run), max(b.s1 for b in run)
        return Region(c0, c1, s0, s1, tuple(run), self.exactness(c0, c1, s0, s1))

    def exactness(self, c0: int, c1: int, s0: int, s1: int) -> float:
        """The share of the claim words around [c0, c1) that stand as far from [s0, s1), give or take two words.

        Restarts and interjections of others do not count as distance.
        """
        hits = seen = 0
        first, last = self._step(s0), self._step(max(s0, s1 - 1))
        for step in range(1, CONTEXT + 1):
            for i, edge, side in ((c0 - step, first, -step), (c1 - 1 + step, last if s1 > s0 else first - 1, step)):
                if 0 <= i < len(self.texts):
                    seen += 1
                    at = self.matched.get(i)
                    hits += at is not None and abs(self._step(at) - (edge + side)) <= 2 + step // 2
        return hits / max(3, seen)

    def _step(self, s: int) -> int:
        """The source position, counted without restarts and interjections."""
        return s - bisect_left(self._skipped, s)

    @cached_property
    def _skipped(self) -> list[int]:
        if self.trace is None:
            return []
        skipped = set(self.restarts)
        segments, stream = self.stream.segments, self.stream
        first, last = self.trace.first, self.trace.last
        for block in self.trace.blocks:
            if block.tag == "delete":
                for s in range(block.s0, block.s1):
                    own = segments[s]
                    low, high = bisect_left(segments, own), bisect_left(segments, own + 1)
                    if high - low <= INTERJECTION and first < low and high <= last and stream.speaker(s) is not None:
                        skipped.add(s)
        return sorted(skipped)

    @cached_property
    def near(self) -> float:
        """How near to the source's own words the claim is told: 1 from four fifths of its words, 0 below two fifths."""
        return self.near_without(range(0))

    def near_without(self, left_out: Collection[int]) -> float:
        """As `near`, of the claim's other words."""
        counted = [i for i in range(len(self.texts)) if i not in self.named and i not in left_out]
        told = self.matched.keys() | self.agreed | self.abbreviated
        share = sum(i in told for i in counted) / max(1, len(counted))
        return min(1.0, max(0.0, (share - 0.4) / 0.4))

    def follows(self, c: int, s: int) -> float:
        """How exactly the claim goes on from word `c` as the source from `s`: the share of the next words in step."""
        ahead = range(c, min(len(self.texts), c + CONTEXT))
        start = self._step(s)
        hits = sum(i in self.matched and abs(self._step(self.matched[i]) - start - (i - c)) <= 3 for i in ahead)
        return hits / max(3, len(ahead))

    def in_step(self, c0: int, c1: int, s0: int, s1: int) -> int:
        """How many words right before claim words [c0, c1) and right after stand so beside source words [s0, s1)."""
        before = after = 0
        while self.equal.get(c0 - 1 - before) == s0 - 1 - before:
            before += 1
        while self.equal.get(c1 + after) == s1 + after:
            after += 1
        return before + after

    @cached_property
    def restarts(self) -> frozenset[int]:
        """Source words that no claim word stands for because the speaker says them again a moment later."""
        if self.trace is None:
            return frozenset()
        taken = set(self.matched.values())
        lemmas = self.stream.lemmas
        found: set[int] = set()
        for block in self.trace.blocks:
            if block.tag != "delete":
                continue
            for s in range(block.s0, block.s1):
                reach = lemmas[block.s1 : block.s1 + max(4, block.s1 - block.s0 + 2)]
                if s not in taken and (lemmas[s] in reach or lemmas[s] in lemmas[max(0, block.s0 - 3) : block.s0]):
                    found.add(s)
        return frozenset(found)

    def false_start(self, s: int) -> bool:
        """Whether the source word s, which no claim word stands for, is taken back or said again."""
        return false_start(self.stream.lemmas, set(self.matched.values()), s)

    def around(self, reach: int) -> range:
        """Source words within `reach` of the evidence."""
        if self.trace is None:
            return range(0)
        return range(max(0, self.trace.first - reach), min(len(self.stream), self.trace.last + reach + 1))

    @cached_property
    def nearby(self) -> frozenset[str]:
        """Base forms that stand within 25 words of the evidence, in any source of the same audio."""
        words = {self.stream.lemmas[i] for i in self.around(NEARBY)}
        for k, other in enumerate(self.claim.traces):
            if other is not None and k != self.claim.source:
                stream = self.alignment.streams[k]
                words |= set(stream.lemmas[max(0, other.first - NEARBY) : other.last + NEARBY + 1])
        return frozenset(words)

    def given_to(self, speaker: str) -> bool:
        """Whether a transcript other than the view's gives the greater part of the traced words to a speaker."""
        for k, other in enumerate(self.claim.traces):
            if other is not None and k != self.claim.source:
                said = [self.alignment.streams[k].speaker(s) == speaker for s in other.matched().values()]
                if 2 * sum(said) > len(said):
                    return True
        return False

    def told(self, k: int) -> frozenset[int]:
        """Words of source k that the other claims of the same turn tell."""
        if k not in self._told:
            found: set[int] = set()
            for other in self.neighbours:
                trace = other.traces[k] if other.traces else None
                if other.claim.turn == self.claim.claim.turn and trace is not None:
                    found.update(trace.matched().values())
            self._told[k] = frozenset(found)
        return self._told[k]

    def head(self, k: int) -> tuple[int, int]:
        """In source k: the words of the sentence and speaker before what the claim's first words stand for."""
        found = self.claim.traces[k]
        stream = self.alignment.streams[k]
        pairs = found.matched() if found else {}
        begin = next((c for c in range(len(self.texts)) if c not in self.aside), 0)
        opening = [s for c, s in pairs.items() if c <= begin + 2]
        if not opening or not stream.punctuated:
            return 0, 0
        stop = first = min(opening)
        if stop > UNMARKED and not any(stream.ends[stop - UNMARKED : stop]):
            return stop - HEAD, stop  # an ASR may stop marking sentences for a while
        while first > 0 and stop - first < SENTENCE and not stream.ends[first - 1]:
            if stream.speaker(first - 1) != stream.speaker(stop) or first - 1 in self.told(k):
                break
            first -= 1
        return first, stop - said_again(stream.lemmas, first, stop)

    def tail(self, k: int) -> tuple[int, int]:
        """In source k: the words of the same sentence after the one that the claim's last word stands for."""
        found = self.claim.traces[k]
        stream = self.alignment.streams[k]
        last = found.matched().get(len(self.texts) - 1) if found else None
        if last is None or not stream.punctuated:
            return 0, 0
        first = stop = last + 1
        while stop < len(stream) and stop - first < SENTENCE and not stream.ends[stop - 1]:
            if stream.speaker(stop) != stream.speaker(last) or stop in self.told(k):
                break
            stop += 1
        return first, stop
