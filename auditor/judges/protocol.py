"""What a judge is asked and what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import msgspec

JudgeVerdict = Literal["supported", "altered", "unsupported", "not-in-passages"]


class _Struct(msgspec.Struct, frozen=True, kw_only=True):
    pass


class Shown(_Struct, frozen=True):
    """A passage as the judge sees it. `lines` are turns (`Speaker: words` where the source has speakers).

    `variant` is the reading of another transcript of the same place, where it differs. Times are seconds.
    """

    id: int
    path: str
    lines: list[str]
    start: float | None = None
    end: float | None = None
    variant: str | None = None


class Noted(_Struct, frozen=True):
    """A difference that words alone have found: its kind, the words of the claim and of the source."""

    kind: str
    claimed: str
    source: str


class Request(_Struct, frozen=True):
    """One claim with up to three passages. `key` names the request in caches and batches.

    `people`: names in the claim or of its speaker, with the label that the passages have for them.
    """

    key: str
    claim: str
    passages: list[Shown]
    differences: list[Noted] = []
    speaker: str | None = None
    start: float | None = None
    sentiment: str | None = None
    owner: str | None = None
    due: str | None = None
    people: dict[str, str] = {}


class Answer(_Struct, frozen=True):
    """A judge's answer, as given; `auditor.judges.check` decides whether it counts.

    `risk` is the chance that the claim is altered or invented; `quote` the words of passage `passage` that it rests on;
    `claimed` and `source` the changed words of an altered claim and what was said instead.
    """

    verdict: JudgeVerdict
    risk: float
    passage: int | None = None
    quote: str | None = None
    claimed: str | None = None
    source: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Failure:
    """No usable answer to one request; `problem` is for the user and holds no key and no transcript text."""

    problem: str


class JudgeDown(Exception):
    """The judge cannot be used any more in this run; what it has answered so far stands."""


class Judge(Protocol):
    """Anything that answers requests. `name` and `model` stand in the signature and in the keys of the cache.

    `destination` says where the text goes: a host, or `` for nowhere outside this machine.
    """

    @property
    def name(self) -> str:
        """What the configuration calls it."""
        ...

    @property
    def model(self) -> str:
        """What answers."""
        ...

    @property
    def destination(self) -> str:
        """Where the text goes."""
        ...

    def ask(self, requests: Sequence[Request]) -> Iterator[tuple[int, Answer | Failure]]:
        """Pairs of (index of the request, answer), in any order, each as soon as it is there.

        Raises:
            JudgeDown: there is no use in asking further.
        """
        ...
