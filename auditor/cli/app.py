"""The typer application: one thin function a command; the work is in the modules it imports."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="auditor",
    help="Checks summaries, quotes and minutes against the raw transcripts before you publish them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Derived = Annotated[
    list[str] | None,
    typer.Argument(metavar="DERIVED", help="Derived documents; without any, every recording of the configuration."),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", "-s", metavar="FILE", help="A raw transcript; may be given several times."),
]
Reference = Annotated[str | None, typer.Option(metavar="FILE", help="A transcript that a person vouches for.")]
Formats = Annotated[
    list[str] | None, typer.Option("--format", metavar="[FILE=]NAME", help="Read the files (or one) as this format.")
]
Config = Annotated[str | None, typer.Option(metavar="FILE", help="The configuration; else the nearest auditor.toml.")]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no configuration file.")]
Alone = Annotated[bool, typer.Option("--isolated", help="Read no configuration file and no baseline.")]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="REV",
        help="Only recordings with files changed since a git revision; auto: the base of the pull request.",
    ),
]
Preset = Annotated[str | None, typer.Option(metavar="NAME", help="strict, standard or lenient.")]
Select = Annotated[
    list[str] | None, typer.Option(metavar="NAMES", help="Only these findings (names, codes, families).")
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="NAMES", help="Not these findings.")]
FailOn = Annotated[str | None, typer.Option(metavar="LEVEL", help="The level that fails: error, warning or note.")]
BaselineFile = Annotated[str | None, typer.Option("--baseline", metavar="FILE", help="The file of accepted findings.")]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help="Accept nothing that a baseline accepts.")]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="PATH", help="Write a report; .html .md .json .sarif .xml (JUnit) .csv picks it."),
]
OutputFormat = Annotated[
    str, typer.Option("--output-format", "-f", metavar="F", help="text, markdown, json, github or gitlab.")
]
MaxBytes = Annotated[
    int | None, typer.Option("--max-bytes", min=2000, metavar="N", help="Size of Markdown; the least severe go first.")
]
Every = Annotated[
    bool, typer.Option("--all", "-a", help="Every finding, notes included; in Markdown and SARIF accepted ones too.")
]
Quiet = Annotated[int, typer.Option("--quiet", "-q", count=True, help="Only the answer; -qq nothing at all.")]
Verbose = Annotated[int, typer.Option("--verbose", "-v", count=True, help="Say more about how the answer was reached.")]
Workers = Annotated[int, typer.Option("--workers", "-j", min=1, metavar="N", help="Processes for many recordings.")]

JudgeName = Annotated[
    str | None,
    typer.Option("--judge", metavar="NAMES", help="Judges of [judge.judges]; replay, dry-run or off."),
]
JudgeAll = Annotated[bool, typer.Option("--judge-all", help="Ask about every claim, not only the doubtful ones.")]
JudgeBudget = Annotated[
    int | None, typer.Option("--judge-budget", min=0, metavar="N", help="At most N requests, the riskiest first.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"auditor {version('auditor')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Holds the options of the program itself."""


@app.command()
def check(
    derived: Derived = None,
    source: Sources = None,
    reference: Reference = None,
    report: Reports = None,
    output_format: OutputFormat = "text",
    config: Config = None,
    isolated: Alone = False,
    since: Since = None,
    preset: Preset = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = None,
    baseline: BaselineFile = None,
    no_baseline: NoBaseline = False,
    formats: Formats = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 even when the gate fails.")] = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Audit again whenever a file changes.")] = False,
    every: Every = False,
    quiet: Quiet = 0,
    verbose: Verbose = 0,
    workers: Workers = 1,
    max_bytes: MaxBytes = None,
    judge: JudgeName = None,
    judge_all: JudgeAll = False,
    judge_budget: JudgeBudget = None,
) -> int:
    """Audit derived documents against their transcripts. Exit 0: the gate passes; 1: it fails; 2: bad call or input."""
    from auditor.cli import check as command

    call = command.Call(
        derived=tuple(derived or ()),
        sources=tuple(source or ()),
        reference=reference,
        formats=tuple(formats or ()),
        config=config,
        isolated=isolated,
        since=since,
        choices=command.Choices(
            preset,
            tuple(select or ()),
            tuple(ignore or ()),
            fail_on,
            baseline,
            bool(baseline) or not (no_baseline or isolated),
        ),
    )
    output = command.Output(output_format, tuple(report or ()), every, quiet, verbose, exit_zero, workers, max_bytes)
    wish = None
    if judge or judge_all or judge_budget is not None:
        from auditor.cli.judge import Wish

        wish = Wish(judge, judge_all, judge_budget)
    return (command.watch if watch else command.check)(call, output, wish)


