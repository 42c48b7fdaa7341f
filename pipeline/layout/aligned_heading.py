"""Find the heading of a table without ruling lines: known column names over blank strips.

In: bands of ink. Out: an `AlignedHeading`: its bands, the strips that it leaves blank and, where its
first column is that of running numbers, the place of their labels. A heading is told by its words
only («TT» and two columns more, or at least two names of `extractors.table_columns` and half of all):
by form alone every list set in columns would be a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from itertools import pairwise

from extractors import form_lines as signs
from extractors.table_columns import ColumnRole
from extractors.table_columns import column_role
from models.folding import strip_accents
from models.geometry import union
from models.page import Word
from pipeline.layout.aligned_bands import DOUBTFUL_PT
from pipeline.layout.aligned_bands import LEAST_STRIP_PT
from pipeline.layout.aligned_bands import Band
from pipeline.layout.aligned_bands import Placing
from pipeline.layout.aligned_bands import Strip
from pipeline.layout.aligned_bands import blank_strips
from pipeline.layout.aligned_bands import in_reading_order
from pipeline.layout.aligned_bands import side_by_side

__all__ = [
    "AlignedHeading",
    "Labels",
    "column_texts",
    "counts_columns",
    "find_headings",
    "first_label",
    "heads_numbers",
    "lowest_wide_gap",
    "number_of",
]

_NUMBER_HEADS = frozenset({"stt", "tt"})
# Names of columns that say nothing of who does what: of timetables, lists of people and of things.
_OTHER_HEADS = frozenset(
    {"thu", "ngay", "thu ngay", "ngay thang", "buoi", "sang", "chieu", "buoi sang", "buoi chieu", "gio"}
    | {"thoi gian", "dia diem", "thanh phan", "nguoi chu tri", "ho va ten", "ho ten", "chuc vu", "chuc danh"}
    | {"don vi", "don vi cong tac", "don vi tinh", "dvt", "so luong", "so tien", "gioi tinh", "ngay sinh"}
)  # fmt: skip
_LABEL_RE = re.compile(r"\(?(?:[IVXLC]{1,7}|\d{1,4}(?:\.\d{1,3}){0,3}|[A-ZĐa-zđ])[.)]{0,2}")
_FIRST_RE = re.compile(r"\(?(?:0?1|I|A|a|1\.1)[.)]{0,2}")
_COUNT_RE = re.compile(r"\(?(\d{1,4})[.)_|'`]{0,2}")
# A number of a column, as a whole or without one of its brackets.
_BRACKET_RE = re.compile(r"\((\d{1,2})\)?|(\d{1,2})\)")
_LONGEST_COUNT = 4
# What a scan makes of numbers, Roman ones in bold above all: «1H», «VIH», «VỊ», «22_».
_MISREAD_RE = re.compile(r"(?:[IVXLCHMNY1lỊÌÍ!|]{1,6}|\d{1,4}(?:\.\d{1,3}){0,3})[.)_|'`]{0,2}")
# Labels are set below the middle or the left end of their heading.
_MIDDLE_SLACK_PT, _LEFT_SLACK_PT = 14.0, 6.0
_LONGEST_MISREAD = 6
# Lines of a heading above the one with «TT».
_MOST_ABOVE = 3
# A first row begins within this many bands; no heading has more lines.
_MOST_LINES = 6
_WIDEST_STEP_PT = 60.0
_LONGEST_NAME = 90
_LEAST_COLUMNS = 3
# Lines of one heading stand nearer to each other than its last line to the first row, by this much.
_CLEAR_PT = 2.5


@dataclass(frozen=True, slots=True)
class Labels:
    """Where the labels of a column of running numbers stand: left end and middle, points."""

    left: float
    middle: float

    def find(self, band: Band) -> Placing | None:
        """Return the label that begins the band, None when it begins with none."""
        first = band.words[0]
        if not self._holds(first):
            return None
        known = _LABEL_RE.fullmatch(first.word.text)
        if known is None and first.word.ocr:
            known = _MISREAD_RE.fullmatch(first.word.text)
        return first if known else None

    def mark(self, band: Band) -> Placing | None:
        """Return the label that begins the band, also one that a scan made something else of.

        What stands apart in the label's place beside words in two columns or more is a label.
        """
        found = self.find(band)
        if found is not None or not band.words[0].word.ocr:
            return found
        beside = len(blank_strips(band.words)) > 1
        return self.find_misread(band) if beside else None

    def find_misread(self, band: Band) -> Placing | None:
        """Return the short word that stands apart in the label's place, whatever was read in it."""
        first = band.words[0]
        apart = len(band.words) > 1 and band.words[1].box.x0 - first.box.x1 >= LEAST_STRIP_PT
        short = len(first.word.text) <= _LONGEST_MISREAD
        return first if apart and short and self._holds(first) else None

    def _holds(self, placing: Placing) -> bool:
        box = placing.box
        return (
            abs(box.center_x - self.middle) <= _MIDDLE_SLACK_PT
            or abs(box.x0 - self.left) <= _LEFT_SLACK_PT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedHeading:
    """A heading.

    Attributes:
        start, end: Its bands, half-open.
        strips: Blank strips that its lowest lines leave.
        labels: Where running numbers stand below it; None in a table without them.
        words: All its words.
        over: Those of them that may cover several columns.
    """

    start: int
    end: int
    strips: tuple[Strip, ...]
    labels: Labels | None
    words: tuple[Placing, ...]
    over: tuple[Placing, ...] = ()


def heads_numbers(band: Band) -> bool:
    """Tell whether the band begins with the heading of a column of running numbers."""
    return _anchor(band) is not None


def number_of(text: str) -> int | None:
    """Return the number of a label, None for a Roman one, a letter or «1.2».

    Example:
        >>> number_of("12."), number_of("IV")
        (12, None)
    """
    found = _COUNT_RE.fullmatch(text)
    return int(found.group(1)) if found else None


def first_label(text: str) -> bool:
    """Tell whether a label is the first of its row of labels."""
    return _FIRST_RE.fullmatch(text) is not None


def find_headings(bands: Sequence[Band], at: int, *, counted: int) -> list[AlignedHeading]:
    """Return the readings of a heading whose first numbered or named line is band `at`.

    Readings differ in the names that are taken to cover several columns; none: no heading.

    Args:
        bands: The bands of a page.
        at: The band to look at.
        counted: The last number of a table that may go on here; 0 where there is none.
    """
    anchor = _anchor(bands[at])
    if anchor is not None:
        return _numbered(bands, at, anchor, counted)
    lower = _broken_anchor(bands, at)
    if lower is not None:
        return _numbered(bands, lower, bands[lower].words[0], counted)
    named = _named(bands, at)
    return [] if named is None else [named]


def _anchor(band: Band) -> Placing | None:
    """Return the heading of the column of running numbers, if it begins the band."""
    first = band.words[0]
    plain = _plain(first.word)
    if plain in _NUMBER_HEADS:
        return first
    if len(band.words) > 1 and plain == "so":
        second = band.words[1]
        if _plain(second.word) in _NUMBER_HEADS and second.box.x0 - first.box.x1 < 6:
            return second
    return None


def _broken_anchor(bands: Sequence[Band], at: int) -> int | None:
    """Return the band with «TT» when band `at` begins with its «Số», a line above or more."""
    first = bands[at].words[0]
    if _plain(first.word) != "so":
        return None
    for index in range(at + 1, min(len(bands), at + _MOST_ABOVE + 1)):
        below = _anchor(bands[index])
        if below is not None:
            near = below.box.x0 < first.box.x1 and first.box.x0 < below.box.x1
            return index if near else None
    return None


def _plain(word: Word) -> str:
    return _plain_text(word.text)


@lru_cache(maxsize=4_096)  # words come again
def _plain_text(text: str) -> str:
    return strip_accents(text).strip(".:*")


def _numbered(
    bands: Sequence[Band], at: int, anchor: Placing, counted: int
) -> list[AlignedHeading]:
    labels = Labels(anchor.box.x0, anchor.box.center_x)
    first: tuple[int, str] | None = None
    for index in range(at + 1, min(len(bands), at + 1 + _MOST_LINES)):
        if bands[index].top - bands[index - 1].bottom > _WIDEST_STEP_PT:
            return []
        found = labels.find(bands[index])
        if found is not None:
            first = index, found.word.text
            break
    if first is None or not (first_label(first[1]) or number_of(first[1]) == counted + 1):
        return []
    count = next((i for i in range(at + 1, first[0] + 1) if counts_columns(bands[i])), None)
    ends = sorted(
        wide_gaps(bands, at, first[0]) if count is None else [count],
        key=lambda end: (not _is_group_name(bands[end], labels), -end),
    )
    return [reading for end in ends for reading in _down_to(bands, at, end, anchor, labels)]


def counts_columns(band: Band) -> bool:
    """Tell whether the band counts the columns: (2) (3) (4), some of them misread or lost."""
    texts = [p.word.text for p in band.words]
    if len(texts) < _LEAST_COLUMNS or any(len(text) > _LONGEST_COUNT for text in texts):
        return False
    found = [match for text in texts if (match := _BRACKET_RE.fullmatch(text))]
    counts = [int(match.group(1) or match.group(2)) for match in found]
    rising = all(0 < after - before <= 2 for before, after in pairwise(counts))
    return len(counts) > 1 and rising and 2 * len(counts) >= len(texts)


def _is_group_name(band: Band, labels: Labels) -> bool:
    """Tell whether the band may be a group's name whose label was not read: one text, a capital."""
    first = band.words[0]
    beside = first.box.x0 > labels.middle + LEAST_STRIP_PT
    return beside and first.word.text[:1].isupper() and not blank_strips(band.words)


def _down_to(
    bands: Sequence[Band], at: int, end: int, anchor: Placing, labels: Labels
) -> list[AlignedHeading]:
    """Return the readings of the heading that ends above band `end`; none leaves too few strips.

    A group's name without a readable label below the heading is no part of it: it fills the strips.
    """
    start = _top(bands, at, end)
    words = tuple(p for band in bands[start:end] for p in band.words)
    level = anchor.box.center_y - 0.4 * anchor.box.height
    found: list[AlignedHeading] = []
    for above in ([], [p for p in words if p.box.center_y < level], _over_two(words)):
        strips, over = _parted(words, above)
        if len(strips) + 1 < _LEAST_COLUMNS or anchor.box.x1 > strips[0].left + 1:
            continue
        if all(known.strips != strips for known in found):
            found.append(
                AlignedHeading(
                    start=start, end=end, strips=strips, labels=labels, words=words, over=over
                )
            )
    return found


def _parted(
    words: Sequence[Placing], above: Sequence[Placing]
) -> tuple[tuple[Strip, ...], tuple[Placing, ...]]:
    """Return the strips of a heading, and the words that may cover several of its columns.

    Besides the words `above` these are names over a blank strip that parts two names below them:
    «Phân công» over «Chủ trì» and «Phối hợp», whether cells hang from the top or not.
    """
    over = list(above)
    held = {id(p) for p in over}
    lower = [p for p in words if id(p) not in held]
    strips = blank_strips(lower)
    for run in _names(lower):
        mine = {id(p) for p in run}
        rest = [p for p in lower if id(p) not in mine]
        found = blank_strips(rest)
        if len(found) > len(strips) and _covers(run, rest, found):
            strips, lower = found, rest
            over += run
    return strips, tuple(over)


def _over_two(words: Sequence[Placing]) -> list[Placing]:
    """Return the words of the first line that stand over two names below, nearer than others do."""
    runs = list(side_by_side(words))
    boxes = [union([p.box for p in run]) for run in runs]
    upper = [i for i, box in enumerate(boxes) if box.center_y <= boxes[0].y1]
    below: dict[int, list[Placing]] = {i: [] for i in upper}
    for index, run in enumerate(runs):
        if index not in below:
            middle = boxes[index].center_x
            below[min(upper, key=lambda i: abs(boxes[i].center_x - middle))] += run
    return [p for i in upper if blank_strips(below[i], least=DOUBTFUL_PT) for p in runs[i]]


def _names(words: Sequence[Placing]) -> Iterator[list[Placing]]:
    """Yield names in a heading: single runs of words, and two of which one stands below the other."""
    runs = list(side_by_side(words))
    yield from runs
    for one, other in combinations(runs, 2):
        upper, lower = (union([p.box for p in run]) for run in (one, other))
        near = 0 < lower.center_y - upper.center_y < 2 * upper.height
        if near and upper.x0 < lower.x1 and lower.x0 < upper.x1:
            yield [*one, *other]


def _covers(run: Sequence[Placing], rest: Sequence[Placing], strips: Sequence[Strip]) -> bool:
    """Tell whether a name stands over a wide strip with names below it on both sides."""
    box = union([p.box for p in run])
    below = [p for p in rest if p.box.center_y > box.y1]
    for index, strip in enumerate(strips):
        if strip.width < DOUBTFUL_PT or not (box.x0 < strip.right and box.x1 > strip.left):
            continue
        columns = {sum(p.box.center_x > s.middle for s in strips) for p in below}
        if {index, index + 1} <= columns:
            return True
    return False


def lowest_wide_gap(bands: Sequence[Band], above: int, below: int) -> int:
    """Return the band that begins a row: behind the widest gap between two bands, else `below`.

    Where all gaps are alike the cells hang from the top and the row begins with its label.
    """
    return wide_gaps(bands, above, below)[-1]


def wide_gaps(bands: Sequence[Band], above: int, below: int) -> list[int]:
    """Return the bands behind the widest gaps between band `above` and band `below`, ascending."""
    gaps = {i: bands[i].top - bands[i - 1].bottom for i in range(above + 1, below + 1)}
    widest = max(gaps.values())
    return [i for i, gap in gaps.items() if gap >= widest - _CLEAR_PT]


def _top(bands: Sequence[Band], at: int, end: int) -> int:
    """Return the first band of the heading: lines above the one with «TT», near and of its kind."""
    inner = [bands[i].top - bands[i - 1].bottom for i in range(at + 1, end)]
    outer = bands[end].top - bands[end - 1].bottom
    limit = max([*inner, min(outer - _CLEAR_PT, 8.0)])
    bold = _is_bold(bands[at])
    start = at
    left = bands[at].words[0].box.x1
    while start > 0 and at - start < _MOST_ABOVE:
        band = bands[start - 1]
        apart = bands[start].top - band.bottom
        if apart > limit + 1 or _is_bold(band) != bold or _is_title(band):
            break
        if band.left <= left and _broken_anchor(bands, start - 1) != at:
            break
        start -= 1
    return start


def _is_title(band: Band) -> bool:
    """Tell whether a line is one of an appendix's head, which stands right above its table."""
    text = band.text
    return signs.is_capitals(text) or signs.is_appendix_reference(text) or text.endswith(")")


def _is_bold(band: Band) -> bool:
    return 2 * sum(p.word.bold for p in band.words) > len(band.words)


def _named(bands: Sequence[Band], at: int) -> AlignedHeading | None:
    """Return a heading without a column of numbers, told by the names of its columns."""
    if not bands[at].words[0].word.text[:1].isupper():
        return None
    ends = [end for end in range(at + 1, min(len(bands), at + 4)) if _is_clear_of(bands, at, end)]
    if not ends:
        return None
    boxes = [p.box for p in bands[at].words]
    # In a single line no name stands over others: its own blanks must do.
    single = max([b.center_y for b in boxes]) <= min([b.y1 for b in boxes])
    if single and len(blank_strips(bands[at].words)) + 1 < _LEAST_COLUMNS:
        return None
    found: AlignedHeading | None = None
    for end in range(at + 1, ends[-1] + 1):
        words = tuple(p for band in bands[at:end] for p in band.words)
        strips, over = _parted(words, ())
        if len(strips) + 1 < _LEAST_COLUMNS:
            break
        if end in ends and _knows(column_texts(words, strips), least=2):
            found = AlignedHeading(
                start=at, end=end, strips=strips, labels=None, words=words, over=over
            )
    return found


def _is_clear_of(bands: Sequence[Band], at: int, end: int) -> bool:
    """Tell whether a heading from band `at` on stands clear of band `end` below it."""
    gap = bands[end].top - bands[end - 1].bottom
    inner = max([bands[i].top - bands[i - 1].bottom for i in range(at + 1, end)], default=0.0)
    return gap > inner + _CLEAR_PT


def column_texts(words: Sequence[Placing], strips: Sequence[Strip]) -> list[str]:
    """Return the text of each column of a heading, the lines of one column joined."""
    held: list[list[Placing]] = [[] for _ in range(len(strips) + 1)]
    for placing in words:
        held[sum(placing.box.center_x > strip.middle for strip in strips)].append(placing)
    return [" ".join(p.word.text for p in in_reading_order(column)) for column in held]


def _knows(texts: Sequence[str], *, least: int) -> bool:
    if not all(texts) or any(len(text) > _LONGEST_NAME for text in texts):
        return False
    roles = [column_role(text) for text in texts]
    known = sum(
        role is not ColumnRole.NUMBER if role is not None else _is_other(text)
        for role, text in zip(roles, texts, strict=True)
    )
    capitals = all(text[:1].isupper() for text in texts)
    return capitals and known >= least and 2 * known >= len(texts)


def _is_other(text: str) -> bool:
    return _plain_text(text.replace(",", "")) in _OTHER_HEADS
