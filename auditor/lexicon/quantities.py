"""Amounts said in a text, with their units, and whether two of them say the same.

Number words are read by `auditor.text.normalise`; this module adds units, ranges, vagueness, dates and clock times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Comparison = Literal["same", "rounded", "unit-changed", "different", "unrelated"]

_EQUAL = 1e-9
_CALENDAR = 0.02  # 4 weeks are no month and 52 no year, but nobody minds
_ROUNDED = 0.06  # honest rounding of a vague amount
_LIMIT = 0.12  # two lower or two upper limits, one of them told loosely
_VAGUE = 0.15  # "almost half"
_SPECIAL = frozenset({"date", "clock", "version", "ordinal"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount in a text.

    Attributes:
        value: the number, in `unit`; for a range its lower end; for dates, clock times and versions 0.
        high: the upper end of a range, else `value`.
        unit: normalised name (`percent`, `euro`, `second`, `person`, …) or `` for a bare number.
        kind: `count`, `percent`, `currency`, `time`, `length`, `mass`, `data`, `volume`, `rate`, `power`, `angle`,
            `fraction`, `ordinal`, `times`, `magnitude` (hundreds), `vague` (a couple), `date`, `clock`, `version`.
        begin, stop: code points in the text, unit and vagueness words included.
        approximate: `about`, `over` (or more), `under` (or less), or `` where it is told as exact.
        text: normal form of a date (`2021-03-05`, `-03-05`, `2021`), clock time (`22:30`) or version.
        factor: base units per unit, 0 where the unit is not converted.
        implicit: an amount that may be none: the pronoun `one`, `a week`, `first of all`.
    """

    value: float
    high: float
    unit: str
    kind: str
    begin: int
    stop: int
    approximate: str = ""
    text: str = ""
    factor: float = 0.0
    implicit: bool = False


@lru_cache(1 << 14)
def _scanned(text: str) -> tuple[Quantity, ...]:
    from auditor.lexicon.quantity_scan import scan

    return tuple(scan(text))


def quantities(text: str) -> list[Quantity]:
    """Return the amounts of a text in order: numbers, number words, ranges, fractions, dates, clock times, versions."""
    return list(_scanned(text))


def compare(a: Quantity, b: Quantity) -> Comparison:
    """Return how the claimed amount `b` stands to the amount `a` of the source (or the other way round: symmetric).

    `same`: equal, after conversion of units (seven days, a week); a missing unit is no difference.
    `rounded`: honest rounding (4,286 and 4,300), a range that holds the other, `almost half` and 48 %.
    `unit-changed`: the same number with another unit. `different`: comparable and not the same.
    `unrelated`: amounts of different things, as minutes and people.
    """
    if a.kind in _SPECIAL or b.kind in _SPECIAL:
        return _compare_special(a, b)
    if not _comparable(a, b):
        return (
            "unit-changed" if _equal(a.value, b.value) and _equal(a.high, b.high) and a.unit and b.unit else "unrelated"
        )
    if a.kind == b.kind == "currency" and a.unit != b.unit:
        return "unit-changed" if _equal(a.value, b.value) else "different"
    low_a, high_a, low_b, high_b = *_base(a, b), *_base(b, a)
    slack = _CALENDAR if a.kind == b.kind == "time" and a.unit != b.unit else _EQUAL
    if _equal(low_a, low_b, slack) and _equal(high_a, high_b, slack):
        return "same"
    if a.unit != b.unit and a.unit and b.unit and _equal(a.value, b.value) and _equal(a.high, b.high):
        return "unit-changed"
    return "rounded" if _rounded(a, b, (low_a, high_a), (low_b, high_b)) else "different"


def _comparable(a: Quantity, b: Quantity) -> bool:
    if a.kind == b.kind:
        return a.kind != "count" or not a.unit or not b.unit or a.unit == b.unit
    shares = {"percent", "fraction"}
    counts = {"count", "magnitude", "vague"}
    if {a.kind, b.kind} <= shares or {a.kind, b.kind} <= counts:
        return True
    bare = {"count", "vague", "magnitude"}
    return (a.kind in bare and not a.unit) or (b.kind in bare and not b.unit)


def _base(one: Quantity, other: Quantity) -> tuple[float, float]:
    """Both ends in base units where the other can be converted too, else as said."""
    convertible = one.factor and (other.factor or other.kind == "fraction") and {one.kind, other.kind} != {"count"}
    factor = one.factor if convertible else 1.0
    return one.value * factor, one.high * factor


def _equal(x: float, y: float, slack: float = _EQUAL) -> bool:
    return abs(x - y) <= slack * max(abs(x), abs(y))


def _rounded(a: Quantity, b: Quantity, first: tuple[float, float], second: tuple[float, float]) -> bool:
    if (a.value, a.high) != (b.value, b.high) and (first[0] != first[1] or second[0] != second[1]):
        return first[0] <= second[0] <= second[1] <= first[1] or second[0] <= first[0] <= first[1] <= second[1]
    x, y = first[0], second[0]
    if a.approximate == b.approximate in ("over", "under"):
        return _equal(x, y, _LIMIT)
    for vague, said, exact in ((a, x, y), (b, y, x)):
        if vague.approximate == "over" and said <= exact <= said * (1 + 3 * _VAGUE):
            return True
        if vague.approximate == "under" and said * (1 - 3 * _VAGUE) <= exact <= said:
            return True
    about = "about" in (a.approximate, b.approximate)
    share = bool({"fraction", "percent"} & {a.kind, b.kind})
    if about and share:
        return _equal(x, y, _VAGUE)
    if about or "fraction" in (a.kind, b.kind):
        return _equal(x, y, _ROUNDED)
    return _cut_digits(x, y) or _cut_digits(y, x)


def _cut_digits(exact: float, told: float) -> bool:
    """Whether `told` is `exact` with fewer digits: 4,286 as 4,300 or 4,290, 12.46 as 12.5; at least two digits stay."""
    if exact == 0 or told == 0 or (exact < 0) != (told < 0) or not _equal(exact, told, _ROUNDED):
        return False
    digits = len(f"{abs(exact):.10g}".replace(".", "").strip("0"))
    return any(float(f"{exact:.{kept}g}") == told for kept in range(2, digits))


def _compare_special(a: Quantity, b: Quantity) -> Comparison:
    if a.kind != b.kind:
        return "unrelated"
    if a.kind == "ordinal":
        return "same" if a.value == b.value else "different"
    if a.text == b.text:
        return "same"
    if a.kind == "version":
        short, long = sorted((a.text, b.text), key=len)
        return "rounded" if long.startswith(short + ".") else "different"
    if a.kind == "clock":
        return _compare_clock(a.text, b.text)
    decade, year = (a.text, b.text) if a.text.endswith("0s") else (b.text, a.text)
    if decade.endswith("0s") and year[: len(decade) - 2].isdigit():
        return "rounded" if year.startswith(decade[:-2]) else "different"
    pairs = zip(a.text.split("-"), b.text.split("-"), strict=False)
    return "different" if any(x and y and x != y for x, y in pairs) else "same"


def _compare_clock(a: str, b: str) -> Comparison:
    """Times without am or pm may mean either half of the day: `10:30` and `22:30` are told as the same."""
    hour_a, minute_a = map(int, a.split(":")[:2])
    hour_b, minute_b = map(int, b.split(":")[:2])
    apart = abs(hour_a * 60 + minute_a - hour_b * 60 - minute_b) % 720
    return "same" if apart == 0 else "rounded" if min(apart, 720 - apart) <= 5 else "different"
