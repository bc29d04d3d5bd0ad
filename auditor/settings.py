"""What a user may set about an audit. The gate's configuration file fills these; the library takes them directly."""

from __future__ import annotations

import msgspec


class FieldNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys under which an LLM's JSON keeps speaker, time, sentiment, owner and due date (compared casefolded)."""

    speaker: tuple[str, ...] = (
        "speaker", "name", "speaker_name", "who", "answered_by", "responder", "raised_by", "asked_by", "asker", "role",
        "participant",
    )  # fmt: skip
    start: tuple[str, ...] = ("start", "time", "timestamp", "start_time", "at")
    end: tuple[str, ...] = ("end", "end_time", "stop")
    sentiment: tuple[str, ...] = ("sentiment", "tone", "mood", "emotion")
    owner: tuple[str, ...] = ("owner", "assignee", "assigned_to", "responsible")
    due: tuple[str, ...] = ("due", "due_date", "deadline", "by_when", "timeline", "eta")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the audit itself (not of the gate).

    `glossary`: each entry lists spellings of one term, the preferred first. `time_tolerance` in seconds.
    `sentiments`: the agreed vocabulary. `review_risk`: claims at or above go to review; None takes the fitted default.
    """

    glossary: tuple[tuple[str, ...], ...] = ()
    fillers: tuple[str, ...] = ()
    stock_phrases: tuple[str, ...] = ()
    pipeline_phrases: tuple[str, ...] = ()
    sentiments: tuple[str, ...] = ("positive", "neutral", "negative", "mixed")
    time_tolerance: float = 5.0
    gap_seconds: float = 30.0
    gap_words: int = 60
    review_risk: float | None = None
    fields: FieldNames = FieldNames()


class RecordingSpec(msgspec.Struct, frozen=True, kw_only=True):
    """What to audit together: the raw transcripts of one recording and what was made from them.

    Paths are relative to `base` (the working directory where it is empty) and stand in the result as written here.
    `derived` without `sources` means files that hold both (a page with its transcript). `formats` overrides the reader
    by path; the key `*` is for every file.
    """

    name: str
    sources: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    reference: str | None = None
    formats: dict[str, str] = {}
    base: str = ""
