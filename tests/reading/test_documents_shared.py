"""The labelled documents beside the repository: every unit found on its lines, every line accounted for."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from auditor.model.inputs import Claim, DerivedDocument, TextFile
from auditor.reading import documents

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
KEYS = SHARED / "keys"

pytestmark = pytest.mark.skipif(not KEYS.is_dir(), reason="../shared with the labelled recordings is not here")


def load(path: Path) -> DerivedDocument:
    return documents.read(TextFile(str(path), path.read_bytes().decode("utf-8-sig")))


def pairs() -> list[tuple[str, str, str]]:
    """Document, key, and the format that must be found."""
    seeds = [(str(p), str(KEYS / "building-o1.key.jsonl"), "chunk-summary") for p in SHARED.glob("seeds/002*.txt")]
    formats = {"es2009b": "markdown", "bmr026": "markdown", "education0": "chunk-summary", "ts3010c": "json"}
    keys = [(str(p), str(KEYS / f"{n}.key.jsonl"), f) for n, f in formats.items() for p in KEYS.glob(f"{n}.derived.*")]
    minutes = [
        (str(p), str(p).replace(".minutes.md", ".key.jsonl"), "markdown")
        for p in sorted(SHARED.glob("bench/minutes/*.minutes.md"))
    ]
    return seeds + keys + minutes


def homes(document: DerivedDocument, units: list[dict[str, Any]]) -> tuple[dict[int, list[Claim]], int]:
    """The claims of each unit (the unit on their lines whose words fit best), and how many lie in none."""
    found: dict[int, list[Claim]] = {}
    stray = 0
    for claim in document.claims:
        here = [
            i for i, u in enumerate(units)
            if u["line"] <= claim.end_line and claim.line <= max(u.get("end_line") or 0, u["line"])
        ]  # fmt: skip
        if not here:
            stray += 1
            continue
        best = max(here, key=lambda i: fuzz.partial_ratio(units[i]["text"], claim.text.text))
        found.setdefault(best, []).append(claim)
    return found, stray


@pytest.mark.parametrize(("path", "key", "format"), pairs(), ids=lambda v: Path(v).name if "/" in v else v)
def test_units_are_found_whole(path: str, key: str, format: str) -> None:
    document = load(Path(path))
    units = [json.loads(line) for line in Path(key).read_text("utf-8").splitlines() if line.strip()]
    found, stray = homes(document, units)
    assert document.format == format
    assert stray == 0 and not document.problems
    assert len(found) / len(units) >= 0.98
    for i, claims in found.items():
        wanted = units[i]["text"].split(" | ")[0] if claims[0].kind == "action-item" else units[i]["text"]
        assert fuzz.ratio(" ".join(c.text.text for c in claims), wanted) >= 97, (units[i], claims)
        for name in ("speaker", "sentiment"):
            if units[i].get(name) and claims[0].kind != "action-item":
                assert getattr(claims[0], name) == units[i][name]
        if units[i].get("time"):
            assert claims[0].time_text == units[i]["time"]


@pytest.mark.parametrize("pattern", ["seeds/00[234]*.txt", "keys/*.derived.*", "bench/minutes/*.minutes.md"])
def test_every_line_is_accounted_for(pattern: str) -> None:
    for path in sorted(SHARED.glob(pattern)):
        document = load(path)
        text = document.file.text
        wanted = [i for i, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if line.strip()]
        assert [line.line for line in document.lines] == wanted
        claimed = {n for c in document.claims for n in range(c.line, c.end_line + 1)}
        roles = {line.line: line.role for line in document.lines}
        assert all(roles[n] in ("claim", "pipeline-text") for n in claimed)


def test_no_word_of_a_chunk_summary_is_lost() -> None:
    """What stands on a line of words and in no claim is the label, the time and the mood of that line."""
    for path in [*SHARED.glob("seeds/002*.txt"), *KEYS.glob("*.derived.txt")]:
        document = load(path)
        for number, line in enumerate(document.file.text.splitlines(), 1):
            here = [c for c in document.claims if c.line <= number <= c.end_line]
            if not here:
                continue
            left = Counter(re.findall(r"\w+", line))
            for claim in here:
                left -= Counter(re.findall(r"\w+", claim.text.text))
            first = here[0]
            known = f"{first.speaker} {first.time_text} {first.sentiment} sentiment Sentiment"
            assert not left - Counter(re.findall(r"\w+", known)), (number, line)


@pytest.mark.parametrize("seed", ["003", "004"])
def test_podcast_pages(seed: str) -> None:
    (path,) = SHARED.glob(f"seeds/{seed}*.txt")
    document = load(path)
    assert document.format == "podcast-page"
    assert document.participants and document.header["title"] and document.header["date"]
    marker = next(i for i, line in enumerate(document.file.text.splitlines(), 1) if line == "Shownotes Transcript")
    assert document.claims and all(c.end_line < marker for c in document.claims)
    assert all((line.role == "transcript") == (line.line > marker) for line in document.lines)
    speakers = {c.speaker for c in document.claims if c.heading == "Topics"}
    assert speakers <= {None, *document.participants}
