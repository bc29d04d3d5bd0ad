"""One talk, and claims on it judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.aligning.place import align
from auditor.judging.judge import Judged, judge
from auditor.judging.model import load_model
from auditor.model.inputs import TextFile
from auditor.reading import read_document, read_transcript
from auditor.settings import Settings

TALK = """[00:00:05] Maya Brandt: Welcome to the harbour talk, everyone.
[00:00:09] Maya Brandt: We repainted the old lighthouse in the spring, and the work took twelve weeks.
[00:00:17] Maya Brandt: The council did not approve the second crane.
[00:00:24] Maya Brandt: It might be possible to open the gallery next year.
[00:00:31] Tom Okoye: Do we know who will pay for the new lamps?
[00:00:36] Maya Brandt: The lamps cost forty thousand euros, and the port pays half of them.
[00:00:44] Tom Okoye: I have asked the ferry company for a letter of support.
[00:00:50] Tom Okoye: The old ferry burns too much diesel, so we want to replace it with an electric one.
[00:00:58] Maya Brandt: Some of the visitors complained about the noise of the horn.
[00:01:04] Maya Brandt: The walls are thick and the rooms stay warm in the winter.
[00:01:11] Tom Okoye: I don't think that the bridge should close at night.
[00:01:17] Tom Okoye: We sell coffee, not souvenirs, at the museum shop.
[00:01:24] Maya Brandt: Ingrid Solheim drew the plans for the breakwater in nineteen eighty four.
[00:01:32] Maya Brandt: The boat weighs three tonnes and carries nine people.
[00:01:40] Tom Okoye: You can dive there, unless the current is strong.
[00:01:47] Maya Brandt: We use the Orca X2 sensor because it, um, it survives the the salt.
"""

Judging = Callable[..., list[Judged]]


@pytest.fixture
def judged() -> Judging:
    """`judged(document, source, ...)`: every claim of a document judged; the source is the talk by default."""

    def run(document: str, *sources: str, settings: Settings | None = None) -> list[Judged]:
        chosen = settings or Settings()
        read = [read_transcript(TextFile(f"talk{n}.txt", text)) for n, text in enumerate(sources or (TALK,))]
        return judge(align("talk", read, [read_document(TextFile("notes.md", document))], chosen), load_model())

    return run


@pytest.fixture
def line(judged: Judging) -> Callable[..., Judged]:
    """`line(text)`: the one claim of a document that holds this bullet."""

    def run(text: str, *sources: str, settings: Settings | None = None) -> Judged:
        [only] = judged(f"# Notes\n\n- {text}\n", *sources, settings=settings)
        return only

    return run
