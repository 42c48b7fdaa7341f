"""Made appendix tables with their truth: what `table_score.py` reads and scores.

Each case is a dispatch of the form rules with an appendix behind it, set by the typesetter: ruled
tables, merged cells, group rows, headings of two rows, tables over pages with and without a
repeated heading, rows cut by the page, landscape and rotated pages, several tables in one appendix.
The same case twice gives the same bytes. Names and texts are made up.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

import pikepdf
import typst
from made_table_forms import MadeCell
from made_table_forms import MadeTable
from made_table_forms import bare
from made_table_forms import figures
from made_table_forms import grouped
from made_table_forms import indicators
from made_table_forms import merged
from made_table_forms import plain
from made_table_forms import stages
from made_table_forms import two_rows
from made_table_forms import unnumbered
from made_table_fresh import duties
from made_table_fresh import files
from made_table_fresh import money
from made_table_fresh import people
from made_table_fresh import plan
from made_table_fresh import quarters
from made_table_fresh import timetable
from made_table_fresh import visits
from made_table_unseen import UNSEEN

from samples.builder.dispatch import a_dispatch
from samples.builder.typeset import FONT_DIR
from samples.builder.typeset import to_pdf

__all__ = [
    "BORDERLESS_CASES",
    "CASES",
    "FRESH_CASES",
    "RULED_CASES",
    "UNSEEN_CASES",
    "Case",
    "MadeCell",
    "MadeTable",
    "pdf_of",
]

_SIGNERS = (("NGƯỜI LẬP BIỂU", "Trần Khắc Vĩnh"), ("THỦ TRƯỞNG ĐƠN VỊ", "Lê Thị Hoài An"))
_NOTE = (
    "Ghi chú: Các cơ quan được giao chủ trì báo cáo kết quả thực hiện về Văn phòng trước ngày 25 "
    "hằng tháng; những nhiệm vụ phát sinh được bổ sung vào phụ lục này."
)
_FORM = Path(__file__).with_name("made_table.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A paper with its tables; `kind` says what is hard about it.

    `signed` sets those who sign the appendix below its last table, in two columns.
    """

    kind: str
    tables: tuple[MadeTable, ...]
    landscape: bool = False
    rotate: int = 0
    seed: int = 0
    signed: bool = False

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
        "signers": [list(pair) for pair in _SIGNERS] if case.signed else [],
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
        "note": table.note,
        "unit": table.unit,
        "shade": table.shade,
        "dotted": table.dotted,
        "size": table.size,
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


