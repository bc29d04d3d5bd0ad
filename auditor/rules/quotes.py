"""`quote-not-verbatim`: words in quotation marks that are not, or not nearly, the words that were said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.judging.judge import Judged
from auditor.lexicon.words import is_filler, is_function_word
from auditor.rules.engine import Draft, Judgement
from auditor.rules.places import claim_evidence
from auditor.rules.wording import quoted

FAITHFUL = frozenset({"edited", "condensed"})
INNER = 4  # words from which a quotation inside a line is checked on its own
CHANGED = 0.2  # weight of changed words to all words, from which a quotation is not nearly verbatim
LEAST = 1.5  # changed words at least
ALIKE = 0.3  # share of a line that must be traced for its nearest words to be worth quoting
FREE = 0.5  # share from which the quotation is told in other words altogether
FUNCTION = 0.4  # weight of a changed function word
DROPPED = 0.5  # weight of a content word that was left out without a mark
_INNER = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“]+)“")
_SQUARE = re.compile(r"\[[^\]]*\]|\((?:sic|laughs|laughter)\)", re.IGNORECASE)
_DOTS = re.compile(r"…|\.\.\.|\[…\]")


@dataclass(frozen=True)
class Change:
    """How far a quotation differs from the source: what was changed (in words), its share of all words, and where."""

    spent: float
    share: float
    c0: int
    c1: int

    @property
    def matters(self) -> bool:
        """Whether the quotation is not even nearly verbatim."""
        return self.share >= CHANGED and self.spent >= LEAST


def not_verbatim(judgement: Judgement) -> Iterator[Draft]:
    """`quote-not-verbatim`: one finding a turn, at its worst sentence, or at the quotation inside a line."""
    whole: dict[tuple[int, int], list[tuple[int, Judged, Change]]] = {}
    for i, judged in enumerate(judgement.claims):
        if judged.decision.verdict not in FAITHFUL or judged.view.trace is None:
            continue
        placed = judged.placed
        if placed.claim.quoted:
            change = measure(judged, 0, len(placed.texts))
            if change and change.matters:
                whole.setdefault((placed.document, placed.claim.turn), []).append((i, judged, change))
            continue
        for begin, stop in _inside(placed.claim.text.text):
            c0, c1 = _words(judged, begin, stop)
            change = measure(judged, c0, c1) if c1 - c0 >= INNER else None
            if change and change.matters:
                yield _draft(i, judged, change, 0)
    for found in whole.values():
        i, judged, change = max(found, key=lambda f: (f[2].share, -f[0]))
        yield _draft(i, judged, change, len(found) - 1)


def _inside(text: str) -> list[tuple[int, int]]:
    return [m.span(next(g for g in range(1, 5) if m[g] is not None)) for m in _INNER.finditer(text)]


def _words(judged: Judged, begin: int, stop: int) -> tuple[int, int]:
    inside = [c for c, t in enumerate(judged.placed.tokens) if t.begin >= begin and t.stop <= stop]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def measure(judged: Judged, c0: int, c1: int) -> Change | None:
    """The share of claim words [c0, c1) that some source does not have, and of source words left out without a mark."""
    view = judged.view
    text, tokens = judged.placed.claim.text.text, judged.placed.tokens
    free = [m.span() for m in _SQUARE.finditer(text)]
    dots = [m.start() for m in _DOTS.finditer(text)]
    assert view.trace is not None
    spent = 0.0
    first = last = None
    for block in view.trace.blocks:
        mine = [
            c
            for c in range(max(c0, block.c0), min(c1, block.c1))
            if c not in view.agreed and not any(a <= tokens[c].begin < b for a, b in free)
        ]
        if block.tag == "equal" or block.relation in ("spelling", "sound", "inflection"):
            continue
        for c in mine:
            spent += FUNCTION if is_function_word(view.texts[c]) else 1.0
            first, last = c if first is None else first, c
        if block.tag != "insert" and c0 < block.c1 + (block.c0 == block.c1) and c0 < block.c0 < c1 and not mine:
            marked = any(tokens[block.c0 - 1].stop <= d <= tokens[block.c0].begin for d in dots)
            spent += 0.0 if marked else _left_out(judged, block.s0, block.s1)
    if not c1 - c0:
        return None
    return Change(spent, spent / (c1 - c0), c0 if first is None else first, c1 if last is None else last + 1)


def _left_out(judged: Judged, s0: int, s1: int) -> float:
    view = judged.view
    return DROPPED * sum(
        not is_function_word(view.stream.texts[s]) and not is_filler(view.stream.texts[s]) and s not in view.restarts
        for s in range(s0, s1)
    )


def _draft(i: int, judged: Judged, change: Change, more: int) -> Draft:
    evidence = tuple(claim_evidence(judged)[:1])
    text, tokens = judged.placed.claim.text.text, judged.placed.tokens
    begin, stop = tokens[change.c0].begin, tokens[change.c1 - 1].stop
    how = "the nearest words in the recording are" if change.share >= FREE else "the recording says"
    also = f" ({more} more {'sentence' if more == 1 else 'sentences'} of the quotation likewise)" if more else ""
    near = f"{how} {quoted(evidence[0].text)}"
    if judged.signals.get("traced", 0.0) < ALIKE:
        near = "nothing like them stands in the recording"
    return Draft(
        "quote-not-verbatim",
        f"These words stand in quotation marks, but {near}{also}.",
        claim=i,
        begin=begin,
        stop=stop,
        claimed=text[begin:stop],
        source_words=evidence[0].text,
        introduced_by="derived",
        evidence=evidence,
    )
