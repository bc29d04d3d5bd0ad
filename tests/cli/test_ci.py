"""The action, the GitLab job, the shell recipe and the pre-commit hook, run as far as one machine can."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed (extra test)")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A clean environment in which `auditor` and `python` are these, and no CI is around."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "auditor").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n')
    (bin_ / "auditor").chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    return {
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "PYTHONPATH": str(ROOT),
    }


class Runner:
    """Runs the steps of the composite action as GitHub's runner does: `run` steps by bash, inputs through `env`."""

    def __init__(self, folder: Path, tmp: Path, environ: dict[str, str]) -> None:
        self.action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        self.folder, self.tmp = folder, tmp
        self.summary, self.event = tmp / "summary.md", tmp / "event.json"
        self.environ = environ | {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(self.event),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(tmp / "runner"),
        }
        self.outputs: dict[str, dict[str, str]] = {}
        self.used: list[str] = []

    def __call__(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """The last step that failed, or the last one."""
        given = {name: spec.get("default", "") for name, spec in self.action["inputs"].items()} | inputs
        self.summary.write_text("")
        done = None
        for step in self.action["runs"]["steps"]:
            if not self._holds(step.get("if", ""), given):
                continue
            if "uses" in step:
                self.used.append(step["uses"].partition("@")[0])
                continue
            if step["id"] == "install":
                continue
            done = self._run(step, given)
            if step["id"] == "audit":
                self.log = done
            if done.returncode:
                return done
        assert done is not None
        return done

    def _holds(self, condition: str, given: dict[str, str]) -> bool:
        for part in filter(None, condition.split(" && ")):
            left, sign, right = re.fullmatch(r"([\w.\-]+) (==|!=) '(.*)'", part).groups()
            if (self._value(left, given) == right) != (sign == "=="):
                return False
        return True

    def _value(self, name: str, given: dict[str, str]) -> str:
        kind, _, rest = name.partition(".")
        if kind == "inputs":
            return given[rest]
        if kind == "steps":
            step, _, output = rest.partition(".outputs.")
            return self.outputs.get(step, {}).get(output, "")
        return str(ROOT)

    def _run(self, step: dict[str, Any], given: dict[str, str]) -> subprocess.CompletedProcess[str]:
        assert "${{" not in step["run"], "an input pasted into a script is an injection"
        env = {
            name: re.sub(r"\$\{\{ *([\w.\-]+) *\}\}", lambda m: self._value(m[1], given), text)
            for name, text in step["env"].items()
        }
        output = self.tmp / "output.txt"
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder / given["working-directory"],
            env=self.environ | env | {"GITHUB_OUTPUT": str(output)},
            capture_output=True,
            text=True,
        )
        self.outputs[step["id"]] = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return done


@pytest.fixture
def action(team, tmp_path, environ):
    runner = Runner(team.folder, tmp_path, environ)
    base = team.git("rev-parse", "HEAD")
    runner.event.write_text(json.dumps({"pull_request": {"base": {"sha": base}}}))
    team.write("transcripts/marigold.en.vtt", team.captions)
    team.write("summaries/marigold.md", team.good)
    team.commit()
    return runner


def test_the_action_passes_a_good_pull_request(action):
    done = action()
    assert done.returncode == 0, done.stdout + done.stderr
    assert action.outputs["audit"]["passed"] == "true"
    reports = Path(action.outputs["audit"]["reports"])
    assert sorted(p.name for p in reports.iterdir()) == ["audit.html", "audit.json", "audit.md", "audit.sarif"]
    assert "Transcript audit: pass" in action.summary.read_text("utf-8")
    assert "actions/upload-artifact" in action.used
    assert "github/codeql-action/upload-sarif" not in action.used


def test_the_action_fails_a_bad_one_and_annotates_the_line(action, team):
    team.write("summaries/marigold.md", f"{team.good}\n- {team.fabricated}\n")
    team.commit()
    done = action(sarif="true")
    assert done.returncode == 1
    assert (action.outputs["audit"]["status"], action.outputs["audit"]["passed"]) == ("1", "false")
    line = len(team.good.splitlines()) + 2
    assert re.search(rf"^::error [^\n]*file=summaries/marigold.md,line={line}\b", action.log.stdout, re.M), (
        action.log.stdout
    )
    assert "github/codeql-action/upload-sarif" in action.used
    assert f"summaries/marigold.md:{line}" in action.summary.read_text("utf-8").replace("\\", "")
    assert action(fail="false").returncode == 0
    assert action.outputs["audit"]["passed"] == "false"


