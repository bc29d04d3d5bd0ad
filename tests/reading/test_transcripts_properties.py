"""Properties that hold for every reader: true offsets, no crash, nothing lost, the same answer twice."""

import json
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.errors import AuditorError
from auditor.model.inputs import TextFile, Transcript
from auditor.reading import read_transcript
from auditor.reading.located_json import Text, locate, parse
from auditor.reading.transcripts import READERS

PIECES = [
    "WEBVTT\n\n",
    "00:01.000 --> 00:02.000\n",
    "1\n00:00:01,000 --> 00:00:02,500\n",
    "0:00:01.5,0:00:02.5\n",
    "Anna: ",
    "Ben Okafor: ",
    "[00:00:05] ",
    "[-1:00] ",
    "[Music]",
    "{vocalsound} ",
    ">> ",
    "<v Anna>",
    "<00:01.500>",
    "<c> word</c>",
    "&amp;",
    "&#x1F41D;",
    "bees fly home",
    "naïve 漢字。",
    "שלום",
    "\u2028",
    "\x00",
    "\t",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    '{"text": "a b", "start": 1}\n',
    '{"segments": [',
    '{"text": "a\\u00e9\\n b"}',
    "]}",
    "rec 1 Anna 0 1 <o> hi { a / b }\n",
    "rec 1 0.5 0.2 bees 0.9\n",
    "hello there (anna-1)\n",
    "utt_1 hello\n",
    "[Events]\n",
    "[Script Info]\n",
    "Dialogue: 0,0:00:01.00,0:00:02.00,D,Anna,0,0,0,,Hi{\\i1} you\\Nall\n",
    '<tt xmlns="http://www.w3.org/ns/ttml"><body>',
    '<p begin="1s" end="2s">hi<br/>all</p>',
    "</body></tt>",
    "Title: A\n",
    "Transcript:\n",
    "People\n",
    "- ",
    "**",
    "\ufeff",
]
SOUP = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


def check_places(transcript: Transcript) -> None:
    """Offsets rise, stay in the file, and point at the very characters (or at an escape, a break, a blank)."""
    file = transcript.file.text
    for one in transcript.segments:
        text = one.text
        offsets = [text.offset(index) for index in range(len(text.text))]
        assert all(a < b for a, b in pairwise(offsets))
        assert offsets[0] >= 0 and offsets[-1] < len(file)
        for index, offset in enumerate(offsets):
            char = text.text[index]
            assert file[offset] == char or char == " " or file[offset] in "\\&", (char, file[offset])
        assert (one.line, one.end_line) == (transcript.file.line_of(offsets[0]), transcript.file.line_of(offsets[-1]))
        assert all(0 <= word.begin < word.stop <= len(text.text) for word in one.words)
        assert (one.start is None) <= (one.end is None)
        assert one.end is None or (one.start is not None and 0 <= one.start <= one.end)


@given(text=SOUP, format=st.sampled_from([None, *READERS]))
@settings(max_examples=300, deadline=None)
@example(text="<tt><body><p>a\r\nb &lt;</p></body></tt>", format="ttml")
@example(text='[{"text": "\\ud83d\\udc1d x \\ud83d y"}]', format="json")
def test_any_soup_is_read_or_refused_in_one_line(text: str, format: str | None) -> None:
    try:
        transcript = read_transcript(TextFile("soup", text), format=format)
    except AuditorError as error:
        assert "\n" not in str(error) and str(error).startswith("soup")
        return
    check_places(transcript)
    assert transcript == read_transcript(TextFile("soup", text), format=format)


@given(lines=st.lists(LINE, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_plain_text_loses_no_word(lines: list[str]) -> None:
    text = "\n".join(lines) + "\nand the bees\n"
    transcript = read_transcript(TextFile("a", text), format="plain")
    check_places(transcript)
    read = {transcript.file.line_of(one.text.offset(0)) for one in transcript.segments}
    bare = {nth for nth, line in enumerate(text.splitlines(), 1) if "bees" in line}
    assert bare <= read


TURN = st.tuples(st.sampled_from(["Anna", "Ben Okafor"]), st.sampled_from(["bees fly", "yes: no", "42"]))


@given(turns=st.lists(TURN, min_size=4, max_size=9))
@settings(max_examples=60, deadline=None)
def test_labelled_text_comes_back_turn_by_turn(turns: list[tuple[str, str]]) -> None:
    text = "\r\n".join(f"{name}: {words}" for name, words in turns)
    transcript = read_transcript(TextFile("a", text))
    assert [(one.speaker, one.text.text) for one in transcript.segments] == turns
    check_places(transcript)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(value=JSON, indent=st.sampled_from([None, 2]), ascii_only=st.booleans())
@settings(max_examples=200, deadline=None)
def test_located_json_reads_what_json_reads(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert parse(TextFile("a", text)) == json.loads(text)


@given(value=st.text(min_size=1, max_size=30), ascii_only=st.booleans())
@settings(max_examples=200, deadline=None)
def test_located_json_knows_the_place_of_every_character(value: str, ascii_only: bool) -> None:
    file = TextFile("a", json.dumps({"k": value}, ensure_ascii=ascii_only))
    text = parse(file)["k"]
    assert isinstance(text, Text)
    place = locate(file, text)
    assert place.text == value
    for index, char in enumerate(value):
        assert file.text[place.offset(index)] in (char, "\\")


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_reader_refuses_a_file_without_words(name: str) -> None:
    with pytest.raises(AuditorError):
        read_transcript(TextFile("a", "...\n"), format=name)
