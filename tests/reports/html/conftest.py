"""An audit with every field filled, written for these tests: a hostile and a large variant of it; and a browser."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from auditor.model.asr import Asr, Term, VariantDifference, VariantPair
from auditor.model.result import (
    Audit,
    Claim,
    Coverage,
    Difference,
    Document,
    Evidence,
    Finding,
    Gap,
    Gate,
    Opinion,
    Passage,
    Recording,
    Source,
    SourceSegment,
    SpeakerRow,
    Suppression,
    Vote,
)
from auditor.reports.html import render
from auditor.rules.catalogue import BY_NAME

SAID = (
    "the harbour lights came on at four in the morning",
    "we counted nineteen boats before the fog closed in",
    "my brother never wanted to sell the yard",
    "the council might repair the eastern pier next spring",
    "nobody told us that the ferry was late again",
    "I kept the logbook because the radio was broken",
    "they paid the pilots in salt and rope",
    "the storm took the crane and half the roof",
)
VERDICTS = ("verbatim", "edited", "condensed", "altered", "fabricated", "unverifiable", "verbatim", "boilerplate")
FINDINGS = {
    "altered": ("number-changed", "error", "The sources say four; the summary says forty."),
    "fabricated": ("fabricated-claim", "error", "Nothing like it was said in the recording."),
    "unverifiable": ("unverifiable-claim", "note", "Told so freely that no passage can be named."),
}


_OPINION = Opinion(
    verdict="supported", risk=0.2, quote="harbour", reason="The passage says so.", offline_verdict="condensed",
    offline_risk=0.3, votes=[Vote(judge="reader", verdict="supported", risk=0.2),
                             Vote(judge="nli", verdict="altered", risk=0.6)],
)  # fmt: skip


def _heap(verdict: str) -> str | None:
    heaps = {"altered": "flagged", "fabricated": "flagged", "unverifiable": "review", "boilerplate": None}
    return heaps.get(verdict, "passed")


def _source(path: str, lines: int, rng: random.Random, timed: bool) -> Source:
    segments = [
        SourceSegment(
            line=number + 1,
            end_line=number + 1,
            text=f"{rng.choice(SAID)}, {rng.choice(SAID)}",
            start=5.0 * number if timed else None,
            end=5.0 * number + 5 if timed else None,
            speaker=("Ada Lund", "Tom Bray")[number // 7 % 2],
        )
        for number in range(lines)
    ]
    header = {"Title": "Harbour talk", "URL": "https://www.youtube.com/watch?v=abcDEF12345"} if timed else {}
    words = sum(len(segment.text.split()) for segment in segments)
    return Source(
        path=path,
        format="vtt" if timed else "text",
        words=words,
        duration=5.0 * lines if timed else None,
        header=header,
        segments=segments,
        language="en",
    )


def _evidence(source: Source, number: int, share: float = 1.0) -> Evidence:
    segment = source.segments[number]
    text = segment.text[: int(len(segment.text) * share)]
    return Evidence(
        path=source.path,
        line=segment.line,
        end_line=segment.end_line,
        char_start=100 * number,
        char_end=100 * number + len(text),
        text=text,
        start=segment.start,
        end=segment.end,
        speaker=segment.speaker,
    )


def _claim(number: int, total: int, sources: list[Source], rng: random.Random) -> tuple[Claim, Finding | None]:
    verdict = VERDICTS[number % len(VERDICTS)] if number % 5 or total < 100 else "condensed"
    at = number * len(sources[0].segments) // total
    text = f"About the harbour, {rng.choice(SAID)} and forty more, said in the end"
    placed = verdict not in ("fabricated", "boilerplate", "unverifiable")
    differences = [
        Difference(
            kind="number",
            mark="changed",
            claimed="forty",
            source="four",
            begin=text.index("forty"),
            stop=text.index("forty") + 5,
            weight=0.9,
        ),
        Difference(kind="spelling", mark="repair", claimed="harbour", source="arbor", begin=10, stop=17),
        Difference(
            kind="insertion",
            mark="added",
            claimed="in the end",
            source="",
            begin=len(text) - 10,
            stop=len(text),
            weight=0.3,
        ),
        Difference(
            kind="cut",
            mark="dropped",
            claimed="",
            source="never",
            begin=text.index("said"),
            stop=text.index("said"),
            weight=0.5,
        ),
    ]
    passage = _evidence(sources[0], at)
    long = " ".join(segment.text for segment in sources[0].segments[at : at + 8])
    claim = Claim(
        id=f"c{number:04d}", turn=f"t{number // 3:04d}", path="harbour.summary.md",
        line=number + 3, end_line=number + 3, text=text, verdict=verdict,  # type: ignore[arg-type]
        heap=_heap(verdict), confidence=0.9, risk=round(rng.random(), 3),  # type: ignore[arg-type]
        speaker=("Ada Lund", "Tom Bray", "Nils Moe")[number // 3 % 3], start=5.0 * at, sentiment="neutral",
        owner="Ada Lund" if number % 11 == 0 else None, due="Friday" if number % 11 == 0 else None,
        reasons=["Nine of ten content words stand in the passage."],
        evidence=[_evidence(source, min(at, len(source.segments) - 1), 0.7) for source in sources] if placed else [],
        passages=[Passage(path=passage.path, line=passage.line, end_line=passage.end_line + 7,
                          char_start=passage.char_start, char_end=passage.char_end, text=long, coverage=0.4,
                          start=passage.start, end=passage.end, speakers=["Ada Lund"])],
        differences=differences if placed and verdict != "verbatim" else [],
        findings=[f"f{number:04d}"] if verdict in FINDINGS else [],
        judge=_OPINION if number % 13 == 5 else None,
        signals={"coverage": 0.5},
    )  # fmt: skip
    return claim, _finding(claim) if verdict in FINDINGS else None


def _finding(claim: Claim) -> Finding:
    name, severity, message = FINDINGS[claim.verdict]
    return Finding(
        id=claim.findings[0], rule=BY_NAME[name].code, name=name, severity=severity, message=message,  # type: ignore[arg-type]
        path=claim.path, line=claim.line, fingerprint=f"{int(claim.id[1:]) + 1:016x}", claim=claim.id,
        speaker=claim.speaker, start=claim.start,
        claimed="forty", source="four", introduced_by="derived", evidence=claim.evidence[:1],
        suppressed=Suppression(kind="baseline", reason="known, kept as it was said") if claim.id[-1] == "7" else None,
    )  # fmt: skip


def _loose(path: str) -> list[Finding]:
    return [
        Finding(id="f9001", rule="D05", name="passage-not-covered", severity="note", path=path, line=1,
                message="Forty seconds about the crane are told by no line.", fingerprint="d" * 16),
        Finding(id="f9002", rule="R02", name="repeated-passage", severity="warning", path="harbour.asr.txt", line=4,
                message="The transcript repeats a passage at a chunk seam.", fingerprint="e" * 16),
        Finding(id="f9003", rule="S03", name="speaker-invented", severity="warning", path=path, line=9,
                speaker="Nils Moe", message="No source knows a Nils Moe.", fingerprint="a" * 16),
    ]  # fmt: skip


def _asr(lines: int) -> Asr:
    differences = [
        VariantDifference(kind="substituted", about=("number", "entity", "filler", "other")[number % 4],  # type: ignore[arg-type]
                          a="four", b="forty", start=5.0 * (number * lines // 60), end=5.0 * (number * lines // 60) + 2,
                          a_line=number * lines // 60 + 1, b_line=number * lines // 60 + 1)
        for number in range(60)
    ]  # fmt: skip
    scores = {
        "normalised": {"wer": {"rate": 0.113, "low": 0.1, "high": 0.127, "errors": 113, "words": 1000}},
        "raw": {"wer": {"rate": 0.21, "low": 0.19, "high": 0.23, "errors": 210, "words": 1000}},
    }
    return Asr(
        pairs=[VariantPair(a="harbour.vtt", b="harbour.asr.txt", differences=differences, scores=scores)],
        variants=[{"path": "harbour.vtt", "words": 1000, "confusions": [{"a": "four", "b": "forty", "count": 7}]}],
        terms=[Term(likely="Ada Lund", reason="stands in the header", spellings={"Ada Lund": 5, "Aida Lund": 2})],
        consensus={"agreement": 0.93},
        significance=[{"test": "bootstrap", "p": 0.03, "says": "A is better than B"}],
        pooled={"wer": 0.113},
    )


def make_audit(claims: int = 40, lines: int = 60, seed: int = 1) -> Audit:
    """An audit of one made-up recording with `claims` claims on sources of `lines` lines."""
    rng = random.Random(seed)
    sources = [_source("harbour.vtt", lines, rng, True), _source("harbour.asr.txt", lines, rng, False)]
    pairs = [_claim(number, claims, sources, rng) for number in range(claims)]
    judged = [claim for claim, _ in pairs]
    findings = [finding for _, finding in pairs if finding] + _loose("harbour.summary.md")
    speakers = [
        SpeakerRow(
            speaker=name,
            claims=sum(claim.speaker == name for claim in judged),
            verdicts={verdict: sum(c.speaker == name and c.verdict == verdict for c in judged) for verdict in VERDICTS},
            findings=sum(finding.speaker == name for finding in findings),
            supported=0.5 + 0.1 * len(name) % 0.4,
        )
        for name in ("Ada Lund", "Tom Bray", "Nils Moe")
    ]
    gap = Gap(path="harbour.vtt", line=8, end_line=12, words=60, text=sources[0].segments[min(7, lines - 1)].text,
              start=35.0, end=60.0)  # fmt: skip
    recording = Recording(
        name="Harbour talk", sources=sources, claims=judged, findings=findings, asr=_asr(lines), speakers=speakers,
        documents=[Document(path="harbour.summary.md", format="markdown", claims=claims, header={"Title": "Summary"},
                            problems=[{"line": 2, "problem": "a table without a head", "text": "|"}])],
        coverage=Coverage(words=0.71, gaps=[gap]),
    )  # fmt: skip
    return Audit(
        signature="auditor 0.1.0|norm:en-1|review-risk=0.31", recordings=[recording],
        gate=Gate(passed=False, reasons=["5 fabricated (limit 0)", "5 altered (limit 0)"],
                  limits=[{"limit": "altered", "found": 5}]),
        summary={"review": {"yield": "On labelled data, the riskiest 20 % of the lines hold 48 % of the bad ones."}},
        settings={"review_risk": 0.31, "sentiments": ["positive", "neutral"]},
    )  # fmt: skip


HOSTILE = (
    '"><img src=x onerror="window.hit=1"></script><script>window.hit=1</script>\'{{7*7}}<b>\u202e\x1b[31m\x00&amp;'
)
_CONTRACT = {"verdict", "heap", "severity", "mark", "kind", "about", "name", "role", "id", "claim", "turn", "findings"}


def make_hostile(audit: Audit) -> Audit:
    """The same audit with hostile text in front of every string that is not one of the contract's words."""

    def poison(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            poisoned = {k: poison(v, k) for k, v in value.items()}
            free = key in ("header", "spellings", "settings", "scores", "verdicts_free")
            return {(HOSTILE + k if free else k): v for k, v in poisoned.items()}
        if isinstance(value, list):
            return [poison(item, key) for item in value]
        if isinstance(value, str) and (key not in _CONTRACT or (key == "name" and value not in BY_NAME)):
            return HOSTILE + value
        return value

    plain = msgspec.to_builtins(audit)
    return msgspec.convert(poison(plain), Audit)


@pytest.fixture(scope="session")
def audit() -> Audit:
    return make_audit()


@pytest.fixture(scope="session")
def build() -> Callable[..., Audit]:
    return make_audit


@pytest.fixture(scope="session")
def hostile() -> Audit:
    return make_hostile(make_audit())


@pytest.fixture(scope="session")
def hostile_text() -> str:
    return HOSTILE


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; the tests that need it are skipped where either is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync"]  # fmt: skip
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def page_file(audit: Audit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the plain audit, as a file."""
    path = tmp_path_factory.mktemp("report") / "audit.html"
    path.write_text(render(audit), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a few claims of every kind, for checks that look at each element."""
    path = tmp_path_factory.mktemp("report") / "small.html"
    path.write_text(render(make_audit(10, 12)), encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file in a fresh context, noting console errors, page errors and requests in `page.trouble`."""
    contexts = []

    def go(path: Path, fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(("file://", "data:", "blob:"))
                else page.trouble.append(f"request {request.url}"))  # fmt: skip
        page.goto(path.as_uri() + fragment)
        return page

    yield go
    for context in contexts:
        context.close()
