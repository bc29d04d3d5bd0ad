"""Plant defects into clean lines and say which the auditor finds.

    python benchmarks/mutation.py [--show KIND]

The full table goes into ACCURACY.md (`accuracy.py`); this prints it alone, with the lines of a kind if wanted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measure.audits import audit_all
from measure.units import Json, heap_of
from mutate.clean import clean_sources
from mutate.documents import PlantedDocument, planted_documents
from mutate.score import section, tally


def run(
    work: Path, models: dict[str, Path] | None = None, workers: int = 2
) -> tuple[list[PlantedDocument], dict[str, Json]]:
    """The planted documents that could be audited, and their audits."""
    planted = planted_documents(clean_sources(), work)
    audits, failed = audit_all([p.document for p in planted], models, workers=workers)
    for name, why in failed.items():
        print(f"failed: {name}: {why}", file=sys.stderr)
    return [p for p in planted if p.document.id in audits], audits


def show(kind: str, planted: list[PlantedDocument], audits: dict[str, Json]) -> None:
    """The lines of one kind with what was found."""
    for document in planted:
        recording = audits[document.document.id]["recordings"][0]
        findings = {f["id"]: f for f in recording["findings"]}
        for number, (line, _) in document.lines.items():
            if line.kind == kind:
                claims = [c for c in recording["claims"] if c["line"] <= number <= max(c["end_line"], c["line"])]
                told = [f"{c['verdict']} {heap_of(c)} {c['risk']:.2f}" for c in claims]
                print(
                    f"{document.document.name}:{number} {told}\n    {line.text}\n    {line.claimed!r} / {line.said!r}"
                )
                for finding in (findings[i] for c in claims for i in c["findings"]):
                    print(f"      {finding['name']}: {finding.get('claimed')!r} / {finding.get('source')!r}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", metavar="KIND")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        planted, audits = run(Path(work), workers=args.workers)
    print(section(tally(planted, audits)))
    if args.show:
        show(args.show, planted, audits)
    return 0


if __name__ == "__main__":
    sys.exit(main())
