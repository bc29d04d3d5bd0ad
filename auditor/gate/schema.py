"""The configuration file as typed tables; keys are written with hyphens."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Level = Literal["error", "warning", "note", "off"]
Preset = Literal["strict", "standard", "lenient"]
FailOn = Literal["error", "warning", "note"]


class Seconds(float):
    """A duration, written as a number of seconds or as text such as "60s", "1.5m", "500ms"."""


class Share(float):
    """A share from 0 to 1, such as 0.15 for 15 %."""


class Count(int):
    """A whole number, 0 or more."""


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    pass


class LimitsTable(_Table, frozen=True):
    """Limits as written; a limit at "off" is taken out before this table is made."""

    fabricated: Count | None = None
    altered: Count | None = None
    max_wer: Share | None = None
    min_supported: Share | None = None
    max_review: Share | None = None
    max_gap: Seconds | None = None
    max_time_off: Seconds | None = None


class OverrideTable(_Table, frozen=True):
    """Other levels and limits for some documents."""

    paths: list[str]
    levels: dict[str, Level] = {}
    limits: LimitsTable = LimitsTable()


class RecordingTable(_Table, frozen=True):
    """A recording by name, or every recording that a pattern with {stem} finds."""

    name: str | None = None
    sources: list[str] | str = []
    derived: list[str] | str = []
    reference: str | None = None
    exclude: list[str] = []
    formats: dict[str, str] = {}


class ConfigFile(_Table, frozen=True):
    """The whole file. `audit` has the keys of `auditor.settings.Settings` (with hyphens) and `glossary-file`.

    `judge` belongs to the judges, who check it themselves.
    """

    preset: Preset = "standard"
    select: list[str] | None = None
    ignore: list[str] = []
    fail_on: FailOn | None = None
    fail_on_stale: bool | None = None
    baseline: str | None = None
    levels: dict[str, Level] = {}
    limits: LimitsTable = LimitsTable()
    overrides: list[OverrideTable] = []
    recordings: list[RecordingTable] = []
    audit: dict[str, Any] = {}
    judge: dict[str, Any] = {}
