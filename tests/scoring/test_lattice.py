"""Alternations, optional words and fragments."""

from __future__ import annotations

import pytest

from auditor.scoring.align import Counts
from auditor.scoring.lattice import has_choices, parse, resolve


def counts(reference: str, hypothesis: str, optional: bool = True, fragments: bool = True) -> Counts:
    return resolve(parse(reference, optional), parse(hypothesis, optional), fragments).counts


def test_the_branch_that_fits_best_counts() -> None:
    assert counts("a { ice cream / sorbet / @ } please", "a sorbet please") == Counts(hits=3)
    assert counts("a { ice cream / sorbet / @ } please", "a please") == Counts(hits=2)
    assert counts("a { ice cream / sorbet } please", "a ice please") == Counts(hits=3, deletions=1)


def test_alternations_nest_and_stand_on_both_sides() -> None:
    assert counts("{ one { two / 2 } / twelve } go", "one 2 go") == Counts(hits=3)
    assert counts("{the / this} end", "{ that / this } end") == Counts(hits=2)


def test_optional_words_may_be_missing_and_count_as_hits() -> None:
    assert counts("go (uh) home", "go home") == Counts(hits=3)
    assert counts("go (uh) home", "go uh home") == Counts(hits=3)
    assert counts("go (uh) home", "go home", optional=False) == Counts(hits=2, deletions=1)
    assert counts("go (uh) home", "go uh home", optional=False) == Counts(hits=2, substitutions=1)


def test_a_fragment_equals_what_it_begins_or_ends() -> None:
    assert counts("the ele- ran", "the elephant ran") == Counts(hits=3)
    assert counts("the -phant ran", "the elephant ran") == Counts(hits=3)
    assert counts("the ele- ran", "the tiger ran") == Counts(hits=2, substitutions=1)
    assert counts("the ele- ran", "the elephant ran", fragments=False) == Counts(hits=2, substitutions=1)


def test_tags_are_not_scored_and_escaped_semicolons_stay() -> None:
    assert counts(r"yes;tag1;tag2 a\;b", r"yes a\;b;other") == Counts(hits=2)


def test_steps_name_the_words_that_were_compared() -> None:
    found = resolve(parse("we { can not / cannot } go (now)"), parse("we cannot stop"))
    assert found.steps == [("we", "we", True), ("cannot", "cannot", True), ("go", "stop", False)]
    assert found.counts == Counts(hits=3, substitutions=1)


def test_empty_texts() -> None:
    assert counts("", "") == Counts()
    assert counts("", "a b") == Counts(insertions=2)
    assert counts("{ a / @ }", "") == Counts()


def test_an_open_brace_is_refused() -> None:
    with pytest.raises(ValueError, match="not closed"):
        parse("a { b / c")


def test_plain_text_has_no_choices() -> None:
    assert not has_choices("plain words, and/or well-known ones")
    assert has_choices("{ a / b }")
    assert has_choices("a (b) c")
    assert has_choices("fi- nally")
