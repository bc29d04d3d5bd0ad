"""The result as JSON (contract, version 1): every other report can be made from it."""

from __future__ import annotations

from typing import Any

import msgspec

from auditor.errors import InputError
from auditor.model.result import Audit


def render(audit: Audit, options: dict[str, Any]) -> str:
    """The JSON text. `indent` (2): spaces a level; 0 writes one line."""
    indent = int(options.get("indent", 2))
    data = msgspec.json.encode(audit)
    return (msgspec.json.format(data, indent=indent) if indent else data).decode() + "\n"


def read(data: bytes, path: str) -> Audit:
    """The audit that `render` wrote.

    Raises:
        InputError: not such a JSON file, or of a later version.
    """
    try:
        audit = msgspec.json.decode(data, type=Audit)
    except msgspec.MsgspecError as error:
        raise InputError(
            path, f"is no audit: {error}", "a file that `auditor check --report NAME.json` wrote"
        ) from error
    if audit.schema_version != 1:
        raise InputError(path, f"has schema version {audit.schema_version}", "version 1")
    return audit
