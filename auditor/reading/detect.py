"""Which reader fits a file: by its content, or by the name that the user gave."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from auditor.errors import ConfigError
from auditor.model.inputs import TextFile
from auditor.reading.transcripts import READERS, reader


def transcript_format(file: TextFile) -> str:
    """The name of the transcript reader that recognises the file best."""
    scores: dict[str, float] = {}
    for name in READERS:
        scores[name] = float(reader(name).recognises(file))
        if scores[name] >= 1.0:
            return name
    return max(scores, key=lambda name: scores[name])


def checked_format(name: str, known: Iterable[str]) -> str:
    """The format name as the registry spells it.

    Raises:
        ConfigError: unknown; the message lists the valid names, the nearest first.
    """
    names = list(known)
    wanted = name.strip().casefold().replace("_", "-")
    if wanted in names:
        return wanted
    near = difflib.get_close_matches(wanted, names, n=len(names), cutoff=0.5)
    listed = ", ".join([*near, *(other for other in names if other not in near)])
    raise ConfigError(f"unknown format {name!r}; valid are {listed}")
