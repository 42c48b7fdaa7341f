"""A document as text in reading order, every character tied to its page and box.

`pipeline.layout` makes a `Layout` from pages; the extractors read nothing else. The text is the
zones in reading order (letterhead left column, then right, …), paragraphs separated by one
newline, zones by two. Inside a paragraph the printed lines are joined by blanks. Offsets are
code points into `Layout.text`, half-open.
"""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import TypeVar

from models.geometry import Box
from models.quick import quickly_made
from models.word_index import WordIndex

__all__ = [
    "Anchor",
    "LaidCell",
    "LaidTable",
    "Layout",
    "Line",
    "Location",
    "Paragraph",
    "Zone",
    "ZoneKind",
]

_Span = TypeVar("_Span", "Line", "Paragraph")


class ZoneKind(StrEnum):
    """What a part of the document is for, after the layout maps of the form rules."""

    SUPERIOR_BODY = "superior_body"
    ISSUING_BODY = "issuing_body"
    NUMBER = "number"
    SUBJECT = "subject"
    TITLE_LINE = "title_line"
    PLACE_DATE = "place_date"
    MARK = "mark"
    DOCUMENT_TYPE = "document_type"
    ADDRESSEES = "addressees"
    BODY = "body"
    DISTRIBUTION = "distribution"
    SIGNATURE = "signature"
    APPENDIX_TITLE = "appendix_title"
    APPENDIX_REFERENCE = "appendix_reference"
    APPENDIX = "appendix"
    FOOTNOTE = "footnote"
    STAMP = "stamp"
    FURNITURE = "furniture"


