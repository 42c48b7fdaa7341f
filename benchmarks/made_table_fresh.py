"""More forms of made appendix tables, of other kinds than tasks: money, people, registers, timetables.

In: how many rows, a seed. Out: a `MadeTable` as in `made_table_forms.py`. They were made before the
reader was mended last, so that their first figures tell how it does on tables that it was not
mended on. Names, numbers and texts are made up.
"""

from __future__ import annotations

from collections.abc import Sequence

from made_table_forms import MadeCell
from made_table_forms import MadeTable

from samples.builder.phrases import PARTY
from samples.builder.phrases import STATE
from samples.builder.phrases import THEMES

__all__ = ["duties", "files", "money", "people", "plan", "quarters", "timetable", "visits"]

_PEOPLE = (*PARTY.signers, *STATE.signers)
_POSTS = ("Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "Chuyên viên chính", "Văn thư")


def _bold(texts: Sequence[str]) -> tuple[MadeCell, ...]:
    return tuple(MadeCell(text=text, bold=True) for text in texts)


def _made(
    columns: tuple[str, ...],
    rows: Sequence[tuple[str | None, ...]],
    widths: tuple[float, ...],
    *,
    repeat: bool,
    header: tuple[MadeCell, ...] | None = None,
    bold: Sequence[int] = (),
) -> MadeTable:
    """Return a table; a row whose cells behind the second are None is a group's name across."""
    printed: list[MadeCell] = []
    for index, row in enumerate(rows):
        if len(row) > 2 and all(cell is None for cell in row[2:]):
            printed.append(MadeCell(text=row[0] or "", bold=True))
            printed.append(MadeCell(text=row[1] or "", bold=True, colspan=len(row) - 1))
            continue
        printed += [MadeCell(text=text or "", bold=index in bold) for text in row]
    return MadeTable(
        columns=columns,
        header=header or _bold(columns),
        printed=tuple(printed),
        rows=tuple(rows),
        widths=widths,
        repeat=repeat,
    )


def _content(index: int, seed: int) -> str:
    contents = THEMES[seed % len(THEMES)].contents
    return contents[index % len(contents)]


def _body(index: int, seed: int) -> str:
    bodies = (PARTY, STATE)[seed % 2].bodies
    return bodies[index % len(bodies)]


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def money(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return an estimate of costs: quantity, price, sum, with a row of sums at its end."""
    columns = ("TT", "Nội dung chi", "ĐVT", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)")
    made: list[tuple[str | None, ...]] = []
    total = 0
    for index in range(rows):
        count, price = 2 + (7 * index + seed) % 40, 50_000 * (1 + (3 * index + seed) % 17)
        total += count * price
        unit = ("bộ", "người", "buổi", "tập")[(index + seed) % 4]
        text = _content(index, seed)
        made.append((f"{index + 1}", text, unit, f"{count}", _dots(price), _dots(count * price)))
    made.append(("", "Tổng cộng", "", "", "", _dots(total)))
    return _made(columns, made, (1, 4.6, 1.4, 1.5, 2.2, 2.5), repeat=repeat, bold=[rows])


def people(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a list of people: name, post, body, note; the last column is mostly blank."""
    columns = ("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Ghi chú")
    made = [
        (
            f"{index + 1}",
            _PEOPLE[(index + seed) % len(_PEOPLE)],
            _POSTS[(index + seed) % len(_POSTS)],
            _body(index, seed),
            "Tổ trưởng" if index == 0 else "",
        )
        for index in range(rows)
    ]
    return _made(columns, made, (1, 3.4, 2.8, 4, 2), repeat=repeat)


def plan(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a plan whose names of columns take several lines, with product and receiver."""
    columns = (
        "Số TT",
        "Nội dung nhiệm vụ, giải pháp",
        "Cơ quan, đơn vị chủ trì thực hiện",
        "Sản phẩm dự kiến hoàn thành",
        "Thời gian hoàn thành, trình cấp có thẩm quyền",
    )
    made = [
        (
            f"{index + 1}.",
            _content(index, seed),
            _body(index, seed),
            ("Kế hoạch", "Báo cáo tổng hợp", "Tờ trình", "Quyết định")[(index + seed) % 4],
            ("Quý II/2026", "Tháng 10/2026", "20/12/2026", "Hằng quý")[(index + seed) % 4],
        )
        for index in range(rows)
    ]
    return _made(columns, made, (1, 4.5, 3, 2.5, 2.8), repeat=repeat)


def timetable(rows: int, *, seed: int = 0) -> MadeTable:
    """Return a timetable without numbers: hour, content, who is in charge."""
    columns = ("Thời gian", "Nội dung", "Người thực hiện", "Ghi chú")
    made = [
        (
            f"{7 + index // 2}h{(index % 2) * 30:02d} - {7 + (index + 1) // 2}h"
            f"{((index + 1) % 2) * 30:02d}",
            _content(index, seed),
            f"Đồng chí {_PEOPLE[(index + seed) % len(_PEOPLE)]}",
            "Hội trường A" if index % 3 == 0 else "Phòng họp số 2",
        )
        for index in range(rows)
    ]
    return _made(columns, made, (2.4, 5, 3.2, 2.4), repeat=True)


def files(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a register of documents: symbol, day, subject, leaves."""
    columns = ("TT", "Số, ký hiệu văn bản", "Ngày tháng", "Trích yếu nội dung", "Số tờ")
    kinds = ("CV/TU", "KH/TU", "TB-UBND", "QĐ-UBND", "BC-VP")
    made = [
        (
            f"{index + 1}",
            f"{17 + 31 * index}-{kinds[(index + seed) % len(kinds)]}",
            f"{1 + (5 * index + seed) % 28:02d}/{1 + index % 12:02d}/2025",
            _content(index, seed),
            f"{1 + (3 * index + seed) % 9}",
        )
        for index in range(rows)
    ]
    return _made(columns, made, (1, 2.8, 2.2, 5.5, 1.2), repeat=repeat)


def quarters(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return targets over quarters: a heading of two rows, A and B above, figures, groups."""
    header = (
        MadeCell(text="TT", rowspan=2, bold=True),
        MadeCell(text="Tên chỉ tiêu", rowspan=2, bold=True),
        MadeCell(text="Đơn vị", rowspan=2, bold=True),
        MadeCell(text="Kế hoạch năm 2026", colspan=3, bold=True),
        *_bold(("Cả năm", "Quý I", "Quý II")),
    )
    columns = (
        "TT",
        "Tên chỉ tiêu",
        "Đơn vị",
        "Kế hoạch năm 2026 / Cả năm",
        "Kế hoạch năm 2026 / Quý I",
        "Kế hoạch năm 2026 / Quý II",
    )
    made: list[tuple[str | None, ...]] = []
    for index in range(rows):
        if index % 5 == 0:
            subject = THEMES[(seed + index) % len(THEMES)].subject[:36].strip()
            made.append(("ABCDEFGHK"[index // 5], f"Lĩnh vực {subject}", *[None] * 4))
        first, second = 20 + (11 * index + seed) % 70, 30 + (7 * index + seed) % 60
        unit = ("%", "hộ", "lượt", "văn bản")[(index + seed) % 4]
        figures = (_dots(first + second + 900), f"{first}", f"{second}")
        made.append((f"{index % 5 + 1}", _content(index, seed), unit, *figures))
    return _made(columns, made, (1, 5, 1.8, 1.7, 1.4, 1.4), repeat=repeat, header=header)


def duties(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return duties in three columns without groups: number, work, who and when in one cell."""
    columns = ("STT", "Nhiệm vụ", "Phân công thực hiện")
    made = [
        (
            f"{index + 1:02d}",
            _content(index, seed),
            f"{_body(index, seed)} chủ trì; {_body(index + 2, seed)} phối hợp",
        )
        for index in range(rows)
    ]
    return _made(columns, made, (1, 6, 5.5), repeat=repeat)


def visits(rows: int, *, seed: int = 0, repeat: bool = True) -> MadeTable:
    """Return a list of visits with six columns and a row that counts them, A B 1 2 3 4."""
    columns = ("TT", "Đơn vị được kiểm tra", "Ngày", "Trưởng đoàn", "Số người", "Ghi chú")
    counted = tuple(MadeCell(text=text) for text in ("A", "B", "1", "2", "3", "4"))
    made = [
        (
            f"{index + 1}",
            _body(index, seed),
            f"{1 + (3 * index + seed) % 28:02d}/9/2026",
            _PEOPLE[(index + seed) % len(_PEOPLE)],
            f"{3 + (index + seed) % 6}",
            "Buổi sáng" if (index + seed) % 2 else "Buổi chiều",
        )
        for index in range(rows)
    ]
    header = (*_bold(columns), *counted)
    return _made(columns, made, (1, 4, 1.8, 3, 1.6, 2.2), repeat=repeat, header=header)
