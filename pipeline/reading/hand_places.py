"""Where on a letterhead a number, a day and a month are written in by hand, from the print around.

In: the words of page 1 with boxes in points. Out: up to three `Place`s: the blank after «Số», the
blanks after «ngày» and «tháng», each with the line it stands on and what the page's reading has
there.

The printed words are the rulers: their widths in ems are known, so the end of «ngày» is known even
where ink has run into it and the reader took both for one word («ngày25», «tháng12»). The number's
place ends at the symbol («/QĐ-UBND»); where «Số» itself is covered by a stamp, the symbol alone
marks the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from models.folding import strip_accents
from models.page import Word

__all__ = ["Place", "Places", "find_places"]

# Widths of print in ems (regular and italic book faces agree within a hundredth).
SO_EM, NGAY_EM, THANG_EM, NAM_EM = 1.33, 1.944, 2.25, 1.722
# Mean width of a character of a symbol, ems: capitals, hyphens, slash.
SYMBOL_CHAR_EM = 0.62
# Em of usual print, points; what is outside is no letterhead line.
LEAST_EM_PT, MOST_EM_PT = 5.0, 40.0
# The letterhead's share of an upright page; a cut-out of a page is mostly letterhead.
HEAD_SHARE, CUTOUT_SHARE = 0.4, 0.7
# The left column reaches to this share of the page's width; the date starts right of the other.
LEFT_SHARE, DATE_SHARE = 0.58, 0.28
# The longest number, ems, where nothing printed ends it, and the widest blank.
NUMBER_EM, MOST_GAP_EM = 3.4, 9.0
MOST_WORDS = 400

_SO_RE = re.compile(r"^[s5][o06](?=$|[^a-z])")
# A symbol: a slash or hyphen before capitals («/QĐ-UBND», «-CV/TU», «/BCT-ATMT»).
_SYMBOL_RE = re.compile(r"[/\-–]\s?[A-ZĐƯ]{1,12}(?=$|[-–/.&\d]|[a-z]{1,3}\b)")
_YEAR_RE = re.compile(r"(?:19|20)\d\d(?!\d)")
_BARE_SYMBOL_RE = re.compile(r"[A-ZĐ]{2,8}[-–/][A-ZĐ]{2,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A blank to be filled in by hand.

    Attributes:
        x0, x1: Where the print before it ends and the print after it begins, points.
        base: The line's base, points from the top.
        em: The print's size, points.
        words: The page's own words that stand in the blank, left to right.
        firm: True where the print after it was seen apart; False where `x1` is an estimate.
    """

    x0: float
    x1: float
    base: float
    em: float
    words: tuple[Word, ...] = ()
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The blanks of a letterhead; None for those that were not found."""

    number: Place | None = None
    day: Place | None = None
    month: Place | None = None


def find_places(words: Sequence[Word], *, page_width_pt: float, page_height_pt: float) -> Places:
    """Return the blanks for number, day and month on the letterhead of page 1.

    Args:
        words: The page's words; those without a box are passed over.
        page_width_pt: Width of the page, points.
        page_height_pt: Its height, points.
    """
    share = HEAD_SHARE if page_height_pt > page_width_pt else CUTOUT_SHARE
    head = [
        word
        for word in words
        if word.box is not None and word.box.y0 < share * page_height_pt and word.box.height > 0
    ][:MOST_WORDS]
    day, month = _find_date(head, page_width_pt)
    left = [word for word in head if _x0(word) < LEFT_SHARE * page_width_pt]
    return Places(number=_find_number(left), day=day, month=month)


def _x0(word: Word) -> float:
    return word.box.x0 if word.box is not None else 0.0


def _x1(word: Word) -> float:
    return word.box.x1 if word.box is not None else 0.0


def _plain(word: Word) -> str:
    return strip_accents(word.text)


def _right_of(word: Word, words: Iterable[Word], *, reach: float, slack: float) -> list[Word]:
    """Return the words on the line of `word` to its right, left to right."""
    box = word.box
    if box is None:
        return []
    found = [
        other
        for other in words
        if other is not word
        and other.box is not None
        and other.box.center_x > box.center_x
        and other.box.x0 < box.x1 + reach
        and abs(other.box.center_y - box.center_y) < slack
    ]
    return sorted(found, key=_x0)


# --- the date -----------------------------------------------------------------------------------


def _find_date(head: Sequence[Word], page_width_pt: float) -> tuple[Place | None, Place | None]:
    """Return the places of day and month on the first line that has «tháng» between two others."""
    for month_word in head:
        if _x0(month_word) < DATE_SHARE * page_width_pt or "thang" not in _plain(month_word)[:6]:
            continue
        line = _line_of(month_word, head)
        before = [w for w in line if "ngay" in _plain(w) and _x0(w) < _x0(month_word)]
        after = [w for w in line if _is_year_word(w, month_word, line)]
        if not before and not after:
            continue
        day_word, year_word = (before[-1] if before else None), (after[0] if after else None)
        em = _em_of(day_word, month_word, year_word)
        if not LEAST_EM_PT < em < MOST_EM_PT:
            continue
        return (
            _day_place(day_word, month_word, line, em),
            _month_place(month_word, year_word, line, em),
        )
    return None, None


def _is_year_word(word: Word, month_word: Word, line: Sequence[Word]) -> bool:
    """Tell whether a word is «năm», a figure run into it or not («02năm», «0-ăm» before a year)."""
    if _x0(word) <= _x0(month_word):
        return False
    plain = _plain(word)
    torn = plain.endswith("am") and len(plain) <= 6
    year = any(_YEAR_RE.match(w.text) and 0 < _x0(w) - _x0(word) < 8 * w.size_pt for w in line)
    return "nam" in plain or (torn and year)


def _line_of(word: Word, words: Sequence[Word]) -> list[Word]:
    box = word.box
    if box is None:
        return []
    slack = max(4.0, 0.6 * box.height)
    return sorted(
        (w for w in words if w.box is not None and abs(w.box.center_y - box.center_y) < slack),
        key=_x0,
    )


def _em_of(*words: Word | None) -> float:
    """Return the em by the narrowest of the three words, measured by what each should be."""
    sizes = []
    for word, name, width_em in zip(
        words, ("ngay", "thang", "nam"), (NGAY_EM, THANG_EM, NAM_EM), strict=True
    ):
        if word is not None and _plain(word) == name:
            sizes.append((_x1(word) - _x0(word)) / width_em)
    if sizes:
        return sorted(sizes)[len(sizes) // 2]
    return max((word.size_pt for word in words if word is not None), default=0.0)


def _printed_end(word: Word, name: str, width_em: float, em: float) -> float:
    """Return where the printed word `name` ends, which is no later than its width says."""
    return _x1(word) if _plain(word) == name else min(_x1(word), _x0(word) + width_em * em)


def _printed_start(word: Word, name: str, width_em: float, em: float) -> float:
    return _x0(word) if _plain(word).startswith(name) else max(_x0(word), _x1(word) - width_em * em)


def _base_of(word: Word, em: float) -> float:
    """Return the base line by a word's box; «ngày» and «tháng» have a descender, «năm» has none."""
    if word.box is None:
        return 0.0
    return word.box.y1 - (0.21 * em if "g" in _plain(word) else 0.0)


