"""The grammar of one line of a derived document: time, speaker label, words, sentiment, in any of the usual layouts.

`[00:01:02] Ann: “words” (Positive)`, `Ann (Host): [01:02] words`, `Ann — words [Neutral sentiment]`, `**Ann:** words`.
Which words name a speaker, a mood or a section is data (`data/labels.json`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from auditor.model.inputs import Located
from auditor.reading.documents import located
from auditor.reading.documents.data_files import table, words
from auditor.reading.documents.sentences import count_words
from auditor.settings import FieldNames

_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_RANGE = rf"(?P<start>{_CLOCK})(?:\s*(?:-->|[-–—]|to)\s*(?P<end>{_CLOCK}))?"
_BRACKETED_TIME = re.compile(rf"\s*[*_]*[\[(<{{]\s*{_RANGE}\s*[\])>}}][*_]*[ \t]*")
_BARE_TIME = re.compile(rf"\s*[*_]*{_RANGE}[*_]*(?:[ \t]*[-–—|:][ \t]+|[ \t]+|$)")
_LATE_TIME = re.compile(rf"[ \t]*[\[(]\s*{_RANGE}\s*[\])][ \t]*$")
_NAME_AND_TIME = re.compile(rf"[*_]*(?P<name>[^\W\d][^:*_]{{1,50}}?)[*_]*[ \t]*[,|–—-]?[ \t]+[\[(]?{_RANGE}[\])]?[*_]*")
_LABEL_MOOD = re.compile(r"[ \t]*[(\[](?P<mood>[^()\[\]]+)[)\]]$")
_MARK = r"(?:\*\*|__|\*|_)"
_SEPARATOR = re.compile(
    rf"{_MARK}?[ \t]*(?P<sep>[:：](?=[\s\"“”'‘«*_\[(]|$)|：|[ \t][—–-](?=[ \t]))[ \t]*(?:{_MARK}(?=\s|$))?[ \t]*"
)
_BOLD_NAME = re.compile(r"(\*\*|__)(?P<name>[^*_]{1,60})\1[ \t]+(?=[\"“\[(])")
_CJK_COLON = re.compile(r"(?P<label>[\u3040-\u30ff\u3400-\u9fff·]{2,8})[:：]")
_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“”", "「": "」", "‘": "’", "'": "'"}
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’)\]]*$")


@dataclass(frozen=True)
class Clock:
    """A time mark: its words, and seconds, or None where it is no time (`00:99:99`)."""

    text: str
    start: float | None
    end: float | None = None


@dataclass(frozen=True)
class Line:
    """One parsed line. `words` may be empty (a label, time or sentiment alone). `shape` names the layout."""

    words: Located
    label: str | None = None
    clock: Clock | None = None
    sentiment: str | None = None
    quoted: bool = False
    shape: tuple[str, ...] = ()


def seconds(clock: str) -> float | None:
    """`HH:MM:SS(.mmm)` or `MM:SS` in seconds; None where minutes or seconds pass 59."""
    parts = clock.replace(",", ".").split(":")
    if float(parts[-1]) >= 60 or (len(parts) == 3 and int(parts[1]) >= 60):
        return None
    value = 0.0
    for part in parts:
        value = value * 60 + float(part)
    return value


def _clock(match: re.Match[str]) -> Clock:
    start, end = match["start"], match["end"]
    return Clock(f"{start}-{end}" if end else start, seconds(start), seconds(end) if end else None)


@cache
def _part_marks() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in table("labels")["part_marks"])


@lru_cache(maxsize=4096)
def is_part_mark(text: str) -> bool:
    """Whether a line only says that a chunk ends or begins (`This part continues in the next chunk.`)."""
    limit: int = table("labels")["part_mark_words"]
    return 0 < count_words(text) <= limit and any(p.search(text) for p in _part_marks())


@lru_cache(maxsize=4096)
def name_like(label: str) -> bool:
    """Whether a label can be a person or a role: capitalised words, initials, numbers, a bracketed addition."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", label).strip(" *_@#")
    tokens = bare.replace(",", " ").replace("/", " ").replace("&", " and ").split()
    if (
        not tokens
        or len(tokens) > 7
        or len(label) > 80
        or (re.search(r"[!?;\"“”…]|\.\s*$", bare.rstrip()) and len(tokens) > 3)
    ):
        return False
    if tokens[0].casefold() in words("sentences", "openers") - {"the", "you", "i"} and len(tokens[0]) > 1:
        return False
    particles = words("attribution", "name_particles") | {"and", "of", "the"}
    if tokens[0].casefold() == "the" and len(tokens) == 1:
        return False
    return all(
        t[:1].isupper()
        or not t[:1].isascii()
        or (i and (t.isdigit() or t.casefold() in particles))
        or t.casefold() in words("labels", "roles")
        or "_" in t
        or (re.match(r"^#?\d+$", t) is not None and i > 0)
        for i, t in enumerate(tokens)
    ) and any(c.isalpha() for c in bare)


