"""How sure, how binding, how far decided: softer words made firm, and questions told as statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.aligning.trace import Trace
from auditor.judging.differences.base import Diff, left_out
from auditor.judging.differences.content import is_name
from auditor.judging.view import View
from auditor.lexicon.cues import certainty_cues, quantifier_cues
from auditor.lexicon.phrases import Match
from auditor.lexicon.words import pos

SOFT = frozenset({"possible", "proposal", "wish", "likely"})
WEIGHT = {"possible": 1.0, "proposal": 0.8, "wish": 0.6, "likely": 0.25}
FIRM = frozenset({"necessary", "certain", "decided"})
MODALS = {"might": 1, "may": 1, "could": 1, "would": 2, "should": 2, "will": 3, "shall": 3, "must": 3}  # how firm
BACKSHIFT = {"will": "would", "shall": "should", "may": "might", "can": "could"}  # what reported speech makes of them
TAGS = frozenset("right ok okay yeah yes huh no eh hey".split())  # `..., right?` asks for nods
INVERTED = frozenset(
    "am is are was were do does did have has had can could will would shall should may might must".split()
)
FUTURE = frozenset({"will", "shall"})
HEAD = 8  # source words before the evidence among which a soft word may stand
ASKING = frozenset("what who whom whose which when where why how".split())
YES = frozenset(
    "yes yeah yep yup right exactly sure ok okay true indeed mm mhm absolutely course correct certainly".split()
)
CLAUSE, BESIDE = 6, 2  # words of a clause that is left out, and those on either side of its soft word
PEOPLE = frozenset("i you he she it we they this that there".split())
NEAR = 0.75  # and how near it is told
ABLE = 3  # words after a modal verb among which `able` makes it one of ability
NEARLY = frozenset("almost nearly practically virtually".split())
WHOLE = frozenset("all everything everybody everyone every always never nobody none nothing any no".split())
ASKED = 0.5  # share of a claim that was asked from which it tells the question
_WORDS = {"possible": "a possibility", "proposal": "a proposal", "question": "a question", "wish": "a wish",
          "necessary": "a must"}  # fmt: skip
AMOUNT = {"none": 0, "few": 1, "some": 2, "any": 2, "half": 3, "many": 4, "most": 5, "all": 6, "both": 6}


def find(view: View) -> Iterator[Diff]:
    """Yields `certainty` (a soft word dropped or made firm), `modal`, `question` and `quantifier`."""
    if view.trace is None:
        return
    yield from _levels(view, view.trace)
    yield from _modals(view)
    yield from _question(view)
    yield from _quantifiers(view)
    yield from _almost(view)


def _levels(view: View, found: Trace) -> Iterator[Diff]:
    head, stop = view.head(view.claim.source)
    first = head if stop > head else found.first
    said = certainty_cues(view.stream.texts[first : found.last + 1])
    claimed = certainty_cues(view.texts)
    soft_claim = any(level in SOFT or level == "question" for *_, level in claimed)
    firm_claim = [c for c in claimed if c[3] in FIRM]
    soft_said = [(first + a, first + b, cue, level) for a, b, cue, level in said if level in SOFT]
    soft_said = [cue for cue in soft_said if not _left_out(view, cue[0], cue[1])]
    soft_said.sort(key=lambda c: (WEIGHT[str(c[3])], c[0]))
    firm_said = any(level in FIRM for *_, level in said)
    if soft_said and not soft_claim and _soft_everywhere(view):
        s0, s1, _, level = soft_said[-1]
        at = _claim_place(view, s0)
        exact = max(view.exactness(at, at, s0, s1), view.follows(at, s1))
        strength = WEIGHT[str(level)] * (1.0 if firm_claim else 0.85 if s0 >= found.first else 0.45)
        c0, c1 = (firm_claim[0][0], firm_claim[0][1]) if firm_claim else (at, at)
        if firm_claim and any(r.c0 <= c0 < r.c1 and r.s0 <= s0 < r.s1 for r in view.regions):
            strength = max(strength, 0.85)
        yield Diff("certainty", "certainty-changed", c0, c1, s0, s1, strength, exact,
                   f"said as {_word(str(level))}, told as a fact")  # fmt: skip
    elif (loosened := _loosened(view, claimed)) is not None:
        yield loosened
    elif firm_claim and not firm_said:
        c0, c1, _, level = firm_claim[0]
        if _only_future(view, c0, c1):
            return
        if any(i not in view.matched for i in range(c0, c1)) and not all(i in view.agreed for i in range(c0, c1)):
            s0 = view.matched.get(c1, found.first)
            yield Diff("certainty", "certainty-changed", c0, c1, s0, s0, 0.8, view.exactness(c0, c1, s0, s0),
                       f"told as {_word(str(level))}, not said so")  # fmt: skip


def _loosened(view: View, claimed: Sequence[Match]) -> Diff | None:
    """`might be` told for `is definitely going to be`."""
    for c0, c1, _, level in claimed:
        region = next((r for r in view.regions if r.c0 <= c0 and c1 <= r.c1 + 1), None)
        if level != "possible" or region is None or c0 in view.matched or c0 in view.agreed:
            continue
        said = certainty_cues(view.stream.texts[region.s0 : region.s1])
        if any(other == "certain" for *_, other in said) and not any(other in SOFT for *_, other in said):
            return Diff("certainty", "certainty-changed", c0, c1, region.s0, region.s1, 0.9, region.exact,
                        "firmer in the transcript")  # fmt: skip
    return None


def _only_future(view: View, c0: int, c1: int) -> bool:
    """Whether claim words only make a present tense a future one: `I'll keep it short` for `I keep it short`."""
    at = view.equal.get(c1)
    present = at is not None and view.stream.texts[at] == view.texts[c1] and view.equal.get(c0 - 1) == at - 1
    return FUTURE.issuperset(view.texts[c0:c1]) and present


def _soft_everywhere(view: View) -> bool:
    """Whether no less than half of the transcripts have a soft word there; else it may have been misheard."""
    others = [(k, other) for k, other in enumerate(view.claim.traces) if other is not None and k != view.claim.source]
    around = (view.stream_of(k).texts[max(0, t.first - HEAD) : t.last + 1] for k, t in others)
    soft = [any(level in SOFT for *_, level in certainty_cues(words)) for words in around]
    return 2 * (1 + sum(soft)) >= 1 + len(soft)


def _left_out(view: View, s0: int, s1: int) -> bool:
    """Whether a soft word is left out with its clause (`and perhaps it leaks, too`)."""
    gone = left_out(view, s0)
    return gone is not None and gone.s1 - gone.s0 >= CLAUSE and s0 - gone.s0 >= BESIDE <= gone.s1 - s1


def _modals(view: View) -> Iterator[Diff]:
    """A modal verb with a firmer or softer one in its place (`might have` told as `would have`)."""
    for region in view.regions:
        for block in region.blocks:
            if block.tag != "replace" or not block.c1 - block.c0 == 1 == block.s1 - block.s0 or block.c0 in view.agreed:
                continue
            new, old = view.texts[block.c0], view.stream.texts[block.s0]
            mine, theirs = MODALS.get(new), MODALS.get(old)
            able = "able" in (*view.texts[block.c1 : block.c1 + ABLE], *view.stream.texts[block.s1 : block.s1 + ABLE])
            if able and {new, old} == {"could", "would"}:
                continue  # `couldn't` for `wouldn't be able to`
            if mine and theirs and mine != theirs and (view.claim.claim.quoted or BACKSHIFT.get(old) != new):
                why = "less firm in the transcript" if mine > theirs else "firmer in the transcript"
                yield Diff("modal", "certainty-changed", block.c0, block.c1, block.s0, block.s1, 1.0, region.exact, why)


def _word(level: str) -> str:
    return _WORDS.get(level, level)


def _claim_place(view: View, s: int) -> int:
    """The claim position before which source word `s` would stand."""
    return next((c for c, at in sorted(view.equal.items()) if at >= s), len(view.texts))


def _question(view: View) -> Iterator[Diff]:
    """The source's sentence ends with a question mark, the claim neither asks nor tells of asking."""
    assert view.trace is not None
    text = view.claim.claim.text.text.rstrip(" \"'”’)]")
    if text.endswith("?") or any(level == "question" for *_, level in certainty_cues(view.texts)) or _asks(view):
        return
    stream, last = view.stream, view.trace.last
    yield from _asked_within(view)
    end = next((i for i in range(last, min(len(stream), last + 3)) if stream.ends[i]), None)
    if end is None or stream.ends[end] != "?" or stream.speaker(end) != stream.speaker(last):
        return
    if "." in (marks := _marks(view)) and "?" not in marks and not _inverted(view, end):
        return  # another transcript hears a statement
    head, stop_at = view.head(view.claim.source)
    if stop_at - head > 3 or stream.texts[end] in TAGS:
        return
    inside = sum(1 for at in view.matched.values() if _sentence_of(view, at, end))
    share = inside / max(1, len(view.matched))
    if share >= 0.6:
        yield Diff("question", "certainty-changed", 0, len(view.texts), view.trace.first, end + 1, share,
                   len(view.matched) / len(view.texts), "asked as a question, told as a statement")  # fmt: skip


