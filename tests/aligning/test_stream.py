"""Words of a source: where they stand in the file, when and by whom they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.aligning.stream import build_stream
from auditor.model.inputs import TextFile
from auditor.reading import read_transcript
from auditor.text.normalise import normalise_words

WORDS = st.lists(
    st.sampled_from(
        ["Kettle", "um", "copper", "twenty", "five", "don't", "naïve", "🦆", "-", "e.g.", "ÅNGSTRÖM", "4,000", "the"]
    ),
    min_size=1,
    max_size=30,
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_offsets_lead_back_to_the_file(lines, newline):
    text = newline.join(f"[00:00:{n:02d}] now " + " ".join(words) for n, words in enumerate(lines)) + newline
    file = TextFile("talk.txt", text)
    stream = build_stream(read_transcript(file))
    for i, word in enumerate(stream.texts):
        spot = file.text[stream.begin[i] : stream.stop[i]]
        assert "[" not in spot and spot.strip() == spot != ""
        if stream.begin.count(stream.begin[i]) == 1:
            assert word in (*normalise_words(spot), "um")
    assert stream.begin == sorted(stream.begin)
    assert (
        len({len(column) for column in (stream.lemmas, stream.begin, stream.stop, stream.segments, stream.ends)}) == 1
    )


def test_a_word_is_found_again_as_written(stream):
    talk = stream("[00:00:03] Ada Reed: The Kettle's lid weighs twenty-five\n[00:00:06] Ada Reed: grams.\n")
    at = talk.texts.index("25")
    assert talk.raw(at, at) == "twenty-five"
    assert talk.said(0, len(talk) - 1) == "The Kettle's lid weighs twenty-five grams"


def test_fillers_are_no_evidence_except_where_nothing_else_was_said(stream):
    talk = stream("[00:00:01] Um, the lid, uh, is loose.\n[00:00:05] Uh, um.\n")
    assert talk.texts[:4] == ["the", "lid", "is", "loose"]
    assert len(talk) > 4, "the second line keeps its fillers"


def test_times_run_inside_a_segment_and_end_marks_stand(stream):
    talk = stream("[00:00:10] Ada Reed: The lid is loose. Who has the screw?\n[00:00:20] Ben Holt: I do.\n")
    first = [t for t, s in zip(talk.start, talk.segments, strict=True) if s == 0]
    assert first[0] == 10.0 and first == sorted(first) and first[-1] < 20.0
    assert [e for e in talk.ends if e] == [".", "?", "."]
    assert talk.speaker(0) == "Ada Reed" and talk.speaker(len(talk) - 1) == "Ben Holt"
    assert talk.punctuated


def test_timed_words_keep_their_own_times():
    text = (
        '{"segments": [{"start": 0.0, "end": 4.0, "text": " The lid is loose", "words": ['
        '{"word": " The", "start": 0.1, "end": 0.3}, {"word": " lid", "start": 1.0, "end": 1.5},'
        '{"word": " is", "start": 2.0, "end": 2.2}, {"word": " loose", "start": 3.0, "end": 3.9}]}]}'
    )
    talk = build_stream(read_transcript(TextFile("talk.json", text)))
    assert talk.texts == ["the", "lid", "is", "loose"]
    assert talk.start == pytest.approx([0.1, 1.0, 2.0, 3.0])
    assert talk.end[-1] == pytest.approx(3.9)
