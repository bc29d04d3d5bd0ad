"""The shared real recordings, where they are at hand."""

from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.reading import duration_seconds, holds_both, read_file, read_transcript

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared recordings are not beside this repository")


def seed(number: str) -> str:
    return str(next((SHARED / "seeds").glob(f"{number}_*.txt")))


def test_captions_with_a_header() -> None:
    transcript = read_transcript(seed("000"))
    assert transcript.format == "captions"
    assert set(transcript.header) == {"Title", "Channel", "Published", "Duration", "Description"}
    assert len(transcript.participants) == 19
    assert (len(transcript.segments), transcript.segments[0].line, transcript.segments[0].start) == (589, 17, 9.0)
    assert sum(len(one.text.text.split()) for one in transcript.segments) == 4286
    assert duration_seconds(transcript) == 1334.0 and not transcript.problems


def test_one_long_line() -> None:
    transcript = read_transcript(seed("001"))
    assert transcript.format == "plain"
    assert sum(len(one.text.text.split()) for one in transcript.segments) == len(transcript.file.text.split())
    assert {one.line for one in transcript.segments} == {1}


@pytest.mark.parametrize(("number", "people", "line"), [("003", 5, 64), ("004", 1, 26)])
def test_podcast_pages(number: str, people: int, line: int) -> None:
    transcript = read_transcript(seed(number))
    assert transcript.format == "podcast" and holds_both(read_file(seed(number)))
    assert (len(transcript.participants), transcript.segments[0].line) == (people, line)


@pytest.mark.parametrize(("name", "speakers"), [("bmr026", 6), ("education0", 8), ("es2009b", 4), ("ts3010c", 4)])
def test_labelled_meetings(name: str, speakers: int) -> None:
    transcript = read_transcript(str(SHARED / "keys" / f"{name}.source.txt"))
    assert transcript.format == "labelled"
    assert len({one.speaker for one in transcript.segments}) == speakers
    assert not any("{" in one.text.text for one in transcript.segments)


def test_vtt() -> None:
    transcript = read_transcript(str(SHARED / "keys" / "bmr026.asr.vtt"))
    assert (transcript.format, len(transcript.segments)) == ("vtt", 528)


@pytest.mark.parametrize("ending", ["stm", "ctm", "trn"])
def test_nist_files(ending: str) -> None:
    files = sorted((SHARED / "bench" / "asr").rglob(f"*.{ending}"))
    assert files
    for path in files:
        try:
            transcript = read_transcript(str(path))
        except InputError as error:
            assert "empty" in str(error) and not path.read_bytes().strip()
            continue
        assert transcript.format == ending and not transcript.problems
