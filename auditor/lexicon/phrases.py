"""Finds listed phrases in tokens: longest first, a word marked `~` in the list stands for all its forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from auditor.lexicon.table import rows
from auditor.lexicon.words import lemmas

Match = tuple[int, int, str, str]
"""First token, token after the last, the phrase as listed (without `~`), its level."""


class PhraseTable:
    """The phrases of one data file with columns `phrase`, `level`."""

    def __init__(self, name: str) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for phrase, level in rows(name):
            words = tuple(phrase.split())
            entry = (words, phrase.replace("~", ""), level)
            self._by_first.setdefault(words[0], []).append(entry)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def find(self, tokens: Sequence[str]) -> list[Match]:
        """Return the phrases in casefolded tokens, left to right, none inside another."""
        found: list[Match] = []
        place = 0
        while place < len(tokens):
            match = self._at(tokens, place)
            if match is None:
                place += 1
            else:
                found.append(match)
                place = match[1]
        return found

    def _at(self, tokens: Sequence[str], place: int) -> Match | None:
        best: Match | None = None
        for key in _keys(tokens[place]):
            for words, phrase, level in self._by_first.get(key, ()):
                stop = place + len(words)
                if best is not None and stop <= best[1]:
                    break
                if stop <= len(tokens) and all(
                    word in _keys(token) for word, token in zip(words[1:], tokens[place + 1 : stop], strict=True)
                ):
                    best = (place, stop, phrase, level)
                    break
        return best


@cache
def phrase_table(name: str) -> PhraseTable:
    """Return the table of a data file, read once."""
    return PhraseTable(name)


@cache
def _keys(token: str) -> tuple[str, ...]:
    """The list entries that a token answers to: itself and each of its base forms with `~`."""
    return (token, *sorted(f"{base}~" for base in lemmas(token)))
