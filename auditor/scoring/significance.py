"""Is the difference real? Intervals by bootstrap, and tests of two systems on one reference.

Sources: bootstrap Bisani and Ney 2004; MAPSSWE (matched pairs, sentence segments) Gillick and Cox 1989, as NIST's
sc_stats does it; Wilcoxon's signed ranks with the normal approximation (no continuity correction, ties averaged); sign
test and McNemar's test exactly from the binomial distribution. Random numbers have a fixed seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from auditor.scoring.align import Counts, Op, rounded
from auditor.scoring.units import Unit

DRAWS = 2000
LEVEL = 0.05
_SEED = 20_250
_MOST_BLOCKS = 100
_WIDE = 1 << 40  # two counts travel in one number, so that a draw is one sum


def interval(counts: Sequence[Counts], draws: int = DRAWS) -> tuple[float, float] | None:
    """The 95 % percentile bootstrap interval of the pooled WER over units; None with fewer than 5 units."""
    if len(counts) < 5 or not any(one.reference for one in counts):
        return None
    packed = [one.errors * _WIDE + one.reference for one in counts]
    rates = sorted(_rate(value) for value in _sums(packed, draws))
    return rates[round(0.025 * (draws - 1))], rates[round(0.975 * (draws - 1))]


def _sums(packed: Sequence[int], draws: int) -> list[int]:
    rng = random.Random(_SEED)
    return [sum(rng.choices(packed, k=len(packed))) for _ in range(draws)]


def _rate(value: int) -> float:
    errors, words = divmod(value, _WIDE)
    return errors / words if words else 0.0


def blocks(counts: Sequence[Counts]) -> list[Counts]:
    """At most 100 blocks of neighbours: neighbouring segments share their noise, and many tiny ones cost time."""
    size = -(-len(counts) // _MOST_BLOCKS)
    return [sum(counts[i : i + size], Counts()) for i in range(0, len(counts), size)]


def by_speaker(units: Sequence[Unit]) -> dict[str, Counts]:
    """Pooled counts of each speaker, in the order of the reference; empty where any unit has none."""
    pooled: dict[str, Counts] = {}
    for unit in units:
        if unit.speaker is None:
            return {}
        pooled[unit.speaker] = pooled.get(unit.speaker, Counts()) + unit.counts
    return pooled


def paired_bootstrap(first: Sequence[Counts], second: Sequence[Counts], draws: int = DRAWS) -> dict[str, Any]:
    """Difference of the pooled WER (first minus second): 95 % interval and two-sided p, units drawn together."""
    wide = 1 << 42
    offset = 1 << 40
    packed = [
        (a.errors - b.errors + offset) * wide + a.reference for a, b in zip(first, second, strict=True)
    ]  # both systems share the reference words
    count = len(packed)
    differences = []
    for value in _sums(packed, draws):
        errors, words = divmod(value, wide)
        differences.append((errors - count * offset) / words if words else 0.0)
    differences.sort()
    below = sum(d <= 0 for d in differences)
    above = sum(d >= 0 for d in differences)
    return {
        "interval": [
            rounded(differences[round(0.025 * (draws - 1))]),
            rounded(differences[round(0.975 * (draws - 1))]),
        ],
        "p": rounded(min(1.0, 2 * min(below, above) / draws)),
    }


def mapsswe(first: Sequence[Unit], second: Sequence[Unit]) -> dict[str, Any]:
    """Matched pairs test over stretches of errors between runs of two or more words that both systems have right."""
    differences: list[int] = []
    for a, b in zip(first, second, strict=True):
        differences += _segment_differences(a, b)
    count = len(differences)
    if count < 2:
        return {"segments": count, "mean": None, "sd": None, "z": None, "p": None}
    mean = sum(differences) / count
    deviation = math.sqrt(sum((d - mean) ** 2 for d in differences) / (count - 1))
    z = mean / (deviation / math.sqrt(count)) if deviation else (0.0 if not mean else math.copysign(math.inf, mean))
    return {
        "segments": count,
        "mean": rounded(mean),
        "sd": rounded(deviation),
        "z": rounded(z) if math.isfinite(z) else None,
        "p": rounded(two_sided(z)),
    }


def _segment_differences(first: Unit, second: Unit) -> list[int]:
    """Errors of the first minus errors of the second in each segment (Gillick and Cox; sc_stats' MIN_NUM_GOOD = 2)."""
    words = len(first.reference)
    if words != len(second.reference):  # alternations may resolve differently; then the unit is one segment
        if first.counts.errors + second.counts.errors:
            return [first.counts.errors - second.counts.errors]
        return []
    sides = (_errors_by_word(first.ops, words), _errors_by_word(second.ops, words))
    found: list[int] = []
    errors, run = [0, 0], 0
    for place in range(2 * words + 1):
        here = [side[place] for side in sides]
        if any(here):
            errors, run = [errors[0] + here[0], errors[1] + here[1]], 0
        elif place % 2:
            run += 1
            if run == 2 and any(errors):
                found.append(errors[0] - errors[1])
                errors = [0, 0]
    return [*found, errors[0] - errors[1]] if any(errors) else found


def _errors_by_word(ops: Sequence[Op], words: int) -> list[int]:
    """Errors at even places (insertions before word i at 2i) and odd places (word i itself at 2i + 1)."""
    errors = [0] * (2 * words + 1)
    for tag, i1, i2, j1, j2 in ops:
        if tag == "insert":
            errors[2 * i1] += j2 - j1
        elif tag != "equal":
            for i in range(i1, i2):
                errors[2 * i + 1] = 1
    return errors


def two_sided(z: float) -> float:
    """Two-sided p of a standard normal value."""
    return math.erfc(abs(z) / math.sqrt(2))


def exact_binomial(fewer: int, more: int) -> float:
    """Two-sided exact p of a split of equally likely events (sign test, McNemar)."""
    total = fewer + more
    if not total:
        return 1.0
    tail = sum(math.comb(total, k) for k in range(min(fewer, more) + 1))
    return min(1.0, math.ldexp(tail, 1 - total))


def sign_test(first: Sequence[float], second: Sequence[float]) -> dict[str, Any]:
    """Sign test over paired rates; ties are left out."""
    better = sum(a < b for a, b in zip(first, second, strict=True))
    worse = sum(a > b for a, b in zip(first, second, strict=True))
    ties = len(first) - better - worse
    return {"better": better, "worse": worse, "ties": ties, "p": rounded(exact_binomial(better, worse))}


def wilcoxon(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Two-sided p of Wilcoxon's signed ranks, normal approximation; zero differences left out; None without any."""
    differences = [a - b for a, b in zip(first, second, strict=True) if a != b]
    count = len(differences)
    if not count:
        return None
    ranks: dict[float, float] = {}
    ties, seen = 0, 0
    for size, group in groupby(sorted(abs(d) for d in differences)):
        same = len(list(group))
        ranks[size] = seen + (same + 1) / 2
        ties += same**3 - same
        seen += same
    positive = sum(ranks[abs(d)] for d in differences if d > 0)
    mean = count * (count + 1) / 4
    variance = count * (count + 1) * (2 * count + 1) / 24 - ties / 48
    return two_sided((positive - mean) / math.sqrt(variance)) if variance else 1.0


def mcnemar(first: Sequence[Unit], second: Sequence[Unit]) -> dict[str, Any]:
    """Exact McNemar test over wholly right units."""
    only_first = sum(not a.counts.errors and bool(b.counts.errors) for a, b in zip(first, second, strict=True))
    only_second = sum(bool(a.counts.errors) and not b.counts.errors for a, b in zip(first, second, strict=True))
    return {
        "only_first_right": only_first,
        "only_second_right": only_second,
        "p": rounded(exact_binomial(only_first, only_second)),
    }


def compare_systems(
    names: tuple[str, str],
    units: tuple[Sequence[Unit], Sequence[Unit]],
    stretches: tuple[Sequence[Unit], Sequence[Unit]],
    draws: int = DRAWS,
) -> dict[str, Any]:
    """All tests of two systems on one reference, with the verdict in words.

    Args:
        names: how the systems are called.
        units: the aligned units of each, in the reference's order.
        stretches: the same cut into segments of the reference (equal to `units` where these are utterances).
        draws: of the bootstrap.
    """
    first, second = stretches
    left, right = blocks([u.counts for u in first]), blocks([u.counts for u in second])
    result: dict[str, Any] = {
        "a": names[0],
        "b": names[1],
        "mapsswe": mapsswe(*units),
        "paired_bootstrap": paired_bootstrap(left, right, draws) if len(left) > 4 else None,
        "mcnemar": mcnemar(first, second),
        "segments": len(first),
    }
    speakers = [by_speaker(side) for side in stretches]
    if len(speakers[0]) > 1 and speakers[0].keys() == speakers[1].keys():
        rates = [[round(100 * (counts.wer or 0.0), 4) for counts in side.values()] for side in speakers]
        result["sign"] = sign_test(*rates)
        result["wilcoxon"] = {"speakers": len(rates[0]), "p": rounded(wilcoxon(*rates))}
    result["verdict"] = _verdict(names, units, result["mapsswe"]["p"])
    return result


def _verdict(names: tuple[str, str], units: tuple[Sequence[Unit], Sequence[Unit]], p: float | None) -> str:
    totals = [sum((unit.counts for unit in side), Counts()) for side in units]
    words = f"{totals[0].reference:,} words"
    if p is None or p >= LEVEL or totals[0].errors == totals[1].errors:
        return f"no difference shown on {words}" + (f" (MAPSSWE p = {p:.3f})" if p is not None else "")
    better, worse = names if totals[0].errors < totals[1].errors else names[::-1]
    shown = "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
    return f"{better} is better than {worse} on {words} (MAPSSWE {shown})"
