"""Labels of single claims, made from the labels of units: what the fit of `risk` and `confidence` learns from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from rapidfuzz import fuzz

from measure.data import Document
from measure.figures import claim_parts
from measure.units import BAD, GOOD, Json, Unit, units_of


@dataclass(frozen=True)
class Row:
    """One audited claim with its signals. `bad` and `right` are None where the key leaves it open.

    `invented` says whether the unit has no source at all. `unit` numbers the labelled unit within the document,
    `unit_bad` is the unit's own label (of a bad unit with several claims nobody may know which is meant), `words`
    counts the claim's words (to check that no signal measures length).
    """

    document: str
    set: str
    meeting: str
    unit: int
    words: int
    verdict: str
    bad: bool | None
    right: bool | None
    unit_bad: bool | None
    invented: bool | None
    signals: dict[str, float]
    risk: float = 0.0

    @property
    def changed(self) -> bool | None:
        """Bad though it has a source; None for what has none and what is not known."""
        return None if self.invented else self.bad

    def of_unit(self, target: str) -> bool | None:
        """The unit's own label for a target: `bad`, `changed` or `invented`."""
        if target == "invented":
            return self.invented
        return None if target == "changed" and self.invented else self.unit_bad

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def touches_change(claim: Json, changes: list[Json]) -> bool:
    """Do the words of a labelled change (the grave ones where there are any) stand in the claim?"""
    grave = [c for c in changes if c.get("severity") == "major"] or changes
    text = claim["text"].lower()
    return any(c.get("claimed") and fuzz.partial_ratio(c["claimed"].lower(), text) >= 85 for c in grave)


def label_of(unit: Unit, claim: Json) -> bool | None:
    """Is this claim of the unit altered or fabricated? None where the unit's label does not say."""
    if unit.good:
        return False
    if not unit.bad:
        return None
    if unit.support == "fabricated" or len(unit.claims) == 1:
        return True
    changes = unit.label.get("alterations") or []
    return True if touches_change(claim, changes) else None


def invented_of(unit: Unit) -> bool | None:
    """Has the unit no source? None where readers may differ."""
    if unit.support == "fabricated":
        return True
    return None if "fabricated" in unit.accepted else False


def _right(unit: Unit, claim: Json) -> bool | None:
    if unit.support != "altered" or len(unit.claims) == 1 or claim["verdict"] in BAD:
        return claim["verdict"] in unit.accepted
    return False if label_of(unit, claim) else None


def rows_of(document: Document, audit: Json) -> list[Row]:
    """The claims of an audited document that are no pipeline text, with their labels."""
    rows = []

    def add(
        number: int, claim: Json, bad: bool | None, right: bool | None, whole: bool | None, invented: bool | None
    ) -> None:
        if claim["verdict"] != "boilerplate":
            signals = {name: float(value) for name, value in sorted(claim["signals"].items())}
            words = len(claim["text"].split())
            place = (document.id, document.set, document.meeting, number, words)
            rows.append(Row(*place, claim["verdict"], bad, right, whole, invented, signals, float(claim["risk"])))

    if document.kind == "key":
        for number, unit in enumerate(units_of(audit, document.rows)[0]):
            for claim in unit.claims:
                whole = True if unit.bad else False if unit.good else None
                add(number, claim, label_of(unit, claim), _right(unit, claim), whole, invented_of(unit))
        return rows
    for number, (label, parts) in enumerate(claim_parts(audit, document.rows)):
        bad = label["label"] == "unsupported"
        for claim in parts:
            # Of several sentences under one "unsupported" nobody knows which is meant.
            known = not bad or len(parts) == 1
            right = claim["verdict"] in (BAD if bad else GOOD)
            add(
                number,
                claim,
                bad if known else None,
                right if known else None,
                bad,
                bad if label.get("constructed") is not None else None,
            )
    return rows
