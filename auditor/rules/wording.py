"""Small phrases that the messages of several rules share."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST = 120


def quoted(words: str) -> str:
    """The words in quotation marks, long ones cut at a word."""
    plain = " ".join(words.split()).strip('"“”')
    short = plain if len(plain) <= LONGEST else plain[: LONGEST - 3].rsplit(" ", 1)[0] + "…"
    return f"“{short}”"


def listed(things: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


def lines(numbers: Sequence[int], most: int = 6) -> str:
    """`line 3`, `lines 3, 7 and 9`, `lines 3, 7, 9, ... and 4 more`."""
    shown = [str(n) for n in numbers[:most]]
    if len(numbers) > most:
        return f"lines {', '.join(shown)} and {len(numbers) - most} more"
    return ("line " if len(numbers) == 1 else "lines ") + listed(shown)


def clock(seconds: float) -> str:
    """`00:03:14`."""
    whole = int(seconds + 0.5)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
