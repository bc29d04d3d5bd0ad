"""Where the claims around a claim point to."""

from __future__ import annotations

import pytest

from auditor.aligning.surroundings import Pointer, Surroundings, curve_of, neighbours_of
from auditor.model.inputs import Claim, Located


def claim(heading: str) -> Claim:
    return Claim(Located("x"), 1, 1, 1, "bullet", heading=heading)


def test_the_section_counts_and_no_other():
    claims = [claim(h) for h in ("Roof", "Roof", "Cellar", "Roof", "Garden")]

    assert neighbours_of(claims, 0) == [1, 3]


def test_a_section_of_one_looks_before_and_after():
    claims = [claim(h) for h in ("Roof", "Roof", "Cellar", "Roof", "Garden")]

    assert neighbours_of(claims, 2) == [0, 1, 3, 4]


def test_without_headings_the_nearest_count():
    assert neighbours_of([claim("")] * 9, 4) == [1, 2, 3, 5, 6, 7]


def test_the_place_that_most_neighbours_point_to_is_the_nearest():
    told = ((Pointer(0, 1000, 0.5), Pointer(0, 5000, 0.4)), (Pointer(0, 1100, 0.5),), (Pointer(1, 5000, 0.9),))
    around = Surroundings(tuple(map(curve_of, told)))

    assert around.at(0, 1050) == 1.0
    assert around.at(0, 5000) == pytest.approx(0.4)
    assert around.at(0, 3000) == 0.0


def test_neighbours_that_point_nowhere_tell_nothing():
    assert Surroundings().at(0, 10) == Surroundings(({},)).at(0, 9999) == 0.5
