"""Data files of the package: word lists and sorted tables that are searched where they lie, not parsed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class SortedTable:
    """A UTF-8 file of lines `key<TAB>value...`, sorted by the bytes of the key, looked up by bisection.

    The file is read as one block of bytes at the first look-up (about a millisecond per megabyte); a look-up then
    decodes one line only.
    """

    def __init__(self, name: str) -> None:
        self._path = DATA / name
        self._bytes: bytes | None = None

    def get(self, key: str) -> list[str] | None:
        """Return the columns after the key, or None where the key is missing. The key holds no tab and no newline."""
        data = self._bytes
        if data is None:
            data = self._bytes = self._path.read_bytes()
        wanted = key.encode()
        low, high = 0, len(data)
        while low < high:
            middle = (low + high) // 2
            start = data.rfind(b"\n", low, middle) + 1 or low
            stop = data.find(b"\n", middle)
            tab = data.find(b"\t", start, stop)
            found = data[start:tab]
            if found == wanted:
                return data[tab + 1 : stop].decode().split("\t")
            if found < wanted:
                low = stop + 1
            else:
                high = start
        return None


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the entries of a list file: one entry a line, `#` starts a comment."""
    return frozenset(row[0] for row in rows(name))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a small tab-separated file in file order; `#` starts a comment line or a trailing comment."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    kept = (line.split("#", 1)[0].rstrip() for line in lines)
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in kept if line)
