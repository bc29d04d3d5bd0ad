"""Markdown for a comment on a pull request or the summary of a run: the answer, the heaps, findings worst first.

The page is made of parts in the order of a reader; each part knows how much it is worth. Under a size the least worthy
go first: notes, the table of speakers, warnings, lines to review, documents, and at last errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from auditor.model.result import SEVERITIES, VERDICTS, Audit, Claim, Heap, Recording
from auditor.reports.markup import code, escape, inside_html, table
from auditor.reports.markup import row as table_row
from auditor.reports.plain import clock, span, window
from auditor.reports.ranked import Found, worst_first

_HEAPS: dict[Heap, str] = {"flagged": "flagged", "review": "to review", "passed": "passed"}
_VERDICTS = tuple(verdict for verdict in VERDICTS if verdict != "boilerplate")
_WORTH = ("reason", "error", "document", "review", "warning", "speaker", "note", "accepted")
_LEFT_OUT = {
    "reason": ("reason", "reasons"),
    "error": ("error", "errors"),
    "document": ("document", "documents"),
    "review": ("line to review", "lines to review"),
    "warning": ("warning", "warnings"),
    "speaker": ("speaker", "speakers"),
    "note": ("note", "notes"),
    "accepted": ("accepted finding", "accepted findings"),
}
_WHOLE = {"fabricated-claim", "unverifiable-claim"}  # nothing in the claim differs: all of it stands alone


class Part(NamedTuple):
    """A piece of the page that is shown whole or not at all."""

    kind: str
    text: str
    group: str = ""


def render(audit: Audit, options: dict[str, Any]) -> str:
    """The page. `max_bytes` (None): its size in UTF-8 at most; `all` (False): accepted findings as well.

    What is left out is counted in a line under the head. An audit of scores alone (`auditor score`) is its tables.
    """
    recordings = audit.recordings
    if not any(r.claims for r in recordings) and any(r.asr.variants for r in recordings):
        from auditor.reports.scores import render as scores

        return scores(audit, {"markdown": True, "all": True})
    parts = sorted(_parts(audit, bool(options.get("all"))), key=lambda part: _WORTH.index(part.kind))
    limit = options.get("max_bytes")
    return _page(audit, parts, _fitting(audit, parts, int(limit)) if limit else len(parts))


def _fitting(audit: Audit, parts: Sequence[Part], limit: int) -> int:
    """How many of the parts the page has room for."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if len(_page(audit, parts, middle).encode()) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _parts(audit: Audit, every: bool) -> list[Part]:
    out = [Part("reason", f"- {escape(reason)}") for reason in audit.gate.reasons]
    documents = [row for recording in audit.recordings for row in _documents(recording)]
    out += [part for _, part in sorted(documents, key=lambda row: -row[0])]
    found = worst_first(audit, accepted=every)
    out += [Part(item.finding.severity, _finding(item)) for item in found if item.finding.suppressed is None]
    out += [Part("accepted", _finding(item)) for item in found if item.finding.suppressed is not None]
    review = [claim for recording in audit.recordings for claim in recording.claims if claim.heap == "review"]
    review.sort(key=lambda claim: (-claim.risk, claim.path, claim.line, claim.id))
    names = _short_names(audit)
    out += [Part("review", _review(claim, names)) for claim in review]
    out += [row for recording in audit.recordings for row in _speakers(recording)]
    return out


