"""One defect of each kind. A maker returns the changed line, or None where the line gives no occasion for it.

A defect changes what is claimed; a harmless edit does not, and must not be flagged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from mutate.clean import Clean, CleanSource

WORDS: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|should|does|did|has|have|do)\b(?! not|n't)")
NEGATED = re.compile(r"\b(not|no|never|nothing|nobody|none|neither|without|cannot)\b|n't\b", re.I)


@dataclass(frozen=True)
class Planted:
    """A line with one change. `claimed`: the words it has now, `said`: those it had; either may be empty."""

    kind: str
    text: str
    claimed: str = ""
    said: str = ""
    speaker: str | None = None
    start: float | None = None
    quoted: bool = False


Maker = Callable[[Clean, CleanSource, Random], Planted | None]


def _replaced(kind: str, line: Clean, begin: int, stop: int, new: str) -> Planted:
    old = line.text[begin:stop]
    if old[:1].isupper() and begin == 0:
        new = new[:1].upper() + new[1:]
    text = line.text[:begin] + new + line.text[stop:]
    text = text[:1].upper() + text[1:]
    return Planted(kind, text, new.strip(" ,"), old.strip(" ,"), line.speaker, line.start)


def _word(line: Clean, words: dict[str, str], rng: Random, kind: str) -> Planted | None:
    """Swap one word of a table for its partner."""
    places = [match for word in words for match in re.finditer(rf"(?<![\w']){re.escape(word)}(?![\w'])", line.text)]
    if not places:
        return None
    match = rng.choice(sorted(places, key=lambda m: m.span()))
    return _replaced(kind, line, *match.span(), words[match.group()])


def not_added(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    match = AUXILIARY.search(line.text)
    if not match or NEGATED.search(line.text) or line.text.endswith("?") or match.start() == 0:
        return None
    planted = _replaced("not added", line, match.end(), match.end(), " not")
    return replace(planted, claimed=f"{match.group()} not")


def not_dropped(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    if len(NEGATED.findall(line.text)) != 1 or line.text.endswith("?"):
        return None
    for pattern, new in ((r"\bwon't\b", "will"), (r"\bcan't\b", "can"), (r"\bcannot\b", "can"), (r"n't\b", ""),
                         (r" not\b", ""), (r"\b(N|n)ever\b", "always")):  # fmt: skip
        match = re.search(pattern, line.text)
        if match:
            planted = _replaced("not dropped", line, *match.span(), new)
            whole = line.text[: match.end()].split()
            verb = whole[-2] if pattern == r" not\b" and len(whole) > 1 else whole[-1].replace("n't", "")
            return replace(planted, said=whole[-1], claimed=planted.claimed or verb)
    return None


def number(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    digits = list(re.finditer(r"\d[\d,.]*\d|\d", line.text))
    if digits:
        match = rng.choice(digits)
        old = match.group()
        at = rng.choice([i for i, c in enumerate(old) if c.isdigit()])
        new = rng.choice([d for d in "123456789" if d != old[at]])
        return _replaced("number", line, *match.span(), old[:at] + new + old[at + 1 :])
    pairs = {word: rng.choice([w for w in WORDS["numbers"] if w != word]) for word in WORDS["numbers"]}
    return _word(line, pairs, rng, "number")


def unit(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    return _word(line, WORDS["units"], rng, "unit")


def name(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    capitals = re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b", line.text)
    own = [m for m in capitals if m.group().lower() not in source.plain_words and m.group() not in WORDS["calendar"]]
    if not own:
        return None
    match = rng.choice(own)
    return _replaced("name", line, *match.span(), rng.choice([n for n in WORDS["names"] if n != match.group()]))


def exchange(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    for connector in WORDS["connectors"]:
        match = re.search(rf"\b([\w-]+){re.escape(connector)}((?:the |a |an )?)([\w-]+)\b", line.text)
        if not match:
            continue
        a, article, b = match.groups()
        if {a.lower(), b.lower()} & set(WORDS["small"]) or a.lower() == b.lower() or min(len(a), len(b)) < 3:
            continue
        return _replaced("exchange", line, *match.span(), f"{b}{connector}{article}{a}")
    return None


def speaker(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    others = [n for n in source.names if n != line.speaker]
    if not others or not line.speaker:
        return None
    return Planted("speaker", line.text, speaker=rng.choice(others), start=line.start)


def time(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    if line.start is None or not source.duration:
        return None
    shift = rng.choice([-1, 1]) * rng.randrange(45, 120)
    moved = line.start + shift
    if not 0 <= moved <= source.duration:
        moved = line.start - shift
    return Planted("time", line.text, speaker=line.speaker, start=moved) if 0 <= moved <= source.duration else None


def head_cut(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    for head in WORDS["heads"]:
        if line.text.startswith(head) and line.words - len(head.split()) >= 4:
            planted = _replaced("head cut", line, 0, len(head), "")
            return replace(planted, said=head.strip(), claimed="")
    match = re.match(r"(If [^,]{8,60}), (?:then )?", line.text)
    if match and len(line.text[match.end() :].split()) >= 4:
        planted = _replaced("head cut", line, 0, match.end(), "")
        return replace(planted, said=match.group(1), claimed="")
    return None


def question_told(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    """A question becomes a statement: "Is it red?" -> "It is red."."""
    match = re.match(
        r"(?:So |And |But |Well, )?(Is|Are|Was|Were|Do|Did|Does|Can|Could|Will|Should) (\w+) (.+)\?$", line.text
    )
    if not match:
        return None
    verb, subject, rest = match.group(1).lower(), match.group(2), match.group(3)
    verb = "" if verb in ("do", "did", "does") else f"{verb} "
    text = f"{subject[:1].upper()}{subject[1:]} {verb}{rest}."
    return Planted("question told", text, text, line.text, line.speaker, line.start)


def turns_joined(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    """A question and the other speaker's answer in one statement."""
    if not line.text.endswith("?") or not line.following or not line.following[1] or line.following[1] == line.speaker:
        return None
    answer = line.following[0]
    if not 4 <= len(answer.split()) <= 20 or answer[-1] not in ".!" or "{" in answer or "[" in answer:
        return None
    text = f"{line.text[:-1]}, {answer[:1].lower()}{answer[1:]}"
    return Planted("turns joined", text, text, line.text, line.following[1], line.start)


