"""Walk through the pages and give every line its purpose.

In: a `Reading`. Out: placed lines and tables in reading order: for each part letterhead (left
column, then right), type heading, addressees, body, foot; page numbers, running heads and stamps
at the very end, so that they part no paragraph and still are not lost.

Parts: the document itself is part 0. What follows its foot is attached; each attached paper
begins at the top of a page (or right below the foot in running text).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from extractors import form_lines as signs
from models.geometry import Box
from models.layout import ZoneKind
from models.page import Page
from models.page import PageTable
from models.page import Reading
from pipeline.layout.addressees import read_addressees
from pipeline.layout.aligned_tables import with_aligned_tables
from pipeline.layout.appendix_head import attached_heading
from pipeline.layout.appendix_head import opens_appendix
from pipeline.layout.appendix_head import read_appendix_head
from pipeline.layout.appendix_head import reference_below
from pipeline.layout.copies import find_copy_block
from pipeline.layout.copies import place_copy_block
from pipeline.layout.dissolve import dissolve_form_tables
from pipeline.layout.foot import read_foot
from pipeline.layout.footnotes import find_footnotes
from pipeline.layout.furniture import furniture_of
from pipeline.layout.furniture import without_page_number
from pipeline.layout.headings import body_left
from pipeline.layout.headings import read_heading
from pipeline.layout.letterhead import read_letterhead
from pipeline.layout.placed import Placed
from pipeline.layout.placed import PlacedTable
from pipeline.layout.rejoined import rejoined
from pipeline.layout.rows import Levels
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row
from pipeline.layout.rows import rows_of
from pipeline.layout.rows import whole_line

__all__ = ["place_lines"]

Item = Row | PlacedTable
_HEADS = {
    ZoneKind.APPENDIX_TITLE,
    ZoneKind.APPENDIX_REFERENCE,
    ZoneKind.NUMBER,
    ZoneKind.TITLE_LINE,
}

# Fewer words than this after a foot, without a title or a table, are no attached paper.
_LEAST_WORDS = 25
_CLEAR = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """The whole paper as items in page order, and the lines set aside."""

    items: tuple[Item, ...]
    aside: tuple[Placed, ...]
    widths: dict[int, float]
    braces: dict[int, tuple[Box, ...]]


def place_lines(reading: Reading) -> list[Placed | PlacedTable]:
    """Return every line and table of the reading in reading order, with its purpose."""
    levels = Levels()
    pages = with_aligned_tables([dissolve_form_tables(page) for page in reading.pages], levels)
    paper, copied = _without_copy(_collect(pages, levels))
    placed: list[Placed | PlacedTable] = []
    start, part = 0, 0
    while start < len(paper.items):
        lines, used = _place_part(paper, start, part)
        start += max(1, used)
        if part and _is_debris(lines):
            placed += [_debris(line) for line in lines if isinstance(line, Placed)]
            continue
        placed += lines
        part += 1
    return placed + copied + list(paper.aside)


def _without_copy(paper: _Paper) -> tuple[_Paper, list[Placed]]:
    """Part the block of a copying office from the paper; tables that follow it stay."""
    rows = [item for item in paper.items if isinstance(item, Row)]
    first = find_copy_block(rows)
    if first is None:
        return paper, []
    block = rows[first:]
    mine = {id(row) for row in block}
    kept = tuple(item for item in paper.items if id(item) not in mine)
    return replace(paper, items=kept), place_copy_block(block, part=0)


def _debris(line: Placed) -> Placed:
    """Set debris aside; a mark («Không phổ biến trên …») is the document's own."""
    if line.kind is ZoneKind.MARK:
        return replace(line, part=0)
    return replace(line, kind=ZoneKind.STAMP)


def _is_debris(lines: Sequence[Placed | PlacedTable]) -> bool:
    """Tell whether what follows a foot is no paper: a seal's edge, a stamp, a page shining through."""
    if any(isinstance(line, PlacedTable) for line in lines):
        return False
    placed = [line for line in lines if isinstance(line, Placed)]
    if any(
        line.kind in {ZoneKind.APPENDIX_TITLE, ZoneKind.APPENDIX_REFERENCE, ZoneKind.NUMBER}
        for line in placed
    ):
        return False
    # A page that shines through is read as words, but with little confidence.
    clear = sum(word.confidence >= _CLEAR for line in placed for word in line.line.words)
    return clear < _LEAST_WORDS


