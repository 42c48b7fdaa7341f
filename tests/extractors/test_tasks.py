"""Tasks: the operative part as a tree of items, with assignees, deadlines and receivers."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.task_items import Level
from extractors.task_items import read_items
from extractors.tasks import find_tasks
from models.layout import ZoneKind
from models.values import Task
from tests.extractors.layouts import Block
from tests.extractors.layouts import Cells
from tests.extractors.layouts import a_body
from tests.extractors.layouts import a_layout

SHARED = Path(__file__).parents[3] / "shared"
LEAD_IN = "Thường trực Đảng uỷ có ý kiến như sau:"


def tasks_of(
    *paragraphs: str | Cells, dated: str = "Hà Nội, ngày 06 tháng 02 năm 2024"
) -> list[Task]:
    return find_tasks(a_body(*paragraphs, dated=dated))


def names(task: Task) -> list[str | None]:
    return [one.value for one in task.assignees]


def outline(found: list[Task]) -> list[tuple[str, str | None]]:
    return [(task.id, task.parent) for task in found]


@pytest.mark.parametrize(
    ("text", "label", "level"),
    [
        ("I. MỤC ĐÍCH", "I.", Level.ROMAN),
        ("I- HƯỚNG DẪN CHUNG", "I-", Level.ROMAN),
        ("1. Giao Sở Y tế", "1.", Level.NUMBER),
        ("1/ Giao Sở Y tế", "1/", Level.NUMBER),
        ("1- Phạm vi", "1-", Level.NUMBER),
        ("1.1. Thể thức", "1.1.", Level.NUMBER_2),
        ("1.1.1. Thể thức", "1.1.1.", Level.NUMBER_3),
        ("a) Rà soát", "a)", Level.LETTER),
        ("đ) Rà soát", "đ)", Level.LETTER),
        ("(1) Rà soát", "(1)", Level.PAREN),
        ("- Rà soát", "-", Level.DASH),
        ("+ Rà soát", "+", Level.PLUS),
        ("* Rà soát", "*", Level.STAR),
        ("Điều 1. Công bố", "Điều 1.", Level.ARTICLE),
    ],
)
def test_labels(text: str, label: str, level: Level) -> None:
    (item,) = read_items(a_body(text)).items
    assert (item.label, item.level) == (label, level)


@pytest.mark.parametrize(
    "text",
    [
        "20/8/2025 là hạn cuối",
        "2024. Kết quả",
        "31-CV/ĐU ngày 19/8/2025",
        "14/20 chỉ tiêu",
        "1,5 tháng thực hiện",
        "V/v triển khai",
        "Đảng uỷ xã",
        "7. tiếp theo",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert read_items(a_body(text)).items == []


def test_a_dash_within_a_sentence_opens_no_item() -> None:
    tree = read_items(a_body("1. Phát triển kinh tế", "- xã hội của địa phương."))
    assert [item.label for item in tree.items] == ["1."]


def test_letter_with_items_continuation_and_closing() -> None:
    found = tasks_of(
        LEAD_IN,
        "1. Giao Ban Xây dựng Đảng chủ trì, phối hợp với các cơ quan có liên quan tham mưu Ban Thường vụ Đảng uỷ Kế hoạch; trình Thường trực Đảng uỷ trước ngày 20/8/2025.",
        "Trước mắt, tập trung rà soát các chỉ tiêu.",
        "2. Tiếp tục thực hiện tốt nhiệm vụ xây dựng Đảng.",
        "Đề nghị các đơn vị khẩn trương chỉ đạo thực hiện./.",
    )
    first, second = found
    assert (first.label, first.id, first.parent, first.kind) == ("1.", "1", None, "task")
    assert first.value is not None
    assert first.value.endswith("Trước mắt, tập trung rà soát các chỉ tiêu.")
    assert names(first) == ["Ban Xây dựng Đảng", "các cơ quan có liên quan"]
    assert first.deadline is not None
    assert first.deadline.date == "2025-08-20"
    assert [one.value for one in first.report_to] == [
        "Ban Thường vụ Đảng uỷ",
        "Thường trực Đảng uỷ",
    ]
    assert second.value == "Tiếp tục thực hiện tốt nhiệm vụ xây dựng Đảng."
    assert (second.assignees, second.deadline) == ([], None)


def test_heading_as_assignee_with_sub_items() -> None:
    found = tasks_of(
        LEAD_IN,
        "1. Sở Công Thương",
        "a) Rà soát các quy định hiện hành; yêu cầu các đơn vị lắp đặt trạm cân.",
        "b) Chủ trì, phối hợp với Công an tỉnh tăng cường kiểm tra.",
        "- Công khai kết quả.",
        "2. Công an tỉnh",
        "a) Tăng cường tuần tra.",
    )
    assert outline(found) == [
        ("1", None),
        ("1.a", "1"),
        ("1.b", "1"),
        ("1.b.-1", "1.b"),
        ("2", None),
        ("2.a", "2"),
    ]
    assert names(found[0]) == ["Sở Công Thương"]
    assert [(one.value, one.role.value, one.rule, one.inherited) for one in found[1].assignees] == [
        ("Sở Công Thương", "assignee", "assignee.heading-above", True),
    ]
    assert [(one.value, one.role.value, one.rule, one.inherited) for one in found[2].assignees] == [
        ("Sở Công Thương", "lead", "assignee.lead-above", True),
        ("Công an tỉnh", "coordinate", "assignee.joint", False),
    ]
    assert names(found[3]) == ["Sở Công Thương"]
    assert [(one.value, one.inherited) for one in found[4].assignees] == [("Công an tỉnh", False)]
    assert [(one.value, one.inherited) for one in found[5].assignees] == [("Công an tỉnh", True)]


@pytest.mark.parametrize(
    ("heading", "below", "charged"),
    [
        ("1. Đối với Văn phòng Tỉnh uỷ", "a) Tổng hợp kết quả.",
         [("Văn phòng Tỉnh uỷ", "assignee", False, True)]),
        ("1. Sở Tài chính:", "a) Phối hợp với Sở Nội vụ thẩm định.",
         [("Sở Tài chính", "lead", False, True), ("Sở Nội vụ", "coordinate", True, False)]),
        ("1. Sở Tài chính, Sở Nội vụ", "- Bố trí kinh phí.",
         [("Sở Tài chính", "assignee", False, True), ("Sở Nội vụ", "assignee", False, True)]),
        ("1. Giao Sở Tài chính", "a) Phối hợp Sở Nội vụ thẩm định.",
         [("Sở Tài chính", "lead", False, True), ("Sở Nội vụ", "coordinate", True, False)]),
        # an item that names who acts inherits nobody
        ("1. Sở Tài chính", "a) Sở Nội vụ chịu trách nhiệm rà soát biên chế.",
         [("Sở Nội vụ", "lead", False, False)]),
        # a heading that names a matter hands nobody down
        ("1. Công tác tuyên truyền", "a) Tổng hợp kết quả.", []),
        # a body charged in a sentence is no heading
        ("1. Giao Sở Nội vụ rà soát các nội dung sau.", "a) Tổng hợp kết quả.", []),
    ],
)  # fmt: skip
def test_items_below_a_heading_of_bodies_are_theirs(
    heading: str, below: str, charged: list[tuple[str, str, bool, bool]]
) -> None:
    found = tasks_of(LEAD_IN, heading, below, "2. Giao Sở Y tế báo cáo kết quả.")
    inner = next(task for task in found if task.parent == "1")
    assert [
        (one.value, one.role.value, one.role_stated, one.inherited) for one in inner.assignees
    ] == charged


def test_a_plan_gives_the_items_of_its_section_on_carrying_out() -> None:
    found = tasks_of(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "II. NHIỆM VỤ, GIẢI PHÁP",
        "1. Công tác tuyên truyền",
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ: Chủ trì, phối hợp với các sở theo dõi.",
        "2. Ủy ban nhân dân các xã, phường",
        "- Quán triệt, tuyên truyền.",
        "V. CHẾ ĐỘ BÁO CÁO",
        "Báo cáo trước ngày 10/12 hằng năm.",
    )
    assert [(task.label, task.id) for task in found] == [
        ("IV.1.", "IV.1"),
        ("IV.2.", "IV.2"),
        ("-", "IV.2.-1"),
        ("V.", "V"),
    ]
    assert names(found[1]) == ["Ủy ban nhân dân các xã, phường"]


def test_a_decision_gives_its_articles() -> None:
    found = tasks_of(
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Công bố kèm theo Quyết định này Danh mục thủ tục hành chính.",
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 01/03/2025.",
        "Điều 3. Chánh Văn phòng UBND tỉnh; Giám đốc Sở Y tế và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
    )
    assert [(task.label, task.kind) for task in found] == [
        ("Điều 1.", "item"),
        ("Điều 2.", "validity"),
        ("Điều 3.", "task"),
    ]
    assert found[1].deadline is not None
    assert (found[1].deadline.start, found[1].deadline.date) == ("2025-03-01", None)
    assert names(found[2]) == [
        "Chánh Văn phòng UBND tỉnh",
        "Giám đốc Sở Y tế",
        "các tổ chức, cá nhân có liên quan",
    ]


def test_a_long_legal_text_gives_only_what_charges() -> None:
    articles = [f"Điều {n}. Hồ sơ gồm các giấy tờ theo quy định." for n in range(1, 15)]
    found = tasks_of(*articles, "Điều 15. Sở Y tế chịu trách nhiệm tổ chức thực hiện Quy định này.")
    assert [task.label for task in found] == ["Điều 15."]


def test_an_invitation_charges_nobody_but_in_its_preparation() -> None:
    found = tasks_of(
        "Kính mời các đồng chí dự họp:",
        "1. Thành phần mời:",
        "- Lãnh đạo UBND xã;",
        "2. Thời gian: từ 14h00 ngày 22/01/2026 (Chiều thứ Năm).",
        "3. Địa điểm: Phòng họp UBND xã.",
        "4. Phân công chuẩn bị:",
        "- Giao Sở Nội vụ chuẩn bị nội dung.",
    )
    kinds = {task.id: task.kind for task in found}
    assert kinds["2"] == "event-time"
    assert found[2].deadline is not None
    assert found[2].deadline.date == "2026-01-22"
    assert {task.id for task in found if task.assignees} == {"4.-1"}


def test_items_that_report_or_ask_are_no_tasks() -> None:
    found = tasks_of(
        "Kết quả như sau:",
        "1. Kết quả kiểm tra",
        "- Sở Y tế chủ trì kiểm tra.",
        "2. Thống nhất cho Câu lạc bộ Hưu trí sử dụng trụ sở.",
    )
    assert [(task.kind, names(task)) for task in found] == [
        ("report-item", []),
        ("item", []),
        ("request-item", []),
    ]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (
            ("1. Khẩn trương rà soát.", "2. Tổng hợp danh sách."),
            [["Chủ tịch UBND các xã"], ["Chủ tịch UBND các xã"]],
        ),
        (("1. Khẩn trương rà soát.", "2. Giao Sở Y tế tổng hợp danh sách."), [[], ["Sở Y tế"]]),
    ],
)
def test_the_lead_in_charges_only_where_no_item_names_anybody(
    items: tuple[str, ...], expected: list[list[str]]
) -> None:
    found = tasks_of(
        "Chủ tịch UBND huyện yêu cầu Chủ tịch UBND các xã thực hiện các nội dung sau:", *items
    )
    assert [names(task) for task in found] == expected


def test_a_common_deadline_is_inherited_by_items_without_their_own() -> None:
    found = tasks_of(
        LEAD_IN,
        "1. Văn phòng rà soát, trình Thường trực Đảng uỷ trước ngày 03/10/2025.",
        "2. Ban Xây dựng Đảng: Tham mưu kế hoạch.",
        "Các nội dung trình Thường trực Đảng uỷ trước ngày 01/10/2025.",
    )
    assert [(t.deadline.date, t.deadline.inherited) for t in found if t.deadline] == [
        ("2025-10-03", False),
        ("2025-10-01", True),
    ]


def test_a_letter_without_items_gives_its_charging_paragraph() -> None:
    (task,) = tasks_of(
        "Ngày 25 tháng 3 năm 2026, Bộ Công Thương ban hành Thông tư.",
        "- Khoản 2 Điều 3 quy định việc phân cấp.",
        "Bộ Công Thương đề nghị Ủy ban nhân dân các tỉnh, thành phố hướng dẫn, tổ chức thực hiện./.",
    )
    assert (task.label, names(task), task.assignees[0].force) == (
        "",
        ["Ủy ban nhân dân các tỉnh, thành phố"],
        "đề nghị",
    )


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Trân trọng cảm ơn./.",),
        ("Nguyên nhân: (1) Các đối tượng lợi dụng; (2) Gia đình che giấu.",),
        ("UBND xã đã phát huy tính chủ động.",),
    ],
)
def test_no_tasks(paragraphs: tuple[str, ...]) -> None:
    assert tasks_of(*paragraphs) == []


def test_attached_papers_and_tables_give_no_items() -> None:
    layout = a_layout(
        Block(
            ZoneKind.BODY, (LEAD_IN, "1. Giao Sở Y tế rà soát.", Cells((("2. Giao Sở A", "x"),)))
        ),
        Block(ZoneKind.APPENDIX, ("1. Giao Sở B chủ trì.",), 1),
    )
    assert [task.value for task in find_tasks(layout)] == ["Giao Sở Y tế rà soát."]


def test_ids_are_unique_even_where_labels_repeat() -> None:
    found = tasks_of(
        "I. A",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở A",
        "a) x y",
        "a) z t",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở B",
    )
    ids = [task.id for task in found]
    assert len(ids) == len(set(ids))
    assert all(task.parent is None or task.parent in ids for task in found)


def test_the_span_cuts_out_the_value() -> None:
    layout = a_body(LEAD_IN, "1. Giao Sở Y tế rà soát.", "Báo cáo kết quả.")
    (task,) = find_tasks(layout)
    assert " ".join(layout.text[slice(*task.span)].split()) == task.value


@given(
    st.lists(
        st.text(alphabet="1.a)-+ĐiềuGaoSởYtế ;:IV", min_size=1, max_size=40),
        min_size=1,
        max_size=12,
    )
)
def test_any_paragraphs_are_survived(paragraphs: list[str]) -> None:
    found = tasks_of(*[f"x{text}" if not text.strip() else text for text in paragraphs])
    ids = [task.id for task in found]
    assert len(ids) == len(set(ids))


def test_many_items_take_no_time() -> None:
    begin = time.process_time()
    found = tasks_of(
        LEAD_IN,
        *[f"{n}. Giao Sở Y tế chủ trì, phối hợp với Sở {n} rà soát." for n in range(1, 100)],
        *["- Rà soát"] * 900,
    )
    assert len(found) == 999
    assert time.process_time() - begin < 10


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not here")
@pytest.mark.parametrize("slug", ["ch-cv002-2025", "ch-cv116-2025"])
def test_real_plain_text_documents(slug: str) -> None:
    label = json.loads((SHARED / "gold" / f"{slug}.json").read_text("utf-8"))
    from models.settings import Settings
    from pipeline.layout import lay_out
    from pipeline.reading import read_file

    found = find_tasks(lay_out(read_file(SHARED / "gold" / f"{slug}.txt", Settings())))
    assert [task.label for task in found if task.parent is None] == [
        row["label"] for row in label["tasks"]
    ]
    by_label = {task.label: task for task in found}
    for row in label["tasks"]:
        got = [
            one.value for one in by_label[row["label"]].assignees if one.role.value != "coordinate"
        ]
        assert got == row["assignees"]