def _day_place(
    day_word: Word | None, month_word: Word, line: Sequence[Word], em: float
) -> Place | None:
    if day_word is None:
        return None
    x0 = _printed_end(day_word, "ngay", NGAY_EM, em)
    x1 = _printed_start(month_word, "thang", THANG_EM, em)
    glued = [day_word] if _plain(day_word) != "ngay" else []
    return _place(x0, x1, _base_of(month_word, em), em, line, glued)


def _month_place(
    month_word: Word, year_word: Word | None, line: Sequence[Word], em: float
) -> Place | None:
    if year_word is None:
        return None
    x0 = _printed_end(month_word, "thang", THANG_EM, em)
    x1 = _printed_start(year_word, "nam", NAM_EM, em)
    glued = [w for w, name in ((month_word, "thang"), (year_word, "nam")) if _plain(w) != name]
    return _place(x0, x1, _base_of(year_word, em), em, line, glued)


def _place(
    x0: float,
    x1: float,
    base: float,
    em: float,
    line: Sequence[Word],
    glued: Sequence[Word],
) -> Place | None:
    if not 0.2 * em < x1 - x0 < MOST_GAP_EM * em:
        return None
    inside = [w for w in line if w.box is not None and x0 - 1 < w.box.center_x < x1 + 1]
    found = sorted({*inside, *glued}, key=_x0)
    return Place(x0=x0, x1=x1, base=base, em=em, words=tuple(found))


