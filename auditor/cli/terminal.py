"""What standard output may be given: colours or not, and no crash for a character that the terminal lacks."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from typing import TextIO


def use_color(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Colours only on a terminal, never under NO_COLOR, CI or TERM=dumb; FORCE_COLOR turns them on elsewhere."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb" and not environ.get("CI")


def print_text(text: str) -> None:
    """Writes to standard output; characters that its encoding lacks are written as escapes.

    A reader that closed the pipe (`| head`) has seen enough: the exit status still tells the gate's answer.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_aside(text: str) -> None:
    """A line on standard error, beside a result that another program reads from standard output."""
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    sys.stderr.write(text)
