"""How a typed difference is told: what each transcript says at the place, and one plain sentence."""

from __future__ import annotations

from auditor.judging.differences import Diff
from auditor.judging.view import View
from auditor.rules.wording import quoted
from auditor.text.normalise import normalise_words

FAR = 10  # source words from which a reading at the place says nothing any more


def readings(view: View, diff: Diff) -> list[tuple[int, int, int]]:
    """What every source has at the place: (source, first word, word after the last), the sources in their order."""
    own = view.claim.source if diff.source is None else diff.source
    found = []
    for k, trace in enumerate(view.claim.traces):
        place = (diff.s0, diff.s1) if k == own else trace and _opposite(trace.matched(), diff.c0, diff.c1)
        end = len(view.stream_of(k))
        if place and place[0] < end:  # nothing is said after the last word
            found.append((k, place[0], min(place[1], end)))
    return found


def _opposite(matched: dict[int, int], c0: int, c1: int) -> tuple[int, int] | None:
    """The source words between those that the claim's neighbouring words stand for."""
    left = next((matched[c] for c in range(c0 - 1, max(-1, c0 - 4), -1) if c in matched), None)
    right = next((matched[c] for c in range(c1, c1 + 3) if c in matched), None)
    if left is None and right is None:
        return None
    if left is None:
        left = right - (c1 - c0) - 1 if right is not None else 0
    if right is None:
        right = left + (c1 - c0) + 1
    return (left + 1, right) if 0 < right - left - 1 <= FAR and left >= -1 else None


CUT = {"cut-head": "before", "cut-tail": "after", "cut-inside": "within"}


def sentence(view: View, diff: Diff, claimed: str, said: list[str]) -> str:
    """One plain sentence: the fact first."""
    kind, words = diff.kind, quoted(claimed)
    if not said:
        return _alone(diff, words)
    if kind in CUT:
        where = CUT[kind]
        return f"{_they(said)} {where} these words, and the document leaves it out; that turns the meaning."
    if kind == "question":
        return "This was asked as a question; the document tells it as a statement."
    if kind == "merge":
        return f"These are {diff.why}; the document makes one statement of them."
    if kind in ("subject", "voice"):
        return f"This was {diff.why}, not by {view.claim.speaker or 'the one named'}."
    if kind in ("moved", "exchange"):
        return f"The words changed places: {_low(_they(said))}, the document says {words}."
    if kind == "certainty" and diff.c1 <= diff.c0:
        return f"This was {diff.why}: {_low(_they(said))}, and the document leaves it out."
    if kind == "negation" and diff.why.endswith("dropped"):
        return f"The document drops a denial: {_low(_they(said))}."
    if kind == "negation":
        return f"The document adds a denial, {words}; {_low(_they(said))}."
    if kind in ("added", "number-new", "unsaid", "unheard"):
        return _alone(diff, words)
    return f"{_they(said)}; the document says {words} ({diff.why})."


def _alone(diff: Diff, words: str) -> str:
    """The sentence where no words of the source stand against the claim's."""
    if diff.kind == "unheard":
        return f"Nobody in the recording speaks of {words}."
    if diff.kind == "unsaid":
        return f"Nobody in the recording says {words}."
    if diff.kind == "question":
        return "This was asked as a question; the document tells it as a statement."
    return f"The document adds {words}; nothing in the recording stands for it."


def _low(text: str) -> str:
    """The sentence as the second half of one."""
    return text[:1].lower() + text[1:]


def _they(said: list[str]) -> str:
    """Who says what: alike or not."""
    if len({tuple(normalise_words(s)) for s in said}) > 1:
        return "The transcripts say " + " and ".join(quoted(s) for s in said)
    whose = {1: "The transcript says", 2: "Both transcripts say"}.get(len(said), "All transcripts say")
    return f"{whose} {quoted(said[-1])}"
