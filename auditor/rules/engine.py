"""How rules are run: each is a pure function of the judged recording that yields drafts of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.aligning.aligned import Alignment
from auditor.judging.judge import Judged
from auditor.model.result import Evidence
from auditor.rules.catalogue import BY_NAME

if TYPE_CHECKING:
    from auditor.rules.repeats import Repeat
    from auditor.scoring.compare import Faults


@dataclass(frozen=True)
class Draft:
    """A finding before it has an id. `claim` indexes the judged claims; `begin`/`stop` are characters of its text.

    Without a claim, `document` or `source` index the recording's documents or sources, and `line` is given.
    `severity` None takes the rule's default.
    """

    name: str
    message: str
    claim: int | None = None
    begin: int = 0
    stop: int | None = None
    severity: str | None = None
    claimed: str | None = None
    source_words: str | None = None
    introduced_by: str = "unknown"
    evidence: tuple[Evidence, ...] = ()
    document: int | None = None
    source: int | None = None
    line: int = 1
    end_line: int | None = None
    start: float | None = None
    speaker: str | None = None


@dataclass
class Judgement:
    """The judged recording that rules see. They read no file and print nothing."""

    alignment: Alignment
    claims: list[Judged] = field(default_factory=list)

    def of_document(self, document: int) -> list[tuple[int, Judged]]:
        """The claims of one document with their indices, pipeline text left out."""
        return [
            (i, c) for i, c in enumerate(self.claims)
            if c.placed.document == document and c.decision.verdict != "boilerplate"
        ]  # fmt: skip

    @cached_property
    def repeats(self) -> list[Repeat]:
        """Claims that tell the same words of the recording again."""
        from auditor.rules.repeats import find_repeats

        return find_repeats(self)

    @cached_property
    def faults(self) -> Faults:
        """What is wrong inside and between the transcripts."""
        from auditor.scoring.compare import Faults

        return Faults(self.alignment.streams, self.alignment.bases, self.alignment.settings.glossary)

    @cached_property
    def length(self) -> float | None:
        """The length of the recording in seconds, as the longest source tells it; None without times."""
        from auditor.reading import duration_seconds

        return max((d for s in self.alignment.streams if (d := duration_seconds(s.transcript))), default=None)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """All words of all sources, folded."""
        from auditor.rules.names import spoken

        return spoken(self)

    @cached_property
    def headers(self) -> list[frozenset[str]]:
        """The words of every header field and participant, folded."""
        from auditor.rules.names import header_words

        return header_words(self)


RuleFunction = Callable[[Judgement], Iterator[Draft]]


def run_rules(judgement: Judgement) -> list[Draft]:
    """All drafts, in the order of the registry; a draft's name must stand in the catalogue."""
    from auditor.rules.registry import RULES

    drafts = [draft for rule in RULES for draft in rule(judgement)]
    for draft in drafts:
        assert draft.name in BY_NAME, draft.name
    return drafts
