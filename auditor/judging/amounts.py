"""Amounts in a text that is not English: digits of any script, Chinese numerals, scales and units of many languages.

They become `auditor.lexicon.quantities.Quantity`, so that they can be compared with what an English source says. Number
words of other languages are not read, except those of Chinese and Japanese.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from auditor.lexicon.quantities import Quantity, quantities

_DIGITS = {c: v for v, cs in enumerate(("零〇", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九")) for c in cs}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_HAN = "".join((*_DIGITS, *_SMALL, *_LARGE))
_VAGUE = "数數几幾"  # 数千: some thousands
_NUMBER = re.compile(
    r"(?P<digits>(?<![^\W_\u0370-\uffff])(?<![A-Za-z][-.])(?<![\d.,])"  # no part of a Latin term
    r"\d+(?:[.,\u00a0\u202f]\d+| \d{3}(?!\d))*(?![A-Za-z_]*\d))"
    rf"|(?P<vague>[{_VAGUE}][{''.join((*_SMALL, *_LARGE))}]+)|(?P<han>[{_HAN}]+(?:点[{''.join(_DIGITS)}]+)?)"
)
_PARTS = re.compile(rf"(?P<whole>[\d.]+|[{_HAN}]+)分之(?P<part>[\d.]+|[{_HAN}]+(?:点[{''.join(_DIGITS)}]+)?)")
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]")
_MONTHS = ("January February March April May June July August September October November December").split()
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[年년](?![前间間来來])")
_BEFORE = 12  # characters before a number that may say how exact it is


@dataclass(frozen=True)
class Amount:
    """An amount at characters [begin, stop) of the text. `vague`: only its order of magnitude is told (数千)."""

    begin: int
    stop: int
    quantity: Quantity
    vague: bool = False


@lru_cache(1 << 12)
def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text in order: fractions, percentages, dates, years, and numbers with a unit or alone."""
    plain = "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in text)
    plain = plain.translate({0x66B: ".", 0x66C: ",", 0xFF0C: ";", 0xFF0E: "."})
    found = [one for match in _PARTS.finditer(plain) if (one := _share(match))]
    found += [
        one for m in _DATE.finditer(plain) if 0 < int(m[1]) <= 12
        if (one := _as_english(f"{_MONTHS[int(m[1]) - 1]} {m[2]}", *m.span()))
    ]  # fmt: skip
    found += [one for m in _YEAR.finditer(plain) if (one := _as_english(f"in {m[1]}", *m.span()))]
    for match in _NUMBER.finditer(plain):
        if all(match.end() <= one.begin or match.start() >= one.stop for one in found):
            found += _counted(plain, match)
    return tuple(sorted(found, key=lambda one: one.begin))


def _share(match: re.Match[str]) -> Amount | None:
    """`三分之二` (two thirds), `百分之五` (five percent)."""
    whole, part = _value(match["whole"]), _value(match["part"])
    if not whole or part is None:
        return None
    if whole == 100:
        return _as_english(f"{part:g} percent", *match.span())
    return _as_english(f"{part:g}/{whole:g}", *match.span())


def _as_english(text: str, begin: int, stop: int) -> Amount | None:
    said = quantities(text)
    return Amount(begin, stop, said[0]) if said else None


def _counted(text: str, match: re.Match[str]) -> list[Amount]:
    """A number with what stands around it; Chinese numerals alone are part of too many words (统一, 十分) to count."""
    vague = match["vague"] is not None
    value = _value(match[0][1:] if vague else match[0])
    if value is None:
        return []
    stop, over = match.end(), ""
    unit, end = _word(text, stop, "unit")
    if not unit and match["digits"]:
        while (found := _word(text, stop, "scale"))[0]:
            value, stop = value * float(found[0]), found[1]
    if not unit:
        over, stop = _word(text, stop, "more")
        unit, end = _word(text, stop, "unit")
    if _no_count(text, match, unit, stop):
        return []
    if 1900 <= value < 2100 and value == int(value) and unit in ("", "years") and not over and "," not in match[0]:
        return [one for one in (_as_english(f"in {value:g}", match.start(), end),) if one]
    half = text[end : end + 1] == "半" and unit != ""
    tone = over or _tone(text, match.start())
    low, high = (2 * value, 9.999 * value) if vague else (value + 0.5 * half,) * 2
    model = quantities(f"7 {unit}")[0] if unit else quantities("7")[0]
    quantity = replace(model, value=low, high=high, approximate="about" if vague else tone)
    return [Amount(match.start(), end + half, quantity, vague)]


