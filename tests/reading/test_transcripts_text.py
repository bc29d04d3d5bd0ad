"""Text transcripts: timed captions, speaker labels, plain text, podcast pages, headers."""

import pytest

from auditor.errors import InputError
from auditor.model.inputs import TextFile, Transcript
from auditor.reading import duration_seconds, holds_both, read_transcript
from auditor.reading.transcripts.header import names_in


def read(text: str, format: str | None = None) -> Transcript:
    return read_transcript(TextFile("talk.txt", text), format=format)


def rows(transcript: Transcript) -> list[tuple[float | None, str | None, str]]:
    return [(one.start, one.speaker, one.text.text) for one in transcript.segments]


HEADED = """Title: How bees find home
Channel: Meadow Lab
Published: 2023-04-01T10:00:00Z
Duration: PT1H2M5S
Description: Front row (left to right): Anna Ruiz, Ben Okafor

0:00 Opening
Guests:
- Carla van Dijk
- Dao Minh, Meadow Lab

Host: Eva Lind

Transcript:

[00:00:02] hello and welcome to the
[00:00:05] meadow
[00:00:09] thanks
"""


def test_header_is_metadata_and_names_the_participants() -> None:
    transcript = read(HEADED)
    assert transcript.format == "captions"
    assert list(transcript.header) == ["Title", "Channel", "Published", "Duration", "Description"]
    assert transcript.header["Duration"] == "PT1H2M5S"
    assert transcript.header["Description"].endswith("Host: Eva Lind")
    assert transcript.participants == ("Anna Ruiz", "Ben Okafor", "Carla van Dijk", "Dao Minh", "Eva Lind")
    assert rows(transcript) == [(2.0, None, "hello and welcome to the"), (5.0, None, "meadow"), (9.0, None, "thanks")]
    assert [one.line for one in transcript.segments] == [16, 17, 18]
    assert [one.end for one in transcript.segments[:2]] == [5.0, 9.0]
    assert transcript.segments[2].end == pytest.approx(9 + 1 / 2.3, abs=0.001)
    assert duration_seconds(transcript) == 3725.0


def test_duration_without_a_header_is_the_last_end() -> None:
    assert duration_seconds(read("[0:01 - 0:04] one two\n[0:04 - 0:07.5] three\n")) == 7.5
    assert duration_seconds(read("Just words.")) is None


def test_the_last_segment_does_not_outlast_the_recording() -> None:
    transcript = read("Title: A\nDuration: PT10S\n\nTranscript:\n[00:01] one\n[00:09] two three four five six\n")
    assert transcript.segments[-1].end == 10.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[00:01] one\r[00:02] two\r\n[00:03] three\n", [1.0, 2.0, 3.0]),
        ("[25:00:01] one\n[100:00:02] two\n", [90001.0, 360002.0]),
        ("00:01.500 one\n00:02,250 two\n01:03.000 three\n", [1.5, 2.25, 63.0]),
        ("[00:00.000 --> 00:04.000]  Hello.\n[00:04.000 --> 00:06.500]  Bye.\n", [0.0, 4.0]),
        ("0:00\nhello there\n0:04\nto you\n0:09\nall\n", [0.0, 4.0, 9.0]),
        ("(00:01) one\n(00:02) two\n", [1.0, 2.0]),
    ],
)
def test_times_in_every_spelling(text: str, expected: list[float]) -> None:
    transcript = read(text)
    assert transcript.format == "captions"
    assert [one.start for one in transcript.segments] == expected
    assert all(one.end is not None and one.end > one.start for one in transcript.segments if one.start is not None)


def test_a_bad_time_is_named_and_its_words_are_kept() -> None:
    transcript = read("[00:00:01] one\n[00:99:02] two\n[00:00:0x] three\n[-00:05] four\n[00:00:09] five\n")
    assert [one.text.text for one in transcript.segments] == ["one", "two", "three", "four", "five"]
    assert [note.line for note in transcript.problems] == [2, 3, 4]
    assert all(one.start is not None and one.end is not None for one in transcript.segments)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ruiz: Hello all.\nBen Okafor: Thanks.\nAnna Ruiz: So: we begin.\n",
        "[Anna Ruiz]: Hello all.\n[Ben Okafor]: Thanks.\n[Anna Ruiz]: So: we begin.\n",
        "**Anna Ruiz:** Hello all.\n\n**Ben Okafor:** Thanks.\n\n**Anna Ruiz**: So: we begin.\n",
        "<Anna Ruiz> Hello all.\n<Ben Okafor> Thanks.\n<Anna Ruiz> So: we begin.\n",
        "Anna Ruiz:\nHello all.\n\nBen Okafor:\nThanks.\n\nAnna Ruiz:\nSo: we begin.\n",
    ],
)
def test_speaker_labels_in_every_spelling(text: str) -> None:
    expected = [
        (None, "Anna Ruiz", "Hello all."),
        (None, "Ben Okafor", "Thanks."),
        (None, "Anna Ruiz", "So: we begin."),
    ]
    transcript = read(text)
    assert transcript.format == "labelled"
    assert rows(transcript) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Anna [00:00:01]: Hello all.\nBen [00:00:05]: Thanks: yes.\n",
        "[00:00:01] Anna: Hello all.\n[00:00:05] Ben: Thanks: yes.\n",
        "Anna (0:01):\nHello all.\n\nBen (0:05):\nThanks: yes.\n",
        "Anna  0:01\nHello all.\n\nBen  0:05\nThanks: yes.\n",
    ],
)
def test_labels_with_times_in_every_spelling(text: str) -> None:
    assert rows(read(text)) == [(1.0, "Anna", "Hello all."), (5.0, "Ben", "Thanks: yes.")]


