"""Whether a claim is in another language than its sources, as far as scripts and words of grammar tell."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources
from typing import NamedTuple

from auditor.aligning.aligned import Alignment
from auditor.lexicon.words import is_function_word, is_known

CLEARLY = 1.5  # how many times as many words of grammar of its own the other language has
SHORTEST = 4  # words from which unknown words make a sentence foreign
SHARE = 0.4  # of letters of another script from which a sentence is not in the source's
MIXED = 2  # letters of another script that say nothing (β, µ)
OPENING, WORDS = 60, 600  # segments and words of a source that its language is told from


class Language(NamedTuple):
    """The script of most letters (`LATIN`, `CJK`, `CYRILLIC`, ...; empty without letters) and, of Latin script, the
    language (ISO 639-1; empty where the words of grammar do not tell)."""

    script: str
    code: str


@cache
def script(char: str) -> str:
    """The script of a letter by its Unicode name (`LATIN`, `CJK`, `CYRILLIC`, ...); Japanese kana count as CJK."""
    name = unicodedata.name(char, "").split(" ")[0]
    return "CJK" if name in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO") else name


def main_script(text: str) -> str:
    """The script of most letters, as `script_counts` counts them."""
    counts = script_counts(text)
    return max(sorted(counts), key=lambda k: counts[k]) if counts else ""


def in_latin(text: str) -> bool:
    """Whether the text has no letters but Latin ones, one or two signs apart."""
    return sum(n for kind, n in script_counts(text).items() if kind != "LATIN") <= MIXED


def script_counts(text: str) -> dict[str, int]:
    """The letters of each script; an ideograph counts as two letters of an alphabet."""
    counts: dict[str, int] = {}
    for char in text:
        if char.isalpha():
            kind = script(char)
            counts[kind] = counts.get(kind, 0) + (2 if kind == "CJK" else 1)
    return counts


def foreign(text: str, source: Language) -> bool:
    """Whether a claim is clearly in another language than the source.

    Sentences of Latin script are told apart by their words of grammar; a language without a list by words that English
    does not know. Names say nothing about the language of a sentence.
    """
    counts = script_counts(text)
    mine, other = counts.get(source.script, 0), sum(n for kind, n in counts.items() if kind != source.script)
    if not source.script or not counts:
        return False
    words = _plain_words(text)
    if other >= SHARE * (mine + other) or (
        other > MIXED and source.script == "LATIN" and not any(map(_is_grammar, words))
    ):
        return True  # 使用Python: the terms alone are Latin
    if source.script != "LATIN" or not source.code:
        return False
    counts = _grammar(words)
    best = max(counts, key=lambda code: counts[code])
    if counts[best] >= 2 and counts[best] >= CLEARLY * counts[source.code]:
        return True
    known = sum(is_function_word(w) or is_known(w) for w in words)
    return source.code == "en" and len(words) >= SHORTEST and known < 0.35 * len(words)


def source_language(alignment: Alignment) -> Language:
    """The language of the first source, from its opening."""
    text = " ".join(s.text.text for s in alignment.streams[0].transcript.segments[:OPENING])
    kind = main_script(text)
    if kind != "LATIN":
        return Language(kind, "")
    counts = _grammar(_plain_words(text)[:WORDS])
    best = max(counts, key=lambda code: counts[code])
    others = max(count for code, count in counts.items() if code != best)
    return Language(kind, best if counts[best] > others else "")


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Words of grammar by language, and `particles` of names."""
    text = (resources.files("auditor.judging") / "data" / "function-words-other.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {code: frozenset(words.split()) for code, words in rows}


def _grammar(words: list[str]) -> dict[str, int]:
    """How many of the words are words of grammar in each language."""
    counts = {code: sum(w in known for w in words) for code, known in _lists().items() if code != "particles"}
    return {"en": sum(map(is_function_word, words)), **counts}


def _is_grammar(word: str) -> bool:
    return any(word in known for code, known in _lists().items() if code != "particles") or is_function_word(word)


def _plain_words(text: str) -> list[str]:
    """The words that are no names, casefolded: no capital unless they open the text, particles of names left out."""
    parts = [w for part in text.replace("’", "'").split() for w in part.strip(".,;:!?\"'()[]«»„“”–-").split("'")]
    words = [w for w in parts if w.isalpha()]
    found: list[str] = []
    name = False
    for i, word in enumerate(words):
        name = name and word in _lists()["particles"]
        if word[0].isupper():
            name = True
            opens_name = word.casefold() in _lists()["particles"] and words[1:2] and words[1][0].isupper()
            if i > 0 or opens_name:
                continue
        elif name and any(w[0].isupper() for w in words[i + 1 : i + 3]):
            continue
        found.append(word.casefold())
    return found
