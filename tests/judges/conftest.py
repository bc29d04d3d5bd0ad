from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from auditor.judges.protocol import Answer, Failure, JudgeDown, Request
from auditor.model.result import Claim, Finding, Passage, Recording, Source, SourceSegment

SAID = [
    ("Rosa", "we opened the ferry line in the spring of 2011 with two small boats"),
    ("Tom", "and how many people did you carry in the first year"),
    ("Rosa", "about nine thousand and most of them were cyclists on their way to the coast"),
    ("Tom", "did the harbour office help you with the landing stage"),
    ("Rosa", "no they did not help at all we built the stage ourselves out of old oak"),
    ("Tom", "the storm in January tore the roof off the ticket house"),
    ("Rosa", "yes and the baker lent us his van until the new roof was on"),
    ("Tom", "what will you do when the bridge opens next year"),
    ("Rosa", "we might sell one boat but nothing is decided yet"),
]
FILLER = [
    ("Tom", f"then we talked about gardens number {n} and the weather in week {n} for a long while") for n in range(60)
]


def make_recording(claims: Sequence[Claim], findings: Sequence[Finding] = (), name: str = "ferry") -> Recording:
    turns = [*SAID, *FILLER]
    segments = [
        SourceSegment(line=n, end_line=n, text=text, speaker=who, start=10.0 * n, end=10.0 * n + 9)
        for n, (who, text) in enumerate(turns, 1)
    ]
    source = Source(path="ferry.vtt", format="vtt", words=sum(len(t.split()) for _, t in turns), segments=segments)
    return Recording(name=name, sources=[source], claims=list(claims), findings=list(findings))


def make_claim(text: str, id_: str = "c001", **more: Any) -> Claim:
    passage = Passage(path="ferry.vtt", line=1, end_line=9, char_start=0, char_end=600, coverage=0.7, start=10.0,
                      end=99.0, text=" ".join(t for _, t in SAID), speakers=["Rosa", "Tom"])  # fmt: skip
    base: dict[str, Any] = {
        "id": id_, "turn": "t0.1", "path": "ferry.summary.md", "line": 3, "end_line": 3, "text": text,
        "verdict": "condensed", "heap": "passed", "confidence": 0.8, "risk": 0.4, "speaker": "Rosa",
        "passages": [passage], "signals": {"traced": 0.3},
    }  # fmt: skip
    return Claim(**(base | more))


def make_answer(**more: Any) -> Answer:
    quote = "we built the stage ourselves out of old oak"
    base = {"verdict": "supported", "risk": 0.05, "passage": 1, "quote": quote, "reason": "She says so."}
    return Answer(**(base | more))


class Scripted:
    """A judge whose answers a test writes; keeps what it was asked."""

    destination = ""

    def __init__(self, answer: Callable[[Request], Answer | Failure | Exception], name: str = "scripted") -> None:
        self.name, self.model, self.answer = name, "m1", answer
        self.asked: list[Request] = []

    def ask(self, requests: Sequence[Request]) -> Iterator[tuple[int, Answer | Failure]]:
        for i, request in enumerate(requests):
            self.asked.append(request)
            answer = self.answer(request)
            if isinstance(answer, BaseException):
                raise answer
            yield i, answer


@pytest.fixture
def down() -> Scripted:
    return Scripted(lambda _: JudgeDown("nobody there"))


class Endpoint:
    """A local chat endpoint. `script` gets (number of the request, its body) and says (status, headers, body)."""

    def __init__(self) -> None:
        self.script: Callable[[int, dict[str, Any]], Any] = lambda _n, _b: chat(good_json())
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.most_at_once = self._now = 0
        lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    outer._now += 1
                    outer.most_at_once = max(outer.most_at_once, outer._now)
                    number = len(outer.bodies)
                    outer.bodies.append(json.loads(raw))
                    outer.headers.append(dict(self.headers))
                    outer.paths.append(self.path)
                try:
                    reply = outer.script(number, outer.bodies[number])
                    if callable(reply):
                        reply(self)
                        return
                    status, headers, body = reply
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with lock:
                        outer._now -= 1

            def log_message(self, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def good_json(**more: Any) -> str:
    fields = {"verdict": "supported", "risk": 0.05, "passage": 1, "claimed": None, "source": None,
              "quote": "we built the stage ourselves out of old oak", "reason": "She says so."}  # fmt: skip
    return json.dumps(fields | more)


def chat(content: Any, status: int = 200, **headers: str) -> tuple[int, dict[str, str], bytes]:
    body = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    return status, {"Content-Type": "application/json", **headers}, json.dumps(body).encode()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    yield server
    server.close()
