"""Follow a table without ruling lines down its page, and part its bands into rows.

In: bands, the strips that the heading leaves blank, the place of the labels. Out: the bands that
belong to the table with the strips that all of them leave blank, and rows of words. A band over a
strip ends the table unless it is a group's name: then a row with a label and two columns follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors import form_lines as signs
from pipeline.layout.aligned_bands import Band
from pipeline.layout.aligned_bands import Placing
from pipeline.layout.aligned_bands import Strip
from pipeline.layout.aligned_bands import narrow
from pipeline.layout.aligned_heading import Labels
from pipeline.layout.aligned_heading import counts_columns
from pipeline.layout.aligned_heading import heads_numbers
from pipeline.layout.aligned_heading import lowest_wide_gap
from pipeline.layout.aligned_heading import number_of

__all__ = ["AlignedRow", "Growth", "column_of", "grow", "part_rows"]

# Lines of a group's name; more over several columns are running text.
_MOST_ACROSS, _LONGEST_ACROSS = 3, 300
# The bands below a group's name among which a numbered row must stand.
_LOOK_AHEAD = 5
# Rows of one table stand nearer than this.
_WIDEST_GAP_PT = 40.0
# Gaps between rows and gaps between lines of a cell differ at least by this.
_CLEAR_PT = 2.5
# What begins a row of sums, which has no number of its own.
_SUM_RE = re.compile(r"(?:tổng(?: cộng| số)?|cộng)(?:\s?[:.]|\s\(|$|\s{1,3}\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """A printed row: its words, its height, its label's text, whether it is a group's name."""

    words: tuple[Placing, ...]
    top: float
    bottom: float
    label: str | None = None
    across: bool = False

    @property
    def number(self) -> int | None:
        """The number of its label."""
        return None if self.label is None else number_of(self.label)

    def filled(self, strips: Sequence[Strip]) -> int:
        """Return in how many columns it has words."""
        return len({column_of(placing, strips) for placing in self.words})


@dataclass(slots=True)
class Growth:
    """A table's bands, which of them run over its columns, and the strips that the others leave."""

    strips: tuple[Strip, ...]
    bands: list[Band]
    across: list[bool]


def column_of(placing: Placing, strips: Sequence[Strip]) -> int:
    """Return the column of a word: the number of strips left of its middle."""
    return sum(placing.box.center_x > strip.middle for strip in strips)


def grow(
    bands: Sequence[Band],
    start: int,
    strips: tuple[Strip, ...],
    labels: Labels | None,
    walls: Sequence[float],
) -> Growth:
    """Return the bands from `start` on that stand in the columns between `strips`.

    Args:
        bands: The bands of a page from the top.
        start: The first band below the heading.
        strips: Strips that the heading (or the page before) leaves blank.
        labels: Where running numbers stand; None in a table without them.
        walls: Upper edges of ruled tables, which end whatever stands above them.
    """
    grown = Growth(strips, [], [])
    pending: list[Band] = []
    counted: int | None = None
    for index in range(start, len(bands)):
        band = bands[index]
        if heads_numbers(band):
            _drop_caption(grown)
            break
        if _ends(bands, index, start, walls):
            break
        left = _left_blank(band, grown.strips, labels)
        if left is None:
            pending.append(band)
            if labels is None or not _is_name(pending, bands, index, grown.strips, labels):
                break
            continue
        number = _number(band, labels)
        if number is not None:
            if counted is not None and number not in (1, counted + 1) and _is_thin(band, left):
                break
            counted = number
        grown.bands += [*pending, band]
        grown.across += [True] * len(pending) + [False]
        grown.strips = _shown(left, band)
        pending = []
    return grown


def _shown(strips: tuple[Strip, ...], band: Band) -> tuple[Strip, ...]:
    """Return the strips, those with words of the band on both sides no longer in doubt."""
    columns = {column_of(placing, strips) for placing in band.words}
    return tuple(
        replace(strip, doubtful=False) if {index, index + 1} <= columns else strip
        for index, strip in enumerate(strips)
    )


def _number(band: Band, labels: Labels | None) -> int | None:
    label = labels.find(band) if labels is not None else None
    return None if label is None else number_of(label.word.text)


def _is_thin(band: Band, strips: Sequence[Strip]) -> bool:
    """Tell whether the band has words in two columns at most, as a line of text may have."""
    return len({column_of(placing, strips) for placing in band.words}) < 3


def _drop_caption(grown: Growth) -> None:
    """Drop the caption of the table whose heading ended this one."""
    while grown.bands and _is_thin(grown.bands[-1], grown.strips):
        caption = grown.bands.pop()
        grown.across.pop()
        if caption.words[0].box.x0 < grown.strips[0].left:
            break


def _ends(bands: Sequence[Band], index: int, start: int, walls: Sequence[float]) -> bool:
    band = bands[index]
    above = bands[index - 1].bottom if index else band.top
    if index > start and band.top - above > _WIDEST_GAP_PT:
        return True
    if any(above <= wall <= band.top for wall in walls):
        return True
    text = band.text
    return signs.is_distribution_head(text) or signs.title_start(text) is not None


