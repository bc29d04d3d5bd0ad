"""Speaker-by-speaker summaries in every layout."""

from __future__ import annotations

import pytest

from auditor.model.inputs import Claim, DerivedDocument, TextFile
from auditor.reading import documents


def read(text: str) -> DerivedDocument:
    file = TextFile("summary.txt", text)
    assert documents.recognise(file) == "chunk-summary"
    return documents.read(file)


def first(text: str) -> Claim:
    """The first claim of a document that has one more, plain, turn at its end."""
    return read(text + "\n\nJonas Weir: The second turn is plain.\nSentiment: Neutral\n").claims[0]


@pytest.mark.parametrize(
    ("text", "speaker", "time", "sentiment", "quoted"),
    [
        (
            'Speaker 1 (Mira Holt): "The buoys float in the bay."\nSentiment: Positive',
            "Speaker 1 (Mira Holt)",
            None,
            "Positive",
            True,
        ),
        (
            "Mira Holt: [00:01:09] The buoys float in the bay.\n\n    Sentiment: Glad, Hopeful",
            "Mira Holt",
            69.0,
            "Glad, Hopeful",
            False,
        ),
        ("    Speaker: [00:01:09] The buoys float in the bay.\n\n    Sentiment: Calm", "Speaker", 69.0, "Calm", False),
        ("[00:01:09] Speaker 1: The buoys float in the bay.\nSentiment: Neutral", "Speaker 1", 69.0, "Neutral", False),
        ('[00:01:09] Speaker 1: "The buoys float in the bay."\n\n(Sentiment: Mixed)', "Speaker 1", 69.0, "Mixed", True),
        ("Speaker 2: [01:09] The buoys float in the bay. (Positive sentiment)", "Speaker 2", 69.0, "Positive", False),
        (
            '[00:01:09] Speaker 2: "The buoys float in the bay."\n[Neutral sentiment]',
            "Speaker 2",
            69.0,
            "Neutral",
            True,
        ),
        ("[00:01:09] Speaker 2: The buoys float in the bay. (Positive)", "Speaker 2", 69.0, "Positive", False),
        ("Mira Holt — The buoys float in the bay. (Positive)", "Mira Holt", None, "Positive", False),
        ("**Mira Holt:** “The buoys float in the bay.”\n*Sentiment: Calm*", "Mira Holt", None, "Calm", True),
        ("**Mira** (01:09): The buoys float in the bay.\nTone: Calm", "Mira", 69.0, "Calm", False),
        ("Mira [Hopeful]: The buoys float in the bay.", "Mira", None, "Hopeful", False),
        ("Mira Holt 1:09\nThe buoys float in the bay.", "Mira Holt", 69.0, None, False),
        (
            "Speaker: Mira Holt\nTime: 00:01:09\nQuote: “The buoys float in the bay.”\nSentiment: Calm",
            "Mira Holt",
            69.0,
            "Calm",
            True,
        ),
        (
            "[00:01:09] Speaker: Diver\nSentiment: Calm\nDiver: The buoys float in the bay.",
            "Diver",
            69.0,
            "Calm",
            False,
        ),
        (
            "Mira Holt [00:01:09 - 00:01:20]: The buoys float in the bay. | Sentiment: Calm",
            "Mira Holt",
            69.0,
            "Calm",
            False,
        ),
    ],
)
def test_layouts(text: str, speaker: str, time: float | None, sentiment: str | None, quoted: bool) -> None:
    claim = first(text)
    assert claim.text.text == "The buoys float in the bay."
    assert (claim.speaker, claim.start, claim.sentiment, claim.quoted) == (speaker, time, sentiment, quoted)
    assert claim.kind == "turn"
    assert claim.layout


def test_chinese_labels() -> None:
    claim = read("张三：浮标在海湾里漂浮着。\n情绪：平静\n李四：没有人订购备件。\n情绪：担忧\n").claims[0]
    assert (claim.speaker, claim.sentiment, claim.text.text) == ("张三", "平静", "浮标在海湾里漂浮着。")


def test_essay_as_mood_even_when_wrapped() -> None:
    essay = "Hopeful, since the moorings held through the winter and the crew\nexpects an easy spring."
    claim = first(f"Mira: The buoys float in the bay.\nSentiment: {essay}")
    assert claim.sentiment == " ".join(essay.split())


def test_sentences_of_a_turn_share_it() -> None:
    document = read(
        'Mira: "The buoys float in the bay. Nobody has ordered any spares. Why?"\n\nJonas: "We will see about that."'
    )
    assert [c.turn for c in document.claims] == [0, 0, 1]
    assert document.claims[1].text.text == "Nobody has ordered any spares. Why?"


@pytest.mark.parametrize(
    "mark", ["This part continues in the next chunk.", "[This chunk continues in the next part.]", "(To be continued.)"]
)
def test_part_marks(mark: str) -> None:
    document = read(f"Mira: The buoys float in the bay.\n{mark}\nJonas: We will see about that.\n")
    assert [c.part for c in document.claims] == [0, 0, 1]
    assert document.claims[1].speaker is None and document.claims[1].text.text == mark
    assert document.lines[1].role == "pipeline-text"
    assert document.claims[0].text.text == "The buoys float in the bay."


def test_a_time_that_is_none_keeps_its_words() -> None:
    claim = first("[00:99:99] Mira: The buoys float in the bay.")
    assert (claim.start, claim.time_text) == (None, "00:99:99")


def test_laughter_is_no_mood() -> None:
    assert first("Mira: The buoys float in the bay. (Laughter)").sentiment is None


def test_lines_that_fit_nothing_are_kept() -> None:
    turns = "Jonas: We will see.\n\nMira: We will indeed.\n"
    document = read(f"Mira: The buoys float.\n\nstray words\n\nHere is a sentence that nobody said.\n\n{turns}")
    assert [(c.kind, c.line) for c in document.claims[1:3]] == [("unreadable", 3), ("paragraph", 5)]
    assert [(p.line, p.text) for p in document.problems] == [(3, "stray words")]


def test_open_quotation_runs_on() -> None:
    document = read(
        'Mira: "The buoys float in the bay\n\nand nobody has counted them yet."\n\nJonas: We will see about that.\n'
    )
    assert document.claims[0].text.text == "The buoys float in the bay and nobody has counted them yet."
    assert (document.claims[0].line, document.claims[0].end_line) == (1, 3)


def test_speaker_with_one_word_is_no_header() -> None:
    document = read("Speaker: Okay\nSentiment: Neutral\n\nSpeaker: We will see about that.\nSentiment: Neutral\n")
    assert [(c.speaker, c.text.text) for c in document.claims] == [
        ("Speaker", "Okay"),
        ("Speaker", "We will see about that."),
    ]
