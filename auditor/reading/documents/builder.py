"""Collecting claims and the account of every line of a derived document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from auditor.model.inputs import Claim, ClaimField, DerivedDocument, DocumentLine, LineProblem, Located, TextFile
from auditor.reading.documents import located
from auditor.reading.documents.grammar import Clock, Line
from auditor.reading.documents.quotations import Voices, pieces
from auditor.reading.documents.sentences import count_words, join_fragments, known_initials, split

_RANK = ("claim", "not-understood", "pipeline-text", "label", "heading", "metadata", "transcript", "furniture")


@dataclass(frozen=True)
class Traits:
    """What a turn claims beside its words."""

    kind: str = "paragraph"
    layout: str = ""
    speaker: str | None = None
    clock: Clock | None = None
    sentiment: str | None = None
    quoted: bool = False
    fields: tuple[ClaimField, ...] = ()


def traits_of(line: Line, kind: str) -> Traits:
    """The traits that a parsed line gives its words."""
    return Traits(kind, " ".join(line.shape), line.label, line.clock, line.sentiment, line.quoted)


@dataclass
class Builder:
    """Claims in the order of the document. `heading` and `part` hold for what is added next."""

    file: TextFile
    format: str
    heading: str = ""
    part: int = 0
    header: dict[str, str] = field(default_factory=dict)
    participants: list[str] = field(default_factory=list)
    language: str | None = None
    claims: list[Claim] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    problems: list[LineProblem] = field(default_factory=list)
    voices: Voices = field(default_factory=lambda: Voices([]))

    def __post_init__(self) -> None:
        self.initials = known_initials(self.file.text)
        self._turn = 0

    def mark(self, text: Located, role: str) -> None:
        """Say what the lines of a text were taken for; the weightiest role of a line counts."""
        first, last = (self.file.line_of(o) for o in (text.offset(0), text.offset(max(0, len(text.text) - 1))))
        for line in range(first, last + 1):
            known = self.roles.get(line)
            if known is None or _RANK.index(role) < _RANK.index(known):
                self.roles[line] = role

    def add(self, text: Located, traits: Traits, whole: bool = False) -> None:
        """One turn: a claim for each sentence, or one claim for all of it (`whole`)."""
        text = located.strip(text)
        if not count_words(text.text):
            return
        spans = [(0, len(text.text))]
        if not whole:
            spans = join_fragments(text.text, split(text.text, initials=self.initials))
        clock = traits.clock
        for start, stop in spans:
            words = text.slice(start, stop)
            lines = [self.file.line_of(words.offset(i)) for i in (0, len(words.text) - 1)]
            self.mark(words, "claim")
            self.claims.append(
                Claim(
                    words,
                    lines[0],
                    lines[1],
                    self._turn,
                    traits.kind,
                    self.part,
                    traits.layout,
                    traits.speaker,
                    clock.start if clock else None,
                    clock.end if clock else None,
                    clock.text if clock else None,
                    traits.sentiment,
                    traits.quoted,
                    traits.fields,
                    self.heading,
                )
            )
        self._turn += 1

    def add_prose(self, text: Located, traits: Traits) -> None:
        """A paragraph: narration and attributed quotations, each a turn of its own."""
        if traits.quoted or traits.speaker:
            self.add(text, traits)
            return
        for piece in pieces(located.strip(text), self.voices, self.initials):
            if piece.quoted:
                quote = replace(traits, kind="quotation", speaker=piece.speaker, quoted=True)
                self.add(piece.text, replace(quote, layout=f"{traits.layout} quotation".strip()))
            else:
                self.add(piece.text, traits)
        self.mark(text, "label")

    def pipeline(self, text: Located) -> None:
        """A line that says where a chunk ends: kept as a claim without speaker; a new part begins."""
        self.add(text, Traits("paragraph", "part-mark"), whole=True)
        for line in range(self.file.line_of(text.offset(0)), self.file.line_of(text.offset(len(text.text) - 1)) + 1):
            self.roles[line] = "pipeline-text"
        self.part += 1

    def misfit(self, text: Located, problem: str) -> None:
        """Words that no layout fits: kept as a claim, reported with their line."""
        text = located.strip(text)
        line = self.file.line_of(text.offset(0))
        self.problems.append(LineProblem(line, text.text[:200], problem))
        if count_words(text.text):
            self.add(text, Traits("unreadable", "none"), whole=True)
        else:
            self.mark(text, "not-understood")

    def finish(self) -> DerivedDocument:
        """The document; a line with words that nobody spoke for becomes a claim that could not be read."""
        for number, start in enumerate(self.file.line_starts, 1):
            stop = self.file.line_starts[number] if number < len(self.file.line_starts) else len(self.file.text)
            line = located.strip(located.of_file(self.file, start, stop))
            if not line.text:
                self.roles.pop(number, None)  # a claim may reach over blank lines
            if not line.text or number in self.roles:
                continue
            if re.search(r"\w", line.text):
                self.misfit(line, "no layout fits this line")
            else:
                self.roles[number] = "furniture"
        self.claims.sort(key=lambda c: (c.text.offset(0), c.turn))
        turns = {turn: i for i, turn in enumerate(dict.fromkeys(c.turn for c in self.claims))}
        claims = tuple(replace(c, turn=turns[c.turn]) for c in self.claims)
        lines = tuple(DocumentLine(n, r) for n, r in sorted(self.roles.items()))
        return DerivedDocument(
            self.file,
            self.format,
            claims,
            lines,
            self.header,
            tuple(dict.fromkeys(self.participants)),
            self.language,
            tuple(sorted(self.problems, key=lambda p: p.line)),
        )
