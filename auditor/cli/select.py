"""From the words of a call to the recordings that it means and the configuration that holds for them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from auditor.errors import ConfigError
from auditor.gate.baseline import Baseline, read_baseline
from auditor.gate.config import FILE_NAME, Choices, Configuration, find_config, load_config
from auditor.gate.recordings import declared
from auditor.gate.since import changed_files, touched
from auditor.settings import RecordingSpec

_SHOWN_COMMIT = 12


@dataclass(frozen=True)
class Call:
    """The options that `check`, `speakers` and `baseline` share. `isolated` reads no configuration file."""

    derived: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reference: str | None = None
    formats: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False
    since: str | None = None
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True)
class Chosen:
    """The recordings that a call means. `complete`: all that the configuration declares; `note`: why there are none."""

    config: Configuration
    specs: tuple[RecordingSpec, ...]
    complete: bool = False
    note: str = ""


def choose(call: Call) -> Chosen:
    """The recordings that the call means, and the configuration.

    Documents in the call that the configuration declares keep their sources; others are audited with `--source`, or
    alone (a page that holds its transcript).

    Raises:
        ConfigError: nothing to audit, or a call or configuration that makes no sense.
        InputError: the configuration cannot be read.
    """
    config = load_config(_file(call), call.choices)
    if call.derived or call.sources or call.reference:
        specs = _from_call(call, config)
        return _since(Chosen(config, specs), call)
    if config.file is None:
        raise ConfigError(
            f"nothing to audit: no {FILE_NAME} here or above; "
            "name a derived document and its --source, or run auditor init"
        )
    if not config.recordings:
        raise ConfigError(f"{config.origin.shown}: declares no [[recordings]]; see auditor init")
    specs = tuple(declared(config).recordings)
    if not specs:
        raise ConfigError(f"{config.origin.shown}: no file fits any `derived` of [[recordings]]")
    return _since(Chosen(config, specs, complete=True), call)


def configured(call: Call) -> Chosen:
    """The configuration of a call that audits nothing."""
    return Chosen(load_config(_file(call), call.choices), ())


def _file(call: Call) -> Path | None:
    if call.isolated:
        return None
    if call.config is not None:
        return Path(call.config)
    return find_config(Path.cwd())


def _from_call(call: Call, config: Configuration) -> tuple[RecordingSpec, ...]:
    if not call.derived:
        raise ConfigError("name the derived document to audit: auditor check DERIVED --source FILE")
    if (*call.derived, *call.sources, call.reference).count("-") > 1:
        raise ConfigError("standard input (-) can be read only once")
    formats = dict(_format(text) for text in call.formats)
    if call.sources:
        return (_spec(call.derived, call, formats),)
    by_document = _by_document(config)
    chosen: dict[str, RecordingSpec] = {}
    alone = []
    for path in call.derived:
        found = by_document.get(Path(path).resolve())
        if found is None:
            alone.append(path)
            continue
        spec, name = found
        before = chosen[spec.name].derived if spec.name in chosen else ()
        chosen[spec.name] = replace(spec, derived=(*before, name), formats={**spec.formats, **formats})
        if call.reference:
            chosen[spec.name] = replace(chosen[spec.name], reference=os.path.relpath(call.reference, config.base))
    return (*chosen.values(), *(_spec((path,), call, formats) for path in alone))


def _spec(derived: tuple[str, ...], call: Call, formats: dict[str, str]) -> RecordingSpec:
    name = "standard input" if derived[0] == "-" else Path(derived[0]).name.partition(".")[0] or derived[0]
    return RecordingSpec(name=name, sources=call.sources, derived=derived, reference=call.reference, formats=formats)


def _format(text: str) -> tuple[str, str]:
    path, separator, name = text.rpartition("=")
    return (path, name) if separator else ("*", text)


def _by_document(config: Configuration) -> dict[Path, tuple[RecordingSpec, str]]:
    if not config.recordings:
        return {}
    return {
        (config.base / name).resolve(): (spec, name) for spec in declared(config).recordings for name in spec.derived
    }


def _since(chosen: Chosen, call: Call) -> Chosen:
    """Leaves the recordings that no changed file touches out; having none left is no error."""
    if call.since is None:
        return chosen
    changed, base = changed_files(call.since, chosen.config.base, os.environ)
    specs = tuple(touched(chosen.specs, changed))
    note = ""
    if not specs:
        count = len(chosen.specs)
        what = "the recording has" if count == 1 else f"none of the {count} recordings has"
        note = f"{what} {'no ' if count == 1 else 'a '}file changed since {base[:_SHOWN_COMMIT]}; nothing to audit"
    return Chosen(chosen.config, specs, complete=chosen.complete and len(specs) == len(chosen.specs), note=note)


def open_baseline(chosen: Chosen) -> Baseline | None:
    """The baseline in force, if any; paths of its entries are relative to the configuration's folder."""
    path = chosen.config.baseline
    if path is None:
        return None
    shown = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    base = chosen.config.base
    return read_baseline(path, shown, lambda name: (base / name).is_file(), chosen.complete)
