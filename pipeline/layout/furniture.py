"""Set aside what is on the page but not of the text: page numbers, running heads, rules.

In: the rows of every page. Out: the same rows with a mark for those that are furniture.
A lone number in running text without geometry is no page number for certain: signed papers carry
their number as a stamp, so it is kept apart as a stamp.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors import form_lines as signs
from models.layout import ZoneKind
from models.page import Page
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row

__all__ = ["furniture_of", "without_page_number"]

# Page numbers stand 10 mm from the edge; running heads and portal footers within 7 % of the height.
_EDGE_SHARE = 0.075
# Landscape pages are lower, their margins are not: text begins at least 20 mm (57 pt) down.
_EDGE_PT = 50.0
_HEAD_ROWS = 6


def furniture_of(
    pages: Sequence[Page], rows: Sequence[Sequence[Row]]
) -> list[list[ZoneKind | None]]:
    """Return for every row of every page FURNITURE, STAMP, or None for a row of the text."""
    repeated = _repeated(pages, rows)
    found: list[list[ZoneKind | None]] = []
    for page, page_rows in zip(pages, rows, strict=True):
        kinds: list[ZoneKind | None] = []
        # An attached paper repeats the document's letterhead: that is no running head.
        letterhead = any(signs.title_start(row.text) is not None for row in page_rows[:_HEAD_ROWS])
        for index, row in enumerate(page_rows):
            before = page_rows[index - 1].text if index else ""
            kinds.append(
                None
                if _is_wrapped(before, row)
                else _kind(page, row, index, len(page_rows), repeated, letterhead=letterhead)
            )
        found.append(kinds)
    return found


def without_page_number(page: Page, row: Row) -> tuple[Row, list[PrintedLine]]:
    """Return the row without a lone number at the page's edge, and such numbers.

    Another piece may stand at the same height: a running head, a heading that a scan shifts.
    """
    if len(row.pieces) < 2:
        return row, []
    numbers = [
        piece
        for piece in row.pieces
        if signs.is_lone_number(piece.text) and _at_edge(page, Row(pieces=(piece,)))
    ]
    kept = tuple(piece for piece in row.pieces if piece not in numbers)
    return (Row(pieces=kept), numbers) if kept and numbers else (row, [])


def _kind(
    page: Page, row: Row, index: int, count: int, repeated: set[str], *, letterhead: bool
) -> ZoneKind | None:
    text = row.text
    if row.box is None:
        return _flow_kind(page, text, index, count)
    edge = _at_edge(page, row)
    if letterhead and row.box.y0 < page.height_pt / 2:
        repeated = set()
    if edge and signs.is_lone_number(text):
        return ZoneKind.FURNITURE
    if edge and _key(text) in repeated:
        return ZoneKind.FURNITURE
    if edge and re.search(r"https?://|www\.|\d{1,4}/\d{1,4}$", text):
        return ZoneKind.FURNITURE
    return None


def _is_wrapped(before: str, row: Row) -> bool:
    """Tell whether a number alone in its line ends a sentence («… trong năm / 2025.»)."""
    if row.box is not None or not before:
        return False
    return (
        row.text.rstrip().endswith(".")
        or re.search(r"(?:n[aă]m|th[aá]ng|ng[aà]y|s[oố]|[-–,(])$", before.rstrip(), re.IGNORECASE)
        is not None
    )


def _flow_kind(page: Page, text: str, index: int, count: int) -> ZoneKind | None:
    if not signs.is_lone_number(text):
        return None
    if index in {0, count - 1} and text.strip(" -–—.") == str(page.number) and page.number > 1:
        return ZoneKind.FURNITURE
    return ZoneKind.STAMP


def _at_edge(page: Page, row: Row) -> bool:
    box = row.box
    if box is None or not page.height_pt:
        return False
    reach = max(_EDGE_PT, _EDGE_SHARE * page.height_pt)
    return box.y1 < reach or box.y0 > page.height_pt - reach


def _key(text: str) -> str:
    return re.sub(r"\d{1,5}", "#", signs.plain(text))


def _repeated(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> set[str]:
    seen: Counter[str] = Counter()
    for page, page_rows in zip(pages, rows, strict=True):
        seen.update(
            {_key(row.text) for row in page_rows if _at_edge(page, row) and len(row.text) > 3}
        )
    return {key for key, count in seen.items() if count >= 2}
