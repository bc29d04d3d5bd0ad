"""The normaliser: whisper's own tests, and what the default profile does not repeat."""

from __future__ import annotations

import json

from auditor.text.normalise import normalise_words
from measure_asr.page import BENCH, table

DAMAGE = (
    "the baker's oven", "call 555-0134", "seven eleven", "oh my god", "CO two", "plus one", "0800 123 456",
    "fifteen twenty minutes", "C++ and C#", "St. Anne's",
)  # fmt: skip


def whisper_tests() -> list[str]:
    folder = BENCH / "normaliser"
    rows = json.loads((folder / "whisper_tests.json").read_text("utf-8"))
    passed = sum(" ".join(normalise_words(row["input"], "whisper")) == row["expected"] for row in rows)
    record = json.loads((folder / "whisper_outputs.json").read_text("utf-8"))
    same = sum(" ".join(normalise_words(row["input"], "whisper")) == row["whisper_english"].strip() for row in record)
    return [
        f"Profile `whisper`: {passed} of {len(rows)} pairs of whisper's test file, "
        f"{same} of {len(record)} recorded outputs.",
        "",
        "What the default profile makes of phrases that whisper's normaliser damages:",
        "",
        *table(
            ["text", "`whisper`", "`default`"],
            [[text, " ".join(normalise_words(text, "whisper")), " ".join(normalise_words(text))] for text in DAMAGE],
        ),
    ]
