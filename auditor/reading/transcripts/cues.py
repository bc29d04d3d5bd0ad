"""What all subtitle-like formats share: rolling captions, names in front of the words, sounds taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.model.inputs import LineProblem, Located, Segment, TextFile
from auditor.reading.transcripts.building import joined, problem, segment, tight, timed_words
from auditor.reading.transcripts.labels import accepted, label_of
from auditor.reading.transcripts.marks import without_marks

_ROLLING_SHARE = 0.2
_GROWING_SHARE = 0.5
_FEWEST = 4
_TOUCHING = 0.3


@dataclass(frozen=True)
class Cue:
    """A caption as shown: its lines, times in seconds, speaker if marked, and time marks inside (offset, seconds)."""

    lines: tuple[Located, ...]
    start: float | None
    end: float | None
    speaker: str | None = None
    marks: tuple[tuple[int, float], ...] = ()
    ident: str | None = None


def segments_of(file: TextFile, cues: Sequence[Cue]) -> list[Segment]:
    """Segments of cues: each word once, names in front of words as speakers, sounds taken out."""
    made: list[Segment] = []
    turns: list[bool] = []
    for cue in grown(unrolled(cues)):
        text = without_marks(joined([tight(line) for line in cue.lines]))
        if text.text:
            words = timed_words(text, cue.marks, cue.end)
            made.append(segment(file, text, cue.start, cue.end, cue.speaker, words=words, id=cue.ident))
            turns.append(cue.lines[0].text.lstrip().startswith(">>"))
    return with_speakers(file, made, turns)


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """Captions that roll up show each line several times: keep its first showing, and only there.

    A file counts as rolling where many cues show the last lines of the cue before and a new one under them; cues that
    merely repeat (a loop of the ASR) are left alone.
    """
    shown = [[_plain(line) for line in cue.lines if line.text.strip()] for cue in cues]
    rolling = 0
    for above, now in pairwise(shown):
        overlap = _overlap(above, now)
        rolling += 0 < overlap < len(now)
    if rolling < _FEWEST or rolling < _ROLLING_SHARE * len(cues):
        return list(cues)
    kept: list[Cue] = []
    before: list[str] = []
    stop: float | None = None
    for cue, now in zip(cues, shown, strict=True):
        touching = stop is None or cue.start is None or cue.start <= stop + _TOUCHING
        old = _overlap(before, now) if touching else 0
        lines = tuple(line for line in cue.lines if line.text.strip())[old:]
        if lines:
            kept.append(replace(cue, lines=lines))
        elif kept and cue.end is not None and old:
            kept[-1] = replace(kept[-1], end=max(kept[-1].end or 0.0, cue.end))
        before, stop = (now or before), cue.end
    return _not_beyond_next(kept)


def grown(cues: Sequence[Cue]) -> list[Cue]:
    """Live captions that grow word by word: of every run of growing cues only the last, from the first one's start."""
    texts = [" ".join(_plain(line) for line in cue.lines) for cue in cues]
    pairs = list(pairwise(texts))
    growing = sum(1 for before, now in pairs if before and now != before and now.startswith(before))
    if growing < _FEWEST or growing < _GROWING_SHARE * len(cues):
        return list(cues)
    kept: list[Cue] = []
    last = ""
    for cue, text in zip(cues, texts, strict=True):
        if kept and last and text.startswith(last):
            kept[-1] = replace(cue, start=kept[-1].start)
        else:
            kept.append(cue)
        last = text
    return kept


def with_speakers(file: TextFile, segments: Sequence[Segment], turns: Sequence[bool] = ()) -> list[Segment]:
    """Take names in front of the words (`ANNA: ...`) for speakers, where no segment has one yet.

    A segment without a name goes on with the speaker before, unless it opens a turn (`>>`; one flag a segment).
    """
    if any(one.speaker for one in segments):
        return list(segments)
    labels = [label_of(one.text.text) for one in segments]
    names = accepted((label[0] for label in labels if label), len(segments))
    if not names:
        return list(segments)
    made: list[Segment] = []
    speaker: str | None = None
    opens = turns or [False] * len(segments)
    for one, label, turn in zip(segments, labels, opens, strict=True):
        if label and label[0] in names:
            speaker = label[0]
            one = _from(file, one, label[1])
        elif turn:
            speaker = None
        made.append(replace(one, speaker=speaker))
    return made


def timed(
    file: TextFile, offset: int, first: str, last: str, read: Callable[[str], float | None], notes: list[LineProblem]
) -> tuple[float | None, float | None]:
    """Both times of a cue; one that makes no sense is left out and named."""
    start, end = read(first), read(last) if last else None
    if start is None or (last and end is None):
        notes.append(problem(file, offset, "a time of this cue makes no sense; its words are kept"))
    return start, end


def _from(file: TextFile, one: Segment, begin: int) -> Segment:
    text = one.text.slice(begin, len(one.text.text))
    words = tuple(
        replace(word, begin=word.begin - begin, stop=word.stop - begin) for word in one.words if word.begin >= begin
    )
    return replace(one, text=text, line=file.line_of(text.offset(0)), words=words)


def _plain(line: Located) -> str:
    return " ".join(line.text.split())


def _overlap(before: Sequence[str], now: Sequence[str]) -> int:
    """How many lines at the end of one cue stand at the beginning of the next."""
    for count in range(min(len(before), len(now)), 0, -1):
        if list(before[-count:]) == list(now[:count]):
            return count
    return 0


def _not_beyond_next(cues: Sequence[Cue]) -> list[Cue]:
    cut: list[Cue] = []
    for cue, after in zip(cues, [*cues[1:], None], strict=True):
        limit = after.start if after else None
        if limit is not None and cue.start is not None and cue.end is not None and cue.start < limit < cue.end:
            cue = replace(cue, end=limit)
        cut.append(cue)
    return cut
