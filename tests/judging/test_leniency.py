"""What a critic of the leniency showed: changes that it must not hide, and faithful lines that new rules flagged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PAIRS = json.loads(Path(__file__).with_name("leniency.json").read_text(encoding="utf-8"))

CHANGED = [
    # the claim, what was said
    (
        "Send the report to Maria on Friday.",
        "Send the report to Tom, not to Maria on Friday.",
    ),
    (
        "The council voted for the tunnel in the end.",
        "The council voted for the bridge, not for the tunnel in the end.",
    ),
    (
        "He is not going to sell the boat, and he is going to sell the house.",
        "He is not going to sell the boat, and he is not going to sell the house.",
    ),
    (
        "You should sign the lease, and you should not sign the contract.",
        "You should not sign the lease, and you should not sign the contract.",
    ),
    (
        "Nobody can open the gate at night and the guard cannot open the gate in the morning.",
        "Nobody can open the gate at night and the guard can open the gate in the morning.",
    ),
    (
        "The bridge is not ready and the tunnel is not ready either.",
        "The bridge is not ready and the tunnel is ready.",
    ),
    (
        "I would rather have the money and I want the crane.",
        "I would rather have the money and I don't want the crane.",
    ),
    (
        "The old crane was sold by Ivan Mendes to the port in May.",
        "I'm sure of it. The old crane was sold by Peter Kolb to the port in May.",
    ),
    (
        "The old yard was bought by SAP in the spring.",
        "The old yard was bought by Siemens in the spring. So are people.",
    ),
    (
        "I will send the report to Rui on Friday after the meeting.",
        "I will send the report to Maria on Friday after the meeting.\nMaria Kolb: Good.",
    ),
    (
        "The bridge was closed until then, he admitted taking bribes.",
        "The bridge was closed until then.",
    ),
    (
        "Ann Lee bribed the mayor so that the old bridge will open in May.",
        "The old bridge will open in May.",
    ),
    (
        "There is now evidence that the crane is rusty.",
        "There is no evidence that the crane is rusty.",
    ),
    (
        "The crane is safe for the crew.",
        "The crane is not, as the inspector told us on Monday, safe for the crew.",
    ),
    (
        "The bridge will open in May.",
        "I don't believe that under these conditions the bridge will open in May.",
    ),
    (
        "The yard does not want to sell the crane.",
        "I do not want to claim that the yard does not want to sell the crane.",
    ),
    (
        "The ferry is unsafe in winter.",
        "There is nothing to suggest that the ferry is unsafe in winter.",
    ),
    (
        "The boat is not cheap but not dangerous.",
        "The boat is not cheap but dangerous.",
    ),
    (
        "There is will to pay for the crane.",
        "There is no will to pay for the crane.",
    ),
    (
        "They come to the island in May every year.",
        "They go to the island in May every year.",
    ),
    (
        "Prices rose quickly and costs fell slowly.",
        "Prices rose slowly and costs fell quickly.",
    ),
]

CHANGED += [
    (
        "Since I only deal with the hull, I would need feedback from Ann Lee and from the harbour master.",
        "Since I only deal with the hull, I would need feedback from the marketing people and from the harbour master.",
    ),
    (
        "These are the people that will pay more for a new ferry.",
        "It didn't say in the survey, you know, whether, you know, these are the people that will pay more for a new "
        "ferry.",
    ),
]
CHANGED += [("Evidence that the crane is rusty was found.", "There is no evidence that the crane is rusty.")]

FAITHFUL = [
    (
        "Rui explained the crane to the crew on Monday.",
        "He explained the crane to the crew on Monday.",
    ),
    (
        "Tuesdays are busier than Mondays, but in winter Mondays are busier than Tuesdays.",
        "Tuesdays are busier than Mondays, but in winter Mondays are busier than Tuesdays.",
    ),
    (
        "The ferry came before the train.",
        "Yesterday the train came before the ferry. Today the ferry came before the train.",
    ),
    (
        "Two people want to keep the old crane in the yard.",
        "I want to keep the old crane in the yard. Rui wants to keep it as well.",
    ),
    (
        "The crew tried twice to lift the hull out of the water.",
        "The crew tried two times to lift the hull out of the water.",
    ),
    (
        "Ships may moor there again on 5 May.",
        "Ships may moor there again next Tuesday.",
    ),
    (
        "More than 4,000 visitors came to the pier.",
        "More than 4,286 visitors came to the pier.",
    ),
    (
        "All the boats are painted in the yard.",
        "All the boats are painted in the yard twice a year.",
    ),
    (
        "The inspector checks every crane in the harbour.",
        "The inspector checks every crane in the harbour once a week.",
    ),
    (
        "We mend the pier this year and we will pay the crew.",
        "We mend the pier this year and apart from that we will pay the crew.",
    ),
    (
        "We mend the pier this year and the gate stays open.",
        "We mend the pier this year, other than that, the gate stays open.",
    ),
    (
        "We need the crane in the yard, and Rui will order it.",
        "Do we need the crane in the yard? We do. And Rui will order it.",
    ),
    (
        "The ferry broke down near the island.",
        "This is not the first time the ferry broke down near the island.",
    ),
    (
        "It took ten years to build the pier.",
        "It took a decade to build the pier.",
    ),
    (
        "We have 14 days to pay the fee.",
        "We have a fortnight to pay the fee.",
    ),
    (
        "We will paint our old boat in May.",
        "The team will paint the company's old boat in May.",
    ),
    (
        "Doctor Smith checks the crew each spring.",
        "Doctor Anna Smith checks the crew each spring.",
    ),
    (
        "Maria Santos checks the crew each spring.",
        "Maria Teresa Santos checks the crew each spring.",
    ),
]
END = "\nRui Batista: Let us go on then.\nAnn Lee: Yes, that is all for today.\n"


@pytest.mark.parametrize(("text", "said"), CHANGED, ids=[text[:40] for text, _ in CHANGED])
def test_a_change_is_not_hidden(line, text, said):
    assert line(text, f"Ann Lee: {said}{END}").decision.heap in ("flagged", "review")


@pytest.mark.parametrize(("text", "said"), FAITHFUL, ids=[text[:40] for text, _ in FAITHFUL])
def test_a_faithful_line_is_not_flagged(line, text, said):
    assert line(text, f"Ann Lee: {said}{END}").decision.heap in ("passed", "review")


def name(row):
    return row["sources"][0][:60]


@pytest.mark.parametrize("row", PAIRS["changed"], ids=name)
def test_a_change_is_not_hidden_whatever_other_transcripts_have(line, row):
    found = line(row["claim"], *(f"Ann Lee: {said}{END}" for said in row["sources"]))
    assert found.decision.heap in ("flagged", "review")


@pytest.mark.parametrize("row", PAIRS["faithful"], ids=name)
def test_a_faithful_line_is_not_called_altered(line, row):
    found = line(row["claim"], *(f"Ann Lee: {said}{END}" for said in row["sources"]))
    assert found.decision.heap in ("passed", "review")