def certainty(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    return None if line.text.endswith("?") else _word(line, WORDS["certainty"], rng, "certainty")


def clause(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    if line.text[-1] != ".":
        return None
    added = rng.choice(WORDS["clauses"])
    end = len(line.text) - 1
    return _replaced("clause added", line, end, end, added)


def invention(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    text = rng.choice(WORDS["inventions"])
    return Planted("invented quote", text, text, "", line.speaker, line.start, quoted=True)


def filler_added(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    spaces = [m.start() for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", line.text)]
    if not spaces:
        return None
    at = rng.choice(spaces)
    return _replaced("filler added", line, at, at, f", {rng.choice(WORDS['fillers'])},")


def filler_dropped(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    match = re.search(r"(?:,? )\b(?:um|uh|you know|I mean)\b,?(?= )", line.text)
    return _replaced("filler dropped", line, *match.span(), "") if match else None


def contraction(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    pairs: dict[str, str] = WORDS["contractions"]
    return _word(line, pairs | {long: short for short, long in pairs.items()}, rng, "contraction")


def inflection(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    return _word(line, WORDS["inflections"], rng, "inflection")


def synonym(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    return _word(line, WORDS["synonyms"], rng, "synonym")


def number_written(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    pairs: dict[str, str] = WORDS["spelled"]
    return _word(line, pairs | {word: digits for digits, word in pairs.items()}, rng, "number spelled")


def untouched(line: Clean, source: CleanSource, rng: Random) -> Planted | None:
    return Planted("untouched", line.text, speaker=line.speaker, start=line.start)


_MEANING = frozenset({"meaning-cut", "negation-changed", "certainty-changed"})
# Maker -> the findings that are right for it. (Kinds are named by the makers themselves.)
DEFECTS: dict[Maker, frozenset[str]] = {
    not_added: frozenset({"negation-changed"}),
    not_dropped: frozenset({"negation-changed", "meaning-cut"}),
    number: frozenset({"number-changed"}),
    unit: frozenset({"number-changed", "entity-changed"}),
    name: frozenset({"entity-changed", "role-changed"}),
    exchange: frozenset({"role-changed", "entity-changed"}),
    speaker: frozenset({"speaker-unsupported", "speaker-inconsistent", "role-changed"}),
    time: frozenset({"time-off", "time-out-of-order", "time-invalid"}),
    head_cut: _MEANING,
    question_told: frozenset({"certainty-changed", "turns-merged"}),
    turns_joined: frozenset({"turns-merged", "certainty-changed", "speaker-inconsistent", "speaker-unsupported"}),
    certainty: frozenset({"certainty-changed"}),
    clause: frozenset({"claim-added", "cause-changed"}),
    invention: frozenset({"fabricated-claim"}),
}
HARMLESS: tuple[Maker, ...] = (
    untouched, filler_added, filler_dropped, contraction, inflection, synonym, number_written,
)  # fmt: skip
