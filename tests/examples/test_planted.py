"""What was planted in the examples is found, in its place, or the table in examples/README.md says that it is not.

That the table's last column is true today is tested with the other things that `reports/make.py` makes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[2] / "examples" / "README.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ((?:[a-z]+-)+[a-z]+) \| [^|]+ \| (yes|no) \|$", README, re.M)
NEVER_MISSED = (
    "fabricated-claim number-changed negation-changed entity-changed unverifiable-claim pipeline-text "
    "duplicated-passage retelling-differs time-off time-out-of-order time-invalid speaker-unsupported speaker-invented "
    "sentiment-missing sentiment-not-in-vocabulary passage-not-covered line-not-understood unused-suppression"
).split()


def test_the_tables_have_all_rows() -> None:
    assert len(ROWS) == len(re.findall(r"^\| .+-.+ \| (?:yes|no) \|$", README, re.M)) >= 50


@pytest.mark.parametrize("finding", NEVER_MISSED)
def test_the_plain_kinds_are_found_in_some_example(finding: str) -> None:
    assert (finding, "yes") in {(name, found) for _, name, found in ROWS}


def test_most_planted_defects_are_found() -> None:
    missed = [(line, name) for line, name, found in ROWS if found == "no"]

    assert len(missed) <= 0.3 * len(ROWS), missed
