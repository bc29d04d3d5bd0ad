"""Text that looks a little like another format is read as what it is."""

from __future__ import annotations

import pytest

from auditor.model.inputs import TextFile
from auditor.reading import read_transcript


@pytest.mark.parametrize(
    "text",
    [
        "We had about 12 15 years ago, and then twenty more came.\n",
        "[00:00:01] now the 12 12\n",
        "one a b 9 3 and so on\n",
    ],
)
def test_speech_with_two_numbers_is_no_stm(text: str) -> None:
    read = read_transcript(TextFile("talk.txt", text))

    assert read.format == "plain"
    assert sum(len(s.text.text.split()) for s in read.segments) >= len(text.split()) - 1


def test_a_broken_time_in_a_subtitle_file_is_named_and_its_words_kept() -> None:
    text = "1\n00:00:xx --> 00:00:05\nhello there\n\n2\n00:00:xx --> 00:00:09\nand more\n"

    read = read_transcript(TextFile("talk.srt", text))

    assert read.format == "srt"
    assert [s.text.text for s in read.segments] == ["hello there", "and more"]
    assert [p.line for p in read.problems] == [2, 6]
