"""Rules about the transcripts themselves: repeats, losses, invented stock phrases, unsteady terms, disagreement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from auditor.aligning.stream import Stream
from auditor.model.result import Evidence
from auditor.rules.engine import Draft, Judgement, RuleFunction
from auditor.rules.places import evidence_of
from auditor.scoring.compare import Faults, Pair
from auditor.scoring.differences import Typed
from auditor.scoring.faults.drops import Rate, impossible_rates
from auditor.scoring.faults.repeats import Repeat
from auditor.scoring.faults.stock import Stock, find_stock
from auditor.scoring.faults.terms import TermGroup, capitals

SHOWN = 24  # words of a passage that a message quotes
FEW = 3  # words up to which a repeat is a note, and a negation that one transcript lacks is a disagreement
LONG = 20  # words from which a loss is certain to be one, not a variant's way of writing
SUBJECTS = {"number": "a number", "entity": "a name", "negation": "a negation"}


def repeated(judgement: Judgement) -> Iterator[Draft]:
    """`repeated-passage`: seams and loops, with the reason why each is called one."""
    faults = judgement.faults
    for k, one in faults.repeats:
        stream = faults.streams[k]
        if one.kind == "loop":
            told = f"{_quoted(stream, one.begin, one.end)} stands {one.times} times running"
        else:
            told = f"{_quoted(stream, one.first, one.stop)} stands twice"
        yield Draft(
            "repeated-passage", f"{told}: {one.why}.", source=k, severity=_repeat_severity(one),
            source_words=stream.said(one.first, one.stop - 1), introduced_by="asr",
            evidence=(evidence_of(stream, one.begin, max(one.begin, one.end - 1)),), **_at(stream, one.first, one.stop),
        )  # fmt: skip


def _repeat_severity(one: Repeat) -> str | None:
    return "note" if not one.sure or one.stop - one.first <= FEW else None


def dropped(judgement: Judgement) -> Iterator[Draft]:
    """`dropped-passage`: words that one variant has and another lacks, and rates that nobody speaks at."""
    faults = judgement.faults
    for pair, typed in faults.drops:
        yield _lost(faults, pair, typed)
    for k, stream in enumerate(faults.streams):
        for rate in impossible_rates(stream, judgement.alignment.settings.gap_seconds):
            yield _rate(stream, k, rate)


def _lost(faults: Faults, pair: Pair, typed: Typed) -> Draft:
    c = typed.change
    a, b = faults.streams[pair.a], faults.streams[pair.b]
    k, lacking, at, having, first, stop = (
        (pair.b, b, c.j1, a, c.i1, c.i2) if typed.kind == "dropped" else (pair.a, a, c.i1, b, c.j1, c.j2)
    )
    start, end = having.start[first], having.end[stop - 1]
    long = f", {end - start:.0f} seconds" if start is not None and end is not None and end - start >= 2 else ""
    at = max(0, min(at, len(lacking) - 1))
    place = _at(lacking, at, at + 1)
    return Draft(
        "dropped-passage", f"This transcript lacks {stop - first} words that {having.path} has{long}: "
        f"{_quoted(having, first, stop)}.",
        source=k, severity=None if stop - first >= LONG else "note", introduced_by="asr",
        source_words=having.said(first, stop - 1), evidence=(evidence_of(having, first, stop - 1),),
        line=place["line"], end_line=place["end_line"], start=start, speaker=place["speaker"],
    )  # fmt: skip


def _rate(stream: Stream, k: int, rate: Rate) -> Draft:
    seconds = rate.end - rate.start
    if rate.fast:
        message = f"{rate.words} words in {seconds:.1f} seconds: nobody speaks that fast, so words or times are wrong."
    else:
        message = (
            f"From {_clock(rate.start)} to {_clock(rate.end)} there {_counted(rate.words)}; "
            f"people say about {rate.expected} in that time. Words are lost, or it is music or silence."
        )
    segments = stream.transcript.segments
    return Draft("dropped-passage", message, source=k, severity="note", line=segments[rate.first].line,
                 end_line=segments[rate.last].end_line, start=rate.start, introduced_by="asr")  # fmt: skip


def _counted(words: int) -> str:
    return "is no word" if not words else "is one word" if words == 1 else f"are {words} words"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def stock(judgement: Judgement) -> Iterator[Draft]:
    """`stock-hallucination`: what recognisers write where nobody speaks."""
    own = judgement.alignment.settings.stock_phrases
    for k, stream in enumerate(judgement.faults.streams):
        for one in find_stock(stream, own, judgement.faults.alone(k)):
            yield _stock(stream, k, one)


_FAMILIES = {
    "credit": "a line of subtitle files",
    "outro": "how videos end",
    "everyday": "what recognisers write on silence",
}


def _stock(stream: Stream, k: int, one: Stock) -> Draft:
    segment = stream.transcript.segments[one.segment]
    begin, stop = segment.text.span(one.begin, one.stop)
    text = segment.text.text[one.begin : one.stop].strip()
    file = stream.transcript.file
    return Draft(
        "stock-hallucination", f"“{text}” is {_FAMILIES[one.family]}: {'; '.join(one.signs)}.", source=k,
        severity=None if one.family == "credit" or len(one.signs) > 1 else "note", source_words=text,
        introduced_by="asr", line=file.line_of(begin), end_line=file.line_of(max(begin, stop - 1)),
        start=segment.start, speaker=segment.speaker,
    )  # fmt: skip


def terms(judgement: Judgement) -> Iterator[Draft]:
    """`term-inconsistent`: one finding a term, at its first spelling that is not the likely one."""
    faults = judgement.faults
    for group in faults.terms:
        wrong = [one for one in group.spellings if one.form.casefold() != group.likely.casefold()]
        if wrong:
            k, first, last = min(place for one in wrong for place in one.places)
            stream = faults.streams[k]
            yield Draft(
                "term-inconsistent", _term(group), source=k, introduced_by="asr",
                source_words=stream.said(first, last), evidence=_examples(faults, group),
                **_at(stream, first, last + 1),
            )  # fmt: skip
    for word, ways in capitals(faults.streams, faults.names).items():
        usual, *others = sorted(ways, key=lambda raw: (-ways[raw], raw))
        k, at = next(
            (k, i) for k, s in enumerate(faults.streams) for i, text in enumerate(s.texts)
            if text == word and s.raw(i, i) in others
        )  # fmt: skip
        told = ", ".join(f"“{raw}” ({ways[raw]})" for raw in others)
        yield Draft("term-inconsistent", f"“{usual}” ({ways[usual]}) is also written {told}: capitals only.", source=k,
                    severity="note", source_words=faults.streams[k].raw(at, at), introduced_by="asr",
                    **_at(faults.streams[k], at, at + 1))  # fmt: skip


def _term(group: TermGroup) -> str:
    told = ", ".join(f"“{one.form}” ({len(one.places)})" for one in group.spellings)
    if len(group.spellings) == 1:
        return f"{told} is likely “{group.likely}”: {group.reason}."
    return f"One term in several spellings: {told}. Likely right: “{group.likely}” ({group.reason})."


def _examples(faults: Faults, group: TermGroup) -> tuple[Evidence, ...]:
    """The first place of each spelling."""
    places = [one.places[0] for one in group.spellings]
    return tuple(evidence_of(faults.streams[k], first, last) for k, first, last in places[:6])


def disagree(judgement: Judgement) -> Iterator[Draft]:
    """`variants-disagree`: a number, a name or a negation that the variants tell differently; known terms left out."""
    faults = judgement.faults
    spelt = {place for group in faults.terms for one in group.spellings for place in one.places}
    for pair in faults.pairs:
        a, b = faults.streams[pair.a], faults.streams[pair.b]
        for typed in pair.changes:
            c = typed.change
            if not _told(typed) or {(pair.a, c.i1, c.i2 - 1), (pair.b, c.j1, c.j2 - 1)} & spelt:
                continue
            sides = [_quoted(s, i, j) if j > i else "nothing" for s, i, j in ((a, c.i1, c.i2), (b, c.j1, c.j2))]
            at = max(0, min(c.j1, len(b) - 1))
            yield Draft(
                "variants-disagree",
                f"The transcripts differ in {SUBJECTS[typed.about]}: {sides[0]} in {a.path}, {sides[1]} here.",
                source=pair.b, claimed=sides[1].strip("“”"), source_words=sides[0].strip("“”"), introduced_by="asr",
                evidence=(evidence_of(a, c.i1, c.i2 - 1),) if c.i2 > c.i1 else (), **_at(b, at, max(at + 1, c.j2)),
            )  # fmt: skip


def _told(typed: Typed) -> bool:
    """Whether a change is a disagreement in what matters, and not a loss that another rule tells."""
    if typed.about == "negation" and typed.kind in ("dropped", "inserted"):
        return typed.change.size <= FEW
    return typed.about in SUBJECTS and typed.kind == "substituted"


def _quoted(stream: Stream, first: int, stop: int) -> str:
    """The words in quotation marks, shortened in the middle."""
    if stop - first <= SHOWN:
        return f"“{stream.said(first, stop - 1)}”"
    half = SHOWN // 2
    return f"“{stream.said(first, first + half - 1)} … {stream.said(stop - half, stop - 1)}”"


class _Place(TypedDict):
    line: int
    end_line: int
    start: float | None
    speaker: str | None


def _at(stream: Stream, first: int, stop: int) -> _Place:
    """Line, end line, time and speaker of words [first, stop) as a draft takes them."""
    if not len(stream):
        return _Place(line=1, end_line=1, start=None, speaker=None)
    file, last = stream.transcript.file, min(max(first, stop - 1), len(stream) - 1)
    return _Place(
        line=file.line_of(stream.begin[first]),
        end_line=file.line_of(max(stream.begin[first], stream.stop[last] - 1)),
        start=stream.start[first],
        speaker=stream.speaker(first),
    )


RULES: tuple[RuleFunction, ...] = (repeated, dropped, stock, terms, disagree)
