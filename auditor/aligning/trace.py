"""A claim traced word by word in a stretch of a source.

The skeleton is the longest common subsequence of base forms (rapidfuzz); what lies between its matches is aligned by a
small dynamic programme over word relations (synonym, antonym, sound, ...).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from auditor.aligning.stream import Stream
from auditor.lexicon.relations import relation
from auditor.lexicon.sounds import sound_similarity
from auditor.lexicon.words import is_common, is_function_word

MAX_CELLS = 160  # a block larger than this is free retelling: its words are not paired
RUN = 3  # words matched side by side from which even function words are no chance
HEAD = 6  # words that the claim may have before its first or after its last match
STRAY, REACH = 2, 5  # a function word alone must stand this near to the diagonal of an anchor, and to the anchor
_WORTH = {
    "inflection": 1.6, "spelling": 1.8, "derivation": 1.4, "synonym": 1.3, "hypernym": 0.9, "hyponym": 0.9,
    "antonym": 1.1, "sibling": 0.9,
}  # fmt: skip


@dataclass(frozen=True)
class Block:
    """Claim words [c0, c1) stand for source words [s0, s1) (stream positions).

    `tag`: `equal` (same base form), `replace`, `insert` (only the claim has words), `delete` (only the source).
    `relation` names a one-word replacement's relation (see `auditor.lexicon.relation`; also `sound`), else None.
    """

    tag: str
    c0: int
    c1: int
    s0: int
    s1: int
    relation: str | None = None


@dataclass(frozen=True)
class Trace:
    """The blocks of a claim against [first, last] of a stream, in order."""

    blocks: tuple[Block, ...]
    first: int
    last: int

    def matched(self) -> dict[int, int]:
        """Claim word -> source word, of all words of equal base form or a harmless relation."""
        pairs = {}
        for b in self.blocks:
            if b.tag == "equal" or b.relation in ("inflection", "spelling", "derivation", "synonym", "sound"):
                for k in range(min(b.c1 - b.c0, b.s1 - b.s0)):
                    pairs[b.c0 + k] = b.s0 + k
        return pairs


def trace(texts: Sequence[str], lemmas: Sequence[str], stream: Stream, first: int, last: int) -> Trace:
    """Traces a claim (its words and base forms) in stream words [first, last], ends free.

    Returns a trace whose `first`/`last` are the outermost source words that some claim word stands for.
    """
    window = stream.lemmas[first : last + 1]
    pairs = _skeleton(lemmas, window)
    pairs = _without_strays(pairs, lemmas)
    if not pairs:
        return Trace((Block("insert", 0, len(texts), first, first),), first, first - 1)
    blocks: list[Block] = []
    c, s = 0, pairs[0][1]
    for i, j in [*pairs, (len(lemmas), pairs[-1][1] + 1)]:
        blocks += _between(texts, lemmas, stream, (c, i), (first + s, first + j))
        if i < len(lemmas):
            blocks.append(Block("equal", i, i + 1, first + j, first + j + 1))
        c, s = i + 1, j + 1
    blocks = _heads(texts, lemmas, stream, _joined(blocks), first, last)
    inside = [b for b in blocks if b.tag != "insert"]
    return Trace(tuple(blocks), inside[0].s0, inside[-1].s1 - 1)


def _skeleton(lemmas: Sequence[str], window: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence as pairs (claim, window); of two equally long ones the one in fewer pieces."""
    early = _common(lemmas, window)
    late = [(len(lemmas) - 1 - i, len(window) - 1 - j) for i, j in _common(lemmas[::-1], window[::-1])][::-1]
    return min(early, late, _drawn_up(early, lemmas, window), _drawn_up(late, lemmas, window), key=_pieces)


def _drawn_up(pairs: list[tuple[int, int]], lemmas: Sequence[str], window: Sequence[str]) -> list[tuple[int, int]]:
    """The same claim words, each matched right before its follower where that stands in the window as well."""
    drawn: list[tuple[int, int]] = []
    for i, j in reversed(pairs):
        if drawn and drawn[-1][0] == i + 1 and window[drawn[-1][1] - 1] == lemmas[i]:
            j = drawn[-1][1] - 1
        drawn.append((i, j))
    return drawn[::-1]


