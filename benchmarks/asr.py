"""Prove the scoring right and quick; writes benchmarks/ASR.md.

    python benchmarks/asr.py            everything (about two minutes)
    python benchmarks/asr.py --quick    without the speed section, to the terminal

Reads the shared test material beside the project; without it there is nothing to prove and it says so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measure_asr import equality, faults, speed, style
from measure_asr.page import BENCH, ROOT, seed_pair, table

PAGE = ROOT / "benchmarks" / "ASR.md"
TOOLS = ROOT.parent / "shared" / "tools" / "score_asr_diff.py"
DIFFERENCES = ROOT.parent / "shared" / "keys"


def kinds() -> list[str]:
    """How many hand-judged differences of the seed pair the audit lists, and under the right kind."""
    key = DIFFERENCES / "building-o1.asr-diff.jsonl"
    seeds = seed_pair()
    if not key.is_file() or seeds is None or not TOOLS.is_file():
        return ["The hand-judged differences are not there.", ""]
    from auditor.reports import write_report
    from auditor.scoring import score

    with tempfile.TemporaryDirectory() as folder:
        audit = Path(folder) / "audit.json"
        write_report(score(str(seeds[0]), str(seeds[1])), audit)
        done = subprocess.run(
            [sys.executable, str(TOOLS), str(audit), str(key), "--json"], capture_output=True, text=True, check=True
        )
    found = json.loads(done.stdout)
    rest = found.pop("entries that meet no row")
    head = ["kind", "rows", "found", "right kind", "precision of the kind"]
    rows = [[kind, *(("–" if row[name] is None else row[name]) for name in head[1:])] for kind, row in found.items()]
    total = sum(row["rows"] for row in found.values())
    hits = sum(row["rows"] * row["found"] for row in found.values())
    return [
        f"{total} true differences between two transcripts of one recording; found {hits / total:.3f} of them.",
        "",
        *table(head, rows),
        f"Entries that meet no row: {rest}.",
        "",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    if not BENCH.is_dir():
        sys.exit("asr.py: the shared test material is not there")
    page = ["# Scoring, measured", "", "Made by `python benchmarks/asr.py`. Nothing here is copied by hand.", ""]
    page += ["## Right to the last digit", ""]
    for part in (equality.against_jiwer, equality.synthetic, equality.suite, equality.hubscr, equality.meetings):
        page += part()
    page += ["## Is the difference real?", "", *equality.significance()]
    page += ["## Consensus", "", *equality.rover()]
    page += ["## Normaliser", "", *style.whisper_tests()]
    page += ["## What differs, and under which kind", "", *kinds()]
    page += ["## What went wrong inside a variant", "", *faults.section()]
    if not quick:
        page += ["## Speed", "", *speed.command(), *speed.normaliser(), *speed.long_texts(), *speed.memory()]
    text = "\n".join(page).rstrip() + "\n"
    if quick:
        print(text)
    else:
        PAGE.write_text(text, "utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