@quickly_made
@dataclass(frozen=True, slots=True)
class Anchor:
    """Where one word of the text was read.

    Attributes:
        start, end: Its range in the text.
        page: 1-based page.
        box: Its box in points, or None where the source has no geometry.
        confidence: The reader's confidence, 0 to 1.
        raw: The characters as read, where they differ from the text.
        ocr: True where it was read from an image.
        repair: Name of the repair that made the text of `raw`, or None.
    """

    start: int
    end: int
    page: int
    box: Box | None
    confidence: float
    raw: str | None = None
    ocr: bool = False
    repair: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (or one column's part of it).

    Attributes:
        start, end: Its range in the text.
        page: 1-based page.
        box: Extent in points, or None.
        size_pt: Median letter size; 0 when unknown.
        bold, italic: True when most of its words are.
    """

    start: int
    end: int
    page: int
    box: Box | None
    size_pt: float = 0.0
    bold: bool = False
    italic: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph joined over line and page breaks: its range in the text and its zone's index."""

    start: int
    end: int
    zone: int


@quickly_made
@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the document with one purpose.

    Attributes:
        kind: Its purpose.
        start, end: Its range in the text; never empty.
        part: 0 for the document itself, 1, 2, … for appendices and attached papers in order.
    """

    kind: ZoneKind
    start: int
    end: int
    part: int = 0


@quickly_made
@dataclass(frozen=True, slots=True)
class LaidCell:
    """A printed cell: grid position, spans, and its range in the text (empty range: empty cell)."""

    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int
    box: Box | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class LaidTable:
    """The part of a table on one page, in its place in the text.

    Attributes:
        page: 1-based page.
        rows, columns: Size of the grid.
        cells: Printed cells sorted by (row, column).
        start, end: Range of the whole table in the text.
        part: 0 when it stands in the document's body, otherwise the appendix's number.
        box: Extent in points, or None.
        ruled: True where ruling lines made the grid.
    """

    page: int
    rows: int
    columns: int
    cells: tuple[LaidCell, ...]
    start: int
    end: int
    part: int = 0
    box: Box | None = None
    ruled: bool = True


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a range of the text stands on paper.

    Attributes:
        raw: The characters as read, words joined by blanks.
        page: 1-based page of the first word.
        boxes: One box per printed line touched, points, all on `page` and the pages after it, in
            reading order; empty where the source has no geometry.
        pages: The page of each box.
        confidence: Mean of the words' confidence, weighted by length, 0 to 1.
        ocr: True where any word was read from an image.
        repairs: Names of the repairs made to its words, each once, in reading order.
    """

    raw: str
    page: int
    boxes: tuple[Box, ...]
    pages: tuple[int, ...]
    confidence: float
    ocr: bool
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A document in reading order.

    Attributes:
        text: NFC text.
        anchors: One per word, sorted by start, never overlapping.
        lines: Printed lines sorted by start; table cells have none.
        paragraphs: Sorted by start.
        zones: Sorted by start, never overlapping.
        tables: Sorted by start.
        page_count: Number of pages of the file.
    """

    text: str
    anchors: tuple[Anchor, ...]
    lines: tuple[Line, ...]
    paragraphs: tuple[Paragraph, ...]
    zones: tuple[Zone, ...]
    tables: tuple[LaidTable, ...] = ()
    page_count: int = 1

    def cut(self, span: Zone | Paragraph | Line | LaidCell | LaidTable) -> str:
        """Return the text of `span`."""
        return self.text[span.start : span.end]

    def zones_of(self, *kinds: ZoneKind, part: int | None = 0) -> Iterator[Zone]:
        """Yield the zones of `kinds` in reading order; `part=None` looks in every part."""
        for zone in self.zones:
            if zone.kind in kinds and (part is None or zone.part == part):
                yield zone

    def zone(self, kind: ZoneKind, *, part: int = 0) -> Zone | None:
        """Return the first zone of `kind`, or None when the paper has none."""
        return next(self.zones_of(kind, part=part), None)

    def lines_in(self, start: int, end: int) -> tuple[Line, ...]:
        """Return the printed lines that touch the range, in reading order."""
        return _touching(self.lines, self._line_ends, start, end)

    def paragraphs_in(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs that touch the range, in reading order."""
        return _touching(self.paragraphs, self._paragraph_ends, start, end)

    def anchors_in(self, start: int, end: int) -> tuple[Anchor, ...]:
        """Return the words that touch the range, in reading order. Cost: logarithmic."""
        first, last = self._words.touched(start, end)
        return self.anchors[first:last]

    def locate(self, start: int, end: int) -> Location:
        """Tell where the range stands on paper.

        A word that the range only partly covers gives its whole box, cut in proportion to the
        characters covered.

        Raises:
            ValueError: If the range touches no word.
        """
        first, last = self._words.touched(start, end)
        if first >= last:
            raise ValueError("the range touches no word")
        boxes, pages = self._words.boxes(first, last, start, end)
        clear = self._is_clear
        touched = () if clear else self.anchors[first:last]
        confidence = 1.0
        if not clear:
            weights = [min(a.end, end) - max(a.start, start) for a in touched]
            weighted = sum(a.confidence * w for a, w in zip(touched, weights, strict=True))
            confidence = weighted / sum(weights)
        return Location(
            raw=self._words.raw(first, last, start, end),
            page=self.anchors[first].page,
            boxes=boxes,
            pages=pages,
            confidence=round(confidence, 4),
            ocr=any(a.ocr for a in touched),
            repairs=tuple(dict.fromkeys(a.repair for a in touched if a.repair)),
        )

    @cached_property
    def _words(self) -> WordIndex:
        return WordIndex(self.anchors, self.text)

    @cached_property
    def _line_ends(self) -> list[int]:
        return _furthest(self.lines)

    @cached_property
    def _paragraph_ends(self) -> list[int]:
        return _furthest(self.paragraphs)

    @cached_property
    def _is_clear(self) -> bool:
        """Tell whether every word is sure, unmended and no OCR's, so that none need be asked."""
        for anchor in self.anchors:
            if anchor.ocr or anchor.repair or anchor.confidence != 1.0:
                return False
        return True


def _furthest(spans: Sequence[Line | Paragraph]) -> list[int]:
    """Return for each span, sorted by start, where the furthest of it and those before it ends."""
    return list(accumulate([span.end for span in spans], max))


def _touching(spans: tuple[_Span, ...], ends: list[int], start: int, end: int) -> tuple[_Span, ...]:
    """Return the spans, sorted by start, that touch a range; `ends` are those of `_furthest`."""
    first = bisect_right(ends, start)
    last = bisect_left(spans, end, key=attrgetter("start"))
    return tuple([span for span in spans[first:last] if span.end > start])
