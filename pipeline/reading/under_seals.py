"""Words of a signature that a seal hides: the family name at its lower edge, the position at its upper.

In: a cleaned page, its words and where its seals stand. Out: the words, with those that a second
reading of the seal's two edges alone can tell, red ink taken out.

The page's own reading takes the arc of a seal and the print it crosses for one noise. Cut out and
read as scattered words, the print stands free. Only closed kinds of words are taken over: a known
family name left of a name that stands on the page already, and a line of capitals that is a
position. Where both readings lost a name's first letter and agree on the rest, the one family name
that ends so stands, unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

import numpy as np

from extractors import form_lines
from extractors.foot_phrases import common_ending
from models.settings import Settings
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.second_look import is_sound
from pipeline.reading.second_look import merged_words
from pipeline.reading.syllables import is_syllable

__all__ = ["Seal", "add_under_seals", "words_side_by_side"]

REPAIR = "under-seal"
VOTED = "family-name"
SPARSE, PAD_PX = 11, 14
# What the arc of a seal leaves on a word.
SPECKS = "“”\"'‘’`´~*.,:;|_-—–=<>«»"
# Confidence that a new word needs, that it keeps at most, and below which the page's own gives way.
LEAST, MOST, DOUBTED = 0.8, 0.85, 0.6
VOTED_CONFIDENCE = 0.6
# Shares of the seal's sides that the crops reach into it and beyond it; letter heights above it.
UP_INTO, DOWN_INTO, LEFT, RIGHT = 0.22, 0.2, 0.3, 1.3
LETTERS_BELOW, LETTERS_ABOVE = 2.2, 2.5
# Letter heights between two words of a name, or of a position, at most.
GAP = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A seal's box in work pixels."""

    x0: int
    y0: int
    x1: int
    y1: int


def add_under_seals(
    page: CleanPage, words: Sequence[ReadWord], seals: Sequence[Seal], settings: Settings
) -> list[ReadWord]:
    """Return the words with family names and positions that the edges of seals hid."""
    out = list(words)
    for seal in seals:
        width, height = seal.x1 - seal.x0, seal.y1 - seal.y0
        x0, x1 = round(seal.x0 - LEFT * width), round(seal.x1 + RIGHT * width)
        below = round(seal.y1 + LETTERS_BELOW * page.letter_px)
        names = Seal(x0=x0, y0=round(seal.y1 - UP_INTO * height), x1=x1, y1=below)
        out = _with_names(out, _read(page, names, settings), page.letter_px)
        above = round(seal.y0 - LETTERS_ABOVE * page.letter_px)
        titles = Seal(x0=x0, y0=above, x1=x1, y1=round(seal.y0 + DOWN_INTO * height))
        out = _with_positions(out, _read(page, titles, settings), page.letter_px)
    return out


def _read(page: CleanPage, part: Seal, settings: Settings) -> list[ReadWord]:
    """Read a part of the work image as scattered words; words in work pixels."""
    height, width = page.work.shape
    x0, y0 = max(0, part.x0), max(0, part.y0)
    crop = page.work[y0 : min(height, part.y1), x0 : min(width, part.x1)]
    if min(crop.shape) < page.letter_px:
        return []
    picture = np.pad(np.ascontiguousarray(crop), PAD_PX, constant_values=255)
    dx, dy = x0 - PAD_PX, y0 - PAD_PX
    return [
        replace(word.moved(dx, dy), text=word.text.strip(SPECKS) or word.text)
        for word in recognise(picture, settings, psm=SPARSE)
    ]


def _with_names(
    words: Sequence[ReadWord], second: Sequence[ReadWord], letter_px: float
) -> list[ReadWord]:
    out = list(words)
    for word in second:
        if not _opens_a_name(word, out, letter_px):
            continue
        under = [other for other in out if _overlap(word, other)]
        name = _family_name(word, under)
        if name is None:
            continue
        out = merged_words([other for other in out if other not in under], [name])
    return out


def _opens_a_name(word: ReadWord, words: Sequence[ReadWord], letter_px: float) -> bool:
    """Tell whether a part of a name stands on the page right behind `word`."""
    for other in words:
        level = min(word.y1, other.y1) - max(word.y0, other.y0)
        near = -0.3 * letter_px < other.x0 - word.x1 < GAP * letter_px
        if not near or level < 0.5 * min(word.y1 - word.y0, other.y1 - other.y0):
            continue
        if other.text.istitle() and is_syllable(other.text) and other.confidence >= LEAST:
            return True
    return False


def _overlap(word: ReadWord, other: ReadWord) -> bool:
    """Tell whether two words stand at one place: most of the narrower one lies over the other."""
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.y1, other.y1) - max(word.y0, other.y0)
    wide, high = (
        min(a, b)
        for a, b in (
            (word.x1 - word.x0, other.x1 - other.x0),
            (word.y1 - word.y0, other.y1 - other.y0),
        )
    )
    return across > 0.5 * wide and down > 0.4 * high


def _family_name(word: ReadWord, under: Sequence[ReadWord]) -> ReadWord | None:
    """Return the family name that the new word gives at the place of `under`; None without one."""
    if any(_stands(other) for other in under):
        return None
    known = word.text.istitle() and form_lines.has_family_name(word.text)
    if known and word.confidence >= LEAST:
        return replace(word, confidence=min(word.confidence, MOST), repair=REPAIR)
    if len(under) == 1 and not word.text.istitle():
        voted = common_ending(word.text, under[0].text)
        if voted is not None:
            return replace(word, text=voted, confidence=VOTED_CONFIDENCE, repair=VOTED)
    return None


def _stands(word: ReadWord) -> bool:
    """Tell whether the page's own reading is a word that nothing speaks against."""
    return word.confidence >= DOUBTED and is_syllable(word.text) and word.text[:1].isupper()


def _with_positions(
    words: Sequence[ReadWord], second: Sequence[ReadWord], letter_px: float
) -> list[ReadWord]:
    free = [
        word
        for word in second
        if word.text.isupper()
        and is_syllable(word.text)
        and word.confidence >= LEAST
        and not any(_overlap(word, other) for other in words if other.confidence >= DOUBTED)
    ]
    found: list[ReadWord] = []
    for row in words_side_by_side(free, GAP * letter_px):
        if len(row) > 1 and form_lines.is_position(" ".join(word.text for word in row)):
            found += [
                replace(word, confidence=min(word.confidence, MOST), repair=REPAIR) for word in row
            ]
    return merged_words(words, [word for word in found if is_sound(word.text)])


def words_side_by_side(words: Sequence[ReadWord], reach: float) -> list[list[ReadWord]]:
    """Gather words that stand side by side into rows, each from the left.

    Args:
        words: Words of one page.
        reach: The widest gap between two words of a row, pixels.
    """
    rows: list[list[ReadWord]] = []
    for word in sorted(words, key=lambda w: w.x0):
        middle = (word.y0 + word.y1) / 2
        home = next(
            (
                row
                for row in rows
                if row[-1].y0 <= middle <= row[-1].y1 and word.x0 - row[-1].x1 < reach
            ),
            None,
        )
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    return rows
