"""Find where another paper begins in a file that holds several, one scanned behind the other.

In: the pages as read. Out: the pages on which a paper begins, and for each whether it stands by
itself or is attached to the one before; nothing for a file with one paper.

A paper begins at the top of a page with a letterhead of its own: a title line, a body, a number and
symbol, place and date, of which the number or the day is filled in (samples of forms leave both
blank), and running text below. Before it the last paper must have come to its foot. No start is
the block of a copying office, a form («Mẫu số …»), or a letterhead that repeats the number of the
paper it stands in, unless the page as a whole is that paper's first once more: a second copy. Sources
without geometry (plain text, Word) are never scans, and hold one paper. A paper is attached when «(Kèm theo …)» or «Phụ lục» says so, or when the letter
before it sends it («gửi kèm … số …»): it then remains a part of that paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from itertools import islice
from operator import attrgetter

from extractors import form_lines as signs
from models.layout import ZoneKind
from models.page import Page
from models.page import Reading
from models.page import Word
from pipeline.layout.dissolve import dissolve_form_tables
from pipeline.layout.letterhead import Letterhead
from pipeline.layout.letterhead import read_letterhead
from pipeline.layout.rejoined import rejoined
from pipeline.layout.rows import Row
from pipeline.layout.rows import rows_of

__all__ = ["Paper", "papers_of"]

_TOP_SHARE = 0.35
_TOP_LINES = 14
_TOP_WORDS = 160
_LEAST_WORDS = 20
# Rows below the letterhead in which a reference line may stand: type, subject, then the line.
_HEADING_ROWS = 8
_SIGNING_ROWS = 15
_COVER_PAGES = 3
_SENDING_LETTERS = 120
# Two scans of one page share most of their words; a paper and its appendix share the letterhead.
_COPY_SHARE = 0.6
_NEEDED = frozenset({ZoneKind.TITLE_LINE, ZoneKind.NUMBER, ZoneKind.PLACE_DATE})
_BODIES = frozenset({ZoneKind.ISSUING_BODY, ZoneKind.SUPERIOR_BODY})
_NUMBER_RE = re.compile(r"(\d{1,6}[a-z]?)\s{0,3}[-/]\s{0,3}([a-z\d].{0,60})")
_FILLED_DAY_RE = re.compile(r"\d{1,2}\s{0,3}thang\s{0,3}\d{1,2}\s{0,3}nam\s{0,3}\d{4}")
_COPY_RE = re.compile(r"[-/]\s?(?:sy|trs|sl|bs|sybc)\b")
_SENDING = ("kemtheo", "guikem", "dinhkem", "saogui")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper of a file.

    Attributes:
        reading: Its pages, those of attached papers included; they keep their numbers.
        attached: First pages of the papers that are attached to it.
    """

    reading: Reading
    attached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the top of a page says: its number (None when blank), and whether it names what it is attached to."""

    number: str | None
    refers: bool


@dataclass(kw_only=True)
class _Begun:
    """A paper whose end is not yet known."""

    pages: Sequence[Page]
    begin: int
    attached: list[int] = field(default_factory=list)
    text: str | None = None

    @cached_property
    def number(self) -> str | None:
        """Its own number, None where it is blank."""
        page = self.pages[self.begin]
        rows = rejoined(rows_of(dissolve_form_tables(page)))
        found = read_letterhead(rows, part=0, page_width_pt=page.width_pt)
        return _number(found) if found is not None else None

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its first page."""
        return _words(self.pages[self.begin])

    def letter(self, end: int) -> str:
        """Return its first pages in letters and figures alone; asked first where it ends itself."""
        if self.text is None:
            cover = self.pages[self.begin : min(end, self.begin + _COVER_PAGES)]
            self.text = _bare(" ".join(word.text for page in cover for word in page.words))
        return self.text

    def is_repeated(self, head: _Head, page: Page) -> bool:
        """Tell whether a letterhead is its own once more, and not that of a second copy."""
        if head.number is None or head.number != self.number:
            return False
        other = _words(page)
        return len(self.words & other) < _COPY_SHARE * len(self.words | other)


def papers_of(reading: Reading) -> tuple[Paper, ...]:
    """Return the papers of a file in page order, at least one; their pages are those of the file."""
    pages = reading.pages
    begun = [_Begun(pages=pages, begin=0)]
    is_signed, looked_at = False, 0
    for index in range(1, len(pages)):
        head = _head(pages[index])
        if head is None or begun[-1].is_repeated(head, pages[index]):
            continue
        is_signed = is_signed or any(_is_signed(page) for page in pages[looked_at:index])
        looked_at = index
        if not is_signed:
            continue
        is_signed = False
        if head.refers or _is_sent(head, begun[-1].letter(index)):
            begun[-1].attached.append(pages[index].number)
        else:
            begun.append(_Begun(pages=pages, begin=index))
    ends = [*(one.begin for one in begun[1:]), len(pages)]
    return tuple(
        Paper(reading=_cut(reading, one.begin, end), attached=tuple(one.attached))
        for one, end in zip(begun, ends, strict=True)
    )


