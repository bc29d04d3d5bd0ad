"""From the saved audit to what the templates show. Pure: the same audit gives the same views."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from auditor.model.result import Claim, Evidence, Finding, Passage, Recording
from auditor.reports.html.asr import asr_view
from auditor.reports.html.marks import claim_pieces, evidence_pieces, find_words
from auditor.reports.html.places import Pane, make_pane
from auditor.reports.html.text import clock, count, span
from auditor.reports.html.timeline import make_timeline
from auditor.reports.html.video import Video, find_video
from auditor.reports.html.view import (
    VERDICT_ORDER,
    Bar,
    ClaimView,
    DocumentView,
    EvidenceView,
    FindingView,
    Keys,
    RecordingView,
    SourceView,
    SpeakerView,
)
from auditor.rules.catalogue import BY_NAME

MOST_LINES = 60_000  # displayed lines of one source; what lies beyond is named, not shown
_ASR_NAMES = frozenset(rule.name for rule in BY_NAME.values() if rule.family == "asr")


class Builder:
    """Builds the view of one recording."""

    def __init__(self, index: int, recording: Recording) -> None:
        self.index, self.recording = index, recording
        self.video: Video | None = find_video(
            [source.header for source in recording.sources] + [document.header for document in recording.documents]
        )
        self.panes: dict[str, Pane] = {}
        for number, source in enumerate(recording.sources):
            self.panes.setdefault(source.path, make_pane(index, number, source, recording.coverage.gaps))
        self.findings = {finding.id: finding for finding in recording.findings}
        self.same: Counter[str] = Counter()
        self.people: dict[str | None, int] = {}
        for name in [row.speaker for row in recording.speakers] + [claim.speaker for claim in recording.claims]:
            if name is not None:
                self.people.setdefault(name, len(self.people))

    def link(self, seconds: float | None) -> str | None:
        """The address of that second of the video, if there is a video and a time."""
        return self.video.at(seconds) if self.video and seconds is not None else None

    def spot(self, evidence: Evidence | Passage) -> list[int]:
        """[source, first line, character, last line, character] of the displayed lines; empty where not found."""
        pane = self.panes.get(evidence.path)
        found = pane.locate(evidence.line, evidence.end_line, evidence.text) if pane else []
        return [pane.index, *found] if pane and found else []

    def anchor(self, path: str, line: int, end_line: int, text: str) -> str | None:
        """The displayed line where `text` begins, if `path` is a source that is shown."""
        pane = self.panes.get(path)
        found = pane.locate(line, max(line, end_line), text) if pane else []
        return f"s{self.index}-{pane.index}-{found[0]}" if pane and found else None

    def evidence(self, item: Evidence | Passage, claim: Claim | None, words: str | None = None) -> EvidenceView:
        """One place, with the words marked that the claim (or the finding's `words`) is about."""
        spot = self.spot(item)
        if words:
            pieces = find_words(item.text, words, "changed")
        else:
            pieces = evidence_pieces(item, claim.differences if claim else [])
        speaker = item.speaker if isinstance(item, Evidence) else ", ".join(item.speakers) or None
        return EvidenceView(
            path=item.path,
            lines=str(item.line) if item.end_line <= item.line else f"{item.line}–{item.end_line}",
            time=span(item.start, item.end),
            href=self.link(item.start),
            anchor=f"s{self.index}-{spot[0]}-{spot[1]}" if spot else None,
            speaker=speaker,
            pieces=pieces,
            coverage=item.coverage if isinstance(item, Passage) else None,
        )

    def finding(self, item: Finding, claim: Claim | None) -> FindingView:
        return FindingView(
            item=item,
            evidence=[self.evidence(place, None, item.source) for place in item.evidence],
            href=self.link(item.start),
            anchor=None if claim else self.anchor(item.path, item.line, item.end_line, item.source or ""),
            keys=Keys(
                claim.verdict if claim else "",
                (claim.heap or "") if claim else "",
                item.name,
                item.severity,
                self.people.get(item.speaker or (claim.speaker if claim else None), -1),
            ),
        )

    def claim(self, item: Claim, before: Claim | None) -> ClaimView:
        views = [self.finding(self.findings[name], item) for name in item.findings if name in self.findings]
        loud = item.heap in ("flagged", "review")
        shown = item.passages[: 2 if not item.evidence else 0] if loud else []
        nearest = [] if item.verdict == "fabricated" else shown[:1]
        return ClaimView(
            item=item,
            pieces=claim_pieces(item.text, item.differences if item.verdict != "fabricated" else []),
            evidence=[self.evidence(place, item) for place in item.evidence],
            passages=[self.evidence(place, item) for place in shown],
            findings=views,
            opens_turn=before is None or (before.turn, before.speaker) != (item.turn, item.speaker),
            href=self.link(item.start),
            keys=Keys(
                item.verdict,
                item.heap or "",
                " ".join(sorted({view.item.name for view in views})),
                " ".join(sorted({view.item.severity for view in views})),
                self.people.get(item.speaker, -1),
            ),
            spans=[spot for spot in (self.spot(place) for place in item.evidence or nearest) if spot],
            key=self._key(item),
        )

    def _key(self, item: Claim) -> str:
        """What a reader's mark on the line hangs on: its words, and which of several equal lines it is."""
        digest = hashlib.sha256(f"{item.path}\0{item.text}".encode("utf-8", "replace")).hexdigest()[:12]
        self.same[digest] += 1
        return digest if self.same[digest] == 1 else f"{digest}-{self.same[digest]}"

    def build(self) -> RecordingView:
        """The whole recording."""
        recording = self.recording
        claims: list[ClaimView] = []
        for position, item in enumerate(recording.claims):
            before = recording.claims[position - 1] if position else None
            claims.append(self.claim(item, before if before and before.path == item.path else None))
        claimed = {view.item.id for claim in claims for view in claim.findings}
        loose = [self.finding(item, None) for item in recording.findings if item.id not in claimed]
        counts: Counter[str] = Counter(item.verdict for item in recording.claims)
        return RecordingView(
            index=self.index,
            item=recording,
            documents=self._documents(claims),
            sources=[self._source(pane) for pane in self.panes.values()],
            flagged=sorted(_heap(claims, "flagged"), key=_worst_first),
            review=sorted(_heap(claims, "review"), key=lambda view: (-view.item.risk, view.item.id)),
            passed=_heap(claims, "passed"),
            boilerplate=_heap(claims, None),
            others=[view for view in loose if view.item.name not in _ASR_NAMES],
            speakers=self._speakers(claims, loose),
            bar=_bar(counts),
            counts=[(verdict, counts[verdict]) for verdict in VERDICT_ORDER if counts[verdict]],
            timeline=make_timeline(recording, claims, self.panes, self.index),
            gaps=[
                (gap, self.anchor(gap.path, gap.line, gap.end_line, gap.text), self.link(gap.start))
                for gap in recording.coverage.gaps
            ],
            asr=asr_view(
                recording,
                self.panes,
                self.link,
                [view for view in loose if view.item.name in _ASR_NAMES],
            ),
            video=self.video,
            names=sorted(Counter(item.name for item in recording.findings).items()),
            people=[(name, number) for name, number in self.people.items() if name is not None],
        )

    def _documents(self, claims: Sequence[ClaimView]) -> list[DocumentView]:
        by_path: dict[str, list[ClaimView]] = {document.path: [] for document in self.recording.documents}
        for claim in claims:
            by_path.setdefault(claim.item.path, []).append(claim)
        problems = {document.path: document.problems for document in self.recording.documents}
        return [DocumentView(path, views, problems.get(path, [])) for path, views in by_path.items()]

    def _source(self, pane: Pane) -> SourceView:
        source = pane.source
        facts = [source.format, count(source.words, "word"), clock(source.duration), source.language or ""]
        facts.append("reference" if source.role == "reference" else "")
        return SourceView(
            index=pane.index,
            path=source.path,
            about=", ".join(fact for fact in facts if fact),
            header=[(str(name), str(value)) for name, value in source.header.items()],
            lines=pane.lines[:MOST_LINES],
            timed=any(line.start is not None for line in pane.lines),
        )

    def _speakers(self, claims: Sequence[ClaimView], loose: Sequence[FindingView]) -> list[SpeakerView]:
        by_speaker: dict[str | None, list[FindingView]] = {}
        for claim in claims:
            for view in claim.findings:
                by_speaker.setdefault(claim.item.speaker, []).append(view)
        for view in loose:
            if view.item.speaker is not None and view.item.name not in _ASR_NAMES:
                by_speaker.setdefault(view.item.speaker, []).append(view)
        return [
            SpeakerView(row, self.people.get(row.speaker, -1), by_speaker.get(row.speaker, []))
            for row in self.recording.speakers
        ]


def _heap(claims: Sequence[ClaimView], heap: str | None) -> list[ClaimView]:
    return [view for view in claims if view.item.heap == heap]


def _worst_first(view: ClaimView) -> tuple[bool, float, str]:
    certain = any(finding.item.severity == "error" and not finding.item.suppressed for finding in view.findings)
    return (not certain, -view.item.risk, view.item.id)


def _bar(counts: Counter[str]) -> list[Bar]:
    total = sum(counts.values())
    bars: list[Bar] = []
    x = 0.0
    for verdict in VERDICT_ORDER:
        if counts[verdict]:
            width = 100 * counts[verdict] / total
            bars.append(Bar(verdict, round(x, 3), round(width, 3), title=f"{counts[verdict]} {verdict}"))
            x += width
    return bars
