"""Derived documents: one file per format, found by its content.

A reader says whether it knows a file (`recognise`) and turns it into claims (`read`). The registry is asked in order;
plain prose takes what nobody else knows. A new format is one file here and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.errors import ConfigError
from auditor.model.inputs import DerivedDocument, TextFile
from auditor.reading.documents import chunks, json_document, markdown, podcast, prose
from auditor.reading.documents.comments import with_comment_lines, without_comments
from auditor.settings import FieldNames

__all__ = ["READERS", "Reader", "read", "recognise"]


@dataclass(frozen=True)
class Reader:
    """A format of derived documents."""

    name: str
    recognise: Callable[[TextFile], bool]
    read: Callable[[TextFile, FieldNames], DerivedDocument]


READERS = (
    Reader(json_document.FORMAT, json_document.recognise, json_document.read),
    Reader(podcast.FORMAT, podcast.recognise, podcast.read),
    Reader(chunks.FORMAT, chunks.recognise, chunks.read),
    Reader(markdown.FORMAT, markdown.recognise, markdown.read),
    Reader(prose.FORMAT, prose.recognise, prose.read),
)


def recognise(file: TextFile) -> str:
    """The name of the format that a derived document is read as, judged by its content."""
    return next(reader.name for reader in READERS if reader.recognise(file))


def read(file: TextFile, format: str | None = None, fields: FieldNames | None = None) -> DerivedDocument:
    """A derived document with its claims.

    Args:
        file: the decoded file.
        format: a name of `READERS`; None finds it by content.
        fields: the keys under which JSON keeps speaker, time and so on.

    Raises:
        ConfigError: `format` is not known.
        InputError: a structured file that breaks off; the error names the line.
    """
    name = format or recognise(file)
    reader = next((r for r in READERS if r.name == name), None)
    if reader is None:
        raise ConfigError(f"unknown format {name!r} of a derived document; known: {', '.join(r.name for r in READERS)}")
    document = reader.read(without_comments(file, name), fields or FieldNames())
    return with_comment_lines(document, file)
