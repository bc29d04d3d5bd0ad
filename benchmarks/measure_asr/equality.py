"""Counts against jiwer, sclite, meeteval, scipy and the enumerated synthetic pairs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from itertools import combinations
from typing import Any

import jiwer

from auditor.model.inputs import TextFile
from auditor.reading import read_transcript
from auditor.scoring import nist
from auditor.scoring.align import Counts, canonical_counts, sclite_counts
from auditor.scoring.consensus import consensus_words, order
from auditor.scoring.lattice import parse, resolve
from auditor.scoring.options import ScoreOptions
from auditor.scoring.significance import compare_systems, interval
from auditor.scoring.units import Unit, compare
from auditor.scoring.words import words_of
from measure_asr.page import BENCH, seed_pair, table

SCLITE = BENCH / "sctk" / "sclite"
STATS = BENCH / "synthetic" / "stats"
SYSTEMS = ("sysA", "sysB", "sysC", "sysD")


def split(counts: Counts) -> str:
    return f"{counts.hits} {counts.substitutions} {counts.deletions} {counts.insertions}"


def of_json(row: dict[str, int]) -> Counts:
    return Counts(row["hits"], row["sub"], row["del"], row["ins"])


def pairs() -> list[dict[str, Any]]:
    lines = (BENCH / "synthetic" / "pairs.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def synthetic() -> list[str]:
    rows = pairs()
    same = sum(canonical_counts(r["ref"].split(), r["hyp"].split()) == of_json(r["canonical"]) for r in rows)
    swapped = sum(
        canonical_counts(r["hyp"].split(), r["ref"].split()) == of_json(r["canonical"]).swapped() for r in rows
    )
    theirs = 0
    for r in rows:
        if r["ref"] and r["hyp"]:
            out = jiwer.process_words(r["ref"], r["hyp"])
            theirs += Counts(out.hits, out.substitutions, out.deletions, out.insertions) == of_json(r["canonical"])
        else:
            theirs += 1
    weights = 0
    for r in rows:
        counts = sclite_counts(r["ref"].split(), r["hyp"].split())
        weights += 4 * counts.substitutions + 3 * (counts.deletions + counts.insertions) == r["sclite_weight"]
    return [
        "Of 600 synthetic pairs whose canonical split is known:",
        "",
        *table(
            ["", "pairs"],
            [
                ["our split is the canonical one", same],
                ["our split of the swapped texts is the swapped split", swapped],
                ["jiwer's split is the canonical one", theirs],
                ["least 4S + 3D + 3I reached with `--cost sclite`", weights],
            ],
        ),
    ]


def texts() -> Iterator[tuple[str, str, str]]:
    """Every shared pair of plain texts: name, reference, hypothesis."""
    for n, row in enumerate(pairs()):
        yield f"synthetic {n}", row["ref"], row["hyp"]
    for name in SYSTEMS:
        both = [
            nist.utterances(TextFile("", (STATS / f).read_text("utf-8")), "trn") for f in ("ref.trn", f"{name}.trn")
        ]
        yield from ((f"{name} {a.id}", a.text, b.text) for a, b in zip(*both, strict=True))
    for test in ("test15_d", "test17"):
        row = expected()[test]
        both = [read(row[side], "trn") for side in ("reference", "hypothesis")]
        yield from ((f"{test} {a.id}", a.text, b.text) for a, b in zip(*both, strict=True))
    for reference, hypothesis in (("syn_1.ref.txt", "syn_1.hyp.txt"),):
        files = [BENCH / "fstalign" / "data" / name for name in (reference, hypothesis)]
        if all(file.is_file() for file in files):
            yield reference, *(file.read_text("utf-8") for file in files)
    if seeds := seed_pair():
        yield "seeds", *(" ".join(s.text.text for s in read_transcript(str(path)).segments) for path in seeds)


def against_jiwer() -> list[str]:
    count = errors = characters = 0
    for _, reference, hypothesis in texts():
        if not reference.split() or not hypothesis.split():
            continue
        ours = canonical_counts(reference.split(), hypothesis.split())
        theirs = jiwer.process_words(reference, hypothesis)
        count += 1
        errors += ours.errors == theirs.substitutions + theirs.deletions + theirs.insertions and ours.wer == theirs.wer
        joined = [" ".join(text.split()) for text in (reference, hypothesis)]
        characters += canonical_counts(*map(list, joined)).wer == jiwer.cer(*joined)
    return [
        f"jiwer {version('jiwer')}: of {count} shared pairs (both sides with words) the total and the WER are equal "
        f"in {errors}, the CER in {characters}.",
        "",
    ]


def expected() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCLITE / "expected.json").read_text("utf-8"))
    return loaded


def read(name: str, format: str) -> list[nist.Utterance]:
    return nist.utterances(TextFile(name, (SCLITE / "in" / name).read_text("utf-8", errors="replace")), format)


def _characters(text: str, plain: bool) -> str:
    """A text one character a word, as sclite's `-c` does; with `plain`, ASCII words stay whole (its NOASCII)."""
    cut = [word if plain and word.isascii() else " ".join(word) for word in text.split()]
    return " ".join(cut)


