"""An entailment model from a local folder through onnxruntime (extra `nli`); nothing is fetched, nothing is sent.

The folder holds `model.onnx` (or `onnx/model.onnx`), `tokenizer.json` and `config.json`; which output means what
is read from `id2label` there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from auditor.errors import ConfigError
from auditor.judges.protocol import Answer, Failure, Request, Shown

LENGTH = 512  # tokens of claim and window together, where the configuration names no limit
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
        try:
            import onnxruntime  # type: ignore[import-untyped,unused-ignore]
            from tokenizers import Tokenizer
        except ImportError:
            raise ConfigError('an nli judge needs the extra: pip install "auditor[nli]"') from None
        self.name, self.model = name, model or folder.name
        file = next((f for f in (folder / "model.onnx", folder / "onnx" / "model.onnx") if f.is_file()), None)
        if file is None:
            raise ConfigError(f"judge {name}: {folder} holds no model.onnx")
        try:
            config = msgspec.json.decode((folder / "config.json").read_bytes())
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1  # the order of sums, and with it the figures, stays the same
            self._session: Any = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the libraries raise bare exceptions of their own
            raise ConfigError(f"judge {name}: {folder} cannot be used ({str(error).splitlines()[0]})") from None
        self._entails, self._contradicts = _labels(config.get("id2label") or {}, name)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._limit = min(LENGTH, int(config.get("max_position_embeddings") or LENGTH))
        self._inputs = {i.name for i in self._session.get_inputs()}

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
        room = self._limit - len(self._tokenizer.encode("", claim).ids)
        if room < LEAST:
            return
        words = " ".join(shown.lines).split()
        first = 0
        while first < len(words):
            last = min(len(words), first + room)
            while (
                last > first + 1 and len(self._tokenizer.encode(" ".join(words[first:last]), claim).ids) > self._limit
            ):
                last -= max(1, (last - first) // 8)
            yield " ".join(words[first:last])
            if last == len(words):
                return
            first = max(first + 1, last - max(1, (last - first) // 3))

    def _read(self, passage: int, window: str, claim: str) -> _Reading:
        import numpy as np

        encoded = self._tokenizer.encode(window, claim)
        fields = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: np.array([values], dtype=np.int64) for name, values in fields.items() if name in self._inputs}
        logits = [float(x) for x in self._session.run(None, feed)[0][0]]
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
