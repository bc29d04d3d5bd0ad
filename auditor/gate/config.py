"""Finds, reads and merges the configuration (defaults, preset, file, command line); knows where each value is from."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import msgspec

from auditor.errors import ConfigError, InputError
from auditor.gate.policy import Limits, Override, Policy, glob_pattern, rules_named
from auditor.gate.schema import ConfigFile, LimitsTable, OverrideTable, RecordingTable
from auditor.gate.validate import Origin, checked, seconds
from auditor.model.result import SEVERITIES, Severity
from auditor.settings import Settings

FILE_NAME = "auditor.toml"
BASELINE_NAME = "auditor-baseline.json"
_DURATIONS = ("time_tolerance", "gap_seconds")


@dataclass(frozen=True)
class Choices:
    """What the command line sets; None or empty leaves the file's value."""

    preset: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    baseline: str | None = None
    use_baseline: bool = True


@dataclass(frozen=True)
class Value:
    """A value in force and where it is from: `default`, `preset NAME`, `FILE:LINE` or the option's name."""

    key: str
    value: Any
    origin: str


@dataclass(frozen=True)
class Configuration:
    """All that is in force. `base` is the folder that paths in the file are relative to; `file` None: no file found."""

    file: Path | None
    base: Path
    origin: Origin
    policy: Policy
    settings: Settings
    recordings: tuple[RecordingTable, ...]
    baseline: Path | None
    judge: dict[str, Any]
    values: tuple[Value, ...]


def find_config(start: Path) -> Path | None:
    """The nearest `auditor.toml`, or `pyproject.toml` with `[tool.auditor]`, from `start` upwards."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        project = folder / "pyproject.toml"
        if project.is_file() and "auditor" in _table_names(project):
            return project
    return None


def _table_names(project: Path) -> list[str]:
    """Tables under [tool]; a file that is no TOML has ours if it says so, and then fails with a clear line."""
    text = project.read_bytes().decode("utf-8", "replace")
    if "auditor" not in text:
        return []
    try:
        return list(tomllib.loads(text).get("tool", {}))
    except tomllib.TOMLDecodeError:
        return ["auditor"] if "[tool.auditor" in text or "[[tool.auditor" in text else []


def load_config(file: Path | None, choices: Choices | None = None, start: Path | None = None) -> Configuration:
    """The configuration in force.

    Args:
        file: the file to read; None: there is none (`find_config` looks for one).
        choices: what the command line sets.
        start: the working directory, which a run without a file takes as its base.

    Raises:
        InputError: the file cannot be read or is no TOML.
        ConfigError: an unknown key or an unusable value.
    """
    choices = choices or Choices()
    start = start or Path.cwd()
    raw, origin = _read(file, start) if file else ({}, Origin("(no configuration file)"))
    raw, unlimited = _without_off(raw)
    table = checked(raw, ConfigFile, origin)
    base = file.resolve().parent if file else start
    log = _Log(origin, raw)
    policy = _policy(table, choices, log, unlimited)
    settings = _settings(table, base, log)
    baseline = _baseline(table, choices, base, log)
    for key, value in table.judge.items():
        log.add(f"judge.{key}", value)
    return Configuration(
        file, base, origin, policy, settings, _recordings(table, log), baseline, table.judge, log.values()
    )


def _read(file: Path, start: Path) -> tuple[dict[str, Any], Origin]:
    shown = str(file.relative_to(start)) if file.is_relative_to(start) else str(file)
    try:
        text = file.read_text("utf-8-sig")
        raw = tomllib.loads(text)
    except FileNotFoundError as error:
        raise InputError(shown, "no such configuration file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(shown, f"cannot be read ({error})", "a TOML file") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(shown, f"is no valid TOML: {error}") from error
    if file.name != "pyproject.toml":
        return raw, Origin(shown, text)
    ours = raw.get("tool", {}).get("auditor")
    if not isinstance(ours, dict):
        raise ConfigError(f"{shown}: has no table [tool.auditor]")
    return ours, Origin(shown, text, "tool.auditor")


def _without_off(raw: dict[str, Any]) -> tuple[dict[str, Any], list[set[str]]]:
    """The file without the limits that are "off", and their names: of the file itself, then of each override."""
    tables = [raw, *(o for o in _list(raw.get("overrides")) if isinstance(o, dict))]
    unlimited = []
    for table in tables:
        limits = table.get("limits")
        limits = limits if isinstance(limits, dict) else {}
        off = {key for key, value in limits.items() if value == "off"}
        known = {name.replace("_", "-") for name in LimitsTable.__struct_fields__}
        off = {key for key in off if key.replace("_", "-") in known}
        if off:
            table["limits"] = {key: value for key, value in limits.items() if key not in off}
        unlimited.append({key.replace("-", "_") for key in off})
    return raw, unlimited


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


class _Log:
    """Collects the values in force with their origin; a later value of a key replaces an earlier one."""

    def __init__(self, origin: Origin, raw: dict[str, Any]) -> None:
        self.origin, self.raw = origin, raw
        self._values: dict[str, Value] = {}

    def add(self, key: str, value: Any, where: str | None = None) -> None:
        if where is None:
            line = self.origin.line(key) or self.origin.line(key.rpartition(".")[0])
            where = f"{self.origin.shown}:{line}" if line else self.origin.shown
        self._values[key] = Value(key, value, where)

    def values(self) -> tuple[Value, ...]:
        return tuple(self._values.values())


@cache
def presets() -> dict[str, dict[str, Any]]:
    """The presets by name, as they stand in the package's `presets.toml`."""
    return tomllib.loads(files("auditor.gate").joinpath("presets.toml").read_text("utf-8"))


