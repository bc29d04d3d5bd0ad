"""The pages about the gate: their commands are run, their settings are read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.gate.config import load_config

ROOT = Path(__file__).parents[2]


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.M | re.S)


def test_the_five_minutes_from_nothing(tmp_path):
    """Each block runs in one shell, as pasted; a line with `# exit N` must end so, every other with 0."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "auditor").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n')
    (bin_ / "auditor").chmod(0o755)
    script = "set -e\n" + "\n".join(_blocks("gate.md", "bash"))
    script = re.sub(r"^(.*?) +# exit (\d)$", r'status=0; \1 || status=$?; test "$status" = \2', script, flags=re.M)
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        **names,
    }
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "A01 fabricated-claim   summaries/otters.md:5" in done.stdout
    assert "stale in the baseline" in done.stdout
    assert "1 taken out, 0 left" in done.stdout


@pytest.mark.parametrize("page", ["configuration.md", "gate.md"])
def test_every_setting_shown_is_valid(page, tmp_path):
    (tmp_path / "terms.txt").write_text("Otter, oter\n")
    blocks = [b for b in _blocks(page, "toml") if "[[ignore]]" not in b]
    assert blocks
    for block in blocks:
        path = tmp_path / "auditor.toml"
        path.write_text(block, "utf-8")
        load_config(path)
