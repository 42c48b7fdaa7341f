"""Join the pieces of tables over page breaks and make `Table`s of them.

In: laid tables in reading order. Out: `Table`s with their heading, rows with kind and groups, and
the reason of every join. Two neighbouring pieces are joined when they stand on consecutive pages,
their column edges agree, nothing else is printed between them or their numbers run on, and the
second has the first one's heading again or none. Column edges come first, because equal column
counts alone join tables that have nothing to do with each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from extractors.table_grid import BLANK
from extractors.table_grid import GridRow
from extractors.table_grid import Piece
from extractors.table_grid import Slot
from extractors.table_grid import make_piece
from extractors.table_grid import spread
from extractors.table_header import Certainty
from extractors.table_header import Header
from extractors.table_header import find_header
from extractors.table_header import is_number_row
from extractors.table_header import repeats
from extractors.table_rows import make_rows
from models.geometry import Box
from models.layout import Anchor
from models.layout import LaidTable
from models.layout import Layout
from models.layout import ZoneKind
from models.record import Table

__all__ = ["join_tables"]

# A column edge may move this far from page to page: points, or share of the table's width (a
# scan's pages are turned and scaled apart; half a degree moves an edge by 1 % of the height).
_SHIFT_PT, _SHIFT_SHARE = 6.0, 0.02
# Widths of two pieces of one table differ less than this share.
_WIDTH_SHARE = 0.05
# A row of fewer rows than this, heading included, is a layout help and no data.
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_LAST_NUMBER_RE = re.compile(r"\(?(?:\d{1,3}\.){0,3}(\d{1,4})\s?[.)/:]{0,2}")
_PAGE_NUMBER_RE = re.compile(r"[-–—]?\s?\d{1,3}\s?[-–—]?")
_END_MARKS = (".", ";", ":", "!", "?")
# Numbered rows that show that every row of a table has a number.
_LEAST_COUNTED = 4
_SKIPPED_ZONES = (ZoneKind.FOOTNOTE, ZoneKind.FURNITURE, ZoneKind.STAMP)


@dataclass(slots=True)
class _Draft:
    """A table while pieces are added to it."""

    header: Header
    heading: tuple[GridRow, ...]
    rows: list[GridRow]
    edges: tuple[float, ...] | None
    pieces: list[Piece]
    repeated: int = 0
    joined_by: list[str] = field(default_factory=list)

    @property
    def wide(self) -> int:
        return len(self.header.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How a piece goes on with a draft: rows on the joint grid, places of both old grids in it."""

    draft_places: tuple[int, ...]
    piece_places: tuple[int, ...]


def join_tables(layout: Layout, tables: Sequence[LaidTable]) -> list[Table]:
    """Return the tables that `tables` are the pieces of, in reading order.

    Args:
        layout: The document.
        tables: Pieces of one part of the document in reading order.

    Returns:
        Tables with at least two columns and two rows, heading included; smaller ones are helps of
        layout. Repeated headings are dropped and counted. A row cut by a page break is one row
        with both pages in `pages`. A blank cell merged down from the page before inherits its text.
    """
    drafts: list[_Draft] = []
    for table in tables:
        piece = make_piece(layout, table)
        if piece is None:
            continue
        if not drafts or not _add(layout, drafts[-1], piece):
            drafts.append(_start(piece))
    return [_finish(layout, draft) for draft in drafts if _is_data(draft)]


def _start(piece: Piece) -> _Draft:
    header = find_header(piece.rows)
    return _Draft(
        header=header,
        heading=piece.rows[: header.rows],
        rows=_below_heading(piece.rows, header.rows),
        edges=piece.edges,
        pieces=[piece],
    )


def _below_heading(rows: Sequence[GridRow], size: int) -> list[GridRow]:
    """Return the rows below a heading; where its cell runs on into them they have a blank place."""
    below = list(rows[size:])
    if not size or not below:
        return below
    runs_on = [i for i, slot in enumerate(below[0].slots) if slot.below]
    for column in runs_on:
        size_below = rows[size - 1].slots[column].row_span - size
        for index in range(min(max(1, size_below), len(below))):
            slots = list(below[index].slots)
            slots[column] = replace(BLANK, box=slots[column].box)
            below[index] = replace(below[index], slots=tuple(slots))
    return below


def _is_data(draft: _Draft) -> bool:
    rows = len(draft.rows) + len(draft.heading)
    filled = any(row.printed for row in draft.rows)
    return rows >= _LEAST_ROWS and draft.wide >= _LEAST_COLUMNS and filled


