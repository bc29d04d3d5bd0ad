"""The numbers that `risk` and `confidence` are computed from: how well a claim is covered, and what differs.

None counts the length of the claim or the amount of change: both are artefacts of how labelled sets are made.
"""

from __future__ import annotations

from itertools import pairwise

from auditor.aligning.aligned import PlacedClaim
from auditor.aligning.passages import beside
from auditor.aligning.speakers import names_of
from auditor.judging.differences import Diff
from auditor.judging.view import View
from auditor.judging.weights import BASE
from auditor.lexicon.generic import genericness
from auditor.lexicon.words import is_function_word
from auditor.text.normalise import normalise_words


def signals(view: View, found: list[Diff], weights: list[float], neighbours: list[PlacedClaim]) -> dict[str, float]:
    """All signals of a claim, each in [0, 1]."""
    values = _coverage(view)
    values["worst"] = max(weights, default=0.0)
    values["generic"] = min(1.0, genericness(view.texts))
    values["generic:loose"] = values["generic"] * (1.0 - values["traced"])
    values["near"] = view.near
    values["header-only"] = float(view.near < 0.6 and header_only(view))
    values["own"] = _own(view)
    values["own:free"] = values["own"] * (1.0 - view.near)
    for kind in BASE:
        pulls = [d.pull * (view.near if d.near is None else d.near) for d in found if d.kind == kind]
        values[f"diff:{kind}"] = max(pulls, default=0.0)
    values["apart"] = _apart(view.claim, neighbours)
    values["beside"] = beside(view.claim, view.alignment)
    values["support"] = 0.5 * values["tight"] + 0.3 * values["traced"] + 0.2 * values["wide"]
    return values


def _coverage(view: View) -> dict[str, float]:
    claim, alignment = view.claim, view.alignment
    index = alignment.indexes[claim.source]
    words = [i for i in range(len(view.lemmas)) if i not in view.named]
    weight = {i: index.weight(view.lemmas[i]) for i in words}
    total = sum(weight.values()) or 1.0
    everywhere = {w for k, x in enumerate(alignment.indexes) for w in set(view.lemmas) if x.matches(w)}
    short = view.abbreviated
    content = [i for i in words if not is_function_word(view.lemmas[i])]
    return {
        "tight": min(1.0, claim.place.coverage) if claim.place else 0.0,
        "wide": min(1.0, claim.passages[0][1].coverage) if claim.passages else 0.0,
        "pairs": _pairs(view),
        "traced": sum(weight[i] for i in words if i in view.matched or i in view.agreed or i in short) / total,
        "equal": sum(weight[i] for i in words if i in view.equal or i in view.agreed or i in short) / total,
        "unheard": sum(weight[i] for i in words if view.lemmas[i] not in everywhere and i not in short) / total,
        "content": len([i for i in content if i in view.matched]) / max(1, len(content)),
        "compact": _compact(view),
    }


def _pairs(view: View) -> float:
    """The share of the claim's neighbouring words that stand side by side in the best passage too."""
    own = list(pairwise(view.lemmas))
    if not own or not view.claim.passages:
        return 0.0
    k, place = view.claim.passages[0]
    there = set(pairwise(view.alignment.streams[k].lemmas[place.first : place.last + 1]))
    return sum(pair in there for pair in own) / len(own)


def _compact(view: View) -> float:
    """How tightly the traced words stand together in the source."""
    if view.trace is None or not view.matched:
        return 0.0
    span = max(view.matched.values()) - min(view.matched.values()) + 1
    return len(view.matched) / span


def header_only(view: View) -> bool:
    """Whether the claimed speaker is known from a header alone: no label of a source, and nobody speaks the name."""
    speaker = view.claim.claim.speaker
    if not speaker or view.alignment.cast.labels:
        return False
    listed = {" ".join(normalise_words(p)) for s in view.alignment.streams for p in s.transcript.participants}
    names = [normalise_words(name) for name in names_of(speaker)]
    known = [words for words in names if words and " ".join(words) in listed]
    spoken = [all(w in index.spoken for w in words) for words in known for index in view.alignment.indexes]
    return bool(known) and not any(spoken)


def _own(view: View) -> float:
    """Of the traced content words, the share that the claimed speaker says; 1 where nobody is claimed or traced."""
    claim, stream = view.claim, view.stream
    if not claim.speaker or view.trace is None:
        return 1.0
    said = [stream.speaker(s) == claim.speaker for c, s in view.matched.items() if not is_function_word(view.lemmas[c])]
    return sum(said) / len(said) if said else 0.5


def _apart(claim: PlacedClaim, neighbours: list[PlacedClaim]) -> float:
    """Whether the neighbouring claims point to another part of the recording."""
    if not claim.places:
        return 1.0
    mine = claim.places[0]
    others = [
        n.places[0]
        for n in neighbours
        if n.places and n.places[0].base == mine.base and n.places[0].place.coverage >= 0.4
    ]
    if not others:
        return 0.5
    nearest = min(abs(o.place.first - mine.place.first) for o in others)
    return min(1.0, nearest / 600)
