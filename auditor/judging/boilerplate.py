"""Text of the pipeline that is no speech."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_EDGES = " \t[](){}*_\"'“”‘’—–-"


@cache
def _patterns(extra: tuple[str, ...]) -> re.Pattern[str]:
    text = (resources.files("auditor.judging") / "data" / "pipeline.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    lines += [re.escape(_plain(phrase)) for phrase in extra]
    return re.compile("|".join(f"(?:{line})" for line in lines))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_EDGES)


def is_pipeline_text(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a line is the pipeline's ("This chunk continues in the next part."); `extra`: a user's own phrases."""
    return bool(_patterns(extra).fullmatch(_plain(text)))
