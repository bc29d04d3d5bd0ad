#!/usr/bin/env python3
"""Makes again what the program can make: the audits of the examples in this folder, in every format; the JSON Schema of
the result; the excerpt of the demo's output in the README; what is found of the planted defects in examples/README.md.

python reports/make.py            writes what has changed
python reports/make.py --check    writes nothing; exit status 1 where something is not what the program makes today
"""

from __future__ import annotations

import json
import re
import sys
from contextlib import chdir
from functools import partial
from pathlib import Path

import msgspec

from auditor.cli.check import Call, audit_chosen
from auditor.cli.demo import EXAMPLES
from auditor.cli.select import choose
from auditor.model.result import Audit, Finding
from auditor.reports import ENDINGS, render

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "auditor" / "model" / "result.schema.json"
README = ROOT / "README.md"
PLANTED = ROOT / "examples" / "README.md"
ROW = re.compile(r"^(\| ([^|]+) \| ((?:[a-z]+-)+[a-z]+) \| [^|]+ \|) (?:yes|no) \|$", re.M)
SHOWN = ("fabricated-claim", "number-changed", "negation-changed", "retelling-differs", "time-off")
"""Findings of the demo that the README shows, the first of each."""


def made() -> dict[Path, str]:
    """Every file that this script keeps, with what the program makes today."""
    files = {SCHEMA: schema(), README: readme(), PLANTED: planted()}
    for name in EXAMPLES:
        audit = audit_of(name, ROOT)
        for ending, format in ENDINGS.items():
            files[ROOT / "reports" / f"{name}{ending}"] = render(audit, format)
        files[ROOT / "reports" / f"{name}.txt"] = render(audit, "text")
    return files


def audit_of(name: str, base: Path) -> Audit:
    """The audit of an example; paths are relative to `base`."""
    example, folder = EXAMPLES[name], (ROOT / "examples" / name).relative_to(base)
    derived, *sources = ((folder / file).as_posix() for file in (example.derived, *example.sources))
    with chdir(base):
        return audit_chosen(choose(Call(derived=(derived,), sources=tuple(sources), isolated=True)))


def readme() -> str:
    """The README with the excerpt that the demo prints today."""
    name = next(iter(EXAMPLES))
    blocks = render(audit_of(name, ROOT / "examples" / name), "text").split("\n\n")
    first = [next((n for n, b in enumerate(blocks) if finding in b.partition("\n")[0]), 0) for finding in SHOWN]
    shown = [blocks[n] for n in sorted({0, *first})]
    excerpt = "\n\n".join([*shown, "...", blocks[-1].rstrip("\n")])
    return re.sub(
        r"(<!-- excerpt: demo -->\n```text\n).*?(```)",
        lambda match: f"{match[1]}{excerpt}\n{match[2]}",
        README.read_text("utf-8"),
        flags=re.S,
    )


def planted() -> str:
    """The tables of planted defects, each row with whether the program finds it today."""
    parts = PLANTED.read_text("utf-8").split("\n## ")
    for number, part in enumerate(parts[1:], 1):
        name = part.partition(":")[0]
        recording = audit_of(name, ROOT / "examples" / name).recordings[0]
        found = {(place, f.name) for f in recording.findings for place in _places(f, EXAMPLES[name].derived)}
        parts[number] = ROW.sub(partial(_with_answer, found), part)
    return "\n## ".join(parts)


def _with_answer(found: set[tuple[str, str]], row: re.Match[str]) -> str:
    place = row[2] if row[2].isdigit() else "transcript"
    return f"{row[1]} {'yes' if (place, row[3]) in found else 'no'} |"


def _places(finding: Finding, derived: str) -> list[str]:
    inside = finding.path == derived
    return [str(line) for line in range(finding.line, finding.end_line + 1)] if inside else ["transcript"]


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