def _goes_on(before: Sequence[Placed | PlacedTable], lines: Sequence[Placed | PlacedTable]) -> bool:
    """Tell whether headless text follows on the page of a foot: that was a sample, not the foot.

    An attached paper begins with a head, or on a page of its own.
    """
    if any(isinstance(line, Placed) and line.kind in _HEADS for line in lines):
        return False
    last = next((line.line.page for line in reversed(before) if isinstance(line, Placed)), None)
    first = next((line for line in lines if isinstance(line, Placed)), None)
    return first is not None and first.line.box is not None and first.line.page == last


def _back_in_body(line: Placed | PlacedTable, part: int) -> Placed | PlacedTable:
    if isinstance(line, Placed) and line.kind is ZoneKind.APPENDIX:
        return replace(line, part=part, kind=ZoneKind.APPENDIX if part else ZoneKind.BODY)
    return replace(line, part=part)


def _collect(pages: Sequence[Page], levels: Levels) -> _Paper:
    rows = [rejoined(rows_of(page, levels)) for page in pages]
    kinds = furniture_of(pages, rows)
    notes = find_footnotes(pages, rows, kinds)
    items: list[Item] = []
    aside: list[Placed] = []
    noted: list[Placed] = []
    for page, page_rows, page_kinds, own in zip(pages, rows, kinds, notes, strict=True):
        kept: list[Row] = []
        for index, (row, kind) in enumerate(zip(page_rows, page_kinds, strict=True)):
            if index in own:
                noted += [_noted(p, opens=own[index] and not n) for n, p in enumerate(row.pieces)]
            elif kind is None:
                text, numbers = without_page_number(page, row)
                kept.append(text)
                aside += [Placed(line=n, kind=ZoneKind.FURNITURE, opens=True) for n in numbers]
            else:
                aside += [Placed(line=piece, kind=kind, opens=True) for piece in row.pieces]
        items += _with_tables(page, kept)
    return _Paper(
        items=tuple(items),
        aside=(*noted, *aside),
        widths={page.number: page.width_pt for page in pages},
        braces={page.number: page.braces for page in pages if page.braces},
    )


def _noted(piece: PrintedLine, *, opens: bool) -> Placed:
    return Placed(line=piece, kind=ZoneKind.FOOTNOTE, opens=opens)


def _with_tables(page: Page, rows: Sequence[Row]) -> list[Item]:
    """Merge the rows and the tables of a page by height, or by line number without geometry."""
    items: list[tuple[float, int, Item]] = [(_row_height(row), 1, row) for row in rows] + [
        (_table_height(table), 0, PlacedTable(table=table, page=page.number))
        for table in page.tables
    ]
    items.sort(key=lambda item: item[:2])
    return [item for _, _, item in items]


def _row_height(row: Row) -> float:
    return row.box.center_y if row.box is not None else float(row.pieces[0].words[0].line)


def _table_height(table: PageTable) -> float:
    return table.box.y0 if table.box is not None else float(table.line)


def _page(item: Item) -> int:
    return item.page


def _place_part(paper: _Paper, start: int, part: int) -> tuple[list[Placed | PlacedTable], int]:
    """Place the part that begins at item `start`; return its lines and how many items it took."""
    items = paper.items[start:]
    limit = _next_part(items, part)
    items = items[:limit]
    rows = [item for item in items if isinstance(item, Row)]
    positions = [i for i, item in enumerate(items) if isinstance(item, Row)]
    width = paper.widths.get(_page(items[0]), 0.0)

    head, head_rows = _place_head(items, rows, part, width)
    foot = read_foot(rows[head_rows:], part=part, page_width_pt=width, braces=paper.braces)
    end = len(items)
    foot_lines: list[Placed] = []
    body_end = end
    if foot is not None:
        first, last = head_rows + foot.start, head_rows + foot.end
        body_end = positions[first]
        end = positions[last] if last < len(positions) else len(items)
        # Tables that follow the foot belong to what comes after it.
        end = min(end, positions[last - 1] + 1)
        foot_lines = list(foot.lines)
    body_start = positions[head_rows - 1] + 1 if head_rows else 0
    placed: list[Placed | PlacedTable] = list(head)
    placed += _place_body(items[body_start:body_end], part)
    placed += foot_lines
    if foot is not None:
        stamps = _stamps_after(items[end:limit], part)
        placed += stamps
        end += len(stamps)
    return placed, end


