"""ASR output as data: JSON of many programs, JSON lines, STM, CTM, TRN."""

import json

import pytest

from auditor.errors import InputError
from auditor.model.inputs import TextFile, Transcript
from auditor.reading import read_transcript


def read(text: str, format: str | None = None) -> Transcript:
    return read_transcript(TextFile("talk", text), format=format)


def rows(transcript: Transcript) -> list[tuple[float | None, float | None, str | None, str]]:
    return [(one.start, one.end, one.speaker, one.text.text) for one in transcript.segments]


def words(transcript: Transcript, nth: int = 0) -> list[tuple[str, float | None, float | None, float | None]]:
    one = transcript.segments[nth]
    return [(one.text.text[word.begin : word.stop], word.start, word.end, word.probability) for word in one.words]


WHISPER = {
    "text": " Bees fly home.",
    "segments": [
        {
            "id": 0,
            "start": 0.0,
            "end": 2.5,
            "text": " Bees \u201cfly\u201d\nhome.",
            "temperature": 0.0,
            "avg_logprob": -0.21,
            "compression_ratio": 1.2,
            "no_speech_prob": 0.01,
            "words": [
                {"word": " Bees", "start": 0.0, "end": 0.4, "probability": 0.98},
                {"word": " home.", "start": 0.9, "end": 1.4, "score": 0.5},
            ],
        },
        {"id": 1, "start": 2.5, "end": 4.0, "text": " [Music] They rest.", "speaker": "SPEAKER_01"},
    ],
    "language": "en",
}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_whisper(indent: int | None, ascii_only: bool) -> None:
    transcript = read(json.dumps(WHISPER, indent=indent, ensure_ascii=ascii_only))
    assert (transcript.format, transcript.language) == ("whisper", "en")
    assert rows(transcript) == [(0.0, 2.5, None, "Bees “fly” home."), (2.5, 4.0, "SPEAKER_01", "They rest.")]
    assert words(transcript) == [("Bees", 0.0, 0.4, 0.98), ("home.", 0.9, 1.4, 0.5)]
    assert transcript.segments[0].signals == {
        "avg_logprob": -0.21,
        "no_speech_prob": 0.01,
        "compression_ratio": 1.2,
        "temperature": 0.0,
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (  # whisper.cpp
            {
                "result": {"language": "en"},
                "transcription": [{"offsets": {"from": 500, "to": 2000}, "text": " Hi all"}],
            },
            [(0.5, 2.0, None, "Hi all")],
        ),
        (  # Hugging Face
            {"text": "Hi all", "chunks": [{"timestamp": [0.5, 2.0], "text": " Hi all"}]},
            [(0.5, 2.0, None, "Hi all")],
        ),
        (  # SegLST
            [{"session_id": "a", "start_time": "0.5", "end_time": "2.0", "words": "Hi all", "speaker": "Anna"}],
            [(0.5, 2.0, "Anna", "Hi all")],
        ),
        (  # milliseconds without saying so
            {
                "utterances": [
                    {
                        "speaker": "A",
                        "start": 500,
                        "end": 9000,
                        "text": "We start with bees and then go on to flowers.",
                    },
                    {"speaker": "B", "start": 9100, "end": 11000, "text": "Good, go on."},
                ]
            },
            [(0.5, 9.0, "A", "We start with bees and then go on to flowers."), (9.1, 11.0, "B", "Good, go on.")],
        ),
        ([["x"], {"text": "Hi all", "start": 1, "duration": 2}], [(1.0, 3.0, None, "Hi all")]),
        ({"text": "Hi all"}, [(None, None, None, "Hi all")]),
        (["Hi all", "Bye"], [(None, None, None, "Hi all"), (None, None, None, "Bye")]),
    ],
)
def test_other_json(data: object, expected: list[tuple[float | None, float | None, str | None, str]]) -> None:
    assert rows(read(json.dumps(data))) == expected


def test_words_alone_become_segments_by_speaker_pause_and_sentence() -> None:
    stream = [
        {"word": word, "start": start, "end": start + 0.3, "speaker": speaker, "confidence": 0.9}
        for word, start, speaker in [("bees", 0.0, 0), ("fly", 0.4, 0), ("yes", 0.8, 1), ("now", 9.0, 1)]
    ]
    transcript = read(json.dumps({"words": stream}))
    assert [(one.speaker, one.text.text) for one in transcript.segments] == [
        ("0", "bees fly"),
        ("1", "yes"),
        ("1", "now"),
    ]


