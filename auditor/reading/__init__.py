"""Files to data: decoding (`files`), transcripts (`transcripts/`), derived documents (`documents/`).

Reading knows formats and nothing of rules. A format is one file in `transcripts/` or `documents/` and one line in
the registry beside it; it is found by its content, never by its file name.
"""

from auditor.reading.files import read_file

__all__ = ["read_file"]
