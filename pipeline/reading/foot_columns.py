"""The foot's left column («Nơi nhận») read again on its own where the page's reading is doubtful.

In: a cleaned page and its words. Out: the words, those of the column exchanged where its own reading
is the better one.

The list of recipients is set smaller than the body, beside a signature and a seal whose strokes
mislead the page's layout: its heading in bold italics is lost, lines run into one another. The column
is found by its heading or by its archive line («Lưu»), bounded by the gap before the signature, and
read as one block at a size fit for its own letters. Only a column that has a fault is read again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from models.folding import strip_accents
from models.settings import Settings
from pipeline.reading.image_clean import TARGET_LETTER_PX
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.letters import find_letters
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.orientation import score_words
from pipeline.reading.second_look import is_sound

__all__ = ["reread_foot"]

REPAIR = "foot-column"
# Shares of the page's width: the list begins left of the first, its column ends within the others.
LEFT_SHARE, GUTTER_SHARES = 0.3, (0.3, 0.68)
# Letter heights: between lines of the list at most, room for a lost heading, a clear gutter.
MOST_PITCH, HEADING_ROOM, LEAST_GUTTER = 4.0, 2.2, 1.2
# Room above a known heading.
HEADING_MARGIN = 0.4
MOST_LINES = 40
UNSURE = 0.6
DOT_BELOW = "\u0323"
# The new reading must hold this much of the old one's believable letters; more, to win on that alone.
AS_MUCH, MORE = 0.9, 1.02
PAD_PX = 14
NAMED_CONFIDENCE = 0.8
SCRAP_RE = re.compile(r"[^\W\d_]?[oơưôởờớỡợ][iìíỉĩị]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column in work pixels, and the places of its words."""

    x0: int
    y0: int
    x1: int
    y1: int
    inside: frozenset[int]


def reread_foot(page: CleanPage, words: Sequence[ReadWord], settings: Settings) -> list[ReadWord]:
    """Return the words, the foot's left column read again where it is faulty."""
    return _name_heading(_reread(page, words, settings), page.work.shape[1])


def _reread(page: CleanPage, words: Sequence[ReadWord], settings: Settings) -> list[ReadWord]:
    column = _find_column(page, words)
    if column is None:
        return list(words)
    first = [words[i] for i in sorted(column.inside)]
    if not _is_faulty(first):
        return list(words)
    second = _read(page, column, settings)
    gain = score_words(second) / max(1e-9, score_words(first))
    heading = _has_heading(second) and not _has_heading(first)
    if not second or gain < AS_MUCH:
        return list(words)
    if heading or gain > MORE:
        return _exchanged(words, column, [_fuller(w, _twin(w, first)) for w in second])
    return [_fuller(w, _twin(w, second)) if i in column.inside else w for i, w in enumerate(words)]


