"""Speaker labels at the beginning of a line or cue: `Anna Ruiz (CEO): ...`, `[Speaker 1]: ...`, `**Anna:** ...`.

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
    r"\s*(?:[-–—•]\s+)?(?:>{2,3}\s*)?(?P<open>\*\*|__|\[|<(?!\d))?(?P<name>[^\W_][^:：\n\[\]()<>\"“”„?!*|={}]{0,60}?)"
    r"(?P<role>\s*\((?:[^()\n]|\([^()\n]*\)){1,80}\))?\s*(?:(?P<mid>\*\*|__|\]|>)\s*)?(?P<colon>[:：])\s*(?P<tail>\*\*|__)?(?=\s|$|[^\x00-\x7f]|[\"'\[({<]|(?<=\s)\S)"
)
_BOLD = re.compile(
    r"\s*(?:[-–—•*]\s+)?(?:\*\*|__)(?P<name>[^*_:：\n]{1,60}?)(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：])(?=\s|$)"
)
_ASKED = re.compile(r"\s*(?P<name>[QA])\.\s+(?=\S)")  # a deposition
_CHAT = re.compile(r"\s*<(?P<name>[^\W\d_][^<>\n]{0,40})>\s+")
_NAME_WORD = re.compile(r"[^\W_](?:[\w.'’&/\-]*[\w.)])?|&|[-–]")
_SHARE_OF_LINES = 0.5
_MAX_WORDS = 6


def label_of(text: str, begin: int = 0) -> tuple[str, int] | None:
    """A possible speaker label at `begin`: the name, and the index at which the words begin."""
    colon = ":" in text or "：" in text
    bold = _BOLD.match(text, begin) if colon else None
    if bold and _may_be_bold(name := bold["name"].strip()):
        return name, _first_word(text, bold.end())
    match = _LABEL.match(text, begin) if colon else None
    if match is None:
        match = _CHAT.match(text, begin) or _ASKED.match(text, begin)
        return (match.group("name").strip(), match.end()) if match else None
    name = match.group("name").strip(" -–—")
    return (name + (match["role"] or ""), _first_word(text, match.end())) if _looks_like_name(name) else None


def _first_word(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\u00a0":
        at += 1
    return at


def in_full(labels: Iterable[str]) -> dict[str, str]:
    """Every label as it first stands with a role (`Jane Doe` as `Jane Doe (Analyst)`), for those that have one."""
    found: dict[str, str] = {}
    for label in labels:
        bare = label.split("(", 1)[0].rstrip()
        if label != bare and bare:
            found.setdefault(bare, label)
            found.setdefault(label, found[bare])
    return found


def accepted(candidates: Iterable[str], lines: int, participants: Collection[str] = ()) -> frozenset[str]:
    """Which candidate labels are speakers, by what the whole text shows.

    Args:
        candidates: the possible label of every line that has one.
        lines: how many lines there are.
        participants: names from the header; as labels they need not come back.
    """
    counts = Counter(candidates)
    if min(counts["Q"], counts["A"]) < 2:  # `A.` alone numbers a list
        del counts["Q"], counts["A"]
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


def _may_be_bold(name: str) -> bool:
    """As `_looks_like_name`; bold words with a colon may hold other characters (`qx()`)."""
    words = name.split()
    plain = 1 <= len(words) <= _MAX_WORDS and any(map(str.isalpha, name)) and not name.endswith((".", "?", "!"))
    return plain and name.casefold() not in _no_speakers()


def _capital(name: str) -> bool:
    return name[0] == name[0].upper()


@lru_cache
def _no_speakers() -> frozenset[str]:
    return frozenset(data_lines("no_speakers.txt")) | frozenset(data_lines("header_keys.txt"))
