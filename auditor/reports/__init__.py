"""Reports: each module of a format has `render(audit, options) -> str` and sees nothing but the finished result.

A new format is one new module and one line in `FORMATS` (and in `ENDINGS`, where a file ending stands for it).
"""

from __future__ import annotations

import os
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError, InputError
from auditor.model.result import Audit

FORMATS = {
    "text": "auditor.reports.text",
    "json": "auditor.reports.json",
    "markdown": "auditor.reports.markdown",
    "html": "auditor.reports.html",
    "sarif": "auditor.reports.sarif",
    "junit": "auditor.reports.junit",
    "csv": "auditor.reports.csv",
    "github": "auditor.reports.github",
    "gitlab": "auditor.reports.gitlab",
}
ENDINGS = {".html": "html", ".md": "markdown", ".json": "json", ".sarif": "sarif", ".xml": "junit", ".csv": "csv"}
STANDARD_OUTPUT = ("text", "markdown", "json", "github", "gitlab")


def render(audit: Audit, format: str, options: dict[str, Any] | None = None) -> str:
    """The audit in one format, ending with a newline.

    Args:
        audit: the finished result.
        format: a key of `FORMATS`.
        options: what the format's own module documents; unknown ones are ignored.

    Raises:
        ConfigError: no such format.
    """
    if format not in FORMATS:
        raise ConfigError(f"no output format is called `{format}`; expected one of {', '.join(FORMATS)}")
    text: str = import_module(FORMATS[format]).render(audit, options or {})
    return text


def format_of(path: Path) -> str:
    """The format that a report's ending stands for.

    Raises:
        ConfigError: an ending that stands for none.
    """
    try:
        return ENDINGS[path.suffix.lower()]
    except KeyError:
        endings = " ".join(ENDINGS)
        raise ConfigError(f"{path}: the ending of a report picks its format; expected one of {endings}") from None


def write_report(audit: Audit, path: Path, options: dict[str, Any] | None = None) -> None:
    """Writes a report; a file that is there stays whole until the new one is.

    Raises:
        ConfigError: the ending stands for no format.
        InputError: the file cannot be written.
    """
    text = render(audit, format_of(path), options)
    try:
        write_text(path, text)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})") from error


def write_text(path: Path, text: str) -> None:
    """Writes a file through a neighbour and a rename, so that nobody ever sees half of it; makes its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
