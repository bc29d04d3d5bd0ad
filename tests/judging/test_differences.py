"""Each family of differences: a planted defect has its kind, finding and words; a harmless edit has no weight."""

from __future__ import annotations

import pytest

from auditor.judging.differences import differences
from auditor.judging.signals import signals
from auditor.judging.weights import BASE

LIMIT = 0.6  # below the weight from which a difference alters a line

PLANTED = [
    # what was done, the claim, kinds that may name it, the finding, claimed words, source words
    ("number", "We repainted the old lighthouse in the spring, and the work took twenty weeks.",
     {"number"}, "number-changed", "twenty", "twelve"),
    ("number with unit", "The lamps cost sixty thousand euros, and the port pays half of them.",
     {"number"}, "number-changed", "sixty thousand euros", "forty thousand euros"),
    ("year", "Ingrid Solheim drew the plans for the breakwater in 1985.",
     {"number"}, "number-changed", "1985", "nineteen eighty four"),
    ("currency", "The lamps cost forty thousand dollars, and the port pays half of them.",
     {"unit"}, "number-changed", "forty thousand dollars", "forty thousand euros"),
    ("unit", "The boat weighs three kilos and carries nine people.",
     {"unit"}, "number-changed", "three kilos", "three tonnes"),
    ("season", "We repainted the old lighthouse in the autumn, and the work took twelve weeks.",
     {"number"}, "number-changed", "autumn", "spring"),
    ("time", "It might be possible to open the gallery next month.",
     {"number"}, "number-changed", "next month", "next year"),
    ("version", "We use the Orca X3 sensor because it survives the salt.",
     {"version"}, "entity-changed", "X3", "X2"),
    ("name of a thing", "We use the Marlin X2 sensor because it survives the salt.",
     {"name"}, "entity-changed", "Marlin", "Orca"),
    ("name of a person", "Astrid Solheim drew the plans for the breakwater in nineteen eighty four.",
     {"name"}, "entity-changed", "Astrid", "Ingrid"),
    ("negation dropped", "The council approved the second crane.",
     {"negation"}, "negation-changed", "", "not"),
    ("negation added", "The lamps do not cost forty thousand euros, and the port pays half of them.",
     {"negation"}, "negation-changed", "not", ""),
    ("antonym", "The walls are thin and the rooms stay warm in the winter.",
     {"antonym"}, "negation-changed", "thin", "thick"),
    ("certainty", "It will be possible to open the gallery next year.",
     {"certainty", "modal"}, "certainty-changed", "will", "might"),
    ("question", "We know who will pay for the new lamps.",
     {"question"}, "certainty-changed", "We know who will pay for the new lamps",
     "we know who will pay for the new lamps"),
    ("quantifier", "All of the visitors complained about the noise of the horn.",
     {"quantifier"}, "certainty-changed", "All", "Some"),
    ("person", "You have asked the ferry company for a letter of support.",
     {"person"}, "role-changed", "You", "I"),
    ("clause added", "The council did not approve the second crane, and the mayor resigned in protest.",
     {"added"}, "claim-added", None, ""),
    ("unheard name", "The old ferry burns too much diesel, so we want to replace it with an electric one from Gdansk.",
     {"unheard"}, "entity-changed", "Gdansk", ""),
    ("head cut", "The bridge should close at night.",
     {"cut-head"}, "meaning-cut", "", "don't"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kinds", "name", "claimed", "source"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED]
)
def test_a_planted_defect_is_named_with_its_words(line, text, kinds, name, claimed, source):
    found = line(text)
    assert found.decision.verdict == "altered", found.decision
    grave = [(d, w) for d, w in zip(found.diffs, found.weights, strict=True) if d.kind in kinds and w >= LIMIT]
    assert grave, [(d.kind, w) for d, w in zip(found.diffs, found.weights, strict=True)]
    view = found.view
    words = [
        (d.name, view.phrase(d.c0, d.c1), view.stream_of(d.source).said(d.s0, d.s1 - 1) if d.s1 > d.s0 else "")
        for d, _ in grave
    ]
    assert any(n == name and claimed in (c, None) and s == source for n, c, s in words), words


HARMLESS = [
    ("same words", "We repainted the old lighthouse in the spring, and the work took twelve weeks."),
    ("digits", "We repainted the old lighthouse in the spring, and the work took 12 weeks."),
    ("money in signs", "The lamps cost €40,000, and the port pays half of them."),
    ("year in digits", "Ingrid Solheim drew the plans for the breakwater in 1984."),
    ("contraction", "The council didn't approve the second crane."),
    ("fillers", "We use the Orca X2 sensor because it survives the salt."),
    ("case and marks", "the walls are thick -- and the rooms stay warm, in the winter"),
    ("a word less", "We repainted the lighthouse in the spring, and the work took twelve weeks."),
    ("inflection", "The walls are thick and the rooms stayed warm in the winter."),
    ("indirect speech", "Tom Okoye said he has asked the ferry company for a letter of support."),
    ("half in other words", "The lamps cost forty thousand euros, and the port pays 50% of them."),
    ("question kept", "Tom Okoye asked who will pay for the new lamps."),
    (
        "who tells it",
        "The harbour master explained that the lamps cost forty thousand euros, and the port pays half of them.",
    ),
    ("reported", "The harbour master also added that the boat weighs three tonnes and carries nine people."),
]


@pytest.mark.parametrize("text", [row[1] for row in HARMLESS], ids=[row[0] for row in HARMLESS])
def test_a_harmless_edit_is_left_alone(line, text):
    found = line(text)
    grave = [(d.kind, w) for d, w in zip(found.diffs, found.weights, strict=True) if w >= LIMIT]
    assert not grave
    assert found.decision.verdict in ("verbatim", "edited", "condensed")
    assert found.decision.heap == "passed"


def test_a_number_beside_the_source_s_own_words_counts_though_the_rest_is_retold(line):
    found = line("Repairs never end, though the small boat weighs five tonnes and carries nine people.")
    assert found.view.near < 0.8
    assert found.decision.verdict == "altered"
    assert [found.diffs[i].kind for i in found.decision.main] == ["number"]


def test_a_denial_that_is_left_out_with_its_clause_is_no_change(line):
    source = (
        "Ann Lee: My uncle, he was seventy, he hadn't left the island, ever, and he asked for the ferry every night."
        "\nBob Ray: Did he?\nAnn Lee: I don't believe that the ferry runs at night.\n"
    )
    assert line("My uncle, who was seventy, asked for the ferry every night.", source).decision.heap == "passed"
    assert line("The ferry runs at night.", source).decision.heap == "flagged"


@pytest.mark.parametrize("who", ["Gregor Stahl explained that", "Professor Mina Stahl also added that"])
def test_somebody_whom_nobody_names_is_noticed_as_the_one_who_tells_it(line, who):
    found = line(f"{who} the council did not approve the second crane.")
    assert [(d.kind, "Stahl" in found.view.phrase(d.c0, d.c1)) for d in found.diffs if d.kind == "unheard"] == [
        ("unheard", True)
    ]
    assert found.decision.heap in ("flagged", "review")


def test_a_pleasant_word_for_an_unpleasant_one_is_named(line):
    source = "Ann Lee: We are still building the pier, but I am worried about the winter.\nBob Ray: Good.\n"
    found = line("We are still building the pier, and I am excited about the winter.", source)
    assert found.decision.verdict == "altered"
    assert found.diffs[found.decision.main[0]].why == "a word of the opposite tone"
    assert (
        line("We are still building the pier, but I am concerned about the winter.", source).decision.heap == "passed"
    )


def test_the_tense_of_a_report_is_no_change_of_certainty(line):
    source = (
        "Ann Lee: The new course will open in March, and it may last two weeks in the old boat house.\nBob Ray: Good.\n"
    )
    told = line("The new course would open in March, and it might last two weeks in the old boat house.", source)
    firmer = line("The new course will open in March, and it will last two weeks in the old boat house.", source)
    assert told.decision.heap == "passed"
    assert "modal" in [firmer.diffs[i].kind for i in firmer.decision.main]


def test_two_exchanged_words_are_found(line):
    found = line("We sell souvenirs, not coffee, at the museum shop.")
    assert found.decision.verdict == "altered"
    assert found.decision.heap == "flagged"


def test_words_in_another_order_are_not_flagged(line):
    assert line("At the museum shop we sell coffee, not souvenirs.").decision.heap != "flagged"


def test_a_restriction_cut_from_the_end_is_named(line):
    found = line("You can dive there.")
    assert [d.kind for d in found.diffs] == ["cut-tail"]
    assert "unless the current is strong" in found.view.stream.said(found.diffs[0].s0, found.diffs[0].s1 - 1)


def test_words_in_another_mouth(judged):
    turn = "Tom Okoye: I have asked the ferry company for a letter of support. The walls are thick and the rooms {}.\n"
    own, other = judged(turn.format("stay warm in the winter"))
    assert own.decision.verdict == "verbatim"
    assert other.decision.verdict == "altered"
    assert "merge" in {d.kind for d in other.diffs}
    assert {d.name for d in other.diffs if d.kind == "merge"} == {"turns-merged"}


def test_a_line_of_two_voices_is_merged_turns(line):
    found = line(
        "Ask the ferry company for a letter of support because the walls are thick and the rooms stay warm.",
        "Ann Lee: Please ask the ferry company for a letter of support\nBob Ray: because the walls are thick and the "
        "rooms stay warm.\nAnn Lee: Good.\nBob Ray: Fine.\n",
    )
    assert [d.name for d in found.diffs if d.kind == "merge"] == ["turns-merged"]


def test_every_kind_has_a_weight_and_a_signal(judged):
    document = "# Notes\n\n" + "".join(f"- {row[1]}\n" for row in PLANTED)
    for found in judged(document):
        assert {d.kind for d in found.diffs} <= set(BASE)
        told = signals(found.view, found.diffs, found.weights, [])
        assert {name.removeprefix("diff:") for name in told if name.startswith("diff:")} == set(BASE)
        assert differences(found.view) == found.diffs, "asked twice, told the same"
        assert all(0.0 <= w <= 1.0 for w in found.weights)
        assert all(0 <= d.c0 <= d.c1 <= len(found.view.texts) and 0 <= d.s0 <= d.s1 for d in found.diffs)
