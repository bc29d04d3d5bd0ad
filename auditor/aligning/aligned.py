"""The aligned recording: what placing makes, and rules and judging work on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from auditor.aligning.index import Index, Place
from auditor.aligning.speakers import Cast
from auditor.aligning.stream import Stream
from auditor.aligning.surroundings import Surroundings
from auditor.aligning.timeline import Mapping
from auditor.aligning.trace import Trace
from auditor.lexicon.quantities import Quantity, quantities
from auditor.lexicon.words import lemma
from auditor.model.inputs import Claim, DerivedDocument
from auditor.settings import Settings
from auditor.text.normalise import Token, normalise

_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Candidate:
    """A place for a claim: positions in stream `base`, and how well the claim fits there.

    `found` is the source that the place was found in and its positions there, where that is not the base: another
    transcript may hold what the base has dropped.
    """

    base: int
    place: Place
    score: float
    found: tuple[int, Place] | None = None


@dataclass
class PlacedClaim:
    """A claim with its words, its candidate places in the first source, and its trace in every source.

    `texts`/`lemmas` leave fillers out; `tokens` are the same words with their span in the claim's text. `speaker` is
    the source label that the claim means; `mentions` are labels among its words (first, stop, label), `voices` words
    that are part of a label. `places` are all candidates, `chosen` the best of them; `passages` are windows of up to
    160 words with their source, best first; `shown` are the same with the one around the evidence; `source` is the
    source that supports the claim best; `traces[k]` is the trace in source k, None where it has nothing there. `around`
    knows where the claims around it point to.
    """

    claim: Claim
    document: int
    tokens: list[Token]
    texts: list[str]
    lemmas: list[str]
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    voices: frozenset[int] = frozenset()
    speaker: str | None = None
    places: list[Candidate] = field(default_factory=list)
    passages: list[tuple[int, Place]] = field(default_factory=list)
    shown: list[tuple[int, Place]] = field(default_factory=list)
    chosen: Candidate | None = None
    source: int = 0
    traces: list[Trace | None] = field(default_factory=list)
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def place(self) -> Place | None:
        """The chosen place, in the positions of its base."""
        return self.chosen.place if self.chosen else None

    @property
    def trace(self) -> Trace | None:
        """The trace in the source that supports the claim best."""
        return self.traces[self.source] if self.traces else None


@dataclass
class Alignment:
    """The aligned recording: what rules and judging work on.

    `bases[k]` is the first source of the same audio as source k; `mappings[k]` leads from it to k, None where they are
    one.
    """

    name: str
    streams: list[Stream]
    indexes: list[Index]
    bases: list[int]
    mappings: list[Mapping | None]
    documents: list[DerivedDocument]
    cast: Cast
    settings: Settings
    claims: list[PlacedClaim] = field(default_factory=list)

    @cached_property
    def known(self) -> frozenset[str]:
        """Base forms of names that headers, participants lists and the glossary know, though nobody may speak them."""
        texts = [v for s in self.streams for v in s.transcript.header.values()]
        texts += [n for s in self.streams for n in s.transcript.participants]
        texts += [n for d in self.documents for n in d.participants]
        texts += [v for d in self.documents for v in d.header.values()]
        texts += [t for entry in self.settings.glossary for t in entry]
        texts += self.cast.labels
        return frozenset(lemma(t.text) for text in texts for t in normalise(text))

    @cached_property
    def digits(self) -> frozenset[str]:
        """Every number written in digits in the words of the sources."""
        words = {w for s in self.streams for w in s.texts if not w.isalpha()}
        return frozenset(n for w in words for n in _DIGITS.findall(w))

    @cached_property
    def amounts(self) -> list[Quantity]:
        """Every amount that a source or a header tells, once, without its place."""
        texts = [s.said(0, len(s) - 1) for s in self.streams]
        texts += [v for s in self.streams for v in s.transcript.header.values()]
        texts += [v for d in self.documents for v in d.header.values()]
        return list({replace(a, begin=0, stop=0): None for text in texts for a in quantities(text)})

    def on_base(self, k: int, place: Place) -> Place:
        """A place of source k in the positions of its base."""
        mapping = self.mappings[k]
        return Place(mapping.to_base(place.first), mapping.to_base(place.last), place.coverage) if mapping else place

    def window(self, chosen: Candidate, k: int) -> tuple[int, int]:
        """First and last word of a place in source k of the same audio."""
        if chosen.found is not None and chosen.found[0] == k:
            return chosen.found[1].first, chosen.found[1].last
        mapping, place = self.mappings[k], chosen.place
        return (mapping.to_other(place.first), mapping.to_other(place.last)) if mapping else (place.first, place.last)

    def own_share(self, claim: PlacedClaim, k: int, place: Place) -> float:
        """The share of a place in source k that the claimed speaker says; 0 where nobody is claimed."""
        if not claim.speaker:
            return 0.0
        said = [self.streams[k].speaker(i) == claim.speaker for i in range(place.first, place.last + 1)]
        return sum(said) / len(said)