RULED_CASES: tuple[Case, ...] = (
    Case(kind="ruled", tables=(plain(4),)),
    Case(kind="ruled, hair lines", tables=(plain(6, seed=1, stroke=0.25),), seed=1),
    Case(kind="ruled, long cells", tables=(plain(4, seed=2, times=3),), seed=2),
    Case(kind="merged cells", tables=(merged(6, every=3, seed=3),), seed=3),
    Case(kind="merged cells in pairs", tables=(merged(8, every=2, seed=4),), seed=4),
    Case(kind="group rows", tables=(grouped(8, spanning=False, seed=5),), seed=5),
    Case(kind="group rows across", tables=(grouped(8, spanning=True, seed=6),), seed=6),
    Case(kind="heading of two rows", tables=(two_rows(5, seed=7),), seed=7),
    Case(kind="over pages, heading again", tables=(plain(25, seed=8),), seed=8),
    Case(kind="over pages, heading again, groups", tables=(grouped(24, spanning=True),)),
    Case(kind="over three pages, heading again", tables=(plain(50, seed=1),), seed=1),
    Case(kind="over pages, heading once", tables=(plain(25, seed=2, repeat=False),), seed=2),
    Case(
        kind="over pages, heading once, groups",
        tables=(grouped(24, spanning=False, seed=3, repeat=False),),
        seed=3,
    ),
    Case(
        kind="over pages, heading once, merged",
        tables=(merged(40, every=2, seed=4, repeat=False),),
        seed=4,
    ),
    Case(
        kind="row cut, heading again",
        tables=(plain(10, seed=5, times=5, breakable=True),),
        seed=5,
    ),
    Case(
        kind="row cut, heading once",
        tables=(plain(10, seed=6, times=5, breakable=True, repeat=False),),
        seed=6,
    ),
    Case(kind="landscape", tables=(plain(6, seed=7),), landscape=True, seed=7),
    Case(kind="landscape, two-row heading", tables=(two_rows(14, seed=8),), landscape=True, seed=8),
    Case(
        kind="landscape, over pages, heading once",
        tables=(plain(40, seed=9, repeat=False),),
        landscape=True,
        seed=9,
    ),
    Case(
        kind="two tables in one appendix",
        tables=(
            plain(3, seed=1, caption="1. Nhiệm vụ trọng tâm"),
            plain(4, seed=2, caption="2. Nhiệm vụ thường xuyên"),
        ),
        seed=10,
    ),
    Case(
        kind="two tables, the second over pages",
        tables=(
            two_rows(4, seed=3),
            plain(20, seed=4, caption="Biểu chi tiết"),
        ),
        seed=11,
    ),
    Case(kind="rotated page", tables=(plain(6, seed=5),), landscape=True, rotate=270, seed=12),
    Case(kind="over pages, two-row heading again", tables=(two_rows(20, seed=6),), seed=13),
    Case(
        kind="over pages, one body for many rows",
        tables=(merged(40, every=11, seed=2, repeat=False, breakable=True),),
        seed=14,
    ),
    Case(kind="over pages, counted columns again", tables=(stages(22, seed=1),), seed=15),
    Case(
        kind="over pages, counted columns once",
        tables=(stages(22, seed=3, repeat=False),),
        seed=16,
    ),
    Case(kind="figures with sums", tables=(figures(9, seed=4),), seed=17),
    Case(
        kind="over pages, figures with sums, heading once",
        tables=(figures(44, seed=5, repeat=False),),
        seed=18,
    ),
    Case(
        kind="over pages, rows without a number",
        tables=(indicators(40, seed=6, repeat=False),),
        seed=19,
    ),
    Case(
        kind="over four pages, rows cut, heading once",
        tables=(plain(26, seed=1, times=6, breakable=True, repeat=False),),
        seed=20,
    ),
    Case(
        kind="over pages, landscape, groups across, heading once",
        tables=(grouped(40, spanning=True, seed=2, repeat=False),),
        landscape=True,
        seed=21,
    ),
    Case(
        kind="three tables with notes, signed",
        tables=(
            plain(3, seed=3, caption="I. Nhiệm vụ của cấp tỉnh"),
            replace(figures(4, seed=4), caption="II. Chỉ tiêu", note=_NOTE),
            replace(indicators(7, seed=5), caption="III. Nhiệm vụ của cấp xã", note=_NOTE),
        ),
        signed=True,
        seed=22,
    ),
    Case(
        kind="over pages, signed",
        tables=(replace(plain(30, seed=7, repeat=False), note=_NOTE),),
        signed=True,
        seed=23,
    ),
)

