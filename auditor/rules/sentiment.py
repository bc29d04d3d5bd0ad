"""Rules about sentiment labels: missing, outside the agreed vocabulary, contradictory, against the wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from auditor.judging.judge import Judged
from auditor.lexicon.valence import NEGATED, NEGATIONS, valence
from auditor.model.inputs import Claim
from auditor.rules.document import is_duplicate
from auditor.rules.engine import Draft, Judgement
from auditor.rules.wording import lines, listed, quoted

USUAL = 0.5  # share of a section's turns with a label, from which a turn without one lacks it
ESSAY = 5  # words from which a label is an essay
DISTINCT = 6  # labels outside the vocabulary, up to which each has its own finding
CLEAR = 2.5  # sum of valences from which wording is clearly pleasant or unpleasant
_SPLIT = re.compile(r"\s*(?:,|/|;|&|\+|\band\b|\bbut\b|\bto\b|\binto\b|\bturning\b|\bthen\b)\s*", re.IGNORECASE)
_WORD = re.compile(r"\b(?:sentiments?|tone|mood|label)\b:?", re.IGNORECASE)

Turn = list[tuple[int, Judged]]


def plain(label: str) -> str:
    """A label for comparing, without case, punctuation and the word `sentiment`: `Positive sentiment` is `positive`."""
    return " ".join(_WORD.sub(" ", label.casefold()).split()).strip(" .!:;()[]*_\"'")


def labels_of(label: str) -> list[str]:
    """The single labels of a compound one: `Thoughtful, Educational` has two."""
    return [p for part in _SPLIT.split(plain(label)) if (p := part.strip(" .!:;()[]*_\"'"))]


def turns(judgement: Judgement, document: int) -> list[Turn]:
    """The claims of one document by turn, action items left out."""
    found: dict[int, Turn] = {}
    for i, judged in judgement.of_document(document):
        if judged.placed.claim.kind != "action-item":
            found.setdefault(judged.placed.claim.turn, []).append((i, judged))
    return list(found.values())


def _claim(turn: Turn) -> Claim:
    return turn[0][1].placed.claim


def _block(claim: Claim) -> tuple[str, ...]:
    """What shares one label: in a JSON the object of a speaker, elsewhere every turn for itself."""
    return (claim.heading, claim.speaker or "") if claim.layout == "json" else (claim.heading, str(claim.turn))


def missing(judgement: Judgement) -> Iterator[Draft]:
    """`sentiment-missing`: a turn without a label among turns that have one."""
    for n in range(len(judgement.alignment.documents)):
        sections: dict[tuple[str, bool], list[Turn]] = {}
        for turn in turns(judgement, n):
            claim = _claim(turn)
            section = claim.heading if claim.layout == "json" else ""
            sections.setdefault((section, claim.speaker is not None), []).append(turn)
        for members in sections.values():
            lacking = [t for t in members if _claim(t).sentiment is None]
            if not lacking or len(members) - len(lacking) < max(2, USUAL * len(members)):
                continue
            blocks: dict[tuple[str, ...], list[Turn]] = {}
            for turn in lacking:
                blocks.setdefault(_block(_claim(turn)), []).append(turn)
            for block in blocks.values():
                more = len(block) - 1
                what = f"This line and the next {more} of the same speaker have" if more else "This line has"
                yield Draft(
                    "sentiment-missing",
                    f"{what} no sentiment label, unlike most others.",
                    claim=block[0][0][0],
                    introduced_by="derived",
                )


def not_in_vocabulary(judgement: Judgement) -> Iterator[Draft]:
    """`sentiment-not-in-vocabulary`: essays and compound labels one by one; single labels once each, or all in one."""
    known = {plain(s) for s in judgement.alignment.settings.sentiments}
    agreed = ", ".join(judgement.alignment.settings.sentiments)
    for n in range(len(judgement.alignment.documents)):
        single: dict[str, list[int]] = {}
        labelled, seen = 0, set()
        for turn in turns(judgement, n):
            claim = _claim(turn)
            if not claim.sentiment or (key := (_block(claim), claim.sentiment)) in seen:
                continue
            seen.add(key)
            labelled += 1
            found = labels_of(claim.sentiment)
            if len(claim.sentiment.split()) >= ESSAY:
                what = f"is an essay of {len(claim.sentiment.split())} words"
            elif len(found) > 1:
                what = f"holds {len(found)} labels"
            else:
                if found and plain(claim.sentiment) not in known:
                    single.setdefault(plain(claim.sentiment), []).append(turn[0][0])
                continue
            yield Draft(
                "sentiment-not-in-vocabulary",
                f"The sentiment {quoted(claim.sentiment)} {what} where one label is expected.",
                claim=turn[0][0],
                claimed=claim.sentiment,
                introduced_by="derived",
            )
        yield from _outside(single, labelled, agreed, n, judgement)


def _outside(
    single: dict[str, list[int]], labelled: int, agreed: str, document: int, judgement: Judgement
) -> Iterator[Draft]:
    total = sum(map(len, single.values()))
    if len(single) > DISTINCT and total > labelled / 2:
        common = Counter({k: len(v) for k, v in single.items()}).most_common(5)
        shown = listed([f"{k.capitalize()} ({count})" for k, count in common])
        first = judgement.claims[min(v[0] for v in single.values())].placed.claim.line
        yield Draft(
            "sentiment-not-in-vocabulary",
            f"{total} of {labelled} sentiment labels are not among the agreed ones ({agreed}); "
            f"the commonest are {shown}.",
            document=document,
            line=first,
            introduced_by="derived",
        )
        return
    for places in single.values():
        claim = judgement.claims[places[0]].placed.claim
        where = [judgement.claims[i].placed.claim.line for i in places]
        also = f"; it also stands on {lines(where[1:])}" if len(where) > 1 else ""
        yield Draft(
            "sentiment-not-in-vocabulary",
            f"{quoted(claim.sentiment or '')} is not one of the agreed labels ({agreed}){also}.",
            claim=places[0],
            claimed=claim.sentiment,
            introduced_by="derived",
        )


def inconsistent(judgement: Judgement) -> Iterator[Draft]:
    """`sentiment-inconsistent`: one passage told twice, with two different labels; once a turn."""
    told: set[tuple[int, int]] = set()
    for repeat in judgement.repeats:
        first, second = (judgement.claims[i].placed for i in (repeat.earlier, repeat.later))
        one, two = first.claim, second.claim
        if not one.sentiment or not two.sentiment or not is_duplicate(repeat) or (second.document, two.turn) in told:
            continue
        mine, theirs = labels_of(two.sentiment), labels_of(one.sentiment)
        if len(mine) != 1 or len(theirs) != 1 or mine == theirs or max(map(_size, (one, two))) >= ESSAY:
            continue
        told.add((second.document, two.turn))
        yield Draft(
            "sentiment-inconsistent",
            f"This passage is labelled {quoted(two.sentiment)} here and {quoted(one.sentiment)} on line {one.line}.",
            claim=repeat.later,
            claimed=two.sentiment,
            source_words=None,
            introduced_by="derived",
        )


def _size(claim: Claim) -> int:
    return len((claim.sentiment or "").split())


def against_wording(judgement: Judgement) -> Iterator[Draft]:
    """`sentiment-contradicts-wording`: a pleasant label over clearly unpleasant words, or the reverse: a hint."""
    for n in range(len(judgement.alignment.documents)):
        if not any(c.placed.claim.sentiment for _, c in judgement.of_document(n)):
            continue
        blocks: dict[tuple[str, ...], Turn] = {}
        for turn in turns(judgement, n):
            blocks.setdefault(_block(_claim(turn)), []).extend(turn)
        for turn in blocks.values():
            label = _claim(turn).sentiment
            if not label or len(found := labels_of(label)) != 1 or len(label.split()) >= ESSAY:
                continue
            tone = sum(valence(found[0].split()))
            pleasant, unpleasant = valence([w for _, c in turn for w in c.placed.texts])
            total = pleasant + unpleasant
            if abs(tone) < 1.0 or abs(total) < CLEAR or tone * total > 0:
                continue
            if min(pleasant, -unpleasant) > max(pleasant, -unpleasant) / 4:
                continue
            text = " ".join(c.placed.claim.text.text for _, c in turn)
            words = _telling(turn, -1 if total < 0 else 1)
            yield Draft(
                "sentiment-contradicts-wording",
                f"The label is {quoted(label)}, but the wording sounds {'unpleasant' if total < 0 else 'pleasant'} "
                f"({listed([quoted(w) for w in words])}), going by a list of words; please judge for yourself.",
                claim=turn[0][0],
                claimed=text[:160],
                introduced_by="derived",
            )


def _telling(turn: Turn, sign: int) -> list[str]:
    """Up to three words that made the sum, strongest first."""
    found: dict[str, float] = {}
    for _, judged in turn:
        words = judged.placed.texts
        for i, word in enumerate(words):
            value = sum(valence(words[max(0, i - NEGATED) : i + 1])) - sum(valence(words[max(0, i - NEGATED) : i]))
            if value * sign > 0:
                before = [w for w in words[max(0, i - NEGATED) : i] if w in NEGATIONS]
                found[f"{before[-1]} {word}" if before else word] = value
    return sorted(found, key=lambda w: (-abs(found[w]), w))[:3]
