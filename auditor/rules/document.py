"""Rules about the document as a whole: told twice or differently, broken off, pipeline text, layout, unread lines."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.judging.differences import Diff
from auditor.judging.judge import Judged
from auditor.lexicon.words import is_filler, is_function_word
from auditor.model.inputs import Claim
from auditor.model.result import Evidence
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import claim_evidence, evidence_of
from auditor.rules.repeats import Repeat
from auditor.rules.wording import lines, quoted

MOST = 0.5  # share of a claim that an earlier turn tells as well, from which it is a duplicate
FULL, FULL_WORDS = 0.8, 2.5  # with fewer shared words nearly all of the claim must be told before
SOME, SOME_WORDS, NEARLY_ALL = 0.22, 3.0, 0.55  # a smaller share counts where most of the earlier line is told again
TRACED = 0.45  # share of both lines that must be traced, so that a free retelling of something else does not count
SEAM, SEAM_TRACED = 0.35, 0.3  # where two parts meet, less will do
CONTRADICTS = 0.5  # weight of a difference that contradicts another telling
FACTS = frozenset(
    {"number-changed", "entity-changed", "negation-changed", "role-changed", "certainty-changed", "wrong-repair"}
)


def is_duplicate(repeat: Repeat) -> bool:
    """Whether the later claim tells the earlier passage again (not only in passing)."""
    if repeat.traced < TRACED:
        return repeat.seam and repeat.traced >= SEAM_TRACED and repeat.whole >= MOST and repeat.weight >= SOME_WORDS
    if repeat.whole >= MOST and (repeat.weight >= FULL_WORDS or repeat.whole >= FULL):
        return True
    if repeat.seam and repeat.whole >= SEAM:
        return True
    return repeat.of_later >= SOME and repeat.of_earlier >= NEARLY_ALL and repeat.weight >= SOME_WORDS


def duplicated(judgement: Judgement) -> Iterator[Draft]:
    """`duplicated-passage`: the same source words told again in another turn; once a turn, at its first such claim."""
    turns: dict[tuple[int, int], list[Repeat]] = {}
    for repeat in judgement.repeats:
        if not repeat.sections and is_duplicate(repeat):
            placed = judgement.claims[repeat.later].placed
            turns.setdefault((placed.document, placed.claim.turn), []).append(repeat)
    for repeats in turns.values():
        first = judgement.claims[repeats[0].later]
        before = sorted({judgement.claims[r.earlier].placed.claim.line for r in repeats})
        seam = any(judgement.claims[r.earlier].placed.claim.part < first.placed.claim.part for r in repeats)
        where = ", at the seam of two overlapping parts" if seam else ""
        what = "This passage is" if len(repeats) == 1 else f"{len(repeats)} sentences of this turn are"
        yield Draft(
            "duplicated-passage",
            f"{what} told on {lines(before)} already{where}.",
            claim=repeats[0].later,
            claimed=first.placed.claim.text.text,
            introduced_by="derived",
            evidence=tuple(claim_evidence(first)[:1]),
        )


def retold(judgement: Judgement) -> Iterator[Draft]:
    """`retelling-differs`: two tellings of one passage contradict each other; says which one the source bears out."""
    for repeat in judgement.repeats:
        if not is_duplicate(repeat):
            continue
        pair = judgement.claims[repeat.earlier], judgement.claims[repeat.later]
        for wrong, right in ((pair[1], pair[0]), (pair[0], pair[1])):
            for diff, weight in zip(wrong.diffs, wrong.weights, strict=True):
                theirs = _same_place(wrong, right, diff) if diff.name in FACTS and weight >= CONTRADICTS else None
                if theirs is not None:
                    yield _retold(repeat, wrong, right, diff, theirs, judgement)


def _same_place(wrong: Judged, right: Judged, diff: Diff) -> tuple[int, int] | None:
    """The claim words of `right` that tell the source words of `wrong`'s difference as the source has them."""
    if wrong.placed.source != right.placed.source or diff.s1 <= diff.s0:
        return None
    back = {s: c for c, s in right.view.equal.items()}
    places = [back.get(s) for s in range(diff.s0, diff.s1) if not is_filler(wrong.view.stream.texts[s])]
    if not places or any(p is None for p in places):
        return None
    told = sorted(p for p in places if p is not None)
    return told[0], told[-1] + 1


