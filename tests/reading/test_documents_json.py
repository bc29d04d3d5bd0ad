"""An LLM pipeline's JSON: text fields with lines, inherited speakers, action items, broken files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.model.inputs import DerivedDocument, TextFile
from auditor.reading import documents
from auditor.reading.documents.json_positions import parse
from auditor.settings import FieldNames

PIPELINE = """{
  "title": "A meeting of the whole harbour crew",
  "model": "writer-4",
  "language": "en",
  "participants": ["Mira Holt", "Jonas Weir"],
  "summary": [
    "The crew met on the pier.",
    "Short one."
  ],
  "speakers": [
    {"name": "Mira Holt", "sentiment": "calm",
     "points": ["We lose ten cells. Nobody counts them at all.", "Check it."]}
  ],
  "action_items": [
    {"owner": "Jonas Weir",
     "task": "Order forty spare cells",
     "due": "Friday", "note": "The shop in Ghent has them."},
    {"owner": null, "task": "No more tasks were found here.", "due": null}
  ],
  "quotes": [
    {"speakerName": "Jonas", "startTime": "00:01:05", "endTime": 70, "text": "Caf\\u00e9 prices \\"rose\\" again."}
  ],
  "qa": [{"question": "Why do the cells fail so soon?", "answer": "The water is too cold for them."}]
}
"""


def read(text: str, fields: FieldNames | None = None) -> DerivedDocument:
    file = TextFile("out.json", text)
    assert documents.recognise(file) == "json"
    return documents.read(file, None, fields)


@pytest.fixture(scope="module")
def pipeline() -> DerivedDocument:
    return read(PIPELINE)


def test_claims_with_lines_and_speakers(pipeline: DerivedDocument) -> None:
    assert [(c.line, c.speaker, c.sentiment, c.text.text) for c in pipeline.claims] == [
        (7, None, None, "The crew met on the pier."),
        (8, None, None, "Short one."),
        (12, "Mira Holt", "calm", "We lose ten cells."),
        (12, "Mira Holt", "calm", "Nobody counts them at all."),
        (12, "Mira Holt", "calm", "Check it."),
        (16, None, None, "Order forty spare cells"),
        (17, None, None, "The shop in Ghent has them."),
        (18, None, None, "No more tasks were found here."),
        (21, "Jonas", None, 'Café prices "rose" again.'),
        (23, None, None, "The water is too cold for them."),
    ]


def test_fields_times_and_headings(pipeline: DerivedDocument) -> None:
    task, note, empty, quote, answer = pipeline.claims[5:]
    assert [(f.name, f.value.text) for f in task.fields] == [("owner", "Jonas Weir"), ("due", "Friday")]
    assert PIPELINE[task.fields[0].value.offset(0) :].startswith("Jonas Weir")
    assert (task.kind, note.kind, empty.kind, empty.fields) == ("action-item", "field", "action-item", ())
    assert (quote.start, quote.end, quote.quoted, quote.kind) == (65.0, 70.0, True, "quotation")
    assert answer.heading == "Why do the cells fail so soon?"
    assert (pipeline.language, pipeline.participants) == ("en", ("Mira Holt", "Jonas Weir"))


def test_escapes_keep_their_place(pipeline: DerivedDocument) -> None:
    quote = pipeline.claims[-2]
    at = quote.text.offset(quote.text.text.index("again"))
    assert PIPELINE[at : at + 5] == "again"
    assert PIPELINE[quote.text.offset(3)] == "\\"


def test_every_line_has_a_role(pipeline: DerivedDocument) -> None:
    assert [line.line for line in pipeline.lines] == list(range(1, 25))
    assert {line.line: line.role for line in pipeline.lines}[2] == "metadata"


def test_names_of_keys_are_configurable() -> None:
    text = '{"items": [{"wer": "Mira", "text": "The boat sank in the night."}]}'
    assert read(text).claims[0].speaker is None
    assert read(text, FieldNames(speaker=("wer",))).claims[0].speaker == "Mira"


def test_name_of_the_document_is_no_speaker() -> None:
    document = read('{"name": "Harbour sync", "notes": {"all": ["The boat sank in the night."]}}')
    assert document.claims[0].speaker is None


def test_questions_answers_and_commitments() -> None:
    text = {
        "call_title": "A talk of the harbour crew about cells and boats",
        "qa": [
            {"question": "Why do they fail?", "asker": "Ann", "answer": "The water is too cold.", "responder": "Ben"}
        ],
        "open_questions": [{"question": "When will the pier be ready?", "raised_by": "Ann"}],
        "commitments": [{"commitment": "Order forty spare cells", "owner": "Ben", "timeline": "within two weeks"}],
    }
    claims = read(json.dumps(text)).claims
    assert [(c.speaker, c.text.text) for c in claims] == [
        ("Ben", "The water is too cold."),
        ("Ann", "When will the pier be ready?"),
        (None, "Order forty spare cells"),
    ]
    assert [(f.name, f.value.text) for f in claims[2].fields] == [("owner", "Ben"), ("due", "within two weeks")]


def test_json_lines_and_fences() -> None:
    lines = '{"speaker": "Ann", "text": "We lost it."}\n{"speaker": "Ben", "text": "Okay."}\n'
    assert [(c.speaker, c.line) for c in read(lines).claims] == [("Ann", 1), ("Ben", 2)]
    assert read('```json\n{"a": "The boat sank in the night."}\n```\n').claims[0].line == 2


def test_markdown_in_a_string() -> None:
    text = json.dumps({"speaker": "Ann", "summary": "## Boats\n- The boat sank at night.\n- **Jonas:** I saw it sink."})
    claims = read(text).claims
    assert [(c.speaker, c.text.text, c.heading) for c in claims] == [
        ("Ann", "The boat sank at night.", "Boats"),
        ("Jonas", "I saw it sink.", "Boats"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('{"a": "b c d e",\n "f": }', 2, "value"),
        ('{"a": "b c d e",\n "f": "g', 2, "string"),
        ('{"a": "b c d e"\n "f": "g"}', 2, "comma"),
        ('{"a": ["b"', 1, "comma"),
        ('{"a" "b"}', 1, "colon"),
        ('["a b c d"] x', 1, "end of the file"),
        ("{\n", 1, "key"),
        ("[" * 2000 + '"a"', 1, "levels"),
        ('{"a": "\\x"}', 1, "escapes"),
    ],
)
def test_broken_json_names_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(InputError) as caught:
        documents.read(TextFile("out.json", text), "json")
    assert caught.value.line == line
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_positions_agree_with_the_standard_library(value: object, ascii_only: bool, indent: int | None) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    (node,) = parse(TextFile("x", raw))
    assert json.loads(raw[node.start : node.stop]) == value
    stack = [node]
    while stack:
        here = stack.pop()
        stack += here.items + [v for _, v in here.members]
        if here.kind == "string":
            assert here.text.text == json.loads(raw[here.start : here.stop])
            for i, char in enumerate(here.text.text):
                assert raw[here.text.offset(i)] in (char, "\\")
