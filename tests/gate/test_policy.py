"""Levels, overrides, selection and patterns of paths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.gate.policy import Limits, Override, Policy, glob_pattern, rules_named
from auditor.rules.catalogue import RULES


def test_a_doubtful_finding_stays_one_step_below_the_level(make):
    policy = Policy(levels={"number-changed": "error", "time-off": "error"})
    assert policy.level(make.finding(1, "number-changed")) == "error"
    assert policy.level(make.finding(1, "number-changed", severity="warning")) == "warning"
    assert policy.level(make.finding(1, "time-off")) == "error"
    assert (
        Policy(levels={"number-changed": "note"}).level(make.finding(1, "number-changed", severity="warning")) == "note"
    )


def test_without_a_level_the_rules_own_severity_stands(make):
    assert Policy().level(make.finding(1, "number-changed", severity="warning")) == "warning"


def test_the_last_override_that_fits_wins(make):
    policy = Policy(
        levels={"time-off": "error"},
        overrides=(
            Override(("drafts/**",), {"time-off": "off"}, {"altered": None}),
            Override(("drafts/*/late.md",), {"time-off": "warning"}, {"altered": 3}),
        ),
    )
    levels = {p: policy.level(make.finding(1, "time-off", path=p)) for p in ("a.md", "drafts/a.md", "drafts/x/late.md")}
    assert levels == {"a.md": "error", "drafts/a.md": "off", "drafts/x/late.md": "warning"}
    assert policy.limits_for("drafts/a.md") == Limits(fabricated=0, altered=None)
    assert policy.limits_for("drafts/x/late.md").altered == 3


def test_select_and_ignore(make):
    policy = Policy(select=frozenset({"time-off", "number-changed"}), ignore=frozenset({"time-off"}))
    assert [policy.level(make.finding(1, n)) for n in ("number-changed", "time-off", "entity-changed")] == [
        "error",
        "off",
        "off",
    ]


def test_fail_on_is_a_threshold():
    assert [Policy(fail_on="warning").fails(s) for s in ("error", "warning", "note", "off")] == [
        True,
        True,
        False,
        False,
    ]


def test_names_of_rules():
    assert [rule.name for rule in rules_named("a12", "x")] == ["number-changed"]
    assert {rule.code for rule in rules_named("T", "x")} == {"T01", "T02", "T03"}
    assert {rule.code for rule in rules_named("A0", "x")} == {r.code for r in RULES if r.code.startswith("A0")}
    assert {rule.family for rule in rules_named("speaker", "x")} == {"speaker"}
    assert len(rules_named("all", "x")) == len(RULES)
    for wrong in ("", "Z", "A99", "A123"):
        with pytest.raises(ConfigError, match=r"^here: no finding is called"):
            rules_named(wrong, "here")


@pytest.mark.parametrize(
    ("pattern", "fits", "not_"),
    [
        ("summaries/*.md", ["summaries/a.md"], ["summaries/x/a.md", "a.md", "summaries/a.mdx"]),
        ("**/*.md", ["a.md", "x/a.md", "x/y/a.md"], ["a.txt"]),
        ("drafts/**", ["drafts/a", "drafts/x/a.md"], ["drafts", "draft/a"]),
        ("a?.md", ["ab.md"], ["a.md", "a/.md"]),
        ("[!a]b.md", ["xb.md"], ["ab.md"]),
        ("./a+b(1).md", ["a+b(1).md"], ["aab1.md"]),
    ],
)
def test_patterns(pattern, fits, not_):
    assert [p for p in fits + not_ if glob_pattern(pattern).fullmatch(p)] == fits


@given(st.text(st.characters(exclude_characters="/*?[{", exclude_categories=["Cs"]), min_size=1))
def test_a_pattern_without_signs_fits_only_itself(text):
    text = text.removeprefix("./")
    assert glob_pattern(text).fullmatch(text)
    assert not glob_pattern(text).fullmatch(text + "x")
