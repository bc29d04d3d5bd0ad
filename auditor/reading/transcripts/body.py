"""The spoken part of a text file, line by line: `[time] NAME: words` with every part but the words optional.

Three readers share it (`captions`, `labelled`, `plain`), and the transcript part of a podcast page. A line without a
label goes on with the speaker of the line before; a time or a name alone on a line holds for the lines under it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.model.inputs import LineProblem, Located, Segment, TextFile
from auditor.reading.transcripts.building import Piece, lines_of, located, problem, segment, trimmed
from auditor.reading.transcripts.clock import CLOCK, clock_seconds
from auditor.reading.transcripts.labels import accepted, in_full, label_of
from auditor.reading.transcripts.marks import without_marks

_RANGE = rf"({CLOCK})(?:\s*(?:-->|->|-|–|—|to)\s*({CLOCK}))?"
_DECOR = r"(?:#{1,6}\s+|[-*•]\s+)?(?:[*_`]{1,3}(?=[\[(<\w]))?"  # of a heading, bullet or bold words in Markdown
_LEADING = re.compile(
    rf"\s*{_DECOR}(?:[\[(<]\s*{_RANGE}\s*[\])>]|{_RANGE}(?=[*_`\s]|$))(?:[*_`]{{1,3}}(?=\s|$))?\s*(?:[:\-–—|]\s+)?"
)
_BRACKETED = re.compile(rf"\s*{_DECOR}[\[(<]\s*{CLOCK}")
_NAME = r"([^\s\[\](){}<>:：][^\[\](){}<>:：\n]{0,59}?)"
_INNER = re.compile(
    rf"\s*{_DECOR}\[?{_NAME}\]?\s*[\[(]\s*{_RANGE}\s*[\])]\s*(?:[*_]{{2}}\s*)?[:：]?\s*(?:[*_]{{2}}(?=\s|$)\s*)?"
)
_HEADED = re.compile(rf"\s*{_DECOR}{_NAME}[\s,|·*_`\-–]+{_RANGE}[*_`]{{0,3}}\s*")
_TIME_LIKE = re.compile(r"\s*[\[(]\s*[-−]?\d+:[\w:.,]{0,16}\s*[\])]\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[^\s\W]|[\"'“‘(\[¿¡])|(?<=[。！？])")
_NAME_END = re.compile(r"(?:\s|^)(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|No|[A-Z])\.$")
_LONG = 600
_LONG_WORDS = 60
TIMED_SHARE = 0.3
_SAMPLE = 400


@dataclass(frozen=True)
class _Line:
    text: str
    offset: int
    begin: int
    start: float | None = None
    end: float | None = None
    label: str | None = None
    after_label: int = 0
    headed: bool = False


@dataclass(frozen=True)
class Shape:
    """What a sample of lines shows: how many there are, begin with a time (in brackets), carry an accepted label."""

    lines: int
    timed: int
    bracketed: int
    labelled: int
    labels: frozenset[str]
    first_timed: int | None

    @property
    def is_timed(self) -> bool:
        return self.timed >= 2 and self.timed >= TIMED_SHARE * self.lines


@lru_cache(maxsize=2)
def shape_of(file: TextFile, begin: int = 0) -> Shape:
    """Look at the first lines after `begin` (kept for the reader that follows the recognisers)."""
    sample = [_parsed(line, True) for line in lines_of(file, begin, _sample_stop(file, begin))]
    names = [line.label for line in sample if line.label]
    labels = accepted(names, len(sample))
    timed = [line for line in sample if line.start is not None]
    first = next((line for line in sample if line.start is not None or _TIME_LIKE.match(line.text)), None)
    return Shape(
        len(sample),
        len(timed),
        sum(1 for line in sample if _BRACKETED.match(line.text)),
        sum(1 for name in names if name in labels),
        labels,
        first.offset if first else None,
    )


def read_body(
    file: TextFile,
    begin: int = 0,
    stop: int | None = None,
    *,
    participants: Collection[str] = (),
    timed: bool | None = None,
    labelled: bool = True,
) -> tuple[list[Segment], list[LineProblem]]:
    """Segments of a stretch of text, and the lines whose time makes no sense (their words are kept).

    Args:
        file: the decoded file.
        begin: offset at which the spoken part begins.
        stop: where it ends; None is the end of the file.
        participants: names that count as speaker labels even when they come once.
        timed: whether times at line beginnings are times; None lets the lines say.
        labelled: whether speaker labels are looked for.
    """
    raw = lines_of(file, begin, stop)
    if timed is None:
        timed = _share_timed(raw) >= TIMED_SHARE
    lines = [_parsed(line, timed) for line in raw]
    full = in_full(line.label for line in lines if line.label)
    lines = [replace(line, label=full.get(line.label, line.label)) if line.label else line for line in lines]
    names = _speakers(lines, participants) if labelled else frozenset()
    segments: list[Segment] = []
    problems: list[LineProblem] = []
    speaker: str | None = None
    start = end = None
    for line in lines:
        bad_time = timed and line.start is None and _TIME_LIKE.match(line.text)
        if bad_time:
            problems.append(problem(file, line.offset, "the time in front of the words is no time of day or duration"))
            line = replace(line, begin=bad_time.end())
        if line.start is not None:
            start, end = line.start, line.end
        elif bad_time or not timed:
            start = end = None
        at = line.begin
        if line.label in names:
            speaker, at = line.label, line.after_label
        words = _words(line, at)
        if not words.text:
            continue
        segments.extend(_split(file, words, start, end, speaker))
        start = end = None
    return segments, problems


def _speakers(lines: list[_Line], participants: Collection[str]) -> frozenset[str]:
    """Who speaks: where names stand with times on lines of their own, those names, else what comes back."""
    headed = [line.label for line in lines if line.headed and line.label]
    if len(headed) >= 2:
        return frozenset(headed)
    return accepted((line.label for line in lines if line.label), len(lines), participants)


def _sample_stop(file: TextFile, begin: int) -> int | None:
    last = file.line_of(begin) + _SAMPLE
    return file.line_starts[last] if last < len(file.line_starts) else None


def _share_timed(lines: list[Piece]) -> float:
    sample = lines[:_SAMPLE]
    timed = sum(1 for line in sample if _parsed(line, True).start is not None)
    return timed / len(sample) if sample and timed >= 2 else 0.0


def _parsed(line: Piece, timed: bool) -> _Line:
    text, offset = line
    begin, start, end = 0, None, None
    headed: str | None = None
    if timed and (match := _LEADING.match(text)):
        first, last = match.group(1) or match.group(3), match.group(2) or match.group(4)
        start, end = clock_seconds(first), clock_seconds(last) if last else None
        begin = match.end() if start is not None else 0
    elif timed and (match := _INNER.match(text) or _HEADED.fullmatch(text)):
        headed = _name_before_time(match.group(1))
        start = clock_seconds(match.group(2)) if headed else None
        if headed and start is not None:
            end = clock_seconds(match.group(3)) if match.group(3) else None
            return _Line(text, offset, 0, start, end, headed, match.end(), True)
    label = label_of(text, begin)
    name, after = label if label else (None, begin)
    return _Line(text, offset, begin, start, end, name, after)


def _name_before_time(text: str) -> str | None:
    label = label_of(text.strip(" *_-–,") + ":")
    return label[0] if label else None


def _words(line: _Line, at: int) -> Located:
    return without_marks(trimmed(located([(line.text[at:], line.offset + at)])))


def _split(
    file: TextFile, words: Located, start: float | None, end: float | None, speaker: str | None
) -> Iterator[Segment]:
    """A line as it is, or a long one without a time of its own, sentence by sentence."""
    if start is not None or len(words.text) <= _LONG:
        yield segment(file, words, start, end, speaker)
        return
    for begin, stop in sentence_spans(words.text):
        yield segment(file, words.slice(begin, stop), start, end, speaker)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences of a text, [begin, stop) without the blanks between; one that runs on is cut at 60 words."""
    cuts = [0]
    for match in _SENTENCE.finditer(text):
        if not _NAME_END.search(text[max(cuts[-1], match.start() - 6) : match.start()]):
            cuts.append(match.end())
    spans: list[tuple[int, int]] = []
    for begin, stop in zip(cuts, [*cuts[1:], len(text)], strict=True):
        spans.extend(_short_enough(text, begin, stop))
    return spans


def _short_enough(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in re.compile(r"\S+").finditer(text, begin, stop)]
    for at in range(0, len(words), _LONG_WORDS):
        yield words[at][0], words[min(at + _LONG_WORDS, len(words)) - 1][1]
