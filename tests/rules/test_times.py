"""Rules about claimed times."""

from __future__ import annotations

import pytest

from auditor.settings import Settings

LINES = [
    ("00:00:10", "The hull weighs 42 tonnes and it took eleven weeks to build."),
    ("00:00:22", "The rudder was the hardest part because the bearing came from a foundry."),
    ("00:00:30", "We cast a new bearing in our own shed."),
    ("00:00:42", "I used a green enamel from the old harbour store."),
    ("00:00:50", "It dried in two days and the owner laughed when he saw it."),
    ("00:01:00", "We will sail it to Port Ellery on Saturday with forty children on board."),
]


def document(**times: str) -> str:
    return "\n".join(f'[{times.get(f"t{n}", at)}] Speaker: "{words}"\n' for n, (at, words) in enumerate(LINES))


def test_right_times_are_left_in_peace(findings) -> None:
    for name in ("time-off", "time-out-of-order", "time-invalid"):
        assert not findings(name, document())


def test_a_wrong_time_says_where_the_words_begin(findings) -> None:
    (found,) = findings("time-off", document(t2="00:00:55"))

    assert found.claim == 2 and found.source_words == "00:00:30"
    assert "25 seconds late" in found.message


def test_a_clock_that_is_shifted_throughout_is_told_once(findings) -> None:
    seconds = [int(at[3:5]) * 60 + int(at[6:]) + 20 for at, _ in LINES]
    late = {f"t{n}": f"00:{s // 60:02d}:{s % 60:02d}" for n, s in enumerate(seconds)}
    (found,) = findings("time-off", document(**late))

    assert found.claim is None and "20 seconds late throughout" in found.message


def test_a_step_back_names_the_line_above(findings) -> None:
    (found,) = findings("time-out-of-order", document(t2="00:00:55"))

    assert found.claim == 3 and "the earlier line has the wrong time" in found.message


@pytest.mark.parametrize("at", ["00:12:40", "01:00:50"])
def test_a_time_behind_the_end_of_the_recording(findings, at: str) -> None:
    (found,) = findings("time-invalid", document(t5=at))

    assert "the recording ends at 00:01:30" in found.message
    assert not findings("time-off", document(t5=at))


def test_a_line_told_freely_may_begin_before_its_first_traced_word(findings) -> None:
    free = document().replace(LINES[4][1], "Two days were enough for drying, and its owner had to laugh at the sight.")
    assert not findings("time-off", free.replace("[00:00:50]", "[00:00:43]"))
    assert findings("time-off", document(t4="00:00:43"))


def test_a_wider_tolerance_holds_for_a_line_told_freely_too(findings) -> None:
    free = document().replace(LINES[4][1], "Two days were enough for drying, and its owner had to laugh at the sight.")
    late = free.replace("[00:00:50]", "[00:01:18]")
    assert findings("time-off", late)
    assert not findings("time-off", late, settings=Settings(time_tolerance=40.0))


ENTRIES = """[
 {"timestamp": "00:10", "question": "How heavy is it?", "answer": "The hull weighs 42 tonnes and it took eleven weeks.",
  "quote": "The rudder was the hardest part because the bearing came from a foundry."},
 {"timestamp": "00:40", "answer": "I used a green enamel from the old harbour store."}
]
"""


def test_the_time_of_an_entry_stands_for_all_of_it_up_to_the_next(findings) -> None:
    assert not findings("time-off", ENTRIES)
    [found] = findings("time-off", ENTRIES.replace("00:10", "01:10"))
    assert "seconds late" in found.message


def test_a_range_of_times_holds_what_it_tells_of(findings) -> None:
    topic = '{"topics": [{"start": "00:05", "end": "00:50", "summary": "We cast a new bearing in our own shed."}]}'
    assert not findings("time-off", topic)
    assert findings("time-off", topic.replace("00:50", "00:20"))
