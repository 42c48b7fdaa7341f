"""Forms of made appendix tables, each with its truth; `made_tables.py` puts them into papers.

In: how many rows, a seed, how the table is set. Out: a `MadeTable`: what the typesetter prints and
what a reader must find. Names and texts are made up; the same call twice gives the same table.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from samples.builder.phrases import PARTY
from samples.builder.phrases import STATE
from samples.builder.phrases import THEMES

__all__ = [
    "MadeCell",
    "MadeTable",
    "bare",
    "figures",
    "grouped",
    "indicators",
    "merged",
    "plain",
    "stages",
    "two_rows",
    "unnumbered",
]


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
        note: Text right below the table, as wide as the page.
        unit: The line «Đơn vị tính: …» above the table, on the right.
        shade: True where the heading stands on grey.
        dotted: True where the rules are dotted.
        size: Size of the letters, points.
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
    note: str = ""
    unit: str = ""
    shade: bool = False
    dotted: bool = False
    size: float = 12.5


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


def plain(
    rows: int,
    *,
    seed: int = 0,
    times: int = 1,
    repeat: bool = True,
    breakable: bool = False,
    stroke: float = 0.6,
    caption: str = "",
) -> MadeTable:
    """Return a table of four columns; the content of a cell is `times` phrases long."""
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


def merged(
    rows: int, *, every: int, seed: int = 0, repeat: bool = True, breakable: bool = False
) -> MadeTable:
    """Return a table whose lead covers `every` rows; with `breakable` a page may cut it."""
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
        breakable=breakable,
    )


def grouped(rows: int, *, spanning: bool, seed: int = 0, repeat: bool = True) -> MadeTable:
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


def two_rows(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
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


def bare(table: MadeTable, *, top: bool = False, inset: float = 5.0) -> MadeTable:
    """Return the table without its ruling lines."""
    return replace(table, stroke=None, top=top, inset=inset)


def unnumbered(rows: int, *, seed: int = 0) -> MadeTable:
    """Return a table without a column of running numbers."""
    table = plain(rows, seed=seed)
    return replace(
        table,
        columns=table.columns[1:],
        header=table.header[1:],
        printed=tuple(c for i, c in enumerate(table.printed) if i % len(_COLUMNS)),
        rows=tuple(row[1:] for row in table.rows),
        widths=table.widths[1:],
    )


def stages(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a table with two headings over two columns each and a row that counts the columns."""
    upper = (
        MadeCell(text="Số TT", rowspan=2, bold=True),
        MadeCell(text="Nhiệm vụ", rowspan=2, bold=True),
        MadeCell(text="Cơ quan thực hiện", colspan=2, bold=True),
        MadeCell(text="Thời gian", colspan=2, bold=True),
    )
    lower = _header(("Chủ trì", "Phối hợp", "Trình", "Hoàn thành"))
    counted = tuple(MadeCell(text=f"({index})") for index in range(1, 7))
    texts = tuple(_texts(rows, seed=seed))
    months = tuple(f"Tháng {1 + (seed + index) % 6}/2026" for index in range(rows))
    truth = tuple(
        (*row[:3], texts[index - 1][2], months[index], row[3]) for index, row in enumerate(texts)
    )
    return MadeTable(
        columns=(
            "Số TT",
            "Nhiệm vụ",
            "Cơ quan thực hiện / Chủ trì",
            "Cơ quan thực hiện / Phối hợp",
            "Thời gian / Trình",
            "Thời gian / Hoàn thành",
        ),
        header=(*upper, *lower, *counted),
        printed=tuple(MadeCell(text=text) for row in truth for text in row),
        rows=truth,
        widths=(1, 4.4, 3, 3, 2.2, 2.4),
        repeat=repeat,
    )


def figures(rows: int, *, seed: int = 0, repeat: bool = True, total: bool = True) -> MadeTable:
    """Return a table of targets in narrow columns of numbers, with a row of sums at its end."""
    columns = ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025", "Năm 2026", "Tỷ lệ (%)")
    units = ("hồ sơ", "lượt", "hộ", "mét", "văn bản")
    names = [row[1] for row in _texts(rows, seed=seed)]
    truth: list[tuple[str | None, ...]] = []
    sums = [0, 0]
    for index, name in enumerate(names):
        low = 37 + 113 * ((seed + 3 * index) % 11)
        high = low + 5 + 17 * (index % 7)
        sums = [sums[0] + low, sums[1] + high]
        share = f"{100 * high / low:.1f}".replace(".", ",")
        unit = units[(seed + index) % len(units)]
        truth.append((f"{index + 1}", name, unit, f"{low}", f"{high}", share))
    if total:
        truth.append(("", "Tổng cộng", "", f"{sums[0]}", f"{sums[1]}", ""))
    return MadeTable(
        columns=columns,
        header=_header(columns),
        printed=tuple(
            MadeCell(text=text or "", bold=row[1] == "Tổng cộng") for row in truth for text in row
        ),
        rows=tuple(truth),
        widths=(1.1, 5, 2.2, 1.5, 1.5, 1.6),
        repeat=repeat,
    )


def indicators(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a table in which every third row has no number: a second part of the one above."""
    table = plain(rows, seed=seed, repeat=repeat)
    truth: list[tuple[str | None, ...]] = []
    number = 0
    for index, row in enumerate(table.rows):
        blank = index % 3 == 2
        number += not blank
        truth.append(("" if blank else f"{number}", *row[1:]))
    return replace(
        table,
        rows=tuple(truth),
        printed=tuple(MadeCell(text=text or "") for row in truth for text in row),
    )
