"""Verdicts of words and judges together, measured on the labelled keys.

The recorded reader (one answer a unit of the shared keys) stands in for a chat judge: its answers are looked up by
document and unit, and checked by the package's own checks against the passages that it saw. A cache file that a real
judge has filled (`auditor check --judge NAME`) is replayed instead where one is named.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from auditor.judges.apply import Asking, Counts, apply_judges
from auditor.judges.batch import NamedJudge
from auditor.judges.cache import Cache
from auditor.judges.combine import RiskModel
from auditor.judges.passages import Places
from auditor.judges.protocol import Answer, Failure, Judge, Request, Shown
from auditor.judges.words import stands_in, words_of
from auditor.model.result import Claim, Recording
from measure.data import Document, rows_of
from measure.figures import auc, calibration, ratio
from measure.places import SHARED
from measure.units import Unit, units_of

Json = dict[str, Any]

READER = SHARED / "bench" / "judge" / "reader.jsonl"
SEED = 20261121
FLIPPED = 0.2
CUT_WORDS = 4


def audit_whole(derived: str, sources: list[str], model: Path | None) -> Json:
    """One audit as plain JSON types with the text of the sources, from which a replay makes its passages again."""
    import auditor

    result: Json = msgspec.to_builtins(auditor.audit(derived, sources, model=model))
    return result


def reader_rows() -> dict[tuple[str, str], Json]:
    """The recorded answers by document and unit; empty where the file is missing."""
    return {(row["document"], row["unit"]): row for row in rows_of(READER)} if READER.is_file() else {}


def flipped(
    rows: Mapping[tuple[str, str], Json], share: float = FLIPPED, seed: int = SEED
) -> dict[tuple[str, str], Json]:
    """The same answers with a share turned: supported becomes unsupported, all else supported; the risk turns too."""
    out = {}
    for key, row in sorted(rows.items()):
        if random.Random(f"{seed} {key}").random() < share:
            turned = {
                "verdict": "unsupported" if row["verdict"] == "supported" else "supported",
                "risk": 1 - row["risk"],
            }
            if turned["verdict"] == "supported" and not row["quote"]:
                turned |= {"passage": 1, "quote": " ".join(row["passages"][0].split()[2:10])}
            row = row | turned | {"claimed": None, "source": None}
        out[key] = row
    return out


@dataclass(frozen=True)
class _Seen:
    """Passages of the claims of one document as the reader saw them, by the id of the claim."""

    by_claim: Mapping[str, list[Shown]]

    def best(self, claim: Claim) -> list[Shown]:
        return self.by_claim.get(claim.id, [])

    def others(self, claim: Claim) -> list[Shown]:
        del claim
        return []


@dataclass(frozen=True)
class RecordedReader:
    """Answers by the passages of a request, which are those of one unit."""

    rows: Mapping[tuple[str, ...], Json]
    name: str = "reader"
    model: str = "recorded"
    destination: str = ""

    def ask(self, requests: Sequence[Request]) -> Iterator[tuple[int, Answer | Failure]]:
        for i, request in enumerate(requests):
            row = self.rows.get(tuple("\n".join(p.lines) for p in request.passages))
            yield i, _answer(row, request.claim) if row else Failure("no answer for this unit")


def _answer(row: Json, claim: str) -> Answer:
    """The unit's answer for one of its claims; words that run over two claims are cut to those in this one."""
    answer = msgspec.convert({f: row[f] for f in Answer.__struct_fields__}, Answer)
    if answer.claimed and not stands_in(answer.claimed, claim):
        words = answer.claimed.split()
        runs = [" ".join(words[a:b]) for a in range(len(words)) for b in range(len(words), a + 1, -1)]
        fitting = [r for r in runs if stands_in(r, claim)]
        longest = max(fitting, key=lambda r: len(words_of(r)), default=None)
        if longest and len(words_of(longest)) >= CUT_WORDS:
            return msgspec.structs.replace(answer, claimed=longest)
    return answer


def _units(document: Document, recordings: list[Recording]) -> tuple[list[Unit], int]:
    return units_of({"recordings": msgspec.to_builtins(recordings)}, document.rows)


