"""NIST's GLM files ("global mapping"): spellings rewritten before scoring, as csrfilt and hubscr do.

Rules are `A => B`, or `[A] => [B] / [left] __ [right]` where `[ ]` is the border of a word; `;;` begins a comment, `*`
a line of the header. They apply to whole words, in the order of the file, whatever the case; hyphens inside words are
opened, as hubscr opens them. A right side may hold alternations.
"""

from __future__ import annotations

import re
from functools import cache

from auditor.errors import ConfigError

_RULE = re.compile(
    r"(?P<left>.*?)\s*=>\s*(?P<right>.*?)\s*(?:/\s*\[(?P<before>[^\]]*)\]\s*__\S*\s*\[(?P<after>[^\]]*)\])?"
)
_HYPHEN = re.compile(r"(?<=[^\s{}/(-])-(?=[^\s{}/)-])")
_WORD_START, _WORD_END = r"(?<![^\s{}/(])", r"(?![^\s{}/);])"


@cache
def rules(glm: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The rules of a GLM file's text.

    Raises:
        ConfigError: a line is no rule.
    """
    found = []
    for number, line in enumerate(glm.splitlines(), 1):
        line = line.split(";;", 1)[0].strip()
        if not line or line.startswith("*"):
            continue
        match = _RULE.fullmatch(line)
        if match is None or not _bare(match["left"]):
            raise ConfigError(f"GLM line {number}: no rule; expected `A => B` or `[A] => [B] / [ ] __ [ ]`")
        found.append((_pattern(match), _bare(match["right"])))
    return tuple(found)


def _pattern(match: re.Match[str]) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in _bare(match["left"]).split())
    before, after = (match["before"] or "").strip(), (match["after"] or "").strip()
    left = rf"(?<={re.escape(before)}\s)" if before else _WORD_START
    right = rf"(?=\s{re.escape(after)}{_WORD_END})" if after else _WORD_END
    return re.compile(left + words + right, re.IGNORECASE)


def _bare(side: str) -> str:
    side = side.strip()
    quoted = len(side) > 1 and (side[0], side[-1]) in (("[", "]"), ('"', '"'))
    return side[1:-1].strip() if quoted else side


def rewrite(text: str, glm: str) -> str:
    """A text under the rules of a GLM file."""
    text = _HYPHEN.sub(" ", text)
    for pattern, replacement in rules(glm):
        text = pattern.sub(lambda _, new=replacement: new, text)  # type: ignore[misc]
    return text
