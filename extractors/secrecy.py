"""Does the first page bear a secrecy mark, or something that may be one? Asked before anything is kept.

In: the pages as read. Out: the number of the page that stops the paper, or None, which never means
«not secret». Stricter than the reading of marks: where the layout sees no mark (behind a label,
beside the number, next to an urgency mark, under the signature), a doubt stops the paper as well.

A mark is a line, or a piece of one parted by a wide gap. MẬT counts with its accents, because without
them it is MẶT, as in MẶT TRẬN; TỐI MẬT and TUYỆT MẬT are nothing else without accents, and where
OCR read a lone MẶT or MAT at the head, an accent may have been lost. A title about secrets («BẢO VỆ
BÍ MẬT NHÀ NƯỚC») is no mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import groupby
from itertools import pairwise
from operator import attrgetter

from models.folding import strip_accents
from models.page import Page
from models.page import Reading
from models.page import Word

__all__ = ["is_secrecy_line", "secrecy_page"]

_MOST_WORDS = 12
_WIDE_GAP = 2.0
_HEAD_SHARE = 0.45
_LABEL_RE = re.compile(r"^(?:mức )?độ mật ?:? ?", re.IGNORECASE)
_URGENCY_RE = re.compile(r"(?<!\w)(?:thượng khẩn|hỏa tốc|hoả tốc|khẩn)(?!\w)", re.IGNORECASE)
# Behind the number, as in «Số 07-CV/ĐU MẬT».
_NUMBER_LINE_RE = re.compile(
    r"^số\b ?:? ?\S{1,30}(?: \S{1,30})? (\w{1,5}(?: \w{1,5})?)$", re.IGNORECASE
)
_EDGES = " .,:;*-–_()[]|/!\"'"
_MARKS = frozenset({"mật", "mât", "tối mật", "tối mât", "tuyệt mật", "tuyệt mât"})
_BARE_MARKS = frozenset({"toi mat", "tuyet mat"})


def secrecy_page(reading: Reading) -> int | None:
    """Return 1 where the first page bears a secrecy mark or may bear one, else None."""
    page = reading.pages[0]
    return page.number if any(_stops(line, page) for line in _lines(page)) else None


def is_secrecy_line(text: str, *, by_ocr: bool = False) -> bool:
    """Tell whether a whole line is, or may be, a secrecy mark.

    Args:
        text: The line.
        by_ocr: True at the head of a scanned page, where accents may have been lost.

    Example:
        >>> is_secrecy_line("Độ mật: TỐI MẬT"), is_secrecy_line("MẶT TRẬN TỔ QUỐC")
        (True, False)
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if len(line) > 80:
        return False
    behind = _NUMBER_LINE_RE.match(line)
    if behind is not None and behind.group(1).isupper():
        tail = behind.group(1)
        return _is_mark(tail, by_ocr=False) or _is_mark(tail.split(" ")[-1], by_ocr=False)
    core = _URGENCY_RE.sub("", _LABEL_RE.sub("", line.strip(_EDGES))).strip(_EDGES)
    return _is_mark(core, by_ocr=by_ocr)


def _is_mark(core: str, *, by_ocr: bool) -> bool:
    # A small first letter is the rest of a sentence: «… bí / mật».
    if not core[:1].isupper():
        return False
    if core.lower() in _MARKS:
        return True
    bare = strip_accents(core).lower()
    return core.isupper() and (bare in _BARE_MARKS or (by_ocr and bare == "mat"))


def _lines(page: Page) -> Iterator[list[Word]]:
    for _, line in groupby(page.words, key=attrgetter("line")):
        yield list(line)
    for table in page.tables:
        for cell in table.cells:
            for _, line in groupby(cell.words, key=attrgetter("line")):
                words = list(line)
                # In a table «Mật» may be a value; a mark is set in capitals.
                if " ".join(word.text for word in words).isupper():
                    yield words


def _stops(line: Sequence[Word], page: Page) -> bool:
    pieces = [line, *_pieces(line)] if len(line) <= _MOST_WORDS else _pieces(line)
    return any(
        is_secrecy_line(" ".join(w.text for w in piece), by_ocr=_lost_accents(piece, page))
        for piece in pieces
        if len(piece) <= _MOST_WORDS
    )


def _lost_accents(piece: Sequence[Word], page: Page) -> bool:
    return all(
        word.ocr and word.box is not None and word.box.y1 < _HEAD_SHARE * page.height_pt
        for word in piece
    )


def _pieces(line: Sequence[Word]) -> list[list[Word]]:
    """Return the parts of a line that wide gaps part; [] where there is no such gap or no geometry."""
    parts: list[list[Word]] = [[line[0]]]
    for before, word in pairwise(line):
        if before.box is None or word.box is None:
            return []
        if word.box.x0 - before.box.x1 > _WIDE_GAP * max(before.box.height, word.box.height):
            parts.append([])
        parts[-1].append(word)
    return parts if len(parts) > 1 else []
