"""Colours and bars only where a person looks."""

from __future__ import annotations

import io
import os
import pty

import pytest

from auditor.cli.terminal import progress_bar, use_color


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "terminal", "plain"),
    [
        ({"TERM": "xterm"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1", "CI": "1"}, True, True),
        ({"CI": "true"}, False, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_colour(environ, terminal, plain):
    assert use_color(_Terminal(), environ) is terminal
    assert use_color(io.StringIO(), environ) is plain


def test_a_bar_on_a_terminal_only(monkeypatch):
    main, other = pty.openpty()
    with os.fdopen(other, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with progress_bar(3, {"TERM": "xterm"}) as advance:
            advance("one [red]")
        with progress_bar(3, {"CI": "1"}) as advance:
            advance("silent")
        with progress_bar(2, {"TERM": "xterm"}) as advance:
            advance("silent")
        terminal.write("the end")
        terminal.flush()
        shown = b""
        while b"the end" not in shown:  # a pty hands over what it has so far
            shown += os.read(main, 100_000)
    os.close(main)
    shown = shown.decode()
    assert "1/3" in shown and "one [red]" in shown
    assert "silent" not in shown
