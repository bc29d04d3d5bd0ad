"""Builds auditor/lexicon/data/given-names.txt from the US census of 1990 (public domain), as packaged by `names`.

    pip install names; python tools/lexicon/build_names.py

Names that are ordinary words (Will, Grace, Mark) are left out: at the start of a sentence they prove nothing.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from auditor.lexicon.table import DATA
from auditor.lexicon.words import entry, is_function_word

COVERED = 88.0  # per cent of the population, cumulated: the commonest names of each list


def main() -> None:
    """Write the list."""
    package = importlib.util.find_spec("names")
    if package is None or package.origin is None:
        raise SystemExit("the package `names` is not installed")
    found: set[str] = set()
    for name in ("dist.male.first", "dist.female.first"):
        for line in (Path(package.origin).parent / name).read_text().splitlines():
            word, _, cumulated, _ = line.split()
            known = entry(word.casefold())
            ordinary = known is not None and (known.uses or known.bases)
            if float(cumulated) <= COVERED and not ordinary and not is_function_word(word.casefold()):
                found.add(word.casefold())
    head = "# Common given names, US census of 1990 (public domain); made by tools/lexicon/build_names.py.\n"
    (DATA / "given-names.txt").write_text(head + "".join(f"{name}\n" for name in sorted(found)))
    print(len(found), "names")


if __name__ == "__main__":
    main()
