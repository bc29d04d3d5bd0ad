"""Which files belong together: the recordings that a configuration declares by name or by pattern."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from pathlib import Path

from auditor.errors import ConfigError
from auditor.gate.config import Configuration
from auditor.gate.policy import glob_pattern
from auditor.gate.schema import RecordingTable
from auditor.settings import RecordingSpec

_STEM = "{stem}"
_MAGIC = re.compile(r"[*?\[]|\{stem\}")
_SKIPPED = {".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"}


@dataclass
class Declared:
    """The recordings that the declarations find, by name, and the transcripts that nothing is derived from."""

    recordings: list[RecordingSpec] = field(default_factory=list)
    unused_sources: list[str] = field(default_factory=list)


def declared(config: Configuration) -> Declared:
    """Every recording of the configuration, paths relative to its folder.

    A declaration without {stem} wins over a pattern that finds the same document.

    Raises:
        ConfigError: a derived document without a source, a senseless declaration, or two patterns for one document.
    """
    found = Declared()
    files = _Files(config.base)
    owners: dict[str, str] = {}
    tables = sorted(enumerate(config.recordings), key=lambda item: _is_pattern(item[1]))
    for index, table in tables:
        where = config.origin.place(f"recordings[{index}]")
        _check_table(table, where)
        specs = _from_pattern(table, files, where, found) if _is_pattern(table) else [_from_name(table, files, where)]
        for spec in specs:
            own = _unowned(spec, owners, by_pattern=_is_pattern(table), where=where)
            if own is not None:
                found.recordings.append(own)
    derived = {path for spec in found.recordings for path in spec.derived}
    used = {path for spec in found.recordings for path in (*spec.sources, spec.reference)}
    found.unused_sources = sorted(set(found.unused_sources) - used - derived)
    found.recordings.sort(key=lambda spec: spec.name)
    for one, other in pairwise(found.recordings):
        if one.name == other.name:
            where = config.origin.shown
            raise ConfigError(f"{where}: two recordings are called `{one.name}`; give the declarations a `name`")
    return found


class _Files:
    """The files below the configuration's folder, as posix paths; listed once, without folders of tools."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self._all: list[str] | None = None

    def matching(self, pattern: str, where: str, stem: str = "") -> list[str]:
        """The files that a pattern fits, sorted; a plain path is taken as it is, if it is a file."""
        pattern = pattern.removeprefix("./")
        plain = pattern.replace(_STEM, stem) if stem else pattern
        if (self.base / plain).is_file():
            return [plain]
        if not _MAGIC.search(plain):
            return []
        try:
            compiled = glob_pattern(pattern, stem)
        except re.error as error:
            raise ConfigError(f"{where}: `{pattern}` is no pattern ({error})") from error
        if ".." in Path(pattern).parts or Path(pattern).is_absolute():
            raise ConfigError(f"{where}: `{pattern}` leaves the folder of the configuration; patterns stay below it")
        head = re.split(r"[*?\[]", pattern, maxsplit=1)[0]
        head = head.replace(_STEM, stem) if stem else head.partition(_STEM)[0]
        paths = self.all()
        onwards = (paths[i] for i in range(bisect_left(paths, head), len(paths)))
        return [path for path in takewhile(lambda p: p.startswith(head), onwards) if compiled.fullmatch(path)]

    def all(self) -> list[str]:
        if self._all is None:
            self._all = files_below(self.base)
        return self._all


def files_below(base: Path) -> list[str]:
    """Every file below a folder, relative with `/`, sorted; folders of tools (`.git`, `node_modules`) left out."""
    return sorted(_walk(base))


def _walk(base: Path) -> Iterable[str]:
    folders = [base]
    while folders:
        folder = folders.pop()
        try:
            entries = list(folder.iterdir())
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir():
                if entry.name not in _SKIPPED and not entry.is_symlink():
                    folders.append(entry)
            elif entry.is_file():
                yield entry.relative_to(base).as_posix()


def _is_pattern(table: RecordingTable) -> bool:
    return any(_STEM in pattern for pattern in _patterns(table.derived))


def _patterns(value: list[str] | str) -> list[str]:
    return [value] if isinstance(value, str) else value


