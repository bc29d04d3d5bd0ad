"""Pages of the site that are made from the package: the rules' pages and the reference of the JSON result."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from auditor.cli.app import app
from auditor.model import asr, result
from auditor.rules.catalogue import RULES

PAGES = Path(inspect.getfile(result)).parents[1] / "rules" / "pages"
FIRST = ("index.md", "quickstart.md", "verdicts.md", "how-judging-works.md")
LAST = ("commands.md", "result.md", "architecture.md")
MADE = ("commands.md", "result.md")
ABOUT = {
    "said": "What was said",
    "speaker": "Who said it",
    "time": "When",
    "document": "The document",
    "sentiment": "Sentiment",
    "asr": "The transcripts",
    "gate": "The gate",
    "input": "The inputs",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Orders the pages: the way a new reader goes, then whatever else there is, then the findings."""
    folder = Path(config.docs_dir)
    others = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.md"))
    others = [page for page in others if page not in (*FIRST, *LAST)]
    findings = ["rules/index.md", *(f"rules/{rule.name}.md" for rule in RULES)]
    first = [page for page in FIRST if page in MADE or (folder / page).is_file()]
    last = [page for page in LAST if page in MADE or (folder / page).is_file()]
    config.nav = [*first, {"Findings": findings}, {"Guides": others}, {"Reference": last}]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the generated pages."""
    pages = {f"rules/{rule.name}.md": (PAGES / f"{rule.name}.md").read_text("utf-8") for rule in RULES}
    pages |= {"rules/index.md": rules_index(), "result.md": result_reference()}
    for name, content in {**pages, "commands.md": command_reference()}.items():
        files.append(File.generated(config, name, content=content))
    return files


def rules_index() -> str:
    """The table of all findings, by what they are about."""
    out = [
        "# Findings\n",
        "Codes and names are stable: never reused, never renumbered. `auditor rule CODE` prints a page.\n",
    ]
    for family, title in ABOUT.items():
        rows = [rule for rule in RULES if rule.family == family]
        out += [f"## {title}\n", "| code | name | level | what it finds |", "|---|---|---|---|"]
        out += [f"| {r.code} | [{r.name}]({r.name}.md) | {r.severity} | {r.summary} |" for r in rows]
        out.append("")
    return "\n".join(out)


def result_reference() -> str:
    """Tables of the fields of the JSON result, from the types themselves."""
    out = [
        "# The JSON result\n",
        inspect.cleandoc(result.__doc__ or "") + "\n",
        "The JSON Schema ships with the package as `auditor/model/result.schema.json`. Every other report is made from"
        " this file alone: `auditor report AUDIT.json --report PATH`.\n",
    ]
    for module in (result, asr):
        structs: list[type[msgspec.Struct]] = [
            item
            for item in vars(module).values()
            if isinstance(item, type) and issubclass(item, msgspec.Struct) and item.__module__ == module.__name__
        ]
        first: list[type[msgspec.Struct]] = [result.Audit] if module is result else []
        for struct in dict.fromkeys(item for item in [*first, *reversed(structs)] if not item.__name__.startswith("_")):
            out += _table(struct)
    return "\n".join(out)


def command_reference() -> str:
    """The help of every command, as the program prints it."""
    root = typer.main.get_command(app)
    out = [
        "# Commands\n",
        "What `--help` prints. `NO_COLOR`, a pipe and `CI` turn colours off; `-` is standard input.\n",
    ]
    for name, command in _commands(root, "auditor"):
        context = command.make_context(name, [], resilient_parsing=True, terminal_width=100, max_content_width=100)
        out += [f"## {name}\n", "```text", command.get_help(context), "```\n"]
    return "\n".join(out)


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", {})
    if name != "auditor" and not inner:
        yield name, command
    for word, part in inner.items():
        yield from _commands(part, f"{name} {word}")


def _table(struct: type[msgspec.Struct]) -> list[str]:
    described = inspect.cleandoc(struct.__doc__ or "") if "__doc__" in vars(struct) else ""
    rows = [
        f"| `{item.encode_name}` | {_shown(item.type)} | {'yes' if item.required else ''} |"
        for item in msgspec.structs.fields(struct)
    ]
    return [f"## {struct.__name__}\n", described + "\n", "| field | type | always there |", "|---|---|---|", *rows, ""]


def _shown(kind: object) -> str:
    """A type as a reader of JSON would name it, with links to the objects."""
    if kind is type(None):
        return "null"
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return " ".join(f"`{arg}`" for arg in args)
    if origin is list:
        return f"list of {_shown(args[0])}"
    if origin is dict:
        return f"object: text to {_shown(args[1])}"
    if args:
        return " or ".join(_shown(arg) for arg in args)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    names = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "Any": "anything"}
    name = getattr(kind, "__name__", str(kind))
    return names.get(name, name)
