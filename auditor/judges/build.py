"""From the configuration to judges that can be asked."""

from __future__ import annotations

from pathlib import Path

from auditor.errors import ConfigError
from auditor.judges.batch import NamedJudge
from auditor.judges.cache import Cache
from auditor.judges.options import JudgeOptions, OneJudge
from auditor.judges.protocol import Judge

REPLAY = "replay"


def build(names: list[str], options: JudgeOptions, cache: Cache, base: Path) -> tuple[list[Judge], bool]:
    """The judges of these names, and whether they answer from the cache alone.

    `replay` stands for the judges of the configuration, or without any for all that have answers in the cache.

    Raises:
        ConfigError: no such judge, or it cannot be used here.
    """
    if names == [REPLAY]:
        if options.votes:
            return [NamedJudge(n, model_of(options.judges[n])) for n in options.votes], True
        there = cache.judges()
        if not there:
            raise ConfigError(f"--judge replay: {cache.path} holds no answers to this version of the prompt")
        return [NamedJudge(name, model) for name, model in there], True
    unknown = [n for n in names if n not in options.judges]
    if unknown:
        known = ", ".join([*options.judges, REPLAY, "dry-run", "off"])
        raise ConfigError(f"--judge: no judge is called `{unknown[0]}`; expected one of {known}")
    return [_judge(name, options.judges[name], base) for name in names], False


def model_of(one: OneJudge) -> str:
    """What stands for the model in signature and cache: its name, else the program's or folder's name."""
    return one.model or (Path(one.command[0]).name if one.command else Path(one.path).name)


def _judge(name: str, one: OneJudge, base: Path) -> Judge:
    if one.kind == "chat":
        from auditor.judges.chat import ChatJudge

        return ChatJudge(name, one.base_url, one.model, one.key_env, one.timeout, one.concurrency, one.attempts,
                         one.seed, one.max_tokens)  # fmt: skip
    if one.kind == "command":
        from auditor.judges.command import CommandJudge

        return CommandJudge(name, tuple(one.command), model_of(one), one.timeout)
    from auditor.judges.nli import NliJudge

    return NliJudge(name, base / one.path, model_of(one))
