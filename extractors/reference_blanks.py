"""Take back what OCR guessed of handwriting in the reference line of an appendix.

In: a reference line as read, and the layout. Out: the same line; its number or its day is None where
the paper's own were filled in by hand and the two differ in these figures alone, or the own is
unread. The letterhead's blanks are read by a reader of handwriting and put to a vote, the line's are
not: where an office writes the one by hand it writes the other so. The line is then in doubt.

A text layer is as printed, and so is a line whose symbol, month or year differs: that is a
contradiction for a person to look at (`extractors.checks`), no misread figure.

Grounds: 05-HD/VPTW I and 30/2020/NĐ-CP phụ lục I: the line repeats the document's number and day.
"""

from __future__ import annotations

from extractors.place_date import find_issued_on
from extractors.reference_number import find_reference_number
from extractors.symbols import find_symbols
from models.folding import fold
from models.layout import Layout
from models.record import AppendixReference
from models.values import Value

__all__ = ["without_guesses"]

_BY_HAND = "handwriting"
# A line with a guess in it is in doubt, whatever its reader says.
_GUESSED = 0.5
_MONTH = len("YYYY-MM")


def without_guesses(layout: Layout, line: AppendixReference) -> AppendixReference:
    """Return the reference line with what nobody can be sure of set to None."""
    if not layout.locate(*line.span).ocr:
        return line
    changes: dict[str, object] = {}
    if line.reference_number is not None and _is_guessed_number(layout, line.reference_number):
        changes["reference_number"] = None
    if line.issued_on is not None and _is_guessed_day(layout, line.issued_on):
        changes["issued_on"] = None
    if not changes:
        return line
    changes["confidence"] = round(line.confidence * _GUESSED, 3)
    return line.model_copy(update=changes)


def _by_hand(own: Value) -> bool:
    return own.value is None or _BY_HAND in own.repairs


def _is_guessed_number(layout: Layout, said: str) -> bool:
    """Tell whether the line's figures are not the document's own, and the rest of the symbol is."""
    own = find_reference_number(layout)
    if own is None or own.symbol is None or not _by_hand(own):
        return False
    found = find_symbols(said)
    if not found or fold(found[0].symbol) != fold(own.symbol):
        return False
    return own.number is None or found[0].number.lstrip("0") != own.number.lstrip("0")


def _is_guessed_day(layout: Layout, said: str) -> bool:
    """Tell whether the line's day is not the document's own, and month and year are."""
    own = find_issued_on(layout)
    if own is None or not _by_hand(own):
        return False
    month = own.value[:_MONTH] if own.value is not None else own.partial
    return said != own.value and (month is None or said.startswith(month))
