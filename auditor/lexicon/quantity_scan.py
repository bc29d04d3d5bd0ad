"""Finds amounts in a text: special shapes first (dates, clock times, versions), then numbers, then their dressing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from auditor.lexicon.quantities import Quantity
from auditor.lexicon.table import rows
from auditor.text.normalise import Token, normalise

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r")\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d\d)"
_SPECIAL = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("iso", rf"\b{_YEAR}-(\d\d)-(\d\d)\b"),
        ("day-month", rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}\b(?:,?\s+{_YEAR}\b)?"),
        ("month-day", rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}\b(?:,?\s+{_YEAR}\b)?"),
        ("month-year", rf"\b{_MONTH}\s+{_YEAR}\b"),
        ("clock", r"\b(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*([ap])\.?m\b\.?"),
        ("clock", r"\b(\d{1,2}):(\d\d)(?::\d\d)?\b()"),
        ("version", r"\bv(?:ersion)?\.?\s*(\d+(?:\.\d+)*)\b"),
        ("version", r"(?<![\d.,])(\d+\.\d+\.\d+(?:\.\d+)*)(?![\d.,]*\d)"),
        ("comma", r"(?<![\d.,])(\d+),(\d{1,2})(?![\d.,]*\d)(?=\s*(?:€|%|euros?\b|percent\b|per cent\b))"),
    )
)
_NUMBER = re.compile(r"(-?)([$€£¥]?)(\d+(?:\.\d+)?)(%|¢|p|st|nd|rd|th|s)?")
_FRACTION = re.compile(r"(\d+)/(\d+)")
_ATTACHED = re.compile(r"[^\W\d_]\w*[-–_]?$")
_JOIN = re.compile(r"\s*[-–—]\s*|\s+(?:to|or|till|until)\s+", re.IGNORECASE)
_ORDINAL_WORDS = {"first": 1.0, "second": 2.0}
_YEARS = range(1900, 2100)
_MOST_WORDS = 4
_WRITTEN_RANGE = 10  # from which number on a stroke stands for "or"
_SCALE = re.compile(r"(?:an?\s+)?(?:hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
_MINUTES = (5, 10, 15, 20, 25, 30)


def scan(text: str) -> Iterator[Quantity]:
    """Yield the amounts of a text in order of their place."""
    found = list(_special(text))
    taken = [(one.begin, one.stop) for one in found]
    bare = [one for one in _numbers(text) if not any(one.begin < stop and begin < one.stop for begin, stop in taken)]
    plain = [one for one in found if one.kind == "count"]
    dressed = [
        _with_vagueness(text, _with_unit(text, one)) for one in _mixed(text, sorted([*bare, *plain], key=_place))
    ]
    stop = 0
    for one in sorted([*(one for one in found if one.kind != "count"), *_ranges(text, dressed)], key=_place):
        if one.begin >= stop:
            yield one
            stop = one.stop


def _place(one: Quantity) -> tuple[int, int]:
    return one.begin, -one.stop


def _special(text: str) -> Iterator[Quantity]:
    end = [False] * len(text)
    for kind, pattern in _SPECIAL:
        for match in pattern.finditer(text):
            if any(end[match.start() : match.end()]):
                continue
            one = _read_special(kind, match)
            if one is not None:
                end[match.start() : match.end()] = [True] * (match.end() - match.start())
                yield one


def _read_special(kind: str, match: re.Match[str]) -> Quantity | None:
    groups = match.groups()
    span = match.span()
    if kind == "clock":
        hour, minute = int(groups[0]), int(groups[1] or 0)
        if groups[2]:
            hour = hour % 12 + (12 if groups[2] in "pP" else 0)
        return Quantity(0, 0, "", "clock", *span, text=f"{hour}:{minute:02d}") if hour < 25 and minute < 60 else None
    if kind == "version":
        return Quantity(0, 0, "", "version", *span, text=groups[0])
    if kind == "comma":
        value = float(f"{groups[0]}.{groups[1]}")
        return Quantity(value, value, "", "count", *span)
    year, month, day = _date_fields(kind, groups)
    text = f"{year or ''}-{month:02d}-{f'{day:02d}' if day else ''}"
    return Quantity(0, 0, "", "date", *span, text=text) if 1 <= month <= 12 and day <= 31 else None


def _date_fields(kind: str, groups: tuple[str, ...]) -> tuple[str, int, int]:
    """(year or ``, month, day or 0) of a matched date."""
    if kind == "iso":
        return groups[0], int(groups[1]), int(groups[2])
    if kind == "month-year":
        return groups[1], _month(groups[0]), 0
    day, month = (groups[0], groups[1]) if kind == "day-month" else (groups[1], groups[0])
    return groups[2], _month(month), int(day)


def _month(name: str) -> int:
    return next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name.casefold()[:3]))


def _numbers(text: str) -> Iterator[Quantity]:
    tokens = normalise(text)
    words = _number_words()
    place = 0
    while place < len(tokens):
        for length in range(_MOST_WORDS, 0, -1):
            said = " ".join(token.text for token in tokens[place : place + length])
            if length <= len(tokens) - place and said in words:
                value, high, kind = words[said]
                yield _said(tokens[place : place + length], value, high, kind)
                place += length
                break
        else:
            one = _number(text, tokens, place)
            place += 1
            if one is not None:
                yield one


def _said(tokens: list[Token], value: float, high: float, kind: str) -> Quantity:
    vague = "about" if kind in ("vague", "magnitude") else ""
    implicit = tokens[0].text in ("once", "double", "couple")
    return Quantity(value, high, "", kind, tokens[0].begin, tokens[-1].stop, approximate=vague, implicit=implicit)


def _number(text: str, tokens: list[Token], place: int) -> Quantity | None:
    token = tokens[place]
    span = (token.begin, token.stop)
    if token.text in _ORDINAL_WORDS:
        value = _ORDINAL_WORDS[token.text]
        return Quantity(value, value, "", "ordinal", *span, implicit=True)
    if token.text == "one" or (token.text in ("a", "an") and _unit_at(text, token.stop) in _MEASURES):
        return Quantity(1, 1, "", "count", *span, implicit=True)
    fraction = _FRACTION.fullmatch(token.text)
    if (
        fraction
        and _WRITTEN_RANGE <= int(fraction[1]) < int(fraction[2]) < 100
        and not any(int(end) % 5 for end in fraction.groups())
    ):
        return Quantity(int(fraction[1]), int(fraction[2]), "", "count", *span)  # `70/80 questions`
    if fraction and int(fraction[2]):
        value = int(fraction[1]) / int(fraction[2])
        return Quantity(value, value, "", "fraction", *span)
    match = _NUMBER.fullmatch(token.text)
    if match is None or _in_a_name(text, token):
        return None
    sign, currency, digits, ending = match.groups()
    value = float(digits) * (-1 if sign else 1)
    if ending in ("st", "nd", "rd", "th"):
        return Quantity(value, value, "", "ordinal", *span)
    if ending == "s":
        return Quantity(0, 0, "", "date", *span, text=f"{digits}s")
    if currency or ending:
        ending = "pence" if ending == "p" else ending
        dimension, unit, factor = units()[currency or ending]
        return Quantity(value, value, unit, dimension, *span, factor=factor)
    return Quantity(value, value, "", "count", *span)


def _in_a_name(text: str, token: Token) -> bool:
    """Digits that a letter or a hyphenated word touches: `GPT-4`, `R2`, `COVID-19`; and codes, as `007`."""
    raw = text[token.begin : token.stop]
    if not raw[:1].isdigit():
        return False
    if raw.isdigit() and len(raw) > 1 and raw[0] == "0":
        return True
    before = _ATTACHED.search(text, max(0, token.begin - 12), token.begin)
    after = text[token.stop : token.stop + 1]
    return before is not None or after == "_"


def _mixed(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Joins what one amount spreads over words: `a year and a half`, `half a million`, `a quarter past four`."""
    skip = False
    for one, after in zip_longest(found, found[1:]):
        if skip:
            skip = False
            continue
        joined = _part_of(text, one, after) or _past(text, one, after) if after is not None else None
        if joined is not None:
            yield joined
            skip = True
            continue
        unit = _unit_at(text, one.stop)
        gap = text[one.stop : after.begin] if after is not None else ""
        if (
            after is not None
            and unit
            and after.kind == "fraction"
            and gap.split()[-1:] == ["and"]
            and len(gap.split()) == 2
        ):
            dimension, name, factor = units()[unit]
            value = one.value + after.value
            yield Quantity(value, value, name, dimension, one.begin, after.stop, factor=factor)
            skip = True
        else:
            yield one


