"""Plain text of any shape: paragraphs, bullets with any sign, short lines as headings, quotations in running prose."""

from __future__ import annotations

import re

from auditor.model.inputs import DerivedDocument, Located, TextFile
from auditor.reading.documents import located
from auditor.reading.documents.builder import Builder
from auditor.reading.documents.data_files import words
from auditor.reading.documents.grammar import is_part_mark, parse, sentiment_line
from auditor.reading.documents.outline import Item, Outline, in_list
from auditor.reading.documents.sentences import count_words
from auditor.settings import FieldNames

FORMAT = "prose"

_BULLET = re.compile(
    r"^[ \t]*(?:[-*+•●○◦▪‣·–—][ \t]+|\d{1,3}(?:[.)]|(?:\.\d{1,3})+\.?)[ \t]+"
    r"|(?:[-*+•][ \t]*)?\[(?P<box>[ xX✓])\][ \t]+)"
)
_BOX = re.compile(r"^\[[ xX✓]\][ \t]+")
_HEADING_MARK = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+")
_ENDS = (".", "!", "?", "…", ",", ";", "。", "！", "？", "”", '"', ")")


def recognise(_file: TextFile) -> bool:
    """Every text can be read as prose."""
    return True


def read(file: TextFile, fields: FieldNames) -> DerivedDocument:
    """The text's sentences as claims."""
    out = Builder(file, FORMAT)
    Outline(out, fields, items(located.of_file(file, 0, len(file.text)), fields)).run()
    return out.finish()


def items(text: Located, fields: FieldNames) -> list[Item]:
    """The blocks of a text: lines that stand for themselves, and paragraphs of wrapped lines."""
    found: list[Item] = []
    paragraph: list[Located] = []
    lines = [located.strip(line) for line in located.lines(text)]
    in_bullet = False

    def flush() -> None:
        nonlocal in_bullet
        if paragraph:
            found.append(Item("bullet" if in_bullet else "paragraph", located.join(paragraph)))
            paragraph.clear()
        in_bullet = False

    for i, line in enumerate(lines):
        if not line.text:
            flush()
        elif not re.search(r"\w", line.text):
            flush()
            found.append(Item("furniture", line))
        elif (mark := _HEADING_MARK.match(line.text)) or _is_heading(lines, i):
            flush()
            body = line.slice(mark.end(), len(line.text)) if mark else line
            level = len(mark[0].strip()) if mark else 2
            found.append(Item("heading", body, level))
        elif bullet := _BULLET.match(line.text):
            flush()
            body = line.slice(bullet.end(), len(line.text))
            box = _BOX.match(body.text)
            body = body.slice(box.end(), len(body.text)) if box else body
            in_bullet = True
            if box or bullet["box"]:
                found.append(Item("bullet", body, task=True))
                in_bullet = False
            else:
                paragraph.append(body)
        else:
            if paragraph and _stands_alone(line, paragraph[-1], fields):
                flush()
            paragraph.append(line)
    flush()
    return found


def _is_heading(lines: list[Located], i: int) -> bool:
    """A short line without a stop, above something longer, at the beginning or after a blank line or a full stop."""
    text = lines[i].text
    numbered = re.match(r"\d{1,3}[.)][ \t]+(?=[A-Z])", text)
    if numbered and count_words(text) <= 7 and not text.endswith(_ENDS) and i + 1 < len(lines):
        words_below = lines[i + 1].text
        outer = not re.match(r"\d{1,3}[.)][ \t]", words_below)
        longer = count_words(words_below) > count_words(text)
        return bool(words_below) and outer and longer and not words_below[0].islower()
    if count_words(text) > 8 or _BULLET.match(text) or is_part_mark(text):
        return False
    if text.endswith((":", "：")) and count_words(text) <= 6:
        return i + 1 < len(lines)
    if (
        text.endswith(_ENDS[:-1])
        or re.search(r"[:：.!?]\s", text)
        or not (text[0].isupper() or not text[0].isascii() or text[0].isdigit())
    ):
        return False
    if in_list(text, "action_headings") or in_list(text, "participants") or in_list(text, "quote_headings"):
        return True
    before = lines[i - 1].text if i else ""
    after = next((line.text for line in lines[i + 1 :] if line.text), "")
    if i + 1 < len(lines) and lines[i + 1].text[:1].islower():
        return False  # a wrapped line
    loose = not before or before.endswith((".", "!", "?", "。"))
    loose = loose or (_BULLET.match(after) is not None and _is_heading(lines, i - 1))
    if not any(line.text for line in lines[:i]) and i + 1 < len(lines) and not lines[i + 1].text:
        return bool(after)  # a title
    below = [line.text for line in lines[i + 1 : i + 5] if line.text]
    if loose and len(below) > 1 and _BULLET.match(below[1]) and count_words(after) <= 8 and not after.endswith(_ENDS):
        return True  # a heading above the first heading of its sections
    return loose and bool(after) and (bool(_BULLET.match(after)) or count_words(after) > count_words(text))


def _stands_alone(line: Located, before: Located, fields: FieldNames) -> bool:
    """Whether a line begins a block of its own without a blank line above: a label, a mood, a part mark, a sentence."""
    text = line.text
    if is_part_mark(text) or is_part_mark(before.text) or sentiment_line(text, fields) is not None:
        return True
    label = parse(line, fields).label
    if label and (
        before.text.endswith(_ENDS) or in_list(label, "metadata") or label.casefold() in words("labels", "roles")
    ):
        return True
    return (
        before.text.endswith((".", "!", "?", "…", "。", "！", "？", "”", '"'))
        and len(before.text) < 60
        and text[0].isupper()
    )
