"""The parts of the HTML report that need no browser: marks, places, video links, cleaned text, tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.asr import Asr, VariantDifference, VariantPair
from auditor.model.result import Difference, Evidence, Gap, Recording, Source, SourceSegment
from auditor.reports.html.asr import asr_view
from auditor.reports.html.marks import claim_pieces, evidence_pieces, find_words
from auditor.reports.html.places import make_pane
from auditor.reports.html.scores import find_rate, headline, score_tables
from auditor.reports.html.tables import cell, tables_of
from auditor.reports.html.text import clean, clock, span
from auditor.reports.html.video import find_video, parse_video

MARKS = st.sampled_from(["repair", "changed", "added", "dropped", "harmless"])


@st.composite
def differences(draw: st.DrawFn, length: int) -> list[Difference]:
    spans = draw(st.lists(st.tuples(st.integers(-2, length + 2), st.integers(-2, length + 2), MARKS), max_size=5))
    return [
        Difference(kind="other", mark=mark, claimed="", source="lost", begin=begin, stop=stop)
        for begin, stop, mark in spans
    ]


@given(st.data(), st.text(min_size=1, max_size=40))
def test_marking_a_claim_loses_and_changes_no_character(data: st.DataObject, text: str) -> None:
    pieces = claim_pieces(text, data.draw(differences(len(text))))
    kept = [piece for place, piece in enumerate(pieces) if piece.mark != "dropped"]
    spaces = 2 * sum(piece.mark == "dropped" for piece in pieces)
    joined = "".join(piece.text for piece in kept)
    assert "".join(joined.split()) == "".join(text.split())
    assert len(joined) - len(text) <= spaces


def test_each_kind_of_change_is_marked_and_a_dropped_word_put_in() -> None:
    text = "we sold forty boats today"
    marked = claim_pieces(
        text,
        [
            Difference(kind="number", mark="changed", claimed="forty", source="four", begin=8, stop=13),
            Difference(kind="cut", mark="dropped", claimed="", source="never", begin=3, stop=3),
            Difference(kind="insertion", mark="added", claimed="today", source="", begin=20, stop=25),
            Difference(kind="filler", mark="harmless", claimed="we", source="uh we", begin=0, stop=2),
        ],
    )
    assert [(piece.mark, piece.text) for piece in marked if piece.mark] == [
        ("dropped", "never"),
        ("changed", "forty"),
        ("added", "today"),
    ]
    assert "".join(piece.text for piece in marked) == "we never sold forty boats today"


def _evidence(text: str, begin: int = 100, line: int = 3) -> Evidence:
    return Evidence(path="a.vtt", line=line, end_line=line, char_start=begin, char_end=begin + len(text), text=text)


def test_source_words_are_marked_by_offset_before_by_search() -> None:
    difference = Difference(
        kind="number", mark="changed", claimed="forty", source="four", begin=0, stop=5,
        path="a.vtt", char_start=114, char_end=118,
    )  # fmt: skip
    pieces = evidence_pieces(_evidence("four boats or four crates"), [difference])
    assert [(piece.text, piece.mark) for piece in pieces] == [
        ("four boats or ", ""),
        ("four", "changed"),
        (" crates", ""),
    ]


@given(st.data(), st.text(max_size=30))
def test_marking_evidence_keeps_its_text(data: st.DataObject, text: str) -> None:
    pieces = evidence_pieces(_evidence(text), data.draw(differences(20)))
    assert "".join(piece.text for piece in pieces) == text


def test_evidence_is_found_by_lines_and_words_whatever_stamps_stand_between() -> None:
    segments = [
        SourceSegment(line=4, end_line=4, text="the lights came on", start=9.0),
        SourceSegment(line=5, end_line=5, text="at four in the morning", start=11.0),
        SourceSegment(line=6, end_line=6, text="at four in the morning", start=14.0),
    ]
    pane = make_pane(0, 0, Source(path="a.vtt", format="x", words=12, segments=segments), [])
    assert pane.locate(4, 5, "came on\n[00:00:11] at four") == [0, 11, 1, 7]
    assert pane.locate(6, 6, "Four, in!") == [2, 3, 2, 10]
    assert pane.locate(6, 6, "nothing of the kind") == [2, 0, 2, 22]  # the whole line where its words differ
    assert pane.locate(40, 41, "four") == []


@given(st.lists(st.sampled_from(["boat", "pier.", "fog,", "rope"]), min_size=1, max_size=400), st.data())
def test_a_long_line_is_cut_without_losing_a_word_and_places_hold(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    source = Source(path="a", format="x", words=1, segments=[SourceSegment(line=1, end_line=1, text=text)])
    pane = make_pane(0, 0, source, [])
    assert " ".join(line.text for line in pane.lines).split() == words
    assert all(len(line.text) <= 480 for line in pane.lines)
    begin = data.draw(st.integers(0, len(words) - 1))
    first, at, last, stop = pane.locate(1, 1, " ".join(words[begin : begin + 30]))
    assert (first, at) <= (last, stop)
    assert words[begin].strip(".,") == pane.lines[first].text[at:].split()[0].strip(".,")


def test_a_segment_inside_a_gap_is_untold_but_not_one_that_a_gap_only_touches() -> None:
    source = Source(
        path="a", format="x", words=9,
        segments=[
            SourceSegment(line=1, end_line=1, text="told " * 50),
            SourceSegment(line=2, end_line=2, text="not told"),
        ],
    )  # fmt: skip
    gaps = [Gap(path="a", line=1, end_line=2, words=4, text="told not told")]
    assert [line.untold for line in make_pane(0, 0, source, gaps).lines] == [False, True]


@pytest.mark.parametrize(
    ("address", "at_75"),
    [
        ("https://www.youtube.com/watch?v=abcDEF12345&t=9", "https://youtu.be/abcDEF12345?t=75"),
        ("https://youtu.be/abcDEF12345", "https://youtu.be/abcDEF12345?t=75"),
        ("https://m.youtube.com/live/abcDEF12345", "https://youtu.be/abcDEF12345?t=75"),
        ("https://vimeo.com/123456", "https://vimeo.com/123456#t=75"),
        ("http://media.example.org/talks/a%20b.mp4?x=1", "http://media.example.org/talks/a%20b.mp4#t=75"),
    ],
)
def test_video_addresses_start_at_the_second(address: str, at_75: str) -> None:
    video = parse_video(address)
    assert video is not None
    assert video.at(75.9) == at_75


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)//youtube.com/watch?v=abcDEF12345",
        "https://example.org/talk",
        "https://user:secret@youtu.be/abcDEF12345",
        "https://youtu.be:99999/abcDEF12345",
        "https://youtube.com/@harbour",
        "https://youtube.com.evil.example/watch?v=abcDEF12345",
        "data:text/html;x.mp4",
    ],
)
def test_anything_else_is_no_link(address: str) -> None:
    assert parse_video(address) is None


def test_the_first_video_of_the_headers_is_taken() -> None:
    headers = [{"Description": "more: https://example.org/x"}, {"Link": "see https://youtu.be/abcDEF12345."}]
    video = find_video(headers)
    assert video is not None
    assert video.at(None) == "https://youtu.be/abcDEF12345"


def test_controls_are_taken_out_and_direction_marks_written_out() -> None:
    assert clean("a\x1b[31mb\x00\u202ec\ud800") == "a\ufffd[31mb\ufffd\u2423U+202E\u2423c\ufffd"
    assert clean("Łukasz — naïve 中文 \u2019") == "Łukasz — naïve 中文 \u2019"


def test_times() -> None:
    assert [clock(3725.9), clock(None), clock(-3), clock(float("inf"))] == ["01:02:05", "", "00:00:00", ""]
    assert span(60, 65) == "00:01:00–00:01:05"
    assert span(60, 60.4) == "00:01:00"


def test_scores_of_any_shape_become_tables() -> None:
    (table,) = tables_of("Variants", [{"path": "a.vtt", "wer": 0.1234, "words": 12000}, {"path": "b.vtt", "wer": None}])
    assert table.head == ["path", "WER", "words"]
    assert table.rows == [["a.vtt", "12.3 %", "12,000"], ["b.vtt", "–", "–"]]
    assert table.numeric == [False, True, True]
    nested = tables_of("Scores", {"raw": {"wer": 0.2, "hits": 8}, "normalised": {"wer": 0.1, "hits": 9}, "words": 10})
    assert [table.rows for table in nested] == [
        [["raw", "20.0 %", "8"], ["normalised", "10.0 %", "9"]],
        [["words", "10"]],
    ]
    assert tables_of("Nothing", {}) == []
    assert cell("interval", [0.1, 0.2]) == "10.0 % – 20.0 %"


def test_the_headline_rate_prefers_normalised_scores() -> None:
    assert find_rate({"raw": {"wer": 0.3}, "normalised": {"wer": {"rate": 0.1}}}) == 0.1
    assert find_rate({"wer": 0.3}) == 0.3
    assert find_rate({"wer": None}) is None


REFERENCE_SCORES = {
    "path": "b.txt",
    "words": 90,
    "raw": {"wer": 0.3, "errors": 30, "reference_words": 100},
    "normalised": {
        "wer": 0.1,
        "cer": 0.05,
        "substitutions": 4,
        "deletions": 3,
        "insertions": 3,
        "reference_words": 100,
    },
    "interval": [0.05, 0.15],
    "breakdown": {
        "meaning": 2,
        "harmless": 8,
        "classes": {"number": {"words": 5, "wrong": 1, "rate": 0.2, "inserted": 0}},
    },
    "confusions": [{"reference": "four", "hypothesis": "", "count": 7}],
    "minutes": [{"minute": 0, "errors": 10, "words": 100, "wer": 0.1}],
    "brand_new": {"wer": 0.5},
}


def test_the_score_table_has_the_interval_and_what_is_new_is_shown_too() -> None:
    test = {"a": "b.txt", "b": "c.txt", "mapsswe": {"p": 0.04}, "mcnemar": None, "verdict": "b.txt is better"}
    asr = Asr(reference="a.txt", variants=[REFERENCE_SCORES], significance=[test])
    tables = {table.caption: table for table in score_tables(asr)}
    scores = dict(
        zip(tables["Error rates against a.txt"].head, tables["Error rates against a.txt"].rows[0], strict=True)
    )
    assert scores["WER"] == "10.0 %"
    assert scores["95 % interval"] == "5.0 % – 15.0 %"
    assert scores["raw WER"] == "30.0 %"
    assert scores["meaning"] == "2"
    assert tables["b.txt: most frequent confusions"].rows == [["four", "–", "7"]]
    assert tables["b.txt: errors by kind of word"].rows == [["number", "5", "1", "20.0 %", "0"]]
    assert tables["b.txt: brand new"].rows == [["WER", "50.0 %"]]
    assert tables["Is the difference real? (p of each test)"].rows == [["b.txt", "c.txt", "b.txt is better", "0.04"]]
    assert headline(asr) == [("b.txt", "10.0 %")]


def test_without_a_reference_the_pairs_are_the_headline() -> None:
    scores = {"raw": {"wer": 0.3}, "normalised": {"wer": 0.1}}
    asr = Asr(pairs=[VariantPair(a="a", b="b", scores=scores)], variants=[{"path": "a", "words": 9}])
    assert headline(asr) == [("a / b", "10.0 %")]
    (table,) = score_tables(asr)
    assert table.rows[0][:2] == ["a / b", "10.0 %"]


def test_only_whole_words_are_marked() -> None:
    assert [piece.text for piece in find_words("fourteen or four", "Four", "changed")] == ["fourteen or ", "four"]
    assert [piece.text for piece in find_words("fourteen", "four", "changed")] == ["fourteen"]
    assert [piece.mark for piece in find_words("at  four\nsharp", "four sharp", "changed")] == ["", "changed"]


def test_variants_stand_side_by_side_also_where_one_is_a_single_line() -> None:
    timed = [SourceSegment(line=n, end_line=n, text=f"word{n} four boats", start=10.0 * n) for n in range(1, 41)]
    flat = [SourceSegment(line=1, end_line=1, text=f"word{n} forty boats") for n in range(1, 41)]
    sources = [
        Source(path="a", format="x", words=9, segments=timed),
        Source(path="b", format="x", words=9, segments=flat),
    ]
    difference = VariantDifference(
        kind="substituted", about="number", a="four", b="forty", start=300.0, a_line=30, b_line=1
    )
    asr = Asr(pairs=[VariantPair(a="a", b="b", differences=[difference])])
    panes = {source.path: make_pane(0, number, source, []) for number, source in enumerate(sources)}
    (pair,) = asr_view(Recording(name="r", sources=sources, asr=asr), panes, lambda seconds: None, []).pairs
    (row,) = pair.rows
    assert (row.a_anchor, row.time) == ("s0-0-29", "00:05:00")
    assert [piece.text for piece in row.a if piece.mark] == ["four"]
    assert [piece.text for piece in row.b if piece.mark] == ["forty"]
    assert row.b_anchor is not None
    assert abs(int(row.b_anchor.split("-")[2]) - 29) <= 2
