"""Two marks of the letterhead that the engine reads badly: the star and «V/v».

In: a cleaned page and its words. Out: the words, the two marks corrected, the reading kept in `raw`.

The Party's form has a star alone under the issuing body; it comes out as «+» or the like. The
subject of an official letter opens with «V/v»; it comes out as «V/», «VW» or «Vív». Both are
corrected only in the top part of the page, and only where they stand: the star alone on its line,
«V/v» first on its line, before another word, and no possible syllable as read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.syllables import is_syllable

__all__ = ["settle_letterhead_marks"]

HEAD_SHARE = 0.35
CORRECTED_CONFIDENCE = 0.7
REPAIR = "letterhead-mark"
# What a lone star is read as; none of these stands alone on a line of a letterhead.
_STAR_LIKE = frozenset(["+", "×", "x", "#", "¥", "※", "⁕", "ˆ", "^"])
# The second half needs a slash or what a slash is taken for, or a doubled v.
_VV_RE = re.compile(r"^(?:V[/íÍ|lI1][vVyýỳ]?|V[wW]|W|V/[wW]|Vív|Viv|VIv)(:?)$")
# Words nearer than this many letter heights stand on one line.
NEAR_LETTERS = 6.0


def settle_letterhead_marks(page: CleanPage, words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words, stars and «V/v» of the letterhead corrected."""
    head = page.work.shape[0] * HEAD_SHARE
    reach = NEAR_LETTERS * page.letter_px
    return [_settled(word, words, reach) if word.y1 < head else word for word in words]


def _settled(word: ReadWord, words: Sequence[ReadWord], reach: float) -> ReadWord:
    if word.text in _STAR_LIKE and not _has_beside(word, words, -reach, reach):
        confidence = min(word.confidence, CORRECTED_CONFIDENCE)
        return replace(word, text="*", confidence=confidence, repair=REPAIR)
    match = _VV_RE.match(word.text)
    if match is None or is_syllable(word.text):
        return word
    if _has_beside(word, words, -reach, 0) or not _has_beside(word, words, 0, reach):
        return word
    text = "V/v" + match.group(1)
    confidence = min(word.confidence, CORRECTED_CONFIDENCE)
    if text == word.text:
        return replace(word, confidence=confidence)
    return replace(word, text=text, confidence=confidence, repair=REPAIR)


def _has_beside(word: ReadWord, words: Sequence[ReadWord], left: float, right: float) -> bool:
    """Tell whether another word stands level with `word`, from `left` to `right` of it, pixels."""
    for other in words:
        if other is word:
            continue
        middle = (other.y0 + other.y1) / 2
        if not word.y0 - (word.y1 - word.y0) / 2 <= middle <= word.y1 + (word.y1 - word.y0) / 2:
            continue
        if other.x1 > word.x0 + left and other.x0 < word.x0 and left < 0:
            return True
        if other.x0 < word.x1 + right and other.x0 > word.x0 and right > 0:
            return True
    return False
