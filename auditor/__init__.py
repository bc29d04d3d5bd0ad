"""Transcript quality and hallucination auditor.

`audit` checks derived documents against raw transcripts, `read` reads a file, `score` compares ASR variants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.app import audit as audit
    from auditor.reading import read_document as read_document
    from auditor.reading import read_transcript as read
    from auditor.scoring import score as score

__all__ = ["audit", "read", "read_document", "score"]

_HOME = {
    "audit": ("auditor.app", "audit"),
    "read": ("auditor.reading", "read_transcript"),
    "read_document": ("auditor.reading", "read_document"),
    "score": ("auditor.scoring", "score"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOME[name]
    return getattr(import_module(module), attribute)
