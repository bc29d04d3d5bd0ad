"""A passage cut to size: what the claim is about stays, and every cut shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.judges.excerpt import CUT, ROW, excerpt

TALK = [("Rosa", w) for w in ("the ferry opened in spring " * 6).split()]
TALK += [("Tom", w) for w in "nobody paid us for the lanterns in the harbour".split()]
TALK += [("Rosa", w) for w in ("and the wind came from the west " * 6).split()]


def test_a_short_passage_stays_whole() -> None:
    words = [("Rosa", "we"), ("Rosa", "left."), (None, "Good.")]
    assert excerpt(words, "they left", 200, False, False) == ["Rosa: we left.", "Good."]


def test_a_passage_that_begins_or_ends_within_a_sentence_says_so() -> None:
    words = [("Rosa", "opened"), ("Tom", "in")]
    assert excerpt(words, "opened", 200, True, True) == [f"Rosa: {CUT} opened", f"Tom: in {CUT}"]


def test_what_the_claim_is_about_is_kept() -> None:
    lines = excerpt(TALK, "The lanterns were not paid for.", 150, False, False)
    assert "Tom: nobody paid us for the lanterns in the harbour" in lines
    assert lines[0].startswith(f"Rosa: {CUT} ") and lines[-1].endswith(f" {CUT}")


@given(
    st.lists(st.tuples(st.sampled_from([None, "Rosa", "Tom"]), st.text("abc", min_size=1, max_size=9)), max_size=80),
    st.text("abc ", max_size=30),
    st.integers(120, 400),
)
def test_it_fits_and_holds_a_stretch_of_the_words(words: list[tuple[str | None, str]], claim: str, limit: int) -> None:
    lines = excerpt(words, claim, limit, False, False)
    kept = [w for line in lines for w in line.removeprefix("Rosa: ").removeprefix("Tom: ").split() if w != CUT]
    said = [w for _, w in words]
    assert any(said[i : i + len(kept)] == kept for i in range(len(said) - len(kept) + 1))
    assert len(kept) <= 8 or sum(len(line) + ROW for line in lines) <= limit + 2 * (len(CUT) + 1) + 2 * len("Rosa: ")
