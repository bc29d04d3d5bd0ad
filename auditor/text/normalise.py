"""Words as they are compared: the same whether written or spoken, with the way back to the original characters.

Profiles: `default` (English with care; other languages pass through), `whisper` (what OpenAI's English normaliser makes
of a text, for comparison with published numbers) and `none` (the words between blanks, untouched).
"""

from __future__ import annotations

import gc
import re
from functools import cache
from itertools import accumulate, pairwise, repeat
from operator import add, itemgetter
from typing import Any, NamedTuple

from auditor.errors import ConfigError
from auditor.text.normalise_chunk import CONTRACTED, FEATURES, FILLER, LETTER, NUMBER, PLAIN, lexicon, pieces
from auditor.text.normalise_data import data_rows
from auditor.text.normalise_numbers import ALONE, FOLLOWERS, ONES, SCALES, STARTERS, TENS, Row, read

PROFILE_VERSION = 1
PROFILES = {"default": f"en-{PROFILE_VERSION}", "whisper": "whisper-en-1", "none": "none-1"}


class Token(NamedTuple):
    """A word: normalised `text`, [begin, stop) in the original string, and whether it is a hesitation.

    `won't` gives `will` and `not` with one span; `twenty five` gives `25` with a span over both words.
    """

    text: str
    begin: int
    stop: int
    filler: bool


def signature(profile: str = "default") -> str:
    """The name and version of a profile, as it stands in the result's signature: `norm:en-1`."""
    return f"norm:{PROFILES[_known(profile)]}"


def normalise(text: str, profile: str = "default") -> list[Token]:
    """The words of `text`, normalised, in order.

    Raises:
        ConfigError: the profile is unknown.
    """
    if _known(profile) == "default":
        return _default(text, _chunks(FEATURES))
    if profile == "whisper":
        from auditor.text.normalise_whisper import whisper

        return [Token(word, begin, stop, False) for word, begin, stop in whisper(text)]
    return [Token(match[0], match.start(), match.end(), False) for match in re.finditer(r"\S+", text)]


def normalise_words(text: str, profile: str = "default", keep_fillers: bool = False) -> list[str]:
    """The texts of the words alone; hesitations are left out unless `keep_fillers`."""
    return [token.text for token in normalise(text, profile) if keep_fillers or not token.filler]


def _known(profile: str) -> str:
    if profile not in PROFILES:
        raise ConfigError(f"unknown normaliser profile {profile!r}; expected one of {', '.join(PROFILES)}")
    return profile


_Piece = tuple[str, int, int, int]


class _Chunks(dict[str, tuple[str | list[_Piece], int, int]]):
    """Chunks seen before: one plain word with its place in the chunk, or a list of pieces for anything else."""

    def __init__(self, features: tuple[str, ...]) -> None:
        self.features = features
        self.words = lexicon(features)

    def __missing__(self, chunk: str) -> tuple[str | list[_Piece], int, int]:
        if len(self) > 200_000:  # bounds memory on endless input
            self.clear()
        if self.features != FEATURES:
            text, begin, stop = _chunks(FEATURES)[chunk]
            if text == chunk[begin:stop].lower():  # a word that no feature touches
                self[chunk] = text, begin, stop
                return self[chunk]
        found = pieces(chunk.rstrip(), self.words)
        if len(found) == 1 and found[0].kind == PLAIN:
            self[chunk] = found[0][:3]
        else:
            self[chunk] = [(p.text, p.begin, p.stop, p.kind) for p in found], 0, 0
        return self[chunk]


@cache
def _chunks(features: tuple[str, ...]) -> _Chunks:
    return _Chunks(features)


_CHUNK = re.compile(r"\S+\s*")
_BRACKET = re.compile(r"[\[(<*{♪]+\s*([A-Za-z_][A-Za-z_ ]{0,30}?)\s*[\])>*}♪]+")
_ANNOTATIONS: set[str] = set()
_HAS: set[str] = set()
_LONGEST_NUMBER = 24  # words; the longest number below 10^15 has fewer


def _blank_annotations(text: str) -> str:
    """Blanks out `[laughter]` and its like, keeping every offset."""
    if not _ANNOTATIONS:
        _ANNOTATIONS.update(row[0] for row in data_rows("annotations.txt"))

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0]) if match[1].lower() in _ANNOTATIONS else match[0]

    return _BRACKET.sub(blank, text)


def normalise_partly(text: str, features: tuple[str, ...]) -> list[Token]:
    """The `default` profile with only some of its `FEATURES` (in their order); case and punctuation always go."""
    return _default(text, _chunks(tuple(feature for feature in FEATURES if feature in features)))


def _default(text: str, known: _Chunks) -> list[Token]:
    if any(sign in text for sign in "[(<*{♪"):
        text = _blank_annotations(text)
    # the collector would walk the growing list of tuples again and again: half of the time on long texts
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _tokens(text, known)
    finally:
        if collecting:
            gc.enable()


