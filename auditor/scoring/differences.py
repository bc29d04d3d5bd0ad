"""Where two variants of a recording differ, one typed entry a place: what happened, and what it is about.

Words are compared normalised (case, punctuation, contractions and hesitations make no difference); an entry holds
them as written. Spacing alone (`Data Base`, `database`) is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from auditor.aligning.stream import Stream
from auditor.lexicon.words import is_filler
from auditor.model.asr import VariantDifference
from auditor.scoring.align import Op, canonical_alignment, rounded
from auditor.scoring.faults.repeats import is_second_copy, is_stutter
from auditor.scoring.subjects import NameForms, Subject, subject

Kind = Literal["substituted", "dropped", "inserted", "repeated"]

CHANCE = 4  # words that differ for one that agrees by chance between them
LOPSIDED = 4  # a change this many times longer on one side is a loss, whatever stands for it on the other


@dataclass(frozen=True)
class Change:
    """A place where the streams differ: words [i1, i2) of a against [j1, j2) of b."""

    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def size(self) -> int:
        """Words of the longer side."""
        return max(self.i2 - self.i1, self.j2 - self.j1)


@dataclass(frozen=True)
class Typed:
    """A change with its kind and what it is about."""

    change: Change
    kind: Kind
    about: Subject


def changes(a: Stream, b: Stream) -> list[Change]:
    """The places that differ, in order; those that only a chance hit parts are one."""
    return _joined(_grouped(canonical_alignment(a.texts, b.texts)))


def _grouped(ops: Iterable[Op]) -> Iterator[Change]:
    """Neighbouring operations other than hits as one change."""
    held: Change | None = None
    for tag, i1, i2, j1, j2 in ops:
        if tag == "equal":
            if held is not None:
                yield held
            held = None
        else:
            held = Change(held.i1, i2, held.j1, j2) if held is not None else Change(i1, i2, j1, j2)
    if held is not None:
        yield held


def _joined(found: Iterable[Change]) -> list[Change]:
    """Changes that a word or two part by chance become one: a lost passage shares its `the` with what follows it."""
    done: list[Change] = []
    for change in found:
        if done:
            last = done[-1]
            gap = change.i1 - last.i2
            if gap <= 2 and CHANCE * gap <= min(last.size, change.size):
                done[-1] = Change(last.i1, change.i2, last.j1, change.j2)
                continue
        done.append(change)
    return done


def typed_changes(a: Stream, b: Stream) -> list[Typed]:
    """Every change with its kind and subject; places that differ in spacing alone are left out."""
    names = NameForms((a, b))
    found = []
    for change in changes(a, b):
        left, right = a.texts[change.i1 : change.i2], b.texts[change.j1 : change.j2]
        if "".join(left) == "".join(right):
            continue
        found.append(Typed(change, kind_of(a, b, change), _about(a, b, change, names)))
    return found


def kind_of(a: Stream, b: Stream, change: Change) -> Kind:
    """`repeated` where the surplus words are a second copy of their neighbours, and not a stutter of the speaker."""
    left, right = change.i2 - change.i1, change.j2 - change.j1
    if right > LOPSIDED * left or left > LOPSIDED * right:
        longer = (b, change.j1, change.j2) if right > left else (a, change.i1, change.i2)
        if is_second_copy(*longer) and not is_stutter(*longer):
            return "repeated"
        return "inserted" if right > left else "dropped"
    return "substituted"


def _about(a: Stream, b: Stream, change: Change, names: NameForms) -> Subject:
    left, right = range(change.i1, change.i2), range(change.j1, change.j2)
    if not (left and right):
        one, words = (a, left) if left else (b, right)
        if all(is_filler(one.texts[i]) for i in words) or is_stutter(one, words.start, words.stop):
            return "filler"
    return subject(a, left, b, right, names)


def differences(a: Stream, b: Stream) -> list[VariantDifference]:
    """The typed differences of two variants. Times are those of a where it has times, else of b (seconds)."""
    return [_entry(a, b, typed) for typed in typed_changes(a, b)]


def _entry(a: Stream, b: Stream, typed: Typed) -> VariantDifference:
    change = typed.change
    start, end = _times(a, b, change)
    return VariantDifference(
        kind=typed.kind,
        about=typed.about,
        a=_said(a, change.i1, change.i2),
        b=_said(b, change.j1, change.j2),
        start=rounded(start),
        end=rounded(end),
        a_line=_line(a, change.i1),
        b_line=_line(b, change.j1),
    )


def _said(stream: Stream, first: int, stop: int) -> str:
    return stream.said(first, stop - 1) if stop > first else ""


def _times(a: Stream, b: Stream, change: Change) -> tuple[float | None, float | None]:
    for stream, first, stop in ((a, change.i1, change.i2), (b, change.j1, change.j2)):
        if len(stream):
            start = stream.start[min(first, len(stream) - 1)]
            if start is not None:
                return start, stream.end[min(max(first, stop - 1), len(stream) - 1)]
    return None, None


def _line(stream: Stream, word: int) -> int | None:
    if not len(stream):
        return None
    return stream.transcript.file.line_of(stream.begin[min(word, len(stream) - 1)])
