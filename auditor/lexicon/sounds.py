"""How words sound, and how alike two of them sound: what an ASR system could have heard for the other.

Pronunciations come from the CMU Pronouncing Dictionary; letters and digits are spoken out; what is left is read by
letter-to-sound rules. Blocks of words are compared joined, because ASR systems put word boundaries anywhere. The
similarity is a weighted edit distance over phonemes with costs by phonetic features (method: Kondrak 2000, "A new
algorithm for the alignment of phonetic sequences", simplified).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, product

from auditor.lexicon.table import SortedTable, rows

_table = SortedTable("sounds.tsv")
_MOST_READINGS = 6  # combinations of pronunciations tried per block
_CACHE = 1 << 16
_PIECE = re.compile(r"[A-Z][a-z]+(?=[A-Z])|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[.&+%@]")
_HIATUS = re.compile("[aeiou]{2,}")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_VOWEL_LETTERS = frozenset("aeiouy")
_SPELLED_AT_MOST = 4  # letters of an abbreviation
_DIGITS_AT_MOST = 4

_DROP_VOWEL, _DROP_WEAK, _DROP_CONSONANT = 0.5, 0.5, 0.8
_WEAK = frozenset("@hwyrt")  # reduced vowel, glides, and what speakers swallow at the end of a word
_VOWEL_AGAINST_CONSONANT = 1.0
_FLOOR = 0.35  # cost of the most alike unlike phonemes, as s and z


def sounds(phrase: str) -> str:
    """Return the phonemes of a word or a phrase, one character each (`data/phonemes.tsv`), word boundaries left out."""
    return next(iter(_readings(phrase)), "")


@lru_cache(_CACHE)
def sound_similarity(a: str, b: str) -> float:
    """Return how alike two words or phrases sound, 0 to 1 (1: the same phonemes), over their likely pronunciations.

    Spaces do not count: `wend the` and `wenda` are compared joined. An empty side, or one without a sound, gives 0.
    """
    first, second = _readings(a), _readings(b)
    return max((_similarity(x, y) for x in first for y in second), default=0.0)


@lru_cache(_CACHE)
def _readings(phrase: str) -> tuple[str, ...]:
    pieces = _PIECE.findall(phrase)
    joined = _spoken_table("".join(piece.casefold() for piece in pieces)) if len(pieces) > 1 else ()
    options = [options for piece in pieces if (options := _piece_readings(piece))]
    if not options:
        return ()
    combined = islice(product(*options), _MOST_READINGS)
    return tuple(dict.fromkeys((*("".join(parts) for parts in combined), *joined)))


@lru_cache(_CACHE)
def _piece_readings(piece: str) -> tuple[str, ...]:
    """Every likely reading of a run of letters or of digits."""
    if piece.isdecimal():
        return _number_readings(piece)
    if piece in _SIGNS:
        return _spoken_table(_SIGNS[piece])[:1]
    folded = piece.casefold().replace("’", "'")
    known = _spoken_table(folded)
    letters = folded.removesuffix("'s")
    plain = bool(letters) and _LETTERS.issuperset(letters)
    spelled = "".join(map(_letter, letters)) if plain and len(letters) <= _SPELLED_AT_MOST else ""
    if spelled and not _VOWEL_LETTERS & set(letters):
        return (spelled, *known)
    if spelled and piece.isupper() and len(piece) > 1:
        return (spelled, *(known or (letter_sounds(folded), *filter(None, [_apart(folded)]))))
    if known:
        return known
    return tuple(dict.fromkeys(reading for reading in (letter_sounds(folded), _apart(folded), spelled) if reading))


def _apart(word: str) -> str:
    """The reading that keeps neighbouring vowels apart, as an ASR system writes them: `oan` as o-an."""
    if not _HIATUS.search(word):
        return ""
    return "".join(_letter(char) if char == "o" else letter_sounds(char + "-")[:1] for char in word)


_SIGNS = {".": "", "&": "and", "+": "plus", "%": "percent", "@": "at"}


@lru_cache(_CACHE)
def _spoken_table(word: str) -> tuple[str, ...]:
    found = _table.get(word)
    if found:
        return tuple(found[0].split(","))
    if word.endswith("'s") and (base := _table.get(word[:-2])):
        return tuple(reading + _plural(reading) for reading in base[0].split(","))
    return ()


def _plural(reading: str) -> str:
    if reading[-1] in "szSZcj":
        return "iz"
    return "s" if reading[-1] in "ptkfT" else "z"


@cache
def _letter(letter: str) -> str:
    """The name of a letter (the dictionary has it as `b.`)."""
    return (_spoken_table(letter + ".") or _spoken_table(letter) or ("",))[0]


@lru_cache(_CACHE)
def _number_readings(digits: str) -> tuple[str, ...]:
    """A run of digits: read as a number, digit by digit with `oh` or `zero`, and in pairs as a year."""
    if len(digits) > _DIGITS_AT_MOST:
        return ("".join(_words(_DIGITS[int(digit)]) for digit in digits),)
    by_digit = [" ".join(_DIGITS[int(digit)] for digit in digits)]
    if "0" in digits:
        by_digit.append(by_digit[0].replace("zero", "oh"))
    whole = [] if digits[0] == "0" else [_number_words(int(digits))]
    pairs = []
    if len(digits) == _DIGITS_AT_MOST and digits[0] != "0" and digits[2:] != "00":
        rest = _number_words(int(digits[2:])) if digits[2] != "0" else "oh " + _DIGITS[int(digits[3])]
        pairs = [f"{_number_words(int(digits[:2]))} {rest}"]
    return tuple(dict.fromkeys(map(_words, (*whole, *pairs, *by_digit))))


_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _number_words(value: int) -> str:
    if value >= 1000:
        head, rest, scale = value // 1000, value % 1000, "thousand"
    elif value >= 100:
        head, rest, scale = value // 100, value % 100, "hundred"
    elif value >= 20:
        return _TENS[value // 10 - 2] + (f" {_DIGITS[value % 10]}" if value % 10 else "")
    else:
        return _TEENS[value - 10] if value >= 10 else _DIGITS[value]
    return f"{_number_words(head)} {scale}" + (f" {_number_words(rest)}" if rest else "")


def _words(text: str) -> str:
    return "".join(_spoken_table(word)[0] for word in text.split())


@lru_cache(_CACHE)
def letter_sounds(word: str) -> str:
    """Return the phonemes of an unknown word by letter-to-sound rules (`data/letter-sounds.tsv`, longest first)."""
    spoken, place = "", 0
    word = word.casefold()
    while place < len(word):
        found, length = _longest_rule(word, place)
        twice = spoken and found and spoken[-1] == found[0] and found[0] not in _vowels()
        spoken += found[1:] if twice else found
        place += length
    return spoken


def _longest_rule(word: str, place: int) -> tuple[str, int]:
    """The phonemes of the longest group of letters at a place, and its length; nothing for a character without rule."""
    rules = _letter_rules()
    for length in (4, 3, 2, 1):
        group = word[place : place + length]
        first, last = "^" if place == 0 else "", "$" if place + length >= len(word) else ""
        for key in (first + group + last, first + group, group + last, group):
            if len(group) == length and key in rules:
                return rules[key], length
    return "", 1


@cache
def _letter_rules() -> dict[str, str]:
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows("letter-sounds.tsv")}


@cache
def _features() -> dict[str, tuple[str, str]]:
    return {char: (place, manner) for _, char, place, manner in rows("phonemes.tsv")}


@cache
def _vowels() -> frozenset[str]:
    return frozenset(char for char, (place, _) in _features().items() if place == "v")


@cache
def _replace_cost(x: str, y: str) -> float:
    if x == y:
        return 0.0
    (place_x, rest_x), (place_y, rest_y) = _features()[x], _features()[y]
    if (place_x == "v") != (place_y == "v"):
        return _VOWEL_AGAINST_CONSONANT
    first_x, second_x = rest_x.split()
    first_y, second_y = rest_y.split()
    if place_x == "v":
        if "@" in (x, y):
            return 0.25
        return min(0.2 + 0.1 * (abs(int(first_x) - int(first_y)) + abs(int(second_x) - int(second_y))), 0.7)
    cost = _FLOOR * (place_x != place_y) + _FLOOR * (first_x != first_y) + 0.2 * (second_x != second_y)
    return min(cost + 0.1, max(_drop_cost(x), _drop_cost(y)))


@cache
def _drop_cost(x: str) -> float:
    if x in _WEAK:
        return _DROP_WEAK
    return _DROP_VOWEL if x in _vowels() else _DROP_CONSONANT


@lru_cache(_CACHE)
def _similarity(a: str, b: str) -> float:
    if a == b:
        return 1.0
    row = [0.0]
    for y in b:
        row.append(row[-1] + _drop_cost(y))
    total_b = row[-1]
    total_a = sum(map(_drop_cost, a))
    for x in a:
        diagonal, drop = row[0], _drop_cost(x)
        row[0] += drop
        for place, y in enumerate(b, 1):
            best = min(diagonal + _replace_cost(x, y), row[place] + drop, row[place - 1] + _drop_cost(y))
            diagonal, row[place] = row[place], best
    return max(0.0, 1.0 - row[-1] / max(total_a, total_b))
