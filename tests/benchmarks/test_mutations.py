"""The mutation harness: what is planted is really planted, and its counts are right."""

import random

import pytest
from measure.data import Document
from mutate import defects
from mutate.clean import Clean, CleanSource, clean_sources
from mutate.defects import DEFECTS, HARMLESS, Planted
from mutate.documents import PlantedDocument, choose, layout, planted_documents
from mutate.score import section, tally


def planted(maker, text, following=None, names=("Ada Holm", "Ben Rask"), start=30.0):
    line = Clean(text, "Ada Holm", start, following)
    source = CleanSource("talk", "talk", (), (line,), tuple(names), 600.0)
    return maker(line, source, random.Random(1))


@pytest.mark.parametrize(
    ("maker", "text", "now"),
    [
        (defects.not_added, "The bridge was closed in winter.", "The bridge was not closed in winter."),
        (defects.not_dropped, "We don't sell any of it.", "We do sell any of it."),
        (defects.not_dropped, "He will not come again.", "He will come again."),
        (defects.unit, "It is twelve metres high.", "It is twelve miles high."),
        (defects.exchange, "We chose steel rather than timber.", "We chose timber rather than steel."),
        (defects.exchange, "We grow barley, not wheat.", "We grow wheat, not barley."),
        (defects.head_cut, "I don't think that the pump will hold.", "The pump will hold."),
        (defects.head_cut, "If it rains again, the pump will not hold.", "The pump will not hold."),
        (defects.question_told, "Was he paid for it?", "He was paid for it."),
        (defects.certainty, "The pump might fail tonight.", "The pump will fail tonight."),
        (defects.filler_dropped, "It was, um, very cold.", "It was very cold."),
        (defects.contraction, "I'm sure of it now.", "I am sure of it now."),
        (defects.inflection, "She wants a new pump.", "She wanted a new pump."),
        (defects.synonym, "It was a big pump.", "It was a large pump."),
        (defects.number_written, "We have 12 pumps here.", "We have twelve pumps here."),
    ],
)
def test_what_is_planted(maker, text, now):
    assert planted(maker, text).text == now


@pytest.mark.parametrize(
    ("maker", "text"),
    [
        (defects.not_added, "The bridge was never closed in winter."),
        (defects.not_dropped, "The bridge was closed in winter."),
        (defects.number, "The bridge was closed in winter."),
        (defects.name, "The bridge was closed in winter."),
        (defects.exchange, "We know more than that."),
        (defects.head_cut, "The pump will hold."),
        (defects.question_told, "The pump will hold."),
        (defects.turns_joined, "Will the pump hold?"),
    ],
)
def test_no_occasion_no_defect(maker, text):
    assert planted(maker, text) is None


def test_a_number_and_a_name_are_others_than_before():
    assert planted(defects.number, "There were 48 kilos.").text != "There were 48 kilos."
    swapped = planted(defects.name, "We asked Ylva about it.")
    assert swapped.said == "Ylva"
    assert swapped.claimed in swapped.text


def test_a_question_takes_the_next_speakers_answer():
    joined = planted(defects.turns_joined, "Will the pump hold?", ("It will hold until spring.", "Ben Rask"))
    assert joined.text == "Will the pump hold, it will hold until spring."
    assert joined.speaker == "Ben Rask"
    assert planted(defects.turns_joined, "Will the pump hold?", ("It will hold until spring.", "Ada Holm")) is None


def test_label_and_time_move():
    assert planted(defects.speaker, "The pump will hold.").speaker == "Ben Rask"
    assert abs(planted(defects.time, "The pump will hold.").start - 30) >= 45
    assert layout(Planted("x", "It holds.", speaker="Ada Holm", start=62.0)) == "[00:01:02] Ada Holm: It holds."


def test_the_same_seed_gives_the_same_documents(tmp_path):
    sources = [s for s in clean_sources() if s.lines][:2]
    assert sources
    pages = []
    for run in ("a", "b"):
        found = planted_documents(sources, tmp_path / run)
        pages.append([p.document.derived.read_bytes() for p in found])
        for document in found:
            lines = document.document.derived.read_text("utf-8").splitlines()
            for number, (line, _) in document.lines.items():
                assert lines[number - 1] == layout(line)
    assert pages[0] == pages[1]
    kinds = {line.kind for source in sources for _, line, _ in choose(source, 1)}
    assert {"untouched", "clause added", "not added"} <= kinds
    assert choose(sources[0], 1) != choose(sources[0], 2)


def test_every_kind_has_its_findings():
    from auditor.rules.catalogue import BY_NAME

    assert all(right <= set(BY_NAME) and right for right in DEFECTS.values())
    assert not set(DEFECTS) & set(HARMLESS)


def test_counts(tmp_path):
    lines = {
        1: (Planted("number", "It weighs 9 tonnes.", "9", "4"), frozenset({"number-changed"})),
        3: (Planted("number", "It weighs 7 tonnes.", "7", "4"), frozenset({"number-changed"})),
        5: (Planted("untouched", "It floats."), frozenset()),
    }
    document = PlantedDocument(Document("mutations", "x", tmp_path, ()), lines)

    def claim(line, verdict, findings):
        return {"line": line, "end_line": line, "verdict": verdict, "heap": None, "findings": findings}

    findings = [
        {"id": "f1", "name": "number-changed", "claimed": "9 tonnes", "source": "4 tonnes"},
        {"id": "f2", "name": "entity-changed", "claimed": "7", "source": "4"},
        {"id": "f3", "name": "claim-added", "claimed": "floats", "source": ""},
    ]
    claims = [claim(1, "altered", ["f1"]), claim(3, "unverifiable", ["f2"]), claim(5, "altered", ["f3"])]
    found = tally([document], {"mutations/x": {"recordings": [{"findings": findings, "claims": claims}]}})
    number = found["number"]
    assert (number.lines, number.flagged, number.review, number.named, number.words) == (2, 1, 1, 1, 1)
    assert dict(number.others) == {"entity-changed": 1}
    assert found["untouched"].flagged == 1
    assert "| number" in section(found)
