"""The `asr` part of the result: how the variants of a recording differ, score, and go wrong."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class _Struct(msgspec.Struct, frozen=True, kw_only=True):
    pass


class VariantDifference(_Struct, frozen=True):
    """A place where variant b differs from variant a. `start` is in seconds on the recording's time line."""

    kind: Literal["substituted", "dropped", "inserted", "repeated"]
    about: Literal["entity", "number", "negation", "homophone", "filler", "other"]
    a: str
    b: str
    start: float | None = None
    end: float | None = None
    a_line: int | None = None
    b_line: int | None = None


class VariantPair(_Struct, frozen=True):
    """Two variants side by side; `scores` holds the error rates and counts (null where neither is a reference)."""

    a: str
    b: str
    differences: list[VariantDifference] = []
    scores: dict[str, Any] = {}


class Term(_Struct, frozen=True):
    """One name or term spelt in several ways: spellings with counts, the likely right one and why."""

    likely: str
    reason: str
    spellings: dict[str, int] = {}
    places: list[dict[str, Any]] = []


class Asr(_Struct, frozen=True):
    """`pairs` compares variants two by two; `variants` has each one's scores; `reference` names it, if any."""

    pairs: list[VariantPair] = []
    variants: list[dict[str, Any]] = []
    terms: list[Term] = []
    reference: str | None = None
    consensus: dict[str, Any] = {}
    significance: list[dict[str, Any]] = []
    pooled: dict[str, Any] = {}
