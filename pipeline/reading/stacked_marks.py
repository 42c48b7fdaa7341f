"""Marks above letters: those lost below a tone («QUYẾT», «TUYỂN»), and those torn from their line.

In: words as read. Out: the words, some with the circumflex put back, without torn marks.

Where two lines stand close together, the engine gives the marks above the capitals of the lower one
to the upper one, as words of their own («ˆ Phụ lục 1 ˆ» above «CÔNG … HIỆN»). Such a word goes to the
word below where it is as low as a mark, lies on it and was not surely read as a letter.

The engine drops the circumflex under a tone mark, above all in capitals, surely and at any size
(«QUYÉT ĐỊNH»). It is put back only on the ground of the closed grammar: the word as read is no
possible syllable, and with the circumflex it is one. Where both are possible («ĐÒNG», «ĐỒNG»)
nothing is done. The reading stays in `raw`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.syllables import is_syllable

__all__ = ["give_back_torn_marks", "put_back_circumflexes", "with_circumflex"]

_LETTERS_RE = re.compile(r"[^\W\d_]+")
_TONES = "\u0300\u0301\u0309\u0303"
_CIRCUMFLEX = "\u0302"
_TAKES_CIRCUMFLEX = "aeoAEO"
MENDED_CONFIDENCE = 0.8
REPAIR = "circumflex"
# What a mark that stands alone is read as, whatever the confidence.
_MARK_LIKE = frozenset("ˆ^~˜ˇ´`'’‘*°Š")
# A mark is lower and narrower than this, and lies no further from its letter, in letter heights.
MARK_HEIGHT, MARK_WIDTH, MARK_GAP = 0.45, 0.8, 0.35
# A letter read more surely than this is one, unless it is lower than any letter is.
_SURE, LOW_LETTER = 0.75, 0.3
_GUESS = 0.5


def give_back_torn_marks(words: Sequence[ReadWord], letter_px: float) -> list[ReadWord]:
    """Return the words, marks that belong to letters of the line below given to these.

    Args:
        words: As read, work pixels.
        letter_px: Height of a letter, pixels.
    """
    out: list[ReadWord | None] = list(words)
    for at, word in enumerate(words):
        if not _may_be_mark(word, letter_px):
            continue
        below = next((i for i, w in enumerate(out) if w and _lies_on(word, w, letter_px)), None)
        if below is not None:
            owner = words[below]
            top = max(word.y0, word.y1 - round(MARK_HEIGHT * letter_px))
            out[at], out[below] = None, replace(owner, y0=min(owner.y0, top))
    return [word for word in out if word is not None]


def _may_be_mark(word: ReadWord, letter_px: float) -> bool:
    high, wide = (word.y1 - word.y0) / letter_px, (word.x1 - word.x0) / letter_px
    if wide > MARK_WIDTH:
        return False
    if set(word.text) <= _MARK_LIKE:
        # A box as high as its line says nothing where the reading is a guess.
        return high <= MARK_HEIGHT or word.confidence < _GUESS
    if not word.text.isalpha():
        return False
    return high <= (LOW_LETTER if word.confidence >= _SURE else MARK_HEIGHT)


def _lies_on(mark: ReadWord, word: ReadWord, letter_px: float) -> bool:
    """Tell whether a mark of another line lies above a word, close enough to be one of its letters'."""
    return (
        word.line != mark.line
        and word.x0 <= mark.x0
        and mark.x1 <= word.x1
        and abs(word.y0 - mark.y1) <= MARK_GAP * letter_px
        and any(c.isalpha() for c in word.text)
    )


def put_back_circumflexes(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words, those mended that have grounds for it."""
    return [_mended(word) for word in words]


def _mended(word: ReadWord) -> ReadWord:
    runs = list(_LETTERS_RE.finditer(word.text))
    if len(runs) != 1:
        return word
    core = runs[0].group()
    fuller = with_circumflex(core)
    if fuller is None or is_syllable(core) or not is_syllable(fuller):
        return word
    text = word.text[: runs[0].start()] + fuller + word.text[runs[0].end() :]
    confidence = min(word.confidence, MENDED_CONFIDENCE)
    return replace(word, text=text, confidence=confidence, repair=REPAIR)


def with_circumflex(word: str) -> str | None:
    """Return `word` with a circumflex on its toned a, e or o; None where it has no such letter.

    Example:
        >>> with_circumflex("ĐÒNG"), with_circumflex("quyét"), with_circumflex("tỉnh")
        ('ĐỒNG', 'quyết', None)
    """
    parts = unicodedata.normalize("NFD", word)
    for index in range(1, len(parts)):
        if parts[index] in _TONES and parts[index - 1] in _TAKES_CIRCUMFLEX:
            fuller = parts[:index] + _CIRCUMFLEX + parts[index:]
            return unicodedata.normalize("NFC", fuller)
    return None
