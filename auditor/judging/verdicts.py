"""From differences and signals to one of the seven verdicts, its heap and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.aligning.weights import reporting
from auditor.judging.differences import Diff
from auditor.judging.fields import FieldDoubt
from auditor.judging.model import Chances
from auditor.judging.view import View
from auditor.lexicon.words import frequency, is_function_word, lemmas, pos

VERBATIM_SLACK = 1.35  # a verbatim line may skip this many source words a word (stutters and fillers)
EDITED = 0.8  # share of the claim's weight traced in order from which wording was only cleaned up
COMPACT = 0.45  # and how tightly it must stand together in the source
CONTRADICTS = frozenset({
    "number", "name", "unit", "version", "exchange", "subject", "antonym", "unheard", "modal", "cut-head", "cut-tail",
    "cut-inside", "ending", "person", "question", "merge",
})  # fmt: skip
OUTSIDE = frozenset({"merge", "cut-tail", "cut-inside"})  # what a line that is right in itself may hide
OPEN = 0.5  # clearness from which such a difference is looked at even in a free retelling
EXACT, WORD = 0.85, 0.7  # how exactly a line is told in which one other word of no known relation is a question
EVERYDAY = 4.2  # Zipf frequency of words that may stand for many others
FEW = 8  # words that a question quotes
GENERIC = 0.3  # by how much less it takes to call stock praise and thanks invented


@dataclass(frozen=True)
class Decision:
    """A verdict, its heap and why. `main` are the indices of the differences that decided it, worst first; `open` those
    that do not, but are a question for a reader."""

    verdict: str
    heap: str | None
    reasons: tuple[str, ...] = ()
    main: tuple[int, ...] = ()
    open: tuple[int, ...] = ()


def decide(
    view: View,
    found: list[Diff],
    weights: list[float],
    values: dict[str, float],
    chances: Chances,
    limits: dict[str, float],
    review_risk: float | None,
    doubts: Sequence[FieldDoubt] = (),
) -> Decision:
    """The verdict of a claim.

    Args:
        view: the claim beside its best source.
        found: its typed differences.
        weights: how much each of them counts against the claim.
        values: its signals.
        chances: the fitted chances that it is invented, changed, bad.
        limits: fitted limits of the model.
        review_risk: overrides the fitted limit of the review heap.
        doubts: its owner or due date that nobody spoke.
    """
    grave = _grave(weights, limits)
    review = limits.get("review", 0.5) if review_risk is None else review_risk
    if all(is_function_word(word) for word in view.lemmas) and not (view.trace and _is_verbatim(view)):
        return Decision("unverifiable", "review", ("it holds no word that it could be found by",))
    if chances.invented >= limits["invented"] * (1.0 - GENERIC * values["generic"] * (1.0 - values["in-step"])):
        return Decision("fabricated", "flagged", (_nothing(values),))
    if grave or doubts:
        return Decision("altered", "flagged", (*(found[i].why for i in grave), *(d.why for d in doubts)), grave)
    if view.trace is None:
        return Decision("condensed", "review", ("told so freely that no words can be traced",))
    verdict = _good(view, values)
    plain = verdict == "verbatim"  # the words are right, but they may be of two speakers, or cut
    open_ = tuple(i for i, diff in enumerate(found) if (not plain or _is_outside(diff, view)) and _is_open(diff, view))
    heap = "review" if (chances.risk >= review and not plain) or open_ else "passed"
    why = tuple(_question(found[i], view) for i in open_[:1])
    return Decision(verdict, heap, (*why, _kept(verdict, values)), open=open_)


def _question(diff: Diff, view: View) -> str:
    """A difference as a question: the claimed words, those of the source where they are few, and what may be wrong."""
    claimed = view.phrase(diff.c0, diff.c1)
    said = view.stream_of(diff.source).said(diff.s0, diff.s1 - 1) if diff.s1 > diff.s0 else ""
    if len(claimed.split()) > FEW:
        return f"{diff.why}?"
    if claimed and said and len(said.split()) <= FEW and diff.kind != "unheard":
        return f"“{claimed}” for “{said}”: {diff.why}?"
    return f"“{claimed or said}”: {diff.why}?"


def _is_open(diff: Diff, view: View) -> bool:
    """Whether a difference that does not alter the claim by itself is a question for a reader."""
    if diff.kind == "swap":
        return view.near >= EXACT and diff.exact >= EXACT and _terms(diff, view)
    worded = diff.kind == "merge" or (
        diff.kind == "antonym" and is_function_word(view.lemmas[diff.c0])
    )  # `out` for `in`
    return diff.kind in CONTRADICTS and diff.pull >= OPEN and (not worded or view.near >= EXACT)


def _is_outside(diff: Diff, view: View) -> bool:
    """Whether a difference is none of the line's own words; a denial right before them only in another transcript."""
    return diff.kind in OUTSIDE or (diff.kind == "cut-head" and diff.source not in (None, view.claim.source))


