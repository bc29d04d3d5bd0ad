"""Cutting text into sentences.

A careful rule-based splitter (abbreviations, initials, decimals, ellipses, closing quotes, CJK stops). It works on
offsets and never changes the text. Words lists: `data/sentences.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from auditor.reading.documents.data_files import words

Span = tuple[int, int]

MIN_WORDS = 4
"""A piece with fewer words joins its neighbour."""

_STOP = re.compile(r"(?P<cjk>[。！？｡]+[」』”’）\"']*)|(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]*_]*)(?=\s|$|[“‘«(\[])")
_WORD = re.compile(r"[^\W_]+(?:['’.\-/][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_NEXT_WORD = re.compile(r"\s*(?P<open>[\"'“‘«(\[*_]*)(?P<word>\S*)")
_LAST_TOKEN = re.compile(r"(\S+)$")
_DOUBLE_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]")
_SINGLE_QUOTED = re.compile(r"(?<!\w)(?:‘[^‘’]*(?:’\w[^‘’]*)*’|'[^']*(?:\w'\w[^']*)*')(?!\w)")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAME_INITIAL = re.compile(r"\b([A-Z][\w.’']*) ([A-Z])(?![\w.’'])")
_MASKED_WORDS = 40


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """Words of a text; two CJK characters count as one."""
    cjk = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + (cjk + 1) // 2


def known_initials(text: str) -> frozenset[str]:
    """Pairs such as `Group A` that stand somewhere without a full stop, so that `Group A.` may end a sentence."""
    return frozenset(" ".join(match.groups()) for match in _NAME_INITIAL.finditer(text))


def inner_spans(text: str) -> list[Span]:
    """Short quotations and brackets within a sentence: no sentence ends inside them."""
    found = [m.span() for p in (_DOUBLE_QUOTED, _SINGLE_QUOTED, _BRACKETED) for m in p.finditer(text)]
    return sorted(s for s in found if count_words(text[s[0] : s[1]]) <= _MASKED_WORDS)


def split(text: str, masked: Iterable[Span] | None = None, initials: frozenset[str] = frozenset()) -> list[Span]:
    """The sentences of `text` as [start, stop) spans without surrounding white space, in order, none empty.

    `masked` spans hold no boundary (default: short quotations and brackets); `initials` from `known_initials`.
    """
    hidden = sorted(inner_spans(text) if masked is None else masked)
    lower_only = text == text.lower()
    spans: list[Span] = []
    start = 0
    at = 0
    for match in _STOP.finditer(text):
        while at < len(hidden) and hidden[at][1] <= match.start():
            at += 1
        inside = any(a < match.start() and match.end("close") < b for a, b in hidden[at : at + 4])
        if inside or (match["stop"] and not _ends(text, start, match, initials, lower_only)):
            continue
        _push(text, start, match.end(), spans)
        start = match.end()
    _push(text, start, len(text), spans)
    return spans


def join_fragments(text: str, spans: Sequence[Span]) -> list[Span]:
    """Pieces under `MIN_WORDS` words joined to the one before, or, at the beginning, to the one after."""
    joined: list[Span] = []
    added = 0  # words of fragments that the last piece took in: a run of short sentences is not one long claim
    for start, stop in spans:
        short = (count := count_words(text[start:stop])) < MIN_WORDS
        if joined and count_words(text[slice(*joined[-1])]) < MIN_WORDS:
            joined[-1] = (joined[-1][0], stop)
        elif joined and short and (added < MIN_WORDS or (start, stop) == spans[-1]):
            joined[-1] = (joined[-1][0], stop)
            added += count
        else:
            joined.append((start, stop))
            added = 0
    return joined


def _push(text: str, start: int, stop: int, spans: list[Span]) -> None:
    piece = text[start:stop]
    start += len(piece) - len(piece.lstrip())
    stop = start + len(piece.strip())
    if stop > start:
        spans.append((start, stop))


def _ends(text: str, start: int, match: re.Match[str], initials: frozenset[str], lower_only: bool) -> bool:
    """Whether a run of Latin stops ends a sentence."""
    following = _NEXT_WORD.match(text, match.end())
    if following is None or not (following["open"] or following["word"]):
        return True
    word = following["word"].strip("\"'”’,.;:!?)")
    if word[:1].islower() and not lower_only:
        # `o1`, `iPhone`: a name written small may begin a sentence
        odd = any(c.isdigit() or c.isupper() for c in word)
        return odd and match["stop"] != "…" and "..." not in match["stop"]
    if match["stop"] != ".":
        return True
    return _period_ends(text[start : match.start()], word, bool(match["close"]), initials)


def _period_ends(before: str, word: str, closed: bool, initials: frozenset[str]) -> bool:
    """Whether a single full stop after `before`, with `word` following, ends a sentence."""
    last = _LAST_TOKEN.search(before)
    token = (last[1] if last else "").lstrip("\"'“‘«([*_")
    if not token:
        return True
    if token.isdigit() and not before[: -len(token)].strip("\"'“‘«([*_ \t"):
        return False  # `1. The first item`
    opener = word.casefold().replace("’", "'") in words("sentences", "openers")
    low = token.casefold()
    if low in words("sentences", "never_final"):
        return False
    if low in words("sentences", "needs_number"):
        return not word[:1].isdigit()
    if low in words("sentences", "seldom_final"):
        return opener or closed
    if len(token) == 1 and token.isupper() and not closed:
        previous = _LAST_TOKEN.search(before[: -len(token)].rstrip())
        pair = f"{previous[1] if previous else ''} {token}"
        return opener or pair.lstrip("\"'“‘«([*_") in initials or not word[:1].isupper()
    return True
