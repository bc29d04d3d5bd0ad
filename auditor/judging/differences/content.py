"""Content words that nothing in the source stands for: names and terms exchanged, words, causes and claims added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from auditor.aligning.speakers import TITLES
from auditor.aligning.trace import alike
from auditor.judging.differences.base import Diff, loose_claim, loose_source, runs
from auditor.judging.readings import contested
from auditor.judging.view import Region, View
from auditor.lexicon.cues import cause_cues, is_given_name, looks_like_name, negation_cues
from auditor.lexicon.relations import is_unit, relation
from auditor.lexicon.words import frequency, is_common, is_function_word, is_known

SOUNDS_ALIKE = 0.72  # likeness of sound from which a word is the other one misheard, or repaired
JOINS = frozenset("and but because since so which who while as although though where when".split())
PRONOUNS = frozenset("it they them this that these those he she him her we us one".split())
SPEAKER = frozenset({"i", "me", "my"})
SHORTENED = 0.62  # a name told shorter may be the same one
DOUBTED = 0.5  # what another name counts where the transcripts disagree: a question
TOGETHER = 3  # source words that may stand for one another's place together
LONG = 4  # words from which on an exchange is one of clauses, not of names
MOVED = 4  # words beside the evidence in which a phrase may stand that was put elsewhere
TAIL = 5  # words told exactly before a tail that was added


def find(view: View) -> Iterator[Diff]:
    """Yields `name`, `unheard`, `repair`, `word`, `swap`, `phrase`, `general`, `added` and `cause`."""
    if view.trace is None:
        return
    for region in view.regions:
        yield from _shortened(view, region)
        loose = [i for i in loose_claim(view, region) if not _function(view, i)]
        if not loose:
            continue
        spare = [s for s in loose_source(view, region) if not is_function_word(view.stream.lemmas[s])]
        if spare:
            yield from _exchanged(view, region, loose, spare)
            yield from _phrase(view, region, loose, spare)
        else:
            yield from _added(view, region, loose)
    yield from _unheard(view)
    yield from _causes(view)


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
        if len(loose) == c1 - c0 and len(spare) <= TOGETHER and spare[-1] - spare[0] < TOGETHER:
            near = spare  # `DEVCON` for `DEF CON`
        s0, s1 = near[0], near[-1] + 1
        heard = alike(" ".join(view.texts[c0:c1]), " ".join(view.stream.texts[s0:s1]))
        names = [i for i in range(c0, c1) if is_name(view, i)]
        if kin_of(view, c0, c1, s0, s1) == "antonym":
            continue
        known_here = all(view.lemmas[i] in view.nearby for i in range(c0, c1))
        if names and known_here and not all(is_common(view.texts[i]) for i in names):
            other = heard < SOUNDS_ALIKE or any(is_given_name(view.stream.texts[s]) for s in near)
            if other and any(_written_as_name(view, s) for s in near):  # another name, but one that is spoken of here
                yield Diff("name", "entity-changed", c0, c1, s0, s1, SHORTENED, region.exact, "another name")
            continue
        kin = kin_of(view, c0, c1, s0, s1)
        if kin == "sibling" and _counted(view.texts, c0) and _counted(view.stream.texts, s0):
            continue  # amounts are compared as amounts
        if kin in ("synonym", "hyponym", "derivation", "inflection", "spelling"):
            if kin == "hyponym":
                yield Diff("general", "entity-changed", c0, c1, s0, s1, 0.4, region.exact, "a more general word")
            continue
        unknown = any(not is_known(view.stream.texts[s]) for s in near)
        named = names and c1 - c0 <= LONG and s1 - s0 <= 2 * LONG and any(_name_like(view, s) for s in near)
        if named:
            kind, strength = "name", 1.0
        elif kin in ("sibling", "hypernym"):
            kind, strength = "word", 0.85 if kin == "sibling" else 0.5
        elif heard >= SOUNDS_ALIKE:
            kind, strength = "repair", 1.0
        else:
            kind, strength = "swap", 0.7
        if heard >= SOUNDS_ALIKE and kind in ("name", "repair"):
            rare = kind == "name" and any(frequency(view.stream.texts[s]) < 3.0 for s in near)
            strength *= 0.3 if unknown or rare or _at_home(view, c0, c1) else 0.9 if view.stream.punctuated else 0.5
        if kind == "name" and contested(view, c0, c1):
            strength = min(strength, DOUBTED)
        if known_here:
            strength *= 0.5
        if kind != "name" and not names:
            strength /= max(1, max(c1 - c0, s1 - s0) - 1)
        name = "wrong-repair" if kind == "repair" else "entity-changed"
        yield Diff(kind, name, c0, c1, s0, s1, strength, region.exact, "another name" if named else "another word",
                   max(view.near, 0.85) if named and region.exact >= 0.7 else None)  # fmt: skip


def _shortened(view: View, region: Region) -> Iterator[Diff]:
    """A name without a word from its middle, which may be another one (`Cardiff Metropolitan University`)."""
    c, s0, s1 = region.c0, region.s0, region.s1
    beside = c == region.c1 and view.equal.get(c - 1) == s0 - 1 and view.equal.get(c) == s1
    if not beside or s1 - s0 > 2 or view.restarts & set(range(s0, s1)) or any(view.stream.ends[s0 - 1 : s1]):
        return
    if view.texts[c - 1] in TITLES or is_given_name(view.raw(c - 1)):
        return  # of a person
    written = [view.raw(c - 1), view.raw(c), *(view.stream.raw(s, s) for s in range(s0 - 1, s1 + 1))]
    if all(word[:1].isupper() and len(word) > 3 for word in written) and not view.opens_sentence(c - 1):
        yield Diff("name", "entity-changed", c - 1, c + 1, s0 - 1, s1 + 1, SHORTENED, region.exact, "another name")


def _phrase(view: View, region: Region, loose: list[int], spare: list[int]) -> Iterator[Diff]:
    """Two or three content words in the place of as many others, in an otherwise exactly traced sentence."""
    amounts = any(ch.isdigit() for s in spare for ch in view.stream.texts[s])  # they have a kind of their own
    moved = is_moved(view, loose)
    if not (amounts or moved) and 2 <= len(loose) <= 4 and 2 <= len(spare) <= 4 and region.c1 - region.c0 <= 6:
        near = _rest(view, region)
        yield Diff("phrase", "entity-changed", loose[0], loose[-1] + 1, spare[0], spare[-1] + 1, 0.9, region.exact,
                   "another phrase", near)  # fmt: skip


def is_moved(view: View, places: Sequence[int]) -> bool:
    """Whether claim words only stand elsewhere: the source has them in or right beside the evidence, and untold.

    Not beyond its sentence: there they are said of something else.
    """
    told, own = set(view.matched.values()), view.around(0)
    behind = takewhile(lambda s: not view.stream.ends[s - 1], range(own.stop, min(own.stop + MOVED, len(view.stream))))
    before = takewhile(lambda s: not view.stream.ends[s], range(own.start - 1, max(-1, own.start - 1 - MOVED), -1))
    untold = {view.stream.lemmas[s] for s in (*before, *own, *behind) if s not in told}
    return all(view.lemmas[i] in untold for i in places)


def _rest(view: View, region: Region) -> float:
    """How near the claim is told apart from the region, where enough of it is left to tell."""
    rest = view.near_without(range(region.c0, region.c1))
    return rest if _is_tail(view, region, rest) or view.near >= 0.6 else view.near


def _is_tail(view: View, region: Region, rest: float) -> bool:
    """Whether the region is a clause put behind a sentence that is told word by word."""
    if region.c1 < len(view.texts) or region.c0 == region.c1 or region.c0 < TAIL or rest < 0.9:
        return False
    joined = view.texts[region.c0] in JOINS or view.texts[region.c0 - 1] in JOINS
    return region.c0 >= (0.4 if joined else 0.6) * len(view.texts)


def kin_of(view: View, c0: int, c1: int, s0: int, s1: int) -> str | None:
    """The relation of two single words, else None."""
    return relation(view.lemmas[c0], view.stream.lemmas[s0]) if c1 - c0 == 1 == s1 - s0 else None


def _name_like(view: View, s: int) -> bool:
    """Whether a source word may be a name, or what an ASR made of one."""
    word = view.stream.raw(s, s)
    return looks_like_name(word, False) or not is_known(view.stream.texts[s]) or frequency(view.stream.texts[s]) < 3.0


def _counted(words: Sequence[str], at: int) -> bool:
    """Whether a word is a unit of measure with a number before it."""
    return at > 0 and is_unit(words[at]) and (words[at - 1][:1].isdigit() or words[at - 1] in ("a", "an", "one"))


def _at_home(view: View, c0: int, c1: int) -> bool:
    """Whether claim words [c0, c1) are said in this order anywhere in the recording, together or as one word."""
    words = view.lemmas[c0:c1]
    pairs, joined = list(pairwise(words)), "".join(view.texts[c0:c1])
    return any(
        joined in index.spoken or (all(p in index.bigrams for p in pairs) if pairs else words[0] in index.positions)
        for index in view.alignment.indexes
    )


def _written_as_name(view: View, s: int) -> bool:
    """Whether a source word has a capital in the middle of a sentence, or is somebody's name."""
    if is_given_name(view.stream.texts[s]):
        return True
    raw = view.stream.raw(s, s)
    return raw[:1].isupper() and raw != "I" and s > 0 and not view.stream.ends[s - 1]


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
    raw = view.raw(i)
    if looks_like_name(raw, view.opens_sentence(i)):
        return True
    follows = view.raw(i + 1) if i + 1 < len(view.texts) else ""
    return raw[:1].isupper() and follows[:1].isupper() and raw != "I" and not view.opens_sentence(i)


