"""The canonical split against a plain dynamic programme, and what it promises."""

from __future__ import annotations

import json
from pathlib import Path

import jiwer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from auditor.scoring import align, table
from auditor.scoring.align import Counts, canonical_alignment, canonical_counts, counts_of, sclite_counts

SYNTHETIC = Path(__file__).parents[3] / "shared" / "bench" / "asr" / "synthetic" / "pairs.jsonl"


def oracle(reference: list[str], hypothesis: list[str]) -> Counts:
    """Fewest errors, then fewest substitutions, over the whole table."""
    row = [(j, 0) for j in range(len(hypothesis) + 1)]
    for i, word in enumerate(reference, 1):
        before, row = row, [(i, 0)]
        for j, other in enumerate(hypothesis, 1):
            wrong = int(word != other)
            row.append(
                min(
                    (before[j - 1][0] + wrong, before[j - 1][1] + wrong),
                    (before[j][0] + 1, before[j][1]),
                    (row[-1][0] + 1, row[-1][1]),
                )
            )
    errors, substitutions = row[-1]
    hits = (len(reference) + len(hypothesis) - errors - substitutions) // 2
    return Counts(hits, substitutions, len(reference) - hits - substitutions, len(hypothesis) - hits - substitutions)


def texts(letters: int, size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([chr(97 + i) for i in range(letters)]), max_size=size)


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A text and a copy with some errors: long runs of hits, as in speech, so that cuts happen."""
    reference = draw(texts(draw(st.sampled_from([2, 4, 12])), 60))
    hypothesis: list[str] = []
    for word in reference:
        what = draw(st.integers(0, 11))
        if what == 0:
            continue
        hypothesis.append("z" if what == 1 else word)
        if what == 2:
            hypothesis.append(draw(st.sampled_from("az")))
    return reference, hypothesis


@given(edited(), st.sampled_from([2, 3, 4]))
@settings(max_examples=300, deadline=None)
def test_equals_the_whole_table(pair: tuple[list[str], list[str]], gram: int) -> None:
    expected = oracle(*pair)
    assert canonical_counts(*pair, gram=gram) == expected
    assert counts_of(canonical_alignment(*pair, gram=gram)) == expected


@given(texts(3, 14), texts(3, 14))
@settings(deadline=None)
def test_swapping_the_texts_swaps_deletions_and_insertions(left: list[str], right: list[str]) -> None:
    assert canonical_counts(right, left) == canonical_counts(left, right).swapped()


@given(edited())
@settings(deadline=None)
def test_the_alignment_covers_both_texts_and_hits_are_equal_words(pair: tuple[list[str], list[str]]) -> None:
    reference, hypothesis = pair
    i = j = 0
    for tag, i1, i2, j1, j2 in canonical_alignment(reference, hypothesis):
        assert (i1, j1) == (i, j)
        assert (tag == "equal") == (i2 > i1 and reference[i1:i2] == hypothesis[j1:j2])
        if tag == "replace":
            assert i2 - i1 == j2 - j1
            assert all(a != b for a, b in zip(reference[i1:i2], hypothesis[j1:j2], strict=True))
        i, j = i2, j2
    assert (i, j) == (len(reference), len(hypothesis))


@given(texts(3, 10).filter(bool), texts(3, 10))
@settings(deadline=None)
def test_totals_equal_jiwers(left: list[str], right: list[str]) -> None:
    theirs = jiwer.process_words(" ".join(left), " ".join(right))
    ours = canonical_counts(left, right)
    assert ours.errors == theirs.substitutions + theirs.deletions + theirs.insertions
    assert ours.wer == pytest.approx(theirs.wer)
    assert ours.hits >= theirs.hits


def test_cuts_happen_where_they_are_proven() -> None:
    """Far from the errors unique words force every best alignment through; beside dense errors nothing is cut."""
    reference = [f"w{i}" for i in range(40)]
    hypothesis = [*reference[:10], "x", *reference[11:30], "y", *reference[30:]]
    left, right = align.encode(reference, hypothesis)
    assert len(align._regions(left, right, 4)) > 1
    repeated = ["a", "b"] * 20
    left, right = align.encode(repeated, repeated[1:-1])
    assert len(align._regions(left, right, 4)) == 1


@given(edited())
@settings(deadline=None)
def test_the_table_in_halves_is_as_good_as_the_whole(pair: tuple[list[str], list[str]]) -> None:
    left, right = align.encode(*pair)
    size = len(left) + len(right) + 1
    whole = table.weighted_alignment(left, right, size, size, size + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "_CELLS", 20)
        halves = table.weighted_alignment(left, right, size, size, size + 1)
    assert counts_of(halves) == counts_of(whole)


@given(edited())
@settings(deadline=None)
def test_sclites_cost_is_the_least_of_its_kind(pair: tuple[list[str], list[str]]) -> None:
    counts = sclite_counts(*pair)
    assert counts_of(align.sclite_alignment(*pair)) == counts
    least = Levenshtein.distance(*align.encode(*pair), weights=(3, 3, 4))
    assert 4 * counts.substitutions + 3 * (counts.deletions + counts.insertions) == least


def test_ties_are_placed_like_sclites() -> None:
    """Insertions and deletions stand before the substitutions beside them, and before the words that repeat them."""
    assert canonical_alignment("a b c d".split(), "a x d".split())[1][0] == "delete"
    assert canonical_alignment("a b".split(), "a a b".split())[0] == ("insert", 0, 0, 0, 1)


def test_the_sclite_cost_may_prefer_one_error_more() -> None:
    """3S cost 12 and 4 indels cost 12: with another hit in it, sclite takes the four."""
    left, right = "a b c d".split(), "d x y a".split()
    canonical, sclite = canonical_counts(left, right), sclite_counts(left, right)
    weight = 4 * sclite.substitutions + 3 * (sclite.deletions + sclite.insertions)
    assert weight <= 4 * canonical.substitutions + 3 * (canonical.deletions + canonical.insertions)
    assert sclite.errors >= canonical.errors


def test_empty_sides_and_one_character() -> None:
    assert canonical_counts([], []) == Counts()
    assert canonical_counts([], ["a", "b"]) == Counts(insertions=2)
    assert canonical_counts(["a"], []) == Counts(deletions=1)
    assert canonical_counts(["a"], ["b"]) == Counts(substitutions=1)
    assert canonical_counts(["a"], ["a"]).wer == 0


def test_a_rate_without_words_is_null() -> None:
    nothing, only_insertions, only_deletions = Counts(), Counts(insertions=2), Counts(deletions=2)
    assert (nothing.wer, nothing.mer, nothing.wip, nothing.wil) == (None, None, None, None)
    assert (only_insertions.wer, only_insertions.mer) == (None, 1.0)
    assert (only_deletions.wer, only_deletions.wip, only_deletions.wil) == (1.0, 0.0, 1.0)


def test_counts_add_up_and_check_themselves() -> None:
    total = Counts(3, 1, 0, 2) + Counts(1, 0, 2, 0)
    assert total == Counts(4, 1, 2, 2)
    assert (total.errors, total.reference, total.hypothesis) == (5, 7, 7)
    with pytest.raises(ValueError, match="negative"):
        Counts(-1)
    with pytest.raises(AttributeError):
        total.hits = 5  # type: ignore[misc]


def test_rates_equal_jiwers_where_the_split_is_the_same() -> None:
    counts = canonical_counts("the cat sat on the mat".split(), "the cat on a mat".split())
    theirs = jiwer.process_words("the cat sat on the mat", "the cat on a mat")
    assert counts.mer == pytest.approx(theirs.mer)
    assert counts.wil == pytest.approx(theirs.wil)
    assert counts.wip == pytest.approx(theirs.wip)


@pytest.mark.skipif(not SYNTHETIC.is_file(), reason="the shared test material is not there")
def test_all_600_synthetic_pairs() -> None:
    rows = [json.loads(line) for line in SYNTHETIC.read_text("utf-8").splitlines()]
    assert len(rows) == 600
    for row in rows:
        left, right, expected = row["ref"].split(), row["hyp"].split(), row["canonical"]
        counts = canonical_counts(left, right)
        assert counts == Counts(expected["hits"], expected["sub"], expected["del"], expected["ins"])
        assert counts.wer == (None if row["wer"] is None else pytest.approx(row["wer"]))
        sclite = sclite_counts(left, right)
        assert 4 * sclite.substitutions + 3 * (sclite.deletions + sclite.insertions) == row["sclite_weight"]
