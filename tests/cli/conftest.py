"""A scratch team that publishes talks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

CAPTIONS = """WEBVTT

00:00:02.000 --> 00:00:08.000
Welcome to the harbour museum. My name is Edda Lorne and I looked after the ferry for twenty-six years.

00:00:08.000 --> 00:00:15.000
The ferry Marigold was built in 1931 in the yard at Skelby, and she carried eighty passengers and four cars.

00:00:15.000 --> 00:00:22.000
In winter the engine had to be warmed for two hours before the first crossing, otherwise it would not start.

00:00:22.000 --> 00:00:30.000
People think that the bridge ended the ferry, but that is not true. The company stopped paying for the pilot.

00:00:30.000 --> 00:00:38.000
We were never late in the last nine years, not once, because the captain slept on board.

00:00:38.000 --> 00:00:46.000
The town council may buy the ferry next spring, but nobody has signed anything yet.

00:00:46.000 --> 00:00:54.000
If you want to see the engine room, come on a Sunday, the volunteers open it at ten o'clock.

00:00:54.000 --> 00:01:02.000
The brass bell in the hall is the old one; the new bell hangs on the lifeboat at Skelby.
"""
GOOD = """# The ferry Marigold

- The ferry Marigold was built in 1931 in the yard at Skelby, and she carried eighty passengers and four cars.
- The brass bell in the hall is the old one; the new bell hangs on the lifeboat at Skelby.
- The town council may buy the ferry next spring, but nobody has signed anything yet.
"""
FABRICATED = 'Edda Lorne: "I am so grateful to every visionary partner who believed in our incredible journey."'
CONFIG = '[[recordings]]\nsources = ["transcripts/{stem}.*.vtt"]\nderived = "summaries/{stem}.md"\n'
OTHER = CAPTIONS.replace("Marigold", "Juniper").replace("Skelby", "Dunmoor").replace("1931", "1948")


class Team:
    """A git repository with transcripts, summaries and a configuration; the words of a good and of a bad document."""

    captions, good, fabricated = CAPTIONS, GOOD, FABRICATED

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "-q")
        self.write("auditor.toml", CONFIG)
        self.write("transcripts/juniper.en.vtt", OTHER)
        self.write("summaries/juniper.md", f"# Old\n\n- {FABRICATED}\n")
        self.commit()

    def git(self, *words: str) -> str:
        names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
        done = subprocess.run(["git", *names, *words], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-qm", "x")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """The main branch holds an old document that would fail; the working directory is the repository."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    made = Team(tmp_path / "team")
    monkeypatch.chdir(made.folder)
    return made
