"""Owner and due date of an action item, each checked on its own against the evidence of the task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from auditor.aligning.stream import Stream
from auditor.aligning.trace import Trace
from auditor.judging.view import View
from auditor.lexicon.cues import time_cues
from auditor.lexicon.quantities import Quantity, compare, quantities
from auditor.lexicon.words import is_function_word
from auditor.text.normalise import normalise_words

NEAR = 25  # words around the evidence in which a person is named or a task is taken on
PLACED = 0.6  # share of a task's content words in its place
AROUND = 150  # words around the evidence in which a date belongs to the task
_AND = re.compile(r"\s*(?:,|;|/|&|\+|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class FieldDoubt:
    """An owner or due date that the recording does not bear out.

    `name` is `owner` or `due`, `value` as written; `strength` in [0, 1]: how clearly; `why` is a whole sentence;
    [first, last] are the words of stream `source` that speak against it.
    """

    name: str
    value: str
    strength: float
    why: str
    source: int
    first: int
    last: int
    said: str = ""


@cache
def _nobody() -> frozenset[str]:
    text = (resources.files("auditor.judging") / "data" / "nobody.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def unsupported_fields(view: View) -> list[FieldDoubt]:
    """The fields of an action item that nobody spoke or that name a wrong person; none where the task has no place."""
    fields = [f for f in view.claim.claim.fields if f.value.text.strip(" .").casefold() not in _nobody() | {""}]
    k = _labelled(view)
    trace = view.claim.traces[k] if view.claim.traces else None
    if not fields or trace is None:
        return []
    placed = _well_placed(view, trace)
    found: list[FieldDoubt | None] = []
    for field in fields:
        value = field.value.text.strip()
        if field.name == "owner" and placed:
            names = [name for name in _AND.split(value) if name.casefold() not in _nobody()]
            found += [_owner(name, value, view, k, trace, alone=len(names) == 1) for name in names]
        elif field.name == "due":
            found.append(_due(value, view, k, trace, placed))
    return [doubt for doubt in found if doubt]


def _labelled(view: View) -> int:
    """The source with speaker labels that holds the task, else the one that supports it best."""
    streams = view.alignment.streams
    traced = [k for k, t in enumerate(view.claim.traces) if t is not None]
    return next(
        (k for k in traced if any(streams[k].transcript.segments[s].speaker for s in streams[k].segments[:1])),
        view.claim.source,
    )


def _well_placed(view: View, trace: Trace) -> bool:
    """Whether most content words of the task stand in its place, so that the place can speak against an owner."""
    content = [c for c, w in enumerate(view.lemmas) if not is_function_word(w)]
    return len([c for c in content if c in trace.matched()]) >= PLACED * max(1, len(content))


def _owner(name: str, value: str, view: View, k: int, trace: Trace, *, alone: bool) -> FieldDoubt | None:
    cast, stream = view.alignment.cast, view.alignment.streams[k]
    label = cast.label_of(name)
    first, last = max(0, trace.first - NEAR), min(len(stream) - 1, trace.last + NEAR)
    named = {who for _, _, who in cast.mentions(stream.texts[first : last + 1])}
    wanted = normalise_words(name)
    if label in named or any(
        w in stream.texts[first : last + 1] for w in wanted if len(w) > 2 and stream.speaker(trace.first) is None
    ):
        return None
    if label is None:
        if any(w in other.texts for other in view.alignment.streams for w in wanted if len(w) > 2):
            return None
        return FieldDoubt(
            "owner",
            value,
            0.7,
            f"The task is given to {name}, whom nobody names in the recording.",
            k,
            trace.first,
            trace.last,
        )
    taker, how = _taker(stream, trace) if alone else (None, "")
    if taker == label or (taker is None and label in _speakers(stream, first, last)):
        return None
    if taker is None:
        return FieldDoubt(
            "owner",
            value,
            0.6,
            f"{label} neither speaks nor is named where this task comes up.",
            k,
            trace.first,
            trace.last,
        )
    return FieldDoubt(
        "owner", value, 0.9, f"The task is given to {label}, but {taker} {how}.", k, trace.first, trace.last, taker
    )


def _speakers(stream: Stream, first: int, last: int) -> set[str | None]:
    return {stream.speaker(i) for i in range(first, last + 1)}


def _taker(stream: Stream, trace: Trace) -> tuple[str | None, str]:
    """Who takes the task on by the words around it: the one who says I, or who answers a request; None where open."""
    who = _main_speaker(stream, trace)
    first, last = trace.first, trace.last
    while first > 0 and trace.first - first < NEAR and stream.speaker(first - 1) == who and not stream.ends[first - 1]:
        first -= 1
    while (
        last + 1 < len(stream)
        and last - trace.last < NEAR
        and stream.speaker(last + 1) == who
        and (not stream.ends[last] or last < trace.last + 4)
    ):
        last += 1
    said = [stream.texts[i] for i in range(first, last + 1) if stream.speaker(i) == who]
    if not said:
        return None, ""
    if _commits(said):
        return who, "is the one who speaks of doing it"
    if _asks(said) and not _SEVERAL & set(said):
        after = range(last + 1, min(len(stream), last + NEAR))
        return next((stream.speaker(i) for i in after if stream.speaker(i) != who), None), "answers the request"
    return None, ""


def _main_speaker(stream: Stream, trace: Trace) -> str | None:
    counts: dict[str | None, int] = {}
    for s in trace.matched().values():
        counts[stream.speaker(s)] = counts.get(stream.speaker(s), 0) + 1
    return max(counts, key=lambda w: (counts[w], w or ""), default=None)


_MODALS = frozenset({"can", "could", "would", "will", "should", "must", "have", "need", "may"})
_SEVERAL = frozenset({"two", "2", "both", "all", "guys", "everybody", "everyone"})
_DOING = _MODALS | {"shall", "am", "promise", "take", "send", "do"}


def _asks(words: Sequence[str]) -> bool:
    """Whether somebody is asked to do it: `please`, `can you`, `you should`."""
    return "please" in words or any(
        w == "you" and ((words[i - 1 : i] and words[i - 1] in _MODALS) or _MODALS & set(words[i + 1 : i + 2]))
        for i, w in enumerate(words)
    )


def _commits(words: Sequence[str]) -> bool:
    return any(w == "i" and _DOING & set(words[i + 1 : i + 3]) for i, w in enumerate(words)) or "let me" in " ".join(
        words
    )


def _due(value: str, view: View, k: int, trace: Trace, placed: bool) -> FieldDoubt | None:
    cues = [(text, level) for _, _, text, level in time_cues(normalise_words(value)) if not level.startswith("now")]
    amounts = [q for q in quantities(value) if not q.implicit]
    if not cues and not amounts:
        return None
    stream = view.alignment.streams[k]
    first, last = max(0, trace.first - AROUND), min(len(stream) - 1, trace.last + AROUND)
    if _spoken(cues, amounts, stream, first, last):
        return None
    elsewhere = _spoken(cues, amounts, stream, 0, len(stream) - 1)
    if elsewhere and not placed:
        return None
    why = (
        f"The due date “{value}” is not spoken anywhere near this task."
        if elsewhere
        else f"The due date “{value}” is not spoken in the recording."
    )
    return FieldDoubt("due", value, 0.7 if elsewhere else 1.0, why, k, trace.first, trace.last)


def _spoken(cues: list[tuple[str, str]], amounts: Sequence[Quantity], stream: Stream, first: int, last: int) -> bool:
    words = stream.texts[first : last + 1]
    levels = {level for _, _, _, level in time_cues(words)} if cues else set()
    said = quantities(" ".join(stream.raw(i, i) for i in range(first, last + 1))) if amounts else []
    return all(level in levels or text in words for text, level in cues) and all(
        any(compare(q, a) in ("same", "rounded") for q in said) for a in amounts
    )
