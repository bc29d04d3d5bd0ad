"""JSON of any program or service: the list of segments is found by what it holds (SegLST among them)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from auditor.errors import InputError
from auditor.model.inputs import LineProblem, TextFile, Transcript
from auditor.reading.located_json import Text, looks_like, parse
from auditor.reading.transcripts.building import finished
from auditor.reading.transcripts.items import find, segments_of, segments_of_words, text_of, words_in

NAME = "json"
_EXPECTED = 'a list of segments such as {"start": 0.0, "end": 2.5, "text": "..."}'


def recognises(file: TextFile) -> float:
    """The file begins as JSON does, whole or not: a broken one is refused by name, not read as plain text."""
    return 0.6 if looks_like(file) else 0.0


def read(file: TextFile) -> Transcript:
    """Read the list that holds most of the words.

    Raises:
        InputError: no JSON, broken off, or nothing in it that looks like segments.
    """
    return transcript(file, NAME)


def transcript(file: TextFile, name: str) -> Transcript:
    """Read under the name of the format that recognised the file."""
    root = parsed(file)
    notes: list[LineProblem] = []
    items = best_list(root)
    if items is None and text_of(root) is not None:
        items = [root]
    if items is None:
        raise InputError(file.path, "this JSON holds no segments with text", _EXPECTED, 1)
    flat = all(_is_word(item) for item in items[:50])
    segments = segments_of_words(file, items) if flat else segments_of(file, items, notes)
    language = root.get("language") if isinstance(root, dict) else None
    language = str(language) if isinstance(language, str) else None
    return finished(file, name, segments, notes, language=language)


@lru_cache(maxsize=1)
def parsed(file: TextFile) -> Any:
    """The JSON of a file; kept for the reader that follows the recogniser."""
    return parse(file)


def best_list(root: Any) -> list[Any] | None:
    """The list with the most words in it; segments before single words, outer before inner."""
    best: list[Any] | None = None
    most = 0.0
    for items in _lists(root, 0):
        words = sum(_count(item) for item in items)
        weight = words * (0.8 if all(_is_word(item) for item in items[:50]) else 1.0)
        if weight > most * 1.05:
            best, most = items, weight
    return best


def _lists(node: Any, depth: int) -> Iterator[list[Any]]:
    if depth > 6:
        return
    if isinstance(node, list):
        if node and (all(isinstance(one, Text) for one in node) or any(_count(one) for one in node[:200])):
            yield node
        for one in node[:500]:
            if isinstance(one, (dict, list)):
                yield from _lists(one, depth + 1)
    elif isinstance(node, dict):
        for value in node.values():
            if isinstance(value, (dict, list)):
                yield from _lists(value, depth + 1)


def _count(item: Any) -> int:
    text = text_of(item)
    if text is not None:
        return len(text.split())
    return len(words_in(item)) or int(isinstance(item, dict) and isinstance(find(item, "word"), Text))


def _is_word(item: Any) -> bool:
    text = text_of(item) or (find(item, "word") if isinstance(item, dict) else None)
    if not isinstance(item, dict) or not isinstance(text, str) or len(text.split()) > 1:
        return False
    return find(item, "start") is not None or "word" in item
