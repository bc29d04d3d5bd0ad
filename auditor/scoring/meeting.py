"""Speaker-labelled input: cpWER and, with times, tcpWER, as meeteval computes them (the extra `auditor[meeting]`).

cpWER (concatenated minimum-permutation WER, Watanabe et al. 2020) joins each speaker's words and takes the assignment
of speakers with the least errors; tcpWER (von Neumann et al. 2023) also lets words match only near their time.
"""

from __future__ import annotations

from typing import Any

from auditor.errors import ConfigError, InputError
from auditor.model.inputs import Transcript
from auditor.scoring.align import rounded
from auditor.scoring.options import ScoreOptions
from auditor.text.normalise import normalise_words


def meeting_scores(reference: Transcript, hypothesis: Transcript, options: ScoreOptions) -> dict[str, Any]:
    """cpWER and tcpWER (null without times), under the profile of the options, with the assignment of speakers.

    Raises:
        ConfigError: the extra is not installed.
        InputError: a segment has no speaker, or a recording stands on one side only.
    """
    try:
        from meeteval.io import SegLST  # type: ignore[import-not-found, import-untyped, unused-ignore]
        from meeteval.wer import cpwer, tcpwer  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        raise ConfigError('speaker-labelled scores need the extra: pip install "auditor[meeting]"') from None
    left, right = _rows(reference, options.profile), _rows(hypothesis, options.profile)
    for one, other, path in ((left, right, hypothesis.path), (right, left, reference.path)):
        missing = sorted({row["session_id"] for row in one} - {row["session_id"] for row in other})
        if missing:
            raise InputError(path, f"has nothing of the recording `{missing[0]}`", "the same recordings on both sides")
    result: dict[str, Any] = {"cpwer": _figures(cpwer(SegLST(left), SegLST(right)))}
    timed = all(row["start_time"] is not None and row["end_time"] is not None for row in left + right)
    result["tcpwer"] = _figures(tcpwer(SegLST(left), SegLST(right), collar=options.collar)) if timed else None
    return result


def _rows(transcript: Transcript, profile: str) -> list[dict[str, Any]]:
    rows = []
    for segment in transcript.segments:
        if segment.speaker is None:
            raise InputError(transcript.path, "a segment names no speaker", "speakers on every segment", segment.line)
        rows.append(
            {
                "session_id": segment.session or "recording",
                "speaker": segment.speaker,
                "start_time": segment.start,
                "end_time": segment.end,
                "words": " ".join(normalise_words(segment.text.text, profile)),
            }
        )
    return rows


def _figures(rates: dict[str, Any]) -> dict[str, Any]:
    """Pooled over recordings: sums of errors over sums of words."""
    errors = sum(rate.errors for rate in rates.values())
    words = sum(rate.length for rate in rates.values())
    return {
        "wer": rounded(errors / words) if words else None,
        "errors": errors,
        "substitutions": sum(rate.substitutions for rate in rates.values()),
        "deletions": sum(rate.deletions for rate in rates.values()),
        "insertions": sum(rate.insertions for rate in rates.values()),
        "reference_words": words,
        "missed_speakers": sum(rate.missed_speaker for rate in rates.values()),
        "false_alarm_speakers": sum(rate.falarm_speaker for rate in rates.values()),
        "recordings": [
            {
                "recording": name,
                "errors": rate.errors,
                "reference_words": rate.length,
                "assignment": [list(pair) for pair in rate.assignment or ()],
            }
            for name, rate in sorted(rates.items())
        ],
    }
