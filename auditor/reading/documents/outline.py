"""Documents made of headings, bullets, table rows and paragraphs: from their items to claims.

The Markdown reader, the plain-text reader and long JSON strings all make `Item`s; what an item says is decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.model.inputs import Located
from auditor.reading.documents import located, tasks
from auditor.reading.documents.builder import Builder, Traits, traits_of
from auditor.reading.documents.data_files import words
from auditor.reading.documents.grammar import (
    Line,
    is_part_mark,
    late_bracket,
    name_like,
    parse,
    sentiment_line,
    unquote,
)
from auditor.reading.documents.sentences import MIN_WORDS, count_words
from auditor.settings import FieldNames


@dataclass(frozen=True)
class Item:
    """A block of a document.

    `kind`: `heading`, `bullet`, `paragraph`, `furniture`, `unreadable`. `task`: with a box to tick. `quote`: in a block
    quote. `bold`: bold words with a colon at its beginning.
    """

    kind: str
    text: Located
    level: int = 0
    task: bool = False
    quote: bool = False
    bold: str = ""


_CUTS = re.compile(
    r"<!--.*?-->|</?[A-Za-z][\w-]*(?:\s[^<>\n]*)?/?>|!\[[^\]]*\]\([^)]*\)"
    r"|(?P<open>\[)(?=[^\[\]]+\]\([^)\s]+\))|(?P<link>(?<=[^\[\]])\]\((?:https?:|mailto:|#|/|\.|[\w./-]+\.\w{2,5}(?=[#)]))[^)\s]*\))"
    r"|[ \t]*\[(?:\^\w+|\d{1,3}(?:[,–-][ ]*\d{1,3})*)\](?![(:])"
    r"|\*\*|__(?=\S)|(?<=\S)__|~~|`+|\\(?=[!-/:-@\[-`{-~])"
)
_DAY = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]{2,8}\.? \d{1,2})\b"
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_BOLD_LEAD = re.compile(r"\s*(?:\*\*|__)(?P<lead>[^*_\n]{1,60}?)(?:[:：][ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*[:：])")
_SIGNER = (
    r"[—–-]{1,2}\s*(?P<name>[^—–:,()\[\]]+?(?:\(\))?)"
    r"(?:,(?! *\d+:)[^,:]+?| (?:on|about|regarding) [^,:\"”]+?| \([^()]+\))?"
    r"(?:[\s,]+[\[(]?(?P<clock>\d{1,3}:\d{2}(?::\d{2})?)[\])]?)?\.?"
)
_BRACKET_SIGNED = re.compile(
    r"(?P<words>[\"“«„].+[\"”»“])\s*\((?P<name>[^()\d:,]+?)(?:,?\s*(?P<clock>\d{1,3}:\d{2}(?::\d{2})?))?\)\.?",
    re.DOTALL,
)
_SIGNATURE = re.compile(_SIGNER)
_SIGNED = re.compile(r"(?P<words>[\"“«„].+[\"”»“])\s*" + _SIGNER, re.DOTALL)
_BEHIND_NAME = re.compile(r"\s*[:,—–]\s*|\s+[(-]\s*")
_ON_TOPIC = re.compile(r"(?P<name>[^\"“”:]{2,40}?) (?:on|about|regarding) \S")
NAME, ABOUT = 4, 20  # words of a name, and of what that person does
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])"
)


def clean(text: Located) -> Located:
    """Without inline markup, links' addresses, citation marks and tags; what is left keeps its place."""
    text = located.without(text, [m.span() for m in _CUTS.finditer(text.text)])
    marks = [i for m in _EMPHASIS.finditer(text.text) for i in (m.start(), m.end() - 1)]
    return located.strip(located.without(text, [(i, i + 1) for i in marks]))


def in_list(name: str, key: str) -> bool:
    """Whether a heading or label is in a list of `data/labels.json`, numbering and punctuation aside."""
    bare = re.sub(r"^[\W\d_]+|[\W_]+$", "", name).casefold()
    return bare in words("labels", key)


