"""Markdown: headings, bullets, numbered and task lists, tables, block quotes, paragraphs (parsed by markdown-it-py)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model.inputs import DerivedDocument, Located, TextFile
from auditor.reading.documents import located
from auditor.reading.documents.builder import Builder
from auditor.reading.documents.grammar import is_part_mark, sentiment_line
from auditor.reading.documents.outline import Item, Outline, in_list
from auditor.reading.documents.prose import items as plain_items
from auditor.reading.documents.tables import add_table
from auditor.settings import FieldNames

if TYPE_CHECKING:
    from markdown_it.token import Token

FORMAT = "markdown"

_SIGNS = (
    re.compile(r"^ {0,3}#{1,6} \S", re.MULTILINE),
    re.compile(r"^ {0,3}\|?.*\|.*\n {0,3}\|?[ :]*-+[ :]*\|[ :|-]*$", re.MULTILINE),
    re.compile(r"^ {0,3}[-*+] +\S.*\n", re.MULTILINE),
    re.compile(r"\*\*[^*\n]+\*\*"),
    re.compile(r"^ {0,3}> ?\S", re.MULTILINE),
    re.compile(r"^.+\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
)
_LIST_MARK = re.compile(r"^(?:[ \t]*>)*[ \t]*(?:[-*+]|\d{1,9}[.)])?[ \t]*")
_TIME_MARK = re.compile(r"[\[(]\d{1,3}:\d{2}(?::\d{2})?[\])]")
_BOX = re.compile(r"^\[[ xX]\][ \t]+")
_LINE_LABEL = re.compile(r"^[*_]*[^\s*:：—–-][^:：\n]{0,60}(?:：|:(?=[\s*_\"“]|$))")


def recognise(file: TextFile) -> bool:
    """A heading, a table, a list, bold words or a block quote in Markdown's writing."""
    return any(sign.search(file.text + "\n") for sign in _SIGNS)


def read(file: TextFile, fields: FieldNames) -> DerivedDocument:
    """The document's bullets, rows, quotations and sentences as claims."""
    out = Builder(file, FORMAT)
    blocks = _Blocks(file, fields, out)
    blocks.read()
    return out.finish()


