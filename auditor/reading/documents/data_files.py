"""The word lists and patterns of the document readers: plain JSON files beside the code, loaded once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The data file `data/NAME.json` as a dictionary; its `origin` says where the words come from."""
    loaded: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return loaded


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of a data file, casefolded, for membership tests."""
    return frozenset(word.casefold() for word in table(name)[key])
