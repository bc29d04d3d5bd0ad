"""`auditor demo`: audits an example that comes with the package."""

from __future__ import annotations

import shutil
from contextlib import chdir
from dataclasses import dataclass, replace
from pathlib import Path

import auditor
from auditor.cli.check import Call, Output, check
from auditor.cli.terminal import print_text
from auditor.errors import ConfigError, InputError


@dataclass(frozen=True)
class Example:
    """An example recording: file names within its folder, the most trusted source first."""

    name: str
    derived: str
    sources: tuple[str, ...]
    about: str


EXAMPLES = {
    example.name: example
    for example in (
        Example(
            "corrin-light",
            "corrin-light.summary.txt",
            ("corrin-light.captions.txt", "corrin-light.asr.txt"),
            "an evening in a village hall, a second transcript of it, and a summary speaker by speaker",
        ),
        Example(
            "hospital-bees",
            "hospital-bees.recap.md",
            ("hospital-bees.vtt", "hospital-bees.asr.txt"),
            "an interview on a hospital roof, a second transcript of it, and a recap with quotes and action items",
        ),
    )
}


def folder_of(example: Example) -> Path:
    """Where the example's files are: in the installed package, or in `examples/` of a clone."""
    package = Path(auditor.__file__).parent
    for folder in (package / "demo" / example.name, package.parent / "examples" / example.name):
        if folder.is_dir():
            return folder
    raise InputError(str(package / "demo" / example.name), "the example is missing from the installation")


def demo(name: str, output: Output, copy: str | None = None) -> int:
    """Audits the example called `name`, as `auditor check` would; its failing gate is no failure of the demo.

    Args:
        name: a key of `EXAMPLES`.
        output: what to print and which reports to write.
        copy: a folder that gets a copy of the example's files, to play with.

    Raises:
        ConfigError: no example has that name.
        InputError: the copy cannot be written.
    """
    example = EXAMPLES.get(name)
    if example is None:
        raise ConfigError(f"no example is called `{name}`; expected one of {', '.join(EXAMPLES)}")
    folder = folder_of(example)
    if copy is not None:
        folder = _copied(example, folder, Path(copy))
    reports = tuple(str(Path(path).absolute()) for path in output.reports)
    with chdir(folder):
        call = Call(derived=(example.derived,), sources=example.sources, isolated=True)
        check(call, replace(output, reports=reports, exit_zero=True))
    if output.format == "text" and not output.quiet:
        print_text(_closing(example, folder, reports))
    return 0


def _copied(example: Example, folder: Path, target: Path) -> Path:
    try:
        target.mkdir(parents=True, exist_ok=True)
        for file in (example.derived, *example.sources):
            shutil.copyfile(folder / file, target / file)
    except OSError as error:
        raise InputError(str(target), f"cannot be written ({error.strerror})", "a folder") from error
    return target


def _closing(example: Example, folder: Path, reports: tuple[str, ...]) -> str:
    sources = " ".join(f"--source {name}" for name in example.sources)
    page = "" if reports else " --report audit.html"
    return (
        f"\nThis was {example.about}, in {folder}\n"
        f"The same by hand, in that folder: auditor check {example.derived} {sources}{page}\n"
    )
