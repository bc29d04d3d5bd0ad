"""Speaker-by-speaker summaries, made chunk by chunk: who, when, what and in which mood, in any layout and mixture.

A turn is a line with a speaker label, or a record of several lines (`Speaker: Ann`, `Sentiment: Mixed`, `Ann: …`).
The mood may stand in the line, below the words or above them. Nothing is dropped: what fits no layout is kept as an
unreadable claim with its line number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from auditor.model.inputs import DerivedDocument, Located, TextFile
from auditor.reading.documents import located
from auditor.reading.documents.builder import Builder, Traits
from auditor.reading.documents.data_files import words
from auditor.reading.documents.grammar import Clock, Line, is_part_mark, late_bracket, name_like, parse, sentiment_line
from auditor.reading.documents.sentences import MIN_WORDS, count_words
from auditor.settings import FieldNames

FORMAT = "chunk-summary"

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S")
_BULLET = re.compile(r"^\s*(?:[-*+•▪◦‣–]|\d{1,3}[.)])[ \t]+(?=\S)")
_WRAPPED_MOOD_WORDS = 8


def recognise(file: TextFile) -> bool:
    """Most lines are speaker turns, moods or part marks, at least two of them labelled turns."""
    if re.search(r"^\s*\|.*\|\s*$\n^\s*\|[\s:|-]+\|\s*$", file.text, re.MULTILINE):
        return False  # a table
    fields = FieldNames()
    turns = other = 0
    goes_on = False  # a line straight below a turn's words belongs to it
    no_names = words("labels", "not_speakers") | words("labels", "metadata")
    for line in located.lines(located.of_file(file, 0, len(file.text))):
        text = line.text.strip()
        if not re.search(r"\w", text):
            goes_on = False
            continue
        if is_part_mark(text) or sentiment_line(text, fields) or _HEADING.match(text):
            continue
        bullet = _BULLET.match(text)
        label = parse(located.strip(line), fields).label if not bullet else None
        if label and label.casefold() not in no_names:
            turns += 1
            goes_on = True
        elif not goes_on or bullet:
            other += 1
    return turns >= 2 and turns >= 1.5 * other


@dataclass
class _Turn:
    """A turn on the way: lines of words with what is claimed of them."""

    line: Line
    pieces: list[Located] = field(default_factory=list)
    open: bool = True
    clock: Clock | None = None
    label: str | None = None
    sentiment: str | None = None
    above: bool = False

    @property
    def text(self) -> Located:
        return located.join(self.pieces)


def read(file: TextFile, fields: FieldNames) -> DerivedDocument:
    """The document's turns as claims."""
    return _Reader(file, fields).read()