def _add(layout: Layout, draft: _Draft, piece: Piece) -> bool:
    """Add the piece to the draft if it goes on with it; tell whether it did."""
    last = draft.pieces[-1]
    if piece.page != last.page + 1:
        return False
    fit = _fit(draft, piece)
    if fit is None:
        return False
    rows = [spread(row, fit.piece_places) for row in piece.rows]
    again = _repeated_rows(draft, piece)
    if again is None:
        return False
    rows = rows[again:]
    widened = [spread(row, fit.draft_places) for row in draft.rows]
    cut = bool(widened and rows) and (_is_cut(widened[-1], rows[0]) or _is_rest(widened, rows))
    follows = _numbers_follow(widened, rows) or (cut and again == 0)
    if not follows and not _is_adjacent(layout, last, piece):
        return False
    _widen(draft, fit)
    draft.rows = _append(widened, rows, cut=cut)
    draft.pieces.append(piece)
    draft.repeated += again > 0
    draft.joined_by.append("repeated-header" if again else "same-columns")
    return True


def _widen(draft: _Draft, fit: _Fit) -> None:
    """Bring the draft's heading and edges onto the joint grid."""
    if len(fit.draft_places) - 1 == fit.draft_places[-1]:
        return
    columns: list[str] = []
    for index, text in enumerate(draft.header.columns):
        columns += [text] * (fit.draft_places[index + 1] - fit.draft_places[index])
    draft.header = replace(draft.header, columns=tuple(columns))
    draft.heading = tuple(spread(row, fit.draft_places) for row in draft.heading)
    draft.edges = None


def _fit(draft: _Draft, piece: Piece) -> _Fit | None:
    """Return how the piece's columns lie on the draft's, or None when they do not agree.

    Where one of the two shows fewer edges (all its cells are merged there), they must be edges
    of the other, and the finer grid holds for both.
    """
    wide, other = draft.wide, piece.columns
    same = tuple(range(wide + 1))
    if draft.edges is None or piece.edges is None:
        return _Fit(draft_places=same, piece_places=same) if wide == other else None
    ours, theirs = draft.edges, piece.edges
    width = ours[-1] - ours[0]
    if width <= 0 or abs(theirs[-1] - theirs[0] - width) > _WIDTH_SHARE * width:
        return None
    slack = max(_SHIFT_PT, _SHIFT_SHARE * width)
    if other <= wide:
        places = _places(theirs, ours, slack)
        return _Fit(draft_places=same, piece_places=places) if places else None
    places = _places(ours, theirs, slack)
    return _Fit(draft_places=places, piece_places=tuple(range(other + 1))) if places else None


def _places(few: Sequence[float], many: Sequence[float], slack: float) -> tuple[int, ...] | None:
    """Return for each edge of `few` its number in `many`, both counted from the left edge."""
    scale = (many[-1] - many[0]) / (few[-1] - few[0]) if few[-1] > few[0] else 1.0
    places: list[int] = []
    for edge in few:
        at = many[0] + (edge - few[0]) * scale
        nearest = min(range(len(many)), key=lambda i: abs(many[i] - at))
        if abs(many[nearest] - at) > slack or (places and nearest <= places[-1]):
            return None
        places.append(nearest)
    complete = places[0] == 0 and places[-1] == len(many) - 1
    return tuple(places) if complete else None


def _repeated_rows(draft: _Draft, piece: Piece) -> int | None:
    """Return how many rows of the piece print the heading again; None when it has another one."""
    size = draft.header.rows
    if size and repeats(draft.heading, piece.rows[:size]):
        return size
    if is_number_row(piece.rows[0]) and size and is_number_row(draft.heading[-1]):
        return 1
    own = find_header(piece.rows)
    if own.certainty is not Certainty.WORDS:
        return 0
    if size and repeats(draft.heading, piece.rows[: own.rows]):
        return own.rows
    return None


def _is_adjacent(layout: Layout, last: Piece, piece: Piece) -> bool:
    """Tell whether nothing but page furniture is printed between the two."""
    skipped = [zone for zone in layout.zones_of(*_SKIPPED_ZONES, part=None) if zone.end > last.end]
    between = [
        layout.text[anchor.start : anchor.end]
        for anchor in layout.anchors_in(last.end, piece.start)
        if not any(zone.start <= anchor.start < zone.end for zone in skipped)
        and not _stands_elsewhere(anchor, last, piece)
    ]
    # A page number that the layout has not told from the text.
    return not between or _PAGE_NUMBER_RE.fullmatch(" ".join(between[:4])) is not None


def _stands_elsewhere(anchor: Anchor, last: Piece, piece: Piece) -> bool:
    """Tell whether a word stands above the first piece or below the second, whatever its text's place.

    On a page that lies askew a line may come into the text behind the table below it.
    """
    box = anchor.box
    if box is None:
        return False
    heads = [up for up in _beside(last.rows[0], box) if anchor.page == last.page]
    feet = [down for down in _beside(piece.rows[-1], box) if anchor.page == piece.page]
    above = bool(heads) and all(box.y1 <= cell.y0 for cell in heads)
    return above or (bool(feet) and all(box.y0 >= cell.y1 for cell in feet))


