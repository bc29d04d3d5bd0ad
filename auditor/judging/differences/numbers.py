"""Numbers, dates, units and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.aligning.trace import alike
from auditor.judging.differences.base import Diff, loose_claim, loose_source
from auditor.judging.view import View
from auditor.lexicon.cues import time_cues
from auditor.lexicon.quantities import Quantity, compare, quantities

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_LOOKS = str.maketrans("ol", "01")
REACH = 12  # source words around the evidence in which a number may stand
ITS_PLACE, SAME_NUMBER = 6, 16  # words within which another number stands in its place, or the same with another unit
TOLD = ("same", "rounded")
UNCOUNTED = frozenset(
    {"ordinal", "vague", "version", "clock", "date", "times"}
)  # kinds that a writer may come to without hearing them
RUN = 4  # numbers said side by side that may be one
FEW = 10  # things up to which a writer may have counted
NOWHERE = 0.8  # how exactly at least an amount counts as another that nobody says anywhere
TIME_PLACE = 4  # the same for days, months and times told from now


def find(view: View) -> Iterator[Diff]:
    """Yields `number` (another number or time), `unit`, `version` (a name with another number), `number-new`
    (not said here), `unsaid` (not said anywhere)."""
    if view.trace is None:
        return
    paired = list(_paired(view))
    yield from paired
    yield from _times(view)
    done = {i for diff in paired for i in range(diff.c0, diff.c1)}
    claimed = quantities(view.claim.claim.text.text)
    if claimed:
        yield from _unheard(view, claimed, done)


def _paired(view: View) -> Iterator[Diff]:
    """A number of the claim in the very place of another number of the source."""
    for region in view.regions:
        mine = [i for i in loose_claim(view, region) if _numeric(view.texts[i])]
        theirs = [s for s in loose_source(view, region) if _numeric(view.stream.texts[s])]
        beside = [s for b in region.blocks if mine and b.c0 <= mine[0] < b.c1 for s in theirs if b.s0 <= s < b.s1]
        theirs = beside or theirs
        if not mine or not theirs or region.c1 - region.c0 > 4 or len(theirs) > 2:
            continue
        c, s = mine[0], theirs[0]
        if (
            _spelling(view, c, s)
            or _same(view, c, s)
            or _value(view.texts[c]) in _run_on(view, range(s, s + 1), view.texts[c])
            or _value(view.texts[c]) == _value(view.stream.texts[s])
        ):
            continue
        if _ordinal(view.texts[c]) != _ordinal(view.stream.texts[s]):
            continue  # `third` is no other number than the `two` of something else
        name = _in_name(view, c)
        term = name or view.texts[c][0].isalpha()
        kind, finding = ("version", "entity-changed") if term else ("number", "number-changed")
        exact, near = region.exact, None
        if view.matched.get(c + 1) == s + 1 and view.near >= 0.5:  # the same thing is counted
            exact, near = max(exact, 0.85), max(view.near, 0.8)
        yield Diff(kind, finding, c - name, c + 1, s - name, s + 1, 1.0, exact, f"another {kind}", near)


def _spelling(view: View, c: int, s: int) -> bool:
    """Whether two terms with digits are one: they look alike (`b0`, `bo`), or sound so and are at home here."""
    mine, theirs = (word.removesuffix("'s") for word in (view.texts[c], view.stream.texts[s]))
    if mine.translate(_LOOKS) == theirs.translate(_LOOKS):
        return True
    at_home = any(view.lemmas[c] in index.positions for index in view.alignment.indexes)
    return at_home and not mine.isdigit() and alike(mine, theirs) >= 0.7


def _numeric(text: str) -> bool:
    return any(ch.isdigit() for ch in text)


def _ordinal(text: str) -> bool:
    return text[:1].isdigit() and text.endswith(("st", "nd", "rd", "th"))


def _value(text: str) -> str:
    return "".join(ch for ch in text if ch.isdigit() or ch == ".")


def _run_on(view: View, places: range, written: str) -> set[str]:
    """Numbers that stand side by side there, as one: `three fifty` for $350, `seven one two` for 712.

    `written`: the claim's number; of plain ones `fifteen twenty` are two, and `six 12 packs` as well.
    """
    sum_of_money, share = any(sign in written for sign in "$€£"), "/" in written
    found = set()
    for first in places:
        for n in range(2, RUN + 1):
            words = ["1" if word == "one" else word for word in view.stream.texts[first : first + n]]
            spelled = n > 2 and all(len(word) == 1 for word in words)
            sizes = [len(word) for word in words]
            one = spelled or (sum_of_money and sizes == [1, 2]) or (share and sizes == [2, 2])
            if one and all(map(str.isdigit, words)):
                found.add("".join(words))
    return found


def _same(view: View, c: int, s: int) -> bool:
    """Whether the quantities around the two words are the same or honestly rounded."""
    if _DIGITS.findall(view.texts[c]) in [[n] for n in _DIGITS.findall(view.stream.texts[s])]:
        return True  # `70/80`
    mine = quantities(view.phrase(max(0, c - 3), min(len(view.texts), c + 3)))
    theirs = quantities(view.stream.said(max(0, s - 3), min(len(view.stream) - 1, s + 3)))  # also over two captions
    return any(compare(a, b) in ("same", "rounded") for a in mine for b in theirs)


def _in_name(view: View, c: int) -> bool:
    """Whether the number is part of a name (`GPT-4`, `version 2` is not): joined to a word with letters."""
    begin = view.claim.tokens[c].begin
    text = view.claim.claim.text.text
    return c > 0 and begin > 1 and text[begin - 1] in "-‐‑" and text[begin - 2].isalpha()


def _times(view: View) -> Iterator[Diff]:
    """Days, months and times told from now: another one of the same kind in its place."""
    for c0, c1, _, level in time_cues(view.texts):
        if all(i in view.matched or i in view.agreed for i in range(c0, c1)):
            continue
        around = view.around(REACH)
        said = time_cues([view.stream.texts[i] for i in around])
        if any(other == level for *_, other in said):
            continue
        anchor = _anchor(view, c0, c1)
        near = [(abs(around.start + a - anchor), around.start + a, around.start + b) for a, b, *_ in said]
        near = [n for n in near if n[0] <= TIME_PLACE]
        if near:
            _, s0, s1 = min(near)
            yield Diff("number", "number-changed", c0, c1, s0, s1, 1.0, view.exactness(c0, c1, s0, s1), "another time")


def _anchor(view: View, c0: int, c1: int) -> int:
    """The source word next to which claim words [c0, c1) stand."""
    for step in range(1, 7):
        for i in (c0 - step, c1 - 1 + step):
            if i in view.matched:
                return view.matched[i]
    return view.trace.first if view.trace else 0


def _unheard(view: View, claimed: list[Quantity], done: set[int]) -> Iterator[Diff]:
    """Quantities of the claim that no source has near the evidence."""
    around = view.around(REACH)
    sources = [_said(view, view.claim.source, around)]
    for k, other in enumerate(view.claim.traces):
        if other is not None and k != view.claim.source:
            last = len(view.alignment.streams[k])
            sources.append(_said(view, k, range(max(0, other.first - REACH), min(last, other.last + REACH + 1))))
    for quantity in claimed:
        c0, c1 = _words(view, quantity)
        if c1 <= c0 or any(i in view.named or i in done for i in range(c0, c1)) or quantity.implicit:
            continue
        if all(i in view.matched or i in view.agreed for i in range(c0, c1)):
            continue
        same = [at for found in sources for at in found if compare(quantity, at[0]) in TOLD]
        if same and _other_limit(quantity, [q for q, *_ in same]):
            _, first, stop = same[0]
            exact = view.exactness(c0, c1, first, stop)
            yield Diff("number", "number-changed", c0, c1, first, stop, 1.0, exact, "the other limit")
        if same:
            continue
        if _value(view.phrase(c0, c1)).strip(".") in _run_on(view, around, view.phrase(c0, c1)):
            continue
        yield _difference(view, quantity, c0, c1, sources[0])


def _said(view: View, k: int, around: range) -> list[tuple[Quantity, int, int]]:
    """The quantities of a stretch of source k with their word positions [first, stop)."""
    stream = view.alignment.streams[k]
    if not len(around):
        return []
    pieces, starts, length = [], [], 0
    for i in around:
        word = stream.raw(i, i) if stream.begin[i] != stream.begin[i - 1] or i == around.start else ""
        starts.append(length)
        pieces.append(word)
        length += len(word) + 1
    found = []
    for q in quantities(" ".join(pieces)):
        inside = [around.start + n for n, at in enumerate(starts) if q.begin <= at < q.stop]
        if inside:
            found.append((q, inside[0], inside[-1] + 1))
    return found


def _words(view: View, quantity: Quantity) -> tuple[int, int]:
    inside = [i for i, t in enumerate(view.claim.tokens) if t.begin < quantity.stop and quantity.begin < t.stop]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _other_limit(quantity: Quantity, said: list[Quantity]) -> bool:
    """Whether an upper limit is told for a lower one, or the other way (`up to` for `upwards of`)."""
    if quantity.kind == "time":
        return False  # `over six months` may be during them
    limits = {quantity.approximate, *(q.approximate for q in said)}
    return limits == {"over", "under"} and all(q.approximate != quantity.approximate for q in said)


def _nowhere(view: View, quantity: Quantity) -> bool:
    """Whether nobody says an amount anywhere in the recording, which means something however freely a line is told."""
    if quantity.kind in UNCOUNTED or (quantity.kind in ("count", "fraction") and _plain(view, quantity)):
        return False
    if quantity.kind == "percent" and quantity.value in (50, 100):
        return False  # half, doubled
    return all(compare(quantity, q) not in TOLD for q in view.alignment.amounts)


def _plain(view: View, quantity: Quantity) -> bool:
    """Whether a count is small, or a bare number's digits stand anywhere (`70/80` for seventy or eighty)."""
    ends = {f"{quantity.value:.15g}", f"{quantity.high:.15g}"}
    return quantity.value < FEW or (not quantity.unit and ends <= view.alignment.digits)


