"""From the judged recording and its findings to the saved result."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from auditor.aligning.passages import SHOWN
from auditor.aligning.stream import Stream
from auditor.aligning.weights import weights_of
from auditor.judging.differences import Diff
from auditor.judging.judge import Judged
from auditor.model import result
from auditor.model.asr import Asr
from auditor.model.inputs import Claim, DerivedDocument, LineProblem, TextFile, Transcript
from auditor.reading import duration_seconds
from auditor.rules.catalogue import BY_NAME
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import claim_evidence, evidence_of

_MARK = {
    "repair": "repair",
    "added": "added",
    "cause": "added",
    "number-new": "added",
    "unsaid": "added",
    "cut-head": "dropped",
    "cut-tail": "dropped",
    "cut-inside": "dropped",
}


def assemble(
    judgement: Judgement, drafts: list[Draft], coverage: result.Coverage, asr: Asr, reference: Transcript | None = None
) -> result.Recording:
    """The recording's result; claims and findings are numbered from 1 in the order of the documents."""
    alignment = judgement.alignment
    claims = [_claim(judged, i) for i, judged in enumerate(judgement.claims)]
    findings = findings_of(judgement, drafts)
    by_claim: dict[str, list[str]] = {}
    for finding in findings:
        if finding.claim:
            by_claim.setdefault(finding.claim, []).append(finding.id)
    claims = [_replace(c, findings=by_claim.get(c.id, [])) for c in claims]
    return result.Recording(
        name=alignment.name,
        sources=_sources(alignment.streams, reference),
        documents=[_document(d, claims) for d in alignment.documents],
        claims=claims,
        findings=findings,
        asr=asr,
        speakers=speaker_rows(claims, findings),
        coverage=coverage,
    )


def _sources(streams: list[Stream], reference: Transcript | None) -> list[result.Source]:
    """The sources in the order of the call, the reference last."""
    rows = [source_of(s.transcript, len(s)) for s in streams if s.transcript is not reference]
    return rows + [source_of(s.transcript, len(s), "reference") for s in streams if s.transcript is reference]


def findings_of(judgement: Judgement, drafts: list[Draft], first: int = 0) -> list[result.Finding]:
    """The finished findings in the order of the document; `first` of them have been numbered before."""
    return [_finding(draft, n, judgement) for n, draft in enumerate(_ordered(drafts), first)]


def _replace(claim: result.Claim, findings: list[str]) -> result.Claim:
    from msgspec.structs import replace

    return replace(claim, findings=findings)


def _ordered(drafts: list[Draft]) -> list[Draft]:
    """Findings in the order of the document; those without a claim last."""
    return sorted(
        drafts,
        key=lambda d: (d.claim is None, d.claim if d.claim is not None else 0, d.begin, BY_NAME[d.name].code, d.line),
    )


def _claim(judged: Judged, number: int) -> result.Claim:
    placed = judged.placed
    claim, file = placed.claim, judged.view.alignment.documents[placed.document].file
    line, column, end_line, end_column = _span(claim, file, 0, len(claim.text.text))
    fields = {f.name: f.value.text for f in claim.fields}
    placed_at_all = judged.decision.verdict not in ("boilerplate",)
    return result.Claim(
        id=f"c{number + 1:03d}", turn=f"t{placed.document}.{claim.turn}", path=file.path,
        line=line, column=column, end_line=end_line, end_column=end_column, text=claim.text.text,
        verdict=judged.decision.verdict, heap=judged.decision.heap,  # type: ignore[arg-type]
        confidence=round(judged.confidence, 4), risk=round(judged.risk, 4), kind=claim.kind, quoted=claim.quoted,
        speaker=claim.speaker, start=claim.start, sentiment=claim.sentiment,
        owner=fields.get("owner"), due=fields.get("due"),
        people=_people(judged), reasons=list(judged.decision.reasons),
        evidence=claim_evidence(judged) if placed_at_all and judged.decision.verdict != "fabricated" else [],
        passages=_passages(judged) if placed_at_all else [],
        differences=[_difference(judged, d, w) for d, w in zip(judged.diffs, judged.weights, strict=True)],
        signals={k: round(v, 4) for k, v in sorted(judged.signals.items())},
    )  # fmt: skip


def _people(judged: Judged) -> dict[str, str]:
    """Whom the names in a claim mean, where the sources call them otherwise."""
    view, placed = judged.view, judged.placed
    named = [(view.phrase(first, stop), label) for first, stop, label in placed.mentions]
    if placed.claim.speaker and placed.speaker:
        named.insert(0, (placed.claim.speaker, placed.speaker))
    return {name: label for name, label in named if name.casefold() != label.casefold()}


def _span(claim: Claim, file: TextFile, begin: int, stop: int) -> tuple[int, int, int, int]:
    """Line, column, end line and end column (after the last character) of characters [begin, stop) of a claim."""
    first, last = claim.text.span(begin, max(begin, stop))
    return (
        file.line_of(first),
        file.column_of(first),
        file.line_of(max(first, last - 1)),
        file.column_of(max(first, last - 1)) + 1,
    )


