"""A recording in a few lines: derived text and sources in, drafts of findings out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.aligning.place import align
from auditor.judging.judge import judge
from auditor.judging.model import load_model
from auditor.model.inputs import TextFile
from auditor.reading import read_document, read_transcript
from auditor.rules.engine import Draft, Judgement, run_rules
from auditor.settings import Settings

CAPTIONS = """Title: The boat yard at Lower Marrow
Duration: PT1M30S
Description: On stage: Hanna Brook, Tobias Fenn. In the audience: Rosa Quint.

Transcript:

[00:00:02] good evening I'm Hanna Brook and I run the
[00:00:06] boat yard at Lower Marrow tonight we launch
[00:00:10] the seventh ferry of this season the hull
[00:00:14] weighs 42 tonnes and it took eleven weeks to
[00:00:18] build what was the hardest part of the work
[00:00:22] the rudder was the hardest part because the
[00:00:26] bearing came from a foundry that closed in March
[00:00:30] we cast a new bearing in our own shed and we
[00:00:34] did not tell the owner until it was finished
[00:00:38] Tobias you painted the deck what did you use
[00:00:42] I used a green enamel from the old harbour
[00:00:46] store and nobody believed that it would dry in
[00:00:50] time but it dried in two days and the owner
[00:00:54] laughed when he saw it we are very proud of
[00:00:58] this ferry and we will sail it to Port Ellery
[00:01:02] on Saturday with forty children on board
"""

LABELLED = """Chair: Welcome back. We have three things to settle before the fair opens.
Treasurer: The tent costs nine hundred crowns, and the band wants a deposit by Thursday.
Chair: Can you pay the deposit for the band, please?
Treasurer: Yes, I can pay the band on Wednesday morning.
Gardener: I'll water the flower beds behind the tent every evening.
Chair: Good. The council does not allow open fires near the stables.
Gardener: Then we need electric stoves for the soup kitchen.
"""

Audit = Callable[..., Judgement]


@pytest.fixture
def audit() -> Audit:
    """`audit(derived, source, ..., settings=...)`: the judged recording."""

    def run(derived: str, *sources: str, settings: Settings | None = None) -> Judgement:
        chosen = settings or Settings()
        document = read_document(TextFile("talk.summary.txt", derived), fields=chosen.fields)
        transcripts = [read_transcript(TextFile(f"talk{n}.txt", text)) for n, text in enumerate(sources or (CAPTIONS,))]
        alignment = align("talk", transcripts, [document], chosen)
        return Judgement(alignment, judge(alignment, load_model(None)))

    return run


Findings = Callable[..., list[Draft]]


@pytest.fixture
def findings(audit: Audit) -> Findings:
    """`findings(name, derived, source, ...)`: the drafts of one name."""

    def run(name: str, derived: str, *sources: str, settings: Settings | None = None) -> list[Draft]:
        return [draft for draft in run_rules(audit(derived, *sources, settings=settings)) if draft.name == name]

    return run