@app.command()
def speakers(
    derived: Derived = None,
    source: Sources = None,
    reference: Reference = None,
    output_format: OutputFormat = "text",
    config: Config = None,
    isolated: Alone = False,
    since: Since = None,
    formats: Formats = None,
    workers: Workers = 1,
) -> int:
    """List, for each claimed speaker, what was checked and every discrepancy with its place."""
    from auditor.cli import speakers as command
    from auditor.gate.config import Choices

    call = command.Call(
        derived=tuple(derived or ()),
        sources=tuple(source or ()),
        reference=reference,
        formats=tuple(formats or ()),
        config=config,
        isolated=isolated,
        since=since,
        choices=Choices(use_baseline=not isolated),
    )
    return command.speakers(call, output_format, workers)


@app.command()
def score(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="REFERENCE HYPOTHESIS...", help="Transcripts, or folders of them matched by stem."),
    ] = None,
    report: Reports = None,
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="F", help="text, markdown or json.")
    ] = "text",
    manifest: Annotated[
        str | None, typer.Option(metavar="FILE", help="A line a recording: reference, tab, hypotheses.")
    ] = None,
    normaliser: Annotated[str, typer.Option(metavar="PROFILE", help="default, whisper or none.")] = "default",
    cost: Annotated[str, typer.Option(metavar="COST", help="canonical, or sclite (4S + 3D + 3I).")] = "canonical",
    glossary: Annotated[
        str | None, typer.Option(metavar="FILE", help="Spellings that count as the same, a term a line.")
    ] = None,
    glm: Annotated[str | None, typer.Option(metavar="FILE", help="A NIST GLM file (TRN, STM, CTM).")] = None,
    meeting: Annotated[bool, typer.Option("--meeting", help="Also cpWER and tcpWER (extra `meeting`).")] = False,
    collar: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Collar of tcpWER.")] = 5.0,
    draws: Annotated[int, typer.Option(min=100, metavar="N", help="Draws of the bootstrap.")] = 1000,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fragments and optional words of NIST texts must be said in full.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Have jiwer count the totals too, and say whether they agree.")
    ] = False,
    details: Annotated[bool, typer.Option("--details", help="Also where the errors stand and what they are.")] = False,
    every: Annotated[bool, typer.Option("--all", "-a", help="Print every recording and place.")] = False,
) -> int:
    """Score ASR variants against a reference: error rates, whether differences are real, and which errors matter."""
    from auditor.cli import score as command

    call = command.Call(
        tuple(paths or ()), manifest, normaliser, cost, glossary, glm, meeting, collar, draws, details, strict, verify
    )
    return command.score(call, output_format, tuple(report or ()), every)


@app.command("config")
def show_config(
    config: Config = None,
    output_format: Annotated[str, typer.Option("--output-format", "-f", metavar="F", help="text or json.")] = "text",
    preset: Preset = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = None,
) -> int:
    """Print the configuration in force, where each value comes from, and the recordings it finds."""
    from auditor.cli import config as command

    choices = command.Choices(preset, tuple(select or ()), tuple(ignore or ()), fail_on)
    return command.show_config(config, choices, output_format)


@app.command()
def init(
    folder: Annotated[str, typer.Argument(help="Where to look and to write auditor.toml.")] = ".",
    stdout: Annotated[bool, typer.Option("--stdout", help="Print it and write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a configuration that is there.")] = False,
) -> int:
    """Write a commented auditor.toml from the transcripts and documents found in a folder."""
    from auditor.cli import init as command

    return command.init(folder, stdout=stdout, force=force)


baseline_app = typer.Typer(no_args_is_help=True, help="Accepted findings: write, prune or show the baseline file.")
app.add_typer(baseline_app, name="baseline")


