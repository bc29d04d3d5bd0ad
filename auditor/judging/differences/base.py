"""The common form of a typed difference, and helpers that several kinds use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.aligning.trace import Block
from auditor.judging.view import Region, View
from auditor.lexicon.words import is_function_word

HEAD, NAME = 3, 4  # words at the head of a claim that may name its speaker; words that a name may stand for
EXACT = 0.9  # how exactly the rest of the claim must be told


@dataclass(frozen=True)
class Diff:
    """A typed difference: claim words [c0, c1) against source words [s0, s1) (positions in the view's stream).

    `kind` is its type, `name` the finding it may become, `strength` in [0, 1] how clearly it is one of its type,
    `exact` how exactly the words around are traced. `why` completes the sentence of the finding. `near` replaces the
    claim's own nearness where the difference itself lowers it; `source` is the source that s0 and s1 count in, None for
    the view's.
    """

    kind: str
    name: str
    c0: int
    c1: int
    s0: int
    s1: int
    strength: float
    exact: float
    why: str = ""
    near: float | None = None
    source: int | None = None

    @property
    def pull(self) -> float:
        """What the difference counts before any calibration."""
        return self.strength * self.exact


def loose_claim(view: View, region: Region) -> list[int]:
    """Claim words of a region that nothing harmless in any source stands for."""
    settled = view.matched.keys() | view.agreed | view.abbreviated
    open_ = [i for i in range(region.c0, region.c1) if i not in settled]
    only_names = view.named.issuperset(i for i in open_ if not is_function_word(view.lemmas[i]))
    exact = min(region.exact, view.near) >= EXACT and 0 < region.s1 - region.s0 <= NAME
    others = content([view.stream.lemmas[s] for s in loose_source(view, region)])
    if only_names and exact and others and region.c0 > HEAD:
        return open_  # a speaker's name in the place of other words: somebody is told of, nobody said to speak
    return [i for i in open_ if i not in view.aside]


def loose_source(view: View, region: Region) -> list[int]:
    """Source words of a region that no claim word stands for."""
    taken = set(view.matched.values())
    return [s for s in range(region.s0, region.s1) if s not in taken and s not in view.restarts]


def left_out(view: View, s: int) -> Block | None:
    """What the claim leaves out in one piece around source word `s`; None where it has something in its place."""
    blocks = view.trace.blocks if view.trace else ()
    return next((b for b in blocks if b.tag == "delete" and b.s0 <= s < b.s1), None)


def content(words: Sequence[str]) -> list[str]:
    """The words that carry meaning."""
    return [w for w in words if not is_function_word(w)]


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring places as ranges [first, stop)."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found
