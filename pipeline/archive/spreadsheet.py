"""An XLSX workbook that runs nothing and whose bytes depend on its content alone.

Text that a spreadsheet could take for a formula is stored as text and marked so. openpyxl writes
the time of day into the file and into the ZIP entries: both are set to a fixed day afterwards.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import time
from pathlib import Path
from typing import Any
from typing import cast

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from pipeline.archive.cell_safety import may_run
from pipeline.archive.frames import ExportTable
from pipeline.archive.workbook_register import FrontSheet
from pipeline.archive.workbook_register import Link

__all__ = ["write_workbook"]

_ILLEGAL_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MODIFIED_RE = re.compile(
    rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)"
)
_FIXED_INSTANT = b"2000-01-01T00:00:00Z"
_FIXED_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_MAX_CELL = 32_767
# Text that is too long ends here and says so.
_CUT_AT = 32_700
_CUT_MARK = " […]"
_MAX_ROWS = 1_048_575
_MIN_WIDTH, _MAX_WIDTH = 8, 60
_ROWS_FOR_WIDTH = 200
_DAY_FORMAT = "DD/MM/YYYY"
_BOLD = Font(bold=True)
_LINK = Font(color="0563C1", underline="single")
_SHADE = PatternFill("solid", fgColor="E8EEF4")
_TOP = Alignment(vertical="top", wrap_text=True)
# A spreadsheet program takes some 65,530 links in a sheet; beyond it calls the file damaged.
_MOST_LINKS = 65_000


def write_workbook(
    tables: Iterable[ExportTable], path: Path, *, front: Iterable[FrontSheet] = ()
) -> None:
    """Write one sheet per table to `path`: header frozen, days as days, text never a formula.

    The sheets of `front` come first; their text is wrapped and they print on the width of a page. A table that is longer than a sheet goes on in ``name_2``, ``name_3``, … Rows are streamed: the
    workbook is never whole in memory.
    """
    book = Workbook(write_only=True)
    for sheet in front:
        _write_front(book, sheet)
    for table in tables:
        frame = table.frame
        for number, start in enumerate(range(0, max(1, len(frame)), _MAX_ROWS), 1):
            name = table.name if number == 1 else f"{table.name}_{number}"
            _write_sheet(book.create_sheet(name), frame.iloc[start : start + _MAX_ROWS])
    book.save(path)
    _fix_times(path)


# `Any`: the type stubs of openpyxl know only half of a write-only sheet.
def _write_sheet(sheet: Any, frame: pd.DataFrame) -> None:
    names = [str(name) for name in frame.columns]
    last = get_column_letter(len(names))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{len(frame) + 1}"
    for index, name in enumerate(names, 1):
        sheet.column_dimensions[get_column_letter(index)].width = _width(frame[name], name)
    sheet.append([_heading(sheet, name) for name in names])
    for row in frame.itertuples(index=False, name=None):
        sheet.append([_cell(sheet, value) for value in row])


def _write_front(book: Workbook, front: FrontSheet) -> None:
    sheet: Any = book.create_sheet(front.name)
    last = get_column_letter(len(front.headings))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{min(len(front.rows), _MAX_ROWS) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for index, width in enumerate(front.widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_shaded(_heading(sheet, name)) for name in front.headings])
    links = 0
    for row in front.rows[:_MAX_ROWS]:
        cells = []
        for value in row:
            links += isinstance(value, Link)
            cells.append(_front_cell(sheet, value, linked=links <= _MOST_LINKS))
        sheet.append(cells)


def _shaded(heading: Cell) -> Cell:
    heading.fill, heading.alignment = _SHADE, _TOP
    return heading


def _front_cell(sheet: Any, value: object, *, linked: bool) -> Cell | None:
    """Return a wrapped cell that begins at the top of its row; a link leads where it says."""
    if value is None:
        return None
    shown = _cell(sheet, value.value if isinstance(value, Link) else value)
    cell: Cell = shown if isinstance(shown, Cell) else WriteOnlyCell(sheet, cast(str, shown))
    cell.alignment = _TOP
    if isinstance(value, Link) and linked and value.row <= _MAX_ROWS:
        cell.hyperlink = Hyperlink(ref="A1", location=f"'{value.sheet}'!A{value.row}")
        cell.font = _LINK
    return cell


def _heading(sheet: Any, name: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, name)
    cell.font = _BOLD
    return cell


def _cell(sheet: Any, value: object) -> object:
    """Return what to write: plain values as they are, days and risky text as cells of their own."""
    if isinstance(value, date):
        cell: Cell = WriteOnlyCell(sheet, datetime.combine(value, time()))
        cell.number_format = _DAY_FORMAT
        return cell
    if not isinstance(value, str):
        return value
    text = _legal(value)
    # openpyxl takes a leading «=» for a formula and «#N/A» and its kind for an error.
    if not may_run(text) and not text.startswith("#"):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if may_run(text):
        cell.quotePrefix = True
    return cell


def _legal(text: str) -> str:
    clean = _ILLEGAL_RE.sub("\ufffd", text)
    return clean if len(clean) <= _MAX_CELL else clean[: _CUT_AT - len(_CUT_MARK)] + _CUT_MARK


def _width(values: pd.Series, name: str) -> int:
    shown = values.head(_ROWS_FOR_WIDTH)
    longest = max((len(str(value)) for value in shown if value is not None), default=0)
    return min(_MAX_WIDTH, max(_MIN_WIDTH, longest + 2, len(name) + 2))


def _fix_times(path: Path) -> None:
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = _MODIFIED_RE.sub(rb"\g<1>" + _FIXED_INSTANT + rb"\g<3>", content)
            info = zipfile.ZipInfo(name, _FIXED_ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
