"""Denials dropped or added, and opposites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from auditor.aligning.trace import Block, alike
from auditor.aligning.weights import reporting
from auditor.judging.differences.base import Diff, left_out
from auditor.judging.view import SENTENCE, Region, View
from auditor.lexicon.cues import graded_negation_cues
from auditor.lexicon.relations import relation
from auditor.lexicon.valence import opposite_tone
from auditor.lexicon.words import is_function_word

MISHEARD = 0.6  # and one that may have been another word (`now` for `no`)
LEFT_OUT = 0.4  # what a dropped denial counts whose whole clause is left out
NEAR = 4  # words between a denial and what it denies
DENIED = 3  # words after a denial among which the denied one stands
LIGHT = frozenset("be have do will would can could to a an the that really so very even".split())
HEAD = 6  # source words before the evidence among which a denial belongs to it
CONTRASTS = frozenset("and but while whereas".split())
DRAWN = 6  # claim words before an `or` among which a denial goes on behind it
SHARED = 4  # claim words after a denial that the source has for what follows as well (`not black, too dark`)
HEARD, BESIDE = 0.68, 2  # likeness of sound, and claim words beside the place that are compared
ADDED, DROPPED = "a denial was added", "a denial was dropped"
APART = frozenset("besides beyond apart instead rather except beside".split())
POINTING = ({"here", "there"}, {"this", "that"}, {"these", "those"}, {"now", "then"})  # what a report changes
AUXILIARIES = frozenset(
    "might could would should i we you he she they it the this that is are was were do does did has had not".split()
)  # what no noun begins with: a `no` before it answers or interrupts
TONE = 0.9  # nearness from which a word of the opposite tone is another statement
SMALL = frozenset("little few hardly barely seldom rarely than".split())
NOUNS = frozenset("no none nobody nothing nowhere neither without".split())
MOVED = 4  # claim words over which a denial may be put elsewhere
ASIDES = frozenset("as like according i we you he she they".split())
HANGING = 4  # words after a denial up to which what follows may hang on it (`I don't believe that ...`)
CLAUSE_LEAST = 3  # words of a clause
CLAUSE = 12  # source words looked at after a denial
EMBEDS = frozenset("that if whether know want mean sure".split())
STRENGTH = {"explicit": 1.0, "implicit": 0.6, "prefix": 0.6}


def find(view: View) -> Iterator[Diff]:
    """Yields `negation` where one side denies and the other does not, `antonym` where a word became its opposite."""
    yield from _uncancelled(view, [diff for region in view.regions for diff in _denials(view, region)])
    for region in view.regions:
        yield from (diff for block in region.blocks if (diff := _opposite(view, region, block)))


def _opposite(view: View, region: Region, block: Block) -> Diff | None:
    """The opposite word, or one of the opposite tone, in the place of the source's."""
    c, s = block.c0, block.s0
    single = block.relation is None and block.c1 - c == 1 == block.s1 - s
    opposite = block.relation == "antonym" or (single and relation(view.lemmas[c], view.stream.lemmas[s]) == "antonym")
    tone = single and not opposite and opposite_tone(view.texts[c], view.stream.texts[s])
    if not (opposite or tone) or c in view.agreed | view.matched.keys() or _listed_together(view, c):
        return None
    if not view.claim.claim.quoted and {view.texts[c], view.stream.texts[s]} in POINTING:
        return None
    strength = 1.0 if opposite or view.near >= TONE else 0.4  # a free retelling has a tone of its own
    why = "the opposite word" if opposite else "a word of the opposite tone"
    return Diff("antonym", "negation-changed", c, block.c1, s, block.s1, strength, region.exact, why)


def _uncancelled(view: View, found: list[Diff]) -> list[Diff]:
    """Without a denial dropped here and added a few words on, which was only moved (`don't have an`, `have no`)."""
    kept: list[Diff] = []
    for diff in found:
        before = kept[-1] if kept else None
        if before and _moved(view, before, diff):
            kept.pop()
        else:
            kept.append(diff)
    return kept


