"""Find tables without ruling lines by their heading, their running numbers and their alignment.

In: the pages of a paper. Out: the same pages, the words of such tables put into cells. Nothing is
a table that has no heading of known column names («TT», «Nội dung», «Cơ quan chủ trì» …) over
blank strips that run down through all its rows: a list, a letterhead and a foot stand in columns
too. A table that reaches the end of its page goes on at the head of the next one, with its heading
again or with the next number. Ruled tables are found before, by the readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from rapidfuzz import fuzz

from extractors import form_lines as signs
from models.folding import strip_accents
from models.geometry import Box
from models.page import Page
from models.quick import maker
from pipeline.layout.aligned_bands import Band
from pipeline.layout.aligned_bands import Placing
from pipeline.layout.aligned_bands import Strip
from pipeline.layout.aligned_bands import bands_of
from pipeline.layout.aligned_bands import shared_strip
from pipeline.layout.aligned_bands import without_specks
from pipeline.layout.aligned_cells import Piece
from pipeline.layout.aligned_cells import page_table
from pipeline.layout.aligned_heading import AlignedHeading
from pipeline.layout.aligned_heading import column_texts
from pipeline.layout.aligned_heading import find_headings
from pipeline.layout.aligned_rows import AlignedRow
from pipeline.layout.aligned_rows import Growth
from pipeline.layout.aligned_rows import column_of
from pipeline.layout.aligned_rows import grow
from pipeline.layout.aligned_rows import part_rows
from pipeline.layout.aligned_slope import stood_level
from pipeline.layout.rows import Levels

__all__ = ["with_aligned_tables"]

_LEAST_COLUMNS = 3
_LEAST_ROWS, _LEAST_UNNUMBERED = 2, 3
# Share of the rows without a label of their own that a numbered table bears, and of blank places.
_MOST_UNLABELLED, _LEAST_FILLED = 0.5, 0.5
# Letters lost by a scan; two different headings of one document differ by far more.
_SAME = 85.0
# A page of so many words holds no table by alignment; bounds the work on hostile input.
_MOST_WORDS = 5_000
# So many headings are followed down a page.
_MOST_TRIES = 40
# Made for every word.
_placing = maker(Placing)


@dataclass(frozen=True, slots=True)
class _PageBands:
    """A page as bands, and the upper edges of its ruled tables."""

    number: int
    bands: list[Band]
    walls: list[float]


def with_aligned_tables(pages: Sequence[Page], levels: Levels | None = None) -> list[Page]:
    """Return the pages with their tables without ruling lines found.

    Words of such a table stand in its cells afterwards. Pages that have none, and sources without
    geometry, are returned as they are.
    """
    levels = levels or Levels()
    chains: list[list[Piece]] = []
    for page in pages:
        before = chains[-1][-1] if chains else None
        if before is not None and not (before.open_end and before.page == page.number - 1):
            before = None
        for index, piece in enumerate(_on_page(page, before, levels)):
            joint = _joint(chains[-1][-1], piece) if before and not index else None
            if joint is None:
                chains.append([piece])
            else:
                chains[-1] = [replace(p, strips=joint) for p in (*chains[-1], piece)]
    found: dict[int, list[Piece]] = {}
    for chain in chains:
        left, right = min(p.left for p in chain), max(p.right for p in chain)
        for piece in chain:
            found.setdefault(piece.page, []).append(replace(piece, left=left, right=right))
    return [_with_tables(p, found[p.number]) if p.number in found else p for p in pages]


def _joint(before: Piece, piece: Piece) -> tuple[Strip, ...] | None:
    """Return the strips that two pieces of one table share, None where they are two tables."""
    if piece.heading and not _same_names(piece.names, before):
        return None
    if len(piece.strips) != len(before.strips):
        return None
    shared = [shared_strip(a, b) for a, b in zip(before.strips, piece.strips, strict=True)]
    found = tuple(strip for strip in shared if strip is not None)
    return found if len(found) == len(shared) else None


def _same_names(names: Sequence[str], before: Piece) -> bool:
    """Tell whether names are those of a heading before, some letters lost by a scan."""
    if len(names) != len(before.names):
        return False
    ours, theirs = (strip_accents(" ".join(one)) for one in (names, before.names))
    scanned = any(word.ocr for word in before.words)
    return ours == theirs or (scanned and fuzz.ratio(ours, theirs) >= _SAME)


def _on_page(page: Page, before: Piece | None, levels: Levels) -> Iterator[Piece]:
    if not page.width_pt or not page.words or len(page.words) > _MOST_WORDS:
        return
    scanned = True in [word.ocr for word in page.words]
    pairs = stood_level(page) if scanned else levels.of(page.words)
    placed = [_placing(word, box) for word, box in pairs if word.text]
    if scanned:
        placed, _ = without_specks(placed)
    walls = [table.box.y0 for table in page.tables if table.box is not None]
    sheet = _PageBands(page.number, bands_of(placed), walls)
    at = 0
    if before is not None:
        at, piece = _go_on(sheet, before)
        if piece is not None:
            before = None
            yield piece
    tries = 0
    while at < len(sheet.bands) and tries < _MOST_TRIES:
        headings = find_headings(sheet.bands, at, counted=before.last_number if before else 0)
        at += 1
        if not headings:
            continue
        tries += 1
        piece, end = _begin(sheet, headings, before)
        if piece is not None:
            before, at = None, end
            yield piece


def _begin(
    sheet: _PageBands, headings: Sequence[AlignedHeading], before: Piece | None
) -> tuple[Piece | None, int]:
    """Return the table below a heading, None where there is none, and the band behind it."""
    readings = [
        (heading, grow(sheet.bands, heading.end, heading.strips, heading.labels, sheet.walls))
        for heading in headings
    ]
    heading, grown = max(readings, key=lambda reading: _reach(*reading))
    names = column_texts(heading.words, grown.strips)
    rows = part_rows(grown, heading.labels)
    goes_on = before is not None and _same_names(names, before)
    if not all(names) or not _is_table(heading, rows, grown.strips, least=1 if goes_on else 2):
        return None, heading.end
    end = heading.end + len(grown.bands)
    piece = Piece(
        page=sheet.number,
        strips=grown.strips,
        heading=heading.words,
        names=tuple(names),
        labels=heading.labels,
        rows=tuple(rows),
        left=min(b.left for b in sheet.bands[heading.start : end]),
        right=max(b.right for b in sheet.bands[heading.start : end]),
        open_end=_is_end(sheet, end),
        over=heading.over,
    )
    return piece, end


def _reach(heading: AlignedHeading, grown: Growth) -> tuple[int, int, float]:
    """Return how far a table goes, how many columns have words, and the narrowest strip's width."""
    end = heading.end + len(grown.bands)
    inside = [band for band, across in zip(grown.bands, grown.across, strict=True) if not across]
    filled = {column_of(p, grown.strips) for band in inside for p in band.words}
    return end, len(filled), min(strip.width for strip in grown.strips)


