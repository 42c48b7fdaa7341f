"""Circumflex and tone in one letter («QUYẾT», «TUYỂN»), where the engine sees the tone alone.

In: words as read. Out: the words, some with the circumflex put back.

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

__all__ = ["put_back_circumflexes", "with_circumflex"]

_LETTERS_RE = re.compile(r"[^\W\d_]+")
_TONES = "\u0300\u0301\u0309\u0303"
_CIRCUMFLEX = "\u0302"
_TAKES_CIRCUMFLEX = "aeoAEO"
MENDED_CONFIDENCE = 0.8
REPAIR = "circumflex"


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
