"""The units of a labelled key, each with the claims and findings that an audit has for it.

The definitions are those of the scorer that belongs to the shared keys; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

Json = dict[str, Any]

ORDER = ("boilerplate", "verbatim", "edited", "condensed", "unverifiable", "altered", "fabricated")
GOOD = frozenset({"verbatim", "edited", "condensed"})
BAD = frozenset({"altered", "fabricated"})
WHAT_WAS_SAID = frozenset(
    {
        "fabricated-claim", "entity-changed", "number-changed", "negation-changed", "role-changed",
        "certainty-changed", "cause-changed", "claim-added", "turns-merged", "wrong-repair", "meaning-cut",
        "quote-not-verbatim", "field-unsupported", "retelling-differs",
    }
)  # fmt: skip


def seconds(clock: str | None) -> float | None:
    """`HH:MM:SS` or `MM:SS` in seconds; None for nothing."""
    if not clock:
        return None
    value = 0.0
    for part in clock.split(":"):
        value = value * 60 + float(part)
    return value


def heap_of(claim: Json) -> str:
    """The claim's heap; made from the verdict where the audit names none."""
    if claim.get("heap"):
        return str(claim["heap"])
    verdict = claim["verdict"]
    return "flagged" if verdict in BAD else "review" if verdict == "unverifiable" else "passed"


def names_change(finding: Json, claimed: str) -> bool:
    """Is `finding` about what was said, and do its words fit the key's words without being much longer?"""
    said = finding.get("claimed") or ""
    if finding["name"] not in WHAT_WAS_SAID or not said or not claimed:
        return False
    if len(said.split()) > 2 * len(claimed.split()) + 3:
        return False
    a, b = said.lower(), claimed.lower()
    return fuzz.partial_ratio(a, b) >= 80 if min(len(a), len(b)) >= 3 else a in b or b in a


@dataclass
class Unit:
    """One labelled unit. `in_first` keeps, claim by claim, the evidence that lies in the labelled (first) source."""

    label: Json
    claims: list[Json] = field(default_factory=list)
    findings: list[Json] = field(default_factory=list)
    in_first: list[list[Json]] = field(default_factory=list)
    first_source: str | None = None

    @property
    def support(self) -> str:
        return str(self.label["support"])

    @property
    def accepted(self) -> set[str]:
        return {self.support, *(self.label.get("also") or [])}

    @property
    def good(self) -> bool:
        return self.accepted <= GOOD

    @property
    def bad(self) -> bool:
        return self.accepted <= BAD

    @property
    def verdict(self) -> str | None:
        """The worst verdict of the claims; None without a claim. Partly fabricated counts as altered."""
        said = {c["verdict"] for c in self.claims} - {"boilerplate"}
        if not said:
            return "boilerplate" if self.claims else None
        worst = max(said, key=ORDER.index)
        return "altered" if worst == "fabricated" and len(said) > 1 else worst

    @property
    def flagged(self) -> bool:
        return self.verdict in BAD

    @property
    def right(self) -> bool:
        return self.verdict in self.accepted

    @property
    def heap(self) -> str:
        heaps = {heap_of(c) for c in self.claims}
        return next((h for h in ("flagged", "review") if h in heaps), "passed")

    @property
    def risk(self) -> float | None:
        return max((c["risk"] for c in self.claims if c.get("risk") is not None), default=None)

    @property
    def confidence(self) -> float | None:
        return min((c["confidence"] for c in self.claims if c.get("confidence") is not None), default=None)

    @property
    def names(self) -> set[str]:
        return {f["name"] for f in self.findings}

    @property
    def major_changes(self) -> list[Json]:
        """The grave changes of an altered unit on which the readers agree."""
        if self.support != "altered":
            return []
        changes = self.label.get("alterations") or []
        return [a for a in changes if a.get("severity") == "major" and a.get("agreed", True)]

    def placed(self) -> bool | None:
        """Does the evidence (two short spans a claim) lie in the labelled passage? None: the key names none."""
        label = self.label
        low, high = seconds(label.get("source_start")), seconds(label.get("source_end"))
        if low is not None and high is not None:
            timed = [e for c in self.claims for e in c["evidence"][:2] if e.get("start") is not None]
            return any(
                e["start"] <= high + 5 and e["end"] >= low - 5 and e["end"] - e["start"] <= 3 * (high - low) + 30
                for e in timed
            )
        spans = [e for found in self.in_first for e in found[:2]]
        if label.get("source_offset"):
            a, b = label["source_offset"]
            longest = 3 * (b - a) + 300
            return any(
                e["char_start"] < b + 150 and e["char_end"] > a - 150 and e["char_end"] - e["char_start"] <= longest
                for e in spans
            )
        if label.get("source_lines"):
            return any(
                e["line"] <= b and e["end_line"] >= a and e["end_line"] - e["line"] <= 3 * (b - a) + 10
                for e in spans
                for a, b in label["source_lines"]
            )
        return None

    def retrieved(self, count: int) -> bool | None:
        """Does one of the first `count` passages of a claim hold (half of) the labelled passage, or lie within it?"""
        label = self.label
        low, high = seconds(label.get("source_start")), seconds(label.get("source_end"))
        passages = [p for c in self.claims for p in (c.get("passages") or [])[:count]]
        if low is not None and high is not None:
            return any(
                p.get("start") is not None and _half_shared((p["start"], p["end"]), (low - 2, high + 2))
                for p in passages
            )
        mine = [p for p in passages if self.first_source is None or p["path"] == self.first_source]
        if label.get("source_offset"):
            return any(_half_shared((p["char_start"], p["char_end"]), tuple(label["source_offset"])) for p in mine)
        if label.get("source_lines"):
            return any(p["line"] <= b and p["end_line"] >= a for p in mine for a, b in label["source_lines"])
        return None


def _half_shared(a: tuple[float, float], b: tuple[float, ...]) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and shared >= 0.5 * min(a[1] - a[0], b[1] - b[0])


def units_of(audit: Json, key: list[Json]) -> tuple[list[Unit], int]:
    """The key's units with what the audit says of them, and the number of claims that lie in no unit."""
    units, stray = [Unit(label) for label in key], 0
    for recording in audit["recordings"]:
        first = (recording.get("sources") or [{}])[0].get("path")
        findings = {f["id"]: f for f in recording["findings"]}
        for claim in recording["claims"]:
            last = claim.get("end_line") or claim["line"]
            home = [
                u
                for u in units
                if u.label["line"] <= last and claim["line"] <= max(u.label.get("end_line") or 0, u.label["line"])
            ]
            if not home:
                stray += 1
                continue
            unit = home[0]
            if len(home) > 1:
                unit = max(home, key=lambda u: fuzz.partial_ratio(u.label["text"], claim["text"]))
            unit.claims.append(claim)
            unit.first_source = first
            unit.in_first.append([e for e in claim["evidence"] if first is None or e["path"] == first])
            unit.findings += [findings[f] for f in claim["findings"] if f in findings]
    return units, stray
