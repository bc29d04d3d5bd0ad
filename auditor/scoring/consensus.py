"""Variants without a reference: how far they agree, and a text that most of them support. Agreement is not accuracy.

The vote follows ROVER (Fiscus 1997): variants are aligned one after the other into slots, then each slot is won by the
word (or the silence) that most variants have; ties go to the variant that agrees best with the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from auditor.scoring.align import canonical_alignment, canonical_counts, rounded
from auditor.scoring.words import Words

NOTE = "agreement of the variants, not accuracy: all of them may be wrong in the same place"
_MOST_DISSENTS = 200
_OUTLIER = 2.0  # a variant twice as far from the others as they are from each other


def pairwise_disagreement(variants: Sequence[Sequence[str]]) -> list[list[float]]:
    """For each pair the errors between them over the longer one's words (symmetric)."""
    size = len(variants)
    table = [[0.0] * size for _ in range(size)]
    for i, j in combinations(range(size), 2):
        longer = max(len(variants[i]), len(variants[j]))
        share = canonical_counts(variants[i], variants[j]).errors / longer if longer else 0.0
        table[i][j] = table[j][i] = share
    return table


def order(variants: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
    """Indices of the variants that vote, the most central first, and those left out as outliers."""
    table = pairwise_disagreement(variants)
    distance = [sum(row) / max(1, len(row) - 1) for row in table]
    ranked = sorted(range(len(variants)), key=lambda i: (distance[i], i))
    dropped: list[int] = []
    while len(ranked) > 3:
        last, others = ranked[-1], ranked[:-1]
        inner = [table[i][j] for i, j in combinations(others, 2)]
        outer = [table[last][i] for i in others]
        if sum(outer) / len(outer) <= _OUTLIER * sum(inner) / len(inner):
            break
        dropped.append(ranked.pop())
    return ranked, sorted(dropped)


def vote(variants: Sequence[Sequence[str]]) -> list[list[str | None]]:
    """The slots: for each the word of every variant, None where it has none; variants in their given order."""
    if not variants:
        return []
    slots: list[list[str | None]] = [[word] for word in variants[0]]
    for number, variant in enumerate(variants[1:], 1):
        backbone = [_winner([word for word in slot if word is not None]) or "" for slot in slots]
        merged: list[list[str | None]] = []
        for tag, i1, i2, j1, j2 in canonical_alignment(backbone, list(variant)):
            if tag == "insert":
                merged += [[*([None] * number), word] for word in variant[j1:j2]]
            elif tag == "delete":
                merged += [[*slot, None] for slot in slots[i1:i2]]
            else:
                merged += [[*slot, word] for slot, word in zip(slots[i1:i2], variant[j1:j2], strict=True)]
        slots = merged
    return slots


def _winner(slot: Sequence[str | None]) -> str | None:
    """The most frequent entry; of equally frequent ones that of the earlier variant."""
    counts = Counter(slot)
    most = max(counts.values())
    return next(word for word in slot if counts[word] == most)


def consensus_words(variants: Sequence[Sequence[str]]) -> list[str]:
    """The words that win their slots; `variants` stand in the order of trust."""
    return [word for slot in vote(variants) if (word := _winner(slot)) is not None]


def consensus(variants: Sequence[Words]) -> dict[str, Any]:
    """Pairwise disagreement, the consensus text, each variant's distance to it and where it dissents."""
    texts = [words.texts for words in variants]
    names = [words.transcript.path for words in variants]
    table = pairwise_disagreement(texts)
    result: dict[str, Any] = {
        "note": NOTE,
        "disagreement": [
            {"a": names[i], "b": names[j], "disagreement": rounded(table[i][j])}
            for i, j in combinations(range(len(texts)), 2)
        ],
    }
    if len(texts) < 3:
        return result
    voting, dropped = order(texts)
    agreed = consensus_words([texts[i] for i in voting])
    result["left_out"] = [names[i] for i in dropped]
    result["words"] = len(agreed)
    result["text"] = " ".join(agreed)
    result["distances"] = [_distance(agreed, words) for words in variants]
    return result


def _distance(agreed: list[str], words: Words) -> dict[str, Any]:
    ops = canonical_alignment(agreed, words.texts)
    dissents = []
    for tag, i1, i2, j1, j2 in ops:
        if tag != "equal":
            at = min(j1, len(words) - 1)
            place = {"line": words.line(at), "start": rounded(words.time(at))} if len(words) else {}
            dissents.append({"says": " ".join(words.texts[j1:j2]), "others": " ".join(agreed[i1:i2]), **place})
    errors = canonical_counts(agreed, words.texts).errors
    return {
        "path": words.transcript.path,
        "errors": errors,
        "distance": rounded(errors / len(agreed)) if agreed else None,
        "dissents": dissents[:_MOST_DISSENTS],
        "more_dissents": max(0, len(dissents) - _MOST_DISSENTS),
    }