def _added(view: View, region: Region, loose: list[int]) -> Iterator[Diff]:
    """Claim words with no counterpart and not said nearby: the stronger the more of them come together."""
    parts = view.parts(region.c0, region.c1)
    by_part = [[i for i in loose if a <= i < b and view.lemmas[i] not in view.nearby] for a, b in parts]
    new = max(by_part, key=len)
    if not new:
        return
    first, stop = parts[by_part.index(new)]
    if _for_pronoun(view, region, new):
        return
    names = [i for i in new if is_name(view, i)]
    c0, c1 = new[0], new[-1] + 1
    clause = len([i for i in range(first, stop) if i not in view.matched and i not in view.aside])
    if region.c0 == 0 and len(new) == 1:
        clause = 1  # who speaks, and a verb of the writer's own, are no clause
    strength = min(1.0, 0.25 + 0.2 * len(new) + 0.1 * (clause - len(new)) + 0.3 * bool(names))
    if region.c0 == 0 and not view.alignment.cast.labels and all(view.raw(i)[:1].isupper() for i in new):
        strength = min(strength, DOUBTED)  # who speaks or is spoken of: a transcript without labels cannot tell
    near = _rest(view, region)
    exact = max(region.exact, 0.9) if _is_tail(view, region, near) else region.exact
    yield Diff("added", "claim-added", c0, c1, region.s0, region.s1, strength, exact,
               "nothing stands for these words", near)  # fmt: skip


