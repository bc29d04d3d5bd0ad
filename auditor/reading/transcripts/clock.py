"""Times as transcripts write them, in seconds."""

from __future__ import annotations

import re

# Hours of any length (recordings beyond 24 h), comma or point before the fraction, a sign that some editors write.
CLOCK = r"[-−]?(?:\d{1,4}:)?\d{1,4}:\d{2}(?:[.,]\d{1,9})?"
_CLOCK = re.compile(r"([-−])?(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:[.,](\d{1,9}))?")
_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?", re.IGNORECASE)
_SECONDS = re.compile(r"[-−]?\d+(?:[.,]\d+)?(?:e-?\d+)?", re.IGNORECASE)


def clock_seconds(text: str) -> float | None:
    """`HH:MM:SS.mmm`, `MM:SS.mmm` and their kin in seconds (negative with a sign); None where it is no time."""
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        return None
    sign, hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59 or (hours and int(minutes) > 59):
        return None
    value = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    total = float(f"{value}.{fraction}") if fraction else float(value)
    return -total if sign else total


def iso_seconds(text: str) -> float | None:
    """An ISO 8601 duration such as `PT22M14S` in seconds."""
    match = _ISO.fullmatch(text.strip())
    if not match or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + seconds


def seconds(value: object) -> float | None:
    """A number, a number in a string, or a clock time, in seconds; None where it is no time."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        number = float(value)
        return number if abs(number) < 1e9 else None
    if not isinstance(value, str):
        return None
    text = value.strip().removesuffix("s").strip()
    if _SECONDS.fullmatch(text):
        number = float(text.replace(",", ".").replace("−", "-"))
        return number if abs(number) < 1e9 else None
    return clock_seconds(text)