BORDERLESS_CASES: tuple[Case, ...] = (
    Case(kind="borderless", tables=(bare(plain(5)),)),
    Case(kind="borderless, from the top", tables=(bare(plain(6, seed=1), top=True),), seed=1),
    Case(
        kind="borderless, from the top, close rows",
        tables=(bare(plain(5, seed=2, times=2), top=True, inset=3.0),),
        seed=2,
    ),
    Case(kind="borderless, long cells", tables=(bare(plain(4, seed=3, times=3)),), seed=3),
    Case(
        kind="borderless, group rows",
        tables=(bare(grouped(8, spanning=False, seed=4)),),
        seed=4,
    ),
    Case(
        kind="borderless, group rows across",
        tables=(bare(grouped(8, spanning=True, seed=5), top=True),),
        seed=5,
    ),
    Case(kind="borderless, two-row heading", tables=(bare(two_rows(5, seed=6)),), seed=6),
    Case(kind="borderless, no numbers", tables=(bare(unnumbered(5, seed=7), top=True),), seed=7),
    Case(kind="borderless, over pages, heading again", tables=(bare(plain(25, seed=8)),), seed=8),
    Case(
        kind="borderless, over pages, heading once",
        tables=(bare(plain(25, seed=9, repeat=False), top=True),),
        seed=9,
    ),
    Case(
        kind="borderless, over three pages, groups",
        tables=(bare(grouped(40, spanning=True, seed=1)),),
        seed=10,
    ),
    Case(
        kind="borderless, landscape", tables=(bare(two_rows(6, seed=2)),), landscape=True, seed=11
    ),
    Case(
        kind="borderless, two in one appendix",
        tables=(
            bare(plain(3, seed=3)),
            replace(bare(plain(4, seed=4)), caption="2. Nhiệm vụ thường xuyên"),
        ),
        seed=12,
    ),
    Case(
        kind="borderless beside ruled",
        tables=(plain(3, seed=5), replace(bare(plain(3, seed=6)), caption="Biểu 2")),
        seed=13,
    ),
    Case(
        kind="borderless, over pages, heading once, groups",
        tables=(bare(grouped(40, spanning=True, seed=3, repeat=False), top=True),),
        seed=14,
    ),
    Case(
        kind="borderless, over pages, group rows, heading once",
        tables=(bare(grouped(40, spanning=False, seed=4, repeat=False)),),
        seed=15,
    ),
    Case(
        kind="borderless, over pages, landscape, heading once",
        tables=(bare(two_rows(30, seed=5, repeat=False), top=True),),
        landscape=True,
        seed=16,
    ),
    Case(
        kind="borderless, over pages, two-row heading again",
        tables=(bare(two_rows(24, seed=6)),),
        seed=17,
    ),
    Case(
        kind="borderless, over pages, rows cut, heading once",
        tables=(bare(plain(10, seed=7, times=5, breakable=True, repeat=False), top=True),),
        seed=18,
    ),
    Case(kind="borderless, figures with sums", tables=(bare(figures(9, seed=1)),), seed=19),
    Case(
        kind="borderless, over pages, figures, heading once",
        tables=(bare(figures(44, seed=2, repeat=False)),),
        seed=20,
    ),
    Case(
        kind="borderless, rows without a number",
        tables=(bare(indicators(9, seed=3), top=True),),
        seed=21,
    ),
    Case(kind="borderless, counted columns", tables=(bare(stages(6, seed=4)),), seed=22),
    Case(
        kind="borderless, over pages, no numbers",
        tables=(bare(unnumbered(36, seed=5), top=True),),
        seed=23,
    ),
    Case(
        kind="borderless with a note, signed",
        tables=(replace(bare(plain(6, seed=6), top=True), note=_NOTE),),
        signed=True,
        seed=24,
    ),
)
FRESH_CASES: tuple[Case, ...] = (
    Case(kind="fresh, costs with sums", tables=(bare(money(8, seed=1)),), seed=30),
    Case(
        kind="fresh, costs over pages, heading once",
        tables=(bare(money(30, seed=2, repeat=False)),),
        seed=31,
    ),
    Case(kind="fresh, people", tables=(bare(people(14, seed=3), top=True),), seed=32),
    Case(kind="fresh, names of many lines", tables=(bare(plan(7, seed=4)),), seed=33),
    Case(
        kind="fresh, names of many lines over pages",
        tables=(bare(plan(26, seed=5), top=True),),
        seed=34,
    ),
    Case(kind="fresh, timetable", tables=(bare(timetable(9, seed=6)),), seed=35),
    Case(
        kind="fresh, register over pages, heading once",
        tables=(bare(files(34, seed=7, repeat=False), top=True),),
        seed=36,
    ),
    Case(kind="fresh, quarters with groups", tables=(bare(quarters(10, seed=8)),), seed=37),
    Case(
        kind="fresh, duties and people",
        tables=(
            bare(duties(5, seed=9)),
            replace(bare(people(6, seed=1)), caption="II. Thành viên tổ giúp việc"),
        ),
        seed=38,
    ),
    Case(kind="fresh, counted columns A B 1 2", tables=(bare(visits(12, seed=2)),), seed=39),
    Case(kind="fresh, ruled costs", tables=(money(28, seed=3, repeat=False),), seed=40),
    Case(kind="fresh, ruled quarters", tables=(quarters(35, seed=4),), landscape=True, seed=41),
    Case(kind="fresh, ruled counted columns", tables=(visits(30, seed=5),), seed=42),
)
CASES: tuple[Case, ...] = (*RULED_CASES, *BORDERLESS_CASES)
UNSEEN_CASES: tuple[Case, ...] = tuple(
    Case(
        kind=f"unseen, {kind}",
        tables=(table,),
        landscape="landscape" in kind,
        rotate=90 if "turned" in kind else 0,
        seed=50 + index,
        signed=index % 3 == 0,
    )
    for index, (kind, table) in enumerate(UNSEEN.items())
)
