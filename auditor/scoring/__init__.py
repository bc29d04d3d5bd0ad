"""Scoring: ASR variants against a reference, or against each other.

`score` is what the command `auditor score` calls; `compare_variants` is what `auditor check` adds to a recording with
several sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model.asr import Asr
    from auditor.model.inputs import Transcript
    from auditor.model.result import Audit
    from auditor.scoring.options import ScoreOptions

__all__ = ["compare_variants", "score"]


def score(reference: str, hypotheses: str | Sequence[str], options: ScoreOptions | None = None) -> Audit:
    """Scores hypotheses against a reference.

    Args:
        reference: a transcript, or a folder of transcripts.
        hypotheses: one or more of the same kind; files in folders are matched by stem.
        options: normaliser, cost, glossary and so on.

    Returns:
        An audit without claims; each recording's `asr` part holds the scores.

    Raises:
        InputError: a file is missing or unreadable, or has no partner.
    """
    from auditor.scoring.corpus import score_paths

    return score_paths(reference, [hypotheses] if isinstance(hypotheses, str) else list(hypotheses), options)


def compare_variants(
    transcripts: Sequence[Transcript], reference: Transcript | None = None, options: ScoreOptions | None = None
) -> Asr:
    """The `asr` part of a recording with several sources: scores or consensus, differences, terms.

    Args:
        transcripts: the sources in the order of the call; each word is compared under the `default` profile.
        reference: a transcript that a person vouches for.
        options: as for `score`.
    """
    from auditor.scoring.compare import faults_of, with_faults
    from auditor.scoring.recording import compare_recording

    asr = compare_recording(transcripts, reference, options)
    every = (reference, *transcripts) if reference is not None else tuple(transcripts)
    faults = faults_of(every, options.glossary if options else (), against_first=reference is not None)
    return with_faults(asr, faults)
