"""Profile `whisper` against whisper's own tests and recorded outputs (shared material, not copied here)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.text.normalise import normalise, normalise_words

FOLDER = Path(__file__).parents[3] / "shared" / "bench" / "asr" / "normaliser"
needs_shared = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared test material is not there")


def rows(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((FOLDER / name).read_text("utf-8"))
    return loaded


@needs_shared
def test_all_pairs_of_whispers_test_file() -> None:
    pairs = rows("whisper_tests.json")
    wrong = [row["input"] for row in pairs if " ".join(normalise_words(row["input"], "whisper")) != row["expected"]]
    assert len(pairs) == 60
    assert wrong == []


@needs_shared
def test_recorded_outputs_faults_included() -> None:
    for row in rows("whisper_outputs.json"):
        assert " ".join(normalise_words(row["input"], "whisper")) == row["whisper_english"].strip()


def test_a_number_points_back_at_all_its_words() -> None:
    text = "That is two hundred million dollars, I'm told"
    number = next(t for t in normalise(text, "whisper") if t.text == "$200000000")
    assert text[number.begin : number.stop].startswith("two hundred million dollars")


def test_known_faults_are_kept_only_here() -> None:
    assert normalise_words("Oma's house", "whisper") == ["oma", "is", "house"]
    assert normalise_words("Oma's house") == ["oma's", "house"]
