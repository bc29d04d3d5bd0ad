"""The discrepancy listing by claimed speaker: how many claims, each verdict, what is wrong and where."""

from __future__ import annotations

from typing import Any

from tabulate import tabulate

from auditor.model.result import BAD_VERDICTS, SEVERITIES, VERDICTS, Audit, Claim, Finding, Recording, SpeakerRow
from auditor.reports.markup import escape
from auditor.reports.plain import clock, visible, window

_NOBODY = "(no speaker)"


def listing(audit: Audit) -> list[dict[str, Any]]:
    """The listing as data, a table per recording: `recording`, `speakers` (the result's rows with `discrepancies`).

    A discrepancy has `finding`, `name`, `rule`, `severity`, `path`, `line`, `start`, `claimed`, `source`, `message`.
    """
    return [
        {
            "recording": recording.name,
            "speakers": [_row(row, recording) for row in recording.speakers],
        }
        for recording in audit.recordings
    ]


def _row(row: SpeakerRow, recording: Recording) -> dict[str, Any]:
    return {
        "speaker": row.speaker,
        "claims": row.claims,
        "verdicts": {verdict: row.verdicts.get(verdict, 0) for verdict in VERDICTS},
        "findings": row.findings,
        "names": row.names,
        "supported": row.supported,
        "discrepancies": [_discrepancy(f, c) for f, c in _findings_of(row.speaker, recording)],
    }


def _findings_of(speaker: str, recording: Recording) -> list[tuple[Finding, Claim]]:
    claims = {claim.id: claim for claim in recording.claims if (claim.speaker or "") in (speaker, speaker.strip("()"))}
    if speaker in ("", _NOBODY):
        claims = {claim.id: claim for claim in recording.claims if not claim.speaker}
    found = [(f, claims[f.claim]) for f in recording.findings if f.claim in claims and f.suppressed is None]
    return sorted(found, key=lambda item: (item[0].path, item[0].line, SEVERITIES.index(item[0].severity), item[0].id))


def _discrepancy(finding: Finding, claim: Claim) -> dict[str, Any]:
    return {
        "finding": finding.id,
        "name": finding.name,
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "start": claim.start,
        "claimed": finding.claimed or claim.text,
        "source": finding.source,
        "message": finding.message,
    }


def text(audit: Audit) -> str:
    """The listing for a terminal: a table of the speakers, then each one's discrepancies."""
    out: list[str] = []
    for recording in listing(audit):
        out += [visible(recording["recording"]), _table(recording["speakers"], "simple"), ""]
        for row in recording["speakers"]:
            if not row["discrepancies"]:
                continue
            out.append(f"{visible(row['speaker'] or _NOBODY)}: {_count(len(row['discrepancies']))}")
            for each in row["discrepancies"]:
                time = clock(each["start"])
                place = f"{visible(each['path'])}:{each['line']}" + (f"  {time}" if time else "")
                words = window(each["claimed"], "", 90)[0]
                said = f"   said: {window(each['source'], '', 60)[0]}" if each["source"] else ""
                out.append(f"  {each['severity']:8}{each['rule']} {each['name']}   {place}")
                out.append(f"          claimed: {words}{said}")
            out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def markdown(audit: Audit) -> str:
    """The listing as Markdown; speech is escaped."""
    out: list[str] = []
    for recording in listing(audit):
        out += [f"## {escape(recording['recording'])}", "", _table(recording["speakers"], "pipe", escape), ""]
        for row in recording["speakers"]:
            if row["discrepancies"]:
                out += [f"### {escape(row['speaker'] or _NOBODY)}", ""]
                for each in row["discrepancies"]:
                    said = f", said: {escape(each['source'])}" if each["source"] else ""
                    place = f"{escape(each['path'])}:{each['line']}"
                    out.append(
                        f"- {each['severity']} {each['rule']} {each['name']}, {place}: {escape(each['claimed'])}{said}"
                    )
                out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def _table(rows: list[dict[str, Any]], style: str, clean: Any = visible) -> str:
    shown = [verdict for verdict in VERDICTS if any(row["verdicts"][verdict] for row in rows)]
    body = [
        [
            clean(row["speaker"] or _NOBODY),
            row["claims"],
            "" if row["supported"] is None else f"{100 * row['supported']:.0f} %",
            *(row["verdicts"][verdict] or "" for verdict in shown),
            ", ".join(f"{count} {name}" for name, count in sorted(row["names"].items(), key=lambda i: (-i[1], i[0]))),
        ]
        for row in sorted(rows, key=_worst)
    ]
    headers = ["speaker", "claims", "supported", *shown, "findings"]
    return tabulate(
        body,
        headers=headers,
        tablefmt=style,
        disable_numparse=True,
        colalign=["left", "right", "right", *["right"] * len(shown), "left"],
    )


def _worst(row: dict[str, Any]) -> tuple[int, int, str]:
    return (-sum(row["verdicts"][verdict] for verdict in sorted(BAD_VERDICTS)), -row["findings"], row["speaker"])


def _count(number: int) -> str:
    return f"{number} discrepanc{'y' if number == 1 else 'ies'}"
