"""A claim in another language than its sources: its Latin-script names and terms, and its amounts, can be checked.

The terms that the sources have say where the claim belongs; amounts are compared with what is said around there. Only a
clear contradiction counts: what nobody said in any form, and an amount where the sources have another of its kind.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from auditor.aligning.aligned import Alignment, Candidate, PlacedClaim
from auditor.aligning.index import Place
from auditor.aligning.stream import Stream
from auditor.judging.amounts import Amount, amounts
from auditor.judging.differences import Diff
from auditor.judging.language import in_latin, script, source_language
from auditor.lexicon.quantities import Quantity, compare, quantities
from auditor.lexicon.sounds import sound_similarity
from auditor.lexicon.words import is_function_word
from auditor.model.inputs import DerivedDocument, Segment, Transcript
from auditor.text.normalise import normalise_words

SOUNDS = 0.75  # how alike a term and what was said sound where one may stand for the other
LOOSELY = 0.65  # the same for a long term, or one that is partly spelled out in speech (inner capitals)
LONG = 12  # letters; long words sound alike by chance less often
SAME_SOUND = 0.85  # where what was said names the place of the claim
SAID_OFTEN = 8  # occurrences up to which a term names a place
WINDOW = 80  # words in which terms and amounts of one claim stand
AROUND = 60  # words on either side of the place in which an amount may be told
CLEAR, DOUBTFUL = 0.8, 0.4  # strength of a contradiction, and of what may be another way to say it
FACTOR = 10.0  # how far apart two orders of magnitude are that contradict each other
SHORTEST = 3  # letters of a term that is missed where nobody says it
INITIALS = 5  # letters of an abbreviation
LETTERS = 50  # share of equal letters, in per cent, from which sounds are compared
HINT = 0.1  # what an order of magnitude counts for the place of a claim: nothing without a term
NO_FACTS = frozenset(["time", ""])  # units whose number is told otherwise in other languages, or counts anything


@dataclass(frozen=True)
class Term:
    """A Latin-script name or term: claim words [c0, c1), as written, and normalised."""

    c0: int
    c1: int
    text: str
    words: tuple[str, ...]


class Heard:
    """What the sources of a recording say and have in their headers, as a term of another language meets it."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.language = source_language(alignment)
        self._like: dict[str, list[tuple[float, str]]] = {}
        self._places: dict[str, list[tuple[int, int, int]]] = {}

    @cached_property
    def headers(self) -> frozenset[str]:
        """The words of headers, participants and the glossary, folded."""
        alignment = self.alignment
        parts: list[Transcript | DerivedDocument] = [s.transcript for s in alignment.streams]
        texts = [t for p in (*parts, *alignment.documents) for t in (*p.participants, *p.header.values())]
        texts += alignment.cast.labels
        texts += [form for entry in self.alignment.settings.glossary for form in entry]
        return frozenset(word for text in texts for word in normalise_words(folded(text)))

    @cached_property
    def joined(self) -> dict[str, list[tuple[int, int, int]]]:
        """Words, pairs and triples of words of the sources, written together: where (source, first, last)."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for k, stream in enumerate(self.alignment.streams):
            texts = [folded(t) for t in stream.texts]
            for size in (1, 2, 3):
                for i in range(len(texts) - size + 1):
                    found.setdefault("".join(texts[i : i + size]), []).append((k, i, i + size - 1))
        return found

    @cached_property
    def amounts(self) -> list[tuple[int, int, Quantity]]:
        """All amounts of the sources: (source, word, amount)."""
        return list(_said(self.alignment))

    @cached_property
    def initials(self) -> str:
        """The first letters of all content words in order, sources apart."""
        streams = self.alignment.streams
        return " ".join("".join(w[0] for w in s.texts if not is_function_word(w)) for s in streams)

    def places(self, term: Term) -> list[tuple[int, int, int]]:
        """Where a term is said, under any spelling of its blanks and accents, or where something sounds just so."""
        whole = folded("".join(term.words))
        if whole not in self._places:
            taken: list[tuple[int, int, int]] = []
            for form in (whole, *(said for worth, said in self.like(term) if worth >= SAME_SOUND)):
                for k, first, last in self.joined.get(form, ()):
                    if not any(k == other and first <= stop and start <= last for other, start, stop in taken):
                        taken.append((k, first, last))
            self._places[whole] = taken
        return self._places[whole]

    def like(self, term: Term) -> list[tuple[float, str]]:
        """What the sources say, spelled otherwise, that sounds like a term, and how alike; the most alike first."""
        whole = folded("".join(term.words))
        if whole not in self._like:
            near = process.extract(whole, self.joined.keys(), scorer=fuzz.ratio, score_cutoff=LETTERS, limit=None)
            numbers = [char for char in whole if char.isdigit()]
            other = [said for said, _, _ in near if said != whole and [c for c in said if c.isdigit()] == numbers]
            forms = (whole, term.text)  # capitals inside say how it is spoken: ChatGPT
            alikes = [(max(sound_similarity(form, said) for form in forms), said) for said in other]
            spelled = any(map(str.isupper, term.text[1:])) and " " not in term.text
            least = LOOSELY if spelled or len(whole) >= LONG else SOUNDS
            self._like[whole] = sorted((a for a in alikes if a[0] >= least and len(whole) >= SHORTEST), reverse=True)
        return self._like[whole]

    def otherwise(self, term: Term) -> bool:
        """Whether the term may stand for something said or known: a header's name, initials, what sounds like it."""
        words = [folded(w) for w in term.words]
        if all(w in self.headers or (w in self.joined and not w[0].isdigit()) for w in words):
            return True
        whole = "".join(words)
        return (whole.isalpha() and len(whole) <= INITIALS and whole in self.initials) or bool(self.like(term))

    def rival(self, term: Term) -> tuple[int, int, int] | None:
        """Where the sources have the term with another number: `Falcon 5` for `Falcon 9`; (source, first, last)."""
        name = folded("".join(w for w in term.words if not any(map(str.isdigit, w))))
        number = [w for w in term.words if w.isdigit()]
        if not name or len(number) != 1 or term.words[-1] != number[0]:
            return None
        for k, _, last in self.joined.get(name, ()):
            stream = self.alignment.streams[k]
            if last + 1 < len(stream) and stream.texts[last + 1].isdigit() and not stream.ends[last]:
                return k, last, last + 1
        return None


