"""Intervals and tests; expected values from the shared material, from scipy and from counting by hand."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reading import read_transcript
from auditor.scoring.align import Counts, canonical_alignment, counts_of
from auditor.scoring.significance import (
    compare_systems,
    exact_binomial,
    interval,
    mapsswe,
    mcnemar,
    paired_bootstrap,
    sign_test,
    wilcoxon,
)
from auditor.scoring.units import Comparison, Unit, compare

FOLDER = Path(__file__).parents[3] / "shared" / "bench" / "asr" / "synthetic" / "stats"
needs_shared = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared test material is not there")
SYSTEMS = ("sysA", "sysB", "sysC", "sysD")


def unit(reference: str, hypothesis: str, name: str = "u") -> Unit:
    left, right = reference.split(), hypothesis.split()
    ops = canonical_alignment(left, right)
    return Unit(name, left, right, ops, counts_of(ops))


@pytest.fixture(scope="module")
def systems() -> dict[str, Comparison]:
    reference = read_transcript(str(FOLDER / "ref.trn"))
    return {name: compare(reference, read_transcript(str(FOLDER / f"{name}.trn")), "none") for name in SYSTEMS}


@pytest.fixture(scope="module")
def expected() -> Any:
    return json.loads((FOLDER / "expected.json").read_text("utf-8"))


@needs_shared
def test_counts_and_intervals(systems: dict[str, Comparison], expected: Any) -> None:
    for name, comparison in systems.items():
        want = expected["systems"][name]
        split = want["canonical"]
        assert comparison.counts == Counts(split["hits"], split["sub"], split["del"], split["ins"])
        found = interval([one.counts for one in comparison.units], draws=4000)
        assert found == pytest.approx(want["bootstrap_utterance_percentile_95"], abs=0.002)


@needs_shared
@pytest.mark.parametrize(("a", "b"), list(combinations(SYSTEMS, 2)))
def test_every_pair_of_systems(systems: dict[str, Comparison], expected: Any, a: str, b: str) -> None:
    want = expected["pairs"][f"{a}-{b}"]
    units = (systems[a].units, systems[b].units)
    found = compare_systems((a, b), units, units)
    assert found["mapsswe"]["segments"] == want["mapsswe"]["segments"]
    assert found["mapsswe"]["mean"] == pytest.approx(want["mapsswe"]["mean"], abs=0.001)
    assert found["mapsswe"]["sd"] == pytest.approx(want["mapsswe"]["sd"], abs=0.001)
    assert found["mapsswe"]["z"] == pytest.approx(want["mapsswe"]["z"], abs=0.001)
    assert found["mapsswe"]["p"] == pytest.approx(want["mapsswe"]["p_two_sided"], abs=0.0001)
    assert found["sign"]["p"] == pytest.approx(want["sign_speakers"]["p_exact_without_ties"], abs=0.0001)
    assert found["wilcoxon"]["p"] == pytest.approx(want["wilcoxon_speakers"]["p_normal_no_correction"], abs=0.0001)
    table = want["mcnemar_sentences"]
    assert found["mcnemar"]["only_first_right"] == table["only_first_right"]
    assert found["mcnemar"]["only_second_right"] == table["only_second_right"]
    assert found["mcnemar"]["p"] == pytest.approx(table["p_exact"], abs=0.0001)


@needs_shared
def test_the_verdict_in_words(systems: dict[str, Comparison]) -> None:
    def verdict(a: str, b: str) -> str:
        units = (systems[a].units, systems[b].units)
        return str(compare_systems((a, b), units, units)["verdict"])

    assert verdict("sysA", "sysC") == "sysA is better than sysC on 1,250 words (MAPSSWE p < 0.001)"
    assert verdict("sysC", "sysA") == verdict("sysA", "sysC")
    assert verdict("sysA", "sysD").startswith("no difference shown on 1,250 words")


def test_mapsswe_segments_by_hand() -> None:
    """Two right words of both close a segment; an insertion between them does not let them close it."""
    reference = "a b c d e f g h"
    first = [unit(reference, "x b c d e f g h")]  # one error, then a long right run
    second = [unit(reference, "a b c d e f x h")]
    found = mapsswe(first, second)
    assert (found["segments"], found["mean"]) == (2, 0.0)
    second = [unit(reference, "a x c d x e f g h")]
    assert mapsswe([unit(reference, reference)], second)["segments"] == 2


def test_nothing_to_test() -> None:
    same = [unit("a b c", "a b c")]
    assert mapsswe(same, same)["p"] is None
    assert mcnemar(same, same)["p"] == 1.0
    assert wilcoxon([1.0, 2.0], [1.0, 2.0]) is None
    assert interval([Counts(3)] * 4) is None
    units = (same, same)
    assert compare_systems(("a", "b"), units, units)["verdict"] == "no difference shown on 3 words"


@given(st.integers(0, 40), st.integers(0, 40))
@settings(deadline=None)
def test_binomial_equals_scipys(fewer: int, more: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    want = stats.binomtest(fewer, fewer + more).pvalue if fewer + more else 1.0
    assert exact_binomial(fewer, more) == pytest.approx(want, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=20))
def test_wilcoxon_equals_scipys(pairs: list[tuple[int, int]]) -> None:
    stats = pytest.importorskip("scipy.stats")
    first, second = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    if all(a == b for a, b in pairs):
        assert wilcoxon(first, second) is None
        return
    want = stats.wilcoxon(first, second, correction=False, method="asymptotic").pvalue
    assert wilcoxon(first, second) == pytest.approx(want, abs=1e-9)


def test_sign_test_leaves_ties_out() -> None:
    assert sign_test([1, 2, 3, 4], [2, 3, 4, 4]) == {"better": 3, "worse": 0, "ties": 1, "p": 0.25}


def test_the_same_seed_gives_the_same_interval() -> None:
    counts = [Counts(10, i % 3, 0, i % 2) for i in range(20)]
    other = [Counts(10, 2, i % 2, 0) for i in range(20)]
    assert interval(counts) == interval(counts)
    assert paired_bootstrap(counts, counts)["interval"] == [0.0, 0.0]
    low, high = paired_bootstrap(counts, [Counts(12)] * 20)["interval"]
    assert 0 < low < high
    assert paired_bootstrap(counts, other) == paired_bootstrap(counts, other)