NOTES = {
    "test7": "two utterances with equal errors where the canonical split has one hit more",
    "test13": "sclite minimises 4S+3D+3I and spends one error more; it also cuts the file into 22 pieces first",
}


def suite() -> list[str]:
    rows = []
    cases: list[tuple[str, bool, str]] = [
        ("test1", False, "words"), ("test3", False, "words"), ("test3a", False, "words"), ("test7", True, "words"),
        ("test7_noD", False, "optional"), ("test7_r", True, "words"), ("test8", False, "characters"),
        ("test13", False, "words"), ("test15_a", False, "words"), ("test15_c", False, "words"),
        ("test15_d", False, "words"), ("test17", False, "words"),
    ]  # fmt: skip
    for test, lenient, unit in cases:
        want = expected()[test]
        total, same, count = _suite_row(want, lenient, unit)
        theirs = Counts(want["sum"]["hits"], want["sum"]["sub"], want["sum"]["del"], want["sum"]["ins"])
        verdict = "equal" if total == theirs else "total equal" if total.errors == theirs.errors else "differs"
        note = "" if total == theirs else NOTES.get(test.removesuffix("_r"), "")
        rows.append(
            [test, split(total), split(theirs), f"{total.errors} / {theirs.errors}", verdict, f"{same}/{count}", note]
        )
    return [
        "NIST's sclite suite, hits S D I:",
        "",
        *table(["test", "ours", "sclite", "errors", "", "utterances equal", "why"], rows),
    ]


def _suite_row(want: dict[str, Any], lenient: bool, unit: str) -> tuple[Counts, int, int]:
    kinds = [
        name.split(".")[-1] if name.endswith(("stm", "ctm")) else "trn"
        for name in (want["reference"], want["hypothesis"])
    ]
    left = read(want["reference"], kinds[0])
    if kinds == ["stm", "ctm"]:
        file = TextFile("", (SCLITE / "in" / want["hypothesis"]).read_text("utf-8"))
        both = [
            (a, b)
            for a, b in zip(left, nist.cut_at(left, nist.ctm_words(file), ""), strict=True)
            if not nist.excluded(a)
        ]
    else:
        others = {one.id.casefold(): one.text for one in read(want["hypothesis"], kinds[1])}
        both = [(one, others[one.id.casefold()]) for one in left]
    total, same = Counts(), 0
    listed = [tuple(row[1:]) for row in want["utterances_C_S_D_I"]]
    for index, (one, text) in enumerate(both):
        pair = [one.text.lower(), text.lower()]
        if unit == "characters":
            pair = [_characters(side, False) for side in pair]
        fragments = lenient or unit == "optional"
        counts = resolve(*(parse(side, lenient) for side in pair), fragments).counts
        total += counts
        if len(listed) == len(both):
            same += (counts.hits, counts.substitutions, counts.deletions, counts.insertions) == listed[index]
    return total, same, len(listed)


def hubscr() -> list[str]:
    folder = BENCH / "sctk" / "hubscr"
    glm = (folder / "example.glm").read_text("utf-8")
    reference, hypothesis = (read_transcript(str(folder / name)) for name in ("lvc_refe.stm", "lvc_hyp.ctm"))
    found = compare(reference, hypothesis, "none", glm=glm).counts
    return [f"hubscr (STM and CTM through a GLM file): ours {split(found)}, NIST's 959 503 214 166.", ""]


