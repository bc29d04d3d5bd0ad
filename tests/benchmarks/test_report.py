"""The page of figures and the fit, on made-up audits of the project's own examples."""

import pytest
from measure.baselines import NaiveSource, naive_risks
from measure.data import Document, example_documents, key_documents, rows_of
from measure.fitting import Fit, chances, feature_names, logits, train
from measure.labels import Row
from measure.labels import rows_of as labelled_rows
from measure.report import accuracy_report, all_goals
from measure.results import Results
from measure.stages import Stages, groups_of


@pytest.fixture
def results(made_up_audit):
    documents = [*key_documents(), *example_documents()]
    audits = {d.id: made_up_audit(d, 1) for d in documents}
    return Results(documents, audits, naive_risks(documents, 1))


def test_the_page_is_the_same_twice(results):
    pages = [accuracy_report(results, all_goals(results), ["a set: not found, skipped"]) for _ in range(2)]
    assert pages[0] == pages[1]
    assert "a set: not found, skipped" in pages[0]
    assert "nan" not in pages[0]


def test_no_words_of_a_labelled_set_reach_the_page(results):
    page = accuracy_report(results, all_goals(results), [])
    for document in results.documents:
        for row in document.rows:
            assert len(row["text"]) < 25 or row["text"] not in page


def test_the_examples_come_with_their_sources():
    documents = example_documents()
    assert documents
    for document in documents:
        assert document.derived not in document.sources
        assert ".asr." not in document.sources[0].name
        lines = document.derived.read_text("utf-8").splitlines()
        for row in document.rows:
            assert 1 <= row["line"] <= row["end_line"] <= len(lines)


def test_naive_judges_tell_a_quote_from_an_invention():
    source = NaiveSource("the ferry leaves at nine from the old harbour every second day in winter " * 5)
    quote = source.misfit("The ferry leaves at nine from the old harbour")
    invention = source.misfit("Penguins vote on tax law")
    assert all(a < 0.15 < b for a, b in zip(quote, invention, strict=True))
    assert source.misfit("") == (1, 1, 1)


def made_up_rows(noise="fits"):
    rows = []
    for meeting in range(12):
        for number in range(20):
            bad, lost = number % 3 == 0, number % 6 == 0
            signals = {
                noise: ((number * 7 + meeting * 3) % 10) / 10,
                "misfit": (0.7 if bad else 0.3) + 0.02 * (number % 7),
            }
            rows.append(
                Row(f"d{meeting}", "keys", f"m{meeting}", number, 10, "edited", bad, not bad, bad, lost, signals)
            )
    return rows


FIT = Fit(target="bad", weights={"keys": 1.0}, strength=1.0)


def test_a_fit_finds_the_signal_that_matters():
    rows = made_up_rows()
    model = train(rows, FIT, feature_names(rows, FIT))
    weights = dict(zip(model["features"], model["weights"], strict=True))
    assert weights["misfit"] > 5 * abs(weights["fits"])
    said = chances(model, rows)
    assert min(said[i] for i, row in enumerate(rows) if row.bad) > max(
        said[i] for i, row in enumerate(rows) if not row.bad
    )


FITS = {
    "invented": Fit(target="invented", weights={"keys": 1.0}, features=("misfit",)),
    "changed": Fit(target="changed", weights={"keys": 1.0}, rounds=1),
    "risk": Fit(target="bad", weights={"keys": 1.0}, strength=10.0),
}


def staged(rows):
    return Stages(rows, FITS, {"warning": 0.6}, {"review": 0.2, "invented": 0.05})


def test_no_fold_has_seen_its_meeting():
    rows = [row for row in made_up_rows() if row.meeting < "m5"]
    turned = [Row(**(row.plain() | {"bad": not row.bad, "unit_bad": not row.bad})) for row in rows]
    changed = [new if new.meeting == "m0" else old for old, new in zip(rows, turned, strict=True)]
    assert staged(changed).without(["m0"]) == staged(rows).without(["m0"])
    assert staged(changed).without(["m1"]) != staged(rows).without(["m1"])
    assert staged(rows).without(["m0"])["limits"]["warning"] == 0.6


def test_every_meeting_is_left_out_once():
    rows = made_up_rows()
    groups = groups_of(rows, {"m0", "m3"}, folds=4)
    assert sorted(m for group in groups for m in group) == sorted({row.meeting for row in rows})
    assert ["m0"] in groups
    assert ["m3"] in groups


@pytest.mark.parametrize("name", ["claim_length", "n_words", "amount", "edit.changes"])
def test_artefacts_of_the_sets_are_no_signals(name):
    rows = made_up_rows(noise=name)
    with pytest.raises(ValueError, match="forbidden"):
        feature_names(rows, FIT)


def test_length_under_another_name_is_no_signal():
    rows = [
        Row(**(r.plain() | {"words": n % 23, "signals": {"calm": (n % 23) / 23}})) for n, r in enumerate(made_up_rows())
    ]
    with pytest.raises(ValueError, match="length"):
        feature_names(rows, FIT)


def test_a_missing_signal_counts_as_its_mean():
    rows = made_up_rows()
    model = train(rows, FIT, feature_names(rows, FIT))
    mean = dict(zip(model["features"], model["means"], strict=True))
    bare = Row(**(rows[0].plain() | {"signals": {}}))
    full = Row(**(rows[0].plain() | {"signals": mean}))
    assert logits(model, [bare])[0] == pytest.approx(logits(model, [full])[0])


def test_only_the_claim_with_the_change_is_bad(tmp_path):
    unit = {"line": 3, "end_line": 3, "text": "The ferry leaves at ten. It is red.", "support": "altered", "also": [],
            "alterations": [{"type": "number", "claimed": "ten", "source": "nine", "severity": "major"}]}  # fmt: skip
    document = Document("keys", "ferry", tmp_path, (), rows=[unit])
    claims = [
        {
            "line": 3,
            "end_line": 3,
            "text": text,
            "verdict": "edited",
            "evidence": [],
            "findings": [],
            "signals": {},
            "risk": 0.5,
        }
        for text in ("The ferry leaves at ten.", "It is red.")
    ]
    audit = {"recordings": [{"sources": [], "claims": claims, "findings": []}]}
    rows = labelled_rows(document, audit)
    assert [row.bad for row in rows] == [True, None]
    assert [row.right for row in rows] == [False, None]


def test_every_row_of_a_key_is_one_object(tmp_path):
    path = tmp_path / "x.key.jsonl"
    path.write_text('{"line": 1}\n\n{"line": 2}\n', "utf-8")
    assert [row["line"] for row in rows_of(path)] == [1, 2]
