"""Write a dispatch as a Word file, as an office drafts it.

In: a `Dispatch`. Out: the bytes of a .docx with the letterhead and the foot in tables without
rules, the appendix in a ruled table with merged cells, page numbers in the header. The archive is
packed again with a fixed date for every member, because the Word library stamps the hour of
writing into it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm
from docx.shared import Pt

from samples.builder.shapes import Appendix
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Grid
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.typeset import closing_mark

__all__ = ["to_docx"]

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def to_docx(dispatch: Dispatch) -> bytes:
    """Return the dispatch as a Word file; the same dispatch gives the same bytes."""
    file = docx.Document()
    _set_page(file)
    _letterhead(file, dispatch)
    _title(file, dispatch)
    _addressees(file, dispatch.addressees)
    _body(file, dispatch)
    _foot(file, dispatch)
    for appendix in dispatch.appendices:
        _appendix(file, appendix)
    unpacked = io.BytesIO()
    file.save(unpacked)
    return _repacked(unpacked)


def _set_page(file: Any) -> None:
    style = file.styles["Normal"]
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.font.size = Pt(14)
    style.paragraph_format.space_after = Pt(0)
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = _CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)


def _write(
    place: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 14,
    centred: bool = False,
) -> Any:
    """Add a paragraph to a document or a cell; a fresh cell's empty first paragraph is used."""
    lines = place.paragraphs if hasattr(place, "_tc") else []
    fresh = len(lines) == 1 and not lines[0].text
    line = lines[0] if fresh else place.add_paragraph()
    for index, part in enumerate(text.split("*") if text != "*" else [text]):
        if part:
            run = line.add_run(part)
            run.bold, run.italic = bold, italic or index % 2 == 1
            run.font.size = Pt(size)
    if centred:
        line.alignment = _CENTRE
    return line


def _two_columns(file: Any, left: int, right: int) -> Sequence[Any]:
    table = file.add_table(rows=1, cols=2)
    table.autofit = False
    cells: Sequence[Any] = table.rows[0].cells
    for cell, width in zip(cells, (left, right), strict=True):
        cell.width = Mm(width)
    return cells


def _letterhead(file: Any, dispatch: Dispatch) -> None:
    if dispatch.circulation_mark:
        _write(
            file, dispatch.circulation_mark, bold=True, size=12
        ).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    left, right = _two_columns(file, 72, 93)
    for line in (dispatch.superior_body or "").split("\n"):
        if line:
            _write(left, line, centred=True, size=13)
    for line in dispatch.issuing_body.split("\n"):
        _write(left, line, bold=True, centred=True, size=13)
    if dispatch.system == "party":
        _write(left, "*", centred=True)
    _write(left, dispatch.number_line, centred=True)
    if dispatch.is_letter:
        _write(
            left,
            f"V/v {dispatch.subject}",
            italic=dispatch.system == "party",
            size=12,
            centred=True,
        )
    for mark in (dispatch.security_mark, dispatch.urgency_mark):
        if mark:
            _write(left, mark, bold=True, centred=True)
    if dispatch.draft_mark:
        _write(left, dispatch.draft_mark, italic=True, centred=True)
    if dispatch.system == "party":
        _write(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, centred=True, size=15)
    else:
        _write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, centred=True, size=12)
        _write(right, "Độc lập - Tự do - Hạnh phúc", bold=True, centred=True, size=13)
    _write(right, "", size=6)
    _write(right, dispatch.place_line, italic=True, centred=True)


def _title(file: Any, dispatch: Dispatch) -> None:
    _write(file, "", size=6)
    if dispatch.is_letter:
        return
    _write(file, dispatch.type_name.upper(), bold=True, size=15, centred=True)
    for line in (dispatch.heading, dispatch.subject):
        if line:
            _write(file, line, bold=True, centred=True)
    if dispatch.system == "party":
        _write(file, "-----", centred=True)
    if dispatch.decider:
        _write(file, dispatch.decider, bold=True, centred=True)