def meetings() -> list[str]:
    try:
        import meeteval  # noqa: F401
    except ImportError:
        return ["The extra `meeting` is not installed: no cpWER here.", ""]
    import logging

    from auditor.scoring.meeting import meeting_scores

    logging.disable(logging.WARNING)
    folder = BENCH / "meeteval"
    rows = []
    for name, collar in (("cpwer", 5.0), ("tcpwer", 5.0), ("tcpwer_collar1", 1.0), ("tcpwer_collar0", 0.0)):
        want = json.loads((folder / "expected" / f"{name}.json").read_text("utf-8"))
        sides = [read_transcript(str(folder / f"{side}.stm")) for side in ("ref", "hyp")]
        found = meeting_scores(sides[0], sides[1], ScoreOptions(profile="none", collar=collar))[name.split("_")[0]]
        keys = ("errors", "insertions", "deletions", "substitutions")
        rows.append([name, *(f"{found[key]} / {want[key]}" for key in keys)])
    return ["meeteval's example through the extra, ours / expected:", "", *table(["", *keys], rows)]


def significance() -> list[str]:
    want = json.loads((STATS / "expected.json").read_text("utf-8"))
    reference = read_transcript(str(STATS / "ref.trn"))
    units: dict[str, list[Unit]] = {
        name: compare(reference, read_transcript(str(STATS / f"{name}.trn")), "none").units for name in SYSTEMS
    }
    rows, agree = [], 0
    for a, b in combinations(SYSTEMS, 2):
        both = (units[a], units[b])
        found, row = compare_systems((a, b), both, both), want["pairs"][f"{a}-{b}"]
        m, w = found["mapsswe"], row["mapsswe"]
        agree += m["segments"] == w["segments"] and abs(m["z"] - w["z"]) < 0.001
        rows.append(
            [
                f"{a[3]}-{b[3]}",
                f"{m['segments']} / {w['segments']}",
                f"{m['z']:.3f} / {w['z']:.3f}",
                f"{found['sign']['p']:.4f} / {row['sign_speakers']['p_exact_without_ties']:.4f}",
                f"{found['wilcoxon']['p']:.4f} / {row['wilcoxon_speakers']['p_normal_no_correction']:.4f}",
                f"{found['mcnemar']['p']:.4f} / {row['mcnemar_sentences']['p_exact']:.4f}",
                found["verdict"],
            ]
        )
    bounds = []
    for name in SYSTEMS:
        low, high = interval([unit.counts for unit in units[name]], draws=10_000) or (0.0, 0.0)
        goal = want["systems"][name]["bootstrap_utterance_percentile_95"]
        bounds.append([name, f"{low:.4f} to {high:.4f}", f"{goal[0]:.4f} to {goal[1]:.4f}"])
    head = ["pair", "MAPSSWE segments", "Z", "sign p", "Wilcoxon p", "McNemar p", "verdict"]
    return [
        "Six pairs of systems, ours / expected (sc_stats for MAPSSWE, scipy for the rest). "
        f"MAPSSWE agrees in {agree} of 6.",
        "",
        *table(head, rows),
        "95 % bootstrap over utterances, 10,000 draws against 100,000:",
        "",
        *table(["", "ours", "expected"], bounds),
    ]


def rover() -> list[str]:
    folder = BENCH / "synthetic" / "rover"
    truth = read_transcript(str(folder / "ref.stm"))
    reference = words_of(truth, "none").texts
    variants = [words_of(read_transcript(str(folder / f"{name}.ctm")), "none").texts for name in SYSTEMS[:3]]
    voting, _ = order(variants)
    agreed = consensus_words([variants[i] for i in voting])
    rows = [[name, canonical_counts(reference, words).errors] for name, words in zip(SYSTEMS, variants, strict=False)]
    rows += [["consensus", canonical_counts(reference, agreed).errors], ["NIST ROVER (meth1)", 24]]
    return [
        "Consensus of three variants, made without the reference, against the reference (406 words, one sequence):",
        "",
        *table(["", "errors"], rows),
    ]
