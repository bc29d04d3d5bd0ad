"""Every finding: its code, name, default severity and one line. Codes are stable: never reused, never renumbered.

The page of a rule is `pages/NAME.md` beside this file; `auditor rule CODE` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A finding's identity. `family` says what it is about; `severity` is the default level."""

    code: str
    name: str
    severity: str
    family: str
    summary: str


_TABLE = """
A01 fabricated-claim             error   said       No source passage supports the line.
A02 unverifiable-claim           note    said       The auditor cannot honestly tell whether the line was said.
A03 quote-not-verbatim           warning said       Words in quotation marks are not the words that were said.
A04 field-unsupported            error   said       An owner or due date that nobody spoke.
A11 entity-changed               error   said       A name, product or term differs from the one that was said.
A12 number-changed               error   said       A number, date, unit or quantity differs from the one that was said.
A13 negation-changed             error   said       The line says the opposite of what was said.
A14 role-changed                 error   said       Who does, says or owes what differs from what was said.
A15 certainty-changed            error   said       Said as a possibility, question or proposal; told as a fact, or the reverse.
A16 cause-changed                error   said       A cause or reason that was not given.
A17 claim-added                  error   said       A statement was added that nobody made.
A18 turns-merged                 error   said       The words of two speakers, or a question and its answer, became one statement.
A19 wrong-repair                 error   said       A word that the ASR garbled was repaired into something that was not said.
A20 meaning-cut                  error   said       Words were dropped that turn the meaning.
S01 speaker-unsupported          warning speaker    Nothing in any source ties the words to that name.
S02 speaker-inconsistent         warning speaker    The same passage or turn stands under different labels.
S03 speaker-invented             warning speaker    The label names a role or person that the recording does not have.
T01 time-off                     warning time       The claimed time differs from the time in the recording.
T02 time-out-of-order            warning time       The claimed times run backwards.
T03 time-invalid                 warning time       The claimed time is no time, or lies outside the recording.
D01 duplicated-passage           warning document   The same passage is told twice.
D02 retelling-differs            warning document   Two tellings of one passage contradict each other.
D03 pipeline-text                note    document   Text of the pipeline, not of the recording.
D04 cut-off-quote                note    document   The line breaks off in the middle of a sentence.
D05 passage-not-covered          note    document   A stretch of the recording that no line tells.
D06 format-drift                 note    document   The document changes its layout on the way.
M01 sentiment-missing            note    sentiment  The line has no sentiment label where the others have one.
M02 sentiment-not-in-vocabulary  note    sentiment  The sentiment label is not one of the agreed ones.
M03 sentiment-inconsistent       warning sentiment  One passage carries two different sentiment labels.
M04 sentiment-contradicts-wording note   sentiment  The label and the wording point in opposite directions.
R01 inherited-asr-error          warning asr        The line keeps a word that the ASR probably misheard.
R02 repeated-passage             warning asr        A transcript repeats a passage (seam or loop).
R03 dropped-passage              warning asr        A transcript lacks a passage that another one has.
R04 stock-hallucination          warning asr        Text that ASR systems invent on silence.
R05 term-inconsistent            note    asr        One name or term is spelt in several ways.
R06 variants-disagree            note    asr        The transcripts differ in a number, a name or a negation.
G01 unused-suppression           warning gate       A suppression that suppresses nothing.
I01 line-not-understood          warning input      A line that could not be read.
"""

RULES: tuple[Rule, ...] = tuple(
    Rule(code, name, severity, family, summary)
    for code, name, severity, family, summary in (line.split(None, 4) for line in _TABLE.strip().splitlines())
)
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


def find_rule(key: str) -> Rule | None:
    """The rule with that code or name, whatever its case; None where there is none."""
    return BY_CODE.get(key.upper()) or BY_NAME.get(key.lower())
