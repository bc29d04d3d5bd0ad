"""Rules about who is said to have said it: against the labels of the sources, their headers and their words."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.aligning.speakers import names_of
from auditor.judging.judge import Judged
from auditor.lexicon.words import is_function_word
from auditor.rules.engine import Draft, Judgement
from auditor.rules.names import heard, in_header, is_general, is_role
from auditor.rules.places import claim_evidence, evidence_of
from auditor.rules.wording import quoted

FUNCTION = 0.25  # weight of a function word beside a content word
OWN, OTHER = 0.15, 0.7  # shares of a line's traced words: hardly any by the claimed speaker, most by one other
TRACED = 0.5  # share of a line's weight that must be traced
TELLING = 3  # content words that must be traced, or half of a shorter line's


def unsupported(judgement: Judgement) -> Iterator[Draft]:
    """`speaker-unsupported`: the labels give the words to somebody else, or nothing ties the words to the name."""
    for i, judged in enumerate(judgement.claims):
        claim = judged.placed.claim
        if (
            claim.speaker
            and claim.kind != "action-item"
            and judged.decision.verdict not in ("boilerplate", "unverifiable")
            and (draft := _said_by_other(i, judged, judgement) or _tied_to_nothing(i, judged, judgement))
        ):
            yield draft


def _said_by_other(i: int, judged: Judged, judgement: Judgement) -> Draft | None:
    """The line against the labels of a source that has them."""
    streams = judgement.alignment.streams
    label = judgement.alignment.cast.label_of(judged.placed.claim.speaker)
    k = next((k for k, t in enumerate(judged.placed.traces) if t and streams[k].speaker(t.first)), None)
    if label is None or k is None or judged.decision.verdict == "fabricated" or judged.view.given_to(label):
        return None
    stream, trace = streams[k], judged.placed.traces[k]
    assert trace is not None
    lemmas = judged.view.lemmas
    shares: dict[str, float] = {}
    for c, s in sorted(trace.matched().items()):
        who = stream.speaker(s) or ""
        shares[who] = shares.get(who, 0.0) + (FUNCTION if is_function_word(lemmas[c]) else 1.0)
    traced = sum(not is_function_word(lemmas[c]) for c in trace.matched())
    words = sum(not is_function_word(w) for w in lemmas)
    if judged.signals.get("traced", 0.0) < TRACED or traced < min(TELLING, (words + 1) // 2):
        return None
    total, other = sum(shares.values()), max(sorted(shares), key=lambda w: shares[w])
    if not other or shares.get(label, 0.0) > OWN * total or shares[other] < OTHER * total:
        return None
    return Draft(
        "speaker-unsupported",
        f"{other} says this in the recording, not {label}.",
        claim=i,
        claimed=judged.placed.claim.speaker,
        source_words=other,
        introduced_by="derived",
        evidence=(evidence_of(stream, trace.first, trace.last),),
    )


def _tied_to_nothing(i: int, judged: Judged, judgement: Judgement) -> Draft | None:
    """A name in a recording whose sources have no label for it."""
    claim, alignment = judged.placed.claim, judgement.alignment
    assert claim.speaker is not None
    names = [n for n in names_of(claim.speaker) if not is_general(n)]
    if alignment.cast.label_of(claim.speaker) or not names:
        return None
    name = names[-1]
    fabricated = judged.decision.verdict == "fabricated"
    if heard(name, judgement):
        if not fabricated or alignment.cast.labels:
            return None
        why = f"These words stand in no transcript, so nothing ties them to {name}"
    elif in_header(name, judgement):
        why = f"{name} stands only in the description; nothing in the recording ties these words to that name"
    else:
        return None  # a name nobody knows is `speaker-invented`
    return Draft(
        "speaker-unsupported",
        why + ".",
        claim=i,
        claimed=claim.speaker,
        introduced_by="derived",
        evidence=() if fabricated else tuple(claim_evidence(judged)[:1]),
    )


def invented(judgement: Judgement) -> Iterator[Draft]:
    """`speaker-invented`: a name or role that no source, header or list of participants knows; once a turn."""
    cast = judgement.alignment.cast
    seen: set[tuple[int, int]] = set()
    for i, judged in enumerate(judgement.claims):
        claim = judged.placed.claim
        key = judged.placed.document, claim.turn
        if not claim.speaker or key in seen or judged.decision.verdict == "boilerplate":
            continue
        seen.add(key)
        names = [n for n in names_of(claim.speaker) if not is_general(n)]
        if not names or cast.label_of(claim.speaker) or any(in_header(n, judgement) for n in names):
            continue
        if any(heard(n, judgement) and not is_role(n) for n in names):
            continue
        what = "role" if is_role(names[0]) else "name"
        yield Draft(
            "speaker-invented",
            f"The {what} {quoted(names[0])} stands in no transcript, header or list of participants.",
            claim=i,
            claimed=claim.speaker,
            introduced_by="derived",
            evidence=tuple(claim_evidence(judged)[:1]),
        )