def test_lines_without_a_label_go_on_with_the_speaker_and_share_its_time() -> None:
    transcript = read("Anna (0:00):\none two three\nfour\n\nBen (0:08):\nfive\n\nAnna (0:10):\nsix\n")
    assert [(one.speaker, one.start, one.end) for one in transcript.segments[:3]] == [
        ("Anna", 0.0, 6.0),
        ("Anna", 6.0, 8.0),
        ("Ben", 8.0, 10.0),
    ]


def test_labels_in_other_scripts() -> None:
    assert rows(read("主持人：大家好。\n嘉宾：谢谢。\n主持人：开始吧。\n"))[1] == (None, "嘉宾", "谢谢。")
    assert rows(read("דנה: שלום לכולם\nיוסי: תודה רבה\nדנה: נתחיל\n"))[0] == (None, "דנה", "שלום לכולם")


def test_a_colon_alone_makes_no_speaker() -> None:
    text = "We met today.\nNote: this is fine.\nWe left at 10:30 and said: goodbye.\nSee https://example.org now.\n" * 3
    transcript = read(text)
    assert transcript.format == "plain"
    assert {one.speaker for one in transcript.segments} == {None}


def test_one_long_line_is_divided_at_sentences_and_runs_are_cut() -> None:
    text = " " + "Dr. Lind counted the bees in May. They had come back! " * 30 + "and then " * 400
    transcript = read(text)
    assert transcript.format == "plain"
    assert transcript.segments[0].text.text == "Dr. Lind counted the bees in May."
    assert max(len(one.text.text.split()) for one in transcript.segments) <= 60
    assert " ".join(one.text.text for one in transcript.segments).split() == text.split()


def test_marks_are_no_words() -> None:
    text = (
        "Anna: So. {vocalsound} The [Music] bees (laughs) came >> back [to the hive] <unk> {disfmarker}\n"
        "Ben: ♪ yes ♪\nAnna: [upbeat music playing]\nBen: (inaudible 00:12) no\n"
    )
    transcript = read(text)
    assert [one.text.text for one in transcript.segments] == ["So. The bees came back [to the hive]", "yes", "no"]
    assert [one.line for one in transcript.segments] == [1, 2, 4]


PAGE = (
    """cover of episode Bees at night
Bees at night

2024/5/6
logo of podcast Meadow Talk

People
A
Anna Ruiz
B
Ben Okafor
Topics
Anna Ruiz: bees sleep.

Key Insights

Do bees sleep?

They do.

Shownotes Transcript

Translations:
Deutsch
Italiano

"""
    + "Bees sleep at night, and they dream of flowers, or so we like to think. " * 5
    + "\n\nThank you all.\n"
)


def test_podcast_page_keeps_the_page_out_of_the_speech() -> None:
    transcript = read(PAGE)
    assert transcript.format == "podcast"
    assert transcript.participants == ("Anna Ruiz", "Ben Okafor")
    assert transcript.header == {"Title": "Bees at night", "Published": "2024/5/6", "Show": "Meadow Talk"}
    words = " ".join(one.text.text for one in transcript.segments)
    assert words.startswith("Bees sleep at night") and words.endswith("Thank you all.")
    assert "Italiano" not in words and "They do" not in words
    assert holds_both(TextFile("page.txt", PAGE))


def test_a_file_with_one_part_only_does_not_hold_both() -> None:
    assert not holds_both(TextFile("a.txt", HEADED))
    assert not holds_both(TextFile("a.txt", PAGE[: PAGE.index("Shownotes")]))


def test_the_word_transcript_inside_speech_is_no_header() -> None:
    text = "Anna: one\nBen: two\n" * 10 + "Transcript\n" + "Anna: three\nBen: four\n"
    assert sum(one.text.text == "one" for one in read(text).segments) == 10


def test_front_matter_and_key_value_heads_are_metadata() -> None:
    front = read("---\ntitle: A talk\nhosts: Anna Ruiz, Ben Okafor\n---\n\nAnna: hello\nBen: hi\nAnna: so\n")
    assert front.header["title"] == "A talk" and front.participants == ("Anna Ruiz", "Ben Okafor")
    assert [one.text.text for one in front.segments] == ["hello", "hi", "so"]


def test_names_in_lists() -> None:
    assert names_in("Anna Ruiz (CEO, Oceanlab), Ben Okafor - CTO, and Łukasz de la Cruz") == [
        "Anna Ruiz",
        "Ben Okafor",
        "Łukasz de la Cruz",
    ]
    assert names_in("https://example.org/a, the whole team") == []
    assert names_in("Anna") == ["Anna"]


@pytest.mark.parametrize("text", ["[Music]\n(laughter)\n", "Title: A\nDate: B\n\nTranscript:\n", "...\n---\n"])
def test_no_words_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="no words"):
        read(text)


def test_stray_control_characters_and_line_separators_are_kept() -> None:
    assert [one.text.text for one in read("Anna: a\x00b\nBen: c\u2028d\nAnna: e\n").segments] == [
        "a\x00b",
        "c\u2028d",
        "e",
    ]
