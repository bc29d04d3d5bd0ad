"""Claims on their evidence."""

from __future__ import annotations

from itertools import pairwise

import pytest

TALK = """[00:00:00] Ada Reed: Good evening and welcome to the clock tower of Lower Finch.
[00:00:06] Ada Reed: The bell was cast in a village foundry, and six horses pulled it up the hill.
[00:00:14] Ben Holt: Did nobody complain about the noise at night?
[00:00:19] Ada Reed: A baker did, so the sexton wrapped the hammer in felt every evening.
[00:00:27] Ben Holt: My grandmother remembered the felt, she sewed it from old army coats.
[00:00:34] Ada Reed: In January the oil freezes, and somebody has to warm the gears with a hair dryer.
[00:00:42] Ben Holt: Tickets for the tour are sold at the bakery, not at the church.
[00:00:49] Ada Reed: The baker did not like us, and the baker's son became our best guide.
"""


@pytest.mark.parametrize(
    ("claim", "place"),
    [
        ("The sexton wrapped the hammer in felt every evening.", "sexton wrapped the hammer in felt every evening"),
        ("Six horses hauled the bell uphill.", "six horses"),
        ("In winter the gears must be heated with a hair dryer since the oil freezes.", "hair dryer"),
        ("One buys tour tickets in the bakery.", "sold at the bakery"),
    ],
)
def test_verbatim_edited_and_paraphrased_sentences_find_their_place(aligned, claim, place):
    found = aligned(f"# Notes\n\n- {claim}\n", TALK)
    [placed] = found.claims
    [stream] = found.streams
    assert placed.trace is not None
    k, passage = placed.passages[0]
    assert place in stream.said(passage.first, passage.last)
    near = stream.said(max(0, placed.trace.first - 12), min(len(stream) - 1, placed.trace.last + 12))
    assert place in near and k == 0


def test_passages_hold_at_most_160_words_and_do_not_repeat(aligned):
    long = "\n".join(
        f"[00:{n:02d}:00] Ada Reed: The gear number {n} turns the wheel of the clock above the bakery in the tower, "
        f"and somebody oils it with the can that hangs on hook {n} behind the ladder by the window."
        for n in range(40)
    )
    [placed] = (found := aligned("# Notes\n\n- Somebody oils the gears of the clock.\n", long)).claims
    assert len(found.streams[0]) > 800
    assert placed.passages
    assert all(p.last - p.first + 1 == 160 for _, p in placed.passages)
    spans = sorted((p.first, p.last) for _, p in placed.passages)
    assert all(a[0] < b[0] for a, b in pairwise(spans))


def test_the_claimed_time_decides_between_equal_places(aligned):
    lines = ("[00:{0:02d}:00] Ada Reed: Please mind the step.", "[00:{0:02d}:05] Ben Holt: Thank you.")
    source = "".join(line.format(n) + "\n" for n in range(9) for line in lines)
    [placed] = (found := aligned("[00:06:00] Ada Reed: Please mind the step.\n", source)).claims
    assert placed.claim.start == 360.0
    assert placed.trace is not None and found.streams[0].start[placed.trace.first] == 360.0


def test_a_named_speaker_is_not_what_was_said(aligned):
    [placed] = aligned("# Notes\n\n- Ben Holt said the oil freezes in January.\n", TALK).claims
    assert placed.speaker == "Ben Holt"
    assert [label for _, _, label in placed.mentions] == ["Ben Holt"]


def test_the_source_that_has_the_words_is_the_best_one(aligned):
    heard = TALK.replace("sexton", "saxton").replace("foundry", "laundry")
    [placed] = aligned("# Notes\n\n- The sexton wrapped the hammer in felt every evening.\n", heard, TALK).claims
    assert placed.source == 1
    assert placed.traces[0] is not None


def test_known_names_come_from_headers_and_glossary(aligned):
    from auditor.settings import Settings

    headed = "Title: The tower\nDescription: With Orla Quist.\n\nTranscript:\n\n[00:00:01] the bell is loud\n"
    found = aligned("# Notes\n\n- The bell is loud.\n", headed, settings=Settings(glossary=(("Zwirn", "zwern"),)))
    assert {"orla", "quist", "zwirn"} <= found.known


SPOKEN = TALK.splitlines()


@pytest.mark.parametrize("lost", [slice(0, 2), slice(1, 3), slice(2, 4), slice(4, 6), slice(5, 6)])
@pytest.mark.parametrize("first", ["lacking", "whole"])
def test_what_one_transcript_dropped_is_found_in_the_other(aligned, lost, first):
    lacking = "\n".join(line for line in SPOKEN if line not in SPOKEN[lost]) + "\n"
    derived = "\n".join(SPOKEN[lost]) + "\n"
    sources = (lacking, TALK) if first == "lacking" else (TALK, lacking)
    whole = sources.index(TALK)

    for placed in aligned(derived, *sources).claims:
        assert placed.source == whole
        assert len(placed.trace.matched()) == len(placed.texts)
        assert placed.traces[1 - whole] is None
        assert any(k == whole for k, _ in placed.passages)
