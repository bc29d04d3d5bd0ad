"""An LLM pipeline's JSON of any nesting: its text fields are claims, with the line they stand on.

Speaker, time and mood are inherited from the object around a text; an object with an owner or a due date is one
action item. What is no claim (ids, dates, titles, model names) is told by its key (`data/json_keys.json`) and form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.model.inputs import ClaimField, DerivedDocument, Located, TextFile
from auditor.reading.documents import located
from auditor.reading.documents.builder import Builder, Traits
from auditor.reading.documents.data_files import table, words
from auditor.reading.documents.grammar import Clock, parse, unquote
from auditor.reading.documents.json_positions import Node
from auditor.reading.documents.json_positions import parse as parse_json
from auditor.reading.documents.outline import Outline
from auditor.reading.documents.prose import items
from auditor.reading.documents.sentences import MIN_WORDS, count_words
from auditor.settings import FieldNames

FORMAT = "json"

_FENCE = re.compile(r"\A\s*```\w*[ \t]*\r?\n(?P<body>.*?)\n?```\s*\Z", re.DOTALL)
_OPENING = re.compile(r"\s*(?:\{(?:\s*[\"}]|\s*$|[ \t]*[\r\n])|\[(?:\s*[\[{\"]|\s*\]?\s*$))")
_MACHINE = re.compile(r"^(?:[a-z][a-z0-9+.-]*://\S+|\S+@\S+|[\w./\\-]+|[\d\s:.,TZ+/-]+)$", re.IGNORECASE)


@dataclass(frozen=True)
class _Around:
    """What the objects around a value say."""

    speaker: str | None = None
    clock: Clock | None = None
    sentiment: str | None = None
    key: str = ""
    heading: str = ""
    quote: bool = False
    action: bool = False


def recognise(file: TextFile) -> bool:
    """The text opens as a JSON object or array does (a code fence around it aside)."""
    fence = _FENCE.match(file.text)
    return _OPENING.match(fence["body"] if fence else file.text) is not None


def read(file: TextFile, fields: FieldNames) -> DerivedDocument:
    """The text fields as claims.

    Raises:
        InputError: broken JSON, with its line.
    """
    fence = _FENCE.match(file.text)
    start, stop = fence.span("body") if fence else (0, len(file.text))
    values = parse_json(file, start, stop)
    out = Builder(file, FORMAT)
    walker = _Walker(out, fields)
    root = len(values) == 1 and values[0].kind == "object"
    for value in values:
        walker.value(value, _Around(), root=root)
    for i, begin in enumerate(file.line_starts, 1):  # braces and the like
        end = file.line_starts[i] if i < len(file.line_starts) else len(file.text)
        if file.text[begin:end].strip() and i not in out.roles:
            out.roles[i] = "furniture" if i not in walker.values else "metadata"
    return out.finish()


class _Walker:
    def __init__(self, out: Builder, fields: FieldNames) -> None:
        self.out, self.fields = out, fields
        self.values: set[int] = set()

    def value(self, node: Node, around: _Around, root: bool = False) -> None:
        """Claims of a value and everything in it."""
        if node.kind == "object":
            self._object(node, around, root)
        elif node.kind == "array":
            texts = [item for item in node.items if item.kind == "string"]
            prose = any(_sentence(t.text.text) for t in texts)
            for item in node.items:
                if item.kind == "string":
                    self._text(item, around, sure=prose)
                else:
                    self.value(item, around)
        elif node.kind == "string":
            self._text(node, around, sure=_key(around.key) in words("json_keys", "text"))
        else:
            self.values.add(self.out.file.line_of(node.start))

    def _object(self, node: Node, around: _Around, root: bool) -> None:
        here = self._inherit(node, around, root)
        owner = [(k, v) for k, v in node.members if _key(k) in self.fields.owner or _key(k) in self.fields.due]
        if owner and self._action(node, here):
            return
        for key, value in node.members:
            name = _key(key)
            if self._is_trait(name, value, root):
                self._mark(value, "label")
            elif (name in words("json_keys", "headings") or name.endswith("_title")) and value.kind == "string":
                answered = name != "question" or any(_key(k) == "answer" for k, _ in node.members)
                if answered:
                    self._mark(value, "metadata")
                else:
                    self.value(value, replace(here, key=name))
            elif name in words("json_keys", "metadata") and value.kind in ("string", "number", "word"):
                self._metadata(name, value)
            elif name in words("json_keys", "participants") and _plain_names(value):
                self.out.participants += [n for item in value.items for n in _names(item, self.fields)]
                self._mark(value, "metadata")
            elif name in words("json_keys", "metadata") and value.kind == "array" and not _holds_objects(value):
                self._mark(value, "metadata")
            else:
                self._nested(name, value, here)

    def _nested(self, name: str, value: Node, here: _Around) -> None:
        quote = here.quote or name in words("json_keys", "quotes")
        action = name in words("json_keys", "actions") or (here.action and value.kind != "object")
        heading = here.heading if name in words("json_keys", "text") and here.heading else name.replace("_", " ")
        self.value(value, replace(here, key=name, heading=heading, quote=quote, action=action))

    def _is_trait(self, name: str, value: Node, root: bool) -> bool:
        f = self.fields
        if value.kind == "object":
            return bool(_unfold([(name, value)], f)) and not (root and name in f.speaker)
        if value.kind == "array":
            return False
        if name in f.speaker:
            return _names_person(name, value, root)
        return name in (*f.start, *f.end, *f.sentiment, *f.owner, *f.due)

    def _inherit(self, node: Node, around: _Around, root: bool) -> _Around:
        """What this object says of speaker, time, mood and heading, on top of what stands around it."""
        here, f = around, self.fields
        called: list[tuple[int, str]] = []
        for name, value in [*((_key(k), v) for k, v in node.members), *_unfold(node.members, f)]:
            text = value.text.text.strip()
            if value.kind not in ("string", "number") or not text:
                continue
            if name in f.speaker and _names_person(name, value, root):
                called.append((f.speaker.index(name), text))
            elif name in f.start:
                clock = _clock(value, f)
                end = here.clock.end if here.clock and here.clock is not around.clock else None
                here = replace(here, clock=replace(clock, end=clock.end if clock.end is not None else end))
            elif name in f.end and (clock := _clock(value, f)).start is not None:
                before = here.clock if here.clock is not around.clock else None
                here = replace(
                    here,
                    clock=Clock(before.text if before else clock.text, before.start if before else None, clock.start),
                )
            elif name in f.sentiment and not root:
                here = replace(here, sentiment=text)
            elif name in words("json_keys", "headings") and not root:
                here = replace(here, heading=text)
        if called:
            here = replace(here, speaker=min(called)[1])
        if root:
            mood = next((v for k, v in node.members if _key(k) in f.sentiment and v.kind == "string"), None)
            texts = [v for k, v in node.members if v.kind in ("array", "object")]
            here = replace(here, sentiment=mood.text.text if mood and not texts else None)
        return here

    def _action(self, node: Node, here: _Around) -> bool:
        """One claim for an object with an owner or due date and a task; False where it has no task."""
        f = self.fields
        texts = {_key(k): v for k, v in node.members if v.kind == "string" and _key(k) not in (*f.owner, *f.due)}
        tasks = table("json_keys")["task"]
        name = next((n for n in tasks if n in texts and count_words(texts[n].text.text) > 1), None)
        if name is None:
            return False
        found: list[ClaimField] = []
        for key, value in node.members:
            role = "owner" if _key(key) in f.owner else "due" if _key(key) in f.due else None
            if role:
                parts = value.items if value.kind == "array" else [value]
                found += [
                    ClaimField(role, located.strip(v.text))
                    for v in parts
                    if v.kind in ("string", "number") and v.text.text.strip()
                ]
                self._mark(value, "label")
        traits = Traits("action-item", "json", None, here.clock, None, False, tuple(found))
        self.out.heading = here.heading or here.key.replace("_", " ")
        self.out.add(texts[name].text, traits, whole=True)
        for key, value in node.members:
            other = _key(key)
            if other == name or other in (*f.owner, *f.due):
                continue
            if self._is_trait(other, value, False) or other in words("json_keys", "metadata"):
                self._mark(value, "label")
            else:
                self._nested(other, value, replace(here, action=False))
        return True

    def _text(self, node: Node, around: _Around, sure: bool) -> None:
        """A string: a claim where it is a sentence or its key says so, else metadata."""
        text = located.strip(node.text)
        if not count_words(text.text):
            self._mark(node, "metadata")
            return
        machine = _MACHINE.match(text.text) is not None and not (
            sure and text.text[:1].isalpha() and count_words(text.text) > 0
        )
        if machine or not (sure or _sentence(text.text) or around.action):
            self._metadata(around.key, node)
            return
        self.out.heading = around.heading
        if around.action:
            self.out.add(text, Traits("action-item", "json", around.speaker), whole=True)
        elif "\n" in text.text:
            self._long(text, around)
        else:
            body, marked = unquote(text)
            quoted = marked or around.quote
            kind = "quotation" if quoted else "field"
            traits = Traits(kind, "json", around.speaker, around.clock, around.sentiment, quoted)
            self.out.add_prose(body, traits)
        self._mark(node, "label")

    def _long(self, text: Located, around: _Around) -> None:
        """A string of several lines is read as a text of its own; what stands around it holds for its claims."""
        before = len(self.out.claims)
        Outline(self.out, self.fields, items(text, self.fields)).run()
        for i in range(before, len(self.out.claims)):
            claim = self.out.claims[i]
            clock = around.clock
            if claim.speaker is None and claim.kind != "action-item":
                claim = replace(claim, speaker=around.speaker)
            if claim.time_text is None and clock:
                claim = replace(claim, start=clock.start, end=clock.end, time_text=clock.text)
            self.out.claims[i] = replace(claim, sentiment=claim.sentiment or around.sentiment)

    def _metadata(self, key: str, node: Node) -> None:
        name = _key(key)
        if node.kind == "string" and name and name not in self.out.header:
            self.out.header[name] = node.text.text
        if name in ("language", "lang") and node.text.text:
            self.out.language = node.text.text
        self._mark(node, "metadata")

    def _mark(self, node: Node, role: str) -> None:
        self.out.mark(Located("x" * max(1, node.stop - node.start), ((0, node.start),)), role)


def _key(key: str) -> str:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key)
    return re.sub(r"[\s-]+", "_", snake.strip()).casefold()


def _unfold(members: list[tuple[str, Node]], fields: FieldNames) -> list[tuple[str, Node]]:
    """`"speaker": {"name": "Ann"}` as `"speaker": "Ann"`; likewise the parts of a time or a mood."""
    found: list[tuple[str, Node]] = []
    for key, value in members:
        name = _key(key)
        inner = {_key(k): v for k, v in value.members if v.kind in ("string", "number")}
        wanted: list[tuple[str, tuple[str, ...]]] = []
        if name in fields.speaker:
            wanted = [(name, (*fields.speaker, "label"))]
        elif name in fields.sentiment:
            wanted = [(name, ("label", "value", *fields.sentiment, "type", "overall"))]
        elif name in fields.start:
            wanted = [(fields.start[0], ("from", "begin", *fields.start)), (fields.end[0], ("to", *fields.end))]
        for role, keys in wanted if fields.end and fields.start else []:
            first = next((inner[k] for k in keys if k in inner), None)
            found += [(role, first)] if first else []
    return found


def _sentence(text: str) -> bool:
    """Whether a text has a sentence's shape: four words or more, or a short one with a stop."""
    many = count_words(text) >= MIN_WORDS
    return many or (count_words(text) > 1 and text.rstrip().endswith((".", "!", "?", "。", "！", "？")))


