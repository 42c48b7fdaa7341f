"""A printed line with its purpose: what the zoning steps hand to the composer."""

from __future__ import annotations

from dataclasses import dataclass

from models.layout import ZoneKind
from models.page import PageTable
from models.quick import quickly_made
from pipeline.layout.rows import PrintedLine

__all__ = ["Foot", "Placed", "PlacedTable"]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One line in reading order.

    Attributes:
        line: The printed line.
        kind: Its zone's purpose.
        part: 0 for the document, 1, 2, … for what is attached.
        block: Lines with the same kind, part and block make one zone.
        opens: True where the layout knows that a new paragraph begins here.
    """

    line: PrintedLine
    kind: ZoneKind
    part: int = 0
    block: int = 0
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A table in its place in reading order."""

    table: PageTable
    page: int
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """A foot: rows `start` to `end` (half-open) of the part, and its lines in reading order."""

    start: int
    end: int
    lines: tuple[Placed, ...]
