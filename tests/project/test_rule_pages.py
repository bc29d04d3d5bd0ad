"""Every rule has its page and every page a rule; `auditor rule` prints them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

import auditor
from auditor.cli.rule import page_of, show_rule
from auditor.errors import ConfigError
from auditor.rules.catalogue import RULES, Rule

PAGES = Path(auditor.__file__).parent / "rules" / "pages"
SECTIONS = ["Example", "Why it matters", "How it can be wrong", "Turn it off"]


def test_each_rule_has_a_page_and_each_page_a_rule() -> None:
    assert sorted(rule.name for rule in RULES) == sorted(page.stem for page in PAGES.glob("*"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_page_says_what_the_catalogue_says(rule: Rule) -> None:
    page = page_of(rule)

    assert page.startswith(f"# {rule.code} {rule.name}\n")
    assert f"*A{'n' if rule.severity == 'error' else ''} {rule.severity} by default.*" in page
    assert re.findall(r"^## (.+)$", page, re.M) == SECTIONS
    assert all(len(part.strip()) > 25 for part in re.split(r"^## .+$", page, flags=re.M))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_configuration_on_the_page_is_valid(rule: Rule) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", page_of(rule), re.S)

    assert [tomllib.loads(block) for block in blocks] == [{"levels": {rule.name: "off"}}]


@pytest.mark.parametrize("key", ["A12", "a12", "number-changed", "Number-Changed"])
def test_rule_is_found_by_code_and_name(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_rule(key) == 0

    assert capsys.readouterr().out == (PAGES / "number-changed.md").read_text("utf-8")


def test_table_names_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    show_rule(None)

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[2:]] == [[rule.code, rule.name, rule.severity] for rule in RULES]


def test_json_has_the_page_of_one_rule_and_the_list_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    show_rule("T01", "json")
    one = json.loads(capsys.readouterr().out)
    show_rule(None, "json")
    everything = json.loads(capsys.readouterr().out)

    assert (one["name"], one["severity"]) == ("time-off", "warning")
    assert one["page"].startswith("# T01 time-off")
    assert [row["code"] for row in everything] == [rule.code for rule in RULES]


@pytest.mark.parametrize(
    ("key", "near"), [("number-chnged", "A12 `number-changed`"), ("A1", "A01"), ("zzzzzzzz", "`auditor rule` lists")]
)
def test_unknown_rule_is_one_line_with_the_nearest(key: str, near: str) -> None:
    with pytest.raises(ConfigError) as caught:
        show_rule(key)

    assert near in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unknown_format_is_refused() -> None:
    with pytest.raises(ConfigError, match="text, markdown or json"):
        show_rule("A12", "sarif")
