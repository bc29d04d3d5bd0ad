"""The canonical alignment of two word sequences: fewest errors first, then most hits.

Why it is unique and symmetric: with N reference words, M hypothesis words, E errors and H hits, the substitutions are
S = N + M - 2H - E, the deletions N - H - S, the insertions M - H - S. So the pair (least E, then most H) fixes all four
numbers, and exchanging the texts exchanges N and M, hence D and I, and nothing else. "Most hits" is the same as
"fewest substitutions".

Why cutting is exact: RapidFuzz gives one alignment Q with the least errors. Let c be a cell of Q inside a run of hits,
and P another alignment with the least errors that misses c. P leaves Q at a cell u before c and comes back at v after
it, and both spend the same number of errors between u and v. Any k hits of Q in a row between u and v whose k words
stand nowhere else in the hypothesis cost P at least one error, for P cannot match those words elsewhere in a row. So if
every stretch of Q round c that has errors has more such runs (disjoint ones) than errors, no P exists: every best
alignment, the canonical one included, goes through c, and the texts may be cut there. What lies between two cuts is
solved by the weighted edit distance K(S + D + I) + S with K larger than any S, whose least value is K * E + S for the
canonical split.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import cast

from rapidfuzz.distance import Levenshtein

from auditor.scoring.counts import Counts, Op, Tag, counts_of, merged_ops, rounded, shifted
from auditor.scoring.table import weighted_alignment

__all__ = [
    "Counts", "Op", "canonical_alignment", "canonical_counts", "counts_of", "encode", "rounded", "sclite_alignment",
    "sclite_counts",
]  # fmt: skip

GRAM = 4
_RUNS = (4, 8, 16, 64, 0)


def encode(*texts: Iterable[str]) -> list[str]:
    """Each sequence of words as a string with one character a word, the same word always the same character."""
    numbers = count(0x100)

    def fresh() -> str:
        number = next(numbers)
        return chr(number if number < 0xD800 else number + 0x800)  # surrogates are no characters

    table: defaultdict[str, str] = defaultdict(fresh)
    return ["".join(map(table.__getitem__, text)) for text in texts]


def canonical_counts(reference: Sequence[str], hypothesis: Sequence[str], gram: int = GRAM) -> Counts:
    """Counts of the canonical split of two sequences of words (or of characters)."""
    ref, hyp = encode(reference, hypothesis)
    total = Counts()
    for i1, i2, j1, j2, ops in _regions(ref, hyp, gram):
        found = counts_of(ops)
        if found.substitutions > 1:
            substitutions = _least_substitutions(ref[i1:i2], hyp[j1:j2])
            found = _counts_from(i2 - i1, j2 - j1, found.errors, substitutions)
        total += found
    return total


def canonical_alignment(reference: Sequence[str], hypothesis: Sequence[str], gram: int = GRAM) -> list[Op]:
    """The canonical alignment as operations (tag, i1, i2, j1, j2) that cover both sequences in order.

    The tags are RapidFuzz's: `equal`, `replace` (both sides equally long), `delete` (only the reference), `insert`.
    """
    ref, hyp = encode(reference, hypothesis)
    result: list[Op] = []
    for i1, i2, j1, j2, ops in _regions(ref, hyp, gram):
        substitutions = counts_of(ops).substitutions
        if substitutions > 1:
            least = _least_substitutions(ref[i1:i2], hyp[j1:j2])
            if least < substitutions:
                ops = _with_fewer_substitutions(ops, ref, hyp, least)
        result += ops
    return _leftmost(merged_ops(result), ref, hyp)


def sclite_counts(reference: Sequence[str], hypothesis: Sequence[str]) -> Counts:
    """Counts of the alignment with the least 4S + 3D + 3I, the cost of NIST's sclite; among equals, most hits."""
    ref, hyp = encode(reference, hypothesis)
    size = len(ref) + len(hyp) + 1
    value = Levenshtein.distance(ref, hyp, weights=(3 * size, 3 * size, 4 * size + 1))
    cost, substitutions = divmod(value, size)
    errors = substitutions + (cost - 4 * substitutions) // 3
    return _counts_from(len(ref), len(hyp), errors, substitutions)


def sclite_alignment(reference: Sequence[str], hypothesis: Sequence[str]) -> list[Op]:
    """An alignment with the counts of `sclite_counts`."""
    ref, hyp = encode(reference, hypothesis)
    size = len(ref) + len(hyp) + 1
    return _leftmost(weighted_alignment(ref, hyp, 3 * size, 3 * size, 4 * size + 1), ref, hyp)


def _counts_from(reference: int, hypothesis: int, errors: int, substitutions: int) -> Counts:
    hits = (reference + hypothesis - errors - substitutions) // 2
    return Counts(hits, substitutions, reference - hits - substitutions, hypothesis - hits - substitutions)


def _least_substitutions(ref: str, hyp: str) -> int:
    size = len(ref) + len(hyp) + 1
    return int(Levenshtein.distance(ref, hyp, weights=(size, size, size + 1)) % size)


def _with_fewer_substitutions(ops: list[Op], ref: str, hyp: str, least: int) -> list[Op]:
    """Betters an alignment block by block, with ever larger blocks, until it has the least substitutions."""
    for run in _RUNS:
        ops = [op for block in _blocks(ops, run) for op in _bettered(block, ref, hyp)]
        if counts_of(ops).substitutions == least:
            break
    return ops


