"""How much of the word error rate is style: the same two texts, one kind of difference smoothed at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from auditor.scoring.align import canonical_counts, rounded
from auditor.text.normalise import normalise_partly

_STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("punctuation", ()),
    ("numbers", ("numbers",)),
    ("contractions", ("numbers", "contractions")),
    ("fillers", ("numbers", "contractions", "fillers")),
    ("spelling", ("numbers", "contractions", "fillers", "spelling")),
)


def waterfall(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """WER and errors after each step, over pairs of (reference, hypothesis) texts.

    `step` names what is ignored from there on, `saved` the errors fewer than in the step before; the last step is the
    `default` profile.
    """
    rows = [_row("raw", pairs, str.split), _row("case", pairs, lambda text: text.casefold().split())]
    for name, features in _STEPS:
        rows.append(_row(name, pairs, _words(features)))
    for before, row in pairwise(rows):
        row["saved"] = before["errors"] - row["errors"]
    return rows


def _words(features: tuple[str, ...]) -> Callable[[str], list[str]]:
    return lambda text: [token.text for token in normalise_partly(text, features) if not token.filler]


def _row(step: str, pairs: list[tuple[str, str]], words: Callable[[str], list[str]]) -> dict[str, Any]:
    total = canonical_counts([], [])
    for reference, hypothesis in pairs:
        total += canonical_counts(words(reference), words(hypothesis))
    return {
        "step": step,
        "wer": rounded(total.wer),
        "errors": total.errors,
        "reference_words": total.reference,
        "saved": None,
    }
