"""Where the labelled sets lie. The shared ones are looked for beside the repository and may be missing."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
KEYS = SHARED / "keys"
SEEDS = SHARED / "seeds"
MINUTES = SHARED / "bench" / "minutes"
FAITH = SHARED / "bench" / "faith"
TOOLS = SHARED / "tools"
EXAMPLES = ROOT / "examples"
