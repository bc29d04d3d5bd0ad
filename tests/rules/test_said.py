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


POPLARS = """Ann Lee: We planted nine hundred poplars along the canal in the spring, and the council paid for them.
Rui Batista: Did the gardeners water them in June?
Ann Lee: No, they did not, and two hundred of them died before the autumn. That was a hard summer for all of us.
Rui Batista: So the council wants another plan for the next year, with fewer trees and more water.
Ann Lee: Yes. The new plan has a pump at the lock, and a man who looks after it twice a week.
"""


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ("A summer of drought had killed some of the saplings by autumn, it was conceded.", "line 3"),
        ("With a pump in place, the authority hopes that somebody can look at it every few days.", "line 5"),
        ("Everyone was thrilled about the partnership with Samsung.", None),
    ],
)
def test_where_a_line_that_may_be_told_freely_would_come_from(audit, claim, line) -> None:
    judgement = audit(f"# Minutes\n\n- {claim}\n", POPLARS)

    [draft] = [draft for draft in run_rules(judgement) if draft.name == "fabricated-claim"]
    assert draft.message.endswith(f", unless it tells {line} very freely." if line else "in any transcript.")
