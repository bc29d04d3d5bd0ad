"""Reads the WordNet 3.0 database files (format: man pages wndb(5WN), senseidx(5WN), cntlist(5WN))."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_PART_OF_NUMBER = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
Synset = str  # part of speech and byte offset, as "n00211462"


@dataclass
class WordNet:
    """The relations that the word table keeps.

    senses[(part, lemma)] lists synsets, commonest first; counts[(part, lemma)] the tagged occurrences of each;
    parents[synset] the direct hypernyms, or for a satellite adjective its head.
    """

    senses: dict[tuple[str, str], list[Synset]] = field(default_factory=dict)
    counts: dict[tuple[str, str], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    words: dict[Synset, list[str]] = field(default_factory=dict)
    parents: dict[Synset, list[Synset]] = field(default_factory=dict)
    satellites: set[Synset] = field(default_factory=set)
    proper: set[Synset] = field(default_factory=set)
    opposite: dict[Synset, set[Synset]] = field(default_factory=lambda: defaultdict(set))
    antonyms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    derived: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    irregular: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def read(folder: Path) -> WordNet:
    """Read the database in a folder (Debian: /usr/share/wordnet)."""
    net = WordNet()
    links: list[tuple[str, str, str, Synset, int]] = []
    for part, name in PARTS.items():
        _index(net, part, folder / f"index.{name}")
        _data(net, part, folder / f"data.{name}", links)
        for line in (folder / f"{name}.exc").read_text().splitlines():
            form, *lemmas = line.split()
            net.irregular[form] += [(part, base) for base in lemmas if base != form]
    for symbol, part, word, target, number in links:
        other = net.words[target][number - 1]
        if symbol == "!":
            net.antonyms[word].add(other)
        elif part != "r" or symbol == "\\":
            net.derived[word].add(other)
            net.derived[other].add(word)
    _counts(net, folder / "cntlist.rev")
    return net


def _index(net: WordNet, part: str, path: Path) -> None:
    for line in path.read_text().splitlines():
        if line.startswith(" "):
            continue
        cells = line.split()
        amount = int(cells[2])
        net.senses[part, cells[0]] = [part + offset for offset in cells[-amount:]]


def _data(net: WordNet, part: str, path: Path, links: list[tuple[str, str, str, Synset, int]]) -> None:
    for line in path.read_text().splitlines():
        if line.startswith(" "):
            continue
        cells = line.split(" | ", 1)[0].split()
        synset, amount = part + cells[0], int(cells[3], 16)
        raw = [cells[4 + 2 * place].split("(")[0] for place in range(amount)]
        words = net.words[synset] = [word.casefold() for word in raw]
        if any(word[0].isupper() for word in raw):
            net.proper.add(synset)
        if cells[2] == "s":
            net.satellites.add(synset)
        parents = net.parents[synset] = []
        at = 4 + 2 * amount
        for place in range(int(cells[at])):
            symbol, offset, target_part, ends = cells[at + 1 + 4 * place : at + 5 + 4 * place]
            target = target_part + offset
            source_number, target_number = int(ends[:2], 16), int(ends[2:], 16)
            if symbol in ("@", "@i") or (symbol == "&" and cells[2] == "s"):
                parents.append(target)
            elif symbol == "!":
                net.opposite[synset].add(target)
                links.append((symbol, part, words[source_number - 1], target, target_number))
            elif symbol in ("+", "\\") and source_number:
                links.append((symbol, part, words[source_number - 1], target, target_number))


def _counts(net: WordNet, path: Path) -> None:
    for line in path.read_text().splitlines():
        key, sense, count = line.split()
        lemma, _, rest = key.partition("%")
        net.counts[_PART_OF_NUMBER[rest[0]], lemma][int(sense)] = int(count)
