"""Variants on one time line."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.aligning.stream import build_stream
from auditor.aligning.timeline import align_streams, lend_times, time_lines
from auditor.model.inputs import TextFile
from auditor.reading import read_transcript

WORDS = "kettle lid screw brass copper oven garden window ladder bucket".split()
WORD = st.sampled_from(WORDS)


def _stream(words, path="a.txt"):
    return build_stream(read_transcript(TextFile(path, " ".join(words) + "\n")))


@given(st.lists(WORD, min_size=1, max_size=25), st.lists(WORD, min_size=1, max_size=25))
def test_positions_never_run_backwards_and_equal_words_meet(one, other):
    base, variant = _stream(one), _stream(other)
    mapping = align_streams(base, variant)
    forth = [mapping.to_other(i) for i in range(len(base))]
    back = [mapping.to_base(i) for i in range(len(variant))]
    assert all(a <= b for a, b in pairwise(forth)) and all(a <= b for a, b in pairwise(back))
    assert all(0 <= p <= len(variant) for p in forth) and all(0 <= p <= len(base) for p in back)
    for a, b, n in mapping.blocks:
        for k in range(n):
            assert base.texts[a + k] == variant.texts[b + k]
            assert mapping.to_other(a + k) == b + k and mapping.reversed().to_other(b + k) == a + k


def test_a_variant_without_times_borrows_them(stream):
    timed = stream("[00:00:10] the brass kettle stands on the oven\n[00:00:20] and the ladder leans on the window\n")
    plain = stream("The brass cattle stands on the oven, and the ladder leans on the window.\n", "plain.txt")
    lend_times(timed, plain, align_streams(timed, plain))
    assert plain.start[0] == 10.0
    assert plain.start[plain.texts.index("ladder")] == timed.start[timed.texts.index("ladder")]
    before = list(timed.start)
    lend_times(plain, timed, align_streams(plain, timed))
    assert timed.start == before, "own times are kept"


def test_sources_of_another_recording_keep_their_own_time_line(aligned):
    found = aligned(
        "# Notes\n\n- The ladder leans on the window.\n",
        "the brass kettle stands on the oven and the ladder leans on the window",
        "the brass cattle stands on the oven and the ladder leans on the window",
        "our choir rehearses every Tuesday because nobody may sing on Mondays here",
    )
    assert found.bases == [0, 0, 2]
    assert found.mappings[0] is None and found.mappings[1] is not None and found.mappings[2] is None
    [claim] = found.claims
    assert claim.traces[0] is not None and claim.traces[1] is not None and claim.traces[2] is None


def test_a_short_stranger_is_no_variant_though_a_long_text_holds_all_its_words():
    order = random.Random(3)
    words = [a + b for a in WORDS for b in WORDS]
    long = [order.choice(words) for _ in range(9000)]
    short = [order.choice(words) for _ in range(60)]

    assert time_lines([_stream(long), _stream(short, "b.txt")])[0] == [0, 1]
    assert time_lines([_stream(long), _stream(long[700:760], "b.txt")])[0] == [0, 0]
