"""Asks the judges about the claims of finished recordings and combines what they say with what words said."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from msgspec.structs import replace

from auditor.judges.cache import Cache, Row
from auditor.judges.check import objection, with_said_words
from auditor.judges.combine import Outcome, RiskModel, combine, load_risk_model, unbelieved
from auditor.judges.passages import Places
from auditor.judges.protocol import Answer, Failure, Judge, JudgeDown, Request, Shown
from auditor.judges.request import make_request, prompt_version, tokens
from auditor.judges.votes import opinion_of
from auditor.model.result import Claim, Finding, Recording, Vote

Progress = Callable[[int, int], None]
"""Called with the number of answers that are there and of those asked for."""


class Passages(Protocol):
    """Where the passages of a recording's claims come from (`auditor.judges.passages.Places`)."""

    def best(self, claim: Claim) -> list[Shown]:
        """What a judge is shown first."""
        ...

    def others(self, claim: Claim) -> list[Shown]:
        """What it is shown when the first passages do not hold the claim; may be empty."""
        ...


@dataclass(frozen=True)
class Asking:
    """Which claims are asked. `band`: lowest and highest risk; `everything`: all claims; `budget`: requests at most.

    `offline`: answers come from the cache alone. `review_risk` and `model` as in the audit itself. `passages` gives the
    passages of a recording.
    """

    band: tuple[float, float] = (0.0, 1.0)
    everything: bool = False
    budget: int | None = None
    offline: bool = False
    review_risk: float | None = None
    model: RiskModel | None = None
    passages: Callable[[Recording], Passages] = Places


@dataclass
class Counts:
    """What happened.

    `claims`: in the band; `judged`: with an opinion; `asked`: requests sent; `replayed`: answers from the cache;
    `missing`: neither asked nor in the cache; `dropped`: answers that failed a check, by why; `failed`: requests
    without an answer; `again`: second requests; `problems`: a line about each judge that failed; `review`: the risk
    from which a judged claim goes to review.
    """

    claims: int = 0
    all_claims: int = 0
    judged: int = 0
    asked: int = 0
    replayed: int = 0
    missing: int = 0
    again: int = 0
    failed: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    judges: list[str] = field(default_factory=list)
    destinations: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    review: float = 0.0

    def as_summary(self) -> dict[str, Any]:
        """For the result's `summary`."""
        return {
            "judges": self.judges, "prompt": prompt_version(), "destinations": self.destinations, "claims": self.claims,
            "all_claims": self.all_claims, "judged": self.judged, "asked": self.asked, "replayed": self.replayed,
            "missing": self.missing, "second_requests": self.again, "failed": self.failed,
            "dropped": dict(sorted(self.dropped.items())), "problems": self.problems,
        }  # fmt: skip

    def signature(self) -> str:
        """What the judged figures depend on."""
        names = "+".join(self.judges) or "none"
        to = f"|text-sent-to:{'+'.join(self.destinations)}" if self.destinations else ""
        limit = f"judge-review-risk:{self.review:g}"
        return f"judge:{names}|judge-prompt:{prompt_version()}|{limit}|replayed:{self.replayed}{to}"


@dataclass
class _Job:
    """One claim to ask about."""

    recording: int
    claim: Claim
    places: Passages


