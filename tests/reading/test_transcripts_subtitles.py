"""Subtitles: SubRip, WebVTT, SBV, ASS, TTML; pysubs2 is the second opinion."""

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.model.inputs import TextFile, Transcript
from auditor.reading import read_transcript

WORDS = st.lists(
    st.sampled_from("bees fly home now, and rest. Yes! naïve Łódź don't 42 %".split()), min_size=1, max_size=6
)
CUES = st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 5000), WORDS), min_size=1, max_size=8)


def read(text: str, format: str | None = None) -> Transcript:
    return read_transcript(TextFile("talk", text), format=format)


def rows(transcript: Transcript) -> list[tuple[float | None, float | None, str | None, str]]:
    return [(one.start, one.end, one.speaker, one.text.text) for one in transcript.segments]


@pytest.mark.parametrize("kind", ["srt", "vtt", "ass", "ttml"])
@given(cues=CUES)
@settings(max_examples=25, deadline=None)
def test_the_same_cues_as_pysubs2_writes(kind: str, cues: list[tuple[int, int, list[str]]]) -> None:
    subs, at, expected = pysubs2.SSAFile(), 0, []
    for gap, length, words in cues:
        start, end = (at + gap) * 10, (at + gap + length) * 10
        at += gap + length
        subs.append(pysubs2.SSAEvent(start=start, end=end, text="\\N".join(words)))
        if any(char.isalnum() for word in words for char in word):
            expected.append((start / 1000, end / 1000, None, " ".join(words)))
    if not expected:
        return
    got = [row for row in rows(read(subs.to_string(kind))) if any(char.isalnum() for char in row[3])]
    assert [(round(start, 2), round(end, 2), speaker, text) for start, end, speaker, text in got] == expected


VTT = """WEBVTT - Bees
Language: en

NOTE
nothing here

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.000 align:start position:0%
<v Anna Ruiz>Hello <i>there</i>, R&amp;D.</v> <v.loud Ben>Hi!</v>

00:00:03.000 --> 00:00:05.000
<v Anna Ruiz>[Music] We<00:00:04.000><c> fly</c><00:00:04.500><c> home</c>
"""


def test_webvtt_voices_times_notes_and_escapes() -> None:
    transcript = read(VTT)
    assert transcript.format == "vtt" and transcript.language == "en"
    assert rows(transcript) == [
        (1.0, 3.0, "Anna Ruiz", "Hello there, R&D."),
        (1.0, 3.0, "Ben", "Hi!"),
        (3.0, 5.0, "Anna Ruiz", "We fly home"),
    ]
    assert transcript.segments[0].id == "intro" and transcript.segments[0].line == 12
    timed = transcript.segments[2]
    assert [(timed.text.text[w.begin : w.stop], w.start, w.end) for w in timed.words] == [
        ("We", 3.0, 4.0),
        ("fly", 4.0, 4.5),
        ("home", 4.5, 5.0),
    ]
    assert transcript.problems == ()


def _rolling(lines: list[str], arrow: str) -> str:
    """As YouTube shows them: each line under the one before, then alone for a moment."""
    cues, above = [], " "
    for nth, line in enumerate(lines):
        cues.append(f"00:00:{2 * nth:02d}{arrow[0]}000 --> 00:00:{2 * nth + 1:02d}{arrow[0]}990\n{above}\n{line}")
        cues.append(f"00:00:{2 * nth + 1:02d}{arrow[0]}990 --> 00:00:{2 * nth + 2:02d}{arrow[0]}000\n{line}\n ")
        above = line
    return "\n\n".join(cues) + "\n"


@pytest.mark.parametrize("head", ["WEBVTT\n\n", ""])
def test_rolling_captions_show_each_line_once(head: str) -> None:
    lines = ["so welcome all", "to the show", "yes yes", "yes yes", "we go on", "with bees", "and flowers"]
    transcript = read(head + _rolling(lines, "." if head else ","))
    assert [one.text.text for one in transcript.segments] == lines
    assert [one.start for one in transcript.segments] == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]


def test_a_loop_of_the_asr_is_no_rolling_caption() -> None:
    cues = "".join(f"00:{nth:02d}.000 --> 00:{nth + 1:02d}.000\nThank you.\n\n" for nth in range(9))
    assert len(read("WEBVTT\n\n" + cues).segments) == 9


def test_live_captions_that_grow_are_kept_once() -> None:
    words = ["we", "fly", "out", "to", "see", "the", "bees"]
    cues = "".join(
        f"00:{nth:02d}.000 --> 00:{nth + 1:02d}.000\n{' '.join(words[: nth + 1])}\n\n" for nth in range(len(words))
    )
    transcript = read("WEBVTT\n\n" + cues + "00:08.000 --> 00:09.000\nand more\n")
    assert rows(transcript) == [(0.0, 7.0, None, "we fly out to see the bees"), (8.0, 9.0, None, "and more")]


