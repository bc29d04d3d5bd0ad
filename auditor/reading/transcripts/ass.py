"""Advanced SubStation Alpha (.ass, .ssa): `Dialogue:` lines in the order that `Format:` gives."""

from __future__ import annotations

import re

from auditor.model.inputs import LineProblem, Located, TextFile, Transcript
from auditor.reading.transcripts.building import cut_tags, finished, lines_of, located, problem
from auditor.reading.transcripts.clock import clock_seconds
from auditor.reading.transcripts.cues import Cue, segments_of, timed

NAME = "ass"
_FORMAT = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_OVERRIDE = re.compile(r"\{[^{}]*\}")
_BREAK = re.compile(r"\\[Nnh]")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
_EVENT = re.compile(r"\s*Dialogue:\s?", re.IGNORECASE)


def recognises(file: TextFile) -> float:
    """`[Script Info]` or `[Events]` stands at the top, or `Dialogue:` lines do."""
    head = file.text[:4000].lstrip("\ufeff \t\r\n").casefold()
    if head.startswith(("[script info]", "[v4", "[events]")):
        return 1.0
    return 0.9 if re.match(r"dialogue:\s*\d+,\d+:\d", head) else 0.0


def read(file: TextFile) -> Transcript:
    """Read dialogue lines in order of time; comments and drawings are passed over."""
    notes: list[LineProblem] = []
    cues: list[Cue] = []
    names: tuple[str, ...] = _FORMAT
    events = False
    for text, offset in lines_of(file):
        bare = text.strip().casefold()
        if bare.startswith("["):
            events = bare == "[events]"
        elif events and bare.startswith("format:"):
            names = tuple(part.strip() for part in bare.removeprefix("format:").split(","))
        elif match := _EVENT.match(text):
            if (cue := _cue(file, text, offset, match.end(), names, notes)) is not None:
                cues.append(cue)
        elif events and not bare.startswith(("comment:", ";", "picture:", "sound:", "movie:", "command:")):
            notes.append(problem(file, offset, "no Dialogue line"))
    cues.sort(key=lambda cue: cue.start if cue.start is not None else float("inf"))
    return finished(file, NAME, segments_of(file, cues), notes)


def _cue(
    file: TextFile, text: str, offset: int, begin: int, names: tuple[str, ...], notes: list[LineProblem]
) -> Cue | None:
    parts = text[begin:].split(",", len(names) - 1)
    if len(parts) < len(names) or not {"start", "end", "text"} <= set(names):
        notes.append(problem(file, offset, f"a Dialogue line with {len(parts)} fields of {len(names)}"))
        return None
    fields = dict(zip(names, parts, strict=True))
    start, end = timed(file, offset, fields["start"], fields["end"], clock_seconds, notes)
    words = fields["text"]
    if _DRAWING.search(words):
        return None
    place = located([(words, offset + len(text) - len(words))])
    tags = [match.span() for match in _OVERRIDE.finditer(words)]
    return Cue(_divided(cut_tags(place, tags)), start, end, fields.get("name", "").strip() or None)


def _divided(part: Located) -> tuple[Located, ...]:
    lines: list[Located] = []
    at = 0
    for match in _BREAK.finditer(part.text):
        lines.append(part.slice(at, match.start()))
        at = match.end()
    lines.append(part.slice(at, len(part.text)))
    return tuple(lines)
