"""Doubtful symbols («/BCT-ATMT», «2108/QĐ-BGDĐT») read again several times, and put to the vote.

In: a cleaned page and its words. Out: the words, doubtful symbols settled, a number by hand that was
glued to one taken apart from it.

A symbol is a run of capitals and hyphens that no dictionary knows, and in a letterhead a number by
hand stands against it. Pens are mostly blue, so blue ink is taken out first. The word is then read
at several sizes, in grey and in black and white; where most readings have the same capitals those
stand. The strokes of italics run together in one way at every size («NV,» becomes «NY,»): most looks
at them are set upright first, and one is left as it is. Figures are never settled by a vote: where readings differ in them they stay unsure, and a
number that is no clean print becomes a word of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from unicodedata import normalize

import cv2
import numpy as np

from models.settings import Settings
from pipeline.reading.characters import normalise
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import Picture
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import recognise
from pipeline.reading.second_look import close_up

__all__ = ["settle_symbols", "symbol_tail"]

REPAIR = "symbol-vote"
HEAD_SHARE = 0.35
SURE, UNSURE = 0.85, 0.5
# Confidence by the share of readings that agree.
LEAST_AGREED, VOTED = 0.5, 0.92
MOST_WORDS = 10
LEAST_VOTES = 3
# What the engine makes of a slash that ink runs into.
SLASH_LIKE = frozenset("/lI|1!7")
# Letter heights to read at, pixels, and whether in black and white.
LOOKS = ((24.0, False), (32.0, False), (32.0, True), (42.0, True))
# Of the looks at italics so many are set upright by this shear (pixels across for one down): not by all of the
# slant, which would make an «l» of the slash.
UPRIGHT_LOOKS, SHEAR = 3, 0.15
# Shears that are tried for the slant; upright print is sharpest at none.
SHEARS = (0.0, 0.1, 0.2, 0.3)
CLOSE_PX = 30.0
PAD_PX = 14

_CAPITALS = "A-ZĐƯƠÔÂÊĂ"
_PART = rf"[{_CAPITALS}]{{1,12}}(?:&[{_CAPITALS}]{{1,8}})?[rg]?\d{{0,2}}"
_TAIL_RE = re.compile(rf"({_PART}(?:-{_PART}){{0,8}}-?)$")
# The engine reads Đ twice; «ĐĐ» behind Q or N stands in no symbol.
_DOUBLED_RE = re.compile(r"(?<=[QN])ĐĐ(?=-|$)")
_ROUND_RE = re.compile(r"(?<![A-ZĐ0-9])[0O]Đ(?=-)")
_NUMBER_RE = re.compile(r"\d{1,6}(?:/\d{4})?/?")
_TONED_RE = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")
_MARKS_RE = re.compile(r"[.,;:)]{1,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """A reading of a symbol: what stands before its capitals, and its capitals."""

    before: str
    tail: str


def symbol_tail(text: str) -> str | None:
    """Return the run of capitals, figures and hyphens that ends a symbol; None where there is none.

    Example:
        >>> symbol_tail("4##/MTTQ-BTT"), symbol_tail("QĐ-TTg"), symbol_tail("Số")
        ('MTTQ-BTT', 'QĐ-TTg', None)
    """
    match = _TAIL_RE.search(text)
    if match is None or len(match.group(1)) < 2:
        return None
    return _DOUBLED_RE.sub("Đ", match.group(1))


def settle_symbols(
    page: CleanPage, words: Sequence[ReadWord], settings: Settings
) -> list[ReadWord]:
    """Return the words, doubtful symbols read again."""
    head = page.work.shape[0] * HEAD_SHARE
    doubtful = [i for i, word in enumerate(words) if _is_doubtful(word)][:MOST_WORDS]
    if not doubtful:
        return list(words)
    page = _without_blue(page)
    out: list[ReadWord] = []
    for index, word in enumerate(words):
        if index in doubtful:
            out += _settled(page, word, settings, may_split=word.y1 < head)
        else:
            out.append(word)
    return out


def _is_doubtful(word: ReadWord) -> bool:
    """Tell whether a word looks like a symbol and is unsure or has what no symbol has."""
    body = _MARKS_RE.sub("", word.text)
    capitals = sum(c.isupper() for c in body)
    if "/" not in body and _TONED_RE.search(normalize("NFD", body)):
        return False  # «HOẠCH-TÀI»: words, whose tones no symbol has
    if capitals < 2 or not ("/" in body or "-" in body) or sum(c.islower() for c in body) > 2:
        return False
    return (
        word.confidence < SURE
        or "ĐĐ-" in body
        or not re.fullmatch(rf"[{_CAPITALS}0-9/.,&g-]+", body)
    )


def _settled(
    page: CleanPage, word: ReadWord, settings: Settings, *, may_split: bool
) -> list[ReadWord]:
    marks = _MARKS_RE.search(word.text)
    closing = marks.group() if marks else ""
    body = _mended(word.text.removesuffix(closing))
    own = symbol_tail(body)
    readings = list(_readings(page, word, settings))
    votes = Counter(parts.tail for parts in readings)
    if own is not None:
        votes[own] += 1
    tail, count = votes.most_common(1)[0] if votes else ("", 0)
    if count < LEAST_VOTES or (own is not None and tail.count("-") < own.count("-")):
        return [word]
    if own is not None and own != tail and own.endswith(tail):
        # A letter that a close look lost may have been cut off or be a slash: neither is sure.
        return [replace(word, confidence=min(UNSURE, word.confidence))]
    agreement = LEAST_AGREED + (VOTED - LEAST_AGREED) * count / (len(LOOKS) + 1)
    voted = replace(word, confidence=max(word.confidence, agreement))
    before = _before(body)
    number = before.strip("/_.`' ")
    if not any(c.isalnum() for c in number):
        # In a letterhead whatever mark stands between number and capitals is a slash.
        slashed = (may_split and before) or any("/" in p.before for p in readings)
        if may_split and sum(p.before in SLASH_LIKE for p in readings) >= LEAST_VOTES:
            slashed = True
        slash = "/" if "/" in before or slashed else ""
        return [_changed(voted, slash + tail + closing)]
    whole = _changed(voted, before + tail + closing)
    agreed = sum(parts.before.rstrip("/").endswith(number) for parts in readings)
    if agreed == len(readings) or sum(c.isupper() for c in number) > 1:
        return [whole]
    clean = _NUMBER_RE.fullmatch(before) is not None and page.blue is None
    if clean or not may_split or "/" not in before:
        return [replace(whole, confidence=min(UNSURE, word.confidence))]
    return _split(voted, before.rstrip("/"), "/" + tail + closing, word.confidence)


def _before(body: str) -> str:
    """Return what stands before the capitals of a reading, its slash included."""
    if "/" in body:
        return body[: body.rindex("/") + 1]
    return body[: next((i for i, c in enumerate(body) if c.isupper()), 0)]


def _changed(word: ReadWord, text: str) -> ReadWord:
    repair = word.repair if text == normalise(word.raw) else REPAIR
    return replace(word, text=text, repair=repair)


def _split(word: ReadWord, number: str, symbol: str, number_confidence: float) -> list[ReadWord]:
    share = len(number) / max(1, len(number) + len(symbol))
    middle = round(word.x0 + share * (word.x1 - word.x0))
    unsure = min(UNSURE, number_confidence)
    left = replace(word, text=number, raw=number, x1=middle, confidence=unsure, repair=None)
    return [left, replace(word, text=symbol, x0=middle, repair=REPAIR)]


def _readings(page: CleanPage, word: ReadWord, settings: Settings) -> Iterator[_Parts]:
    # A slash before the capitals may have been left out of the box.
    room = page.letter_px * (0.5 if "/" in word.text else 1.0)
    close = close_up(page, replace(word, x0=word.x0 - round(room)))
    if close is None:
        return
    upright = _sheared(close, SHEAR, paper=255) if _is_slanted(close) else close
    for count, (height, binary) in enumerate(LOOKS):
        look = _look(upright if count < UPRIGHT_LOOKS else close, height / CLOSE_PX, binary=binary)
        read = recognise(np.pad(look, PAD_PX, constant_values=255), settings, psm=7)
        text = _MARKS_RE.sub("", "".join(item.text for item in read))
        parts = _parts(text)
        if parts is not None:
            yield parts


def _mended(text: str) -> str:
    """Return a symbol with «0Đ-», «OĐ-» as «QĐ-»: no kind of document has another letter there."""
    return _ROUND_RE.sub("QĐ", text)


def _parts(text: str) -> _Parts | None:
    text = _mended(text)
    tail = symbol_tail(text)
    return None if tail is None else _Parts(before=_before(text), tail=tail)


def _without_blue(page: CleanPage) -> CleanPage:
    if page.blue is None:
        return page
    wide = cv2.dilate(page.blue, np.ones((3, 3), np.uint8))
    return replace(page, native=np.where(wide > 0, 255, page.native).astype(np.uint8))


def _is_slanted(close: Picture) -> bool:
    """Tell whether the letters lean: their stems fill whole columns only when they are set upright."""
    ink = cv2.threshold(close, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    sharpness = [
        int(
            (np.diff(_sheared(np.asarray(ink, np.uint8), k).sum(axis=0, dtype=np.int64)) ** 2).sum()
        )
        for k in SHEARS
    ]
    return sharpness.index(max(sharpness)) > 0


def _sheared(picture: Picture, shear: float, *, paper: int = 0) -> Picture:
    height, width = picture.shape[:2]
    matrix = np.array([[1.0, shear, -shear * height / 2], [0.0, 1.0, 0.0]])
    how = cv2.INTER_CUBIC if paper else cv2.INTER_NEAREST
    moved = cv2.warpAffine(picture, matrix, (width, height), flags=how, borderValue=paper)
    return np.asarray(moved, np.uint8)


def _look(close: Picture, scale: float, *, binary: bool) -> Picture:
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    sized = np.asarray(cv2.resize(close, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    if not binary:
        return sized
    return np.asarray(
        cv2.threshold(sized, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], np.uint8
    )