def _common(lemmas: Sequence[str], window: Sequence[str]) -> list[tuple[int, int]]:
    pairs = []
    for op in LCSseq.opcodes(lemmas, window):
        if op.tag == "equal":
            pairs += [(op.src_start + k, op.dest_start + k) for k in range(op.src_end - op.src_start)]
    return pairs


def _pieces(pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """In how many pieces a subsequence lies in the window, and over how many words."""
    breaks = sum(b[0] - a[0] != 1 or b[1] - a[1] != 1 for a, b in pairwise(pairs))
    return breaks, pairs[-1][1] - pairs[0][1] if pairs else 0


def _without_strays(pairs: list[tuple[int, int]], lemmas: Sequence[str]) -> list[tuple[int, int]]:
    """Drops function words matched away from the diagonal of any content word or longer run."""
    anchors = [(i, j) for i, j in pairs if not is_function_word(lemmas[i])]
    together = set(pairs)
    anchors += [(i, j) for i, j in pairs if all((i + k, j + k) in together for k in range(RUN))]
    anchors += [(i, j) for i, j in pairs if all((i - k, j - k) in together for k in range(RUN))]
    if not anchors:
        return []
    return [
        (i, j)
        for i, j in pairs
        if not is_function_word(lemmas[i])
        or any(abs((j - b) - (i - a)) <= STRAY and abs(i - a) <= REACH for a, b in anchors)
    ]


def _between(
    texts: Sequence[str],
    lemmas: Sequence[str],
    stream: Stream,
    c: tuple[int, int],
    s: tuple[int, int],
    late: bool = False,
) -> list[Block]:
    """The blocks between two matches: claim words [c0, c1), source words [s0, s1)."""
    (c0, c1), (s0, s1) = c, s
    n, m = c1 - c0, s1 - s0
    if not n and not m:
        return []
    if not n:
        return [Block("delete", c0, c0, s0, s1)]
    if not m:
        return [Block("insert", c0, c1, s0, s0)]
    if n * m > MAX_CELLS:
        return [Block("replace", c0, c1, s0, s1)]
    return _pair_up(texts, lemmas, stream, c, s, late)


_DIGIT = re.compile(r"\d")
_SIGN = re.compile(r"[^\w\s.,'’-]")


@lru_cache(1 << 15)
def alike(a: str, b: str) -> float:
    """How much two words (or joined phrases) sound alike; words that share hardly a letter are not looked up.

    Two different numbers never do ("5000000" and "9000000" share all letters but one), nor two currencies.
    """
    if _DIGIT.search(a) and _DIGIT.search(b):
        if [ch for ch in a if ch.isdigit()] != [ch for ch in b if ch.isdigit()]:
            return 0.0
        if _SIGN.findall(a) != _SIGN.findall(b) and _SIGN.search(a) and _SIGN.search(b):
            return 0.0
    a, b = a.replace("'", ""), b.replace("'", "")
    return sound_similarity(a, b) if a and b and fuzz.ratio(a, b) >= 30 else 0.0


def _worth(a: str, b: str, a_lemma: str, b_lemma: str) -> tuple[float, str | None]:
    """What pairing two different words is worth, and their relation."""
    kin = relation(a, b) or (relation(a_lemma, b_lemma) if (a_lemma, b_lemma) != (a, b) else None)
    if kin:
        return _WORTH.get(kin, 0.8), kin
    functions = is_function_word(a) + is_function_word(b)
    if functions == 1:
        return -0.2, None
    if functions == 2:
        return 0.35, None
    if not is_common(b) and alike(a, b) >= 0.75:
        return 1.2, "sound"
    return 0.3, None


def _pair_up(
    texts: Sequence[str],
    lemmas: Sequence[str],
    stream: Stream,
    c: tuple[int, int],
    s: tuple[int, int],
    late: bool = False,
) -> list[Block]:
    """The pairing of greatest worth; of equal ones that with the first source words, or the last ones (`late`)."""
    (c0, c1), (s0, s1) = c, s
    n, m = c1 - c0, s1 - s0
    kin: list[list[tuple[float, str | None]]] = [
        [_worth(texts[c0 + i], stream.texts[s0 + j], lemmas[c0 + i], stream.lemmas[s0 + j]) for j in range(m)]
        for i in range(n)
    ]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(m - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + kin[i][j][0])
    blocks: list[Block] = []
    i = j = 0
    while i < n and j < m:
        if late and best[i][j] == best[i][j + 1]:
            blocks.append(Block("delete", c0 + i, c0 + i, s0 + j, s0 + j + 1))
            j += 1
        elif best[i][j] == best[i + 1][j + 1] + kin[i][j][0] and kin[i][j][0] > 0:
            same = lemmas[c0 + i] == stream.lemmas[s0 + j]
            at = (c0 + i, c0 + i + 1, s0 + j, s0 + j + 1)
            blocks.append(Block("equal", *at) if same else Block("replace", *at, kin[i][j][1]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            blocks.append(Block("insert", c0 + i, c0 + i + 1, s0 + j, s0 + j))
            i += 1
        else:
            blocks.append(Block("delete", c0 + i, c0 + i, s0 + j, s0 + j + 1))
            j += 1
    if i < n:
        blocks.append(Block("insert", c0 + i, c1, s0 + j, s0 + j))
    if j < m:
        blocks.append(Block("delete", c0 + i, c0 + i, s0 + j, s1))
    return blocks


def _heads(
    texts: Sequence[str], lemmas: Sequence[str], stream: Stream, blocks: list[Block], first: int, last: int
) -> list[Block]:
    """Pairs words inserted before the first and after the last match with the source words just outside it.

    What lies beyond the end of a sentence or turn is outside of what the claim's words stand for.
    """
    if blocks and blocks[0].tag == "insert":
        n, s0 = blocks[0].c1, blocks[0].s0
        low = s0
        while low > max(first, s0 - n - 1) and not _ends(stream, low - 1):
            low -= 1
        if low < s0:
            found = _between(texts, lemmas, stream, (0, n), (low, s0), late=True) if n <= HEAD else []
            blocks = (_trim(found, front=True) if _plausible(found, n) else blocks[:1]) + blocks[1:]
    if blocks and blocks[-1].tag == "insert":
        tail = blocks[-1]
        n = tail.c1 - tail.c0
        high = tail.s0
        while high < min(last + 1, tail.s0 + n + 1) and not _ends(stream, high - 1):
            high += 1
        if high > tail.s0:
            found = _between(texts, lemmas, stream, (tail.c0, tail.c1), (tail.s0, high)) if n <= HEAD else []
            blocks = blocks[:-1] + (_trim(found, front=False) if _plausible(found, n) else [tail])
    return _joined(blocks)


def _ends(stream: Stream, s: int) -> bool:
    """Whether a sentence, or a speaker's words, end with source word s."""
    return bool(stream.ends[s]) or stream.speaker(s) != stream.speaker(s + 1)


def _plausible(blocks: list[Block], words: int) -> bool:
    """Whether words at an end stand for their neighbours: one or two may, more only with some related pair."""
    related = sum(b.c1 - b.c0 for b in blocks if b.tag == "equal" or b.relation is not None)
    return bool(blocks) and (words <= 2 or 2 * related >= words)


def _trim(blocks: list[Block], *, front: bool) -> list[Block]:
    """Without the outermost source words that nothing stands for."""
    while blocks and blocks[0 if front else -1].tag == "delete":
        blocks.pop(0 if front else -1)
    return blocks


def _joined(blocks: list[Block]) -> list[Block]:
    """Neighbouring blocks of one tag as one block (related replacements stay words of their own)."""
    joined: list[Block] = []
    for b in blocks:
        p = joined[-1] if joined else None
        if p and p.tag == b.tag and p.relation == b.relation is None and p.c1 == b.c0 and p.s1 == b.s0:
            joined[-1] = Block(b.tag, p.c0, b.c1, p.s0, b.s1)
        else:
            joined.append(b)
    return joined
