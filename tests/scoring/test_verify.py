"""jiwer counts the totals too."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.scoring import score
from auditor.scoring.align import canonical_counts
from auditor.scoring.options import ScoreOptions
from auditor.scoring.units import Unit
from auditor.scoring.verify import verified

WORDS = st.lists(st.sampled_from("a b c d".split()), max_size=12)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_jiwer_agrees_on_the_total(reference: list[str], hypothesis: list[str]) -> None:
    unit = Unit("u", reference, hypothesis, [], canonical_counts(reference, hypothesis))

    found = verified([unit])

    assert found["equal"] is (True if reference else None)


def test_a_wrong_total_is_told() -> None:
    wrong = Unit("u", ["one", "two"], ["one", "too"], [], canonical_counts(["one"], ["one"]))

    assert verified([wrong])["equal"] is False


def test_the_second_count_stands_in_the_result(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the ferry leaves at noon every day\n", "utf-8")
    (tmp_path / "b.txt").write_text("the ferry leaves at new every day\n", "utf-8")

    audit = score(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), ScoreOptions(verify=True))

    row = audit.recordings[0].asr.variants[0]["verified"]
    assert (row["raw"]["errors"], row["raw"]["equal"]) == (1, True)
    assert row["normalised"]["by"].startswith("jiwer ")
