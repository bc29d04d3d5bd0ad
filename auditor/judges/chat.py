"""A judge behind any OpenAI-compatible chat endpoint (extra `judge`: httpx and tenacity)."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from auditor.errors import ConfigError
from auditor.judges.batch import body
from auditor.judges.check import BadAnswer, parse
from auditor.judges.protocol import Answer, Failure, JudgeDown, Request

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 400_000
MOST_REDIRECTS = 3
MOST_WAIT = 60.0  # seconds that a server's Retry-After is followed
DOWN_AFTER = 3  # requests in a row without a connection
REPAIR = "That was not the JSON object asked for. Answer again with the JSON object alone."
BUSY = (408, 409, 425, 429)


class _Again(Exception):
    """Worth another try; `after` is what the server asks for in seconds."""

    def __init__(self, problem: str, after: float = 0.0, dead: bool = False) -> None:
        super().__init__(problem)
        self.after, self.dead = after, dead


class _Refused(Exception):
    """The request is refused and will be again; `fatal`: so will every other."""

    def __init__(self, problem: str, fatal: bool = False, status: int = 0) -> None:
        super().__init__(problem)
        self.fatal, self.status = fatal, status


@dataclass
class ChatJudge:
    """Asks `base_url`/chat/completions; the key comes from the environment variable `key_env`, if one is named.

    Nothing but the prompt and the settings is sent, to no other host, and no proxy or credential of the environment is
    used. The key stands in no message. Times in seconds; `pause` is the first wait before
    another try, doubled each time.
    """

    name: str
    base_url: str
    model: str
    key_env: str = ""
    timeout: float = 60.0
    concurrency: int = 4
    attempts: int = 4
    seed: int = 0
    max_tokens: int = 400
    pause: float = 0.5
    _structured: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        """Looks for the libraries and the key before any work is done.

        Raises:
            ConfigError: the extra is not installed, the address is none, the key is not set or holds an odd character.
        """
        try:
            import httpx  # noqa: F401
            import tenacity  # noqa: F401
        except ImportError:
            raise ConfigError('a chat judge needs the extra: pip install "auditor[judge]"') from None
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigError("judge: base-url must begin with http:// or https:// and name a host")
        if parts.username or parts.password or parts.query:
            raise ConfigError("judge: base-url must hold no password or query; name the key's variable with key-env")
        self._key = os.environ.get(self.key_env, "").strip() if self.key_env else ""
        if self.key_env and not self._key:
            raise ConfigError(f"judge: the environment variable {self.key_env} (key-env) is not set")
        if not self._key.isascii() or not self._key.isprintable():
            raise ConfigError(f"judge: the environment variable {self.key_env} holds no usable key")
        self.destination = parts.hostname + (f":{parts.port}" if parts.port else "")
        self._lost = 0
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def ask(self, requests: Sequence[Request]) -> Iterator[tuple[int, Answer | Failure]]:
        """Answers as they come, `concurrency` requests at a time.

        Raises:
            JudgeDown: the endpoint cannot be reached or refuses every request.
        """
        import httpx

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._lost = 0
        self._stopping.clear()
        client = httpx.Client(timeout=self.timeout, headers=headers, trust_env=False, follow_redirects=False)
        pool = ThreadPoolExecutor(self.concurrency)
        try:
            yield from self._answers(requests, client, pool)
        finally:  # whoever stops here, by Ctrl-C or a refusal, does not wait for what is still running
            self._stopping.set()
            pool.shutdown(wait=False, cancel_futures=True)
            client.close()

    def _answers(
        self, requests: Sequence[Request], client: httpx.Client, pool: ThreadPoolExecutor
    ) -> Iterator[tuple[int, Answer | Failure]]:
        waiting = iter(enumerate(requests))
        running: dict[Future[Answer | Failure], int] = {}
        while True:
            for i, request in waiting:
                running[pool.submit(self._one, client, request)] = i
                if len(running) >= self.concurrency:
                    break
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(done), done.result()
            if self._lost >= DOWN_AFTER:
                raise JudgeDown(f"{self.destination} cannot be reached")

    def _one(self, client: httpx.Client, request: Request) -> Answer | Failure:
        """One answer: with structured output where the server has it, and one more try where the text is no answer."""
        content = body(request, self.model, self.seed, self.max_tokens)
        try:
            text = self._structured_or_not(client, content)
            try:
                return parse(text)
            except BadAnswer:
                again = [
                    *content["messages"],
                    {"role": "assistant", "content": text[:2000]},
                    {"role": "user", "content": REPAIR},
                ]
                return parse(self._structured_or_not(client, content | {"messages": again}))
        except BadAnswer as error:
            return Failure(self._clean(f"no usable answer: {error}"))
        except _Again as error:
            with self._lock:
                self._lost = self._lost + 1 if error.dead else 0
            return Failure(self._clean(str(error)))
        except _Refused as error:
            if error.fatal:
                raise JudgeDown(self._clean(str(error))) from None
            return Failure(self._clean(str(error)))

    def _structured_or_not(self, client: httpx.Client, content: dict[str, Any]) -> str:
        """Without structured output from the first time on that the server refuses a request with it."""
        if self._structured:
            try:
                return self._retried(client, content)
            except _Refused as error:
                if error.status not in (400, 404, 415, 422, 501):
                    raise
        plain = {k: v for k, v in content.items() if k != "response_format"}
        text = self._retried(client, plain)
        self._structured = False
        return text

    def _retried(self, client: httpx.Client, content: dict[str, Any]) -> str:
        from tenacity import (
            RetryCallState,
            Retrying,
            retry_if_exception_type,
            sleep_using_event,
            stop_after_attempt,
            stop_when_event_set,
        )

        def pause(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, _Again) else 0.0
            return min(MOST_WAIT, max(asked, self.pause * 2.0 ** (state.attempt_number - 1)))

        retrying = Retrying(
            retry=retry_if_exception_type(_Again),
            stop=stop_after_attempt(self.attempts) | stop_when_event_set(self._stopping),
            wait=pause,
            sleep=sleep_using_event(self._stopping),
            reraise=True,
        )
        return self._clean(_content(retrying(self._post, client, content)))

    def _post(self, client: httpx.Client, content: dict[str, Any]) -> bytes:
        import httpx

        url = httpx.URL(self.base_url.rstrip("/") + "/chat/completions")
        for _ in range(MOST_REDIRECTS + 1):
            try:
                status, headers, data = self._sent(client, url, msgspec.json.encode(content))
            except httpx.TimeoutException:
                raise _Again(f"{self.destination} did not answer within {self.timeout:g} s", dead=True) from None
            except httpx.TransportError as error:
                raise _Again(f"{self.destination}: {type(error).__name__}", dead=True) from None
            except httpx.HTTPError as error:
                raise _Refused(f"{self.destination}: {type(error).__name__}") from None
            with self._lock:
                self._lost = 0
            if 300 <= status < 400:
                url = self._same_host(url, headers.get("location", ""))
                continue
            return self._accepted(status, headers, data)
        raise _Refused(f"{self.destination} redirects without end", fatal=True)

    def _sent(self, client: httpx.Client, url: httpx.URL, data: bytes) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and body; a body that drips is cut off by the clock, a long one by its length."""
        import httpx

        end = time.monotonic() + self.timeout
        with client.stream("POST", url, content=data, headers={"Content-Type": "application/json"}) as response:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > MOST_BYTES:
                    raise _Refused(f"{self.destination} sends more than any answer can hold")
                if time.monotonic() > end:
                    raise httpx.ReadTimeout("slow body")
            return response.status_code, response.headers, b"".join(parts)

    def _same_host(self, url: httpx.URL, location: str) -> httpx.URL:
        to = url.join(location)
        if not location or (to.scheme, to.host, to.port) != (url.scheme, url.host, url.port):
            raise _Refused(f"{self.destination} redirects to another host, which is refused", fatal=True)
        return to

    def _accepted(self, status: int, headers: httpx.Headers, data: bytes) -> bytes:
        if status == 200:
            return data
        if status in BUSY or (status >= 500 and status != 501):
            wanted = headers.get("retry-after", "")
            raise _Again(f"{self.destination} answers with status {status}", float(wanted) if wanted.isdigit() else 0.0)
        raise _Refused(
            f"{self.destination} answers with status {status}", fatal=status in (401, 402, 403), status=status
        )

    def _clean(self, text: str) -> str:
        """Without the key, should a server send it back."""
        return text.replace(self._key, "***") if self._key else text


def _content(data: bytes) -> str:
    """The text of a chat completion.

    Raises:
        BadAnswer: it is none.
    """
    try:
        content = msgspec.json.decode(data)["choices"][0]["message"]["content"]
    except (msgspec.DecodeError, KeyError, IndexError, TypeError, RecursionError):
        raise BadAnswer("the server's answer is no chat completion") from None
    if not isinstance(content, str):
        raise BadAnswer("the server's answer holds no text")
    return content
