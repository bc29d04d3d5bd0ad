"""How often the right finding comes with the right words, and how often a harmless edit is flagged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from measure.units import BAD, Json, heap_of
from rapidfuzz import fuzz

from mutate.defects import Planted
from mutate.documents import PlantedDocument


@dataclass
class Tally:
    """Counts for one kind: lines, flagged, sent to review, right name, right name and words; names given otherwise."""

    harmless: bool
    lines: int = 0
    flagged: int = 0
    review: int = 0
    named: int = 0
    words: int = 0
    others: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def _fits(said: str | None, wanted: str) -> bool:
    if not said or not wanted:
        return False
    a, b = said.lower(), wanted.lower()
    close = fuzz.partial_ratio(a, b) >= 80 if min(len(a), len(b)) >= 3 else a in b or b in a
    return close and len(a.split()) <= 2 * len(b.split()) + 3


def right_words(finding: Json, planted: Planted) -> bool:
    """Do the finding's words, claimed or said, fit the planted ones? A moved label or time has no words."""
    if not planted.claimed and not planted.said:
        return True
    return _fits(finding.get("claimed"), planted.claimed) or _fits(finding.get("source"), planted.said)


def tally(planted: list[PlantedDocument], audits: dict[str, Json]) -> dict[str, Tally]:
    """Per kind of change, in the order of first appearance by name."""
    found: dict[str, Tally] = {}
    for document in planted:
        for recording in audits[document.document.id]["recordings"]:
            findings = {f["id"]: f for f in recording["findings"]}
            for number, (line, right) in document.lines.items():
                claims = [c for c in recording["claims"] if c["line"] <= number <= max(c["end_line"], c["line"])]
                mine = [findings[i] for c in claims for i in c["findings"] if i in findings]
                _count(found.setdefault(line.kind, Tally(harmless=not right)), claims, mine, line, right)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].harmless, pair[0])))


def _count(to: Tally, claims: list[Json], findings: list[Json], line: Planted, right: frozenset[str]) -> None:
    to.lines += 1
    flagged = any(c["verdict"] in BAD for c in claims)
    to.flagged += flagged
    to.review += not flagged and any(heap_of(c) == "review" for c in claims)
    hits = [f for f in findings if f["name"] in right]
    to.named += bool(hits)
    to.words += any(right_words(f, line) for f in hits)
    for name in sorted({f["name"] for f in findings} - right):
        to.others[name] += 1


def section(tallies: dict[str, Tally]) -> str:
    """The tables of defects and of harmless edits."""
    from measure.report import markdown

    def others(tally: Tally) -> str:
        ranked = sorted(tally.others.items(), key=lambda pair: (-pair[1], pair[0]))
        return ", ".join(f"{name} {count}" for name, count in ranked[:3]) or "-"

    defects = [
        (kind, t.lines, t.flagged, t.review, t.lines - t.flagged - t.review, t.named, t.words, others(t))
        for kind, t in tallies.items()
        if not t.harmless
    ]
    harmless = [(kind, t.lines, t.flagged, t.review, others(t)) for kind, t in tallies.items() if t.harmless]
    text = """## Planted defects

One change planted into sentences as they were said (of the examples and of the recordings with a key), by
`benchmarks/mutate`, seeded. *Named*: a finding of a right name; *with words*: whose words are the changed ones.
A moved speaker label or time need not flag the words."""
    head = ("defect", "lines", "flagged", "to review", "passed", "named", "with words", "other findings")
    return "\n\n".join(
        [text, markdown(head, defects), "Edits that change nothing, and lines left as they were:",
         markdown(("edit", "lines", "flagged", "to review", "findings"), harmless)]
    )  # fmt: skip
