"""Phrases that recognisers invent on silence, noise or music: subtitle credits, endings of videos, thanks.

Credits are said by nobody and count alone. Endings count away from the end of a recording; everyday phrases ("thank
you", "okay") only with a second sign, since a tenth of the turns of real meetings are such phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from auditor.aligning.stream import Stream
from auditor.model.inputs import Segment

NO_SPEECH = 0.6  # whisper's own bound of no_speech_prob
LONGEST = 160  # characters of a phrase; longer sentences are none
PAUSE = 10.0  # seconds without words on both sides
IN_A_ROW = 4  # equal segments one after the other that no meeting has
SLOW = 0.25  # words per second of a segment that is mostly something else than speech
SLOW_SECONDS = 8.0
_SENTENCE = re.compile(r"[^.!?。！？\n]*(?:\.(?=\S)[^.!?。！？\n]*)*[.!?。！？]*\s*")
_MARKS = re.compile(r"[^\w\s.'’/-]+|(?<!\w)[.'-]|[.'-](?!\w)")


@dataclass(frozen=True)
class Stock:
    """A stock phrase: segment, characters [begin, stop) of its text, its family, and the signs against it."""

    segment: int
    begin: int
    stop: int
    family: str
    signs: tuple[str, ...]


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(family, pattern) pairs of the list, matched against a whole sentence without case and outer punctuation."""
    text = (resources.files("auditor.scoring") / "data" / "stock-phrases.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    families: dict[str, list[str]] = {}
    for family, pattern in rows:
        families.setdefault(family, []).append(pattern)
    return tuple((family, re.compile("|".join(rows))) for family, rows in families.items())


def family_of(sentence: str, own: Sequence[str] = ()) -> str | None:
    """`credit`, `outro` or `everyday` where the whole sentence is such a phrase; `own`: a user's credits."""
    plain = _plain(sentence)
    if not plain or len(plain) > LONGEST:
        return None
    if any(plain == _plain(one) for one in own):
        return "credit"
    return _family(plain)


@lru_cache(1 << 14)
def _family(plain: str) -> str | None:
    return next((family for family, pattern in patterns() if pattern.fullmatch(plain)), None)


def _plain(sentence: str) -> str:
    """A sentence folded (also the dotted capital I of Turkish), without outer punctuation."""
    folded = sentence.casefold().replace("’", "'").replace("\u0307", "")
    return " ".join(_MARKS.sub(" ", folded).split())


def find_stock(stream: Stream, own: Sequence[str] = (), alone: frozenset[int] | None = None) -> list[Stock]:
    """The stock phrases that count, in order.

    `alone` are the words that no other transcript of the same audio has; None where there is no other.
    """
    segments = stream.transcript.segments
    plain = [" ".join(re.findall(r"\w+", one.text.text.casefold())) for one in segments]
    last_real = _last_real(segments)
    turns = Counter(one.speaker for one in segments)
    found = []
    for number, segment in enumerate(segments):
        for begin, stop in _sentences(segment.text.text):
            family = family_of(segment.text.text[begin:stop], own)
            if family is None:
                continue
            whole = begin == 0 and stop == len(segment.text.text.rstrip())
            signs = _signs(segments, number, plain, turns, last_real) if whole else []
            if family == "outro":
                signs += _outro_signs(stream, number, (begin, stop), alone)
            elif family == "credit":
                signs = signs or ["nobody says such a line"]
            if signs:
                found.append(Stock(number, begin, stop, family, tuple(signs)))
    return found


def _outro_signs(stream: Stream, number: int, span: tuple[int, int], alone: frozenset[int] | None) -> list[str]:
    """What speaks against an ending: only this transcript has it, or (if there is no other) its place."""
    if alone is None:
        early = _early(stream.transcript.segments, number, span[0])
        return ["an ending in the middle of the recording"] if early else []
    words = _words_in(stream.begin, *stream.transcript.segments[number].text.span(*span))
    return ["no other transcript has it"] if all(word in alone for word in words) else []


def sentences(text: str) -> list[str]:
    """The sentences of a text as they are compared with the list."""
    return [text[begin:stop] for begin, stop in _sentences(text)]


def _words_in(begins: list[int], start: int, stop: int) -> range:
    """The words that begin between two file offsets."""
    return range(bisect_left(begins, start), bisect_left(begins, stop))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        words = match[0].rstrip()
        if words.strip():
            begin = match.start() + len(words) - len(words.lstrip())
            yield begin, match.start() + len(words)


def _last_real(segments: Sequence[Segment]) -> int:
    """The last segment that says more than stock phrases."""
    for number in range(len(segments) - 1, -1, -1):
        text = segments[number].text.text
        if text.strip() and any(family_of(text[b:e]) is None for b, e in _sentences(text)):
            return number
    return -1


def _early(segments: Sequence[Segment], number: int, begin: int) -> bool:
    """Whether an ending stands in the first nine tenths of the characters."""
    total = sum(len(one.text.text) for one in segments)
    before = sum(len(one.text.text) for one in segments[:number]) + begin
    return before < 0.9 * total


def _signs(
    segments: Sequence[Segment], number: int, plain: Sequence[str], turns: Counter[str | None], last_real: int
) -> list[str]:
    """What speaks against a segment that holds nothing but the phrase."""
    one = segments[number]
    signs = []
    silence = one.signals.get("no_speech_prob")
    if silence is not None and silence > NO_SPEECH:
        signs.append(f"the recogniser itself heard no speech (no_speech_prob {silence:g})")
    first, last = number, number
    while first > 0 and plain[first - 1] == plain[number]:
        first -= 1
    while last + 1 < len(plain) and plain[last + 1] == plain[number]:
        last += 1
    if last - first + 1 >= IN_A_ROW:
        signs.append(f"{last - first + 1} times in a row")
    if one.start is not None and one.end is not None:
        length, words = one.end - one.start, len(plain[number].split())
        if length >= SLOW_SECONDS and words < SLOW * length:
            signs.append(f"{words} word{'s' * (words > 1)} in {length:.0f} seconds")
        before = segments[number - 1].end if number else 0.0
        after = segments[number + 1].start if number + 1 < len(segments) else None
        if before is not None and one.start - before >= PAUSE and (after is None or after - one.end >= PAUSE):
            tail = " after the last real words" if number > last_real >= 0 else ""
            signs.append(f"silence of {one.start - before:.0f} seconds before it{tail}")
    if one.speaker is not None and turns[one.speaker] == 1 and signs:
        signs.append("the only line of its speaker")
    return signs