def folded(text: str) -> str:
    """Casefolded, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def terms(claim: PlacedClaim) -> list[Term]:
    """The Latin-script terms of a claim: of a text in another script all of them, of one in Latin script those that are
    written as no ordinary word is (inner capitals, letters with digits)."""
    text = claim.claim.text.text
    latin = in_latin(text)
    counted = {i for amount in amounts(text) if amount.quantity.unit for i in range(amount.begin, amount.stop)}
    found: list[Term] = []
    c = 0
    while c < len(claim.tokens):
        stop = c
        while stop < len(claim.tokens) and _is_latin(claim, stop) and (stop == c or _joins(claim, stop, counted)):
            stop += 1
        if stop > c:
            written = text[claim.tokens[c].begin : claim.tokens[stop - 1].stop]
            if any(map(str.isalpha, written)) and (not latin or _technical(written)):
                found.append(Term(c, stop, written, tuple(claim.texts[c:stop])))
        c = max(c + 1, stop)
    return found


def _is_latin(claim: PlacedClaim, c: int) -> bool:
    written = claim.claim.text.text[claim.tokens[c].begin : claim.tokens[c].stop]
    return all(char.isascii() or not char.isalpha() or script(char) == "LATIN" for char in written)


def _joins(claim: PlacedClaim, c: int, counted: set[int]) -> bool:
    """Whether a word belongs to the term before it: `GPT-4`, `Model T`, `Falcon 9`; no number that counts something."""
    text, last, this = claim.claim.text.text, claim.tokens[c - 1], claim.tokens[c]
    gap = text[last.stop : this.begin]
    if this.begin in counted:
        return False
    if gap in ("", "-", ".", "&"):
        return True
    return gap == " " and text[last.begin].isupper() and (text[this.begin].isupper() or text[this.begin].isdigit())


def _technical(written: str) -> bool:
    return any(map(str.isdigit, written)) or any(map(str.isupper, written[1:].replace("-", "").removesuffix("s")))


def settle(claim: PlacedClaim, heard: Heard) -> None:
    """Places the claim where its terms and amounts stand together, the rarest counting most.

    It has no place where they are said all over the recording, or in several places alike.
    """
    alignment = heard.alignment
    claim.chosen, claim.places, claim.traces, claim.source = None, [], [None] * len(alignment.streams), 0
    best = _best_window(claim, heard)
    if best is None:
        return
    base, first, last, share = best
    claim.chosen = Candidate(base, Place(first, last, share), share)
    claim.places = [claim.chosen]
    claim.source = base


def _best_window(claim: PlacedClaim, heard: Heard) -> tuple[int, int, int, float] | None:
    """(time line, first word, last word, share of what could be found) of the window that holds most of the claim."""
    alignment = heard.alignment
    events: list[tuple[int, int, int, int, float]] = []  # time line, first and last word, which sign, what it counts
    for number, (found, worth) in enumerate(_signs(claim, heard)):
        here = {(alignment.bases[k], *_on_base(alignment, k, first, last)) for k, first, last in found}
        events += [(*place, number, worth / len(here)) for place in sorted(here)]
    events.sort()
    windows: list[tuple[float, int, int, int]] = []
    for i, (base, first, *_) in enumerate(events):
        inside = [e for e in events[i : i + 200] if e[0] == base and e[1] - first < WINDOW]
        parts = {number: share for *_, number, share in inside}
        windows.append((-round(sum(parts.values()), 6), base, first, max(e[2] for e in inside)))
    windows.sort()
    if not windows:
        return None
    score, base, first, last = windows[0]
    second = next((w for w in windows if w[1] != base or w[2] > last or w[3] < first), None)
    if -score < 1.0 / SAID_OFTEN or (second is not None and second[0] <= 0.99 * score):
        return None
    return base, first, last, min(1.0, -score)


def _on_base(alignment: Alignment, k: int, first: int, last: int) -> tuple[int, int]:
    mapping = alignment.mappings[k]
    return (mapping.to_base(first), mapping.to_base(last)) if mapping else (first, last)


def _signs(claim: PlacedClaim, heard: Heard) -> Iterator[tuple[list[tuple[int, int, int]], float]]:
    """Where each term, and each amount with a unit, stands in the sources, and what it counts."""
    for term in terms(claim):
        if found := heard.places(term):
            yield found, 1.0
    for amount in amounts(claim.claim.text.text):
        if amount.quantity.unit not in NO_FACTS:
            same = [(k, s, s) for k, s, said in heard.amounts if said.unit and _is(amount, said)]
            if same:
                yield same, HINT if amount.vague else 1.0


def _said(alignment: Alignment) -> Iterator[tuple[int, int, Quantity]]:
    for k, stream in enumerate(alignment.streams):
        at = 0
        for number, segment in enumerate(stream.transcript.segments):
            while at < len(stream) and stream.segments[at] < number:
                at += 1
            for quantity in quantities(segment.text.text):
                yield k, _word_at(stream, at, segment, quantity.begin), quantity


def _word_at(stream: Stream, first: int, segment: Segment, begin: int) -> int:
    offset = segment.text.offset(begin)
    at = first
    while at + 1 < len(stream) and stream.begin[at + 1] <= offset:
        at += 1
    return min(at, len(stream) - 1)


def differences(claim: PlacedClaim, heard: Heard) -> list[Diff]:
    """What the claim says and no source does, in the order of its words; `settle` has placed it."""
    found = [*_unheard(claim, heard), *_amounts(claim, heard)]
    return sorted(found, key=lambda diff: (diff.c0, diff.c1, diff.kind))


def _unheard(claim: PlacedClaim, heard: Heard) -> Iterator[Diff]:
    at = claim.place.first if claim.place else 0
    for term in terms(claim):
        if heard.places(term) or heard.otherwise(term):
            continue
        rival = heard.rival(term)
        if rival is not None:
            k, first, last = rival
            why = "it stands in the transcripts only with another number"
            yield _diff("version", "entity-changed", term.c0, term.c1, first, last + 1, CLEAR, why, k)
            continue
        plain = len(term.text) < SHORTEST or term.text.islower()
        strength = DOUBTFUL if plain or in_latin(claim.claim.text.text) else 1.0
        why = "nothing that is written or sounds like it stands in any transcript"
        yield _diff("unheard", "entity-changed", term.c0, term.c1, at, at, strength, why, claim.source)


def _amounts(claim: PlacedClaim, heard: Heard) -> Iterator[Diff]:
    if claim.place is None or not claim.places:
        return
    base, place = claim.places[0].base, claim.place
    near = [x for x in heard.amounts if x[0] == base and place.first - AROUND <= x[1] <= place.last + AROUND]
    for amount in amounts(claim.claim.text.text):
        words = [c for c, t in enumerate(claim.tokens) if t.begin < amount.stop and t.stop > amount.begin]
        if not words or (amount.quantity.unit in NO_FACTS and amount.quantity.kind not in ("date", "fraction")):
            continue
        if any(_agrees(amount, said) for _, _, said in heard.amounts):
            continue
        rivals = [(abs(s - place.first), s, said) for _, s, said in near if _contradicts(amount, said)]
        if rivals:
            _, s, said = min(rivals, key=lambda rival: rival[:2])
            why = "around there another amount of this kind is told, and nowhere this one"
            stop = _stop(heard.alignment.streams[base], s, said)
            yield _diff("number", "number-changed", words[0], words[-1] + 1, s, stop, CLEAR, why, base)


def _is(amount: Amount, said: Quantity) -> bool:
    """Whether a source's amount with its unit is the one that is told; of a vague one, whether the ranges meet."""
    if amount.vague:
        return said.kind == amount.quantity.kind and _apart(amount.quantity, said) == 1.0
    return compare(said, amount.quantity) == "same"


