"""`auditor config`: what is in force, where each value comes from, and which recordings it finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from auditor.cli.terminal import print_text
from auditor.errors import ConfigError
from auditor.gate.config import Choices, Configuration, find_config, load_config
from auditor.gate.recordings import Declared, declared
from auditor.reports.plain import visible

__all__ = ["Choices", "show_config"]


def show_config(file: str | None, choices: Choices, output_format: str) -> int:
    """Prints the configuration.

    Raises:
        ConfigError, InputError: it cannot be used; `auditor config` says what `auditor check` would say.
    """
    if output_format not in ("text", "json"):
        raise ConfigError(f"--output-format: expected text or json, got {output_format}")
    config = load_config(Path(file) if file else find_config(Path.cwd()), choices)
    found = declared(config) if config.recordings else Declared()
    print_text(_as_json(config, found) if output_format == "json" else _as_text(config, found))
    return 0


def _as_json(config: Configuration, found: Declared) -> str:
    data = {
        "file": config.origin.shown if config.file else None,
        "values": [{"key": v.key, "value": v.value, "from": v.origin} for v in config.values],
        "recordings": [
            {"name": s.name, "sources": s.sources, "derived": s.derived, "reference": s.reference}
            for s in found.recordings
        ],
        "unused_sources": found.unused_sources,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_text(config: Configuration, found: Declared) -> str:
    from tabulate import tabulate

    rows = [(v.key, visible(_toml(v.value)), visible(v.origin)) for v in config.values]
    out = [tabulate(rows, headers=("key", "value", "from"), tablefmt="simple", disable_numparse=True), ""]
    for spec in found.recordings:
        made = f"{', '.join(spec.derived)} from {', '.join(spec.sources) or 'itself'}"
        out.append(visible(f"{spec.name}: {made}" + (f", reference {spec.reference}" if spec.reference else "")))
    out += [visible(f"no derived document yet: {path}") for path in found.unused_sources]
    if not found.recordings:
        out.append("no recordings declared" if not config.recordings else "no file fits the declared recordings")
    return "\n".join(out) + "\n"


def _toml(value: Any) -> str:
    """The value as a configuration file would have it, long lists cut."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
