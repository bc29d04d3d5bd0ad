"""Answers on disk: JSON lines, one answer each, safe to commit; keys are hashes, and no key of an endpoint is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from auditor.errors import ConfigError, InputError
from auditor.judges.check import BadAnswer, from_fields
from auditor.judges.protocol import Answer


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `key` is that of the request (`auditor.judges.request.make_request`)."""

    key: str
    judge: str
    model: str
    prompt: str
    answer: Answer


class Cache:
    """The answers of a file, and those added in this run, which are on disk at once.

    Raises:
        InputError: a line of the file is no answer (a torn last line of a run that was killed is dropped).
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._rows: dict[str, Row] = {}
        self._broken_end = False
        if path is not None and path.is_file():
            for row in self._read(path):
                self._rows[row.key] = row

    def _read(self, path: Path) -> Iterator[Row]:
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), f"the cache of answers cannot be read ({error})") from error
        lines = text.split("\n")
        self._broken_end = bool(lines[-1])
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = msgspec.json.decode(line, type=Row)
                from_fields(msgspec.to_builtins(row.answer))
            except (msgspec.DecodeError, BadAnswer) as error:
                if number == len(lines):
                    continue
                raise InputError(
                    str(path), f"is no cached answer ({error})", "a line that a judge's run wrote", number
                ) from None
            yield row

    def get(self, key: str) -> Answer | None:
        """The answer to a request, if one is there."""
        row = self._rows.get(key)
        return row.answer if row else None

    def judges(self) -> list[tuple[str, str]]:
        """(judge, model) pairs that have answered to the present prompt, in the order of their names."""
        from auditor.judges.request import prompt_version

        return sorted({(r.judge, r.model) for r in self._rows.values() if r.prompt == prompt_version()})

    def add(self, row: Row) -> None:
        """Keeps an answer, on disk before this returns.

        Raises:
            ConfigError: the file cannot be written.
        """
        if self._rows.get(row.key) == row:
            return
        self._rows[row.key] = row
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._broken_end:
                self._rewrite_without_end()
            with self.path.open("ab") as file:
                file.write(msgspec.json.encode(row) + b"\n")
        except OSError as error:
            raise ConfigError(f"judge.cache: {self.path} cannot be written ({error})") from error

    def _rewrite_without_end(self) -> None:
        """Ends a last line that a killed run left without its newline: whole it is kept, torn it goes."""
        assert self.path is not None
        whole, _, end = self.path.read_bytes().rpartition(b"\n")
        try:
            msgspec.json.decode(end, type=Row)
            data = whole + b"\n" + end + b"\n" if whole else end + b"\n"
        except msgspec.DecodeError:
            data = whole + b"\n" if whole else b""
        self.path.write_bytes(data)
        self._broken_end = False
