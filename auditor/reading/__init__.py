"""Files to data: decoding (`files`), transcripts (`transcripts/`), derived documents (`documents/`).

Reading knows formats and nothing of rules. A format is one file in `transcripts/` or `documents/` and one line in
the registry beside it; it is found by its content, never by its file name.
"""

from __future__ import annotations

from auditor.model.inputs import DerivedDocument, TextFile, Transcript
from auditor.reading.files import read_file
from auditor.settings import FieldNames

__all__ = ["duration_seconds", "holds_both", "read_document", "read_file", "read_transcript"]


def read_transcript(path: str | TextFile, *, format: str | None = None) -> Transcript:
    """Read a source: captions, subtitles, ASR output or plain text.

    Args:
        path: a path, `-` for standard input, or a file read before.
        format: a name from `auditor.reading.transcripts.READERS`; None lets the content decide.

    Returns:
        Segments with the place of every character; every timed segment has a start and an end, in seconds.

    Raises:
        InputError: no such file, no text, no words, or a structured file that breaks off.
        ConfigError: an unknown format name.
    """
    from auditor.reading.detect import checked_format, transcript_format
    from auditor.reading.transcripts import READERS, reader

    name = checked_format(format, READERS) if format else None
    file = read_file(path) if isinstance(path, str) else path
    transcript: Transcript = reader(name or transcript_format(file)).read(file)
    return transcript


def read_document(
    path: str | TextFile, *, format: str | None = None, fields: FieldNames | None = None
) -> DerivedDocument:
    """Read a derived document into claims.

    Args:
        path: a path, `-` for standard input, or a file read before.
        format: a name from `auditor.reading.documents.READERS`; None lets the content decide.
        fields: the keys under which an LLM's JSON keeps speaker, time, sentiment, owner and due date.

    Raises:
        InputError: no such file, no text, or a structured file that breaks off.
        ConfigError: an unknown format name.
    """
    from auditor.reading import documents
    from auditor.reading.detect import checked_format

    name = checked_format(format, [one.name for one in documents.READERS]) if format else None
    file = read_file(path) if isinstance(path, str) else path
    return documents.read(file, name, fields or FieldNames())


def holds_both(file: TextFile) -> bool:
    """Does one file hold a source and derived parts made from it, as a scraped podcast page does?"""
    from auditor.reading.transcripts import podcast

    return podcast.holds_both(file)


def duration_seconds(transcript: Transcript) -> float | None:
    """The length of the recording: what the header says, else where the last segment ends; None without times."""
    from auditor.reading.transcripts.building import header_seconds

    ends = [one.end for one in transcript.segments if one.end is not None]
    return header_seconds(transcript.header) or (max(ends) if ends else None)