class Outline:
    """Turns items into claims. Two passes: the labels of all items first, then the claims."""

    def __init__(self, out: Builder, fields: FieldNames, items: Sequence[Item]) -> None:
        self.out, self.fields = out, fields
        self.items = [self._cleaned(item) for item in items]
        late = [m for item in self.items if (m := late_bracket(item.text.text))]
        self.brackets = len(late) >= 3
        self.headings: list[tuple[int, str]] = []
        self.last_task: int | None = None
        self.speakers = self._speakers()

    @staticmethod
    def _cleaned(item: Item) -> Item:
        if item.kind in ("furniture", "unreadable"):
            return item
        lead = _BOLD_LEAD.match(item.text.text)
        return replace(item, text=clean(item.text), bold=lead["lead"].strip() if lead else "")

    def _speakers(self) -> frozenset[str]:
        """Which labels name a speaker: participants, labels that recur, roles, and labels of quoted words."""
        seen: Counter[str] = Counter()
        sure: set[str] = set()
        names = {w.casefold() for p in self.out.participants for w in re.findall(r"\w{2,}", p)}
        for item in self.items:
            parsed = parse(item.text, self.fields, self.brackets)
            if item.kind == "heading" or not parsed.label:
                continue
            key = parsed.label.casefold()
            if in_list(key, "metadata") and self._metadata(item.text, dry=True):
                if in_list(key, "participants"):
                    names |= {w.casefold() for w in re.findall(r"\w{2,}", parsed.words.text)}
                continue
            seen[key] += 1
            own = set(re.findall(r"\w{2,}", key))
            spoken = re.search(r"\b(?:I|I'm|I’m|my|we|We)\b", parsed.words.text)
            if parsed.quoted or (own and own <= names) or own & words("labels", "roles") or spoken or parsed.clock:
                sure.add(key)
        sure |= {key for key, count in seen.items() if count > 1}
        sure = {k for k in sure if (not in_list(k, "not_speakers") and not in_list(k, "metadata")) or k in names}
        share = sum(seen[k] for k in sure) / max(1, sum(seen.values()))
        lengths = {len(k.split()) for k in sure if len(k.split()) > 1}  # `Ann Ruiz` among names of two words
        others = {k for k in seen if not in_list(k, "not_speakers") and not in_list(k, "metadata")}
        if share >= 0.5:
            sure |= {k for k in others if share >= 0.75 or len(k.split()) in lengths}
        return frozenset(sure)

    def run(self) -> None:
        """Add the claims of all items to the document."""
        for item in self.items:
            if not item.text.text.strip():
                continue
            if item.kind == "furniture" or not re.search(r"\w", item.text.text):
                self.out.mark(item.text, "furniture")
            elif item.kind == "unreadable":
                self.out.misfit(item.text, "a code block, no prose")
            elif is_part_mark(item.text.text) and not parse(item.text, self.fields).label:
                self.out.pipeline(item.text) if item.kind != "heading" else self._heading(item)
            elif item.kind == "heading":
                self._heading(item)
            else:
                self._item(item)

    def _heading(self, item: Item) -> None:
        self.out.mark(item.text, "heading")
        self.headings = [(level, text) for level, text in self.headings if level < item.level]
        self.headings.append((item.level, item.text.text.rstrip(":： ")))
        self.out.heading = self.headings[-1][1]
        self.last_task = None
        if item.level == 1 and "title" not in self.out.header:
            self.out.header["title"] = item.text.text
        if is_part_mark(item.text.text) and self.out.claims:
            self.out.part += 1

    def _under(self, key: str) -> bool:
        return any(in_list(text, key) for _, text in self.headings)

    def _item(self, item: Item) -> None:
        """A bullet or paragraph: metadata, a mood, a field of a task, a task, a speaker's words, a quotation, prose."""
        if self._metadata(item.text):
            return
        text = item.text.text
        dated = _DAY.search(text) and count_words(text) <= (14 if _CLOCK.search(text) else 8)
        if not self.out.claims and dated and not text.endswith((".", "!", "?")):
            self.out.header.setdefault("date", text)
            self.out.mark(item.text, "metadata")
            return
        if (mood := sentiment_line(text, self.fields)) is not None:
            self._mood(item.text, mood)
            return
        if self._person(item):
            return
        if self._task_field(item):
            return
        parsed = parse(item.text, self.fields, self.brackets)
        if parsed.label and in_list(parsed.label, "questions") and parsed.words.text.endswith(("?", "？")):
            self.out.heading = parsed.words.text
            self.out.mark(item.text, "label")
            return
        if parsed.label and in_list(parsed.label, "answers") and parsed.words.text:
            self.out.add_prose(parsed.words, Traits("paragraph", "answer"))
            self.out.mark(item.text, "label")
            return
        if parsed.label and in_list(parsed.label, "action_headings") and parsed.words.text:
            self._task(item, replace(parsed, label="Action"))
            return
        if item.task or (item.kind == "bullet" and self._under("action_headings")):
            self._task(item, parsed)
            return
        if parsed.label and not parsed.words.text:
            self._heading(replace(item, kind="heading", level=9))
            return
        self._words(item, parsed)

    def _person(self, item: Item) -> bool:
        """Somebody present, with what they do (`**Ann Ruiz** - head of the ferry office`)."""
        text = item.text.text
        if not self._under("participants") or text.endswith((".", "!", "?")):
            return False
        name, _, about = text.partition(found[0]) if (found := _BEHIND_NAME.search(text)) else (text, "", "")
        short = item.kind == "bullet" and count_words(text) <= 8
        if not short and not (about and count_words(name) <= NAME and count_words(about) <= ABOUT):
            return False
        self.out.participants.append(name)
        self.out.mark(item.text, "metadata")
        return True

    def _task_field(self, item: Item) -> bool:
        """`Owner: Ann` below a task, or below a bullet, which makes that one a task."""
        pair = tasks.keyed(item.text, self.fields)
        if pair is None or not self.out.claims:
            return False
        at = self.last_task
        if at is None and item.level > 1 and self.out.claims[-1].kind in ("bullet", "action-item"):
            at = len(self.out.claims) - 1
        if at is None:
            return False
        claim = self.out.claims[at]
        self.out.claims[at] = replace(claim, kind="action-item", fields=(*claim.fields, pair))
        self.out.mark(item.text, "label")
        return True

    def _speaker_above(self) -> str | None:
        """The speaker whose name is the heading: a participant, or `Speaker 2`."""
        name = self.out.heading
        known = {re.sub(r"\s*\(.*", "", p).casefold() for p in self.out.participants}
        return name if name.casefold() in known or re.fullmatch(r"(?i)speaker \d+", name) else None

    def _is_name(self, text: str) -> bool:
        return name_like(text) or text in self.out.participants

    def _signed(self, item: Item) -> bool:
        """`“…” — Ann, 00:12`, or the signature on a line of its own below a quotation."""
        text = item.text.text
        match = _SIGNED.fullmatch(text) or _BRACKET_SIGNED.fullmatch(text)
        if match and self._is_name(match["name"]):
            words, quoted = unquote(item.text.slice(*match.span("words")))
            clock = parse(Located(f"[{match['clock']}]"), self.fields).clock if match["clock"] else None
            if quoted:
                self.out.add(words, Traits("quotation", f"{item.kind} signed", match["name"], clock, None, True))
                self.out.mark(item.text, "label")
                return True
        match = _SIGNATURE.fullmatch(text)
        last = self.out.claims[-1] if self.out.claims else None
        if match and last and last.quoted and last.speaker is None and self._is_name(match["name"]):
            clock = parse(Located(f"[{match['clock']}]"), self.fields).clock if match["clock"] else None
            for i, claim in enumerate(self.out.claims):
                if claim.turn == last.turn:
                    timed = replace(claim, start=clock.start, time_text=clock.text) if clock else claim
                    self.out.claims[i] = replace(timed, speaker=match["name"])
            self.out.mark(item.text, "label")
            return True
        return False

    def _words(self, item: Item, parsed: Line) -> None:
        kind = "bullet" if item.kind == "bullet" else "paragraph"
        label = parsed.label
        if self._signed(item):
            return
        if label and label.casefold() in self.speakers and not label.startswith(('"', "“")):
            self.out.add(parsed.words, traits_of(parsed, "turn"))
        elif label and (in_list(label, "not_speakers") or count_words(parsed.words.text) >= MIN_WORDS):
            before, self.out.heading = self.out.heading, label
            plain = replace(traits_of(replace(parsed, label=None), kind), layout=kind)
            self.out.add_prose(parsed.words, plain)
            self.out.heading = before
        elif item.bold and item.text.text.startswith(item.bold):
            at = re.match(re.escape(item.bold) + r"\s*[:：]?\s*", item.text.text)
            rest = item.text.slice(at.end() if at else 0, len(item.text.text))
            before, self.out.heading = self.out.heading, item.bold
            words, quoted = unquote(rest)
            on = _ON_TOPIC.match(item.bold)
            if quoted and on and self._is_name(on["name"]):
                self.out.add(words, Traits("quotation", f"{kind} topic", on["name"], None, None, True))
            else:
                self.out.add_prose(rest, Traits(kind, kind))
            self.out.heading = before
        else:
            bare = parse(item.text, self.fields, self.brackets, labels=False)
            speaker = self._speaker_above() if item.kind == "bullet" else None
            quoted = bare.quoted or (item.quote and self._under("quote_headings"))
            traits = Traits(
                "quotation" if quoted else kind,
                " ".join((kind, *bare.shape)),
                speaker,
                bare.clock,
                bare.sentiment,
                quoted,
            )
            self.out.add_prose(bare.words, traits)
        self.out.mark(item.text, "label")

    def _task(self, item: Item, parsed: Line) -> None:
        text, label = item.text, None
        if parsed.label and not in_list(parsed.label, "not_speakers") and parsed.words.text:
            at = text.text.find(parsed.label)
            topic = parsed.label.casefold() not in self.speakers and self._owner_behind(parsed.words)
            label = None if topic or at < 0 else text.slice(at, at + len(parsed.label))
            text = parsed.words
        elif parsed.label and parsed.words.text:
            text = parsed.words
        found = tasks.task(text, label, self.fields)
        self.out.add(found.text, Traits("action-item", "task", fields=found.fields), whole=True)
        self.out.mark(item.text, "label")
        self.last_task = len(self.out.claims) - 1 if self.out.claims else None

    def _owner_behind(self, text: Located) -> bool:
        """`Slides: send them round (Ann)`: the owner stands behind, the label is a topic."""
        return any(f.name == "owner" for f in tasks.task(text, None, self.fields).fields)

    def _mood(self, text: Located, mood: str) -> None:
        """A mood on a line of its own belongs to the turn above it."""
        self.out.mark(text, "label")
        if self.out.claims and self.out.claims[-1].sentiment is None:
            turn = self.out.claims[-1].turn
            self.out.claims = [replace(c, sentiment=mood) if c.turn == turn else c for c in self.out.claims]

    def _metadata(self, text: Located, dry: bool = False) -> bool:
        """`Attendees: …`, `Date: …`: kept in the header, participants by name. False where it is something else."""
        match = re.match(r"(?P<key>[^:：\n]{2,30})[:：][ \t]*(?P<value>.*)$", text.text, re.DOTALL)
        if not match or not in_list(match["key"], "metadata") or not match["value"].strip():
            return False
        value, key = match["value"].strip(), match["key"].strip(" *_")
        people = in_list(key, "participants")
        sentence = value.endswith((".", "!", "?")) and count_words(value) >= MIN_WORDS
        sentence = sentence and not in_list(key, "titles")
        if (
            sentence
            or (in_list(key, "roles") and not name_like(value))
            or (count_words(value) > 15 and not people and not in_list(key, "titles"))
        ):
            return False
        if not dry:
            self.out.header[key.casefold()] = value
            self.out.mark(text, "metadata")
            if people:
                names = re.split(r"[,;\n]\s*(?![^()]*\))|\s+and\s+(?![^()]*\))", value)
                self.out.participants += [n.strip(" .") for n in names if n.strip(" .")]
        return True
