"""`auditor speakers`: the discrepancy listing by claimed speaker."""

from __future__ import annotations

import json

from auditor.cli.check import audit_chosen
from auditor.cli.select import Call, choose
from auditor.cli.terminal import print_text
from auditor.errors import ConfigError
from auditor.reports import speakers as report

__all__ = ["Call", "speakers"]


def speakers(call: Call, output_format: str, workers: int = 1) -> int:
    """Prints the listing; it reports and does not judge, so that the status is 0 whatever it finds.

    Raises:
        AuditorError: the call, the configuration or an input is wrong.
    """
    if output_format not in ("text", "markdown", "json"):
        raise ConfigError(f"--output-format: expected text, markdown or json, got {output_format}")
    chosen = choose(call)
    if not chosen.specs:
        print_text(f"{chosen.note}\n" if output_format == "text" else "[]\n" if output_format == "json" else "")
        return 0
    audit = audit_chosen(chosen, workers)
    if output_format == "json":
        print_text(json.dumps(report.listing(audit), ensure_ascii=False, indent=2) + "\n")
    else:
        print_text(report.markdown(audit) if output_format == "markdown" else report.text(audit))
    return 0
