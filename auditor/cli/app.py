"""The typer application: one thin function a command; the work is in the modules it imports."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="auditor",
    help="Checks summaries, quotes and minutes against the raw transcripts before you publish them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
