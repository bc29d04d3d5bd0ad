"""What went wrong inside a variant: planted faults that are found, and alarms on real speech that are false."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from auditor.app import transcript_findings
from auditor.model.asr import VariantDifference
from auditor.model.inputs import TextFile, Transcript
from auditor.reading import read_file, read_transcript
from auditor.scoring.compare import faults_of
from auditor.scoring.faults.stock import family_of
from measure_asr.page import ROOT, SEEDS, table

SHARED = ROOT.parent / "shared"
STOCK = SHARED / "bench" / "asr_stock" / "phrases.tsv"
NAMES = ("repeated-passage", "dropped-passage", "stock-hallucination", "term-inconsistent", "variants-disagree")
PLANTS = 40
SAME = {"term": ("about", "entity"), "homophone": ("about", "homophone"), "dropped": ("kind", "dropped"),
        "dropped-span": ("kind", "dropped"), "seam-duplicate": ("kind", "repeated")}  # fmt: skip


def meetings() -> list[Path]:
    """Transcripts that people made of real meetings, each once."""
    found = {
        path.stem.split(".")[0].casefold().replace("_", ""): path
        for path in sorted((SHARED / "keys").glob("*.source.txt"))
    }
    found |= {
        path.stem.casefold().replace("_", ""): path for path in sorted((SHARED / "bench" / "minutes").glob("*.txt"))
    }
    return [found[name] for name in sorted(found)]


def section() -> list[str]:
    """All tables of this part."""
    return [*second_recording(), *stock_phrases(), *false_alarms(), *planted(), *seeds()]


def second_recording() -> list[str]:
    """Slips put into a second transcript, by kind. Three rules were adjusted after reading them: it is not held out."""
    key = SHARED / "keys" / "bmr026.asr-diff.jsonl"
    if not key.is_file():
        return ["The second pair of transcripts is not there.", ""]
    pair = [read_transcript(read_file(str(key.with_name(name)))) for name in ("bmr026.source.txt", "bmr026.asr.vtt")]
    faults = faults_of(pair)
    entries = faults.differences(faults.pairs[0])
    total, found, right = Counter[str](), Counter[str](), Counter[str]()
    for row in map(json.loads, key.read_text("utf-8").splitlines()):
        if row["kind"] not in SAME:
            continue
        where, name = SAME[row["kind"]]
        near = [one for one in entries if abs((one.a_line or 0) - row["line"]) <= 1 and _shared(row, one)]
        total[row["kind"]] += 1
        found[row["kind"]] += bool(near)
        right[row["kind"]] += any(getattr(one, where) == name for one in near)
    rows = [[kind, n, round(found[kind] / n, 3), round(right[kind] / n, 3)] for kind, n in sorted(total.items())]
    note = (
        "The key's `term` includes numbers and jargon that sounds alike; spellings and spacing are no entries of ours."
    )
    return [
        "Slips put into the transcript of a meeting:",
        "",
        *table(["kind", "rows", "found", "right kind"], rows),
        note,
        "",
    ]


def _shared(row: dict[str, str], entry: VariantDifference) -> bool:
    """Whether an entry holds half of the words that differ in a row (as the shared tool has it)."""
    mine, theirs = _bag(row["a"]), _bag(row["b"])
    differing = (mine - theirs) + (theirs - mine) or mine + theirs
    return sum((differing & (_bag(entry.a) + _bag(entry.b))).values()) >= 0.5 * sum(differing.values())


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z0-9']+", text.lower()))


def stock_phrases() -> list[str]:
    """How much of the shared list of phrases our own patterns know, and how many turns of real meetings they hit."""
    if not STOCK.is_file():
        return ["The shared list of stock phrases is not there.", ""]
    total: Counter[str] = Counter()
    same: Counter[str] = Counter()
    for line in STOCK.read_text("utf-8").splitlines()[1:]:
        phrase, _, _, family = line.split("\t")
        total[family] += 1
        same[family] += family_of(phrase) == family
    turns = [segment.text.text for path in meetings() for segment in read_transcript(read_file(str(path))).segments]
    hit = Counter(family_of(turn) for turn in turns)
    rows = [
        [family, total[family], same[family], f"{hit[family]} of {len(turns):,}"]
        for family in ("credit", "outro", "everyday")
    ]
    head = ["family", "phrases of the shared list", "known to our patterns", "turns of real meetings that match"]
    note = "Everyday phrases need a second sign, so knowing many of them is no aim. Loops are found by their shape."
    return ["Stock phrases:", "", *table(head, rows), note, ""]


def false_alarms() -> list[str]:
    """Findings on real, human-made transcripts of meetings: all of them are false, or slips of the people who typed."""
    if not meetings():
        return ["The meeting transcripts are not there.", ""]
    words, found = 0, Counter[tuple[str, str]]()
    for path in meetings():
        faults = faults_of([read_transcript(read_file(str(path)))])
        words += len(faults.streams[0])
        found.update((one.name, one.severity) for one in transcript_findings(faults))
    rows = [[name, found[name, "warning"], found[name, "note"]] for name in NAMES[:4]]
    head = ["finding", "warnings", "notes"]
    return [f"Alarms on {len(meetings())} meetings ({words:,} words) that people transcribed:", "", *table(head, rows)]


def planted() -> list[str]:
    """Faults put into the meetings at seeded places, one a file, and how many are found at their place."""
    if not meetings():
        return []
    texts = [read_file(str(path)).text for path in meetings()]
    rows = []
    for name, plant, kind in PLANTERS:
        draw, hits = random.Random(name), 0
        for number in range(PLANTS):
            text, line = plant(draw, texts[number % len(texts)])
            faults = faults_of([_read(text)])
            hits += any(one.name == kind and abs(one.line - line) <= 1 for one in transcript_findings(faults))
        rows.append([name, kind, PLANTS, hits])
    return ["Planted faults:", "", *table(["fault", "finding", "planted", "found"], rows)]


def _read(text: str) -> Transcript:
    return read_transcript(TextFile("meeting.txt", text))


def _long_turn(draw: random.Random, text: str) -> tuple[list[str], int, list[str]]:
    """The lines, a turn of 30 words or more among them, and its words."""
    lines = text.splitlines()
    at = draw.choice([n for n, line in enumerate(lines) if len(line.split()) >= 30])
    return lines, at, lines[at].split()


def _seam(draw: random.Random, text: str) -> tuple[str, int]:
    lines, at, words = _long_turn(draw, text)
    size = draw.randint(10, 20)
    begin = draw.randrange(3, len(words) - size)
    words[begin + size : begin + size] = words[begin : begin + size]
    lines[at] = " ".join(words)
    return "\n".join(lines), at + 1


def _loop(draw: random.Random, text: str) -> tuple[str, int]:
    lines, at, words = _long_turn(draw, text)
    size, times = draw.randint(1, 6), draw.randint(9, 20)
    begin = draw.randrange(3, len(words) - size)
    unit = [word.strip(".,?!") for word in words[begin : begin + size]]
    marks = [draw.choice([",", ".", "", "!"]) for _ in range(times)]
    words[begin : begin + size] = [word for mark in marks for word in [*unit[:-1], unit[-1] + mark]]
    lines[at] = " ".join(words)
    return "\n".join(lines), at + 1


def _credit(draw: random.Random, text: str) -> tuple[str, int]:
    lines = text.splitlines()
    at = draw.randrange(5, len(lines) - 5)
    lines[at] += draw.choice(
        [" Subtitles by Lena Marsh.", " Captions provided by Northfold Media.", " www.marsh-films.net"]
    )
    return "\n".join(lines), at + 1


PLANTERS: tuple[tuple[str, Callable[[random.Random, str], tuple[str, int]], str], ...] = (
    ("10 to 20 words twice (a seam)", _seam, "repeated-passage"),
    ("1 to 6 words 9 to 20 times, with changing marks (a loop)", _loop, "repeated-passage"),
    ("a subtitle credit", _credit, "stock-hallucination"),
)


def seeds() -> list[str]:
    """Findings on the shared seeds by name; which are right is judged by the table of differences above."""
    rows = []
    for numbers in (("000", "001"), ("000",), ("001",), ("003",), ("004",)):
        paths = [path for number in numbers for path in sorted(SEEDS.glob(f"{number}_*.txt"))]
        if len(paths) == len(numbers):
            found = Counter(one.name for one in transcript_findings(faults_of(list(_transcripts(paths)))))
            rows.append([" and ".join(numbers), *(found[name] for name in NAMES)])
    return ["Findings on the seeds:", "", *table(["seed", *NAMES], rows)] if rows else []


def _transcripts(paths: list[Path]) -> Iterator[Transcript]:
    yield from (read_transcript(read_file(str(path))) for path in paths)
