"""Scores of ASR variants as a table for a terminal or for Markdown; the figures stand in the audit's `asr` parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.model.asr import Asr
from auditor.model.result import Audit, Recording
from auditor.reports.markup import escape
from auditor.reports.plain import visible

_HEAD = ("variant", "WER", "95 % interval", "S", "D", "I", "words", "CER", "WER raw")
_MOST_RECORDINGS = 20
_MOST_PLACES = 5


def render(audit: Audit, options: dict[str, Any]) -> str:
    """The text. `markdown` (False): Markdown tables; `all` (False): every recording and place."""
    markdown, every = bool(options.get("markdown")), bool(options.get("all"))
    lines: list[str] = []
    pooled = audit.summary.get("scores") or {}
    if pooled:
        lines += [_title(f"{len(audit.recordings)} recordings, pooled", markdown), ""]
        lines += [*_table([_row(name, row) for name, row in pooled.items()], markdown), ""]
    shown = audit.recordings if every or not pooled else audit.recordings[:_MOST_RECORDINGS]
    for recording in shown:
        lines += [*_recording(recording, markdown, every), ""]
    if len(shown) < len(audit.recordings):
        lines += [f"and {len(audit.recordings) - len(shown)} more recordings (--all lists them)", ""]
    if not any(variant.get("breakdown") for recording in audit.recordings for variant in recording.asr.variants):
        lines.append("--details: how much is style, which errors touch the meaning, the worst minute")
    lines.append(f"signature: {audit.signature}")
    return "\n".join(lines) + "\n"


def _title(text: str, markdown: bool) -> str:
    return f"## {escape(text)}" if markdown else text


def _recording(recording: Recording, markdown: bool, every: bool) -> Iterator[str]:
    asr = recording.asr
    yield _title(f"{asr.reference or recording.name}", markdown)
    yield ""
    rows = [_row(str(variant["path"]), variant) for variant in asr.variants]
    yield from _table(rows, markdown)
    bullet = "- " if markdown else "  "
    for variant in asr.variants:
        for line in _about(variant):
            name = f"{_shown(str(variant['path']), markdown)}: " if len(asr.variants) > 1 else ""
            yield f"{bullet}{name}{line}"
    for test in asr.significance:
        yield bullet + _shown(test["verdict"], markdown)
    for line in _doubtful(asr, every):
        yield bullet + _shown(line, markdown)


def _shown(text: str, markdown: bool) -> str:
    return escape(text) if markdown else visible(text)


def _row(name: str, scores: dict[str, Any]) -> list[str]:
    smooth, raw = scores["normalised"], scores["raw"]
    low_high = scores.get("interval")
    return [
        name,
        percent(smooth["wer"]),
        f"{percent(low_high[0])} to {percent(low_high[1])}" if low_high else "",
        *(f"{smooth[key]:,}" for key in ("substitutions", "deletions", "insertions", "reference_words")),
        percent(smooth["cer"]),
        percent(raw["wer"]),
    ]


def percent(rate: float | None) -> str:
    """A rate in percent with one decimal; no rate is a dash."""
    return "–" if rate is None else f"{100 * rate:.1f} %"


def _table(rows: Sequence[list[str]], markdown: bool) -> list[str]:
    if markdown:
        head = ["| " + " | ".join(_HEAD) + " |", "|---|" + "---:|" * (len(_HEAD) - 1)]
        return head + ["| " + " | ".join([escape(row[0]), *row[1:]]) + " |" for row in rows]
    cells = [list(_HEAD), *([visible(row[0]), *row[1:]] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(_HEAD))]
    return [
        "   ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]


def _about(variant: dict[str, Any]) -> Iterator[str]:
    """Sentences about one variant: the second count, style, meaning, loops, worst minute."""
    for kind, second in (variant.get("verified") or {}).items():
        if second["equal"] is not None:
            agrees = "the same total" if second["equal"] else "ANOTHER total"
            yield f"{second['by']} counts {second['errors']} errors on the {kind} words: {agrees}"
    steps = variant.get("waterfall") or []
    if steps:
        yield "WER without style: " + ", ".join(f"{step['step']} {percent(step['wer'])}" for step in steps)
    parts = variant.get("breakdown") or {}
    if parts:
        kinds = ", ".join(f"{count} {kind}" for kind, count in parts["changes"].items())
        listed = f" ({kinds})" if kinds else ""
        yield f"{parts['meaning']} errors touch the meaning, {parts['harmless']} do not{listed}"
    loops = variant.get("without_loops")
    if loops:
        yield f"without {loops['removed_words']} repeated words the WER is {percent(loops['wer'])}"
    minutes = [row for row in variant.get("minutes") or [] if row["wer"] is not None]
    if len(minutes) > 2:
        worst = max(minutes, key=lambda row: (row["errors"], -row["minute"]))
        yield f"worst minute: {worst['minute']}, {worst['errors']} errors in {worst['words']} words"
    meeting = variant.get("meeting")
    if meeting:
        timed = f", tcpWER {percent(meeting['tcpwer']['wer'])}" if meeting["tcpwer"] else ""
        yield f"cpWER {percent(meeting['cpwer']['wer'])}{timed}"


def _doubtful(asr: Asr, every: bool) -> Iterator[str]:
    places = asr.pooled.get("reference_doubtful") or []
    if places:
        yield f"{len(places)} places where all variants agree against the reference (it is probably wrong there):"
        for place in places if every else places[:_MOST_PLACES]:
            where = place.get("utterance") or f"line {place.get('line')}"
            yield f"  {where}: reference `{place['reference']}`, all variants `{place['all_say']}`"
