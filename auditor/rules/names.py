"""What a recording knows of a name: its header, its labels, its words; and which labels are roles."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources

from auditor.aligning.speakers import is_anonymous
from auditor.model.inputs import DerivedDocument, Transcript
from auditor.rules.engine import Judgement
from auditor.text.normalise import normalise_words

TITLES = frozenset(["mr", "mrs", "ms", "dr", "prof", "professor", "sir", "dame"])
_LETTERS = str.maketrans("łøđ", "lod")


def folded(text: str) -> str:
    """Casefolded, without accents and without doubled blanks."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return " ".join("".join(ch for ch in plain if not unicodedata.combining(ch)).split())


def tokens_of(name: str) -> list[str]:
    """The words of a name, folded, titles left out where something remains."""
    words = normalise_words(folded(name))
    return [w for w in words if w not in TITLES] or words


def spoken(judgement: Judgement) -> frozenset[str]:
    """All words of all sources, folded."""
    return frozenset(folded(t) for stream in judgement.alignment.streams for t in set(stream.texts))


def in_header(name: str, judgement: Judgement) -> bool:
    """Whether a source's header or list of participants, or the document's, has all words of the name."""
    wanted = set(tokens_of(name))
    return bool(wanted) and any(wanted <= words for words in judgement.headers)


def header_words(judgement: Judgement) -> list[frozenset[str]]:
    """The words of every header field and every participant, folded."""
    alignment = judgement.alignment
    parts: tuple[Transcript | DerivedDocument, ...] = (*(s.transcript for s in alignment.streams), *alignment.documents)
    texts = [t for part in parts for t in (*part.participants, *part.header.keys(), *part.header.values())]
    return [frozenset(normalise_words(folded(t))) for t in texts]


def heard(name: str, judgement: Judgement) -> bool:
    """Whether some part of the name that is long enough to mean somebody is spoken in a source."""
    return any(len(word) >= 3 and word in judgement.spoken for word in tokens_of(name))


@cache
def _roles() -> dict[str, str]:
    text = (resources.files("auditor.rules") / "data" / "roles.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {word: kind for kind, *words in rows for word in words}


def is_general(label: str) -> bool:
    """Whether a label names a part in any conversation (`Host`, `Audience`), so that it claims nothing of its own."""
    words = tokens_of(label)
    return is_anonymous(label) or (bool(words) and all(_roles().get(w) == "general" or w.isdigit() for w in words))


def is_role(label: str) -> bool:
    """Whether a label names an occupation or office (`Researcher`, `Mayor`) rather than a person."""
    words = tokens_of(label)
    return bool(words) and words[-1] in _roles()
