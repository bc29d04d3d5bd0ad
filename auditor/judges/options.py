"""The `[judge]` table of the configuration."""

from __future__ import annotations

from typing import Literal

import msgspec

from auditor.errors import ConfigError

BAND = (0.1, 0.97)  # below, words have traced nearly everything; above, a judge changes nothing


class OneJudge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """One judge. `chat`: `base-url`, `model`, the rest; `command`: `command`; `nli`: `path`, a folder.

    `key-env` names the environment variable that holds the key; times in seconds.
    """

    kind: Literal["chat", "command", "nli"]
    model: str = ""
    base_url: str = ""
    key_env: str = ""
    command: list[str] = []
    path: str = ""
    timeout: float = 60.0
    concurrency: int = 4
    attempts: int = 4
    seed: int = 0
    max_tokens: int = 400


class JudgeOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Who is asked and about what.

    `votes`: names of `judges` that are asked in every check. `band`: claims with a risk from the first to the
    second are asked, unverifiable ones always. `cache`: the file of answers, relative to the configuration.
    """

    votes: list[str] = []
    cache: str = "auditor-judge.jsonl"
    band: list[float] = msgspec.field(default_factory=lambda: list(BAND))
    all: bool = False
    budget: int | None = None
    require_judge: bool = False
    judges: dict[str, OneJudge] = {}


def checked_options(options: JudgeOptions, where: str = "judge") -> JudgeOptions:
    """The options, if they make sense.

    Raises:
        ConfigError: a vote that no table defines, a band that is none, a judge without what its kind needs.
    """
    if len(options.band) != 2 or not 0 <= options.band[0] <= options.band[1] <= 1:
        raise ConfigError(f"{where}.band: expected two risks from 0 to 1, the lower first")
    for name in options.votes:
        if name not in options.judges:
            known = ", ".join(options.judges) or "none is defined"
            raise ConfigError(f"{where}.votes: no table [judge.judges.{name}] (there: {known})")
    for name, one in options.judges.items():
        for need in {"chat": ("base_url", "model"), "command": ("command",), "nli": ("path",)}[one.kind]:
            if not getattr(one, need):
                raise ConfigError(f"{where}.judges.{name}: kind {one.kind} needs `{need.replace('_', '-')}`")
        if one.timeout <= 0 or one.concurrency < 1 or one.attempts < 1 or one.max_tokens < 1:
            raise ConfigError(f"{where}.judges.{name}: timeout, concurrency, attempts and max-tokens must be above 0")
        if one.base_url and not one.base_url.startswith(("http://", "https://")):
            raise ConfigError(f"{where}.judges.{name}.base-url: expected http:// or https://")
    return options