def _difference(view: View, quantity: Quantity, c0: int, c1: int, said: list[tuple[Quantity, int, int]]) -> Diff:
    """The claimed quantity against the one that stands in its place, if any."""
    s, nowhere = _anchor(view, c0, c1), _nowhere(view, quantity)
    compared = [(compare(quantity, q), abs(first - s), first, stop) for q, first, stop in said if not q.implicit]
    rivals = [(False, *at) for how, *at in compared if how == "unit-changed" and at[0] <= SAME_NUMBER]
    reach = SAME_NUMBER if nowhere and quantity.unit else ITS_PLACE
    rivals += [(True, *at) for how, *at in compared if how == "different" and at[0] <= reach]
    if rivals:
        other_number, _, first, stop = min(rivals)
        exact = view.exactness(c0, c1, first, stop)
        if not other_number:
            return Diff("unit", "number-changed", c0, c1, first, stop, 1.0, max(exact, 0.8), "another unit", 1.0)
        exact, near = (max(exact, NOWHERE), 1.0) if nowhere else (exact, None)
        return Diff("number", "number-changed", c0, c1, first, stop, 1.0, exact, "another number", near)
    if nowhere:
        return Diff("unsaid", "number-changed", c0, c1, s, s, 1.0, NOWHERE, "nobody says this number", 1.0)
    region = next((r for r in view.regions if r.c0 <= c0 < r.c1), None)
    s0, s1 = (region.s0, region.s1) if region else (s, s)
    strength = 0.8 if s1 > s0 else 0.5
    exact = view.exactness(c0, c1, s0, s1)
    return Diff("number-new", "number-changed", c0, c1, s0, s1, strength, exact, "no such number was said")
