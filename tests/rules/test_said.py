"""What was said instead: the words that a finding shows, from whatever part of the recording."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.rules.engine import run_rules

FIRST = """We planted nine hundred poplars along the canal in the spring. The council paid for the young trees.
The gardeners did not water them in June. Two hundred of them died before the autumn. Thank you for this report.
"""
SECOND = "Good evening. " + FIRST.replace("poplars", "populars") + "Goodbye and good night to everybody in the hall.\n"


def said(words: str) -> str:
    return f'Speaker: "{words}"\n'


@pytest.mark.parametrize("sources", [(FIRST, SECOND), (SECOND, FIRST), (FIRST,), (FIRST, FIRST)])
@pytest.mark.parametrize(
    "claim",
    [
        "Thank you for this report, and everybody voted in favour of the seventh motion.",
        "Thank you for this report, which cost 900 crowns.",
        "Nobody believed in it: we planted nine hundred poplars along the canal in the spring.",
    ],
)
def test_words_added_at_either_end_of_a_recording(audit, sources, claim) -> None:
    judgement = audit(said(claim), *sources)

    assert [draft.claim for draft in run_rules(judgement) if draft.name != "speaker-unsupported"]
    assert judgement.claims[0].decision.heap in ("flagged", "review")


@pytest.mark.parametrize("mark", ["{vocalsound}", "[Music]", "(applause)", "[laughter] [noise]"])
def test_a_mark_alone_is_no_speech(audit, mark) -> None:
    document = "# Talk\n\nWe planted nine hundred poplars along the canal in the spring. " + mark + "\n\n" + mark + "\n"
    judgement = audit(document, FIRST)

    assert not [draft for draft in run_rules(judgement) if draft.name in ("fabricated-claim", "claim-added")]
    assert {c.decision.verdict for c in judgement.claims} <= {"verbatim", "boilerplate"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1 << 30))
def test_no_change_of_the_words_is_too_much(audit, seed) -> None:
    chance = random.Random(seed)
    words = SECOND.split()
    first = chance.randrange(len(words))
    line = words[first : first + chance.randint(3, 16)]
    for _ in range(chance.randint(1, 4)):
        new = chance.choice([[], ["not"], ["900"], ["and", "Olga", "paid", "for", "it"], [chance.choice(words)]])
        at = chance.randint(0, len(line))
        line = [*line[:at], *new, *line[at + chance.randint(0, 2) :]] or ["not"]

    for draft in run_rules(audit(said(" ".join(line)), FIRST, SECOND)):
        assert draft.message
