"""`auditor demo` audits an example wherever it is called, and always succeeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.check import Output
from auditor.cli.demo import EXAMPLES, demo, folder_of
from auditor.errors import ConfigError, InputError


@pytest.mark.parametrize("name", EXAMPLES)
def test_demo_fails_the_gate_and_exits_with_success(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo(name, Output()) == 0

    out = capsys.readouterr().out
    assert "FAIL" in out
    assert f"{EXAMPLES[name].derived}:" in out
    assert f"auditor check {EXAMPLES[name].derived} --source {EXAMPLES[name].sources[0]}" in out


def test_reports_go_where_the_call_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    demo("corrin-light", Output(reports=("a.json",), quiet=2))

    assert (tmp_path / "a.json").is_file()
    assert Path.cwd() == tmp_path


def test_a_configuration_nearby_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "auditor.toml").write_text("nonsense = true\n")
    monkeypatch.chdir(tmp_path)

    assert demo("corrin-light", Output(quiet=1), copy="mine") == 0
    assert "FAIL" in capsys.readouterr().out


def test_copy_has_the_files_and_audits_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = EXAMPLES["hospital-bees"]
    demo(example.name, Output(), copy=str(tmp_path / "bees"))

    assert str(tmp_path / "bees") in capsys.readouterr().out
    assert {path.name for path in (tmp_path / "bees").iterdir()} == {example.derived, *example.sources}
    assert (tmp_path / "bees" / example.derived).read_bytes() == (folder_of(example) / example.derived).read_bytes()


def test_unknown_example_and_unwritable_copy_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="corrin-light, hospital-bees"):
        demo("whales", Output())
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        demo("corrin-light", Output(), copy=str(tmp_path / "file" / "folder"))
