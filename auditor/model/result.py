"""The finished audit, as saved in JSON (contract, version 1). Reports see nothing but this.

Lines and columns count from 1, characters from 0 (code points of the decoded file), times are seconds.
Adding a field is allowed, renaming or removing one is not.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from auditor.model.asr import Asr

Verdict = Literal["verbatim", "edited", "condensed", "altered", "fabricated", "unverifiable", "boilerplate"]
Heap = Literal["flagged", "review", "passed"]
Severity = Literal["error", "warning", "note"]

VERDICTS: tuple[str, ...] = ("verbatim", "edited", "condensed", "altered", "fabricated", "unverifiable", "boilerplate")
GOOD_VERDICTS = frozenset({"verbatim", "edited", "condensed"})
BAD_VERDICTS = frozenset({"altered", "fabricated"})
SEVERITIES: tuple[str, ...] = ("error", "warning", "note")


class _Struct(msgspec.Struct, frozen=True, kw_only=True):
    pass


class Evidence(_Struct, frozen=True):
    """A span of a source: [char_start, char_end) of the file, its lines, times, speaker and words."""

    path: str
    line: int
    end_line: int
    char_start: int
    char_end: int
    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None


class Passage(_Struct, frozen=True):
    """A candidate place for a claim, at most 160 words; `coverage` is the share of the claim's weight found there."""

    path: str
    line: int
    end_line: int
    char_start: int
    char_end: int
    text: str
    coverage: float
    start: float | None = None
    end: float | None = None
    speakers: list[str] = []


class Difference(_Struct, frozen=True):
    """A typed word difference between a claim and its evidence.

    `kind` says what was changed (filler, stutter, inflection, spelling, synonym, entity, number, negation, modality,
    role, cause, insertion, cut, ...). `mark` is how a report shows it: `repair`, `changed`, `added`, `dropped` or
    `harmless`. `begin`/`stop` are indices into the claim's text, `char_start`/`char_end` file offsets in the source
    `path`; `weight` in [0, 1] says how much it counts against the claim.
    """

    kind: str
    mark: Literal["repair", "changed", "added", "dropped", "harmless"]
    claimed: str
    source: str
    begin: int
    stop: int
    weight: float = 0.0
    path: str | None = None
    char_start: int | None = None
    char_end: int | None = None


class Vote(_Struct, frozen=True):
    """One judge's checked answer."""

    judge: str
    verdict: Literal["supported", "altered", "unsupported", "not-in-passages"]
    risk: float
    quote: str | None = None
    passage: int | None = None
    claimed: str | None = None
    source: str | None = None
    reason: str = ""


class Opinion(_Struct, frozen=True):
    """What the judges say of a claim, combined. `offline_*` keep what words alone said."""

    verdict: Literal["supported", "altered", "unsupported", "not-in-passages"]
    risk: float
    quote: str | None = None
    passage: int | None = None
    claimed: str | None = None
    source: str | None = None
    reason: str = ""
    votes: list[Vote] = []
    offline_verdict: str | None = None
    offline_risk: float | None = None


class Claim(_Struct, frozen=True):
    """A judged claim. `heap` is null for boilerplate; `reasons` say in plain words why the verdict was given.

    `people`: names in the claim or of its speaker that a source calls otherwise, with the source's label.
    """

    id: str
    turn: str
    path: str
    line: int
    end_line: int
    text: str
    verdict: Verdict
    heap: Heap | None
    confidence: float
    risk: float
    column: int = 1
    end_column: int = 1
    kind: str = "paragraph"
    quoted: bool = False
    speaker: str | None = None
    start: float | None = None
    sentiment: str | None = None
    owner: str | None = None
    due: str | None = None
    people: dict[str, str] = {}
    reasons: list[str] = []
    evidence: list[Evidence] = []
    passages: list[Passage] = []
    differences: list[Difference] = []
    findings: list[str] = []
    judge: Opinion | None = None
    signals: dict[str, float] = {}


class Suppression(_Struct, frozen=True):
    """Why a finding does not count: `kind` is `baseline` or `inline`."""

    kind: Literal["baseline", "inline"]
    reason: str


class Finding(_Struct, frozen=True):
    """One thing wrong, made by one rule, at one place. `message` is one plain sentence that begins with the fact."""

    id: str
    rule: str
    name: str
    severity: Severity
    message: str
    path: str
    line: int
    fingerprint: str = ""
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    claim: str | None = None
    speaker: str | None = None
    start: float | None = None
    claimed: str | None = None
    source: str | None = None
    introduced_by: str = "unknown"
    evidence: list[Evidence] = []
    suppressed: Suppression | None = None


class SourceSegment(_Struct, frozen=True):
    """A line, cue or turn of a source."""

    line: int
    end_line: int
    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None


class Source(_Struct, frozen=True):
    """A raw transcript. `role` is `source` or `reference`."""

    path: str
    format: str
    words: int
    duration: float | None = None
    header: dict[str, str] = {}
    segments: list[SourceSegment] = []
    role: str = "source"
    language: str | None = None
    problems: list[dict[str, Any]] = []


class Document(_Struct, frozen=True):
    """A derived document: how its non-blank lines were read. `problems`: lines not understood."""

    path: str
    format: str
    claims: int
    lines: dict[str, int] = {}
    header: dict[str, str] = {}
    language: str | None = None
    problems: list[dict[str, Any]] = []


class SpeakerRow(_Struct, frozen=True):
    """One claimed speaker: claims, verdict counts, findings (all and by name), share of supported claims."""

    speaker: str
    claims: int
    verdicts: dict[str, int]
    findings: int
    names: dict[str, int] = {}
    supported: float | None = None


class Gap(_Struct, frozen=True):
    """A stretch of the recording that no claim tells."""

    path: str
    line: int
    end_line: int
    words: int
    text: str
    start: float | None = None
    end: float | None = None


class Coverage(_Struct, frozen=True):
    """Share of the first source's words that some claim tells, and the gaps, longest first."""

    words: float | None = None
    gaps: list[Gap] = []


class Recording(_Struct, frozen=True):
    """One recording: what was read, what is claimed, what was found."""

    name: str
    sources: list[Source] = []
    documents: list[Document] = []
    claims: list[Claim] = []
    findings: list[Finding] = []
    asr: Asr = Asr()
    speakers: list[SpeakerRow] = []
    coverage: Coverage = Coverage()


class Gate(_Struct, frozen=True):
    """The policy's answer. `reasons` are plain sentences; `limits` holds each limit with what was found."""

    passed: bool
    reasons: list[str] = []
    limits: list[dict[str, Any]] = []


class Audit(_Struct, frozen=True):
    """All of it. `summary` counts claims per verdict and heap, findings per name and severity, lines per role."""

    signature: str
    recordings: list[Recording]
    gate: Gate
    summary: dict[str, Any]
    schema_version: int = 1
    settings: dict[str, Any] = {}