def _retold(
    repeat: Repeat,
    wrong: Judged,
    right: Judged,
    diff: Diff,
    theirs: tuple[int, int],
    judgement: Judgement,
) -> Draft:
    here = judgement.claims[repeat.later]
    c0, c1 = (diff.c0, diff.c1) if wrong is here else theirs
    view = here.view
    said = wrong.view.stream.said(diff.s0, diff.s1 - 1)
    line = judgement.claims[repeat.earlier].placed.claim.line
    mine, other = wrong.view.phrase(diff.c0, max(diff.c1, diff.c0 + 1)), right.view.phrase(*theirs)
    told = (mine, other) if wrong is here else (other, mine)
    which = f"line {line}" if wrong is here else "this line"
    message = (
        f"This line says {quoted(told[0])} where line {line} says {quoted(told[1])}; "
        f"the recording says {quoted(said)}, so {which} is right."
    )
    c0 = min(c0, len(view.texts) - 1)
    c1 = max(c1, c0 + 1)
    return Draft(
        "retelling-differs",
        message,
        claim=repeat.later,
        begin=view.claim.tokens[c0].begin,
        stop=view.claim.tokens[c1 - 1].stop,
        severity="warning" if wrong is here else "note",
        claimed=view.phrase(c0, c1),
        source_words=said,
        introduced_by="derived",
        evidence=(evidence_of(wrong.view.stream, diff.s0, diff.s1 - 1),),
    )


def pipeline_text(judgement: Judgement) -> Iterator[Draft]:
    """`pipeline-text`: text of the pipeline that made the document."""
    seen: set[tuple[int, int]] = set()
    for i, judged in enumerate(judgement.claims):
        claim = judged.placed.claim
        if judged.decision.verdict == "boilerplate":
            seen |= {(judged.placed.document, n) for n in range(claim.line, claim.end_line + 1)}
            yield Draft(
                "pipeline-text",
                f"{quoted(claim.text.text)} is text of the pipeline that made the document, nobody said it.",
                claim=i,
                claimed=claim.text.text,
                introduced_by="derived",
            )
    for n, document in enumerate(judgement.alignment.documents):
        for line in document.lines:
            if line.role == "pipeline-text" and (n, line.line) not in seen:
                text = _line(document.file.text, document.file.line_starts, line.line)
                yield Draft(
                    "pipeline-text",
                    f"{quoted(text)} is text of the pipeline that made the document, nobody said it.",
                    document=n,
                    line=line.line,
                    claimed=text,
                    introduced_by="derived",
                )


def _line(text: str, starts: list[int], line: int) -> str:
    stop = starts[line] if line < len(starts) else len(text)
    return text[starts[line - 1] : stop].strip()


_JOINS = frozenset("and so but because or then which yeah okay well".split())
_DASHES = ("…", "...", "-", "–", "—")
_CLOSED = ".?!。？！,:;"
PUNCTUATED = 0.7  # share of a document's turns that end with a full stop, from which a missing one means something


def cut_off(judgement: Judgement) -> Iterator[Draft]:
    """`cut-off-quote`: a turn or quotation ends in the middle of a sentence that the recording finishes."""
    for n in range(len(judgement.alignment.documents)):
        turns = [(i, c) for i, c in judgement.of_document(n) if c.placed.claim.kind in ("turn", "quotation")]
        last = [
            (i, c)
            for at, (i, c) in enumerate(turns)
            if at + 1 == len(turns) or turns[at + 1][1].placed.claim.turn != c.placed.claim.turn
        ]
        ended = sum(c.placed.claim.text.text.rstrip(" \"'”’)").endswith(tuple(_CLOSED)) for _, c in last)
        strict = bool(last) and ended >= PUNCTUATED * len(last)
        for i, judged in last:
            rest = _goes_on(judged, strict)
            if rest:
                text = judged.placed.claim.text.text
                yield Draft(
                    "cut-off-quote",
                    f"The line breaks off in mid-sentence; the recording goes on: {quoted(rest.text)}.",
                    claim=i,
                    begin=max(0, len(text) - 40),
                    claimed=text[-80:],
                    source_words=rest.text,
                    introduced_by="derived",
                    evidence=(rest,),
                )


