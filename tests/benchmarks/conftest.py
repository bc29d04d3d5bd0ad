"""The benchmark's modules are scripts' neighbours, not part of the package: put them on the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
