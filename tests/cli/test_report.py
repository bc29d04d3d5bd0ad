"""`auditor report` makes from the saved JSON what `auditor check` made from the files."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from auditor.cli.check import Output
from auditor.cli.demo import demo
from auditor.cli.report import report
from auditor.errors import ConfigError, InputError


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    demo("corrin-light", Output(reports=(str(folder / "a.json"), str(folder / "a.html")), quiet=2))
    return folder / "a.json"


def test_reports_from_the_saved_result_are_the_same_bytes(saved: Path, tmp_path: Path) -> None:
    made = [tmp_path / "a.html", tmp_path / "a.json"]

    assert report(str(saved), Output(reports=tuple(map(str, made)))) == 0
    for path in made:
        assert path.read_bytes() == (saved.parent / path.name).read_bytes()


def test_without_a_report_it_prints(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(str(saved), Output())

    assert "corrin-light.summary.txt" in capsys.readouterr().out


def test_standard_input(saved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(saved.read_bytes())))
    report("-", Output(format="json"))

    assert capsys.readouterr().out == saved.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is no audit"),
        (b'{"schema_version": 1', "is no audit"),
        (b"[]", "is no audit"),
        (
            b'{"signature": "x", "recordings": [], "gate": {"passed": true}, "summary": {}, "schema_version": 2}',
            "version",
        ),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)

    with pytest.raises(InputError, match=problem):
        report(str(path), Output())


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        report(str(tmp_path / "none.json"), Output())


def test_the_saved_result_is_not_overwritten(saved: Path) -> None:
    with pytest.raises(ConfigError, match="is the saved result itself"):
        report(str(saved), Output(reports=(str(saved),)))