def _policy(table: ConfigFile, choices: Choices, log: _Log, unlimited: list[set[str]]) -> Policy:
    name = choices.preset or table.preset
    if name not in presets():
        raise ConfigError(f"--preset: expected one of {', '.join(presets())}, got {name}")
    preset = checked(presets()[name], ConfigFile, Origin("presets.toml"))
    log.add("preset", name, "--preset" if choices.preset else None if "preset" in log.raw else "default")
    fail_on = choices.fail_on or table.fail_on or preset.fail_on
    if fail_on not in SEVERITIES:
        raise ConfigError(f"--fail-on: expected one of {', '.join(SEVERITIES)}, got {fail_on}")
    log.add("fail-on", fail_on, "--fail-on" if choices.fail_on else None if table.fail_on else f"preset {name}")
    stale = table.fail_on_stale if table.fail_on_stale is not None else bool(preset.fail_on_stale)
    log.add("fail-on-stale", stale, None if table.fail_on_stale is not None else f"preset {name}")
    limits = _limits(table.limits, preset.limits, unlimited[0], log, f"preset {name}")
    levels = _levels(preset.levels, "levels", log, f"preset {name}") | _levels(table.levels, "levels", log)
    select = frozenset(_names(table.select or (), choices.select, "select", log))
    ignore = frozenset(_names(table.ignore, choices.ignore, "ignore", log))
    return Policy(
        preset=name,
        levels=levels,
        limits=limits,
        fail_on=cast("Severity", fail_on),
        fail_on_stale=stale,
        select=select if choices.select or table.select is not None else None,
        ignore=ignore,
        overrides=tuple(
            _override(o, i, off, log) for i, (o, off) in enumerate(zip(table.overrides, unlimited[1:], strict=True))
        ),
    )


def _limits(own: LimitsTable, preset: LimitsTable, off: set[str], log: _Log, where: str) -> Limits:
    values: dict[str, Any] = {}
    for field in fields(Limits):
        key, value = f"limits.{field.name.replace('_', '-')}", getattr(own, field.name)
        if field.name in off:
            log.add(key, "off")
        elif value is not None:
            log.add(key, value)
        else:
            value = getattr(preset, field.name)
            log.add(key, "off" if value is None else value, where if value is not None else "default")
        values[field.name] = _builtin(value)
    return Limits(**values)


def _builtin(value: int | float | None) -> int | float | None:
    """Seconds, shares and counts as the plain numbers that the saved result holds."""
    return value if value is None else int(value) if isinstance(value, int) else float(value)


def _levels(levels: dict[str, Any], path: str, log: _Log, where: str | None = None) -> dict[str, str]:
    out = {}
    for key, level in levels.items():
        for rule in rules_named(key, log.origin.place(f"{path}.{key}")):
            out[rule.name] = level
            log.add(f"{path}.{rule.name}", level, where or _origin(log, f"{path}.{key}"))
    return out


