"""Spoken English numbers as digits: a small grammar over the words of a text.

Every function takes a `Row` (words and what stands between them) and an index, and gives the value found there with the
index after it, or None. Nothing here joins numbers that were said separately: "seven eleven" stays two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from auditor.text.normalise_data import data_rows

_WORDS = data_rows("numbers_en.tsv")


def _of(name: str) -> dict[str, int]:
    return {word: int(value) for word, kind, value in _WORDS if kind == name}


ONES, TEENS, TENS, SCALES = _of("one"), _of("teen"), _of("ten"), _of("scale")
SMALL = {"zero": 0, **ONES, **TEENS, **TENS}
ORDINAL_ONES, ORDINAL_SCALES = _of("ordinal-one"), _of("ordinal-scale")
ORDINALS = {**ORDINAL_ONES, **_of("ordinal")}
DECADES, PARTS = _of("decade"), _of("part")
CURRENCY = {word: value for word, kind, value in _WORDS if kind == "currency"}
ZEROS = frozenset({"zero", "oh", "o"})
STARTERS = frozenset({*SMALL, *SCALES, "hundred", *ORDINALS, *ORDINAL_SCALES, *DECADES, "minus", "double", "triple"})
# words that can go on with a number; before anything else a number written in digits stands alone
FOLLOWERS = frozenset({*STARTERS, *ZEROS, *PARTS, *CURRENCY, "point", "and", "percent", "per", "cent", "cents"})
_INT = re.compile(r"\d+")
_DECIMAL = re.compile(r"\d+(\.\d+)?")
_COUNTED = frozenset(word for word, kind, _ in _WORDS if kind == "counted")


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a text; `near[i]` says that only a blank or a hyphen stands between word i-1 and word i."""

    words: list[str]
    near: list[bool]

    def at(self, index: int) -> str:
        """The word at `index` if it belongs to what stands before it, else an empty string."""
        return self.words[index] if index < len(self.words) and self.near[index] else ""


def read(row: Row, index: int) -> tuple[str, int] | None:
    """The number that begins at word `index`, written in digits, and the index after it; None where there is none."""
    word = row.words[index]
    if word == "minus":
        found = read(row, index + 1) if row.at(index + 1) in STARTERS or row.at(index + 1)[:1].isdigit() else None
        return (f"-{found[0]}", found[1]) if found and found[0][0].isdigit() else None
    if word[0] in "$€£¥" and _DECIMAL.fullmatch(word[1:]) and row.at(index + 1) in SCALES:
        return f"{word[0]}{_plain(Fraction(word[1:]) * SCALES[row.at(index + 1)])}", index + 2
    for reader in (_digit_run, _fraction, _year, _ordinal):
        found = reader(row, index)
        if found:
            return found
    if word in DECADES:
        return f"{DECADES[word]}s", index + 1
    value = _cardinal(row, index)
    if value is None:
        return None
    return _dressed(row, *value)


def _digit_run(row: Row, index: int) -> tuple[str, int] | None:
    """Three or more digits said one by one ("nine one one", "double oh seven") are one string of digits."""
    digits, said, at = "", 0, index
    while True:
        word = row.words[index] if at == index else row.at(at)
        after = row.at(at + 1)
        if word in ("double", "triple") and (after in ONES or after in ZEROS):
            digits += str(ONES.get(after, 0)) * (2 if word == "double" else 3)
            said, at = said + 2, at + 2
        elif word in ONES or (word in ZEROS and (at > index or word == "zero")):
            digits += str(ONES.get(word, 0))
            said, at = said + 1, at + 1
        else:
            break
    if row.at(at) in ("hundred", *SCALES, "point") or row.at(at) in TEENS or row.at(at) in TENS:
        return None
    return (digits, at) if said >= 3 and len(digits) >= 3 else None


def _fraction(row: Row, index: int) -> tuple[str, int] | None:
    """ "three quarters", "two thirds", "one half" (not "one second", "twenty first")."""
    top, part = ONES.get(row.words[index]), row.at(index + 1)
    if top is None or part not in PARTS or (top == 1) == part.endswith(("s", "halves")):
        return None
    return f"{top}/{PARTS[part]}", index + 2


