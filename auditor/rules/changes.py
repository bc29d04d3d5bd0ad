"""How a typed difference is told: what each transcript says at the place, and one plain sentence."""

from __future__ import annotations

from auditor.judging.differences import Diff
from auditor.judging.view import View
from auditor.rules.wording import quoted
from auditor.text.normalise import normalise_words

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
