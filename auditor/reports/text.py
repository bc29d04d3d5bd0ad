"""The result as a person meets it on a terminal: the answer first, then what is wrong, worst first, then what to do.

Every line is a list of (style, words); colours come on only at the end, so that both forms say the same.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from auditor.model.result import BAD_VERDICTS, SEVERITIES, Audit, Claim, Evidence, Finding, Recording
from auditor.reports.plain import clock, span, visible, window
from auditor.reports.ranked import worst_first

Line = list[tuple[str, str]]

_STYLES = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "note": "\x1b[36m",
    "good": "\x1b[1;32m",
    "bold": "\x1b[1m",
    "faint": "\x1b[2m",
    "claimed": "\x1b[1;4;31m",
    "said": "\x1b[1;4;32m",
}
_WHOLE = {"fabricated-claim", "unverifiable-claim"}  # nothing in the claim differs: all of it stands alone
_FINDINGS, _REVIEW, _DOCUMENTS = 20, 10, 20


def render(audit: Audit, options: dict[str, Any]) -> str:
    """The text. `color` (False), `all` (False: the first 20 findings, notes left out), `quiet`, `verbose`: booleans.

    `quiet` prints the documents and the gate only. `written`: paths of the reports made by the same call.
    """
    every = bool(options.get("all"))
    lines: list[Line] = _documents(audit, every)
    if not options.get("quiet"):
        lines += _findings(audit, every)
        lines += _review(audit, every)
        lines += _stale(audit)
    lines += _ending(audit, options)
    return "".join(f"{_joined(line, bool(options.get('color')))}\n" for line in lines)


def _joined(line: Line, color: bool) -> str:
    if not color:
        return "".join(words for _, words in line).rstrip()
    return "".join(f"{_STYLES[style]}{words}\x1b[0m" if style and words else words for style, words in line)


def _documents(audit: Audit, every: bool) -> list[Line]:
    """A row for each document; of many, those that pass without a flag are only counted."""
    rows = [row for recording in audit.recordings for row in _document_rows(recording, audit)]
    shown = rows if every or len(rows) <= _DOCUMENTS else [row for row in rows if row[2]]
    widths = [max((len(cells[i]) for cells, _, _ in shown), default=0) for i in range(6)]
    out: list[Line] = []
    for cells, reasons, bad in shown:
        plain = "   ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
            if width
        )
        verdict = [("error", "FAIL: " + ", ".join(reasons))] if reasons else [("warning" if bad else "good", "pass")]
        out.append([("bold", plain[: widths[0]]), ("", plain[widths[0] :] + "   "), *verdict])
    if len(shown) < len(rows):
        out.append(
            [("faint", f"and {len(rows) - len(shown)} more documents that pass, nothing flagged (--all lists them)")]
        )
    return out


def _document_rows(recording: Recording, audit: Audit) -> list[tuple[list[str], list[str], bool]]:
    paths = list(dict.fromkeys([*(d.path for d in recording.documents), *(c.path for c in recording.claims)]))
    rows = []
    for path in paths:
        claims = [c for c in recording.claims if c.path == path]
        heaps = Counter(c.heap for c in claims if c.heap)
        extra = sum(c.verdict == "boilerplate" for c in claims)
        cells = [visible(path), _count(len(claims) - extra, "claim"), f"{heaps['flagged']} flagged"]
        cells += [
            f"{heaps['review']} to review",
            f"{heaps['passed']} passed",
            f"{extra} pipeline text" if extra else "",
        ]
        reasons = [visible(r.removeprefix(f"{path}: ")) for r in audit.gate.reasons if r.startswith(f"{path}: ")]
        rows.append((cells, reasons, bool(reasons or heaps["flagged"])))
    return rows


def _findings(audit: Audit, every: bool) -> list[Line]:
    found = worst_first(audit)
    shown = found if every else [item for item in found if item.finding.severity != "note"][:_FINDINGS]
    out: list[Line] = []
    for item in shown:
        out += [[], *_block(item.finding, item.claim, item.recording)]
    left: Counter[str] = Counter(item.finding.severity for item in found)
    left.subtract(item.finding.severity for item in shown)
    if left.total():
        words = ", ".join(_count(left[severity], severity) for severity in SEVERITIES if left[severity])
        out += [[], [("faint", f"{words} more: --all lists them, --report audit.html shows them in place")]]
    return out


def _block(finding: Finding, claim: Claim | None, recording: Recording) -> list[Line]:
    who = ", ".join(
        part for part in (visible(claim.speaker or "") if claim else "", clock(claim.start) if claim else "") if part
    )
    head: Line = [
        (finding.severity, finding.severity.ljust(8)),
        ("bold", f"{finding.rule} {finding.name}"),
        ("", f"   {visible(finding.path)}:{finding.line}"),
        ("faint", f"   {who}" if who else ""),
    ]
    out = [head]
    words = claim.text if claim else finding.claimed
    if words:
        changed = "" if finding.name in _WHOLE else finding.claimed or ""
        line = _quoted("claimed", words, changed, "claimed")
        fields = ("owner", "due") if finding.name == "field-unsupported" else ()
        field = next((n for n in fields if claim and getattr(claim, n) == changed), None)
        out.append([*line, ("", f"   {field}: "), ("claimed", f"«{visible(changed)}»")] if field else line)
    places = finding.evidence or (claim.evidence if claim and finding.source else [])
    if places and finding.name != "fabricated-claim":
        out.append(_quoted("said", places[0].text, finding.source or "", "said") + _place(places))
    elif finding.name == "fabricated-claim":
        length = max((s.duration for s in recording.sources if s.duration), default=None)
        out.append(
            [("", f"{'':9}{'said':10}nothing like it in the recording" + (f" of {clock(length)}" if length else ""))]
        )
    out.append([("", f"{'':9}{visible(finding.message)}")])
    return out


def _quoted(label: str, text: str, words: str, style: str) -> Line:
    before, marked, after = window(text, words)
    whole = marked == "" or (before == "" and after == "")
    line: Line = [("faint", f"{'':9}{label:10}"), ("", before)]
    if marked:
        line.append((style, marked if whole else f"«{marked}»"))
    return [*line, ("", after)]


def _place(places: list[Evidence]) -> Line:
    first = places[0]
    time = span(first.start, first.end)
    others = [p for p in places[1:] if p.path != first.path]
    also = "   (also " + ", ".join(dict.fromkeys(f"{visible(p.path)}:{p.line}" for p in others)) + ")" if others else ""
    return [("faint", f"   {visible(first.path)}:{first.line}" + (f"  {time}" if time else "") + also)]


def _review(audit: Audit, every: bool) -> list[Line]:
    heap = [c for recording in audit.recordings for c in recording.claims if c.heap == "review"]
    heap.sort(key=lambda c: (-c.risk, c.path, c.line, c.id))
    if not heap:
        return []
    shown = heap if every else heap[:_REVIEW]
    out: list[Line] = [[], [("bold", "to review"), ("faint", "   the riskiest first; words alone cannot decide these")]]
    for claim in shown:
        out.append([("", f"  {claim.risk:.2f}  {visible(claim.path)}:{claim.line}   {window(claim.text, '', 100)[0]}")])
        nearest = claim.evidence[0] if claim.evidence else claim.passages[0] if claim.passages else None
        near = (
            f"nearest: {visible(nearest.path)}:{nearest.line}  {clock(nearest.start)}".rstrip()
            if nearest
            else "no place found"
        )
        reason = f"   {visible(claim.reasons[0])}" if claim.reasons else ""
        out.append([("faint", f"        {near}{reason}")])
    if len(shown) < len(heap):
        out.append([("faint", f"  {len(heap) - len(shown)} more to review: --all lists them")])
    return out


def _stale(audit: Audit) -> list[Line]:
    stale = audit.summary.get("stale", [])
    if not stale:
        return []
    out: list[Line] = [
        [],
        [("bold", "stale in the baseline"), ("faint", "   mended or gone: auditor baseline prune removes them")],
    ]
    for entry in stale:
        claimed = f'   "{visible(str(entry.get("claimed", "")))}"' if entry.get("claimed") else ""
        out.append([("", f"  {entry.get('rule')} {entry.get('name')}   {visible(str(entry.get('path')))}{claimed}")])
    return out


def _ending(audit: Audit, options: dict[str, Any]) -> list[Line]:
    """The gate's answer with its reasons, what did not count, and what to do next."""
    out: list[Line] = [[]] if not options.get("quiet") else []
    summary = audit.summary
    heaps, severities = summary.get("heaps", {}), summary.get("severities", {})
    counts = f"{_count(summary.get('documents', 0), 'document')}, {_count(summary.get('claims', 0), 'claim')}"
    counts += (
        f": {heaps.get('passed', 0)} passed, {heaps.get('flagged', 0)} flagged, {heaps.get('review', 0)} to review"
    )
    aside = [
        _count(n, f"accepted finding ({kind})", f"accepted findings ({kind})")
        for kind, n in summary.get("accepted", {}).items()
        if n
    ]
    aside += [f"{_count(summary['switched_off'], 'finding')} switched off"] if summary.get("switched_off") else []
    unread = summary.get("lines", {}).get("not-understood", 0)
    aside += [f"{_count(unread, 'line')} not understood"] if unread else []
    counts += f" ({', '.join(aside)})" if aside else ""
    if not audit.gate.passed:
        answer: Line = [("error", "FAIL"), ("", f"   {counts}")]
    elif severities.get("error") or severities.get("warning"):
        words = " and ".join(_count(severities[s], s) for s in ("error", "warning") if severities.get(s))
        if doubtful := summary.get("heaps", {}).get("flagged", 0):
            words += f", {_count(doubtful, 'line looks', 'lines look')} altered or invented"
        answer = [("warning", f"PASS with {words}"), ("", f"   {counts}")]
    else:
        answer = [("good", "PASS"), ("", f"   {counts}")]
    out.append(answer)
    out += [[("", f"       {visible(reason)}")] for reason in audit.gate.reasons]
    missing = {(row["limit"], row.get("why", "")) for row in audit.gate.limits if row.get("found") is None}
    out += [[("faint", f"       not measured: {limit} ({why})")] for limit, why in sorted(missing)]
    if options.get("verbose"):
        out += [[("faint", f"       {_limit(row)}")] for row in audit.gate.limits if row.get("found") is not None]
        out.append([("faint", f"       {visible(audit.signature)}")])
    if not options.get("quiet"):
        out += [[("warning", line)] for line in _strangers(audit)]
        out += _next(audit, list(options.get("written", ())))
    return out