def test_a_broken_cue_is_named_and_its_words_are_kept() -> None:
    transcript = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:0x --> 00:04.000\ntwo\n\n00:05.000 --> 00:06.000\nthree\n"
    )
    assert [one.text.text for one in transcript.segments] == ["one", "two", "three"]
    assert transcript.segments[1].start is None
    assert [note.line for note in transcript.problems] == [6]


def test_an_end_before_its_start_is_named() -> None:
    transcript = read("1\n00:00:05,000 --> 00:00:04,000\none\n\n2\n00:00:07,000 --> 00:00:08,000\ntwo\n")
    assert (transcript.segments[0].start, transcript.segments[0].end) == (5.0, 7.0)
    assert len(transcript.problems) == 1


def test_subrip_with_labels_turn_marks_and_a_missing_blank_line() -> None:
    text = (
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n>> ANNA: Hello <i>you</i>\r\nthere\r\n2\r\n"
        "00:00:03,000 --> 00:00:04,000\r\nand all\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n>> (laughs) No!\r\n\r\n"
        "4\r\n00:00:07,000 --> 00:00:08,000\r\n>> ANNA: Then {\\an8}42\r\n"
    )
    assert rows(read(text)) == [
        (1.0, 2.5, "ANNA", "Hello you there"),
        (3.0, 4.0, "ANNA", "and all"),
        (5.0, 6.0, None, "No!"),
        (7.0, 8.0, "ANNA", "Then 42"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:03.000 --> 00:0", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:03.0", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:03.000 --> 00:04.000", 6),
        ("1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,", 6),
        ("1\n00:00:01,000 --> 00:00:02,000\none\n\n2", 5),
        ("WEBVTT\n\n", 1),
        ('<tt xmlns="http://www.w3.org/ns/ttml">\n<body><div>\n<p begin="1s" end="2s">hi</p>', 3),
        ('<tt xmlns="http://www.w3.org/ns/ttml">\n<body><div>\n<p begin="1s" end="2s">R & D</p></div></body></tt>', 3),
        ('<!DOCTYPE tt [<!ENTITY x "y">]><tt><body><p begin="1s">&x; hi</p></body></tt>', None),
    ],
)
def test_what_breaks_off_is_an_error_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.line == line and "\n" not in str(caught.value)


def test_a_cue_that_is_a_number_is_no_broken_file() -> None:
    assert (
        read("1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\n42").segments[1].text.text
        == "42"
    )


def test_sbv() -> None:
    text = "0:00:00.599,0:00:04.160\nhi Anna[br]I am here\n\n0:00:04.160,0:00:06.770\nok then\n"
    transcript = read(text)
    assert transcript.format == "sbv"
    assert rows(transcript) == [(0.599, 4.16, None, "hi Anna I am here"), (4.16, 6.77, None, "ok then")]


def test_ass_names_order_comments_and_a_bad_line() -> None:
    text = (
        "[Script Info]\nTitle: x\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,hidden\n"
        "Dialogue: 0,0:00:03.00,0:00:04.50,Default,Ben,0,0,0,,Yes, two, three\n"
        "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Anna,0,0,0,,Hello, {\\i1}y{\\i0}ou\\Nthere\n"
        "Dialogue: broken\n"
    )
    transcript = read(text)
    assert rows(transcript) == [(1.0, 2.5, "Anna", "Hello, you there"), (3.0, 4.5, "Ben", "Yes, two, three")]
    assert [note.line for note in transcript.problems] == [9]


TTML = """<?xml version="1.0" encoding="UTF-16"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xml:lang="en" ttp:frameRate="25" ttp:tickRate="1000">
<head><metadata><ttm:agent xml:id="a1"><ttm:name type="full">Anna Ruiz</ttm:name></ttm:agent></metadata></head>
<body begin="10s"><div>
 <p begin="00:00:01.000" end="00:00:03.500" ttm:agent="a1">Zoë, R&amp;D<br/>and <span>all</span>
   of <![CDATA[<you>]]></p>
 <p begin="3.5s" dur="1500ms">then
   more</p>
 <p begin="00:00:06:05" end="8000t">frames</p>
</div></body></tt>
"""


def test_ttml_times_agents_entities_and_breaks() -> None:
    transcript = read(TTML)
    assert rows(transcript) == [
        (11.0, 13.5, "Anna Ruiz", "Zoë, R&D and all of <you>"),
        (13.5, 15.0, None, "then more"),
        (16.2, 18.0, None, "frames"),
    ]
    text, file = transcript.segments[0].text, transcript.file.text
    assert [file[text.offset(text.text.index(word))] for word in ("Z", "D", "all", "<you")] == ["Z", "D", "a", "<"]
    assert file[text.offset(text.text.index("&"))] == "&"


def test_youtube_timed_text() -> None:
    text = '<?xml version="1.0"?><transcript><text start="0.16" dur="2.3">it&amp;#39;s on</text></transcript>'
    assert rows(read(text)) == [(0.16, 2.46, None, "it's on")]
    srv3 = '<timedtext format="3"><body><p t="160" d="2310"><s>so</s><s t="160"> welcome</s></p></body></timedtext>'
    assert [(word.start, word.end) for word in read(srv3).segments[0].words] == [(0.16, 0.32), (0.32, 2.47)]
