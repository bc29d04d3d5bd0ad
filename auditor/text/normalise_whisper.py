"""Profile `whisper`: OpenAI's English normaliser, step by step, with the way back to the original characters.

After openai/whisper, whisper/normalizers/english.py and basic.py (MIT licence, Copyright (c) 2022 OpenAI). Its faults
are kept on purpose, for this profile exists to compare with published numbers; `default` does better.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from auditor.text.normalise_data import data_rows
from auditor.text.normalise_whisper_numbers import Spanned, spoken_numbers

_EXTRA = str.maketrans(
    {"œ": "oe", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
    | {"Œ": "OE", "Ø": "O", "Æ": "AE", "ẞ": "SS", "Đ": "D", "Ð": "D", "Þ": "th", "Ł": "L"}
)
_KEPT = ".%$¢€£"
_HALF = re.compile(r"\band\s+a\s+half\b")


class Tracked:
    """A text that knows for each character the original characters [begin, stop) it came from."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        self.text, self.spans = text, spans

    def replace(self, pattern: str, template: str) -> None:
        r"""`re.sub`; in the template only `\1` to `\9` are special. What is put in has the place of the whole match."""
        pieces = re.split(r"\\(\d)", template)
        text: list[str] = []
        spans: list[tuple[int, int]] = []
        done = 0
        for match in re.finditer(pattern, self.text):
            text.append(self.text[done : match.start()])
            spans += self.spans[done : match.start()]
            place = self._place(match.start(), match.end())
            for number, piece in enumerate(pieces):
                if number % 2:
                    text.append(match[int(piece)])
                    spans += self.spans[match.start(int(piece)) : match.end(int(piece))]
                else:
                    text.append(piece)
                    spans += [place] * len(piece)
            done = match.end()
        if done or text:
            self.text = "".join([*text, self.text[done:]])
            self.spans = spans + self.spans[done:]

    def _place(self, begin: int, stop: int) -> tuple[int, int]:
        if begin == stop:
            at = self.spans[begin][0] if begin < len(self.spans) else (self.spans[-1][1] if self.spans else 0)
            return at, at
        return self.spans[begin][0], self.spans[stop - 1][1]

    def words(self) -> list[Spanned]:
        """The words between blanks with their original places."""
        return [(m[0], *self._place(m.start(), m.end())) for m in re.finditer(r"\S+", self.text)]


def _joined(words: Iterable[Spanned]) -> Tracked:
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    for word, begin, stop in words:
        if text:
            text.append(" ")
            spans.append((begin, begin))
        text.append(word)
        spans += [(begin, stop)] * len(word)
    return Tracked("".join(text), spans)


def _lowered(text: str) -> Tracked:
    lower = text.lower()
    if len(lower) == len(text):
        return Tracked(lower, [(i, i + 1) for i in range(len(text))])
    parts = [char.lower() for char in text]
    return Tracked("".join(parts), [(i, i + 1) for i, part in enumerate(parts) for _ in part])


def _without_symbols(tracked: Tracked) -> Tracked:
    """Symbols and punctuation become blanks, marks vanish, letters lose their diacritics."""
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    for char, span in zip(tracked.text, tracked.spans, strict=True):
        for part in unicodedata.normalize("NFKD", char):
            category = unicodedata.category(part)
            if part not in _KEPT:
                part = part.translate(_EXTRA)
                part = "" if category == "Mn" else " " if category[0] in "MSP" else part
            text.append(part)
            spans += [span] * len(part)
    return Tracked("".join(text), spans)


@cache
def _replacements() -> list[list[str]]:
    return data_rows("whisper_replacements.tsv")


@cache
def _spellings() -> dict[str, str]:
    return {row[0]: row[1] for row in data_rows("spelling_us_uk.tsv")}


def _numbers(tracked: Tracked) -> Tracked:
    """Spoken numbers; first "and a half" and letters beside digits are opened up."""
    parts = list(_HALF.finditer(tracked.text))
    for match in reversed(parts):
        before = tracked.text[: match.start()].rsplit(maxsplit=1)
        if before and before[-1] in _half_hosts():
            head = Tracked(tracked.text[match.start() : match.end()], tracked.spans[match.start() : match.end()])
            head.replace(_HALF.pattern, "point five")
            tracked = Tracked(
                tracked.text[: match.start()] + head.text + tracked.text[match.end() :],
                tracked.spans[: match.start()] + head.spans + tracked.spans[match.end() :],
            )
    tracked.replace(r"([a-z])([0-9])", r"\1 \2")
    tracked.replace(r"([0-9])([a-z])", r"\1 \2")
    tracked.replace(r"([0-9])\s+(st|nd|rd|th|s)\b", r"\1\2")
    tracked = _joined(spoken_numbers(tracked.words()))
    _cents(tracked)
    tracked.replace(r"\b1(s?)\b", r"one\1")
    return tracked


@cache
def _half_hosts() -> frozenset[str]:
    from auditor.text.normalise_whisper_numbers import MULTIPLIERS, ONES, TENS, ZEROS

    return frozenset({*ONES, *TENS, *ZEROS, *MULTIPLIERS})


def _cents(tracked: Tracked) -> None:
    tracked.replace(r"([€£$])([0-9]+) (?:and )?¢([0-9])\b", r"\1\2.0\3")
    tracked.replace(r"([€£$])([0-9]+) (?:and )?¢([0-9]{2})\b", r"\1\2.\3")
    tracked.replace(r"[€£$]0.0?([0-9]{1,2})\b", r"¢\1")


def whisper(text: str) -> list[Spanned]:
    """The words of whisper's English normaliser as (word, begin, stop)."""
    tracked = _lowered(text)
    tracked.replace(r"[<\[][^>\]]*[>\]]", "")
    tracked.replace(r"\(([^)]+?)\)", "")
    tracked.replace(r"\b(hmm|mm|mhm|mmm|uh|um)\b", "")
    tracked.replace(r"\s+'", "'")
    for pattern, replacement in _replacements():
        tracked.replace(pattern, replacement)
    tracked.replace(r"(\d),(\d)", r"\1\2")
    tracked.replace(r"\.([^0-9]|$)", r" \1")
    tracked = _numbers(_without_symbols(tracked))
    spellings = _spellings()
    tracked = _joined((spellings.get(word, word), begin, stop) for word, begin, stop in tracked.words())
    tracked.replace(r"[.$¢€£]([^0-9])", r" \1")
    tracked.replace(r"([^0-9])%", r"\1 ")
    return tracked.words()
