"""Tables whose columns assign work become tasks, beside the items of the operative part."""

from __future__ import annotations

import pytest

from extractors.table_tasks import find_table_tasks
from extractors.tasks import find_tasks
from models.layout import Layout
from models.layout import ZoneKind
from models.values import Task
from tests.extractors.layouts import Block
from tests.extractors.layouts import Cells
from tests.extractors.layouts import a_body
from tests.extractors.layouts import a_layout

HEAD = ("STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
DATED = Block(ZoneKind.PLACE_DATE, ("Hà Nội, ngày 06 tháng 02 năm 2024",))


def an_appendix(title: str, *rows: tuple[str, ...]) -> Layout:
    return a_layout(
        DATED,
        Block(ZoneKind.BODY, ("1. Giao Sở Nội vụ rà soát biên chế.",)),
        Block(ZoneKind.APPENDIX_TITLE, ("Phụ lục 1", title), 1),
        Block(ZoneKind.APPENDIX, (Cells(rows),), 1),
    )


def bodies(task: Task) -> list[tuple[str | None, str, bool]]:
    return [(one.value, one.role.value, one.role_stated) for one in task.assignees]


def due(task: Task) -> tuple[str | None, bool] | None:
    return None if task.deadline is None else (task.deadline.date, task.deadline.inherited)


def test_columns_give_lead_coordinating_bodies_and_deadline() -> None:
    layout = an_appendix(
        "DANH MỤC NHIỆM VỤ",
        HEAD,
        ("1", "Rà soát quy hoạch", "Sở Xây dựng", "Sở Tài chính; Công an tỉnh", "Quý II/2024"),
        ("2", "Lập bản đồ số", "UBND các xã, phường", "", "Trước ngày 30/6"),
    )
    first, second = find_table_tasks(layout)
    assert (first.id, first.label, first.kind) == ("PL1.1", "1", "table-task")
    assert first.value == "Rà soát quy hoạch"
    assert layout.text[slice(*first.span)] == "Rà soát quy hoạch"
    assert bodies(first) == [
        ("Sở Xây dựng", "lead", True),
        ("Sở Tài chính", "coordinate", True),
        ("Công an tỉnh", "coordinate", True),
    ]
    assert due(first) == ("2024-06-30", False)
    assert bodies(second) == [("UBND các xã, phường", "lead", True)]
    assert due(second) == ("2024-06-30", False)


def test_the_operative_part_is_not_disturbed() -> None:
    layout = an_appendix("DANH MỤC", HEAD, ("1", "Việc A", "Sở Y tế", "", "2024"))
    assert [task.id for task in find_tasks(layout)] == ["1"]


def test_a_deadline_in_the_title_is_inherited_by_every_row() -> None:
    layout = an_appendix(
        "CHỈ TIÊU TRÌNH THƯỜNG TRỰC THÀNH ỦY TRONG QUÝ II/2024",
        ("TT", "Chỉ tiêu", "Cơ quan chủ trì tham mưu"),
        ("1.", "Tỷ lệ hộ nghèo", "Sở Nội vụ"),
        ("2.", "Tỷ lệ nước sạch", "Sở Xây dựng"),
    )
    assert [due(task) for task in find_table_tasks(layout)] == [("2024-06-30", True)] * 2


def test_a_group_row_outranks_the_title_and_a_cell_outranks_both() -> None:
    layout = an_appendix(
        "NHIỆM VỤ HOÀN THÀNH TRONG NĂM 2024",
        HEAD,
        ("I", "Các việc hoàn thành trong quý I/2024", "", "", ""),
        ("1", "Việc thứ nhất", "Sở Y tế", "", ""),
        ("2", "Việc thứ hai", "Sở Y tế", "", "Tháng 02/2024"),
        ("II", "Các việc khác", "", "", ""),
        ("1", "Việc thứ ba", "Sở Y tế", "", ""),
    )
    tasks = find_table_tasks(layout)
    assert [task.id for task in tasks] == ["PL1.I.1", "PL1.I.2", "PL1.II.1"]
    assert [due(task) for task in tasks] == [
        ("2024-03-31", True),
        ("2024-02-29", False),
        ("2024-12-31", True),
    ]


def test_a_second_row_stands_below_its_item() -> None:
    layout = an_appendix(
        "DANH MỤC",
        HEAD,
        ("1", "Việc thứ nhất", "Sở Y tế", "", "2024"),
        ("", "Phần bổ sung của việc", "Sở Tài chính", "", ""),
        ("2", "Việc thứ hai", "Sở Y tế", "", "2025"),
    )
    tasks = find_table_tasks(layout)
    assert [(task.id, task.parent) for task in tasks] == [
        ("PL1.1", None),
        ("PL1.1.1", "PL1.1"),
        ("PL1.2", None),
    ]


def test_one_column_for_both_roles() -> None:
    layout = an_appendix(
        "DANH MỤC",
        ("STT", "Nhiệm vụ", "Đơn vị chủ trì, phối hợp"),
        ("1", "Việc thứ nhất", "Sở Y tế chủ trì, phối hợp với Công an tỉnh"),
        ("2", "Việc thứ hai", "Chủ trì: Sở Nội vụ; phối hợp: Sở Tư pháp, Sở Tài chính"),
    )
    assert [bodies(task) for task in find_table_tasks(layout)] == [
        [("Sở Y tế", "lead", True), ("Công an tỉnh", "coordinate", True)],
        [
            ("Sở Nội vụ", "lead", True),
            ("Sở Tư pháp", "coordinate", True),
            ("Sở Tài chính", "coordinate", True),
        ],
    ]


def test_tables_of_the_body_are_numbered_apart() -> None:
    rows = (HEAD, ("1", "Việc A", "Sở Y tế", "", "Thường xuyên"))
    (task,) = find_table_tasks(a_body("Phân công như sau:", Cells(rows)))
    assert task.id == "B1.1"
    assert task.deadline is not None
    assert (task.deadline.kind.value, task.deadline.date) == ("recurring", None)


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("30/6/2024", "2024-06-30"),
        ("10/2024", "2024-10-31"),
        ("2024", "2024-12-31"),
        ("2024 - 2025", "2025-12-31"),
        ("Năm 2025", "2025-12-31"),
        ("Quý IV", "2024-12-31"),
        ("Ngày 23 tháng 5 năm 2024", "2024-05-23"),
        ("Theo kế hoạch", None),
        ("Hằng năm", None),
    ],
)
def test_what_a_deadline_cell_may_hold(cell: str, date: str | None) -> None:
    layout = an_appendix("DANH MỤC", HEAD, ("1", "Việc A", "Sở Y tế", "", cell))
    (task,) = find_table_tasks(layout)
    assert task.deadline is not None
    assert task.deadline.raw == cell
    assert task.deadline.date == date


