"""Join the fixed lines of a form that a converter broke: «CỘNG HÒA XÃ HỘI / CHỦ NGHĨA VIỆT NAM».

In: the rows of a page without geometry. Out: the same rows, broken lines of the letterhead made one, and lines that
were run together parted (`parted_lines`).

Text taken from a web page or a narrow cell breaks after so many letters, whatever the line is. Only lines whose
whole is fixed are joined: the title lines and the motto, «Số:» before its number, place and date, «Kính gửi»,
and the first syllable of the first body («ỦY / BAN NHÂN DÂN»), which is no body alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from extractors.lexicon import load_lexicon
from models.folding import fold
from pipeline.layout.headings import is_type_heading
from pipeline.layout.parted_lines import parted_row
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row
from pipeline.layout.rows import line_of

__all__ = ["rejoined"]

# A letterhead's lines stand above these rows; a line of the form breaks into so many pieces at most.
_HEAD_ROWS = 40
_MOST_PIECES = 3
_LONGEST = 90
_LONGEST_OPENING = 12

_DATE_RE = re.compile(
    r"(?P<place>[^\W\d_][^\d,;:]{1,40}),?\s?ngày\s?(?:\d{1,2}|[.…]{1,9})?\s?tháng\s?(?:\d{1,2}|[.…]{1,9})?"
    r"\s?năm\s?\d{4}\.?",
    re.IGNORECASE,
)
# One syllable is half a name, or a town's whole one («Huế»); what stands above is a name's first half.
_HALF_PLACE_RE = re.compile(r"[A-ZĐ][^\W\d_]{0,6}\s?,?\s?ngày\b")
# «Quảng An, / ngày …»: the place, and the comma that wants a date.
_PLACE_RE = re.compile(r"(?:[^\W\d_][^\W\d_]{0,7}\.?\s?){1,5}\s?,")
_FIRST_HALF_RE = re.compile(r"(?:TP\.?|(?:[^\W\d_][^\W\d_]{0,6}\.?\s?){1,3})")


# A name of several syllables is broken behind the word that says what it is: «TP. / Hồ Chí Minh, ngày …», «Thành / phố …».
_KIND_OF_PLACE_RE = re.compile(
    r"(?:t\.?p\.?|thanh pho|thi xa|thi tran|quan|huyen|phuong|xa|tinh|dac khu)"
)


def rejoined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the broken lines of the form joined; rows with geometry as they are."""
    if not rows or rows[0].box is not None:
        return list(rows)
    found: list[Row] = []
    index = 0
    while index < len(rows):
        count = _pieces(rows, index) if len(found) < _HEAD_ROWS else 1
        if count > 1:
            found.append(_joined(rows[index : index + count]))
        else:
            found += parted_row(rows[index], head=len(found) < _HEAD_ROWS)
        index += count
    return found


def _pieces(rows: Sequence[Row], index: int) -> int:
    """Return how many rows from `index` on are one line of the form; 1 where it is whole or none."""
    if rows[index].box is not None:
        return 1
    for count in range(2, _MOST_PIECES + 1):
        block = rows[index : index + count]
        texts = [row.text for row in block]
        if len(block) < count or sum(map(len, texts)) > _LONGEST:
            return 1
        gap = any(row.pieces[0].gap for row in block[1:])
        if _is_one_line(texts, gap=gap) and (index == 0 or not _is_broken_body(texts)):
            return count
    return 1


def _is_one_line(texts: Sequence[str], *, gap: bool) -> bool:
    """Tell whether the texts are one line of the form; only a date's blanks may be set far apart."""
    if _is_broken_date(texts, gap=gap):
        return True
    if gap:
        return False
    if _is_broken_title(texts) or _is_broken_body(texts) or _is_broken_heading(texts):
        return True
    head, rest = signs.plain(texts[0]).strip(" *_"), texts[1].strip(" *_")
    if len(texts) > 2:
        return False
    if head in {"so", "so:", "so :"}:
        return rest[:1].isdigit() and signs.is_number_line(f"Số: {rest}")
    return head == "kinh" and signs.plain(rest).startswith("gui")


def _is_broken_title(texts: Sequence[str]) -> bool:
    if any(signs.holds_title(text) for text in texts):
        return False
    whole = " ".join(texts)
    return signs.holds_title(whole) and signs.title_start(whole) == 0 and signs.is_title_line(whole)


def _is_broken_heading(texts: Sequence[str]) -> bool:
    """Tell whether the lines are a type's name («QUY CHẾ LÀM / VIỆC»), or the head of a reference («(Ban hành / kèm theo …»)."""
    if len(texts) > 2 or is_type_heading(texts[0]) or is_type_heading(texts[1]):
        return False
    whole = " ".join(texts)
    if is_type_heading(whole):
        return True
    opens = texts[0].lstrip().startswith("(") and len(texts[0]) <= _LONGEST_OPENING
    return (
        opens and not signs.is_appendix_reference(texts[0]) and signs.is_appendix_reference(whole)
    )


def _is_broken_body(texts: Sequence[str]) -> bool:
    """Tell whether the first line is one syllable of the body below it, no abbreviation («EVN»)."""
    first, below = texts[0].strip(" *_"), texts[1]
    if len(texts) > 2 or not first.isalpha() or len(first) < 2 or not first.isupper():
        return False
    if fold(first) not in load_lexicon().syllables:
        return False
    return signs.is_capitals(below) and not (
        signs.title_start(below) is not None
        or signs.is_number_line(below)
        or signs.mark_kind(below)
    )


def _is_broken_date(texts: Sequence[str], *, gap: bool) -> bool:
    if _DATE_RE.fullmatch(" ".join(texts).strip(" *_")) is None:
        return False
    whole = next((i for i, text in enumerate(texts) if _DATE_RE.fullmatch(text.strip(" *_"))), None)
    if whole is None and (_opens_date(texts[0]) or _PLACE_RE.fullmatch(texts[0])):
        return True
    # The place itself is broken («Hà / Nội, ngày …»): the row below looks whole.
    if not gap and whole == len(texts) - 1 and _is_kind_of_place(texts[:whole], texts[whole]):
        return True
    if gap or _FIRST_HALF_RE.fullmatch(texts[0].strip(" *_")) is None:
        return False
    if signs.is_capitals(texts[0]) and len(texts[0]) > 3:
        return False
    words = texts[0].split()
    return all(word[:1].isupper() for word in words) and _HALF_PLACE_RE.match(texts[1]) is not None


def _is_kind_of_place(above: Sequence[str], below: str) -> bool:
    """Tell whether what stands above says only what kind of place is named below, itself broken or not."""
    head = " ".join(above).strip(" *_")
    if not head[:1].isupper():
        return False
    if below[:4] == "phố ":
        return signs.plain(head) == "thanh"
    return below[:1].isupper() and _KIND_OF_PLACE_RE.fullmatch(signs.plain(head)) is not None


def _opens_date(text: str) -> bool:
    return re.search(r",?\s?ngày\b", text, re.IGNORECASE) is not None


def _joined(rows: Sequence[Row]) -> Row:
    pieces: list[PrintedLine] = [piece for row in rows for piece in row.pieces]
    words = [(word, None) for piece in pieces for word in piece.words]
    return Row(pieces=(line_of(words, rows[0].page, gap=pieces[0].gap),))
