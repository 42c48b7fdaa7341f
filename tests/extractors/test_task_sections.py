"""Sections and the Điều of a decision: which belongs below which."""

from __future__ import annotations

import pytest

from extractors.task_items import read_items
from extractors.tasks import find_tasks
from models.values import Task
from tests.extractors.layouts import a_body

APPROVES = "Điều 1. Phê duyệt Đề án phát triển thư viện xã với các nội dung chính sau:"
LAST = "Điều 3. Chánh Văn phòng, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./."


def tasks_of(*paragraphs: str) -> list[Task]:
    return find_tasks(a_body(*paragraphs, dated="Hà Nội, ngày 06 tháng 02 năm 2024"))


def parents(*paragraphs: str) -> list[tuple[str, str | None]]:
    tree = read_items(a_body(*paragraphs))
    return [
        (item.label, None if item.parent is None else tree.items[item.parent].label)
        for item in tree.items
    ]


def test_the_work_of_an_approved_plan_is_found() -> None:
    found = tasks_of(
        APPROVES,
        "I. MỤC TIÊU",
        "1. Mọi thôn có tủ sách.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Văn hóa và Thể thao",
        "a) Rà soát nhu cầu.",
        "2. Sở Tài chính bố trí kinh phí trước ngày 01/3/2024.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        LAST,
    )
    assert [(task.id, task.kind) for task in found] == [
        ("Điều 1", "item"),
        ("Điều 1.I", "item"),
        ("Điều 1.I.1", "item"),
        ("Điều 1.II", "item"),
        ("Điều 1.II.1", "task"),
        ("Điều 1.II.1.a", "task"),
        ("Điều 1.II.2", "task"),
        ("Điều 2", "validity"),
        ("Điều 3", "task"),
    ]
    assert [one.value for one in found[6].assignees] == ["Sở Tài chính"]
    assert found[6].deadline is not None
    assert [one.inherited for one in found[5].assignees] == [True]


@pytest.mark.parametrize(
    ("section", "following"), [("I. MỤC TIÊU", "II. KINH PHÍ"), ("A. MỤC TIÊU", "B. KINH PHÍ")]
)
def test_sections_stay_below_the_open_article(section: str, following: str) -> None:
    found = parents(APPROVES, section, "1. Rà soát.", following, "1. Bố trí.", "Điều 2. Hết.")
    one, two = section.split()[0], following.split()[0]
    assert found == [
        ("Điều 1.", None),
        (one, "Điều 1."),
        ("1.", one),
        (two, "Điều 1."),
        ("1.", two),
        ("Điều 2.", None),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Chương I. QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "Chương II. TỔ CHỨC", "Điều 2. Bộ máy"),
        ("I. CHUNG", "Điều 1. Phạm vi", "II. RIÊNG", "Điều 2. Bộ máy"),
        ("A. CHUNG", "Điều 1. Phạm vi", "B. RIÊNG", "Điều 2. Bộ máy"),
    ],
)
def test_sections_before_the_first_article_stand_above(paragraphs: tuple[str, ...]) -> None:
    labels = parents(*paragraphs)
    assert [above for _, above in labels] == [None, labels[0][0], None, labels[2][0]]


@pytest.mark.parametrize("last", [LAST, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./."])
def test_nothing_belongs_below_the_last_article(last: str) -> None:
    found = parents("Điều 1. Ban hành Kế hoạch.", last, "I. MỤC ĐÍCH", "1. Tuyên truyền.")
    assert found[2:] == [("I.", None), ("1.", "I.")]


THI_HANH = " chịu trách nhiệm thi hành Quyết định này./."


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Xây dựng, Tài chính, Nội vụ; Trưởng ban Ban Quản lý khu kinh tế; Thủ trưởng các đơn vị liên quan",
            [
                "Chánh Văn phòng UBND tỉnh",
                "Giám đốc các Sở: Xây dựng, Tài chính, Nội vụ",
                "Trưởng ban Ban Quản lý khu kinh tế",
                "Thủ trưởng các đơn vị liên quan",
            ],
        ),
        (
            "Giám đốc Sở Y tế, Chủ tịch UBND các huyện, thành phố An Lạc, Nam Hòa và Thủ trưởng các đơn vị liên quan",
            [
                "Giám đốc Sở Y tế",
                "Chủ tịch UBND các huyện, thành phố An Lạc, Nam Hòa",
                "Thủ trưởng các đơn vị liên quan",
            ],
        ),
        (
            "Giám đốc Sở Y tế; Chủ tịch UBND các huyện: An Lạc, Nam Hòa; Thủ trưởng các đơn vị liên quan",
            [
                "Giám đốc Sở Y tế",
                "Chủ tịch UBND các huyện: An Lạc, Nam Hòa",
                "Thủ trưởng các đơn vị liên quan",
            ],
        ),
        (
            "Giám đốc các Sở Y tế, Công Thương; Trưởng ban Ban Quản lý khu kinh tế",
            ["Giám đốc các Sở Y tế, Công Thương", "Trưởng ban Ban Quản lý khu kinh tế"],
        ),
    ],
)
def test_all_names_before_the_execution_clause(clause: str, expected: list[str]) -> None:
    (_, second) = tasks_of("Điều 1. Công bố danh mục.", f"Điều 2. {clause}{THI_HANH}")
    assert [one.value for one in second.assignees] == expected
    assert {one.role.value for one in second.assignees} == {"assignee"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Giám đốc các Sở: Y tế, Công Thương; Trưởng ban Ban Quản lý khu kinh tế rà soát thủ tục.",
            ["Giám đốc các Sở: Y tế, Công Thương", "Trưởng ban Ban Quản lý khu kinh tế"],
        ),
        (
            "Các Sở: Xây dựng, Tài chính và Nội vụ rà soát thủ tục.",
            ["Các Sở: Xây dựng, Tài chính và Nội vụ"],
        ),
        (
            "Các bộ, cơ quan ngang bộ: Tài chính; Tư pháp; Văn phòng Chính phủ rà soát thủ tục.",
            ["Các bộ, cơ quan ngang bộ: Tài chính; Tư pháp", "Văn phòng Chính phủ"],
        ),
        ("Các sở, ngành: tiếp tục rà soát thủ tục.", ["Các sở, ngành"]),
        ("Các bộ, các tỉnh: Phân công người theo dõi.", ["Các bộ", "các tỉnh"]),
        ("Sở Y tế kiểm tra các điểm nóng: An Lạc, Nam Hòa.", ["Sở Y tế"]),
        ("Các điểm nóng: An Lạc, Nam Hòa.", []),
    ],
)
def test_lists_behind_a_colon(text: str, expected: list[str]) -> None:
    first, _ = tasks_of("Thường trực có ý kiến như sau:", f"1. {text}", "2. Rà soát kho.")
    assert [one.value for one in first.assignees] == expected
