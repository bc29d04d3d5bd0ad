"""Placing claims: which stretch of which source a claim rests on, and the passages a reader should look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from auditor.aligning.index import Event, Index, Place
from auditor.aligning.speakers import Cast
from auditor.aligning.stream import Stream, build_stream
from auditor.aligning.timeline import Mapping, align_streams, lend_times
from auditor.aligning.trace import Trace, trace
from auditor.lexicon.words import lemma
from auditor.model.inputs import Claim, DerivedDocument, Transcript
from auditor.settings import Settings
from auditor.text.normalise import Token, normalise

PASSAGE_WORDS = 160
FOUND = 0.97  # coverage of a place that needs no second opinion
ONE_VOICE = 1.5  # words that a trace may lose to stay within one speaker's turn
SAME_AUDIO = 0.3  # share of equal words from which two sources count as variants of one recording
CANDIDATES = 5  # windows looked at in every source
SURE = 0.5  # coverage from which a neighbouring claim's place says where this one may stand
PUNCTUATED = 0.5  # words by which a source that marks sentences may support a claim worse and still be shown

# What counts beside coverage, in shares of the claim; chosen on retrieval in the labelled keys and minutes.
NARRATION = 0.3  # weight of a reporting word
ORDER = 0.3  # words in the claim's order
OWN_TURN = 0.1  # the claimed speaker speaks there
CHRONOLOGY = 0.15  # a neighbouring claim's passage is near
AROUND, CONTEXT = 60, 0.3  # words around a place that may hold the rest of the claim, and what they count
ON_TIME, LATE = 0.1, 20.0  # the claimed time is right, to so many seconds
SAME_TURN, TURN_WORDS = 0.08, 80  # the turn's other claims stand within so many words
IN_SEQUENCE = 0.1  # a neighbouring claim points to the same passage


@cache
def narration() -> frozenset[str]:
    """Base forms that tell of speaking rather than say something."""
    text = (resources.files("auditor.aligning") / "data" / "narration.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() for w in line.partition("#")[0].split())


@dataclass(frozen=True)
class Candidate:
    """A place for a claim: positions in stream `base`, and how well the claim fits there."""

    base: int
    place: Place
    score: float


@dataclass
class PlacedClaim:
    """A claim with its words, its candidate places in the first source, and its trace in every source.

    `texts`/`lemmas` leave fillers out; `tokens` are the same words with their span in the claim's text. `speaker` is
    the source label that the claim means, `mentions` are labels among its words (first, stop, label). `places` are
    all candidates, `place` the chosen one; `passages` are windows of up to 160 words with their source, best first;
    `source` is the source that supports the claim best;
    `traces[k]` is the trace in source k, None where it has nothing there.
    """

    claim: Claim
    document: int
    tokens: list[Token]
    texts: list[str]
    lemmas: list[str]
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    speaker: str | None = None
    places: list[Candidate] = field(default_factory=list)
    passages: list[tuple[int, Place]] = field(default_factory=list)
    place: Place | None = None
    source: int = 0
    traces: list[Trace | None] = field(default_factory=list)

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


def align(name: str, sources: list[Transcript], documents: list[DerivedDocument], settings: Settings) -> Alignment:
    """Puts the sources on time lines and every claim on its evidence."""
    streams = [build_stream(source) for source in sources]
    bases, mappings = _time_lines(streams)
    cast = Cast.of(
        (segment.speaker for source in sources for segment in source.segments),
        [name for s in sources for name in s.participants] + [name for d in documents for name in d.participants],
    )
    alignment = Alignment(name, streams, [Index(s) for s in streams], bases, mappings, documents, cast, settings)
    for number, document in enumerate(documents):
        placed = [_words(claim, number, alignment.cast) for claim in document.claims]
        for claim in placed:
            _candidates(claim, alignment)
        for at, claim in enumerate(placed):
            _choose(claim, alignment, placed[max(0, at - 2) : at] + placed[at + 1 : at + 3])
        alignment.claims += placed
    return alignment


def _time_lines(streams: list[Stream]) -> tuple[list[int], list[Mapping | None]]:
    """For every stream the first stream of the same audio, and the mapping from it (None for that one itself)."""
    bases: list[int] = []
    mappings: list[Mapping | None] = []
    for k, stream in enumerate(streams):
        bases.append(k)
        mappings.append(None)
        for base in sorted(set(bases[:k])):
            mapping = align_streams(streams[base], stream)
            if sum(n for _, _, n in mapping.blocks) >= SAME_AUDIO * max(1, min(len(streams[base]), len(stream))):
                bases[k], mappings[k] = base, mapping
                lend_times(streams[base], stream, mapping)
                lend_times(stream, streams[base], mapping.reversed())
                break
    return bases, mappings


def _words(claim: Claim, document: int, cast: Cast) -> PlacedClaim:
    tokens = normalise(claim.text.text)
    tokens = [t for t in tokens if not t.filler] or tokens
    texts = [t.text for t in tokens]
    placed = PlacedClaim(claim, document, tokens, texts, [lemma(t) for t in texts])
    placed.mentions = cast.mentions(texts)
    placed.speaker = cast.label_of(claim.speaker) or (placed.mentions[0][2] if placed.mentions else None)
    return placed


def weights_of(claim: PlacedClaim, index: Index) -> dict[str, float]:
    """Weight of every base form: a speaker's name is not what was said, a reporting word (`explained`) hardly."""
    named = {i for first, stop, _ in claim.mentions for i in range(first, stop)}
    return {
        word: index.weight(word) * (NARRATION if word in narration() else 1.0)
        for i, word in enumerate(claim.lemmas)
        if i not in named
    }