def apply_judges(
    recordings: Sequence[Recording],
    judges: Sequence[Judge],
    asking: Asking,
    cache: Cache | None = None,
    progress: Progress = lambda _done, _of: None,
) -> tuple[list[Recording], Counts]:
    """The recordings with the judges' opinions; a judge that fails leaves the verdicts of the words as they are.

    Args:
        recordings: as assembled, before the gate; ids unique over all.
        judges: those who vote.
        asking: which claims are asked.
        cache: answers that are there, and where new ones are kept.
        progress: called after every answer.
    """
    cache = cache or Cache(None)
    jobs, counts = _jobs(recordings, asking)
    counts.judges = [f"{j.name}={j.model}" if j.model else j.name for j in judges]
    votes: list[list[Vote]] = [[] for _ in jobs]
    dropped: set[int] = set()
    for judge in judges:
        session = _Session(judge, asking, cache, counts, progress)
        for at, vote in session.votes(jobs):
            votes[at].append(vote)
        dropped |= session.dropped
    model = asking.model or load_risk_model()
    counts.review = model.limits["review"] if asking.review_risk is None else asking.review_risk
    ids = _ids_after(recordings)
    done = [list(r.claims) for r in recordings]
    findings = [list(r.findings) for r in recordings]
    for number, (job, said) in enumerate(zip(jobs, votes, strict=True)):
        if not said and number in dropped:
            _put(Outcome(unbelieved(job.claim), []), done[job.recording], findings[job.recording], ids)
        elif said:
            counts.judged += 1
            own = [f for f in findings[job.recording] if f.claim == job.claim.id]
            _put(
                combine(job.claim, own, opinion_of(said), model, asking.review_risk),
                done[job.recording],
                findings[job.recording],
                ids,
            )
    return [
        replace(r, claims=c, findings=_ordered(f, c)) for r, c, f in zip(recordings, done, findings, strict=True)
    ], counts


def plan(recordings: Sequence[Recording], judge: Judge, asking: Asking, cache: Cache) -> list[tuple[Claim, Request]]:
    """What would be asked now and is not in the cache, the riskiest claims first: second requests where a cached answer
    says that the passages do not hold the claim."""
    jobs, _ = _jobs(recordings, asking)
    wanted = []
    for job in jobs:
        request = make_request(job.claim, job.places.best(job.claim), judge.name, judge.model)
        answer = cache.get(request.key)
        if answer is not None and answer.verdict == "not-in-passages":
            others = job.places.others(job.claim)
            request = make_request(job.claim, others, judge.name, judge.model)
            answer = cache.get(request.key) if others else answer
        if answer is None:
            wanted.append((job.claim, request))
    return wanted[: asking.budget]


def total_tokens(requests: Sequence[Request]) -> int:
    """About how many tokens the prompts have together."""
    return sum(tokens(r) for r in requests)


def _jobs(recordings: Sequence[Recording], asking: Asking) -> tuple[list[_Job], Counts]:
    """The claims to ask, the riskiest first; of equal risk in the order of the documents."""
    counts = Counts()
    jobs: list[_Job] = []
    for number, recording in enumerate(recordings):
        places = asking.passages(recording)
        said = [c for c in recording.claims if c.verdict != "boilerplate"]
        counts.all_claims += len(said)
        jobs += [_Job(number, c, places) for c in said if asking.everything or _in_band(c, asking.band)]
    counts.claims = len(jobs)
    return sorted(jobs, key=lambda job: -job.claim.risk), counts


def _in_band(claim: Claim, band: tuple[float, float]) -> bool:
    return claim.verdict == "unverifiable" or band[0] <= claim.risk <= band[1]


