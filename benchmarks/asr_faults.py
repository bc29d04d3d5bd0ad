"""The parts of benchmarks/ASR.md on differences and faults of variants, without the slow rest of benchmarks/asr.py.

python benchmarks/asr_faults.py            to the terminal
python benchmarks/asr_faults.py --write    in their places on the page
"""

from __future__ import annotations

import argparse
import re

from asr import PAGE, kinds
from measure_asr.faults import section

PARTS = {"What differs, and under which kind": kinds, "What went wrong inside a variant": section}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    page = PAGE.read_text("utf-8") if write else ""
    for title, make in PARTS.items():
        text = "\n".join([f"## {title}", "", *make()]).rstrip() + "\n\n"
        if not write:
            print(text)
            continue
        found = re.search(rf"^## {title}\n.*?(?=^## |\Z)", page, re.M | re.S)
        begin, stop = found.span() if found else (page.find("## Speed\n"),) * 2
        page = page[:begin] + text + page[stop:]
    if write:
        PAGE.write_text(page.rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
