"""Appendix tables as offices set them, each drawn as a grid of text that is its truth.

In: nothing. Out: `MadeTable`s as in `made_table_forms.py`. A line of a grid is a row, ``|`` parts its
cells, ``<`` is covered by the cell to its left, ``^`` by the one above. The heading stands above the
line of dashes; a row of it that begins with ``#`` counts the columns, a row that begins with ``*`` is
bold. The rules were written without these tables in sight; texts and figures are made up.
"""

from __future__ import annotations

from collections.abc import Sequence

from made_table_forms import MadeCell
from made_table_forms import MadeTable

__all__ = ["UNSEEN"]

_ABOVE, _LEFT = "^", "<"


def _grid(lines: Sequence[str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.lstrip("#*").split("|")] for line in lines]


def _spans(grid: Sequence[Sequence[str]], row: int, column: int) -> tuple[int, int]:
    """Return how many rows and columns the cell at `row` and `column` covers."""
    down, across = row + 1, column + 1
    while across < len(grid[row]) and grid[row][across] == _LEFT:
        across += 1
    while down < len(grid) and grid[down][column] == _ABOVE:
        down += 1
    return down - row, across - column


def _printed(lines: Sequence[str], *, bold: bool = False) -> tuple[MadeCell, ...]:
    grid = _grid(lines)
    cells = []
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in (_ABOVE, _LEFT):
                continue
            down, across = _spans(grid, row, column)
            heavy = lines[row].startswith("*") or (bold and not lines[row].startswith("#"))
            cells.append(MadeCell(text=text, rowspan=down, colspan=across, bold=heavy))
    return tuple(cells)


def _name(grid: Sequence[Sequence[str]], column: int) -> str:
    """Return the heading of a column: its parts from the top down, joined by « / »."""
    parts: list[str] = []
    for texts in grid:
        place = column
        while texts[place] == _LEFT:
            place -= 1
        if texts[place] != _ABOVE:
            parts.append(texts[place])
    return " / ".join(parts)


def _form(
    text: str,
    widths: tuple[float, ...],
    *,
    times: int = 1,
    repeat: bool = True,
    breakable: bool = False,
    stroke: float | None = 0.5,
    caption: str = "",
    unit: str = "",
    note: str = "",
    shade: bool = False,
    dotted: bool = False,
    size: float = 12.5,
) -> MadeTable:
    """Return the table that `text` draws; its rows stand there `times` times, counted on."""
    above, below = text.strip().split("\n---\n")
    heading = [line.strip() for line in above.split("\n")]
    lines = _counted_on([line.strip() for line in below.split("\n")], times)
    names = _grid([line for line in heading if not line.startswith("#")])
    rows = [
        tuple(None if cell in (_ABOVE, _LEFT) else cell for cell in row) for row in _grid(lines)
    ]
    return MadeTable(
        columns=tuple(_name(names, column) for column in range(len(widths))),
        header=_printed(heading, bold=True),
        printed=_printed(lines),
        rows=tuple(rows),
        widths=widths,
        repeat=repeat,
        breakable=breakable,
        stroke=stroke,
        caption=caption,
        unit=unit,
        note=note,
        shade=shade,
        dotted=dotted,
        size=size,
    )


_GROUPS = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII"),
    *("IX", "X", "XI", "XII", "XIII", "XIV", "XV"),
)


def _counted_on(lines: list[str], times: int) -> list[str]:
    """Return the lines `times` times; numbers of rows and Roman ones of groups run on."""
    number, group, made = 0, 0, []
    for line in lines * times:
        first, bar, rest = line.partition(" | ")
        if times > 1 and first.isdigit():
            number += 1
            made.append(f"{number}{bar}{rest}")
        elif times > 1 and first.removeprefix("*") in _GROUPS:
            made.append(f"*{_GROUPS[group]}{bar}{rest}")
            group += 1
        else:
            made.append(line)
    return made


