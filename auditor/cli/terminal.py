"""What standard output may be given: colours or not, and no crash for a character that the terminal lacks."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from auditor.reports.plain import visible

MANY = 3


def use_color(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Colours only on a terminal, never under NO_COLOR, CI or TERM=dumb; FORCE_COLOR turns them on elsewhere."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb" and not environ.get("CI")


@contextmanager
def progress_bar(total: int, environ: Mapping[str, str] = os.environ) -> Iterator[Callable[[str], None]]:
    """A bar on standard error for some recordings or more, only on a terminal and never in CI; gone when it is done."""
    if total < MANY or not sys.stderr.isatty() or environ.get("CI") or environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, advance=1, description=visible(name))


@contextmanager
def count_bar(environ: Mapping[str, str] = os.environ) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error for work whose size is known only when it runs; called with how much is done, and of how
    much."""
    if not sys.stderr.isatty() or environ.get("CI") or environ.get("TERM") == "dumb":
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


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