def _under_hundred(row: Row, index: int, first: bool = False) -> tuple[int, int] | None:
    word = row.words[index] if first else row.at(index)
    if word in TENS:
        one = ONES.get(row.at(index + 1))
        return (TENS[word] + one, index + 2) if one else (TENS[word], index + 1)
    if word in SMALL:
        return SMALL[word], index + 1
    return None


def _year(row: Row, index: int) -> tuple[str, int] | None:
    """ "nineteen eighty four", "twenty oh five", "twenty twenty", "nineteen fifties"."""
    word = row.words[index]
    century = TEENS.get(word, 0) if TEENS.get(word, 0) >= 16 else 20 if word == "twenty" else 0
    if not century:
        return None
    second = row.at(index + 1)
    if second in DECADES:
        return f"{century}{DECADES[second]:02d}s", index + 2
    if second in ("oh", "o") and row.at(index + 2) in ONES:
        return f"{century}0{ONES[row.at(index + 2)]}", index + 3
    rest = _under_hundred(row, index + 1)
    if rest is None or rest[0] < 10 or (rest[0] < 20 and rest[0] == century + 1):
        return None
    after = row.at(rest[1])
    if after in _COUNTED or after in ORDINAL_ONES:
        return None
    return f"{century}{rest[0]}", rest[1]


def _ordinal(row: Row, index: int) -> tuple[str, int] | None:
    word = row.words[index]
    if word in ORDINALS:
        return _ordinal_text(ORDINALS[word]), index + 1
    found = _integer(row, index)
    if word in TENS and row.at(index + 1) in ORDINAL_ONES:
        return _ordinal_text(TENS[word] + ORDINAL_ONES[row.at(index + 1)]), index + 2
    if word in ORDINAL_SCALES:
        return None
    if found is None:
        return None
    value, at = found
    if row.at(at) in ORDINAL_SCALES and value:
        return _ordinal_text(value * ORDINAL_SCALES[row.at(at)]), at + 1
    if row.at(at) == "and" and value % 100 == 0:
        at += 1
    last, tens = row.at(at), 0
    if value % 100 == 0 and value and last in TENS and row.at(at + 1) in ORDINAL_ONES:
        tens, at, last = TENS[last], at + 1, row.at(at + 1)
    if value and value % 100 == 0 and last in ORDINALS and not (value % 1000 == 0 and row.words[at - 1] != "and"):
        return _ordinal_text(value + tens + ORDINALS[last]), at + 1
    if value and value % 100 >= 20 and value % 10 == 0 and last in ORDINAL_ONES and row.words[at - 1] in TENS:
        return _ordinal_text(value + ORDINAL_ONES[last]), at + 1
    return None


def _ordinal_text(value: int) -> str:
    """Digits with their ending; first and second stay words, for both have other meanings."""
    if value in (1, 2):
        return ("first", "second")[value - 1]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _integer(row: Row, index: int) -> tuple[int, int] | None:
    """A whole number: "forty three thousand two hundred and sixty", "two thousand ten", "a hundred" without its "a"."""
    total, limit, at = 0, 10**15, index
    while True:
        group = _under_thousand(row, at, at == index)
        if group is None:
            break
        value, after = group
        scale = SCALES.get(row.at(after), 1)
        if scale >= limit:
            break
        total, limit = total + value * scale, scale
        at = after + (scale > 1)
        if scale == 1:
            break
        if row.at(at) == "and" and _under_thousand(row, at + 1) and not _a_scale_follows(row, at + 1, limit):
            at += 1
    return (total, at) if at > index else None


def _a_scale_follows(row: Row, index: int, limit: int) -> bool:
    group = _under_thousand(row, index)
    return group is not None and SCALES.get(row.at(group[1]), 1) >= limit


