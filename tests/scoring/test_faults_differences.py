"""Typed differences of two variants, on invented speech."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.aligning.stream import Stream, build_stream
from auditor.model.asr import VariantDifference
from auditor.model.inputs import TextFile, Transcript
from auditor.reading import read_transcript
from auditor.scoring.differences import differences

SPOKEN = (
    "Good evening and welcome to the harbour museum. My name is Selma Tarrick and I look after the tide room. "
    "We bought the old crane in 1987 for nineteen thousand crowns, and it does not move any more. "
    "Every winter the volunteers paint the hull, mend the ropes and write down what they found below the deck. "
)


def stream(text: str, name: str = "a.txt") -> Stream:
    file = TextFile(name, text)
    return build_stream(read_transcript(file) if text else Transcript(file, "plain", ()))


def between(a: str, b: str) -> list[VariantDifference]:
    return differences(stream(a), stream(b, "b.txt"))


def only(a: str, b: str) -> VariantDifference:
    found = between(a, b)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("was", "becomes", "kind", "about"),
    [
        ("Selma Tarrick", "Selma Tarek", "substituted", "entity"),
        ("in 1987", "in 1978", "substituted", "number"),
        ("does not move", "does move", "dropped", "negation"),
        ("write down", "right down", "substituted", "homophone"),
        ("mend the ropes", "mend some ropes", "substituted", "other"),
        ("mend the ropes and", "and", "dropped", "other"),
        ("welcome to the", "welcome back again to the", "inserted", "other"),
        ("and I look", "and well I look", "inserted", "filler"),
    ],
)
def test_kind_and_subject(was: str, becomes: str, kind: str, about: str) -> None:
    assert was in SPOKEN
    found = only(SPOKEN, SPOKEN.replace(was, becomes))
    assert (found.kind, found.about) == (kind, about)


def test_words_stand_as_written_and_whole() -> None:
    found = only("we flew the Kestrel 4 to the ice camp yesterday", "we flew the KR-4 to the ice camp yesterday")
    assert (found.a, found.b) == ("Kestrel", "KR-4")


def test_writing_alone_is_no_difference() -> None:
    other = SPOKEN.lower().replace(".", "").replace("nineteen thousand", "19,000").replace("and it", "um and it")
    assert between(SPOKEN, other) == []


def test_spacing_is_a_difference_only_where_small_words_hide_in_it() -> None:
    assert between("open the data base now please", "open the database now please") == []
    assert only("we may be late for the ferry", "we maybe late for the ferry").about == "homophone"


def test_copy_beside_its_original_is_a_repeat() -> None:
    twice = SPOKEN.replace("paint the hull, mend", "paint the hull. paint the hull, mend")
    assert only(SPOKEN, twice).kind == "repeated"
    assert only(twice, SPOKEN).kind == "repeated"


def test_text_that_goes_astray_and_takes_up_again_is_a_repeat() -> None:
    astray = SPOKEN.replace("what they found below", "what they found near the pier. And what they found below")
    assert [one.kind for one in between(SPOKEN, astray)] == ["repeated"]


def test_stutter_is_no_repeat() -> None:
    assert only(SPOKEN.replace("and I look", "and I and I look"), SPOKEN).kind == "dropped"


def test_lost_words_are_told_apart_from_the_misheard_one_beside_them() -> None:
    lost = SPOKEN.replace("crane in 1987 for nineteen thousand crowns, and it does not move", "train move")
    kinds = [(one.kind, one.a, one.b) for one in between(SPOKEN, lost)]
    assert ("substituted", "crane", "train") in kinds
    assert any(kind == "dropped" and "nineteen thousand crowns" in a and not b for kind, a, b in kinds)


def test_times_come_from_the_variant_that_has_them() -> None:
    timed = "[00:00:05] we sail at dawn with the\n[00:00:09] herring fleet behind the breakwater\n"
    plain = "we sail at dawn with the herring fleet before the breakwater"
    for a, b in ((timed, plain), (plain, timed)):
        start = only(a, b).start
        assert start is not None
        assert 9 <= start < 14


WORDS = st.lists(st.sampled_from("boat tide rope seven not Selma the of well storm".split()), max_size=30)


@given(WORDS, WORDS)
def test_every_difference_is_one_and_swapping_swaps_it(left: list[str], right: list[str]) -> None:
    a, b = stream(" ".join(left)), stream(" ".join(right), "b.txt")
    forth, back = differences(a, b), differences(b, a)
    assert all(one.a != one.b for one in forth)
    assert bool(forth) == bool(back)
    assert all((one.kind == "dropped") <= (not one.b) for one in forth)
    assert all((one.kind == "inserted") <= (not one.a) for one in forth)


def test_no_words_at_all() -> None:
    assert between("", "") == []
    assert [one.kind for one in between("we sail at dawn", "")] == ["dropped"]


def test_same_result_whatever_the_order_of_the_rest() -> None:
    draw = random.Random(4)
    words = SPOKEN.split()
    noisy = " ".join(word for word in words if draw.random() > 0.1)
    assert between(SPOKEN, noisy) == between(SPOKEN, noisy)
