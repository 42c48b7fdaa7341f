"""Part the lines that a converter ran together: «Số: 5/UBND-VX V/v …», «PHÓ CHỦ TỊCHLê Văn An».

In: one row of a page without geometry. Out: the rows it was made of; the row itself where it is one line.

Line ends of a web page's cells get lost. Only what the form itself parts is parted: the number from the subject,
a note or a title from the name below it, one title from the next, the list's head from its first entries, and the
letterhead's left column from the title line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import form_lines as signs
from models.page import Word
from pipeline.layout.rows import Row
from pipeline.layout.rows import line_of
from pipeline.layout.signature_blocks import signs_here

__all__ = ["parted_row"]

_LONGEST = 90
_LONGEST_FOOT = 400
_LEAST_TITLE = 6
_NUMBER_AND_SUBJECT_RE = re.compile(
    r"(?P<number>S[ốoô]\s?:?\s?[^\s:][^:]{1,38}?)\s(?=V\s?/\s?v\b\s?:?\s?\S)"
)
_SIGNED_RE = re.compile(r"\(?(?:đã k[ýí]|k[ýí] tên)\)?\s?[:.]?(?:\s|$)", re.IGNORECASE)
_ENTRY_RE = re.compile(r"(?<=[:;])\s?(?=[-–]\s?[^\W\d_])")


def parted_row(row: Row, *, head: bool) -> list[Row]:
    """Return the lines of the form that the row holds, in order; `[row]` for one line.

    Args:
        row: A row without a box.
        head: Whether it stands among the first rows, where letterheads stand.
    """
    if row.box is not None or len(row.pieces) != 1 or len(row.text) > _LONGEST_FOOT:
        return [row]
    text = row.text
    cuts = (_head_cuts(text) if head else []) or _foot_cuts(text)
    return _cut(row, cuts) if cuts else [row]


def _head_cuts(text: str) -> list[int]:
    numbered = _NUMBER_AND_SUBJECT_RE.match(text)
    if numbered is not None and signs.is_number_line(numbered["number"]):
        return [numbered.end()]
    start = signs.title_start(text)
    glued = start is not None and start > 1 and text[start - 1].isalpha()
    return [start] if start is not None and glued and signs.is_capitals(text[:start]) else []


def _foot_cuts(text: str) -> list[int]:
    if signs.is_distribution_head(text[:14]):
        return [cut.end() for cut in _ENTRY_RE.finditer(text)]
    if len(text) > _LONGEST:
        return []
    note = _SIGNED_RE.match(text)
    if note is not None:
        return [note.end()] if signs.is_name(text[note.end() :]) else []
    return _title_cuts(text)


def _title_cuts(text: str) -> list[int]:
    """Return where titles end that a name, or the next title, is glued to."""
    at = next(
        (
            i
            for i in range(_LEAST_TITLE, len(text) - 1)
            if text[i - 1 : i + 1].isupper()
            and text[i - 1 : i + 1].isalpha()
            and text[i + 1].islower()
        ),
        None,
    )
    if at is None or not (signs.is_capitals(text[:at]) and signs_here(text[:at])):
        return []
    if not (signs.is_name(text[at:]) and signs.has_family_name(text[at:])):
        return []
    inner = [
        i
        for i in range(_LEAST_TITLE, at - _LEAST_TITLE)
        if text[i - 1].isalpha() and signs.plain(text[i:at]).startswith(signs.positions())
    ]
    return [*inner[:1], at]


def _cut(row: Row, cuts: Sequence[int]) -> list[Row]:
    """Return the row's words as rows that begin at the places; a word may be cut in two."""
    parts: list[list[Word]] = [[]]
    rest, offset = list(cuts), 0
    for word in row.pieces[0].words:
        text = word.text
        while rest and offset + len(text) > rest[0]:
            at = max(0, rest.pop(0) - offset)
            if text[:at]:
                parts[-1].append(replace(word, text=text[:at]))
            parts.append([])
            offset, text = offset + at, text[at:]
        if text:
            parts[-1].append(word if text == word.text else replace(word, text=text))
        offset += len(text) + 1
    gaps = (row.pieces[0].gap, *([0] * len(parts)))
    return [
        Row(pieces=(line_of([(word, None) for word in words], row.page, gap=gap),))
        for words, gap in zip(parts, gaps, strict=False)
        if words
    ]
