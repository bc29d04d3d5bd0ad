"""Faults inside a transcript: repeats, losses, stock phrases, terms in several spellings; on invented speech."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.aligning.stream import Stream, build_stream
from auditor.model.inputs import TextFile
from auditor.reading import read_transcript
from auditor.scoring.compare import Faults, faults_of
from auditor.scoring.faults.drops import impossible_rates
from auditor.scoring.faults.repeats import find_repeats
from auditor.scoring.faults.stock import family_of, find_stock

UNIT = "the lamp was lit by the keeper's daughter every night that year"
BEFORE = "So when the storm came nobody in the village slept and we all went down to the quay. "
AFTER = " After that the council paid for a siren and two of the men learned how to run it."


def stream(text: str, name: str = "talk.txt") -> Stream:
    return build_stream(read_transcript(TextFile(name, text)))


def faults(*texts: str) -> Faults:
    return faults_of([read_transcript(TextFile(f"talk{n}.txt", text)) for n, text in enumerate(texts)])


def whisper(*segments: tuple[float, float, str], **signals: float) -> str:
    rows = [{"id": n, "start": a, "end": b, "text": text, **signals} for n, (a, b, text) in enumerate(segments)]
    return json.dumps({"text": " ".join(row[2] for row in segments), "segments": rows, "language": "en"})


def test_seam_is_found_and_says_how_long_it_is() -> None:
    (found,) = find_repeats(stream(f"{BEFORE}{UNIT} {UNIT}.{AFTER}"))
    assert found.kind == "seam"
    assert "12 words" in found.why


@pytest.mark.parametrize(
    "text",
    [
        "I I I think we we should should go to the the quay",
        "No, no, no, no. That boat is not for sale and it never was.",
        "I don't know. I don't know. Perhaps the harbour master does.",
        "Was it before the storm or was it after the storm that he came?",
        "Row, row, row your boat. Row, row, row your boat.",
    ],
)
def test_stutters_and_emphasis_are_no_repeats(text: str) -> None:
    assert find_repeats(stream(BEFORE + text + AFTER)) == []


@pytest.mark.parametrize("marks", [",", ".", "!", " -", ", ,"])
def test_punctuation_does_not_hide_a_loop(marks: str) -> None:
    (found,) = find_repeats(stream(BEFORE + " ".join(["never" + marks] * 9) + AFTER))
    assert found.kind == "loop"
    assert found.times == 9
    assert "9 times in a row" in found.why


def test_loop_with_changing_marks() -> None:
    loop = "we go on. We go on, we go on! We go on we go on"
    (found,) = find_repeats(stream(BEFORE + loop + AFTER))
    assert (found.kind, found.times) == ("loop", 5)


def test_fewer_repetitions_are_a_loop_where_the_recogniser_says_so() -> None:
    text = "yes " * 6
    assert find_repeats(stream(BEFORE + text + AFTER)) == []
    told = whisper((0.0, 9.0, BEFORE), (9.0, 12.0, text), compression_ratio=3.1, avg_logprob=-0.05)
    (found,) = find_repeats(stream(told, "talk.json"))
    assert "compression_ratio 3.1" in found.why
    assert "high confidence does not speak against it" in found.why


def test_cold_open_is_on_purpose_and_a_late_copy_is_not() -> None:
    line = "Nobody had ever rowed across that bay in winter and we knew it when we pushed off from the old stone jetty"
    filling = " ".join(f"Then came story {n} about boat {n + 7}, told by guest {n + 3}." for n in range(60))
    assert find_repeats(stream(f"{line}. Welcome. {filling} {line}. {AFTER}")) == []
    late = f"{BEFORE} {filling} {line}. {filling.replace('story', 'tale')} {line}. {AFTER}"
    assert [one.kind for one in find_repeats(stream(late)) if one.stop - one.first < 40] == ["far"]


def test_repeat_that_both_transcripts_have_was_said() -> None:
    text = f"{BEFORE}{UNIT} {UNIT}.{AFTER}"
    assert faults(text, text).repeats == []
    ((k, found),) = faults(f"{BEFORE}{UNIT}.{AFTER}", text).repeats
    assert k == 1
    assert "the other transcript says it once" in found.why


@given(st.lists(st.sampled_from("sail rope tide keel mast".split()), min_size=1, max_size=60))
def test_repeats_lie_in_the_text_and_apart_from_each_other(words: list[str]) -> None:
    one = stream(" ".join(words))
    found = find_repeats(one)
    assert all(0 <= r.begin < r.first < r.stop <= len(one) for r in found)
    assert all(a.stop <= b.first for a, b in pairwise(found))


def test_lost_passage_is_found_in_the_transcript_that_lacks_it() -> None:
    lost = " The keeper showed us the copper mirror, the clockwork and the log book of the year of the flood."
    both = faults(BEFORE + lost + AFTER, BEFORE + AFTER)
    ((pair, typed),) = both.drops
    assert (pair.a, pair.b, typed.kind) == (0, 1, "dropped")
    ((_, other),) = faults(BEFORE + AFTER, BEFORE + lost + AFTER).drops
    assert other.kind == "inserted"


def test_impossible_rates() -> None:
    talk = [(10.0 * n, 10.0 * n + 10, BEFORE) for n in range(6)]
    fast = (60.0, 62.0, BEFORE + AFTER)
    after = [(150.0 + 10 * n, 160.0 + 10 * n, AFTER) for n in range(3)]
    quick, slow = impossible_rates(stream(whisper(*talk, fast, *after), "talk.json"), 30)
    assert quick.fast
    assert (quick.start, quick.end) == (60.0, 62.0)
    assert not slow.fast
    assert (slow.start, slow.end, slow.words) == (62.0, 150.0, 0)
    assert slow.expected == 202
    assert impossible_rates(stream(whisper(*talk), "talk.json"), 30) == []
    assert impossible_rates(stream(BEFORE), 30) == []
    points = [(10.0 * n, 10.0 * n, BEFORE) for n in range(6)]
    assert all(rate.fast for rate in impossible_rates(stream(whisper(*points), "talk.json"), 30))


@pytest.mark.parametrize(
    ("sentence", "family"),
    [
        ("Subtitles by Odd Fellows Studio", "credit"),
        ("Untertitel im Auftrag des Senders, 2011", "credit"),
        ("Sous-titrage: Atelier du Port", "credit"),
        ("www.tide-room-films.net", "credit"),
        ("♪ upbeat music ♪", "credit"),
        ("Thanks for watching, and don't forget to come back!", "outro"),
        ("Please like and subscribe.", "outro"),
        ("Thank you so much.", "everyday"),
        ("Okay, bye.", "everyday"),
        ("Thank you for the rope, it held all night.", None),
        ("He made the subtitles himself, by hand, over one long winter.", None),
        ("We will be back in port before the others are.", None),
        ("Copyright is a difficult thing.", None),
        ("Music was his whole life.", None),
    ],
)
def test_families(sentence: str, family: str | None) -> None:
    assert family_of(sentence) == family


def test_everyday_phrase_needs_a_second_sign() -> None:
    talk = "Anna: Where is the key?\nBert: Thank you.\nAnna: Okay.\nBert: It hangs in the hall.\nAnna: Thank you.\n"
    assert find_stock(stream(talk)) == []
    calm = [(0.0, 9.0, BEFORE), (9.0, 10.0, "Thank you."), (10.0, 18.0, AFTER)]
    assert find_stock(stream(whisper(*calm, no_speech_prob=0.1), "talk.json")) == []


@pytest.mark.parametrize(
    ("segments", "sign"),
    [
        ([(9.0, 39.0, "Thank you.")], "2 words in 30 seconds"),
        ([(9.0 + n, 10.0 + n, "Okay.") for n in range(5)], "5 times in a row"),
        ([(45.0, 46.0, "Thank you.")], "silence of 36 seconds before it after the last real words"),
    ],
)
def test_second_signs(segments: list[tuple[float, float, str]], sign: str) -> None:
    found = find_stock(stream(whisper((0.0, 9.0, BEFORE), *segments), "talk.json"))
    assert len(found) == len(segments)
    assert all(sign in one.signs for one in found)


def test_recogniser_that_heard_no_speech_is_believed() -> None:
    (found,) = find_stock(
        stream(whisper((0.0, 3.0, "Thank you."), (3.0, 4.0, "so"), no_speech_prob=0.83), "talk.json")
    )[:1]
    assert "no_speech_prob 0.83" in found.signs[0]


def test_own_phrases_of_the_user() -> None:
    text = "Hello there, sailors. Brought to you by Brine and Sons. " + BEFORE
    assert [one.family for one in find_stock(stream(text), ["brought to you by brine and sons"])] == ["credit"]


def test_ending_in_the_middle_counts_and_at_the_end_does_not() -> None:
    assert [one.family for one in find_stock(stream(f"{BEFORE} Thanks for watching. {BEFORE}{AFTER}"))] == ["outro"]
    assert find_stock(stream(f"{BEFORE}{AFTER}{BEFORE}{AFTER} Thanks for watching.")) == []


HEADER = "Title: An evening with Yrsa Tollvik\nParticipants: Yrsa Tollvik\n\nTranscript:\n\n"


def test_spellings_of_one_name_are_grouped_and_the_header_decides() -> None:
    talk = "[00:00:01] I asked Tolvick about the mast\n[00:00:05] and Tolvik said that it broke when Tolvick was away\n"
    (group,) = faults(HEADER + talk).terms
    assert group.likely == "Tollvik"
    assert group.reason == "the header has it"
    assert {one.form: len(one.places) for one in group.spellings} == {"Tolvick": 2, "Tolvik": 1}


def test_glossary_decides_where_the_header_is_silent() -> None:
    text = "We sent the Zarnika a letter. The Zarneka wrote back. Then the Zarnika came."
    (by_count,) = faults(text).terms
    assert (by_count.likely, by_count.reason) == ("Zarnika", "most frequent, 2 times")
    transcript = read_transcript(TextFile("talk.txt", text))
    (by_glossary,) = faults_of([transcript], [("Zarneeka",)]).terms
    assert (by_glossary.likely, by_glossary.reason) == ("Zarneeka", "the glossary has it")


def test_words_that_stand_for_each_other_in_two_variants_are_one_term() -> None:
    a = "Then the whole crew of the vessel Brunholt went ashore to buy bread and lamp oil in the town."
    both = faults(a, a.replace("Brunholt", "brune holt"))
    assert [group.likely for group in both.terms] in ([], ["Brunholt"])  # spacing alone is no other spelling
    (group,) = faults(a, a.replace("Brunholt", "Brumhold")).terms
    assert {one.form for one in group.spellings} == {"Brunholt", "Brumhold"}


def test_two_people_stay_two() -> None:
    header = "Title: Two skippers\nParticipants: Marten Voss, Maarten Foss\n\nTranscript:\n\n"
    assert faults(header + "[00:00:01] Voss sailed north and Foss sailed south\n").terms == []
    assert faults("We met the Karlsons. Then Karlson's boat sank, and Karlson swam.").terms == []
