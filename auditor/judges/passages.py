"""Passages for a judge from the finished result: those of the claim, then others, with the speakers of their words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from auditor.judges.excerpt import ends_sentence, excerpt
from auditor.judges.protocol import Shown
from auditor.judges.request import PASSAGE_CHARS
from auditor.judges.words import STEM, words_of
from auditor.model.result import Claim, Passage, Recording, Source

WORDS = 160  # of a passage
STEP = 80  # words from one window to the next
COUNT = 3
MOST_WORDS = 240  # shown of a passage, whose own count leaves markers and fillers out
VARIANT_WORDS = 60
LEAST = 0.1  # coverage below which a passage is a guess
SKIPPED = 12  # words of the source among which the next one of a passage must stand


@dataclass
class _Text:
    """A source as words with the number of the segment that each stands in."""

    source: Source
    words: list[str] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, segment in enumerate(self.source.segments):
            said = segment.text.split()
            self.words += said
            self.segments += [number] * len(said)

    @cached_property
    def folded(self) -> list[str]:
        """The words without case and punctuation, nothing for what has no letter."""
        return ["".join(words_of(w)) for w in self.words]

    def find(self, text: str, line: int, end_line: int) -> tuple[int, int] | None:
        """First and last word of a passage that begins on `line` and ends on `end_line`; it may lack words in between
        (markers, fillers) that the source has."""
        wanted = [w for word in text.split() if (w := "".join(words_of(word)))]
        segments = self.source.segments
        near = (segments[s].line <= end_line and segments[s].end_line >= line for s in self.segments)
        starts = [i for i, there in enumerate(near) if there and self.folded[i] == wanted[0]] if wanted else []
        return next((found for i in starts if (found := self._from(i, wanted)) is not None), None)

    def _from(self, start: int, wanted: Sequence[str]) -> tuple[int, int] | None:
        at = last = start
        for word in wanted:
            stop = min(len(self.folded), at + SKIPPED)
            last = next((i for i in range(at, stop) if self.folded[i] == word), -1)
            if last < 0:
                return None
            at = last + 1
        return start, last


@dataclass(frozen=True)
class _Window:
    """Words [first, last] of text `text`."""

    text: int
    first: int
    last: int

    def meets(self, other: _Window) -> bool:
        return self.text == other.text and self.first <= other.last and other.first <= self.last


class Places:
    """The places of one recording that a judge can be shown."""

    def __init__(self, recording: Recording) -> None:
        self._texts = [_Text(s) for s in recording.sources if s.role == "source"]
        self._index: _Index | None = None
        self._shares = _shares(recording)

    def best(self, claim: Claim) -> list[Shown]:
        """The claim's own passages, best first; where it has none, what a plain search finds."""
        own = self._own(claim)
        if not _placed(claim):
            return self._shown([(w, None) for w in self._search(claim, [])[:COUNT]], claim)
        return self._shown([(w, p) for w, p in zip(own, claim.passages[:COUNT], strict=True)], claim)

    def others(self, claim: Claim) -> list[Shown]:
        """Other passages than `best`: the next best of a plain search, then the neighbours of the best one."""
        seen = [w for w in self._own(claim) if w is not None] if _placed(claim) else []
        seen = seen or self._search(claim, [])[:COUNT]
        found = self._search(claim, seen)[: COUNT - 1]
        for window in self._around(seen[:1]):
            if not any(window.meets(w) for w in (*seen, *found)):
                found.append(window)
        return self._shown([(w, None) for w in found[:COUNT]], claim)

    def _own(self, claim: Claim) -> list[_Window | None]:
        return [self._locate(p.path, p.line, p.end_line, p.text) for p in claim.passages[:COUNT]]

    def _locate(self, path: str, line: int, end_line: int, text: str) -> _Window | None:
        """Where the words of a passage stand among the words of its source; None where they cannot be found."""
        for number, source in enumerate(self._texts):
            if source.source.path != path:
                continue
            found = source.find(text, line, end_line)
            if found is not None:
                return _Window(number, *found)
        return None

    def _search(self, claim: Claim, seen: Sequence[_Window]) -> list[_Window]:
        """Windows by the weight of the claim's words in them, none overlapping another or `seen`."""
        if self._index is None:
            self._index = _Index(self._texts)
        found: list[_Window] = []
        for window in self._index.ranked(claim.text, self._shares.get(claim.id, 0.0)):
            if not any(window.meets(w) for w in (*seen, *found)):
                found.append(window)
            if len(found) == COUNT:
                break
        return found

    def _around(self, windows: Sequence[_Window]) -> Iterator[_Window]:
        for w in windows:
            end = len(self._texts[w.text].words) - 1
            if w.last < end:
                yield _Window(w.text, w.last + 1, min(end, w.last + WORDS))
            if w.first > 0:
                yield _Window(w.text, max(0, w.first - WORDS), w.first - 1)

    def _shown(self, found: Sequence[tuple[_Window | None, Passage | None]], claim: Claim) -> list[Shown]:
        shown: list[Shown] = []
        for window, passage in found:
            number = len(shown) + 1
            if window is not None:
                shown.append(self._labelled(window, number, passage, claim.text))
            elif passage is not None:
                names = f"{', '.join(passage.speakers)}: " if passage.speakers else ""
                shown.append(
                    Shown(
                        id=number, path=passage.path, lines=[names + passage.text], start=passage.start, end=passage.end
                    )
                )
        return _with_variants(shown, claim)

    def _labelled(self, window: _Window, number: int, passage: Passage | None, claim: str) -> Shown:
        text = self._texts[window.text]
        segments = text.source.segments
        at = range(window.first, min(window.last, window.first + MOST_WORDS - 1) + 1)
        said = [(segments[text.segments[i]].speaker, text.words[i]) for i in at]
        open_start = window.first > 0 and not ends_sentence(text.words[window.first - 1])
        open_end = at[-1] < len(text.words) - 1 and not ends_sentence(text.words[at[-1]])
        lines = excerpt(said, claim, PASSAGE_CHARS, open_start, open_end)
        first, last = segments[text.segments[at[0]]], segments[text.segments[at[-1]]]
        start = passage.start if passage and passage.start is not None else first.start
        end = passage.end if passage and passage.end is not None else last.end
        return Shown(id=number, path=text.source.path, lines=lines, start=start, end=end)


