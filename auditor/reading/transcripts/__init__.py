"""Readers of raw transcripts, one file each, and their registry.

A reader module has `NAME`, `recognises(file) -> float` (0 to 1, by content) and `read(file) -> Transcript`.
A new format is one such file and one line in `READERS`.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

# Name of the format -> module. Where two recognise a file equally well, the first one reads it.
READERS: dict[str, str] = {
    "vtt": "webvtt",
    "ttml": "ttml",
    "ass": "ass",
    "srt": "subrip",
    "sbv": "sbv",
    "json3": "json3",
    "jsonl": "jsonl",
    "whisper": "whisper",
    "json": "json_segments",
    "table": "delimited",
    "ctm": "ctm",
    "stm": "stm",
    "trn": "trn",
    "podcast": "podcast",
    "captions": "captions",
    "labelled": "labelled",
    "plain": "plain",
}


def reader(name: str) -> ModuleType:
    """The reader module of a format name; it is imported only now."""
    return import_module(f"{__name__}.{READERS[name]}")
