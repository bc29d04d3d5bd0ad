"""Segments from JSON items: an object with a text, times, a speaker, timed words and the ASR's own signals.

The keys differ from program to program; `data/json_keys.txt` lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from auditor.model.inputs import LineProblem, Located, Segment, TextFile, TimedWord
from auditor.reading.located_json import Object, Text, locate
from auditor.reading.transcripts.building import (
    data_lines,
    placed_words,
    problem,
    segment,
    trimmed,
)
from auditor.reading.transcripts.clock import seconds
from auditor.reading.transcripts.cues import with_speakers
from auditor.reading.transcripts.grouping import LONGEST, Word, grouped
from auditor.reading.transcripts.marks import without_marks

_SLOWEST = 0.02  # words a second; slower than this over a whole file means that its times are milliseconds


@lru_cache
def keys(meaning: str) -> tuple[str, ...]:
    """The JSON keys of a meaning."""
    for line in data_lines("json_keys.txt"):
        name, _, listed = line.partition(":")
        if name == meaning:
            return tuple(listed.split())
    raise KeyError(meaning)


def find(item: dict[str, Any], meaning: str) -> Any:
    """The value of the first key of that meaning; None where there is none."""
    for key in keys(meaning):
        if (value := item.get(key)) is not None:
            return value
    lower = {key.casefold(): value for key, value in item.items() if key != key.casefold()}
    if lower:
        for key in keys(meaning):
            if (value := lower.get(key)) is not None:
                return value
    return None


def text_of(item: Any) -> Text | None:
    """The spoken text of an item, if it has one."""
    if isinstance(item, Text):
        return item
    if not isinstance(item, dict):
        return None
    for key in keys("text"):
        if isinstance(value := item.get(key), Text):
            return value
    best = item.get("alternatives") or item.get("NBest")
    return text_of(best[0]) if isinstance(best, list) and best else None


def words_in(item: Any) -> list[Any]:
    """The list of timed words inside an item."""
    if isinstance(item, dict):
        for key in keys("words"):
            if isinstance(value := item.get(key), list) and any(isinstance(one, dict) for one in value):
                return value
        best = item.get("alternatives") or item.get("NBest")
        return words_in(best[0]) if isinstance(best, list) and best else []
    return []


def segments_of(file: TextFile, items: Sequence[Any], notes: list[LineProblem]) -> list[Segment]:
    """Segments of a list of items; an item that is none is named in `notes`."""
    made: list[Segment] = []
    for item in items:
        text, words = text_of(item), words_in(item)
        if text is not None and not _tells_less(item, words):
            made.append(_from_text(file, item, text, words))
        elif words:
            made += _from_words(file, words, _speaker(item))
        elif isinstance(item, Object) and item:
            notes.append(problem(file, item.begin, "an item without a text"))
        elif not isinstance(item, (dict, list)):
            notes.append(problem(file, _begin_of(items), f"{item!r} where a segment should stand"))
    return with_speakers(file, in_seconds(made))


def segments_of_words(file: TextFile, words: Sequence[Any]) -> list[Segment]:
    """Segments of a flat list of timed words, cut at pauses, turns and sentence ends."""
    return in_seconds(_from_words(file, words, None))


def _tells_less(item: Any, words: list[Any]) -> bool:
    """A long text without a time of its own, or of several speakers, beside words that have them."""
    if not words or find(item, "speaker") is not None:
        return False
    speakers = {_speaker(word) for word in words}
    untimed = times_of(item)[0] is None and isinstance(words[0], dict) and times_of(words[0])[0] is not None
    return len(speakers) > 1 or (untimed and len(words) > LONGEST)


def times_of(item: dict[str, Any]) -> tuple[float | None, float | None]:
    """Start and end of an item in its own unit, seconds where the key says milliseconds."""
    pair = item.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return seconds(pair[0]), seconds(pair[1])
    offsets = item.get("offsets")
    if isinstance(offsets, dict):
        return _thousandth(offsets.get("from")), _thousandth(offsets.get("to"))
    start = _thousandth(find(item, "start_ms"))
    end = _thousandth(find(item, "end_ms"))
    length = _thousandth(find(item, "duration_ms"))
    start = seconds(find(item, "start")) if start is None else start
    end = seconds(find(item, "end")) if end is None else end
    length = seconds(find(item, "duration")) if length is None else length
    if end is None and start is not None and length is not None:
        end = round(start + length, 3)
    return start, end


def _from_text(file: TextFile, item: Any, text: Text, words: list[Any]) -> Segment:
    place = one_line(locate(file, text))
    clean = without_marks(trimmed(place))
    if not isinstance(item, dict):
        return segment(file, clean)
    start, end = times_of(item)
    timed = placed_words(clean.text, (_word(one) for one in words if isinstance(one, dict)))
    if start is None and timed:
        start, end = timed[0].start, timed[-1].end
    signals = {key: float(item[key]) for key in keys("signal") if isinstance(item.get(key), (int, float))}
    session, ident = find(item, "session"), item.get("id")
    made = segment(file, clean, start, end, _speaker(item) or _speaker_of(words), words=timed, signals=signals)
    return replace(
        made,
        id=str(ident) if isinstance(ident, (str, int)) else None,
        session=str(session) if isinstance(session, (str, int)) else None,
    )


def _from_words(file: TextFile, words: Iterable[Any], speaker: str | None) -> list[Segment]:
    found: list[Word] = []
    for item in words:
        if not isinstance(item, dict):
            continue
        text = next((v for key in keys("word") if isinstance(v := item.get(key), Text)), None)
        if text is None or not text.strip():
            continue
        start, end = times_of(item)
        probability = find(item, "probability")
        chance = float(probability) if isinstance(probability, (int, float)) else None
        found.append(Word(trimmed(one_line(locate(file, text))), start, end, chance, _speaker(item) or speaker))
    return grouped(file, found)


def one_line(text: Located) -> Located:
    """Newlines and tabs as blanks; the places stay."""
    return Located(text.text.translate({10: 32, 13: 32, 9: 32}), text.anchors)


def _word(item: dict[str, Any]) -> tuple[str, float | None, float | None, float | None]:
    start, end = times_of(item)
    text = next((v for key in keys("word") if isinstance(v := item.get(key), str)), "")
    chance = find(item, "probability")
    return text, start, end, float(chance) if isinstance(chance, (int, float)) else None


def _speaker(item: Any) -> str | None:
    value = find(item, "speaker") if isinstance(item, dict) else None
    if isinstance(value, dict):
        value = find(value, "speaker") or value.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value).strip() or None


def _speaker_of(words: list[Any]) -> str | None:
    names = {_speaker(word) for word in words} - {None}
    return names.pop() if len(names) == 1 else None


def _thousandth(value: Any) -> float | None:
    number = seconds(value)
    return None if number is None else number / 1000


def _begin_of(items: Sequence[Any]) -> int:
    return next((item.begin for item in items if isinstance(item, (Object, Text))), 0)


def in_seconds(segments: list[Segment]) -> list[Segment]:
    """Times in milliseconds show by an impossibly slow speech."""
    ends = [one.end if one.end is not None else one.start for one in segments]
    starts = [one.start for one in segments if one.start is not None]
    last = max((end for end in ends if end is not None), default=0.0)
    words = sum(len(one.text.text.split()) for one in segments)
    whole = all(float(start).is_integer() for start in starts)
    if not starts or not whole or last < 1000 or words > _SLOWEST * (last - min(starts)):
        return segments
    return [_scaled(one) for one in segments]


def _scaled(one: Segment) -> Segment:
    def part(value: float | None) -> float | None:
        return None if value is None else value / 1000

    words: tuple[TimedWord, ...] = tuple(replace(w, start=part(w.start), end=part(w.end)) for w in one.words)
    return replace(one, start=part(one.start), end=part(one.end), words=words)
