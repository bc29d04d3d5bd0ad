"""The scores of one recording: every hypothesis against the reference, or the variants among themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from rapidfuzz.distance import Levenshtein

from auditor.model.asr import Asr, VariantPair
from auditor.model.inputs import Transcript
from auditor.scoring.align import Counts, counts_of, rounded
from auditor.scoring.options import ScoreOptions
from auditor.scoring.significance import blocks, compare_systems, interval
from auditor.scoring.significance import by_speaker as speaker_counts
from auditor.scoring.units import Comparison, Unit, aligned, compare
from auditor.scoring.words import Glossary, Words, words_of


def compare_recording(
    transcripts: Sequence[Transcript], reference: Transcript | None, options: ScoreOptions | None = None
) -> Asr:
    """Scores against the reference where there is one; else how the variants agree."""
    options = options or ScoreOptions()
    if reference is not None:
        return score_recording(reference, transcripts, options)
    return _variants(transcripts, options) if len(transcripts) > 1 else Asr()


def score_recording(reference: Transcript, hypotheses: Sequence[Transcript], options: ScoreOptions) -> Asr:
    """Every hypothesis against the reference, raw and normalised, with intervals, and each two of them tested."""
    glossary = Glossary(options.glossary, options.profile) if options.glossary else None
    raw = [compare(reference, one, "none", options.cost, None, options.glm, options.lenient) for one in hypotheses]
    smooth = [
        compare(reference, one, options.profile, options.cost, glossary, options.glm, options.lenient)
        for one in hypotheses
    ]
    stretches = [one.stretches() for one in smooth]
    variants = [
        _variant(hypotheses[i], raw[i], smooth[i], stretches[i], glossary, options) for i in range(len(hypotheses))
    ]
    if options.meeting:
        from auditor.scoring.meeting import meeting_scores

        for row, one in zip(variants, hypotheses, strict=True):
            row["meeting"] = meeting_scores(reference, one, options)
    pairs = [
        VariantPair(
            a=reference.path,
            b=one.path,
            scores={"raw": row["raw"], "normalised": row["normalised"]},
        )
        for one, row in zip(hypotheses, variants, strict=True)
    ]
    significance = [
        compare_systems(
            (hypotheses[i].path, hypotheses[j].path),
            (smooth[i].units, smooth[j].units),
            (stretches[i], stretches[j]),
            options.draws,
        )
        for i, j in combinations(range(len(hypotheses)), 2)
    ]
    return Asr(
        pairs=pairs,
        variants=variants,
        reference=reference.path,
        significance=significance,
        pooled=_agreed(smooth),
        consensus=_consensus([one.words[1] for one in smooth if one.words]) if len(hypotheses) > 2 else {},
    )


def _consensus(variants: Sequence[Words]) -> dict[str, Any]:
    from auditor.scoring.consensus import consensus

    return consensus(variants) if len(variants) > 1 else {}


def _agreed(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    if len(comparisons) < 2:
        return {}
    from auditor.scoring.breakdown import agreed_against

    words = comparisons[0].words

    def place(index: int) -> dict[str, Any]:
        if words is None or not len(words[0]):
            return {}
        at = min(index, len(words[0]) - 1)
        return {"line": words[0].line(at), "start": rounded(words[0].time(at))}

    found = agreed_against(comparisons, place)
    return {"reference_doubtful": found} if found else {}


def _variant(
    hypothesis: Transcript,
    raw: Comparison,
    smooth: Comparison,
    stretches: list[Unit],
    glossary: Glossary | None,
    options: ScoreOptions,
) -> dict[str, Any]:
    """The scores of one hypothesis; rates without words are null."""
    counts = [unit.counts for unit in stretches]
    speakers = speaker_counts(stretches)
    row: dict[str, Any] = {
        "path": hypothesis.path,
        "words": smooth.counts.hypothesis,
        "raw": raw.counts.figures() | characters(raw.units),
        "normalised": smooth.counts.figures() | characters(smooth.units),
        "interval": _interval(blocks(counts), options.draws),
    }
    if len(speakers) > 4:
        row["interval_speakers"] = _interval(list(speakers.values()), options.draws)
    if options.verify and options.cost == "canonical":
        from auditor.scoring.verify import verified

        row["verified"] = {"raw": verified(raw.units), "normalised": verified(smooth.units)}
    return row | _details(raw, smooth, stretches, glossary, options) if options.details else row


def _details(
    raw: Comparison, smooth: Comparison, stretches: list[Unit], glossary: Glossary | None, options: ScoreOptions
) -> dict[str, Any]:
    from auditor.scoring.breakdown import breakdown, by_speaker, confusions, per_minute, without_loops, written_form
    from auditor.scoring.waterfall import waterfall

    return {
        "waterfall": waterfall(_texts(raw)) if options.profile == "default" else [],
        "breakdown": breakdown(smooth, glossary),
        "written_form": written_form(smooth),
        "without_loops": without_loops(smooth.units),
        "confusions": confusions(smooth.units),
        "minutes": per_minute(stretches),
        "speakers": by_speaker(stretches),
    }


def _texts(raw: Comparison) -> list[tuple[str, str]]:
    if raw.words is not None:
        return [(raw.words[0].source, raw.words[1].source)]
    return [(" ".join(unit.reference), " ".join(unit.hypothesis)) for unit in raw.units]


def _interval(counts: Sequence[Counts], draws: int) -> list[float | None] | None:
    found = interval(counts, draws)
    return None if found is None else [rounded(bound) for bound in found]


def characters(units: Sequence[Unit]) -> dict[str, Any]:
    """CER over the words joined by single blanks; null without reference characters."""
    errors = total = 0
    for unit in units:
        left, right = " ".join(unit.reference), " ".join(unit.hypothesis)
        errors += Levenshtein.distance(left, right, score_hint=max(31, len(left) // 5))
        total += len(left)
    return {
        "cer": rounded(errors / total) if total else None,
        "character_errors": errors,
        "reference_characters": total,
    }


def _variants(transcripts: Sequence[Transcript], options: ScoreOptions) -> Asr:
    """Variants without a reference: each pair's disagreement under both profiles, and the consensus."""
    glossary = Glossary(options.glossary, options.profile) if options.glossary else None
    raw = [words_of(one, "none") for one in transcripts]
    smooth = [words_of(one, options.profile, glossary) for one in transcripts]
    pairs = []
    for i, j in combinations(range(len(transcripts)), 2):
        scores = {
            name: counts_of(aligned(words[i].texts, words[j].texts, options.cost)).figures()
            for name, words in (("raw", raw), ("normalised", smooth))
        }
        pairs.append(VariantPair(a=transcripts[i].path, b=transcripts[j].path, scores=scores))
    variants = [{"path": one.path, "words": len(words)} for one, words in zip(transcripts, smooth, strict=True)]
    return Asr(pairs=pairs, variants=variants, consensus=_consensus(smooth))
