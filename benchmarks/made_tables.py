"""Made appendix tables with their truth: what `table_score.py` reads and scores.

Each case is a dispatch of the form rules with an appendix behind it, set by the typesetter: ruled
tables, merged cells, group rows, headings of two rows, tables over pages with and without a
repeated heading, rows cut by the page, landscape and rotated pages, several tables in one appendix.
The same case twice gives the same bytes. Names and texts are made up.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

import pikepdf
import typst

from samples.builder.dispatch import a_dispatch
from samples.builder.phrases import PARTY
from samples.builder.phrases import STATE
from samples.builder.phrases import THEMES
from samples.builder.typeset import FONT_DIR
from samples.builder.typeset import to_pdf

__all__ = ["BORDERLESS_CASES", "CASES", "RULED_CASES", "Case", "MadeCell", "MadeTable", "pdf_of"]

_FORM = Path(__file__).with_name("made_table.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCell:
    """A cell: its text, how many rows and columns it covers, bold or not."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTable:
    """A table and its truth.

    Attributes:
        columns: Heading of each column, the parts of a heading of two rows joined by « / ».
        header: The printed cells of the heading.
        printed: The printed cells of the rows, in the typesetter's order.
        rows: The truth: one text per column, the text of a merged cell in its first row and column;
            None where a cell is covered by another.
        repeat: True where the heading stands again on every page.
        breakable: True where a page may cut a row.
        stroke: Width of the rules, points; None for a table without rules.
        top: True where the cells hang from the top of their row, False where they are centred.
        inset: Blank space around the text of a cell, points.
    """

    columns: tuple[str, ...]
    header: tuple[MadeCell, ...]
    printed: tuple[MadeCell, ...]
    rows: tuple[tuple[str | None, ...], ...]
    widths: tuple[float, ...] = (1, 6, 4, 3)
    repeat: bool = True
    breakable: bool = False
    stroke: float | None = 0.6
    caption: str = ""
    top: bool = False
    inset: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A paper with its tables; `kind` says what is hard about it."""

    kind: str
    tables: tuple[MadeTable, ...]
    landscape: bool = False
    rotate: int = 0
    seed: int = 0

    @property
    def ruled(self) -> bool:
        """True where ruling lines part the cells."""
        return all(table.stroke is not None for table in self.tables)


def pdf_of(case: Case, *, alone: bool = False) -> bytes:
    """Return the paper as a PDF with a text layer: the letter (not with `alone`), the appendix."""
    letter = a_dispatch(tasks=2, seed=case.seed)
    day = letter.day
    sheet = {
        "landscape": case.landscape,
        "label": "Phụ lục 1",
        "title": "PHÂN CÔNG NHIỆM VỤ THỰC HIỆN",
        "reference": f"(Kèm theo Công văn số {letter.reference_number}, ngày {day.day:02d}"
        f"/{day.month}/{day.year} của {letter.issuing_body.capitalize()})",
        "tables": [_table(table) for table in case.tables],
    }
    appendix = typst.compile(
        _FORM,
        font_paths=[FONT_DIR],
        ignore_system_fonts=True,
        sys_inputs={"tables": json.dumps(sheet, ensure_ascii=False)},
        timestamp=0,
        pdf_tags=False,
    )
    assert isinstance(appendix, bytes)
    return _joined(None if alone else to_pdf(letter), appendix, case.rotate)


def _joined(letter: bytes | None, appendix: bytes, rotate: int) -> bytes:
    out = io.BytesIO()
    if letter is None:
        with pikepdf.new() as empty:
            empty.save(out)
            letter = out.getvalue()
            out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as paper, pikepdf.open(io.BytesIO(appendix)) as rest:
        for page in rest.pages:
            if rotate:
                page.rotate(rotate, relative=True)
        paper.pages.extend(rest.pages)
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def _table(table: MadeTable) -> dict[str, object]:
    return {
        "widths": table.widths,
        "stroke": table.stroke,
        "top": table.top,
        "inset": table.inset,
        "repeat": table.repeat,
        "breakable": table.breakable,
        "caption": table.caption,
        "header": [_cell(cell) for cell in table.header],
        "cells": [_cell(cell) for cell in table.printed],
    }


def _cell(cell: MadeCell) -> dict[str, object]:
    return {
        "text": cell.text,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "bold": cell.bold,
    }


_COLUMNS = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn hoàn thành")
_DUES = ("Trước ngày 15/7/2026", "Tháng 8/2026", "Quý III/2026", "Thường xuyên", "30/9/2026")


def _texts(rows: int, *, seed: int, times: int = 1) -> Iterator[tuple[str, str, str, str]]:
    theme, offices = THEMES[seed % len(THEMES)], (PARTY, STATE)[seed % 2]
    for index in range(rows):
        content = "; ".join(
            theme.contents[(index + step) % len(theme.contents)] for step in range(times)
        )
        lead = offices.bodies[(seed + index) % len(offices.bodies)]
        yield f"{index + 1}", content, lead, _DUES[(seed + index) % len(_DUES)]


def _header(columns: Sequence[str]) -> tuple[MadeCell, ...]:
    return tuple(MadeCell(text=name, bold=True) for name in columns)


def _plain(
    rows: int,
    *,
    seed: int = 0,
    times: int = 1,
    repeat: bool = True,
    breakable: bool = False,
    stroke: float = 0.6,
    caption: str = "",
) -> MadeTable:
    truth = tuple(_texts(rows, seed=seed, times=times))
    return MadeTable(
        columns=_COLUMNS,
        header=_header(_COLUMNS),
        printed=tuple(MadeCell(text=text) for row in truth for text in row),
        rows=truth,
        repeat=repeat,
        breakable=breakable,
        stroke=stroke,
        caption=caption,
    )


def _merged(rows: int, *, every: int, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a table whose lead covers `every` rows."""
    printed: list[MadeCell] = []
    truth: list[tuple[str | None, ...]] = []
    for index, (label, content, lead, due) in enumerate(_texts(rows, seed=seed)):
        first = index % every == 0
        printed += [MadeCell(text=label), MadeCell(text=content)]
        if first:
            printed.append(MadeCell(text=lead, rowspan=min(every, rows - index)))
        printed.append(MadeCell(text=due))
        truth.append((label, content, lead if first else None, due))
    return MadeTable(
        columns=_COLUMNS,
        header=_header(_COLUMNS),
        printed=tuple(printed),
        rows=tuple(truth),
        repeat=repeat,
    )