def _tokens(text: str, known: _Chunks) -> list[Token]:
    chunks = _CHUNK.findall(text)
    starts = list(accumulate(map(len, chunks), initial=len(text) - len(text.lstrip())))
    entries = list(map(known.__getitem__, chunks))
    texts = list(map(itemgetter(0), entries))
    begins = map(add, starts, map(itemgetter(1), entries))
    stops = map(add, starts, map(itemgetter(2), entries))
    # one C call a word: Token(text, begin, stop, False)
    flat: list[Any] = list(map(tuple.__new__, repeat(Token), zip(texts, begins, stops, repeat(False), strict=False)))
    special = [index for index, word in enumerate(texts) if word.__class__ is list]
    return _with_special(text, flat, special, starts, known) if special else flat


def _with_special(text: str, flat: list[Any], special: list[int], starts: list[int], known: _Chunks) -> list[Token]:
    """Puts in the words of chunks that are not one plain word, and resolves what needs more than one chunk."""
    words: list[Token] = []
    todo: list[tuple[int, int]] = []
    numbers = "numbers" in known.features
    copied = 0
    for index in special:
        words += flat[copied:index]
        start = starts[index]
        for word, begin, stop, kind in flat[index].text:
            if kind > FILLER and (numbers or kind != NUMBER):
                todo.append((len(words), kind))
            words.append(Token(word, start + begin, start + stop, kind == FILLER))
        copied = index + 1
    words += flat[copied:]
    return _resolved(text, words, todo) if todo else words


def _resolved(text: str, flat: list[Token], todo: list[tuple[int, int]]) -> list[Token]:
    """Numbers, contractions that hang on the next word, and spelled letters, which need more than one chunk."""
    if not _HAS:
        _HAS.update(row[0] for row in data_rows("has_had_en.txt"))
    letters = {index for index, kind in todo if kind == LETTER}
    done: list[Token] = []
    copied = 0
    for index, kind in todo:
        if index < copied:
            continue
        if kind == NUMBER:
            found = _number(text, flat, index, copied)
        elif kind == CONTRACTED:
            found = _contraction(flat, index)
        else:
            found = _spelled(text, flat, index, letters)
        if found is not None:
            word, begin, stop = found
            done += flat[copied:begin]
            done.append(Token(word, flat[begin].begin, flat[stop - 1].stop, False))
            copied = stop
    done += flat[copied:]
    return done


def _contraction(flat: list[Token], index: int) -> tuple[str, int, int] | None:
    """ "it's" is "it is" unless the next word is "been" or its like."""
    if index + 1 == len(flat) or flat[index + 1].text not in _HAS:
        return None
    word = flat[index].text
    return {"is": "has", "would": "had"}.get(word, word), index, index + 1


def _spelled(text: str, flat: list[Token], index: int, letters: set[int]) -> tuple[str, int, int] | None:
    """Capital letters with full stops, written apart, are one word: "J. K." """
    stop = index + 1
    while stop in letters and text[flat[stop - 1].stop : flat[stop].begin] == ". ":
        stop += 1
    return ("".join(token.text for token in flat[index:stop]), index, stop) if stop > index + 1 else None


def _number(text: str, flat: list[Token], index: int, floor: int) -> tuple[str, int, int] | None:
    """The number at `index` as (text, first word, word after it); takes "a" before "hundred" with it."""
    word = flat[index].text
    if index + 1 == len(flat) or flat[index + 1].text not in FOLLOWERS:
        if word in ALONE:
            return ALONE[word], index, index + 1
        if word not in STARTERS:
            return ("one", index, index + 1) if word == "1" else None
    first = max(index - 2, floor)
    words = flat[first : index + _LONGEST_NUMBER]
    row = _row(text, words)
    at = index - first
    found = read(row, at)
    if found is None:
        return None
    value, stop = found
    begin = at
    if row.words[at] == "hundred" or row.words[at] in SCALES:
        begin -= at > 0 and row.near[at] and row.words[at - 1] in ("a", "an")
        if begin and row.near[begin] and row.words[begin - 1] == "half" and stop == at + 1:
            begin, value = begin - 1, str(int(value) // 2)
    return value, first + begin, first + stop


def _row(text: str, tokens: list[Token]) -> Row:
    words = [token.text for token in tokens]
    near = [False, *(_near(text, a, b) for a, b in pairwise(tokens))]
    for at in range(1, len(words) - 1):
        # "one thousand, two hundred" is one number; "a million, two people" is not
        if words[at - 1] in SCALES and words[at] in ONES and words[at + 1] == "hundred":
            near[at] = near[at] or text[tokens[at - 1].stop : tokens[at].begin].startswith(", ")
    return Row(words, near)


def _near(text: str, left: Token, right: Token) -> bool:
    gap = text[left.stop : right.begin]
    # transcribers who set blanks around every hyphen: "eighty - nine"
    spaced = gap == " - " and left.text in TENS and right.text in ONES
    glued = not gap and right.text in SCALES  # "7.7million"
    return gap.isspace() or gap == "-" or spaced or glued
