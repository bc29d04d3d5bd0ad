"""Which claims tell the same words of the recording: found once, for the rules on repeats, labels and sentiments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from auditor.judging.judge import Judged
from auditor.lexicon.words import is_function_word
from auditor.model.inputs import Claim
from auditor.rules.engine import Judgement

FUNCTION = 0.25  # weight of a function word beside a content word
LEAST = 2.0  # weight of shared source words from which two claims tell one passage
FEWEST = 4  # words of a claim that can be a repeat
MOVED = 3  # source words around the evidence in which words told in another order may stand
SAME_TEXT = 5  # words from which an equal sentence is a repeat even without a place in the recording
TWICE = 0.97  # a second place nearly as good: the recording itself says it twice
SHORT = 8  # words up to which the recording may well say a line twice
UNPLACED = frozenset({"boilerplate", "fabricated", "unverifiable"})

Positions = Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Repeat:
    """Claims `earlier` and `later` (indices) rest on the same source words.

    `of_later`/`of_earlier` are the shares of their traced words that both tell; `whole` counts what any claim of the
    earlier turn tells; `weight` is what is shared, in content words. `sections`: they stand in sections that may tell
    the same twice (a summary and its details, a quotation). `traced` is the smaller of the shares of the two claims
    that can be traced at all, `seam` whether the later one stands in the next part of a document.
    """

    earlier: int
    later: int
    of_later: float
    of_earlier: float
    whole: float
    weight: float
    sections: bool
    traced: float = 1.0
    seam: bool = False


@cache
def retelling_sections() -> frozenset[str]:
    """Headings of sections that repeat on purpose what another section tells."""
    text = (resources.files("auditor.rules") / "data" / "retelling-sections.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def positions(judged: Judged) -> dict[tuple[int, int], float]:
    """The source words that a claim tells, as (base source, position there), with their weights."""
    view, alignment = judged.view, judged.view.alignment
    if judged.decision.verdict in UNPLACED or view.trace is None:
        return {}
    k = judged.placed.source
    base, mapping = alignment.bases[k], alignment.mappings[k]
    found: dict[tuple[int, int], float] = {}
    moved = {w: c for c, w in enumerate(view.lemmas) if c not in view.matched and not is_function_word(w)}
    pairs = [(moved[w], s) for s in view.around(MOVED) if (w := view.stream.lemmas[s]) in moved] if moved else []
    for c, s in [*pairs, *view.matched.items()]:
        at = mapping.to_base(s) if mapping else s
        found[base, at] = FUNCTION if is_function_word(view.lemmas[c]) else 1.0
    return found


def find_repeats(judgement: Judgement) -> list[Repeat]:
    """All repeats of a recording: for every later claim the earlier one of another turn that shares most, if enough."""
    told = [positions(judged) for judged in judgement.claims]
    first: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    texts: dict[tuple[int, tuple[str, ...]], int] = {}
    found = []
    for later, judged in enumerate(judgement.claims):
        placed = judged.placed
        if judged.decision.verdict == "boilerplate":
            continue
        repeat = _shared(later, told, first, judgement)
        if repeat is None and len(placed.texts) >= SAME_TEXT:
            earlier = texts.get((placed.document, tuple(placed.texts)))
            if earlier is not None and not told[later] and _turn(judgement, earlier) != _turn(judgement, later):
                repeat = Repeat(
                    earlier, later, 1.0, 1.0, 1.0, float(len(placed.texts)), _sections(judgement, earlier, later)
                )
        if repeat is not None and not _said_twice(judged):
            found.append(repeat)
        texts.setdefault((placed.document, tuple(placed.texts)), later)
        for place in told[later]:
            first[(placed.document, *place)].append(later)
    return found


def _turn(judgement: Judgement, claim: int) -> tuple[int, int]:
    placed = judgement.claims[claim].placed
    return placed.document, placed.claim.turn


def _shared(
    later: int,
    told: list[dict[tuple[int, int], float]],
    first: Mapping[tuple[int, int, int], list[int]],
    judgement: Judgement,
) -> Repeat | None:
    placed = judgement.claims[later].placed
    if len(placed.texts) < FEWEST:
        return None
    mine = told[later]
    shared: dict[int, float] = defaultdict(float)
    turns: dict[int, float] = defaultdict(float)
    for place, weight in mine.items():
        seen: set[int] = set()
        for earlier in first.get((placed.document, *place), ()):
            turn = judgement.claims[earlier].placed.claim.turn
            if turn == placed.claim.turn:
                continue
            shared[earlier] += weight
            if turn not in seen:
                seen.add(turn)
                turns[turn] += weight
    if not shared:
        return None
    best = max(shared, key=lambda i: (round(shared[i], 6), -i))
    total, theirs = sum(mine.values()), sum(told[best].values())
    if shared[best] < min(LEAST, 0.9 * total):
        return None
    whole = max(turns.values()) / total
    before = judgement.claims[best].placed
    traced = min(total / _weight(placed.lemmas), theirs / _weight(before.lemmas))
    return Repeat(
        best,
        later,
        shared[best] / total,
        shared[best] / theirs,
        whole,
        shared[best],
        _sections(judgement, best, later),
        traced,
        placed.claim.part == before.claim.part + 1,
    )


def _weight(lemmas: Sequence[str]) -> float:
    return sum(FUNCTION if is_function_word(w) else 1.0 for w in lemmas)


def _said_twice(judged: Judged) -> bool:
    """Whether a short line has a second place in the recording that fits as well."""
    placed = judged.placed
    if len(placed.texts) >= SHORT or len(placed.places) < 2:
        return False
    best = placed.places[0]
    return any(
        c.score >= TWICE * best.score
        and (c.base != best.base or c.place.first > best.place.last or c.place.last < best.place.first)
        for c in placed.places[1:]
    )


def _sections(judgement: Judgement, a: int, b: int) -> bool:
    """Whether the two stand in sections of different kinds, so that telling a thing in both is no fault."""
    one, two = judgement.claims[a].placed.claim, judgement.claims[b].placed.claim
    if _kind(one) != _kind(two):
        return True
    if one.heading == two.heading:
        return False
    return any(is_retelling_section(c) for c in (one, two)) or (one.layout == two.layout == "json")


def _kind(claim: Claim) -> str:
    """Quotations and action items may say again what the running text tells; bullets, turns and paragraphs may not."""
    return claim.kind if claim.kind == "action-item" or (claim.kind == "quotation" and claim.heading) else "text"


def is_retelling_section(claim: Claim) -> bool:
    """Whether the claim's heading announces a summary, decisions, highlights or the like."""
    return " ".join(claim.heading.casefold().strip(" :.0123456789").split()) in retelling_sections()
