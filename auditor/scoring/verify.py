"""The totals counted once more by jiwer (https://github.com/jitsi/jiwer), which many quote."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from auditor.scoring.units import Unit


def verified(units: Sequence[Unit]) -> dict[str, Any]:
    """What jiwer counts on the same words, and whether its total of errors is ours.

    The split into substitutions, deletions and insertions is not compared: it is not defined by the edit distance.
    Utterances without reference words are left out on both sides (jiwer refuses them).
    """
    import jiwer

    spoken = [unit for unit in units if unit.reference]
    if not spoken:
        return {"by": f"jiwer {version('jiwer')}", "errors": None, "equal": None}
    found = jiwer.process_words([" ".join(u.reference) for u in spoken], [" ".join(u.hypothesis) for u in spoken])
    errors = found.substitutions + found.deletions + found.insertions
    return {
        "by": f"jiwer {version('jiwer')}",
        "errors": errors,
        "equal": errors == sum(u.counts.errors for u in spoken),
    }
