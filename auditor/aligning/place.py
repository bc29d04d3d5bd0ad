"""Placing claims: which stretch of which source a claim rests on, and the passages a reader should look at."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import LCSseq

from auditor.aligning.aligned import Alignment, Candidate, PlacedClaim
from auditor.aligning.index import Event, Index, Place
from auditor.aligning.passages import OWN_TURN, PASSAGES, pointing, rank, with_place
from auditor.aligning.speakers import Cast
from auditor.aligning.stream import Stream, build_stream
from auditor.aligning.surroundings import Surroundings, neighbours_of
from auditor.aligning.timeline import time_lines
from auditor.aligning.trace import Trace, trace
from auditor.aligning.voices import rename_voices
from auditor.aligning.weights import weights_of
from auditor.lexicon.words import lemma
from auditor.model.inputs import Claim, DerivedDocument, Transcript
from auditor.settings import Settings
from auditor.text.normalise import normalise

SEARCH = 120  # words in which a passage is looked for; it is shown with what stands around them
FOUND = 0.97  # coverage of a place that needs no second opinion
ONE_VOICE = 1.5  # words that a trace may lose to stay within one speaker's turn
CANDIDATES = 8  # windows looked at in every source
PUNCTUATED = 0.5  # words by which a source that marks sentences may support a claim worse and still be shown
LACKS = 0.35  # share of the best source's agreement from which another has the words at all

# What counts beside coverage, in shares of the claim; chosen on retrieval in the labelled keys and minutes.
ORDER = 0.3  # words in the claim's order
SECTION = 0.25  # the claims around point there
AROUND, CONTEXT = 60, 0.3  # words around a place that may hold the rest of the claim, and what they count
ON_TIME, LATE = 0.1, 20.0  # the claimed time is right, to so many seconds
SAME_TURN, TURN_WORDS = 0.08, 80  # the turn's other claims stand within so many words


def align(name: str, sources: list[Transcript], documents: list[DerivedDocument], settings: Settings) -> Alignment:
    """Puts the sources on time lines and every claim on its evidence."""
    streams = [build_stream(source) for source in sources]
    bases, mappings = time_lines(streams)
    rename_voices(streams, bases, mappings)
    cast = Cast.of(
        (stream.label(n) for stream in streams for n in range(len(stream.transcript.segments))),
        [name for s in sources for name in s.participants] + [name for d in documents for name in d.participants],
    )
    alignment = Alignment(name, streams, [Index(s) for s in streams], bases, mappings, documents, cast, settings)
    for number, document in enumerate(documents):
        placed = [_words(claim, number, alignment.cast) for claim in document.claims]
        for claim in placed:
            _candidates(claim, alignment)
        curves = [pointing(claim, alignment) for claim in placed]
        claims = [claim.claim for claim in placed]
        for at, claim in enumerate(placed):
            claim.around = Surroundings(tuple(curves[i] for i in neighbours_of(claims, at)))
        for at, claim in enumerate(placed):
            _choose(claim, alignment, placed[max(0, at - 2) : at] + placed[at + 1 : at + 3])
        alignment.claims += placed
    return alignment


def _words(claim: Claim, document: int, cast: Cast) -> PlacedClaim:
    tokens = normalise(claim.text.text)
    tokens = [t for t in tokens if not t.filler] or tokens
    texts = [t.text for t in tokens]
    placed = PlacedClaim(claim, document, tokens, texts, [lemma(t) for t in texts])
    placed.mentions = cast.mentions(texts)
    text = claim.text.text
    placed.voices = frozenset(
        i for i, t in enumerate(tokens)
        if t.text.removesuffix("'s") in cast.words and (text[t.begin].isupper() or texts[i - 1 : i] == ["the"])
    )  # fmt: skip
    placed.speaker = cast.label_of(claim.speaker) or (placed.mentions[0][2] if placed.mentions else None)
    return placed


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
            score = _score(claim, alignment, k, place) + CONTEXT * around
            found_in = (k, place) if alignment.mappings[k] else None
            claim.places.append(Candidate(alignment.bases[k], alignment.on_base(k, place), score, found_in))
        claim.passages += [(k, place) for place in index.profile(weights, SEARCH, PASSAGES, events)]
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


def _score(claim: PlacedClaim, alignment: Alignment, k: int, place: Place) -> float:
    """Coverage, words in the claim's order, and whether the claimed speaker is the one who speaks there."""
    window = alignment.streams[k].lemmas[max(0, place.first - 2) : place.last + 3]
    order = LCSseq.similarity(claim.lemmas, window) / max(1, len(claim.lemmas))
    return place.coverage + ORDER * order + OWN_TURN * alignment.own_share(claim, k, place)


def _choose(claim: PlacedClaim, alignment: Alignment, neighbours: list[PlacedClaim]) -> None:
    """The best candidate; of nearly equal ones that which the turn's other claims and the claimed time point to."""
    claim.traces = [None] * len(alignment.streams)
    claim.passages = claim.shown = rank(claim, alignment)
    if not claim.places:
        return
    scores = [(c.score + _context(c, claim, alignment, neighbours), -i) for i, c in enumerate(claim.places)]
    chosen = claim.chosen = claim.places[-max(scores)[1]]
    for k in range(len(alignment.streams)):
        if alignment.bases[k] == chosen.base:
            claim.traces[k] = _trace(claim, alignment.streams[k], *alignment.window(chosen, k))
    most = max(map(_agreement, claim.traces))
    claim.traces = [found if _agreement(found) >= LACKS * most else None for found in claim.traces]
    claim.source = max(
        range(len(claim.traces)),
        key=lambda k: (_agreement(claim.traces[k]) + PUNCTUATED * alignment.streams[k].punctuated, -k),
    )
    claim.shown = with_place(claim, alignment)


def _trace(claim: PlacedClaim, stream: Stream, first: int, last: int) -> Trace | None:
    """The claim's words in and around the window [first, last] of a source; None where it has none of them."""
    slack = 6 + len(claim.lemmas) // 3
    low, high = max(0, first - slack), min(len(stream) - 1, last + slack)
    found = trace(claim.texts, claim.lemmas, stream, low, high)
    if found.last < first or found.first > last:  # what is said again beside the window is no better
        inner = trace(claim.texts, claim.lemmas, stream, max(0, first), min(len(stream) - 1, last))
        found = max((inner, found), key=_agreement)
    if _voices(stream, found) > 1:  # a line of one speaker may explain the claim as well
        own = [trace(claim.texts, claim.lemmas, stream, *run) for run in _same_voice(stream, low, high)]
        best = max(own, key=_agreement)
        found = best if _agreement(best) >= _agreement(found) - ONE_VOICE else found
    return found if found.last >= found.first else None


def _voices(stream: Stream, found: Trace) -> int:
    """How many turns the traced words touch."""
    touched = [stream.segments[s] for s in sorted(found.matched().values())]
    turns = [stream.label(n) for n in dict.fromkeys(touched)]
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
    else:
        bonus += SECTION * claim.around.at(candidate.base, (first + candidate.place.last) // 2)
    return bonus
