"""Read the letterhead: two columns side by side, left issuer, number and subject, right title, place and date.

In: the rows of a page from the top. Out: the lines of the letterhead with their purposes, left
column first, and how many rows it took. A page without a letterhead takes no rows.

Order: find the title line (or the place-and-date line), find the gap between the columns from the
words themselves, walk down until a row crosses the gap or opens the next part of the paper
(type heading, «Kính gửi»), then name the lines of each column by their words. Sources without
geometry walk the same way: their lines come one under the other, or both columns in one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.headings import is_type_heading
from pipeline.layout.headings import opens_bases
from pipeline.layout.letterhead_card import card_rows
from pipeline.layout.letterhead_names import name_left
from pipeline.layout.letterhead_names import name_right
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row
from pipeline.layout.rows import line_of
from pipeline.layout.rows import split_at

__all__ = ["Letterhead", "read_letterhead"]

# The title line stands at the top; a letterhead of seven issuers takes about ten rows.
_SEARCH_ROWS = 14
_MOST_ROWS = 24
# The body of a regulation without a heading that is known.
_ARTICLE_RE = re.compile(r"(?:Chương|CHƯƠNG|Điều|ĐIỀU)\s(?:[IVX]{1,5}|\d{1,3})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The lines of a letterhead and the number of rows they took."""

    lines: tuple[Placed, ...]
    rows: int


def read_letterhead(rows: Sequence[Row], *, part: int, page_width_pt: float) -> Letterhead | None:
    """Return the letterhead that begins within the first rows, or None.

    Args:
        rows: Rows of a page (or what is left of it), from the top.
        part: Number of the part it belongs to.
        page_width_pt: Width of the page; 0 without geometry.
    """
    card = card_rows(rows)
    if card:
        below = read_letterhead(rows[card:], part=part, page_width_pt=page_width_pt)
        return below and _below_card(rows[:card], below, part)
    anchor = _anchor(rows)
    if anchor is None:
        return None
    if rows[anchor].box is None:
        found = _read_flow(rows, anchor, part)
    else:
        gap_x = _column_gap(rows, anchor, page_width_pt)
        found = _read_columns(rows, anchor, gap_x, part)
    return found if _is_letterhead(found) else None


def _below_card(card: Sequence[Row], below: Letterhead, part: int) -> Letterhead:
    aside = tuple(
        Placed(line=piece, kind=ZoneKind.FURNITURE, part=part)
        for row in card
        for piece in row.pieces
    )
    return Letterhead(lines=aside + below.lines, rows=len(card) + below.rows)


def _is_letterhead(found: Letterhead) -> bool:
    """Tell whether a title line, a number or a date with its year stands among the lines.

    A sentence about «địa danh và ngày, tháng, năm» looks like a date line, and is none.
    """
    if any(line.kind in {ZoneKind.TITLE_LINE, ZoneKind.NUMBER} for line in found.lines):
        return True
    dates = [line for line in found.lines if line.kind is ZoneKind.PLACE_DATE]
    return any(re.search(r"\d{4}", line.line.text) for line in dates)


def _anchor(rows: Sequence[Row]) -> int | None:
    """Return the row of the title line, or else of the place and date, near the top."""
    for test in (signs.title_start, _date_start):
        for index, row in enumerate(rows[:_SEARCH_ROWS]):
            if (
                any(test(piece.text) is not None for piece in row.pieces)
                or test(row.text) is not None
            ):
                return index
    return None


def _date_start(text: str) -> int | None:
    return 0 if signs.is_place_date(text) else None


def _column_gap(rows: Sequence[Row], anchor: int, page_width_pt: float) -> float:
    """Return the x at which the columns part: the emptiest strip left of the title line."""
    right = _right_edge_of_left_column(rows, anchor)
    words = [
        word.box
        for row in rows[: _last_letterhead_row(rows, anchor) + 1]
        for piece in row.pieces
        for word in piece.words
        if word.box is not None
    ]
    best, best_width = page_width_pt * 0.45, 0.0
    edges = sorted(box.x0 for box in words if page_width_pt * 0.2 < box.x0 < page_width_pt * 0.75)
    for x in edges:
        # A strip with nothing to its left is the margin, not the gap.
        left = max((box.x1 for box in words if box.x0 < x), default=x)
        width = x - left
        # The right column's own left edge counts more than a wide gap inside one column.
        score = width - abs(x - right) * 0.15
        if width > 0 and score > best_width:
            best, best_width = (x + left) / 2, score
    if best_width > 0:
        return best
    return right - 2.0


def _right_edge_of_left_column(rows: Sequence[Row], anchor: int) -> float:
    for piece in reversed(rows[anchor].pieces):
        if piece.box is None:
            continue
        start = signs.title_start(piece.text)
        if start is None:
            continue
        offset = 0
        for word in piece.words:
            if offset >= start and word.box is not None:
                return word.box.x0
            offset += len(word.text) + 1
        return piece.box.x0
    last = rows[anchor].pieces[-1]
    return last.box.x0 if last.box is not None else 0.0


def _last_letterhead_row(rows: Sequence[Row], anchor: int) -> int:
    """Return the row of the place and date below the title line, or the title line's own."""
    for index in range(anchor, min(len(rows), anchor + 8)):
        row = rows[index]
        if any(signs.is_place_date(piece.text) for piece in row.pieces) or signs.holds_date(
            row.text
        ):
            return index
    return anchor


