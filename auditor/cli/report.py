"""`auditor report AUDIT.json`: every report again from the saved result, without the transcripts."""

from __future__ import annotations

import sys
from pathlib import Path

from auditor.cli.check import Output, check_output
from auditor.cli.terminal import print_text, use_color
from auditor.errors import ConfigError, InputError
from auditor.reports import render, write_report
from auditor.reports.json import read


def report(saved: str, output: Output) -> int:
    """Writes the reports that are named; without any, prints the audit.

    Args:
        saved: the JSON that `auditor check --report NAME.json` wrote; `-` is standard input.
        output: which reports to write, or in which format to print.

    Raises:
        InputError: the file cannot be read, or is no such result.
        ConfigError: an unknown format or ending, or a report in the place of the saved result.
    """
    check_output(output)
    for path in output.reports:
        if saved != "-" and Path(path).resolve() == Path(saved).resolve():
            raise ConfigError(f"{path}: is the saved result itself; name another file")
    audit = read(_bytes(saved), saved)
    for path in output.reports:
        write_report(audit, Path(path), output.options)
    if not output.reports:
        color = output.format == "text" and use_color(sys.stdout)
        print_text(render(audit, output.format, output.options | {"color": color}))
    return 0


def _bytes(saved: str) -> bytes:
    if saved == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(saved).read_bytes()
    except OSError as error:
        raise InputError(
            saved, f"cannot be read ({error.strerror})", "the JSON that `auditor check --report` wrote"
        ) from error