def _part_of(text: str, one: Quantity, after: Quantity) -> Quantity | None:
    """`half a million`, `a quarter of a trillion`."""
    if one.kind != "fraction" or text[one.stop : after.begin].strip().casefold() not in ("", "of"):
        return None
    value = one.value * after.value
    scaled = _SCALE.match(text, after.begin) is not None
    return replace(after, value=value, high=value, begin=one.begin) if scaled else None


def _past(text: str, one: Quantity, after: Quantity) -> Quantity | None:
    """`half past four`, `ten to nine`: a time of day."""
    gap = text[one.stop : after.begin].strip().casefold()
    minutes = one.value * 60 if one.kind == "fraction" else one.value
    if gap not in ("past", "to") or after.kind != "count" or not 1 <= after.value <= 12 or minutes not in _MINUTES:
        return None
    if one.kind != "fraction" and gap == "to":
        return None  # `five to ten people`
    hour = int(after.value) - (gap == "to")
    text = f"{hour}:{int(minutes if gap == 'past' else 60 - minutes):02d}"
    return Quantity(0, 0, "", "clock", one.begin, after.stop, text=text)


def _with_unit(text: str, one: Quantity) -> Quantity:
    if one.unit or one.kind in ("ordinal", "date", "times", "clock"):
        return one
    key = _unit_at(text, one.stop)
    if key is None:
        if one.kind == "count" and one.value in _YEARS and text[one.begin : one.stop].isdigit():
            return replace(one, value=0, high=0, kind="date", text=str(int(one.value)))
        return one
    dimension, name, factor = units()[key]
    gap = len(text[one.stop :]) - len(text[one.stop :].lstrip(" -"))
    of = re.match(r"of\s+(?:an?\s+)?|an?\s+", text[one.stop + gap :])
    stop = one.stop + gap + (of.end() if of else 0) + len(key)
    implicit = one.implicit and text[one.begin : one.stop].casefold() in ("a", "an")
    return replace(one, unit=name, kind=dimension, factor=factor, stop=stop, implicit=implicit)