def _inverted(view: View, end: int) -> bool:
    """Whether the source's sentence that ends at `end` has the word order of a question."""
    first = next((i + 1 for i in range(end - 1, -1, -1) if view.stream.ends[i]), 0)
    return any(word in INVERTED for word in view.stream.texts[first : first + 2])


def _marks(view: View) -> list[str]:
    """The sentence marks with which other transcripts end there."""
    found = []
    for k, other in enumerate(view.claim.traces):
        stream = view.stream_of(k)
        if other is not None and k != view.claim.source and stream.punctuated:
            found.append(next((mark for mark in stream.ends[other.last : other.last + 3] if mark), ""))
    return found


def _asks(view: View) -> bool:
    """Whether the claim is a question without its mark: it begins with the word that the source asks with."""
    at = view.equal.get(0)
    asks = view.texts[0] in ASKING and view.texts[1:2] and (view.texts[1] in INVERTED or view.texts[1] == "to")
    return bool(asks) and at is not None and (at == 0 or bool(view.stream.ends[at - 1]))


def _asked_within(view: View) -> Iterator[Diff]:
    """As `_question`, where the claim goes on after what was asked, and nobody answers yes (`are we ...? No.`)."""
    stream, trace = view.stream, view.trace
    assert trace is not None
    for end in (i for i in range(trace.first, trace.last - 2) if stream.ends[i] == "?"):
        inside = [s for s in view.matched.values() if _sentence_of(view, s, end)]
        share = len(inside) / len(view.texts)
        if share < ASKED or stream.texts[end] in TAGS or _affirmed(stream.texts[end + 1 : end + 4]):
            continue
        first = min(inside)
        if first and not stream.ends[first - 1] and stream.texts[first - 1] in INVERTED and view.near >= NEAR:
            yield Diff("question", "certainty-changed", 0, len(view.texts), first - 1, end + 1, 1.0,
                       len(view.matched) / len(view.texts), "asked as a question, told as a statement")  # fmt: skip
            return


