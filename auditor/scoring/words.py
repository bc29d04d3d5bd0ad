"""The words of a transcript with their place: what the scoring compares."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from auditor.model.inputs import Segment, Transcript
from auditor.text.normalise import Token, normalise


@dataclass
class Words:
    """Words, one entry a word in every list.

    `texts` are compared; `begin`/`stop` point into `source`, the segments' texts joined by newlines; `segment` indexes
    the transcript's segments, whose texts stand at `offsets`.
    """

    transcript: Transcript
    source: str
    texts: list[str] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    segment: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def raw(self, index: int) -> str:
        """The word as written, without what stands round it."""
        return self.source[self.begin[index] : self.stop[index]]

    def time(self, index: int) -> float | None:
        """Seconds at which the word begins, from timed words or by its place in a timed segment."""
        segment = self.transcript.segments[self.segment[index]]
        at = self.begin[index] - self.offsets[self.segment[index]]
        return _time(segment, at)

    def line(self, index: int) -> int:
        """The 1-based line of the file on which the word stands."""
        segment = self.transcript.segments[self.segment[index]]
        at = self.begin[index] - self.offsets[self.segment[index]]
        return self.transcript.file.line_of(segment.text.offset(min(at, max(0, len(segment.text.text) - 1))))


def _time(segment: Segment, at: int) -> float | None:
    for word in segment.words:
        if word.begin <= at < word.stop:
            return word.start
    if segment.start is None or segment.end is None:
        return segment.start
    return segment.start + (segment.end - segment.start) * at / max(1, len(segment.text.text))


def words_of(transcript: Transcript, profile: str, glossary: Glossary | None = None) -> Words:
    """The words of a whole transcript; hesitations are left out, except by profile `none`."""
    texts = [segment.text.text for segment in transcript.segments]
    source = "\n".join(texts)
    offsets = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
    tokens = [token for token in normalise(source, profile) if not token.filler]
    if glossary is not None and profile != "none":
        tokens = glossary.apply(tokens)
    begins = [token.begin for token in tokens]
    return Words(
        transcript,
        source,
        [token.text for token in tokens],
        begins,
        [token.stop for token in tokens],
        [bisect_right(offsets, begin) - 1 for begin in begins],
        offsets,
    )


class Glossary:
    """Spellings that count as the same: each becomes the first of its entry, longest spelling first."""

    def __init__(self, entries: Sequence[Sequence[str]], profile: str = "default") -> None:
        self._table: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.terms: set[tuple[str, ...]] = set()
        for entry in entries:
            forms = [tuple(t.text for t in normalise(form, profile)) for form in entry]
            self.terms.add(forms[0])
            for form in forms[1:]:
                if form and form != forms[0]:
                    self._table[form] = forms[0]
        self._starts = {form[0] for form in self._table}
        self._longest = max(map(len, self._table), default=0)

    def apply(self, tokens: list[Token]) -> list[Token]:
        """Tokens with every known spelling replaced; a replaced one keeps the place of the whole spelling."""
        if not self._starts:
            return tokens
        done: list[Token] = []
        at = 0
        while at < len(tokens):
            size = self._match(tokens, at)
            if size:
                form = tuple(token.text for token in tokens[at : at + size])
                first, last = tokens[at], tokens[at + size - 1]
                done += [Token(word, first.begin, last.stop, False) for word in self._table[form]]
            else:
                done.append(tokens[at])
            at += size or 1
        return done

    def _match(self, tokens: list[Token], at: int) -> int:
        if tokens[at].text not in self._starts:
            return 0
        for size in range(min(self._longest, len(tokens) - at), 0, -1):
            if tuple(token.text for token in tokens[at : at + size]) in self._table:
                return size
        return 0


def read_glossary(text: str) -> list[list[str]]:
    """The entries of a glossary file: a term a line, its spellings after tabs, `=` or commas; `#` begins a comment."""
    entries = []
    for line in text.splitlines():
        line = line.split("#", 1)[0].strip()
        forms = [form.strip() for form in re.split(r"\t+|\s*=\s*|\s*,\s*", line) if form.strip()]
        if forms:
            entries.append(forms)
    return entries
