"""The figures against the shared scorers on made-up audits of the real keys, and against plain definitions."""

import importlib.util
import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure import figures
from measure.data import key_documents, minutes_documents
from measure.places import FAITH, TOOLS
from measure.units import ORDER, names_change


def load(name):
    path = TOOLS / f"{name}.py"
    if not path.is_file():
        pytest.skip(f"the shared scorer {name}.py is not here")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(3))
def test_keys_score_as_the_shared_scorer_says(seed, made_up_audit):
    theirs = load("score_key")
    documents = key_documents() + minutes_documents()[:3]
    if not documents:
        pytest.skip("the shared keys are not here")
    pairs = [(made_up_audit(d, seed), d.rows) for d in documents]
    for some in (pairs, *([pair] for pair in pairs)):
        expected = {k: v for k, v in theirs.score(some).items() if k != "misses"}
        assert figures.score_key(some) == expected


@pytest.mark.parametrize("seed", range(3))
def test_claims_score_as_the_shared_scorer_says(seed):
    theirs, rng = load("score_faith"), random.Random(seed)
    path = FAITH / "qmsum_spans.dev.jsonl"
    if not path.is_file():
        pytest.skip("the shared labelled claims are not here")
    pairs = []
    for row in theirs.rows(path):
        line = 1 + (row.get("gold_turns") or [[rng.randrange(300)]])[0][0] + rng.randrange(-20, 20)
        span = {"line": line, "end_line": line + rng.randrange(30)}
        parts = [
            {"verdict": rng.choice(ORDER), "risk": rng.choice([None, rng.random()]), "evidence": [span]}
            for _ in range(rng.randrange(3))
        ]
        pairs.append((row, parts))
    ours = figures.score_claims(pairs)
    for name, value in theirs.measure(pairs).items():
        assert ours[name] == pytest.approx(value, abs=1e-4), name


chances = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), min_size=1, max_size=12)


@given(chances, chances)
def test_auc_is_the_chance_of_the_right_order(high, low):
    wins = sum((h > b) + 0.5 * (h == b) for h in high for b in low)
    assert figures.auc(high, low) == round(wins / (len(high) * len(low)), 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30))
def test_no_threshold_beats_the_best_one(said):
    limit, best = figures.best_threshold(said)
    if len({true for _, true in said}) < 2:
        return
    assert figures.balanced_accuracy([(value >= limit, true) for value, true in said]) == pytest.approx(best, abs=1e-3)
    for other in {value for value, _ in said}:
        assert figures.balanced_accuracy([(value >= other, true) for value, true in said]) <= best + 1e-3


def test_perfect_and_hopeless_chances():
    assert figures.calibration([(1.0, True), (0.0, False)])["brier"] == 0
    assert figures.calibration([(0.0, True), (1.0, False)])["ece"] == 1
    assert figures.in_riskiest([0.9, 0.8], [0.1, 0.2], 0.5) == 1
    assert figures.in_riskiest([0.5, 0.5], [0.5, 0.5], 0.5) == 0  # ties: a reader meets the good ones first


def test_a_change_is_named_only_by_words_that_fit():
    finding = {"name": "number-changed", "claimed": "forty tonnes"}
    assert names_change(finding, "forty")
    assert not names_change(finding | {"name": "duplicated-passage"}, "forty")
    assert not names_change(finding | {"claimed": "a long line about whales that eat forty tonnes a day"}, "forty")
    assert not names_change(finding | {"claimed": None}, "forty")
