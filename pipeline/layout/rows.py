"""Group the words of a page into printed rows, and rows into pieces that one wide gap parts.

In: a `Page`. Out: rows from top to bottom, each with its pieces from left to right.

With geometry, words are first levelled: a scan's boxes lie on the skewed print, and over a full
line a skew of one degree is more than half a line's height. The slope is taken from the reader's
own lines. Rows are then words whose heights overlap. Without geometry (plain text, Word) the
reader's lines are the rows, and the blank lines between them are kept as `gap`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import insort
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property
from functools import lru_cache
from itertools import groupby
from itertools import pairwise
from operator import attrgetter
from statistics import median

from models.folding import strip_accents
from models.geometry import Box
from models.geometry import union
from models.page import Page
from models.page import Word
from models.quick import quickly_made

__all__ = [
    "Levels",
    "PrintedLine",
    "Row",
    "levelled",
    "line_of",
    "rows_of",
    "split_at",
    "whole_line",
]

# A gap wider than this many letter sizes parts two columns: justified text stretches its blanks
# to about one size, hidden-table columns stand at least two apart.
_COLUMN_GAP_SIZES = 2.0
# A blank of the form, however wide, parts nothing: «Số:      /UBND-KT», «ngày      tháng      năm».
_FORM_BLANK_SIZES = 9.0
_FORM_BLANK_RE = re.compile(
    r"so[:.]? [/–-] ?[a-z].*|(?:so[:.]?|ngay|thang) \d{1,5}|\d{1,5} (?:thang.*|nam.*|/ ?[a-z].*)"
    r"|(?:.*,)?ngay thang.*|thang nam.*"
)

# A line of fewer words says nothing of the page's slope, nor do words nearer than this, nor fewer pairs.
_LEAST_LINE, _LEAST_RUN_PT, _LEAST_SLOPES = 4, 100.0, 3
# What reaches below the base line: letters, and the dot below.
_BELOW = frozenset("gjpqyQ\u0323")

_Pair = tuple[Word, Box]


@dataclass(slots=True)
class _Run:
    """Words with their levelled boxes, and the boxes' upper and lower edges in ascending order."""

    pairs: list[_Pair] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)

    def add(self, pair: _Pair) -> None:
        self.pairs.append(pair)
        insort(self.tops, pair[1].y0)
        insort(self.bottoms, pair[1].y1)

    @property
    def top(self) -> float:
        """The median upper edge: one tall word must not make a row swallow the next."""
        return self.tops[len(self.tops) // 2]

    @property
    def bottom(self) -> float:
        """The median lower edge."""
        return self.bottoms[len(self.bottoms) // 2]

    def holds(self, y0: float, y1: float) -> bool:
        """Tell whether what stands between two heights belongs to these words."""
        # Asked for every word of a page.
        at = len(self.tops) // 2
        top, bottom = self.tops[at], self.bottoms[at]
        shared = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
        own, other = y1 - y0, bottom - top
        return (shared if shared > 0.0 else 0.0) > 0.5 * (own if own < other else other)

    @property
    def middle(self) -> float:
        heights = sorted([(box.y0 + box.y1) / 2 for _, box in self.pairs])
        at = len(heights) // 2
        return heights[at] if len(heights) % 2 else (heights[at - 1] + heights[at]) / 2


@quickly_made
@dataclass(frozen=True, kw_only=True)
class PrintedLine:
    """Words printed side by side on one base line.

    Attributes:
        words: In reading order, never empty.
        box: Levelled extent in points, or None without geometry.
        page: 1-based page.
        gap: Blank lines before it, for sources without geometry.
        size_pt: Median letter size; 0 when unknown.
        bold, italic: True when more than half of the letters are.
    """

    words: tuple[Word, ...]
    box: Box | None
    page: int
    gap: int = 0
    size_pt: float = 0.0
    bold: bool = False
    italic: bool = False

    @cached_property
    def text(self) -> str:
        """The words joined by blanks."""
        return " ".join([word.text for word in self.words])


@quickly_made
@dataclass(frozen=True, kw_only=True)
class Row:
    """Everything printed at one height: one piece, or several that wide gaps part."""

    pieces: tuple[PrintedLine, ...]

    @cached_property
    def box(self) -> Box | None:
        """Levelled extent of the row in points, or None without geometry."""
        boxes = [piece.box for piece in self.pieces if piece.box is not None]
        return union(boxes) if boxes else None

    @cached_property
    def text(self) -> str:
        """All words joined by blanks."""
        return " ".join([piece.text for piece in self.pieces])

    @property
    def page(self) -> int:
        """1-based page."""
        return self.pieces[0].page


class Levels:
    """The levelled words of pages, worked out once for whoever asks for the same words again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Sequence[Word], list[_Pair]]] = {}

    def of(self, words: Sequence[Word]) -> list[_Pair]:
        """Return `levelled(words)`; not to be changed."""
        known = self._known.get(id(words))
        if known is None:  # holding the words, so that no others get their place in memory
            known = self._known[id(words)] = words, levelled(words)
        return known[1]


def rows_of(page: Page, levels: Levels | None = None) -> list[Row]:
    """Return the rows of `page` from top to bottom, words of tables left out."""
    words = [word for word in page.words if word.text]
    if not words:
        return []
    if all(word.box is None for word in words):
        return _flow_rows(words, page.number)
    placed = [word for word in words if word.box is not None]
    if levels is not None and len(placed) == len(page.words):
        return _level_rows(levels.of(page.words), page.number)
    return _level_rows(levelled(placed), page.number)


def line_of(words: Sequence[tuple[Word, Box | None]], page: int, *, gap: int = 0) -> PrintedLine:
    """Make a printed line from words and their levelled boxes, in reading order."""
    boxes = [box for _, box in words if box is not None]
    sizes = [word.size_pt for word, _ in words if word.size_pt > 0]
    own = tuple([word for word, _ in words])
    bold = sum([len(word.text) for word in own if word.bold])
    italic = sum([len(word.text) for word in own if word.italic])
    letters = sum([len(word.text) for word in own]) if bold or italic else 0
    return PrintedLine(
        words=own,
        box=union(boxes) if boxes else None,
        page=page,
        gap=gap,
        size_pt=median(sizes) if sizes else 0.0,
        bold=bold * 2 > letters,
        italic=italic * 2 > letters,
    )


def split_at(line: PrintedLine, x: float) -> tuple[PrintedLine | None, PrintedLine | None]:
    """Cut a line at `x` points: words whose middle lies left of it, and the rest.

    Word boxes are moved by no more than the line's own levelling, which a cut does not need.
    """
    left = [word for word in line.words if word.box is not None and word.box.center_x < x]
    right = [word for word in line.words if word not in left]
    return _part(line, left), _part(line, right)


def whole_line(row: Row) -> PrintedLine:
    """Return the row as one line, wide gaps or not: running text is justified and tabbed."""
    if len(row.pieces) == 1:
        return row.pieces[0]
    words = [word for piece in row.pieces for word in piece.words]
    made = line_of([(word, word.box) for word in words], row.page, gap=row.pieces[0].gap)
    return replace(made, box=row.box)


def _part(line: PrintedLine, words: list[Word]) -> PrintedLine | None:
    if not words:
        return None
    made = line_of([(word, word.box) for word in words], line.page, gap=line.gap)
    if made.box is None or line.box is None:
        return made
    return replace(made, box=Box(made.box.x0, line.box.y0, made.box.x1, line.box.y1))


def _flow_rows(words: list[Word], page: int) -> list[Row]:
    rows: list[Row] = []
    before: int | None = None
    for number, group in groupby(words, key=lambda word: word.line):
        gap = 0 if before is None else max(0, number - before - 1)
        before = number
        rows.append(Row(pieces=(line_of([(w, None) for w in group], page, gap=gap),)))
    return rows


def levelled(words: Sequence[Word]) -> list[tuple[Word, Box]]:
    """Return the words that have a box, each with its box as if the page stood level."""
    slope = _slope(words)
    if not slope:
        return [(word, word.level or word.box) for word in words if word.box is not None]
    return [(word, word.level or _level(word.box, slope)) for word in words if word.box is not None]


def _level_rows(words: list[_Pair], page: int) -> list[Row]:
    runs = sorted(_runs(words), key=attrgetter("middle"))
    rows: list[_Run] = []
    for run in runs:
        home = _home(run, rows)
        if home is None:
            rows.append(run)
            continue
        for pair in run.pairs:
            home.add(pair)
    rows.sort(key=attrgetter("middle"))
    return [Row(pieces=tuple(_pieces(row.pairs, page))) for row in rows]


def _runs(words: list[_Pair]) -> list[_Run]:
    """Return the reader's lines, each cut at its wide gaps: words that surely stand side by side."""
    runs: list[_Run] = []
    run, before, line = _Run(), words[0], None
    for pair in words:
        if pair[0].line != line:
            line = pair[0].line
            run = _Run()
            runs.append(run)
        else:
            left, box = before[1], pair[1]
            apart = box.x0 < left.x0 or not run.holds(box.y0, box.y1)
            size = left.y1 - left.y0
            wide = box.x0 - left.x1 > _COLUMN_GAP_SIZES * size
            if apart or (wide and _are_apart(before, pair, size)):
                run = _Run()
                runs.append(run)
        run.add(pair)
        before = pair
    return runs


def _are_apart(left: _Pair, right: _Pair, size: float) -> bool:
    """Tell whether two neighbours of a row belong to two columns."""
    gap = right[1].x0 - left[1].x1
    if gap <= _COLUMN_GAP_SIZES * size:
        return False
    blank = _FORM_BLANK_RE.fullmatch(strip_accents(f"{left[0].text} {right[0].text}"))
    return blank is None or gap > _FORM_BLANK_SIZES * size


def _home(run: _Run, rows: list[_Run]) -> _Run | None:
    """Return the row at the run's height that has room for it.

    Two columns of different letter sizes overlap in height line by line: a run that would lie
    over words of the same row belongs to the next one.
    """
    # Only the last few rows can still grow.
    top, bottom = run.top, run.bottom
    near = [row for row in rows[-8:] if row.holds(top, bottom)]
    free = [
        row
        for row in near
        if not any(_overlaps(box, other) for _, box in run.pairs for _, other in row.pairs)
    ]
    if len(free) < 2:
        return free[0] if free else None
    middle = run.middle
    return min(free, key=lambda row: abs(row.middle - middle))


def _overlaps(box: Box, other: Box) -> bool:
    return box.horizontal_overlap(other) > 0.25 * min(box.width, other.width)


def _slope(words: Iterable[Word]) -> float:
    """Return the median slope (points down per point right) of the reader's lines.

    It is taken between words of a line that stand on their base line with every letter: a comma, a
    dash, a «g» or a dot below would tilt a page of few lines.
    """
    slopes: list[float] = []
    line: int | None = None
    count = 0
    standing: list[Box] = []
    for word in words:
        box = word.box
        if word.line != line:
            if count >= _LEAST_LINE:
                slopes += _slopes_of(standing)
            line, count, standing = word.line, 0, []
        if box is not None:
            count += 1
            if _stands(word.text):
                standing.append(box)
    if count >= _LEAST_LINE:
        slopes += _slopes_of(standing)
    slope = median(slopes) if len(slopes) >= _LEAST_SLOPES else 0.0
    return slope if math.radians(0.1) < abs(slope) < math.radians(8) else 0.0


def _slopes_of(standing: Sequence[Box]) -> list[float]:
    """Return the slopes between words of one line that stand far apart."""
    reach = max(1, len(standing) // 2)
    middles = [(box.x0 + box.x1) / 2 for box in standing]
    feet = [box.y1 for box in standing]
    pairs = zip(middles, middles[reach:], feet, feet[reach:], strict=False)
    return [
        (foot - before) / (right - left)
        for left, right, before, foot in pairs
        if right - left > _LEAST_RUN_PT
    ]


@lru_cache(maxsize=16_384)  # words come again
def _stands(text: str) -> bool:
    """Tell whether every letter ends at the base line."""
    return text.isalnum() and not _BELOW.intersection(unicodedata.normalize("NFD", text))


def _level(box: Box, slope: float) -> Box:
    # Far down a turned page the margin has moved aside as well.
    drop, aside = slope * box.center_x, slope * box.center_y
    return Box(box.x0 + aside, box.y0 - drop, box.x1 + aside, box.y1 - drop)


def _left(pair: _Pair) -> float:
    return pair[1].x0


def _pieces(row: list[_Pair], page: int) -> list[PrintedLine]:
    row.sort(key=_left)
    size = median([(w.size_pt or b.height) for w, b in row])
    least = _COLUMN_GAP_SIZES * size
    cuts = [
        place
        for place, (before, pair) in enumerate(pairwise(row), 1)
        if pair[1].x0 - before[1].x1 > least and _are_apart(before, pair, size)
    ]
    pieces = [row[begin:end] for begin, end in pairwise([0, *cuts, len(row)])]
    return [line_of(piece, page) for piece in pieces]