def _names_person(name: str, value: Node, root: bool) -> bool:
    """Whether a speaker key holds a name. At the root of a document `name` and `role` name the document."""
    if value.kind == "word":
        return True
    if root and "speaker" not in name:
        return False
    text = value.text.text
    return count_words(text) <= 8 and not text.endswith((".", "!", "?"))


def _clock(value: Node, fields: FieldNames) -> Clock:
    text = value.text.text.strip()
    plain = re.fullmatch(r"(?P<seconds>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?:\s*s(?:ec(?:onds)?)?)?", text)
    if plain:
        return Clock(text, float(plain["seconds"]))
    return parse(Located(f"[{text}]"), fields).clock or Clock(text, None)


def _holds_objects(node: Node) -> bool:
    return any(item.kind in ("object", "array") for item in node.items)


def _plain_names(node: Node) -> bool:
    """A list of names, or of objects that hold nothing but short strings."""
    if node.kind != "array" or not node.items:
        return False
    return all(
        (item.kind == "string" and not item.text.text.rstrip().endswith((".", "!", "?")))
        or (
            item.kind == "object"
            and item.members
            and all(v.kind != "array" and v.kind != "object" and count_words(v.text.text) < 6 for _, v in item.members)
        )
        for item in node.items
    )


def _names(item: Node, fields: FieldNames) -> list[str]:
    if item.kind == "string":
        return [item.text.text]
    return [v.text.text for k, v in item.members if _key(k) in fields.speaker and v.kind == "string"][:1]
