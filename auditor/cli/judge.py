"""Judges on the command line: what `check --judge` asks, `judge export` and `judge import`."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditor.cli.select import Call, Chosen, choose
from auditor.cli.terminal import MANY, count_bar, print_aside, print_text
from auditor.errors import ConfigError, InputError
from auditor.gate.validate import checked
from auditor.judges.apply import Asking, Judging, plan, total_tokens
from auditor.judges.batch import NamedJudge, export_lines, import_lines
from auditor.judges.build import REPLAY, build, model_of
from auditor.judges.cache import Cache, Row
from auditor.judges.options import JudgeOptions, checked_options
from auditor.judges.protocol import Judge
from auditor.judges.request import prompt_version
from auditor.model.result import Recording

DRY_RUN = "dry-run"
OFF = "off"
BATCH = "batch"
SHOWN = 20


@dataclass(frozen=True)
class Wish:
    """`--judge`, `--judge-all`, `--judge-budget`."""

    judge: str | None = None
    everything: bool = False
    budget: int | None = None


def options_of(chosen: Chosen) -> JudgeOptions:
    """The `[judge]` table.

    Raises:
        ConfigError: it makes no sense.
    """
    config = chosen.config
    options = checked(config.judge, JudgeOptions, config.origin, "judge")
    return checked_options(options, f"{config.origin.shown}: judge")


def judging(chosen: Chosen, wish: Wish) -> Judging | None:
    """The judges of this call; None where none is asked.

    Raises:
        ConfigError: a judge that is not there, or is demanded and left out.
        InputError: the cache cannot be read.
    """
    options = options_of(chosen)
    names = [n.strip() for n in wish.judge.split(",")] if wish.judge else list(options.votes)
    if not names and wish != Wish():
        raise ConfigError("--judge-all and --judge-budget need a judge: --judge NAME, or judge.votes in auditor.toml")
    if names in ([OFF], []):
        if options.require_judge:
            raise ConfigError("require-judge is set, but no judge is asked (judge.votes or --judge NAME)")
        return None
    cache = Cache(chosen.config.base / options.cache)
    judges, offline = build(names, options, cache, chosen.config.base)
    return Judging(judges, dataclasses.replace(_asking(chosen, options, wish), offline=offline), cache)


def _asking(chosen: Chosen, options: JudgeOptions, wish: Wish) -> Asking:
    low, high = options.band
    budget = options.budget if wish.budget is None else wish.budget
    everything = wish.everything or options.all
    return Asking((low, high), everything, budget, review_risk=chosen.config.settings.review_risk)


@contextmanager
def shown_progress(judges: Judging, recordings: int) -> Iterator[None]:
    """A bar on a terminal while the judges are asked, unless the audit of many recordings shows its own."""
    if recordings >= MANY:
        yield
        return
    with count_bar() as advance:
        judges.progress = advance
        yield


def settle(judges: Judging, chosen: Chosen) -> int:
    """Says on standard error what the judges did; 2 where one is demanded and did not answer, else 0."""
    counts = judges.counts
    if counts.missing and not counts.asked:
        print_aside(
            f"auditor: judge: {counts.missing} answers are not in the cache; those claims keep what words say\n"
        )
    for problem in counts.problems:
        print_aside(f"auditor: warning: judge {problem}; the claims without an answer keep what words say\n")
    if counts.dropped:
        told = ", ".join(f"{n} where {why}" for why, n in sorted(counts.dropped.items()))
        print_aside(f"auditor: judge: answers that were not believed: {told}\n")
    wanting = counts.failed or (counts.missing and judges.asking.offline)
    if options_of(chosen).require_judge and wanting:
        print_aside("auditor: require-judge is set, and not every claim was judged\n")
        return 2
    return 0


def dry_run(chosen: Chosen, recordings: list[Recording], wish: Wish) -> int:
    """Prints how many claims would be asked, about how many tokens that is, and which; asks nobody."""
    options = options_of(chosen)
    cache = Cache(chosen.config.base / options.cache)
    asking = _asking(chosen, options, wish)
    for judge in _planned(options):
        wanted = plan(recordings, judge, asking, cache)
        claims = sum(c.verdict != "boilerplate" for r in recordings for c in r.claims)
        count = total_tokens([request for _, request in wanted])
        largest = max((total_tokens([request]) for _, request in wanted), default=0)
        size = f"about {count} tokens (at most {largest} a claim)"
        print_text(f"{judge.name}: {len(wanted)} of {claims} claims to ask, {size}; nothing was sent\n")
        for claim, _ in wanted if len(wanted) <= SHOWN else wanted[:SHOWN]:
            print_text(f"  {claim.risk:.2f}  {claim.path}:{claim.line}  {claim.text[:90]}\n")
        if len(wanted) > SHOWN:
            print_text(f"  and {len(wanted) - SHOWN} more\n")
    return 0


def _planned(options: JudgeOptions) -> list[Judge]:
    """The judges that a dry run counts for; without any, one that stands for a batch."""
    names = options.votes or list(options.judges)[:1]
    return [NamedJudge(n, model_of(options.judges[n])) for n in names] or [NamedJudge(BATCH, BATCH)]


def _named(options: JudgeOptions, name: str | None, model: str | None) -> NamedJudge:
    name = name or next(iter(options.votes), BATCH)
    if name in (REPLAY, DRY_RUN, OFF):
        raise ConfigError(f"--judge: `{name}` names no judge whose answers could be kept")
    known = model_of(options.judges[name]) if name in options.judges else BATCH
    return NamedJudge(name, model or known)


def export(call: Call, wish: Wish, model: str | None, out: str) -> int:
    """Writes the requests that have no answer yet as a batch file.

    Raises:
        ConfigError: the call makes no sense, or the file cannot be written.
    """
    from auditor.cli.check import audit_chosen

    chosen = choose(call)
    options = options_of(chosen)
    judge = _named(options, wish.judge, model)
    recordings = audit_chosen(chosen).recordings
    cache = Cache(chosen.config.base / options.cache)
    wanted = plan(recordings, judge, _asking(chosen, options, wish), cache)
    requests = {request.key: request for _, request in wanted}
    text = export_lines(list(requests.values()), judge)
    if out == "-":
        print_text(text)
    else:
        try:
            Path(out).write_text(text, "utf-8")
        except OSError as error:
            raise ConfigError(f"{out}: cannot be written ({error.strerror})") from None
    size = total_tokens(list(requests.values()))
    print_aside(f"auditor: {len(requests)} requests, about {size} tokens, for {judge.name} ({judge.model})\n")
    return 0


def import_answers(call: Call, path: str, name: str | None, model: str | None) -> int:
    """Puts the answers of a batch into the cache, from where `check --judge replay` takes them.

    Returns:
        0, or 1 where a line was no answer (the others are kept).

    Raises:
        InputError: the file cannot be read.
    """
    from auditor.cli.select import configured

    chosen = configured(call)
    options = options_of(chosen)
    judge = _named(options, name, model)
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error})", "a file of answers, one a line") from None
    answers, problems = import_lines(text, path)
    cache = Cache(chosen.config.base / options.cache)
    for key, answer in answers:
        cache.add(Row(key=key, judge=judge.name, model=judge.model, prompt=prompt_version(), answer=answer))
    for problem in problems:
        print_aside(f"auditor: {problem}\n")
    print_aside(f"auditor: {len(answers)} answers kept in {options.cache}; auditor check --judge replay uses them\n")
    return 1 if problems else 0
