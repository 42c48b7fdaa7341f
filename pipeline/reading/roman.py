"""Roman numerals on a scan («khóa XVII», «III.», «Quý II/2024»), settled by counting letters.

In: a cleaned page and its words. Out: the words, Roman numerals corrected where the ink says so.

The engine reads a run of equal strokes badly: XVII as XVI or XVH, III as II or H. The letters
themselves stand apart, wide ones (X, V, L, C) and narrow ones (I), and can be counted. A numeral is
changed only where one is expected (behind words such as khóa, thứ, Quý, or as a label before a full
stop) and where the wide letters agree with the reading; the reading stays in `raw`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

import numpy as np

from pipeline.reading.connected import pieces_of
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.second_look import close_up

__all__ = ["as_numeral", "settle_roman"]

# A run that the engine makes of a numeral, and what may follow it: a stop, or «/2024».
_LIKE_RE = re.compile(r"^(\(?)([IVXLCHl1|iỊ]{1,9})((?:/\d{4})?[.,;:)]{0,2})$")
_ROMAN_RE = re.compile(r"^(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_MISREAD = str.maketrans({"H": "II", "l": "I", "1": "I", "|": "I", "i": "I", "Ị": "I"})
# Words that a Roman numeral follows.
_BEFORE = frozenset(
    [
        "khóa",
        "khoá",
        "thứ",
        "quý",
        "lục",
        "hội",
        "phần",
        "chương",
        "mục",
        "kỳ",
        "loại",
        "nhóm",
        "hạng",
        "cấp",
    ]
)
DARK = 110
# A letter is narrow up to this share of its height; marks and stops are lower than a letter.
NARROW, LETTER_HEIGHT = 0.66, 0.6
REPAIR = "roman"
COUNTED_CONFIDENCE, UNSURE = 0.8, 0.5
# A gap of so many letter heights before a label sets it apart.
LABEL_GAP = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shapes:
    """The letters of a word from the left: True for a narrow one."""

    narrow: tuple[bool, ...]


def settle_roman(page: CleanPage, words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words, Roman numerals corrected by their count of letters."""
    return [
        _settled(page, word, announced=_is_announced(words, index))
        if _expects_roman(words, index, page.letter_px)
        else word
        for index, word in enumerate(words)
    ]


def _settled(page: CleanPage, word: ReadWord, *, announced: bool) -> ReadWord:
    match = _LIKE_RE.match(word.text)
    if match is None:
        return word
    before, core, after = match.groups()
    read = core.translate(_MISREAD)
    shapes = _shapes(page, word)
    others = len(before) + sum(1 for c in after if c not in ".,;:")
    numeral = as_numeral(
        read, shapes.narrow[len(before) : len(shapes.narrow) - others + len(before)]
    )
    if numeral is None:
        if _ROMAN_RE.match(core) is not None:
            return word
        doubted = replace(word, confidence=min(word.confidence, UNSURE))
        if announced and len(read) > 2 and _ROMAN_RE.match(read) is not None:
            # Letters that touch cannot be counted, but «HI» behind «Mục» has one meaning only.
            return replace(doubted, text=before + read + after, repair=REPAIR)
        return doubted
    if core.isdigit() and len(numeral) == len(core):
        # «Quý 1/2024» is as good as «Quý I/2024»: only a lost stroke tells which one is printed.
        return word
    if numeral == core:
        return replace(word, confidence=max(word.confidence, COUNTED_CONFIDENCE))
    return replace(
        word, text=before + numeral + after, confidence=COUNTED_CONFIDENCE, repair=REPAIR
    )


def as_numeral(read: str, narrow: Sequence[bool]) -> str | None:
    """Return the numeral that both a reading and the shapes of its letters allow; None for none.

    Args:
        read: The reading, in letters I, V, X, L, C.
        narrow: For each letter seen, whether it is narrow.

    Example:
        >>> as_numeral("XVI", (False, False, True, True))
        'XVII'
        >>> as_numeral("XVI", (False, True, True)) is None
        True
    """
    wide = [c for c in read if c != "I"]
    if not narrow or len(wide) != sum(not n for n in narrow):
        return None
    rest = iter(wide)
    numeral = "".join("I" if n else next(rest) for n in narrow)
    return numeral if _ROMAN_RE.match(numeral) else None


def _expects_roman(words: Sequence[ReadWord], index: int, letter_px: float) -> bool:
    word = words[index]
    match = _LIKE_RE.match(word.text)
    if match is None:
        return False
    if _is_announced(words, index):
        return not match.group(2).isdigit() or "/" in match.group(3)
    before = words[index - 1] if index else None
    if (
        before is not None
        and before.line == word.line
        and (0 <= word.x0 - before.x1 < LABEL_GAP * letter_px)
    ):
        return False
    # A label opens its line and has text behind it; an abbreviation that ends a line is none.
    after = words[index + 1] if index + 1 < len(words) else None
    if match.group(2).isdigit():
        return False
    return word.text.endswith(".") and after is not None and after.line == word.line


def _is_announced(words: Sequence[ReadWord], index: int) -> bool:
    """Tell whether the word before, in this line or at the end of the one above, wants a numeral."""
    if not index or words[index].line - words[index - 1].line not in {0, 1}:
        return False
    return words[index - 1].text.strip("(.,;:").lower() in _BEFORE


def _shapes(page: CleanPage, word: ReadWord) -> _Shapes:
    close = close_up(page, word)
    if close is None:
        return _Shapes(narrow=())
    dark = (close < DARK).astype(np.uint8)
    stats = pieces_of(dark).stats
    stats = stats[1:]
    if not len(stats):
        return _Shapes(narrow=())
    letters = stats[stats[:, 3] > LETTER_HEIGHT * stats[:, 3].max()]
    letters = letters[np.argsort(letters[:, 0])]
    return _Shapes(narrow=tuple(bool(w <= NARROW * h) for _, _, w, h, _ in letters))
