"""Repair running numbers that a scan has misread: «I.» for «1.», «L.» for «I.», «II.» for «III.».

In: rows below the heading and the number column. Out: the same rows, misread numbers put right.
Only texts read from an image are touched, only look-alike letters are exchanged, and only where
the numbers around leave one reading: items count on from the item above, groups from «I». A blank
place stays blank. Everything else is left as it was read, because a wrong number is worse than a
strange one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from extractors.table_grid import GridRow
from extractors.table_grid import Slot

__all__ = ["repair_labels", "trust_in_order"]

_ONE = "Il1L|iíìịỉÍÌỊỈ!¡"
_LABEL_RE = re.compile(rf"(?P<core>[{_ONE}VXYHOo\d]{{1,7}})(?P<end>\s?[.)]{{0,2}})")
_LONGEST_MISREAD, _LONGEST_GARBLED = 4, 6
# What a number is worth that its neighbours bear out: a misread one would not count on.
_IN_ORDER = 0.9
_SPECKS = "_|'`’‘~^"
_ITEM_RE = re.compile(rf"[{_ONE}\dOo]{{1,3}}")
_TO_DIGITS = str.maketrans(dict.fromkeys(_ONE, "1") | {"O": "0", "o": "0"})
_TO_ROMAN = str.maketrans(dict.fromkeys(_ONE, "I") | {"H": "II", "Y": "V"})
_ROMAN = tuple(
    tens + ones
    for tens in ("", "X", "XX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label that may be misread: the row's index, its letters, and what ends it."""

    index: int
    core: str
    end: str
    ocr: bool


def repair_labels(rows: Sequence[GridRow], number: int, *, groups: Sequence[bool]) -> list[GridRow]:
    """Return the rows with misread running numbers put right.

    Args:
        rows: Rows below the heading.
        number: The column of running numbers.
        groups: For each row whether it has the form of a group row (one text, the rest blank).
    """
    rows = [_without_specks(row, number) for row in rows]
    repaired: dict[int, str] = {}
    groups = [form and _opens(rows, i, number) for i, form in enumerate(groups)]
    roman = [label for i, row in enumerate(rows) if groups[i] and (label := _label(i, row, number))]
    if len(roman) > 1 and any(_is_roman(label.core) for label in roman):
        repaired |= _repair_groups(rows, roman, groups, number)
    elif len(roman) == 1 and _is_only_group(rows, roman[0], number):
        repaired[roman[0].index] = f"I{roman[0].end}"
    repaired |= _between_groups(rows, number, groups, repaired)
    repaired |= _repair_items(rows, number, groups)
    return [_with_label(row, number, repaired.get(i)) for i, row in enumerate(rows)]


def trust_in_order(rows: Sequence[GridRow], number: int) -> list[GridRow]:
    """Return the rows, a running number made sure where the numbers around bear it out.

    A single figure is what OCR is least sure of, and «3.» between «2.» and «4.» is nothing else:
    three that count on bear each other out. Figures and Roman numbers count for themselves.
    """
    made = list(rows)
    for count in (_figure_count, _roman_count):
        texts = [(i, count(row.slots[number].text)) for i, row in enumerate(rows)]
        counted = [(i, n) for i, n in texts if n]
        for three in zip(counted, counted[1:], counted[2:], strict=False):
            (_, low), (_, middle), (_, high) = three
            if low + 1 == middle == high - 1:
                for index, _ in three:
                    made[index] = _trusted(made[index], number)
    return made


def _trusted(row: GridRow, number: int) -> GridRow:
    slots = list(row.slots)
    slots[number] = replace(slots[number], sure=max(slots[number].sure, _IN_ORDER))
    return replace(row, slots=tuple(slots))


