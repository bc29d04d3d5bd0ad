"""The ways in which people and programs write times and speakers into text and tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.inputs import TextFile, Transcript
from auditor.reading import read_transcript


def read(text: str) -> Transcript:
    return read_transcript(TextFile("talk.txt", text))


def rows(transcript: Transcript) -> list[tuple[float | None, str | None, str]]:
    return [(one.start, one.speaker, one.text.text) for one in transcript.segments]


TURNS = [(3.0, "Ann", "Welcome to the ferry."), (12.0, "Bob", "It is late."), (75.0, "Ann", "As ever.")]


@pytest.mark.parametrize(
    "line",
    [
        "**[{time}] {name}:** {words}",
        "[{time}] **{name}**: {words}",
        "**{name} ({time}):** {words}",
        "- [{time}] **{name}:** {words}",
        "### {name} ({time})\n\n{words}",
        "**{name}** *{time}*\n{words}",
        "**{name}:**\n[{time}] {words}",
        "[{name}]({time}): {words}",
        "`{time}` {name}: {words}",
        "{name} — {time}\n{words}",
    ],
)
def test_time_and_speaker_in_many_writings(line: str) -> None:
    clocks = {3.0: "0:03", 12.0: "0:12", 75.0: "1:15"}
    turns = [*TURNS, (75.0, "Bob", "Quite.")]
    text = "\n\n".join(line.format(time=clocks[at], name=name, words=words) for at, name, words in turns)
    assert rows(read(text + "\n")) == turns


def test_a_role_in_brackets_belongs_to_the_label() -> None:
    text = (
        "Ann Lee (Chair (North)): Welcome.\nBob Ek (Analyst, Big Bank): Thanks.\nAnn Lee: Next.\nBob Ek (Guest): No.\n"
    )
    chair, analyst = "Ann Lee (Chair (North))", "Bob Ek (Analyst, Big Bank)"
    assert [one.speaker for one in read(text).segments] == [chair, analyst, chair, analyst]


def test_bold_labels_may_hold_any_characters() -> None:
    text = "[0:01] **dj()**: Hello.\n[0:02] **Ann**: Hi.\n[0:03] **dj()**: So.\n[0:05] **Ann**: Yes.\n"
    assert [one.speaker for one in read(text).segments] == ["dj()", "Ann", "dj()", "Ann"]


def test_questions_and_answers_of_a_deposition() -> None:
    text = "Q. Where do you live?\nA. In Lund.\nQ. Since when?\nA. Since May.\n"
    assert [one.speaker for one in read(text).segments] == ["Q", "A", "Q", "A"]


def test_a_numbered_list_is_no_deposition() -> None:
    assert {one.speaker for one in read("A. First.\nB. Second.\nA. Third.\nA. Fourth.\n").segments} == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start\tend\ttext\n3000\t5000\tWelcome.\n5000\t6000\tThanks.\n", [(3.0, None), (5.0, None)]),
        ("start,end,speaker,text\r\n0.5,3,Ann,Welcome.\r\n3,5,Bob,Thanks.\r\n", [(0.5, "Ann"), (3.0, "Bob")]),
        ("Timestamp;Speaker;Transcript\n0:01;Ann;Welcome.\n0:05;Bob;Thanks.\n", [(1.0, "Ann"), (5.0, "Bob")]),
        ("| Time | Speaker | Text |\n|---|:-:|---|\n| 0:01 | Ann | Welcome. |\n| 0:05 | Bob | Thanks. |\n",
         [(1.0, "Ann"), (5.0, "Bob")]),
    ],
)  # fmt: skip
def test_tables(text: str, expected: list[tuple[float, str | None]]) -> None:
    transcript = read(text)
    assert transcript.format == "table"
    assert [(one.start, one.speaker) for one in transcript.segments] == expected
    assert [one.text.text for one in transcript.segments] == ["Welcome.", "Thanks."]


def test_quoted_cells_hold_separators_quotes_and_lines() -> None:
    transcript = read('start,text\n1,"He said ""go"", and\nwent."\n2,Then?\n')
    assert rows(transcript) == [(1.0, None, 'He said "go", and went.'), (2.0, None, "Then?")]
    first = transcript.segments[0]
    assert (first.line, first.end_line) == (2, 3)
    assert transcript.file.text[first.text.offset(8)] == '"'  # the second of the doubled marks


def test_a_row_with_too_few_cells_is_reported_and_unquoted_commas_are_words() -> None:
    transcript = read("start,speaker,text\n1,Ann,Welcome\n2,Bob\n3,Ann,So, then\n4,Bob,Yes\n")
    assert [(note.line, note.problem.split(";")[0]) for note in transcript.problems] == [(3, "2 cells")]
    assert [one.text.text for one in transcript.segments] == ["Welcome", "So, then", "Yes"]


CELLS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters='\r\0"', exclude_categories=["Cs"]), min_size=1
)


@given(st.lists(CELLS.filter(lambda s: any(map(str.isalnum, s))), min_size=2, max_size=6))
def test_every_character_of_a_cell_stands_where_it_says(cells: list[str]) -> None:
    text = "start,text\n" + "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells))
    for one in read_transcript(TextFile("talk.csv", text), format="table").segments:
        for i, char in enumerate(one.text.text):
            assert char == text[one.text.offset(i)] or (char.isspace() and text[one.text.offset(i)].isspace())


def test_backslashes_of_markdown_are_no_words() -> None:
    found = read("**Ann Lee:** We wrote it in C\\# and in snake\\_case.\n\n**Rui B:** Good.\n\n**Ann Lee:** Yes.\n")
    assert found.segments[0].text.text == "We wrote it in C# and in snake_case."
