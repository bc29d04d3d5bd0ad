"""Print the part of benchmarks/ASR.md on what went wrong inside a variant: `python benchmarks/asr_faults.py`."""

from __future__ import annotations

from measure_asr.faults import section

if __name__ == "__main__":
    print("\n".join(section()))
