"""Decisions and letters as a whole: sections below an Điều, who carries it out, members, openings, ids."""

from __future__ import annotations

import time

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


EXECUTES = " chịu trách nhiệm thi hành Quyết định này./."


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
    (_, second) = tasks_of("Điều 1. Công bố danh mục.", f"Điều 2. {clause}{EXECUTES}")
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


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["1.", "1.1.", "1.2."], ["1", "1.1", "1.2"]),
        (["1.", "1.1.", "1.1.1.", "1.1.2."], ["1", "1.1", "1.1.1", "1.1.2"]),
        (["1.", "1.1.1."], ["1", "1.1.1"]),
        (["1.", "1.1.", "a)", "-", "-"], ["1", "1.1", "1.1.a", "1.1.a.-1", "1.1.a.-2"]),
        (["1.", "3.4."], ["1", "1.3.4"]),
        (["1.", "a)", "2.", "a)"], ["1", "1.a", "2", "2.a"]),
    ],
)
def test_ids_of_nested_numbers(labels: list[str], expected: list[str]) -> None:
    lines = [f"{label} Rà soát kho lưu trữ {at}." for at, label in enumerate(labels)]
    assert [task.id for task in tasks_of("Thường trực có ý kiến như sau:", *lines)] == expected


ASKS = "Hội khuyến học xã đề nghị Lãnh đạo UBND tỉnh xem xét, có văn bản thống nhất trước ngày 20/3/2024, cụ thể như sau:"


def test_the_sentence_that_asks_is_a_task_where_its_items_name_nobody() -> None:
    found = tasks_of(ASKS, "1. Thống nhất cho 07 hội dùng con dấu.", "2. Cho phép hội họp.")
    assert [(task.id, task.parent, task.kind) for task in found] == [
        ("p0", None, "task"),
        ("1", "p0", "request-item"),
        ("2", "p0", "request-item"),
    ]
    assert [(one.value, one.force) for one in found[0].assignees] == [
        ("Lãnh đạo UBND tỉnh", "đề nghị")
    ]
    assert found[0].deadline is not None
    assert found[0].deadline.date == "2024-03-20"


@pytest.mark.parametrize(
    "paragraphs",
    [
        (ASKS, "1. Giao Văn phòng UBND xã rà soát kho.", "2. Thống nhất cho hội họp."),
        ("UBND xã báo cáo kết quả như sau:", "1. Kết quả thực hiện.", "2. Tồn tại."),
        ("Yêu cầu các chi bộ thực hiện các nội dung sau:", "1. Rà soát kho.", "2. Dọn kho."),
        ("Kính mời đồng chí Chủ tịch UBND xã dự họp:", "1. Thời gian: 8h00", "2. Địa điểm: kho"),
    ],
)
def test_an_opening_that_adds_nothing_is_no_task(paragraphs: tuple[str, ...]) -> None:
    assert [task.id for task in tasks_of(*paragraphs)] == ["1", "2"]


MEMBERS = (
    "Điều 1. Thành lập Ban Chỉ đạo xây dựng thư viện gồm các thành viên sau đây:",
    "1. Trưởng ban: Phó Chủ tịch UBND tỉnh.",
    "2. Các thành viên Ban Chỉ đạo:",
    "a) Phó Chánh án Tòa án nhân dân tỉnh;",
    "b) Ủy viên chuyên trách Hội đồng thư viện.",
    "Điều 2. Chế độ làm việc của Ban Chỉ đạo",
    "1. Các thành viên Ban Chỉ đạo làm việc theo chế độ kiêm nhiệm.",
    "Điều 3. Cơ quan giúp việc, Tổ giúp việc của Ban Chỉ đạo",
    "1. Sở Nội vụ bảo đảm kinh phí hoạt động.",
    "2. Tổ giúp việc có trách nhiệm giúp Ban Chỉ đạo lập kế hoạch.",
    "Điều 4. Điều khoản thi hành",
    "1. Quyết định này có hiệu lực kể từ ngày ký.",
    "2. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.",
)


def test_members_titles_and_validity_charge_nobody() -> None:
    found = tasks_of(*MEMBERS)
    charged = {task.id: [one.value for one in task.assignees] for task in found if task.assignees}
    assert charged == {
        "Điều 3.1": ["Sở Nội vụ"],
        "Điều 3.2": ["Tổ giúp việc"],
        "Điều 4.2": ["Giám đốc Sở Nội vụ"],
    }
    assert [task.kind for task in found if task.id == "Điều 4.1"] == ["validity"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Sở Y tế rà soát toàn bộ thủ tục hành chính nội bộ về dược và phối hợp với Sở Nội vụ cập nhật.",
            [("Sở Y tế", "assignee", False), ("Sở Nội vụ", "coordinate", True)],
        ),
        ("Sở Y tế có trách nhiệm cập nhật dữ liệu.", [("Sở Y tế", "lead", False)]),
        ("Sở Y tế chủ trì cập nhật dữ liệu.", [("Sở Y tế", "lead", True)]),
        (
            "Sở Y tế, Sở Nội vụ có trách nhiệm cập nhật.",
            [("Sở Y tế", "assignee", False), ("Sở Nội vụ", "assignee", False)],
        ),
        (
            "Giao Sở Y tế thanh tra toàn bộ cơ sở hành nghề dược theo hợp đồng phối hợp với Sở Nội vụ.",
            [("Sở Y tế", "assignee", False)],
        ),
    ],
)
def test_what_the_paper_states_of_roles(text: str, expected: list[tuple[str, str, bool]]) -> None:
    first, _ = tasks_of("Thường trực có ý kiến như sau:", f"1. {text}", "2. Rà soát kho.")
    found = [(one.value, one.role.value, one.role_stated) for one in first.assignees]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chi bộ ra nghị quyết đề nghị cấp ủy cấp trên xem xét.",
        "Lập công văn đề nghị Sở Nội vụ thẩm tra.",
        "Nếu hội nghị yêu cầu Sở Nội vụ giải trình thì hoãn họp.",
        "Trường hợp cấp trên giao Sở Nội vụ rà soát thì báo lại.",
    ],
)
def test_what_is_asked_on_paper_or_in_a_condition_charges_nobody(text: str) -> None:
    found = tasks_of("Nội dung như sau:", f"1. {text}", "2. Giao Sở Y tế rà soát kho.")
    charged = [one.value for one in found[0].assignees]
    assert not {"Sở Nội vụ", "cấp ủy cấp trên"} & set(charged)
    assert [one.value for one in found[1].assignees] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "text",
    [
        "Sau khi kiểm kê, giao Sở Nội vụ rà soát kho.",
        "Thực hiện Nghị quyết, đề nghị Sở Nội vụ rà soát kho.",
    ],
)
def test_what_follows_a_condition_is_charged(text: str) -> None:
    first, _ = tasks_of("Nội dung như sau:", f"1. {text}", "2. Dọn kho.")
    assert [one.value for one in first.assignees] == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    "text",
    [
        "Giao các Sở: " + "Y tế, " * 3000,
        "các Sở các " * 3000,
        "Khi nếu giao Sở Y tế xây dựng kế hoạch " * 1000,
        "Sở Y tế, " * 3000 + "chịu trách nhiệm thi hành Quyết định này",
        "Giao Sở Y tế; " * 2000,
    ],
)
def test_hostile_lists_take_no_time(text: str) -> None:
    layout = a_body(f"1. {text}", "2. Rà soát kho.")
    start = time.process_time()
    find_tasks(layout)
    assert time.process_time() - start < 4.0
