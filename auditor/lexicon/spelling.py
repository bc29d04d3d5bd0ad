"""Spelling variants of one English word: British and American, hyphens, apostrophes."""

from __future__ import annotations

import re
from functools import lru_cache

# Each pair folds a British spelling onto the American one, at the end of a word or before an inflection.
_FOLDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[bcdhlmnprtv])our(?=$|s$|ed$|ing$|ful|less|able|ite|ist|hood)", "or"),
        (r"is(?=e$|es$|ed$|er$|ers$|ing$|ation$|ations$|able$)", "iz"),
        (r"ys(?=e$|es$|ed$|er$|ers$|ing$)", "yz"),
        (r"(?<=[bct])re(?=$|s$|d$)", "er"),
        (r"ogue(?=$|s$)", "og"),
        (r"ence(?=$|s$)", "ense"),
        (r"ll(?=ed$|ing$|er$|ers$|or$|ors$)", "l"),
        (r"amme(?=$|s$)", "am"),
        (r"eque(?=$|s$)", "eck"),
        (r"gement(?=$|s$)", "gment"),
        (r"ae|oe", "e"),
        (r"grey", "gray"),
        (r"[-'’.]", ""),
    )
)


@lru_cache(1 << 16)
def spelling_key(word: str) -> str:
    """Return a key that is equal for spelling variants (`organise`/`organize`, `e-mail`/`email`).

    Equal keys of two known words prove nothing: the caller asks whether they share a meaning.
    """
    for pattern, replacement in _FOLDS:
        word = pattern.sub(replacement, word)
    return word
