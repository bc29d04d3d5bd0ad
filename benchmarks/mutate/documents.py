"""Derived documents with planted lines: every usable sentence of a recording once, changed or left as it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from measure.data import Document

from mutate.clean import Clean, CleanSource
from mutate.defects import DEFECTS, HARMLESS, Maker, Planted, untouched

PER_KIND, LINES = 8, 60


@dataclass(frozen=True)
class PlantedDocument:
    """A document to audit and what stands on its lines (line number -> planted line; `right`: the findings wanted)."""

    document: Document
    lines: dict[int, tuple[Planted, frozenset[str]]]


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def layout(planted: Planted) -> str:
    """`[00:01:02] Name: "words"`, without what is not known; in quotation marks only where a quote is claimed."""
    text = f'"{planted.text}"' if planted.quoted else planted.text
    if not planted.speaker:
        return f"- {text}"
    time = f"[{_clock(planted.start)}] " if planted.start is not None else ""
    return f"{time}{planted.speaker}: {text}"


def choose(source: CleanSource, seed: int, per_kind: int = PER_KIND) -> list[tuple[Clean, Planted, frozenset[str]]]:
    """A third of the lines stays untouched; of the others each kind of change gets its own, the rarest kind first."""
    rng = Random(f"{seed} {source.meeting}")
    makers: dict[Maker, frozenset[str]] = {**DEFECTS, **dict.fromkeys(HARMLESS, frozenset[str]())}
    made = {
        maker: [(i, planted) for i, line in enumerate(source.lines) if (planted := maker(line, source, rng))]
        for maker in makers
        if maker is not untouched
    }
    numbers = range(len(source.lines))
    kept = set(rng.sample(numbers, len(numbers) // 3))
    # In a short recording every kind gets a few lines, rather than the rare kinds all of them.
    per_kind = min(per_kind, max(2, (len(numbers) - len(kept)) // len(made)))
    chosen: dict[int, tuple[Planted, frozenset[str]]] = {}
    for maker, options in sorted(made.items(), key=lambda pair: (len(pair[1]), pair[0].__name__)):
        free = [option for option in options if option[0] not in chosen and option[0] not in kept]
        for index, planted in rng.sample(free, min(per_kind, len(free))):
            chosen[index] = (planted, makers[maker])
    for index in rng.sample(sorted(kept), min(len(kept), max(per_kind, len(chosen)))):
        if planted := untouched(source.lines[index], source, rng):
            chosen[index] = (planted, frozenset())
    return [(source.lines[i], *chosen[i]) for i in sorted(chosen)]


def planted_documents(sources: list[CleanSource], work: Path, seed: int = 1) -> list[PlantedDocument]:
    """Write the documents to `work`, at most 60 lines each, in the order of the recording."""
    found = []
    work.mkdir(parents=True, exist_ok=True)
    for source in sources:
        lines = choose(source, seed)
        parts = max(1, round(len(lines) / LINES))
        for part in range(parts):
            path = work / f"{source.name}.{part}.txt"
            some = lines[part::parts]
            path.write_text("".join(layout(planted) + "\n\n" for _, planted, _ in some), "utf-8")
            document = Document("mutations", f"{source.name}.{part}", path, source.paths, recording=source.name)
            found.append(PlantedDocument(document, {2 * n + 1: (p, right) for n, (_, p, right) in enumerate(some)}))
    return found
