"""What stands in one whitespace-free chunk of text: its words, normalised, with their places in the chunk.

A chunk is analysed once and remembered, so this may be careful rather than quick.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from auditor.text.normalise_data import data_rows
from auditor.text.normalise_numbers import SMALL, STARTERS

PLAIN, FILLER, NUMBER, CONTRACTED, LETTER = range(5)


class Piece(NamedTuple):
    """A word of a chunk: normalised text, [begin, stop) in the chunk, and how it is to be treated further on."""

    text: str
    begin: int
    stop: int
    kind: int


class Lexicon(NamedTuple):
    """The word lists that a set of features switches on; an empty list leaves those words as they are."""

    contractions: dict[str, list[str]]
    contextual: frozenset[str]
    generic: dict[str, str]
    fillers: dict[str, str]
    titles: dict[str, tuple[str, bool]]
    spellings: dict[str, str]
    numbers: frozenset[str]


FEATURES = ("numbers", "contractions", "fillers", "spelling")


@cache
def lexicon(features: tuple[str, ...] = FEATURES) -> Lexicon:
    """The data files that the features need, read once."""
    contractions = data_rows("contractions_en.tsv") if "contractions" in features else []
    spellings: dict[str, str] = {}
    if "spelling" in features:
        spellings = {row[0]: row[1] for name in _SPELLINGS for row in data_rows(name)}
    return Lexicon(
        contractions={row[0]: row[1].split() for row in contractions},
        contextual=frozenset(row[0] for row in contractions if len(row) > 2),
        generic=_GENERIC if contractions else {},
        fillers={row[0]: row[1] for row in data_rows("fillers_en.tsv")} if "fillers" in features else {},
        titles={row[0]: (row[1], len(row) > 2) for row in data_rows("abbreviations_en.tsv")} if spellings else {},
        spellings=spellings,
        numbers=STARTERS if "numbers" in features else frozenset(),
    )


_SPELLINGS = ("spelling_us_uk.tsv", "spellings_en.tsv")
_GENERIC = {"'ve": "have", "'ll": "will", "'re": "are"}
_SAME = str.maketrans("‘’ʼ＇`´‐‑‒–—―−⁄٫٬", "''''''-------/.,")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PATTERN = re.compile(
    r"""
    (?P<phone>(?<![\w-])(?:\d{3}-)?\d{3}-\d{4}(?![\w-]))
  | (?P<number>(?:(?<!\S)-(?=[$€£¥.]?\d))?[$€£¥]?
      (?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)+|\d+/\d+(?![/\d])|\d+|(?<![\w.])\.\d+)
      (?:%|[€£$¥](?!\d)|(?:st|nd|rd|th|'?s)(?![a-zω]))?)
  | (?P<dotted>(?<![a-zω'])[a-zω](?:\.[a-zω])+\.?(?![a-zω]))
  | (?P<under>(?<![a-zω])[a-zω](?:_[a-zω])*_(?:[a-zω](?![a-zω]))?)
  | (?P<letternumber>(?<![a-zω\d-])[a-zω]-\d{1,3}(?![\d.-]))
  | (?P<plus>(?<![a-zω])[a-zω](?:\+\+|\#)(?![a-zω]))
  | (?P<word>'?[a-zω]+(?:'[a-zω]+)*'?|'?ж+(?:'ж+)*'?)
  | (?P<wide>漢)
  | (?P<and>&)
    """,
    re.VERBOSE,
)
_VULGAR = re.compile(r"(\d*)([¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")


def _is_wide(char: str) -> bool:
    """Scripts written without spaces, where a character is the usual unit of comparison."""
    point = ord(char)
    return (
        0x2E80 <= point <= 0x2FDF
        or 0x3005 <= point <= 0x3007
        or 0x3040 <= point <= 0x30FF
        or 0x3400 <= point <= 0x4DBF
        or 0x4E00 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
    )


def _is_apart(char: str) -> bool:
    """Scripts from Hebrew to Khmer, and Hangul: a Latin term that touches them (`GPT를`) is a word of its own."""
    point = ord(char)
    return (
        0x0590 <= point <= 0x109F or 0x1100 <= point <= 0x1AAF or 0xA8E0 <= point <= 0xAA5F or 0xAC00 <= point <= 0xD7FF
    )


def fold(chunk: str) -> tuple[str, str, list[int]]:
    """NFKC and case folding that remember where each character came from; digits of any script become 0 to 9.

    Returns the folded text, a shadow of the same length in which every letter or mark beyond ASCII is `ω` (`ж` in
    scripts unlike Latin), every character of a script without spaces `漢` and every other non-ASCII sign a blank, and
    for each folded character the index of its origin in `chunk`.
    """
    folded: list[str] = []
    origin: list[int] = []
    index, size = 0, len(chunk)
    while index < size:
        stop = index + 1
        while stop < size and unicodedata.combining(chunk[stop]):
            stop += 1
        group = chunk[index:stop].translate(_SAME)
        if not _INVISIBLE.fullmatch(group):
            for char in unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", group).casefold()).translate(_SAME):
                folded.append(str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char)
                origin.append(index)
        index = stop
    shadow = []
    for char in folded:
        if char.isascii() or char in "€£¥":
            shadow.append(char)
        elif _is_wide(char):
            shadow.append("漢")
        else:
            category = unicodedata.category(char)
            letter = "ж" if _is_apart(char) else "ω"
            shadow.append(letter if category[0] in "LM" else " ")
    return "".join(folded), "".join(shadow), origin


def pieces(chunk: str, words: Lexicon) -> list[Piece]:
    """The words of `chunk` (no blanks inside), in order. Several may share one place: `won't` is `will`, `not`."""
    if chunk.isascii():
        text = shadow = chunk.lower()
        origin = list(range(len(chunk)))
    else:
        if _VULGAR.search(chunk):
            return _with_fraction(chunk, words)
        text, shadow, origin = fold(chunk)
    origin.append(len(chunk))
    whole = _whole(text, chunk, words)
    if whole is not None:
        begin, stop, expanded = whole
        return [Piece(word, origin[begin], _stop(origin, stop), kind) for word, kind in expanded]
    found: list[Piece] = []
    for match in _PATTERN.finditer(shadow):
        begin, stop = match.span()
        for word, kind, b, s in _words(match.lastgroup or "", text, begin, stop, chunk[origin[begin] :], words):
            found.append(Piece(word, origin[b], _stop(origin, s), kind))
    return _join_spelled(found, chunk)


def _stop(origin: list[int], stop: int) -> int:
    """Where in the chunk the folded text before `stop` ends: the begin of the next origin."""
    at = stop
    while at < len(origin) - 1 and origin[at] == origin[stop - 1]:
        at += 1
    return origin[at]


def _whole(text: str, chunk: str, words: Lexicon) -> tuple[int, int, list[tuple[str, int]]] | None:
    """Forms that hold punctuation themselves (`uh-huh`, `'cause`, `e-mail`, `Gen.`), looked up as a whole."""
    begin, stop = 0, len(text)
    while begin < stop and not (text[begin].isalnum() or text[begin] == "'"):
        begin += 1
    while stop > begin and not (text[stop - 1].isalnum() or text[stop - 1] == "'"):
        stop -= 1
    core = text[begin:stop]
    for cut_left, cut_right in ((0, 0), (1, 0), (0, 1), (1, 1)):
        if (cut_left and not core.startswith("'")) or (cut_right and not core.endswith("'")):
            continue
        form = core[cut_left : len(core) - cut_right]
        at = (begin + cut_left, stop - cut_right)
        if form in words.fillers:
            return (*at, [(words.fillers[form], FILLER)])
        if "'" in form or form in words.contractions:
            expanded = words.contractions.get(form)
            if expanded:
                kind = CONTRACTED if form in words.contextual else PLAIN
                return (*at, [(w, PLAIN) for w in expanded[:-1]] + [(expanded[-1], kind)])
        if form in words.titles:
            title, needs_dot = words.titles[form]
            if not needs_dot or (text[at[1] : at[1] + 1] == "." and chunk[:1].isupper()):
                return (*at, [(title, PLAIN)])
        if "-" in form and form in words.spellings:
            return (*at, [(words.spellings[form], PLAIN)])
    return None


def _words(group: str, text: str, begin: int, stop: int, rest: str, words: Lexicon) -> list[tuple[str, int, int, int]]:
    """The words that one match of the pattern stands for, as (text, kind, begin, stop) in the folded chunk."""
    form = text[begin:stop]
    if group == "word":
        return _plain_word(form, begin, stop, rest, words)
    if group == "number":
        return [(_number(form), NUMBER, begin, stop)]
    if group == "phone":
        return [(form.replace("-", ""), PLAIN, begin, stop)]
    if group in ("dotted", "under", "letternumber"):
        joined = re.sub(r"[._-]", "", form)
        return [(joined, LETTER if len(joined) == 1 else PLAIN, begin, stop)]
    if group == "and":
        return [("and", PLAIN, begin, stop)]
    return [(form, PLAIN, begin, stop)]


def _number(form: str) -> str:
    """A written number without its thousands commas; `'s` after it is the plural of a decade."""
    form = form.replace(",", "").replace("'", "")
    if form[-1] in "$€£¥":
        form = form[-1] + form[:-1]
    if form.startswith((".", "-.")):
        form = form.replace(".", "0.", 1)
    if form[0] in "$€£¥" and "." in form:
        form = form.rstrip("0").rstrip(".")
    return {"1st": "first", "2nd": "second"}.get(form, form)


def _plain_word(form: str, begin: int, stop: int, rest: str, words: Lexicon) -> list[tuple[str, int, int, int]]:
    lead, tail = (1 if form.startswith("'") else 0), (1 if form.endswith("'") else 0)
    for cut_left, cut_right in ((0, 0), (lead, 0), (0, tail), (lead, tail)):
        core = form[cut_left : len(form) - cut_right]
        if core in words.contractions:
            expanded = words.contractions[core]
            at = (begin + cut_left, stop - cut_right)
            kind = CONTRACTED if core in words.contextual else PLAIN
            return [(w, PLAIN, *at) for w in expanded[:-1]] + [(expanded[-1], kind, *at)]
    begin, stop, form = begin + lead, stop - tail, form[lead : len(form) - tail]
    for ending, word in words.generic.items():
        if form.endswith(ending) and len(form) > len(ending):
            return [*_plain_word(form[: -len(ending)], begin, stop, rest, words), (word, PLAIN, begin, stop)]
    if form in words.fillers:
        return [(words.fillers[form], FILLER, begin, stop)]
    if form in words.titles and not words.titles[form][1]:
        return [(words.titles[form][0], PLAIN, begin, stop)]
    if form in words.numbers:
        return [(form, NUMBER, begin, stop)]
    form = words.spellings.get(form, form)
    kind = LETTER if len(form) == 1 and rest[lead : lead + 1].isupper() and rest[lead + 1 : lead + 2] == "." else PLAIN
    return [(form, kind, begin, stop)]


def _join_spelled(found: list[Piece], chunk: str) -> list[Piece]:
    """Joins what belongs together without a blank: `4o`, `o1`, `v2.0`, `x-15` are one word, `GPT4` and `10km` two."""
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        if last is not None and last.stop == piece.begin and _sticks(last, piece):
            joined[-1] = Piece(last.text + piece.text, last.begin, piece.stop, PLAIN)
        elif last is not None and len(last.text) == 1 and last.text.isalpha() and chunk[last.stop : piece.begin] == "-":
            joined[-1:] = _letter_and_number(last, piece)
        else:
            joined.append(piece)
    return joined


def _sticks(last: Piece, piece: Piece) -> bool:
    left_number, right_number = last.text[-1].isdigit(), piece.text[0].isdigit()
    if left_number == right_number:
        return left_number
    # a single letter belongs to its number (o1, 4o, b747); longer words are units or names (10km, GPT4)
    letter = last.text if right_number else piece.text
    return len(letter) == 1 and not _is_wide(letter) and not _is_apart(letter)


def _letter_and_number(letter: Piece, piece: Piece) -> list[Piece]:
    if piece.kind == NUMBER and piece.text in SMALL:
        return [Piece(f"{letter.text}{SMALL[piece.text]}", letter.begin, piece.stop, PLAIN)]
    return [letter, piece]


def _with_fraction(chunk: str, words: Lexicon) -> list[Piece]:
    """`2½` is 2.5 and `½` is 1/2; what stands around them is read on its own."""
    found: list[Piece] = []
    at = 0
    for match in _VULGAR.finditer(chunk):
        found += [Piece(p.text, p.begin + at, p.stop + at, p.kind) for p in pieces(chunk[at : match.start()], words)]
        value = unicodedata.numeric(match[2])
        if match[1]:
            text = f"{int(match[1]) + value:.3f}".rstrip("0").rstrip(".")
        else:
            text = unicodedata.normalize("NFKC", match[2]).translate(_SAME)
        found.append(Piece(text, match.start(), match.end(), NUMBER))
        at = match.end()
    return found + [Piece(p.text, p.begin + at, p.stop + at, p.kind) for p in pieces(chunk[at:], words)]
