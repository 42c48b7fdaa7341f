"""A Word file (.docx): paragraphs and tables in body order become pages.

In: the path of a file that `sniff` took for a Word document. Out: a `Reading` with one page for
each marked page (page breaks, section breaks), because where Word would break is nowhere written.

Order: the header of the first page where it holds more than a page number, then the body. A footnote
or endnote follows the paragraph or table that calls it, as lines that the page names as such: where the foot of its
page is, is not known. Automatic labels are printed in front of their paragraphs. Text boxes follow the
paragraph that anchors them. Tables with borders are tables; a table without borders is somebody's
way to set two columns, so its columns are read one after the other, left before right.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from extractors.secrecy import is_secrecy_line
from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.settings import Settings
from pipeline.reading.failure import ReadFailure
from pipeline.reading.flow_page import FlowPage
from pipeline.reading.flow_page import Scrap
from pipeline.reading.flow_page import make_words
from pipeline.reading.word_numbering import Labels
from pipeline.reading.word_numbering import read_labels
from pipeline.reading.word_package import without_dangling_parts
from pipeline.reading.word_pictures import drawn_marks
from pipeline.reading.word_runs import Chunk
from pipeline.reading.word_runs import Line
from pipeline.reading.word_runs import Styles
from pipeline.reading.word_runs import read_lines
from pipeline.reading.word_table import WordTable
from pipeline.reading.word_table import lay_grid

__all__ = ["read_docx"]

_MAX_DEPTH = 8
# What python-docx, lxml and zipfile raise for a package whose parts do not hold together.
_BROKEN = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    etree.LxmlError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    EOFError,
    NotImplementedError,
    RecursionError,
    OSError,
)
# What calls a note, and where the notes so called stand.
_CALLS = {
    qn("w:footnoteReference"): RELATIONSHIP_TYPE.FOOTNOTES,
    qn("w:endnoteReference"): RELATIONSHIP_TYPE.ENDNOTES,
}
_WRAPPERS = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"))
)


def read_docx(path: Path, settings: Settings) -> Reading:
    """Read the Word file at `path`.

    Raises:
        ReadFailure: ``damaged`` when its parts do not hold together, ``too-many-pages``.
    """
    try:
        document = _open(path)
        reader = _Reader(document, settings)
        reader.read()
    except _BROKEN as error:
        raise ReadFailure(OutcomeCode.DAMAGED, type(error).__name__) from None
    return Reading(kind=FileKind.DOCX, pages=tuple(reader.pages))


def _open(path: Path) -> Any:
    """Open the package; one that names parts that are not there is opened without them."""
    try:
        return docx.Document(str(path))
    except KeyError:
        return docx.Document(without_dangling_parts(path))


class _Reader:
    """Walks one document; its pages come to stand in `pages`."""

    def __init__(self, document: Any, settings: Settings) -> None:
        self.pages: list[Page] = []
        self._document = document
        self._settings = settings
        self._styles = Styles(document.part._styles_part.element)
        self._labels: Labels = read_labels(_part(document.part, RELATIONSHIP_TYPE.NUMBERING))
        self._notes = _footnotes(document.part)
        self._called: list[tuple[str, str]] = []
        self._page = FlowPage(number=1, source=PageSource.DOCX)

    def read(self) -> None:
        self._header()
        for block in _blocks(self._document.element.body):
            self._block(block)
            self._print_notes()
        if not self._page.is_empty or not self.pages:
            self.pages.append(self._page.finish())

    def _header(self) -> None:
        """Print the first page's header, if it says more than a page number.

        Of the other headers, the footers and of pictures only a mark of secrecy is printed, in front
        of all: the paper must stop at it wherever it stands.
        """
        section = self._document.sections[0] if len(self._document.sections) else None
        if section is None:
            return
        first = section.different_first_page_header_footer
        header = section.first_page_header if first else section.header
        for line in self._marks(section):
            self._page.add_line(line)
        for mark in drawn_marks(self._document.part, self._settings):
            self._page.add_line([Scrap(text=word, raw=word) for word in mark.split()])
        if header.is_linked_to_previous:
            return
        lines = self._lines_in(header)
        if sum(c.isalpha() for line in lines for s in line for c in s.text) < 2:
            return
        for line in lines:
            if line:
                self._page.add_line(line)

    def _lines_in(self, part: Any) -> list[list[Scrap]]:
        return [line for p in _paragraphs(part._element) for line in self._lines_of(p)]

    def _marks(self, section: Any) -> list[list[Scrap]]:
        """Return the lines of the section's headers and footers that are marks of secrecy."""
        parts = (
            *(section.header, section.first_page_header, section.even_page_header),
            *(section.footer, section.first_page_footer, section.even_page_footer),
        )
        known = [part for part in parts if not part.is_linked_to_previous]
        lines = [line for part in known for line in self._lines_in(part)]
        return [line for line in lines if is_secrecy_line(" ".join(s.text for s in line))]

    def _block(self, block: Any) -> None:
        if block.tag == qn("w:tbl"):
            self._table(block)
        elif block.tag == qn("w:p"):
            self._paragraph(block)

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None and _is_on(properties.find(qn("w:pageBreakBefore"))):
            self._new_page()
        lines, boxes = self._printed(paragraph)
        # A break at the very end of a paragraph begins a page, it does not print a blank line.
        for index, line in enumerate(lines):
            scraps = line.scraps()
            is_tail = index > 0 and index == len(lines) - 1 and not scraps
            if not is_tail:
                self._page.add_line(scraps)
            if line.breaks_page:
                self._new_page()
        for box in boxes:
            for inner in _paragraphs(box):
                for scraps in self._lines_of(inner):
                    if scraps:
                        self._page.add_line(scraps)
        if properties is not None and _ends_page(properties.find(qn("w:sectPr"))):
            self._new_page()

    def _printed(self, paragraph: Any) -> tuple[list[Line], list[Any]]:
        """Return the paragraph's lines, its automatic label in front of the first."""
        lines, boxes = read_lines(paragraph, self._styles)
        for mark in paragraph.iter(*_CALLS):
            self._called.append((mark.tag, mark.get(qn("w:id"), "")))
        label = self._label(paragraph)
        if label and any(line.chunks for line in lines):
            first = lines[0]
            look = first.chunks[0].look if first.chunks else self._styles.look(None)
            first.chunks.insert(0, Chunk(label + " ", look))
        return lines, boxes

    def _label(self, paragraph: Any) -> str:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return ""
        named = properties.find(qn("w:pStyle"))
        sources = [properties]
        if named is not None:
            chain = self._styles.chain(named.get(qn("w:val")))
            sources += [p for s in chain if (p := s.find(qn("w:pPr"))) is not None]
        number_id = _inherited(sources, "w:numId")
        if number_id is None or number_id == "0":
            return ""
        level = _inherited(sources, "w:ilvl") or "0"
        return self._labels.next_label(number_id, int(level) if level.isdigit() else 0)

    def _lines_of(self, paragraph: Any) -> Iterator[list[Scrap]]:
        lines, boxes = self._printed(paragraph)
        for line in lines:
            yield line.scraps()
        for box in boxes:
            for inner in _paragraphs(box):
                yield from self._lines_of(inner)

    def _table(self, element: Any) -> None:
        table = lay_grid(element, self._styles)
        if table is None:
            return
        if table.is_layout:
            self._dissolve(table)
            return
        cells = []
        for cell in table.cells:
            words = []
            number = 0
            for paragraph in _paragraphs(cell.element):
                for scraps in self._lines_of(paragraph):
                    if scraps:
                        words += make_words(scraps, line=number)
                        number += 1
            cells.append(cell.printed(tuple(words)))
        self._page.add_table(table.rows, table.columns, cells, ruled=table.ruled)

    def _dissolve(self, table: WordTable) -> None:
        """Print the columns of a layout table one after the other."""
        for column in table.columns_of_cells():
            for cell in column:
                for block in _blocks(cell.element):
                    self._block(block)
            self._page.add_line([])

    def _print_notes(self) -> None:
        """Print the notes called since the last time, each once however often it is called."""
        called, self._called = self._called, []
        for call in called:
            note = self._notes.pop(call, None)
            for paragraph in _paragraphs(note) if note is not None else ():
                self._page.add_footnote(list(self._lines_of(paragraph)))

    def _new_page(self) -> None:
        if self._page.is_empty:
            return
        self._print_notes()
        if len(self.pages) + 1 >= self._settings.max_pages:
            raise ReadFailure(OutcomeCode.TOO_MANY_PAGES, f"> {self._settings.max_pages} pages")
        self.pages.append(self._page.finish())
        self._page = FlowPage(number=len(self.pages) + 1, source=PageSource.DOCX)