def _agrees(amount: Amount, said: Quantity) -> bool:
    result = compare(said, amount.quantity)
    if amount.quantity.kind == "date":
        parts = zip(said.text.split("-"), amount.quantity.text.split("-"), strict=False)
        return result == "same" and any(x and x == y for x, y in parts)
    if amount.vague:
        return result in ("same", "rounded") or (result == "different" and _apart(amount.quantity, said) < FACTOR)
    return result in ("same", "rounded")


def _contradicts(amount: Amount, said: Quantity) -> bool:
    """Whether a source's amount is one of the same kind, told as exactly, and another."""
    claimed = amount.quantity
    if said.kind != claimed.kind or said.implicit or (said.kind == "count" and said.unit != claimed.unit):
        return False
    return compare(said, claimed) == "different" and (not amount.vague or _apart(claimed, said) >= FACTOR)


def _apart(a: Quantity, b: Quantity) -> float:
    """By what factor two ranges miss each other; 1 where they meet."""
    low, high = sorted(((a.value, a.high), (b.value, b.high)))
    return max(1.0, high[0] / low[1]) if low[1] > 0 else FACTOR


def _stop(stream: Stream, s: int, said: Quantity) -> int:
    """The word after the amount that begins at word s."""
    last = s
    end = stream.begin[s] + said.stop - said.begin
    while last + 1 < len(stream) and stream.begin[last + 1] < end and stream.segments[last + 1] == stream.segments[s]:
        last += 1
    return last + 1


def _diff(kind: str, name: str, c0: int, c1: int, s0: int, s1: int, strength: float, why: str, source: int) -> Diff:
    return Diff(kind, name, c0, c1, s0, s1, strength, 1.0, why, near=1.0, source=source)
