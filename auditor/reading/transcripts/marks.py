"""Marks that are no words: `{vocalsound}`, `[Music]`, `(laughter)`, `>>`; taken out, the rest keeps its places.

The patterns stand in `data/marks.txt`; a bracket counts as a sound only where all its words are known sound words
(`data/sounds.txt`, `data/sound_details.txt`), because brackets hold editors' words as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.model.inputs import Located
from auditor.reading.transcripts.building import data_lines, without

_HINT = re.compile(r"[\[({<>%*♪♫♬♩\\]")
_BRACKET = re.compile(r"[\[(]([^\[\](){}\n]{1,60})[\])]|\*([^*\n]{1,40})\*")
_PARTS = re.compile(r"[^\W\d_]+")


def without_marks(part: Located) -> Located:
    """The words of a text, marks taken out, blanks at both ends trimmed."""
    return without(part, mark_spans(part.text))


def mark_spans(text: str) -> list[tuple[int, int]]:
    """Where marks stand in a text: [begin, stop), ascending, without overlap."""
    if not _HINT.search(text):
        return []
    spans = [match.span() for match in _patterns().finditer(text)]
    spans += [match.span() for match in _BRACKET.finditer(text) if _is_sound(match.group(1) or match.group(2))]
    spans.sort()
    kept: list[tuple[int, int]] = []
    for begin, stop in spans:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, stop))
    return kept


@lru_cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in data_lines("marks.txt")))


@lru_cache
def _sounds() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(data_lines("sounds.txt")), frozenset(data_lines("sound_details.txt"))


@lru_cache(maxsize=4096)
def _is_sound(inner: str) -> bool:
    sounds, details = _sounds()
    words = [word.casefold() for word in _PARTS.findall(inner)]
    return bool(words) and all(word in sounds or word in details for word in words) and any(w in sounds for w in words)
