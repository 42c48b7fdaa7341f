"""Find the rows that make a table's heading, and join them into one text per column.

In: rows of slots. Out: how many rows are heading, and the headings. A heading is told by what it
says (STT, Nội dung, Cơ quan chủ trì …) and, where the words are not known, by its form: every
cell filled, short, no sentence, no number. Merged cells tell how many rows it has; a row that
numbers the columns ((1) (2) (3); A B 1 2) belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz

from extractors.table_columns import LEVEL_MARK
from extractors.table_columns import ColumnRole
from extractors.table_columns import column_role
from extractors.table_grid import GridRow
from models.folding import strip_accents

__all__ = ["LABEL_RE", "Certainty", "Header", "find_header", "is_number_row", "repeats"]

# What stands in a number column: 1, 1., 1.2, 01, I., A, a), (1), -, +.
LABEL_RE = re.compile(
    r"\(?(?:[IVXLC]{1,7}|\d{1,4}(?:\.\d{1,3}){0,4}|[A-ZĐa-zđ])\s?[.)/:]{0,2}|[-–—+*•]"
)
_MARKER_RE = re.compile(r"\(?\s?(?:\d{1,2}|[A-ZĐ]|[a-zđ])\s?\)?(?:\s?=\s?[\d()+\-x*/:=\s]{1,30})?")
_MOST_ROWS = 3
_LONGEST_CELL = 90
# What a scan makes of specks and rules beside a heading.
_SPECKS = " -–—_|`'^*~.,;:"
# A row of so many cells, most of which are the number of their column, counts the columns.
_MANY_COLUMNS, _MOSTLY, _MOST_MARK = 6, 0.7, 3
# In a scan: so many marks in brackets, so many of them right, none longer.
_LEAST_BRACKETS, _LEAST_RIGHT, _LONGEST_BRACKET = 3, 2, 4
# «(3)=(4)+(5)», whose small brackets and signs a scan misreads.
_SUM_RE = re.compile(r"\(?(\d{1,2})\)?\s?=.{1,30}")
# Letters lost by a scan; two different headings of one document differ by far more.
_SAME = 85.0


class Certainty(Enum):
    """How a heading was told: by its words, by its form, or there is none."""

    WORDS = 1.0
    FORM = 0.9
    NONE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A table's heading: how many rows it takes, one text per column, and how it was told."""

    rows: int
    columns: tuple[str, ...]
    certainty: Certainty


def find_header(rows: Sequence[GridRow]) -> Header:
    """Return the heading of a table whose first rows are `rows`; zero rows when it has none.

    A row that only numbers the columns, at the head of a continued table, counts as heading.
    """
    wide = len(rows[0].slots) if rows else 0
    if not rows:
        return Header(rows=0, columns=(), certainty=Certainty.NONE)
    if is_number_row(rows[0]):
        return Header(rows=1, columns=("",) * wide, certainty=Certainty.FORM)
    caption = 1 if _is_caption(rows) else 0
    certainty = _certainty(rows[caption])
    if certainty is Certainty.NONE:
        return Header(rows=0, columns=("",) * wide, certainty=certainty)
    height = caption + _height(rows[caption:])
    columns = _join(rows[caption:height], wide)
    if height < len(rows) and is_number_row(rows[height]):
        height += 1
    return Header(rows=height, columns=columns, certainty=certainty)


def is_number_row(row: GridRow) -> bool:
    """Tell whether the row numbers the columns: (1) (2) (3), or A B 1 2, at least three cells.

    The column of running numbers or the last one may go without; of many a scan may misread some.
    """
    texts = row.printed
    if _counts_columns(row) or _counts_badly_read(row):
        return True
    blank = [i for i, slot in enumerate(row.slots) if slot.printed and not slot.text]
    if len(texts) < 3 or not all(_MARKER_RE.fullmatch(text) for text in texts):
        return False
    if len(blank) > 1 or any(0 < index < len(row.slots) - 1 for index in blank):
        return False
    numbers = [int(found.group()) for text in texts if (found := re.search(r"\d{1,2}", text))]
    letters = [ord(text.strip("() ").lower()) for text in texts if not re.search(r"\d", text)]
    return _rises(numbers, 1) and _rises(letters, ord("a"))


def _counts_columns(row: GridRow) -> bool:
    """Tell whether most cells of a wide row hold nothing but the number of their column."""
    printed = [slot for slot in row.slots if slot.printed]
    short = [slot for slot in printed if len(slot.text.strip("() ")) <= _MOST_MARK]
    if len(printed) < _MANY_COLUMNS or len(short) < len(printed):
        return False
    counted = sum(slot.text.strip("() ") == str(at) for at, slot in enumerate(printed, start=1))
    return counted >= _MOSTLY * len(printed)


