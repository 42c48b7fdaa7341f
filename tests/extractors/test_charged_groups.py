"""Groups of people without a name of their own: when they are charged, and where their list is parted."""

from __future__ import annotations

import pytest

from extractors.tasks import find_tasks
from tests.extractors.layouts import a_body


def _charged(sentence: str) -> list[str]:
    tasks = find_tasks(a_body(f"1. {sentence}", "2. Sở Nội vụ lập danh sách."))
    return [one.value or "" for one in tasks[0].assignees]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Yêu cầu doanh nghiệp và lực lượng Công an tuần tra bến bãi.",
            ["doanh nghiệp", "lực lượng Công an"],
        ),
        (
            "Đề nghị chính quyền, cộng đồng dân cư tham gia dọn bờ kênh.",
            ["chính quyền", "cộng đồng dân cư"],
        ),
        (
            "Giao Sở Y tế phối hợp với cộng đồng dân cư, lực lượng dân quân phát thuốc.",
            ["Sở Y tế", "cộng đồng dân cư", "lực lượng dân quân"],
        ),
    ],
)
def test_groups_of_different_kinds_are_parted(sentence: str, names: list[str]) -> None:
    assert _charged(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Đối với cá nhân: có sáng kiến được áp dụng trong năm học.",
        "Đối với tập thể: đạt danh hiệu tiên tiến hai năm liền.",
        "Đối với tập thể và cá nhân: mức thưởng theo quy chế.",
    ],
)
def test_those_who_may_be_awarded_are_not_charged(sentence: str) -> None:
    assert _charged(sentence) == []


def test_a_heading_of_those_who_act_still_charges() -> None:
    assert _charged("Đối với các phòng chuyên môn: rà soát hồ sơ còn tồn.") == [
        "các phòng chuyên môn"
    ]
