"""The examples' keys say what the files say, and the table of planted defects shows every finding."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.demo import EXAMPLES
from auditor.model.result import VERDICTS
from auditor.rules.catalogue import BY_NAME

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "examples" / "README.md").read_text("utf-8")
CHANGES = {
    "omission",
    "wrong_repair",
    "merge",
    "role",
    "addition",
    "entity",
    "term",
    "modality",
    "negation",
    "number",
    "cause",
    "contrast",
    "exchange",
}


def folder(name: str) -> Path:
    return ROOT / "examples" / name


def units(name: str) -> list[dict[str, Any]]:
    key = folder(name) / f"{Path(EXAMPLES[name].derived).stem}.key.jsonl"
    return [json.loads(line) for line in key.read_text("utf-8").splitlines()]


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


EVERY_UNIT = [pytest.param(name, unit, id=unit["id"]) for name in EXAMPLES for unit in units(name)]


@pytest.mark.parametrize(("name", "unit"), EVERY_UNIT)
def test_unit_stands_on_its_line_with_known_labels(name: str, unit: dict[str, Any]) -> None:
    lines = (folder(name) / EXAMPLES[name].derived).read_text("utf-8").splitlines()

    assert unit["text"] in lines[unit["line"] - 1]
    assert {unit["support"], *unit["also"]} <= set(VERDICTS)
    assert {change["type"] for change in unit["alterations"]} <= CHANGES
    assert bool(unit["alterations"]) == (unit["support"] == "altered")


@pytest.mark.parametrize(("name", "unit"), EVERY_UNIT)
def test_good_units_share_words_with_their_place_in_the_first_source(name: str, unit: dict[str, Any]) -> None:
    if unit["source_line"] is None:
        assert unit["support"] in ("fabricated", "boilerplate", "unverifiable")
        return
    lines = (folder(name) / EXAMPLES[name].sources[0]).read_text("utf-8").splitlines()
    place = words(" ".join(lines[unit["source_line"] - 1 : unit["source_end_line"]]))
    claimed = [word for word in words(unit["text"]) if len(word) > 3]

    assert sum(word in place for word in claimed) >= 0.25 * len(claimed)
    assert unit["source_start"] < unit["source_end"]


@pytest.mark.parametrize(("name", "unit"), EVERY_UNIT)
def test_changed_words_stand_in_the_unit(name: str, unit: dict[str, Any]) -> None:
    row = (folder(name) / EXAMPLES[name].derived).read_text("utf-8").splitlines()[unit["line"] - 1]

    for change in unit["alterations"]:
        assert change["claimed"].lower() in row.lower()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_claimed_line_of_the_document_is_in_the_key(name: str) -> None:
    lines = (folder(name) / EXAMPLES[name].derived).read_text("utf-8").splitlines()
    known = {unit["line"] for unit in units(name)}
    other = re.compile(r"\s*$|#|<!--|Sentiment:|Speaker: |\| Action item|\|---")

    assert [number for number, line in enumerate(lines, 1) if number not in known and not other.match(line)] == []


def test_the_table_shows_every_finding_once_or_more() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([a-z-]+-[a-z-]+) \| [^|]+ \| (?:yes|no) \|$", README, re.M)

    assert {name for _, name in rows} == set(BY_NAME)