def _shares(recording: Recording) -> dict[str, float]:
    """How far into its document each claim stands, from 0 to 1."""
    found: dict[str, float] = {}
    for path in dict.fromkeys(c.path for c in recording.claims):
        ids = [c.id for c in recording.claims if c.path == path]
        found |= {id_: (n + 0.5) / len(ids) for n, id_ in enumerate(ids)}
    return found


def _placed(claim: Claim) -> bool:
    """Whether words have placed the claim at all; those of another language have not."""
    return any(p.coverage >= LEAST for p in claim.passages)


def _with_variants(shown: list[Shown], claim: Claim) -> list[Shown]:
    """The reading of another transcript, where it has evidence for the claim in other words than the passage."""
    from msgspec.structs import replace

    done = list(shown)
    for evidence in claim.evidence:
        words = evidence.text.split()
        at = next(
            (
                i
                for i, s in enumerate(done)
                if s.path != evidence.path and s.variant is None and _near(s, evidence.start)
            ),
            None,
        )
        if at is None or not words or any(s.path == evidence.path for s in done[:1]):
            continue
        if words_of(evidence.text) != words_of(" ".join(done[at].lines)):
            done[at] = replace(done[at], variant=" ".join(words[:VARIANT_WORDS]))
    return done


def _near(shown: Shown, start: float | None) -> bool:
    return start is None or shown.start is None or shown.end is None or shown.start - 10 <= start <= shown.end + 10


class _Index:
    """Overlapping windows of all sources and how rare each stem is among them."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self._texts = texts
        self._windows = [
            _Window(number, first, min(first + WORDS, len(text.words)) - 1)
            for number, text in enumerate(texts)
            for first in range(0, max(1, len(text.words) - WORDS + STEP), STEP)
            if text.words
        ]
        self._stems = [
            frozenset(_stems(" ".join(texts[w.text].words[w.first : w.last + 1]))) for w in self._windows
        ]  # fmt: skip
        self._seen = Counter(stem for stems in self._stems for stem in stems)

    def ranked(self, claim: str, share: float) -> list[_Window]:
        """All windows, the one that holds most of the claim's weight first.

        Of equals, the one as far into its source as the claim into its document: all there is to go by for a claim in
        another language.
        """
        total = len(self._windows) + 1
        weights = {stem: math.log(total / (self._seen[stem] + 0.5)) for stem in sorted(set(_stems(claim)))}
        scores = [sum(w for stem, w in weights.items() if stem in stems) for stems in self._stems]
        away = [abs((w.first + w.last) / 2 / len(self._texts[w.text].words) - share) for w in self._windows]
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], away[i], i))
        return [self._windows[i] for i in order]


def _stems(text: str) -> list[str]:
    """Words by their first letters: crude, but it only has to find further places to look at."""
    return [w[: STEM + 1] for w in words_of(text)]