def _addressees(file: Any, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        _write(file, f"*Kính gửi:* {names[0]}.", centred=True)
    elif names:
        _write(file, "Kính gửi:", italic=True).paragraph_format.left_indent = Mm(20)
        for index, name in enumerate(names):
            end = "." if index + 1 == len(names) else ";"
            _write(file, f"- {name}{end}").paragraph_format.left_indent = Mm(35)


def _indented(file: Any, text: str, *, bold: bool = False) -> None:
    line = _write(file, text, bold=bold)
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    line.paragraph_format.first_line_indent = Mm(10)
    line.paragraph_format.space_before = Pt(6)


def _body(file: Any, dispatch: Dispatch) -> None:
    for text in (*dispatch.bases, *dispatch.intro):
        _indented(file, text)
    if dispatch.operative_line:
        _write(file, dispatch.operative_line, bold=True, centred=True)
    for section in dispatch.sections:
        _indented(file, section.heading, bold=True)
        for text in section.paragraphs:
            _indented(file, text)
        if section.grid is not None:
            _table(file, section.grid)
    if dispatch.tasks_heading:
        _indented(file, dispatch.tasks_heading, bold=True)
    for task in dispatch.tasks:
        for item in task.walk():
            _item(file, item)
    for index, text in enumerate(dispatch.closing):
        last = index + 1 == len(dispatch.closing)
        _indented(file, text + dispatch.end_mark if last else text)


def _item(file: Any, item: Item) -> None:
    _indented(file, f"{item.label} {item.text}".strip(), bold=item.heading)


def _foot(file: Any, dispatch: Dispatch) -> None:
    _write(file, "", size=6)
    left, right = _two_columns(file, 85, 80)
    if dispatch.system == "party":
        _write(left, "Nơi nhận:").runs[0].underline = True
    else:
        _write(left, "Nơi nhận:", bold=True, italic=True, size=12)
    for index, entry in enumerate(dispatch.distribution):
        _write(left, _recipient(entry) + closing_mark(dispatch.distribution, index), size=11)
    signature = dispatch.signature
    for line in (signature.authority or "").split("\n"):
        if line:
            _write(right, line, bold=True, centred=True)
    for line in signature.positions:
        _write(right, line, bold=dispatch.system == "state", centred=True)
    for _ in range(4):
        right.add_paragraph()
    _write(right, signature.name, bold=True, centred=True)


def _recipient(entry: Recipient) -> str:
    return f"- {entry.name} ({entry.purpose})" if entry.purpose else f"- {entry.name}"


def _appendix(file: Any, appendix: Appendix) -> None:
    file.add_section(WD_SECTION.NEW_PAGE)
    if appendix.label:
        _write(file, appendix.label, bold=True, centred=True)
    _write(file, appendix.title, bold=True, centred=True)
    if appendix.reference:
        _write(file, appendix.reference, italic=True, centred=True)
    _write(file, "", size=6)
    _table(file, appendix.grid)


def _table(file: Any, grid: Grid) -> None:
    table = file.add_table(rows=0, cols=len(grid.columns))
    table.style = "Table Grid"
    header = table.add_row()
    if grid.repeat_header:
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, title in zip(header.cells, grid.columns, strict=True):
        _write(cell, title, bold=True, size=12, centred=True)
    written = [table.add_row().cells for _ in grid.rows]
    for index, row in enumerate(grid.rows):
        group = grid.is_group(row)
        for column, text in enumerate(row):
            if text is None:
                written[index - 1][column].merge(written[index][column])
            elif text:
                _write(written[index][column], text, bold=group, size=12, centred=column == 0)
        if group and grid.span_groups:
            written[index][1].merge(written[index][-1])
    total = sum(grid.widths)
    for column, width in enumerate(grid.widths):
        for cells in (header.cells, *written):
            cells[column].width = Mm(165 * width / total)


def _repacked(packed: io.BytesIO) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=_FIXED_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
