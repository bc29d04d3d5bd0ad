"""The labelled sets as documents to audit: derived file, sources, labels, and the meeting that groups the folds."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measure.folds import meeting_of
from measure.places import EXAMPLES, FAITH, KEYS, MINUTES, SEEDS

Json = dict[str, Any]

FIRST_KEY = "building-o1"
NEAR_VERBATIM = "summedits_pairs"
SUMMEDITS = ("summedits_ectsum", "summedits_podcast", "summedits_qmsumm", "summedits_sales_call")
TRANSCRIPTS, DERIVED = {".txt", ".vtt", ".srt", ".json"}, {".md", ".txt", ".json"}
FAITH_SETS = ("qmsum_spans", "diasumfact_qmsum", NEAR_VERBATIM, *SUMMEDITS)


@dataclass(frozen=True)
class Document:
    """One derived document with labels. `rows`: units of a key (`kind` "key") or labelled claims ("claims").

    `recording`: the recording's name where the document is called otherwise.
    """

    set: str
    name: str
    derived: Path
    sources: tuple[Path, ...]
    kind: str = "key"
    rows: list[Json] = field(default_factory=list, hash=False, compare=False)
    recording: str = ""

    @property
    def id(self) -> str:
        return f"{self.set}/{self.name}"

    @property
    def meeting(self) -> str:
        return meeting_of(self.set, self.recording or self.name)


def rows_of(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _first(folder: Path, pattern: str) -> Path | None:
    return next(iter(sorted(folder.glob(pattern))), None)


def key_documents() -> list[Document]:
    """The five shared keys, each with all its sources, the labelled one first."""
    found = []
    seeds = [_first(SEEDS, f"00{i}_*") for i in range(3)]
    captions, second, summary = seeds
    key = KEYS / f"{FIRST_KEY}.key.jsonl"
    if key.is_file() and captions and second and summary:
        found.append(Document("keys", FIRST_KEY, summary, (captions, second), rows=rows_of(key)))
    for key in sorted(KEYS.glob("*.key.jsonl")):
        name = key.name.removesuffix(".key.jsonl")
        derived, source = _first(KEYS, f"{name}.derived.*"), KEYS / f"{name}.source.txt"
        if name != FIRST_KEY and derived and source.is_file():
            others = sorted(KEYS.glob(f"{name}.asr.*"))
            others = [path for path in others if path.suffix != ".jsonl"]
            found.append(Document("keys", name, derived, (source, *others), rows=rows_of(key)))
    return found


def minutes_documents() -> list[Document]:
    """The minutes with planted sentences."""
    found = []
    for key in sorted(MINUTES.glob("*.key.jsonl")):
        name = key.name.removesuffix(".key.jsonl")
        derived, source = MINUTES / f"{name}.minutes.md", MINUTES / f"{name}.txt"
        found.append(Document("minutes", name, derived, (source,), rows=rows_of(key)))
    return found


def faith_documents(work: Path, names: tuple[str, ...] = FAITH_SETS) -> list[Document]:
    """The sets of labelled claims; sources and lists (one claim a bullet, from line 3) are written to `work`."""
    found = []
    for name in names:
        labelled, texts = FAITH / f"{name}.dev.jsonl", FAITH / f"{name}.docs.jsonl"
        if not labelled.is_file() or not texts.is_file():
            continue
        claims: dict[str, list[Json]] = defaultdict(list)
        for row in rows_of(labelled):
            claims[row["doc_id"]].append(row)
        docs = {doc["doc_id"]: doc["text"] for doc in rows_of(texts)}
        (work / name).mkdir(parents=True, exist_ok=True)
        for doc_id, rows in claims.items():
            source, derived = work / name / f"{doc_id}.txt", work / name / f"{doc_id}.md"
            source.write_text(docs[doc_id].strip() + "\n", "utf-8")
            lines = ["# Summary", "", *("- " + " ".join(row["claim"].split()) for row in rows)]
            derived.write_text("\n".join(lines) + "\n", "utf-8")
            found.append(Document(name, doc_id, derived, (source,), "claims", rows))
    return found


def example_documents() -> list[Document]:
    """The project's own examples with a key: `NAME.KIND.key.jsonl` beside the derived `NAME.KIND.*` and the sources
    `NAME.*`, of which the labelled one is the one that is not called `asr`."""
    found = []
    for key in sorted(EXAMPLES.glob("*/*.key.jsonl")):
        stem = key.name.removesuffix(".key.jsonl")
        name = stem.rpartition(".")[0] or stem
        texts = [p for p in sorted(key.parent.glob(f"{name}.*")) if p.suffix in TRANSCRIPTS | DERIVED]
        derived = [p for p in texts if p.stem == stem]
        kinds = {k.name.removesuffix(".key.jsonl") for k in key.parent.glob("*.key.jsonl")}
        sources = [p for p in texts if p.stem not in kinds and p.suffix in TRANSCRIPTS]
        sources.sort(key=lambda p: (".asr." in p.name, p.name))
        if derived and sources:
            found.append(Document("examples", stem, derived[0], tuple(sources), rows=rows_of(key)))
    return found


def missing_sets() -> list[str]:
    """What cannot be measured here, each with the reason; nothing when every set is there."""
    notes = []
    for what, there in (
        ("keys", bool(key_documents())),
        ("minutes", bool(list(MINUTES.glob("*.key.jsonl")))),
        ("labelled claims", bool(list(FAITH.glob("*.dev.jsonl")))),
        ("own examples", bool(list(EXAMPLES.glob("*/*.key.jsonl")))),
    ):
        if not there:
            notes.append(f"{what}: not found, skipped")
    return notes
