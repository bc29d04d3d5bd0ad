"""How much each word of a claim tells of its place."""

from __future__ import annotations

from functools import cache
from importlib import resources

from auditor.aligning.aligned import PlacedClaim
from auditor.aligning.index import Index

NARRATION = 0.3  # weight of a reporting word


@cache
def narration() -> frozenset[str]:
    """Base forms that tell of speaking rather than say something."""
    return _words("narration.txt") | reporting()


def reporting() -> frozenset[str]:
    """Base forms of verbs that tell who says what follows."""
    return _words("reporting.txt")


@cache
def _words(name: str) -> frozenset[str]:
    text = (resources.files("auditor.aligning") / "data" / name).read_text("utf-8")
    return frozenset(w for line in text.splitlines() for w in line.partition("#")[0].split())


def weights_of(claim: PlacedClaim, index: Index) -> dict[str, float]:
    """Weight of every base form: a speaker's name is not what was said, part of one or a reporting word hardly."""
    named = {i for first, stop, _ in claim.mentions for i in range(first, stop)}
    return {
        word: index.weight(word) * (NARRATION if word in narration() or i in claim.voices else 1.0)
        for i, word in enumerate(claim.lemmas)
        if i not in named
    }
