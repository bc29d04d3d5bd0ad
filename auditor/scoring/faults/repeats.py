"""Passages that a transcript says twice: seams of chunked decoding and loops, told apart from stutters and refrains.

Measured on 180,000 words of human-made meeting transcripts: people never say eight words or more twice in a row,
four to seven words 35 times; a unit of one word at most six times running, of two or three words four times, of four
or more words twice. The bounds below lie outside that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

from rapidfuzz.distance import LCSseq

from auditor.aligning.stream import Stream
from auditor.lexicon.words import is_filler, is_function_word

LONG = 4  # words from which a copy right beside its original is no stutter
ALIKE = 0.6  # share of words in which a copy may keep the order of its original
SHARED = 0.4  # share of a surplus that an unbroken copy beside it must make up
RESTART = 2  # words before and at the end of a surplus that agree: the decoder took up again where it was

GRAM = 3  # words that must agree for a copy to be looked at
ADJACENT = 8  # words said twice in a row that no speaker repeats
CERTAIN = 10  # from which that is certain
NEARLY = 0.85  # share of a unit that its copy must keep
FAR = 20  # words said again verbatim elsewhere
READ_OUT = 40  # from which that is certain; prepared answers are given twice
OPENING_SECONDS, OPENING_SHARE = 180.0, 0.05  # a passage first told here and again later is a cold open
REFRAIN = 3  # tellings, far from each other, from which a passage is a refrain or a jingle
LOOP_TIMES = {1: 8, 2: 5, 3: 5}  # repetitions of a unit of so many words that are a loop
LOOP_TIMES_LONG = 3  # of longer ones
COMPRESSION = 2.4  # whisper's own bound of compression_ratio for a loop
FEWER = 2  # repetitions less that suffice where the recogniser's own figures say loop
SUSTAINED, MANY = 5.0, 12  # words per second that nobody speaks for so many words


@dataclass(frozen=True)
class Repeat:
    """Words [first, stop) of a stream say again what [begin, end) say; `times` counts all tellings of the unit."""

    kind: Literal["loop", "seam", "far"]
    first: int
    stop: int
    begin: int
    end: int
    times: int
    why: str
    sure: bool = True


def is_second_copy(stream: Stream, first: int, stop: int) -> bool:
    """Whether words [first, stop) say again what stands right before or right after them.

    Either most of the words do (in order), or their last ones equal those right before them: the text breaks off, goes
    astray and takes up again.
    """
    return copy_of(stream, first, stop) is not None


def copy_of(stream: Stream, first: int, stop: int) -> tuple[int, int] | None:
    """The words [begin, end) that [first, stop) say again, or None."""
    texts, size = stream.texts, stop - first
    if size <= 0:
        return None
    surplus = texts[first:stop]
    for begin, end in ((max(0, first - size), first), (stop, min(len(texts), stop + size))):
        beside = texts[begin:end]
        if LCSseq.similarity(surplus, beside) >= max(1, ALIKE * size):
            return begin, end
        block = SequenceMatcher(None, surplus, beside, autojunk=False).find_longest_match()
        if block.size >= max(LONG, SHARED * size):
            return begin + block.b, begin + block.b + block.size
    before = _agreeing(zip(reversed(surplus), reversed(texts[max(0, first - size) : first]), strict=False))
    after = _agreeing(zip(surplus, texts[stop : stop + size], strict=False))
    again = max(before, after)
    if again >= RESTART and (again > RESTART or sentence_ends(stream, first, stop)):
        return (first - again, first) if before == again else (stop, stop + again)
    return None


def _agreeing(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs agree before the first that does not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def sentence_ends(stream: Stream, first: int, stop: int) -> bool:
    """Whether a sentence ends right before or within words [first, stop)."""
    return any(stream.ends[max(0, first - 1) : stop])


def is_stutter(stream: Stream, first: int, stop: int) -> bool:
    """Whether words [first, stop) are what a speaker repeats when searching for words.

    Up to three words that stand twice in one breath (no sentence mark between the copies), or grammar and fillers only.
    """
    size = stop - first
    if not 0 < size < LONG or copy_of(stream, first, stop) is None:
        return False
    if not sentence_ends(stream, first, stop):
        return True
    return all(is_function_word(t) or is_filler(t) for t in stream.texts[first:stop])


@dataclass(frozen=True)
class _Run:
    """Words [first, stop) that equal those `distance` before them."""

    first: int
    stop: int
    distance: int

    @property
    def size(self) -> int:
        return self.stop - self.first


def find_repeats(stream: Stream) -> list[Repeat]:
    """Repeats that one transcript shows by itself, in order; none inside another."""
    runs = list(_runs(stream.texts))
    found = [*_loops(stream, runs), *_seams(runs), *_far(stream, runs)]
    found.sort(key=lambda one: (one.first, -one.stop))
    kept: list[Repeat] = []
    for one in found:
        if not kept or one.first >= kept[-1].stop:
            kept.append(one)
    return kept


def _runs(texts: list[str]) -> Iterator[_Run]:
    """Stretches that say again what stands the same number of words earlier (the nearest such place)."""
    last: dict[tuple[str, ...], int] = {}
    begin = distance = 0
    for i in range(len(texts) - GRAM + 1):
        gram = tuple(texts[i : i + GRAM])
        apart = i - last.get(gram, i)
        if distance and texts[i + GRAM - 1] == texts[i + GRAM - 1 - distance]:
            apart = distance  # the copy goes on, though a part of it stands nearer as well
        last[gram] = i
        if apart != distance:
            if distance:
                yield _Run(begin, i + GRAM - 1, distance)
            begin, distance = i, apart
    if distance:
        yield _Run(begin, len(texts), distance)


def _loops(stream: Stream, runs: Iterable[_Run]) -> Iterator[Repeat]:
    for run in runs:
        times = run.size // run.distance + 1
        if times < 3:
            continue
        unit = stream.texts[run.first : run.first + run.distance]
        if not any(any(map(str.isalnum, word)) for word in unit):
            continue
        needed = LOOP_TIMES.get(run.distance, LOOP_TIMES_LONG)
        begin = run.first - run.distance
        signs = loop_signs(stream, begin, run.stop)
        if times < needed - (FEWER if signs else 0):
            continue
        words = "one word" if run.distance == 1 else f"the same {run.distance} words"
        why = f"{words} {times} times in a row; people stop before the {_ordinal(needed)}"
        why += "".join(f"; {sign}" for sign in signs)
        yield Repeat("loop", run.first, run.stop, begin, run.first, times, why)


def loop_signs(stream: Stream, first: int, stop: int) -> list[str]:
    """What else speaks for a loop of the decoder: its compression ratio, or more words than anybody speaks."""
    signs = []
    segments = [stream.transcript.segments[n] for n in sorted(set(stream.segments[first:stop]))]
    ratio = max((one.signals.get("compression_ratio", 0.0) for one in segments), default=0.0)
    if ratio > COMPRESSION:
        signs.append(f"compression_ratio {ratio:g} (loops are above {COMPRESSION:g})")
    start, end = stream.start[first], stream.end[stop - 1]
    if (
        start is not None
        and end is not None
        and end > start
        and stop - first >= MANY
        and (stop - first) / (end - start) > SUSTAINED
    ):
        signs.append(f"{(stop - first) / (end - start):.1f} words a second")
    confident = [one.signals["avg_logprob"] for one in segments if "avg_logprob" in one.signals]
    if signs and confident and max(confident) > -0.3:
        signs.append("its high confidence does not speak against it: loops are typically sure")
    return signs


def _ordinal(number: int) -> str:
    return f"{number}{'rd' if number == 3 else 'th'}"


def _seams(runs: Iterable[_Run]) -> Iterator[Repeat]:
    """Units told twice in a row, word for word; speakers who say a thing twice change a word or frame it."""
    for run in runs:
        if run.size >= ADJACENT and NEARLY * run.distance <= run.size < 2 * run.distance:
            begin = run.first - run.distance
            why = f"{run.size} words twice in a row, as where two chunks of audio overlap"
            yield Repeat("seam", run.first, run.stop, begin, begin + run.size, 2, why, sure=run.size >= CERTAIN)


def _far(stream: Stream, runs: list[_Run]) -> Iterator[Repeat]:
    """Long passages told again elsewhere; no cold open and no refrain."""
    long = [run for run in runs if run.size >= FAR and run.distance > run.size / NEARLY]
    heads = Counter(tuple(stream.texts[run.first : run.first + FAR]) for run in long)
    for run in long:
        begin = run.first - run.distance
        if _opening(stream, begin) or heads[tuple(stream.texts[run.first : run.first + FAR])] >= REFRAIN - 1:
            continue
        why = f"{run.size} words again, word for word, {run.distance} words later; only what is read out is that exact"
        yield Repeat("far", run.first, run.stop, begin, begin + run.size, 2, why, sure=run.size >= READ_OUT)


def _opening(stream: Stream, word: int) -> bool:
    """Whether a word stands where programmes put a teaser."""
    start, origin = stream.start[word], stream.start[0]
    if start is not None and origin is not None:
        return start - origin <= OPENING_SECONDS
    return word <= OPENING_SHARE * len(stream)


def without(found: Iterable[Repeat], stream: Stream, agreed: frozenset[int]) -> list[Repeat]:
    """Repeats less those that another transcript has as well: it was said twice. `agreed` are words that it has too."""
    kept = []
    for one in found:
        both = [*range(one.begin, one.end), *range(one.first, one.stop)]
        if sum(word in agreed for word in both) < NEARLY * len(both):
            kept.append(one)
        elif one.kind == "loop" and loop_signs(stream, one.begin, one.stop):
            kept.append(replace(one, sure=False))
    return kept
