"""Prose cut into what is narrated and what is quoted, each quotation with the speaker that its attribution names.

`“We ship in May,” said Ann.` is one quotation by Ann; a quotation split by its attribution is put together again; a
quotation without attribution straight after one keeps its speaker. A sentence with a few quoted words stays narration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from auditor.model.inputs import Located
from auditor.reading.documents import located
from auditor.reading.documents.data_files import words
from auditor.reading.documents.sentences import Span, count_words, inner_spans, split

LONG_ATTRIBUTION = 12
"""An attribution with more words than this tells something of its own and is narration as well."""

_CURLY = re.compile(r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|「[^「」]*」")
_STRAIGHT = re.compile(r'(?<![\w])"[^"]*"')
_DASHED = re.compile(r"[—–-]{1,2}[ \t]*\S+(?:[ \t]+\S+){0,6}")
_TOKEN = re.compile(r"[^\W_](?:[\w'’\-]|\.(?=\w))*")


@dataclass(frozen=True)
class Piece:
    """A stretch of narration, or the words of one quotation (without marks) and its speaker."""

    text: Located
    quoted: bool = False
    speaker: str | None = None


@dataclass
class Voices:
    """Names that attributions gave so far in a document, the latest last."""

    names: list[str]

    def described(self, noun: str) -> str | None:
        """The latest speaker with `noun` in the name: `the professor` is `Professor B`."""
        return next((n for n in reversed(self.names) if noun.casefold() in n.casefold().split()), None)

    def add(self, name: str) -> None:
        """Remember a name as the latest."""
        self.names.append(name)


@dataclass(frozen=True)
class _Attribution:
    speaker: str | None
    same: bool = False
    """A pronoun: the speaker is the one before."""


def quoted_spans(text: str) -> list[Span]:
    """Outer quotations in double marks, marks included. A lone straight mark (inches, a cut) pairs with nothing."""
    spans = [m.span() for m in _CURLY.finditer(text)]
    if text.count('"') % 2 == 0:
        spans += [m.span() for m in _STRAIGHT.finditer(text)]
    spans.sort()
    outer: list[Span] = []
    for span in spans:
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    return outer


def pieces(text: Located, voices: Voices, initials: frozenset[str] = frozenset()) -> list[Piece]:
    """A paragraph as narration and quotations, in order. Narration keeps neighbouring sentences together."""
    raw = text.text
    quotes = quoted_spans(raw)
    if not quotes:
        return [Piece(text)]
    found: list[Piece] = []
    narration: list[Span] = []
    last: str | None = None
    after_quote = False

    def flush() -> None:
        if narration:
            found.append(Piece(located.strip(text.slice(narration[0][0], narration[-1][1]))))
            narration.clear()

    masked = sorted({*quotes, *inner_spans(raw)})
    for span, inner in _units(raw, split(raw, masked, initials), quotes):
        said = _attributed(raw, span, inner, voices) if inner else None
        if said is None:
            narration.append(span)
            after_quote = False
            continue
        rest = _rest(raw, span, inner)
        if not count_words(rest):
            speaker = last if after_quote else None
        else:
            speaker = last if said.same and after_quote else said.speaker
        flush()
        if count_words(rest) > LONG_ATTRIBUTION:
            found += _long_rest(text, span, inner)
        found += [Piece(q, True, speaker) for q in _quotations(text, inner)]
        last, after_quote = speaker, True
    flush()
    return [p for p in found if p.text.text]


def _units(raw: str, spans: list[Span], quotes: list[Span]) -> list[tuple[Span, list[Span]]]:
    """Sentences with their quotations; `“Really?” Ann asked.` becomes one unit again."""
    units: list[tuple[Span, list[Span]]] = []
    for span in spans:
        inner = [q for q in quotes if span[0] <= q[0] and q[1] <= span[1]]
        if not inner and units and units[-1][1]:
            (start, stop), before = units[-1]
            bare = not count_words(_rest(raw, (start, stop), before))
            behind = raw[slice(*span)]
            if bare and (_bare_attribution(behind) or _DASHED.fullmatch(behind)):
                units[-1] = ((start, span[1]), before)
                continue
        units.append((span, inner))
    return units


def _rest(raw: str, span: Span, inner: list[Span]) -> str:
    """The words of a sentence outside its quotations."""
    out, at = "", span[0]
    for start, stop in inner:
        out += raw[at:start] + " "
        at = stop
    return (out + raw[at : span[1]]).strip()


def _long_rest(text: Located, span: Span, inner: list[Span]) -> list[Piece]:
    """The narration around the quotations of a sentence whose attribution tells something of its own."""
    found, at = [], span[0]
    for start, stop in [*inner, (span[1], span[1])]:
        part = located.strip(located.strip(text.slice(at, start)), ",;:— ")
        if count_words(part.text) > LONG_ATTRIBUTION // 2:
            found.append(Piece(part))
        at = stop
    return found


def _quotations(text: Located, inner: list[Span]) -> list[Located]:
    """The quoted words without marks; a part that does not end its sentence is joined to the next."""
    out: list[Located] = []
    open_part: list[Located] = []
    for start, stop in inner:
        part = located.strip(text.slice(start + 1, stop - 1))
        ends = part.text.endswith((".", "!", "?", "…", "。", "！", "？"))
        open_part.append(part if not part.text.endswith(",") else part.slice(0, len(part.text) - 1))
        if ends:
            out.append(located.join(open_part))
            open_part = []
    if open_part:
        out.append(located.join(open_part))
    return [q for q in out if q.text]


def _attributed(raw: str, span: Span, inner: list[Span], voices: Voices) -> _Attribution | None:
    """Who is said to have spoken the quotations of a sentence; None where it is narration with quoted words."""
    first, last = inner[0], inner[-1]
    lead = raw[span[0] : first[0]].strip(" \t\r\n(—–-")
    tail = raw[last[1] : span[1]].strip(" \t\r\n.,;:)!?")
    between = " ".join(raw[a[1] : b[0]] for a, b in pairwise(inner)).strip(" .,;:")
    if not count_words(lead):
        if not count_words(tail) and not count_words(between):
            return _Attribution(None)
        return _who(between or tail, voices, after=True)
    if count_words(tail) or count_words(raw[slice(*first)]) < 3:
        return None
    if not (lead.endswith((":", ",", "：")) or _last_verb(lead)):
        return None
    return _who(lead.rstrip(":,： "), voices, after=False)


def _is_verb(token: str) -> bool:
    return token.casefold() in words("attribution", "verbs")


def _last_verb(lead: str) -> bool:
    tokens = _TOKEN.findall(lead)[-2:]
    return any(_is_verb(t) for t in tokens)


def _who(rest: str, voices: Voices, after: bool) -> _Attribution | None:
    """The speaker in an attribution such as `said Ann`, `Ann went on`, `according to Ann`, `— Ann`."""
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(rest)]
    low = [t[0].casefold() for t in tokens]
    dash = re.match(r"^[—–-]+\s*(.+)$", rest)
    if dash and count_words(dash[1]) <= 6:
        return _named(dash[1].strip(" .*_"), voices)
    if "according" in low:
        at = low.index("according") + 2
        name = _name_run(rest, tokens[at:])
        return _named(name, voices) if name else None
    for i, (token, _, _) in enumerate(tokens):
        if not _is_verb(token):
            continue
        if i == 0 and after:
            following = tokens[1:]
            while following and following[0][0].casefold() in words("attribution", "particles") | words(
                "attribution", "adverbs"
            ):
                following = following[1:]
            return _subject(rest, following, voices)
        before = [t for t in tokens[:i] if t[0].casefold() not in words("attribution", "adverbs")]
        found = _subject(rest, before if after else _tail_run(before), voices)
        if found and (found.same or found.speaker) and (not after or _run_start(before, found, rest)):
            return found
    noun = next((i for i, w in enumerate(low) if w in words("attribution", "nouns")), None)
    if after and noun is not None and {"from", "of", "by"} & set(low[noun:]):
        at = next(i for i in range(noun, len(low)) if low[i] in ("from", "of", "by"))
        name = _name_run(rest, tokens[at + 1 :])
        return _named(name, voices) if name else None
    return None


def _run_start(before: list[tuple[str, int, int]], found: _Attribution, rest: str) -> bool:
    """`Ann added`: the name and nothing else stands before the verb."""
    if found.same:
        return len(before) == 1
    name = _name_run(rest, before)
    lead = 1 if before[0][0].casefold() == "the" else 0
    return len(before) <= len(_TOKEN.findall(name or "")) + lead + (1 if lead and not name else 0)


def _tail_run(tokens: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The last capitalised words before a verb (`Asked why, the Project Manager said`), else the last word."""
    at = len(tokens)
    particles = words("attribution", "name_particles")
    while at and (tokens[at - 1][0][:1].isupper() or tokens[at - 1][0].isdigit() or tokens[at - 1][0] in particles):
        at -= 1
    while at < len(tokens) - 1 and tokens[at][0].casefold() in words("sentences", "openers") - {"the"}:
        at += 1  # `As Ann`, `When Ann`
    article = next(
        (i for i in range(len(tokens) - 1, max(-1, len(tokens) - 4), -1) if tokens[i][0] in ("the", "The")), None
    )
    if at < len(tokens):
        return tokens[at:]
    return tokens[article:] if article is not None else tokens[-1:]


