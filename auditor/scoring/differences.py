"""Where two variants of a recording differ, one typed entry a place: what happened, and what it is about.

Words are compared normalised (case, punctuation, contractions and hesitations make no difference); an entry holds
them as written. Spacing alone (`Data Base`, `database`) is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from auditor.aligning.stream import Stream
from auditor.lexicon.sounds import sound_similarity
from auditor.lexicon.words import is_filler, is_function_word
from auditor.model.asr import VariantDifference
from auditor.scoring.align import Op, canonical_alignment, rounded
from auditor.scoring.faults.repeats import is_second_copy, is_stutter
from auditor.scoring.subjects import NameForms, Subject, sounds_alike, subject

Kind = Literal["substituted", "dropped", "inserted", "repeated"]

CHANCE = 4  # words that differ for one that agrees by chance between them
SURPLUS = 3  # words that one side has more, from which they are told apart from what was misheard


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
    return _joined(_slid(list(_grouped(canonical_alignment(a.texts, b.texts))), a, b))


def _slid(found: list[Change], a: Stream, b: Stream) -> list[Change]:
    """Keeps a surplus in one piece: `no` + (it is) + `it is` for `a` becomes `no it is` + (it is) + nothing for `a`."""
    for at, (one, two) in enumerate(pairwise(found)):
        gap = two.i1 - one.i2
        if not 0 < gap <= SURPLUS:
            continue
        if one.i1 == one.i2 and two.j2 - two.j1 == gap and b.texts[two.j1 : two.j2] == b.texts[one.j2 : two.j1]:
            found[at] = Change(one.i1, one.i2, one.j1, two.j1)
            found[at + 1] = Change(two.i1, two.i2, two.j2, two.j2)
        elif one.j1 == one.j2 and two.i2 - two.i1 == gap and a.texts[two.i1 : two.i2] == a.texts[one.i2 : two.i1]:
            found[at] = Change(one.i1, two.i1, one.j1, one.j2)
            found[at + 1] = Change(two.i2, two.i2, two.j1, two.j2)
    return [change for change in found if change.size]


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


def typed_changes(a: Stream, b: Stream, names: NameForms | None = None) -> list[Typed]:
    """Every change with its kind and subject; places that differ in spacing alone are left out."""
    names = names or NameForms((a, b))
    found = []
    for whole in changes(a, b):
        for change in _parts(a, b, whole):
            left, right = a.texts[change.i1 : change.i2], b.texts[change.j1 : change.j2]
            if "".join(left) == "".join(right) and not any(map(is_function_word, (*left, *right))):
                continue
            if left and right and _plain(_said(a, change.i1, change.i2)) == _plain(_said(b, change.j1, change.j2)):
                continue
            found.append(Typed(change, kind_of(a, b, change), _about(a, b, change, names)))
    return found


def _parts(a: Stream, b: Stream, change: Change) -> list[Change]:
    """A change cut into what stands for what: fillers at its ends and surplus words apart from what was misheard."""
    i1, i2, j1, j2 = change.i1, change.i2, change.j1, change.j2
    if i1 == i2 or j1 == j2:
        return [change]
    head = _fillers(a.texts[i1:i2], b.texts[j1:j2])
    tail = _fillers(a.texts[i1:i2][::-1], b.texts[j1:j2][::-1])
    if head or tail:
        (left, right), (left_end, right_end) = head or (0, 0), tail or (0, 0)
        inner = Change(i1 + left, max(i1 + left, i2 - left_end), j1 + right, max(j1 + right, j2 - right_end))
        outer = [Change(i1, inner.i1, j1, inner.j1), inner, Change(inner.i2, i2, inner.j2, j2)]
        return [part for part in outer if part.size]
    return _best_cut(a, b, change)


def _fillers(left: list[str], right: list[str]) -> tuple[int, int] | None:
    """How many fillers begin one side while the other begins with content: (left, right), or None."""
    if len(left) == len(right) or sounds_alike(left, right):
        return None
    counts = [next((n for n, text in enumerate(side) if not is_filler(text)), len(side)) for side in (left, right)]
    return (counts[0], counts[1]) if bool(counts[0]) != bool(counts[1]) else None


def _best_cut(a: Stream, b: Stream, change: Change) -> list[Change]:
    """Where one side is much longer, the short side stands for the head or the tail that sounds most like it."""
    left, right = a.texts[change.i1 : change.i2], b.texts[change.j1 : change.j2]
    short, long = sorted((left, right), key=len)
    if len(long) < len(short) + SURPLUS or len(short) > SURPLUS:
        return [change]
    said, size = " ".join(short), len(short)
    at_head = sound_similarity(said, " ".join(long[:size])) >= sound_similarity(said, " ".join(long[-size:]))
    cut = size if at_head else len(long) - size
    i, j = (change.i1 + cut, change.j1) if long is left else (change.i1, change.j1 + cut)
    if at_head:
        i, j = (i, change.j2) if long is left else (change.i2, j)
    return [Change(change.i1, i, change.j1, j), Change(i, change.i2, j, change.j2)]


def kind_of(a: Stream, b: Stream, change: Change) -> Kind:
    """`repeated` where the surplus words are a second copy of their neighbours, and not a stutter of the speaker."""
    left, right = change.i2 - change.i1, change.j2 - change.j1
    if right >= 2 * left or left >= 2 * right:
        longer = (b, change.j1, change.j2) if right > left else (a, change.i1, change.i2)
        if is_second_copy(*longer) and not is_stutter(*longer):
            return "repeated"
    if left and right:
        return "substituted"
    return "inserted" if right else "dropped"


def _about(a: Stream, b: Stream, change: Change, names: NameForms) -> Subject:
    left, right = range(change.i1, change.i2), range(change.j1, change.j2)
    if not (left and right):
        one, words = (a, left) if left else (b, right)
        if all(is_filler(one.texts[i]) for i in words) or is_stutter(one, words.start, words.stop):
            return "filler"
    return subject(a, left, b, right, names)


def differences(a: Stream, b: Stream) -> list[VariantDifference]:
    """The typed differences of two variants. Times are those of a where it has times, else of b (seconds)."""
    return [entry(a, b, typed) for typed in typed_changes(a, b)]


def entry(a: Stream, b: Stream, typed: Typed) -> VariantDifference:
    """A typed change as the result holds it."""
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
    """The words as written, whole: `GPU-4` although only its letters differ."""
    if stop <= first:
        return ""
    while first > 0 and _one_word(stream, first - 1):
        first -= 1
    while stop < len(stream) and _one_word(stream, stop - 1):
        stop += 1
    return stream.said(first, stop - 1)


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _one_word(stream: Stream, word: int) -> bool:
    """Whether a word and the next are written as one."""
    if stream.segments[word] != stream.segments[word + 1]:
        return False
    return (
        stream.begin[word + 1] - stream.stop[word] <= 1
        and not stream.transcript.file.text[stream.stop[word] : stream.begin[word + 1]].isspace()
    )


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
