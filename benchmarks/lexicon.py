"""Measures the word knowledge: load time, and how well sound tells ASR slips from random pairs.

    python benchmarks/lexicon.py

The labelled slips are read from ../shared/keys; without it only the load time is measured.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

KEYS = Path(__file__).parents[2] / "shared" / "keys"
LOAD = """
import dataclasses, pathlib, re, typing, time
began = time.process_time()
from auditor.lexicon import cues, generic, relations, sounds, words
words.lemma("houses"), relations.relation("house", "building"), cues.negation_cues(["not"])
cues.certainty_cues(["may"]), generic.genericness(["thanks"]), sounds.sound_similarity("wait", "weight")
print(1000 * (time.process_time() - began))
"""
LONGEST = 6  # words of a block
RANDOM_PAIRS = 5  # for each true one


def load_ms() -> float:
    """Processor time of import and first look-up of everything, the least of five new processes, in milliseconds."""
    runs = [subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True) for _ in range(5)]
    return min(float(run.stdout) for run in runs)


def slips() -> Iterator[tuple[str, str, str]]:
    """(kind, one wording, the other) of the labelled ASR slips and repairs."""
    for path in sorted(KEYS.glob("*.key.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for change in json.loads(line)["alterations"]:
                if change["type"] == "wrong_repair":
                    yield "wrong repair", change["claimed"], change["source"]
    for path in sorted(KEYS.glob("*.asr-diff.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] in ("homophone", "entity", "term"):
                yield f"{path.name.split('.')[0]} {row['kind']}", row["a"], row["b"]


def sound_auc() -> dict[str, tuple[int, float]]:
    """Kind → (pairs, area under the ROC curve against random pairs of the same blocks)."""
    from sklearn.metrics import roc_auc_score

    from auditor.lexicon.sounds import sound_similarity

    groups: dict[str, list[float]] = defaultdict(list)
    pairs = [
        (kind, a, b)
        for kind, a, b in slips()
        if a and b and a.casefold() != b.casefold() and max(len(a.split()), len(b.split())) <= LONGEST
    ]
    chance = random.Random(1)
    others = [b for _, _, b in pairs]
    unlike = [sound_similarity(a, c) for _, a, b in pairs for c in chance.choices(others, k=RANDOM_PAIRS) if c != b]
    for kind, a, b in pairs:
        groups[kind].append(sound_similarity(a, b))
    groups["all"] = [value for values in groups.values() for value in values]
    return {
        kind: (len(values), roc_auc_score([1] * len(values) + [0] * len(unlike), values + unlike))
        for kind, values in groups.items()
    }


if __name__ == "__main__":
    print(f"load: {load_ms():.0f} ms")
    for kind, (pairs, auc) in sound_auc().items() if KEYS.exists() else ():
        print(f"sound, {kind}: {pairs} pairs, AUC {auc:.3f}")
