"""Reference texts with choices, as NIST writes them: alternations `{ a / b / @ }`, optional words `(word)`, fragments.

A text becomes a graph whose paths are its readings. Two graphs are compared by dynamic programming over pairs of nodes:
fewest errors first, then most hits, over all readings of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from auditor.scoring.align import Counts

_MARKUP = re.compile(r"[{}]|(?<!\S)\([^()\s]+\)(?!\S)|(?<!\S)[^\s{}]*-(?=[\s{}/]|$)|(?<!\S)-[^\s{}]|(?<!\S)@(?!\S)|;")
_PLAIN = re.compile(r"[{}]|[^\s{}]+")
_INSIDE = re.compile(r"[{}/]|[^\s{}/]+")
_TAG = re.compile(r"(?<!\\);.*")


@dataclass(frozen=True, slots=True)
class Arc:
    """A word (None: nothing) from one node to a later one; an optional word may be missing without an error."""

    to: int
    word: str | None
    optional: bool = False


@dataclass
class Graph:
    """Nodes are numbered so that every arc goes upwards; 0 is the start, the last node the end."""

    arcs: list[list[Arc]] = field(default_factory=lambda: [[]])
    optional: bool = True
    words: Callable[[str], list[str]] = lambda word: [word]

    def node(self) -> int:
        self.arcs.append([])
        return len(self.arcs) - 1


@dataclass(frozen=True, slots=True)
class Resolved:
    """The readings that fit best, word by word: (reference word, hypothesis word, whether they count as the same).

    None stands where one side has no word. Optional words that are missing are hits in `counts` and not in `steps`.
    """

    steps: list[tuple[str | None, str | None, bool]]
    counts: Counts


def has_choices(text: str) -> bool:
    """Whether a text holds anything but plain words."""
    return _MARKUP.search(text) is not None


def parse(text: str, optional: bool = True, words: Callable[[str], list[str]] = lambda word: [word]) -> Graph:
    """The graph of a text.

    Args:
        text: words with markup.
        optional: a word in brackets may be missing (sclite's `-D`); else it keeps its brackets.
        words: what a written word is compared as, in any number of words.

    Raises:
        ValueError: the braces do not match.
    """
    graph = Graph(optional=optional, words=words)
    end = _sequence(graph, 0, _tokens(text), inside=False)
    if end != len(graph.arcs) - 1:
        last = graph.node()
        graph.arcs[end].append(Arc(last, None))
    return graph


def _tokens(text: str) -> Iterator[str]:
    depth = at = 0
    while True:
        match = (_INSIDE if depth else _PLAIN).search(text, at)
        if match is None:
            break
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        at = match.end()
        yield match[0]
    if depth:
        raise ValueError("an alternation `{ ... }` is not closed")


def _sequence(graph: Graph, start: int, tokens: Iterator[str], inside: bool) -> int:
    """Adds words from `start` up to the end of the text or, inside braces, of all branches; gives the node reached."""
    here = start
    branches: list[int] = []
    for token in tokens:
        if token == "{":
            here = _sequence(graph, here, tokens, inside=True)
        elif inside and token in "/}":
            branches.append(here)
            here = start
            if token == "}":
                break
        else:
            here = _word(graph, here, token)
    if not inside:
        return here
    joined = graph.node()
    for branch in branches:
        graph.arcs[branch].append(Arc(joined, None))
    return joined


def _word(graph: Graph, here: int, token: str) -> int:
    optional = graph.optional and len(token) > 2 and token.startswith("(") and token.endswith(")")
    word = _TAG.sub("", token[1:-1] if optional else token).replace("\\;", ";")
    for part in [] if word == "@" else graph.words(word):
        after = graph.node()
        graph.arcs[here].append(Arc(after, part, optional))
        here = after
    return here


def same_word(left: str, right: str, fragments: bool) -> bool:
    """Equal, or one is a fragment (`fi-`, `-icks`) of the other."""
    if left == right:
        return True
    if not fragments:
        return False
    for part, whole in ((left, right), (right, left)):
        if len(part) > 1 and part.endswith("-") and whole.startswith(part[:-1]):
            return True
        if len(part) > 1 and part.startswith("-") and whole.endswith(part[1:]):
            return True
    return False


_Step = tuple[int, int, str | None, str | None, int]
_HIT, _FREE, _SUBSTITUTION, _DELETION, _INSERTION = range(5)


def resolve(reference: Graph, hypothesis: Graph, fragments: bool = True) -> Resolved:
    """The best pair of readings: fewest errors, then most hits, then fewest substitutions.

    Args:
        reference: the readings of the reference.
        hypothesis: those of the hypothesis.
        fragments: a fragment equals any word that it is the beginning or end of (sclite's `-F`).
    """
    rows, columns = len(reference.arcs), len(hypothesis.arcs)
    best: list[list[tuple[int, int, int] | None]] = [[None] * columns for _ in range(rows)]
    back: list[list[_Step | None]] = [[None] * columns for _ in range(rows)]
    best[0][0] = (0, 0, 0)
    for i in range(rows):
        for j in range(columns):
            value = best[i][j]
            if value is None:
                continue
            for to_i, to_j, errors, hits, step in _moves(i, j, reference, hypothesis, fragments):
                reached = (value[0] + errors, value[1] - hits, value[2] + (step[4] == _SUBSTITUTION))
                known = best[to_i][to_j]
                if known is None or reached < known:
                    best[to_i][to_j] = reached
                    back[to_i][to_j] = step
    return _path(back, rows - 1, columns - 1)


def _moves(
    i: int, j: int, reference: Graph, hypothesis: Graph, fragments: bool
) -> Iterator[tuple[int, int, int, int, _Step]]:
    for left in reference.arcs[i]:
        if left.word is None:
            yield left.to, j, 0, 0, (i, j, None, None, _FREE)
            continue
        free = left.optional
        yield left.to, j, int(not free), int(free), (i, j, left.word, None, _HIT if free else _DELETION)
        for right in hypothesis.arcs[j]:
            if right.word is not None:
                same = same_word(left.word, right.word, fragments)
                kind = _HIT if same else _SUBSTITUTION
                yield left.to, right.to, int(not same), int(same), (i, j, left.word, right.word, kind)
    for right in hypothesis.arcs[j]:
        if right.word is None:
            yield i, right.to, 0, 0, (i, j, None, None, _FREE)
        else:
            free = right.optional
            yield i, right.to, int(not free), int(free), (i, j, None, right.word, _HIT if free else _INSERTION)


def _path(back: list[list[_Step | None]], i: int, j: int) -> Resolved:
    steps: list[tuple[str | None, str | None, bool]] = []
    tally = [0] * 5
    step = back[i][j]
    while step is not None:
        i, j, left, right, kind = step
        tally[kind] += 1
        if kind != _FREE and (kind != _HIT or (left is not None and right is not None)):
            steps.append((left, right, kind == _HIT))
        step = back[i][j]
    counts = Counts(tally[_HIT], tally[_SUBSTITUTION], tally[_DELETION], tally[_INSERTION])
    return Resolved(steps[::-1], counts)