class _Reader:
    """Walks the lines once, keeping the turn that is open and the one before it."""

    def __init__(self, file: TextFile, fields: FieldNames) -> None:
        self.fields = fields
        self.out = Builder(file, FORMAT)
        self.lines = [located.strip(x) for x in located.lines(located.of_file(file, 0, len(file.text)))]
        late = [m["inner"].casefold() for x in self.lines if (m := late_bracket(x.text))]
        self.brackets = len(late) >= 3
        self.turn: _Turn | None = None
        self.mood_above: str | None = None
        self.mood_open = False

    def read(self) -> DerivedDocument:
        blank = True
        for i, line in enumerate(self.lines):
            if not line.text:
                blank = True
                continue
            self._line(i, line, blank)
            blank = False
        self._close()
        return self.out.finish()

    def _line(self, i: int, line: Located, blank: bool) -> None:
        text = line.text
        if _HEADING.match(text):
            self._close()
            self.out.heading = text.strip("# *_")
            self.out.mark(line, "heading")
            self.out.part += is_part_mark(text) and bool(self.out.claims)
        elif is_part_mark(text) and not parse(line, self.fields).label:
            self._close()
            self.mood_above = None
            self.out.pipeline(line)
        elif not re.search(r"\w", text):
            self.out.mark(line, "furniture")
        elif (mood := sentiment_line(text, self.fields)) is not None:
            self._mood(line, mood)
        elif self.mood_open and not blank and self.turn and not self._labelled(line):
            self.turn.sentiment = f"{self.turn.sentiment} {text}"
            self.out.mark(line, "label")
            self.mood_open = self._goes_on(self.turn.sentiment)
        else:
            self.mood_open = False
            self._words(i, line, blank)

    def _labelled(self, line: Located) -> bool:
        return parse(line, self.fields, self.brackets).label is not None

    def _goes_on(self, mood: str | None) -> bool:
        return (
            mood is not None
            and count_words(mood) >= _WRAPPED_MOOD_WORDS
            and not mood.rstrip().endswith((".", "!", "?"))
        )

    def _mood(self, line: Located, mood: str) -> None:
        """A mood belongs to the words above it, or, in a record without words yet, to those below."""
        self.out.mark(line, "label")
        if self.turn is not None and self.turn.sentiment is None:
            self.turn.sentiment = mood
            self.turn.above = not self.turn.pieces
            self.turn.open = not self.turn.pieces
            self.mood_open = self._goes_on(mood)
        else:
            self._close()
            self.mood_above = mood

    def _words(self, i: int, line: Located, blank: bool) -> None:
        bullet = _BULLET.match(line.text)
        body = line.slice(bullet.end(), len(line.text)) if bullet else line
        parsed = parse(body, self.fields, self.brackets)
        label = parsed.label.casefold() if parsed.label else None
        if label is not None and self._record(i, parsed, label, line):
            return
        if parsed.label is not None:
            self._open(parsed, line)
        elif parsed.clock is not None and not (self.turn and not self.turn.pieces):
            self._open(replace(parsed, label=self._name_line(parsed.words)), line)
        elif self.turn is not None and self._continues(blank):
            self.turn.pieces.append(parsed.words if not self.turn.pieces else located.strip(body))
            self.turn.line = parsed if len(self.turn.pieces) == 1 else self.turn.line
            if parsed.sentiment and len(self.turn.pieces) > 1:
                self.turn.pieces[-1] = parsed.words
                self.turn.sentiment = self.turn.sentiment or parsed.sentiment
            self.turn.clock = self.turn.clock or parsed.clock
        else:
            self._unlabelled(line, parsed)

    def _record(self, i: int, parsed: Line, label: str, line: Located) -> bool:
        """Lines of a record: `Speaker: Ann` above the words, `Time: 00:12`, `Quote: “…”`."""
        text = parsed.words.text
        if label in self.fields.start and parsed.words.text and (clock := parse(parsed.words, self.fields).clock):
            self._start_record()
            assert self.turn is not None
            self.turn.clock = clock
            self.out.mark(line, "label")
            return True
        if label in words("labels", "text") and self.turn is not None and not self.turn.pieces and text:
            self.turn.pieces.append(parsed.words)
            self.turn.line = parsed
            return True
        waiting = self.turn.label if self.turn and not self.turn.pieces else None
        if self.turn and waiting and waiting.casefold() == label and text:  # the name again, before the words
            self.turn.pieces.append(parsed.words)
            self.turn.line = parsed
            self.turn.sentiment = self.turn.sentiment or parsed.sentiment
            return True
        if label in self.fields.speaker and self._names_speaker(i, parsed):
            if self.turn is None or self.turn.pieces or self.turn.label:
                self._close()
                self._start_record()
            assert self.turn is not None
            self.turn.label, self.turn.clock = text, parsed.clock or self.turn.clock
            self.out.mark(line, "label")
            return True
        return False

    def _start_record(self) -> None:
        if self.turn is None or self.turn.pieces:
            self._close()
            self.turn = _Turn(Line(Located("")), sentiment=self.mood_above, above=self.mood_above is not None)
            self.mood_above = None

    def _names_speaker(self, i: int, parsed: Line) -> bool:
        """Whether `Speaker: X` is a header: X is a name, and a mood, a time, the name or words follow at once."""
        text = parsed.words.text
        if (
            not text
            or parsed.quoted
            or text.endswith((".", "!", "?", ","))
            or count_words(text) > 6
            or not name_like(text)
        ):
            return False
        for following in self.lines[i + 1 : i + 4]:
            if not following.text:
                return False
            after = parse(following, self.fields)
            if sentiment_line(following.text, self.fields) is not None:
                continue
            if after.label is None:
                return True
            known = {text.casefold(), *words("labels", "text"), *self.fields.start}
            return after.label.casefold() in known
        return False

    def _name_line(self, text: Located) -> str | None:
        """`Ann Ruiz 00:12` alone: the words are the name."""
        return text.text if text.text and name_like(text.text) and count_words(text.text) < 5 else None

    def _open(self, parsed: Line, line: Located) -> None:
        self._close()
        name_only = parsed.label is not None and parsed.words.text == parsed.label
        pieces = [parsed.words] if parsed.words.text and not name_only else []
        self.turn = _Turn(parsed, pieces, clock=parsed.clock, label=parsed.label, sentiment=parsed.sentiment)
        if self.turn.sentiment is None and self.mood_above:
            self.turn.sentiment, self.turn.above = self.mood_above, True
        self.mood_above = None
        if not pieces:
            self.out.mark(line, "label")

    def _continues(self, blank: bool) -> bool:
        """Whether unlabelled words belong to the open turn: straight below it, or inside its open quotation."""
        turn = self.turn
        if turn is None or not turn.open:
            return False
        if not turn.pieces or not blank:
            return True
        said = turn.text.text
        return turn.line.quoted and not said.endswith((".", "!", "?", "…", "”", '"'))

    def _unlabelled(self, line: Located, parsed: Line) -> None:
        self._close()
        if count_words(parsed.words.text) < MIN_WORDS:
            self.out.misfit(line, "neither a speaker nor a sentence")
            return
        mood = parsed.sentiment or self.mood_above
        self.mood_above = None
        traits = Traits("paragraph", " ".join(parsed.shape), None, parsed.clock, mood, parsed.quoted)
        self.out.add_prose(parsed.words, traits)
        self.out.mark(line, "claim")

    def _close(self) -> None:
        """The open turn becomes claims; a label without words stays a label."""
        turn, self.turn, self.mood_open = self.turn, None, False
        if turn is None or not turn.pieces:
            return
        shape = list(turn.line.shape)
        if turn.label and not any(s.startswith("speaker") for s in shape):
            shape.insert(0, "speaker-above")
        if turn.sentiment and not any(s.startswith("sentiment") for s in shape):
            shape.append("sentiment-above" if turn.above else "sentiment-below")
        text, quoted = turn.text, turn.line.quoted
        if len(turn.pieces) > 1 and quoted and text.text.endswith(("”", '"')):
            text = text.slice(0, len(text.text) - 1)
        label = turn.label.strip("*_ ") if turn.label else None
        self.out.add(text, Traits("turn", " ".join(shape), label, turn.clock, turn.sentiment, quoted))
        for piece in turn.pieces:
            self.out.mark(piece, "claim")