def _moved(view: View, a: Diff, b: Diff) -> bool:
    """Whether one is a verb's denial and the other a noun's, one dropped and the other added."""
    if a.why == b.why:
        return False
    added, dropped = (a, b) if a.why == ADDED else (b, a)
    if any(_whole(view, r, dropped) for r in view.regions if r.c0 <= added.c0 < r.c1):
        return True
    if b.c0 - a.c1 > MOVED:
        return False
    mine, theirs = view.texts[added.c0 : added.c1], view.stream.texts[dropped.s0 : dropped.s1]
    return NOUNS.isdisjoint(mine) != NOUNS.isdisjoint(theirs)


def _whole(view: View, region: Region, dropped: Diff) -> bool:
    """Whether a clause was put elsewhere with its denial (`I couldn't for the life of me`)."""
    words = view.texts[region.c0 : region.c1]
    gone = left_out(view, dropped.s0)
    return gone is not None and len(words) >= CLAUSE_LEAST and view.stream.texts[gone.s0 : gone.s1] == words


def _denials(view: View, region: Region) -> Iterator[Diff]:
    lo, hi = max(0, region.c0 - 1), min(len(view.texts), region.c1 + 1)
    slo, shi = max(0, region.s0 - 1), min(len(view.stream), region.s1 + 1)
    claimed = [c for c in graded_negation_cues(view.texts[lo:hi]) if region.c0 - lo < c[1] and c[0] < region.c1 - lo]
    said = [
        s for s in graded_negation_cues(view.stream.texts[slo:shi]) if region.s0 - slo < s[1] and s[0] < region.s1 - slo
    ]
    if len(said) > len(claimed) and _hardly(view, lo, hi, slo + said[-1][1]):
        return
    said = [s for s in said if not view.false_start(slo + s[1] - 1) and not _empty(view, slo + s[0])]
    claimed = [c for c in claimed if not _told_before(view, region, lo + c[0])]
    if len(claimed) % 2 == len(said) % 2:
        return
    cues, offset = (claimed, lo) if len(claimed) > len(said) else (said, slo)
    begin, stop, _, grade = cues[-1]
    only_claim = len(claimed) > len(said)
    if only_claim and region.s0 == (view.trace.first if view.trace else 0) and _denied_before(view, region.s0):
        return  # `which is not in stock` for `they don't have any of these [in stock]`
    if _denied_alike(view, offset + stop, only_claim) or (
        not only_claim and _drawn_together(view, region, offset + stop)
    ):
        return
    c0, c1 = (offset + begin, offset + stop) if only_claim else (region.c0, region.c1)
    s0, s1 = (region.s0, region.s1) if only_claim else (offset + begin, offset + stop)
    if only_claim and all(i in view.agreed for i in range(c0, c1)):
        return
    if not only_claim and not _in_every_source(view, s0, s1):
        return
    why = ADDED if only_claim else DROPPED
    left_out = not only_claim and _clause_left_out(view, s1)
    weaker = LEFT_OUT if left_out or (only_claim and _shared(view, c0)) else 1.0
    if not only_claim and _relative_left_out(view, s0):
        weaker = min(weaker, MISHEARD)
    if not only_claim and _misheard(view, region, s1 - 1):
        weaker = MISHEARD
    if only_claim and not NOUNS.isdisjoint(view.texts[c0:c1]) and _asked(view, s1):
        weaker = MISHEARD  # `nobody else wished to speak` for `is there anybody else?`
    strength = STRENGTH.get(str(grade), 0.5) * weaker
    yield Diff("negation", "negation-changed", c0, c1, s0, s1, strength, region.exact, why)


def _told_before(view: View, region: Region, c: int) -> bool:
    """Whether a denial begins before the region, with a word that stands for a denial (`have not [yet]`)."""
    return c < region.c0 and c in view.equal and bool(graded_negation_cues([view.texts[c]]))


