"""One page model for every source: words with boxes and a confidence, ruling lines, tables.

A text layer, an OCR engine, a plain-text file and a Word file all become `Page`s. Nothing after
reading knows where a word came from, except through its confidence and, for the record's
`page_sources`, through `Page.source`.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum

from models.geometry import Box
from models.geometry import Rule
from models.quick import quickly_made

__all__ = ["Cell", "FileKind", "Page", "PageSource", "PageTable", "Reading", "Word"]


class FileKind(StrEnum):
    """What a file is by its content, never by its name."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    DOCX = "docx"


class PageSource(StrEnum):
    """Where the words of a page were read."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    MIXED = "text-layer+ocr"
    TEXT = "text"
    DOCX = "docx"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of characters without a blank, as printed.

    Attributes:
        text: The word in NFC, look-alike characters folded (see `pipeline.reading.characters`).
        box: Its extent in points, or None where the source has no geometry.
        level: Its extent as if the page's lines had never bent, points; None where they did not.
        confidence: 0 to 1; 1.0 for a healthy text layer and for plain text.
        raw: The characters as read, where they differ from `text`; None where they do not.
        line: The reader's line number on the page, ascending from 0. Words of one printed line
            share it; two columns side by side may or may not.
        size_pt: Font size or letter height in points; 0 when unknown.
        bold, italic: As far as the source tells; False when unknown.
        ocr: True where the word was read from an image.
        repair: Name of the repair that made `text` of what was read; None where there was none.
    """

    text: str
    box: Box | None = None
    confidence: float = 1.0
    raw: str | None = None
    line: int = 0
    size_pt: float = 0.0
    bold: bool = False
    italic: bool = False
    ocr: bool = False
    repair: str | None = None
    level: Box | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One printed cell of a table.

    Attributes:
        row, column: 0-based position of its top left corner in the grid.
        row_span, column_span: How many grid rows and columns it covers, at least 1.
        words: Its words in reading order; may be empty.
        box: Its extent in points, or None where the source has no geometry.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    words: tuple[Word, ...] = ()
    box: Box | None = None

    @property
    def text(self) -> str:
        """The words joined by blanks; empty for an empty cell."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """The part of a table that stands on one page.

    Attributes:
        rows, columns: Size of the grid, at least 1 each.
        cells: Printed cells sorted by (row, column); a merged cell appears once.
        box: The table's extent in points, or None where the source has no geometry.
        line: For sources without geometry: the table stands before the first word whose `line`
            is greater than or equal to this number.
        ruled: True where ruling lines made the grid, False where alignment or tabs did.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    box: Box | None = None
    line: int = 0
    ruled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as read, upright.

    Attributes:
        number: 1-based.
        width_pt, height_pt: Size in points after turning; 0 where the source has no geometry.
        source: Where the words come from.
        words: Words outside of tables, in the reader's order. A table's words stand in its cells only.
        tables: Tables in order from the top.
        rules: Ruling lines outside of tables (letterhead underlines, foot rules).
        braces: Boxes of drawn braces, which join the lines of a list to one remark.
        rotation: Degrees clockwise by which the page was turned to stand upright (0, 90, 180, 270).
            Boxes refer to the upright page.
        health: Share of valid Vietnamese syllables among the words made of letters, 0 to 1.
        notes: Stable codes of what the reader noticed, for example ``text-layer-unhealthy``.
        footnotes: For sources without geometry: the first and the last line of every paragraph of a
            footnote. They stand where the note is called and part no paragraph.
    """

    number: int
    width_pt: float
    height_pt: float
    source: PageSource
    words: tuple[Word, ...] = ()
    tables: tuple[PageTable, ...] = ()
    rules: tuple[Rule, ...] = ()
    braces: tuple[Box, ...] = ()
    rotation: int = 0
    health: float = 1.0
    notes: tuple[str, ...] = ()
    footnotes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as read: its kind and its pages in order, never empty.

    Attributes:
        kind: What the file is by its content.
        pages: At least one page.
        unreadable_pages: 1-based numbers of pages that could not be read; they stand in `pages`
            without words.
        notes: Stable codes of what was noticed about the file as a whole.
    """

    kind: FileKind
    pages: tuple[Page, ...]
    unreadable_pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = field(default=())
