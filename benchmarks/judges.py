"""What judges add to words, and the fit of the combined risk.

    python benchmarks/judges.py [--judge reader|FILE ...] [--folds DIR]     writes benchmarks/JUDGES.md
    python benchmarks/judges.py --write                                     and auditor/judges/model.json

`reader` is the recorded reader of the shared keys, FILE the cache of a real judge (`auditor check --judge NAME
--judge-all` on the same documents), which is replayed. With `--folds` (see fit.py) the words' own coefficients are of a
fit without the meeting, too.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
from measure.audits import audit_all
from measure.data import key_documents
from measure.goals import goal_lines
from measure.judge_columns import READER_NAME, judged, judged_section
from measure.judged import READER, audit_whole
from measure.places import ROOT

PAGE = ROOT / "benchmarks" / "JUDGES.md"
MODEL = ROOT / "auditor" / "judges" / "model.json"

INTRODUCTION = """# Judges

Written by `python benchmarks/judges.py`. The labelled keys, judged by words alone, by a judge alone, and by both
together. The *reader* is a recorded language-model reader that saw each claim without its speaker and three passages
of a plain search; its answers go through the package's own checks. The *weak reader* is the same with a fifth of its
answers turned round. The combined risk of every recording comes from a fit without that meeting. The labels were made
by readers of the same kind who read the whole recording: take the reader's figures as an upper bound. No live endpoint
has been measured.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", action="append", help="reader (default) or a cache file; may be given several times")
    parser.add_argument("--folds", type=Path, help="folder of the words' coefficients, MEETING.json each")
    parser.add_argument("--write", action="store_true", help="write the fitted coefficients into the package")
    parser.add_argument("--out", type=Path, default=PAGE)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    documents = key_documents()
    wanted = args.judge or [READER_NAME]
    if not documents or (READER_NAME in wanted and not READER.is_file()):
        print("the labelled keys or the recorded reader are not here", file=sys.stderr)
        return 1
    models = {path.stem: path for path in sorted(args.folds.glob("*.json"))} if args.folds else {}
    audits, failed = audit_all(documents, models, audit_whole, args.workers)
    for name, why in failed.items():
        print(f"failed: {name}: {why}", file=sys.stderr)
    result = judged(documents, audits, wanted)
    note = "" if models else "\nThe words' own coefficients are the shipped ones, which were fitted on these keys.\n"
    args.out.write_text(f"{INTRODUCTION}{note}\n{judged_section(result)}", "utf-8")
    print(judged_section(result))
    print("\n".join(goal_lines(result.goals)))
    if args.write and result.fitted is not None:
        MODEL.write_bytes(msgspec.json.format(msgspec.json.encode(result.fitted), indent=1) + b"\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
