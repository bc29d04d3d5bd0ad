"""A scraped podcast page: people, topics, key insights and chapters above the page's own transcript.

The transcript is a source and read elsewhere; its lines are accounted for here as `transcript`.
"""

from __future__ import annotations

import re

from auditor.model.inputs import DerivedDocument, Located, TextFile
from auditor.reading.documents import located
from auditor.reading.documents.builder import Builder, Traits
from auditor.reading.documents.data_files import table
from auditor.reading.documents.sentences import count_words
from auditor.settings import FieldNames

FORMAT = "podcast-page"

_SECTIONS = ("people", "topics", "insights", "chapters", "summary")
_BULLET = re.compile(r"^[•●▪*·–-]\s+")


def _section(text: str) -> str | None:
    name = text.strip().rstrip(":").casefold()
    return next((s for s in (*_SECTIONS, "transcript") if name in table("podcast")[s]), None)


def recognise(file: TextFile) -> bool:
    """A line that opens the transcript, and at least two of the other sections as lines of their own above it."""
    seen: list[str] = []
    for line in file.text[:60_000].splitlines():
        section = _section(line)
        if section == "transcript":
            return len(set(seen)) >= 2
        if section:
            seen.append(section)
    return False


def read(file: TextFile, _fields: FieldNames) -> DerivedDocument:
    """What the page tells about the recording, as claims; names of the People section as participants."""
    return _Page(file).read()


class _Page:
    def __init__(self, file: TextFile) -> None:
        self.out = Builder(file, FORMAT)
        self.lines = [located.strip(x) for x in located.lines(located.of_file(file, 0, len(file.text)))]
        self.furniture = [re.compile(p, re.IGNORECASE) for p in table("podcast")["furniture"]]

    def read(self) -> DerivedDocument:
        section: str | None = None
        body: list[Located] = []
        for line in self.lines:
            if not line.text:
                continue
            new = _section(line.text) if section != "transcript" else None
            if section == "transcript":
                self.out.mark(line, "transcript")
            elif new:
                self._section(section, body)
                section, body = new, []
                self.out.heading = line.text.rstrip(":")
                self.out.mark(line, "heading")
            elif any(p.search(line.text) for p in self.furniture):
                self.out.mark(line, "furniture")
            else:
                body.append(line)
        if section != "transcript":
            self._section(section, body)
        return self.out.finish()

    def _section(self, section: str | None, body: list[Located]) -> None:
        if section is None:
            self._head(body)
        elif section == "people":
            for line in body:
                if len(line.text) > 1:
                    self.out.participants.append(line.text)
                self.out.mark(line, "metadata")
        elif section == "topics":
            for line in body:
                self._topics(line)
        elif section == "insights":
            self._insights(body)
        else:
            for line in body:
                bullet = _BULLET.match(line.text)
                text = line.slice(bullet.end(), len(line.text)) if bullet else line
                self.out.add_prose(text, Traits("bullet" if bullet else "paragraph", section))

    def _head(self, body: list[Located]) -> None:
        """Title, date and name of the podcast: the lines above the first section."""
        date = re.compile(table("podcast")["date"])
        for line in body:
            key = "date" if date.match(line.text) else "title" if "title" not in self.out.header else "podcast"
            self.out.header.setdefault(key, line.text)
            self.out.mark(line, "metadata")

    def _topics(self, line: Located) -> None:
        """`Name:…` for each person, several on a line."""
        names = "|".join(re.escape(n) for n in sorted(self.out.participants, key=len, reverse=True))
        starts = list(re.finditer(rf"(?:(?<=\s)|^)(?P<name>{names})\s*[:：]\s*", line.text)) if names else []
        if not starts:
            starts = list(re.finditer(r"^(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s*[:：]\s*", line.text))
        if not starts or starts[0].start():
            stop = starts[0].start() if starts else len(line.text)
            self.out.add_prose(line.slice(0, stop), Traits("paragraph", "topics"))
        for i, match in enumerate(starts):
            stop = starts[i + 1].start() if i + 1 < len(starts) else len(line.text)
            self.out.add(line.slice(match.end(), stop), Traits("turn", "topics", match["name"]))

    def _insights(self, body: list[Located]) -> None:
        """A question is the label of the answer below it."""
        section = self.out.heading
        for i, line in enumerate(body):
            question = line.text.endswith(("?", "？")) and i + 1 < len(body)
            if question:
                self.out.heading = line.text
                self.out.mark(line, "label")
            elif count_words(line.text):
                self.out.add_prose(line, Traits("paragraph", "insights"))
        self.out.heading = section