def _subject(rest: str, tokens: list[tuple[str, int, int]], voices: Voices) -> _Attribution | None:
    if not tokens:
        return None
    first = tokens[0][0]
    same = [token[0].casefold() for token in tokens[:2]] == ["the", "same"]  # `the same speaker said`
    if same or first.casefold() in words("attribution", "pronouns"):
        return _Attribution(None, same=True)
    if first.casefold() == "the" and len(tokens) > 1 and tokens[1][0].islower():
        last = next(
            (i for i, t in enumerate(tokens) if i and (_is_verb(t[0]) or not t[0].islower() or i > 3)), len(tokens)
        )
        last = min(last, next((i for i, t in enumerate(tokens) if i and t[0] in words("attribution", "follow")), last))
        described = voices.described(tokens[last - 1][0])
        return _named(described or rest[tokens[1][1] : tokens[last - 1][2]], voices)
    name = _name_run(rest, tokens)
    return _named(name, voices) if name else None


def _name_run(rest: str, tokens: list[tuple[str, int, int]]) -> str | None:
    """The capitalised words with which `tokens` begin, `the` before them left out."""
    if tokens and tokens[0][0].casefold() == "the":
        tokens = tokens[1:]
    start = stop = -1
    for token, begin, end in tokens:
        known = token[:1].isupper() or token.isdigit() or token in words("attribution", "name_particles")
        if not known or (stop >= 0 and rest[stop:begin].strip(" .\n\r\t")):
            break
        start, stop = (begin if start < 0 else start), end
    return rest[start:stop] if start >= 0 and rest[start].isupper() else None


def _named(name: str, voices: Voices) -> _Attribution:
    voices.add(name)
    return _Attribution(name)


def _bare_attribution(sentence: str) -> bool:
    """`Ann joked.`, `Ben asked after a while.`: nothing but who spoke."""
    tokens = _TOKEN.findall(sentence)
    if not 2 <= len(tokens) <= LONG_ATTRIBUTION or not tokens[0][:1].isupper():
        return False
    verb = next((i for i, t in enumerate(tokens) if _is_verb(t)), None)
    if not verb or not all(
        t[:1].isupper() or t.isdigit() or t in words("attribution", "adverbs") for t in tokens[:verb]
    ):
        return False
    after = tokens[verb + 1 :]
    while after and after[0] in words("attribution", "particles"):
        after = after[1:]
    return not after or after[0].casefold() in words("attribution", "follow")
