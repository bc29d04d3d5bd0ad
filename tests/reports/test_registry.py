"""The registry of reports: endings, unknown formats, whole files or none."""

from __future__ import annotations

import pytest

from auditor.errors import ConfigError, InputError
from auditor.model.result import Audit, Gate
from auditor.reports import format_of, json, render, write_report, write_text

AUDIT = Audit(signature="auditor test", recordings=[], gate=Gate(passed=True), summary={})


def test_json_is_read_back_as_it_was(tmp_path):
    path = tmp_path / "deep" / "out.json"
    write_report(AUDIT, path)
    assert json.read(path.read_bytes(), "out.json") == AUDIT
    assert render(AUDIT, "json", {"indent": 0}).count("\n") == 1


@pytest.mark.parametrize("data", [b"", b"[]", b'{"signature": "x"}'])
def test_what_is_no_audit_is_an_input_error(data):
    with pytest.raises(InputError, match=r"out\.json: is no audit"):
        json.read(data, "out.json")


def test_unknown_endings_and_formats_are_named(tmp_path):
    with pytest.raises(ConfigError, match=r"expected one of \.html \.md \.json \.sarif \.xml \.csv"):
        format_of(tmp_path / "out.pdf")
    with pytest.raises(ConfigError, match="no output format is called `yaml`"):
        render(AUDIT, "yaml")


def test_a_report_that_cannot_be_written_is_an_input_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        write_report(AUDIT, tmp_path / "file" / "out.json")


def test_an_old_report_stays_whole_when_the_new_one_fails(tmp_path):
    path = tmp_path / "out.md"
    write_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new \ud800")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.md"]
