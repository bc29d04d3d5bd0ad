"""What runs an entailment model from a local folder: onnxruntime (extra `nli`), or transformers (extra `transformers`)
for a folder with weights and no ONNX file. Nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import msgspec

from auditor.errors import ConfigError

LENGTH = 512  # tokens of claim and window together, where the configuration names no limit
WEIGHTS = ("model.safetensors", "pytorch_model.bin", "model.safetensors.index.json", "pytorch_model.bin.index.json")


class Pairs(Protocol):
    """A model over pairs of texts. `limit` is the number of tokens that a pair may have, `labels` its id2label."""

    limit: int
    labels: dict[str, str]

    def tokens(self, window: str, claim: str) -> int:
        """How many tokens the pair has, nothing cut off."""
        ...

    def logits(self, window: str, claim: str) -> list[float]:
        """One number per label."""
        ...


def open_model(name: str, folder: Path) -> Pairs:
    """The model of a folder, by what it holds.

    Raises:
        ConfigError: the extra is not installed, or the folder holds no usable model.
    """
    onnx = next((f for f in (folder / "model.onnx", folder / "onnx" / "model.onnx") if f.is_file()), None)
    if onnx is None and not any((folder / weights).is_file() for weights in WEIGHTS):
        raise ConfigError(f"judge {name}: {folder} holds no model.onnx and no model.safetensors")
    try:
        return _Onnx(folder, onnx) if onnx else _Transformers(folder)
    except ImportError:
        extra = "nli" if onnx else "transformers"
        raise ConfigError(f'judge {name}: this folder needs the extra: pip install "auditor[{extra}]"') from None
    except Exception as error:  # the libraries raise bare exceptions of their own
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise ConfigError(f"judge {name}: {folder} cannot be used ({said})") from None


class _Onnx:
    def __init__(self, folder: Path, file: Path) -> None:
        import onnxruntime  # type: ignore[import-untyped,unused-ignore]
        from tokenizers import Tokenizer

        config = msgspec.json.decode((folder / "config.json").read_bytes())
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the order of sums, and with it the figures, stays the same
        self._session: Any = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._inputs = {i.name for i in self._session.get_inputs()}
        self.labels: dict[str, str] = config.get("id2label") or {}
        self.limit = min(LENGTH, int(config.get("max_position_embeddings") or LENGTH))

    def tokens(self, window: str, claim: str) -> int:
        return len(self._tokenizer.encode(window, claim).ids)

    def logits(self, window: str, claim: str) -> list[float]:
        import numpy as np

        encoded = self._tokenizer.encode(window, claim)
        fields = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: np.array([values], dtype=np.int64) for name, values in fields.items() if name in self._inputs}
        return [float(x) for x in self._session.run(None, feed)[0][0]]


class _Transformers:
    def __init__(self, folder: Path) -> None:
        import torch  # type: ignore[import-not-found,unused-ignore]
        from transformers import (  # type: ignore[import-not-found,unused-ignore]
            AutoModelForSequenceClassification,
            AutoTokenizer,
        )

        torch.set_num_threads(1)  # the order of sums, and with it the figures, stays the same
        self._tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        self._model: Any = AutoModelForSequenceClassification.from_pretrained(str(folder), local_files_only=True)
        self._model.eval()
        config = self._model.config
        self.labels: dict[str, str] = {str(key): label for key, label in (config.id2label or {}).items()}
        self.limit = min(LENGTH, int(getattr(config, "max_position_embeddings", 0) or LENGTH))

    def tokens(self, window: str, claim: str) -> int:
        return len(self._tokenizer(window, claim, truncation=False, verbose=False)["input_ids"])

    def logits(self, window: str, claim: str) -> list[float]:
        import torch

        with torch.inference_mode():
            found = self._model(**self._tokenizer(window, claim, truncation=False, return_tensors="pt"))
        return [float(x) for x in found.logits[0]]
