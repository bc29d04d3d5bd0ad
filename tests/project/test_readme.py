"""What the README and the documentation say of the program is what the program does."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from auditor.cli.app import app
from auditor.cli.demo import EXAMPLES, folder_of
from auditor.model.result import VERDICTS
from auditor.reports import ENDINGS
from auditor.rules.catalogue import RULES

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")}
COMMANDS = typer.main.get_command(app)


def block(marker: str) -> list[str]:
    found = re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)```", README, re.S)
    assert found is not None
    return found[1].splitlines()


@pytest.fixture(scope="module")
def demo() -> list[str]:
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_excerpt_is_what_the_demo_prints(demo: list[str]) -> None:
    shown, at = block("excerpt: demo"), 0
    assert len(shown) >= 15
    for line in shown:
        if line not in ("...", ""):
            assert line in demo[at:], f"the demo does not print this, or not here: {line!r}"
            at += demo[at:].index(line) + 1


def test_commands_are_one_line_each_and_need_nothing_but_python() -> None:
    for marker in ("demo command", "test command"):
        (line,) = block(marker)
        steps = [shlex.split(step) for step in line.split("&&")]
        assert steps[0] == ["python3", "-m", "venv", ".venv"]
        assert all(step[0].startswith(".venv/bin/") for step in steps[1:])


def test_ci_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")

    assert "'/<!-- test command -->/,/^```$/{/^python3/p;}' README.md" in script


def test_every_verdict_and_report_is_explained() -> None:
    for word in VERDICTS:
        assert f"| `{word}` |" in README
        assert f"| `{word}` |" in PAGES["docs/verdicts.md"]
    for ending in ENDINGS:
        assert f"`{ending}`" in README
    assert f"[{len(RULES)} findings]" in README


def test_commands_in_the_documentation_exist() -> None:
    calls = re.findall(r"^(?:\$ )?auditor ([a-z]+)(.*)$", "\n".join([README, *PAGES.values()]), re.M)
    assert len(calls) > 10
    for name, rest in calls:
        command = COMMANDS.commands[name]  # type: ignore[attr-defined]
        words = shlex.split(rest, comments=True)
        if hasattr(command, "commands") and words and words[0] in command.commands:
            command = command.commands[words[0]]
        known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        assert {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"} <= known, (name, rest)


def test_every_command_has_help_and_stands_in_the_readme_or_the_documentation() -> None:
    text = "\n".join([README, *PAGES.values()])
    for name, command in COMMANDS.commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        assert f"auditor {name}" in text, name


def test_relative_links_lead_somewhere() -> None:
    for name, text in {"README.md": README, **PAGES}.items():
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if "://" in target or target.startswith(("rules/", "result.md")):
                continue
            assert (ROOT / name).parent.joinpath(target).exists(), (name, target)


def test_the_examples_ship_with_the_package() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["force-include"] == {f"examples/{name}": f"auditor/demo/{name}" for name in EXAMPLES}
    for example in EXAMPLES.values():
        assert all((folder_of(example) / file).is_file() for file in (example.derived, *example.sources))