def _unit_at(text: str, place: int) -> str | None:
    """The unit written at a place (after `of`, `a`, a blank or a hyphen), as a key of the table of units."""
    match = _unit_pattern().match(text, place)
    return match[1].casefold() if match else None


@cache
def _unit_pattern() -> re.Pattern[str]:
    names = sorted(units(), key=len, reverse=True)
    words = "|".join(re.escape(name) + (r"\b" if name[-1].isalnum() else "") for name in names)
    return re.compile(rf"[\s-]*(?:of\s+)?(?:an?\s+)?({words})", re.IGNORECASE)


_MEASURES = frozenset(
    row[0] for row in rows("units.tsv") if row[1] not in ("count", "angle") and row[0] not in ("bit", "second", "foot")
)


def _with_vagueness(text: str, one: Quantity) -> Quantity:
    before, after = _vague_patterns()
    match = before.search(text, max(0, one.begin - 24), one.begin)
    if match is not None:
        return replace(one, approximate=_vagueness()[match[1].casefold(), "before"], begin=match.start(1))
    match = after.match(text, one.stop)
    if match is not None:
        return replace(one, approximate=_vagueness()[match[1].casefold(), "after"], stop=match.end(1))
    return one


@cache
def _vague_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    by_side = {
        side: "|".join(
            re.escape(word) for word, where in sorted(_vagueness(), key=lambda key: -len(key[0])) if where == side
        )
        for side in ("before", "after")
    }
    return (
        re.compile(rf"(?<!\w)({by_side['before']})\s*$", re.IGNORECASE),
        re.compile(rf"[\s-]*({by_side['after']})(?!\w)", re.IGNORECASE),
    )


def _ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Joins two numbers into a range: `10-15`, `five or six`, `between 3 and 4 euros`."""
    place = 0
    while place < len(found):
        low = found[place]
        high = found[place + 1] if place + 1 < len(found) else None
        if high is not None and _is_range(text, low, high):
            unit = high if high.unit else low
            about = low.approximate or high.approximate
            yield replace(unit, value=low.value, high=high.value, begin=low.begin, stop=high.stop, approximate=about)
            place += 2
        else:
            yield low
            place += 1


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    if low.value >= high.value or low.kind in ("ordinal", "date", "times", "vague") or high.kind in ("ordinal", "date"):
        return False
    if low.unit and low.unit != high.unit:
        return False
    gap = text[low.stop : high.begin]
    if gap.strip().casefold() == "and":
        return text[: low.begin].rstrip().casefold().endswith("between")
    return _JOIN.fullmatch(gap) is not None


@cache
def units() -> dict[str, tuple[str, str, float]]:
    """Return unit as written → (dimension, name, base units)."""
    return {written: (dimension, name, float(factor)) for written, dimension, name, factor in rows("units.tsv")}


@cache
def _number_words() -> dict[str, tuple[float, float, str]]:
    return {word: (float(low), float(high), kind) for word, low, high, kind in rows("number-words.tsv")}


@cache
def _vagueness() -> dict[tuple[str, str], str]:
    return {(word, side): kind for word, side, kind in rows("approximators.tsv")}
