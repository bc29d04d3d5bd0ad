"""An entailment model from a local folder as a judge; nothing is fetched, nothing is sent.

The folder holds `model.onnx` (or `onnx/model.onnx`), `tokenizer.json` and `config.json`, or the weights and tokenizer
that transformers reads; which output means what is read from `id2label` in its configuration.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import ConfigError
from auditor.judges.nli_models import open_model
from auditor.judges.protocol import Answer, Failure, Request, Shown

LEAST = 24  # tokens that must be left for a window beside the claim
ENOUGH = 0.5


@dataclass(frozen=True)
class _Reading:
    """Chances of one window of a passage: that it entails, or contradicts, the claim."""

    passage: int
    text: str
    entails: float
    contradicts: float


class NliJudge:
    """Supported where a window of a passage entails the claim; a contradiction is `altered` where words have found the
    difference, else `unsupported`; neither is `not-in-passages`. Windows overlap, so that nothing is cut off."""

    destination = ""

    def __init__(self, name: str, folder: Path, model: str = "") -> None:
        """Opens the model.

        Raises:
            ConfigError: the extra is not installed, or the folder holds no such model.
        """
        self.name, self.model = name, model or folder.name
        self._pairs = open_model(name, folder)
        self._entails, self._contradicts = _labels(self._pairs.labels, name)

    def ask(self, requests: Sequence[Request]) -> Iterator[tuple[int, Answer | Failure]]:
        """One answer after the other."""
        for i, request in enumerate(requests):
            yield i, self._answer(request)

    def _answer(self, request: Request) -> Answer | Failure:
        readings = [
            self._read(shown.id, window, request.claim)
            for shown in request.passages
            for window in self._windows(shown, request.claim)
        ]
        if not readings:
            return Failure("the claim is too long for the model")
        best = max(readings, key=lambda r: r.entails)
        worst = max(readings, key=lambda r: r.contradicts)
        if best.entails >= ENOUGH:
            return Answer(verdict="supported", risk=round(1 - best.entails, 4), passage=best.passage, quote=best.text,
                          reason=f"a window of the passage entails it ({best.entails:.2f})")  # fmt: skip
        if worst.contradicts < ENOUGH:
            return Answer(verdict="not-in-passages", risk=round(1 - best.entails, 4),
                          reason="no window entails or contradicts it")  # fmt: skip
        noted = next((d for d in request.differences if d.claimed), None)
        reason = f"a window of the passage contradicts it ({worst.contradicts:.2f})"
        risk = round(worst.contradicts, 4)
        if noted is None:
            return Answer(verdict="unsupported", risk=risk, passage=worst.passage, quote=worst.text, reason=reason)
        return Answer(verdict="altered", risk=risk, passage=worst.passage, quote=worst.text, claimed=noted.claimed,
                      source=noted.source or None, reason=reason)  # fmt: skip

    def _windows(self, shown: Shown, claim: str) -> Iterator[str]:
        """The passage in overlapping windows that fit beside the claim; none where the claim itself is too long."""
        room = self._pairs.limit - self._pairs.tokens("", claim)
        if room < LEAST:
            return
        words = " ".join(shown.lines).split()
        first = 0
        while first < len(words):
            last = min(len(words), first + room)
            while last > first + 1 and self._pairs.tokens(" ".join(words[first:last]), claim) > self._pairs.limit:
                last -= max(1, (last - first) // 8)
            yield " ".join(words[first:last])
            if last == len(words):
                return
            first = max(first + 1, last - max(1, (last - first) // 3))

    def _read(self, passage: int, window: str, claim: str) -> _Reading:
        logits = self._pairs.logits(window, claim)
        top = max(logits)
        weights = [math.exp(x - top) for x in logits]
        total = sum(weights)
        contradicts = weights[self._contradicts] / total if self._contradicts is not None else 0.0
        return _Reading(passage, window, weights[self._entails] / total, contradicts)


def _labels(id2label: dict[str, str], name: str) -> tuple[int, int | None]:
    """The outputs that mean entailment and contradiction (None for a model that knows entailment or not).

    Raises:
        ConfigError: no label says entailment.
    """
    entails = contradicts = None
    for key, label in id2label.items():
        word = str(label).casefold().replace("-", "_")
        if word.startswith("entail"):
            entails = int(key)
        elif word.startswith("contra"):
            contradicts = int(key)
    if entails is None:
        raise ConfigError(f"judge {name}: config.json names no label `entailment` (id2label: {id2label})")
    return entails, contradicts
