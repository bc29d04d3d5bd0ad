"""Text of the pipeline that is no speech."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_EDGES = " \t[](){}*_\"'“”‘’—–-.:;"
_DOC = (
    "summary|summaries|recap|minutes|meeting minutes|notes|meeting notes|show notes|article|report|document|transcript|"
    "transcription|text|output|response|section|chunk|part|segment|excerpt|overview|highlights|chapters|takeaways|"
    "captions|subtitles|digest|file|page"
)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+")
_FOLLOWS = "+ "


@cache
def _patterns(extra: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is text of the pipeline, and what is so only beside such a sentence."""
    text = (resources.files("auditor.judging") / "data" / "pipeline.txt").read_text("utf-8")
    lines = [line.replace("{doc}", _DOC) for line in text.splitlines() if line and not line.startswith("#")]
    alone = [line for line in lines if not line.startswith(_FOLLOWS)]
    alone += [re.escape(_plain(phrase)) for phrase in extra]
    beside = [line.removeprefix(_FOLLOWS) for line in lines if line.startswith(_FOLLOWS)]
    return _any(alone), _any(beside)


def _any(lines: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in lines))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_EDGES)


def is_pipeline_text(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a line is the pipeline's ("This chunk continues in the next part."); `extra`: a user's own phrases."""
    alone, beside = _patterns(extra)
    if alone.fullmatch(_plain(text)):
        return True
    sentences = [plain for part in _SENTENCES.split(_plain(text)) if (plain := _plain(part))]
    told = [bool(alone.fullmatch(sentence)) for sentence in sentences]
    return any(told) and all(ok or beside.fullmatch(s) for ok, s in zip(told, sentences, strict=True))
