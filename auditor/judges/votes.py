"""Several judges' answers as one opinion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.model.result import Opinion, Vote

_WORST_FIRST = ("unsupported", "altered", "not-in-passages", "supported")


def opinion_of(votes: Sequence[Vote]) -> Opinion:
    """The verdict of most votes (the worse of equals), their mean risk raised by disagreement, the first vote's words.

    Where a share d of the votes says otherwise, the risk moves by d of the way towards the highest one.

    Raises:
        ValueError: no vote.
    """
    if not votes:
        raise ValueError("no vote")
    counts = Counter(v.verdict for v in votes)
    verdict = max(sorted(counts, key=_WORST_FIRST.index), key=lambda v: counts[v])
    mean = sum(v.risk for v in votes) / len(votes)
    apart = 1 - counts[verdict] / len(votes)
    risk = mean + apart * (max(v.risk for v in votes) - mean)
    first = next(v for v in votes if v.verdict == verdict)
    return Opinion(
        verdict=verdict, risk=round(risk, 4), quote=first.quote, passage=first.passage, claimed=first.claimed,
        source=first.source, reason=first.reason, votes=list(votes),
    )  # fmt: skip