def _is_only_group(rows: Sequence[GridRow], label: _Label, number: int) -> bool:
    """Tell whether the «1» of the only row of a group's form is an «I»: an item «1» follows at once."""
    below = rows[label.index + 1].slots[number].text if label.index + 1 < len(rows) else ""
    if not label.ocr or label.core == "I" or not _value(label.core) == 1 == _value(below):
        return False
    # Groups may be numbered by figures as well.
    others = [row for i, row in enumerate(rows) if i != label.index and len(row.printed) == 2]
    return not any(_value(row.slots[number].text) == 2 for row in others)


def _is_roman(core: str) -> bool:
    """Tell whether letters are a Roman number, as they stand or, above one, misread: «H» for «II»."""
    return core in _ROMAN or core.translate(_TO_ROMAN) in _ROMAN[2:]


def _is_garbled(slot: Slot) -> bool:
    """Tell whether a scan's label is a Roman number with a letter that none has: «VINH» for «VIII»."""
    text = slot.text.rstrip(" .)")
    roman = sum(char.translate(_TO_ROMAN) in ("I", "II", "V", "X") for char in text)
    return slot.ocr and 1 < len(text) <= _LONGEST_GARBLED and 2 * roman > len(text)


def _without_specks(row: GridRow, number: int) -> GridRow:
    """Return the row, what a scan sees beside a number («22_», «I_») taken from it."""
    slot = row.slots[number]
    bare = slot.text.strip(_SPECKS) if slot.ocr else slot.text
    counts = bare.isdigit() or bare in _ROMAN[1:]
    return _with_label(row, number, bare) if bare != slot.text and counts else row


def _opens(rows: Sequence[GridRow], index: int, number: int) -> bool:
    """Tell whether a row of a group's form is a group: what follows does not count on from it.

    «1.» beside a blank cell has that form too, and is misread as «I.»: then «2.» follows. A row
    without a label is a group where its text runs over columns or the next row is a first item.
    """
    if _is_across(rows[index]):
        return True
    # Asked for every row: no further ahead is looked than to the next label.
    after = (rows[i].slots[number].text for i in range(index + 1, len(rows)))
    if not rows[index].slots[number].text:
        return _value(next(after, "")) == 1
    following = next((text for text in after if text), None)
    return following is None or _value(following) != 2 or following.startswith("II")


def _is_across(row: GridRow) -> bool:
    return row.slots[-1].column_span > 1


def _value(text: str) -> int | None:
    found = _LABEL_RE.fullmatch(text)
    read = found["core"].translate(_TO_DIGITS) if found else ""
    return int(read) if read.isdigit() else None


def _with_label(row: GridRow, number: int, text: str | None) -> GridRow:
    if text is None:
        return row
    slots = list(row.slots)
    slots[number] = replace(slots[number], text=text)
    return replace(row, slots=tuple(slots))


def _label(index: int, row: GridRow, number: int) -> _Label | None:
    slot = row.slots[number]
    found = _LABEL_RE.fullmatch(slot.text) if slot.printed else None
    return _Label(index, found["core"], found["end"], slot.ocr) if found else None


def _repair_groups(
    rows: Sequence[GridRow], roman: Sequence[_Label], groups: Sequence[bool], number: int
) -> dict[int, str]:
    """Return the group labels that must be other than read: groups count on from I."""
    by_index = {label.index: label for label in roman}
    # Groups whose label was not read count as well.
    unread = [
        groups[i]
        and i not in by_index
        and (_is_across(row) or not row.slots[number].text or _is_garbled(row.slots[number]))
        for i, row in enumerate(rows)
    ]
    before = sum(unread[: roman[0].index])
    if _ROMAN[min(before + 1, len(_ROMAN) - 1)] != roman[0].core.translate(_TO_ROMAN):
        return {}
    found: dict[int, str] = {}
    count = 0
    for index in range(len(rows)):
        label = by_index.get(index)
        if label is None and not unread[index]:
            continue
        count += 1
        if label is None or count >= len(_ROMAN):
            continue
        expected = _ROMAN[count]
        if label.ocr and label.core != expected and _looks_like(label.core, expected):
            found[index] = expected + label.end
    return found


