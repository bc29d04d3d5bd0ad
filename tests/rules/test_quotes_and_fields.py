"""Rules about quotations and about the fields of action items."""

from __future__ import annotations

import pytest

from auditor.judging.fields import unsupported_fields

FAIR = """Chair: Welcome back. We have three things to settle before the fair opens.
Treasurer: The tent costs nine hundred crowns, and the band wants a deposit by Thursday.
Chair: Can you pay the deposit for the band, please?
Treasurer: Yes, I can do that on Wednesday morning.
Gardener: And I'll water the flower beds behind the tent every evening.
Chair: Good. The council does not allow open fires near the stables, and that will not change.
Gardener: Then we need electric stoves for the soup kitchen, and an extension lead of half a hundred metres.
"""


@pytest.mark.parametrize(
    ("quote", "faithful"),
    [
        ("The council does not allow open fires near the stables.", True),
        ("The council doesn't allow open fires near the stables", True),
        ("The council [of the parish] does not allow open fires … and that will not change.", True),
        ("Lighting any fire close to our stables is something the council simply forbids.", False),
    ],
)
def test_quotations_must_be_nearly_verbatim(findings, quote: str, faithful: bool) -> None:
    found = findings("quote-not-verbatim", f'Chair: "{quote}"\n', FAIR)

    assert not found if faithful else len(found) <= 1


def test_a_changed_quotation_shows_what_was_said(findings) -> None:
    derived = 'Gardener: "So we really need good electric stoves in the kitchen."\n'
    (found,) = findings("quote-not-verbatim", derived, FAIR)

    assert "electric stoves for the soup kitchen" in (found.source_words or "")


def test_the_same_words_without_quotation_marks_are_no_quotation(findings) -> None:
    assert not findings(
        "quote-not-verbatim", "Gardener: So we really need good electric stoves in the kitchen.\n", FAIR
    )


TABLE = """# Fair

## Action items

| Action | Owner | Due |
|---|---|---|
| {} | {} | {} |
"""


@pytest.mark.parametrize(
    ("task", "owner", "due", "doubted"),
    [
        ("Water the flower beds behind the tent", "Gardener", "every evening", []),
        ("Water the flower beds behind the tent", "Treasurer", "", ["owner"]),
        ("Pay the deposit for the band", "Treasurer", "Wednesday", []),
        ("Pay the deposit for the band", "Gardener", "Wednesday", ["owner"]),
        ("Pay the deposit for the band", "Treasurer", "Friday", ["due"]),
        ("Pay the deposit for the band", "All", "open", []),
        ("Water the flower beds behind the tent", "Gardener", "in two weeks", ["due"]),
        ("Pay the deposit for the band", "Treasurer", "end of May", ["due"]),
        ("Pay the deposit for the band", "Treasurer", "Q3", ["due"]),
    ],
)
def test_owner_and_due_date_against_what_was_said(audit, task: str, owner: str, due: str, doubted: list[str]) -> None:
    (judged,) = audit(TABLE.format(task, owner, due), FAIR).claims

    assert [doubt.name for doubt in unsupported_fields(judged.view)] == doubted


def test_a_wrong_owner_is_an_error_that_names_the_right_one(findings) -> None:
    derived = TABLE.format("Water the flower beds behind the tent", "Treasurer", "")
    (found,) = findings("field-unsupported", derived, FAIR)

    assert (found.severity, found.claimed, found.source_words) == ("error", "Treasurer", "Gardener")
