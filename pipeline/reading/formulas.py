"""The low figure of a chemical formula («N₂O»), read as a colon or semicolon («N;O», «Ñ:O»).

In: the words of a page. Out: the words, such a figure put back where the formula can be no other.

No word of the language has a colon between two capitals without a blank. The figure itself cannot
be told from its dots, so it is taken from the formulas of the substances that papers on chemicals,
explosives and the environment name, and only where exactly one of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.folding import strip_accents
from pipeline.reading.ocr_engine import ReadWord

__all__ = ["settle_formulas"]

REPAIR = "formula"
MENDED_CONFIDENCE = 0.7
_FORMULAS = ("N2O", "H2O", "H2S", "K2O", "Na2O", "Al2O3", "Fe2O3", "P2O5", "H2SO4", "Na2CO3")
_TORN_RE = re.compile(r"(?P<first>[^\W\d_][a-z]?)[;:](?P<rest>[A-Z][A-Z]?\d?)(?P<end>[.,;:)]{0,2})")


def settle_formulas(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words, formulas with a torn figure mended; what was read stays in `raw`."""
    return [_settled(word) for word in words]


def _settled(word: ReadWord) -> ReadWord:
    match = _TORN_RE.fullmatch(word.text)
    if match is None or not word.text[0].isupper():
        return word
    first = strip_accents(match["first"]).capitalize()
    fits = [formula for formula in _FORMULAS if re.fullmatch(rf"{first}\d{match['rest']}", formula)]
    if len(fits) != 1:
        return word
    confidence = min(word.confidence, MENDED_CONFIDENCE)
    return replace(word, text=fits[0] + match["end"], confidence=confidence, repair=REPAIR)