@lru_cache(maxsize=4096)
def sentiment_line(text: str, fields: FieldNames) -> str | None:
    """The mood of a line that says nothing else: `Sentiment: Mixed`, `(Sentiment: Mixed)`, `[Mixed sentiment]`."""
    bare = re.sub(r"^[-•*_>\s]+|[*_\s]+$", "", text)
    inner = re.fullmatch(r"[(\[]\s*(.+?)\s*[)\]]\.?", bare)
    bare = inner[1] if inner else bare
    match = _sentiment_key(fields).match(bare.replace("**", "").replace("__", ""))
    if match:
        return match["value"].strip(" *_") or None
    after = re.fullmatch(r"(.{2,60}?)\s+sentiment", bare, re.IGNORECASE)
    if inner and after:
        return after[1]
    return bare if inner and known_sentiment(bare) else None


@cache
def _sentiment_key(fields: FieldNames) -> re.Pattern[str]:
    keys = (*fields.sentiment, *table("labels")["sentiment_keys"])
    names = "|".join(re.escape(n).replace("_", "[ _]") for n in keys)
    return re.compile(
        rf"(?:\w+ )?(?:{names})(?: (?:label|analysis|score))?\s*(?:[:：=]|[ ][—–-][ ])\s*(?P<value>.*)$", re.I
    )


def known_sentiment(text: str) -> bool:
    """Whether every part of `Thoughtful, Hopeful` is a mood of the list."""
    parts = [p.strip().casefold() for p in re.split(r",|/| and | to | but |→", text) if p.strip()]
    return bool(parts) and all(p in words("labels", "sentiments") for p in parts)


def late_bracket(text: str) -> re.Match[str] | None:
    """A bracket of up to six words behind the end of a sentence or quotation: `… today. (Hopeful)`."""
    match = re.search(r"(?<=[.!?…\"”’。！？])[ \t]*[(\[](?P<inner>[^()\[\]\d]{3,60})[)\]][*_]*[ \t]*$", text)
    if not match or count_words(match["inner"]) > 6 or not match["inner"][0].isupper():
        return None
    return None if match["inner"].casefold().strip(" .") in words("labels", "events") else match


def parse(text: Located, fields: FieldNames, brackets: bool = False, labels: bool = True) -> Line:
    """One line's parts. `brackets`: a short bracket at the end is a mood in this document whatever its word."""
    rest = located.strip(text)
    shape: list[str] = []
    clock: Clock | None = None
    label: str | None = None
    match = _BRACKETED_TIME.match(rest.text)
    if match is None and (bare := _BARE_TIME.match(rest.text)):
        behind = rest.text[bare.end() :]
        dashed = re.search(r"[-–—|][ \t]*$", bare[0]) is not None
        opens = behind[:1].isupper() and not re.match(r"[AP]M\b", behind)
        match = bare if not behind or dashed or opens or _label_end(behind) else None
    if match:
        clock, rest = _clock(match), located.strip(rest.slice(match.end(), len(rest.text)))
        shape.append("time")
    if labels and (found := _label_end(rest.text)):
        label, stop, separator = found
        rest = located.strip(rest.slice(stop, len(rest.text)))
        shape.append("speaker" + separator)
        label, clock = _time_in_label(label, clock)
    if label is None and clock is None and labels:
        header = _NAME_AND_TIME.fullmatch(rest.text)
        if header and name_like(header["name"]) and count_words(header["name"]) < 5:
            return Line(rest.slice(0, 0), header["name"].strip(), _clock(header), shape=("speaker", "time"))
    if label and clock is None and (match := _BRACKETED_TIME.match(rest.text)):
        clock, rest = _clock(match), located.strip(rest.slice(match.end(), len(rest.text)))
        rest = located.strip(rest, " \t:：")
        shape.append("time")
    rest, mood, how = _cut_sentiment(rest, fields, brackets)
    if label and (named := _LABEL_MOOD.search(label)) and named.start() and known_sentiment(named["mood"]):
        label, mood, how = label[: named.start()], mood or named["mood"], how or "sentiment-label"
    if clock is None and (match := _LATE_TIME.search(rest.text)) and match.start():
        clock, rest = _clock(match), located.strip(rest.slice(0, match.start()))
        shape.append("late-time")
    rest, quoted = unquote(rest)
    if rest.text:
        shape.append("quoted" if quoted else "plain")
    if how:
        shape.append(how)
    return Line(rest, label, clock, mood, quoted, tuple(shape))


