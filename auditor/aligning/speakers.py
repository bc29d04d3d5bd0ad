"""Who a label means: claimed speakers matched with the labels of the sources, and labels named inside a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz

from auditor.text.normalise import normalise_words

_NUMBERED = re.compile(r"^(?:speaker|sprecher|person|participant|spk|s|p)[ _#-]*\d+$", re.IGNORECASE)
_BRACKETS = re.compile(r"^(?P<outer>[^()\[\]]+?)\s*[(\[](?P<inner>[^()\[\]]+)[)\]]$")
TITLES = frozenset(
    "mr mister mrs missus ms miss dr doctor prof professor sir dame am mp ap phd md hon honorable honourable right rt "
    "rev reverend sen senator rep representative gov governor host guest".split()
)
_FORMS_OF_ADDRESS = ("mister", "missus", "ms", "miss", "doctor", "professor")
_NOBODY = frozenset(["speaker", "unknown", "unknown speaker", "person", "voice", "narrator", ""])
ALIKE = 88  # similarity in percent from which a label is the claimed name misspelt


def names_of(label: str) -> list[str]:
    """The names that a label offers: `Speaker 1 (Ann Lee)` gives `Ann Lee`, `Designer (Nathan)` both parts."""
    inside = _BRACKETS.match(label.strip())
    parts = [inside["outer"], inside["inner"]] if inside else [label]
    return [p.strip() for p in parts if p.strip() and not is_anonymous(p)]


def _is_name(written: Sequence[str], name: tuple[str, ...]) -> bool:
    """Whether the words are the name, with or without an ending `'s`."""
    return tuple(written) == name or (bool(written) and (*written[:-1], written[-1].removesuffix("'s")) == name)


def is_anonymous(label: str) -> bool:
    """Whether a label names nobody (`Speaker 1`, `Speaker`, `S2`)."""
    plain = label.strip().casefold()
    return bool(_NUMBERED.match(plain)) or plain in _NOBODY


@dataclass
class Cast:
    """The speaker labels of a recording's sources, and other names for them.

    `labels` are the labels as the sources give them; `aliases` map further names (from a header or a participants list
    such as `Industrial Designer (Nathan)`) to a label.
    """

    labels: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, labels: Iterable[str | None], participants: Iterable[str]) -> Cast:
        """From all segments' labels and the participants that headers name."""
        cast = cls(tuple(sorted({label for label in labels if label})))
        for entry in participants:
            names = names_of(entry)
            label = next((found for name in names if (found := cast.label_of(name))), None)
            if label:
                cast.aliases.update({" ".join(normalise_words(name)): label for name in names})
        cast._known.clear()
        return cast

    def label_of(self, claimed: str | None) -> str | None:
        """The source label that a claimed speaker means, or None."""
        if not claimed or not self.labels:
            return None
        if claimed not in self._known:
            self._known[claimed] = next(
                (found for n in names_of(claimed) or [claimed] if (found := self._match(n))), None
            )
        return self._known[claimed]

    def _match(self, name: str) -> str | None:
        wanted = normalise_words(name)
        text = " ".join(wanted)
        if text in self.aliases:
            return self.aliases[text]
        plain = {label: normalise_words(label) for label in self.labels}
        for label, words in plain.items():
            if words == wanted:
                return label
        key = frozenset(w for w in wanted if w not in TITLES)
        inside = [
            label
            for label, words in plain.items()
            if (key and key <= set(words)) or (key and set(words) - TITLES and set(words) - TITLES <= key)
        ]
        if len(inside) == 1:
            return inside[0]
        scored = sorted(((fuzz.ratio(" ".join(words), text), label) for label, words in plain.items()), reverse=True)
        return scored[0][1] if scored and scored[0][0] >= ALIKE else None

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all labels."""
        return frozenset(word for label in self.labels for word in normalise_words(label))

    @cached_property
    def _spoken(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """How labels may be written in a sentence, by the first word: in full, by their names, without titles."""
        written = {tuple(normalise_words(label)): label for label in self.labels}
        families: dict[str, set[str]] = {}
        for label in self.labels:
            for name in names_of(label):
                words = normalise_words(name)
                bare = tuple(w for w in words if w not in TITLES)
                written.setdefault(tuple(words), label)
                if len(bare) > 1:
                    written.setdefault(bare, label)
                    families.setdefault(bare[-1], set()).add(label)
        for family, who in families.items():
            if len(who) == 1:
                written |= {(title, family): min(who) for title in _FORMS_OF_ADDRESS}
        written |= {tuple(name.split()): label for name, label in self.aliases.items()}
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for spoken, label in written.items():
            if spoken:
                found.setdefault(spoken[0], []).append((spoken, label))
        return found

    def mentions(self, texts: Sequence[str]) -> list[tuple[int, int, str]]:
        """Labels and aliases named in a claim's words: (first, stop, label), not overlapping."""
        found: list[tuple[int, int, str]] = []
        i = 0
        while i < len(texts):
            best = max(
                (
                    (len(words), label)
                    for words, label in self._spoken.get(texts[i], ())
                    if _is_name(texts[i : i + len(words)], words)
                ),
                default=None,
            )
            if best:
                found.append((i, i + best[0], best[1]))
                i += best[0]
            else:
                i += 1
        return found
