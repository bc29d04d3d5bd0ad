"""Everything that one run measured, ready for the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from measure.data import FIRST_KEY, SUMMEDITS, Document
from measure.figures import balanced_accuracy, best_threshold, claim_parts, claim_risk, score_claims, score_units
from measure.units import Json, Unit, units_of

LabelledClaims = list[tuple[Json, list[Json]]]


@dataclass
class Results:
    """Audited documents with their labels. `naive`: per document id and row the misfit by each naive judge."""

    documents: list[Document]
    audits: dict[str, Json]
    naive: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = [d for d in self.documents if d.id in self.audits]
        self.units = {d.id: units_of(self.audits[d.id], d.rows) for d in self.documents if d.kind == "key"}
        self.claims: dict[str, LabelledClaims] = {
            d.id: claim_parts(self.audits[d.id], d.rows) for d in self.documents if d.kind == "claims"
        }

    def of(self, *sets: str) -> list[Document]:
        return [d for d in self.documents if d.set in sets]

    def pooled(self, documents: Sequence[Document]) -> tuple[list[Unit], int]:
        """The units of several keys and the claims outside any unit."""
        parts = [self.units[d.id] for d in documents]
        return [u for units, _ in parts for u in units], sum(stray for _, stray in parts)

    def other_keys(self) -> list[Document]:
        return [d for d in self.of("keys") if d.name != FIRST_KEY]

    def key_figures(self, documents: Sequence[Document]) -> Json:
        return score_units(*self.pooled(documents))

    def claim_figures(self, name: str) -> Json:
        return score_claims([pair for d in self.of(name) for pair in self.claims[d.id]])

    def said(self, documents: Sequence[Document]) -> list[tuple[float, bool]]:
        """(risk, is it bad?) of every unit or labelled claim whose label leaves no doubt."""
        pairs: list[tuple[float, bool]] = []
        for d in documents:
            if d.kind == "claims":
                pairs += [(claim_risk(parts), row["label"] == "unsupported") for row, parts in self.claims[d.id]]
            else:
                pairs += [(u.risk, u.bad) for u in self.units[d.id][0] if u.risk is not None and (u.good or u.bad)]
        return pairs

    def called(self, documents: Sequence[Document]) -> list[tuple[bool, bool]]:
        """(called altered or fabricated?, is it bad?) by verdict."""
        pairs: list[tuple[bool, bool]] = []
        for d in documents:
            if d.kind == "claims":
                for row, parts in self.claims[d.id]:
                    bad = any(p["verdict"] in ("altered", "fabricated") for p in parts)
                    pairs.append((bad, row["label"] == "unsupported"))
            else:
                pairs += [(u.flagged, u.bad) for u in self.units[d.id][0] if u.good or u.bad]
        return pairs

    def naive_said(self, documents: Sequence[Document], which: int) -> list[tuple[float, bool]]:
        """(misfit, is it bad?) by one of the naive judges, for the same rows."""
        pairs: list[tuple[float, bool]] = []
        for d in documents:
            for row, misfit in zip(d.rows, self.naive[d.id], strict=True):
                if d.kind == "claims":
                    pairs.append((misfit[which], row["label"] == "unsupported"))
                elif (unit := Unit(row)).good or unit.bad:
                    pairs.append((misfit[which], unit.bad))
        return pairs

    def one_threshold(self) -> dict[str, float]:
        """Balanced accuracy of the four SummEdits sets by risk; each meeting's threshold is that of the others."""
        documents = self.of(*SUMMEDITS)
        by_set: dict[str, list[tuple[bool, bool]]] = {}
        for meeting in dict.fromkeys(d.meeting for d in documents):
            limit, _ = best_threshold(self.said([d for d in documents if d.meeting != meeting]))
            for d in documents:
                if d.meeting == meeting:
                    by_set.setdefault(d.set, []).extend((risk >= limit, bad) for risk, bad in self.said([d]))
        scores = {name: balanced_accuracy(pairs) for name, pairs in by_set.items()}
        return {name: score for name, score in scores.items() if score is not None}