def _part(part: Any, relationship: str) -> Any | None:
    """Return the root element of a related part, or None when there is none."""
    for rel in part.rels.values():
        if rel.reltype == relationship and not rel.is_external:
            target = rel.target_part
            element = getattr(target, "element", None)
            return element if element is not None else etree.fromstring(target.blob, _parser())
    return None


def _footnotes(part: Any) -> dict[tuple[str, str], Any]:
    """Return the footnotes and endnotes by the tag and number of their call, separators left out."""
    found: dict[tuple[str, str], Any] = {}
    for tag, relationship in _CALLS.items():
        root = _part(part, relationship)
        for note in root if root is not None else ():
            if note.get(qn("w:type")) in {None, "normal"}:
                found[tag, note.get(qn("w:id"), "")] = note
    return found


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _blocks(container: Any, depth: int = 0) -> Iterator[Any]:
    """Yield paragraphs and tables in order, looking through content controls and insertions."""
    for child in container:
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        elif child.tag in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _blocks(child, depth + 1)


def _paragraphs(container: Any, depth: int = 0) -> Iterator[Any]:
    """Yield paragraphs in order, those of nested tables among them."""
    for block in _blocks(container):
        if block.tag == qn("w:p"):
            yield block
        elif depth < _MAX_DEPTH:
            for cell in block.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tbl"))) is block:
                    yield from _paragraphs(cell, depth + 1)


def _is_on(switch: Any | None) -> bool:
    return switch is not None and switch.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _ends_page(section: Any | None) -> bool:
    if section is None:
        return False
    kind = section.find(qn("w:type"))
    return kind is None or kind.get(qn("w:val")) not in {"continuous", "nextColumn"}


def _inherited(sources: list[Any], tag: str) -> str | None:
    """Return the first value of a list property, the paragraph's own before its styles'."""
    for properties in sources:
        found = properties.find(f"{qn('w:numPr')}/{qn(tag)}")
        if found is not None:
            value = found.get(qn("w:val"))
            return None if value is None else str(value)
    return None
