"""How much of the word error rate is style: the same two texts, one kind of difference smoothed at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Levenshtein

from auditor.scoring.align import encode, rounded
from auditor.text.normalise import Token, normalise, normalise_partly


def waterfall(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """WER and errors after each step, over pairs of (reference, hypothesis) texts.

    `step` names what is ignored from there on, `saved` the errors fewer than in the step before; the last step is the
    `default` profile.
    """
    left, right = ([_steps(pair[side]) for pair in pairs] for side in (0, 1))
    rows: list[dict[str, Any]] = []
    for step in left[0] if pairs else ():
        errors = sum(_errors(a[step], b[step]) for a, b in zip(left, right, strict=True))
        words = sum(len(a[step]) for a in left)
        rows.append({"step": step, "wer": rounded(errors / words) if words else None, "errors": errors, "saved": None})
        rows[-1]["reference_words"] = words
    for before, row in pairwise(rows):
        row["saved"] = before["errors"] - row["errors"]
    return rows


def _steps(text: str) -> dict[str, list[str]]:
    with_fillers = normalise_partly(text, ("numbers", "contractions", "fillers"))
    return {
        "raw": text.split(),
        "case": text.casefold().split(),
        "punctuation": _texts(normalise_partly(text, ())),
        "numbers": _texts(normalise_partly(text, ("numbers",))),
        "contractions": _texts(with_fillers),
        "fillers": [token.text for token in with_fillers if not token.filler],
        "spelling": [token.text for token in normalise(text) if not token.filler],
    }


def _texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


def _errors(reference: list[str], hypothesis: list[str]) -> int:
    left, right = encode(reference, hypothesis)
    return int(Levenshtein.distance(left, right, score_hint=max(31, len(left) // 16)))
