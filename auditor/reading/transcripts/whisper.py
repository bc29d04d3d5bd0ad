"""JSON of Whisper and its kin: openai-whisper, faster-whisper, WhisperX, whisper.cpp.

Segments with times, words with times and probabilities, and the signals that tell doubtful segments
(`avg_logprob`, `no_speech_prob`, `compression_ratio`).
"""

from __future__ import annotations

import re

from auditor.model.inputs import TextFile, Transcript
from auditor.reading.located_json import looks_like
from auditor.reading.transcripts.json_segments import transcript

NAME = "whisper"
_HEAD = 20_000
_SEGMENTS = re.compile(r'"(?:segments|chunks|word_segments|transcription)"\s*:\s*\[')
_SIGNALS = re.compile(r'"(?:avg_logprob|no_speech_prob|compression_ratio|word_segments)"\s*:')


def recognises(file: TextFile) -> float:
    """JSON with a list of segments, or with Whisper's own signals."""
    if not looks_like(file):
        return 0.0
    head, tail = file.text[:_HEAD], file.text[-_HEAD:]
    return 0.9 if any(pattern.search(part) for pattern in (_SEGMENTS, _SIGNALS) for part in (head, tail)) else 0.0


def read(file: TextFile) -> Transcript:
    """Read segments, words and signals.

    Raises:
        InputError: no JSON, broken off, or no segments.
    """
    return transcript(file, NAME)
