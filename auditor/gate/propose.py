"""Guesses, from the names of files, which transcripts and derived documents belong together (`auditor init`)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

_STEM = "{stem}"


@dataclass(frozen=True)
class Proposal:
    """A declaration of recordings by pattern, and how many documents it fits."""

    derived: str
    sources: tuple[str, ...]
    reference: str | None
    documents: int


@cache
def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = tomllib.loads(files("auditor.gate").joinpath("init_names.toml").read_text("utf-8"))
    return names


def kind_of(path: str) -> str:
    """`source`, `reference`, `derived`, `either` (an ending that both have, a name that does not tell) or `other`."""
    names, file = _names(), PurePosixPath(path)
    if file.name.partition(".")[0].lower() in names["never"]:
        return "other"
    ending = file.suffix.lower()
    if ending not in names["transcript-endings"] + names["text-endings"] + names["rare-endings"]:
        return "other"
    if ending in names["rare-endings"] and _words(file.name) & set(names["rare-words"]):
        return "source"
    for own in (_words(file.name), _words("/".join(file.parts[:-1]))):  # the name says more than the folder
        for kind in ("reference", "derived", "transcript"):
            if own & set(names[f"{kind}-words"]) and _may_be(kind, ending):
                return "source" if kind == "transcript" else kind
    if ending in names["transcript-endings"]:
        return "source"
    return "either" if ending in names["text-endings"] else "other"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def _may_be(kind: str, ending: str) -> bool:
    names = _names()
    if kind == "derived":
        return ending in names["text-endings"]
    return ending not in names["rare-endings"]


def propose(paths: Iterable[str]) -> list[Proposal]:
    """The declarations that fit the files, those with most documents first.

    Args:
        paths: files relative to the folder of the configuration, with `/`.
    """
    kinds = {path: kind_of(path) for path in sorted(paths)}
    sources = [path for path, kind in kinds.items() if kind in ("source", "reference")]
    documents = [path for path, kind in kinds.items() if kind in ("derived", "either")]
    shared = {
        (d, s): len(_shared_start(PurePosixPath(d).name, PurePosixPath(s).name)) for d in documents for s in sources
    }
    longest_of_document = {d: max(shared[d, s] for s in sources) for d in documents} if sources else {}
    longest_of_source = {s: max(shared[d, s] for d in documents) for s in sources} if documents else {}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document in documents:
        for source in sources:
            if shared[document, source] < max(longest_of_source[source], longest_of_document[document]):
                continue  # each belongs to a file that it shares more of its name with
            pair = _pair(document, source)
            if pair and not (kinds[document] == "either" and PurePosixPath(document).suffix == ".json"):
                found[pair[0]][kinds[source]].add(pair[1])
                found[pair[0]]["documents"].add(document)
    out = [
        Proposal(
            pattern,
            tuple(sorted(each["source"], key=_trust)),
            min(each["reference"], default=None),
            len(each["documents"]),
        )
        for pattern, each in found.items()
        if each["source"]
    ]
    return sorted(out, key=lambda p: (-p.documents, p.derived)) or _lone_pair(kinds)


def _lone_pair(kinds: dict[str, str]) -> list[Proposal]:
    """The one document and the transcripts beside it, where a folder holds nothing else and no name is shared."""
    documents = [path for path, kind in kinds.items() if kind == "derived"]
    sources = [path for path, kind in kinds.items() if kind == "source"]
    if (
        len(documents) != 1
        or not sources
        or {PurePosixPath(p).parent for p in (*documents, *sources)} != {PurePosixPath(documents[0]).parent}
    ):
        return []
    return [Proposal(documents[0], tuple(sorted(sources, key=_trust)), None, 1)]


def _trust(source: str) -> tuple[bool, bool, str]:
    """What a transcript is sorted by: those that an ASR is named in last, those with times first."""
    names, path = _names(), PurePosixPath(source)
    machine = bool(_words(path.name.removeprefix(_STEM)) & set(names["machine-words"]))
    return machine, path.suffix.lower() not in names["transcript-endings"], source


def _pair(derived: str, source: str) -> tuple[str, str] | None:
    """The two paths with what they share replaced by {stem}, or None: the beginning of the name, else the folder."""
    mine, other = PurePosixPath(derived), PurePosixPath(source)
    shared = _shared_start(mine.name, other.name)
    if shared:
        return _with_stem(mine, shared), _with_stem(other, shared)
    told = kind_of(mine.name) == "derived" and kind_of(other.name) in ("source", "reference")
    if told and mine.parent == other.parent and len(mine.parts) > 1:
        folder = mine.parent.parent / _STEM
        return str(folder / mine.name), str(folder / other.name)
    return None


def _with_stem(path: PurePosixPath, shared: str) -> str:
    """The path with the shared beginning of its name, and a folder of just that name, as {stem}."""
    folders = [_STEM if part == shared else part for part in path.parts[:-1]]
    return str(PurePosixPath(*folders, _STEM + path.name.removeprefix(shared)))


def _shared_start(mine: str, other: str) -> str:
    """The longest start of both names that ends where a word ends in both."""
    length = next((i for i, (a, b) in enumerate(zip(mine, other, strict=False)) if a != b), min(len(mine), len(other)))
    while length and not (_is_edge(mine, length) and _is_edge(other, length)):
        length -= 1
    return mine[:length].rstrip("._- ")


def _is_edge(name: str, at: int) -> bool:
    return at >= len(name) or not name[at].isalnum()


def config_text(proposals: list[Proposal]) -> str:
    """The commented configuration, with a declaration for each proposal or an example where there is none."""
    template = files("auditor.gate").joinpath("init_template.toml").read_text("utf-8")
    blocks = [_block(proposal) for proposal in proposals] or [
        '# [[recordings]]\n# sources = ["transcripts/{stem}.*.vtt"]\n# derived = "summaries/{stem}.md"'
    ]
    return template.replace("@RECORDINGS@", "\n\n".join(blocks))


def _block(proposal: Proposal) -> str:
    sources = ", ".join(_quoted(source) for source in proposal.sources)
    count = f"{proposal.documents} document{'' if proposal.documents == 1 else 's'} now"
    order = "  # the most trusted first: put them in order" if len(proposal.sources) > 1 else ""
    lines = [f"[[recordings]]  # {count}", f"sources = [{sources}]{order}", f"derived = {_quoted(proposal.derived)}"]
    if _STEM not in proposal.derived:
        lines.insert(1, f"name = {_quoted(PurePosixPath(proposal.derived).stem)}")
    if proposal.reference:
        lines.append(f"reference = {_quoted(proposal.reference)}")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
