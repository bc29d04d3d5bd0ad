"""Many recordings at once: folders matched by stem, pooled figures, and the audit that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.errors import InputError
from auditor.model.inputs import TextFile, Transcript
from auditor.model.result import Audit, Finding, Gate, Recording, Source, SourceSegment
from auditor.reading import duration_seconds, read_file, read_transcript
from auditor.scoring.align import Counts, rounded
from auditor.scoring.options import ScoreOptions
from auditor.scoring.recording import score_recording
from auditor.scoring.significance import interval

if TYPE_CHECKING:
    from auditor.scoring.compare import Faults

Finder = Callable[["Faults"], list[Finding]]
"""Makes findings of what is wrong inside and between the transcripts of a recording."""

_COUNTS = ("hits", "substitutions", "deletions", "insertions")


def score_paths(
    reference: str, hypotheses: list[str], options: ScoreOptions | None = None, find: Finder | None = None
) -> Audit:
    """Scores files, or folders of files matched by stem; with details `find` makes the findings.

    Raises:
        InputError: nothing to score, or a file without a partner.
    """
    options = options or ScoreOptions()
    if not hypotheses:
        raise InputError(reference, "nothing to score against it", "one hypothesis or more")
    return _audit(_matched(Path(reference), hypotheses, reference), hypotheses, options, find)


def score_manifest(path: str, options: ScoreOptions | None = None, find: Finder | None = None) -> Audit:
    """Scores what a manifest lists: a line a recording, tab-separated: reference, hypothesis and more hypotheses.

    Paths are relative to the manifest; `#` begins a comment. A first line whose first cell is `reference` names the
    systems.

    Raises:
        InputError: a line without a hypothesis, or with another number of them than the first.
    """
    base, names = Path(path).parent, None
    rows: list[tuple[str, str, list[str]]] = []
    for number, line in enumerate(read_file(path).text.splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#"):
            continue
        if names is None and cells[0].lower() == "reference":
            names = cells[1:]
            continue
        if len(cells) < 2 or not all(cells):
            raise InputError(path, "a line without a hypothesis", "reference, tab, hypothesis", number)
        names = names or [f"system {n}" for n in range(1, len(cells))]
        if len(cells) - 1 != len(names):
            raise InputError(path, f"{len(cells) - 1} hypotheses", f"{len(names)} as before", number)
        reference, *others = (str(base / cell) for cell in cells)
        rows.append((Path(reference).stem, reference, others))
    if not rows or names is None:
        raise InputError(path, "lists nothing", "reference, tab, hypothesis on each line")
    return _audit(rows, names, options or ScoreOptions(), find)


def _audit(
    rows: Sequence[tuple[str, str, list[str]]], systems: Sequence[str], options: ScoreOptions, find: Finder | None
) -> Audit:
    recordings = [_recording(name, reference, others, options, find) for name, reference, others in rows]
    pooled = _pooled(recordings, systems, options) if len(recordings) > 1 else {}
    summary: dict[str, Any] = {"recordings": len(recordings), "scores": pooled}
    gate = Gate(passed=True, reasons=["no limit applies to scores"])
    return Audit(signature=options.signature(), recordings=recordings, gate=gate, summary=summary)


def _matched(folder: Path, hypotheses: Sequence[str], reference: str) -> list[tuple[str, str, list[str]]]:
    """Triples (name, reference, hypotheses in the order of the call)."""
    if not folder.is_dir():
        for one in hypotheses:
            if Path(one).is_dir():
                raise InputError(one, f"is a folder, but {reference} is a file", "both files or both folders")
        return [(folder.stem if reference != "-" else "recording", reference, list(hypotheses))]
    names = _by_stem(folder)
    if not names:
        raise InputError(reference, "is an empty folder", "transcripts")
    tables = []
    for one in hypotheses:
        if not Path(one).is_dir():
            raise InputError(one, f"is a file, but {reference} is a folder", "both files or both folders")
        table = _by_stem(Path(one))
        for stem in sorted(names.keys() ^ table.keys()):
            missing, there = (one, names[stem]) if stem in names else (reference, table[stem])
            raise InputError(str(there), f"has no partner in {missing}", f"a file called {stem} with any ending")
        tables.append(table)
    return [(stem, str(names[stem]), [str(table[stem]) for table in tables]) for stem in sorted(names)]


def _by_stem(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            if path.stem in found:
                raise InputError(str(path), f"has the same stem as {found[path.stem]}", "one file a recording")
            found[path.stem] = path
    return found


def _recording(
    name: str, reference: str, hypotheses: list[str], options: ScoreOptions, find: Finder | None
) -> Recording:
    truth = _read(reference)
    others = [_read(one) for one in hypotheses]
    asr = score_recording(truth, others, options)
    words = [row["words"] for row in asr.variants]
    reference_words = asr.variants[0]["normalised"]["reference_words"]
    sources = [source_of(truth, reference_words, "reference")]
    sources += [source_of(one, count, "source") for one, count in zip(others, words, strict=True)]
    if not options.details:
        return Recording(name=name, sources=sources, asr=asr)
    from auditor.scoring.compare import faults_of, with_faults

    faults = faults_of((truth, *others), options.glossary, against_first=True)
    findings = find(faults) if find is not None else []
    return Recording(name=name, sources=sources, findings=findings, asr=with_faults(asr, faults))


def _read(path: str) -> Transcript:
    """A transcript; an empty file is one without words, for an ASR system that heard nothing has its score, too."""
    if path != "-" and Path(path).is_file() and not Path(path).read_bytes().strip():
        return Transcript(TextFile(path, ""), "plain", ())
    return read_transcript(path)


def source_of(transcript: Transcript, words: int, role: str) -> Source:
    """A transcript as the result holds it."""
    return Source(
        path=transcript.path,
        format=transcript.format,
        words=words,
        duration=duration_seconds(transcript),
        header=dict(transcript.header),
        role=role,
        language=transcript.language,
        segments=[
            SourceSegment(
                line=one.line,
                end_line=one.end_line,
                text=one.text.text,
                start=one.start,
                end=one.end,
                speaker=one.speaker,
            )
            for one in transcript.segments
        ],
        problems=[asdict(problem) for problem in transcript.problems],
    )


def _pooled(recordings: Sequence[Recording], hypotheses: Sequence[str], options: ScoreOptions) -> dict[str, Any]:
    """Sums of errors over sums of words, per hypothesis folder; the interval is over recordings."""
    result: dict[str, Any] = {}
    for index, name in enumerate(hypotheses):
        row: dict[str, Any] = {}
        for kind in ("raw", "normalised"):
            scores = [recording.asr.variants[index][kind] for recording in recordings]
            counts = [Counts(*(score[count] for count in _COUNTS)) for score in scores]
            characters = sum(score["reference_characters"] for score in scores)
            errors = sum(score["character_errors"] for score in scores)
            row[kind] = sum(counts, Counts()).figures() | {
                "cer": rounded(errors / characters) if characters else None,
                "character_errors": errors,
                "reference_characters": characters,
            }
        found = interval(counts, options.draws)
        row["interval"] = None if found is None else [rounded(bound) for bound in found]
        result[name] = row
    return result
