"""Find the block that an office sets below a paper it copies: SAO Y, TRÍCH SAO, SAO LỤC, BẢN SAO VĂN BẢN.

In: the items of a paper in page order. Out: where the copy's block begins, and its lines: the form
of the copy is a mark; its number, place, date and signer are the copying office's and are set
aside like a stamp, so that the original's values stand alone.

A block counts by two signs together: the words of the form, and a symbol of copies (SY, TrS, SL,
BS) or a second number within a few rows. It stands below the paper, never in its letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row

__all__ = ["find_copy_block", "place_copy_block"]

_COPY_SYMBOL_RE = re.compile(r"\d{0,5}\s?[/-]\s?(?:SY|TrS|TRS|SL|BS|SYBC)\b")
_NEAR = 5
_LEAST_ABOVE = 6


def find_copy_block(rows: Sequence[Row]) -> int | None:
    """Return the row with which the copy's block begins, or None when the paper is no such copy."""
    for index in range(_LEAST_ABOVE, len(rows)):
        if not any(signs.mark_kind(piece.text) == "copy" for piece in rows[index].pieces):
            continue
        near = rows[max(_LEAST_ABOVE, index - _NEAR) : index + _NEAR + 1]
        if any(_COPY_SYMBOL_RE.search(row.text[:200]) for row in near):
            return _first_row(rows, index)
    return None


def _first_row(rows: Sequence[Row], mark: int) -> int:
    """Climb to the copying office's name: capitals, rules, a number line, a title line."""
    start = mark
    for index in range(mark - 1, max(_LEAST_ABOVE, mark - _NEAR) - 1, -1):
        row = rows[index]
        if row.page != rows[mark].page or not all(_may_head(p) for p in row.pieces):
            break
        start = index
    return start


def _may_head(piece: PrintedLine) -> bool:
    text = piece.text
    if signs.is_name_in_capitals(text) or signs.is_position(text) or signs.is_authority(text):
        return False
    return (
        signs.is_ornament(text)
        or signs.is_title_line(text)
        or signs.is_place_date(text)
        or _COPY_SYMBOL_RE.search(text[:200]) is not None
        or (signs.is_capitals(text) and len(text) < 90)
    )


def place_copy_block(rows: Sequence[Row], *, part: int) -> list[Placed]:
    """Return the block's lines: the form of the copy as a mark, the rest set aside."""
    return [
        Placed(line=piece, kind=_kind(piece), part=part, opens=True)
        for row in rows
        for piece in row.pieces
    ]


def _kind(piece: PrintedLine) -> ZoneKind:
    return ZoneKind.MARK if signs.mark_kind(piece.text) == "copy" else ZoneKind.FURNITURE
