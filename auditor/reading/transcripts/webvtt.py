"""WebVTT: cues with ids, settings, voices (`<v Anna>`), karaoke times (`<00:01.500>`), notes, styles and regions.

Rolling captions, as YouTube makes them, show each line twice or more; each is kept once (see `cues.unrolled`).
"""

from __future__ import annotations

import re

from auditor.errors import InputError
from auditor.model.inputs import LineProblem, Located, TextFile, Transcript
from auditor.reading.transcripts.blocks import TIMING, Block, blocks, tag_spans, unescaped
from auditor.reading.transcripts.building import cut_tags, finished
from auditor.reading.transcripts.clock import clock_seconds
from auditor.reading.transcripts.cues import Cue, segments_of, timed

NAME = "vtt"
_HEAD = re.compile(r"[\s\ufeff]*WEBVTT([ \t][^\r\n]*)?(?=[\r\n]|$)")
_HEAD_BLOCK = re.compile(r"[\s\ufeff]*WEBVTT[^\r\n]*(?:\r\n?|\n|$)(?:(?![^\r\n]*-->)[^\r\n]*\S[^\r\n]*(?:\r\n?|\n|$))*")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}):\s*(.+)")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\r\n]+)>|</v>")
_STAMP = re.compile(r"<([\d:.,]{5,})>")


def recognises(file: TextFile) -> float:
    """The file begins with `WEBVTT`, alone on its line or with cues below."""
    head = _HEAD.match(file.text)
    return 1.0 if head and (not head.group(1) or "-->" in file.text) else 0.0


def read(file: TextFile) -> Transcript:
    """Read cues; several voices in one cue make several segments.

    Raises:
        InputError: the file breaks off in a timing line, or holds no words.
    """
    head = _HEAD_BLOCK.match(file.text)
    begin = head.end() if head else 0
    header = {match.group(1): match.group(2) for match in _FIELD.finditer(file.text, 0, begin)}
    notes: list[LineProblem] = []
    cues = [cue for block in blocks(file, TIMING, notes, begin, _ASIDE) for cue in _cues(file, block, notes)]
    if not cues:
        raise InputError(file.path, "a WebVTT file without a single cue", "cues such as 00:01.000 --> 00:03.000", 1)
    language = header.get("Language")
    return finished(file, NAME, segments_of(file, cues), notes, header=header, language=language)


def _cues(file: TextFile, block: Block, notes: list[LineProblem]) -> list[Cue]:
    start, end = (
        timed(file, block.offset, block.first, block.last, clock_seconds, notes) if block.first else (None, None)
    )
    raw = [Located(text, ((0, offset),)) for text, offset in block.lines]
    if not any("<" in line.text or "&" in line.text or "{" in line.text for line in raw):
        return [Cue(tuple(raw), start, end, ident=block.ident)]
    marks = _marks(raw, start)
    cues = []
    for voice, lines in _voices(raw):
        clean = tuple(_clean(line) for line in lines)
        cues.append(Cue(clean, start, end, voice, marks, block.ident))
    return cues


def _marks(lines: list[Located], start: float | None) -> tuple[tuple[int, float], ...]:
    """Karaoke times: from the end of each time tag its seconds hold; before the first tag the cue's start does."""
    found = [
        (line.offset(0) + match.end(), seconds)
        for line in lines
        for match in _STAMP.finditer(line.text)
        if (seconds := clock_seconds(match.group(1))) is not None
    ]
    if found and start is not None:
        # Lines above the one with the first tag repeat earlier cues, or share the cue's start.
        found.insert(0, (lines[0].offset(0), start))
    return tuple(found)


def _voices(lines: list[Located]) -> list[tuple[str | None, list[Located]]]:
    parts: list[tuple[str | None, list[Located]]] = [(None, [])]
    for line in lines:
        at = 0
        for match in _VOICE.finditer(line.text):
            parts[-1][1].append(line.slice(at, match.start()))
            name = match.group(1)
            parts.append((name.strip() if name else None, []))
            at = match.end()
        parts[-1][1].append(line.slice(at, len(line.text)))
    return [(voice, kept) for voice, some in parts if (kept := [one for one in some if one.text.strip()])]


def _clean(line: Located) -> Located:
    return unescaped(cut_tags(line, tag_spans(line.text)))
