"""The rules on real recordings with labelled keys, where these are at hand (scored by their own tool)."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from auditor.app import audit
from auditor.reports.json import render

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "keys").is_dir(), reason="../shared with the labelled recordings is not here"
)
SETS = {
    "building-o1": ("seeds/002*.txt", ("seeds/000*.txt", "seeds/001*.txt")),
    "es2009b": ("keys/es2009b.derived.md", ("keys/es2009b.source.txt",)),
    "education0": ("keys/education0.derived.txt", ("keys/education0.source.txt",)),
    "bmr026": ("keys/bmr026.derived.md", ("keys/bmr026.source.txt", "keys/bmr026.asr.vtt")),
    "ts3010c": ("keys/ts3010c.derived.json", ("keys/ts3010c.source.txt",)),
}


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_key", SHARED / "tools" / "score_key.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_key"] = module
    spec.loader.exec_module(module)
    return module


@cache
def audited(name: str) -> dict[str, Any]:
    derived, sources = SETS[name]
    done = audit(str(next(SHARED.glob(derived))), [str(next(SHARED.glob(source))) for source in sources])
    return json.loads(render(done, {}))  # type: ignore[no-any-return]


@cache
def figures(*names: str) -> dict[str, Any]:
    pairs = [(audited(name), scorer().read_key(SHARED / "keys" / f"{name}.key.jsonl")) for name in names]
    return scorer().score(pairs)  # type: ignore[no-any-return]


def test_repeats_of_overlapping_chunks() -> None:
    assert figures("building-o1")["duplicated_passage"]["f1"] >= 0.9


def test_speaker_findings_are_right() -> None:
    found = figures(*SETS)["speaker_findings"]

    assert found["precision"] >= 0.95 and found["recall"] >= 0.55


def test_passages_that_the_document_does_not_tell() -> None:
    gaps = audited("building-o1")["recordings"][0]["coverage"]["gaps"]
    untold = [(129, 139), (158, 163), (839, 848), (867, 880), (1009, 1021), (1078, 1095), (1125, 1132), (1274, 1293)]

    assert all(any(g["start"] <= b - 2 and g["end"] >= a + 2 for g in gaps) for a, b in untold)


def test_owners_and_dates_of_action_items() -> None:
    recording = audited("es2009b")["recordings"][0]
    found = {f["line"]: f["claimed"] for f in recording["findings"] if f["name"] == "field-unsupported"}

    assert found == {122: "Marketing", 123: "Friday"} | ({124: "next Tuesday"} if 124 in found else {})
