"""Formats are found by content; a name that the user gives overrides; a wrong one is answered with the valid ones."""

import pytest

from auditor.errors import ConfigError, InputError
from auditor.model.inputs import TextFile
from auditor.reading import read_document, read_transcript
from auditor.reading.detect import checked_format, transcript_format
from auditor.reading.transcripts import READERS, reader


def test_registry_and_readers_agree() -> None:
    assert [reader(name).NAME for name in READERS] == list(READERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nhi\n", "vtt"),
        ("00:00:01,000 --> 00:00:02,000\nhi\n", "srt"),
        ("[00:00:01] hi\n[00:00:02] ho\n", "captions"),
        ("[\n  {\"text\": \"hi\"}\n]", "json"),
        ("{vocalsound} hi there\n", "plain"),
        ("WEBVTT is a format, and we talk about it.\n", "plain"),
        ("Anna: 00:00:01 --> 00:00:02 is an arrow\nBen: yes\nAnna: no\n", "labelled"),
        ("<tt>", "ttml"),
        ("hi", "plain"),
    ],
)  # fmt: skip
def test_content_decides(text: str, expected: str) -> None:
    assert transcript_format(TextFile("misleading.srt", text)) == expected


def test_a_given_format_overrides() -> None:
    text = "Anna: bees fly\nBen: home\nAnna: now\n"
    assert {one.speaker for one in read_transcript(TextFile("a", text)).segments} == {"Anna", "Ben"}
    plain = read_transcript(TextFile("a", text), format="plain")
    assert plain.segments[0].text.text == "Anna: bees fly" and plain.format == "plain"
    with pytest.raises(InputError, match="JSON"):
        read_transcript(TextFile("a", text), format="json")


def test_an_unknown_format_lists_the_valid_ones_nearest_first() -> None:
    with pytest.raises(ConfigError) as caught:
        checked_format("whispr", READERS)
    assert "valid are whisper, " in str(caught.value)
    assert all(name in str(caught.value) for name in READERS)
    assert checked_format(" VTT ", READERS) == "vtt"


def test_the_format_of_a_derived_document_is_checked_as_well() -> None:
    file = TextFile("notes", "# Bees\n\n- They fly home at night.\n")
    assert read_document(file, format="Markdown").format == "markdown"
    with pytest.raises(ConfigError, match="valid are markdown, "):
        read_document(file, format="markdwn")
