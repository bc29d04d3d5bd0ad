"""Speaker labels at the beginning of a line or cue: `Anna Ruiz: ...`, `[Speaker 1]: ...`, `**Anna:** ...`.

A colon alone makes no speaker. A label counts where it looks like a name and comes back, or where nearly every line
has one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from auditor.reading.transcripts.building import data_lines

_LABEL = re.compile(
    r"\s*(?:[-–—•]\s+)?(?:>{2,3}\s*)?(?P<open>\*\*|__|\[|<(?!\d))?(?P<name>[^\W_][^:：\n\[\]()<>\"“”„?!*|={}]{0,60}?)\s*"
    r"(?:(?P<mid>\*\*|__|\]|>)\s*)?(?P<colon>[:：])\s*(?P<tail>\*\*|__)?(?=\s|$|[^\x00-\x7f]|[\"'\[({<]|(?<=\s)\S)"
)
_CHAT = re.compile(r"\s*<(?P<name>[^\W\d_][^<>\n]{0,40})>\s+")
_NAME_WORD = re.compile(r"[^\W_](?:[\w.'’&/\-]*[\w.)])?|&|[-–]")
_SHARE_OF_LINES = 0.5
_MAX_WORDS = 6


def label_of(text: str, begin: int = 0) -> tuple[str, int] | None:
    """A possible speaker label at `begin`: the name, and the index at which the words begin."""
    match = _LABEL.match(text, begin) if ":" in text or "：" in text else None
    if match is None:
        match = _CHAT.match(text, begin)
        return (match.group("name").strip(), match.end()) if match else None
    name = match.group("name").strip(" -–—")
    end = match.end()
    while end < len(text) and text[end] in " \t\u00a0":
        end += 1
    return (name, end) if _looks_like_name(name) else None


def accepted(candidates: Iterable[str], lines: int, participants: Collection[str] = ()) -> frozenset[str]:
    """Which candidate labels are speakers, by what the whole text shows.

    Args:
        candidates: the possible label of every line that has one.
        lines: how many lines there are.
        participants: names from the header; as labels they need not come back.
    """
    counts = Counter(candidates)
    total = sum(counts.values())
    if lines and total >= _SHARE_OF_LINES * lines:
        return frozenset(counts)
    known = {name.casefold() for name in participants}
    return frozenset(
        name for name, n in counts.items() if (n >= 2 and _capital(name)) or n >= 4 or name.casefold() in known
    )


@lru_cache(maxsize=8192)
def _looks_like_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= _MAX_WORDS or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    return name.casefold() not in _no_speakers()


def _capital(name: str) -> bool:
    return name[0] == name[0].upper()


@lru_cache
def _no_speakers() -> frozenset[str]:
    return frozenset(data_lines("no_speakers.txt")) | frozenset(data_lines("header_keys.txt"))