def _candidates(claim: PlacedClaim, alignment: Alignment) -> None:
    """Candidate windows of every source (positions in the base of its time line), and passages of up to 160 words."""
    width = max(10, int(1.8 * len(claim.lemmas)) + 4)
    for k, index in enumerate(alignment.indexes):
        if alignment.mappings[k] and any(
            c.base == alignment.bases[k] and c.place.coverage >= FOUND for c in claim.places
        ):
            continue  # another transcript of the same speech has nothing to add to a place that holds every word
        weights = weights_of(claim, index)
        events = index.events(weights)
        found = index.profile(weights, width, CANDIDATES, events)
        found += _on_time(claim, alignment.streams[k], index, weights, width, events)
        found += [Place(*window, index.coverage(weights, *window)) for window in index.phrases(claim.lemmas)]
        for place in found:
            around = index.coverage(weights, max(0, place.first - AROUND), place.last + AROUND)
            score = _score(claim, alignment.streams[k], place) + CONTEXT * around
            claim.places.append(Candidate(alignment.bases[k], _on_base(place, alignment.mappings[k]), score))
        claim.passages += [(k, place) for place in index.profile(weights, PASSAGE_WORDS, 4, events)]
    claim.places.sort(key=lambda c: (-round(c.score, 4), c.base, c.place.first))


def _on_time(
    claim: PlacedClaim, stream: Stream, index: Index, weights: dict[str, float], width: int, events: list[Event]
) -> list[Place]:
    """The best window near the claimed time: what is said often is not among the few best elsewhere."""
    at = claim.claim.start
    if at is None:
        return []
    near = [e for e in events if (t := stream.start[e[0]]) is not None and abs(t - at) <= LATE]
    return index.profile(weights, width, 1, near)


def _on_base(place: Place, mapping: Mapping | None) -> Place:
    if mapping is None:
        return place
    return Place(mapping.to_base(place.first), mapping.to_base(place.last), place.coverage)


def _score(claim: PlacedClaim, stream: Stream, place: Place) -> float:
    """Coverage, words in the claim's order, and whether the claimed speaker is the one who speaks there."""
    window = stream.lemmas[max(0, place.first - 2) : place.last + 3]
    order = LCSseq.similarity(claim.lemmas, window) / max(1, len(claim.lemmas))
    return place.coverage + ORDER * order + OWN_TURN * _own_share(claim, stream, place)


def _own_share(claim: PlacedClaim, stream: Stream, place: Place) -> float:
    if not claim.speaker:
        return 0.0
    said = [stream.speaker(i) == claim.speaker for i in range(place.first, place.last + 1)]
    return sum(said) / len(said)


def _choose(claim: PlacedClaim, alignment: Alignment, neighbours: list[PlacedClaim]) -> None:
    """The best candidate; of nearly equal ones that which the turn's other claims and the claimed time point to."""
    claim.traces = [None] * len(alignment.streams)
    around = _pointed_at(neighbours)
    ranked = sorted(claim.passages, key=lambda kp: (-_worth(kp, claim, around, alignment), kp[0]))
    claim.passages = _distinct(ranked, alignment)
    if not claim.places:
        return
    scores = [(c.score + _context(c, claim, alignment, neighbours), -i) for i, c in enumerate(claim.places)]
    chosen = claim.places[-max(scores)[1]]
    claim.place = chosen.place
    slack = 6 + len(claim.lemmas) // 3
    for k, stream in enumerate(alignment.streams):
        if alignment.bases[k] != chosen.base:
            continue
        mapping, first, last = alignment.mappings[k], claim.place.first, claim.place.last
        if mapping:
            first, last = mapping.to_other(first), mapping.to_other(last)
        found = trace(claim.texts, claim.lemmas, stream, max(0, first - slack), min(len(stream) - 1, last + slack))
        if found.last < first or found.first > last:  # what is said again beside the window is no better
            inner = trace(claim.texts, claim.lemmas, stream, max(0, first), min(len(stream) - 1, last))
            found = max((inner, found), key=_agreement)
        if _voices(stream, found) > 1:  # a line of one speaker may explain the claim as well
            runs = _same_voice(stream, max(0, first - slack), min(len(stream) - 1, last + slack))
            own = [trace(claim.texts, claim.lemmas, stream, *run) for run in runs]
            best = max(own, key=_agreement)
            found = best if _agreement(best) >= _agreement(found) - ONE_VOICE else found
        claim.traces[k] = found if found.last >= found.first else None
    claim.source = max(
        range(len(claim.traces)),
        key=lambda k: (_agreement(claim.traces[k]) + PUNCTUATED * alignment.streams[k].punctuated, -k),
    )


