"""Find where the cells of a joined table stand in the text, and the names that stand in a cell.

In: a layout and rows of tables joined from its printed pieces. Out: ranges of the text.

A joined table keeps texts and boxes, no ranges; so a cell is looked for among the printed cells of
its part by its text, the one with its box or the nearest behind the row before it. A cell cut by
the end of a page is found by its first piece.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.body_names import begins_body
from extractors.body_names import split_bodies
from extractors.word_patterns import fold_keeping_length
from models.folding import fold
from models.layout import LaidCell
from models.layout import Layout
from models.record import TableRow

__all__ = ["CellPlaces", "Named", "Range", "named_in"]

_BREAK_RE = re.compile(r"\n\s{0,5}[-+*•]?\s{0,3}|;\s{0,3}|(?:^|\s)[-+*•]\s(?=[A-ZĐÀ-Ỹ])")
_JOINT_RE = re.compile(
    r"[\s,;.(-]{0,4}(?:cơ quan |đơn vị )?phối hợp(?: thực hiện)?\s{0,2}(?:với|cùng|:)?\s{0,3}:?\s{0,3}"
)
_LEAD_RE = re.compile(r"(?:cơ quan |đơn vị )?chủ trì\s{0,2}(?:thực hiện)?\s{0,2}:\s{0,3}")
_VERB_RE = re.compile(r"\s(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|thực hiện|tham mưu)[\s,.;]{0,3}$")
# A piece of a cut cell shorter than this is no proof.
_LEAST_PIECE = 8


@dataclass(frozen=True, slots=True)
class Range:
    """A half-open range of the layout's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in a cell: its range, and whether the cell says that it only takes part."""

    start: int
    end: int
    joint: bool


class CellPlaces:
    """The printed cells of one part of a layout, to be asked row by row."""

    def __init__(self, layout: Layout, *, part: int) -> None:
        """Gather the cells with a text; cost: linear in their number."""
        self._layout = layout
        self._cells: dict[str, list[tuple[int, LaidCell]]] = {}
        for table in layout.tables:
            if table.part != part:
                continue
            for cell in table.cells:
                key = fold(layout.cut(cell))
                if key and layout.anchors_in(cell.start, cell.end):
                    self._cells.setdefault(key, []).append((table.page, cell))
        for hits in self._cells.values():
            hits.sort(key=_start_of)
        self._at = -1

    def next(self, row: TableRow, column: int) -> Range | None:
        """Return where the row's own cell stands, behind that of the row asked for before."""
        found = self._find(row, column, behind=self._at)
        if found is not None:
            self._at = found.start
        return found

    def of(self, row: TableRow, column: int) -> Range | None:
        """Return where another cell of the row last asked for stands; None for a blank one."""
        return self._find(row, column, behind=None)

    def of_text(self, text: str, page: int) -> Range | None:
        """Return where a group row's text stands, the last on `page` or before."""
        key = fold(text)
        hits = [
            cell
            for known, cells in self._cells.items()
            if len(known) >= _LEAST_PIECE and key.endswith(known)
            for at, cell in cells
            if at <= page
        ]
        best = max(hits, key=lambda cell: cell.start, default=None)
        return None if best is None else Range(best.start, best.end)

    def _find(self, row: TableRow, column: int, *, behind: int | None) -> Range | None:
        key = fold(row.cells[column])
        if not key:
            return None
        hits = self._cells.get(key) or self._first_pieces(key, row.page)
        box = row.boxes[column] if column < len(row.boxes) else None
        same = [c for _, c in hits if c.box and c.box.as_list() == box] if box else []
        cells = same or [c for _, c in _near(hits, self._at if behind is None else behind)]
        if behind is not None:
            cells = [c for c in cells if c.start > behind] or same
        best = min(cells, key=lambda c: abs(c.start - self._at), default=None)
        return None if best is None else Range(best.start, best.end)

    def _first_pieces(self, key: str, page: int) -> list[tuple[int, LaidCell]]:
        """Return the cells that hold the beginning of a text cut by a page end."""
        return [
            (at, cell)
            for known, cells in self._cells.items()
            if len(known) >= _LEAST_PIECE and key.startswith(known)
            for at, cell in cells
            if at == page
        ]


def _start_of(hit: tuple[int, LaidCell]) -> int:
    return hit[1].start


def _near(hits: list[tuple[int, LaidCell]], at: int) -> list[tuple[int, LaidCell]]:
    """Return the last cell that begins at or before a place, and the first behind it."""
    index = bisect_right(hits, at, key=_start_of)
    return hits[max(0, index - 1) : index + 1]


def named_in(text: str, cell: Range) -> Iterator[Named]:
    """Yield the names in a cell, in order: one per line or mark, lists split as in running text."""
    folded = fold_keeping_length(text)
    joint = False
    for start, end in _lines(text, cell):
        for low, high, opens in _halves(folded, start, end):
            joint = joint or opens
            for left, right in split_bodies(text, low, high):
                if re.search(r"[^\W\d_]", text[left:right]):
                    yield Named(start=left, end=right, joint=joint)


def _lines(text: str, cell: Range) -> Iterator[tuple[int, int]]:
    start = cell.start
    for mark in _BREAK_RE.finditer(text, cell.start, cell.end):
        if mark.start() > start and not _goes_on(text, mark.start(), mark.end()):
            yield start, mark.start()
            start = mark.end()
        elif mark.start() == start:
            start = mark.end()
    if start < cell.end:
        yield start, cell.end


def _goes_on(text: str, left: int, right: int) -> bool:
    """Tell whether a printed line only wraps: behind it no capital, or a name is still open.

    A dash within the line parts names only where one begins behind it: «phường Hồng Hà - Phú Lâm».
    """
    if text[left:right].strip() in ("-", "+") and "\n" not in text[left:right]:
        return not begins_body(text, right)
    if text[left] != "\n":
        return False
    before = text[:left].rstrip()[-4:]
    return text[right : right + 1].islower() or before.endswith((",", " và", "-"))


def _without_verb(folded: str, start: int, end: int) -> int:
    """Return the end without «chủ trì» behind the name."""
    verb = _VERB_RE.search(folded, start, end)
    return end if verb is None else verb.start()


def _halves(folded: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield what stands before and behind «phối hợp với», and whether it is behind."""
    lead = _LEAD_RE.match(folded, start, end)
    start = start if lead is None else lead.end()
    mark = _JOINT_RE.search(folded, start, end)
    if mark is None:
        yield start, _without_verb(folded, start, end), False
        return
    if mark.start() > start:
        yield start, _without_verb(folded, start, mark.start()), False
    yield mark.end(), end, True
