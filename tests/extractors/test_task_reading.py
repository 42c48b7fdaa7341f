"""Tasks of made dispatches with known truth, and what must not be taken for a task."""

from __future__ import annotations

import pytest

from benchmarks.task_reading import Figures
from benchmarks.task_reading import MadeTask
from benchmarks.task_reading import made_papers
from benchmarks.task_reading import measure
from extractors.tasks import find_tasks
from models.values import Task
from tests.extractors.layouts import a_body


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(made_papers())


def by_id(*paragraphs: str) -> dict[str, Task]:
    return {task.id: task for task in find_tasks(a_body(*paragraphs))}


def names(task: Task) -> list[str | None]:
    return [one.value for one in task.assignees]


@pytest.mark.slow
def test_made_items_are_read(figures: Figures) -> None:
    assert figures.items >= 60
    assert figures.bodies.f1 >= 0.90
    assert figures.roles.f1 >= 0.90
    assert figures.deadlines.f1 >= 0.95
    assert figures.resolved.f1 >= 0.98


@pytest.mark.slow
def test_a_body_that_is_not_found_counts_against_the_reader() -> None:
    extra = MadeTask(
        label="9.",
        text="",
        bodies={"Sở Y tế": "lead"},
        due="trước ngày 1/7/2026",
        due_kind="before",
    )
    paper = made_papers()[0]
    without = measure([paper])
    with_extra = measure([[*paper, extra]])
    assert with_extra.bodies.wanted == without.bodies.wanted + 1
    assert with_extra.bodies.right == without.bodies.right


def test_the_table_has_items_that_charge_nobody() -> None:
    items = [item for paper in made_papers() for item in paper]
    assert sum(1 for item in items if not item.bodies) >= 10
    assert not any("[" in item.text or "|" in item.text for item in items)


def test_the_subject_of_a_cited_paper_charges_nobody() -> None:
    found = by_id(
        "1. Cơ bản nhất trí với Tờ trình số 31/TTr-UBND ngày 20/01/2024 Phân công các đồng chí Đảng uỷ "
        "xã dự hội nghị. Giao Văn phòng Đảng uỷ chuẩn bị nội dung.",
        "2. Giao Ban Xây dựng Đảng rà soát danh sách.",
    )
    assert names(found["1"]) == ["Văn phòng Đảng uỷ"]
    assert names(found["2"]) == ["Ban Xây dựng Đảng"]


def test_a_charge_behind_a_cited_day_and_a_comma_counts() -> None:
    found = by_id(
        "1. Căn cứ Công văn số 12-CV/TU ngày 20/01/2024, yêu cầu Sở Nội vụ rà soát danh sách.",
        "2. Giao Sở Y tế báo cáo kết quả.",
    )
    assert names(found["1"]) == ["Sở Nội vụ"]


def test_bodies_named_again_below_their_heading_are_no_others() -> None:
    found = by_id(
        "1. Sở Nội vụ",
        "- Tổng hợp kết quả đăng ký.",
        "2. Các chi bộ trực thuộc",
        "- Các đơn vị gửi đăng ký về Văn phòng Đảng uỷ trước ngày 20/02/2024.",
    )
    assert names(found["2"]) == ["Các chi bộ trực thuộc"]
    assert [(one.value, one.inherited) for one in found["2.-1"].assignees] == [
        ("Các chi bộ trực thuộc", True)
    ]
    assert found["2.-1"].deadline is not None


def test_others_below_the_heading_of_one_body_stay_charged() -> None:
    found = by_id(
        "1. Sở Nội vụ",
        "- Các đơn vị gửi đăng ký về Sở Nội vụ trước ngày 20/02/2024.",
        "2. Sở Y tế",
        "- Tổng hợp kết quả đăng ký.",
    )
    assert names(found["1.-1"]) == ["Các đơn vị"]


def test_a_last_paragraph_that_assigns_work_belongs_to_its_item() -> None:
    found = by_id(
        "1. Giao Sở Y tế rà soát danh sách.",
        "2. Cho ý kiến về các tờ trình sau:",
        "- Tờ trình số 14-TTr/BXDĐ ngày 26/01/2024 về thành lập đội;",
        "Thường trực Đảng uỷ nhất trí với đề xuất. Giao Ban Xây dựng Đảng thực hiện quy trình.",
        "Đề nghị các cơ quan, đơn vị triển khai thực hiện./.",
    )
    charged = [name for task in found.values() for name in names(task)]
    assert charged == ["Sở Y tế", "Ban Xây dựng Đảng"]
