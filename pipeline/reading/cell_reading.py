"""The cells of a scanned table read one by one, where that reads better than the whole page did.

In: a cleaned page, its words and its ruling lines. Out: the words, those of doubtful cells read
anew. Where a table has no ruling lines, the blanks between its columns part the cells (`blank_grid`).

The engine lays text lines through a page; columns set close to each other, with lines at different
heights, mislead it. A cell alone is a small block of print without rules around it. Only cells
with a doubtful word, with a word that lies across an upright ruling line, with print read twice
or not at all are read again; the new words stand where they are surer, or where the old ones
cannot be right. Of a cell of many lines that has no other fault than doubtful words only the lines
that hold them are read again: a second reading costs as much as the first. A block that comes out
with a line lost or in doubt is read once more line by line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from models.geometry import Box
from models.geometry import Rule
from models.settings import Settings
from pipeline.reading.blank_grid import BlankCell
from pipeline.reading.blank_grid import blank_cells
from pipeline.reading.cell_ink import BLACK
from pipeline.reading.cell_ink import INK
from pipeline.reading.cell_ink import lines_of_ink
from pipeline.reading.cell_ink import without_rules
from pipeline.reading.grid import build_tables
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import Picture
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.second_look import is_sound
from pipeline.reading.second_look import merged_words

__all__ = ["read_cells"]

Floats = npt.NDArray[np.float64]

# At most so many cells of a page are read again; a page of noise must not cost minutes.
MAX_CELLS = 120
# A cell is doubtful when one of its words is less sure.
DOUBT = 0.85
# The new reading stands when it is so much surer, and what an impossible syllable costs.
SURER, UNSOUND_COST = 0.02, 0.5
# How far beyond a cell without ruling lines the middle of its words may lie, letter heights.
BETWEEN = 0.4
# A reading with fewer letters than this share of the other's has lost lines.
LEAST_LETTERS = 0.7
# A word that reaches so many letter heights over a cell's side lies across it.
ACROSS = 0.7
# Two words that share so much of the smaller one's box are one, read twice; cells with more words
# are not looked through for them.
TWICE, MOST_WORDS = 0.5, 300
# A word with both marks and tails is no higher, letter heights.
TALL = 2.3
# Marks that may stand alone in a cell.
MARKS = frozenset("-–—+*/.,:;%()…&")
# What the engine makes of a ruling line; in a cell of few words it may be a one, or dirt the rest.
BARS, FEW_WORDS = frozenset("|¦"), 4
# A cell of more words, a smaller share of them doubtful, is read again by lines; two lines lie so far
# apart, letter heights.
MANY_WORDS, MOST_UNSURE, LINE_STEP = 10, 0.06, 0.6
# Marks read less surely are dirt; what is glued to words is no part of them.
LEAST_MARK, SPECKS = 0.3, "|¦“”„\"'`"
# Labels in the column of numbers: how long and how high at most (letter heights), the letters that
# number groups, and how sure a number must be.
MOST_LABEL, MOST_LABEL_HEIGHT, NUMBER_SURE = 4, 2.2, 0.7
_LABEL_RE = re.compile(r"(?:\d{1,3}|[IVX]{1,6})(?:[./](?:\d{1,3}|[IVX]{1,6})){0,3}[a-zđ]?")
LETTERS = frozenset("ABCDEFG")
NUMBER_CHARS = "IVX0123456789."
# Ink of one letter, of the letters in a cell without words, of a word; squares of a letter height.
LEAST_INK, LEAST_LONE_INK, LEAST_WORD_INK = 0.08, 0.2, 0.5
# Of a cell with lines left out, a reading with more letters may be so much less sure.
LESS_SURE = 0.1
# What is left out inside of the ruling lines, letter heights; white around the crop, pixels.
INSET, PAD_PX, LINE_PAD_PX = 0.15, 16, 8
BLOCK, LINE, WORD = 6, 7, 8
# Letters that stand alone: their least height and greatest side, letter heights; readings that agree;
# how many letters at most.
LONE_LETTER, AGREED, MOST_LONE = (0.7, 2.2), 2, 3
LINE_HEIGHT = 2.6
# A cell of few lines may be read line by line.
FEW_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell's box in work pixels, and the words whose middles it holds.

    `broken` tells that a word lies across a side, or that two lie on each other; `numbers` that it
    stands in the first column below the heading, where rows and groups are numbered; `part` that it
    is some lines of a cell.
    """

    box: Box
    words: tuple[ReadWord, ...]
    broken: bool
    numbers: bool
    part: bool = False


