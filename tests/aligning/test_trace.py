"""A claim traced word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.aligning.stream import build_stream
from auditor.aligning.trace import alike, trace
from auditor.lexicon.words import lemma
from auditor.model.inputs import TextFile
from auditor.reading import read_transcript
from auditor.text.normalise import normalise_words


def _trace(claim: str, source: str):
    stream = build_stream(read_transcript(TextFile("a.txt", source)))
    words = normalise_words(claim)
    return words, stream, trace(words, [lemma(w) for w in words], stream, 0, len(stream) - 1)


def _shown(claim: str, source: str) -> list[tuple[str, str, str, str | None]]:
    words, stream, found = _trace(claim, source)
    return [
        (b.tag, " ".join(words[b.c0 : b.c1]), " ".join(stream.texts[b.s0 : b.s1]), b.relation) for b in found.blocks
    ]


def test_the_same_words_are_one_block():
    assert _shown("the kettle is empty", "well then the kettle is empty so fill it") == [
        ("equal", "the kettle is empty", "the kettle is empty", None)
    ]


@pytest.mark.parametrize(
    ("claim", "block"),
    [
        ("the kettle was totally empty this morning", ("insert", "totally", "", None)),
        ("the kettle was empty morning", ("delete", "", "this", None)),
        ("the kettle was full this morning", ("replace", "full", "empty", "antonym")),
        ("the kettle was green this morning", ("replace", "green", "empty", None)),
    ],
)
def test_what_became_of_a_word(claim, block):
    assert block in _shown(claim, "they say the kettle was empty this morning because of the frost")


def test_a_misheard_word_is_related_by_its_sound():
    assert ("replace", "Kubernetes".lower(), "cooperneties", "sound") in _shown(
        "we deployed it on Kubernetes last year", "we deployed it on cooperneties last year"
    )


def test_words_before_the_first_match_stand_for_those_next_to_it():
    source = "Ada Reed: The port pays half of them.\nBen Holt: I have asked the brewery for a kettle.\n"
    assert _shown("You have asked the brewery for a kettle", source)[0] == ("replace", "you", "i", None)


def test_words_after_the_last_match_do_not_stand_for_the_next_sentence():
    source = "We want an electric kettle. Nobody complained about the noise."
    assert _shown("we want an electric kettle from Lisbon", source)[-1] == ("insert", "from lisbon", "", None)


def test_a_word_first_taken_elsewhere_is_equal_where_it_stands():
    source = "The tower and the mill are old. The council did not like the second crane."
    assert _shown("the council did not like the second crane", source) == [
        ("equal", "the council did not like the second crane", "the council did not like the second crane", None)
    ]


def test_function_words_far_away_are_no_match():
    words, _, found = _trace(
        "the ladder of the miller", "the ladder fell " + "and water and music and coffee " * 4 + "of"
    )
    assert words.index("of") not in found.matched()


def test_nothing_in_common():
    _, _, found = _trace("violins sing softly", "the kettle is empty")
    assert found.last < found.first and found.matched() == {}


@pytest.mark.parametrize(
    ("one", "other"), [("$40000", "€40000"), ("5000000", "9000000"), ("1984", "1985"), ("50%", "$50")]
)
def test_amounts_never_sound_alike(one, other):
    assert alike(one, other) == 0.0


WORD = st.sampled_from("the kettle lid is not empty full we you and brass garden 12 40".split())


@given(st.lists(WORD, min_size=1, max_size=15), st.lists(WORD, min_size=1, max_size=40))
def test_blocks_cover_the_claim_once_and_run_forward(claim, source):
    words, stream, found = _trace(" ".join(claim), "[00:00:01] now " + " ".join(source))
    assert [i for b in found.blocks for i in range(b.c0, b.c1)] == list(range(len(words)))
    for one, other in zip(found.blocks, found.blocks[1:], strict=False):
        assert one.s1 <= other.s0
    for b in found.blocks:
        if b.tag == "equal":
            assert [lemma(w) for w in words[b.c0 : b.c1]] == stream.lemmas[b.s0 : b.s1]
    pairs = found.matched()
    assert sorted(pairs.values()) == [pairs[c] for c in sorted(pairs)]
    assert all(found.first <= s <= found.last for s in pairs.values())
