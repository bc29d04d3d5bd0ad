"""What the gate demands: levels of findings, limits of scores, per path where wished."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from auditor.errors import ConfigError
from auditor.model.result import SEVERITIES, Finding, Severity
from auditor.rules.catalogue import BY_NAME, RULES, Rule, find_rule

LEVELS = (*SEVERITIES, "off")


@dataclass(frozen=True)
class Limits:
    """Limits; None is no limit. The counts and shares are of one derived document, WER and gap of one recording.

    `fabricated`, `altered`: how many such claims may stand. `max_wer`: error rate against the reference (0.15 is 15 %).
    `min_supported`: least share of claims that are verbatim, edited or condensed. `max_review`: largest share of claims
    in the review heap. `max_gap`, `max_time_off`: seconds.
    """

    fabricated: int | None = None
    altered: int | None = None
    max_wer: float | None = None
    min_supported: float | None = None
    max_review: float | None = None
    max_gap: float | None = None
    max_time_off: float | None = None


@dataclass(frozen=True)
class Override:
    """Other levels and limits for the documents that one of the glob patterns `paths` fits. `limits` by field name."""

    paths: tuple[str, ...]
    levels: dict[str, str] = field(default_factory=dict)
    limits: dict[str, Any] = field(default_factory=dict)

    def fits(self, path: str) -> bool:
        return any(glob_pattern(pattern).fullmatch(path) for pattern in self.paths)


@dataclass(frozen=True)
class Policy:
    """The whole policy. `levels` by name of finding; `select` None is every finding; later overrides win."""

    preset: str = "standard"
    levels: dict[str, str] = field(default_factory=dict)
    limits: Limits = Limits(fabricated=0, altered=0)
    fail_on: Severity = "error"
    fail_on_stale: bool = False
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    overrides: tuple[Override, ...] = ()

    def level(self, finding: Finding) -> str:
        """The severity of a finding under this policy, or `off`.

        A finding that its rule holds for doubtful (a severity below the rule's default) stays one step below the level.
        """
        level = self._set_level(finding.name, finding.path)
        if level is None or level == "off":
            return level or finding.severity
        rule = BY_NAME.get(finding.name)
        if rule is not None and SEVERITIES.index(finding.severity) > SEVERITIES.index(rule.severity):
            return SEVERITIES[min(SEVERITIES.index(level) + 1, len(SEVERITIES) - 1)]
        return level

    def is_off(self, name: str, path: str) -> bool:
        """Whether no finding of that name can come for that path: by `select`, `ignore` or a level."""
        return self._set_level(name, path) == "off"

    def _set_level(self, name: str, path: str) -> str | None:
        """The level that the policy sets; None leaves the rule's own severity."""
        if name in self.ignore or (self.select is not None and name not in self.select):
            return "off"
        level = self.levels.get(name)
        for override in self.overrides:
            if name in override.levels and override.fits(path):
                level = override.levels[name]
        return level

    def limits_for(self, path: str) -> Limits:
        """The limits for one document."""
        values = {f.name: getattr(self.limits, f.name) for f in fields(Limits)}
        for override in self.overrides:
            if override.fits(path):
                values.update(override.limits)
        return Limits(**values)

    def fails(self, severity: str) -> bool:
        """Whether a finding of this severity fails the gate (`--fail-on`)."""
        return severity in SEVERITIES and SEVERITIES.index(severity) <= SEVERITIES.index(self.fail_on)


def rules_named(key: str, where: str) -> list[Rule]:
    """The rules that a name, a code, the beginning of a code (`A1`, `T`), a family (`speaker`) or `all` stands for.

    Raises:
        ConfigError: nothing is called that; the message begins with `where` and names the nearest.
    """
    rule = find_rule(key)
    if rule is not None:
        return [rule]
    if key.lower() == "all":
        return list(RULES)
    found = [r for r in RULES if r.family == key.lower()]
    if re.fullmatch(r"[A-Za-z]\d?", key):
        found = [r for r in RULES if r.code.startswith(key.upper())]
    if found:
        return found
    raise ConfigError(
        f"{where}: no finding is called `{key}`{nearest(key, [r.name for r in RULES])}; see `auditor rule`"
    )


def nearest(word: str, known: list[str]) -> str:
    """`; did you mean ...?` with the known word nearest to `word`, or nothing where none is near."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=60) if word else None
    return f"; did you mean `{best[0]}`?" if best else ""


@lru_cache(maxsize=256)
def glob_pattern(pattern: str, stem: str = "") -> re.Pattern[str]:
    """A glob as a regular expression on paths with `/`: `*` and `?` stay within a folder, `**` does not.

    `{stem}` becomes the group `stem` (the same text everywhere in the pattern) or, where `stem` is given, that text.
    """
    out, seen = [], False
    for token in re.findall(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]|\{stem\}|.", pattern.removeprefix("./"), re.S):
        if token == "{stem}":
            out.append(re.escape(stem) if stem else "(?P=stem)" if seen else "(?P<stem>[^/]+?)")
            seen = True
        elif token in _GLOB:
            out.append(_GLOB[token])
        elif len(token) > 1:
            out.append("[" + token[1:-1].replace("\\", "\\\\").replace("!", "^", token.startswith("[!")) + "]")
        else:
            out.append(re.escape(token))
    return re.compile("".join(out), re.S)


_GLOB = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
