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
_MOST_CHARACTERS = 80
_WIDE_GAP = 2.0
_HEAD_SHARE = 0.45
_LABEL_RE = re.compile(r"^(?:mức )?độ mật(?P<colon> ?: ?)? ?", re.IGNORECASE)
# What stands beside a mark in one line: urgency, the number of the copy, what the paper is.
_BESIDE_RE = re.compile(
    r"(?<!\w)(?:thượng khẩn|hỏa tốc|hoả tốc|khẩn|bản số ?[:.]? ?[\d.…]{1,8}|số bản ?[:.]? ?[\d.…]{1,8})(?!\w)",
    re.IGNORECASE,
)
_PAPER_RE = re.compile(r"^(?:tài liệu|văn bản|hồ sơ|dấu|độ|loại) (?=\S)", re.IGNORECASE)
# Behind the number, as in «Số 07-CV/ĐU MẬT».
_NUMBER_LINE_RE = re.compile(
    r"^số\b ?:? ?\S{1,30}(?: \S{1,30})? (\w{1,5}(?: \w{1,5})?)$", re.IGNORECASE
)
# Between a mark and what is beside it; a hyphen alone may also part the words of one mark.
_PARTED_RE = re.compile(r" [-–—] |[,;:|/()\[\]{}<>«»\"“”]")
_NO_LETTER_RE = re.compile(r"[\W_]+")
_MARKS = frozenset({"mật", "mât", "tốimật", "tốimât", "tuyệtmật", "tuyệtmât"})
_BARE_MARKS = frozenset({"toimat", "tuyetmat"})
# Cyrillic and Greek letters that look like those of a mark.
_LATIN = str.maketrans("МТОІУЕΜΤΟΙΥΕ", "MTOIYEMTOIYE")


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
    line = _plain(text)
    if len(line) > _MOST_CHARACTERS:
        return False
    behind = _NUMBER_LINE_RE.match(line)
    if behind is not None and behind.group(1).isupper():
        tail = behind.group(1)
        return _is_mark(tail, by_ocr=False) or _is_mark(tail.split(" ")[-1], by_ocr=False)
    label = _LABEL_RE.match(line)
    core = line[label.end() :] if label is not None else line
    if label is not None and label["colon"] and _letters(core).lower() in _MARKS:
        return True
    core = _BESIDE_RE.sub("", core)
    return _is_mark(core, by_ocr=by_ocr) or _has_mark_beside(core)


def _plain(text: str) -> str:
    """Return the line as it looks: wide letters and those of other alphabets as Latin ones."""
    alike = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).translate(_LATIN))
    return " ".join("".join(c for c in alike if unicodedata.category(c) != "Cf").split())


def _has_mark_beside(line: str) -> bool:
    """Tell whether the line begins or ends with a mark that a sign parts from the rest.

    Only in capitals, as a stamp or a heading has it: talk about marks is set small.
    """
    pieces = [piece for piece in _PARTED_RE.split(line) if _letters(piece)]
    if not pieces:
        return False
    ends = [_PAPER_RE.sub("", " ".join(piece.split())) for piece in (pieces[0], pieces[-1])]
    return any(piece.isupper() and _is_mark(piece, by_ocr=False) for piece in ends)


def _letters(text: str) -> str:
    return _NO_LETTER_RE.sub("", text)


def _is_mark(core: str, *, by_ocr: bool) -> bool:
    core = _letters(core)
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