def _next_part(items: Sequence[Item], part: int) -> int:
    """Return the first later item that opens an attached paper.

    Attached papers begin at the top of a page. Without geometry page ends are not always known:
    there, behind the document's foot, the line «Phụ lục …» alone is enough.
    """
    for index in range(1, len(items)):
        item = items[index]
        if _page(item) == _page(items[index - 1]):
            if part and isinstance(item, Row) and item.box is None and _is_label_line(item.text):
                return index
            continue
        if opens_appendix(_page_rows(items, index), strict=part == 0):
            return index
    return len(items)


def _is_label_line(text: str) -> bool:
    return (
        re.fullmatch(r"phu luc(?:\s(?:so\s)?[\divx]{1,5})?\.?", signs.plain(text).strip(" *_:"))
        is not None
    )


def _page_rows(items: Sequence[Item], index: int) -> list[Row]:
    page = _page(items[index])
    rows: list[Row] = []
    for item in items[index:]:
        if _page(item) != page or not isinstance(item, Row) or len(rows) >= 20:
            break
        rows.append(item)
    return rows


def _place_head(
    items: Sequence[Item], rows: Sequence[Row], part: int, width: float
) -> tuple[list[Placed], int]:
    """Place letterhead, heading and addressees; return their lines and the rows they took."""
    first_page = [row for row in rows if row.page == _page(items[0])] if rows else []
    lines: list[Placed] = []
    taken = 0
    labelled = part > 0 and any(_is_label_line(row.text) for row in rows[:2])
    letterhead = None if labelled else read_letterhead(first_page, part=part, page_width_pt=width)
    if letterhead is not None:
        lines += letterhead.lines
        taken += letterhead.rows
    elif part > 0:
        before_table = next(
            (i for i, item in enumerate(items) if not isinstance(item, Row)), len(rows)
        )
        return read_appendix_head(rows[:before_table], part=part, page_width_pt=width)
    heading = read_heading(rows[taken:], part=part, page_width_pt=width)
    if heading is not None:
        lines += attached_heading(heading.lines) if part else list(heading.lines)
        taken += heading.rows
        if part:
            reference = reference_below(rows[taken:], part)
            lines += [line for row_lines in reference for line in row_lines]
            taken += len(reference)
    for skip in range(min(3, len(rows) - taken)):
        found = read_addressees(rows[taken + skip :], part=part, body_left=body_left(rows[taken:]))
        if found:
            between = [
                Placed(line=p, kind=_loose(p.text), part=part)
                for row in rows[taken : taken + skip]
                for p in row.pieces
            ]
            lines += between + found
            taken += skip + len(
                {
                    id(row)
                    for row in rows[taken + skip :]
                    for p in row.pieces
                    if any(p is f.line for f in found)
                }
            )
            break
    return lines, taken


def _loose(text: str) -> ZoneKind:
    if signs.mark_kind(text):
        return ZoneKind.MARK
    return ZoneKind.FURNITURE if signs.is_ornament(text) else ZoneKind.STAMP


def _place_body(items: Sequence[Item], part: int) -> list[Placed | PlacedTable]:
    kind = ZoneKind.APPENDIX if part else ZoneKind.BODY
    placed: list[Placed | PlacedTable] = []
    for item in items:
        if isinstance(item, PlacedTable):
            placed.append(PlacedTable(table=item.table, page=item.page, part=part))
            continue
        line = whole_line(item)
        mark = signs.mark_kind(line.text)
        placed.append(Placed(line=line, kind=ZoneKind.MARK if mark else kind, part=part))
    return placed


def _stamps_after(items: Sequence[Item], part: int) -> list[Placed]:
    """Place what a digital signature leaves behind the foot in running text: body and time."""
    rows: list[Row] = []
    for item in items[:5]:
        if not isinstance(item, Row) or item.box is not None:
            break
        rows.append(item)
    last = max((i for i, row in enumerate(rows) if _is_stamp_time(row.text)), default=None)
    if last is None:
        return []
    rows = rows[: last + 1]
    return [
        Placed(line=piece, kind=ZoneKind.STAMP, part=part, opens=True)
        for row in rows
        for piece in row.pieces
    ]


def _is_stamp_time(text: str) -> bool:
    return signs.is_signing_stamp(text) or text.strip().startswith("+07")
