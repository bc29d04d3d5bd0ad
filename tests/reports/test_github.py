"""GitHub annotations, read back as the runner reads them."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reports.github import render

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def read(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands; a line that is none, or a property that is unknown, fails."""
    out = []
    for line in text.split("\n")[:-1]:
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = dict(part.split("=", 1) for part in found[2].split(","))
        assert set(properties) <= {"title", "file", "line", "endLine", "col", "endColumn"}
        out.append((found[1], {key: plain(value) for key, value in properties.items()}, plain(found[3])))
    return out


def plain(text: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda match: chr(int(match[1], 16)), text)


def test_a_finding_stands_at_its_line(make):
    level, properties, message = read(render(make(), {}))[0]
    assert level == "error"
    assert properties == {
        "title": "A12 number-changed", "file": "notes/bees.md", "line": "1", "endLine": "1",
        "col": "5", "endColumn": "9",
    }  # fmt: skip
    assert message.split("\n") == [
        "The transcript says The keeper found forty mites in the brood..",
        "claimed: The keeper found forty mites in the brood.",
        "said: so The keeper found forty mites in the brood. they said (notes/bees.md.vtt:12 00:01:01)",
    ]


def test_a_stretch_of_lines_has_no_columns(make):
    last = read(render(make(), {}))[-2]
    assert (last[1]["line"], last[1]["endLine"]) == ("7", "11")
    assert "col" not in last[1]


def test_ten_of_a_level_and_a_count_of_the_rest(make):
    commands = read(render(make(claims=60), {}))
    assert Counter(level for level, _, _ in commands) == {"error": 10, "warning": 10, "notice": 10}
    assert commands[-1][1] == {"title": "Transcript audit"}
    assert "10 more errors, 10 more warnings, 12 more notes, 1 line to review." in commands[-1][2]


def test_nothing_found_is_nothing_said(clean):
    assert render(clean, {}) == ""


@settings(max_examples=40)
@given(st.text(max_size=40) | st.text(alphabet="%:,=\r\n0D3A a::", max_size=30))
def test_speech_and_paths_give_no_command(make, words):
    commands = read(render(make(words, path=f"a{words}.md"), {}))
    assert len(commands) == 5
    assert commands[0][1]["line"] == "1"
