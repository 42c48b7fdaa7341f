"""Two words in capitals that a scan read as one («TỈNHLẠNG SƠN», «VIỆTNAM»), parted again.

In: words as read. Out: the words, glued ones as two with boxes cut by their letters.

The engine takes long capitals for an abbreviation and loses the narrow gap. A word is parted only
where it bears a mark, is no syllable, and exactly one cut gives two syllables of two letters and
more, the second with a consonant in front: a misread word must not fall apart («NGHIIỆP»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace

from models.folding import strip_accents
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.syllables import is_syllable

__all__ = ["cut_of", "part_glued"]

_LEAST_LETTERS, _MOST_LETTERS = 2, 7
_CONFIDENCE = 0.85
_REPAIR = "glued"
_VOWELS = frozenset("aeiouy")
_CORE_RE = re.compile(r"(?P<before>[(\"“]?)(?P<core>[^\W\d_]{5,14})(?P<after>[.,;:)\"”]{0,2})")


def part_glued(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words, glued capitals parted."""
    return [part for word in words for part in _parts(word)]


def _parts(word: ReadWord) -> Iterator[ReadWord]:
    match = _CORE_RE.fullmatch(word.text)
    cut = cut_of(match["core"]) if match is not None else None
    if match is None or cut is None:
        yield word
        return
    at = len(match["before"]) + cut
    middle = word.x0 + round((word.x1 - word.x0) * at / len(word.text))
    sure = min(word.confidence, _CONFIDENCE)
    for text, x0, x1 in (
        (word.text[:at], word.x0, middle),
        (word.text[at:], middle, word.x1),
    ):
        yield replace(word, text=text, raw=text, x0=x0, x1=x1, confidence=sure, repair=_REPAIR)


def cut_of(core: str) -> int | None:
    """Return where a word of capitals falls into two syllables; None where it does not, or in two ways.

    Example:
        >>> cut_of("TỈNHLẠNG"), cut_of("NGHIỆM"), cut_of("UBND"), cut_of("HÀNỘI")
        (4, None, None, 2)
    """
    if core.isascii() or not core.isupper() or is_syllable(core):
        return None
    cuts = [
        at
        for at in range(_LEAST_LETTERS, len(core) - _LEAST_LETTERS + 1)
        if max(at, len(core) - at) <= _MOST_LETTERS
        and strip_accents(core[at]) not in _VOWELS
        and is_syllable(core[:at])
        and is_syllable(core[at:])
    ]
    return cuts[0] if len(cuts) == 1 else None
