"""JSON whose strings and objects know where they stand in the file.

The standard parser forgets places, and searching for a value afterwards finds the wrong one of two equal values.
Values are the usual Python ones; strings are `Text` and objects `Object`, with the offset they begin at.
"""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, cast

from auditor.errors import InputError
from auditor.model.inputs import Located, TextFile

_BLANK = re.compile(r"[ \t\n\r\ufeff]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_LITERALS = {"true": True, "false": False, "null": None, "NaN": None, "Infinity": None, "-Infinity": None}
_LITERAL = re.compile(r"true|false|null|NaN|-?Infinity")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_DEEPEST = 200
_TAIL = 12
_EXPECTED = "JSON (RFC 8259)"


class Text(str):
    """A JSON string; `begin` and `stop` are the file offsets between its quotation marks."""

    __slots__ = ("begin", "stop")
    begin: int
    stop: int


class Object(dict[str, Any]):
    """A JSON object; `begin` is the file offset of its brace."""

    __slots__ = ("begin",)
    begin: int


def parse(file: TextFile, begin: int = 0, stop: int | None = None) -> Any:
    """Parse the JSON value between two offsets (default: the whole file).

    Raises:
        InputError: not JSON, or broken off; names the line.
    """
    text = file.text if stop is None else file.text[:stop]
    scanner = _Scanner(file, text)
    value, at = scanner.value(scanner.blank(begin), 0)
    at = scanner.blank(at)
    if at < len(text):
        raise scanner.error(at, "more text after the end of the JSON")
    return value


def looks_like(file: TextFile) -> bool:
    """Does the file begin as a JSON object or list does (rather than with `[00:01]` or `{vocalsound}`)?"""
    return (
        re.match(r"[\s\ufeff]*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[{\[\"\]]|$|-?\d+\s*,|(?:true|false|null)\b))", file.text)
        is not None
    )


def locate(file: TextFile, text: Text) -> Located:
    r"""The string with its places: an escape such as `\n` or `\u00e9` is one character that stands at its backslash."""
    raw = file.text[text.begin : text.stop]
    if "\\" not in raw:
        return Located(str(text), ((0, text.begin),))
    anchors = [(0, text.begin)]
    index, at, high = 0, 0, False
    for match in _ESCAPE.finditer(raw):
        index += match.start() - at
        at = match.end()
        low = high and match.group()[1] == "u" and "dc00" <= match.group()[2:].lower() <= "dfff"
        if not low:
            anchors.append((index, text.begin + match.start()))
            index += 1
        high = match.group()[1] == "u" and "d800" <= match.group()[2:].lower() <= "dbff"
        anchors.append((index, text.begin + at))
    merged = {place: offset for place, offset in anchors if place < len(text)}
    first = min(merged.items(), default=(0, text.begin))
    return Located(str(text), ((0, first[1]), *sorted((i, o) for i, o in merged.items() if i > 0)))


class _Scanner:
    def __init__(self, file: TextFile, text: str) -> None:
        self.file, self.text = file, text

    def error(self, at: int, problem: str) -> InputError:
        rest = self.text[at : at + _TAIL].rstrip()
        if len(rest) < _TAIL and not any(char in rest for char in "]}"):
            line = self.file.line_of(max(0, len(self.text.rstrip()) - 1))
            return InputError(self.file.path, "the JSON breaks off", f"{_EXPECTED}, complete", line)
        return InputError(self.file.path, problem, _EXPECTED, self.file.line_of(at))

    def blank(self, at: int) -> int:
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        if depth > _DEEPEST:
            raise self.error(at, f"nested more than {_DEEPEST} levels deep")
        char = self.text[at : at + 1]
        if char == '"':
            return self.string(at)
        if char == "{":
            return self.object(at, depth)
        if char == "[":
            return self.list(at, depth)
        if number := _NUMBER.match(self.text, at):
            if number.end() == len(self.text) and depth:
                raise self.error(number.end(), "")
            whole = number.group(1) is None and number.group(2) is None
            # A whole number of thousands of digits is no time and no count.
            return (int(number.group()) if whole and len(number.group()) < 20 else float(number.group())), number.end()
        if literal := _LITERAL.match(self.text, at):
            return _LITERALS[literal.group()], literal.end()
        if any(name.startswith(self.text[at:]) for name in _LITERALS):
            raise self.error(len(self.text), "")
        raise self.error(at, f"{char!r} where a value should stand")

    def string(self, at: int) -> tuple[Text, int]:
        try:
            value, end = scanstring(self.text, at + 1, False)
        except json.JSONDecodeError as error:
            broken = error.msg.startswith("Unterminated")
            raise self.error(len(self.text) if broken else error.pos, error.msg) from None
        text = Text(value)
        text.begin, text.stop = at + 1, end - 1
        return text, end

    def object(self, at: int, depth: int) -> tuple[Object, int]:
        result, text = Object(), self.text
        result.begin = at
        at = self.blank(at + 1)
        if text[at : at + 1] == "}":
            return result, at + 1
        while True:
            if text[at : at + 1] != '"':
                raise self.error(at, "a key in quotation marks should stand here")
            key, at = cast("tuple[str, int]", scanstring(text, at + 1, False)) if self._closed(at) else self.string(at)
            at = self.blank(at)
            if text[at : at + 1] != ":":
                raise self.error(at, "a colon should stand after the key")
            result[key], at = self.value(self.blank(at + 1), depth + 1)
            at = self.blank(at)
            if text[at : at + 1] == "}":
                return result, at + 1
            if text[at : at + 1] != ",":
                raise self.error(at, "a comma or a closing brace should stand here")
            at = self.blank(at + 1)

    def _closed(self, at: int) -> bool:
        """A plain key: the next quotation mark closes it (the fast way, no place is kept)."""
        close = self.text.find('"', at + 1)
        return close > 0 and self.text.find("\\", at + 1, close) < 0

    def list(self, at: int, depth: int) -> tuple[list[Any], int]:
        result: list[Any] = []
        at = self.blank(at + 1)
        if self.text[at : at + 1] == "]":
            return result, at + 1
        while True:
            value, at = self.value(at, depth + 1)
            result.append(value)
            at = self.blank(at)
            if self.text[at : at + 1] == "]":
                return result, at + 1
            if self.text[at : at + 1] != ",":
                raise self.error(at, "a comma or a closing bracket should stand here")
            at = self.blank(at + 1)
