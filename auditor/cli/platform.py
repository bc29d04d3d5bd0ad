"""Paths for the platforms that show findings beside files: they want them from the root of the repository."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from auditor.model.result import Audit, Finding, Recording

FORMATS = frozenset({"github", "gitlab", "sarif"})
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def from_root(audit: Audit, base: Path, environ: Mapping[str, str] = os.environ) -> Audit:
    """The audit with the paths of findings and evidence from the root of the CI job's clone.

    Args:
        audit: with paths relative to `base`.
        base: the folder of the configuration, or the working directory.
        environ: names the clone's root; without it the audit stays as it is.
    """
    root = next((environ[name] for name in _ROOTS if environ.get(name)), None)
    if root is None or not base.resolve().is_relative_to(Path(root).resolve()):
        return audit
    prefix = base.resolve().relative_to(Path(root).resolve()).as_posix()
    if prefix == ".":
        return audit
    return replace(audit, recordings=[_moved(recording, prefix) for recording in audit.recordings])


def _moved(recording: Recording, prefix: str) -> Recording:
    return replace(recording, findings=[_finding(finding, prefix) for finding in recording.findings])


def _finding(finding: Finding, prefix: str) -> Finding:
    evidence = [replace(each, path=_join(prefix, each.path)) for each in finding.evidence]
    return replace(finding, path=_join(prefix, finding.path), evidence=evidence)


def _join(prefix: str, path: str) -> str:
    return path if path == "-" else posixpath.normpath(posixpath.join(prefix, path))
