"""The signer's name read on its own where the page's reading lost it under pen and seal.

In: a cleaned page and its words. Out: the words, with the names of signers that only a crop shows.

A name stands alone below its position, under a signature and beside a seal; a page's layout takes
all of it for a picture. Where a position or an authority stands in the right half and no name below
it, the space below is read band by band as one block, then as scattered words. Only a whole name is taken: two to
five syllables after a known family name, nearly all of them sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors import form_lines
from models.settings import Settings
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.second_look import merged_words
from pipeline.reading.syllables import is_syllable
from pipeline.reading.under_seals import words_side_by_side

__all__ = ["add_signer_names"]

REPAIR = "signer-name"
BLOCK, SPARSE, PAD_PX = 6, 11, 14
SPECKS = "“”\"'‘’`´~*.,:;|_-—–=<>«»/\\"
# Shares of the page: where a signature begins, how far beside and below its title a name may stand.
LEFT, BESIDE, BELOW = 0.42, 0.13, 0.2
# The name stands in one of these bands below the title; a whole signature above it misleads a block.
BANDS = ((0.07, 0.15), (0.04, 0.11), (0.11, 0.2))
# Confidences: of every syllable, of all together, and what a name keeps at most.
LEAST, MEAN, MOST = 0.6, 0.8, 0.85
LENGTHS = (2, 5)
# Letter heights between two words of a line.
GAP = 2.2


def add_signer_names(
    page: CleanPage, words: Sequence[ReadWord], settings: Settings
) -> list[ReadWord]:
    """Return the words with the names that stand below the page's last titles of signers."""
    out = list(words)
    height, width = page.work.shape
    for title in _last_titles(out, page):
        x0 = max(round(LEFT * width), title[0].x0 - round(BESIDE * width))
        x1 = min(width, title[-1].x1 + round(BESIDE * width))
        y0 = max(word.y1 for word in title)
        y1 = min(height, y0 + round(BELOW * height))
        below = [w for w in out if w.x1 > x0 and w.x0 < x1 and y0 <= w.y0 and w.y1 <= y1]
        if y1 - y0 < 2 * page.letter_px or _name_of(below, page.letter_px, least=0.0):
            continue
        name = _read_name(page, (x0, y0, x1, y1), settings)
        if name:
            out = merged_words([w for w in out if not _is_over(w, name)], name)
    return out


def _last_titles(words: Sequence[ReadWord], page: CleanPage) -> list[list[ReadWord]]:
    """Return the positions in the right half with no other position right below them."""
    left = LEFT * page.work.shape[1]
    lines = [
        line
        for line in _lines([w for w in words if w.x1 > left], page.letter_px)
        if line[0].x0 > left and _is_title(line)
    ]
    return [
        line
        for line in lines
        if not any(
            0 < other[0].y0 - line[0].y0 < 4 * page.letter_px
            and other[0].x0 < line[-1].x1
            and line[0].x0 < other[-1].x1
            for other in lines
        )
    ]


def _is_title(line: Sequence[ReadWord]) -> bool:
    text = " ".join(word.text for word in line)
    return form_lines.is_position(text) or form_lines.is_authority(text)


def _read_name(
    page: CleanPage, box: tuple[int, int, int, int], settings: Settings
) -> list[ReadWord]:
    """Return the name in a part of the page, words in work pixels; empty where none is sure."""
    x0, y0, x1, y1 = box
    height = page.work.shape[0]
    for start, end in BANDS:
        top, bottom = y0 + round(start * height), min(y1, y0 + round(end * height))
        if bottom - top < 2 * page.letter_px:
            continue
        picture = np.pad(
            np.ascontiguousarray(page.work[top:bottom, x0:x1]), PAD_PX, constant_values=255
        )
        for mode in (BLOCK, SPARSE):
            read = recognise(picture, settings, psm=mode)
            moved = [_moved(word, x0 - PAD_PX, top - PAD_PX) for word in read]
            name = _name_of(moved, page.letter_px)
            if name:
                return name
    return []


def _moved(word: ReadWord, dx: int, dy: int) -> ReadWord:
    return replace(word.moved(dx, dy), text=word.text.strip(SPECKS) or word.text)


def _name_of(words: Sequence[ReadWord], letter_px: float, *, least: float = MEAN) -> list[ReadWord]:
    """Return the lowest line that is a person's whole name; empty when there is none.

    Args:
        words: Words below a title.
        letter_px: Height of a letter.
        least: Mean confidence it needs; 0 asks for the shape alone.
    """
    for line in sorted(_lines(words, letter_px), key=lambda row: -row[0].y0):
        text = " ".join(word.text for word in line)
        shaped = LENGTHS[0] <= len(line) <= LENGTHS[1] and form_lines.is_name(text)
        if not shaped or not form_lines.has_family_name(text):
            continue
        if least == 0.0:
            return line
        sure = min(w.confidence for w in line) >= LEAST and (
            sum(w.confidence for w in line) >= least * len(line)
        )
        if sure and all(w.text.istitle() and is_syllable(w.text) for w in line):
            return [
                replace(w, confidence=min(w.confidence, MOST), repair=REPAIR, line=0) for w in line
            ]
    return []


def _lines(words: Sequence[ReadWord], letter_px: float) -> list[list[ReadWord]]:
    """Gather words that stand side by side into lines, each from the left; specks are left out."""
    return words_side_by_side([w for w in words if w.text.strip(SPECKS)], GAP * letter_px)


def _is_over(word: ReadWord, name: Sequence[ReadWord]) -> bool:
    """Tell whether a word of the page's reading stands where the name does."""
    return any(
        min(word.x1, new.x1) - max(word.x0, new.x0) > 0.4 * min(word.x1 - word.x0, new.x1 - new.x0)
        and min(word.y1, new.y1) - max(word.y0, new.y0)
        > 0.4 * min(word.y1 - word.y0, new.y1 - new.y0)
        for new in name
    )
