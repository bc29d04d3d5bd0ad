"""Prove that the gate can fail: a clean document must pass, and every document with one planted defect must not.

    python benchmarks/gate_must_fail.py

Runs the command as a CI job would. Exit status 0 only when the clean document exits 0 and each planted one exits 1
and names the planted defect.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = """[00:00:02] Ada Holm: Welcome to the yearly meeting of the ferry club.
[00:00:06] Ada Holm: Last summer the Lodestar carried 4,300 passengers to the island.
[00:00:13] Ada Holm: Ben Rask repaired the engine, not Carl Munk.
[00:00:19] Ben Rask: The engine was not replaced. We cleaned the pump and it runs again.
[00:00:26] Ben Rask: It might hold until next autumn if nobody races it.
[00:00:32] Carl Munk: Should we buy a second boat this year?
[00:00:36] Ada Holm: Not before the harbour has a new jetty.
[00:00:41] Carl Munk: The jetty costs 60,000 crowns and the council pays half of it.
[00:00:48] Ada Holm: Then we meet again in May and decide about the boat.
[00:00:54] Ben Rask: Tickets stay at twelve crowns, children travel free.
"""
CLEAN = {
    "passengers": "- Last summer the Lodestar carried 4,300 passengers to the island.",
    "repair": "- Ben Rask repaired the engine, not Carl Munk.",
    "engine": "- The engine was not replaced.",
    "pump": "- We cleaned the pump and it runs again.",
    "hold": "- It might hold until next autumn if nobody races it.",
    "jetty": "- The jetty costs 60,000 crowns and the council pays half of it.",
    "tickets": "- Tickets stay at twelve crowns, children travel free.",
}
# What is planted -> (line, its new words, findings that name it).
PLANTED: dict[str, tuple[str, str, set[str]]] = {
    "a digit": ("passengers", "- Last summer the Lodestar carried 4,800 passengers to the island.", {"number-changed"}),
    "a name": ("passengers", "- Last summer the Polestar carried 4,300 passengers to the island.", {"entity-changed"}),
    "a dropped not": ("engine", "- The engine was replaced.", {"negation-changed", "meaning-cut"}),
    "an added not": ("pump", "- We cleaned the pump and it does not run again.", {"negation-changed"}),
    "an exchange": ("repair", "- Carl Munk repaired the engine, not Ben Rask.", {"role-changed", "entity-changed"}),
    "a certainty": ("hold", "- It will hold until next autumn if nobody races it.", {"certainty-changed"}),
    "a number word": ("tickets", "- Tickets stay at twenty crowns, children travel free.", {"number-changed"}),
    "an invention": (
        "pump",
        "- The whole crew was deeply moved by the warm applause of our loyal sponsors.",
        {"fabricated-claim"},
    ),
}


def check(folder: Path, lines: list[str]) -> tuple[int, set[str]]:
    """Exit status of `auditor check` and the names of its errors."""
    derived, source, report = folder / "ferry.md", folder / "ferry.txt", folder / "audit.json"
    derived.write_text("# Ferry club\n\n" + "\n".join(lines) + "\n", "utf-8")
    source.write_text(SOURCE, "utf-8")
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "auditor", "check", str(derived), "--source", str(source), "--report", str(report)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        print(run.stderr.strip(), file=sys.stderr)
        return run.returncode, set()
    findings = json.loads(report.read_text("utf-8"))["recordings"][0]["findings"]
    return run.returncode, {f["name"] for f in findings if f["severity"] == "error"}


def main() -> int:
    wrong = []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        status, names = check(folder, list(CLEAN.values()))
        if status != 0:
            wrong.append(f"the clean document: exit {status}, errors {sorted(names)}; expected 0")
        for what, (line, words, wanted) in PLANTED.items():
            status, names = check(folder, list((CLEAN | {line: words}).values()))
            if status != 1 or not names & wanted:
                expected = " or ".join(sorted(wanted))
                wrong.append(f"{what}: exit {status}, errors {sorted(names)}; expected 1 and {expected}")
    print("\n".join(wrong) or f"the clean document passes, {len(PLANTED)} planted ones fail")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
