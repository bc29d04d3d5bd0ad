"""What changed since a revision, in real scratch repositories."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.gate.since import base_revision, changed_files, touched
from auditor.settings import RecordingSpec

ENV = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": "/usr/bin:/bin:/usr/local/bin"}


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *names, *words], cwd=folder, capture_output=True, text=True, check=True, env=ENV)
    return done.stdout.strip()


def commit(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, a_md="1", b_md="1", a_vtt="1", b_vtt="1")
    return folder


def _names(folder: Path, revision: str, environ: dict[str, str] | None = None) -> set[str]:
    return {path.name for path in changed_files(revision, folder, environ or {})[0]}


def test_committed_uncommitted_untracked_and_deleted_files(repo):
    base = git(repo, "rev-parse", "HEAD")
    assert _names(repo, base) == set()
    commit(repo, a_md="2")
    (repo / "b.vtt").write_text("2")
    (repo / "näw file.md").write_text("x")
    (repo / "b.md").unlink()
    assert _names(repo, base) == {"a.md", "b.vtt", "b.md", "näw file.md"}


def test_what_the_target_did_meanwhile_is_not_ours(repo):
    git(repo, "checkout", "-qb", "feature")
    commit(repo, a_md="2")
    git(repo, "checkout", "-q", "main")
    commit(repo, b_md="2")
    git(repo, "checkout", "-q", "feature")
    assert _names(repo, "main") == {"a.md"}


def test_from_a_subfolder_paths_are_still_right(repo):
    (repo / "sub").mkdir()
    commit(repo / "sub", c_md="1")
    paths, _ = changed_files("HEAD~1", repo / "sub", {})
    assert paths == {repo.resolve() / "sub" / "c.md"}


def test_touched_by_source_document_reference_or_side_file(repo):
    spec = RecordingSpec(name="a", sources=("a.vtt",), derived=("a.md",), reference="a.ref", base=str(repo))
    other = RecordingSpec(name="b", sources=("b.vtt",), derived=("b.md",), base=str(repo))
    for name in ("a.vtt", "a.md", "a.ref", "a.md.auditor-ignore.toml"):
        assert touched([spec, other], frozenset({repo.resolve() / name})) == [spec]
    assert touched([spec, other], frozenset({repo.resolve() / "README.md"})) == []


def test_pull_request_on_github(repo, tmp_path):
    base = git(repo, "rev-parse", "HEAD")
    git(repo, "checkout", "-qb", "feature")
    commit(repo, a_md="2")
    git(repo, "checkout", "-q", "main")
    commit(repo, b_md="2")
    git(repo, "checkout", "-q", "--detach")
    git(repo, "merge", "-q", "--no-edit", "feature")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"base": {"sha": git(repo, "rev-parse", "main")}}}))
    environ = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(event), "GITHUB_BASE_REF": "main"}
    assert _names(repo, "auto", environ) == {"a.md"}
    event.write_text(json.dumps({"pull_request": {"base": {"sha": "f" * 40}}}))
    assert _names(repo, "auto", environ) == {"a.md"}, "the base is not fetched: the merge commit's first parent will do"
    event.write_text(json.dumps({"before": base, "repository": {"default_branch": "main"}}))
    assert _names(repo, "auto", {k: v for k, v in environ.items() if k != "GITHUB_BASE_REF"}) == {"a.md", "b.md"}


def test_a_shallow_clone_says_what_to_do(repo, tmp_path):
    commit(repo, a_md="2")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", "shallow")
    with pytest.raises(ConfigError, match="clone is shallow: fetch the history"):
        changed_files("v1", tmp_path / "shallow", {})


def test_merge_request_on_gitlab(repo):
    base = git(repo, "rev-parse", "HEAD")
    tip = commit(repo, a_md="2")
    merge_request = {"GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_COMMIT_BEFORE_SHA": "0" * 40}
    assert base_revision(repo, merge_request) == base
    assert base_revision(repo, merge_request | {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": tip}) == tip
    assert base_revision(repo, {"GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": base}) == base


def test_under_pre_commit(repo, tmp_path):
    base = commit(repo, a_md="2")
    commit(repo, b_md="2")
    (repo / "a.vtt").write_text("staged")
    git(repo, "add", "-A")
    assert _names(repo, "auto", {"PRE_COMMIT": "1"}) == {"a.vtt"}
    assert _names(repo, "auto", {"PRE_COMMIT": "1", "PRE_COMMIT_FROM_REF": base}) == {"a.vtt", "b.md"}
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    git(fresh, "init", "-q")
    (fresh / "first.md").write_text("1")
    git(fresh, "add", "-A")
    assert _names(fresh, "auto", {"PRE_COMMIT": "1"}) == {"first.md"}


def test_a_new_branch_and_a_plain_clone_take_the_default_branch(repo, tmp_path):
    git(tmp_path, "clone", "-q", str(repo), "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "-qb", "new")
    commit(clone, b_md="9")
    assert _names(clone, "auto") == {"b.md"}
    zeros = {"GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": "0" * 40, "CI_DEFAULT_BRANCH": "main"}
    assert _names(clone, "auto", zeros) == {"b.md"}


@pytest.mark.parametrize("revision", ["nothing-such", "--output=/tmp/x", "HEAD..HEAD", "", "auto"])
def test_a_revision_that_is_none_is_an_error(repo, revision):
    with pytest.raises(ConfigError, match="--since"):
        changed_files(revision, repo, {})


def test_outside_of_a_repository(tmp_path):
    with pytest.raises(ConfigError, match=r"--since: git rev-parse: .*not a git repository"):
        changed_files("HEAD", tmp_path, {})