@baseline_app.command("write")
def baseline_write(
    derived: Derived = None,
    source: Sources = None,
    reason: Annotated[str, typer.Option("--reason", "-m", metavar="TEXT", help="Why they are accepted.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who accepts them.")] = "",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAMES", help="Only these findings (names, codes, fingerprints)."),
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="Notes as well, not only errors and warnings.")] = False,
    config: Config = None,
    isolated: Isolated = False,
    baseline: BaselineFile = None,
) -> int:
    """Accept the findings of an audit that are not accepted yet; entries that are there stay."""
    from auditor.cli import baseline as command

    call = command.call(derived, source, config, isolated, baseline)
    return command.write(call, reason=reason, by=by, only=tuple(only or ()), notes=notes)


@baseline_app.command("prune")
def baseline_prune(
    derived: Derived = None,
    source: Sources = None,
    config: Config = None,
    isolated: Isolated = False,
    baseline: BaselineFile = None,
) -> int:
    """Take out the entries whose finding is gone."""
    from auditor.cli import baseline as command

    return command.prune(command.call(derived, source, config, isolated, baseline))


@baseline_app.command("show")
def baseline_show(config: Config = None, isolated: Isolated = False, baseline: BaselineFile = None) -> int:
    """List the accepted findings with their reasons."""
    from auditor.cli import baseline as command

    return command.show(command.call(None, None, config, isolated, baseline))


judge_app = typer.Typer(no_args_is_help=True, help="Questions for a judge as a batch file, and its answers back.")
app.add_typer(judge_app, name="judge")
JudgeModel = Annotated[str | None, typer.Option("--model", metavar="NAME", help="The model that answers.")]
JudgeOne = Annotated[str | None, typer.Option("--judge", metavar="NAME", help="The judge whose answers these are.")]


@judge_app.command("export")
def judge_export(
    derived: Derived = None,
    source: Sources = None,
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="The batch file; - standard output.")] = "-",
    judge: JudgeOne = None,
    model: JudgeModel = None,
    judge_all: JudgeAll = False,
    judge_budget: JudgeBudget = None,
    formats: Formats = None,
    config: Config = None,
    isolated: Isolated = False,
) -> int:
    """Write the requests that have no answer yet, in the batch form that providers take. Sends nothing."""
    from auditor.cli import judge as command
    from auditor.cli.select import Call

    call = Call(
        tuple(derived or ()), tuple(source or ()), formats=tuple(formats or ()), config=config, isolated=isolated
    )
    return command.export(call, command.Wish(judge, judge_all, judge_budget), model, out)


@judge_app.command("import")
def judge_import(
    answers: Annotated[str, typer.Argument(metavar="ANSWERS", help="A provider's result file, or lines of answers.")],
    judge: JudgeOne = None,
    model: JudgeModel = None,
    config: Config = None,
    isolated: Isolated = False,
) -> int:
    """Put the answers of a batch into the cache, from where check --judge replay takes them."""
    from auditor.cli import judge as command
    from auditor.cli.select import Call

    return command.import_answers(Call(config=config, isolated=isolated), answers, judge, model)


@app.command()
def report(
    saved: Annotated[str, typer.Argument(metavar="AUDIT.json", help="What check --report AUDIT.json wrote.")],
    report: Reports = None,
    output_format: OutputFormat = "text",
    every: Every = False,
    max_bytes: MaxBytes = None,
) -> int:
    """Make every report again from a saved audit; without --report, print it."""
    from auditor.cli import report as command
    from auditor.cli.check import Output

    return command.report(saved, Output(output_format, tuple(report or ()), every, max_bytes=max_bytes))


@app.command()
def rule(
    code: Annotated[str | None, typer.Argument(metavar="CODE|NAME", help="A12 or number-changed.")] = None,
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="F", help="text, markdown or json.")
    ] = "text",
) -> int:
    """Print the page of one finding: what it means, an example, how it can be wrong; without a code, all of them."""
    from auditor.cli.rule import show_rule

    return show_rule(code, output_format)


@app.command()
def demo(
    name: Annotated[str, typer.Argument(help="corrin-light or hospital-bees.")] = "corrin-light",
    report: Reports = None,
    output_format: OutputFormat = "text",
    copy: Annotated[str | None, typer.Option(metavar="FOLDER", help="Copy the example's files to play with.")] = None,
    every: Every = False,
    quiet: Quiet = 0,
    verbose: Verbose = 0,
) -> int:
    """Audit an example that comes with the program; always exits 0."""
    from auditor.cli.check import Output
    from auditor.cli.demo import demo as run

    return run(name, Output(output_format, tuple(report or ()), every, quiet, verbose), copy)
