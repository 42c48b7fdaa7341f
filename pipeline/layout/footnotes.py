"""Find the footnotes at the foot of a page, and where each of them begins.

In: the pages, their rows, and what is already known to be furniture. Out: for every row of a note
whether it opens one. A note stands under a short rule that begins at the margin, in smaller letters
than the text, and opens with its number; what a note leaves over goes on under the next page's rule.

A scan shows the small raised number as any sign («'Nghị quyết», «?Luật»), and its sizes tremble:
there the middle size of the rows below the rule must be smaller, and a sign may stand for the number.
A Word file names its notes itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from models.geometry import Box
from models.layout import ZoneKind
from models.page import Page
from models.page import PageSource
from pipeline.layout.rows import Row

__all__ = ["find_footnotes"]

# The rule: below the upper third of the page, of a length that no underline of a heading and no full line has.
_LEAST_HEIGHT_SHARE = 0.3
_SHORTEST, _LONGEST_SHARE = 80.0, 0.45
_MARGIN_REACH = 24.0
# So many rows above the rule tell the size of the page's text; long notes may outnumber the rest.
_ENOUGH_ROWS = 3
_SMALLER, _SMALLER_SCAN = 0.92, 0.88
# A row that ends so far before the right edge of its note, as a share of the note's width, was not full.
_NOT_FULL = 0.08
_LABEL_RE = re.compile(
    r"[\[(]?(?P<number>\d{1,3}|[¹²³⁴-⁹⁰]{1,3}|\*{1,3})[\])]?\.?\s?(?=[A-ZÀ-ỸĐ“\"«(]|\d)"
)
_OPENING_RE = re.compile(r"[\[(*]?[\d¹²³⁴-⁹⁰*]{1,3}[\])]?\.?\s?\S")
# What the engine makes of a raised number.
_MISREAD_RE = re.compile(r"[^\w\s\-–—+]{1,2}\s?[A-ZÀ-ỸĐ]|[lIi!|]\s[A-ZÀ-ỸĐ]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ENDS = (".", "!", "?", ".)", ".”")


def find_footnotes(
    pages: Sequence[Page], rows: Sequence[Sequence[Row]], kinds: Sequence[Sequence[ZoneKind | None]]
) -> list[dict[int, bool]]:
    """Return for every page the rows of its notes by index: True where a note opens.

    Args:
        pages: The pages.
        rows: The rows of every page, from top to bottom.
        kinds: What is known of the rows; only those without a kind can be notes.
    """
    usual = _usual([row for page_rows in rows for row in page_rows])
    found: list[dict[int, bool]] = []
    last = 0
    open_end = False
    for page, page_rows, page_kinds in zip(pages, rows, kinds, strict=True):
        if page.footnotes:
            found.append(_named(page, page_rows, page_kinds))
            continue
        free = [i for i, kind in enumerate(page_kinds) if kind is None]
        own = _below_rule(page, page_rows, free, usual, goes_on=open_end) if usual else []
        below = [page_rows[i] for i in own]
        notes, last = _openings(below, last, scan=_is_scan(page), goes_on=open_end)
        found.append(dict(zip(own, notes, strict=True)))
        open_end = bool(own) and not _ends(page_rows[own[-1]])
    return found


def _named(page: Page, rows: Sequence[Row], kinds: Sequence[ZoneKind | None]) -> dict[int, bool]:
    """Return the rows that the source itself names as notes."""
    opens = {
        line: line == first for first, last in page.footnotes for line in range(first, last + 1)
    }
    own = {i: row.pieces[0].words[0].line for i, row in enumerate(rows) if kinds[i] is None}
    return {i: opens[line] for i, line in own.items() if line in opens}


def _usual(rows: Sequence[Row]) -> float:
    """Return the middle size of the letters in rows, 0 where no size is known."""
    sizes = [piece.size_pt for row in rows for piece in row.pieces if piece.size_pt]
    return median(sizes) if sizes else 0.0


def _is_scan(page: Page) -> bool:
    return page.source is PageSource.OCR


def _below_rule(
    page: Page, rows: Sequence[Row], free: Sequence[int], usual: float, *, goes_on: bool
) -> list[int]:
    """Return the rows under the page's note rule, none without one."""
    left = min((box.x0 for i in free if (box := rows[i].box) is not None), default=0.0)
    for rule in _note_rules(page, left, full=goes_on):
        below = [i for i in free if (box := rows[i].box) is not None and box.y0 >= rule.y0 - 3]
        above = [rows[i] for i in free if i not in below]
        text = _usual(above) if len(above) >= _ENOUGH_ROWS else usual
        if not below or not _are_small(page, [rows[i] for i in below], text):
            continue
        first = rows[below[0]].text
        misread = _is_scan(page) and _MISREAD_RE.match(first) is not None
        if goes_on or misread or _OPENING_RE.match(first) is not None:
            return below
    return []


def _note_rules(page: Page, left: float, *, full: bool) -> list[Box]:
    """Return the rules that may part notes from text; a note that goes on may have a full line above."""
    longest = page.width_pt if full else _LONGEST_SHARE * page.width_pt
    return [
        rule.box
        for rule in page.rules
        if rule.horizontal
        and rule.box.y0 > _LEAST_HEIGHT_SHARE * page.height_pt
        and _SHORTEST < rule.box.width < longest
        and abs(rule.box.x0 - left) < _MARGIN_REACH
    ]


def _are_small(page: Page, rows: Sequence[Row], usual: float) -> bool:
    sizes = [piece.size_pt or usual for row in rows for piece in row.pieces]
    if _is_scan(page):
        return median(sizes) <= _SMALLER_SCAN * usual
    return max(sizes) <= _SMALLER * usual


def _openings(
    rows: Sequence[Row], last: int, *, scan: bool, goes_on: bool
) -> tuple[list[bool], int]:
    """Return which rows open a note, and the number of the last note."""
    if not rows:
        return [], last
    right = max((row.box.x1 for row in rows if row.box is not None), default=0.0)
    left = min((row.box.x0 for row in rows if row.box is not None), default=0.0)
    first = _number(rows[0])
    opens = [not goes_on or first in {0, last + 1}]
    last = first if first and opens[0] else last
    for before, row in pairwise(rows):
        number = _number(row)
        short = before.box is not None and before.box.x1 < right - _NOT_FULL * (right - left)
        signed = scan and _MISREAD_RE.match(row.text) is not None
        follows = number is not None and number in {0, 1, last + 1}
        opens.append(follows or (_ends(before) and (short or signed)))
        last = number if number and follows else last
    return opens, last


def _number(row: Row) -> int | None:
    """Return the number that the row opens with, 0 for a star, None without one."""
    match = _LABEL_RE.match(row.text)
    if match is None:
        return None
    figures = match["number"].translate(_RAISED)
    return int(figures) if figures.isdigit() else 0


def _ends(row: Row) -> bool:
    return row.text.rstrip().endswith(_ENDS)