def test_youtube_json3() -> None:
    data = {
        "events": [
            {"tStartMs": 0, "dDurationMs": 99999, "id": 1},
            {"tStartMs": 160, "dDurationMs": 4310, "segs": [{"utf8": "so"}, {"utf8": " bees", "tOffsetMs": 160}]},
            {"tStartMs": 2470, "aAppend": 1, "segs": [{"utf8": "\n"}]},
            {"tStartMs": 2480, "dDurationMs": 3990, "segs": [{"utf8": "fly"}]},
        ]
    }
    transcript = read(json.dumps(data))
    assert transcript.format == "json3"
    assert rows(transcript) == [(0.16, 2.48, None, "so bees"), (2.48, 6.47, None, "fly")]
    assert words(transcript) == [("so", 0.16, 0.32, None), ("bees", 0.32, 2.48, None)]


def test_json_lines_with_a_bad_line() -> None:
    first = '{"text":"Hi all","start":0,"end":1.5,"speaker":"Anna"}\n'
    text = first + '{"text" 5}\n{"text":"caf\\u00e9","start":"00:00:02.5"}\n'
    transcript = read(text)
    assert transcript.format == "jsonl"
    assert [one.text.text for one in transcript.segments] == ["Hi all", "café"]
    assert [note.line for note in transcript.problems] == [2]
    assert transcript.segments[1].start == 2.5


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        "[]",
        "[" * 5000,
        '{"segments": [{"text": "a b"}]} trailing',
        '{"text":"a b","start":0}\n{"text":"c d","sta',
        '{"segments": [{"text": ""}]}',
    ],
)
def test_json_without_a_transcript_is_an_error(text: str) -> None:
    with pytest.raises(InputError):
        read(text)


def test_json_cut_anywhere_is_an_error_with_its_line() -> None:
    text = json.dumps(WHISPER, indent=1)
    for stop in range(2, len(text)):
        with pytest.raises(InputError) as caught:
            read(text[:stop])
        assert caught.value.line is not None


def test_stm_alternations_labels_comments_and_a_malformed_line() -> None:
    text = (
        ";; a comment\nrec 1 Anna 0.0 2.0 <o,f0> hello { a / b / @ } (uh) bees;tag [noise]\nrec 1 Ben x 2 broken\n"
        "rec 2 Ben 2.0 4.0 hi there\nrec 1 Anna 4.0 6.0 IGNORE_TIME_SEGMENT_IN_SCORING\nrec 1 Ben 6.0 7.0 hi\n"
        "rec 1 Ben 7.0 8.0 bye\nrec 1 Ben 8.0 9.0\n"
    )
    transcript = read(text)
    assert transcript.format == "stm"
    assert rows(transcript) == [
        (0.0, 2.0, "Anna", "hello a uh bees"),
        (2.0, 4.0, "Ben", "hi there"),
        (6.0, 7.0, "Ben", "hi"),
        (7.0, 8.0, "Ben", "bye"),
    ]
    assert transcript.segments[1].session == "rec 2"
    assert [note.line for note in transcript.problems] == [3]


def test_ctm_words_alternations_and_confidences() -> None:
    text = (
        "rec A 0.00 0.30 bees;t 0.9\nrec A * * <ALT_BEGIN>\nrec A 0.40 0.20 fly\nrec A * * <ALT>\nrec A 0.40 0.20 fry\n"
        "rec A * * <ALT_END>\nrec A 9.00 0.50 home\n"
    )
    transcript = read(text)
    assert transcript.format == "ctm"
    assert rows(transcript) == [(0.0, 0.6, None, "bees fly"), (9.0, 9.5, None, "home")]
    assert words(transcript) == [("bees", 0.0, 0.3, 0.9), ("fly", 0.4, 0.6, None)]


@pytest.mark.parametrize(
    "text", ["bees { fly / fry } home (anna-001)\nyes (ben-001)\n", "anna-001 bees fly home\nben-001 yes\n"]
)
def test_trn_and_kaldi_text(text: str) -> None:
    transcript = read(text)
    assert transcript.format == "trn"
    assert [(one.id, one.speaker, one.text.text) for one in transcript.segments] == [
        ("anna-001", "anna", "bees fly home"),
        ("ben-001", "ben", "yes"),
    ]


def test_brackets_at_line_ends_make_no_trn() -> None:
    assert read("He left early (yesterday)\nShe stayed on (tired)\n").format == "plain"
