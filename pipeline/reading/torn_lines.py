"""Lines whose marks the engine tore off («^ Ế» above «G0 NHN» for «PHÓ CHỦ NHIỆM»), read again whole.

In: a cleaned page and its words as first read. Out: the words, torn lines in the place of their shreds.

Strokes of a signature or the rest of a seal below a line in capitals mislead the engine: it takes
the stacked marks for a line of their own, and reads neither. The signs are a word without any
confidence, and two words that lie over one another. The short printed line around such words is read
once more as one line, and the new reading stands only where all of it is sound and sure. Strokes
themselves stay what they are: they never come out so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import combinations

import numpy as np

from models.folding import strip_accents
from models.settings import Settings
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.second_look import is_sound
from pipeline.reading.second_look import merged_words

__all__ = ["mend_torn_lines"]

# A word read less surely than this is a shred; one read more surely than the other limit is none.
_SHRED, _NO_SHRED = 0.35, 0.9
# Two words share one place when so much of the narrower lies over the other, across and down.
_OVER = 0.5
# A reading that takes the place of shreds is at least so sure, as a whole and word by word, and has so
# many letters, and so large a share of theirs.
_SURE, _LEAST_SURE, _LEAST_LETTERS, _KEPT_SHARE = 0.75, 0.5, 5, 0.7
# A line whose words do not lie over one another is torn when it was read no more surely than this.
_WEAK = 0.5
# Letter heights: how tall a torn line is at most, how wide at least and at most; how near its words and
# the shreds above and below it stand.
_TALLEST, _NARROWEST, _WIDEST = 3.0, 3.0, 30.0
_BESIDE, _NEAR = 1.0, 0.7
_MOST_LINES = 6
_PAD_PX, _ONE_LINE = 12, 7
# What the rest of a seal beside the line is taken for.
_SPECKS = "'`´’‘"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """Words of one torn line, by their places among all, and their extent in work pixels."""

    places: frozenset[int]
    x0: int
    y0: int
    x1: int
    y1: int


def mend_torn_lines(
    page: CleanPage, words: Sequence[ReadWord], settings: Settings
) -> list[ReadWord]:
    """Return the words, those of torn lines replaced by the line read whole."""
    out = list(words)
    for band in _torn(words, page.letter_px)[:_MOST_LINES]:
        found = _read(page, band, settings)
        shreds = [words[place] for place in band.places]
        if not _is_better(found, shreds):
            continue
        kept = [word for word in out if not any(word is shred for shred in shreds)]
        out = merged_words(kept, found)
    return out


def _torn(words: Sequence[ReadWord], letter_px: float) -> list[_Band]:
    bands: list[_Band] = []
    taken: set[int] = set()
    for place in _shreds(words, letter_px):
        if place in taken:
            continue
        band = _grown(_band(words, [place]), words, letter_px)
        taken |= band.places
        width, height = band.x1 - band.x0, band.y1 - band.y0
        if height <= _TALLEST * letter_px and _NARROWEST <= width / letter_px <= _WIDEST:
            bands.append(band)
    return bands


def _shreds(words: Sequence[ReadWord], letter_px: float) -> list[int]:
    """Return the places of words without confidence, and of words that lie over one another."""
    order = sorted(range(len(words)), key=lambda place: words[place].y0)
    found = {
        place
        for place in order
        if words[place].confidence < _SHRED and words[place].x1 - words[place].x0 > letter_px
    }
    for index, place in enumerate(order):
        for other in order[index + 1 :]:
            if words[other].y0 >= words[place].y1:
                break
            if _lie_over(words[place], words[other]):
                found |= {place, other}
    return sorted(found)


def _lie_over(one: ReadWord, other: ReadWord) -> bool:
    """Tell whether two words share one place; the box of a dash says little about its height."""
    if not all(any(c.isalnum() for c in word.text) for word in (one, other)):
        return False
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    narrower = min(one.x1 - one.x0, other.x1 - other.x0)
    lower = min(one.y1 - one.y0, other.y1 - other.y0)
    return across > _OVER * narrower and down > _OVER * lower


def _grown(band: _Band, words: Sequence[ReadWord], letter_px: float) -> _Band:
    """Return the band with the words of its printed line, and the shreds close above and below."""
    while True:
        near = {place for place, word in enumerate(words) if _belongs(band, word, letter_px)}
        wider = _band(words, sorted(band.places | near))
        if wider.places == band.places or wider.x1 - wider.x0 > _WIDEST * letter_px:
            return wider
        band = wider


def _belongs(band: _Band, word: ReadWord, letter_px: float) -> bool:
    if word.x1 < band.x0 - _BESIDE * letter_px or word.x0 > band.x1 + _BESIDE * letter_px:
        return False
    shared = min(word.y1, band.y1) - max(word.y0, band.y0)
    if shared > _OVER * min(word.y1 - word.y0, band.y1 - band.y0):
        return word.y1 - word.y0 <= _TALLEST * letter_px
    low = word.y1 - word.y0 <= letter_px
    return low and word.confidence < _NO_SHRED and shared > -_NEAR * letter_px


def _band(words: Sequence[ReadWord], places: Sequence[int]) -> _Band:
    some = [words[place] for place in places]
    return _Band(
        places=frozenset(places),
        x0=min(word.x0 for word in some),
        y0=min(word.y0 for word in some),
        x1=max(word.x1 for word in some),
        y1=max(word.y1 for word in some),
    )


def _read(page: CleanPage, band: _Band, settings: Settings) -> list[ReadWord]:
    margin = round(page.letter_px / 3)
    top, left = max(0, band.y0 - margin), max(0, band.x0 - margin)
    crop = page.work[top : band.y1 + margin, left : band.x1 + margin]
    padded = np.pad(crop, _PAD_PX, constant_values=255)
    dx, dy = left - _PAD_PX, top - _PAD_PX
    return [
        replace(word.moved(dx, dy), text=word.text.lstrip(_SPECKS) or word.text)
        for word in recognise(padded, settings, psm=_ONE_LINE)
    ]


def _is_better(found: Sequence[ReadWord], shreds: Sequence[ReadWord]) -> bool:
    """Tell whether the line read whole is sound and sure, and holds what was surely read before."""
    letters, before = _letters(found), _letters(shreds)
    if len(letters) < max(_LEAST_LETTERS, _KEPT_SHARE * len(before)) or _sureness(found) < _SURE:
        return False
    if any(not is_sound(word.text) or word.confidence < _LEAST_SURE for word in found):
        return False
    if not _overlap(shreds) and _sureness(shreds) > _WEAK:
        return False  # one bad word in a good line is the business of the looks at words
    sure = (word for word in shreds if word.confidence >= _NO_SHRED)
    return all(_letters([word]) in letters for word in sure)


def _overlap(words: Sequence[ReadWord]) -> bool:
    return any(_lie_over(one, other) for one, other in combinations(words, 2))


def _letters(words: Sequence[ReadWord]) -> str:
    return "".join(c for word in words for c in strip_accents(word.text) if c.isalnum())


def _sureness(words: Sequence[ReadWord]) -> float:
    """Return the confidence of the words, weighed by their width."""
    widths = [max(1, word.x1 - word.x0) for word in words]
    return sum(w * word.confidence for w, word in zip(widths, words, strict=True)) / sum(widths)
