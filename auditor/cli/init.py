"""`auditor init`: writes a commented configuration from the transcripts and documents that a folder holds."""

from __future__ import annotations

from pathlib import Path

from auditor.cli.terminal import print_text
from auditor.errors import AuditorError, ConfigError, InputError
from auditor.gate.config import FILE_NAME, load_config
from auditor.gate.propose import Proposal, config_text, propose
from auditor.gate.recordings import declared, files_below
from auditor.reports import write_text
from auditor.reports.plain import visible


def init(folder: str, *, stdout: bool, force: bool) -> int:
    """Writes `auditor.toml` and says what it finds.

    Raises:
        InputError: the folder is none, or cannot be written.
        ConfigError: a configuration is there already.
    """
    base = Path(folder)
    if not base.is_dir():
        raise InputError(folder, "no such folder")
    target = base / FILE_NAME
    if target.exists() and not force and not stdout:
        raise ConfigError(f"{target}: is there already; --force replaces it, --stdout only prints")
    proposals = propose(files_below(base))
    text = config_text(proposals)
    if stdout:
        print_text(text)
        return 0
    try:
        write_text(target, text)
    except OSError as error:
        raise InputError(str(target), f"cannot be written ({error.strerror})") from error
    print_text(_said(target, proposals))
    return 0


def _said(target: Path, proposals: list[Proposal]) -> str:
    lines = [f"wrote {visible(str(target))}"]
    lines += [f"  {visible(p.derived)} from {visible(', '.join(p.sources))}: {p.documents} now" for p in proposals]
    if not proposals:
        return "\n".join([*lines, "  no transcript with a derived document found: name them in [[recordings]]"]) + "\n"
    try:
        found = declared(load_config(target))
        lines += [f"  no derived document yet: {visible(path)}" for path in found.unused_sources]
        lines.append("Next: auditor config shows what is in force, auditor check audits it.")
    except AuditorError as error:
        lines.append(f"  to mend: {error}")
    return "\n".join(lines) + "\n"
