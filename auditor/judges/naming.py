"""The finding that a judge's `altered` becomes: its name by what differs, in the form that the rules use."""

from __future__ import annotations

from auditor.judges.words import words_of
from auditor.lexicon.cues import cause_cues, certainty_cues, looks_like_name, negation_cues
from auditor.lexicon.quantities import quantities
from auditor.model.result import Claim, Difference, Opinion

# Finding by kind of difference, as auditor.judging.differences names them.
_KINDS = {
    "number-changed": ("number", "number-new", "unsaid", "unit"),
    "entity-changed": ("version", "name", "unheard", "word", "phrase", "general"),
    "negation-changed": ("negation", "antonym"),
    "role-changed": ("person", "subject", "voice", "moved", "swap"),
    "certainty-changed": ("certainty", "question", "quantifier"),
    "cause-changed": ("cause",),
    "claim-added": ("added", "ending"),
    "turns-merged": ("merge",),
    "meaning-cut": ("cut-head", "cut-tail", "cut-inside"),
    "wrong-repair": ("repair",),
}
NAMES = {kind: name for name, kinds in _KINDS.items() for kind in kinds}
CLEAR = 0.3  # weight from which a difference that words found names a judge's finding


def name_of(claim: Claim, opinion: Opinion) -> str:
    """The name of the finding: that of a typed difference in the same words, else by what the two wordings hold."""
    claimed, source = opinion.claimed or "", opinion.source or ""
    meeting = [d for d in claim.differences if d.weight >= CLEAR and d.kind in NAMES and _shares(d, claimed)]
    if meeting:
        return NAMES[max(meeting, key=lambda d: d.weight).kind]
    if not words_of(source):
        return "claim-added"
    a, b = words_of(claimed), words_of(source)
    if _amounts(claimed) != _amounts(source):
        return "number-changed"
    if bool(negation_cues(a)) != bool(negation_cues(b)):
        return "negation-changed"
    if _names(claimed) and _names(claimed) != _names(source):
        return "entity-changed"
    if _levels(a) != _levels(b):
        return "certainty-changed"
    if cause_cues(a) and not cause_cues(b):
        return "cause-changed"
    return "role-changed" if set(a) & _PERSONS != set(b) & _PERSONS else "entity-changed"


_PERSONS = frozenset("i you he she we they me him her us them my your his our their".split())


def _shares(difference: Difference, claimed: str) -> bool:
    return bool(set(words_of(difference.claimed)) & set(words_of(claimed)))


def _amounts(text: str) -> list[tuple[float, float]]:
    return [(q.value, q.high) for q in quantities(text) if not q.implicit]


def _names(text: str) -> set[str]:
    return {w.casefold() for i, w in enumerate(text.split()) if looks_like_name(w.strip(".,;:!?\"'()"), i == 0)}


def _levels(words: list[str]) -> set[str]:
    return {level for _, _, _, level in certainty_cues(words)} - {"able"}