def _affirmed(words: Sequence[str]) -> bool:
    """Whether an answer begins with a yes (`yeah`, `of course`, `we do`)."""
    again = len(words) > 1 and words[0] in PEOPLE and words[1] in INVERTED
    return {"no", "not", "never"}.isdisjoint(words) and (again or not YES.isdisjoint(words))


def _sentence_of(view: View, at: int, end: int) -> bool:
    """Whether source word `at` belongs to the sentence that ends at `end`."""
    return at <= end and not any(view.stream.ends[i] for i in range(at, end))


def _almost(view: View) -> Iterator[Diff]:
    """`everything` told for `almost everything`."""
    for c, s in sorted(view.equal.items()):
        before = view.stream.texts[s - 1] if s else ""
        told = view.equal.get(c - 1) == s - 1 or (c and view.texts[c - 1] in NEARLY)
        whole = view.texts[c] in WHOLE or (before in ("almost", "nearly") and "v" in pos(view.lemmas[c]))
        whole = whole and NEARLY.isdisjoint(view.texts)
        if whole and before in NEARLY and not told and _heard_everywhere(view, c, before):
            exact = view.exactness(c, c + 1, s, s + 1)
            yield Diff("quantifier", "certainty-changed", c, c + 1, s - 1, s + 1, 1.0, exact, "another amount")


def _heard_everywhere(view: View, c: int, word: str) -> bool:
    """Whether every transcript has a word right before what stands for claim word c."""
    others = [(k, other.matched().get(c)) for k, other in enumerate(view.claim.traces) if other is not None]
    return all(s is None or word in view.stream_of(k).texts[max(0, s - 2) : s] for k, s in others)


def _quantifiers(view: View) -> Iterator[Diff]:
    for region in view.regions:
        claimed = quantifier_cues(view.texts[region.c0 : region.c1])
        said = quantifier_cues(view.stream.texts[region.s0 : region.s1])
        if not claimed:
            continue
        c0, c1, _, level = claimed[0]
        if all(region.c0 + i in view.agreed for i in range(c0, c1)) or is_name(view, region.c0 + c0):
            continue
        have = {str(other) for *_, other in said}
        if str(level) in have:
            continue
        apart = min((abs(AMOUNT.get(str(level), 3) - AMOUNT.get(h, 3)) for h in have), default=2) / 4
        strength = min(1.0, apart + (0.3 if level in ("only", "first", "all", "none") else 0.0)) * (
            1.0 if said else 0.6
        )
        s0, s1 = (region.s0 + said[0][0], region.s0 + said[0][1]) if said else (region.s0, region.s1)
        yield Diff("quantifier", "certainty-changed", region.c0 + c0, region.c0 + c1, s0, s1, strength, region.exact,
                   "another amount")  # fmt: skip