_BUDGET = """
TT | Nội dung | Tổng số | Trong đó | < | Ghi chú
^ | ^ | ^ | Ngân sách tỉnh | Ngân sách xã | ^
#(1) | (2) | (3)=(4)+(5) | (4) | (5) | (6)
---
*A | Chi thường xuyên | 1.284,5 | 912,3 | 372,2 |
1 | Sửa chữa trụ sở làm việc, thay mái tôn dãy nhà phía sau | 640,0 | 500,0 | 140,0 |
2 | Mua sắm máy tính, máy quét phục vụ số hoá hồ sơ | 344,5 | 212,3 | 132,2 | Đợt 1
3 | Tập huấn nghiệp vụ văn thư | 300,0 | 200,0 | 100,0 |
*B | Chi đầu tư | 2.050,0 | 2.050,0 | - |
1 | Xây kho lưu trữ chuyên dụng | 2.050,0 | 2.050,0 | - | Chuyển tiếp
* | TỔNG CỘNG | 3.334,5 | 2.962,3 | 372,2 |
"""
_LEADS = """
STT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn
---
1 | Rà soát quy chế làm việc của cấp uỷ nhiệm kỳ mới | Văn phòng Đảng uỷ | Ban Xây dựng Đảng | 15/4/2026
2 | Lập danh mục tài liệu mật đến hạn giải mật | ^ | Công an xã | 30/4/2026
3 | Bàn giao hồ sơ lưu trữ năm 2025 vào kho | ^ | Các ban, đơn vị | Quý II/2026
4 | Kiểm tra việc thực hiện quy định về nêu gương | Uỷ ban Kiểm tra | Ban Xây dựng Đảng | Tháng 6/2026
5 | Tổng hợp kết quả tự kiểm tra của các chi bộ | ^ | - | 20/6/2026
"""
_DITTO = """
TT | Tên hồ sơ | Đơn vị bảo quản | Số tờ | Thời hạn | Ghi chú
---
01 | Hồ sơ hội nghị sơ kết công tác dân vận quý I | Hộp 12 | 45 | 20 năm |
02 | Hồ sơ hội nghị sơ kết công tác dân vận quý II | nt | 38 | nt | Mờ chữ
03 | Hồ sơ bổ nhiệm cán bộ lãnh đạo, quản lý | Hộp 13 | 112 | Vĩnh viễn |
04 | Hồ sơ xét khen thưởng đột xuất | nt | 27 | 10 năm | -
05 | Công văn trao đổi về tổ chức bộ máy | // | 9 | 5 năm |
"""
_ROMAN = """
TT | Nhiệm vụ, giải pháp | Đơn vị thực hiện | Sản phẩm | Hoàn thành
---
*I | VỀ HOÀN THIỆN THỂ CHẾ | < | < | <
1 | Ban hành quy chế phối hợp giữa các ban | Văn phòng | Quy chế | Quý I
2 | Sửa đổi quy trình tiếp nhận, xử lý đơn thư | Ban Nội chính | Quy trình | Quý II
*II | VỀ HẠ TẦNG SỐ | < | < | <
1 | Nâng cấp đường truyền của mạng thông tin diện rộng | Văn phòng | Biên bản nghiệm thu | Quý III
2 | Cấp chứng thư số cho cán bộ lãnh đạo | Văn phòng | Danh sách | Hằng tháng
*III | VỀ NHÂN LỰC | < | < | <
1 | Mở lớp bồi dưỡng kỹ năng số | Trung tâm Chính trị | Báo cáo | Quý IV
"""
_NARROW = """
TT | Đơn vị | Số chi bộ | Đảng viên | Nữ | Dân tộc | Tỷ lệ (%) | Xếp loại
---
1 | Đảng uỷ phường Hoà Lạc | 24 | 612 | 201 | 14 | 98,7 | A
2 | Đảng uỷ xã Suối Vàng | 17 | 405 | 133 | 86 | 97,1 | A
3 | Đảng uỷ xã Đồng Tâm Thượng | 9 | 187 | 52 | 3 | 104,8 | B
4 | Đảng uỷ Công an tỉnh | 41 | 1.120 | 164 | 27 | 99,9 | A
* | Cộng | 91 | 2.324 | 550 | 130 | - |
"""
_THREE = """
TT | Xã, phường | Kết quả thực hiện | < | < | < | Ghi chú
^ | ^ | Năm 2024 | < | Năm 2025 | < | ^
^ | ^ | Kế hoạch | Thực hiện | Kế hoạch | Thực hiện | ^
---
1 | Xã Long Khê | 120 | 118 | 130 | 131 |
2 | Phường An Hội | 95 | 97 | 100 | 88 | Mưa lũ
3 | Xã Mỹ Đông | 60 | 60 | 75 | 79 |
4 | Xã Tân Phú Trung | 210 | 199 | 220 | 225 |
"""
_UNITS = """
TT | Tên chỉ tiêu | Đơn vị tính | Năm 2025 | Năm 2026 | Cơ quan theo dõi
---
1 | Tốc độ tăng thu ngân sách trên địa bàn | % | 8,5 | 9,2 | Sở Tài chính
2 | Tỷ lệ hộ nghèo giảm | % | 1,2 | 1,0 | Sở Nông nghiệp và Môi trường
3 | Số xã đạt chuẩn nông thôn mới nâng cao | xã | 14 | 17 | nt
4 | Diện tích rừng trồng mới | ha | 1.250 | 1.400 | nt
5 | Số giường bệnh trên một vạn dân | giường | 32,5 | 33 | Sở Y tế
"""
_MEMBERS = """
TT | Họ và tên | Ngày sinh | < | Chức vụ, đơn vị công tác | Nhiệm vụ
^ | ^ | Nam | Nữ | ^ | ^
---
1 | Đặng Quốc Hưng | 12/03/1971 | | Phó Bí thư Thường trực | Trưởng ban
2 | Nguyễn Thị Thu Hà | | 05/11/1980 | Chánh Văn phòng | Phó Trưởng ban
3 | Lò Văn Ín | 21/07/1985 | | Trưởng Phòng Tổng hợp | Thành viên
4 | Phạm Hoàng Yến Nhi | | 30/09/1992 | Chuyên viên Phòng Cơ yếu - Công nghệ thông tin | Thư ký
"""
_CLAUSES = """
TT | Nội dung quy định hiện hành | Nội dung đề nghị sửa đổi | Lý do
---
1 | Điều 4. Cán bộ đi công tác được thanh toán tiền tàu xe theo hoá đơn thực tế. | Điều 4. Cán bộ đi công tác được khoán tiền tàu xe theo số ki-lô-mét. | Phù hợp với chế độ mới
2 | Khoản 2 Điều 7. Hồ sơ gửi về bộ phận văn thư trước ngày 05 hằng tháng. | Khoản 2 Điều 7. Hồ sơ gửi qua hệ thống, trước ngày 03 hằng tháng. | Rút ngắn thời gian
3 | (Chưa quy định) | Điều 9a. Trách nhiệm của người đứng đầu khi để chậm hạn xử lý văn bản. | Bổ sung
"""
_WORK = """
Thứ, ngày | Buổi sáng | Buổi chiều | Địa điểm
---
Thứ Hai 04/5 | Giao ban Thường trực | Làm việc với Ban Tuyên giáo và Dân vận | Phòng họp 1
Thứ Ba 05/5 | Dự hội nghị trực tuyến | - | Hội trường lớn
Thứ Tư 06/5 | Tiếp công dân định kỳ | Đi cơ sở tại xã Phú Lâm | Trụ sở tiếp dân
Thứ Năm 07/5 | Đọc tài liệu | Họp Ban Thường vụ | Phòng họp 2
"""
_SIX_FIGURES = """
Số TT | Danh mục dự án | Địa điểm | Diện tích (m²) | Tổng mức đầu tư | Luỹ kế giải ngân | Còn lại
---
*I | Dự án chuyển tiếp | | | 45.200 | 31.150 | 14.050
1 | Đường nối khu tái định cư với quốc lộ | Xã Hải Ninh | 12.400 | 30.200 | 24.650 | 5.550
2 | Trạm y tế xã | Xã Cẩm Sơn | 2.150 | 15.000 | 6.500 | 8.500
*II | Dự án khởi công mới | | | 8.700 | 0 | 8.700
1 | Nhà văn hoá thôn Bãi Đá | Xã Vĩnh Hoà | 860 | 8.700 | 0 | 8.700
"""
_LONG_WRAP = """
TT | Nội dung kiến nghị của cử tri | Cơ quan trả lời | Kết quả giải quyết
---
1 | Đề nghị sớm khắc phục tình trạng ngập úng tại khu dân cư số 4 mỗi khi mưa lớn, ảnh hưởng việc đi lại và sinh hoạt của hơn một trăm hộ dân | Sở Xây dựng | Đã khơi thông 2,3 km cống; đưa vào kế hoạch năm 2026 hạng mục mở rộng cửa xả
2 | Đề nghị bố trí giáo viên dạy ngoại ngữ cho các điểm trường lẻ | Sở Giáo dục và Đào tạo | Đang giải quyết
3 | Đề nghị công khai quy hoạch sử dụng đất | UBND xã | Đã niêm yết tại trụ sở và 07 nhà văn hoá
"""
_CATEGORY = """
Lĩnh vực | Tên thủ tục | Mã số | Thời hạn | Lệ phí
---
Nội vụ | Tặng thưởng Giấy khen theo công trạng | 2.001.447 | 20 ngày | Không
^ | Xác nhận thời gian công tác | 1.010.233 | 05 ngày | Không
^ | Thành lập hội cấp xã | 1.003.914 | 30 ngày | Không
Hộ tịch | Đăng ký lại khai sinh | 1.004.884 | 05 ngày | 8.000
^ | Cải chính hộ tịch | 1.004.859 | 03 ngày | 15.000
"""
_LIST = """
STT | Số văn bản | Ngày ban hành | Cơ quan ban hành | Trích yếu
---
1 | 118-KH/ĐU | 02/02/2026 | Đảng uỷ | Kế hoạch kiểm tra, giám sát năm 2026
2 | 45/BC-VP | 14/3/2026 | Văn phòng | Báo cáo công tác văn thư quý I
3 | 1207/UBND-NC | 27/3/2026 | UBND tỉnh | Về việc tăng cường bảo vệ bí mật nhà nước
4 | 09-NQ/ĐU | 06/4/2026 | Đảng uỷ | Nghị quyết chuyên đề về chuyển đổi số
"""
_EMPTY = """
TT | Họ và tên | Đơn vị | Số điện thoại | Ký nhận | Ghi chú
---
1 | Vi Thị Thoa | Văn phòng Đảng uỷ | 0900 123 456 | |
2 | Hà Minh Đức | Uỷ ban Kiểm tra | 0900 234 567 | |
3 | Bùi Thế Sơn | Ban Xây dựng Đảng | 0900 345 678 | |
4 | Trịnh Kim Oanh | Trung tâm Chính trị | 0900 456 789 | |
"""
_UNIT_LINE = "Đơn vị tính: triệu đồng"
_NOTE = (
    "Ghi chú: Số liệu tính đến hết ngày 31/3/2026; cột (3) bằng tổng các cột (4) và (5). Đơn vị nào "
    "chưa có số liệu thì ghi dấu gạch ngang."
)
_B6, _N8 = (1, 5.2, 2.2, 2, 2, 1.8), (1, 4.6, 1.4, 1.5, 1.1, 1.3, 1.5, 1.4)
_L5, _R5 = (1.1, 5, 3, 2.8, 2.2), (1, 5, 3, 2.5, 2)
UNSEEN: dict[str, MadeTable] = {
    "budget, three kinds of rows, unit line": _form(_BUDGET, _B6, unit=_UNIT_LINE, note=_NOTE),
    "budget over pages, heading once": _form(_BUDGET, _B6, times=6, repeat=False, unit=_UNIT_LINE),
    "leads merged": _form(_LEADS, _L5),
    "leads merged over pages": _form(_LEADS, _L5, times=6),
    "ditto marks": _form(_DITTO, (1, 5, 2, 1.2, 2, 1.6)),
    "ditto marks, dotted rules": _form(_DITTO, (1, 5, 2, 1.2, 2, 1.6), dotted=True),
    "roman groups, grey heading": _form(_ROMAN, _R5, shade=True),
    "roman groups over pages, heading once": _form(_ROMAN, _R5, times=5, repeat=False),
    "narrow figures": _form(_NARROW, _N8, size=11),
    "narrow figures, small, hair lines": _form(_NARROW, _N8, size=9.5, stroke=0.25),
    "heading of three rows": _form(_THREE, (1, 4, 1.5, 1.5, 1.5, 1.5, 2), size=11.5),
    "units and figures, landscape": _form(_UNITS, (1, 5, 2, 1.6, 1.6, 4)),
    "members, two kinds of days": _form(_MEMBERS, (1, 3.2, 2.2, 2.2, 4, 2.4), size=11.5),
    "clauses side by side, rows cut": _form(_CLAUSES, (1, 5, 5, 3), times=7, breakable=True),
    "week without numbers": _form(_WORK, (2.2, 4, 4, 2.6)),
    "projects, landscape, turned page": _form(_SIX_FIGURES, (1.1, 5, 2.5, 2, 2.3, 2.3, 2)),
    "requests, long cells": _form(_LONG_WRAP, (1, 6, 2.5, 4.5), times=2, note=_NOTE),
    "first column merged, no numbers": _form(_CATEGORY, (2, 5.5, 2.2, 2, 1.6)),
    "register of papers": _form(_LIST, (1.1, 2.8, 2.4, 2.6, 5), times=9, repeat=False),
    "empty columns": _form(_EMPTY, (1, 3.4, 3.4, 2.8, 1.8, 1.6)),
    "borderless, week without numbers": _form(_WORK, (2.2, 4, 4, 2.6), stroke=None),
    "borderless, units and figures": _form(_UNITS, (1, 5, 2.2, 1.7, 1.7, 4), stroke=None),
}
