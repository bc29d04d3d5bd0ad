"""False starts: words that a speaker takes back or says again."""

from __future__ import annotations

from collections.abc import Container, Sequence

REACH, AGAIN = 6, 16  # words of a sentence that is begun anew, and up to where it is
STUTTER = 3  # words of a false start right before the words that were meant
SUBJECTS = frozenset("i you he she it we they this that there these those what who if when".split())


def false_start(lemmas: Sequence[str], told: Container[int], s: int) -> bool:
    """Whether the denial at word `s`, which no claim word stands for, is taken back or said again.

    `lemmas`: the source's base forms; `told`: the positions that claim words stand for. A word that merely comes twice
    is not enough: denials are lost too easily.
    """
    first, stop = s, s + 1
    while first > 0 and s - first < REACH and first - 1 not in told:
        first -= 1
    while stop < len(lemmas) and stop - s < REACH and stop not in told:
        stop += 1
    if _told_elsewhere(lemmas, told, s):
        return True  # `it is not like, going back for a second, it is not like`
    if stop < len(lemmas) and lemmas[stop] in SUBJECTS and lemmas[stop] in lemmas[max(first, stop - REACH) : s + 1]:
        return True  # `that is not v that is the opposite`
    if lemmas[s] in (*lemmas[max(0, s - 1) : s], *lemmas[stop : stop + 1]):
        return True  # `nobody, I'm happy to say, nobody was hurt`
    same = [n for n in range(2, stop - first + 1) if lemmas[stop - n : stop] == lemmas[max(0, first - n) : first]]
    if any(s >= stop - n for n in same):
        return True  # `we do not we do not think`
    again = [n for n in same if not SUBJECTS.isdisjoint(lemmas[stop - n : stop])]
    aside = range(first, stop - max(again, default=stop - first))
    return s in aside and len(aside) <= 2 and "that" not in lemmas[first : aside.stop]  # `I do not I do`


def _told_elsewhere(lemmas: Sequence[str], told: Container[int], s: int) -> bool:
    """Whether three words around `s`, none of them told, are said again near by and told there."""
    for begin in (max(0, s - 1), s):
        if any(i in told for i in range(begin, begin + 3)):
            continue
        words = lemmas[begin : begin + 3]
        near = (t for t in range(max(0, begin - AGAIN), begin + AGAIN) if t in told)
        if any(lemmas[t : t + 3] == words for t in near):
            return True
    return False


def said_again(lemmas: Sequence[str], first: int, stop: int) -> int:
    """How many words before word `stop` are said again from there on (`there's no, there's no`, `if y if you`)."""
    sizes = range(stop - first, 0, -1)
    again = next((n for n in sizes if lemmas[stop - n : stop] == lemmas[stop : stop + n]), 0)
    if again or stop >= len(lemmas) or lemmas[stop] not in SUBJECTS:
        return again
    return next((n for n in sizes if n <= STUTTER and lemmas[stop - n] == lemmas[stop]), 0)