def _passages(judged: Judged) -> list[result.Passage]:
    alignment = judged.view.alignment
    found = []
    for k, place in judged.placed.shown[:SHOWN]:
        stream, index = alignment.streams[k], alignment.indexes[k]
        coverage = index.coverage(weights_of(judged.placed, index), place.first, place.last)
        e = evidence_of(stream, place.first, place.last)
        speakers = sorted({s for i in range(place.first, place.last + 1) if (s := stream.speaker(i))})
        found.append(result.Passage(
            path=e.path, line=e.line, end_line=e.end_line, char_start=e.char_start, char_end=e.char_end, text=e.text,
            coverage=round(coverage, 4), start=e.start, end=e.end, speakers=speakers,
        ))  # fmt: skip
    return found


def _difference(judged: Judged, diff: Diff, weight: float) -> result.Difference:
    view = judged.view
    tokens = view.claim.tokens
    begin = tokens[diff.c0].begin if diff.c0 < len(tokens) else len(view.claim.claim.text.text)
    stop = tokens[diff.c1 - 1].stop if diff.c1 > diff.c0 else begin
    has_source = diff.s1 > diff.s0
    stream = view.stream_of(diff.source)
    return result.Difference(
        kind=diff.kind, mark=_MARK.get(diff.kind, "changed"),  # type: ignore[arg-type]
        claimed=view.phrase(diff.c0, diff.c1), source=stream.said(diff.s0, diff.s1 - 1) if has_source else "",
        begin=begin, stop=stop, weight=round(weight, 4), path=stream.path if has_source else None,
        char_start=stream.begin[diff.s0] if has_source else None,
        char_end=stream.stop[diff.s1 - 1] if has_source else None,
    )  # fmt: skip


def _finding(draft: Draft, number: int, judgement: Judgement) -> result.Finding:
    rule = BY_NAME[draft.name]
    common: dict[str, Any] = {
        "id": f"f{number + 1:03d}", "rule": rule.code, "name": rule.name, "severity": draft.severity or rule.severity,
        "message": draft.message, "claimed": draft.claimed, "source": draft.source_words,
        "introduced_by": draft.introduced_by, "evidence": list(draft.evidence),
    }  # fmt: skip
    if draft.claim is None:
        alignment = judgement.alignment
        path = (
            alignment.documents[draft.document].path
            if draft.document is not None
            else alignment.streams[draft.source or 0].path
        )
        return result.Finding(
            **common, path=path, line=draft.line, end_line=draft.end_line or draft.line, start=draft.start,
            speaker=draft.speaker,
        )  # fmt: skip
    judged = judgement.claims[draft.claim]
    claim, file = judged.placed.claim, judgement.alignment.documents[judged.placed.document].file
    stop = len(claim.text.text) if draft.stop is None else draft.stop
    line, column, end_line, end_column = _span(claim, file, draft.begin, stop)
    start = draft.start if draft.start is not None else draft.evidence[0].start if draft.evidence else claim.start
    return result.Finding(
        **common, path=file.path, line=line, column=column, end_line=end_line, end_column=end_column,
        claim=f"c{draft.claim + 1:03d}", speaker=draft.speaker or claim.speaker, start=start,
    )  # fmt: skip


def source_of(transcript: Transcript, words: int, role: str = "source") -> result.Source:
    """A source with all its segments, so that every report can be made from the result alone."""
    return result.Source(
        path=transcript.path, format=transcript.format, words=words, duration=duration_seconds(transcript),
        header=dict(transcript.header), role=role, language=transcript.language,
        segments=[
            result.SourceSegment(
                line=s.line, end_line=s.end_line, text=s.text.text, start=s.start, end=s.end, speaker=s.speaker
            )
            for s in transcript.segments
        ],
        problems=_problems(transcript.problems),
    )  # fmt: skip


def _problems(problems: tuple[LineProblem, ...]) -> list[dict[str, object]]:
    return [asdict(p) for p in problems]


def _document(document: DerivedDocument, claims: list[result.Claim]) -> result.Document:
    return result.Document(
        path=document.path, format=document.format, claims=sum(c.path == document.path for c in claims),
        lines=dict(sorted(Counter(line.role for line in document.lines).items())), header=dict(document.header),
        language=document.language, problems=_problems(document.problems),
    )  # fmt: skip


def speaker_rows(claims: list[result.Claim], findings: list[result.Finding]) -> list[result.SpeakerRow]:
    """The per-speaker listing, in the order in which speakers first appear."""
    rows = []
    for speaker in dict.fromkeys(c.speaker for c in claims if c.speaker):
        mine = [c for c in claims if c.speaker == speaker]
        ids = {c.id for c in mine}
        names = Counter(f.name for f in findings if f.claim in ids)
        verdicts: Counter[str] = Counter(c.verdict for c in mine)
        spoken = len(mine) - verdicts["boilerplate"]
        good = sum(verdicts[v] for v in result.GOOD_VERDICTS)
        rows.append(result.SpeakerRow(
            speaker=speaker, claims=len(mine), verdicts={v: verdicts[v] for v in result.VERDICTS if verdicts[v]},
            findings=sum(names.values()), names=dict(sorted(names.items())),
            supported=round(good / spoken, 4) if spoken else None,
        ))  # fmt: skip
    return rows
