"""Reads the word lists of the normaliser."""

from __future__ import annotations

from pathlib import Path


def data_rows(name: str) -> list[list[str]]:
    """The tab-separated rows of a file in `auditor/text/data`; lines that begin with "# " are comments."""
    text = (Path(__file__).parent / "data" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]
