"""Where a claim could come from."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.aligning.index import Index
from auditor.aligning.stream import build_stream
from auditor.lexicon.words import lemma
from auditor.model.inputs import TextFile
from auditor.reading import read_transcript
from auditor.text.normalise import normalise_words

NOISE = "weather morning people really garden think window coffee market street music little water paper".split()
PLANTED = "the brass kettle whistled beneath the copper ladder"


def _index(text: str) -> Index:
    return Index(build_stream(read_transcript(TextFile("a.txt", text))))


def _weights(index: Index, text: str) -> dict[str, float]:
    return {lemma(w): index.weight(lemma(w)) for w in normalise_words(text)}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(NOISE), min_size=5, max_size=200), st.integers(0, 200))
def test_a_planted_sentence_is_the_best_window(noise, at):
    at = min(at, len(noise))
    index = _index(" ".join([*noise[:at], *PLANTED.split(), *noise[at:]]))
    [best, *others] = index.profile(_weights(index, PLANTED), 12)
    assert best.first >= at and best.last < at + len(PLANTED.split())
    assert best.coverage > 0.85
    assert all(p.coverage <= best.coverage for p in others)
    assert all(p.last < best.first or p.first > best.last for p in others), "windows do not overlap"
    assert index.coverage(_weights(index, PLANTED), at, at + len(PLANTED.split()) - 1) > 0.99


def test_windows_are_no_wider_than_asked():
    index = _index("kettle " + "water " * 50 + "ladder " + "water " * 3 + "kettle")
    for place in index.profile(_weights(index, "kettle ladder"), 10):
        assert place.last - place.first < 10


def test_other_forms_and_synonyms_count_less_than_the_word():
    index = _index("the physicians were operating late and the trolley stood outside")
    same, form, synonym, nothing = (
        index.coverage({word: 1.0}, 0, len(index.stream) - 1) for word in ("trolley", "operation", "doctor", "violin")
    )
    assert same == 1.0 > form > synonym > nothing == 0.0


def test_rare_words_weigh_more_than_common_ones_and_function_words_hardly():
    index = _index("people talk about the astrolabe and people talk about people " * 5)
    assert index.weight("astrolabe") > index.weight("people") > index.weight("the")


def test_a_phrase_of_function_words_is_found_by_its_order():
    index = _index("we are what we do and so it is not for me to say " + "coffee and music and water " * 20)
    first, last = index.phrases([lemma(w) for w in "it is not for me to say".split()])[0]
    assert "not for me" in " ".join(index.stream.texts[first : last + 1])
