"""HTML comments in a derived document: nobody reads them in what is published, so they claim nothing.

In Markdown every comment is hidden; in other text only the auditor's own suppressions are, for a reader sees the rest.
JSON has no comments.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from auditor.model.inputs import DerivedDocument, DocumentLine, TextFile

SUPPRESSION = re.compile(r"<!--\s*auditor\s*:(.*?)-->", re.S | re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def without_comments(file: TextFile, format: str) -> TextFile:
    """The file with its comments blanked out; every other character keeps its offset, every line its number."""
    pattern = {"json": None, "markdown": _COMMENT}.get(format, SUPPRESSION)
    if pattern is None or "<!--" not in file.text:
        return file
    text = pattern.sub(lambda match: re.sub(r"[^\r\n]", " ", match[0]), file.text)
    return file if text == file.text else TextFile(file.path, text, file.encoding)


def with_comment_lines(document: DerivedDocument, file: TextFile) -> DerivedDocument:
    """The document under the whole file; lines that only a comment fills are metadata."""
    if document.file is file:
        return document
    known = {line.line for line in document.lines}
    starts = [*file.line_starts, len(file.text)]
    rows = [file.text[start:stop] for start, stop in itertools.pairwise(starts)]
    hidden = [DocumentLine(n, "metadata") for n, row in enumerate(rows, 1) if row.strip() and n not in known]
    return replace(document, file=file, lines=tuple(sorted((*document.lines, *hidden), key=lambda line: line.line)))
