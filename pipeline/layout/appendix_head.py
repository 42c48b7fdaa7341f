"""Read the head of an appendix: label («Phụ lục I»), title, reference line («(Kèm theo …)»).

In: the rows of an appendix from its top. Out: the head's lines with their purposes and how many
rows they took. With geometry a title line is centred; without it the title is what stands before
the reference line, or else the leading lines in capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.headings import is_type_heading
from pipeline.layout.placed import Placed
from pipeline.layout.rows import Row

__all__ = ["attached_heading", "opens_appendix", "read_appendix_head", "reference_below"]

_MOST_ROWS = 16


def opens_appendix(rows: Sequence[Row], *, strict: bool) -> bool:
    """Tell whether a page that begins with `rows` begins an appendix.

    Args:
        rows: The page's rows, furniture left out.
        strict: True while the document's own foot has not been seen: then only «Phụ lục …» and
            a reference line count, because a body may well have a heading in capitals.
    """
    for index, row in enumerate(rows[:_MOST_ROWS]):
        text = row.text
        if index < 10 and signs.is_appendix_reference(text) and text.lstrip("*_ ").startswith("("):
            return index > 0 or not strict
        if (
            index < 2
            and signs.plain(text).lstrip("*_ ").startswith(("phu luc", "bieu so", "mau so"))
            and len(text) < 80
        ):
            return True
        if not strict and index < 2 and (signs.is_appendix_heading(text) or is_type_heading(text)):
            return True
    return False


def read_appendix_head(
    rows: Sequence[Row], *, part: int, page_width_pt: float
) -> tuple[list[Placed], int]:
    """Return the lines of the head and the number of rows they took (0 when there is none).

    Args:
        rows: Rows from the appendix's top to its first table.
        part: Number of the part.
        page_width_pt: Width of its first page; 0 without geometry.
    """
    reference = _reference(rows)
    placed: list[Placed] = []
    taken = 0
    for index, row in enumerate(rows[:_MOST_ROWS]):
        if reference is not None and reference[0] <= index <= reference[1]:
            kind = ZoneKind.APPENDIX_REFERENCE
        elif reference is not None and index > reference[1]:
            if not signs.is_ornament(row.text):
                break
            kind = ZoneKind.FURNITURE
        elif signs.is_ornament(row.text):
            kind = ZoneKind.FURNITURE
        elif signs.mark_kind(row.text):
            kind = ZoneKind.MARK
        elif _is_title(row, index, placed, reference is not None, page_width_pt):
            kind = ZoneKind.APPENDIX_TITLE
        else:
            break
        placed += [Placed(line=piece, kind=kind, part=part) for piece in row.pieces]
        taken = index + 1
    if not any(p.kind in {ZoneKind.APPENDIX_TITLE, ZoneKind.APPENDIX_REFERENCE} for p in placed):
        return [], 0
    return placed, taken


def _reference(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Return the first and last row of the reference line, inclusive."""
    for index, row in enumerate(rows[:_MOST_ROWS]):
        if not signs.is_appendix_reference(row.text):
            continue
        for last in range(index, min(index + 5, len(rows))):
            if ")" in rows[last].text:
                return index, last
        return index, index
    return None


def _is_title(
    row: Row, index: int, placed: Sequence[Placed], has_reference: bool, page_width_pt: float
) -> bool:
    text = row.text
    if signs.LABEL_RE.match(text) and index and not signs.is_appendix_heading(text):
        return False
    if signs.is_capitals(text) or signs.is_appendix_heading(text):
        return True
    if row.box is None:
        return has_reference or (
            bool(placed)
            and index < 5
            and (text.startswith("(") or row.pieces[0].bold)
            and len(text) < 160
        )
    centred = abs(row.box.center_x - page_width_pt / 2) < 0.08 * page_width_pt
    if has_reference:
        return centred
    return (
        centred
        and bool(placed)
        and (row.pieces[0].bold or text.startswith("("))
        and row.box.width < 0.8 * page_width_pt
    )


def attached_heading(lines: Sequence[Placed]) -> list[Placed]:
    """Make the heading of an attached paper its title, and «(Kèm theo …)» in it its reference."""
    placed = [_as_title(line) for line in lines]
    first = next((i for i, p in enumerate(placed) if _is_reference(p.line.text)), None)
    if first is None:
        return placed
    return placed[:first] + [
        replace(line, kind=ZoneKind.APPENDIX_REFERENCE)
        if line.kind is ZoneKind.APPENDIX_TITLE
        else line
        for line in placed[first:]
    ]


def _is_reference(text: str) -> bool:
    return text.lstrip("*_ ").startswith("(") and signs.is_appendix_reference(text)


def reference_below(rows: Sequence[Row], part: int) -> list[list[Placed]]:
    """Return the rows of «(Kèm theo …)» right below an attached paper's heading."""
    if not rows or not _is_reference(rows[0].text):
        return []
    last = next((i for i, row in enumerate(rows[:4]) if ")" in row.text), 0)
    return [
        [Placed(line=p, kind=ZoneKind.APPENDIX_REFERENCE, part=part) for p in row.pieces]
        for row in rows[: last + 1]
    ]


def _as_title(line: Placed) -> Placed:
    if line.kind in {ZoneKind.DOCUMENT_TYPE, ZoneKind.SUBJECT}:
        return Placed(line=line.line, kind=ZoneKind.APPENDIX_TITLE, part=line.part)
    return line
