"""Bad input, bad luck: one clear line on standard error, exit status 2, never a traceback and never a pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TALK = "[00:00:01] The weir was closed for nine years.\n[00:00:05] Nobody wanted to pay for the lock gate.\n"
NOTES = "# Weir\n\n- The weir was closed for nine years.\n- Nobody wanted to pay for the lock gate.\n"
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nThe weir was closed for nine years.\n\n"
TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body><div>'
    '<p begin="00:00:01.000" end="00:00:04.000">The weir was closed for nine years.</p>'
)
JSON = '{"segments": [{"start": 1.0, "end": 4.0, "text": "The weir was closed for nine years."}, {"start": 4.0, "te'
PAGE = "Weir Radio\n\nTitle: The weir\n\nKey Insights\n\nWhy was the weir closed?\nNobody wanted to pay.\n"


def program(folder: Path, *words: str, code: str = "", stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """The program in its own process; `code` runs before it, to break something inside."""
    start = f"{code}\nimport sys\nfrom auditor.__main__ import run\nsys.argv = ['auditor', *sys.argv[1:]]\nrun()"
    return subprocess.run(
        [sys.executable, "-c", start, *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )


def refused(done: subprocess.CompletedProcess[str], *says: str) -> None:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("auditor: "), done.stderr
    for words in says:
        assert words in done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "notes.md").write_text(NOTES, "utf-8")
    (tmp_path / "shelf").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \r\n\t\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "torn.json").write_text(JSON, "utf-8")
    (tmp_path / "torn.ttml").write_text(TTML, "utf-8")
    (tmp_path / "torn.vtt").write_text(VTT + "00:00:04.000 --> 00:0", "utf-8")
    (tmp_path / "wordless.vtt").write_text("WEBVTT\n", "utf-8")
    (tmp_path / "marks.txt").write_text("[00:00:01] ...\n[00:00:04] --- !\n", "utf-8")
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    return tmp_path


def test_the_good_files_pass(folder):
    done = program(folder, "check", "notes.md", "--source", "talk.txt")
    assert done.returncode == 0, done.stdout + done.stderr


BAD = [
    ("gone.txt", "no such file"),
    ("shelf", "this is a directory"),
    ("empty.txt", "the file is empty"),
    ("blank.txt", "white space only|the file is empty"),
    ("binary.txt", "binary|not text"),
    ("photo.txt", "PNG"),
    ("torn.json", "JSON|breaks off|ends"),
    ("torn.ttml", "TTML|XML|breaks off|ends"),
    ("torn.vtt", "breaks off|WebVTT|time"),
    ("wordless.vtt", "words|speech|cue"),
    ("marks.txt", "words|speech"),
]


@pytest.mark.parametrize(("name", "says"), BAD, ids=[name for name, _ in BAD])
def test_a_bad_source(folder, name, says):
    done = program(folder, "check", "notes.md", "--source", name)
    refused(done, name)
    assert any(words in done.stderr for words in says.split("|")), done.stderr


@pytest.mark.parametrize(
    ("name", "says"),
    [b for b in BAD if b[0] not in ("torn.vtt", "torn.ttml", "wordless.vtt", "marks.txt")],
    ids=lambda value: value.split("|")[0],
)
def test_a_bad_document(folder, name, says):
    refused(program(folder, "check", name, "--source", "talk.txt"), name)


def test_one_bad_source_of_two_is_enough(folder):
    refused(program(folder, "check", "notes.md", "--source", "talk.txt", "--source", "torn.json"), "torn.json")


def test_a_page_without_its_transcript(folder):
    refused(program(folder, "check", "page.txt"), "page.txt", "no transcript to check it against")


@pytest.mark.parametrize("text", ["# Only\n\n## Headings\n", "---\ntitle: Weir\n---\n"])
def test_nothing_to_check_never_passes(folder, text):
    (folder / "bare.md").write_text(text, "utf-8")
    refused(program(folder, "check", "bare.md", "--source", "talk.txt"), "bare.md")


def test_claims_without_a_word_are_nothing_checked(folder):
    (folder / "bare.json").write_text('{"claims": [{"text": "..."}, {"text": "!?"}]}', "utf-8")
    refused(program(folder, "check", "bare.json", "--source", "talk.txt"), "bare.json")


def test_text_of_the_pipeline_alone_is_nothing_checked(folder):
    (folder / "bare.md").write_text("This chunk continues in the next part.\n", "utf-8")
    refused(program(folder, "check", "bare.md", "--source", "talk.txt"), "bare.md")


@pytest.mark.parametrize(
    "code",
    [
        "import auditor.judging.judge as m\ndef f(*a): raise ZeroDivisionError('division by zero')\nm.judge = f",
        "import auditor.aligning.place as m\ndef f(*a): raise RecursionError\nm.align = f",
        "import auditor.assemble as m\ndef f(*a): raise KeyError('two\\nlines')\nm.assemble = f",
        "import auditor.reports as m, auditor.cli.check as c\ndef f(*a): raise MemoryError\nc.render = f",
        "import auditor.rules.engine as m\ndef f(*a): assert False\nm.run_rules = f",
    ],
    ids=["judging", "recursion", "a message of two lines", "memory", "a broken promise"],
)
def test_a_crash_is_one_line_and_no_finding(folder, code):
    refused(program(folder, "check", "notes.md", "--source", "talk.txt", code=code), "internal error")


def test_a_crash_in_a_worker(folder):
    (folder / "auditor.toml").write_text(
        '[[recordings]]\nname = "a"\nsources = ["talk.txt"]\nderived = ["notes.md"]\n'
        '[[recordings]]\nname = "b"\nsources = ["talk.txt"]\nderived = ["gone.md"]\n',
        "utf-8",
    )
    refused(program(folder, "check", "-j", "2"), "gone.md")


def test_standard_output_that_cannot_be_written(folder):
    with Path("/dev/full").open("w") if Path("/dev/full").exists() else pytest.skip("no /dev/full here") as full:
        done = subprocess.run(
            [sys.executable, "-m", "auditor", "check", "notes.md", "--source", "talk.txt", "--output-format", "json"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and done.stderr.startswith("auditor: ")


def test_a_report_that_cannot_be_written(folder):
    refused(
        program(folder, "check", "notes.md", "--source", "talk.txt", "--report", "talk.txt/place.json"), "place.json"
    )


@pytest.mark.parametrize("head", ["1", "0"])
def test_a_closed_pipe_keeps_quiet(folder, head):
    call = (
        f'{{ "{sys.executable}" -m auditor check notes.md --source talk.txt --output-format json; echo $? >status; }}'
        f" | head -c {head}"
    )
    done = subprocess.run(
        ["sh", "-c", call], cwd=folder, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
    assert (folder / "status").read_text().strip() in ("0", "2")


def test_a_bad_line_is_named_and_the_rest_is_kept(folder):
    (folder / "talk.jsonl").write_text(
        '{"start": 1, "end": 4, "text": "The weir was closed for nine years."}\n'
        '{"start": 4, "end": 6, "text": \n'
        '{"start": 6, "end": 9, "text": "Nobody wanted to pay for the lock gate."}\n',
        "utf-8",
    )
    done = program(folder, "check", "notes.md", "--source", "talk.jsonl", "--output-format", "json", "-q")
    assert done.returncode == 0, done.stderr
    [recording] = json.loads(done.stdout)["recordings"]
    [source] = recording["sources"]
    assert [problem["line"] for problem in source["problems"]] == [2]
    assert len(source["segments"]) == 2
    assert {claim["verdict"] for claim in recording["claims"]} == {"verbatim"}


def test_a_bad_line_is_told_on_the_console_too(folder):
    (folder / "talk.jsonl").write_text(
        '{"start": 1, "end": 4, "text": "The weir was closed for nine years."}\n'
        "oops\n"
        '{"start": 4, "end": 9, "text": "Nobody wanted to pay for the lock gate."}\n',
        "utf-8",
    )
    done = program(folder, "check", "notes.md", "--source", "talk.jsonl")
    assert "talk.jsonl:2" in done.stdout + done.stderr


def test_every_document_counts(folder):
    """A second document that holds nothing is not hidden behind a good first one."""
    (folder / "bare.md").write_text("# Heading\n", "utf-8")
    refused(program(folder, "check", "notes.md", "bare.md", "--source", "talk.txt"), "bare.md")
