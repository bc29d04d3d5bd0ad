"""Paths as platforms want them: with slashes, without `./`; a path outside of the repository stays what it is."""

from __future__ import annotations

import posixpath
from urllib.parse import quote


def relative(path: str) -> str:
    """`path` with forward slashes and without detours; `-` (standard input) stays."""
    return posixpath.normpath(path.replace("\\", "/")) if path else path


def uri(path: str) -> str:
    """`relative(path)` as a URI reference; an absolute path becomes a `file:` URI."""
    clean = relative(path).encode("utf-8", "replace").decode()
    if clean[1:3] == ":/":
        return f"file:///{clean[0]}:{quote(clean[2:])}"
    return f"file://{quote(clean)}" if clean.startswith("/") else quote(clean)