class _Session:
    """One judge in one run."""

    def __init__(self, judge: Judge, asking: Asking, cache: Cache, counts: Counts, progress: Progress) -> None:
        self.judge, self.cache, self.counts, self.progress = judge, cache, counts, progress
        self.left = 0 if asking.offline else asking.budget
        self.down = asking.offline
        self.dropped: set[int] = set()

    def votes(self, jobs: Sequence[_Job]) -> list[tuple[int, Vote]]:
        """The checked answers, by number of the job."""
        requests = [self._request(job, job.places.best(job.claim)) for job in jobs]
        first = self._answers(requests)
        found = {
            i: with_said_words(a, requests[i])
            for i, a in first.items()
            if a is not None and self._believed(a, requests[i], i)
        }
        again = [i for i, a in found.items() if a.verdict == "not-in-passages"]
        others = [self._request(jobs[i], jobs[i].places.others(jobs[i].claim)) for i in again]
        asked = [(i, r) for i, r in zip(again, others, strict=True) if r.passages]
        self.counts.again += len(asked)
        for n, answer in self._answers([r for _, r in asked]).items():
            if answer is not None and self._believed(answer, asked[n][1], asked[n][0]):
                found[asked[n][0]] = replace(with_said_words(answer, asked[n][1]), passage=None)
        return [(i, self._vote(answer)) for i, answer in sorted(found.items())]

    def _request(self, job: _Job, passages: list[Shown]) -> Request:
        return make_request(job.claim, passages, self.judge.name, self.judge.model)

    def _answers(self, requests: Sequence[Request]) -> dict[int, Answer | None]:
        """Answers by number of the request, from the cache or from the judge; None where there is none."""
        answers = {i: self.cache.get(r.key) for i, r in enumerate(requests)}
        self.counts.replayed += sum(a is not None for a in answers.values())
        twins: dict[str, list[int]] = {}
        for i, answer in answers.items():
            if answer is None:
                twins.setdefault(requests[i].key, []).append(i)
        keys = list(twins)[: self.left] if self.left is not None else list(twins)
        if self.down:
            keys = []
        if self.left is not None:
            self.left -= len(keys)
        self.counts.missing += sum(len(v) for k, v in twins.items() if k not in set(keys))
        for key, answer in self._ask([requests[twins[k][0]] for k in keys]):
            for i in twins[key]:
                answers[i] = answer
        return answers

    def _ask(self, requests: Sequence[Request]) -> Iterator[tuple[str, Answer]]:
        if not requests:
            return
        if self.judge.destination and self.judge.destination not in self.counts.destinations:
            self.counts.destinations.append(self.judge.destination)
        self.counts.asked += len(requests)
        problems: list[str] = []
        seen = 0
        try:
            for i, answer in self.judge.ask(requests):
                seen += 1
                if isinstance(answer, Failure):
                    problems.append(answer.problem)
                else:
                    self.cache.add(Row(key=requests[i].key, judge=self.judge.name, model=self.judge.model,
                                       prompt=prompt_version(), answer=answer))  # fmt: skip
                    yield requests[i].key, answer
                self.progress(seen, len(requests))
        except JudgeDown as error:
            self.down = True
            problems += [str(error)] * (len(requests) - seen)
        self.counts.failed += len(problems)
        if problems:
            self.counts.problems.append(
                f"{self.judge.name}: {len(problems)} of {len(requests)} requests without an answer ({problems[-1]})"
            )

    def _believed(self, answer: Answer, request: Request, job: int) -> bool:
        why = objection(answer, request)
        if why is not None:
            self.counts.dropped[why] = self.counts.dropped.get(why, 0) + 1
            self.dropped.add(job)
        return why is None

    def _vote(self, a: Answer) -> Vote:
        return Vote(judge=self.judge.name, verdict=a.verdict, risk=a.risk, quote=a.quote, passage=a.passage,
                    claimed=a.claimed, source=a.source, reason=a.reason)  # fmt: skip


def _ids_after(recordings: Sequence[Recording]) -> Iterator[str]:
    found = (re.search(r"\d+$", f.id) for r in recordings for f in r.findings)
    first = max((int(number.group()) for number in found if number), default=0) + 1
    return (f"f{number:03d}" for number in itertools.count(first))


def _put(outcome: Outcome, claims: list[Claim], findings: list[Finding], ids: Iterator[str]) -> None:
    """The outcome into the lists of its recording."""
    changed = {f.id: f for f in outcome.findings}
    findings[:] = [changed.get(f.id, f) for f in findings]
    claim = outcome.claim
    if outcome.new is not None:
        new = replace(outcome.new, id=next(ids))
        findings.append(new)
        claim = replace(claim, findings=[*claim.findings, new.id])
    at = next(i for i, c in enumerate(claims) if c.id == claim.id)
    claims[at] = claim


def _ordered(findings: list[Finding], claims: Sequence[Claim]) -> list[Finding]:
    """In the order of the claims, those without a claim last."""
    place = {c.id: i for i, c in enumerate(claims)}
    return sorted(findings, key=lambda f: place.get(f.claim or "", len(place)))


@dataclass
class Judging:
    """The judges of one run and what they are asked; `counts` is there when `run` is done."""

    judges: Sequence[Judge]
    asking: Asking
    cache: Cache = field(default_factory=lambda: Cache(None))
    progress: Progress = lambda _done, _of: None
    counts: Counts = field(default_factory=Counts)

    def run(self, recordings: Sequence[Recording]) -> list[Recording]:
        """The recordings with the judges' opinions (`apply_judges`)."""
        done, self.counts = apply_judges(recordings, self.judges, self.asking, self.cache, self.progress)
        return done
