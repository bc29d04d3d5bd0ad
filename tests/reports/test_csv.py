"""CSV: RFC 4180, a row a finding, nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reports.csv import COLUMNS, render


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter))


def test_a_row_a_finding_accepted_ones_too(make):
    audit = make(accepted=1)
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows(render(audit, {}))]
    assert list(table[0].values()) == list(COLUMNS)
    assert [row["finding"] for row in table[1:]] == [f.id for f in audit.recordings[0].findings]
    first = table[1]
    assert (first["accepted"], first["reason"]) == ("inline", "The keeper found forty mites in the brood.")
    assert (first["rule"], first["path"], first["line"], first["start"]) == ("A12", "notes/bees.md", "1", "61.0")
    assert (first["claimed"], first["said"], first["evidence_line"]) == ("e keepe", "The k", "12")
    assert table[-1]["claim"] == ""


def test_lines_end_as_the_standard_says(make):
    text = render(make('a "b", c'), {})
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(rows(text)) == text.count("\n")


@pytest.mark.parametrize(
    ("words", "cell"),
    [("=1+1", "'=1+1"), ("+cmd|x", "'+cmd|x"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'=1"),
     ("＝1", "'＝1"), ("a;=1", "a;'=1"), ("four = 4", "four = 4")],
)  # fmt: skip
def test_formulas_are_text(make, words, cell):
    assert rows(render(make(words), {}))[1][COLUMNS.index("text")] == cell


@settings(max_examples=40)
@given(st.text(max_size=40) | st.text(alphabet="=+-@;,\"'\t\r\n a1", max_size=30))
def test_whatever_is_said_stays_in_its_cell(make, words):
    text = render(make(words, path=f"{words}.md"), {})
    table = rows(text)
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert len(table) == 5
    for row in table[1:]:
        assert not any(re.match(r"[=+\-@]", cell) for cell in row)
    for part in re.split(r"[;\t]", text):
        assert not re.match(r"\s*[=+@-]", part)
