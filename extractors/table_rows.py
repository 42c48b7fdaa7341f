"""Tell group rows, items and continued items of a table apart, and give each row its groups.

In: rows of slots below the heading. Out: `TableRow`s. A group row has a Roman number or a capital
letter and its text and nothing else, or one text across the table; its level is that of the first
group row of its style (A above I, or I above A: the paper decides). A row without a number below
an item belongs to that item: its text is an indicator of its own and is never glued to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from extractors.table_columns import ColumnRole
from extractors.table_columns import column_role
from extractors.table_grid import GridRow
from extractors.table_grid import Slot
from extractors.table_header import LABEL_RE
from extractors.table_labels import repair_labels
from extractors.table_labels import trust_in_order
from models.record import RowKind
from models.record import TableRow

__all__ = ["make_rows", "number_column"]

_END = r"\s?[.)/:]{0,2}"
_GROUP_LABEL_RE = re.compile(rf"\(?([IVXLC]{{1,7}}|[A-ZĐ]){_END}")
_DIGIT_LABEL_RE = re.compile(rf"\(?(\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}){_END}")
# «I. Về kinh tế», «A - LĨNH VỰC …» in one cell across the table.
_LABELLED_TEXT_RE = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])(?:[.)]|\s?[-–:])\s")
_FIRST_LABEL_RE = re.compile(rf"\(?(?:1(?:\.1)?|01|a|-){_END}")
_COUNT_RE = re.compile(rf"\(?(\d{{1,4}}){_END}")
_LONGEST_GROUP = 300
_LONGEST_LABEL = 12
_NOTE_WORDS = ("ghi chú", "lưu ý", "chú thích", "tổng", "cộng")


class _Style(StrEnum):
    ROMAN = "roman"
    LETTER = "letter"
    DIGIT = "digit"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class _Group:
    style: _Style
    label: str
    heading: str


def number_column(columns: Sequence[str], rows: Sequence[GridRow]) -> int | None:
    """Return the column of running numbers, or None when the table has none.

    By its heading, otherwise the first column when more than half of its texts are numbers.
    """
    for index, heading in enumerate(columns[:2]):
        if column_role(heading) is ColumnRole.NUMBER:
            return index
    texts = [row.slots[0].text for row in rows if row.slots[0].printed and row.slots[0].text]
    labels = sum(bool(LABEL_RE.fullmatch(text)) for text in texts)
    return 0 if labels and 2 * labels > len(texts) else None


def make_rows(columns: Sequence[str], rows: Sequence[GridRow]) -> list[TableRow]:
    """Return the rows of a table with their kind and the groups that they stand in.

    Args:
        columns: Headings.
        rows: Rows below the heading, joined over page breaks, one slot per column.
    """
    number = number_column(columns, rows)
    if number is not None:
        has_form = [
            _has_group_form(row, number) or _is_misread_first(row, below, number)
            for row, below in zip_longest(rows, rows[1:])
        ]
        rows = trust_in_order(repair_labels(rows, number, groups=has_form), number)
    groups = _find_groups(rows, number)
    numbered = number is not None and any(
        _is_label(row.slots[number]) for i, row in enumerate(rows) if groups[i] is None
    )
    unread = _unread_numbers(rows, groups, number)
    made: list[TableRow] = []
    path: list[_Group] = []
    after_item = False
    for index, (row, group) in enumerate(zip(rows, groups, strict=True)):
        if group is not None:
            path = _above(path, group)
            made.append(_table_row(row, RowKind.SECTION, path))
            path = [*path, group]
            after_item = False
            continue
        lacks = numbered and number is not None and not _is_own(row.slots[number])
        belongs = lacks and after_item and index not in unread
        made.append(_table_row(row, RowKind.CONTINUATION if belongs else RowKind.ITEM, path))
        after_item = True
    return made


def _unread_numbers(
    rows: Sequence[GridRow], groups: Sequence[_Group | None], number: int | None
) -> set[int]:
    """Return the rows whose number is printed and was not read, by the numbers around them.

    Rows without a number are items of their own when there are just as many as numbers are
    missing between the row above and the row below (3, blank, blank, 6).
    """
    found: set[int] = set()
    before = 0
    run: list[int] = []
    for index, (row, group) in enumerate(zip(rows, groups, strict=True)):
        if group is not None or number is None:
            before, run = 0, []
        elif not _is_own(row.slots[number]):
            run.append(index)
        elif counted := _COUNT_RE.fullmatch(row.slots[number].text):
            if run and int(counted.group(1)) - before - 1 == len(run):
                found.update(run)
            before, run = int(counted.group(1)), []
    return found


def _table_row(row: GridRow, kind: RowKind, path: Sequence[_Group]) -> TableRow:
    boxes = [slot.box.as_list() if slot.box is not None else None for slot in row.slots]
    return TableRow(
        page=row.pages[0],
        kind=kind,
        section=[group.heading for group in path],
        cells=[slot.text for slot in row.slots],
        inherited=[slot.inherited for slot in row.slots],
        boxes=boxes if any(box is not None for box in boxes) else [],
        confidences=(
            [round(slot.sure, 3) for slot in row.slots] if any(s.ocr for s in row.slots) else []
        ),
        pages=list(row.pages) if len(row.pages) > 1 else [],
    )


def _is_label(slot: Slot) -> bool:
    return slot.printed and LABEL_RE.fullmatch(slot.text) is not None


def _find_groups(rows: Sequence[GridRow], number: int | None) -> list[_Group | None]:
    groups: list[_Group | None] = []
    seen: list[_Group] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        group = _group_of(row, below, number, seen)
        if group is not None:
            seen.append(group)
        groups.append(group)
    if all(group is not None for group in groups):
        return [None] * len(groups)
    return groups


def _group_of(
    row: GridRow, below: GridRow | None, number: int | None, seen: Sequence[_Group]
) -> _Group | None:
    texts = row.printed
    if not texts or below is None or len(texts[-1]) > _LONGEST_GROUP:
        return None
    label = row.slots[number if number is not None else 0].text
    if _is_across(row, number):
        return _across_group(texts, below, number, seen)
    if not label:
        return _unlabelled_group(row, below, number, seen)
    found = _GROUP_LABEL_RE.fullmatch(label) if len(label) <= _LONGEST_LABEL else None
    if found is None or len(texts) < 2 or texts[0] != label:
        return None
    if len(texts) > 2 and not _opens_numbers(below, number):
        return None
    return _Group(_style(found.group(1), seen), found.group(1), f"{label} {texts[1]}")


def _has_group_form(row: GridRow, number: int) -> bool:
    """Tell whether the row has one text beside its number and nothing else."""
    texts = [slot.text for i, slot in enumerate(row.slots) if i != number and _is_own(slot)]
    label = row.slots[number]
    # A scan makes «1» of the label «I» of a group whose name runs over the columns.
    one = label.ocr and row.slots[-1].column_span > 1 and label.text.strip(" .)") == "1"
    bare = one or not label.text or not _DIGIT_LABEL_RE.fullmatch(label.text)
    return len(texts) == 1 and bare and len(texts[0]) <= _LONGEST_GROUP


def _is_misread_first(row: GridRow, below: GridRow | None, number: int) -> bool:
    """Tell whether a scan's row «1» with one text only is a group «I»: a first item follows it."""
    texts = [slot for i, slot in enumerate(row.slots) if i != number and _is_own(slot)]
    label = row.slots[number]
    return (
        label.ocr
        and label.text.strip(" .)") == "1"
        and len(texts) == 1
        and below is not None
        and below.slots[number].text.strip(" .)") == "1"
        and len(below.printed) > len(row.printed)
    )


