"""Reading JSON with the place of every value in the file: strict RFC 8259, one value or one a line (JSON Lines)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from auditor.errors import InputError
from auditor.model.inputs import Located, TextFile

MAX_DEPTH = 200

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"')
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"true|false|null|NaN|-?Infinity")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


@dataclass
class Node:
    """A JSON value. `kind`: `object`, `array`, `string`, `number`, `word`. Offsets [start, stop) in the file."""

    kind: str
    start: int
    stop: int
    text: Located
    members: list[tuple[str, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


def parse(file: TextFile, start: int = 0, stop: int | None = None) -> list[Node]:
    """The values of a JSON or JSON Lines file.

    Raises:
        InputError: broken JSON; the error names the line and what was expected there.
    """
    return _Parser(file, len(file.text) if stop is None else stop).all(start)


class _Parser:
    def __init__(self, file: TextFile, stop: int) -> None:
        self.file, self.raw, self.stop = file, file.text, stop

    def all(self, at: int) -> list[Node]:
        values: list[Node] = []
        at = self._space(at)
        while at < self.stop:
            node = self._value(at, 0)
            between = self.raw[node.stop : self._space(node.stop)]
            values.append(node)
            at = self._space(node.stop)
            if at < self.stop and not re.search(r"[\r\n]", between):
                raise self._broken(at, "the end of the file or a new line after a value")
        if not values:
            raise self._broken(at, "a value")
        return values

    def _space(self, at: int) -> int:
        match = _SPACE.match(self.raw, at, self.stop)
        return match.end() if match else at

    def _broken(self, at: int, expected: str) -> InputError:
        end = at >= self.stop
        found = "the file ends" if end else f"{self.raw[at : at + 12].splitlines()[0]!r} found"
        return InputError(
            self.file.path, f"broken JSON, {found}", expected, self.file.line_of(min(at, max(0, self.stop - 1)))
        )

    def _value(self, at: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._broken(at, f"at most {MAX_DEPTH} levels")
        char = self.raw[at] if at < self.stop else ""
        composed = {"{": self._object, "[": self._array}.get(char)
        if composed:
            return composed(at, depth)
        if char == '"':
            return self._string(at)
        for kind, pattern in (("word", _WORD), ("number", _NUMBER)):
            match = pattern.match(self.raw, at, self.stop)
            if match:
                return Node(kind, at, match.end(), Located(match[0], ((0, at),)))
        raise self._broken(at, "a value")

    def _string(self, at: int) -> Node:
        match = _STRING.match(self.raw, at, self.stop)
        if not match:
            raise self._broken(at, "a string that ends on its line, with valid escapes")
        return Node("string", at, match.end(), unescape(match[1], at + 1))

    def _object(self, at: int, depth: int) -> Node:
        node = Node("object", at, at, Located("", ((0, at),)))
        at = self._space(at + 1)
        while self.raw[at : at + 1] != "}" or at >= self.stop or node.members:
            if self.raw[at : at + 1] != '"' or at >= self.stop:
                raise self._broken(at, "a key in quotation marks")
            key = self._string(at)
            at = self._space(key.stop)
            if self.raw[at : at + 1] != ":" or at >= self.stop:
                raise self._broken(at, "a colon")
            value = self._value(self._space(at + 1), depth + 1)
            node.members.append((key.text.text, value))
            at = self._space(value.stop)
            if at < self.stop and self.raw[at] == "}":
                break
            at = self._comma(at, "}")
        node.stop = at + 1
        return node

    def _array(self, at: int, depth: int) -> Node:
        node = Node("array", at, at, Located("", ((0, at),)))
        at = self._space(at + 1)
        while self.raw[at : at + 1] != "]" or at >= self.stop or node.items:
            value = self._value(at, depth + 1)
            node.items.append(value)
            at = self._space(value.stop)
            if at < self.stop and self.raw[at] == "]":
                break
            at = self._comma(at, "]")
        node.stop = at + 1
        return node

    def _comma(self, at: int, close: str) -> int:
        if at >= self.stop or self.raw[at] != ",":
            raise self._broken(at, f"a comma or {close}")
        return self._space(at + 1)


def unescape(raw: str, offset: int) -> Located:
    """A JSON string's inside as text; an escape stands for one character at the place of its backslash."""
    if "\\" not in raw:
        return Located(raw, ((0, offset),))
    out: list[str] = []
    anchors = [(0, offset)]
    length = last = 0
    for match in _ESCAPE.finditer(raw):
        out.append(raw[last : match.start()])
        length += match.start() - last
        char = json.loads(f'"{match[0]}"')
        if anchors[-1][0] == length:
            anchors.pop()
        anchors += [(length, offset + match.start()), (length + 1, offset + match.end())]
        out.append(char)
        length += 1
        last = match.end()
    out.append(raw[last:])
    return Located("".join(out), tuple(anchors))
