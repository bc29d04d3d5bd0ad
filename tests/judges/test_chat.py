"""A chat judge against a local server that speaks the protocol and misbehaves."""

from __future__ import annotations

import json
import socket
import threading
import time
from typing import Any

import pytest

from auditor.errors import ConfigError
from auditor.judges.apply import Asking, apply_judges
from auditor.judges.cache import Cache
from auditor.judges.protocol import Answer, Failure, JudgeDown, Request, Shown

from .conftest import Endpoint, chat, good_json, make_answer, make_claim, make_recording

pytest.importorskip("httpx", reason="needs the extra judge")
pytest.importorskip("tenacity", reason="needs the extra judge")

from auditor.judges.chat import ChatJudge

KEY = "sk-very-secret-0123456789"


def request(n: int = 0) -> Request:
    shown = Shown(id=1, path="p", lines=["Rosa: we built the stage ourselves out of old oak"])
    return Request(key=f"k{n}", claim=f"Claim {n}.", passages=[shown])


def judge(endpoint: Endpoint, **more: Any) -> ChatJudge:
    base: dict[str, Any] = {"timeout": 5.0, "concurrency": 1, "attempts": 3, "pause": 0.01}
    return ChatJudge("local", endpoint.url, "tiny", **(base | more))


def ask(judge: ChatJudge, count: int = 1) -> list[Answer | Failure]:
    return [a for _, a in sorted(judge.ask([request(n) for n in range(count)]), key=lambda pair: pair[0])]


def test_what_is_sent(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_KEY", KEY)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert ask(judge(endpoint, key_env="TEST_KEY", seed=7)) == [make_answer()]
    body = endpoint.bodies[0]
    assert (body["model"], body["temperature"], body["seed"]) == ("tiny", 0, 7)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "Claim 0." in body["messages"][1]["content"]
    assert endpoint.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert endpoint.paths == ["/v1/chat/completions"]
    assert KEY not in json.dumps(body)


def test_no_key_is_sent_where_none_is_named(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    ask(judge(endpoint))
    assert "Authorization" not in endpoint.headers[0]


def test_a_server_without_structured_output_is_asked_without(endpoint: Endpoint) -> None:
    endpoint.script = lambda _n, body: chat(good_json(), 400) if "response_format" in body else chat(good_json())
    assert ask(judge(endpoint), 2) == [make_answer(), make_answer()]
    assert ["response_format" in b for b in endpoint.bodies] == [True, False, False]


def test_one_try_to_repair_an_answer_that_is_none(endpoint: Endpoint) -> None:
    endpoint.script = lambda n, _b: chat("I think it is supported." if n == 0 else f"Sure!\n{good_json()}")
    assert ask(judge(endpoint)) == [make_answer()]
    assert [m["role"] for m in endpoint.bodies[1]["messages"]] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize(
    "reply",
    [
        chat("no idea"),
        chat(None),
        chat([{"type": "text"}]),
        chat(good_json(risk=7)),
        (200, {}, b"<html>welcome to the hotel wifi</html>"),
        (200, {}, b""),
        (200, {}, b'{"choices": []}'),
        (200, {}, b"[" * 100_000),
        (200, {}, b"\xff\xfe\x00"),
        (200, {}, b"x" * 1_000_000),
    ],
)
def test_babble_is_a_failure_and_the_next_request_goes_on(
    endpoint: Endpoint, reply: tuple[int, dict[str, str], bytes]
) -> None:
    endpoint.script = lambda _n, body: reply if "Claim 0." in body["messages"][1]["content"] else chat(good_json())
    first, second = ask(judge(endpoint), 2)
    assert isinstance(first, Failure)
    assert second == make_answer()


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 408])
def test_a_busy_server_is_asked_again(endpoint: Endpoint, status: int) -> None:
    endpoint.script = lambda n, _b: chat("", status) if n < 2 else chat(good_json())
    assert ask(judge(endpoint)) == [make_answer()]
    assert len(endpoint.bodies) == 3


def test_retry_after_is_followed(endpoint: Endpoint) -> None:
    endpoint.script = lambda n, _b: (429, {"Retry-After": "1"}, b"") if n == 0 else chat(good_json())
    start = time.monotonic()
    assert ask(judge(endpoint)) == [make_answer()]
    assert time.monotonic() - start >= 1.0


