"""The sentence splitter: cases that are easy to get wrong, and properties that hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.documents.sentences import count_words, join_fragments, known_initials, split


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text, initials=known_initials(text))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The buoy sank. We found it.", ["The buoy sank.", "We found it."]),
        ("Dr. Hale met Mr. Weir at 6 p.m. on Monday.", ["Dr. Hale met Mr. Weir at 6 p.m. on Monday."]),
        ("They left at 6 p.m. The boat was late.", ["They left at 6 p.m.", "The boat was late."]),
        (
            "Waves reached 3.5 m, see rule 34.19 of port.example.",
            ["Waves reached 3.5 m, see rule 34.19 of port.example."],
        ),
        ("We need spares, e.g. cells. Order them.", ["We need spares, e.g. cells.", "Order them."]),
        ("J. R. Smith spoke. Then he left.", ["J. R. Smith spoke.", "Then he left."]),
        (
            "That came from Crew B. Hull paint is dear, says Crew B now.",
            ["That came from Crew B.", "Hull paint is dear, says Crew B now."],
        ),
        ("John F. Weir spoke.", ["John F. Weir spoke."]),
        ("See No. 5 on the list. No. That was all.", ["See No. 5 on the list.", "No.", "That was all."]),
        ("“It sank.” We found it.", ["“It sank.”", "We found it."]),
        ('He asked "Is it too late?" and left.', ['He asked "Is it too late?" and left.']),
        ("He said “Stop. Now. Please.” to us. We did.", ["He said “Stop. Now. Please.” to us.", "We did."]),
        ("And so on... but not today.", ["And so on... but not today."]),
        ("And so on... Not today.", ["And so on...", "Not today."]),
        ("What is x9? x9 is a buoy.", ["What is x9?", "x9 is a buoy."]),
        ("浮标沉了。我们找到了！真的？", ["浮标沉了。", "我们找到了！", "真的？"]),
        ("how are you? i am fine.", ["how are you?", "i am fine."]),
        ("(The end. Nothing follows.)", ["(The end. Nothing follows.)"]),
        ("1. First the hull.", ["1. First the hull."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
    ],
)
def test_cuts(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_fragments_join_their_neighbour() -> None:
    text = "Well. The buoy sank in the night. True. We will find it soon. Yes. No. Maybe so then. It floats again now."
    pieces = [text[a:b] for a, b in join_fragments(text, split(text))]
    assert pieces[0] == "Well. The buoy sank in the night. True."
    assert pieces[1] == "We will find it soon. Yes. No. Maybe so then."
    assert pieces[-1] == "It floats again now."


def test_words_of_cjk_text() -> None:
    assert count_words("浮标沉了") == 2
    assert count_words("the x9-buoy isn't lost") == 4


@given(st.text(alphabet=st.sampled_from("aB. !?…\"“”'’()1。\n\tDr,"), max_size=120))
def test_nothing_is_lost_and_nothing_doubled(text: str) -> None:
    for spans in (split(text), join_fragments(text, split(text))):
        assert all(a < b for a, b in spans)
        assert all(x[1] <= y[0] for x, y in pairwise(spans))
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
        assert all(text[a:b] == text[a:b].strip() for a, b in spans)