def _check_table(table: RecordingTable, where: str) -> None:
    if not _patterns(table.derived):
        raise ConfigError(f'{where}: has no `derived`; expected a path or a pattern such as "summaries/{_STEM}.md"')
    if _is_pattern(table):
        for pattern in _patterns(table.derived):
            if _STEM not in pattern:
                raise ConfigError(f"{where}: `{pattern}` has no {_STEM}, but another pattern of `derived` has")
    elif any(_STEM in pattern for pattern in [*_patterns(table.sources), table.reference or ""]):
        raise ConfigError(f"{where}: `sources` has {_STEM}, but `derived` has not")


def _from_name(table: RecordingTable, files: _Files, where: str) -> RecordingSpec:
    derived = _all_of(_patterns(table.derived), files, where, table.exclude, must=True)
    reference = table.reference
    if reference is not None and not files.matching(reference, where):
        raise ConfigError(f"{where}: the reference `{reference}` is no file")
    taken = {*derived, reference}
    sources = [p for p in _all_of(_patterns(table.sources), files, where, table.exclude, must=True) if p not in taken]
    if _patterns(table.sources) and not sources:
        raise ConfigError(f"{where}: `sources` finds no transcript")
    return RecordingSpec(
        name=table.name or _stem(derived[0]),
        sources=tuple(sources),
        derived=tuple(derived),
        reference=reference,
        formats=table.formats,
        base=str(files.base),
    )


def _all_of(patterns: Sequence[str], files: _Files, where: str, exclude: Sequence[str], *, must: bool) -> list[str]:
    out: dict[str, None] = {}
    for pattern in patterns:
        found = files.matching(pattern, where)
        if must and not found:
            raise ConfigError(f"{where}: `{pattern}` finds no file")
        out |= dict.fromkeys(path for path in found if not _excluded(path, exclude))
    return list(out)


def _from_pattern(table: RecordingTable, files: _Files, where: str, found: Declared) -> list[RecordingSpec]:
    stems: dict[str, list[str]] = {}
    for pattern in _patterns(table.derived):
        compiled = glob_pattern(pattern)
        for path in files.matching(pattern, where):
            match = compiled.fullmatch(path)
            if match and not _excluded(path, table.exclude):
                stems.setdefault(match.group("stem"), []).append(path)
    documents = {path for paths in stems.values() for path in paths}
    specs = [_spec(stem, paths, documents, table, files, where) for stem, paths in sorted(stems.items())]
    for pattern in _patterns(table.sources):
        found.unused_sources += [p for p in files.matching(pattern, where) if not _excluded(p, table.exclude)]
    return specs


def _spec(
    stem: str, derived: list[str], documents: set[str], table: RecordingTable, files: _Files, where: str
) -> RecordingSpec:
    reference = (table.reference or "").replace(_STEM, stem) or None
    if reference is not None and not (files.base / reference).is_file():
        reference = None  # a pattern names where a reference would stand; most recordings have none
    sources: dict[str, None] = {}
    for pattern in _patterns(table.sources):
        paths = files.matching(pattern, where, stem) if _STEM in pattern else files.matching(pattern, where)
        sources |= dict.fromkeys(p for p in paths if p not in documents and p != reference)
    kept = [path for path in sources if not _excluded(path, table.exclude)]
    if _patterns(table.sources) and not kept:
        looked = " or ".join(f"`{pattern.replace(_STEM, stem)}`" for pattern in _patterns(table.sources))
        raise ConfigError(f"{where}: {derived[0]} has no source; expected {looked} (or leave it out with `exclude`)")
    name = (table.name or _STEM).replace(_STEM, stem)
    return RecordingSpec(
        name=name,
        sources=tuple(kept),
        derived=tuple(derived),
        reference=reference,
        formats=table.formats,
        base=str(files.base),
    )


def _excluded(path: str, exclude: Sequence[str]) -> bool:
    return any(glob_pattern(pattern).fullmatch(path) for pattern in exclude)


def _unowned(spec: RecordingSpec, owners: dict[str, str], *, by_pattern: bool, where: str) -> RecordingSpec | None:
    """The recording without documents that a declaration by name already has; None where none is left."""
    left = []
    for path in spec.derived:
        owner = owners.get(path)
        if owner is None:
            left.append(path)
        elif not (by_pattern and owner == "name"):
            raise ConfigError(f"{where}: {path} is declared twice")
    for path in left:
        owners[path] = "pattern" if by_pattern else "name"
    if not left:
        return None
    return RecordingSpec(
        name=spec.name,
        sources=spec.sources,
        derived=tuple(left),
        reference=spec.reference,
        formats=spec.formats,
        base=spec.base,
    )


def _stem(path: str) -> str:
    return Path(path).name.partition(".")[0]