def _origin(log: _Log, key: str) -> str:
    line = log.origin.line(key)
    return f"{log.origin.shown}:{line}" if line else log.origin.shown


def _names(own: Sequence[str], given: Sequence[str], key: str, log: _Log) -> list[str]:
    """Names of findings from the file and from the command line: `--select` replaces the file's, `--ignore` adds."""
    keys = [k for text in given for k in text.replace(",", " ").split()]
    out = [r.name for k in (own if key == "ignore" or not keys else ()) for r in rules_named(k, log.origin.place(key))]
    out += [rule.name for k in keys for rule in rules_named(k, f"--{key}")]
    if out:
        log.add(key, list(dict.fromkeys(out)), f"--{key}" if keys else None)
    return out


def _override(table: OverrideTable, index: int, off: set[str], log: _Log) -> Override:
    path = f"overrides[{index}]"
    for pattern in table.paths:
        try:
            glob_pattern(pattern)
        except Exception as error:
            raise ConfigError(f"{log.origin.place(f'{path}.paths')}: `{pattern}` is no pattern ({error})") from error
    log.add(f"{path}.paths", table.paths)
    levels = _levels(table.levels, f"{path}.levels", log)
    limits: dict[str, Any] = dict.fromkeys(sorted(off))
    limits |= {f.name: value for f in fields(Limits) if (value := getattr(table.limits, f.name)) is not None}
    for name, value in limits.items():
        log.add(f"{path}.limits.{name.replace('_', '-')}", "off" if value is None else value)
    return Override(tuple(table.paths), levels, limits)


def _settings(table: ConfigFile, base: Path, log: _Log) -> Settings:
    raw = {key.replace("-", "_"): value for key, value in table.audit.items()}
    extra = _glossary(raw.pop("glossary_file", None), base, log)
    for name in _DURATIONS:
        if name in raw:
            key = f"audit.{name.replace('_', '-')}"
            try:
                raw[name] = seconds(raw[name])
            except ValueError as error:
                raise ConfigError(f"{log.origin.place(key)}: {error}") from None
    settings = checked(raw, Settings, log.origin, "audit")
    if settings.review_risk is not None and not 0 <= settings.review_risk <= 1:
        raise ConfigError(f"{log.origin.place('audit.review-risk')}: expected a risk from 0 to 1")
    for field in msgspec.structs.fields(Settings):
        value = msgspec.to_builtins(getattr(settings, field.name))
        log.add(f"audit.{field.name.replace('_', '-')}", value, None if field.name in raw else "default")
    return msgspec.structs.replace(settings, glossary=(*settings.glossary, *extra)) if extra else settings


def _glossary(name: Any, base: Path, log: _Log) -> list[tuple[str, ...]]:
    """Terms of the glossary file: a line a term, its spellings separated by commas, the preferred first; # comments."""
    if name is None:
        return []
    if not isinstance(name, str):
        raise ConfigError(f"{log.origin.place('audit.glossary-file')}: expected a path")
    try:
        rows = (base / name).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(name, f"the glossary cannot be read ({error})", "a text file, one term a line") from error
    log.add("audit.glossary-file", name)
    terms = (tuple(part.strip() for part in row.partition("#")[0].split(",") if part.strip()) for row in rows)
    return [term for term in terms if term]


def _baseline(table: ConfigFile, choices: Choices, base: Path, log: _Log) -> Path | None:
    if not choices.use_baseline:
        log.add("baseline", "none", "--no-baseline")
        return None
    if choices.baseline is not None:
        log.add("baseline", choices.baseline, "--baseline")
        return Path(choices.baseline)
    if table.baseline is not None:
        log.add("baseline", table.baseline)
        return base / table.baseline
    there = base / BASELINE_NAME
    log.add("baseline", BASELINE_NAME if there.is_file() else "none", "found" if there.is_file() else "default")
    return there if there.is_file() else None


def _recordings(table: ConfigFile, log: _Log) -> tuple[RecordingTable, ...]:
    for index, recording in enumerate(table.recordings):
        for field in msgspec.structs.fields(RecordingTable):
            value = getattr(recording, field.name)
            if value:
                log.add(f"recordings[{index}].{field.encode_name}", value)
    return tuple(table.recordings)