def _under_thousand(row: Row, index: int, first: bool = False) -> tuple[int, int] | None:
    word = row.words[index] if first else row.at(index)
    if word == "hundred" and first:
        value, at = 1, index
    elif word in SCALES and first:
        return 1, index
    elif _INT.fullmatch(word) and (len(word) < 4 or row.at(index + 1) in SCALES):
        value, at = int(word), index + 1
        if row.at(at) != "hundred":
            return (value, at) if row.at(at) in SCALES or first else None
    else:
        small = _under_hundred(row, index, first)
        if small is None:
            return None
        value, at = small
    if row.at(at) != "hundred":
        return value, at
    value, at = value * 100, at + 1
    rest = at + 1 if row.at(at) == "and" else at
    small = _under_hundred(row, rest)
    if small and small[0] and row.at(small[1]) != "hundred":
        return value + small[0], small[1]
    return value, at


def _cardinal(row: Row, index: int) -> tuple[Fraction | str, int] | None:
    """A number with what may follow it: decimals, "and a half", a scale. A string keeps digits as they were written."""
    word = row.words[index]
    whole = _integer(row, index)
    written: str | None = None
    if whole is not None:
        value, at = Fraction(whole[0]), whole[1]
        if at == index + 1 and word.isdigit():
            written = word
    elif _DECIMAL.fullmatch(word):
        value, at, written = Fraction(word), index + 1, word
    else:
        return None
    decimals = _decimals(row, at)
    if decimals:
        written = f"{written or value}{decimals[0]}"
        at = decimals[1]
        value = Fraction(written) if written.count(".") == 1 else value
        if written.count(".") > 1:
            return written, at
    added = _and_a_part(row, at)
    if added:
        value, at, written = value + added[0], added[1], None
    if row.at(at) in SCALES and (decimals or added or "." in (written or "")):
        return value * SCALES[row.at(at)], at + 1
    return (written if written is not None else value), at


def _decimals(row: Row, index: int) -> tuple[str, int] | None:
    """ "point one four", "point 14", "point two point three": the digits with their points."""
    text, at = "", index
    while row.at(at) == "point":
        digits, after = "", at + 1
        while row.at(after) in ONES or row.at(after) in ZEROS:
            digits += str(ONES.get(row.at(after), 0))
            after += 1
        if not digits and (_INT.fullmatch(row.at(after)) or _under_hundred(row, after)):
            small = _under_hundred(row, after)
            digits, after = (str(small[0]), small[1]) if small else (row.at(after), after + 1)
        if not digits:
            break
        text, at = f"{text}.{digits}", after
    return (text, at) if text else None


def _and_a_part(row: Row, index: int) -> tuple[Fraction, int] | None:
    """ "and a half", "and three quarters"."""
    if row.at(index) != "and":
        return None
    top = 1 if row.at(index + 1) in ("a", "one") else ONES.get(row.at(index + 1), 0)
    part = row.at(index + 2)
    if not top or part not in ("half", "quarter", "quarters", "third", "thirds"):
        return None
    return Fraction(top, PARTS[part]), index + 3


def _plain(value: Fraction | str) -> str:
    if isinstance(value, str):
        return value
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def _dressed(row: Row, value: Fraction | str, at: int) -> tuple[str, int]:
    """The number with the per cent sign or the currency that was said after it."""
    text, after = _plain(value), row.at(at)
    if after == "percent" or (after == "per" and row.at(at + 1) == "cent"):
        return f"{text}%", at + (1 if after == "percent" else 2)
    if after in ("cent", "cents"):
        return f"{text}¢", at + 1
    if after not in CURRENCY:
        return ("one" if text == "1" else text), at
    at += 1
    cents = _cents(row, at)
    if cents and "." not in text:
        text, at = f"{text}.{cents[0]:02d}".rstrip("0"), cents[1]
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{CURRENCY[after]}{text}", at


def _cents(row: Row, index: int) -> tuple[int, int] | None:
    at = index + 1 if row.at(index) == "and" else index
    small = _under_hundred(row, at)
    if small is None and re.fullmatch(r"\d{1,2}", row.at(at)):
        small = int(row.at(at)), at + 1
    if small and row.at(small[1]) in ("cent", "cents"):
        return small[0], small[1] + 1
    return None


def _alone() -> dict[str, str]:
    """What each number word is where no other follows it."""
    found = {word: str(value) for word, value in SMALL.items()} | {"one": "one"}
    return found | {word: _ordinal_text(v) for word, v in ORDINALS.items()} | {w: f"{v}s" for w, v in DECADES.items()}


ALONE = _alone()
