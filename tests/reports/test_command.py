"""`check` and `report` hand their options to the formats; both make the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from auditor.cli.app import app
from auditor.reports import ENDINGS

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "corrin-light"
CALL = ["check", str(EXAMPLE / "corrin-light.summary.txt"), "--isolated", "--exit-zero", "-qq"]
CALL += ["--source", str(EXAMPLE / "corrin-light.captions.txt")]


def call(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    call(*CALL, *(f"--report={made / f'a{ending}'}" for ending in ENDINGS))
    return made


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_comes_again_from_the_saved_result(folder, tmp_path, ending):
    call("report", str(folder / "a.json"), "--report", str(tmp_path / f"b{ending}"))
    assert (tmp_path / f"b{ending}").read_bytes() == (folder / f"a{ending}").read_bytes()


def test_max_bytes_is_for_markdown(folder, tmp_path):
    saved = str(folder / "a.json")
    call(
        "report", saved, "--report", str(tmp_path / "b.md"), "--report", str(tmp_path / "b.csv"), "--max-bytes", "2000"
    )
    assert (tmp_path / "b.md").stat().st_size <= 2000 < (folder / "a.md").stat().st_size
    assert "Left out to stay under the size limit" in (tmp_path / "b.md").read_text("utf-8")
    assert (tmp_path / "b.csv").read_bytes() == (folder / "a.csv").read_bytes()
    assert call("report", saved, "-f", "markdown", "--max-bytes", "2000") == (tmp_path / "b.md").read_text("utf-8")


def test_a_size_too_small_for_a_page_is_refused(folder):
    result = CliRunner().invoke(app, ["report", str(folder / "a.json"), "-f", "markdown", "--max-bytes", "100"])
    assert result.exit_code == 2


def test_the_level_that_fails_is_kept_for_junit(folder, tmp_path):
    call(*CALL, "--fail-on", "warning", "--report", str(tmp_path / "w.json"), "--report", str(tmp_path / "w.xml"))
    assert json.loads((tmp_path / "w.json").read_text("utf-8"))["settings"]["fail_on"] == "warning"
    failures = [int(ET.parse(path).getroot()[0].get("failures", "")) for path in (folder / "a.xml", tmp_path / "w.xml")]
    assert 0 < failures[0] < failures[1]


def test_annotations_and_code_quality_go_to_standard_output(folder):
    saved = str(folder / "a.json")
    assert call("report", saved, "-f", "github").startswith("::error title=A")
    assert len(json.loads(call("report", saved, "-f", "gitlab"))) > 10
