"""`auditor rule [CODE|NAME]`: the page of one rule, or the table of all of them."""

from __future__ import annotations

import sys
from importlib import resources

from auditor.errors import ConfigError
from auditor.rules.catalogue import RULES, Rule, find_rule


def page_of(rule: Rule) -> str:
    """The documentation of a rule, in Markdown."""
    return resources.files("auditor.rules").joinpath("pages", f"{rule.name}.md").read_text("utf-8")


def show_rule(key: str | None, output_format: str = "text") -> int:
    """Prints the page of the rule with that code or name, or all rules where there is no key.

    Args:
        key: a code (`A12`) or a name (`number-changed`), whatever its case.
        output_format: `text` (rendered on a terminal, Markdown otherwise), `markdown` or `json`.

    Raises:
        ConfigError: no rule has that code or name, or the format is unknown.
    """
    if output_format not in ("text", "markdown", "json"):
        raise ConfigError(f"auditor rule has no output format `{output_format}`; expected text, markdown or json")
    chosen = RULES if key is None else (_rule(key),)
    if output_format == "json":
        import json

        rows = [_as_dict(rule, with_page=key is not None) for rule in chosen]
        print(json.dumps(rows if key is None else rows[0], ensure_ascii=False, indent=2))
    elif key is None:
        print(_table(output_format))
    else:
        _print_page(page_of(chosen[0]), rendered=output_format == "text" and sys.stdout.isatty())
    return 0


def _rule(key: str) -> Rule:
    rule = find_rule(key)
    if rule is None:
        from rapidfuzz import fuzz, process

        known = [name for rule in RULES for name in (rule.code.lower(), rule.name)]
        best = process.extractOne(key.lower(), known, scorer=fuzz.ratio, score_cutoff=50)
        near = find_rule(best[0]) if best else None
        hint = f"; did you mean {near.code} `{near.name}`?" if near else "; `auditor rule` lists them"
        raise ConfigError(f"no rule is called `{key}`{hint}")
    return rule


def _as_dict(rule: Rule, with_page: bool) -> dict[str, str]:
    row = {"code": rule.code, "name": rule.name, "severity": rule.severity, "about": rule.family}
    return row | {"summary": rule.summary} | ({"page": page_of(rule)} if with_page else {})


def _table(output_format: str) -> str:
    from tabulate import tabulate

    rows = [(rule.code, rule.name, rule.severity, rule.family, rule.summary) for rule in RULES]
    style = "github" if output_format == "markdown" else "simple"
    return tabulate(rows, headers=("code", "name", "level", "about", "what it finds"), tablefmt=style)


def _print_page(page: str, rendered: bool) -> None:
    if not rendered:
        print(page, end="")
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(page))
