"""Spoken numbers as whisper's English normaliser reads them, word by word, with their places.

After openai/whisper, whisper/normalizers/english.py, EnglishNumberNormalizer (MIT licence, Copyright (c) 2022 OpenAI).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

Spanned = tuple[str, int, int]

_NAMES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
_ENDINGS = {1: "first", 2: "second", 3: "third", 5: "fifth", 12: "twelfth"}
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
ZEROS = frozenset({"o", "oh", "zero"})
ONES = {name: number for number, name in enumerate(_NAMES.split(), 1)}
ONES_SUFFIXED = (
    {"sixes" if name == "six" else f"{name}s": (value, "s") for name, value in ONES.items()}
    | {"zeroth": (0, "th")}
    | {
        _ENDINGS.get(v, name + ("h" if name.endswith("t") else "th")): (v, _SUFFIXES.get(v, "th"))
        for name, v in ONES.items()
    }
)
TENS = {
    name: 10 * number
    for number, name in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
TENS_SUFFIXED = {name.replace("y", "ies"): (value, "s") for name, value in TENS.items()} | {
    name.replace("y", "ieth"): (value, "th") for name, value in TENS.items()
}
_ILLIONS = ["m", "b", "tr", "quadr", "quint", "sext", "sept", "oct", "non", "dec"]
MULTIPLIERS = {"hundred": 100, "thousand": 1000} | {
    f"{name}illion": 1000 ** (power + 2) for power, name in enumerate(_ILLIONS)
}
MULTIPLIERS_SUFFIXED = {f"{name}s": (value, "s") for name, value in MULTIPLIERS.items()} | {
    f"{name}th": (value, "th") for name, value in MULTIPLIERS.items()
}
BEFORE = {"minus": "-", "negative": "-", "plus": "+", "positive": "+"}
AFTER = {
    "pound": "£",
    "pounds": "£",
    "euro": "€",
    "euros": "€",
    "dollar": "$",
    "dollars": "$",
    "cent": "¢",
    "cents": "¢",
}
SPECIALS = frozenset({"and", "double", "triple", "point"})
WORDS = frozenset(
    {
        *ZEROS,
        *ONES,
        *ONES_SUFFIXED,
        *TENS,
        *TENS_SUFFIXED,
        *MULTIPLIERS,
        *MULTIPLIERS_SUFFIXED,
        *BEFORE,
        *AFTER,
        *SPECIALS,
    }
    | {"per", "percent"}
)
_SIGNS = frozenset("-+£€$¢")
_DIGITS = re.compile(r"\d+(\.\d+)?")
_Value = str | int | None


def spoken_numbers(words: Sequence[Spanned]) -> Iterator[Spanned]:
    """The words with spoken numbers in digits; a number has the place of all words it was made of."""
    reader = _Reader([word for word, _, _ in words])
    for index in range(len(words)):
        if reader.skip:
            reader.skip = False
            continue
        reader.step(index)
    reader.finish()
    for text, first, last in reader.out:
        yield text, words[first][1], words[last][2]


class _Reader:
    """The state between two words: the number so far (digits as text or a value), its sign, the words it is made of."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.out: list[tuple[str, int, int]] = []
        self.value: _Value = None
        self.prefix = ""
        self.first: int | None = None
        self.index = 0
        self.skip = False

    def step(self, index: int) -> None:
        self.index = index
        word = self.words[index]
        bare = word[1:] if word[0] in _SIGNS else word
        if _DIGITS.fullmatch(bare):
            self._digits(word, bare)
        elif word not in WORDS:
            self._flush()
            self._put(word)
        elif word in ZEROS:
            self._set(f"{self.value or ''}0")
        elif word in ONES:
            self._set(self._with_one(ONES[word]))
        elif word in TENS:
            self._set(self._with_ten(TENS[word]))
        elif word in MULTIPLIERS:
            self._multiply(MULTIPLIERS[word])
        else:
            self._rest(word)

    def finish(self) -> None:
        self.index = len(self.words)
        self._flush()

    def _rest(self, word: str) -> None:
        suffixed: list[tuple[dict[str, tuple[int, str]], Callable[[int], _Value]]] = [
            (ONES_SUFFIXED, self._with_one),
            (TENS_SUFFIXED, self._with_ten),
        ]
        for table, join in suffixed:
            if word in table:
                number, suffix = table[word]
                self._put(f"{join(number)}{suffix}")
                return
        if word in MULTIPLIERS_SUFFIXED:
            self._multiply_suffixed(*MULTIPLIERS_SUFFIXED[word])
        elif word in BEFORE:
            self._flush()
            if self._next() in WORDS or self._next_is_digits():
                self.prefix, self.first = BEFORE[word], self.index
            else:
                self._put(word)
        elif word in AFTER:
            if self.value is None:
                self._put(word)
            else:
                self.prefix = AFTER[word]
                self._put(str(self.value))
        elif word in ("per", "percent"):
            self._percent(word)
        else:
            self._special(word)

    def _previous(self) -> str:
        return self.words[self.index - 1] if self.index else ""

    def _next(self) -> str:
        return self.words[self.index + 1] if self.index + 1 < len(self.words) else ""

    def _next_is_digits(self) -> bool:
        return _DIGITS.fullmatch(self._next()) is not None

    def _set(self, value: _Value) -> None:
        if self.first is None:
            self.first = self.index
        self.value = value

    def _put(self, text: str, last: int | None = None) -> None:
        """Gives out a text over the number so far and the word at `last` (default: this one)."""
        last = self.index if last is None else last
        self.out.append((self.prefix + text, self.first if self.first is not None else last, last))
        self.value, self.prefix, self.first = None, "", None

    def _flush(self) -> None:
        if self.value is not None:
            self._put(str(self.value), max(self.index - 1, self.first or 0))

    def _digits(self, word: str, bare: str) -> None:
        if self.value is not None:
            if isinstance(self.value, str) and self.value.endswith("."):
                self._set(self.value + word)
                return
            self._flush()
        sign = word[0] if word[0] in _SIGNS else self.prefix
        number = Fraction(bare)
        self._set(number.numerator if number.denominator == 1 else bare)
        self.prefix = sign

    def _with_one(self, ones: int) -> _Value:
        value, previous = self.value, self._previous()
        if value is None:
            return ones
        if isinstance(value, str) or previous in ONES:
            if previous in TENS and ones < 10:
                return str(value)[:-1] + str(ones)
            return f"{value}{ones}"
        return value + ones if value % (10 if ones < 10 else 100) == 0 else f"{value}{ones}"

    def _with_ten(self, tens: int) -> _Value:
        value = self.value
        if value is None:
            return tens
        return value + tens if isinstance(value, int) and value % 100 == 0 else f"{value}{tens}"

    def _product(self, multiplier: int) -> int | None:
        """The digits so far times the multiplier, where that is a whole number."""
        try:
            product = Fraction(str(self.value)) * multiplier
        except ValueError:
            return None
        return product.numerator if product.denominator == 1 else None

    def _multiply(self, multiplier: int) -> None:
        value = self.value
        if value is None:
            self._set(multiplier)
        elif isinstance(value, str) or value == 0:
            product = self._product(multiplier)
            if product is None:
                self._flush()
            self._set(multiplier if product is None else product)
        else:
            self._set(value // 1000 * 1000 + value % 1000 * multiplier)

    def _multiply_suffixed(self, multiplier: int, suffix: str) -> None:
        value = self.value
        if value is None:
            self._put(f"{multiplier}{suffix}")
        elif isinstance(value, str):
            product = self._product(multiplier)
            if product is None:
                self._flush()
            self._put(f"{multiplier if product is None else product}{suffix}")
        else:
            self._put(f"{value // 1000 * 1000 + value % 1000 * multiplier}{suffix}")

    def _percent(self, word: str) -> None:
        if self.value is not None and word == "percent":
            self._put(f"{self.value}%")
        elif self.value is not None and self._next() == "cent":
            self._put(f"{self.value}%", self.index + 1)
            self.skip = True
        else:
            self._flush()
            self._put(word)

    def _special(self, word: str) -> None:
        after = self._next()
        if after not in WORDS and not self._next_is_digits():
            self._flush()
            self._put(word)
        elif word == "and":
            if self._previous() not in MULTIPLIERS:
                self._flush()
                self._put(word)
        elif word == "point":
            if after in ONES or after in TENS or after in ZEROS or self._next_is_digits():
                self._set(f"{'' if self.value is None else self.value}.")
        elif after in ONES or after in ZEROS:
            self._set(f"{self.value or ''}{str(ONES.get(after, 0)) * (2 if word == 'double' else 3)}")
            self.skip = True
        else:
            self._flush()
            self._put(word)
