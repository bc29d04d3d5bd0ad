"""Words cut from the head, the tail or the middle of what was said that turn its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from auditor.aligning.weights import reporting
from auditor.judging.differences.base import Diff, content, loose_source
from auditor.judging.restarts import SUBJECTS
from auditor.judging.view import View
from auditor.lexicon.cues import certainty_cues, graded_negation_cues
from auditor.lexicon.words import is_function_word, lemmas, pos

CONDITION = frozenset("if unless except until without".split())
LIMITS = frozenset({("other", "than"), ("anything", "but")})
EXCEPTION = frozenset("except excluding barring unless".split())
RELATIVE = frozenset("that which who whom whose".split())
CLAUSES, LINKS = frozenset("that how if whether why".split()), frozenset("to about".split())
EMBEDS = reporting() | frozenset(
    "mean sure know want doubt imagine prove hear write see hope true convinced aware clear certain likely possible "
    "proof evidence reason chance sign way".split()
)
DOUBT = 2  # words of a sentence before a doubt that goes for all of it
FORGOTTEN = frozenset({"forget", "hesitate", "fail", "wonder"})
MORE = frozenset("more fewer less even all every everyone everybody many much enough only just".split())
BESIDE = 0.65  # what a denial right before the evidence counts that nothing links to it: most are answers or restarts
HANGS, NEXT = 5, 2  # words before the evidence among which such a word lets it hang on a denial
TAIL = 3  # words after the evidence within which a denial stands
LEFT_OUT = 0.6  # what a condition counts that is left out: speakers think aloud in such clauses
BEGUN, ENDING = 3, 12  # words told exactly before another ending, and words of one
ABSOLUTE = frozenset("never always nobody everybody everyone none nothing everything all every".split())
SOFTENS = frozenset("once twice almost nearly mostly usually sometimes hardly".split())
SOFTENED = 3  # words after an absolute statement within which it is taken back
PERCEIVED = frozenset("see hear tell feel notice observe".split())  # `we could see that ...` is no doubt
POLITE = frozenset({("i", "can"), ("i", "may"), ("i", "could"), ("i", "might"), ("you", "like"), ("you", "will")})
NOUNS = frozenset("no none nobody nothing neither never".split())
OPENING = 8  # claim words among which a denial may stand as a noun (`had no idea`)
CLAUSE = 10  # words up to which a head that begins with a condition is one
OPENERS = frozenset("like so and well but then".split())
BREAKS = frozenset("but and so because".split())


def find(view: View) -> Iterator[Diff]:
    """Yields `cut-head` and `cut-tail`: the sentence goes on beyond the evidence with a denial, doubt or condition.

    Looked up in the best source, then in the others; captions without punctuation cannot tell. `cut-inside`: an
    exception is left out within it. `ending`: the sentence that the claim begins word by word goes on otherwise.
    """
    yield from _inside(view)
    yield from _ending(view)
    own = view.claim.source
    others = [k for k in range(len(view.claim.traces)) if k != own]
    share = len(view.matched) / len(view.texts)
    for kind, at in (("cut-head", 0), ("cut-tail", len(view.texts))):
        for k in (own, *others):
            if view.claim.traces[k] is None:
                continue
            first, stop = view.head(k) if kind == "cut-head" else view.tail(k)
            words = view.alignment.streams[k].texts[first:stop]
            found = _at_head(words, view) if kind == "cut-head" else _at_tail(words, view)
            if found:
                a, b, strength = max(found, key=lambda f: (f[2], f[0] if kind == "cut-head" else -f[0]))
                if k != own and view.stream.punctuated:
                    strength *= BESIDE  # one transcript sets a stop where the other goes on
                yield Diff(kind, "meaning-cut", at, at, first + a, first + b, strength, share,
                           "cut from the sentence", source=k)  # fmt: skip
                break


def _inside(view: View) -> Iterator[Diff]:
    """An exception left out of the middle of a sentence (`anything other than small loans`)."""
    for region in view.regions:
        gone = loose_source(view, region) if region.c0 == region.c1 else []
        pairs = pairwise([*(view.stream.texts[s] for s in gone), ""])
        cut = [s for s, pair in zip(gone, pairs, strict=True) if pair in LIMITS or pair[0] == "except"]
        if cut and view.stream.texts[cut[0] + 2 : cut[0] + 3] not in (["that"], ["this"]):  # `other than that, ...`
            yield Diff("cut-inside", "meaning-cut", region.c0, region.c0, cut[0], region.s1, 1.0, region.exact,
                       "an exception left out")  # fmt: skip
        elif (
            gone
            and view.stream.ends[gone[-1]]
            and _is_condition(view.stream.texts[gone[0] : gone[-1] + 1])
            and CONDITION.isdisjoint(view.texts)
        ):
            yield Diff("cut-inside", "meaning-cut", region.c0, region.c0, gone[0], gone[-1] + 1, LEFT_OUT, region.exact,
                       "a condition left out")  # fmt: skip


def _is_condition(words: list[str]) -> bool:
    """Whether words that were left out are a condition, and no `if you like`."""
    return words[:1] in (["if"], ["unless"]) and len(words) >= BEGUN and not {*pairwise(words)} & POLITE


def _ending(view: View) -> Iterator[Diff]:
    """`heard it from the minister, because [it's my language]` for `because it's a constitutional issue`."""
    if not view.matched:
        return
    last, stop = max(view.matched), len(view.texts)
    at = view.matched[last]
    told = content([view.lemmas[i] for i in range(last + 1, stop) if i not in view.aside | view.agreed])
    begun = last + 1 >= stop / 2 and all(view.equal.get(last - k) == at - k for k in range(BEGUN))
    if not begun or not 2 <= len(told) <= stop - last - 1 <= ENDING or not reporting().isdisjoint(told):
        return
    end = at + 1
    while (
        end < len(view.stream) and end - at <= ENDING and not view.stream.ends[end - 1] and _same_speaker(view, at, end)
    ):
        end += 1
    if len(content(view.stream.lemmas[at + 1 : end])) >= 2:
        yield Diff("ending", "claim-added", last + 1, stop, at + 1, end, 1.0, 0.9, "another ending", 1.0)


def _same_speaker(view: View, a: int, b: int) -> bool:
    return view.stream.speaker(a) == view.stream.speaker(b)


def _at_head(words: list[str], view: View) -> list[tuple[int, int, float]]:
    """Denials and doubts before the evidence: strong where what follows hangs on them (`I don't believe that ...`)."""
    cues = [(a, b, 1.0) for a, b, _, grade in graded_negation_cues(words) if grade != "prefix"]
    cues += [(a, b, 0.8) for a, b, _, level in certainty_cues(words) if level == "possible" and not _seen(words[b:])]
    new = CONDITION.difference(view.texts[:3])
    polite = bool({*pairwise(words[:4])} & POLITE)  # `if I can now remind you`
    found = [(i, i + 1, 0.85) for i, w in enumerate(words[:2]) if w in new and len(words) <= CLAUSE and not polite]
    for a, b, strength in cues:
        between = _without_fillers(words[b:])
        if BREAKS & set(between) or _told_again(between, view) or _answered(words[a], between, view):
            continue
        clauses = CLAUSES if strength == 1.0 else {"that"}  # `maybe, if [you subtract it]` is no doubt of what follows
        linked = not clauses.isdisjoint(between[-HANGS:]) or not LINKS.isdisjoint(between[-NEXT:])
        beside = [words[a], *between][-1]
        linked |= len(between) <= 1 and not EMBEDS.isdisjoint(lemmas(beside))  # `I don't think [it should close]`
        linked |= strength < 1.0 and not between and a <= DOUBT  # `perhaps [he did]`, `it's possible [he did]`
        linked |= strength == 1.0 and len(between) <= 1 and _begins_bare(view, words[a] == "no")
        twice = strength == 1.0 and graded_negation_cues(words[max(0, a - 2) : a])
        if twice or not FORGOTTEN.isdisjoint(between[:1]):
            continue  # `don't forget to [call the bank]`
        hangs = 1.0 if linked and not _broken_off(words[a], between) else BESIDE if len(between) <= 1 else 0.5
        found.append((a, b, strength * hangs))
    return found


def _begins_bare(view: View, no: bool) -> bool:
    """Whether the claim begins with what a denial goes for.

    A verb without a subject (`I stopped [thinking]`) or an amount (`not [more than ten]`). A `no` may be an answer.
    """
    first = next((i for i in range(len(view.texts)) if i not in view.aside and view.texts[i] not in OPENERS), 0)
    verb = "v" in pos(view.lemmas[first]) and not is_function_word(view.lemmas[first])
    return (verb and not no) or view.texts[first] in MORE


def _without_fillers(words: list[str]) -> list[str]:
    """The words without `you know`."""
    known = {i for i, pair in enumerate(pairwise(words)) if pair == ("you", "know")}
    return [w for i, w in enumerate(words) if i not in known and i - 1 not in known]


def _seen(words: list[str]) -> bool:
    """Whether a `could` is none of doubt (`we could see that ...`)."""
    return not PERCEIVED.isdisjoint(words[:1])


def _told_again(between: list[str], view: View) -> bool:
    """Whether the claim has the denial, too (`we won't sail, hopefully we won't sail far`)."""
    own = {tuple(view.texts[j : j + 2]) for _, j, *_ in graded_negation_cues(view.texts)}
    return tuple(between[:2]) in own and {"that", "if", "whether"}.isdisjoint(between[2:])


def _answered(cue: str, between: list[str], view: View) -> bool:
    """Whether the denial is an answer (`No, it isn't`), or the claim begins with it or tells it (`had no idea`)."""
    if len(between) > NEXT:
        return False
    told = any(w in NOUNS and i not in view.matched for i, w in enumerate(view.texts[:OPENING]))
    answer = cue == "no" and set(between) <= {"no", "actually", "well"} and view.texts[0] in SUBJECTS
    return told or answer or cue == view.texts[0]


def _broken_off(cue: str, between: list[str]) -> bool:
    """Whether the speaker begins anew between a denial and the evidence, or the denial is only `nothing new`."""
    turns = {*pairwise(between)} & {("i", "mean"), ("you", "see")}
    return bool(turns) or "look" in between or (cue == "nothing" and not {"is", "was"}.isdisjoint(between))


def _at_tail(words: list[str], view: View) -> list[tuple[int, int, float]]:
    """A condition or restriction right after the evidence: strong where it is an exception or the claim denies."""
    if not ABSOLUTE.isdisjoint(view.texts) and len(words) <= SOFTENED and SOFTENS & {*words[-1:]}:
        return [(0, len(words), 0.9)]  # `he never let it go out, well, once`
    denies = bool(graded_negation_cues(view.texts))
    if tuple(words[:2]) in LIMITS and words[2:3] not in (["that"], ["this"], []):
        general = denies or not MORE.isdisjoint(view.texts) or not ABSOLUTE.isdisjoint(view.texts)
        return [(0, len(words), 0.9 if general else 0.6)]
    if words and (words[0] in CONDITION | EXCEPTION or (words[0] in RELATIVE and denies)):
        return [(0, len(words), 0.9 if denies or words[0] in EXCEPTION else 0.6)]
    reach = TAIL + 3 * (not RELATIVE.isdisjoint(words[:2]))  # `for which there has not been consent`
    return [(a, b, 0.5) for a, b, _, grade in graded_negation_cues(words) if grade == "explicit" and a <= reach]