def test_a_server_that_stays_busy_is_a_failure(endpoint: Endpoint) -> None:
    endpoint.script = lambda _n, _b: chat("", 503)
    answers = ask(judge(endpoint), 2)
    assert all(isinstance(a, Failure) and "status 503" in a.problem for a in answers)
    assert len(endpoint.bodies) == 6


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_ends_the_run_at_once_and_is_not_shown(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("TEST_KEY", KEY)
    endpoint.script = lambda _n, _b: (status, {}, f"bad key {KEY}".encode())
    with pytest.raises(JudgeDown) as caught:
        ask(judge(endpoint, key_env="TEST_KEY"), 5)
    assert KEY not in str(caught.value) and f"status {status}" in str(caught.value)
    assert len(endpoint.bodies) == 1


def test_a_key_that_the_server_sends_back_is_in_no_answer_and_no_cache(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("TEST_KEY", KEY)
    endpoint.script = lambda _n, _b: chat(good_json(reason=f"your key is {KEY}"))
    recording = make_recording([make_claim("They built the stage from oak.")])
    done, counts = apply_judges(
        [recording], [judge(endpoint, key_env="TEST_KEY")], Asking(everything=True), Cache(tmp_path / "a")
    )
    assert done[0].claims[0].judge is not None
    assert KEY not in (tmp_path / "a").read_text() + repr(done) + repr(counts)
    assert KEY not in repr(judge(endpoint, key_env="TEST_KEY"))


def test_a_redirect_to_another_host_is_refused(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_KEY", KEY)
    other = Endpoint()
    try:
        endpoint.script = lambda _n, _b: (307, {"Location": f"{other.url}/chat/completions"}, b"")
        with pytest.raises(JudgeDown, match="another host"):
            ask(judge(endpoint, key_env="TEST_KEY"), 3)
        assert other.bodies == []
    finally:
        other.close()


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(endpoint: Endpoint) -> None:
    endpoint.script = lambda n, _b: (308, {"Location": "/v2/chat"}, b"") if n == 0 else chat(good_json())
    assert ask(judge(endpoint)) == [make_answer()]
    assert endpoint.paths[1] == "/v2/chat"
    endpoint.script = lambda _n, _b: (308, {"Location": "/again"}, b"")
    with pytest.raises(JudgeDown, match="without end"):
        ask(judge(endpoint))


def test_a_dead_endpoint_is_given_up_soon() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    dead = ChatJudge("local", f"http://127.0.0.1:{port}/v1", "tiny", attempts=2, pause=0.01, concurrency=1)
    with pytest.raises(JudgeDown, match="cannot be reached"):
        ask(dead, 50)
    recording = make_recording([make_claim("They built the stage from oak.")])
    done, counts = apply_judges([recording], [dead], Asking(everything=True))
    assert done == [recording] and counts.failed == 1


def test_slow_servers_run_into_the_clock(endpoint: Endpoint) -> None:
    def silent(_handler: Any) -> None:
        time.sleep(0.6)

    def dripping(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(12):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    for script in (silent, dripping):
        endpoint.script = lambda _n, _b, script=script: script
        (answer,) = ask(judge(endpoint, timeout=0.3, attempts=1))
        assert isinstance(answer, Failure) and "0.3 s" in answer.problem


def test_a_connection_that_breaks_off_is_tried_again(endpoint: Endpoint) -> None:
    def broken(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b'{"choices"')
        handler.close_connection = True

    endpoint.script = lambda n, _b: broken if n == 0 else chat(good_json())
    assert ask(judge(endpoint)) == [make_answer()]


def test_as_many_at_once_as_wished(endpoint: Endpoint) -> None:
    def slowly(_n: int, _b: dict[str, Any]) -> Any:
        time.sleep(0.05)
        return chat(good_json())

    endpoint.script = slowly
    assert ask(judge(endpoint, concurrency=3), 9) == [make_answer()] * 9
    assert 2 <= endpoint.most_at_once <= 3


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"base_url": "ftp://here/v1"}, "must begin with http"),
        ({"base_url": "http://me:pw@here/v1"}, "no password"),
        ({"base_url": "http://here/v1", "key_env": "TEST_NOT_SET"}, "TEST_NOT_SET"),
        ({"base_url": "http://here/v1", "key_env": "TEST_ODD"}, "no usable key"),
    ],
)
def test_unusable_settings(fields: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_ODD", "sk-\nabc")
    with pytest.raises(ConfigError, match=message) as caught:
        ChatJudge("local", model="tiny", **fields)
    assert "pw" not in str(caught.value).replace("password", "") and "abc" not in str(caught.value)


def test_who_stops_sends_no_further_request(endpoint: Endpoint) -> None:
    closed = threading.Event()

    def script(n: int, _body: dict[str, Any]) -> Any:
        if n:
            closed.wait(10)
        return chat("", 503) if n else chat(good_json())

    endpoint.script = script
    answers = judge(endpoint, concurrency=2).ask([request(n) for n in range(9)])
    assert next(answers)[1] == make_answer()
    answers.close()  # type: ignore[attr-defined]
    closed.set()
    time.sleep(0.3)
    assert len(endpoint.bodies) <= 3
