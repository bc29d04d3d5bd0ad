"""The vocabulary of one recording, asked from a claim's side: which of its words may stand for this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from auditor.lexicon.relations import family, senses, synset_row
from auditor.lexicon.words import is_function_word, lemmas

TOO_WIDE = 3000  # a parent synset with more below it says little
FAMILY, SYNONYM, PARENT = 0.85, 0.4, 0.1  # how well another word stands for one, chosen on retrieval in the minutes


class Vocabulary:
    """Base forms of a recording, indexed by WordNet sense and word family."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_sense: dict[str, list[str]] = defaultdict(list)
        self._by_family: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if is_function_word(word):
                continue
            for sense in senses(word):
                self._by_sense[sense].append(word)
            for other in (*family(word), *lemmas(word), word):
                self._by_family[other].append(word)

    def kin(self, word: str) -> dict[str, float]:
        """Words of the recording that may mean the same, with the quality of the match."""
        found: dict[str, float] = {}
        own = senses(word)
        for sense in own:
            _raise(found, self._by_parent.get(sense, ()), PARENT)
            for parent in synset_row(sense)[0]:
                if synset_row(parent)[2] <= TOO_WIDE:
                    _raise(found, self._by_sense.get(parent, ()), PARENT)
        for sense in own:
            _raise(found, self._by_sense.get(sense, ()), SYNONYM)
        for other in (*family(word), *lemmas(word)):
            _raise(found, self._by_family.get(other, ()), FAMILY)
        found.pop(word, None)
        return found

    @cached_property
    def _by_parent(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = defaultdict(list)
        for sense, words in self._by_sense.items():
            for parent in synset_row(sense)[0]:
                if synset_row(parent)[2] <= TOO_WIDE:
                    children[parent] += words
        return children


def _raise(found: dict[str, float], words: Iterable[str], quality: float) -> None:
    for word in words:
        if quality > found.get(word, 0.0):
            found[word] = quality
