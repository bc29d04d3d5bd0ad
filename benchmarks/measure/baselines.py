"""Naive judges for comparison: how badly a claim fits its source by plain similarity, from 0 (fits) to 1."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from measure.data import Document

WINDOW, STEP = 150, 50
NAMES = ("best-window partial_ratio", "ROUGE-L style overlap", "IDF coverage of a window")


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def stem(word: str) -> str:
    """A crude stem: common English endings off, as long as three letters remain."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


class NaiveSource:
    """A source cut into overlapping windows of 150 words, ready to be compared with claims."""

    def __init__(self, text: str) -> None:
        self.text = text.lower()
        words = words_of(text)
        starts = range(0, max(1, len(words) - WINDOW + STEP), STEP)
        self.windows = [words[i : i + WINDOW] for i in starts]
        self.stems = [{stem(word) for word in window} for window in self.windows]
        seen = Counter(s for block in self.stems for s in block)
        self.idf = {s: math.log((len(self.stems) + 1) / (count + 0.5)) for s, count in seen.items()}
        self.rare = math.log((len(self.stems) + 1) / 0.5)

    def misfit(self, claim: str) -> tuple[float, float, float]:
        """One number per name in NAMES."""
        words = words_of(claim)
        if not words:
            return (1.0, 1.0, 1.0)
        overlap = max(LCSseq.similarity(words, window) for window in self.windows) / len(words)
        stems = sorted({stem(word) for word in words})
        weight = {s: self.idf.get(s, self.rare) for s in stems}
        covered = max(sum(weight[s] for s in stems if s in block) for block in self.stems)
        similar = fuzz.partial_ratio(claim.lower(), self.text) / 100
        return (1 - similar, 1 - overlap, 1 - covered / (sum(weight.values()) or 1.0))


def _texts(document: Document) -> list[str]:
    return [str(row["text"] if document.kind == "key" else row["claim"]) for row in document.rows]


def _job(document: Document) -> list[tuple[float, float, float]]:
    source = NaiveSource("\n".join(Path(path).read_text("utf-8-sig") for path in document.sources[:1]))
    return [source.misfit(text) for text in _texts(document)]


def naive_risks(documents: Sequence[Document], workers: int = 2) -> dict[str, list[tuple[float, float, float]]]:
    """Per document id: for each row of its labels the three numbers."""
    with ProcessPoolExecutor(workers) as pool:
        return dict(zip((d.id for d in documents), pool.map(_job, documents), strict=True))
