"""A small printing press for tests: put lines at places on a page and get a `Page` of words.

Letters are half as wide as they are high, which is close to Times; a word's box is as high as
its size. `flow_page` prints without geometry, as a plain-text reader does.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.geometry import Box
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import PageTable
from models.page import Reading
from models.page import Word

A4 = (595.0, 842.0)


def printed_words(
    x: float, y: float, text: str, *, size: float = 14.0, line: int = 0, bold: bool = False
) -> list[Word]:
    """Return the words of `text` set from `x`, top edge at `y`."""
    words = []
    for part in text.split():
        width = len(part) * size * 0.5
        words.append(
            Word(text=part, box=Box(x, y, x + width, y + size), line=line, size_pt=size, bold=bold)
        )
        x += width + size * 0.28
    return words


def centred(middle: float, text: str, *, size: float = 14.0) -> float:
    """Return the x from which `text` must be set to stand centred on `middle`."""
    words = text.split()
    width = sum(len(w) for w in words) * size * 0.5 + (len(words) - 1) * size * 0.28
    return middle - width / 2


def printed_page(
    lines: Sequence[tuple[float, float, str]],
    *,
    number: int = 1,
    size: float = 14.0,
    tables: Sequence[PageTable] = (),
) -> Page:
    """Return a page with each `(x, y, text)` as a line."""
    words = [
        w
        for i, (x, y, text) in enumerate(lines)
        for w in printed_words(x, y, text, size=size, line=i)
    ]
    return Page(
        number=number,
        width_pt=A4[0],
        height_pt=A4[1],
        source=PageSource.TEXT_LAYER,
        words=tuple(words),
        tables=tuple(tables),
    )


def flow_page(text: str, *, number: int = 1) -> Page:
    """Return a page without geometry; an empty line leaves a gap in the line numbers."""
    words = [
        Word(text=part, line=i) for i, line in enumerate(text.split("\n")) for part in line.split()
    ]
    return Page(number=number, width_pt=0, height_pt=0, source=PageSource.TEXT, words=tuple(words))


def a_reading(*pages: Page) -> Reading:
    """Return a reading of the pages."""
    kind = FileKind.TEXT if not pages[0].width_pt else FileKind.PDF
    return Reading(kind=kind, pages=pages)
