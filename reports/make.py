#!/usr/bin/env python3
"""Makes the reports in this folder again: the audits of the examples in every format, and the result's JSON Schema.

python reports/make.py            writes what has changed
python reports/make.py --check    writes nothing; exit status 1 where something is not what the program makes today
"""

from __future__ import annotations

import json
import sys
from contextlib import chdir
from pathlib import Path

import msgspec

from auditor.cli.check import Call, audit_chosen
from auditor.cli.demo import EXAMPLES
from auditor.cli.select import choose
from auditor.model.result import Audit
from auditor.reports import ENDINGS, render

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "auditor" / "model" / "result.schema.json"


def made() -> dict[Path, str]:
    """Every file that this script keeps, with what the program makes today."""
    files = {SCHEMA: schema()}
    for name in EXAMPLES:
        audit = audit_of(name)
        for ending, format in ENDINGS.items():
            files[ROOT / "reports" / f"{name}{ending}"] = render(audit, format)
        files[ROOT / "reports" / f"{name}.txt"] = render(audit, "text")
    return files


def audit_of(name: str) -> Audit:
    """The audit of an example; paths are relative to the repository."""
    example, folder = EXAMPLES[name], f"examples/{name}"
    sources = tuple(f"{folder}/{source}" for source in example.sources)
    with chdir(ROOT):
        return audit_chosen(choose(Call(derived=(f"{folder}/{example.derived}",), sources=sources, isolated=True)))


def schema() -> str:
    """The JSON Schema of the result."""
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "auditor result, version 1",
        "description": "What `auditor check --report audit.json` writes. Readers ignore fields they do not know.",
        **msgspec.json.schema(Audit),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Writes, or with --check compares."""
    only_check = "--check" in sys.argv[1:]
    stale = {path: text for path, text in made().items() if not path.is_file() or path.read_bytes() != text.encode()}
    for path, text in stale.items():
        print(f"{path.relative_to(ROOT)}: {'not what the program makes today' if only_check else 'written'}")
        if not only_check:
            path.write_bytes(text.encode())
    return 1 if stale and only_check else 0


if __name__ == "__main__":
    sys.exit(main())
