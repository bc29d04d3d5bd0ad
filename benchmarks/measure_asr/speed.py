"""Speed, everything side by side in one run, in seconds of processor time (the best of several)."""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import jiwer
from rapidfuzz.distance import Levenshtein

from auditor.reading import read_transcript
from auditor.scoring.align import canonical_alignment, canonical_counts, encode
from auditor.text.normalise import normalise, normalise_words
from measure_asr.page import seed_pair, table


def best(call: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return min(found)


def seeded_texts(words: int) -> tuple[str, str]:
    """A text with a natural spread of word frequencies, and a copy with 10 % errors."""
    rng = random.Random(7)
    vocabulary = [f"w{number}" for number in range(20_000)]
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    reference = rng.choices(vocabulary, weights, k=words)
    others = iter(rng.choices(vocabulary, weights, k=words))
    hypothesis: list[str] = []
    for word in reference:
        chance = rng.random()
        if chance < 0.05:
            hypothesis.append(next(others))
        elif chance >= 0.075:
            hypothesis.append(word)
            if chance > 0.975:
                hypothesis.append(next(others))
    return " ".join(reference), " ".join(hypothesis)


def long_texts() -> list[str]:
    rows = []
    left, right = seeded_texts(100_000)
    a, b = left.split(), right.split()
    rows.append(["jiwer, bare alignment", f"{best(lambda: jiwer.process_words(left, right)):.2f}"])
    rows.append(
        ["RapidFuzz opcodes with a hint", f"{best(lambda: Levenshtein.opcodes(*encode(a, b), score_hint=6000)):.2f}"]
    )
    rows.append(["our canonical counts", f"{best(lambda: canonical_counts(a, b)):.2f}"])
    rows.append(["our canonical alignment", f"{best(lambda: canonical_alignment(a, b)):.2f}"])
    whole = best(lambda: canonical_counts(normalise_words(left), normalise_words(right)))
    rows.append(["normalising both texts and canonical counts", f"{whole:.2f}"])
    return ["100,000 words against 100,000 in one sequence, 10 % errors:", "", *table(["", "s"], rows)]


def normaliser() -> list[str]:
    seeds = seed_pair()
    if seeds is None:
        return []
    text = "\n".join(segment.text.text for path in seeds for segment in read_transcript(str(path)).segments) * 5
    words = len(text.split())
    pattern = re.compile(r"[\w']+")
    rows = [["ours, with places", best(lambda: normalise(text))]]
    try:
        from whisper_normalizer.english import EnglishTextNormalizer

        theirs = EnglishTextNormalizer()
        rows.append(["whisper_normalizer", best(lambda: theirs(text), 2)])
    except ImportError:
        pass
    rows.append(["ours, profile `whisper`, with places", best(lambda: normalise(text, "whisper"), 1)])
    rows.append(
        ["a bare regular expression with places", best(lambda: [(m[0], *m.span()) for m in pattern.finditer(text)])]
    )
    return [
        f"Normalising {words:,} words of speech:",
        "",
        *table(["", "words/s", "times ours"], [[n, f"{words / s:,.0f}", f"{rows[0][1] / s:.2f}"] for n, s in rows]),  # type: ignore[operator]
    ]


_MEMORY = """
import resource, sys, time
sys.path.insert(0, sys.argv[2])
from measure_asr.speed import seeded_texts
from auditor.scoring.align import canonical_counts
left, right = (text.split() for text in seeded_texts(int(sys.argv[1])))
start = time.process_time()
canonical_counts(left, right)
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def memory() -> list[str]:
    from measure_asr.page import ROOT

    rows = []
    for words in (100_000, 300_000, 600_000, 1_000_000):
        call = [sys.executable, "-c", _MEMORY, str(words), str(ROOT / "benchmarks")]
        done = subprocess.run(call, capture_output=True, text=True, check=True)
        seconds, peak = map(float, done.stdout.split())
        rows.append([f"{words:,}", f"{peak:.0f}", f"{seconds:.1f}"])
    head = ["words a side", "MB at the peak, texts included", "s"]
    return ["Memory of the canonical counts (a whole process):", "", *table(head, rows)]


def command() -> list[str]:
    seeds = seed_pair()
    if seeds is None:
        return []
    calls = {
        "`auditor score` on the seed pair": ["-m", "auditor", "score", *map(str, seeds)],
        "`auditor score --details`": ["-m", "auditor", "score", *map(str, seeds), "--details"],
        "`auditor --version` (start-up alone)": ["-m", "auditor", "--version"],
        "`python -c 'import typer, pydantic'`": ["-c", "import typer, pydantic"],
        "`python -c pass`": ["-c", "pass"],
    }
    rows = []
    for name, call in calls.items():
        wall, processor = [], []
        for _ in range(7):
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run([sys.executable, *call], capture_output=True, check=True)
            wall.append(time.perf_counter() - start)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        rows.append([name, f"{1000 * min(wall):.0f}", f"{1000 * min(processor):.0f}"])
    return ["Commands, best of seven:", "", *table(["", "ms by the clock", "ms of processor time"], rows)]