def _grouped(rows: int, *, spanning: bool, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a table with a group row before every four rows; its name may cover the columns."""
    printed: list[MadeCell] = []
    truth: list[tuple[str | None, ...]] = []
    romans = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    for index, row in enumerate(_texts(rows, seed=seed)):
        if index % 4 == 0:
            label = romans[index // 4]
            name = f"Nhóm nhiệm vụ về {THEMES[(seed + index) % len(THEMES)].subject[:40].strip()}"
            printed.append(MadeCell(text=label, bold=True))
            printed.append(MadeCell(text=name, bold=True, colspan=3 if spanning else 1))
            printed += [] if spanning else [MadeCell(text=""), MadeCell(text="")]
            truth.append((label, name, None, None))
        printed += [MadeCell(text=text) for text in row]
        truth.append(row)
    return MadeTable(
        columns=_COLUMNS,
        header=_header(_COLUMNS),
        printed=tuple(printed),
        rows=tuple(truth),
        repeat=repeat,
    )


def _two_rows(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a table whose heading has two rows, bodies under one heading."""
    header = (
        MadeCell(text="TT", rowspan=2, bold=True),
        MadeCell(text="Nội dung công việc", rowspan=2, bold=True),
        MadeCell(text="Phân công", colspan=2, bold=True),
        MadeCell(text="Thời hạn", rowspan=2, bold=True),
        MadeCell(text="Chủ trì", bold=True),
        MadeCell(text="Phối hợp", bold=True),
    )
    texts = tuple(_texts(rows, seed=seed))
    truth = tuple((r[0], r[1], r[2], texts[i - 1][2], r[3]) for i, r in enumerate(texts))
    return MadeTable(
        columns=(
            "TT",
            "Nội dung công việc",
            "Phân công / Chủ trì",
            "Phân công / Phối hợp",
            "Thời hạn",
        ),
        header=header,
        printed=tuple(MadeCell(text=text) for row in truth for text in row),
        rows=truth,
        widths=(1, 5, 3.2, 3.2, 2.6),
        repeat=repeat,
    )


def _bare(table: MadeTable, *, top: bool = False, inset: float = 5.0) -> MadeTable:
    """Return the table without its ruling lines."""
    return replace(table, stroke=None, top=top, inset=inset)


def _unnumbered(rows: int, *, seed: int = 0) -> MadeTable:
    """Return a table without a column of running numbers."""
    table = _plain(rows, seed=seed)
    return replace(
        table,
        columns=table.columns[1:],
        header=table.header[1:],
        printed=tuple(c for i, c in enumerate(table.printed) if i % len(_COLUMNS)),
        rows=tuple(row[1:] for row in table.rows),
        widths=table.widths[1:],
    )


RULED_CASES: tuple[Case, ...] = (
    Case(kind="ruled", tables=(_plain(4),)),
    Case(kind="ruled, hair lines", tables=(_plain(6, seed=1, stroke=0.25),), seed=1),
    Case(kind="ruled, long cells", tables=(_plain(4, seed=2, times=3),), seed=2),
    Case(kind="merged cells", tables=(_merged(6, every=3, seed=3),), seed=3),
    Case(kind="merged cells in pairs", tables=(_merged(8, every=2, seed=4),), seed=4),
    Case(kind="group rows", tables=(_grouped(8, spanning=False, seed=5),), seed=5),
    Case(kind="group rows across", tables=(_grouped(8, spanning=True, seed=6),), seed=6),
    Case(kind="heading of two rows", tables=(_two_rows(5, seed=7),), seed=7),
    Case(kind="over pages, heading again", tables=(_plain(25, seed=8),), seed=8),
    Case(kind="over pages, heading again, groups", tables=(_grouped(24, spanning=True),)),
    Case(kind="over three pages, heading again", tables=(_plain(50, seed=1),), seed=1),
    Case(kind="over pages, heading once", tables=(_plain(25, seed=2, repeat=False),), seed=2),
    Case(
        kind="over pages, heading once, groups",
        tables=(_grouped(24, spanning=False, seed=3, repeat=False),),
        seed=3,
    ),
    Case(
        kind="over pages, heading once, merged",
        tables=(_merged(24, every=2, seed=4, repeat=False),),
        seed=4,
    ),
    Case(
        kind="row cut, heading again",
        tables=(_plain(10, seed=5, times=5, breakable=True),),
        seed=5,
    ),
    Case(
        kind="row cut, heading once",
        tables=(_plain(10, seed=6, times=5, breakable=True, repeat=False),),
        seed=6,
    ),
    Case(kind="landscape", tables=(_plain(6, seed=7),), landscape=True, seed=7),
    Case(
        kind="landscape, two-row heading", tables=(_two_rows(14, seed=8),), landscape=True, seed=8
    ),
    Case(
        kind="landscape, over pages, heading once",
        tables=(_plain(22, seed=9, repeat=False),),
        landscape=True,
        seed=9,
    ),
    Case(
        kind="two tables in one appendix",
        tables=(
            _plain(3, seed=1, caption="1. Nhiệm vụ trọng tâm"),
            _plain(4, seed=2, caption="2. Nhiệm vụ thường xuyên"),
        ),
        seed=10,
    ),
    Case(
        kind="two tables, the second over pages",
        tables=(
            _two_rows(4, seed=3),
            _plain(20, seed=4, caption="Biểu chi tiết"),
        ),
        seed=11,
    ),
    Case(kind="rotated page", tables=(_plain(6, seed=5),), landscape=True, rotate=270, seed=12),
    Case(kind="over pages, two-row heading again", tables=(_two_rows(20, seed=6),), seed=13),
)

BORDERLESS_CASES: tuple[Case, ...] = (
    Case(kind="borderless", tables=(_bare(_plain(5)),)),
    Case(kind="borderless, from the top", tables=(_bare(_plain(6, seed=1), top=True),), seed=1),
    Case(
        kind="borderless, from the top, close rows",
        tables=(_bare(_plain(5, seed=2, times=2), top=True, inset=3.0),),
        seed=2,
    ),
    Case(kind="borderless, long cells", tables=(_bare(_plain(4, seed=3, times=3)),), seed=3),
    Case(
        kind="borderless, group rows",
        tables=(_bare(_grouped(8, spanning=False, seed=4)),),
        seed=4,
    ),
    Case(
        kind="borderless, group rows across",
        tables=(_bare(_grouped(8, spanning=True, seed=5), top=True),),
        seed=5,
    ),
    Case(kind="borderless, two-row heading", tables=(_bare(_two_rows(5, seed=6)),), seed=6),
    Case(kind="borderless, no numbers", tables=(_bare(_unnumbered(5, seed=7), top=True),), seed=7),
    Case(kind="borderless, over pages, heading again", tables=(_bare(_plain(25, seed=8)),), seed=8),
    Case(
        kind="borderless, over pages, heading once",
        tables=(_bare(_plain(25, seed=9, repeat=False), top=True),),
        seed=9,
    ),
    Case(
        kind="borderless, over three pages, groups",
        tables=(_bare(_grouped(40, spanning=True, seed=1)),),
        seed=10,
    ),
    Case(
        kind="borderless, landscape", tables=(_bare(_two_rows(6, seed=2)),), landscape=True, seed=11
    ),
    Case(
        kind="borderless, two in one appendix",
        tables=(
            _bare(_plain(3, seed=3)),
            replace(_bare(_plain(4, seed=4)), caption="2. Nhiệm vụ thường xuyên"),
        ),
        seed=12,
    ),
    Case(
        kind="borderless beside ruled",
        tables=(_plain(3, seed=5), replace(_bare(_plain(3, seed=6)), caption="Biểu 2")),
        seed=13,
    ),
)
CASES: tuple[Case, ...] = (*RULED_CASES, *BORDERLESS_CASES)