def _denied_before(view: View, first: int) -> bool:
    """Whether the source's sentence denies right before word `first`, where the evidence begins."""
    before = range(max(0, first - HEAD), first)
    begin = max((i + 1 for i in before if view.stream.ends[i]), default=before.start)
    return bool(graded_negation_cues(view.stream.texts[begin:first]))


def _drawn_together(view: View, region: Region, stop: int) -> bool:
    """Whether a denial before it goes on behind an `or` there (`not nice, not new` told as `not nice or new`).

    `stop`: the place after the second denial in the source; what it denies must stand behind the `or`.
    """
    joints = [i for i in range(region.c0, region.c1) if view.texts[i] in ("or", "nor")]
    if not any(view.equal.get(i + 1) == stop for i in joints):
        return False
    before = range(max(0, region.c0 - DRAWN), region.c0)
    return any(view.equal.get(i) is not None and graded_negation_cues([view.texts[i]]) for i in before)


def _shared(view: View, c: int) -> bool:
    """Whether a denial right before claim word c goes for it as well (`not black, too dark` told with two)."""
    before = range(max(0, c - SHARED), c)
    return "but" not in view.texts[before.start : c] and any(view.texts[i] == "not" for i in before if i in view.equal)


def _denied_alike(view: View, stop: int, only_claim: bool) -> bool:
    """Whether the other side denies the same word near by, in a place of its own (`not be enough`, `not enough`).

    `stop`: the place after the denial, in the claim or in the source.
    """
    without = only_claim and view.texts[stop - 1] == "without"  # a phrase that may stand at the end
    around, told = view.around(NEAR if without else 0), set(view.matched.values())
    if only_claim:
        wanted, words, offset = _denied(view.lemmas, stop), view.stream.lemmas, around.start
        cues = graded_negation_cues([view.stream.texts[i] for i in around])
    else:
        wanted, words, offset = _denied(view.stream.lemmas, stop), view.lemmas, 0
        cues, told = graded_negation_cues(view.texts), set(view.matched)
    own = [offset + end for _, end, *_ in cues if offset + end - 1 not in told]
    if _of_two_clauses(view, [end for end in own if _denied(words, end) == wanted], stop, only_claim):
        return False
    if only_claim and view.texts[stop - 1] in NOUNS and _denied_with_any(view, view.around(0).start):
        return True
    return wanted is not None and wanted in {_denied(words, end) for end in own}


def _of_two_clauses(view: View, ends: list[int], stop: int, only_claim: bool) -> bool:
    """Whether an `and` or `but` stands between every one of the other side's denials and the place of this one."""
    if only_claim:
        words, at = view.stream.texts, view.equal.get(stop, -1)
    else:
        words, at = view.texts, next((c for c, s in view.equal.items() if s == stop), -1)
    between = (words[min(end, at) : max(end, at)] for end in ends)
    return at >= 0 and bool(ends) and all(not CONTRASTS.isdisjoint(part) for part in between)


def _denied_with_any(view: View, first: int) -> bool:
    """Whether the evidence begins behind a denial and tells of any (`don't [have any idea]` for `had no idea`)."""
    before = graded_negation_cues(view.stream.texts[max(0, first - NEAR) : first])
    return bool(before) and "any" in view.stream.texts[first : first + NEAR]


def _denied(words: Sequence[str], stop: int) -> str | None:
    """What is denied: the first word after a denial that is no auxiliary or article."""
    return next((w for w in words[stop : stop + DENIED] if w not in LIGHT), None)


def _clause_left_out(view: View, s: int) -> bool:
    """Whether what is denied from source word `s` on is left out, too (`she hadn't slept for weeks, and`)."""
    heard = set(view.matched.values())
    gone = list(takewhile(lambda i: i not in heard, range(s, min(len(view.stream), s + CLAUSE))))
    words = [view.stream.lemmas[i] for i in gone]
    if len(gone) <= HANGING and not (reporting() | EMBEDS).isdisjoint(words):
        return False
    if words and words[0] in ASIDES and not any(view.stream.ends[i] for i in gone):
        return False  # `not, as he told us, safe`: the denial goes on behind
    least = 1 if any(view.stream.ends[i] for i in gone) else 2
    return sum(not is_function_word(word) for word in words) >= least


