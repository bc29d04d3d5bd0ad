"""Words cut from the head, the tail or the middle of what was said that turn its meaning."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.judging.differences.base import Diff
from auditor.judging.view import View
from auditor.lexicon.cues import certainty_cues, graded_negation_cues

CONDITION = frozenset(["if", "unless", "except", "only", "until", "without", "but"])


def find(view: View) -> Iterator[Diff]:
    """Yields `cut-head` and `cut-tail`: the source's sentence goes on beyond the evidence with a denial, doubt or condition."""
    if view.trace is None:
        return
    share = len(view.matched) / len(view.texts)
    first, stop = view.head()
    if stop > first and view.matched.get(0) is not None:
        yield from _turning(view, first, stop, "cut-head", share)
    first, stop = view.tail()
    if stop > first and view.matched.get(len(view.texts) - 1) is not None:
        yield from _turning(view, first, stop, "cut-tail", share)


def _turning(view: View, first: int, stop: int, kind: str, share: float) -> Iterator[Diff]:
    words = view.stream.texts[first:stop]
    found = [(a, b, 1.0) for a, b, _, grade in graded_negation_cues(words) if grade != "prefix"]
    if kind == "cut-head":
        found += [(a, b, 0.5) for a, b, _, level in certainty_cues(words) if level in ("possible", "wish")]
    found += [(i, i + 1, 0.5) for i, w in enumerate(words) if w in CONDITION]
    if not found:
        return
    claim_denies = bool(graded_negation_cues(view.texts))
    a, b, strength = max(found, key=lambda f: (f[2], f[0] if kind == "cut-head" else -f[0]))
    distance = stop - first - b if kind == "cut-head" else a
    strength *= (1.0 if distance <= 4 else 0.6 if distance <= 8 else 0.35) * (0.5 if claim_denies else 1.0)
    at = 0 if kind == "cut-head" else len(view.texts)
    yield Diff(kind, "meaning-cut", at, at, first + a, first + b, strength, share, "cut from the sentence")