def read_cells(
    page: CleanPage, words: Sequence[ReadWord], rules: Sequence[Rule], settings: Settings
) -> list[ReadWord]:
    """Read doubtful cells of the page's tables one by one; return all words.

    Args:
        page: The levelled page.
        words: Its words, work pixels.
        rules: Its ruling lines, points of the levelled page.
        settings: Language and data folder.

    Raises:
        OcrUnavailable: If the engine or its data is not installed.
    """
    doubtful = [part for cell in _cells(page, words, rules) for part in _doubtful(page, cell)]
    gone: set[int] = set()
    found: list[ReadWord] = []
    for cell in doubtful[:MAX_CELLS]:
        again = _read_cell(page, cell.box, settings)
        lone = _read_lone(page, cell, again, settings)
        again = lone or again
        if not _may_stand(page, cell, again):
            continue
        better = bool(lone) or (bool(again) and _is_better(page, again, cell))
        figures = _as_number(page, cell, again if better else cell.words, settings)
        if better or figures:
            again = figures or again
            gone.update(id(word) for word in cell.words)
            found += again
        elif cell.numbers and _is_label(cell.words):
            gone.update(id(word) for word in cell.words if _is_dirt(word))
    return merged_words([word for word in words if id(word) not in gone], found)


def _cells(page: CleanPage, words: Sequence[ReadWord], rules: Sequence[Rule]) -> list[_Cell]:
    height, width = page.work.shape
    k = page.frame.level_pt_per_px
    grid = build_tables(rules, (), page_width_pt=width * k, page_height_pt=height * k)
    cells = [
        BlankCell(box=_in_px(c.box, k), numbers=not c.column and c.column_span == 1 and c.row > 0)
        for table in grid.tables
        for c in table.cells
        if c.box is not None
    ]
    ruled = [_in_px(table.box, k) for table in grid.tables if table.box is not None]
    lined = len(cells)
    cells += blank_cells(page, words, ruled, margin=_inset(page))
    if not cells:
        return []
    sides = np.array([(w.x0, w.x1, (w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2) for w in words])
    left, right, middle, level = sides.reshape(-1, 4).T
    reach, more = ACROSS * page.letter_px, BETWEEN * page.letter_px
    free = np.ones(len(words), np.bool_)
    for cell in cells if len(cells) > lined else ():
        free &= ~_within(cell.box, middle, level)
    found = []
    for index, cell in enumerate(cells):
        x0, y0, x1, y1 = cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1
        mine = _within(cell.box, middle, level)
        if index >= lined:
            # Without ruling lines a word of two rows may have its middle between them.
            mine |= free & _within(Box(x0, y0 - more, x1, y1 + more), middle, level)
        held = tuple(words[int(i)] for i in np.flatnonzero(mine))
        shared = np.minimum(right, x1) - np.maximum(left, x0)
        outside = (left < x0 - reach) | (right > x1 + reach)
        beside = (level > y0) & (level < y1)
        crossed = bool((beside & outside & (shared > reach)).any())
        found.append(
            _Cell(
                box=cell.box,
                words=held,
                broken=crossed or _is_mixed(held, page.letter_px),
                numbers=cell.numbers,
            )
        )
    return found


def _within(box: Box, across: Floats, down: Floats) -> npt.NDArray[np.bool_]:
    """Tell for each place whether it lies in the box."""
    return np.asarray(
        (down > box.y0) & (down < box.y1) & (across > box.x0) & (across < box.x1), np.bool_
    )


def _in_px(box: Box, k: float) -> Box:
    """Return a box of the levelled page, points, in work pixels of `k` points."""
    return Box(box.x0 / k, box.y0 / k, box.x1 / k, box.y1 / k)


def _is_mixed(words: Sequence[ReadWord], letter_px: float) -> bool:
    """Tell whether two lines were read as one, or one piece of print twice: boxes share most."""
    if len(words) > MANY_WORDS:  # their place among so many says nothing of a ruling line
        words = [word for word in words if not _is_bar(word)]
    if any(word.y1 - word.y0 > TALL * letter_px for word in words):
        return True
    if len(words) > MOST_WORDS:
        return False
    return any(_shared(one, other) > TWICE for one, other in combinations(words, 2))


def _shared(one: ReadWord, other: ReadWord) -> float:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    if wide <= 0 or high <= 0:
        return 0.0
    least = min((w.x1 - w.x0) * (w.y1 - w.y0) for w in (one, other))
    return wide * high / max(1, least)


def _doubtful(page: CleanPage, cell: _Cell) -> list[_Cell]:
    """Return what of a cell is to be read again: all, the lines with doubtful words, or nothing."""
    number = bool(cell.words) and cell.numbers and _may_be_number(cell.words)
    if cell.broken or number or _is_uncovered(page, cell):
        return [cell]
    count = len(cell.words)
    others = sum(not _is_bar(word) for word in cell.words)
    unsure = {id(word) for word in cell.words if _is_unsure(word, among=others)}
    if not unsure:
        return []
    whole = count <= MANY_WORDS or len(unsure) > MOST_UNSURE * count
    lines = [] if whole else _lines(cell.words, page.letter_px)
    if len(lines) < 2:
        return [cell]
    at = [i for i, line in enumerate(lines) if any(id(word) in unsure for word in line)]
    starts = [i for i in at if i - 1 not in at]
    ends = [i + 1 for i in at if i + 1 not in at]
    return [_part(page, cell, lines, *ends_of) for ends_of in zip(starts, ends, strict=True)]


def _is_unsure(word: ReadWord, *, among: int) -> bool:
    """Tell whether a word, beside `among` words of print in its cell, is doubtful as it was read."""
    if _is_bar(word):
        return among <= FEW_WORDS
    return word.confidence < DOUBT or _is_dirt(word) or not is_sound(word.text)


def _lines(words: Sequence[ReadWord], letter_px: float) -> list[list[ReadWord]]:
    """Gather the words of a cell into its lines, from the top."""
    lines: list[list[ReadWord]] = []
    last = -np.inf
    for word in sorted(words, key=lambda w: w.y0 + w.y1):
        middle = (word.y0 + word.y1) / 2
        if middle - last > LINE_STEP * letter_px:
            lines.append([])
        lines[-1].append(word)
        last = middle
    return lines


def _part(
    page: CleanPage, cell: _Cell, lines: Sequence[Sequence[ReadWord]], start: int, end: int
) -> _Cell:
    """Return lines `start` to `end` of a cell as one; it is cut halfway to the lines beside them."""
    inset = _inset(page)
    feet = [max(word.y1 for word in line) for line in lines]
    heads = [min(word.y0 for word in line) for line in lines]
    top, bottom = cell.box.y0, cell.box.y1
    if start > 0:
        top = (feet[start - 1] + heads[start]) / 2 - inset
    if end < len(lines):
        bottom = (feet[end - 1] + heads[end]) / 2 + inset
    return _Cell(
        box=Box(cell.box.x0, top, cell.box.x1, bottom),
        words=tuple(word for word in cell.words if any(word in line for line in lines[start:end])),
        broken=False,
        numbers=False,
        part=True,
    )


def _is_bar(word: ReadWord) -> bool:
    return all(char in BARS for char in word.text)


def _is_dirt(word: ReadWord) -> bool:
    """Tell whether a word is no more than marks that no cell holds: «^», «`», «}», «-» unsurely."""
    if any(char.isalnum() for char in word.text):
        return False
    return word.confidence < LEAST_MARK or not any(char in MARKS for char in word.text)


def _inset(page: CleanPage) -> int:
    return round(INSET * page.letter_px) + 1


def _crop(page: CleanPage, box: Box) -> tuple[Picture, int, int]:
    """Return the inside of a cell without its rules, and where it begins."""
    inset = _inset(page)
    x0, y0 = max(0, int(box.x0) + inset), max(0, int(box.y0) + inset)
    crop = page.work[y0 : max(y0, int(box.y1) - inset), x0 : max(x0, int(box.x1) - inset)]
    return without_rules(crop), x0, y0


def _is_uncovered(page: CleanPage, cell: _Cell) -> bool:
    """Tell whether ink of a letter or more lies outside of the cell's words."""
    crop, x0, y0 = _crop(page, cell.box)
    grow = round(page.letter_px / 4)
    bare = crop < BLACK
    for word in cell.words:
        rows = slice(max(0, word.y0 - y0 - grow), max(0, word.y1 - y0 + grow))
        bare[rows, max(0, word.x0 - x0 - grow) : max(0, word.x1 - x0 + grow)] = False
    least = LEAST_WORD_INK if cell.words else LEAST_LONE_INK
    if cell.numbers or _is_figure(cell.words):
        least = LEAST_INK
    return bool(bare.sum() > least * page.letter_px**2)


def _is_figure(words: Sequence[ReadWord]) -> bool:
    """Tell whether the words are a figure: a one beside it has no more ink than a speck."""
    text = _text(words).strip("%")
    return text[:1].isdigit() and not text.strip("0123456789.,")


def _may_be_number(words: Sequence[ReadWord]) -> bool:
    """Tell whether a short text in the column of numbers is neither a number nor a letter of one."""
    text = _text(words).strip(".):")
    if len(text) > MOST_LABEL or _LABEL_RE.fullmatch(text):
        return False
    return text not in LETTERS or min(word.confidence for word in words) < DOUBT


def _as_number(
    page: CleanPage, cell: _Cell, words: Sequence[ReadWord], settings: Settings
) -> list[ReadWord]:
    """Read a doubtful label as a number, Arabic or Roman; empty where it is surely none."""
    if not cell.numbers or (words and not _may_be_number(words)):
        return []
    crop, x0, y0 = _crop(page, cell.box)
    if min(crop.shape) < page.letter_px / 2:
        return []
    ink = crop < INK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or rows[-1] - rows[0] > MOST_LABEL_HEIGHT * page.letter_px:
        return []
    top, left = int(rows[0]), int(columns[0])
    figure = crop[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    read = recognise(
        np.pad(figure, PAD_PX, constant_values=255), settings, psm=LINE, whitelist=NUMBER_CHARS
    )
    if len(read) != 1 or read[0].confidence < NUMBER_SURE or not read[0].text.strip("."):
        return []
    dx, dy = x0 + left - PAD_PX, y0 + top - PAD_PX
    return [read[0].moved(dx, dy)]


def _read_cell(page: CleanPage, box: Box, settings: Settings) -> list[ReadWord]:
    """Read a cell as a block; where that lost a line or is in doubt, line by line if that is better."""
    crop, x0, y0 = _crop(page, box)
    if min(crop.shape) < page.letter_px / 2:
        return []
    if crop.shape[0] < LINE_HEIGHT * page.letter_px:
        return _read_crop(crop, x0, y0, settings, psm=LINE)
    whole = _read_crop(crop, x0, y0, settings, psm=BLOCK)
    cell = _Cell(box=box, words=tuple(whole), broken=False, numbers=False)
    lines = lines_of_ink(crop, page.letter_px)
    lost = _is_uncovered(page, cell)
    unsure = any(word.confidence < DOUBT or not is_sound(word.text) for word in whole)
    if not 1 < len(lines) <= FEW_LINES or not (lost or unsure):
        return whole
    again = [
        word
        for top, bottom in lines
        for word in _read_line(crop[top:bottom], x0, y0 + top, settings)
    ]
    if lost and _letters(again) > _letters(whole) and _worth(again) >= DOUBT:
        return again
    surer = _worth(again) > _worth(whole) + SURER
    covers = surer and not _is_uncovered(page, replace(cell, words=tuple(again)))
    return again if covers and _letters(again) >= LEAST_LETTERS * _letters(whole) else whole


def _may_stand(page: CleanPage, cell: _Cell, again: Sequence[ReadWord]) -> bool:
    """Tell whether a reading is no single letter made of the little ink of a cell without words."""
    ink = (_crop(page, cell.box)[0] < BLACK).sum() / page.letter_px**2
    return bool(cell.words or cell.numbers or len(_text(again)) > 1 or ink > LEAST_WORD_INK)


def _read_line(row: Picture, x0: int, y0: int, settings: Settings) -> list[ReadWord]:
    """Read a row of print alone; with much white around it the engine loses marks such as «(%)»."""
    inked = np.flatnonzero((row < BLACK).any(axis=0))
    left, right = max(0, int(inked[0]) - 1), int(inked[-1]) + 2
    return _read_crop(row[:, left:right], x0 + left, y0, settings, psm=LINE, pad=LINE_PAD_PX)


def _read_crop(
    crop: Picture, x0: int, y0: int, settings: Settings, *, psm: int, pad: int = PAD_PX
) -> list[ReadWord]:
    read = recognise(np.pad(crop, pad, constant_values=255), settings, psm=psm)
    dx, dy = x0 - pad, y0 - pad
    return [
        word.moved(dx, dy)
        for word in read
        if not _is_dirt(word)
        and (word.confidence >= DOUBT or any(char.isalnum() for char in word.text))
    ]


def _read_lone(
    page: CleanPage, cell: _Cell, again: Sequence[ReadWord], settings: Settings
) -> list[ReadWord]:
    """Read a few letters in a cell where the page's reading has none: a cross, «nt» for the same.

    A letter alone is never read surely; what stands is what two of three readings agree in.
    """
    crop, x0, y0 = _crop(page, cell.box)
    if cell.words or min(crop.shape, default=0) < page.letter_px / 2:
        return []
    ink = crop < BLACK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return []
    top, left = int(rows[0]), int(columns[0])
    letter = crop[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    if max(letter.shape) > LONE_LETTER[1] * page.letter_px:
        return []
    if letter.shape[0] < LONE_LETTER[0] * page.letter_px:
        return []
    picture = np.pad(letter, PAD_PX, constant_values=255)
    readings = [list(again), *(recognise(picture, settings, psm=psm) for psm in (LINE, WORD))]
    lone = [one[0] for one in readings if len(one) == 1 and one[0].text.isalnum()]
    votes = Counter(word.text for word in lone).most_common(1)
    if not votes or votes[0][1] < AGREED or len(votes[0][0]) > MOST_LONE:
        return []
    sure = max(word.confidence for word in lone if word.text == votes[0][0])
    x, y = x0 + left, y0 + top
    box = {"x0": x, "y0": y, "x1": x + letter.shape[1], "y1": y + letter.shape[0]}
    return [replace(lone[-1], text=votes[0][0], raw=votes[0][0], confidence=sure, **box)]


def _is_better(page: CleanPage, again: Sequence[ReadWord], cell: _Cell) -> bool:
    if _loses_marks_only(again, cell.words) or (cell.numbers and _is_sure_label(cell.words)):
        return False
    if cell.broken:
        return True
    if cell.part and _figures(again) != _figures(cell.words):
        return False  # figures are not settled by taste
    if not _text(cell.words):
        return _worth(again) >= DOUBT
    if _letters(again) > _letters(cell.words) and _worth(again) > _worth(cell.words) - LESS_SURE:
        return True
    if _letters(again) < LEAST_LETTERS * _letters(cell.words):
        # So few letters stand in no second line; nothing is lost where the new ones cover all ink.
        short = _letters(again) > 0 and _letters(cell.words) <= MOST_LABEL
        if not short or _is_uncovered(page, replace(cell, words=tuple(again))):
            return False
    return _worth(again) > _worth(cell.words) + SURER


def _loses_marks_only(again: Sequence[ReadWord], words: Sequence[ReadWord]) -> bool:
    """Tell whether a reading has the same letters as the other and fewer marks: a dash was lost."""
    one, other = _text(again), _text(words)
    same = [c for c in one if c.isalnum()] == [c for c in other if c.isalnum()]
    return same and len(one) < len(other)


def _is_label(words: Sequence[ReadWord]) -> bool:
    """Tell whether what was read is a number already: of «I.» a close look may make «1»."""
    text = _text(words)
    return len(text) <= MOST_LABEL and _LABEL_RE.fullmatch(text.strip(".):")) is not None


def _is_sure_label(words: Sequence[ReadWord]) -> bool:
    """Tell whether a number stands as read: without dirt, or surely read beside it."""
    dirty = any(map(_is_dirt, words))
    sure = all(word.confidence >= DOUBT for word in words if not _is_dirt(word))
    return _is_label(words) and (sure or not dirty)


def _text(words: Sequence[ReadWord]) -> str:
    """Return what the words say, dirt and what the engine makes of rules and specks left out."""
    return "".join(word.text.strip(SPECKS) for word in words if not _is_dirt(word))


def _figures(words: Sequence[ReadWord]) -> str:
    return "".join(char for word in words for char in word.text if char.isdigit())


def _worth(words: Sequence[ReadWord]) -> float:
    """Return how sure a reading is, a mean over its characters."""
    worth = sum(
        len(word.text)
        * (word.confidence - (UNSOUND_COST if _is_dirt(word) or not is_sound(word.text) else 0.0))
        for word in words
    )
    return worth / max(1, sum(len(word.text) for word in words))


def _letters(words: Sequence[ReadWord]) -> int:
    return len(_text(words))
