"""Bytes to text: one decoded file, its offsets left as they stand.

UTF-8 comes first because its byte patterns hardly ever arise by chance; UTF-16 without a mark shows by its NUL
bytes; everything else is left to charset-normalizer (imported only then).
"""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path

from auditor.errors import InputError
from auditor.model.inputs import TextFile

STANDARD_INPUT = "-"

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX and EPUB are such)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"RIFF", "a RIFF audio or video file"),
    (b"OggS", "an Ogg audio file"),
    (b"fLaC", "a FLAC audio file"),
    (b"ID3", "an MP3 audio file"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 16
_CONTROL_SHARE = 0.01
_CHAOS_MARGIN = 0.1
_EXPECTED = "a text file (UTF-8, UTF-16 or a legacy encoding)"


def read_file(path: str) -> TextFile:
    """Read and decode a file; `-` reads standard input.

    Args:
        path: as the user gave it; kept as it is in the result.

    Returns:
        The text after any byte order mark, newlines as in the file. Offsets in it are code points from 0.

    Raises:
        InputError: missing, a directory, not permitted, empty (or white space only), or not text.
    """
    return decode(path, _bytes_of(path))


def decode(path: str, data: bytes) -> TextFile:
    """Decode bytes as `read_file` does; `path` is only a name here."""
    if not data.strip():
        raise InputError(path, "the file is empty", "a transcript or a document")
    for magic, kind in _MAGIC:
        if data.startswith(magic) and not _is_plain(data):
            raise InputError(path, f"this is {kind}, not text", _EXPECTED)
    text, encoding = _decoded(path, data)
    if not text.strip(" \t\r\n\f\v\ufeff\u00a0\u2028\u2029\u3000"):
        raise InputError(path, "the file holds white space only", "a transcript or a document")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(1, _CONTROL_SHARE * len(sample)):
        raise InputError(path, "this is a binary file", _EXPECTED)
    return TextFile(path=path, text=text, encoding=encoding)


def _bytes_of(path: str) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except IsADirectoryError:
        raise InputError(path, "this is a directory", "a file") from None
    except PermissionError:
        raise InputError(path, "the file may not be read (permission denied)") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(path, f"the file cannot be read ({reason})") from None


def _is_plain(data: bytes) -> bool:
    """A magic number may begin a text by chance ("RIFF between the teams ..."): then the rest is plain as well."""
    sample = data[:_SAMPLE]
    return not any(byte < 9 or 13 < byte < 27 for byte in sample) and _utf8(sample) is not None


def _decoded(path: str, data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(path, data[len(mark) :], encoding), encoding
    if unmarked := _unmarked_utf16(data):
        return _strict(path, data, unmarked), unmarked
    if (text := _utf8(data)) is not None:
        return text, "utf-8"
    if _nearly_utf8(data):
        return data.decode("utf-8", errors="replace"), "utf-8 (damaged)"
    return _legacy(path, data)


def _strict(path: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and _nearly_utf8(data):
            return data.decode("utf-8", errors="replace")
        place = f"the byte order mark says {encoding}, but byte {error.start} does not fit; is the file cut off?"
        raise InputError(path, place) from None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts many characters share a NUL or a constant high byte."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(sample) < 4:
        return None
    pairs = len(sample) // 2
    for encoding, high, low in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        nul_high, nul_low = sample[high::2].count(0), sample[low::2].count(0)
        if nul_high >= 0.1 * pairs and nul_low <= 0.02 * pairs:
            return encoding
    return None


def _nearly_utf8(data: bytes) -> bool:
    """Bad bytes are few beside good multi-byte sequences: a damaged UTF-8 file, no legacy one."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    return bad <= max(1, good // 10) and good >= 3 * bad


def _legacy(path: str, data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None or b"\x00" in data[:_SAMPLE]:
        raise InputError(path, "this is a binary file, or an unknown encoding", _EXPECTED)
    for match in matches:
        for reading in (match, *match.submatch):
            # The detector spreads short Western texts over many sister pages; Windows-1252 is by far the most common.
            alike = match.coherence >= best.coherence and match.chaos <= best.chaos + _CHAOS_MARGIN
            if reading.encoding == "cp1252" and alike:
                return str(reading), "cp1252"
    return str(best), best.encoding
