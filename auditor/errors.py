"""The errors that a user may cause. Each is one clear line and exit status 2 (never a traceback)."""

from __future__ import annotations


class AuditorError(Exception):
    """Something in the call, the configuration or an input is wrong; `str(error)` is one line for the user."""


class InputError(AuditorError):
    """A file cannot be read as what it should be.

    Args:
        path: the file as the user named it.
        problem: what is wrong, in a few words.
        expected: what was expected instead.
        line: 1-based line, where one is to blame.
    """

    def __init__(self, path: str, problem: str, expected: str = "", line: int | None = None) -> None:
        self.path, self.problem, self.expected, self.line = path, problem, expected, line
        place = f"{path}:{line}" if line else path
        super().__init__(f"{place}: {problem}" + (f"; expected {expected}" if expected else ""))


class ConfigError(AuditorError):
    """A setting is unknown or has an unusable value."""
