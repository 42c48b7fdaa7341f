"""The cells of a scanned table read one by one, where that reads better than the whole page did.

In: a cleaned page, its words and its ruling lines. Out: the words, those of doubtful cells read
anew.

The engine lays text lines through a page; columns set close to each other, with lines at different
heights, mislead it. A cell alone is a small block of print without rules around it. Only cells
with a doubtful word, or with a word that lies across an upright ruling line, are read again, and
the new words stand only where they are surer or where the old ones ran over the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

import numpy as np

from models.geometry import Box
from models.geometry import Rule
from models.settings import Settings
from pipeline.reading.grid import build_tables
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import Picture
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.second_look import is_sound
from pipeline.reading.second_look import merged_words

__all__ = ["read_cells"]

# At most so many cells of a page are read again; a page of noise must not cost minutes.
MAX_CELLS = 120
# A cell is doubtful when one of its words is less sure.
DOUBT = 0.85
# The new reading stands when it is so much surer, and what an impossible syllable costs.
SURER, UNSOUND_COST = 0.02, 0.5
# A reading with fewer letters than this share of the other's has lost lines.
LEAST_LETTERS = 0.7
# A word that reaches so many letter heights over a cell's side lies across it.
ACROSS = 0.7
# What is left out inside of the ruling lines, letter heights; white around the crop, pixels.
INSET, PAD_PX = 0.15, 16
# Darker pixels are ink of the rule that a crop must not begin with.
INK, RULE_SHARE, MOST_TRIM_PX = 170, 0.6, 8
BLOCK, LINE = 6, 7
LINE_HEIGHT = 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell's box in work pixels, the words whose middles it holds, whether one lies across."""

    box: Box
    words: tuple[ReadWord, ...]
    crossed: bool


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
    doubtful = [cell for cell in _cells(page, words, rules) if _is_doubtful(cell)]
    gone: set[int] = set()
    found: list[ReadWord] = []
    for cell in doubtful[:MAX_CELLS]:
        again = _read_cell(page, cell.box, settings)
        if again and _is_better(again, cell):
            gone.update(id(word) for word in cell.words)
            found += again
    return merged_words([word for word in words if id(word) not in gone], found)


def _cells(page: CleanPage, words: Sequence[ReadWord], rules: Sequence[Rule]) -> list[_Cell]:
    height, width = page.work.shape
    k = page.frame.level_pt_per_px
    grid = build_tables(rules, (), page_width_pt=width * k, page_height_pt=height * k)
    boxes = [cell.box for table in grid.tables for cell in table.cells if cell.box is not None]
    if not boxes:
        return []
    sides = np.array([(w.x0, w.x1, (w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2) for w in words])
    left, right, middle, level = sides.reshape(-1, 4).T
    reach = ACROSS * page.letter_px
    found = []
    for box in boxes:
        x0, y0, x1, y1 = (side / k for side in (box.x0, box.y0, box.x1, box.y1))
        beside = (level > y0) & (level < y1)
        held = tuple(words[int(i)] for i in np.flatnonzero(beside & (middle > x0) & (middle < x1)))
        shared = np.minimum(right, x1) - np.maximum(left, x0)
        outside = (left < x0 - reach) | (right > x1 + reach)
        crossed = bool((beside & outside & (shared > reach)).any())
        found.append(_Cell(box=Box(x0, y0, x1, y1), words=held, crossed=crossed))
    return found


def _is_doubtful(cell: _Cell) -> bool:
    return cell.crossed or any(
        word.confidence < DOUBT or not is_sound(word.text) for word in cell.words
    )


def _read_cell(page: CleanPage, box: Box, settings: Settings) -> list[ReadWord]:
    inset = round(INSET * page.letter_px) + 1
    x0, y0 = max(0, int(box.x0) + inset), max(0, int(box.y0) + inset)
    crop = page.work[y0 : max(y0, int(box.y1) - inset), x0 : max(x0, int(box.x1) - inset)]
    if min(crop.shape) < page.letter_px / 2:
        return []
    crop = _without_rules(crop)
    psm = LINE if crop.shape[0] < LINE_HEIGHT * page.letter_px else BLOCK
    read = recognise(np.pad(crop, PAD_PX, constant_values=255), settings, psm=psm)
    dx, dy = x0 - PAD_PX, y0 - PAD_PX
    return [
        replace(word, x0=word.x0 + dx, y0=word.y0 + dy, x1=word.x1 + dx, y1=word.y1 + dy)
        for word in read
        if any(char.isalnum() for char in word.text) or word.confidence >= DOUBT
    ]


def _without_rules(crop: Picture) -> Picture:
    """Whiten what is left of the ruling lines at the four sides of a crop."""
    out = crop.copy()
    for side in (out, out[::-1], out.T, out.T[::-1]):
        for line in side[:MOST_TRIM_PX]:
            if (line < INK).mean() >= RULE_SHARE:
                line[:] = 255
    return out


def _is_better(again: Sequence[ReadWord], cell: _Cell) -> bool:
    if cell.crossed or not cell.words:
        return True
    if _letters(again) < LEAST_LETTERS * _letters(cell.words):
        return False
    return _worth(again) > _worth(cell.words) + SURER


def _worth(words: Sequence[ReadWord]) -> float:
    """Return how sure a reading is, a mean over its characters."""
    worth = sum(
        len(word.text) * (word.confidence - (0.0 if is_sound(word.text) else UNSOUND_COST))
        for word in words
    )
    return worth / max(1, _letters(words))


def _letters(words: Sequence[ReadWord]) -> int:
    return sum(len(word.text) for word in words)
