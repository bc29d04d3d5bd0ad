"""One set of labels for the voices of a recording: a diarisation numbers them anew in every transcript.

The voices of a variant are matched with those of the first transcript by the words that both have, the pairs with most
words first, one to one (as the mapping of a diarisation error rate does, NIST RT-09).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.aligning.speakers import is_anonymous
from auditor.aligning.stream import Stream
from auditor.aligning.timeline import Mapping


def rename_voices(streams: Sequence[Stream], bases: Sequence[int], mappings: Sequence[Mapping | None]) -> None:
    """Gives the voices of variants that name nobody (`SPEAKER_02`) the labels of the first transcript."""
    for stream, base, mapping in zip(streams, bases, mappings, strict=True):
        own = {segment.speaker for segment in stream.transcript.segments if segment.speaker}
        theirs = {segment.speaker for segment in streams[base].transcript.segments if segment.speaker}
        if mapping is not None and own and theirs and all(map(is_anonymous, own)):
            found = _pairs(stream, streams[base], mapping)
            stream.voices = {label: found.get(label) or _apart(label, stream, theirs) for label in sorted(own)}


def _pairs(stream: Stream, base: Stream, mapping: Mapping) -> dict[str, str]:
    """The label of the base for every label of the stream that shares words with one."""
    shared = Counter(
        pair
        for a, b, n in mapping.blocks
        for k in range(n)
        if all(pair := (stream.speaker(b + k) or "", base.speaker(a + k) or ""))
    )
    found: dict[str, str] = {}
    for (own, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if own not in found and other not in found.values():
            found[own] = other
    return found


def _apart(label: str, stream: Stream, taken: set[str]) -> str:
    """A label that no voice of the base has."""
    return f"{label} ({stream.path.rsplit('/', 1)[-1]})" if label in taken else label