def _read_columns(rows: Sequence[Row], anchor: int, gap_x: float, part: int) -> Letterhead:
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    taken = 0
    must = _last_letterhead_row(rows, anchor)
    wide: PrintedLine | None = None
    for index, row in enumerate(rows[:_MOST_ROWS]):
        if index > anchor and _opens_next(row, gap_x):
            break
        parts = [split_at(piece, gap_x) for piece in row.pieces]
        crossing = [
            p for p, (a, b) in zip(row.pieces, parts, strict=True) if a and b and _crosses(p, gap_x)
        ]
        if crossing and index > must:
            if not _is_wide_subject(row, wide, left):
                break
            wide = row.pieces[0]
            left.append(wide)
            taken = index + 1
            continue
        for a, b in parts:
            if a:
                left.append(a)
            if b:
                right.append(b)
        taken = index + 1
    lines = name_left(left, part) + name_right(right, part)
    return Letterhead(lines=tuple(lines), rows=taken)


def _is_wide_subject(row: Row, wide: PrintedLine | None, left: Sequence[PrintedLine]) -> bool:
    """Tell whether a row that runs over the gap is the subject, set in one long line below the number."""
    if len(row.pieces) != 1 or not any(signs.is_number_line(line.text) for line in left):
        return False
    piece = row.pieces[0]
    if wide is None:
        return re.match(r"v\s?[/.]\s?v", signs.plain(piece.text)) is not None
    if wide.box is None or piece.box is None or wide.text.rstrip().endswith("."):
        return False
    near = piece.box.y0 - wide.box.y1 < 1.2 * wide.box.height
    return near and abs(piece.box.center_x - wide.box.center_x) < 30


def _crosses(piece: PrintedLine, gap_x: float) -> bool:
    """Tell whether words run over the gap at their usual distance."""
    before = max((w.box.x1 for w in piece.words if w.box and w.box.center_x < gap_x), default=0.0)
    after = min((w.box.x0 for w in piece.words if w.box and w.box.center_x >= gap_x), default=1e9)
    return after - before < 0.9 * (piece.size_pt or 12.0)


def _opens_next(row: Row, gap_x: float) -> bool:
    if signs.is_addressees_head(row.text) or any(
        signs.is_addressees_head(p.text) for p in row.pieces
    ):
        return True
    if len(row.pieces) != 1:
        return False
    piece = row.pieces[0]
    return is_type_heading(piece.text) and piece.box is not None and piece.box.x1 > gap_x - 40


def _read_flow(rows: Sequence[Row], anchor: int, part: int) -> Letterhead:
    """Read a letterhead whose columns stand one under the other, or side by side in one line."""
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    taken = 0
    seen_date = False
    for index, row in enumerate(rows[:_MOST_ROWS]):
        line = row.pieces[0]
        if index and (signs.is_addressees_head(line.text) or is_type_heading(line.text)):
            break
        if (seen_date and index > anchor and _is_prose(line)) or _ARTICLE_RE.match(line.text):
            break
        if index > anchor and opens_bases(rows[index:]):
            break
        ours, theirs = (line, None) if _is_first_of_two(rows, index, left) else _split_flow(line)
        if ours:
            left.append(ours)
        if theirs:
            right.append(theirs)
            seen_date = seen_date or signs.is_place_date(theirs.text)
        taken = index + 1
    return Letterhead(lines=tuple(name_left(left, part) + name_right(right, part)), rows=taken)


def _is_first_of_two(rows: Sequence[Row], index: int, left: Sequence[PrintedLine]) -> bool:
    """Tell whether a title line opens the left column: a mass organisation names itself in both."""
    text = rows[index].text
    if left or not signs.is_title_line(text) or not signs.is_mass_title(text):
        return False
    below = rows[index + 1 : index + _SEARCH_ROWS]
    number = next((i for i, row in enumerate(below) if signs.is_number_line(row.text)), None)
    title = next((i for i, row in enumerate(below) if signs.is_title_line(row.text)), None)
    return number is not None and title is not None and number < title


def _is_prose(line: PrintedLine) -> bool:
    return (
        len(line.text) > 60
        and not signs.is_capitals(line.text)
        and not signs.is_subject_lead(line.text)
    )


def _date_beside_number(text: str) -> int | None:
    """Return where place and date begin behind a symbol, whose hyphens may be set apart («12 - KH/ĐTN»)."""
    for match in re.finditer(
        r"(?<![-–/\s])\s(?=[^\W\d_][^\d,/]{0,30}, ng[aà]y\b.{0,12}th[aá]ng)", text[:200]
    ):
        if not text[match.end() :].split(" ", 2)[1].startswith(("-", "–")):
            return match.end()
    return None


def _split_flow(line: PrintedLine) -> tuple[PrintedLine | None, PrintedLine | None]:
    text = line.text
    start = signs.title_start(text)
    both = start and signs.is_capitals(text[:start])  # «ỦY BAN NHÂN DÂN CỘNG HÒA …»
    if not both and (signs.is_title_line(text) or signs.is_place_date(text)):
        return None, line
    if start is None and "/" in text:
        start = _date_beside_number(text)
    if start is None or start == 0:
        return (line, None) if start is None else (None, line)
    words, offset = [], 0
    for word in line.words:
        words.append((word, offset))
        offset += len(word.text) + 1
    ours = [(w, None) for w, at in words if at < start]
    theirs = [(w, None) for w, at in words if at >= start]
    return (line_of(ours, line.page) if ours else None), (
        line_of(theirs, line.page) if theirs else None
    )
