"""A source as one stream of words: the form in which everything is aligned, placed and traced."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from auditor.lexicon.words import lemma
from auditor.model.inputs import Segment, Transcript
from auditor.text.normalise import Token, normalise

WORDS_PER_SECOND = 2.3  # how long a segment without an end lasts
_STOPS = {".": ".", "?": "?", "!": ".", "。": ".", "？": "?", "！": ".", "…": "."}


@dataclass
class Stream:
    """The words of a source, one entry a word in every list.

    `texts` are normalised, `lemmas` their base forms; `begin`/`stop` are file offsets; `segments` index those of the
    transcript; `start`/`end` are seconds or None; `ends` holds the sentence mark after a word (`.`, `?` or empty).
    Fillers are left out (they are no evidence), except where a segment has nothing else. `voices`: labels renamed.
    """

    transcript: Transcript
    texts: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    start: list[float | None] = field(default_factory=list)
    end: list[float | None] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    voices: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def path(self) -> str:
        return self.transcript.path

    @cached_property
    def punctuated(self) -> bool:
        """Whether the source marks sentences at all (captions often do not)."""
        return sum(map(bool, self.ends)) * 60 > len(self.ends)

    def raw(self, first: int, last: int) -> str:
        """The file's own words from word `first` to word `last` (inclusive)."""
        return self.transcript.file.text[self.begin[first] : self.stop[last]]

    def said(self, first: int, last: int) -> str:
        """As `raw`, without time stamps, cue numbers and line breaks between segments."""
        parts, i = [], first
        while i <= last:
            j = i
            while j < last and self.segments[j + 1] == self.segments[i]:
                j += 1
            segment = self.transcript.segments[self.segments[i]]
            parts.append(_within(segment, self.begin[i], self.stop[j]))
            i = j + 1
        return " ".join(" ".join(parts).split())

    def speaker(self, index: int) -> str | None:
        """Who says the word, where the source knows."""
        return self.label(self.segments[index])

    def label(self, segment: int) -> str | None:
        """Who says a segment of the transcript."""
        speaker = self.transcript.segments[segment].speaker
        return self.voices.get(speaker, speaker) if speaker else None


def _within(segment: Segment, begin: int, stop: int) -> str:
    """The segment's text between two file offsets."""
    text = segment.text
    if len(text.anchors) == 1:
        return text.text[begin - text.offset(0) : stop - text.offset(0)]
    letters = range(len(text.text))
    low = bisect_left(letters, begin, key=text.offset)
    return text.text[low : bisect_left(letters, stop, lo=low, key=text.offset)]


def build_stream(transcript: Transcript) -> Stream:
    """Tokenises every segment; times come from timed words, else from the segment by position."""
    stream = Stream(transcript)
    for number, segment in enumerate(transcript.segments):
        tokens = normalise(segment.text.text)
        spoken = [t for t in tokens if not t.filler] or tokens
        times = _times(segment, spoken)
        text = segment.text.text
        for i, token in enumerate(spoken):
            begin, stop = segment.text.span(token.begin, token.stop)
            stream.texts.append(token.text)
            stream.lemmas.append(lemma(token.text))
            stream.begin.append(begin)
            stream.stop.append(stop)
            stream.segments.append(number)
            stream.start.append(times[i][0])
            stream.end.append(times[i][1])
            limit = spoken[i + 1].begin if i + 1 < len(spoken) else len(text)
            stream.ends.append(next((_STOPS[c] for c in text[token.stop : limit] if c in _STOPS), ""))
    return stream


def _times(segment: Segment, tokens: list[Token]) -> list[tuple[float | None, float | None]]:
    if segment.words:
        return [_timed(segment, token) for token in tokens]
    if segment.start is None:
        return [(None, None)] * len(tokens)
    length = max(1, len(segment.text.text))
    end = segment.end if segment.end is not None else segment.start + len(tokens) / WORDS_PER_SECOND
    rate = (end - segment.start) / length
    return [(segment.start + rate * t.begin, segment.start + rate * t.stop) for t in tokens]


def _timed(segment: Segment, token: Token) -> tuple[float | None, float | None]:
    for word in segment.words:
        if word.begin <= token.begin < word.stop:
            return word.start, word.end
    return segment.start, segment.end