def _no_count(text: str, match: re.Match[str], unit: str, stop: int) -> bool:
    """Whether what looks like a number is part of a name (4K), or of a word or phrase (一天, 万一, 十分)."""
    if match["digits"]:
        return not unit and text[stop : stop + 1].isascii() and text[stop : stop + 1].isalpha()
    if match[0][0] in _LARGE or match[0] == "一":
        return True
    if match[0] in ("千", "千万") and not unit:
        return True
    return not unit and (match["vague"] is not None or match[0][-1] not in _LARGE)


def _value(number: str) -> float | None:
    """A written number: digits with either mark of decimals, or Chinese numerals."""
    if number[0].isdigit():
        return _digits(number)
    whole, _, decimals = number.partition("点")
    value = _chinese(whole)
    if value is None or not decimals:
        return value
    return value + float("0." + "".join(str(_DIGITS[c]) for c in decimals))


def _digits(number: str) -> float | None:
    """`4,286` and `4.286` group by three; `3,5` and `3.5` are decimals."""
    number = re.sub("[ \u00a0\u202f]", "", number)
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", number):
        number = number.replace(".", "").replace(",", ".")
    number = number.replace(",", ".")
    return float(number) if number.count(".") <= 1 else None


def _chinese(number: str) -> float | None:
    """Chinese numerals below 10^16; a row of digits (二〇二一) is read one by one."""
    if len(number) > 1 and all(c in _DIGITS for c in number):
        return float("".join(str(_DIGITS[c]) for c in number))
    total = section = digit = 0
    for char in number:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section, digit = section + max(1, digit) * _SMALL[char], 0
        else:
            if section + digit:
                total += (section + digit) * _LARGE[char]
            else:
                total = max(1, total) * _LARGE[char]  # 万亿
            section = digit = 0
    return float(total + section + digit)


Form = tuple[str, str, bool]  # as written, its English, whether the word goes on


@cache
def _forms() -> dict[str, list[Form]]:
    """The forms of each kind, longest first."""
    text = (resources.files("auditor.judging") / "data" / "amounts.tsv").read_text("utf-8")
    found: dict[str, list[Form]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, english, forms = line.split("\t")
            found.setdefault(kind, []).extend((f.rstrip("*"), english, f.endswith("*")) for f in forms.split())
    return {kind: sorted(forms, key=lambda form: (-len(form[0]), form)) for kind, forms in found.items()}


def _word(text: str, at: int, kind: str) -> tuple[str, int]:
    """The word of a kind that stands at a place (blanks skipped), as (English, where it ends), else nothing."""
    start = at
    while start < len(text) and text[start] in " \u00a0\u202f":
        start += 1
    for form, english, open_end in _forms()[kind]:
        if text[start : start + len(form)].casefold() == form:
            stop = start + len(form)
            while open_end and stop < len(text) and text[stop].isalpha():
                stop += 1
            if stop == len(text) or not text[stop].isalpha() or _unspaced(form[-1]):
                return english, stop
    return "", at


def _unspaced(char: str) -> bool:
    """Whether words of the character's script go on without a blank (or take endings, as in Korean)."""
    return "\u0e00" <= char <= "\u0eff" or "\u3000" <= char <= "\ud7ff"


def _tone(text: str, at: int) -> str:
    before = text[max(0, at - _BEFORE) : at].rstrip().casefold()
    for kind in ("about", "over", "under"):
        for form, english, _ in _forms()[kind]:
            if before.endswith(form) and (_unspaced(form[0]) or not before[: -len(form)][-1:].isalpha()):
                return english
    return ""
