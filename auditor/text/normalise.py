"""Words as they are compared: the same whether written or spoken, with the way back to the original characters.

Profiles: `default` (English with care; other languages pass through), `whisper` (what OpenAI's English normaliser makes
of a text, for comparison with published numbers) and `none` (the words between blanks, untouched).
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from auditor.errors import ConfigError
from auditor.text.normalise_chunk import CONTRACTED, FILLER, LETTER, NUMBER, PLAIN, data_rows, pieces

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
        return _default(text)
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


class _Chunks(dict[str, tuple[str, int, int] | list[tuple[str, int, int, int]]]):
    """Chunks seen before. A tuple is the usual case, one plain word; a list holds anything else."""

    def __missing__(self, chunk: str) -> tuple[str, int, int] | list[tuple[str, int, int, int]]:
        if len(self) > 200_000:  # bounds memory on endless input
            self.clear()
        found = pieces(chunk.rstrip())
        if len(found) == 1 and found[0].kind == PLAIN:
            entry: tuple[str, int, int] | list[tuple[str, int, int, int]] = found[0][:3]
        else:
            entry = [tuple(piece) for piece in found]  # type: ignore[misc]
        self[chunk] = entry
        return entry


_KNOWN = _Chunks()
_CHUNK = re.compile(r"\S+\s*")
_BRACKET = re.compile(r"[\[(<*{♪]+\s*([A-Za-z_][A-Za-z_ ]{0,30}?)\s*[\])>*}♪]+")
_ANNOTATIONS: set[str] = set()
_HAS: set[str] = set()


def _blank_annotations(text: str) -> str:
    """Blanks out `[laughter]` and its like, keeping every offset."""
    if not _ANNOTATIONS:
        _ANNOTATIONS.update(row[0] for row in data_rows("annotations.txt"))

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0]) if match[1].lower() in _ANNOTATIONS else match[0]

    return _BRACKET.sub(blank, text)


def _default(text: str) -> list[Token]:
    if any(sign in text for sign in "[(<*{♪"):
        text = _blank_annotations(text)
    flat: list[Token] = []
    todo: list[tuple[int, int]] = []
    append, known, new = flat.append, _KNOWN, tuple.__new__
    chunks = _CHUNK.findall(text)
    lead = len(text) - len(text.lstrip())
    for chunk, start in zip(chunks, accumulate(map(len, chunks), initial=lead), strict=False):
        entry = known[chunk]
        if entry.__class__ is tuple:
            word, begin, stop = entry
            append(new(Token, (word, start + begin, start + stop, False)))
            continue
        for word, begin, stop, kind in entry:
            if kind > FILLER:
                todo.append((len(flat), kind))
            append(new(Token, (word, start + begin, start + stop, kind == FILLER)))
    return _resolved(text, flat, todo) if todo else flat


def _resolved(text: str, flat: list[Token], todo: list[tuple[int, int]]) -> list[Token]:
    """Numbers, contractions that hang on the next word, and spelled letters, which need more than one chunk."""
    from auditor.text.normalise_numbers import Row

    if not _HAS:
        _HAS.update(row[0] for row in data_rows("has_had_en.txt"))
    done: list[Token] = []
    copied = 0
    letters = {index for index, kind in todo if kind == LETTER}
    for index, kind in todo:
        if index < copied:
            continue
        if kind == CONTRACTED:
            token = flat[index]
            if index + 1 < len(flat) and flat[index + 1].text in _HAS:
                token = token._replace(text={"is": "has", "would": "had"}.get(token.text, token.text))
            done += flat[copied:index]
            done.append(token)
            copied = index + 1
        elif kind == NUMBER:
            first = max(index - 1, copied)
            words = flat[first : index + 24]
            row = Row(
                [w.text for w in words], [False, *(_near(text, a, b) for a, b in zip(words, words[1:], strict=False))]
            )
            found = _number(row, index - first)
            if found:
                value, begin, stop = found
                done += flat[copied : first + begin]
                done.append(Token(value, words[begin].begin, words[stop - 1].stop, False))
                copied = first + stop
        else:
            stop = index + 1
            while stop < len(flat) and stop in letters and text[flat[stop - 1].stop : flat[stop].begin] in (". ", "."):
                stop += 1
            done += flat[copied:index]
            done.append(Token("".join(t.text for t in flat[index:stop]), flat[index].begin, flat[stop - 1].stop, False))
            copied = stop
    done += flat[copied:]
    return done


def _number(row: object, index: int) -> tuple[str, int, int] | None:
    """The number at `index` of the row as (text, first word, word after it); takes "a" before "hundred" with it."""
    from auditor.text.normalise_numbers import SCALES, Row, read

    assert isinstance(row, Row)
    found = read(row, index)
    if found is None:
        return None
    begin = index
    if row.words[index] == "hundred" or row.words[index] in SCALES:
        if index and row.near[index] and row.words[index - 1] in ("a", "an"):
            begin = index - 1
    return found[0], begin, found[1]


def _near(text: str, left: Token, right: Token) -> bool:
    gap = text[left.stop : right.begin]
    return gap.isspace() or gap == "-" or (gap[:1] == "," and left.text in ("thousand", "million", "billion"))
