"""Which files changed against a git revision, and which revision a pull request is to be compared with."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.gate.suppression import SIDE_ENDING
from auditor.settings import RecordingSpec

AUTO = "auto"
_ZEROS = re.compile(r"0+")


def changed_files(revision: str, folder: Path, environ: Mapping[str, str]) -> tuple[frozenset[Path], str]:
    """The files that differ from where `revision` and HEAD part, uncommitted and untracked ones included.

    Args:
        revision: anything that git understands, or `auto` (see `base_revision`).
        folder: a folder in the repository.
        environ: the environment (pull request variables of GitHub and GitLab).

    Returns:
        Absolute paths (deleted files too), and the commit compared with.

    Raises:
        ConfigError: no repository, no such revision, or history that a shallow clone lacks.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    named = base_revision(folder, environ) if revision == AUTO else revision
    commit = _commit(folder, named) or (_empty_tree(folder) if named == "HEAD" else None)
    if commit is None:
        hint = "; the clone is shallow: fetch the history (fetch-depth: 0, GIT_DEPTH: 0)" if _is_shallow(folder) else ""
        raise ConfigError(f"--since {revision}: git knows no revision `{named}`{hint}")
    parted = _try_git(folder, "merge-base", commit, "HEAD")
    base = parted.strip() if parted else commit
    changed = _git(top, "diff", "--name-only", "--no-renames", "-z", base, "--")
    untracked = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(top / name for name in (changed + untracked).split("\0") if name), base


def base_revision(folder: Path, environ: Mapping[str, str]) -> str:
    """The revision that `auto` stands for.

    pre-commit: what it compares with, or HEAD. GitHub: the base of the pull request or merge group, else what the push
    replaced. GitLab: the target's commit of a merged-results pipeline, the base of the merge request, else what the
    push replaced. Elsewhere, and for a new branch, the remote's default branch.

    Raises:
        ConfigError: nothing tells.
    """
    for candidate in _candidates(environ):
        if candidate and not _ZEROS.fullmatch(candidate) and _commit(folder, candidate):
            return candidate
    named = [c for c in _candidates(environ) if c and not _ZEROS.fullmatch(c)]
    if named:
        return named[0]
    head = _try_git(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    if head:
        return head.strip()
    for branch in ("origin/main", "origin/master"):
        if _commit(folder, branch):
            return branch
    raise ConfigError(
        "--since auto: neither the environment nor a remote's default branch names a base; name a revision"
    )


def _candidates(environ: Mapping[str, str]) -> list[str]:
    out: list[str] = [environ.get("PRE_COMMIT_FROM_REF", "")]
    if environ.get("GITHUB_ACTIONS"):
        event = _event(environ.get("GITHUB_EVENT_PATH", ""))
        out.append(_text(event, "pull_request", "base", "sha"))
        out.append(_text(event, "merge_group", "base_sha"))
        if environ.get("GITHUB_BASE_REF"):
            out += [f"origin/{environ['GITHUB_BASE_REF']}", "HEAD^1"]
        out.append(_text(event, "before"))
        default = _text(event, "repository", "default_branch")
        out.append(f"origin/{default}" if default else "")
    elif environ.get("GITLAB_CI"):
        out.append(environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", ""))
        out.append(environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", ""))
        if environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
            out.append(f"origin/{environ['CI_MERGE_REQUEST_TARGET_BRANCH_NAME']}")
        out.append(environ.get("CI_COMMIT_BEFORE_SHA", ""))
        default = environ.get("CI_DEFAULT_BRANCH", "")
        out.append(f"origin/{default}" if default else "")
    elif environ.get("PRE_COMMIT"):
        out.append("HEAD")
    return out


def _event(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"--since auto: the event file {path} cannot be read ({error})") from error
    return data if isinstance(data, dict) else {}


def _text(event: Any, *keys: str) -> str:
    for key in keys:
        event = event.get(key) if isinstance(event, dict) else None
    return event if isinstance(event, str) else ""


def touched(specs: Sequence[RecordingSpec], changed: frozenset[Path]) -> list[RecordingSpec]:
    """The recordings of which any file (source, derived document, side file, reference) is among `changed`."""
    out = []
    for spec in specs:
        names = [*spec.sources, *spec.derived, *([spec.reference] if spec.reference else [])]
        paths = {(Path(spec.base) / name).resolve() for name in names}
        paths |= {path.with_name(path.name + SIDE_ENDING) for path in paths}
        if paths & changed:
            out.append(spec)
    return out


def _commit(folder: Path, revision: str) -> str | None:
    found = _try_git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.strip() if found else None


def _empty_tree(folder: Path) -> str:
    """What a first commit is compared with."""
    return _git(folder, "hash-object", "-t", "tree", "/dev/null").strip()


def _is_shallow(folder: Path) -> bool:
    return (_try_git(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def _try_git(folder: Path, *arguments: str) -> str | None:
    try:
        return _git(folder, *arguments)
    except ConfigError:
        return None


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    except FileNotFoundError as error:
        raise ConfigError("--since: git is not installed") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines() or ["failed"]
        raise ConfigError(f"--since: git {arguments[0]}: {lines[0]}") from error
    return done.stdout.decode("utf-8", "surrogateescape")
