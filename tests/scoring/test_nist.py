"""NIST's own sclite and hubscr suites and meeteval's example (shared material, not copied here)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import InputError
from auditor.model.inputs import TextFile
from auditor.reading import read_transcript
from auditor.scoring import nist
from auditor.scoring.align import Counts, counts_of
from auditor.scoring.glm import rewrite
from auditor.scoring.lattice import parse, resolve
from auditor.scoring.options import ScoreOptions
from auditor.scoring.units import compare

BENCH = Path(__file__).parents[3] / "shared" / "bench" / "asr"
SCLITE = BENCH / "sctk" / "sclite"
needs_shared = pytest.mark.skipif(not BENCH.is_dir(), reason="the shared test material is not there")


def expected(test: str) -> Any:
    return json.loads((SCLITE / "expected.json").read_text("utf-8"))[test]


def compared(test: str) -> Counts:
    want = expected(test)
    paths = [str(SCLITE / "in" / want[side]) for side in ("reference", "hypothesis")]
    left, right = (read_transcript(path, format=_format(path)) for path in paths)
    return compare(left, right, "none", lenient="-F" in want["options"]).counts


def _format(path: str) -> str:
    for ending in ("stm", "ctm"):
        if path.endswith(ending):
            return ending
    return "trn"


@needs_shared
@pytest.mark.parametrize("test", ["test1", "test15_a", "test15_c", "test15_d", "test17"])
def test_counts_equal_sclites(test: str) -> None:
    total = expected(test)["sum"]
    assert compared(test) == Counts(total["hits"], total["sub"], total["del"], total["ins"])


@needs_shared
@pytest.mark.parametrize("test", ["test3", "test3a", "test7"])
def test_totals_equal_sclites_where_equally_good_splits_differ(test: str) -> None:
    total, found = expected(test)["sum"], compared(test)
    assert found.errors == total["errors"]
    assert found.hits >= total["hits"]


@needs_shared
def test_all_51_utterances_of_csrnab() -> None:
    want = {row[0]: tuple(row[1:]) for row in expected("test1")["utterances_C_S_D_I"]}
    left, right = (read_transcript(str(SCLITE / "in" / f"csrnab.{side}"), format="trn") for side in ("ref", "hyp"))
    units = compare(left, right, "none").units
    found = {
        u.id.lower(): (u.counts.hits, u.counts.substitutions, u.counts.deletions, u.counts.insertions) for u in units
    }
    assert len(found) == 51
    assert found == want


@needs_shared
def test_without_optional_words_the_suite_is_met_to_the_utterance() -> None:
    want = {row[0]: tuple(row[1:]) for row in expected("test7_noD")["utterances_C_S_D_I"]}
    files = [TextFile(name, (SCLITE / "in" / name).read_text("utf-8")) for name in ("tests.ref", "tests.hyp")]
    left, right = (nist.utterances(file, "trn") for file in files)
    texts = {one.id: one.text.lower() for one in right}
    for one in left:
        counts = resolve(parse(one.text.lower(), optional=False), parse(texts[one.id], optional=False)).counts
        assert (counts.hits, counts.substitutions, counts.deletions, counts.insertions) == want[one.id.lower()], one.id


@needs_shared
def test_the_glm_filter_and_hubscr() -> None:
    folder = BENCH / "sctk" / "hubscr"
    left, right = read_transcript(str(folder / "lvc_refe.stm")), read_transcript(str(folder / "lvc_hyp.ctm"))
    glm = (folder / "example.glm").read_text("utf-8")
    comparison = compare(left, right, "none", glm=glm)
    assert comparison.counts == Counts(959, 503, 214, 166)
    assert len(comparison.units) == 58


@needs_shared
def test_cpwer_and_tcpwer_through_the_extra() -> None:
    pytest.importorskip("meeteval", reason="the extra `meeting` is not installed")
    from auditor.scoring.meeting import meeting_scores

    left, right = (read_transcript(str(BENCH / "meeteval" / f"{side}.stm")) for side in ("ref", "hyp"))
    found = meeting_scores(left, right, ScoreOptions(profile="none", collar=5.0))
    for name in ("cpwer", "tcpwer"):
        want = json.loads((BENCH / "meeteval" / "expected" / f"{name}.json").read_text("utf-8"))
        for key in ("errors", "insertions", "deletions", "substitutions"):
            assert found[name][key] == want[key]
        assert found[name]["reference_words"] == want["length"]
    tight = meeting_scores(left, right, ScoreOptions(profile="none", collar=0.0))
    assert tight["tcpwer"]["errors"] == 88
    by_name = {row["recording"].split()[0]: row["errors"] for row in found["cpwer"]["recordings"]}
    assert by_name == {"recordingA": 2, "recordingB": 23}


def test_glm_rules() -> None:
    glm = '* name "x"\n;; comment\nAIR PORT => AIRPORT\n[S.\'S] => [{S.\'S / S. IS}] / [ ] __ [ ]\n" OK " => " OKAY "\n'
    assert rewrite("the air port is ok", glm) == "the AIRPORT is OKAY"
    assert rewrite("airports and chair port", glm) == "airports and chair port"
    assert rewrite("two-by-four ele- -phant", glm) == "two by four ele- -phant"


def test_words_go_to_the_first_segment_that_ends_after_them() -> None:
    stm = TextFile("r.stm", "f 1 a 1 2 one\nf 1 b 3 4 two\nf 1 c 5 6 IGNORE_TIME_SEGMENT_IN_SCORING\n")
    ctm = TextFile("h.ctm", "f 1 0.5 0.1 zero\nf 1 1.5 0.2 one\nf 1 2.5 0.2 gap\nf 1 5.5 0.1 noise\nf 1 9 0.1 late\n")
    utterances = nist.utterances(stm, "stm")
    assert nist.cut_at(utterances, nist.ctm_words(ctm), "h.ctm") == ["zero one", "gap", "noise late"]
    assert [nist.excluded(one) for one in utterances] == [False, False, True]


def test_alternations_in_a_ctm() -> None:
    ctm = TextFile(
        "h.ctm",
        "f 1 * * <ALT_BEGIN>\nf 1 1 1 uh\nf 1 * * <ALT>\nf 1 1 1 um\nf 1 * * <ALT_END>\nf 1 2 1 yes\n",
    )
    assert [word.text for word in nist.ctm_words(ctm)] == ["{ uh / um }", "yes"]


def test_what_cannot_be_scored_is_named_with_its_line() -> None:
    with pytest.raises(InputError, match=r"r\.trn:2"):
        nist.utterances(TextFile("r.trn", "one (a_1)\nno id here\n"), "trn")
    with pytest.raises(InputError, match="comes twice"):
        nist.utterances(TextFile("r.trn", "one (a_1)\ntwo (a_1)\n"), "trn")
    with pytest.raises(InputError, match=r"h\.ctm:1"):
        nist.ctm_words(TextFile("h.ctm", "f 1 1\n"))
    reference = nist.utterances(TextFile("r.stm", "f 1 a 1 2 one\n"), "stm")
    with pytest.raises(InputError, match="which the reference lacks"):
        nist.cut_at(reference, nist.ctm_words(TextFile("h.ctm", "g 1 1 1 x\n")), "h.ctm")


def test_an_utterance_without_words_is_scored(tmp_path: Path) -> None:
    reference, hypothesis = tmp_path / "r.trn", tmp_path / "h.trn"
    reference.write_text("(a_1)\nb (a_2)\n", "utf-8")
    hypothesis.write_text("x y (a_1)\nb (a_2)\n", "utf-8")
    left, right = (read_transcript(str(path), format="trn") for path in (reference, hypothesis))
    comparison = compare(left, right, "none")
    assert [unit.counts for unit in comparison.units] == [Counts(insertions=2), Counts(hits=1)]
    assert all(counts_of(unit.ops) == unit.counts for unit in comparison.units)


def test_a_missing_partner_is_an_error(tmp_path: Path) -> None:
    reference, hypothesis = tmp_path / "r.trn", tmp_path / "h.trn"
    reference.write_text("a (a_1)\nb (a_2)\n", "utf-8")
    hypothesis.write_text("a (a_1)\n", "utf-8")
    left, right = (read_transcript(str(path), format="trn") for path in (reference, hypothesis))
    with pytest.raises(InputError, match="has no utterance a_2"):
        compare(left, right, "none")
    with pytest.raises(InputError, match="a_2 is not in"):
        compare(right, left, "none")
