"""What is scored against what: utterances by id, segments by time, or the whole recording in one sequence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.errors import ConfigError, InputError
from auditor.model.inputs import Transcript
from auditor.scoring import nist
from auditor.scoring.align import Counts, Op, canonical_alignment, counts_of, sclite_alignment, sclite_counts
from auditor.scoring.glm import rewrite
from auditor.scoring.lattice import has_choices, parse, resolve
from auditor.scoring.options import Cost
from auditor.scoring.words import Glossary, Words, words_of
from auditor.text.normalise import normalise, normalise_words

_STRETCH = 50  # words of a stretch where a reference has no segments of its own


@dataclass(frozen=True)
class Unit:
    """An aligned stretch: reference words, hypothesis words, operations between them and their counts.

    `counts` may have more hits than `ops`: optional words of a NIST reference that are missing count as hits.
    """

    id: str
    reference: list[str]
    hypothesis: list[str]
    ops: list[Op]
    counts: Counts
    speaker: str | None = None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class Comparison:
    """A hypothesis against a reference under one profile. `words` are there where the whole was one sequence."""

    units: list[Unit]
    words: tuple[Words, Words] | None = None

    @property
    def counts(self) -> Counts:
        total = Counts()
        for unit in self.units:
            total += unit.counts
        return total

    def stretches(self) -> list[Unit]:
        """The units; a whole recording is cut at the reference's segments (or every 50 words)."""
        if self.words is None or not self.units:
            return self.units
        return list(_stretches(self.units[0], self.words[0]))


def compare(
    reference: Transcript,
    hypothesis: Transcript,
    profile: str,
    cost: Cost = "canonical",
    glossary: Glossary | None = None,
    glm: str = "",
    lenient: bool = True,
) -> Comparison:
    """Aligns a hypothesis with a reference.

    Args:
        reference: what was said.
        hypothesis: what is scored.
        profile: of the normaliser.
        cost: of the alignment.
        glossary: spellings that count as the same.
        glm: the text of a GLM file.
        lenient: fragments and optional words of NIST texts need not be said in full (sclite's `-F -D`).

    Raises:
        InputError: utterances have no partner.
        ConfigError: a GLM applies to NIST's formats only.
    """
    if reference.format in nist.FORMATS and hypothesis.format in nist.FORMATS:
        pairs = _paired(reference, hypothesis)
        if glm:
            pairs = ((replace(one, text=rewrite(one.text, glm)), rewrite(text, glm)) for one, text in pairs)
        return Comparison([_nist_unit(*pair, profile, cost, glossary, lenient) for pair in pairs])
    if glm:
        raise ConfigError(f"{reference.path}: a GLM file applies to TRN, STM and CTM only")
    left, right = words_of(reference, profile, glossary), words_of(hypothesis, profile, glossary)
    ops = aligned(left.texts, right.texts, cost)
    return Comparison([Unit("", left.texts, right.texts, ops, counts_of(ops))], (left, right))


def aligned(reference: list[str], hypothesis: list[str], cost: Cost) -> list[Op]:
    """The alignment under a cost: `canonical`, or `sclite` (4, 3, 3)."""
    return (sclite_alignment if cost == "sclite" else canonical_alignment)(reference, hypothesis)


def _paired(reference: Transcript, hypothesis: Transcript) -> Iterator[tuple[nist.Utterance, str]]:
    utterances = nist.utterances(reference.file, reference.format)
    if reference.format == "stm" and hypothesis.format == "ctm":
        texts = nist.cut_at(utterances, nist.ctm_words(hypothesis.file), hypothesis.path)
        yield from ((one, text) for one, text in zip(utterances, texts, strict=True) if not nist.excluded(one))
        return
    if reference.format != "trn" or hypothesis.format != "trn":
        yield from _by_session(reference, hypothesis)
        return
    others = {one.id.casefold(): one for one in nist.utterances(hypothesis.file, hypothesis.format)}
    for one in utterances:
        other = others.pop(one.id.casefold(), None)
        if other is None:
            raise InputError(
                hypothesis.path, f"has no utterance {one.id} ({reference.path}:{one.line})", "every id of the reference"
            )
        yield one, other.text
    for other in others.values():
        raise InputError(hypothesis.path, f"the utterance {other.id} is not in {reference.path}", "its ids", other.line)


