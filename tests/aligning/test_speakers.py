"""Who a label means."""

from __future__ import annotations

import pytest

from auditor.aligning.speakers import Cast, is_anonymous, names_of


@pytest.fixture
def cast() -> Cast:
    return Cast.of(
        ["Dr. Ada Reed", "Ben Holt", "Industrial Designer", None], ["Industrial Designer (Nils Farr)", "Zoe Lind"]
    )


@pytest.mark.parametrize(
    ("claimed", "label"),
    [
        ("Ada Reed", "Dr. Ada Reed"),
        ("Dr Ada Reed", "Dr. Ada Reed"),
        ("ada", "Dr. Ada Reed"),
        ("Ben", "Ben Holt"),
        ("Ben Hollt", "Ben Holt"),
        ("Speaker 2 (Ben Holt)", "Ben Holt"),
        ("Nils Farr", "Industrial Designer"),
        ("Nils", None),
        ("Zoe Lind", None),
        ("Speaker 1", None),
        (None, None),
        ("", None),
    ],
)
def test_labels_are_matched_by_name_part_misspelling_and_alias(cast, claimed, label):
    assert cast.label_of(claimed) == label


def test_two_people_of_one_name_are_no_answer():
    assert Cast.of(["Ada Reed", "Ada Finch"], []).label_of("Ada") is None


def test_mentions_are_the_longest_and_do_not_overlap(cast):
    assert cast.mentions("the industrial designer asked ben holt and nils farr".split()) == [
        (1, 3, "Industrial Designer"),
        (4, 6, "Ben Holt"),
        (7, 9, "Industrial Designer"),
    ]


def test_anonymous_labels_name_nobody():
    assert all(map(is_anonymous, ["Speaker 1", "S2", "speaker", "Unknown", " spk_03 "]))
    assert not is_anonymous("Ben Holt")
    assert names_of("Speaker 1 (Ann Lee)") == ["Ann Lee"]
    assert names_of("Designer (Nathan)") == ["Designer", "Nathan"]


def test_a_title_is_left_out_where_a_sentence_names_somebody():
    cast = Cast.of(["Hon. Ada Reed", "Nils Farr MP", "The Chair"], [])

    assert cast.mentions("ada reed asked the chair and nils farr".split()) == [
        (0, 2, "Hon. Ada Reed"),
        (3, 5, "The Chair"),
        (6, 8, "Nils Farr MP"),
    ]
