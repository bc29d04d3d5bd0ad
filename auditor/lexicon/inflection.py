"""Regular English inflection: which base forms a word may come from.

The rules of detachment are those that WordNet documents for its `morphy` (man page morphy(7WN)), with doubled
consonants added. Irregular forms stand in the word table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

# (ending, replacement), by part of speech; longer endings first so that "ses" is tried before "s".
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "n": (
        ("ches", "ch"),
        ("shes", "sh"),
        ("ses", "s"),
        ("xes", "x"),
        ("zes", "z"),
        ("ies", "y"),
        ("men", "man"),
        ("'s", ""),
        ("s", ""),
    ),
    "v": (
        ("ies", "y"),
        ("ied", "y"),
        ("es", "e"),
        ("es", ""),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
        ("s", ""),
    ),
    "a": (("iest", "y"), ("ier", "y"), ("est", "e"), ("est", ""), ("er", "e"), ("er", "")),
}
_VOWELS = frozenset("aeiou")
_SHORTEST = 2


def candidates(word: str) -> Iterator[tuple[str, str]]:
    """Yield (part of speech, possible base form) for a casefolded word, most likely first; bases may be no words."""
    for part, rules in _RULES.items():
        for ending, replacement in rules:
            if not word.endswith(ending) or (ending == "s" and word.endswith(("ss", "us", "is"))):
                continue
            stem = word[: -len(ending)]
            if len(stem) < _SHORTEST:
                continue
            if ending in ("ed", "ing", "er", "est") and not replacement and _doubled(stem):
                yield part, stem[:-1]
            yield part, stem + replacement


def bases(word: str, is_base: Callable[[str, str], bool]) -> dict[str, str]:
    """Return the first base per part of speech that `is_base(part, base)` accepts; empty where none is a word."""
    found: dict[str, str] = {}
    for part, base in candidates(word):
        if part not in found and is_base(part, base):
            found[part] = base
    return found


def _doubled(stem: str) -> bool:
    return len(stem) > _SHORTEST and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
