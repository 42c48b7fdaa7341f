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
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from models.geometry import Box
from models.geometry import union

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

# Widths of narrow characters against that of a letter, for cutting a word's box.
_WIDTHS = dict.fromkeys(".,;:'!|iIl-()[]/", 0.5)


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
    STAMP = "stamp"
    FURNITURE = "furniture"


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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph joined over line and page breaks: its range in the text and its zone's index."""

    start: int
    end: int
    zone: int


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
        return tuple(line for line in self.lines if line.start < end and line.end > start)

    def paragraphs_in(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs that touch the range, in reading order."""
        return tuple(p for p in self.paragraphs if p.start < end and p.end > start)

    def anchors_in(self, start: int, end: int) -> tuple[Anchor, ...]:
        """Return the words that touch the range, in reading order. Cost: logarithmic."""
        first = bisect_right(self.anchors, start, key=lambda anchor: anchor.end)
        last = bisect_left(self.anchors, end, key=lambda anchor: anchor.start)
        return self.anchors[first:last]

    def locate(self, start: int, end: int) -> Location:
        """Tell where the range stands on paper.

        A word that the range only partly covers gives its whole box, cut in proportion to the
        characters covered.

        Raises:
            ValueError: If the range touches no word.
        """
        touched = self.anchors_in(start, end)
        if not touched:
            raise ValueError("the range touches no word")
        runs: list[tuple[int, list[Box]]] = []
        clear = self._is_clear
        for anchor in touched:
            if anchor.box is None:
                continue
            whole = start <= anchor.start and anchor.end <= end
            box = anchor.box if whole else _cut_box(anchor, self.text, start, end)
            if runs and runs[-1][0] == anchor.page and _same_line(runs[-1][1][-1], box):
                runs[-1][1].append(box)
            else:
                runs.append((anchor.page, [box]))
        confidence = 1.0
        if not clear:
            weights = [min(a.end, end) - max(a.start, start) for a in touched]
            weighted = sum(a.confidence * w for a, w in zip(touched, weights, strict=True))
            confidence = weighted / sum(weights)
        return Location(
            raw=" ".join([self._raw(anchor, start, end) for anchor in touched]),
            page=touched[0].page,
            boxes=tuple(union(boxes) if len(boxes) > 1 else boxes[0] for _, boxes in runs),
            pages=tuple(page for page, _ in runs),
            confidence=round(confidence, 4),
            ocr=not clear and any(a.ocr for a in touched),
            repairs=() if clear else tuple(dict.fromkeys(a.repair for a in touched if a.repair)),
        )

    @cached_property
    def _is_clear(self) -> bool:
        """Tell whether every word is sure, unmended and no OCR's, so that none need be asked."""
        return not any(a.ocr or a.repair or a.confidence != 1.0 for a in self.anchors)

    def _raw(self, anchor: Anchor, start: int, end: int) -> str:
        if anchor.raw is not None and start <= anchor.start and anchor.end <= end:
            return anchor.raw
        return self.text[max(anchor.start, start) : min(anchor.end, end)]


def _cut_box(anchor: Anchor, text: str, start: int, end: int) -> Box:
    """Return the box of the part of a word inside the range, by the widths of its characters."""
    box = anchor.box
    if box is None:
        raise ValueError("a word without a box cannot be cut")
    if start <= anchor.start and anchor.end <= end:
        return box
    widths = [_WIDTHS.get(character, 1.0) for character in text[anchor.start : anchor.end]]
    unit = box.width / sum(widths)
    left = box.x0 + unit * sum(widths[: max(0, start - anchor.start)])
    right = box.x1 - unit * sum(widths[len(widths) - max(0, anchor.end - end) :])
    return Box(left, box.y0, max(left, right), box.y1)


def _same_line(before: Box, box: Box) -> bool:
    if box.x0 <= before.x0:
        return False
    shared = before.vertical_overlap(box)
    return shared > 0.5 * min(before.height, box.height)