def _by_session(reference: Transcript, hypothesis: Transcript) -> Iterator[tuple[nist.Utterance, str]]:
    """Whole recordings (file and channel): two sides whose segments need not be the same."""
    left, right = (nist.sessions(nist.utterances(one.file, one.format)) for one in (reference, hypothesis))
    for name, text in left.items():
        if name not in right:
            raise InputError(hypothesis.path, f"has nothing of `{name}`", f"the recordings of {reference.path}")
        yield nist.Utterance(name, text, 1, name), right[name]
    for name in right.keys() - left.keys():
        raise InputError(reference.path, f"has nothing of `{name}`", f"the recordings of {hypothesis.path}")


def _nist_unit(
    one: nist.Utterance, text: str, profile: str, cost: Cost, glossary: Glossary | None, lenient: bool
) -> Unit:
    """One utterance. NIST's rules fold case, so profile `none` does here too."""
    about = Unit(one.id, [], [], [], Counts(), one.speaker, one.start, one.end)
    if has_choices(one.text) or has_choices(text):
        return _with_choices(about, one, text, profile, lenient)
    left, right = _plain(one.text, profile, glossary), _plain(text, profile, glossary)
    ops = aligned(left, right, cost)
    counts = sclite_counts(left, right) if cost == "sclite" else counts_of(ops)
    return replace(about, reference=left, hypothesis=right, ops=ops, counts=counts)


def _plain(text: str, profile: str, glossary: Glossary | None) -> list[str]:
    if profile == "none":
        return text.lower().split()
    if glossary is None:
        return normalise_words(text, profile)
    return [token.text for token in glossary.apply([t for t in normalise(text, profile) if not t.filler])]


def _with_choices(about: Unit, one: nist.Utterance, text: str, profile: str, lenient: bool) -> Unit:
    def words(token: str) -> list[str]:
        return [token.lower()] if profile == "none" else normalise_words(token, profile)

    try:
        found = resolve(parse(one.text, lenient, words), parse(text, lenient, words), lenient)
    except ValueError as error:
        raise InputError(one.id, str(error)) from None
    ops: list[Op] = []
    left: list[str] = []
    right: list[str] = []
    for a, b, same in found.steps:
        i, j = len(left), len(right)
        left += [a] if a is not None else []
        right += [b] if b is not None else []
        tag = "equal" if same else "replace" if a and b else "delete" if a else "insert"
        ops.append((tag, i, len(left), j, len(right)))  # type: ignore[arg-type]
    return replace(about, reference=left, hypothesis=right, ops=ops, counts=found.counts)


def _stretches(unit: Unit, words: Words) -> Iterator[Unit]:
    """A long alignment cut after the reference's segments; insertions between two belong to the first."""
    segments = words.transcript.segments
    if len(segments) > 2:
        bounds = [i for i, (a, b) in enumerate(pairwise(words.segment), 1) if a != b]
    else:
        bounds = list(range(_STRETCH, len(words), _STRETCH))
    ops = unit.ops
    at, begin = 0, 0
    rest: Op | None = None
    for bound in [*bounds, len(words)]:
        mine: list[Op] = []
        while rest is not None or at < len(ops):
            op = rest or ops[at]
            if op[1] >= bound and (op[0] != "insert" or op[1] > bound) and bound < len(words):
                break
            at += rest is None
            rest = None
            tag, i1, i2, j1, j2 = op
            if i2 > bound:
                width = bound - i1
                middle = j1 + width if tag != "delete" else j1
                mine.append((tag, i1, bound, j1, middle))
                rest = (tag, bound, i2, middle, j2)
                break
            mine.append(op)
        yield _cut(unit, words, mine, begin, bound)
        begin = bound


def _cut(unit: Unit, words: Words, ops: list[Op], begin: int, bound: int) -> Unit:
    j1, j2 = (ops[0][3], ops[-1][4]) if ops else (0, 0)
    moved: list[Op] = [(tag, a - begin, b - begin, c - j1, d - j1) for tag, a, b, c, d in ops]
    segment = words.transcript.segments[words.segment[begin]] if begin < len(words) else None
    return Unit(
        str(segment.line if segment else ""),
        unit.reference[begin:bound],
        unit.hypothesis[j1:j2],
        moved,
        counts_of(moved),
        segment.speaker if segment else None,
        words.time(begin) if begin < len(words) else None,
        segment.end if segment else None,
    )
