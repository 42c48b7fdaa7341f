"""Write the placed lines down as one text, every word tied to where it was read.

In: placed lines and tables in reading order. Out: a `Layout`. Zones are parted by an empty line,
paragraphs by a line break, printed lines by a blank, a table's cells by a tab and its rows by a
line break. A line that ends in the middle of a symbol («226- / KL/TW») is joined without a blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from models.layout import Anchor
from models.layout import LaidCell
from models.layout import LaidTable
from models.layout import Layout
from models.layout import Line
from models.layout import Paragraph
from models.layout import Zone
from models.layout import ZoneKind
from models.page import Word
from models.quick import maker
from pipeline.layout.paragraphs import Measure
from pipeline.layout.paragraphs import begins_paragraph
from pipeline.layout.paragraphs import measure_of
from pipeline.layout.placed import Placed
from pipeline.layout.placed import PlacedTable
from pipeline.layout.rows import PrintedLine

__all__ = ["compose"]

# A symbol goes on after its hyphen or slash: «NĐ- / CP», «15/ / 2026», never «2020 - / 2025».
_OPEN_SYMBOL_RE = re.compile(r"[A-ZĐa-z\d][-/]$")
# Made for every word.
_anchor = maker(Anchor)
_PROSE = {ZoneKind.BODY, ZoneKind.APPENDIX}


@dataclass(slots=True)
class _Sheet:
    """The text as it grows."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[Anchor] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    tables: list[LaidTable] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def write_words(self, words: Sequence[Word], page: int) -> tuple[int, int]:
        start = at = self.length
        anchors = self.anchors
        for word in words:
            end = at + len(word.text)
            anchors.append(
                _anchor(at, end, page, word.box, word.confidence, word.raw, word.ocr, word.repair)
            )
            at = end + 1
        self.write(" ".join([word.text for word in words]))
        return start, self.length


def compose(placed: Sequence[Placed | PlacedTable], *, page_count: int) -> Layout:
    """Return the layout of the placed lines and tables."""
    sheet = _Sheet()
    measures = _measures(placed)
    for group in _groups(placed):
        if sheet.length:
            sheet.write("\n\n")
        first = group[0]
        if isinstance(first, PlacedTable):
            _write_table(sheet, first)
        else:
            _write_zone(sheet, [p for p in group if isinstance(p, Placed)], measures)
    return Layout(
        text="".join(sheet.text),
        anchors=tuple(sheet.anchors),
        lines=tuple(sheet.lines),
        paragraphs=tuple(sheet.paragraphs),
        zones=tuple(sheet.zones),
        tables=tuple(sheet.tables),
        page_count=page_count,
    )


def _groups(placed: Sequence[Placed | PlacedTable]) -> list[list[Placed | PlacedTable]]:
    groups: list[list[Placed | PlacedTable]] = []
    for item in placed:
        before = groups[-1][-1] if groups else None
        if isinstance(item, Placed) and isinstance(before, Placed) and _key(item) == _key(before):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _key(item: Placed) -> tuple[ZoneKind, int, int]:
    return item.kind, item.part, item.block


def _measures(placed: Sequence[Placed | PlacedTable]) -> dict[int, Measure]:
    """Return the measure of the running text for every page; 0 holds the whole document's."""
    prose = [p.line for p in placed if isinstance(p, Placed) and p.kind in _PROSE]
    by_page: dict[int, list[PrintedLine]] = {}
    for line in prose:
        by_page.setdefault(line.page, []).append(line)
    measures = {0: measure_of(prose)}
    for page, lines in by_page.items():
        # A page with few lines says little about its margins.
        measures[page] = measure_of(lines) if len(lines) >= 8 else measures[0]
    return measures


def _write_zone(sheet: _Sheet, group: Sequence[Placed], measures: dict[int, Measure]) -> None:
    zone_start = paragraph_start = sheet.length
    before: PrintedLine | None = None
    list_right = max((item.line.box.x1 for item in group if item.line.box is not None), default=0.0)
    own: dict[int, Measure] = {}
    for item in group:
        line = item.line
        if before is not None:
            page = before.page
            if page not in own:
                own[page] = replace(measures.get(page, measures[0]), list_right=list_right)
            measure = own[page]
            if item.opens or begins_paragraph(before, line, item.kind, measure):
                sheet.paragraphs.append(Paragraph(paragraph_start, sheet.length, len(sheet.zones)))
                sheet.write("\n")
                paragraph_start = sheet.length
            elif _OPEN_SYMBOL_RE.search(before.text[-2:]) is None:
                sheet.write(" ")
        start, end = sheet.write_words(line.words, line.page)
        box = line.box
        sheet.lines.append(Line(start, end, line.page, box, line.size_pt, line.bold, line.italic))
        before = line
    sheet.paragraphs.append(Paragraph(paragraph_start, sheet.length, len(sheet.zones)))
    sheet.zones.append(Zone(group[0].kind, zone_start, sheet.length, group[0].part))


def _write_table(sheet: _Sheet, placed: PlacedTable) -> None:
    table = placed.table
    start = sheet.length
    cells: list[LaidCell] = []
    row = column = 0
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        if cell.row > row:
            sheet.write("\n")
            column = 0
        elif cell.column > column:
            sheet.write("\t")
        row, column = cell.row, cell.column
        at, end = sheet.write_words(cell.words, placed.page)
        cells.append(
            LaidCell(cell.row, cell.column, cell.row_span, cell.column_span, at, end, cell.box)
        )
    sheet.tables.append(
        LaidTable(
            page=placed.page,
            rows=table.rows,
            columns=table.columns,
            cells=tuple(cells),
            start=start,
            end=sheet.length,
            part=placed.part,
            box=table.box,
            ruled=table.ruled,
        )
    )
