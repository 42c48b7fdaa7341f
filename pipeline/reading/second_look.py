"""A second look at what the page-wide reading missed or doubts.

In: a cleaned page and its words. Out: the words, some corrected, some added, in reading order.

Order: ink that no word covers is read piece by piece (single figures and crosses in table cells,
page numbers, a letterhead column that was passed over); doubtful words are read again from the
full resolution. A second reading replaces the first only on grounds: a possible syllable instead
of an impossible one, a known word's syllable instead of a strange one, or a clearly surer reading.
Where two readings of figures differ, neither is sure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from extractors.lexicon import load_lexicon
from models.folding import fold
from models.folding import strip_accents
from models.geometry import Rule
from models.settings import Settings
from pipeline.reading.characters import normalise
from pipeline.reading.connected import pieces_of
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import Picture
from pipeline.reading.letters import FAINT_SHADE
from pipeline.reading.letters import find_letters
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.syllables import is_syllable

__all__ = [
    "add_missed",
    "close_up",
    "drop_noise",
    "is_sound",
    "merged_words",
    "read_close",
    "reread_doubtful",
]

# At most so many pieces of a page are read again; a page of noise must not cost minutes.
MAX_MISSED, MAX_DOUBTFUL = 80, 40
# Narrower than any blank between words, in letter heights.
NO_BLANK = 0.12
# Marks stand within this share of a capital's height above it.
ABOVE_SHARE = 0.5
# Letter height for reading single words, pixels.
CLOSE_LETTER_PX = 30.0
SURE, UNSURE = 0.85, 0.5
SURER = 0.3
DOT_BELOW = "\u0323"
LEAST_MISSED = 0.55
# Letter heights per character that print can be wide; a signature is wider.
MOST_WIDTH = 2.2
# Two lines of print are no lower, letter heights.
TWO_LINES = 2.0
# Height of a missed piece, letter heights.
LEAST_HEIGHT, MOST_HEIGHT = 0.6, 6.0
PAD_PX = 14
REPAIR = "second-look"
# What the engine makes of a single upright stroke.
STROKES = frozenset({"l", "I", "i", "Ì", "ì", "Í", "í"})
# Letter heights.
STRAY_GAP = 1.0
DASHES = frozenset({"-", "–", "—", "~"})
# Letters are no lower, and their strokes no narrower, letter heights.
LEAST_LOW, LEAST_WIDE = 0.35, 0.08
# A page with fewer words may be a blank one with dirt; print has at least this height, points.
FEW_WORDS, LEAST_PRINT_PT = 8, 4.5

_CORE_RE = re.compile(r"^[^\w]+|[^\w]+$")
_FIGURES_RE = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    x0: int
    y0: int
    x1: int
    y1: int


def add_missed(
    page: CleanPage, words: Sequence[ReadWord], rules: Sequence[Rule], settings: Settings
) -> list[ReadWord]:
    """Read ink that no word covers; return all words, new ones put into the lines they stand in."""
    found: list[ReadWord] = []
    seen = [word for word in words if not _hides_lines(word, page.letter_px)]
    for piece in _missed(page, seen, rules)[:MAX_MISSED]:
        found += [word for word in _read_piece(page, piece, settings) if _is_believable(word)]
    return merged_words(words, [w for w in found if not _ends_another(w, words, page.letter_px)])


def _hides_lines(word: ReadWord, letter_px: float) -> bool:
    """Tell whether a doubtful word of few letters covers print of two lines or more, which it is not."""
    high = word.y1 - word.y0 >= TWO_LINES * letter_px
    return high and word.confidence < UNSURE and _is_noise(word, letter_px)


def _ends_another(found: ReadWord, words: Sequence[ReadWord], letter_px: float) -> bool:
    """Tell whether a lone sign is the last letter of a syllable whose box is too narrow: no blank parts them."""
    if len(found.text) != 1:
        return False
    middle = (found.y0 + found.y1) / 2
    return any(
        abs(found.x0 - word.x1) < NO_BLANK * letter_px
        and word.y0 <= middle <= word.y1
        and word.text.isalpha()
        and is_syllable(word.text)
        for word in words
    )


def _is_believable(word: ReadWord) -> bool:
    """Tell whether a word read on its own is writing; a lone letter must be sure."""
    core = _core(word.text)
    least = SURE if len(core) == 1 and not core.isdigit() else LEAST_MISSED
    return bool(core) and word.confidence >= least and is_sound(word.text)


def _read_piece(page: CleanPage, piece: _Piece, settings: Settings) -> list[ReadWord]:
    margin = round(page.letter_px / 4)
    crop = np.pad(_crop(page.work, piece, margin), PAD_PX, constant_values=255)
    tall = piece.y1 - piece.y0 > 2.4 * page.letter_px
    read = recognise(crop, settings, psm=6 if tall else 7)
    if not read and piece.x1 - piece.x0 < 2 * page.letter_px:
        read = recognise(crop, settings, psm=10)
    if len(read) == 1 and _core(read[0].text) in STROKES:
        # A figure one that stands alone looks like a letter; it is read as a figure, not surely.
        read = [
            replace(word, confidence=max(LEAST_MISSED, min(word.confidence, read[0].confidence)))
            for word in recognise(crop, settings, psm=7, whitelist="0123456789.")
        ]
    dx, dy = piece.x0 - margin - PAD_PX, piece.y0 - margin - PAD_PX
    return [word.moved(dx, dy) for word in read]


def _crop(work: Picture, piece: _Piece, margin: int) -> Picture:
    height, width = work.shape
    y0, y1 = piece.y0 - margin, piece.y1 + margin
    x0, x1 = piece.x0 - margin, piece.x1 + margin
    inner = work[max(0, y0) : min(height, y1), max(0, x0) : min(width, x1)]
    return np.pad(
        inner,
        ((max(0, -y0), max(0, y1 - height)), (max(0, -x0), max(0, x1 - width))),
        constant_values=255,
    )


def _missed(page: CleanPage, words: Sequence[ReadWord], rules: Sequence[Rule]) -> list[_Piece]:
    """Return pieces of letter-like ink outside of every word, from the top."""
    if page.letter_px <= 0:
        return []
    # Most pages have nothing left, and to tell letters from specks takes longer than to see that.
    dark = cv2.threshold(page.work, FAINT_SHADE - 1, 1, cv2.THRESH_BINARY_INV)[1]
    left = np.asarray(dark, dtype=np.uint8)
    _cover(left, page, words, rules)
    least = LEAST_HEIGHT * page.letter_px
    if all(piece.y1 - piece.y0 < least for piece in _gathered(left, page.letter_px)):
        return []
    ink = find_letters(page.work).ink
    _cover(ink, page, words, rules)
    most = MOST_HEIGHT * page.letter_px
    pieces = [p for p in _gathered(ink, page.letter_px) if least <= p.y1 - p.y0 <= most]
    return sorted(pieces, key=lambda p: (p.y0, p.x0))


def _cover(ink: Picture, page: CleanPage, words: Sequence[ReadWord], rules: Sequence[Rule]) -> None:
    """Take the ink of words and ruling lines out of a mask of the page."""
    grow = round(page.letter_px / 5)
    for word in words:
        ink[max(0, word.y0 - grow) : word.y1 + grow, max(0, word.x0 - grow) : word.x1 + grow] = 0
    k = page.frame.level_pt_per_px
    for rule in rules:
        box = rule.box
        y0, y1 = int(box.y0 / k) - 2, int(box.y1 / k) + 3
        x0, x1 = int(box.x0 / k) - 2, int(box.x1 / k) + 3
        ink[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 0


def _gathered(ink: Picture, letter: float) -> Iterator[_Piece]:
    """Yield the extents of what stands as close as the letters of a line do."""
    x, y, width, height = cv2.boundingRect(ink)
    reach = np.ones((max(1, round(letter * 0.5)), max(1, round(letter * 1.2))), np.uint8)
    # What lies within a reach of it may hang together outside of the ink itself.
    left, top = max(0, x - reach.shape[1]), max(0, y - reach.shape[0])
    some = ink[top : y + height + reach.shape[0], left : x + width + reach.shape[1]]
    if not width or not some.size:
        return
    for x, y, w, h, _area in pieces_of(cv2.dilate(some, reach)).stats[1:].tolist():
        inside = some[y : y + h, x : x + w]
        inner_x, inner_y, inner_w, inner_h = cv2.boundingRect(inside)
        if inner_w:
            x0, y0 = left + x + inner_x, top + y + inner_y
            yield _Piece(x0=x0, y0=y0, x1=x0 + inner_w, y1=y0 + inner_h)


def merged_words(words: Sequence[ReadWord], found: Sequence[ReadWord]) -> list[ReadWord]:
    """Give new words the line of the words beside them, or a line of their own at their height."""
    if not found:
        return list(words)
    out: list[ReadWord] = list(words)
    for word in found:
        middle = (word.y0 + word.y1) / 2
        beside = [w for w in out if w.y0 <= middle <= w.y1]
        if beside:
            nearest = min(beside, key=lambda w: max(w.x0 - word.x1, word.x0 - w.x1))
            line, row_px = nearest.line, nearest.row_px
            out.insert(_place_in_line(out, word, line), replace(word, line=line, row_px=row_px))
        else:
            at = next((i for i, w in enumerate(out) if w.y0 > word.y1), len(out))
            line = out[at - 1].line + 1 if at else 0
            shifted = [replace(w, line=w.line + 1) for w in out[at:]]
            out = [*out[:at], replace(word, line=line), *shifted]
    return out


def _place_in_line(words: Sequence[ReadWord], word: ReadWord, line: int) -> int:
    places = [i for i, w in enumerate(words) if w.line == line]
    return next((i for i in places if words[i].x0 > word.x0), places[-1] + 1)


def _core(text: str) -> str:
    return _CORE_RE.sub("", text)


def is_sound(text: str) -> bool:
    """Tell whether a word can stand as read: a syllable, an abbreviation, or made of figures."""
    core = _core(text)
    if not core or any(c.isdigit() for c in core):
        return True
    parts = re.split(r"[-/.]", core)
    return all(not p or p.isupper() or is_syllable(p) for p in parts)


def reread_doubtful(
    page: CleanPage, words: Sequence[ReadWord], settings: Settings
) -> list[ReadWord]:
    """Read impossible and unsure words again from the full resolution; return all words."""
    order = sorted(
        (i for i, w in enumerate(words) if w.confidence < SURE or not is_sound(w.text)),
        key=lambda i: (is_sound(words[i].text), words[i].confidence),
    )
    bare = [i for i, w in enumerate(words) if _has_unread_marks(page, w)]
    out = list(words)
    for index in [*bare, *order][:MAX_DOUBTFUL]:
        word = words[index]
        if not any(c.isalnum() for c in word.text):
            continue
        second = read_close(page, word, settings, above=ABOVE_SHARE if index in bare else 0.0)
        if second is None or not second.text.strip("|¦"):  # letters are no ruling line
            continue
        if index in bare and strip_accents(second.text) == strip_accents(word.text):
            out[index] = replace(second, repair=_repair(word, second.text), **_place_of(word))
        else:
            out[index] = _better(word, second)
    return out


def _repair(word: ReadWord, text: str) -> str | None:
    return REPAIR if _core(text) != _core(normalise(word.raw)) else word.repair


def _place_of(word: ReadWord) -> dict[str, Any]:  # keyword arguments of `replace`
    return {
        "raw": word.raw,
        "x0": word.x0,
        "y0": word.y0,
        "x1": word.x1,
        "y1": word.y1,
        "line": word.line,
        "row_px": word.row_px,
    }


def _has_unread_marks(page: CleanPage, word: ReadWord) -> bool:
    """Tell whether a word in capitals was read without marks though there is ink above it."""
    core = _core(word.text)
    if not (core.isascii() and core.isalpha() and core.isupper() and is_syllable(core)):
        return False
    close = close_up(page, word, above=ABOVE_SHARE)
    if close is None:
        return False
    dark = (close < 110).astype(np.uint8)
    stats = pieces_of(dark).stats
    stats = stats[1:]
    if not len(stats):
        return False
    letters = stats[stats[:, 3] > 0.6 * stats[:, 3].max()]
    head = float(np.median(letters[:, 1]))
    size = float(np.median(letters[:, 3]))
    marks = (stats[:, 1] + stats[:, 3] <= head + 0.1 * size) & (stats[:, 3] > 0.12 * size)
    return bool((marks & (stats[:, 1] > 0)).any())


def read_close(
    page: CleanPage, word: ReadWord, settings: Settings, *, above: float = 0.0
) -> ReadWord | None:
    """Read one word from the full resolution; None unless exactly one word comes out."""
    close = close_up(page, word, above=above)
    if close is None:
        return None
    read = recognise(np.pad(close, PAD_PX, constant_values=255), settings, psm=7)
    return read[0] if len(read) == 1 else None


def close_up(page: CleanPage, word: ReadWord, *, above: float = 0.0) -> Picture | None:
    """Return the word cut from the full resolution, letters some 30 pixels high.

    Args:
        page: The cleaned page.
        word: The word, in work pixels.
        above: Room above the word's box, as a share of its height, for marks left out of it.
    """
    margin = page.letter_px / 6
    top = word.y0 - margin - above * (word.y1 - word.y0)
    box = page.frame.to_page(
        page.frame.level(word.x0 - margin, top, word.x1 + margin, word.y1 + margin)
    )
    height, width = page.native.shape
    x0 = max(0, int(box.x0 / page.frame.pt_per_px_x))
    x1 = min(width, int(box.x1 / page.frame.pt_per_px_x) + 1)
    y0 = max(0, int(box.y0 / page.frame.pt_per_px_y))
    y1 = min(height, int(box.y1 / page.frame.pt_per_px_y) + 1)
    if x1 - x0 < 3 or y1 - y0 < 3:
        return None
    native_letter = page.letter_px * page.frame.level_pt_per_px / page.frame.pt_per_px_x
    scale = min(CLOSE_LETTER_PX / native_letter, 4.0)
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    crop = cv2.resize(page.native[y0:y1, x0:x1], None, fx=scale, fy=scale, interpolation=how)
    return np.asarray(crop, dtype=np.uint8)


def _better(first: ReadWord, second: ReadWord) -> ReadWord:
    """Choose between two readings of one word."""
    if _core(second.text) == _core(first.text):
        # Commas and end marks are read better with the line around them, unless clearly not.
        surer = second.confidence > first.confidence + SURER / 2
        return replace(
            first,
            text=second.text if surer else first.text,
            confidence=max(first.confidence, second.confidence),
        )
    if _FIGURES_RE.search(first.text) or _FIGURES_RE.search(second.text):
        # Never settle figures by taste: what two readings differ in is unsure.
        return replace(first, confidence=min(UNSURE, first.confidence))
    gain = second.confidence - first.confidence
    if gain > 0 and second.confidence >= SURE and _is_strange(first.text, second.text):
        return _replaced(first, second)
    gain += 0.5 * (is_sound(second.text) - is_sound(first.text))
    # Two possible syllables: only a much surer reading wins. Marks are lost in print and scan, not
    # made: a reading with fewer of them is no better, one with more needs less.
    least = SURER if is_sound(first.text) else 0.1
    if strip_accents(first.text) == strip_accents(second.text) and is_sound(first.text):
        more = _marks(second.text) - _marks(first.text)
        if more < 0:
            return first
        # Specks make dots below.
        dotted = DOT_BELOW in unicodedata.normalize("NFD", second.text)
        least = SURER if more == 0 or dotted else SURER / 2
    if gain <= least:
        return first
    # «VT» or «VI»: a guess for a guess is no gain.
    if is_sound(first.text) and second.confidence < UNSURE:
        return replace(first, confidence=max(first.confidence, second.confidence))
    return _replaced(first, second)


def _replaced(first: ReadWord, second: ReadWord) -> ReadWord:
    return replace(
        first,
        text=second.text,
        confidence=min(second.confidence, SURE),
        repair=_repair(first, second.text),
    )


def _is_strange(first: str, second: str) -> bool:
    """Tell whether no known word has the first reading's syllable («ởi»), and one has the second's.

    Only words in small letters: names may be strange.
    """
    known, read, again = load_lexicon().syllables, _core(first), _core(second)
    return read.islower() and again.islower() and fold(read) not in known and fold(again) in known


def _marks(text: str) -> int:
    return sum(unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", text))


def drop_noise(words: Sequence[ReadWord], page: CleanPage) -> list[ReadWord]:
    """Drop what is no writing: specks, rings of seals, marks without a letter or figure.

    On a page with next to no words only what is sure and of the size of print is writing.
    """
    kept = [word for word in words if not _is_noise(word, page.letter_px)]
    kept = [word for word in kept if not _is_stray_dash(word, kept, page.letter_px)]
    if len(kept) >= FEW_WORDS:
        return kept
    least = LEAST_PRINT_PT / page.frame.level_pt_per_px
    return [w for w in kept if w.confidence >= SURE and w.y1 - w.y0 >= least]


def _is_stray_dash(word: ReadWord, words: Sequence[ReadWord], letter_px: float) -> bool:
    """Tell whether a doubtful dash is a mark of the line below: it does not open its line.

    A dash that opens an entry of a list stands alone before its words and is kept however doubtful.
    """
    if word.text not in DASHES or word.confidence >= UNSURE:
        return False
    beside = [w for w in words if w.line == word.line and w is not word and w.text not in DASHES]
    close = [w for w in beside if abs(w.x0 - word.x1) < 3 * letter_px and w.x0 > word.x0]
    # Far behind the words of its line, before none: no dash of the text.
    behind = [w for w in beside if w.x1 <= word.x0 + letter_px]
    nearest = min((word.x0 - w.x1 for w in behind), default=0.0)
    return not close and nearest > STRAY_GAP * letter_px


def _is_noise(word: ReadWord, letter_px: float) -> bool:
    height = word.y1 - word.y0
    if any(c.isalnum() for c in word.text):
        low = height < LEAST_LOW * letter_px
        stroke = strip_accents(word.text).lower() in {"i", "l"}
        hair = stroke and word.x1 - word.x0 < LEAST_WIDE * letter_px
        # A mark read as a word, a bit of a ruling line; boxes of other single letters say little.
        if hair or (low and len(word.text) > 1):
            return True
        odd = height > 4.5 * letter_px or low
        weak = word.confidence < 0.3 and not _FIGURES_RE.search(word.text)
        # Strokes of a signature are read as letters far too wide for print.
        wide = word.x1 - word.x0 > MOST_WIDTH * letter_px * len(word.text)
        if wide and word.confidence < UNSURE and not _FIGURES_RE.search(word.text):
            return True
        return (odd and word.confidence < SURE) or (weak and not is_sound(word.text))
    if word.text in {"-", "–", "—", "*", "+", "/", "}"}:
        return False
    if len(word.text) > 1 and not word.text.strip("=-–—_~"):
        return True
    # A ruling line is read as a bar, and surely; print has none.
    if not word.text.strip("|¦"):
        return True
    return word.confidence < 0.6