def _between_groups(
    rows: Sequence[GridRow], number: int, groups: Sequence[bool], repaired: dict[int, str]
) -> dict[int, str]:
    """Return group labels that are no number at all and stand between two that leave one reading."""
    marks = [i for i, form in enumerate(groups) if form and rows[i].slots[number].printed]
    texts = [repaired.get(i, rows[i].slots[number].text) for i in marks]
    counts = [_roman_count(text) for text in texts]
    found: dict[int, str] = {}
    for before, at, after in zip(
        range(len(marks)), range(1, len(marks)), range(2, len(marks)), strict=False
    ):
        low, high, slot = counts[before], counts[after], rows[marks[at]].slots[number]
        misread = counts[at] is None and slot.ocr and 0 < len(slot.text) <= _LONGEST_MISREAD
        if misread and low is not None and high == low + 2:
            end = texts[before][len(_ROMAN[low]) :]
            found[marks[at]] = _ROMAN[low + 1] + end
    return found


def _figure_count(text: str) -> int | None:
    core = text.rstrip(" .)")
    return int(core) if core.isdecimal() and len(core) <= _LONGEST_MISREAD else None


def _roman_count(text: str) -> int | None:
    core = text.rstrip(" .)")
    return _ROMAN.index(core) if core and core in _ROMAN else None


def _looks_like(core: str, expected: str) -> bool:
    """Tell whether `core` may be a misread `expected`: look-alikes, or one stroke lost or won."""
    read = core.translate(_TO_ROMAN)
    if read == expected:
        return True
    strokes = read.replace("I", "") == expected.replace("I", "")
    return strokes and abs(read.count("I") - expected.count("I")) == 1


def _repair_items(rows: Sequence[GridRow], number: int, groups: Sequence[bool]) -> dict[int, str]:
    """Return the item labels that must be other than read: items count on from the item above."""
    items = [None if groups[i] else _label(i, row, number) for i, row in enumerate(rows)]
    digits = sum(label is not None and label.core.isdigit() for label in items)
    found: dict[int, str] = {}
    before = 0
    for index, label in enumerate(items):
        if groups[index]:
            before = 0
        if label is None:
            continue
        if label.core.isdigit():
            short = label.ocr and len(label.core) < len(str(before + 1))
            lost = short and _lost_figure(label.core, before + 1, items[index + 1 :])
            before = before + 1 if lost else int(label.core)
            if lost:
                found[index] = f"{before}{label.end}"
            continue
        read = label.core.translate(_TO_DIGITS) if _ITEM_RE.fullmatch(label.core) else ""
        if read != str(before + 1) or _heads_items(label.core, items[index + 1 :]):
            continue
        if label.ocr and digits and _goes_on(items[index + 1 :], before + 1):
            found[index] = read + label.end
        before += 1
    return found


def _heads_items(core: str, after: Sequence[_Label | None]) -> bool:
    """Tell whether an «I» is the first group though its row has figures: «1» follows, later «II»."""
    cores = [label.core for label in after if label is not None]
    return core == "I" and cores[:1] == ["1"] and "II" in cores


def _goes_on(after: Sequence[_Label | None], value: int) -> bool:
    """Tell whether the next item's number, if there is one, follows `value` or begins anew."""
    following = next((pair for pair in enumerate(after) if pair[1] is not None), None)
    if following is None or following[1] is None:
        return True
    at, core = following[0], following[1].core
    read = core.translate(_TO_DIGITS)
    if len(read) < len(str(value + 1)) and _lost_figure(read, value + 1, after[at + 1 :]):
        return True
    return read in (str(value + 1), "1") and core != "II"


def _lost_figure(read: str, expected: int, after: Sequence[_Label | None]) -> bool:
    """Tell whether `read` is `expected` without its first figures, and the next number follows it."""
    whole = str(expected)
    if len(read) >= len(whole) or not whole.endswith(read):
        return False
    following = next((label.core for label in after if label is not None), None)
    return following == str(expected + 1)
