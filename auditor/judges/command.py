"""A judge that is a program: it reads requests as JSON lines on standard input and writes answers as JSON lines."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import msgspec

from auditor.judges.check import ANSWER_CHARS, BadAnswer, from_fields
from auditor.judges.protocol import Answer, Failure, JudgeDown, Request
from auditor.judges.request import prompt


@dataclass(frozen=True)
class CommandJudge:
    """Runs `command` (no shell) once a run. `timeout`: seconds to wait for the next answer.

    It gets `{"key", "claim", "passages", ..., "prompt"}` a line and answers `{"key", "verdict", "risk", ...}` a
    line, in any order, until its input ends. What it writes to standard error goes to the terminal.
    """

    name: str
    command: tuple[str, ...]
    model: str = ""
    timeout: float = 60.0
    destination: str = ""

    def ask(self, requests: Sequence[Request]) -> Iterator[tuple[int, Answer | Failure]]:
        """The program's answers.

        Raises:
            JudgeDown: it cannot be started, falls silent or ends before it has answered.
        """
        try:
            process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise JudgeDown(f"cannot be run: {error.strerror or error}") from None
        assert process.stdin is not None and process.stdout is not None
        lines: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=_write, args=(process.stdin, requests), daemon=True).start()
        threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
        try:
            yield from self._answers(requests, lines)
        finally:
            _end(process)

    def _answers(
        self, requests: Sequence[Request], lines: queue.Queue[bytes | None]
    ) -> Iterator[tuple[int, Answer | Failure]]:
        open_ = {r.key: i for i, r in enumerate(requests)}
        deadline = time.monotonic() + self.timeout
        while open_:
            try:
                line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise JudgeDown(f"no answer within {self.timeout:g} s") from None
            if line is None:
                raise JudgeDown("the program ended before it had answered")
            try:
                row = msgspec.json.decode(line)
                at = open_.pop(row["key"])
            except (msgspec.DecodeError, KeyError, TypeError):
                continue  # chatter, or an answer to nothing that was asked
            deadline = time.monotonic() + self.timeout
            try:
                yield at, from_fields(row)
            except BadAnswer as error:
                yield at, Failure(f"no usable answer: {error}")


def _write(to: IO[bytes], requests: Sequence[Request]) -> None:
    try:
        for request in requests:
            row = msgspec.to_builtins(request) | {"prompt": prompt(request)}
            to.write(msgspec.json.encode(row) + b"\n")
            to.flush()
        to.close()
    except (OSError, ValueError):
        return  # the program reads no further; whether its answers suffice is seen where they are read


def _read(source: IO[bytes], lines: queue.Queue[bytes | None]) -> None:
    try:
        while line := source.readline(ANSWER_CHARS):
            lines.put(line)
    except (OSError, ValueError):
        pass
    lines.put(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Gives the program a moment to end by itself, then ends it."""
    try:
        process.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
