"""Passages that a transcript says twice: seams of chunked decoding and loops, told apart from stutters and refrains."""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz.distance import LCSseq

from auditor.aligning.stream import Stream
from auditor.lexicon.words import is_filler, is_function_word

LONG = 4  # words from which a copy right beside its original is no stutter
ALIKE = 0.6  # share of words in which a copy may keep the order of its original
SHARED = 0.4  # share of a surplus that an unbroken copy beside it must make up
RESTART = 2  # words before and at the end of a surplus that agree: the decoder took up again where it was


def is_second_copy(stream: Stream, first: int, stop: int) -> bool:
    """Whether words [first, stop) say again what stands right before or right after them.

    Either most of the words do (in order), or their last ones equal those right before them: the text breaks off, goes
    astray and takes up again.
    """
    return copy_of(stream, first, stop) is not None


def copy_of(stream: Stream, first: int, stop: int) -> tuple[int, int] | None:
    """The words [begin, end) that [first, stop) say again, or None."""
    texts, size = stream.texts, stop - first
    if size <= 0:
        return None
    surplus = texts[first:stop]
    for begin, end in ((max(0, first - size), first), (stop, min(len(texts), stop + size))):
        beside = texts[begin:end]
        if LCSseq.similarity(surplus, beside) >= max(1, ALIKE * size):
            return begin, end
        block = SequenceMatcher(None, surplus, beside, autojunk=False).find_longest_match()
        if block.size >= max(LONG, SHARED * size):
            return begin + block.b, begin + block.b + block.size
    again = 0
    while again < min(size, first) and texts[stop - 1 - again] == texts[first - 1 - again]:
        again += 1
    if again >= RESTART and (again > RESTART or first_breaks(stream, first, stop)):
        return first - again, first
    return None


def first_breaks(stream: Stream, first: int, stop: int) -> bool:
    """Whether a sentence ends right before or within words [first, stop)."""
    return any(stream.ends[max(0, first - 1) : stop])


def is_stutter(stream: Stream, first: int, stop: int) -> bool:
    """Whether words [first, stop) are what a speaker repeats when searching for words.

    Up to three words that stand twice in one breath (no sentence mark between the copies), or grammar and fillers only.
    """
    size = stop - first
    if not 0 < size < LONG or copy_of(stream, first, stop) is None:
        return False
    if not first_breaks(stream, first, stop):
        return True
    return all(is_function_word(t) or is_filler(t) for t in stream.texts[first:stop]) and not stream.punctuated