def _page(audit: Audit, parts: Sequence[Part], kept: int) -> str:
    """The page of the first `kept` parts."""
    shown = {kind: [part for part in parts[:kept] if part.kind == kind] for kind in _WORTH}
    lines = [f"## Transcript audit: {_passed(audit)}", "", _answer(audit), ""]
    left = Counter(part.kind for part in parts[kept:])
    if left:
        words = ", ".join(_count(left[kind], *_LEFT_OUT[kind]) for kind in _WORTH if left[kind])
        lines += [f"**Left out to stay under the size limit: {words}.** The HTML and JSON reports have them.", ""]
    if shown["reason"]:
        lines += [*(part.text for part in shown["reason"]), ""]
    if counts := _verdicts(audit):
        lines += [*counts, ""]
    if len(shown["document"]) > 1:
        head = ["document", "claims", *_HEAPS.values(), "pipeline text"]
        lines += [*_listed(head, shown["document"], range(1, 6)), ""]
    lines += _findings("error", shown["error"], left["error"], folded=False)
    lines += _to_review(shown["review"], left["review"])
    lines += _findings("warning", shown["warning"], left["warning"], folded=bool(shown["error"]))
    lines += _findings("note", shown["note"], left["note"])
    lines += _findings("accepted", shown["accepted"], left["accepted"])
    for group in dict.fromkeys(part.group for part in shown["speaker"]):
        rows = [part for part in shown["speaker"] if part.group == group]
        head = ["speaker", "claims", "supported", *_VERDICTS, "findings"]
        title = "Speakers" + (f" of {inside_html(group)}" if len(audit.recordings) > 1 else "")
        lines += _folded(title, _listed(head, rows, range(1, 9)))
    lines.append(f"<sub>{escape(audit.signature)}</sub>")
    return "\n".join(lines) + "\n"


def _passed(audit: Audit) -> str:
    """The gate's answer; a pass with doubts says so."""
    severities = audit.summary.get("severities", {})
    doubts = [_count(severities[level], level) for level in ("error", "warning") if severities.get(level)]
    if not audit.gate.passed:
        return "fail"
    return "pass" + (f" with {' and '.join(doubts)}" if doubts else "")


def _answer(audit: Audit) -> str:
    summary = audit.summary
    heaps, severities = summary.get("heaps", {}), summary.get("severities", {})
    counts = f"{_count(summary.get('documents', 0), 'document')}, {_count(summary.get('claims', 0), 'claim')}"
    told = ", ".join(f"{heaps.get(heap, 0)} {name}" for heap, name in _HEAPS.items())
    levels = ", ".join(_count(severities.get(severity, 0), severity) for severity in SEVERITIES)
    accepted = sum(summary.get("accepted", {}).values())
    aside = f"; {_count(accepted, *_LEFT_OUT['accepted'])}" if accepted else ""
    return f"**{counts}: {told}.** {levels}{aside}."


def _verdicts(audit: Audit) -> list[str]:
    """How the verdicts fall into the heaps."""
    counts = Counter[tuple[str, Heap | None]](
        (claim.verdict, claim.heap) for recording in audit.recordings for claim in recording.claims
    )
    rows = []
    for verdict in _VERDICTS:
        cells = [counts[verdict, heap] for heap in _HEAPS]
        if sum(cells):
            rows.append([verdict, *(str(cell or "") for cell in cells), str(sum(cells))])
    totals = [sum(counts[verdict, heap] for verdict in VERDICTS) for heap in _HEAPS]
    if not rows:
        return []
    rows.append(["**all**", *(f"**{total}**" for total in (*totals, sum(totals)))])
    return table(["verdict", *_HEAPS.values(), "claims"], rows, range(1, 5))


def _documents(recording: Recording) -> list[tuple[int, Part]]:
    """A row a document, with the number of its flagged claims."""
    out = []
    for path in dict.fromkeys([*(d.path for d in recording.documents), *(c.path for c in recording.claims)]):
        claims = [claim for claim in recording.claims if claim.path == path]
        heaps = Counter(claim.heap for claim in claims)
        cells = [heaps[heap] for heap in _HEAPS]
        row = [escape(path), str(sum(cells)), *(str(cell or "") for cell in cells), str(heaps[None] or "")]
        out.append((heaps["flagged"], Part("document", table_row(row))))
    return out


def _findings(kind: str, parts: Sequence[Part], left: int, folded: bool = True) -> list[str]:
    """A section; the worst of a page stand open, the rest is folded."""
    if not parts:
        return []
    title = _count(len(parts), *_LEFT_OUT[kind]) + (f" of {len(parts) + left}" if left else "")
    lines = [line for part in parts for line in (part.text, "")]
    return _folded(title, lines[:-1]) if folded else ["### " + title, "", *lines]


