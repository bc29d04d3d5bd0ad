"""Rules about labels that contradict each other or themselves (`speaker-inconsistent`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.aligning.speakers import names_of
from auditor.judging.judge import Judged
from auditor.model.inputs import Claim
from auditor.rules.document import is_duplicate
from auditor.rules.engine import Draft, Judgement
from auditor.rules.names import TITLES, folded, is_general, is_role
from auditor.rules.places import claim_evidence
from auditor.rules.wording import quoted

NAME = "speaker-inconsistent"
DIRECT = frozenset({"turn", "quotation"})
QUESTION = 4  # words of a question that is more than an interjection


def same_label(a: Claim, b: Claim, judgement: Judgement) -> bool:
    """Whether two labels mean one speaker: equal, one source label, or a shared name."""
    if not a.speaker or not b.speaker:
        return True
    if folded(a.speaker) == folded(b.speaker):
        return True
    cast = judgement.alignment.cast
    one, two = cast.label_of(a.speaker), cast.label_of(b.speaker)
    if one and two:
        return one == two
    return bool({folded(n) for n in names_of(a.speaker)} & {folded(n) for n in names_of(b.speaker)})


def two_labels(judgement: Judgement) -> Iterator[Draft]:
    """The same passage under two labels: a warning at the later line, a note at the earlier one."""
    told: set[tuple[int, int, bool]] = set()
    for repeat in judgement.repeats:
        first, second = judgement.claims[repeat.earlier], judgement.claims[repeat.later]
        one, two = first.placed.claim, second.placed.claim
        if not is_duplicate(repeat) or same_label(one, two, judgement):
            continue
        ends = ((repeat.later, two, one), (repeat.earlier, one, two))
        for i, here, there in ends:
            key = judgement.claims[i].placed.document, here.turn, i == repeat.later
            if key in told:
                continue
            told.add(key)
            yield Draft(
                NAME,
                f"The same words are given to {quoted(here.speaker or '')} here and to {quoted(there.speaker or '')} "
                f"on line {there.line}.",
                claim=i,
                severity=None if i == repeat.later else "note",
                claimed=here.speaker,
                introduced_by="derived",
                evidence=tuple(claim_evidence(judgement.claims[i])[:1]),
            )


def question_and_answer(judgement: Judgement) -> Iterator[Draft]:
    """A turn that asks a question and goes on with the answer, where no source says who spoke; once a turn."""
    if judgement.alignment.cast.labels:
        return  # the labels themselves decide: `speaker-unsupported`, `turns-merged`
    for n in range(len(judgement.alignment.documents)):
        claims = judgement.of_document(n)
        told: set[int] = set()
        for (i, judged), (_, after) in pairwise(claims):
            claim, following = judged.placed.claim, after.placed.claim
            if claim.kind not in DIRECT or claim.turn != following.turn or claim.turn in told or not claim.speaker:
                continue
            if not _asks(claim, judged) or _asks(following, after):
                continue
            told.add(claim.turn)
            yield Draft(
                NAME,
                f"The question and what follows it are both given to {quoted(claim.speaker)}; "
                "that is usually one person asking and another answering.",
                claim=i,
                severity="note" if judged.decision.verdict == "fabricated" else None,
                claimed=claim.text.text,
                introduced_by="derived",
                evidence=tuple(claim_evidence(judged)[:1]),
            )


_OPENS = re.compile(
    r"^(?:so|well|and|okay|ok|now|but|yeah)?,?\s*(?:what|how|why|when|where|who|which|do|does|did|is|are|was|were|have|has|can|could|"
    r"would|will|should)\b",
    re.IGNORECASE,
)


def _asks(claim: Claim, judged: Judged) -> bool:
    """Whether the sentence is a question to somebody (no quoted one, no tag)."""
    text = claim.text.text.strip()
    return text.endswith("?") and len(judged.placed.texts) >= QUESTION and bool(_OPENS.match(text))


_NUMBER = re.compile(r"^\s*(?:speaker|sprecher|person|participant|spk|s|p)[ _#-]*(\d+)\b", re.IGNORECASE)


def restarted(judgement: Judgement) -> Iterator[Draft]:
    """Numbered speakers whose numbers begin anew in every part of a document; once a document."""
    conflicts: dict[int, list[tuple[Claim, Claim]]] = {}
    for repeat in judgement.repeats:
        earlier, later = judgement.claims[repeat.earlier].placed, judgement.claims[repeat.later].placed
        numbered = _number(earlier.claim) and _number(later.claim)
        if is_duplicate(repeat) and numbered and not same_label(earlier.claim, later.claim, judgement):
            conflicts.setdefault(later.document, []).append((earlier.claim, later.claim))
    for n, pairs in sorted(conflicts.items()):
        parts = {c.placed.claim.part for _, c in judgement.of_document(n) if _number(c.placed.claim) == 1}
        if len(parts) < 2:
            continue
        one, two = pairs[0]
        yield Draft(
            NAME,
            f"The numbering of speakers begins anew in {len(parts)} parts of this document, so a number is not one "
            f"person: {len(pairs)} {'passage stands' if len(pairs) == 1 else 'passages stand'} under two numbers, such "
            f"as {quoted(one.speaker or '')} on line {one.line} and {quoted(two.speaker or '')} on line {two.line}.",
            document=n,
            line=two.line,
            claimed=two.speaker,
            introduced_by="derived",
        )


def _number(claim: Claim) -> int | None:
    match = _NUMBER.match(claim.speaker or "")
    return int(match[1]) if match else None


_THANKS = re.compile(
    r"\b(?:thank you|thanks|hello|hi|hey|welcome|congratulations|good (?:morning|afternoon|evening))[ ,]+(?:\w+ )?$"
)
_SELF = re.compile(
    r"\b(?:i'm|i am|my name is|this is|it's|call me|as|me|called|named|responsible for|in charge of)[ ,]+(?:\w+ )?$"
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our|me|us)\b")


def own_name(judgement: Judgement) -> Iterator[Draft]:
    """The words greet, thank or speak of the very person they are given to."""
    for i, judged in enumerate(judgement.claims):
        claim = judged.placed.claim
        if claim.kind not in DIRECT or not claim.speaker or judged.decision.verdict == "boilerplate":
            continue
        if not claim.quoted and not _FIRST_PERSON.search(claim.text.text.casefold()):
            continue  # told in the third person
        for name in names_of(claim.speaker):
            at = None if is_role(name) or is_general(name) else _names_itself(claim.text.text, name)
            if at is not None:
                yield Draft(
                    NAME,
                    f"These words speak to or of {name}, yet they are given to {name}.",
                    claim=i,
                    begin=at[0],
                    stop=at[1],
                    claimed=claim.text.text[at[0] : at[1]],
                    introduced_by="derived",
                    evidence=tuple(claim_evidence(judged)[:1]),
                )
                break


def _names_itself(text: str, name: str) -> tuple[int, int] | None:
    words = [w for w in name.split() if folded(w).rstrip(".") not in TITLES]
    if not words or len(words[0]) < 3:
        return None
    first, last = words[0], words[-1]
    for match in re.finditer(rf"\b{re.escape(first)}\b(?: {re.escape(last)}\b)?", text):
        before = text[: match.start()].casefold().replace("’", "'")
        rest = text[match.end() :].split()
        if _SELF.search(before) or (rest and rest[0].startswith("here")):
            continue
        whole = len(words) > 1 and match[0].endswith(last)
        if rest and rest[0][:1].isupper() and not whole and not _THANKS.search(before):
            continue  # somebody else with that first name
        return match.start(), match.end()
    return None
