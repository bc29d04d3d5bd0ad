"""Who does, says or owes what: persons exchanged, words in another mouth, two voices made one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor.aligning.weights import reporting
from auditor.judging.differences.base import Diff, loose_claim, loose_source
from auditor.judging.view import Region, View
from auditor.lexicon.words import is_function_word, lemmas, pos

_FORMS = ("i me my mine myself", "you your yours yourself", "we us our ours ourselves", "he him his himself",
          "she her hers herself", "they them their theirs")  # fmt: skip
PERSON = {word: forms.split()[0] for forms in _FORMS for word in forms.split()}
ABOUT = frozenset("by to with for of from about and or".split())
SOMEBODY = 3  # words that name somebody
SUBJECT = 0.85  # nearness from which on a statement counts as that of the person it begins with
SUBJECTS, FOLLOWS = frozenset({"i", "we"}), 0.5  # how exactly what follows a subject is told, if its verb is
OWN = {"i": 1.0, "we": 0.6}  # `you` may be anybody, and `we` the team that is named
DIRECT = frozenset({"i", "you", "we"})  # in indirect speech `I` rightly becomes `she`


def find(view: View) -> Iterator[Diff]:
    """Yields `person` (I/you/we exchanged in a near-verbatim line), `voice` and `subject` (another speaker says
    it), `merge`."""
    if view.trace is None:
        return
    yield from _persons(view)
    yield from _voices(view)


def _persons(view: View) -> Iterator[Diff]:
    for region in view.regions:
        for block in region.blocks:
            if block.tag != "replace" or block.c1 - block.c0 != block.s1 - block.s0:
                continue
            for k in range(block.c1 - block.c0):
                c, s = block.c0 + k, block.s0 + k
                one, other = PERSON.get(view.texts[c]), PERSON.get(view.stream.texts[s])
                if one in DIRECT and other and one != other and c not in view.agreed and _of_one_verb(view, c, s):
                    strength = 0.5 if {one, other} == {"i", "we"} else 1.0
                    yield Diff("person", "role-changed", c, c + 1, s, s + 1, strength, region.exact, "another person")
        yield from _for_somebody(view, region)


def _of_one_verb(view: View, c: int, s: int) -> bool:
    """Whether a subject's verb is told, too: `I was bought` is no change of `they bought us`."""
    return view.texts[c] not in SUBJECTS or view.follows(c + 1, s + 1) >= FOLLOWS


def _for_somebody(view: View, region: Region) -> Iterator[Diff]:
    """`I` or `we` in the place of somebody else who is named or described (`one person tried`)."""
    mine, theirs = loose_claim(view, region), loose_source(view, region)
    subject = mine and view.texts[mine[0]] in OWN and len(mine) == 1 <= len(theirs) <= SOMEBODY
    if not subject or any(PERSON.get(view.stream.texts[s]) in DIRECT for s in range(region.s0, region.s1)):
        return
    head = view.stream.lemmas[theirs[-1]]
    if "n" in pos(head) and view.follows(mine[0] + 1, theirs[-1] + 1) >= 0.75:
        strength = OWN[view.texts[mine[0]]]
        yield Diff("person", "role-changed", mine[0], mine[0] + 1, theirs[0], theirs[-1] + 1, strength, region.exact,
                   "another person")  # fmt: skip


def _voices(view: View) -> Iterator[Diff]:
    """Compares the speakers of the traced words with each other and with the claimed one."""
    stream = view.stream
    spoken: Counter[str] = Counter()
    for c, s in view.matched.items():
        who = stream.speaker(s)
        if who and not is_function_word(view.lemmas[c]):
            spoken[who] += 1
    if not spoken:
        return
    total = sum(spoken.values())
    share = len(view.matched) / len(view.texts)
    ranked = sorted(spoken.items(), key=lambda kv: (-kv[1], kv[0]))
    claimed = view.claim.speaker
    if claimed and view.given_to(claimed):
        return  # the labels of the transcripts disagree
    assert view.trace is not None
    span = (view.trace.first, view.trace.last + 1)
    named = _named_first(view, ranked[0][0])
    if named is not None and not view.claim.claim.speaker and spoken[view.claim.mentions[named][2]] * 2 < total:
        first, stop, label = view.claim.mentions[named]
        yield Diff("subject", "role-changed", first, stop, *span, 1.0 - spoken[label] / total, share,
                   f"said by {ranked[0][0]}", max(view.near, SUBJECT))  # fmt: skip
    elif claimed and spoken[claimed] * 2 < total:
        yield Diff(
            "voice", "role-changed", 0, 0, *span, 1.0 - spoken[claimed] / total, share, f"said by {ranked[0][0]}"
        )
    if claimed and ranked[0][0] != claimed and view.near >= 0.8 and _said_in_turn(view, claimed):
        yield Diff("merge", "turns-merged", 0, len(view.texts), *span, 1.0, share,
                   f"said by {ranked[0][0]}, not by {claimed}")  # fmt: skip
    if len(ranked) > 1 and ranked[1][1] >= 2:
        first = next((s for c, s in sorted(view.matched.items()) if stream.speaker(s) == ranked[1][0]), span[0])
        strength = min(1.0, 2 * ranked[1][1] / total)
        yield Diff("merge", "turns-merged", 0, len(view.texts), first, span[1], strength, share,
                   f"words of {ranked[0][0]} and {ranked[1][0]}")  # fmt: skip


def _named_first(view: View, who: str) -> int | None:
    """The mention of a speaker with which the claim begins and of whom it tells; not `asked by the chair, ...`.

    None where the claim names `who` says it, too (`All Dave has to do, the professor said, is wait`).
    """
    if any(label == who and _says(view, first, stop) for first, stop, label in view.claim.mentions):
        return None
    for n, (first, _, _) in enumerate(view.claim.mentions):
        if first > 3 or first in view.matched:  # spoken: somebody tells of that person
            return None
        if first == 0 or view.texts[first - 1] not in ABOUT:
            return n
    return None


def _says(view: View, first: int, stop: int) -> bool:
    """Whether claim words [first, stop) name the one who says it: `Ann said`, `said Ann`, `according to Ann`."""
    beside = [*view.texts[stop : stop + 1], *view.texts[max(0, first - 1) : first]]
    according = view.texts[max(0, first - 2) : first] == ["according", "to"]
    return according or (first > SOMEBODY and any(not reporting().isdisjoint(lemmas(word)) for word in beside))


def _said_in_turn(view: View, speaker: str) -> bool:
    """Whether another claim of the turn is told nearly word by word and rightly given to the claimed speaker."""
    for other in view.neighbours:
        trace = other.traces[view.claim.source] if other.traces else None
        if other.claim.turn == view.claim.claim.turn and trace is not None:
            pairs = trace.matched()
            own = sum(view.stream.speaker(s) == speaker for s in pairs.values())
            if len(pairs) >= 0.8 * len(other.texts) and own * 2 > len(pairs):
                return True
    return False
