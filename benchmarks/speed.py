"""How long it takes: a whole check, the help page, one claim of a one-hour recording, the word knowledge.

    python benchmarks/speed.py          writes benchmarks/SPEED.md

Whole processes are set against `python -c pass` of the same run, so that two machines can be compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from measure.data import FIRST_KEY, Document, example_documents, key_documents
from measure.places import ROOT
from measure.report import markdown

PAGE = ROOT / "benchmarks" / "SPEED.md"
WORDS_AN_HOUR, CLAIMS, RUNS = 9000, 300, 7
PYTHON = sys.version.split()[0]
LEXICON = (
    "import time; t = time.perf_counter();"
    "from auditor.lexicon.words import lemma, frequency; lemma('houses'); frequency('house');"
    "from auditor.lexicon.relations import relation; relation('big', 'large');"
    "from auditor.lexicon.sounds import sound_similarity; sound_similarity('four', 'for');"
    "print(time.perf_counter() - t)"
)


def process_seconds(command: list[str], runs: int = RUNS) -> float:
    """Median wall-clock seconds of whole processes; the first run (cold caches) does not count."""
    taken = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
        taken.append(time.perf_counter() - start)
        if status not in (0, 1):
            raise SystemExit(f"exit status {status}: {' '.join(command)}")
    return statistics.median(taken[1:])


def inner_seconds(code: str, runs: int = RUNS) -> float:
    """Median of the seconds that a fresh interpreter prints."""
    outputs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(runs)
    ]
    return statistics.median(map(float, outputs))


def one_hour(folder: Path, seed: int = 1) -> tuple[Path, Path]:
    """A made-up recording of an hour and a document of 300 claims on it, words drawn from the examples' sources."""
    rng = Random(seed)
    text = " ".join(path.read_text("utf-8-sig") for d in example_documents() for path in d.sources)
    words = sorted({w.strip(".,?!").lower() for w in text.split() if w.strip(".,?!").isalpha()})
    weights = [1 / (1 + rng.randrange(len(words))) for _ in words]
    sentences, count = [], 0
    while count < WORDS_AN_HOUR:
        some = rng.choices(words, weights, k=rng.randrange(6, 20))
        count += len(some)
        sentences.append(" ".join(some).capitalize() + ".")
    source, derived = folder / "hour.txt", folder / "hour.md"
    seconds = [3600 * i // len(sentences) for i in range(len(sentences))]
    rows = [f"[{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}] {t}" for s, t in zip(seconds, sentences, strict=True)]
    source.write_text("\n".join(rows) + "\n", "utf-8")
    claims = []
    for index in sorted(rng.sample(range(len(sentences)), CLAIMS)):
        some = sentences[index].rstrip(".").split()
        some[rng.randrange(len(some))] = rng.choice(words)
        claims.append("- " + " ".join(some).capitalize() + ".")
    derived.write_text("# Summary\n\n" + "\n".join(claims) + "\n", "utf-8")
    return source, derived


def milliseconds_a_claim() -> tuple[float, float]:
    """Milliseconds a claim, index included; and those of the first, cold, audit (imports and word knowledge too)."""
    import auditor

    with tempfile.TemporaryDirectory() as work:
        source, derived = one_hour(Path(work))
        taken = []
        for _ in range(4):
            start = time.perf_counter()
            result = auditor.audit(str(derived), [str(source)])
            taken.append(1000 * (time.perf_counter() - start) / len(result.recordings[0].claims))
    return statistics.median(taken[1:]), taken[0]


def check_of(document: Document) -> list[str]:
    sources = [part for path in document.sources for part in ("--source", str(path))]
    return [sys.executable, "-m", "auditor", "check", str(document.derived), *sources]


def main() -> int:
    bare = process_seconds([sys.executable, "-c", "pass"])
    rows: list[tuple[str, str, str, str]] = [("`python -c pass`", f"{bare:.3f} s", "1", "")]

    def whole(what: str, command: list[str], aim: str) -> None:
        taken = process_seconds(command)
        rows.append((what, f"{taken:.3f} s", f"{taken / bare:.1f}", aim))

    whole("`auditor --help`", [sys.executable, "-m", "auditor", "--help"], "0.25 s")
    documents = [d for d in key_documents() if d.name == FIRST_KEY] + example_documents()
    for document in documents:
        words = sum(len(path.read_text("utf-8-sig").split()) for path in document.sources)
        aim = "1 s" if document.name == FIRST_KEY else ""
        whole(f"`auditor check`, {document.name} ({words} source words)", check_of(document), aim)
    warm, cold = milliseconds_a_claim()
    rows.append((f"one claim of {CLAIMS}, one-hour recording, index included", f"{warm:.1f} ms", "", "20 ms"))
    rows.append(("the same, first audit of a process", f"{cold:.1f} ms", "", ""))
    rows.append(("word knowledge: import and first look-ups", f"{1000 * inner_seconds(LEXICON):.0f} ms", "", "50 ms"))
    text = f"""# Speed

Written by `python benchmarks/speed.py`: medians of {RUNS} runs, {os.cpu_count()} cores, Python {PYTHON}.
*Ratio*: to `python -c pass` in the same run, whole processes. The one-hour recording is made up: {WORDS_AN_HOUR} words
of the examples' vocabulary and {CLAIMS} claims, each a sentence of it with one word changed.

"""
    page = text + markdown(("what", "time", "ratio", "aim"), rows) + "\n"
    PAGE.write_text(page, "utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
