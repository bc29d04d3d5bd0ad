"""The variants of a recording side by side and each by itself: typed differences, repeats, drops, stock phrases, terms.

Everything is found once, when it is first asked for, and used by the rules and by the result's `asr` part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditor.aligning.stream import Stream, build_stream
from auditor.aligning.timeline import time_lines
from auditor.lexicon.words import is_content
from auditor.model.asr import Asr, Term, VariantDifference, VariantPair
from auditor.model.inputs import Transcript
from auditor.scoring.align import rounded
from auditor.scoring.differences import Typed, entry, typed_changes
from auditor.scoring.faults.drops import CONTENT, PASSAGE
from auditor.scoring.faults.repeats import Repeat, copy_of, find_repeats, without
from auditor.scoring.faults.stock import family_of, sentences
from auditor.scoring.faults.terms import Place, TermGroup, find_terms, known_forms
from auditor.scoring.subjects import NameForms


@dataclass(frozen=True)
class Pair:
    """Two variants, as indices of the streams, and where they differ."""

    a: int
    b: int
    changes: tuple[Typed, ...]


@dataclass
class Faults:
    """What is wrong inside and between the transcripts of a recording; `bases[k]` is the first of k's audio.

    `against_first`: only pairs with the first transcript (a reference) are compared.
    """

    streams: Sequence[Stream]
    bases: Sequence[int]
    glossary: Sequence[Sequence[str]] = ()
    against_first: bool = False

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every two variants of one audio."""
        found = []
        for j, b in enumerate(self.streams[1:], 1):
            for i, a in enumerate(self.streams[: 1 if self.against_first else j]):
                if self.bases[i] == self.bases[j]:
                    found.append(Pair(i, j, tuple(typed_changes(a, b, self.names))))
        return found

    @cached_property
    def names(self) -> NameForms:
        """Which words are names or terms."""
        return NameForms(self.streams)

    @cached_property
    def repeats(self) -> list[tuple[int, Repeat]]:
        """(stream, repeat) of every passage that a transcript says twice and its speakers did not."""
        found = []
        for k, stream in enumerate(self.streams):
            beside = [pair for pair in self.pairs if k in (pair.a, pair.b)]
            own = find_repeats(stream)
            if beside:
                own = without(own, stream, self._agreed(k, beside[0]))
            copies = list(self._copies(k, beside))
            own = [one for one in own if not any(one.begin < c.stop and c.first < one.stop for c in copies)]
            found += [(k, one) for one in sorted([*own, *copies], key=lambda one: one.first)]
        return found

    def _agreed(self, k: int, pair: Pair) -> frozenset[int]:
        """Words of stream k that the other variant has as well."""
        spans = [(c.change.i1, c.change.i2) if pair.a == k else (c.change.j1, c.change.j2) for c in pair.changes]
        differing = {word for begin, stop in spans for word in range(begin, stop)}
        return frozenset(word for word in range(len(self.streams[k])) if word not in differing)

    def _copies(self, k: int, pairs: Sequence[Pair]) -> Iterator[Repeat]:
        """Surplus words of stream k that say again what stands beside them, while another variant says it once."""
        done: list[tuple[int, int]] = []
        for pair in pairs:
            for typed in pair.changes:
                c = typed.change
                first, stop, other = (c.i1, c.i2, c.j2 - c.j1) if pair.a == k else (c.j1, c.j2, c.i2 - c.i1)
                if typed.kind != "repeated" or stop - first <= other or (first, stop) in done:
                    continue
                done.append((first, stop))
                why = "the other transcript says it once"
                begin, end = copy_of(self.streams[k], first, stop) or (first, stop)
                yield Repeat("seam", first, stop, begin, end, 2, why)

    def alone(self, k: int) -> frozenset[int] | None:
        """Words of stream k in stretches that no other transcript of its audio has; None where there is no other."""
        found: set[int] | None = None
        for pair in self.pairs:
            if k in (pair.a, pair.b):
                kind = "dropped" if k == pair.a else "inserted"
                changes = [typed.change for typed in pair.changes if typed.kind == kind]
                spans = [(c.i1, c.i2) if k == pair.a else (c.j1, c.j2) for c in changes]
                lonely = {word for first, stop in spans for word in range(first, stop)}
                found = lonely if found is None else found & lonely
        return None if found is None else frozenset(found)

    @cached_property
    def drops(self) -> list[tuple[Pair, Typed]]:
        """Passages that one of two variants lacks."""
        return [(pair, typed) for pair in self.pairs for typed in pair.changes if self._is_passage(pair, typed)]

    def _is_passage(self, pair: Pair, typed: Typed) -> bool:
        c = typed.change
        if c.size < PASSAGE or typed.kind not in ("dropped", "inserted"):
            return False
        lost = typed.kind == "dropped"
        stream, first, stop = (self.streams[pair.a], c.i1, c.i2) if lost else (self.streams[pair.b], c.j1, c.j2)
        if sum(map(is_content, stream.texts[first:stop])) < CONTENT:
            return False
        return any(family_of(sentence) is None for sentence in sentences(stream.said(first, stop - 1)))

    @cached_property
    def terms(self) -> list[TermGroup]:
        """Names and terms in several spellings."""
        aligned: list[tuple[Place, Place]] = []
        for pair in self.pairs:
            for typed in pair.changes:
                c = typed.change
                if typed.about == "entity" and typed.kind == "substituted" and c.size <= 3:
                    aligned.append(((pair.a, c.i1, c.i2 - 1), (pair.b, c.j1, c.j2 - 1)))
        return find_terms(self.streams, self.names, aligned, known_forms(self.streams, self.glossary))

    def place(self, place: Place) -> dict[str, Any]:
        """A place as the result holds it."""
        k, first, _ = place
        stream = self.streams[k]
        line = stream.transcript.file.line_of(stream.begin[first])
        return {"path": stream.path, "line": line, "start": rounded(stream.start[first])}

    def asr(self) -> Asr:
        """Pairs with their typed differences, and terms; no scores."""
        pairs = [
            VariantPair(a=self.streams[p.a].path, b=self.streams[p.b].path, differences=self.differences(p))
            for p in self.pairs
        ]
        variants = [{"path": stream.path, "words": len(stream)} for stream in self.streams]
        return Asr(pairs=pairs, variants=variants if pairs else [], terms=self.asr_terms())

    def differences(self, pair: Pair) -> list[VariantDifference]:
        """The typed differences of a pair as the result holds them."""
        return [entry(self.streams[pair.a], self.streams[pair.b], one) for one in pair.changes]

    def asr_terms(self) -> list[Term]:
        """The terms as the result holds them."""
        return [
            Term(
                likely=group.likely,
                reason=group.reason,
                spellings={one.form: len(one.places) for one in group.spellings},
                places=[self.place(at) | {"spelling": one.form} for one in group.spellings for at in one.places],
            )
            for group in self.terms
        ]


def faults_of(
    transcripts: Sequence[Transcript], glossary: Sequence[Sequence[str]] = (), against_first: bool = False
) -> Faults:
    """The faults of transcripts that are read and not yet aligned; the first that has times lends them."""
    streams = [build_stream(one) for one in transcripts]
    bases, _ = time_lines(streams)
    return Faults(streams, bases, glossary, against_first)


def with_faults(asr: Asr, faults: Faults) -> Asr:
    """Scores with the typed differences of their pairs, and the terms."""
    from msgspec.structs import replace

    found = {
        (faults.streams[pair.a].path, faults.streams[pair.b].path): faults.differences(pair) for pair in faults.pairs
    }
    pairs = [replace(pair, differences=found.get((pair.a, pair.b), [])) for pair in asr.pairs]
    return replace(asr, pairs=pairs, terms=faults.asr_terms())