@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Tên thủ tục hành chính", "Mã số", "Căn cứ pháp lý", "Phí, lệ phí"),
        ("STT", "Nội dung", "Đơn vị tính", "Số lượng", "Ghi chú"),
        ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Ghi chú"),
    ],
)
def test_tables_that_assign_nothing(head: tuple[str, ...]) -> None:
    layout = an_appendix("DANH MỤC", head, ("1", "Một", "Hai", "Ba", "Bốn"))
    assert find_table_tasks(layout) == []


def test_columns_in_any_order_give_products_and_what_comes_again() -> None:
    layout = an_appendix(
        "DANH MỤC NHIỆM VỤ",
        ("Thời gian hoàn thành", "Sản phẩm", "Nội dung", "Cơ quan chủ trì", "STT"),
        ("Trước ngày 25 hằng tháng", "Báo cáo tiến độ", "Theo dõi giải ngân", "Sở Tài chính", "1"),
        ("Quý II/2024", "", "Rà soát quy hoạch", "Sở Xây dựng", "2"),
    )
    first, second = find_table_tasks(layout)
    assert [one.value for one in first.products] == ["Báo cáo tiến độ"]
    assert layout.text[slice(*first.products[0].span)] == "Báo cáo tiến độ"
    assert first.recurrence is not None
    assert (first.recurrence.every, first.recurrence.day) == (["P1M"], 25)
    assert bodies(first) == [("Sở Tài chính", "lead", True)]
    assert (second.products, second.recurrence) == ([], None)
    assert due(second) == ("2024-06-30", False)
