"""Speech as Markdown: whatever was said stays text, on GitHub and on GitLab, in a table or out of it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from auditor.reports.plain import visible

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_BREAK = "<!-- -->"  # leaves no trace on the page and parts what a linker would put together
_MENTION = re.compile(r"@(?=\w)")
# Numbers of issues and merge requests, labels, milestones, snippets (#1, !1, ~bug, %2.0, $3, GH-1), addresses of pages.
_REFERENCE = re.compile(r"(?<=[#!~$])(?=\w)|(?<=%)(?=[\w\"])|(?<=GH-)(?=\d)|(?<=:)(?=//)", re.I)
_PAGE = re.compile(r"\b(www|mailto|xmpp)(?=[.:]\S)", re.I)
_EMOJI = re.compile(r":(?=(?:100|1234|[\w+-]*[a-z][\w+-]*):)", re.I)
_BLOCK = re.compile(r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[#+=-]))")  # a heading, an item of a list, a line under a heading
_RUNS = re.compile("`+")


def escape(words: str) -> str:
    """`words` on one line: no markup, image, link, mention, reference or emoji; begins no block, ends no table cell."""
    parts = _REFERENCE.split(visible(words))
    return _BLOCK.sub(r"\1\\", _BREAK.join(_part(part) for part in parts))


def _part(words: str) -> str:
    line = _SPECIAL.sub(r"\\\g<0>", words)
    line = _EMOJI.sub(f":{_BREAK}", line)
    line = _PAGE.sub(rf"\1{_BREAK}", line)
    return _MENTION.sub(f"@{_BREAK}", line)


def inside_html(words: str) -> str:
    """`words` within an HTML element, where Markdown's own escapes would be read as text."""
    parts = _REFERENCE.split(visible(words))
    return _BREAK.join(_EMOJI.sub(f":{_BREAK}", _MENTION.sub(f"@{_BREAK}", html.escape(part))) for part in parts)


def code(words: str) -> str:
    """`words` as a code span, for use outside of tables; its fence is longer than any run of backticks inside."""
    line = visible(words)
    fence = "`" * (max((len(run) for run in _RUNS.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: range) -> list[str]:
    """Lines of a table whose cells are escaped already; the columns in `numbers` are set to the right."""
    marks = ["--:" if i in numbers else "---" for i in range(len(head))]
    return [row(cells) for cells in (head, marks, *rows)]


def row(cells: Sequence[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"
