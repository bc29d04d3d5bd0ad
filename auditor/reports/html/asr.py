"""The transcripts' part: scores, spellings of terms, and variants side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from auditor.model.asr import VariantDifference, VariantPair
from auditor.model.result import Recording
from auditor.reports.html.marks import Piece, find_words, whole_words
from auditor.reports.html.places import Line, Pane
from auditor.reports.html.scores import headline, score_tables
from auditor.reports.html.tables import MOST_ROWS
from auditor.reports.html.text import clock
from auditor.reports.html.view import AsrView, FindingView, PairView, SideView

_WEIGHT = {"negation": 0, "number": 1, "entity": 2, "homophone": 3, "other": 4, "filler": 5}


def asr_view(
    recording: Recording,
    panes: Mapping[str, Pane],
    link: Callable[[float | None], str | None],
    findings: list[FindingView],
) -> AsrView:
    """The view of a recording's `asr` part."""
    asr = recording.asr
    notes = [f"Reference: {asr.reference}."] if asr.reference else []
    if asr.pairs and not asr.reference:
        notes.append("Without a reference the figures say how far the transcripts agree, not how right they are.")
    return AsrView(
        tables=score_tables(asr),
        terms=list(asr.terms),
        pairs=[_pair(pair, panes, link) for pair in asr.pairs if pair.differences],
        findings=findings,
        headline=headline(asr),
        notes=notes,
    )


def _pair(pair: VariantPair, panes: Mapping[str, Pane], link: Callable[[float | None], str | None]) -> PairView:
    ranked = sorted(enumerate(pair.differences), key=lambda item: (_WEIGHT.get(item[1].about, 4), item[0]))
    kept = sorted(position for position, _ in ranked[:MOST_ROWS])
    by_line = {path: _lines(panes.get(path)) for path in (pair.a, pair.b)}
    length = max((line.start or 0.0 for pane in panes.values() for line in pane.lines), default=0.0)
    rows = [_side(pair.differences[position], pair, by_line, length, link) for position in kept]
    return PairView(pair.a, pair.b, rows, len(pair.differences) - len(kept))


def _lines(pane: Pane | None) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in pane.lines if pane else []:
        found.setdefault(line.line, []).append(line)
    return found


def _side(
    item: VariantDifference,
    pair: VariantPair,
    by_line: Mapping[str, Mapping[int, list[Line]]],
    length: float,
    link: Callable[[float | None], str | None],
) -> SideView:
    a_lines, b_lines = by_line[pair.a].get(item.a_line or -1, []), by_line[pair.b].get(item.b_line or -1, [])
    share = item.start / length if item.start is not None and length > 0 else None
    a, a_anchor = _around(a_lines, item.a, share)
    b, b_anchor = _around(b_lines, item.b, share)
    return SideView(clock(item.start), link(item.start), item.kind, item.about, a, b, a_anchor, b_anchor)


def _around(lines: list[Line], words: str, share: float | None) -> tuple[list[Piece], str | None]:
    """The words in the displayed line that has them, and its anchor.

    A transcript that is one long line has many displayed lines of one number: the one is taken that lies nearest to the
    same share of the recording, if it lies near at all. Without such a line the words stand alone.
    """
    spoken = whole_words(words) if words.strip() else None
    places = [at for at, line in enumerate(lines) if spoken is None or spoken.search(line.text)]
    if len(lines) > 1:
        wanted = (share or 0.0) * len(lines)
        near = [at for at in places if spoken and share is not None and abs(at - wanted) <= 3 + len(lines) / 25]
        places = sorted(near, key=lambda at: abs(at - wanted))
    alone = [Piece(words, "changed")] if spoken else []
    if not places:
        return alone, lines[0].id if len(lines) == 1 else None
    line = lines[places[0]]
    return _trim(find_words(line.text, words, "changed")) or alone, line.id


def _trim(pieces: list[Piece], most: int = 70) -> list[Piece]:
    """At most `most` characters of context on either side of the marked words, cut between words."""
    if len(pieces) < 2:
        return pieces if len(pieces[0].text) <= 3 * most else []
    shown: list[Piece] = []
    for place, piece in enumerate(pieces):
        text = piece.text
        if not piece.mark and len(text) > most:
            before = place + 1 < len(pieces) and bool(pieces[place + 1].mark)
            text = "… " + text[-most:].split(" ", 1)[-1] if before else text[:most].rsplit(" ", 1)[0] + " …"
        shown.append(Piece(text, piece.mark, piece.note))
    return shown
