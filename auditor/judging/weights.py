"""How much a typed difference counts against a claim: its kind, how clear it is, how exactly the rest is traced."""

from __future__ import annotations

from auditor.judging.differences import Diff
from auditor.judging.view import View

# How often a clear difference of the kind in an exactly traced sentence changes a fact. Set by hand from what the kinds
# are (a number is a fact, an unrelated word may be a paraphrase), checked by benchmarks/accuracy.py.
BASE = {
    "number": 1.0, "version": 1.0, "negation": 0.95, "antonym": 0.9, "name": 0.95, "person": 0.9, "merge": 0.9,
    "certainty": 0.8, "modal": 0.85, "rewritten": 0.8, "cut-head": 0.8, "cut-tail": 0.75, "cut-inside": 0.75,
    "ending": 0.6, "word": 0.8, "number-new": 0.7, "unsaid": 0.95, "quantifier": 0.7, "question": 0.8, "added": 0.75,
    "cause": 0.7, "moved": 0.59, "exchange": 0.85, "repair": 0.75, "swap": 0.5, "phrase": 0.75, "unheard": 0.8,
    "unit": 0.85, "general": 0.4, "voice": 0.5, "subject": 0.85,
}  # fmt: skip
LOCAL = frozenset({"number", "unit", "version"})  # facts of their own: the words beside them decide, not the whole line
WORD_FOR_WORD = {3: 0.7, 4: 0.9}  # words beside such a fact that stand beside it in the source -> how near that is told
AGREED = 1.1  # what it adds that two sources agree against the claim


def weight(diff: Diff, view: View) -> float:
    """The weight in [0, 1]; the more freely a claim is told, the less a difference in it means."""
    near = diff.near if diff.near is not None else view.near
    if diff.kind in LOCAL:
        near = max(near, WORD_FOR_WORD.get(min(4, view.in_step(diff.c0, diff.c1, diff.s0, diff.s1)), 0.0))
    sources = sum(trace is not None for trace in view.claim.traces)
    return min(1.0, BASE[diff.kind] * diff.pull * near * (AGREED if sources > 1 else 1.0))
