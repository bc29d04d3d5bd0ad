"""Streams and alignments made from a few lines of text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.aligning.aligned import Alignment
from auditor.aligning.place import align
from auditor.aligning.stream import Stream, build_stream
from auditor.model.inputs import TextFile
from auditor.reading import read_document, read_transcript
from auditor.settings import Settings

Streamed = Callable[..., Stream]
Aligned = Callable[..., Alignment]


@pytest.fixture
def stream() -> Streamed:
    """`stream(text, path=...)`: the words of a transcript."""

    def build(text: str, path: str = "talk.txt") -> Stream:
        return build_stream(read_transcript(TextFile(path, text)))

    return build


@pytest.fixture
def aligned() -> Aligned:
    """`aligned(document, source, ...)`: claims on their evidence."""

    def build(document: str, *sources: str, settings: Settings | None = None) -> Alignment:
        read = [read_transcript(TextFile(f"talk{n}.txt", text)) for n, text in enumerate(sources)]
        return align("talk", read, [read_document(TextFile("notes.md", document))], settings or Settings())

    return build
