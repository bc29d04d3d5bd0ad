"""Content words that nothing in the source stands for: names and terms exchanged, statements and causes added, fillers swapped."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.aligning.trace import alike
from auditor.judging.differences.base import Diff, content, loose_claim, loose_source, runs
from auditor.judging.view import Region, View
from auditor.lexicon.cues import cause_cues, looks_like_name, negation_cues
from auditor.lexicon.relations import relation
from auditor.lexicon.words import frequency, is_function_word, is_known

SOUNDS_ALIKE = 0.72


def find(view: View) -> Iterator[Diff]:
    """Yields `name`, `repair`, `word`, `general`, `added`, `cause`, `moved`."""
    if view.trace is None:
        return
    for region in view.regions:
        loose = [i for i in loose_claim(view, region) if not _function(view, i)]
        if not loose:
            continue
        spare = [s for s in loose_source(view, region) if not is_function_word(view.stream.lemmas[s])]
        if spare:
            yield from _exchanged(view, region, loose, spare)
        else:
            yield from _added(view, region, loose)
    yield from _causes(view)
    yield from _exchange(view)


def _function(view: View, i: int) -> bool:
    return (
        is_function_word(view.lemmas[i])
        or any(ch.isdigit() for ch in view.texts[i])
        or bool(negation_cues([view.texts[i]]))
    )


def _exchanged(view: View, region: Region, loose: list[int], spare: list[int]) -> Iterator[Diff]:
    """Claim words in the place of other source words."""
    for c0, c1 in runs(loose):
        near = _counterpart(region, c0, c1, spare)
        s0, s1 = near[0], near[-1] + 1
        heard = alike(" ".join(view.texts[c0:c1]), " ".join(view.stream.texts[s0:s1]))
        names = [i for i in range(c0, c1) if is_name(view, i)]
        known_here = all(view.lemmas[i] in view.nearby for i in range(c0, c1))
        if names and known_here:
            continue
        kin = relation(view.lemmas[c1 - 1], view.stream.lemmas[s1 - 1]) if c1 - c0 == 1 else None
        if kin in ("synonym", "hyponym", "derivation", "inflection", "spelling"):
            if kin == "hyponym":
                yield Diff("general", "entity-changed", c0, c1, s0, s1, 0.4, region.exact, "a more general word")
            continue
        source_odd = any(not is_known(view.stream.texts[s]) or frequency(view.stream.texts[s]) < 3.0 for s in near)
        if names:
            kind, strength = "name", 1.0
        elif kin in ("sibling", "antonym", "hypernym"):
            kind, strength = "word", 1.0
        elif heard >= SOUNDS_ALIKE:
            kind, strength = "repair", 1.0
        else:
            kind, strength = "swap", 0.7
        if heard >= SOUNDS_ALIKE and kind in ("name", "repair"):
            strength *= 0.3 if source_odd else 0.8
        if known_here:
            strength *= 0.5
        strength /= max(1, max(c1 - c0, s1 - s0) - 1)
        yield Diff(kind, "wrong-repair" if kind == "repair" else "entity-changed", c0, c1, s0, s1, strength, region.exact,
                   "another name" if names else "another word")  # fmt: skip


def _counterpart(region: Region, c0: int, c1: int, spare: list[int]) -> list[int]:
    """The source words that stand where claim words [c0, c1) stand, as far as the region says."""
    inside = [s for b in region.blocks if b.c0 < c1 and c0 < b.c1 for s in range(b.s0, b.s1) if s in spare]
    if inside:
        return inside
    width = max(1, region.c1 - region.c0)
    want = region.s0 + (c0 - region.c0) * (region.s1 - region.s0) / width
    at = min(spare, key=lambda s: (abs(s - want), s))
    return [s for s in spare if at <= s < at + (c1 - c0)]


def is_name(view: View, i: int) -> bool:
    """Whether a claim word is written like a name or is no ordinary word."""
    return looks_like_name(view.raw(i), view.opens_sentence(i))


def _added(view: View, region: Region, loose: list[int]) -> Iterator[Diff]:
    """Claim words with no counterpart: weaker where the words stand nearby, stronger the more new ones come together."""
    new = [i for i in loose if view.lemmas[i] not in view.nearby]
    if not new:
        return
    names = [i for i in new if is_name(view, i)]
    strength = min(1.0, 0.35 + 0.2 * len(new) + 0.3 * bool(names))
    c0, c1 = new[0], new[-1] + 1
    yield Diff(
        "added", "claim-added", c0, c1, region.s0, region.s1, strength, region.exact, "nothing stands for these words"
    )


def _causes(view: View) -> Iterator[Diff]:
    """A cause word of the claim that no cause word of the source stands for, with new words after it."""
    for c0, c1, _, _ in cause_cues(view.texts):
        if any(i in view.matched or i in view.agreed for i in range(c0, c1)):
            continue
        near = [
            s
            for s in (view.matched.get(i) for i in range(max(0, c0 - 6), min(len(view.texts), c1 + 8)))
            if s is not None
        ]
        if near and cause_cues(view.stream.texts[max(0, min(near) - 8) : max(near) + 9]):
            continue
        after = [i for i in range(c1, min(len(view.texts), c1 + 8)) if not is_function_word(view.lemmas[i])]
        loose = [i for i in after if i not in view.matched]
        strength = 0.4 + 0.6 * (len(loose) / len(after) if after else 0.0)
        at = near[0] if near else view.trace.first if view.trace else 0
        yield Diff("cause", "cause-changed", c0, min(len(view.texts), c1 + 6), at, at + 1, strength,
                   len(view.matched) / len(view.texts), "no such reason was given")  # fmt: skip


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
    if len(moved) >= 2 and content([view.lemmas[i] for i, _ in moved]):
        (a, s), (b, t) = moved[0], moved[-1]
        share = len(view.matched) / len(view.texts)
        crossing = (a < b) != (s < t) or len(moved) >= 3
        yield Diff(
            "moved",
            "role-changed",
            a,
            b + 1,
            min(s, t),
            max(s, t) + 1,
            1.0 if crossing else 0.5,
            share,
            "words changed places",
        )
