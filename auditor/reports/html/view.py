"""What the templates see: claims, findings and evidence with their labels and links ready made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from auditor.model.result import Claim, Finding, Gap, Recording, SpeakerRow
from auditor.reports.html.marks import Piece
from auditor.reports.html.places import Line
from auditor.reports.html.video import Video

VERDICT_ORDER = ("fabricated", "altered", "unverifiable", "condensed", "edited", "verbatim", "boilerplate")
MEANINGS = {
    "fabricated": "No source passage supports it.",
    "altered": "From a source passage, but a fact changed.",
    "unverifiable": "The auditor cannot honestly tell.",
    "condensed": "Paraphrased or shortened, the meaning kept.",
    "edited": "Small clean-ups or ASR repairs, the meaning kept.",
    "verbatim": "The same words as a source.",
    "boilerplate": "Text of the pipeline, no speech.",
}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A place in a source: file and lines, time with its link, anchor of the displayed line, marked words."""

    path: str
    lines: str
    time: str
    href: str | None
    anchor: str | None
    speaker: str | None
    pieces: list[Piece]
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its rule's code, its place and its evidence."""

    item: Finding
    evidence: list[EvidenceView]
    href: str | None
    anchor: str | None
    keys: Keys


@dataclass(frozen=True, slots=True)
class Keys:
    """What the filters compare: verdict, heap, names of findings, severities, number of the speaker."""

    verdict: str
    heap: str
    names: str
    severities: str
    speaker: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim ready to show; `opens_turn` says that speaker and time must be shown above it."""

    item: Claim
    pieces: list[Piece]
    evidence: list[EvidenceView]
    passages: list[EvidenceView]
    findings: list[FindingView]
    opens_turn: bool
    href: str | None
    keys: Keys
    spans: list[list[int]]
    key: str

    @property
    def loud(self) -> bool:
        """Whether a reader should look at it: flagged, to review, or with a finding that counts."""
        return self.item.heap in ("flagged", "review") or any(not view.item.suppressed for view in self.findings)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A derived document: its claims in order and the lines that could not be read."""

    path: str
    claims: list[ClaimView]
    problems: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as shown: its lines, and whether its speakers and times are known."""

    index: int
    path: str
    about: str
    header: list[tuple[str, str]]
    lines: list[Line]
    timed: bool


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A row of the listing per speaker and the findings it opens."""

    row: SpeakerRow
    number: int
    findings: list[FindingView]


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a bar or lane, in percent of the whole width; `height` in percent of the lane."""

    kind: str
    x: float
    width: float
    href: str | None = None
    title: str = ""
    height: float = 100.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the timeline: what it shows, in words, and its stretches."""

    name: str
    kind: str
    about: str
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes over one axis; `ticks` are (percent, label)."""

    unit: str
    lanes: list[Lane]
    ticks: list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of labels and values for the transcripts' part: `numeric` says which columns align right."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    note: str = ""
    scroll: bool = False


@dataclass(frozen=True, slots=True)
class SideView:
    """A place where two variants differ: the words, and the lines around them where they could be found."""

    time: str
    href: str | None
    kind: str
    about: str
    a: list[Piece]
    b: list[Piece]
    a_anchor: str | None
    b_anchor: str | None


@dataclass(frozen=True, slots=True)
class PairView:
    """Two variants side by side; `hidden` differences were left out of the page."""

    a: str
    b: str
    rows: list[SideView]
    hidden: int


@dataclass(frozen=True, slots=True)
class AsrView:
    """Everything of the transcripts' part."""

    tables: list[Table]
    terms: list[Any]
    pairs: list[PairView]
    findings: list[FindingView]
    headline: list[tuple[str, str]]
    notes: list[str]


@dataclass(slots=True)
class RecordingView:
    """One recording, ready for the template."""

    index: int
    item: Recording
    documents: list[DocumentView]
    sources: list[SourceView]
    flagged: list[ClaimView]
    review: list[ClaimView]
    passed: list[ClaimView]
    boilerplate: list[ClaimView]
    others: list[FindingView]
    speakers: list[SpeakerView]
    bar: list[Bar]
    counts: list[tuple[str, int]]
    timeline: Timeline | None
    gaps: list[tuple[Gap, str | None, str | None]]
    asr: AsrView
    video: Video | None = None
    names: list[tuple[str, int]] = field(default_factory=list)
    people: list[tuple[str, int]] = field(default_factory=list)