def _counts_badly_read(row: GridRow) -> bool:
    """Tell whether a scan's row counts the columns: marks in brackets, some of them the right number."""
    printed = [slot for slot in row.slots if slot.printed]
    filled = [(at, slot) for at, slot in enumerate(printed, start=1) if slot.text]
    if len(filled) < _LEAST_BRACKETS or 3 * len(filled) < 2 * len(printed):
        return False
    right = sum(slot.text.strip("() ") == str(at) for at, slot in filled)
    return right >= _LEAST_RIGHT and all(
        slot.ocr and _is_bracketed(slot.text, at) for at, slot in filled
    )


def _is_bracketed(text: str, at: int) -> bool:
    """Tell whether `text` may be the misread number of column `at`, alone or with its sum."""
    if found := _SUM_RE.fullmatch(text):
        return found.group(1) == str(at)
    return len(text) <= _LONGEST_BRACKET and (any(c in "()" for c in text) or text == str(at))


def _rises(values: Sequence[int], first: int) -> bool:
    return list(values) == list(range(first, first + len(values)))


def repeats(first: Sequence[GridRow], again: Sequence[GridRow]) -> bool:
    """Tell whether `again` prints the heading `first` once more, some letters lost by a scan."""
    before, after = _words(first), _words(again)
    if not before or not after:
        return False
    return fuzz.ratio(before, after) >= _SAME


def _words(rows: Sequence[GridRow]) -> str:
    return strip_accents(" ".join(text for row in rows for text in row.printed))[:2_000]


def _is_caption(rows: Sequence[GridRow]) -> bool:
    """Tell whether the first row is one cell across the table (a unit, a table's name)."""
    first = rows[0]
    across = first.slots[0].column_span >= len(first.slots) > 1
    return across and len(rows) > 1 and _certainty(rows[1]) is Certainty.WORDS


def _certainty(row: GridRow) -> Certainty:
    texts = row.printed
    if len(texts) < 2 or any(len(text) > 2 * _LONGEST_CELL for text in texts):
        return Certainty.NONE
    if any(slot.row_span > _MOST_ROWS for slot in row.slots):
        return Certainty.NONE
    first = row.slots[0].text
    roles = [column_role(text) for text in texts]
    known = sum(role is not None for role in roles)
    if ColumnRole.NUMBER in roles[:2] or (known >= 2 and 2 * known >= len(texts)):
        return Certainty.WORDS
    if LABEL_RE.fullmatch(first) or not all(slot.text for slot in row.slots):
        return Certainty.NONE
    return Certainty.FORM if all(map(_is_heading_like, texts)) else Certainty.NONE


def _is_heading_like(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        len(text) <= _LONGEST_CELL
        and len(letters) * 2 >= len(text.replace(" ", ""))
        and letters[0].isupper()
        and text[-1] not in ".;:,"
    )


def _height(rows: Sequence[GridRow]) -> int:
    """Return how many rows the heading takes, by its merged cells."""
    first = rows[0]
    height = _tallest(rows)
    split = any(slot.column_span > 1 for slot in first.slots)
    if height == 1 and split and len(rows) > 1 and _is_lower_level(first, rows[1]):
        height = 2
    if height == 2 and len(rows) > 2 and _is_third_level(rows[1], rows[2]):
        height = 3
    return min(height, len(rows), _MOST_ROWS)


def _tallest(rows: Sequence[GridRow]) -> int:
    """Return the most rows that a cell of the first row covers, a lost line below «STT» put aside.

    A narrow column's short rule is the first that a scan loses: where the number column alone runs on
    and all others begin anew, the heading ends with these.
    """
    spans = [slot.row_span for slot in rows[0].slots]
    others = max(spans[1:], default=1)
    number = column_role(rows[0].slots[0].text) is ColumnRole.NUMBER
    if not number or spans[0] <= others or others >= len(rows):
        return max(spans)
    anew = [slot for slot in rows[others].slots[1:] if slot.text and not slot.below]
    return others if 2 * len(anew) >= len(spans) - 1 else spans[0]


def _is_lower_level(upper: GridRow, lower: GridRow) -> bool:
    """Tell whether `lower` only fills the columns below the merged cells of `upper`."""
    filled = [i for i, slot in enumerate(lower.slots) if slot.text and not slot.below]
    below_merged = all(upper.slots[i].column_span > 1 for i in filled)
    return bool(filled) and below_merged and not lower.slots[0].text


def _is_third_level(upper: GridRow, lower: GridRow) -> bool:
    split = any(s.column_span > 1 and s.printed for s in upper.slots)
    return split and _is_lower_level(upper, lower)


def _join(rows: Sequence[GridRow], wide: int) -> tuple[str, ...]:
    columns: list[str] = []
    for column in range(wide):
        levels: list[str] = []
        for row in rows:
            slot = row.slots[column]
            text = slot.text.strip(_SPECKS) if slot.ocr else slot.text
            if text and (not levels or levels[-1] != text):
                levels.append(text)
        columns.append(LEVEL_MARK.join(levels))
    return tuple(columns)