def _for_pronoun(view: View, region: Region, new: list[int]) -> bool:
    """Whether a name or term of the recording stands for the source's pronoun (`a place for deep RL` for `for it`)."""
    told = set(view.matched.values())
    said = [view.stream.texts[s] for s in range(region.s0, region.s1) if s not in told]
    if len(said) != 1:
        return False
    if said[0] in SPEAKER and not view.alignment.cast.labels and all(view.raw(i)[:1].isupper() for i in new):
        return True  # whoever speaks there: a transcript without labels cannot tell
    return said[0] in PRONOUNS and _at_home(view, new[0], new[-1] + 1)


def _unheard(view: View) -> Iterator[Diff]:
    """A name that stands in no source, no header and no glossary, told inside a line that has a source."""
    indexes = view.alignment.indexes
    settled = view.matched.keys() | view.agreed | view.abbreviated
    written = runs([i for i in range(len(view.texts)) if i not in view.named and is_name(view, i)])
    for c0, c1 in (part for first, stop in written for part in view.parts(first, stop)):
        words = view.lemmas[c0:c1]
        listed = view.alignment.known - view.alignment.cast.words  # a speaker's name may stand for somebody else's `my`
        known = any(w in view.alignment.known or w.removesuffix("'s") in listed for w in words)
        if known or settled.issuperset(range(c0, c1)):
            continue
        pairs = list(pairwise(words))
        singular = words[0].removesuffix("s")  # `MLPs`: the lexicon does not know them
        if any(
            all(p in x.bigrams for p in pairs) if pairs else {words[0], singular} & x.positions.keys() for x in indexes
        ):
            continue
        if any(ch.isdigit() for w in words for ch in w):
            continue
        region = next((r for r in view.regions if r.c0 <= c0 < r.c1), None)
        if region is None:
            continue
        spare = [s for s in loose_source(view, region) if not is_function_word(view.stream.lemmas[s])]
        near = min(spare, key=lambda s: (abs(s - region.s0), s)) if spare else region.s0
        heard = max((alike(" ".join(words), view.stream.texts[s]) for s in spare), default=0.0)
        strength = 0.4 if heard >= 0.6 else 1.0
        speaks = view.aside.issuperset(range(c0, c1)) or (c0 <= 1 and not view.alignment.cast.labels)
        if speaks or (spare and contested(view, c0, c1)):
            strength = min(strength, DOUBTED)
        yield Diff("unheard", "entity-changed", c0, c1, near, near + bool(spare), strength, 1.0,
                   "nobody says this name", max(0.75, view.near) if view.near > 0.2 else view.near)  # fmt: skip


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
