"""YouTube's json3: events with `tStartMs`, `dDurationMs` and `segs` of `utf8` with `tOffsetMs`.

An event stays on screen while the next one is spoken: its speech ends where the next one begins.
"""

from __future__ import annotations

import re
from typing import Any

from auditor.errors import InputError
from auditor.model.inputs import LineProblem, Segment, TextFile, Transcript
from auditor.reading.located_json import Object, Text, locate, looks_like
from auditor.reading.transcripts.building import finished, located, pieces_of, problem, segment, timed_words, trimmed
from auditor.reading.transcripts.clock import seconds
from auditor.reading.transcripts.cues import with_speakers
from auditor.reading.transcripts.items import one_line
from auditor.reading.transcripts.json_segments import parsed
from auditor.reading.transcripts.marks import without_marks

NAME = "json3"
_EVENTS = re.compile(r'"events"\s*:\s*\[')
_KEYS = re.compile(r'"(?:tStartMs|utf8)"\s*:')


def recognises(file: TextFile) -> float:
    """JSON with `events` that have `tStartMs` or `utf8`."""
    head = file.text[:20_000]
    return 1.0 if looks_like(file) and _EVENTS.search(head) and _KEYS.search(head) else 0.0


def read(file: TextFile) -> Transcript:
    """Read events; those without words (windows, line breaks) are passed over.

    Raises:
        InputError: no JSON, broken off, or no events.
    """
    root = parsed(file)
    events = root.get("events") if isinstance(root, dict) else None
    if not isinstance(events, list):
        raise InputError(file.path, "this JSON has no list of events", "YouTube's json3", 1)
    notes: list[LineProblem] = []
    spoken = [event for event in events if _has_words(event)]
    segments = [
        _segment(file, event, _start(spoken[at + 1]) if at + 1 < len(spoken) else None)
        for at, event in enumerate(spoken)
    ]
    for event in events:
        if not isinstance(event, dict):
            notes.append(problem(file, 0, f"{event!r} where an event should stand"))
        elif _has_words(event) and _start(event) is None and isinstance(event, Object):
            notes.append(problem(file, event.begin, "an event without tStartMs; its words are kept without a time"))
    return finished(file, NAME, with_speakers(file, segments), notes)


def _segs(event: Any) -> list[dict[str, Any]]:
    segs = event.get("segs") if isinstance(event, dict) else None
    return [one for one in segs if isinstance(one, dict) and isinstance(one.get("utf8"), Text)] if segs else []


def _has_words(event: Any) -> bool:
    return any(one["utf8"].strip() for one in _segs(event))


def _start(event: dict[str, Any]) -> float | None:
    value = seconds(event.get("tStartMs"))
    return None if value is None else value / 1000


def _segment(file: TextFile, event: dict[str, Any], following: float | None) -> Segment:
    start, length = _start(event), seconds(event.get("dDurationMs"))
    end = round(start + length / 1000, 3) if start is not None and length is not None else None
    if end is not None and following is not None and start is not None and start < following < end:
        end = following
    parts = [one_line(locate(file, one["utf8"])) for one in _segs(event)]
    marks = [
        (one["utf8"].begin, round(start + (seconds(one.get("tOffsetMs")) or 0.0) / 1000, 3))
        for one in _segs(event)
        if start is not None
    ]
    text = without_marks(trimmed(located(piece for part in parts for piece in pieces_of(part))))
    words = timed_words(text, marks, end) if len(marks) > 1 else ()
    return segment(file, text, start, end, words=words)
