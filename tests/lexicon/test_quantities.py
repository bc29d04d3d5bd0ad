"""Amounts with units, and how two of them compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon.quantities import compare, quantities


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "kind"),
    [
        ("about twelve and a half euros", 12.5, 12.5, "euro", "currency"),
        ("50 %", 50, 50, "percent", "percent"),
        ("a year and a half", 1.5, 1.5, "year", "time"),
        ("five or six people", 5, 6, "person", "count"),
        ("10-15 minutes", 10, 15, "minute", "time"),
        ("between 3 and 4 km", 3, 4, "kilometre", "length"),
        ("1.5 million", 1.5e6, 1.5e6, "", "count"),
        ("half an hour", 0.5, 0.5, "hour", "time"),
        ("a dozen", 12, 12, "", "count"),
        ("two thirds", 2 / 3, 2 / 3, "", "fraction"),
        ("4,286", 4286, 4286, "", "count"),
        ("twenty-first", 21, 21, "", "ordinal"),
        ("a quarter of a trillion dollars", 2.5e11, 2.5e11, "dollar", "currency"),
        ("half a million euros", 5e5, 5e5, "euro", "currency"),
        ("70/80 factors", 70, 80, "", "count"),
        ("ten to twelve people", 10, 12, "person", "count"),
    ],
)
def test_reading(text: str, value: float, high: float, unit: str, kind: str) -> None:
    (one,) = quantities(f"It was {text}.")
    assert (one.value, one.high) == pytest.approx((value, high))
    assert (one.unit, one.kind) == (unit, kind)


def test_places_and_vagueness() -> None:
    text = "They saw more than forty whales, 2.5 km off, on 3 March 2021 at 10:30 pm with v2.3.1."
    found = quantities(text)
    assert [text[one.begin : one.stop] for one in found] == [
        "more than forty",
        "2.5 km",
        "3 March 2021",
        "10:30 pm",
        "v2.3.1",
    ]
    assert found[0].approximate == "over"
    assert [one.text for one in found[2:]] == ["2021-03-03", "22:30", "2.3.1"]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("half past ten", "10:30"),
        ("a quarter to nine", "8:45"),
        ("ten past four", "4:10"),
        ("a quarter past 4", "4:15"),
    ],
)
def test_spoken_times_of_day(text: str, clock: str) -> None:
    (one,) = quantities(f"We met at {text}, as always.")
    assert (one.kind, one.text) == ("clock", clock)


def test_digits_of_names_are_no_amounts() -> None:
    assert quantities("Apollo-11, R2D2, agent 007 and the B52s") == []


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("seven days", "a week", "same"),
        ("2 hours", "120 minutes", "same"),
        ("fifty percent", "50 %", "same"),
        ("18 months", "a year and a half", "same"),
        ("10:30 pm", "22:30", "same"),
        ("March 3", "3 March 2021", "same"),
        ("4,286", "about 4,300", "rounded"),
        ("4,286", "4,300", "rounded"),
        ("48 %", "almost half", "rounded"),
        ("five or six", "five", "rounded"),
        ("the 2010s", "in 2015", "rounded"),
        ("the 2010s", "in 2009", "different"),
        ("4286", "more than 4000", "rounded"),
        ("400", "hundreds", "rounded"),
        ("5 minutes", "5 hours", "unit-changed"),
        ("$5", "€5", "unit-changed"),
        ("12.4", "12.6", "different"),
        ("48", "more than 50", "different"),
        ("under 45 years", "under thirty-five years", "different"),
        ("over 590 loans", "over 500 loans", "different"),
        ("seventeen", "seventy", "different"),
        ("2 million", "2 billion", "different"),
        ("v2.3", "v2.4", "different"),
        ("5 May", "6 May", "different"),
        ("the 3rd", "three whales", "unrelated"),
        ("5 minutes", "6 people", "unrelated"),
    ],
)
def test_compare(a: str, b: str, expected: str) -> None:
    first, second = quantities(a)[0], quantities(b)[0]
    assert compare(first, second) == expected
    assert compare(second, first) == expected


@given(st.integers(0, 10**9), st.sampled_from(["", " %", " minutes", " euros", " people"]))
def test_written_numbers_come_back(value: int, unit: str) -> None:
    found = quantities(f"so {value:,}{unit} then")
    assert len(found) == 1
    assert found[0].value == value or found[0].text == str(value)
    assert compare(found[0], found[0]) == "same"


@given(st.text(alphabet="0123456789 .,:-/%$€abcdef halfonetwvd\n", max_size=40))
def test_any_text_is_read(text: str) -> None:
    stops = [0]
    for one in quantities(text):
        assert stops[-1] <= one.begin < one.stop <= len(text)
        assert one.value <= one.high
        stops.append(one.stop)