def _twin(word: ReadWord, others: Sequence[ReadWord]) -> ReadWord | None:
    """Return the other reading's word at the place of `word`; None where there is none."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return next((o for o in others if o.x0 <= x <= o.x1 and o.y0 <= y <= o.y1), None)


def _fuller(word: ReadWord, twin: ReadWord | None) -> ReadWord:
    """Return `word` with its twin's text where both have the same letters and the twin more marks.

    Marks are lost in small print, not made; dots below are made by specks and do not count.
    """
    if twin is None or not is_sound(twin.text):
        return word
    if strip_accents(twin.text) != strip_accents(word.text) or _marks(twin) <= _marks(word):
        return word
    if twin.confidence < UNSURE:
        return word
    confidence = min(twin.confidence, NAMED_CONFIDENCE)
    return replace(word, text=twin.text, confidence=confidence, repair=REPAIR)


def _marks(word: ReadWord) -> int:
    parts = unicodedata.normalize("NFD", word.text)
    return sum(unicodedata.combining(c) > 0 and c != DOT_BELOW for c in parts)


def _name_heading(words: Sequence[ReadWord], width: int) -> list[ReadWord]:
    """Put «Nơi» before a «nhận:» that opens the left column behind one scrap of three letters.

    The form has no other heading that ends so; its bold italic N is what the engine loses.
    """
    out = list(words)
    for index in range(1, len(out)):
        scrap, word = out[index - 1], out[index]
        if word.text != "nhận:" or scrap.line != word.line or scrap.x0 > LEFT_SHARE * width:
            continue
        opens = index < 2 or out[index - 2].line != scrap.line
        if opens and scrap.text != "Nơi" and SCRAP_RE.fullmatch(scrap.text):
            confidence = min(scrap.confidence, NAMED_CONFIDENCE)
            out[index - 1] = replace(scrap, text="Nơi", confidence=confidence, repair=REPAIR)
    return out


def _plain(text: str) -> str:
    return strip_accents(text).lower().strip(".,:;-~ ")


def _has_heading(words: Sequence[ReadWord]) -> bool:
    """Tell whether «Nơi nhận» stands among the words, one behind the other."""
    pairs = pairwise(words)
    return any(_plain(a.text) == "noi" and _plain(b.text) == "nhan" for a, b in pairs)


def _is_faulty(words: Sequence[ReadWord]) -> bool:
    """Tell whether a column lacks its heading, runs lines together, or has much that is unsure."""
    doubtful = [
        w for w in words if _plain(w.text) and (w.confidence < UNSURE or not is_sound(w.text))
    ]
    return not _has_heading(words) or len(doubtful) > max(1, len(words) // 12) or _runs_over(words)


def _runs_over(words: Sequence[ReadWord]) -> bool:
    """Tell whether words of one line stand over one another."""
    for a, b in pairwise(words):
        shared = min(a.x1, b.x1) - max(a.x0, b.x0)
        if a.line == b.line and shared > 0.3 * min(a.x1 - a.x0, b.x1 - b.x0):
            return True
    return False


def _find_column(page: CleanPage, words: Sequence[ReadWord]) -> _Column | None:
    width, letter = page.work.shape[1], page.letter_px
    if letter <= 0:
        return None
    bottom = next(
        (w for w in reversed(words) if w.x0 < LEFT_SHARE * width and _plain(w.text) == "luu"), None
    )
    if bottom is None:
        return None
    top, body_end = _top(words, bottom, width, letter)
    y0 = max(top - round(HEADING_ROOM * letter), body_end)
    y1 = bottom.y1 + round(0.6 * letter)
    beside = [w for w in words if y0 < (w.y0 + w.y1) / 2 < y1]
    gutter = _gutter(beside, width, letter)
    if gutter is None:
        # The archive line may run on under a list that has no column beside it.
        others = [w for w in beside if w.line != bottom.line]
        gutter = _gutter(others, width, letter)
        if gutter is None or any(w.x0 > gutter for w in others):
            return None
        gutter = max(w.x1 for w in beside) + round(letter)
    inside = frozenset(
        i for i, w in enumerate(words) if y0 < (w.y0 + w.y1) / 2 < y1 and (w.x0 + w.x1) / 2 < gutter
    )
    if not inside or y1 <= y0:
        return None
    x0 = min(words[i].x0 for i in inside) - round(letter)
    return _Column(x0=max(0, x0), y0=max(0, y0), x1=gutter, y1=y1, inside=inside)


def _top(words: Sequence[ReadWord], bottom: ReadWord, width: int, letter: float) -> tuple[int, int]:
    """Walk up from the archive line to the heading, or to where the body's lines end.

    Returns:
        The top of the list's first known line, and the bottom of the body above it, pixels.
    """
    top = bottom.y0
    for _ in range(MOST_LINES):
        over = [w for w in words if top - MOST_PITCH * letter < w.y0 < top - 0.4 * letter]
        body = [w for w in over if _crosses(words, w, width, letter)]
        if body:
            return top, max(w.y1 for w in body)
        over = [w for w in over if w.x0 < LEFT_SHARE * width]
        if not over:
            break
        heading = [w for w in over if w.text.lower().startswith(("nhận", "nhân:"))]
        if heading:
            top = min(w.y0 for w in heading)
            return top, top - round(HEADING_MARGIN * letter)
        top = max(w.y0 for w in over)
    return top, 0


def _crosses(words: Sequence[ReadWord], word: ReadWord, width: int, letter: float) -> bool:
    """Tell whether a word's line runs over the page's middle without a gutter."""
    row = sorted((w for w in words if w.line == word.line), key=lambda w: w.x0)
    if row[0].x0 > LEFT_SHARE * width or row[-1].x1 < GUTTER_SHARES[1] * width:
        return False
    return all(b.x0 - a.x1 < 1.5 * letter for a, b in pairwise(row))


def _gutter(words: Sequence[ReadWord], width: int, letter: float) -> int | None:
    """Return the middle of the widest blank strip before the signature; None without one.

    Of a list that stands alone on its lines the column ends behind its longest line.
    """
    low, high = (int(share * width) for share in GUTTER_SHARES)
    taken = np.zeros(width + 1, dtype=bool)
    for word in words:
        taken[max(0, word.x0) : max(0, word.x1)] = True
    free = np.flatnonzero(~taken[low:high])
    runs = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1) if len(free) else []
    best = max(runs, key=len, default=np.zeros(0, dtype=np.int64))
    if len(best) < LEAST_GUTTER * letter:
        return None
    return low + int(best[0] + min(len(best) / 2, 3 * letter))


def _read(page: CleanPage, column: _Column, settings: Settings) -> list[ReadWord]:
    """Read the column, its letters brought to size; words in work pixels."""
    work = page.work[column.y0 : column.y1, column.x0 : column.x1]
    own = find_letters(work, most_share=1 / 3).height
    scale = min(2.0, max(1.0, TARGET_LETTER_PX / own)) if own > 0 else 1.0
    sized = cv2.resize(work, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    picture = np.pad(np.asarray(sized, dtype=np.uint8), PAD_PX, constant_values=255)
    read = recognise(picture, settings, psm=6)

    def back(value: int, start: int) -> int:
        return round((value - PAD_PX) / scale) + start

    return [
        replace(
            word,
            x0=back(word.x0, column.x0),
            x1=back(word.x1, column.x0),
            y0=back(word.y0, column.y0),
            y1=back(word.y1, column.y0),
            row_px=word.row_px / scale,
        )
        for word in read
    ]


def _exchanged(
    words: Sequence[ReadWord], column: _Column, second: Sequence[ReadWord]
) -> list[ReadWord]:
    """Put the new words where the column's first word stood, each line on a line of its own.

    Words of the other column that shared a line with the list keep theirs.
    """
    at = min(column.inside, default=len(words))
    kept_before = [w for i, w in enumerate(words[:at]) if i not in column.inside]
    kept_after = [w for i, w in enumerate(words) if i >= at and i not in column.inside]
    base = max((w.line for w in kept_before), default=-1) + 1
    lines = sorted({w.line for w in second})
    size = median(w.row_px for w in second)
    placed = [
        replace(
            word,
            line=base + lines.index(word.line),
            row_px=word.row_px or size,
        )
        for word in second
    ]
    shift = len(lines) + 1
    return [*kept_before, *placed, *(replace(w, line=w.line + shift) for w in kept_after)]
