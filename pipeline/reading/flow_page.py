"""A page of a source without geometry, filled line by line; plain text and Word files share it.

Line numbers are the only layout such a source has: each printed line has its own, and a blank line
leaves one out, so that whoever reads the page sees paragraphs. A table takes the lines of its cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from models.page import Cell
from models.page import Page
from models.page import PageSource
from models.page import PageTable
from models.page import Word
from pipeline.reading.characters import normalise
from pipeline.reading.legacy import CONFIDENCE
from pipeline.reading.legacy import notes_of
from pipeline.reading.spaced import group_spaced
from pipeline.reading.syllables import health
from pipeline.reading.syllables import split_glued

__all__ = ["LONGEST_WORD", "FlowPage", "Scrap", "make_words"]

# Rows of dots and addresses of web pages stay below; what is longer is no word anybody wrote.
LONGEST_WORD = 2_000
_CUT_NOTE = "long-word-cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrap:
    """A blank-free run of characters on its way to be a word.

    Attributes:
        text: Its characters, mark-up gone.
        raw: The characters as they stood in the file.
        gap: How many blanks stood before it.
        size_pt: Font size, 0 when unknown.
        bold, italic: As far as the source tells.
        repair: Name of the decoding that made `text` of `raw`; None where there was none.
    """

    text: str
    raw: str
    gap: int = 1
    size_pt: float = 0.0
    bold: bool = False
    italic: bool = False
    repair: str | None = None


@dataclass(slots=True)
class FlowPage:
    """A page in the making.

    Attributes:
        number: 1-based.
        source: What the page is read from.
    """

    number: int
    source: PageSource
    _line: int = 0
    _words: list[Word] = field(default_factory=list)
    _tables: list[PageTable] = field(default_factory=list)
    _footnotes: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True as long as neither a word nor a table was added."""
        return not self._words and not self._tables

    def add_line(self, scraps: Sequence[Scrap]) -> None:
        """Add one printed line; a line without scraps is a blank line."""
        self._words += make_words(scraps, line=self._line)
        self._line += 1

    def add_footnote(self, lines: Sequence[Sequence[Scrap]]) -> None:
        """Add one paragraph of a footnote: lines that stand here and part no paragraph."""
        printed = [line for line in lines if line]
        if not printed:
            return
        self._footnotes.append((self._line, self._line + len(printed) - 1))
        for line in printed:
            self.add_line(line)

    def add_table(self, rows: int, columns: int, cells: Iterable[Cell], *, ruled: bool) -> None:
        """Add a table where the page now ends.

        The lines inside of a cell count from 0; they are moved to where the table stands, cell
        after cell, so that a table that turns out to be none can be taken apart into lines.
        """
        first = self._line
        placed: list[Cell] = []
        for cell in sorted(cells, key=lambda c: (c.row, c.column)):
            placed.append(
                replace(cell, words=tuple(replace(w, line=self._line + w.line) for w in cell.words))
            )
            self._line += max((w.line for w in cell.words), default=-1) + 1
        self._line = max(self._line, first + 1)
        table = PageTable(rows=rows, columns=columns, cells=tuple(placed), line=first, ruled=ruled)
        self._tables.append(table)

    def finish(self) -> Page:
        """Return the page as read; its health is that of all its words."""
        words = list(self._words)
        words += [w for table in self._tables for cell in table.cells for w in cell.words]
        return Page(
            number=self.number,
            width_pt=0.0,
            height_pt=0.0,
            source=self.source,
            words=tuple(self._words),
            tables=tuple(self._tables),
            footnotes=tuple(self._footnotes),
            health=health([word.text for word in words]),
            notes=(*notes_of(words), *((_CUT_NOTE,) if any(map(_is_cut, words)) else ())),
        )


def make_words(scraps: Sequence[Scrap], *, line: int = 0) -> list[Word]:
    """Return the words of one line: normalised, spaced capitals joined, glued words cut.

    Of a word longer than `LONGEST_WORD` only that much is kept.
    """
    texts = [normalise(scrap.text)[:LONGEST_WORD] for scrap in scraps]
    words: list[Word] = []
    for group in group_spaced(texts, [float(scrap.gap) for scrap in scraps]):
        first = scraps[group.start]
        text = normalise("".join(texts[group.start : group.stop]))
        raw = " ".join(scraps[i].raw[: LONGEST_WORD + 1] for i in group)
        parts = split_glued(text)
        repair = next((scraps[i].repair for i in group if scraps[i].repair is not None), None)
        for part in parts:
            if not part.strip():
                continue
            own = raw if len(parts) == 1 else part
            words.append(
                Word(
                    text=part,
                    confidence=CONFIDENCE if repair else 1.0,
                    raw=own if own != part else None,
                    line=line,
                    size_pt=first.size_pt,
                    bold=first.bold,
                    italic=first.italic,
                    repair=repair,
                )
            )
    return words


def _is_cut(word: Word) -> bool:
    return len(word.text) == LONGEST_WORD or len(word.raw or "") > LONGEST_WORD