def _strangers(audit: Audit) -> list[str]:
    """Sources of one recording that have no passage in common with any other: it may be the wrong file."""
    lines = []
    for recording in audit.recordings:
        paths = [source.path for source in recording.sources]
        paired = {path for pair in recording.asr.pairs for path in (pair.a, pair.b)}
        alone = [path for path in paths if path not in paired]
        lines += [
            f"{visible(path)} shares no passage with the other transcripts: is it one of the same recording?"
            for path in (alone if paired else alone[1:])
        ]
    return lines


def _limit(row: dict[str, Any]) -> str:
    found, allowed = (f"{row[key]:g}" if isinstance(row[key], float) else row[key] for key in ("found", "allowed"))
    return f"{visible(row['path'])}: {row['limit']} {found} (limit {allowed}), {'kept' if row['passed'] else 'broken'}"


def _next(audit: Audit, written: list[str]) -> list[Line]:
    """What to do next; `written`: the reports made by this call."""
    review = audit.summary.get("heaps", {}).get("review", 0)
    active = [f for r in audit.recordings for f in r.findings if f.suppressed is None and f.severity != "note"]
    steps = []
    if review:
        steps.append(
            f"Reviewing {'this line' if review == 1 else f'these {review} lines'} is where the remaining doubt lies."
        )
        told = audit.summary.get("review", {}).get("yield")
        if told:
            steps.append(told)
    if active:
        rule = min(active, key=lambda f: (SEVERITIES.index(f.severity), f.rule)).rule
        page = next((path for path in written if path.endswith(".html")), "")
        shows = visible(page) if page else "auditor check ... --report audit.html"
        steps.append(f"Next: {shows} shows them in place; auditor rule {rule} says what it means.")
    if not audit.gate.passed:
        bad = any(c.verdict in BAD_VERDICTS for r in audit.recordings for c in r.claims)
        mend = "Mend the lines" if bad else "Mend what the reasons name"
        steps.append(f'{mend}, or accept them with a reason: auditor baseline write --reason "...".')
    return [[("faint", step)] for step in steps]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
