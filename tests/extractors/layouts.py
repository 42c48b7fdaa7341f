"""Build layouts by hand for tests: zones with paragraphs, every word with its anchor.

`a_layout((ZoneKind.BODY, "1. Giao Sở Y tế …", "2. …"), …)` joins paragraphs by one line feed and
zones by two, as the layout rules say. Words have no boxes, like those of a plain-text file. A cell
table is put in as a `Cells` in the place of a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.layout import Anchor
from models.layout import LaidCell
from models.layout import LaidTable
from models.layout import Layout
from models.layout import Line
from models.layout import Paragraph
from models.layout import Zone
from models.layout import ZoneKind

__all__ = ["Block", "Cells", "a_body", "a_layout"]


@dataclass(frozen=True)
class Cells:
    """A table: rows of cell texts."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Block:
    """A zone: its purpose, its paragraphs, its part."""

    kind: ZoneKind
    paragraphs: tuple[str | Cells, ...]
    part: int = 0


def a_body(*paragraphs: str | Cells, dated: str = "Hà Nội, ngày 06 tháng 02 năm 2024") -> Layout:
    """Return a layout of a dated letterhead line and a body of `paragraphs`."""
    return a_layout(Block(ZoneKind.PLACE_DATE, (dated,)), Block(ZoneKind.BODY, paragraphs))


def a_layout(*blocks: Block) -> Layout:
    """Return a layout of `blocks` in this order."""
    text = ""
    zones: list[Zone] = []
    paragraphs: list[Paragraph] = []
    tables: list[LaidTable] = []
    for block in blocks:
        text += "\n\n" if text else ""
        start = len(text)
        for index, piece in enumerate(block.paragraphs):
            text += "\n" if index else ""
            at = len(text)
            if isinstance(piece, Cells):
                table = _table(piece, at, block.part)
                text += "\n".join("\t".join(row) for row in piece.rows)
                tables.append(table)
            else:
                text += piece
                paragraphs.append(Paragraph(at, len(text), len(zones)))
        zones.append(Zone(block.kind, start, len(text), block.part))
    anchors = tuple(Anchor(m.start(), m.end(), 1, None, 1.0) for m in re.finditer(r"[^\s]+", text))
    lines = tuple(Line(p.start, p.end, 1, None) for p in paragraphs)
    return Layout(
        text=text,
        anchors=anchors,
        lines=lines,
        paragraphs=tuple(paragraphs),
        zones=tuple(zones),
        tables=tuple(tables),
    )


def _table(piece: Cells, at: int, part: int) -> LaidTable:
    cells: list[LaidCell] = []
    position = at
    for row_index, row in enumerate(piece.rows):
        for column, cell in enumerate(row):
            cells.append(LaidCell(row_index, column, 1, 1, position, position + len(cell)))
            position += len(cell) + 1
    return LaidTable(
        page=1,
        rows=len(piece.rows),
        columns=len(piece.rows[0]),
        cells=tuple(cells),
        start=at,
        end=position - 1,
        part=part,
    )
