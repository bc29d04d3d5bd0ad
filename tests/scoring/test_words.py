"""Words with their place, and glossaries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.model.inputs import Located, Segment, TextFile, TimedWord, Transcript
from auditor.scoring.words import Glossary, read_glossary, words_of
from auditor.text.normalise import normalise


def transcript() -> Transcript:
    text = "00:10 It's twenty\n00:20 five boats\n"
    first, second = Located("It's twenty", ((0, 6),)), Located("five boats", ((0, 24),))
    timed = (TimedWord(0, 4, 20.0, 21.0), TimedWord(5, 10, 21.5, 22.0))
    return Transcript(
        TextFile("t.txt", text),
        "captions",
        (Segment(first, 1, 1, 10.0, 20.0), Segment(second, 2, 2, 20.0, 24.0, words=timed)),
    )


def test_words_know_their_segment_line_time_and_spelling() -> None:
    words = words_of(transcript(), "default")
    assert words.texts == ["it", "is", "25", "boats"]
    assert [words.raw(i) for i in range(4)] == ["It's", "It's", "twenty\nfive", "boats"]
    assert words.segment == [0, 0, 0, 1]
    assert [words.line(i) for i in (0, 2, 3)] == [1, 1, 2]
    assert words.time(0) == 10.0
    assert words.time(3) == 21.5


def test_profile_none_keeps_hesitations() -> None:
    one = Segment(Located("um, yes"), 1, 1)
    assert words_of(Transcript(TextFile("t", "um, yes"), "plain", (one,)), "none").texts == ["um,", "yes"]
    assert words_of(Transcript(TextFile("t", "um, yes"), "plain", (one,)), "default").texts == ["yes"]


def test_a_glossary_prefers_the_longest_spelling() -> None:
    glossary = Glossary([["Ilmarin", "ill marine"], ["Illinois", "ill"]])
    tokens = glossary.apply(normalise("Ill marine went to ill"))
    assert [t.text for t in tokens] == ["ilmarin", "went", "to", "illinois"]
    assert (tokens[0].begin, tokens[0].stop) == (0, 10)


def test_a_glossary_file() -> None:
    text = "# names\nSkelby, Skelbie ,skell bee\n\nEdda Lorne = Etta Lorn  # the keeper\nA\tB\n"
    assert read_glossary(text) == [["Skelby", "Skelbie", "skell bee"], ["Edda Lorne", "Etta Lorn"], ["A", "B"]]


@given(st.lists(st.sampled_from("abcd"), max_size=10))
def test_an_empty_glossary_changes_nothing(words: list[str]) -> None:
    tokens = normalise(" ".join(words))
    assert Glossary([]).apply(tokens) == tokens