def _words(page: Page) -> frozenset[str]:
    return frozenset(signs.plain(word.text) for word in page.words)


def _cut(reading: Reading, begin: int, end: int) -> Reading:
    if begin == 0 and end == len(reading.pages):
        return reading
    return replace(reading, pages=reading.pages[begin:end])


def _head(page: Page) -> _Head | None:
    """Return what the letterhead at the top of a page says, None where no paper begins."""
    if page.height_pt <= 0 or not _may_open(page):
        return None
    rows = rejoined(rows_of(dissolve_form_tables(page)))
    found = read_letterhead(rows, part=0, page_width_pt=page.width_pt)
    if found is None or not _is_complete(found) or _is_low(rows, page):
        return None
    top = rows[: found.rows + _HEADING_ROWS]
    if _is_form(top[: found.rows]) or _is_copy(top):
        return None
    if sum(len(piece.words) for row in rows[found.rows :] for piece in row.pieces) < _LEAST_WORDS:
        return None
    refers = any(signs.is_appendix_reference(row.text) for row in top) or any(
        signs.plain(row.text).lstrip("*_ ").startswith("phu luc") for row in top[:3]
    )
    return _Head(number=_number(found), refers=refers)


def _may_open(page: Page) -> bool:
    """Tell at little cost whether a title line may stand at the top of a page."""
    first = islice(groupby(page.words[:_TOP_WORDS], key=attrgetter("line")), _TOP_LINES)
    if any(_is_title(list(words)) for _, words in first):
        return True
    return any(_is_title(line) for line in _cell_lines(page))


def _cell_lines(page: Page) -> Iterator[list[Word]]:
    for cell in (cell for table in page.tables[:1] for cell in table.cells[:4]):
        for _, words in groupby(cell.words[:_TOP_WORDS], key=attrgetter("line")):
            yield list(words)


def _is_title(words: Sequence[Word]) -> bool:
    return signs.title_start(" ".join([word.text for word in words])) is not None


def _is_complete(found: Letterhead) -> bool:
    kinds = {line.kind for line in found.lines}
    if not kinds >= _NEEDED or not kinds & _BODIES:
        return False
    days = [line.line.text for line in found.lines if line.kind is ZoneKind.PLACE_DATE]
    is_dated = any(_FILLED_DAY_RE.search(signs.plain(day)) for day in days)
    return is_dated or _number(found) is not None


def _is_low(rows: Sequence[Row], page: Page) -> bool:
    box = rows[0].box
    return box is None or box.y0 > _TOP_SHARE * page.height_pt


def _is_form(rows: Sequence[Row]) -> bool:
    return any(signs.plain(row.text).lstrip("*_ (").startswith(("mau ", "bieu ")) for row in rows)


def _is_copy(rows: Sequence[Row]) -> bool:
    return any(
        signs.mark_kind(piece.text) == "copy" or _COPY_RE.search(signs.plain(piece.text[:90]))
        for row in rows
        for piece in row.pieces
    )


def _number(found: Letterhead) -> str | None:
    """Return number and symbol in letters and figures alone, None where the number is blank."""
    text = " ".join(line.line.text for line in found.lines if line.kind is ZoneKind.NUMBER)
    match = _NUMBER_RE.search(signs.plain(text[:120]))
    return _bare(match.group()) if match else None


def _bare(text: str) -> str:
    return "".join(c for c in signs.plain(text) if c.isalnum())


def _is_signed(page: Page) -> bool:
    """Tell whether a foot stands on a page: Nơi nhận, or an authority or position above a name."""
    rows = rejoined(rows_of(dissolve_form_tables(page)))
    for index, row in enumerate(rows):
        texts = [piece.text for piece in row.pieces]
        if any(signs.is_distribution_head(text) for text in texts):
            return True
        if not any(signs.is_authority(text) or signs.is_position(text) for text in texts):
            continue
        below = rows[index + 1 : index + 1 + _SIGNING_ROWS]
        if any(signs.is_name(piece.text) for later in below for piece in later.pieces):
            return True
    return False


def _is_sent(head: _Head, letter: str) -> bool:
    """Tell whether the letter before it says that it sends the paper with this number."""
    if head.number is None:
        return False
    at = letter.find(head.number)
    while at >= 0:
        if any(word in letter[max(0, at - _SENDING_LETTERS) : at] for word in _SENDING):
            return True
        at = letter.find(head.number, at + 1)
    return False