# --- the number ---------------------------------------------------------------------------------


def _find_number(left: Sequence[Word]) -> Place | None:
    """Return the place between «Số» and the symbol, or before a symbol that stands alone."""
    for word in sorted(left, key=lambda w: w.box.y0 if w.box is not None else 0.0):
        # «56» is a number by hand, not a misread «Số».
        if word.text[:1] not in {"S", "5"} or word.text.isdigit():
            continue
        if not _SO_RE.match(_plain(word)):
            continue
        place = _place_after(word, left)
        if place is not None:
            return place
    for word in left:
        if _SYMBOL_RE.search(word.text) or _BARE_SYMBOL_RE.search(word.text):
            return _place_before(word, left)
    return None


def _place_after(word: Word, left: Sequence[Word]) -> Place | None:
    em = _number_em(word)
    if word.box is None or not LEAST_EM_PT < em < MOST_EM_PT:
        return None
    start = min(word.box.x1, word.box.x0 + SO_EM * em) if len(word.text) > 3 else word.box.x1
    line = _right_of(word, left, reach=16 * em, slack=max(5.0, 0.7 * em))
    if len(word.text) > 3:
        line = [word, *line]
    base = word.box.y1
    for index, other in enumerate(line):
        match = _SYMBOL_RE.search(other.text)
        if match is None:
            continue
        x1, firm = _symbol_start(other, match.start(), em)
        inside = tuple(line[: index + (0 if match.start() == 0 else 1)])
        if 0.2 * em < x1 - start < MOST_GAP_EM * em:
            return Place(x0=start, x1=x1, base=base, em=em, words=inside, firm=firm)
        return None
    return None


def _number_em(word: Word) -> float:
    if word.box is None:
        return 0.0
    if len(word.text) == 3:
        # «Số:»; a colon far off or a box that took in ink is kept within the line's height.
        return min(word.box.width / SO_EM, 1.35 * word.box.height)
    return word.size_pt * 0.85 if word.size_pt else word.box.height


def _symbol_start(word: Word, index: int, em: float) -> tuple[float, bool]:
    """Return where character `index` of `word` begins, and whether that is seen or estimated."""
    if word.box is None:
        return 0.0, False
    if index == 0:
        return word.box.x0, True
    rest = len(word.text) - index
    return max(word.box.x0, word.box.x1 - rest * SYMBOL_CHAR_EM * em), False


def _place_before(word: Word, left: Sequence[Word]) -> Place | None:
    """Return the place left of a symbol whose «Số» was not read.

    A symbol cited in running text has words before it on its line; then it is no letterhead's.
    """
    box = word.box
    if box is None:
        return None
    em = min(max(word.size_pt * 0.85, 0.75 * box.height), 1.4 * box.height)
    if not LEAST_EM_PT < em < MOST_EM_PT:
        return None
    line = [
        w
        for w in left
        if w is not word
        and w.box is not None
        and abs(w.box.center_y - box.center_y) < em
        and w.box.center_x < box.center_x
    ]
    if any(_is_running_text(w) for w in line):
        return None
    match = _SYMBOL_RE.search(word.text)
    x1, _ = _symbol_start(word, match.start() if match else 0, em)
    x0 = x1 - NUMBER_EM * em
    inside = sorted((w for w in line if _x0(w) > x0), key=_x0)
    return Place(x0=x0, x1=x1, base=box.y1, em=em, words=tuple(inside), firm=False)


def _is_running_text(word: Word) -> bool:
    plain = _plain(word)
    return sum(c.isalpha() for c in plain) > 1 and not (plain.startswith("s") and len(plain) <= 4)