def recorded(
    document: Document, audit: Json, rows: Mapping[tuple[str, str], Json]
) -> tuple[Judge, Callable[[Recording], _Seen]]:
    """The recorded reader for one document and the passages that it saw."""
    units, _ = units_of(audit, document.rows)
    seen: dict[str, list[Shown]] = {}
    answers: dict[tuple[str, ...], Json] = {}
    for unit in units:
        row = rows.get((document.name, unit.label["id"]))
        if row is None:
            continue
        shown = [Shown(id=n, path="", lines=p.split("\n")) for n, p in enumerate(row["passages"], 1)]
        answers[tuple(row["passages"])] = row
        for claim in unit.claims:
            seen[claim["id"]] = shown
    return RecordedReader(answers), lambda _recording: _Seen(seen)


@dataclass(frozen=True)
class Setup:
    """How the judged pipeline is run. `rows`: recorded answers; `cache`: a file to replay instead."""

    rows: Mapping[tuple[str, str], Json]
    everything: bool = True
    band: tuple[float, float] = (0.0, 1.0)
    cache: Path | None = None
    review_risk: float | None = None


def judge_document(
    document: Document, audit: Json, setup: Setup, model: RiskModel | None
) -> tuple[list[Recording], Counts]:
    """One audit with the judge's opinions."""
    recordings = msgspec.convert(audit["recordings"], list[Recording])
    judges: list[Judge]
    passages: Callable[[Recording], Any] = Places
    cache = Cache(setup.cache)
    if setup.cache is not None:
        judges = [NamedJudge(name, of) for name, of in cache.judges()]
    else:
        judge, passages = recorded(document, audit, setup.rows)
        judges = [judge]
    asking = Asking(setup.band, setup.everything, offline=setup.cache is not None, model=model,
                    review_risk=setup.review_risk, passages=passages)  # fmt: skip
    return apply_judges(recordings, judges, asking, cache)


@dataclass
class Column:
    """One column of the table: the units of all documents as judged, and what was asked."""

    name: str
    units: list[Unit]
    asked: int = 0
    claims: int = 0
    dropped: int = 0

    def figures(self) -> Json:
        good, bad = [u for u in self.units if u.good], [u for u in self.units if u.bad]
        both = [u for u in good + bad if u.risk is not None]
        return {
            "bad lines passed silently": (sum(u.heap == "passed" for u in bad), len(bad)),
            "good lines flagged": (sum(u.heap == "flagged" or u.flagged for u in good), len(good)),
            "review heap": (sum(u.heap == "review" for u in good + bad), len(good) + len(bad)),
            "bad lines flagged": (sum(u.heap == "flagged" for u in bad), len(bad)),
            "risk AUC": auc([u.risk or 0.0 for u in bad], [u.risk or 0.0 for u in good]),
            "risk: calibration error": calibration([(u.risk or 0.0, u.bad) for u in both])["ece"],
            "verdict right (lenient)": ratio(sum(u.right for u in self.units), len(self.units)),
            "claims asked": (self.asked, self.claims),
            "answers not believed": self.dropped,
        }


def alone(
    documents: Sequence[Document], rows: Mapping[tuple[str, str], Json], audits: Mapping[str, Json], name: str
) -> Column:
    """The reader without the words: its verdict as heap, its risk."""
    units: list[Unit] = []
    for document in documents:
        for unit in units_of(audits[document.id], document.rows)[0]:
            row = rows.get((document.name, unit.label["id"]))
            if row is not None:
                verdict = {"supported": "condensed", "altered": "altered", "unsupported": "fabricated"}.get(
                    row["verdict"], "unverifiable"
                )
                heap = {"condensed": "passed", "unverifiable": "review"}.get(verdict, "flagged")
                units.append(
                    Unit(unit.label, [{"verdict": verdict, "heap": heap, "risk": row["risk"], "evidence": []}])
                )
    return Column(name, units)


def combined(
    documents: Sequence[Document],
    audits: Mapping[str, Json],
    setup: Setup,
    models: Mapping[str, RiskModel | None],
    name: str,
) -> Column:
    """The whole pipeline; `models` holds the coefficients of each meeting, from a fit without it."""
    column = Column(name, [])
    for document in documents:
        recordings, counts = judge_document(document, audits[document.id], setup, models.get(document.meeting))
        column.units += _units(document, recordings)[0]
        column.asked += counts.claims
        column.claims += counts.all_claims
        column.dropped += sum(counts.dropped.values())
    return column
