"""Turns a parsed configuration into typed tables; every complaint names file, line, key, and what was expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from auditor.errors import ConfigError
from auditor.gate.policy import nearest
from auditor.gate.schema import Count, Seconds, Share

T = TypeVar("T")
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|sec|m|min|h)?\s*", re.I)
_UNITS = {"ms": 0.001, "s": 1.0, "sec": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}
_TYPES = {
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}


@dataclass(frozen=True)
class Origin:
    """A configuration file as complaints name it: `prefix` is the table in it that is ours (`tool.auditor`)."""

    shown: str
    text: str = ""
    prefix: str = ""

    def place(self, key: str) -> str:
        """`FILE:LINE: \\`KEY\\``, without the line where it cannot be found."""
        line = self.line(key)
        return f"{self.shown}{f':{line}' if line else ''}: `{key}`"

    def line(self, key: str) -> int | None:
        """The line on which a dotted key is set, or its table begins."""
        return key_lines(self.text).get(f"{self.prefix}.{key}" if self.prefix else key)


def checked(raw: dict[str, Any], type_: type[T], origin: Origin, path: str = "") -> T:
    """`raw` as `type_`; keys may be written with hyphens or underscores.

    Raises:
        ConfigError: an unknown key (with the nearest known one) or an unusable value.
    """
    plain = _walk(raw, inspect.type_info(type_), origin, path)
    try:
        return msgspec.convert(plain, type_, dec_hook=_decode)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        place = re.sub(r"\[\.\.\.\]", "", place.rstrip("`")).lstrip(".")
        key = ".".join(part for part in (path, place.replace("_", "-")) if part) or "the file"
        raise ConfigError(f"{origin.place(key)}: {_plain_words(message)}") from None


def _walk(value: Any, type_: inspect.Type, origin: Origin, path: str) -> Any:
    """Checks keys and choices against the type, with better words than the decoder has; gives the keys its spelling."""
    if isinstance(type_, inspect.UnionType):
        fitting = [t for t in type_.types if not isinstance(t, inspect.NoneType)]
        lists = [t for t in fitting if isinstance(t, inspect.ListType) == isinstance(value, list)]
        return _walk(value, (lists or fitting)[0], origin, path)
    if isinstance(type_, inspect.StructType) and isinstance(value, dict):
        return _walk_table(value, type_, origin, path)
    if isinstance(type_, inspect.ListType) and isinstance(value, list):
        return [_walk(item, type_.item_type, origin, f"{path}[{i}]") for i, item in enumerate(value)]
    if isinstance(type_, inspect.DictType) and isinstance(value, dict):
        return {key: _walk(item, type_.value_type, origin, f"{path}.{key}") for key, item in value.items()}
    if isinstance(type_, inspect.LiteralType) and value not in type_.values:
        choices = [str(choice) for choice in type_.values]
        hint = nearest(str(value), choices)
        raise ConfigError(f"{origin.place(path)}: expected one of {', '.join(choices)}, got {_shown(value)}{hint}")
    return value


def _walk_table(value: dict[str, Any], type_: inspect.StructType, origin: Origin, path: str) -> dict[str, Any]:
    known = {field.encode_name.replace("_", "-"): field for field in type_.fields}
    out = {}
    for key, item in value.items():
        full = f"{path}.{key}" if path else key
        field = known.get(key.replace("_", "-"))
        if field is None:
            hint = nearest(key, list(known)) or f"; expected one of {', '.join(known)}"
            raise ConfigError(f"{origin.place(full)}: no such key{hint}")
        out[field.encode_name] = _walk(item, field.type, origin, full)
    return out


def _decode(type_: type, value: Any) -> Any:
    if type_ is Seconds:
        return Seconds(seconds(value))
    if type_ is Share:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ValueError(f"expected a share from 0 to 1, got {_shown(value)}")
        return Share(value)
    if type_ is Count:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f'expected a whole number from 0 (or "off"), got {_shown(value)}')
        return Count(value)
    raise NotImplementedError(type_)


def seconds(value: Any) -> float:
    """A duration in seconds from a number or from text such as "60s", "1.5 min", "500ms".

    Raises:
        ValueError: it is neither.
    """
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match:
        return float(match.group(1)) * _UNITS[(match.group(2) or "s").lower()]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise ValueError(f'expected a duration such as "60s" or "1.5min", got {_shown(value)}')
    return float(value)


def _plain_words(message: str) -> str:
    found = re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`(.*)", message)
    if not found:
        return message
    expected = " or ".join(_TYPES.get(part.strip(), part.strip()) for part in found.group(1).split("|"))
    return f"expected {expected}, got {_TYPES.get(found.group(2), found.group(2))}{found.group(3)}"


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def key_lines(text: str) -> dict[str, int]:
    """The line of every key and table header of a TOML text, by dotted key (`recordings[0].name`).

    For messages only: keys inside inline tables and quoted dotted keys get the line of the key that holds them.
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, row in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]", row)
        setting = re.match(r"\s*([\w\-.]+|\"[^\"]+\")\s*=\s*(\{?)", row)
        if header and not setting:
            name = header.group(2)
            for parent, count in counts.items():
                if name.startswith(parent + "."):
                    name = f"{parent}[{count - 1}]{name.removeprefix(parent)}"
            if header.group(1) == "[[":
                counts[name] = counts.get(name, 0) + 1
                name = f"{name}[{counts[name] - 1}]"
            table = name
            lines.setdefault(table, number)
        elif setting:
            key = setting.group(1).strip('"')
            full = f"{table}.{key}" if table else key
            lines.setdefault(full, number)
            if setting.group(2):
                for inner in re.findall(r"[{,]\s*\"?([\w\-]+)\"?\s*=", row):
                    lines.setdefault(f"{full}.{inner}", number)
    return lines
