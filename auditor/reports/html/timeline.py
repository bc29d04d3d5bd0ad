"""The timeline: what is told (by heap and verdict), what is not, where variants disagree, errors per minute."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.model.result import Recording
from auditor.reports.html.places import Pane
from auditor.reports.html.text import clock, count, span
from auditor.reports.html.view import Bar, ClaimView, Lane, Timeline

_NARROWEST = 0.18  # percent of the width: a short stretch is still visible
MOST_RATES = 3  # lanes of error rates: more would push the rest off the screen
_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Seconds of the recording, or (without times) characters of its first source."""

    length: float
    timed: bool
    pane: Pane | None
    offsets: list[int]
    starts: list[tuple[float, str]]

    def line_at(self, seconds: float) -> str | None:
        """The anchor of the line that is spoken at that second."""
        at = bisect_right(self.starts, (seconds, "~")) - 1
        return f"#{self.starts[max(at, 0)][1]}" if self.starts else None

    def of_claim(self, view: ClaimView) -> tuple[float, float] | None:
        """Where the claim's evidence begins and ends."""
        # The nearest passage of an invented line is not where it stands in the recording.
        nearest = view.item.passages[:1] if view.item.heap == "review" else []
        places = view.item.evidence or nearest
        if self.timed:
            for place in places:
                if place.start is not None:
                    return place.start, place.end if place.end is not None else place.start
            return None
        for found in view.spans:
            if self.pane is not None and found[0] == self.pane.index:
                return self.offsets[found[1]] + found[2], self.offsets[found[3]] + found[4]
        return None


def make_timeline(
    recording: Recording, claims: Sequence[ClaimView], panes: Mapping[str, Pane], index: int
) -> Timeline | None:
    """The lanes of a recording; None where there is no source text."""
    axis = _axis(recording, panes)
    if axis is None:
        return None
    lanes = [_told(axis, claims, heap, name) for heap, name in _HEAPS]
    lanes.append(_untold(axis, recording, panes, index))
    if axis.timed and recording.asr.pairs:
        lanes.append(_disagreements(axis, recording))
    if axis.timed:
        lanes += _rate_lanes(axis, recording)
    lanes = [lane for lane in lanes if lane.bars or lane.kind == "told"]
    return Timeline("time" if axis.timed else "position in the first source", lanes, _ticks(axis))


_HEAPS = (("flagged", "Flagged"), ("review", "To review"), ("passed", "Passed"))


def _axis(recording: Recording, panes: Mapping[str, Pane]) -> _Axis | None:
    ends = [source.duration or 0.0 for source in recording.sources]
    for source in recording.sources:
        ends += [segment.end or segment.start or 0.0 for segment in source.segments]
    ends += [place.end or place.start or 0.0 for claim in recording.claims for place in claim.evidence]
    longest = max(ends, default=0.0)
    timed = any(place.start is not None for claim in recording.claims for place in claim.evidence)
    if longest > 0 and (timed or not recording.claims):
        lines = next(
            (
                found
                for pane in panes.values()
                if (found := [(x.start, x.id) for x in pane.lines if x.start is not None])
            ),
            [],
        )
        return _Axis(longest, True, None, [], sorted(lines))
    pane = next((pane for pane in panes.values() if pane.lines), None)
    if pane is None:
        return None
    offsets = [0]
    for line in pane.lines:
        offsets.append(offsets[-1] + len(line.text) + 1)
    return _Axis(float(offsets[-1]), False, pane, offsets, [])


def _bar(axis: _Axis, kind: str, start: float, end: float, href: str | None, title: str, height: float = 100.0) -> Bar:
    x = min(max(100 * start / axis.length, 0.0), 100.0 - _NARROWEST)
    width = min(max(100 * (end - start) / axis.length, _NARROWEST), 100.0 - x)
    return Bar(kind, round(x, 2), round(width, 2), href, title, round(height, 1))


def _told(axis: _Axis, claims: Sequence[ClaimView], heap: str, name: str) -> Lane:
    bars: list[Bar] = []
    placed = total = 0
    for view in claims:
        if view.item.heap != heap:
            continue
        total += 1
        stretch = axis.of_claim(view)
        if stretch is None:
            continue
        placed += 1
        title = "" if heap == "passed" else f"{view.item.verdict}: {view.item.text[:50]}"
        bars.append(_bar(axis, view.item.verdict, *stretch, f"#{view.item.id}", title))
    bars = _merged(bars) if heap == "passed" else bars
    without = f", {total - placed} without a place" if total > placed else ""
    return Lane(name, "told", f"{count(total, 'claim')}{without}", bars)