def _time_in_label(label: str, clock: Clock | None) -> tuple[str, Clock | None]:
    """`Ann (00:12)` and `Ann, 00:12`: the name and the time."""
    match = re.search(rf"[\s,]*[\[(]?\s*{_RANGE}\s*[\])]?\s*$", label)
    if match and match.start():
        return label[: match.start()].strip(" ,-–—"), clock or _clock(match)
    return label, clock


def _label_end(text: str) -> tuple[str, int, str] | None:
    """The speaker label with which a text begins: the label, where its separator ends, and the separator."""
    cjk = _CJK_COLON.match(text)
    if cjk:
        return cjk["label"], cjk.end(), ":"
    bold = _BOLD_NAME.match(text)
    if bold and name_like(bold["name"]):
        return bold["name"].strip(" :："), bold.end(), ":"
    head = text[:120]
    outside = (m for m in _SEPARATOR.finditer(head) if not re.search(r"[\[(][^\])]*$", head[: m.start()]))
    match = next(outside, None)
    if not match:
        return None
    label = text[: match.start()].strip().strip("*_").strip()
    plain = re.sub(rf"[\[(]?\s*{_RANGE}\s*[\])]?", " ", label).strip(" ,-")
    if not plain or not name_like(plain):
        return None
    return label, match.end(), match["sep"].strip().replace("：", ":")


def _cut_sentiment(text: Located, fields: FieldNames, brackets: bool) -> tuple[Located, str | None, str]:
    """The words without the mood at their end, the mood, and how it was written."""
    raw = text.text
    match = re.search(r"[ \t]*(?P<open>[(\[])(?P<inner>[^()\[\]]{2,300})[)\]][*_]*[ \t]*\.?[ \t]*$", raw)
    if match:
        mood = sentiment_line(f"({match['inner']})", fields)
        late = late_bracket(raw)
        if mood is None and brackets and late:
            mood = late["inner"].strip()
        if mood:
            style = "sentiment-round" if match["open"] == "(" else "sentiment-square"
            return located.strip(text.slice(0, match.start())), mood, style
    inline = re.search(r"(?<=[.!?…\"”’。！？])[ \t]*[|—–-]?[ \t]*(?P<rest>[*_]*[A-Z][^.!?\"“”]{3,160})$", raw)
    if inline and (mood := _inline_sentiment(inline["rest"], fields)):
        return located.strip(text.slice(0, inline.start())), mood, "sentiment-inline"
    return text, None, ""


def _inline_sentiment(text: str, fields: FieldNames) -> str | None:
    match = _sentiment_key(fields).match(text.replace("*", "").replace("_", ""))
    return match["value"].strip() or None if match else None


def unquote(text: Located) -> tuple[Located, bool]:
    """The words without the marks around them, and whether one pair encloses all. A cut-off end may lack its mark."""
    raw = text.text
    if len(raw) < 2 or raw[0] not in _QUOTES:
        return text, False
    close = _QUOTES[raw[0]]
    inner = raw[1:]
    if raw[0] in "'‘":
        whole = (
            raw[-1] in close and _SENTENCE_END.search(raw[:-1]) is not None and not re.search(r"['’](?=\s)", inner[:-1])
        )
        return (located.strip(text.slice(1, len(raw) - 1)), True) if whole else (text, False)
    body = inner[:-1] if inner[-1] in close else inner
    depth = 0
    for i, char in enumerate(body):
        opening = char == raw[0] and (char not in close or i == 0 or body[i - 1] in " ([\t\n—")
        if opening:
            depth += 1
        elif char in close:
            depth -= 1
            if depth < 0:
                return text, False
    if depth > 0 and body is not inner:
        body = inner  # the last mark closed an inner quotation
    return located.strip(text.slice(1, 1 + len(body))), True