def _blocks(ops: Iterable[Op], run: int) -> list[list[Op]]:
    """The alignment cut in the middle of its runs of hits of at least `run` words; 0 cuts nowhere."""
    blocks: list[list[Op]] = [[]]
    for op in merged_ops(ops):
        tag, i1, i2, j1, j2 = op
        if tag == "equal" and run and i2 - i1 >= run:
            half = (i2 - i1) // 2
            blocks[-1].append((tag, i1, i1 + half, j1, j1 + half))
            blocks.append([(tag, i1 + half, i2, j1 + half, j2)])
        else:
            blocks[-1].append(op)
    return blocks


def _bettered(block: list[Op], ref: str, hyp: str) -> list[Op]:
    substitutions = counts_of(block).substitutions
    if substitutions < 2:
        return block
    i, j = block[0][1], block[0][3]
    left, right = ref[i : block[-1][2]], hyp[j : block[-1][4]]
    if _least_substitutions(left, right) == substitutions:
        return block
    size = len(left) + len(right) + 1
    return shifted(weighted_alignment(left, right, size, size, size + 1), i, j)


def _regions(ref: str, hyp: str, gram: int) -> list[tuple[int, int, int, int, list[Op]]]:
    """The texts cut at cells that every best alignment passes: (i1, i2, j1, j2, operations of one best alignment)."""
    hint = max(64, (len(ref) + len(hyp)) // 32)  # speed only: how many errors RapidFuzz looks for first
    ops: list[Op] = [
        (cast("Tag", op.tag), op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Levenshtein.opcodes(ref, hyp, score_hint=hint)
    ]
    regions: list[tuple[int, int, int, int, list[Op]]] = []
    current: list[Op] = []
    at_i = at_j = 0
    cuts = iter(_cuts(ops, hyp, gram))
    cut = next(cuts, None)
    for tag, i1, i2, j1, j2 in ops:
        while cut is not None and tag == "equal" and i1 <= cut < i2:
            j = j1 + cut - i1
            if cut > i1:
                current.append((tag, i1, cut, j1, j))
            regions.append((at_i, cut, at_j, j, current))
            current, at_i, at_j, i1, j1 = [], cut, j, cut, j
            cut = next(cuts, None)
        current.append((tag, i1, i2, j1, j2))
    regions.append((at_i, len(ref), at_j, len(hyp), current))
    return regions


def _cuts(ops: Sequence[Op], hyp: str, gram: int) -> list[int]:
    """Reference positions inside runs of hits where cutting is proven exact, at most one a run, ascending."""
    if sum(tag != "equal" for tag, *_ in ops) < 2:
        return []
    events = _events(ops, hyp, gram)
    left = _worst_sums(position is None for position in events)
    right = _worst_sums(position is None for position in reversed(events))[::-1]
    cuts: list[int] = []
    in_run = False
    for index, position in enumerate(events):
        if position is None:
            in_run = False
        elif not in_run:
            # the cut stands at the end of this run of unique words: it counts for the left side
            (left_any, left_error), (right_any, right_error) = left[index + 1], right[index + 1]
            if left_error + right_any > 0 and left_any + right_error > 0:
                cuts.append(position)
                in_run = True
    return cuts


def _events(ops: Sequence[Op], hyp: str, gram: int) -> list[int | None]:
    """Along the alignment: None for each error, the position after it for each run of hits that is unique in `hyp`.

    Runs are as short as they can be: a pair of words that comes once, else `gram` words that come once together.
    """
    sizes = [(size, Counter(hyp[j : j + size] for j in range(len(hyp) - size + 1))) for size in sorted({2, gram})]
    events: list[int | None] = []
    for tag, i1, i2, j1, j2 in ops:
        if tag != "equal":
            events += [None] * max(i2 - i1, j2 - j1)
            continue
        j = j1
        while j < j2:
            for size, seen in sizes:
                if j + size <= j2 and seen[hyp[j : j + size]] == 1:
                    j += size
                    events.append(i1 + j - j1)
                    break
            else:
                j += 1
    return events


_NEVER = 1 << 60


def _worst_sums(errors: Iterable[bool]) -> list[tuple[int, int]]:
    """For each prefix of the events the least (unique runs - errors) over its suffixes: all, those with an error."""
    anything, with_error = 0, _NEVER
    sums = [(anything, with_error)]
    for is_error in errors:
        if is_error:
            with_error = min(anything, with_error) - 1
            anything = min(0, anything - 1)
        else:
            with_error += 1
            anything = min(0, anything + 1)
        sums.append((anything, with_error))
    return sums


def _leftmost(ops: Iterable[Op], ref: str, hyp: str) -> list[Op]:
    """Moves deletions and insertions as far to the left as they go: of equally good alignments always the same one.

    Like sclite's, an indel stands before the substitutions beside it, and before the words that repeat it.
    """
    placed: list[Op] = []
    for op in ops:
        if op[0] in ("equal", "replace"):
            placed.append(op)
            continue
        after: list[Op] = []
        while placed and placed[-1][0] in ("equal", "replace"):
            last = placed.pop()
            size = last[2] - last[1]
            moved = size if last[0] == "replace" else _repeats(op, size, ref, hyp)
            if moved < size:
                placed.append((last[0], last[1], last[2] - moved, last[3], last[4] - moved))
            op = (op[0], op[1] - moved, op[2] - moved, op[3] - moved, op[4] - moved)
            if moved:
                after.append((last[0], op[2], op[2] + moved, op[4], op[4] + moved))
            if moved < size:
                break
        placed += [op, *reversed(after)]
    return merged_ops(placed)


def _repeats(op: Op, most: int, ref: str, hyp: str) -> int:
    """How many equal words before an indel are the same as those that end it, so that it may stand before them."""
    text, begin, stop = (ref, op[1], op[2]) if op[0] == "delete" else (hyp, op[3], op[4])
    count = 0
    while count < most and text[begin - 1 - count] == text[stop - 1 - count]:
        count += 1
    return count
