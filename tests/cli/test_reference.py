"""`check --reference`: the variants are scored against it, and it is a source that lines rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.app import audit
from auditor.errors import InputError

SAID = "[00:00:01] The ferry leaves at noon.\n[00:00:05] Tickets cost nine crowns for grown-ups.\n"
HEARD = "[00:00:01] the fairy leaves at noon\n[00:00:05] tickets cost five crowns for grown ups\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "said.txt").write_text(SAID, "utf-8")
    (tmp_path / "heard.txt").write_text(HEARD, "utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n\n- Tickets cost nine crowns for grown-ups.\n", "utf-8")
    return tmp_path


def test_the_variant_is_scored_and_the_line_rests_on_the_reference(folder: Path) -> None:
    found = audit(str(folder / "notes.md"), str(folder / "heard.txt"), str(folder / "said.txt")).recordings[0]

    assert [(Path(s.path).name, s.role) for s in found.sources] == [("heard.txt", "source"), ("said.txt", "reference")]
    assert found.asr.reference == str(folder / "said.txt")
    assert found.asr.variants[0]["normalised"]["substitutions"] == 2
    assert "nine" in {d.a for d in found.asr.pairs[0].differences}
    assert [c.verdict for c in found.claims] == ["verbatim"]


def test_a_reference_alone_is_enough(folder: Path) -> None:
    found = audit(str(folder / "notes.md"), (), str(folder / "said.txt")).recordings[0]

    assert [s.role for s in found.sources] == ["reference"]
    assert [c.verdict for c in found.claims] == ["verbatim"]


def test_a_missing_reference_is_an_error(folder: Path) -> None:
    with pytest.raises(InputError, match="none"):
        audit(str(folder / "notes.md"), str(folder / "heard.txt"), str(folder / "none.txt"))