def _breaks_off(judged: Judged) -> bool:
    """Whether the words themselves show that a sentence breaks off: a dash, dots, or a word that ends none."""
    text = judged.placed.claim.text.text.rstrip(" \"'”’)")
    if text.endswith(_DASHES):
        return True
    word = judged.placed.texts[-1] if judged.placed.texts else ""
    return not text.endswith(tuple(_CLOSED)) and is_function_word(word) and word not in _ENDINGS


_ENDINGS = frozenset(
    "me you him her it us them that this those these too not now then there here so do did is in on out up off".split()
)


def _goes_on(judged: Judged, strict: bool) -> Evidence | None:
    """The words with which the source finishes a sentence that breaks off; None where it ends there as well.

    `strict`: turns of this document end with a full stop, so that a turn without one breaks off.
    """
    view, claim = judged.view, judged.placed.claim
    dangling = _breaks_off(judged)
    if not dangling and (
        not strict or claim.kind != "turn" or claim.text.text.rstrip(" \"'”’)").endswith(tuple(_CLOSED))
    ):
        return None
    if view.trace is None or judged.decision.verdict in ("fabricated", "unverifiable"):
        return None
    stream, at = view.stream, view.trace.last
    tail = len(view.texts) - 1
    if not any(c >= tail - 2 for c in view.matched) or at + 1 >= len(stream):
        return None
    if (stream.punctuated and stream.ends[at]) or (not dangling and stream.texts[at + 1] in _JOINS):
        return None
    if stream.speaker(at) != stream.speaker(at + 1):
        return None
    stop = at + 1
    while (
        stop + 1 < len(stream)
        and stop - at < 8
        and not stream.ends[stop]
        and stream.speaker(stop + 1) == stream.speaker(at)
    ):
        stop += 1
    return evidence_of(stream, at + 1, stop)


def format_drift(judgement: Judgement) -> Iterator[Draft]:
    """`format-drift`: the layout of turns changes; once a change that lasts."""
    for n in range(len(judgement.alignment.documents)):
        turns: dict[int, Claim] = {}
        for _, judged in judgement.of_document(n):
            claim = judged.placed.claim
            if claim.kind == "turn":
                turns.setdefault(claim.turn, claim)
        runs: list[list[Claim]] = []
        for claim in turns.values():
            if runs and _same_layout(runs[-1][0], claim):
                runs[-1].append(claim)
            else:
                runs.append([claim])
        runs = [r for r in runs if len(r) > 1]
        now = runs[0][0] if runs else None
        for run in runs[1:]:
            assert now is not None
            if _same_layout(now, run[0]):
                continue
            yield Draft(
                "format-drift",
                f"The layout changes here from `{_described(now)}` to `{_described(run[0])}`.",
                document=n,
                line=run[0].line,
                claimed=run[0].layout,
                introduced_by="derived",
            )
            now = run[0]


def _same_layout(a: Claim, b: Claim) -> bool:
    """Equal but for the sentiment, whose absence has a finding of its own."""
    return _described(a) == _described(b)


_LAYOUTS = {"speaker": "Name", "time": "[time]", "quoted": "“words”", "plain": "words"}


def _described(claim: Claim) -> str:
    """A layout by example: `[time] Name: “words”`."""
    parts = [p for p in claim.layout.split() if not p.startswith("sentiment")]
    shown = []
    for part in parts:
        name = next((k for k in _LAYOUTS if part.startswith(k)), "")
        mark = part[len(name) :]
        shown.append(_LAYOUTS.get(name, part) + (mark if mark in ("", ":") else f" {mark}") if name else part)
    return " ".join(shown)


def not_understood(judgement: Judgement) -> Iterator[Draft]:
    """`line-not-understood`: lines of readable files that the readers could not make out."""
    for n, document in enumerate(judgement.alignment.documents):
        for problem in document.problems:
            yield Draft(
                "line-not-understood",
                f"This line could not be read: {problem.problem}.",
                document=n,
                line=problem.line,
                claimed=problem.text,
            )
    for k, stream in enumerate(judgement.alignment.streams):
        for problem in stream.transcript.problems:
            yield Draft(
                "line-not-understood",
                f"This line could not be read: {problem.problem}.",
                source=k,
                line=problem.line,
                source_words=problem.text,
            )
