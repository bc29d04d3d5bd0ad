"""Builds auditor/lexicon/data/words.tsv and synsets.tsv from WordNet 3.0 and a table of word frequencies.

    apt-get install wordnet-base; pip install symspellpy
    python tools/lexicon/build_words.py [--wordnet /usr/share/wordnet]

The output depends on the inputs alone. Sources and licences: docs/word-knowledge.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

from wordnet import Synset, WordNet, read

from auditor.lexicon.inflection import bases

DATA = Path(__file__).parents[2] / "auditor" / "lexicon" / "data"
TOTAL = 1_024_908_267_229  # tokens of the web corpus that the counts come from
PLACEHOLDER = 300_000  # what the list gives words that were added by hand, without a count
FIRST_SENSES = 3
SENSE_SHARE = 0.03
MOST_SENSES = 10
LEAST_ZIPF = 1.5  # rarer inflected forms are left to the rules
_WORD = re.compile(r"[a-z0-9][a-z0-9'./-]*")


def main() -> None:
    """Write both tables."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    net = read(arguments.parse_args().wordnet)
    zipf = _frequencies()
    kept = {key: _good_senses(net, key) for key in net.senses if _wanted(net, key, zipf)}
    number = _number(net, {synset for senses in kept.values() for synset in senses})
    _write("synsets.tsv", _synset_lines(net, number))
    _write("words.tsv", _word_lines(net, kept, number, zipf))


def _frequencies() -> dict[str, int]:
    package = importlib.util.find_spec("symspellpy")
    if package is None or package.origin is None:
        raise SystemExit("symspellpy is not installed")
    path = Path(package.origin).parent / "frequency_dictionary_en_82_765.txt"
    counts = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        word, count = line.split()
        counts[word.casefold()] = int(count)
    known = {word: count for word, count in counts.items() if count != PLACEHOLDER}
    return {word: round(100 * math.log10(count / TOTAL * 1e9)) for word, count in known.items()}


def _wanted(net: WordNet, key: tuple[str, str], zipf: dict[str, int]) -> bool:
    part, lemma = key
    if "_" in lemma:
        return part != "n" and lemma.count("_") == 1
    if not _WORD.fullmatch(lemma):
        return False
    return lemma in zipf or bool(net.counts.get(key)) or part != "n" or not _taxonomic(net, key)


def _taxonomic(net: WordNet, key: tuple[str, str]) -> bool:
    """Latin names of plants and animals: a capitalised synset with a word in a Latin ending; nobody says them."""
    latin = ("aceae", "idae", "ales", "inae", "iformes", "mycetes", "phyta", "oidea")
    return all(synset in net.proper for synset in net.senses[key]) and key[1].endswith(latin)


def _good_senses(net: WordNet, key: tuple[str, str]) -> list[Synset]:
    """The senses in use: the first few, and others with a share of the tagged occurrences."""
    counts = net.counts.get(key, {})
    total = sum(counts.values())
    ordered = enumerate(net.senses[key], 1)
    good = [synset for place, synset in ordered if place <= FIRST_SENSES or counts.get(place, 0) > SENSE_SHARE * total]
    return good[:MOST_SENSES]


def _number(net: WordNet, used: set[Synset]) -> dict[Synset, str]:
    """Short ids (part of speech + base 36) for the used synsets and all above them."""
    todo, reached = sorted(used), set(used)
    while todo:
        for parent in net.parents[todo.pop()]:
            if parent not in reached:
                reached.add(parent)
                todo.append(parent)
    counter: Counter[str] = Counter()
    number = {}
    for synset in sorted(reached):
        number[synset] = synset[0] + _base36(counter[synset[0]])
        counter[synset[0]] += 1
    return number


def _base36(value: int) -> str:
    digits = ""
    while value or not digits:
        value, digit = divmod(value, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _synset_lines(net: WordNet, number: dict[Synset, str]) -> list[str]:
    """`id, parents, opposite synsets, number of synsets below (base 10)`."""
    below: Counter[Synset] = Counter()
    for synset in net.parents:
        seen, todo = {synset}, [synset]
        while todo:
            for parent in net.parents[todo.pop()]:
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
                    below[parent] += 1
    lines = []
    for synset, short in number.items():
        parents = ",".join(number[parent] for parent in net.parents[synset])
        opposite = ",".join(sorted(number[other] for other in net.opposite.get(synset, ()) if other in number))
        lines.append("\t".join((short, parents, opposite, str(below[synset] or ""))))
    return lines


def _word_lines(
    net: WordNet, kept: dict[tuple[str, str], list[Synset]], number: dict[Synset, str], zipf: dict[str, int]
) -> list[str]:
    """`word, zipf * 100, bases, senses, tagged occurrences per part, derived words, antonyms`."""
    lemmas: dict[str, list[str]] = defaultdict(list)
    for part, lemma in kept:
        lemmas[lemma].append(part)
    words = set(lemmas) | {word for word, value in zipf.items() if value >= LEAST_ZIPF * 100}
    words |= {form for form in net.irregular if _WORD.fullmatch(form) and net.irregular[form]}
    lines = []
    for word in sorted(words):
        parts = lemmas.get(word, [])
        form = _forms(net, word, kept)
        senses = ",".join(number[synset] for part in parts for synset in kept[part, word])
        tagged = {part: sum(net.counts.get((part, word), {}).values()) for part in parts}
        uses = ",".join(f"{part}{count}" for part, count in tagged.items() if count)
        derived = ",".join(sorted(net.derived.get(word, set()) - {word}))
        antonyms = ",".join(sorted(net.antonyms.get(word, ())))
        lines.append("\t".join((word, str(zipf.get(word, "")), form, senses, uses, derived, antonyms)))
    return lines


def _forms(net: WordNet, word: str, kept: dict[tuple[str, str], list[Synset]]) -> str:
    """The bases of an inflected word as `part:base`, irregular ones alone where there are some for the part."""
    found: dict[str, list[str]] = defaultdict(list)
    for part, base in net.irregular.get(word, ()):
        if (part, base) in kept and base not in found[part]:
            found[part].append(base)
    barred = {part for part in "nvar" if word in net.irregular and not net.irregular[word]}
    irregular = bool(found)
    for part, base in bases(word, lambda part, base: (part, base) in kept).items():
        chance = (
            irregular and (part, word) not in kept and not net.counts.get((part, base))
        )  # "was" is no plural of "wa"
        if part not in found and part not in barred and not chance:
            found[part].append(base)
    return ",".join(f"{part}:{base}" for part in sorted(found) for base in found[part])


def _write(name: str, lines: list[str]) -> None:
    ordered = sorted(lines, key=lambda line: line.split("\t", 1)[0].encode())
    (DATA / name).write_text("".join(line.rstrip("\t") + "\t\n" for line in ordered), encoding="utf-8")
    print(f"{name}: {len(ordered)} lines, {(DATA / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