def _left_blank(
    band: Band, strips: tuple[Strip, ...], labels: Labels | None
) -> tuple[Strip, ...] | None:
    """Return what the band leaves of the strips, None when it stands over one."""
    found = [narrow(strip, band.words) for strip in strips]
    if labels is not None:
        edge = strips[0].left if found[0] is None else found[0].first_middle
        numbers = [p for p in band.words if p.box.center_x < edge]
        if numbers and (len(numbers) > 1 or labels.mark(band) is None):
            return None
    if None not in found:
        return tuple(strip for strip in found if strip is not None)
    # A wide blank in one heading is no strip: it goes with the first row that knows better.
    kept = [
        left
        for strip, left in zip(strips, found, strict=True)
        if left is not None or not strip.doubtful
    ]
    solid = [strip for strip in kept if strip is not None]
    return tuple(solid) if len(solid) == len(kept) and len(solid) > 1 else None


def _is_name(
    pending: Sequence[Band],
    bands: Sequence[Band],
    index: int,
    strips: tuple[Strip, ...],
    labels: Labels,
) -> bool:
    """Tell whether lines over several columns may be a group's name: a numbered row follows."""
    text = " ".join(band.text for band in pending)
    if len(pending) > _MOST_ACROSS or len(text) > _LONGEST_ACROSS or text.endswith((".", ";", ":")):
        return False
    columns: set[int] = set()
    for band in bands[index + 1 : index + 1 + _LOOK_AHEAD]:
        left = _left_blank(band, strips, labels)
        if left is None:
            if columns:
                return False
            continue
        columns |= {column_of(p, left) for p in band.words}
        if labels.mark(band) is not None and len(columns) > 2:
            return True
    return False


def part_rows(grown: Growth, labels: Labels | None) -> list[AlignedRow]:
    """Return the rows of a table from the top."""
    rows: list[AlignedRow] = []
    for across, bands in _runs(grown):
        if across:
            found = None
            if labels is not None:
                found = labels.find(bands[0]) or labels.find_misread(bands[0])
            rows.append(_row(bands, found, across=True))
        elif labels is None:
            rows += [_row(group, None) for group in _by_gaps(bands)]
        else:
            rows += _by_labels(bands, labels)
    return rows


def _runs(grown: Growth) -> Iterator[tuple[bool, list[Band]]]:
    run: list[Band] = []
    for index, (band, across) in enumerate(zip(grown.bands, grown.across, strict=True)):
        if run and across != grown.across[index - 1]:
            yield not across, run
            run = []
        run.append(band)
    if run:
        yield grown.across[-1], run


def _row(bands: Sequence[Band], label: Placing | None, *, across: bool = False) -> AlignedRow:
    return AlignedRow(
        words=tuple(p for band in bands for p in band.words),
        top=bands[0].top,
        bottom=bands[-1].bottom,
        label=None if label is None else label.word.text,
        across=across,
    )


def _by_labels(bands: Sequence[Band], labels: Labels) -> list[AlignedRow]:
    """Part bands at their labels, and at gaps as wide as those for rows without a label."""
    places = [i for i, band in enumerate(bands) if labels.mark(band) is not None]
    starts = {lowest_wide_gap(bands, up, down) for up, down in pairwise(places)}
    gaps = {i: bands[i].top - bands[i - 1].bottom for i in range(1, len(bands))}
    between = [gaps[i] for i in starts]
    inside = [gap for i, gap in gaps.items() if i not in starts]
    if between and inside:
        lines = sorted(inside)[len(inside) // 4]
        if median(between) > lines + 2 * _CLEAR_PT:
            limit = (median(between) + lines) / 2
            starts |= {i for i, gap in gaps.items() if gap > limit}
    starts |= {i for i in gaps if _is_sum(bands[i], labels) or counts_columns(bands[i - 1])}
    return _cut(bands, starts, labels)


def _is_sum(band: Band, labels: Labels) -> bool:
    """Tell whether the band begins a row of sums: «Tổng cộng», «Cộng:» and figures beside it."""
    return labels.mark(band) is None and _SUM_RE.match(band.text) is not None


def _cut(bands: Sequence[Band], starts: set[int], labels: Labels | None) -> list[AlignedRow]:
    edges = [0, *sorted(starts - {0}), len(bands)]
    rows: list[AlignedRow] = []
    for first, last in pairwise(edges):
        group = bands[first:last]
        found = [p for band in group if labels and (p := labels.mark(band)) is not None]
        rows.append(_row(group, found[0] if found else None))
    return rows


def _by_gaps(bands: Sequence[Band]) -> list[list[Band]]:
    """Part bands at gaps wider than those of one cell; where all are alike every band is a row."""
    gaps = [bands[i].top - bands[i - 1].bottom for i in range(1, len(bands))]
    alike = not gaps or max(gaps) - min(gaps) < 2 * _CLEAR_PT
    limit = -1.0 if alike else _step_of(gaps)
    groups = [[bands[0]]]
    for gap, band in zip(gaps, bands[1:], strict=True):
        if gap > limit:
            groups.append([])
        groups[-1].append(band)
    return groups


def _step_of(gaps: Sequence[float]) -> float:
    """Return what parts gaps between lines from those between rows: the lowest clear step."""
    steps = ((low + high) / 2 for low, high in pairwise(sorted(gaps)) if high - low >= _CLEAR_PT)
    return next(steps, min(gaps) + _CLEAR_PT)