def _beside(row: GridRow, box: Box) -> list[Box]:
    """Return the boxes of a row's cells that a box stands above or below."""
    return [
        slot.box
        for slot in row.slots
        if slot.box is not None and slot.box.horizontal_overlap(box) > 0
    ]


def _numbers_follow(rows: Sequence[GridRow], more: Sequence[GridRow]) -> bool:
    before = next((n for row in reversed(rows) if (n := _number(row)) is not None), None)
    after = next((n for row in more if (n := _number(row)) is not None), None)
    return before is not None and after == before + 1


def _number(row: GridRow) -> int | None:
    found = _LAST_NUMBER_RE.fullmatch(row.slots[0].text)
    return int(found.group(1)) if found else None


def _is_cut(above: GridRow, row: GridRow) -> bool:
    """Tell whether a page break cut one printed row into `above` and `row`, on clear evidence.

    The second piece has no number, stands only below cells that have text, and goes on in the
    middle of a sentence: a small letter, and no end mark above.
    """
    texts = [(up, down) for up, down in zip(above.slots, row.slots, strict=True) if _is_own(down)]
    if not texts or _is_own(row.slots[0]):
        return False
    if not all(up.text for up, _ in texts):
        return False
    return any(down.text[0].islower() and not up.text.endswith(_END_MARKS) for up, down in texts)


def _is_rest(rows: Sequence[GridRow], more: Sequence[GridRow]) -> bool:
    """Tell whether the first row of a page is the rest of a numbered row, whatever its sentence says.

    No row above lacks its number, the numbers run on behind it, and it leaves a place blank that the
    row above it fills: a row of its own would fill it as all others do.
    """
    above, row, behind = rows[-1], more[0], more[1:]
    if len(rows) < _LEAST_COUNTED or _is_own(row.slots[0]) or _is_wide(row):
        return False
    if any(_number(r) is None or not _is_own(r.slots[0]) for r in rows):
        return False
    filled = [_is_own(slot) for slot in row.slots]
    if not any(filled) or any(
        down and not up.text for up, down in zip(above.slots, filled, strict=True)
    ):
        return False
    blank = sum(
        bool(up.text) and not down for up, down in zip(above.slots[1:], filled[1:], strict=True)
    )
    return blank > 0 and bool(behind) and _numbers_follow(rows, behind[:1])


def _is_wide(row: GridRow) -> bool:
    return any(slot.column_span > 1 or slot.row_span > 1 for slot in row.slots)


def _is_own(slot: Slot) -> bool:
    return slot.printed and bool(slot.text)


def _append(rows: list[GridRow], more: list[GridRow], *, cut: bool) -> list[GridRow]:
    """Return the rows with `more` below them, a row cut by the page break made whole."""
    more = _carry_down(rows[-1], more) if rows else more
    if not cut:
        return [*rows, *more]
    slots = tuple(
        replace(up, text=f"{up.text} {down.text}", sure=min(up.sure, down.sure))
        if _is_own(down)
        else up
        for up, down in zip(rows[-1].slots, more[0].slots, strict=True)
    )
    whole = GridRow(slots=slots, pages=(*rows[-1].pages, *more[0].pages))
    return [*rows[:-1], whole, *more[1:]]


def _carry_down(above: GridRow, more: list[GridRow]) -> list[GridRow]:
    """Give a blank merged cell at the head of a page the text of the merged cell before it."""
    carried = list(more)
    for column, up in enumerate(above.slots):
        if not more or not up.text or up.row_span < 2:
            continue
        top = more[0].slots[column]
        if top.text or top.row_span < 2:
            continue
        for index in range(min(top.row_span, len(carried))):
            slots = list(carried[index].slots)
            slots[column] = replace(
                slots[column], text=up.text, printed=False, below=True, ocr=up.ocr, sure=up.sure
            )
            carried[index] = replace(carried[index], slots=tuple(slots))
    return carried


def _finish(layout: Layout, draft: _Draft) -> Table:
    anchors = [
        anchor for piece in draft.pieces for anchor in layout.anchors_in(piece.start, piece.end)
    ]
    weight = sum(anchor.end - anchor.start for anchor in anchors)
    read = sum(a.confidence * (a.end - a.start) for a in anchors) / weight if weight else 1.0
    ruled = all(piece.ruled for piece in draft.pieces)
    return Table(
        columns=list(draft.header.columns),
        rows=make_rows(draft.header.columns, draft.rows),
        page=draft.pieces[0].page,
        header_rows=draft.header.rows,
        repeated_headers=draft.repeated,
        joined_by=draft.joined_by,
        confidence=round(min(1.0, max(0.0, read * draft.header.certainty.value)), 3),
        rule="table.ruled" if ruled else "table.aligned",
    )