def _is_own(slot: Slot) -> bool:
    return slot.printed and bool(slot.text)


def _unlabelled_group(
    row: GridRow, below: GridRow, number: int | None, seen: Sequence[_Group]
) -> _Group | None:
    """Return the group of a row whose label was not read: among labelled groups, above a first item."""
    if number is None or row.slots[number].text or not seen or not _opens_numbers(below, number):
        return None
    if not _has_group_form(row, number):
        return None
    return _Group(seen[-1].style, "", row.printed[0])


def _across_group(
    texts: Sequence[str], below: GridRow, number: int | None, seen: Sequence[_Group]
) -> _Group | None:
    """Return the group of a row whose text runs across all columns behind the number."""
    text = texts[-1]
    if text.lower().startswith(_NOTE_WORDS):
        return None
    heading = " ".join(texts)
    label = texts[0] if len(texts) == 2 else ""
    if found := _GROUP_LABEL_RE.fullmatch(label) or _LABELLED_TEXT_RE.match(text):
        return _Group(_style(found.group(1), seen), found.group(1), heading)
    if digit := _DIGIT_LABEL_RE.fullmatch(label):
        deeper = _label_of(below, number).startswith((f"{digit.group(1)}.", "a", "-", "+"))
        return _Group(_Style.DIGIT, digit.group(1), heading) if deeper else None
    return None if label or text.endswith((".", ";")) else _Group(_Style.PLAIN, "", heading)


def _is_across(row: GridRow, number: int | None) -> bool:
    """Tell whether one cell covers all columns, or all of several behind the number."""
    wide = len(row.slots)
    last = row.slots[-1]
    if not last.text or last.below or last.column_span < 2:
        return False
    if last.column_span >= wide:
        return True
    behind = wide - 1 - (number if number is not None else 0)
    return behind >= 2 and last.column_span >= behind and number is not None


def _label_of(row: GridRow, number: int | None) -> str:
    return row.slots[number if number is not None else 0].text


def _opens_numbers(below: GridRow, number: int | None) -> bool:
    return _FIRST_LABEL_RE.fullmatch(_label_of(below, number)) is not None


def _style(label: str, seen: Sequence[_Group]) -> _Style:
    """Tell a letter from a Roman number: I, V, X, C are both; what went before decides.

    Letters run on from A. One that does not, among Roman groups, is a Roman number that a scan
    has misread («H» for «II»).
    """
    if len(label) > 1:
        return _Style.ROMAN
    letters = [group.label for group in seen if group.style is _Style.LETTER]
    if label == "A" or chr(ord(label) - 1) in letters:
        return _Style.LETTER
    among_roman = any(group.style is _Style.ROMAN for group in seen) and not letters
    return _Style.ROMAN if label in "IVX" or among_roman else _Style.LETTER


def _above(path: Sequence[_Group], group: _Group) -> list[_Group]:
    """Return the groups above a new one: those before the first of its own style."""
    for index, open_group in enumerate(path):
        if open_group.style is group.style:
            return list(path[:index])
    return list(path)