def _go_on(sheet: _PageBands, before: Piece) -> tuple[int, Piece | None]:
    """Return the rows at the head of a page that go on with the table before it."""
    at = 1 if signs.is_lone_number(sheet.bands[0].text) else 0
    if at >= len(sheet.bands) or find_headings(sheet.bands, at, counted=before.last_number):
        return at, None
    grown = grow(sheet.bands, at, before.strips, before.labels, sheet.walls)
    rows = part_rows(grown, before.labels)
    if not rows or len(grown.strips) != len(before.strips) or not _follows(rows, before):
        return at, None
    end = at + len(grown.bands)
    piece = replace(
        before,
        page=sheet.number,
        strips=grown.strips,
        heading=(),
        rows=tuple(rows),
        left=min(b.left for b in grown.bands),
        right=max(b.right for b in grown.bands),
        open_end=_is_end(sheet, end),
    )
    return end, piece


def _follows(rows: Sequence[AlignedRow], before: Piece) -> bool:
    """Tell whether rows go on with a table: by their numbers, or by a first row that is full."""
    if before.labels is None:
        return rows[0].filled(before.strips) == len(before.strips) + 1
    numbers = [row.number for row in rows if row.number is not None]
    if not numbers:
        return False
    anew = numbers[0] == 1 and any(row.across for row in rows)
    return numbers[0] == before.last_number + 1 or anew


def _is_end(sheet: _PageBands, end: int) -> bool:
    """Tell whether nothing but a page number stands below band `end`."""
    rest = sheet.bands[end:]
    bottom = sheet.bands[end - 1].bottom
    if any(wall > bottom for wall in sheet.walls):
        return False
    return not rest or (len(rest) == 1 and signs.is_lone_number(rest[0].text))


def _is_table(
    heading: AlignedHeading,
    rows: Sequence[AlignedRow],
    strips: Sequence[Strip],
    *,
    least: int,
) -> bool:
    """Tell whether rows below a heading are a table: enough of them, filled, counted."""
    data = [row for row in rows if not row.across]
    if len(strips) + 1 < _LEAST_COLUMNS or not data:
        return False
    filled = [row.filled(strips) for row in data]
    if sum(filled) < _LEAST_FILLED * len(data) * (len(strips) + 1):
        return False
    if heading.labels is None:
        return len(data) >= _LEAST_UNNUMBERED and min(filled) > 1
    labelled = sum(row.label is not None for row in data)
    return labelled >= least and labelled >= _MOST_UNLABELLED * len(data)


def _with_tables(page: Page, pieces: Sequence[Piece]) -> Page:
    inside = {id(word) for piece in pieces for word in piece.words}
    tables = [*page.tables, *(page_table(piece) for piece in pieces)]
    found = [table.box for table in tables[len(page.tables) :] if table.box is not None]
    placed = [Placing(word, word.box) for word in page.words if word.box is not None]
    lost = {id(p.word) for p in without_specks(placed)[1] if _lies_in(p.box, found)}
    tables.sort(key=lambda table: table.box.y0 if table.box is not None else 0.0)
    words = tuple(w for w in page.words if id(w) not in inside and id(w) not in lost)
    return replace(page, words=words, tables=tuple(tables))


def _lies_in(box: Box, tables: Sequence[Box]) -> bool:
    x, y = box.center_x, box.center_y
    return any(t.x0 <= x <= t.x1 and t.y0 <= y <= t.y1 for t in tables)
