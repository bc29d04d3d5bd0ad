"""The head of a text transcript: metadata, never speech, and the people that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.model.inputs import TextFile
from auditor.reading.transcripts.building import data_lines, lines_of

_FIELD = re.compile(r"\s*([^\W\d_][\w /&-]{0,30}?)\s*[:：](?:\s+(.*)|)$")
_RULE = re.compile(r"\s*(?:-{3,}|={3,}|\*{3,})\s*")
_LABELLED = re.compile(r"\s*(?:[-*•]\s+)?([^:：\n]{2,60}?)\s*[:：]\s*(.*)")
_POSITION = re.compile(r"\b(?:left to right|from left|right to left|l\s*[-–]\s*r|row)\b", re.IGNORECASE)
_PART = re.compile(r"\s*(?:[,;/•|]|\s&\s|\band\b|\bmit\b|\bund\b|\bet\b|\by\b)\s*")
_BRACKET = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\]|@\S+)")
_OFFICE = re.compile(r"\s[-–—]\s.*$")
_NAME_WORD = re.compile(r"(?:[^\W\d_][\w.'’\-]*)")
_FREE = frozenset({"description", "summary", "show notes", "notes", "about"})
_SCAN = 400
_LEAD = 12


@dataclass(frozen=True)
class Header:
    """Fields in order, people named, and the offset at which the spoken part begins (0: there is no header)."""

    fields: dict[str, str] = field(default_factory=dict)
    participants: tuple[str, ...] = ()
    stop: int = 0


@lru_cache(maxsize=2)
def find_header(file: TextFile, first_speech: int | None = None) -> Header:
    """Read the head of a text transcript.

    Args:
        file: the decoded file.
        first_speech: offset of the first line that is speech for sure (a timed line), if there is one.

    Returns:
        The header. It ends at a line such as `Transcript:`; without one, at `first_speech`, or after a block of known
        `Key: value` lines at the very top.
    """
    lines = lines_of(file, 0, _limit(file))
    if first_speech is not None:
        lines = [line for line in lines if line[1] < first_speech]
    marker = next((at for at, (text, _) in enumerate(lines) if is_transcript_label(text)), None)
    if marker is not None and not _is_head(lines[:marker]):
        marker = None
    if marker is not None and (marker > 0 or first_speech is None):
        stop = lines[marker][1] + len(lines[marker][0])
        lines = lines[:marker]
    elif first_speech is not None:
        stop = first_speech
    else:
        lines = _top_block(lines)
        stop = lines[-1][1] + len(lines[-1][0]) if lines else 0
    if not lines:
        return Header(stop=stop if marker is not None else 0)
    fields = _fields(file, lines)
    return Header(fields, participants(line for value in fields.items() for line in _named(*value)), stop)


def is_transcript_label(line: str) -> bool:
    """Does this line alone say that the spoken words follow?"""
    bare = line.strip().strip("#*_ ").rstrip(":：").strip("*_ ")
    return len(bare) < 40 and bare.casefold() in _set("transcript_labels.txt")


def participants(lines: Iterable[str]) -> tuple[str, ...]:
    """The people that labelled lists name, in order: `Host: A`, `Guests: A, B and C`, `Back row (left to right): A`."""
    found: dict[str, None] = {}
    listing = False
    for line in lines:
        match = _LABELLED.fullmatch(line)
        if match and _introduces_people(match.group(1)):
            names = names_in(match.group(2))
            listing = not match.group(2).strip()
        elif listing and (bullet := line.strip(" -*•\t")) and line.strip():
            names = names_in(bullet.split(",")[0])  # "Anna Ruiz, Oceanlab": what follows is no second person
            listing = bool(names)
        else:
            names, listing = [], listing and not line.strip()
        found.update(dict.fromkeys(names))
    return tuple(found)


def names_in(text: str) -> list[str]:
    """The names in a list of names; what follows that is no name (an office, a company, a link) is left out."""
    parts = [_OFFICE.sub("", part).strip(" \"'“”") for part in _PART.split(_BRACKET.sub("", text.strip().rstrip(".")))]
    names = [part for part in parts if is_name(part)]
    many = [name for name in names if " " in name]
    # A single word beside full names is an office or a company ("Anna Ruiz, Oceanlab").
    return names if not many else [name for name in names if " " in name]


def is_name(text: str) -> bool:
    """One to five words, each with a capital (or a particle such as `van`), letters only."""
    words = text.split()
    if not 1 <= len(words) <= 5 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if words[0].casefold() in _set("name_particles.txt") and len(words) == 1:
        return False
    capital = [word for word in words if word[0] == word[0].upper()]
    rest = [word for word in words if word[0] != word[0].upper()]
    if any(word.casefold() not in _set("name_particles.txt") for word in rest):
        return False
    shouted = [word for word in capital if len(word) > 1 and word.isupper() and "." not in word]
    return bool(capital) and (not shouted or len(shouted) == len(capital) > 1 or not words[0].isascii())


def _limit(file: TextFile) -> int:
    starts = file.line_starts
    return starts[_SCAN] if len(starts) > _SCAN else len(file.text)


@lru_cache
def _set(name: str) -> frozenset[str]:
    return frozenset(data_lines(name))


def _is_head(lines: list[tuple[str, int]]) -> bool:
    """Is this a head, or speech in which "transcript" happens to stand alone on a line?"""
    if len(lines) <= _LEAD:
        return True
    match = _FIELD.match(lines[0][0])
    return bool(_RULE.fullmatch(lines[0][0]) or (match and match.group(1).casefold() in _set("header_keys.txt")))


def _introduces_people(label: str) -> bool:
    bare = re.sub(r"\s*\([^)]*\)", "", label).strip(" *_#").casefold()
    return bare in _set("participant_labels.txt") or bool(_POSITION.search(label))


def _named(key: str, value: str) -> list[str]:
    lines = value.splitlines() or [""]
    return [f"{key}: {lines[0]}", *lines]


def _top_block(lines: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Known `Key: value` lines at the very top, two at least (or a front matter between rules); else nothing."""
    if lines and _RULE.fullmatch(lines[0][0]):
        close = next((at for at, (text, _) in enumerate(lines[1:], 1) if _RULE.fullmatch(text)), None)
        inner = lines[1:close] if close else []
        if inner and all(_FIELD.match(text) or text[0] in " -\t" for text, _ in inner):
            return lines[: (close or 0) + 1]
    known = 0
    for text, _ in lines[:_LEAD]:
        match = _FIELD.match(text)
        key = match.group(1).casefold() if match else ""
        if key not in _set("header_keys.txt") and not (known and _introduces_people(key)):
            break
        known += 1
    return lines[:known] if known >= 2 else []


def _fields(file: TextFile, lines: list[tuple[str, int]]) -> dict[str, str]:
    """Fields with whole values: the block at the top gives the keys; after it only known keys end a value."""
    starts: list[tuple[str, int, int]] = []
    contiguous, before = True, 0
    for text, offset in lines:
        contiguous = (
            contiguous and file.line_of(offset) - before <= 1 and not (starts and starts[-1][0].casefold() in _FREE)
        )
        before = file.line_of(offset)
        match = _FIELD.match(text)
        if match and (contiguous or match.group(1).casefold() in _set("header_keys.txt")):
            value = offset + (match.start(2) if match.group(2) is not None else len(text))
            starts.append((match.group(1), offset, value))
        elif not starts and not _RULE.fullmatch(text):
            starts.append(("Preamble", offset, offset))
    end = lines[-1][1] + len(lines[-1][0])
    fields: dict[str, str] = {}
    for at, (key, _, value) in enumerate(starts):
        stop = starts[at + 1][1] if at + 1 < len(starts) else end
        whole = re.sub(r"\n\s*(?:-{3,}|={3,})\s*$", "", file.text[value:stop].replace("\r\n", "\n").strip())
        fields[key] = f"{fields[key]}\n{whole}" if key in fields else whole
    return fields
