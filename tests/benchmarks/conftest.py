"""The benchmark's modules are scripts' neighbours, not part of the package: put them on the path."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from measure.units import ORDER, WHAT_WAS_SAID


def audit_of(document, seed):
    """An audit that claims something random of every unit, and of a line without one."""
    rng = random.Random(seed)
    names = [*sorted(WHAT_WAS_SAID), "duplicated-passage", "speaker-unsupported", "sentiment-missing"]
    claims, found = [], []
    for number, row in enumerate(document.rows):
        text = row.get("text") or row["claim"]
        place = row.get("line", number + 3)
        for part in range(rng.choice([0, 1, 1, 1, 2])):
            changes = row.get("alterations") or []
            start, low, line = rng.uniform(0, 1300), rng.randrange(30000), rng.randrange(1, 400)
            if row.get("source_offset") and rng.random() < 0.7:
                low = row["source_offset"][0] + rng.randrange(-200, 200)
            if row.get("source_lines") and rng.random() < 0.7:
                line = max(1, row["source_lines"][0][0] + rng.randrange(-5, 5))
            evidence = [
                {"path": str(rng.choice(document.sources)), "line": line, "end_line": line + rng.randrange(40),
                 "char_start": low, "char_end": low + rng.randrange(1, 1500), "start": rng.choice([None, start]),
                 "end": start + rng.randrange(1, 90)}
                for _ in range(rng.randrange(3))
            ]  # fmt: skip
            finding = {
                "id": f"f{number}.{part}", "name": rng.choice(names),
                "claimed": rng.choice([None, "it", *(c["claimed"] for c in changes), text[:40]]),
            }  # fmt: skip
            found.append(finding)
            verdict = rng.choice(ORDER)
            claims.append(
                {"path": "x", "line": place, "end_line": rng.choice([None, row.get("end_line") or place]),
                 "text": text, "verdict": verdict, "risk": rng.choice([None, rng.random(), 0.5]),
                 "confidence": rng.random(), "heap": rng.choice([None, "flagged", "review", "passed"]),
                 "evidence": evidence, "passages": [], "signals": {"fits": rng.random()},
                 "findings": [finding["id"]]}
            )  # fmt: skip
    claims.append(claims[0] | {"line": 100000, "end_line": 100000, "findings": []})
    sources = [{"path": str(path)} for path in document.sources]
    return {"recordings": [{"sources": sources, "claims": claims, "findings": found}]}


@pytest.fixture
def made_up_audit():
    return audit_of
