"""TRN, STM and CTM as NIST's scoring reads them: markup kept, utterances without words kept, hypotheses cut at the
reference's segments. (`auditor.reading` reads the same files as transcripts, without the markup.)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from auditor.errors import InputError
from auditor.model.inputs import TextFile

FORMATS = frozenset({"trn", "stm", "ctm"})
_TRN = re.compile(r"(.*?)\s*\(([^()\s]+)\)\s*")
_LABEL = re.compile(r"<[^<>\s]*>(?=\s|$)")
_IGNORED = "ignoretimesegmentinscoring"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch that is scored on its own: its `text` with markup, seconds where known, the line it stands on."""

    id: str
    text: str
    line: int
    session: str = ""
    speaker: str | None = None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class TimedText:
    """A word of a CTM file (or a whole alternation), with the middle of its time."""

    text: str
    middle: float
    session: str


def utterances(file: TextFile, format: str) -> list[Utterance]:
    """The utterances of a TRN or STM file, in order; those of a CTM file are its recordings (file and channel).

    Raises:
        InputError: a line has not the fields of its format, or an id comes twice.
    """
    found: list[Utterance] = []
    if format == "ctm":
        words = ctm_words(file)
        for session in dict.fromkeys(word.session for word in words):
            text = " ".join(word.text for word in words if word.session == session)
            found.append(Utterance(session, text, 1, session, session))
        return found
    for number, line in enumerate(re.split(r"\r\n|\n|\r", file.text), 1):
        if line.strip() and not line.lstrip().startswith(";;"):
            one = _trn(file, number, line) if format == "trn" else _stm(file, number, line)
            if one is not None:
                found.append(one)
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            raise InputError(file.path, f"the utterance {one.id} comes twice", "each id once", one.line)
        seen.add(one.id)
    return found


def _trn(file: TextFile, number: int, line: str) -> Utterance:
    match = _TRN.fullmatch(line)
    if match is None:
        raise InputError(file.path, "no utterance", "words (id)", number)
    speaker = re.fullmatch(r"(.+)[-_][^-_]+", match[2])
    return Utterance(match[2], match[1].strip(), number, "", speaker[1] if speaker else match[2][:3])


def _stm(file: TextFile, number: int, line: str) -> Utterance | None:
    fields = line.split(None, 5)
    try:
        start, end = float(fields[3]), float(fields[4])
    except (IndexError, ValueError):
        raise InputError(file.path, "no STM line", "file channel speaker start end words", number) from None
    text = fields[5] if len(fields) > 5 else ""
    label = _LABEL.match(text)
    text = text[label.end() :].strip() if label else text.strip()
    session = f"{fields[0]} {fields[1]}"
    ident = f"{session} {fields[2]} {start:.3f} line {number}"
    return Utterance(ident, text, number, session, fields[2], start, end)


def ctm_words(file: TextFile) -> list[TimedText]:
    """The words of a CTM file; `<ALT_BEGIN> ... <ALT> ... <ALT_END>` becomes one alternation.

    Raises:
        InputError: a line has not the fields.
    """
    found: list[TimedText] = []
    branches: list[str] | None = None
    times: list[float] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", file.text), 1):
        fields = line.split()
        if not fields or line.lstrip().startswith(";;"):
            continue
        if len(fields) < 5:
            raise InputError(file.path, "no CTM line", "file channel start duration word", number)
        session, word = f"{fields[0]} {fields[1]}", fields[4]
        tag = word.upper()
        if tag == "<ALT_BEGIN>":
            branches, times = [""], []
        elif tag == "<ALT>" and branches is not None:
            branches.append("")
        elif tag == "<ALT_END>" and branches is not None:
            text = "{ " + " / ".join(branch or "@" for branch in branches) + " }"
            found.append(TimedText(text, sum(times) / max(1, len(times)), session))
            branches = None
        else:
            middle = _middle(file, number, fields)
            if branches is None:
                found.append(TimedText(word, middle, session))
            else:
                branches[-1] = f"{branches[-1]} {word}".strip()
                times.append(middle)
    return found


def _middle(file: TextFile, number: int, fields: list[str]) -> float:
    try:
        return float(fields[2]) + float(fields[3]) / 2
    except ValueError:
        raise InputError(file.path, "no time", "seconds as third and fourth field", number) from None


def cut_at(reference: list[Utterance], words: list[TimedText], path: str) -> list[str]:
    """The hypothesis text of each reference segment: as in sclite, a word belongs to the first segment that
    ends after the middle of the word, and after the last segment to that one.

    Raises:
        InputError: the hypothesis has words of a recording that the reference lacks.
    """
    by_session: defaultdict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(reference):
        by_session[one.session.casefold()].append(index)
    texts: list[list[str]] = [[] for _ in reference]
    for word in words:
        indices = by_session.get(word.session.casefold())
        if indices is None:
            raise InputError(path, f"has words of `{word.session}`, which the reference lacks", "the same recordings")
        texts[_segment(reference, indices, word.middle)].append(word.text)
    return [" ".join(text) for text in texts]


def _segment(reference: list[Utterance], indices: list[int], middle: float) -> int:
    ends = [reference[i].end or 0.0 for i in indices]
    return indices[min(bisect_left(ends, middle), len(indices) - 1)]


def sessions(found: list[Utterance]) -> dict[str, str]:
    """The text of each recording (file and channel, casefolded), its utterances joined in the order of their times."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.start or 0.0):
        if not excluded(one):
            texts[one.session.casefold()].append(one.text)
    return {name: " ".join(parts) for name, parts in texts.items()}


def excluded(one: Utterance) -> bool:
    """Whether the reference says that a segment is not to be scored."""
    return one.text.replace("_", "").casefold() == _IGNORED
