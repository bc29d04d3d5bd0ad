"""Speech on a terminal: one line, nothing that a terminal, or a CI runner that reads the output, would obey."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u2028\u2029]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """`text` on one line, control characters replaced, direction marks written out, commands of CI runners broken.

    GitHub's runner obeys `::error::` at the start of a line, indented or not, and `##[error]` anywhere in it.
    """
    line = _CONTROL.sub("\ufffd", " ".join(text.split()))
    line = _DIRECTION.sub(lambda match: f"<U+{ord(match[0]):04X}>", line)
    line = line.replace("##[", "## [")
    return f": {line[1:]}" if line.startswith("::") else line


def clock(seconds: float | None) -> str:
    """Seconds as `hh:mm:ss`; empty for None."""
    if seconds is None:
        return ""
    whole = max(int(seconds), 0)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def span(start: float | None, end: float | None) -> str:
    """A stretch of time as `hh:mm:ss-hh:mm:ss`, or its start alone."""
    first, last = clock(start), clock(end)
    return f"{first}-{last}" if first and last and first != last else first


def window(text: str, words: str, width: int = 160) -> tuple[str, str, str]:
    """`text` cut to about `width` characters around the first place where `words` stand: before, the words, after.

    Where the words are not found (or there are none), all of it is `before`.
    """
    text, words = visible(text), visible(words)
    pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", words)))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.I) or re.search(pattern, text, re.I) if pattern else None
    if found is None or not found.group():
        return (text if len(text) <= width else text[: width - 1].rstrip() + "…"), "", ""
    begin, stop = found.span()
    if stop - begin > width:
        return "", text[begin : begin + width].rsplit(" ", 1)[0] + "…", ""
    room = max(width - (stop - begin), 40)
    left = text[:begin] if begin <= room // 2 else "…" + text[begin - room // 2 : begin].lstrip()
    rest = max(room - len(left), 20)
    right = text[stop:] if len(text) - stop <= rest else text[stop : stop + rest].rstrip() + "…"
    return left, text[begin:stop], right
