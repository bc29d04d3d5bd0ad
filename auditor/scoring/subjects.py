"""What a difference of two variants is about: a name or term, a number, a negation, a sound-alike, a filler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from auditor.aligning.stream import Stream
from auditor.lexicon.cues import graded_negation_cues, is_given_name, looks_like_name
from auditor.lexicon.sounds import sound_similarity
from auditor.lexicon.words import frequency, is_filler, is_function_word, is_known, same_lemma

Subject = Literal["entity", "number", "negation", "homophone", "filler", "other"]

HEARD = 0.5  # similarity of sound from which one can have been heard for the other
LONGEST = 12  # words of a stretch that can be heard for another
SAME = 0.97  # similarity of sound from which no ear tells them apart
MOST_WORDS = 6  # words of a side up to which a change is about one thing
CLOSED = (
    frozenset({"a", "an", "the"}),
    frozenset({"this", "that", "these", "those"}),
    frozenset({"can", "could", "will", "would", "shall", "should", "may", "might"}),
    frozenset({"is", "are", "was", "were", "has", "have", "had"}),
    frozenset({"in", "on", "at", "of", "to", "for", "from", "with", "by"}),
)  # small words that grammar exchanges: a choice of the speaker, not of the ear


class NameForms:
    """Which words of a recording's variants are names or terms, by their writing in all of them.

    Captions put capitals anywhere, so a word counts as a name where a punctuated variant writes it so inside a
    sentence, where it joins letters and digits, or where no general word list knows it.
    """

    def __init__(self, streams: Sequence[Stream]) -> None:
        self.punctuated = [stream.punctuated for stream in streams]
        written: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        for stream in streams:
            if not stream.punctuated:
                continue
            text = stream.transcript.file.text
            for i, word in enumerate(stream.texts):
                raw = text[stream.begin[i] : stream.stop[i]]
                initial = i == 0 or bool(stream.ends[i - 1])
                if raw[:1].islower() and raw.isalpha():
                    lower[word] += 1
                elif not raw[:1].islower() and looks_like_name(raw, initial):
                    written[word] += 1
        self._names = {word for word, count in written.items() if count > lower[word]}
        said = Counter(word for stream in streams for word in stream.texts)
        self._terms = {word for word, count in said.items() if count > 1 and is_strange(word)}

    def is_name(self, word: str) -> bool:
        """Whether a normalised word is a name or a term of this recording."""
        if is_function_word(word) or is_filler(word):
            return False
        if any(map(str.isdigit, word)):
            return any(map(str.isalpha, word))
        return word in self._names or word in self._terms or (is_given_name(word) and not is_known(word))

    def written(self, word: str) -> bool:
        """Whether a punctuated variant writes the word like a name, more often than not."""
        return word in self._names


def subject(a: Stream, left: range, b: Stream, right: range, names: NameForms) -> Subject:
    """What the change of words `left` of a for words `right` of b is about; the weightiest subject wins."""
    first, second = a.texts[left.start : left.stop], b.texts[right.start : right.stop]
    if _negated(a, left) != _negated(b, right):
        one_each = len(first) == len(second) == 1
        return "homophone" if one_each and _same_sound(first, second) else "negation"  # know, no
    if max(len(left), len(right)) > MOST_WORDS:
        return "other"
    if left and right and (_named(first, second, names)):
        return "entity"
    if not (left and right) and any(map(names.is_name, first or second)):
        return "entity"
    if left and right and not (_digits(first) and _digits(second)) and _same_sound(first, second):
        return "homophone"
    if _digits(first) != _digits(second):
        beside = (_neighbours(a, left), _neighbours(b, right))
        return "entity" if any(map(names.is_name, (w for side in beside for w in side))) else "number"
    if left and right:
        return "homophone" if sounds_alike(first, second) else "other"
    return "filler" if all(map(is_filler, first or second)) else "other"


def _negated(stream: Stream, words: range) -> int:
    """Explicit denials among the words."""
    cues = graded_negation_cues(stream.texts[words.start : words.stop])
    return sum(level == "explicit" for *_, level in cues)


def _named(first: Sequence[str], second: Sequence[str], names: NameForms) -> bool:
    if any(map(names.is_name, (*first, *second))):
        return True
    return any(map(is_strange, first)) and any(map(is_strange, second))


def is_strange(word: str) -> bool:
    """Whether general English hardly knows the word: a name, a term, or what an ASR made of one."""
    return not is_known(word) and frequency(word) < 2.0 and not any(map(str.isdigit, word))


def _digits(words: Iterable[str]) -> list[str]:
    return [word for word in words if any(map(str.isdigit, word))]


def _neighbours(stream: Stream, words: range) -> list[str]:
    return [stream.texts[i] for i in (words.start - 1, words.stop) if 0 <= i < len(stream)]


def _same_sound(first: Sequence[str], second: Sequence[str]) -> bool:
    return sound_similarity(" ".join(first), " ".join(second)) >= SAME


def sounds_alike(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether one side can have been heard for the other; forms of one word and exchanged articles do not count.

    Nor do long stretches: whoever mishears twelve words in a row hears nothing.
    """
    if max(len(first), len(second)) > LONGEST:
        return False
    if len(first) == len(second) == 1:
        x, y = first[0], second[0]
        if same_lemma(x, y) or any(x in group and y in group for group in CLOSED):
            return False
    return sound_similarity(" ".join(first), " ".join(second)) >= HEARD