class _Blocks:
    """Goes through the tokens of markdown-it; runs of items go to the outline, tables to `add_table`."""

    def __init__(self, file: TextFile, fields: FieldNames, out: Builder) -> None:
        self.file, self.fields, self.out = file, fields, out
        text = file.text
        self.lines = [
            located.of_file(file, a, b)
            for a, b in zip(file.line_starts, [*file.line_starts[1:], len(text)], strict=True)
        ]
        self.lines = [line.slice(0, len(line.text.rstrip("\r\n"))) for line in self.lines]

    def read(self) -> None:
        from markdown_it import MarkdownIt

        first = self._front_matter()
        first, last = self._fence(first)
        # markdown-it ends lines at \n only, and cannot be shown NUL or a lone \r
        source = "\n".join(line.text.replace("\x00", " ") for line in self.lines[first:last])
        parser = (
            MarkdownIt("commonmark", {"maxNesting": 60})
            .enable(["table", "strikethrough"])
            .disable(["html_block", "reference"])
        )
        self.base = first
        self.items: list[Item | tuple[int, int]] = []
        depth, quote, level = 0, 0, 0
        skip_to = -1
        for token in parser.parse(source):
            if token.type == "list_item_open":
                depth += 1
            elif token.type == "list_item_close":
                depth -= 1
            elif token.type in ("blockquote_open", "blockquote_close"):
                quote += 1 if token.type.endswith("open") else -1
            elif token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "table_open" and token.map:
                self.items.append((token.map[0] + first, token.map[1] + first))
                skip_to = token.map[1]
            elif token.type in ("fence", "code_block", "hr") and token.map:
                self._block(token)
            elif token.type == "inline" and token.map and token.map[0] >= skip_to:
                self._inline(token, depth, quote, level)
                level = 0
        self._emit()

    def _emit(self) -> None:
        """Outline for everything, tables in their places."""
        outline = Outline(self.out, self.fields, [i for i in self.items if isinstance(i, Item)])
        todo, outline.items, at = outline.items, [], 0
        for item in self.items:
            if isinstance(item, Item):
                outline.items.append(todo[at])
                at += 1
            else:
                outline.run()
                outline.items = []
                add_table(self.out, self.fields, self.lines[item[0] : item[1]])
        outline.run()

    def _front_matter(self) -> int:
        """`---`, `key: value` lines, `---` at the top are metadata; the number of the first line behind them."""
        if not self.lines or self.lines[0].text.strip() != "---":
            return 0
        end = next((i for i, line in enumerate(self.lines[1:40], 1) if line.text.strip() == "---"), None)
        if end is None or not all(re.match(r"\s*(?:[\w -]+:|- |#|$)", line.text) for line in self.lines[1:end]):
            return 0
        for line in self.lines[1:end]:
            key, _, value = line.text.partition(":")
            if value.strip():
                key, value = key.strip().casefold(), value.strip()
                self.out.header[key] = value.strip("\"'")
                if in_list(key, "participants") and value.startswith("["):
                    self.out.participants += [n.strip(" \"'") for n in value.strip("[]").split(",") if n.strip(" \"'")]
        for line in self.lines[: end + 1]:
            if line.text.strip():
                self.out.mark(line, "metadata")
        return end + 1

    def _fence(self, first: int) -> tuple[int, int]:
        """A fence around the whole document, as language models like to add, is no code block."""
        full = [i for i in range(first, len(self.lines)) if self.lines[i].text.strip()]
        fence = re.compile(r"^(```+|~~~+)\w*\s*$")
        if (
            len(full) > 2
            and fence.match(self.lines[full[0]].text.strip())
            and self.lines[full[-1]].text.strip()[:3] in ("```", "~~~")
        ):
            for i in (full[0], full[-1]):
                self.out.mark(self.lines[i], "furniture")
            return full[0] + 1, full[-1]
        return first, len(self.lines)

    def _block(self, token: Token) -> None:
        assert token.map is not None
        rows = [self.lines[i + self.base] for i in range(*token.map)]
        if token.type == "hr":
            self.items += [Item("furniture", located.strip(row)) for row in rows if row.text.strip()]
        elif token.type == "code_block":  # an indented line of a summary is words, not code
            self.items += [i for row in rows for i in plain_items(row, self.fields)]
        else:
            for row in rows:
                text = located.strip(row)
                if text.text:
                    self.items.append(Item("furniture" if re.match(r"[`~]{3}", text.text) else "unreadable", text))

    def _inline(self, token: Token, depth: int, quote: int, level: int) -> None:
        """A paragraph, bullet or heading: its content's lines found again in the file."""
        assert token.map is not None
        parts: list[Located] = []
        content = token.content.split("\n")
        for n, line in enumerate(self.lines[token.map[0] + self.base : token.map[1] + self.base]):
            wanted = content[n].strip() if n < len(content) else ""
            if not wanted:
                continue
            mark = _LIST_MARK.match(line.text)
            at = line.text.find(
                wanted, (mark.end() if mark and n == 0 and depth and line.text[mark.end() :].startswith(wanted) else 0)
            )
            parts.append(line.slice(at, at + len(wanted)) if at >= 0 else located.strip(line))
        if level:
            self.items += [Item("heading", located.join(parts), level)] if parts else []
            return
        kind = "bullet" if depth else "paragraph"
        for block in self._split(parts):
            box = _BOX.match(block.text)
            text = block.slice(box.end(), len(block.text)) if box else block
            bold = re.fullmatch(r"(?P<mark>\*\*|__|\*|_)[^*_\"“]+?(?P=mark)[:：]?", text.text.strip())
            opens = re.fullmatch(r"[^:：]+[:：][*_]*", text.text.strip()) and len(text.text.split()) <= 6
            title = bold and len(text.text.split()) <= 10 and not re.search(r"[.!?][*_]*$", text.text)
            if not depth and (opens or title):
                self.items.append(Item("heading", text, 8))
            else:
                self.items.append(Item(kind, text, depth, task=box is not None, quote=quote > 0))

    def _split(self, parts: list[Located]) -> list[Located]:
        """Lines of one paragraph that begin with a label, time, sign or mood stand for themselves."""
        labelled = sum(bool(_LINE_LABEL.match(p.text)) for p in parts)
        by_label = len(parts) > 1 and labelled * 2 >= len(parts)
        groups: list[list[Located]] = []
        closed = True
        for part in parts:
            bullet = re.match(r"[•●▪◦‣]\s+", part.text)
            alone = sentiment_line(part.text, self.fields) is not None or is_part_mark(part.text)
            starts = bullet or _TIME_MARK.match(part.text) or (by_label and _LINE_LABEL.match(part.text))
            if closed or alone or starts or (by_label and part.text[0] in "([—"):
                groups.append([])
            groups[-1].append(part.slice(bullet.end(), len(part.text)) if bullet else part)
            closed = alone
        return [located.join(group) for group in groups]