def _finding(item: Found) -> str:
    finding, claim = item.finding, item.claim
    speaker, start = (claim.speaker, claim.start) if claim else (finding.speaker, finding.start)
    who = ", ".join(part for part in (escape(speaker or ""), clock(start)) if part)
    place = code(f"{finding.path}:{finding.line}")
    lines = [f"- **{escape(finding.rule)} {escape(finding.name)}** {place}{f' · {who}' if who else ''}"]
    if claim:
        lines.append(f"claimed: {_marked(claim.text, '' if finding.name in _WHOLE else finding.claimed or '')}")
    if item.places:
        first = item.places[0]
        where = " ".join(part for part in (code(f"{first.path}:{first.line}"), span(first.start, first.end)) if part)
        lines.append(f"said: {_marked(first.text, finding.source or '')} · {where}")
    lines.append(f"→ {escape(finding.message)}")
    if finding.suppressed:
        lines.append(f"accepted ({finding.suppressed.kind}): {escape(finding.suppressed.reason)}")
    return "\\\n  ".join(lines)


def _marked(text: str, words: str) -> str:
    """Speech with the words that matter in bold, unless they are all of it."""
    before, marked, after = window(text, words)
    if not before.strip() and not after.strip():
        return escape(marked)
    # Spaces at an edge would be lost in `escape`.
    parts = (_kept(before), f"<b>{escape(marked)}</b>" if marked else "", _kept(after))
    return "".join(parts)


def _kept(text: str) -> str:
    return f"{' ' * text.startswith(' ')}{escape(text)}{' ' * (text.endswith(' ') and bool(text.strip()))}"


def _short_names(audit: Audit) -> dict[str, str]:
    """Paths without their folders, where no two files of the audit have the same name."""
    paths = {source.path for recording in audit.recordings for source in recording.sources}
    paths |= {document.path for recording in audit.recordings for document in recording.documents}
    names = Counter(PurePath(path).name for path in paths)
    return {path: PurePath(path).name for path in paths if names[PurePath(path).name] == 1}


def _review(claim: Claim, names: dict[str, str]) -> str:
    nearest = claim.evidence[0] if claim.evidence else claim.passages[0] if claim.passages else None
    near = "no place found"
    if nearest:
        near = f"{names.get(nearest.path, nearest.path)}:{nearest.line} {clock(nearest.start)}"
    reason = claim.reasons[0] if claim.reasons else ""
    words = window(claim.text, "")[0]
    return table_row(
        [f"{claim.risk:.2f}", *map(escape, (f"{names.get(claim.path, claim.path)}:{claim.line}", words, near, reason))]
    )


def _to_review(parts: Sequence[Part], left: int) -> list[str]:
    if not parts:
        return []
    title = _count(len(parts), *_LEFT_OUT["review"]) + (f" of {len(parts) + left}" if left else "")
    return _folded(
        title + ", the riskiest first", _listed(["risk", "line", "claim", "nearest", "why"], parts, range(1))
    )


def _speakers(recording: Recording) -> list[Part]:
    """Those with most wrong first."""
    bad = ("altered", "fabricated")
    rows = sorted(recording.speakers, key=lambda r: (-sum(r.verdicts.get(v, 0) for v in bad), -r.findings, r.speaker))
    out = []
    for row in rows:
        names = sorted(row.names.items(), key=lambda item: (-item[1], item[0]))
        cells = [escape(row.speaker) or "(no speaker)", str(row.claims)]
        cells.append("" if row.supported is None else f"{100 * row.supported:.0f} %")
        cells += [str(row.verdicts.get(verdict) or "") for verdict in _VERDICTS]
        cells.append(", ".join(f"{count} {escape(name)}" for name, count in names))
        out.append(Part("speaker", table_row(cells), recording.name))
    return out


def _listed(head: Sequence[str], parts: Sequence[Part], numbers: range) -> list[str]:
    return [*table(head, [], numbers), *(part.text for part in parts)]


def _folded(title: str, lines: Sequence[str]) -> list[str]:
    return ["<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>", ""]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
