"""Words that changed places: two of them exchanged, a comparison turned round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.judging.differences.base import Diff, content, loose_source
from auditor.judging.view import View
from auditor.lexicon.cues import comparison_cues, negation_cues
from auditor.lexicon.relations import relation
from auditor.lexicon.words import is_function_word, pos

COMPACT = 1.4  # source words a claim word up to which an exchange is no retelling
PIVOTS = frozenset("than before after instead".split())
SIDE, TOLD = 6, 0.75  # words looked at on either side of a comparison, and the share of them that the source must have

WAYS = {"more": 1, "equal": 0, "less": -1}
DEGREES = frozenset("even but much far nearly quite so still just almost a bit little lot than as and any".split())
DENIALS = frozenset({"not", "no", "never"})


def find(view: View) -> Iterator[Diff]:
    """Yields `moved`, and `exchange` where each of two words stands in the place of the other."""
    if view.trace is not None:
        yield from _exchange(view)
        yield from _turned(view)
        yield from _other_way(view)


def _exchange(view: View) -> Iterator[Diff]:
    """Two content words that changed places: each stands nearby, but where the other should."""
    if view.trace is None:
        return
    gone: dict[str, int] = {}
    for region in view.regions:
        for s in loose_source(view, region):
            if not is_function_word(view.stream.lemmas[s]):
                gone.setdefault(view.stream.lemmas[s], s)
    moved = [(i, gone[view.lemmas[i]]) for r in view.regions for i in range(r.c0, r.c1)
             if i not in view.matched and view.lemmas[i] in gone]  # fmt: skip
    moved = [m for m in moved if pos(view.lemmas[m[0]]) != {"r"}] or moved  # `actually` may stand anywhere
    runs_moved = sum(b != (a[0] + 1, a[1] + 1) for a, b in pairwise([(-2, -2), *moved]))
    if len({view.lemmas[i] for i, _ in moved}) >= 2 and content([view.lemmas[i] for i, _ in moved]):
        (a, s), (b, t) = moved[0], moved[-1]
        inside = {view.stream.lemmas[i] for i in view.around(8)}
        shifted = [i for i in range(len(view.texts)) if i not in view.matched and view.lemmas[i] in inside]
        share = (len(view.matched) + len(shifted)) / len(view.texts)
        crossing = runs_moved >= 2 and ((a < b) != (s < t) or len(moved) >= 3)
        traded = any(abs(_counterplace(view, i) - at) <= 2 for i, own in moved for _, at in moved if at != own)
        near = view.near_without(shifted)
        whole = view.trace.last - view.trace.first + 1 <= COMPACT * len(view.texts)
        tight = whole or abs(t - s) <= COMPACT * (b - a) + 1
        kind = "exchange" if crossing and traded and tight and near >= 0.9 and share >= 0.85 else "moved"
        near = near if kind == "exchange" or view.near >= 0.6 else view.near
        yield Diff(kind, "role-changed", a, b + 1, min(s, t), max(s, t) + 1, 1.0 if crossing else 0.5, share,
                   "words changed places", near)  # fmt: skip


def _counterplace(view: View, c: int) -> int:
    """Where the source word would stand that claim word c stands for, going by the matched words around it."""
    steps = (n for step in range(1, len(view.texts)) for n in (c - step, c + step) if n in view.matched)
    beside = next(steps, None)
    return view.matched[beside] + c - beside if beside is not None else -len(view.texts)


def _turned(view: View) -> Iterator[Diff]:
    """A comparison turned round: what stands before `than` in the source stands behind it in the claim, and so on."""
    around = view.around(SIDE)
    heard = set(view.matched.values())
    for c in (i for i, word in enumerate(view.texts) if word in PIVOTS):
        theirs = [view.equal[c]] if c in view.equal else [s for s in around if s not in heard]
        for s in (s for s in theirs if view.stream.texts[s] == view.texts[c] and not _reversed(view, c, s)):
            mine = [_side(view.lemmas, c, step) for step in (-1, 1)]
            said = [_side(view.stream.lemmas, s, step) for step in (-1, 1)]
            straight = len(mine[0] & said[0]) + len(mine[1] & said[1])
            crossed = min(len(mine[0] & said[1]), len(mine[1] & said[0]))
            told = len((mine[0] | mine[1]) & (said[0] | said[1])) / max(1, len(mine[0] | mine[1]))
            if crossed and 2 * crossed > straight and told >= TOLD:
                yield Diff("exchange", "role-changed", max(0, c - SIDE), min(len(view.texts), c + SIDE + 1),
                           max(0, s - SIDE), s + SIDE + 1, 1.0, told, "a comparison turned round", 1.0)  # fmt: skip
                return


def _other_way(view: View) -> Iterator[Diff]:
    """`less than` in the place of `higher than` or `more than` in that of `not as much as`, and nothing else."""
    for r in view.regions:
        mine = _direction(view.texts[r.c0 : r.c1])
        if mine and mine == -_direction(view.stream.texts[r.s0 : r.s1]):
            yield Diff("antonym", "negation-changed", r.c0, r.c1, r.s0, r.s1, 1.0, r.exact, "the opposite comparison")


def _direction(words: Sequence[str]) -> int:
    """Which way words compare that do nothing else: 1 for more, -1 for less, 0 where they say anything else."""
    cues = [cue for cue in comparison_cues(words) if cue[3] in WAYS]
    covered = {i for begin, stop, *_ in cues for i in range(begin, stop)}
    rest = {w for i, w in enumerate(words) if i not in covered}
    if len(cues) != 1 or not rest <= DEGREES | DENIALS:
        return 0
    way = WAYS[str(cues[0][3])]
    return way if rest.isdisjoint(DENIALS) else -1 if way >= 0 else 1


def _reversed(view: View, c: int, s: int) -> bool:
    """Whether the comparison itself is the opposite one (`smaller than` or `no bigger than` for `bigger than`)."""
    mine, said = view.lemmas[max(0, c - 3) : c], view.stream.lemmas[max(0, s - 3) : s]
    if bool(negation_cues(mine)) != bool(negation_cues(said)):
        return True
    return any(relation(a, b) == "antonym" for a in mine for b in said)


def _side(words: Sequence[str], at: int, step: int) -> set[str]:
    """The content words before or after a place."""
    stop = max(-1, at - SIDE - 1) if step < 0 else min(len(words), at + SIDE + 1)
    return {words[i] for i in range(at + step, stop, step) if not is_function_word(words[i])}