def _terms(diff: Diff, view: View) -> bool:
    """Whether a noun stands for another one, and both stand beside the same words or one is no everyday word.

    `gowns` for `membranes`; not a verb of the writer's own (`which Ann called`).
    """
    pair = view.lemmas[diff.c0], view.stream.lemmas[diff.s0]
    inside = view.equal.get(diff.c0 - 1) == diff.s0 - 1 and view.equal.get(diff.c1) == diff.s1
    inside = inside and diff.c0 not in view.named and not (reporting() & set(lemmas(view.texts[diff.c0])))
    rare = diff.strength >= WORD and min(map(frequency, pair)) < EVERYDAY
    return all("n" in pos(word) for word in pair) and (inside or rare)


def decide_foreign(found: list[Diff], weights: list[float], limits: dict[str, float]) -> Decision:
    """The verdict of a claim in another language: unverifiable, or contradicted by what can be checked."""
    grave = _grave(weights, limits)
    if grave:
        return Decision("altered", "flagged", tuple(found[i].why for i in grave), grave)
    return Decision("unverifiable", "review", ("in another language than its sources",))


def _grave(weights: list[float], limits: dict[str, float]) -> tuple[int, ...]:
    """The differences that alter a claim, worst first."""
    order = sorted(range(len(weights)), key=lambda i: (-weights[i], i))
    return tuple(i for i in order if weights[i] >= limits.get("warning", 0.7))


def _nothing(values: dict[str, float]) -> str:
    return f"the best place holds {round(100 * values['tight'])} % of what the line says"


def _good(view: View, values: dict[str, float]) -> str:
    if _is_verbatim(view):
        return "verbatim"
    return "edited" if values["traced"] >= EDITED and values["compact"] >= COMPACT else "condensed"


def _is_verbatim(view: View) -> bool:
    """All claim words stand in the source in order, and what lies between them is stutter or a word or two."""
    assert view.trace is not None
    if any(b.tag in ("insert", "replace") for b in view.trace.blocks):
        return False
    skipped = [s for b in view.trace.blocks if b.tag == "delete" for s in range(b.s0, b.s1)]
    stream = view.stream
    near = [set(stream.lemmas[max(0, s - 3) : s] + stream.lemmas[s + 1 : s + 4]) for s in skipped]
    lost = [s for s, around in zip(skipped, near, strict=True) if stream.lemmas[s] not in around]
    if any(not is_function_word(stream.lemmas[s]) for s in lost):
        return False
    return len(lost) <= 2 and view.trace.last - view.trace.first + 1 <= VERBATIM_SLACK * len(view.texts) + 3


def _kept(verdict: str, values: dict[str, float]) -> str:
    share = round(100 * values["traced"])
    return {
        "verbatim": "the same words as the source",
        "edited": f"{share} % of the wording stands in the source in this order",
        "condensed": f"told in other words; {share} % of the wording can be traced",
    }[verdict]