def _worth(kp: tuple[int, Place], claim: PlacedClaim, around: list[tuple[int, int]], alignment: Alignment) -> float:
    return round(kp[1].coverage + _own(kp, claim, alignment) + CHRONOLOGY * _near(kp, around, alignment), 4)


def _distinct(passages: list[tuple[int, Place]], alignment: Alignment) -> list[tuple[int, Place]]:
    """Each stretch of a time line once, in the words of its first source."""
    seen: list[tuple[int, Place]] = []
    for k, place in passages:
        base, here = alignment.bases[k], _on_base(place, alignment.mappings[k])
        if all(b != base or here.last < p.first or here.first > p.last for b, p in seen):
            seen.append((base, here))
    return [(base, _widened(here, len(alignment.streams[base]))) for base, here in seen]


def _widened(place: Place, words: int) -> Place:
    """The passage with what stands around it, up to the full length."""
    room = max(0, PASSAGE_WORDS - (place.last - place.first + 1))
    first = max(0, min(place.first - room // 2, words - PASSAGE_WORDS))
    return Place(first, min(words - 1, first + max(PASSAGE_WORDS, place.last - place.first + 1) - 1), place.coverage)


def _own(kp: tuple[int, Place], claim: PlacedClaim, alignment: Alignment) -> float:
    return OWN_TURN * _own_share(claim, alignment.streams[kp[0]], kp[1])


def _pointed_at(neighbours: list[PlacedClaim]) -> list[tuple[int, int]]:
    """(base, position) of the neighbouring claims that are placed with some certainty."""
    return [
        (n.places[0].base, n.places[0].place.first)
        for n in neighbours
        if n.places and n.places[0].place.coverage >= SURE
    ]


def _near(kp: tuple[int, Place], around: list[tuple[int, int]], alignment: Alignment) -> float:
    k, place = kp
    at = _on_base(place, alignment.mappings[k]).first
    return 1.0 if any(base == alignment.bases[k] and abs(at - p) <= 2 * PASSAGE_WORDS for base, p in around) else 0.0


def _voices(stream: Stream, found: Trace) -> int:
    """How many turns the traced words touch."""
    touched = [stream.segments[s] for s in sorted(found.matched().values())]
    turns = [stream.transcript.segments[n].speaker for n in dict.fromkeys(touched)]
    return sum(a is not None and a != b for a, b in pairwise([None, *turns]) if b is not None) + 1 if turns else 0


def _same_voice(stream: Stream, first: int, last: int) -> list[tuple[int, int]]:
    """The parts of a window that one speaker says."""
    runs: list[tuple[int, int]] = []
    for i in range(first, last + 1):
        if runs and stream.speaker(i) == stream.speaker(runs[-1][1]):
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _agreement(found: Trace | None) -> float:
    """How many of the claim's words a trace explains; equal words count more than related ones."""
    if found is None:
        return -1.0
    return sum((b.c1 - b.c0) * (1.0 if b.tag == "equal" else 0.6 if b.relation else 0.0) for b in found.blocks)


def _context(candidate: Candidate, claim: PlacedClaim, alignment: Alignment, neighbours: list[PlacedClaim]) -> float:
    bonus = 0.0
    stream, first = alignment.streams[candidate.base], candidate.place.first
    start = stream.start[min(first, len(stream) - 1)]
    if claim.claim.start is not None and start is not None and abs(start - claim.claim.start) <= LATE:
        bonus += ON_TIME
    mates = [n.places[0] for n in neighbours if n.claim.turn == claim.claim.turn and n.places]
    if any(m.base == candidate.base and abs(m.place.first - first) <= TURN_WORDS for m in mates):
        bonus += SAME_TURN
    elif any(base == candidate.base and abs(p - first) <= PASSAGE_WORDS for base, p in _pointed_at(neighbours)):
        bonus += IN_SEQUENCE
    return bonus
