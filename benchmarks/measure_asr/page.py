"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH = ROOT.parent / "shared" / "bench" / "asr"
SEEDS = ROOT.parent / "shared" / "seeds"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows), ""]


def seed_pair() -> tuple[Path, Path] | None:
    """The two transcripts of one recording among the shared seeds."""
    found = [sorted(SEEDS.glob(f"{number}_*.txt")) for number in ("000", "001")]
    return (found[0][0], found[1][0]) if all(found) else None