def _relative_left_out(view: View, s: int) -> bool:
    """Whether source word `s` stands in a relative clause that is left out (`one problem that we didn't mention`)."""
    gone = left_out(view, s)
    begun = view.stream.texts[gone.s0 : s][:NEAR] if gone else []
    return begun[:1] in (["that"], ["which"], ["who"]) or "what" in begun  # `what you can't see is`


def _asked(view: View, s: int) -> bool:
    """Whether the source's sentence around word `s` is a question."""
    ahead = range(max(0, s - 1), min(len(view.stream), s + SENTENCE))
    return next((view.stream.ends[i] for i in ahead if view.stream.ends[i]), "") == "?"


def _misheard(view: View, region: Region, s: int) -> bool:
    """Whether the claim has a word there that the denial may have been heard for (`now` for `no`)."""
    near = range(max(0, region.c0 - BESIDE), min(len(view.texts), region.c1 + BESIDE))
    loose = [i for i in near if i not in view.matched and i not in view.agreed]
    return any(alike(view.texts[i], view.stream.texts[s]) >= HEARD for i in loose)


def _hardly(view: View, lo: int, hi: int, stop: int) -> bool:
    """Whether the claim denies in other words there: by a small amount (`little to say`), or by setting apart.

    `stop`: the place after the denial in the source. `more like a skin than a box` does not deny the skin.
    """
    near = range(max(0, lo - 6), min(len(view.texts), hi + 6))
    small = [i for i in near if view.texts[i] in SMALL and i not in view.equal]
    denied = {c for c, s in view.equal.items() if stop <= s < stop + DENIED and view.lemmas[c] not in LIGHT}
    if any(view.texts[i] != "than" or not any(c < i for c in denied) for i in small):
        return True
    return any(view.texts[i] in APART and i not in view.matched and i not in view.agreed for i in near)


def _listed_together(view: View, c: int) -> bool:
    """Whether both opposites stand side by side in the claim (`on and off`)."""
    word = view.lemmas[c]
    near = range(max(0, c - 4), min(len(view.lemmas), c + 5))
    return any(i != c and relation(word, view.lemmas[i]) == "antonym" for i in near)


def _empty(view: View, s: int) -> bool:
    """Whether a denial in the source is no denial: an answer or tag (`no,` `or not`), or `and what not`."""
    before, word = (view.stream.texts[s - 1] if s else ""), view.stream.texts[s]
    after = view.stream.texts[s + 1] if s + 1 < len(view.stream) else ""
    alone = bool(view.stream.ends[s]) or is_function_word(after)
    again = view.stream.texts[s + 1 : s + 3]
    if word == "no" and (
        again == view.stream.texts[max(0, s - 2) : s] or (after == before and is_function_word(after))
    ):
        return True  # `to the, no, to the boat`
    if before == "or" and (word == "not" or (word == "no" and alone)):
        return True
    if word == "no" and after in AUXILIARIES:
        return True  # `People no might not be able`
    if word in ("no", "nope", "nah"):
        return bool(view.stream.ends[s]) or not s or bool(view.stream.ends[s - 1]) or before in ("oh", "no")
    return word == "not" and before in ("what", "if", "why")


def _in_every_source(view: View, s0: int, s1: int) -> bool:
    """Whether the other sources have these words too, near the place."""
    words = set(view.stream.texts[s0:s1])
    for k, other in enumerate(view.claim.traces):
        if other is not None and k != view.claim.source:
            stream = view.alignment.streams[k]
            if words.isdisjoint(stream.texts[max(0, other.first - 6) : other.last + 7]):
                return False
    return True