def test_the_action_takes_arguments_and_never_passes_what_it_could_not_audit(action, team):
    assert action(since="", arguments="--ignore\nA01\n").returncode == 0, action.log.stdout
    done = action(since="", config="none.toml")
    assert done.returncode == 2
    assert action.outputs["audit"]["passed"] == ""
    assert "could not be audited (exit status 2)" in action.summary.read_text("utf-8")
    assert action(since="$(touch pwned)").returncode == 2
    assert not (team.folder / "pwned").exists()


def test_annotations_name_paths_from_the_root_of_the_clone(team, run, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(team.folder.parent))
    done = run("check", "--output-format", "github")
    assert "file=team/summaries/juniper.md,line=3" in done.out
    assert "summaries/juniper.md" in done.err and "team/" not in done.err.splitlines()[0].partition("FAIL")[0]
    below = run(
        "check",
        "juniper.md",
        "--isolated",
        "-s",
        "../transcripts/juniper.en.vtt",
        "-f",
        "github",
        cwd=team.folder / "summaries",
    )
    assert "file=team/summaries/juniper.md,line=3" in below.out
    assert "team/transcripts" not in run("check", "--output-format", "json").out


def test_the_gitlab_job(team, tmp_path, environ):
    job = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text("utf-8"))["auditor"]
    base = team.git("rev-parse", "HEAD")
    team.write("transcripts/marigold.en.vtt", team.captions)
    team.write("summaries/marigold.md", f"{team.good}\n- {team.fabricated}\n")
    team.commit()
    env = environ | {"CI": "true", "GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    script = "set -e\n" + "\n".join(job["script"])
    done = subprocess.run(["bash", "-c", script], cwd=team.folder, env=env, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    quality = json.loads((team.folder / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {row["location"]["path"] for row in quality} == {"summaries/marigold.md"}
    assert (team.folder / job["artifacts"]["reports"]["junit"]).is_file()
    assert all((team.folder / path).exists() for path in job["artifacts"]["paths"])


def test_the_shell_recipe(team, environ):
    call = ["sh", str(ROOT / "docs" / "ci" / "check.sh")]

    def recipe(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*call, *words], cwd=team.folder, env=environ, capture_output=True, text=True)

    assert recipe("HEAD").returncode == 0
    team.write("summaries/juniper.md", f"# Old\n\nAgain:\n\n- {team.fabricated}\n")
    failed = recipe("HEAD")
    assert failed.returncode == 1
    assert "Transcripts: fail; see transcript-audit/audit.html." in failed.stdout
    broken = recipe("no-such-revision")
    assert broken.returncode == 2
    assert "nothing is known" in broken.stdout


def test_the_pre_commit_hook(team, environ):
    """Its entry, run as pre-commit runs it (`try-repo` itself: below)."""
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert all(not hook["pass_filenames"] and hook["require_serial"] for hook in hooks.values())

    def hook(name: str) -> subprocess.CompletedProcess[str]:
        env = environ | {"PRE_COMMIT": "1"}
        return subprocess.run(hooks[name]["entry"].split(), cwd=team.folder, env=env, capture_output=True, text=True)

    team.write("README.md", "x")
    team.git("add", "-A")
    assert hook("auditor").returncode == 0
    assert hook("auditor-all").returncode == 1
    team.write("transcripts/marigold.en.vtt", team.captions)
    team.write("summaries/marigold.md", f"{team.good}\n- {team.fabricated}\n")
    team.git("add", "-A")
    done = hook("auditor")
    assert done.returncode == 1
    assert "summaries/marigold.md" in done.stdout and "juniper" not in done.stdout


@pytest.mark.skipif(
    not os.environ.get("AUDITOR_TEST_TRY_REPO"), reason="builds an environment: AUDITOR_TEST_TRY_REPO=1 runs it"
)
@pytest.mark.skipif(shutil.which("pre-commit") is None, reason="pre-commit is not installed")
def test_pre_commit_try_repo(team, environ, tmp_path):
    team.write("transcripts/marigold.en.vtt", team.captions)
    team.write("summaries/marigold.md", f"{team.good}\n- {team.fabricated}\n")
    team.git("add", "-A")
    hooks = tmp_path / "hooks"
    shutil.copytree(ROOT, hooks, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "site"))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        team.git("-C", str(hooks), *words)
    env = {**os.environ, "GIT_CONFIG_GLOBAL": environ["GIT_CONFIG_GLOBAL"], "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    call = ["pre-commit", "try-repo", str(hooks), "auditor", "--verbose"]
    bad = subprocess.run(call, cwd=team.folder, env=env, capture_output=True, text=True)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "fabricated-claim   summaries/marigold.md" in bad.stdout
    team.write("summaries/marigold.md", team.good)
    team.git("add", "-A")
    good = subprocess.run(call, cwd=team.folder, env=env, capture_output=True, text=True)
    assert good.returncode == 0, good.stdout + good.stderr
