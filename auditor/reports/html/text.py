"""Text that may be shown: control characters out, bidirectional controls made visible; times and rates as words."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

# Control characters never reach the page; direction marks could make a line read differently from what it is.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` without control characters, with each direction mark written out as its code point (`U+202E`)."""
    return _DIRECTION.sub(lambda match: f"\u2423U+{ord(match[0]):04X}\u2423", _CONTROL.sub("\ufffd", text))


def finalize(value: Any) -> Any:
    """What a template puts out: every string cleaned, markup that the templates made themselves left alone."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return clean(value)


def clock(seconds: float | None) -> str:
    """Seconds as `hh:mm:ss`, cut down to the second; empty for None."""
    if seconds is None or seconds != seconds or seconds in (float("inf"), float("-inf")):
        return ""
    whole = max(int(seconds), 0)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def span(start: float | None, end: float | None) -> str:
    """A stretch of time as `hh:mm:ss–hh:mm:ss`, or its start alone."""
    if start is None or end is None or clock(start) == clock(end):
        return clock(start)
    return f"{clock(start)}–{clock(end)}"


def percent(share: float | None) -> str:
    """A share as a percentage with one digit; `–` for None."""
    return "–" if share is None else f"{100 * share:.1f} %"


def number(value: float | None, digits: int = 2) -> str:
    """A number with a fixed count of digits; `–` for None."""
    return "–" if value is None else f"{value:.{digits}f}"


def count(amount: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `2 claims`, `12,000 words`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"
