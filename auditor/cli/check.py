"""`auditor check`: audits recordings, prints and writes the reports, exits by the gate's answer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.cli.platform import FORMATS, from_root
from auditor.cli.select import Call, Chosen, choose, open_baseline
from auditor.cli.terminal import print_aside, print_text, progress_bar, use_color
from auditor.errors import AuditorError, ConfigError
from auditor.gate.apply import apply_policy
from auditor.gate.config import Choices
from auditor.gate.suppression import collect_suppressions
from auditor.model.result import Audit
from auditor.reports import STANDARD_OUTPUT, format_of, render, write_report

if TYPE_CHECKING:
    from auditor.cli.judge import Wish
    from auditor.judges.apply import Judging

__all__ = ["Call", "Choices", "Output", "audit_chosen", "check", "check_output", "watch"]


@dataclass(frozen=True)
class Output:
    """What to print and to write."""

    format: str = "text"
    reports: tuple[str, ...] = ()
    every: bool = False
    quiet: int = 0
    verbose: int = 0
    exit_zero: bool = False
    workers: int = 1
    max_bytes: int | None = None

    @property
    def options(self) -> dict[str, Any]:
        """What the formats are told; each takes what it knows."""
        return {
            "all": self.every,
            "quiet": self.quiet > 0,
            "verbose": self.verbose > 0,
            "max_bytes": self.max_bytes,
        }


def check(call: Call, output: Output, wish: Wish | None = None) -> int:
    """Audits what the call means.

    Returns:
        0 the gate passes (or `exit_zero`), 1 it fails, 2 a judge is demanded and did not answer.

    Raises:
        AuditorError: the call, the configuration or an input is wrong (exit status 2).
    """
    check_output(output)
    chosen = choose(call)
    if not chosen.specs:
        return _nothing(chosen, output)
    judges, status = None, 0
    if wish or chosen.config.judge:
        from auditor.cli import judge as command

        wish = wish or command.Wish()
        if wish.judge == command.DRY_RUN:
            return command.dry_run(chosen, audit_chosen(chosen, output.workers).recordings, wish)
        judges = command.judging(chosen, wish)
    if judges is None:
        audit = audit_chosen(chosen, output.workers)
    else:
        with command.shown_progress(judges, len(chosen.specs)):
            audit = audit_chosen(chosen, output.workers, judges)
        status = command.settle(judges, chosen)
    folder = chosen.config.base if chosen.specs[0].base else Path.cwd()
    for path in output.reports:
        write_report(_for(audit, format_of(Path(path)), folder), Path(path))
    _print(_for(audit, output.format, folder), output)
    return status or (0 if audit.gate.passed or output.exit_zero else 1)


def _for(audit: Audit, format: str, folder: Path) -> Audit:
    return from_root(audit, folder) if format in FORMATS else audit


def check_output(output: Output) -> None:
    """Refuses unknown formats and endings before the work is done."""
    if output.format not in STANDARD_OUTPUT:
        raise ConfigError(f"--output-format: expected one of {', '.join(STANDARD_OUTPUT)}, got {output.format}")
    for path in output.reports:
        format_of(Path(path))


def audit_chosen(chosen: Chosen, workers: int = 1, judges: Judging | None = None) -> Audit:
    """The audit of the chosen recordings under the configuration and its baseline, with judges if any are asked."""
    from auditor.app import audit_recordings

    config = chosen.config
    with progress_bar(len(chosen.specs)) as advance:
        return audit_recordings(
            chosen.specs,
            config.settings,
            config.policy,
            baseline=open_baseline(chosen),
            suppressions=collect_suppressions(chosen.specs),
            workers=workers,
            progress=lambda recording: advance(recording.name),
            judging=judges,
        )


def _nothing(chosen: Chosen, output: Output) -> int:
    """Nothing changed: said aloud, with an empty result for programs and report files, and no failure."""
    _, gate, summary = apply_policy([], chosen.config.policy)
    audit = Audit(signature=f"auditor {version('auditor')}", recordings=[], gate=gate, summary=summary)
    for path in output.reports:
        write_report(audit, Path(path), output.options)
    if output.format == "text":
        print_text(f"PASS   {chosen.note}\n")
    else:
        print_text(render(audit, output.format, output.options))
        print_aside(f"auditor: {chosen.note}\n")
    return 0


def _print(audit: Audit, output: Output) -> None:
    if output.format == "text":
        if output.quiet < 2:
            print_text(
                render(audit, "text", output.options | {"color": use_color(sys.stdout), "written": output.reports})
            )
        return
    print_text(render(audit, output.format, output.options))
    if not output.quiet:
        print_aside(render(audit, "text", {"quiet": True}))


def watch(call: Call, output: Output, wish: Wish | None = None) -> int:
    """Audits again whenever a file in the folders of the recordings changes, until Ctrl-C; errors do not end it.

    Raises:
        ConfigError: the extra `watch` is not installed, or nothing can be watched.
    """
    try:
        import watchfiles
    except ImportError:
        raise ConfigError('--watch needs the extra: pip install "auditor[watch]"') from None
    own = {Path(path).resolve() for path in output.reports}
    usual = watchfiles.DefaultFilter()

    def meant(change: watchfiles.Change, path: str) -> bool:
        # hidden: what editors, and the reports while they are written, put beside a file
        return Path(path).resolve() not in own and not Path(path).name.startswith(".") and usual(change, path)

    changes = watchfiles.watch(
        *_folders(choose(call)),
        watch_filter=meant,
        recursive=False,
        raise_interrupt=False,
        rust_timeout=100,
        yield_on_timeout=True,
    )
    next(changes, None)  # watched before they are read: no change is missed
    _again(call, output, wish)
    for changed in changes:
        if changed:
            print_text("\n")
            _again(call, output, wish)
    return 0


def _folders(chosen: Chosen) -> list[Path]:
    names = [(spec.base, name) for spec in chosen.specs for name in (*spec.sources, *spec.derived) if name != "-"]
    folders = {(Path(base) / name).resolve().parent for base, name in names}
    if chosen.config.file:
        folders.add(chosen.config.base)
    if not folders:
        raise ConfigError("--watch: there is no file to watch")
    return sorted(folders)


def _again(call: Call, output: Output, wish: Wish | None) -> None:
    try:
        check(call, output, wish)
    except AuditorError as error:
        print_aside(f"auditor: {error}\n")