def _merged(bars: list[Bar]) -> list[Bar]:
    """Neighbours of one verdict as one stretch (a link to the first): a long recording has more lines than pixels."""
    merged: list[Bar] = []
    for bar in sorted(bars, key=lambda item: (item.x, item.width)):
        last = merged[-1] if merged else None
        if last and last.kind == bar.kind and bar.x <= last.x + last.width + 0.05:
            width = max(last.width, bar.x + bar.width - last.x)
            merged[-1] = Bar(last.kind, last.x, round(width, 2), last.href)
        else:
            merged.append(bar)
    return merged


def _untold(axis: _Axis, recording: Recording, panes: Mapping[str, Pane], index: int) -> Lane:
    bars: list[Bar] = []
    for number, gap in enumerate(recording.coverage.gaps):
        title = f"not told, {count(gap.words, 'word')}: {gap.text[:80]}"
        if axis.timed and gap.start is not None:
            bars.append(_bar(axis, "gap", gap.start, gap.end or gap.start, f"#g{index}-{number}", title))
        elif axis.pane is not None and gap.path == axis.pane.source.path:
            found = panes[gap.path].locate(gap.line, gap.end_line, gap.text)
            if found:
                begin, stop = axis.offsets[found[0]] + found[1], axis.offsets[found[2]] + found[3]
                bars.append(_bar(axis, "gap", begin, stop, f"#g{index}-{number}", title))
    return Lane("Not told", "gap", count(len(bars), "stretch", "stretches"), bars)


def _disagreements(axis: _Axis, recording: Recording) -> Lane:
    pair = recording.asr.pairs[0]
    bars = [
        _bar(
            axis,
            "differ",
            item.start,
            item.end or item.start,
            axis.line_at(item.start),
            f"{item.kind}: {item.a or '–'} / {item.b or '–'}"[:120],
        )
        for item in pair.differences
        if item.start is not None and item.about in ("entity", "number", "negation")
    ]
    return Lane("Transcripts differ", "differ", count(len(bars), "fact"), bars)


def _rate_lanes(axis: _Axis, recording: Recording) -> list[Lane]:
    """Errors of each variant against the reference, minute by minute; else how the first two variants differ."""
    lanes: list[Lane] = []
    for variant in recording.asr.variants[:MOST_RATES]:
        rows = variant.get("minutes") or []
        rates = {int(row["minute"]): float(row["wer"]) for row in rows if row.get("wer") is not None}
        lanes.append(_rate_lane(axis, rates, f"Errors, {variant.get('path', 'variant')}", "wrong"))
    if not any(lane.bars for lane in lanes) and recording.asr.pairs:
        lanes = [_rate_lane(axis, _difference_rates(recording), "Differences per minute", "different")]
    return lanes


def _difference_rates(recording: Recording) -> dict[int, float]:
    """Differing words of the first pair of variants as a share of the first one's words, for each minute."""
    pair = recording.asr.pairs[0]
    source = next((item for item in recording.sources if item.path == pair.a), None)
    words: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    for segment in source.segments if source else []:
        if segment.start is not None:
            words[int(segment.start // 60)] += len(segment.text.split())
    for item in pair.differences:
        if item.start is not None:
            wrong[int(item.start // 60)] += max(len(item.a.split()), len(item.b.split()))
    return {minute: wrong[minute] / words[minute] for minute in sorted(words) if words[minute]}


def _rate_lane(axis: _Axis, rates: dict[int, float], name: str, what: str) -> Lane:
    highest = min(max(rates.values(), default=0.0), 1.0)
    bars = [
        _bar(
            axis,
            "rate",
            60.0 * minute,
            min(60.0 * minute + 60, axis.length),
            axis.line_at(60.0 * minute),
            f"{span(60.0 * minute, 60.0 * minute + 60)}: {100 * rate:.0f} in 100 words {what}",
            100 * min(rate / highest, 1.0),
        )
        for minute, rate in sorted(rates.items())
        if rate > 0 and 0 <= 60.0 * minute <= axis.length
    ]
    return Lane(name, "rate", f"≤ {100 * highest:.0f} in 100" if bars else "", bars)


def _ticks(axis: _Axis) -> list[tuple[float, str]]:
    if not axis.timed:
        return [(25.0 * quarter, f"{25 * quarter} %") for quarter in range(4)]
    step = next((step for step in _STEPS if axis.length / step <= 8), _STEPS[-1])
    ticks = [(round(100 * at / axis.length, 2), clock(at)) for at in range(0, int(axis.length) + 1, step)]
    return [tick for tick in ticks if tick[0] <= 93]  # a label further right would stand off the page
