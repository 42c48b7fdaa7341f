"""Duties in places of their own: work named before its lead, sections on reports, terms without a day."""

from __future__ import annotations

import time

import pytest

from extractors.deadline_events import before_event
from extractors.deadlines import find_stated_time
from extractors.deadlines import read_document_day
from extractors.products import product_ranges
from extractors.table_cells import Range
from extractors.table_cells import named_in
from extractors.tasks import find_tasks
from models.values import DeadlineKind
from models.values import Task
from tests.extractors.layouts import a_body

OPENING = "Thường trực có ý kiến như sau:"


def tasks_of(*paragraphs: str) -> list[Task]:
    return find_tasks(a_body(*paragraphs))


def charged(text: str) -> list[tuple[str, str, bool]]:
    first = tasks_of(OPENING, f"1. {text}", "2. Rà soát kho.")[0]
    return [(one.value or "", one.role.value, one.role_stated) for one in first.assignees]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đề án phát triển thư viện do Sở Văn hóa và Thể thao chủ trì, phối hợp với Sở Tài chính xây dựng.",
            [("Sở Văn hóa và Thể thao", "lead", True), ("Sở Tài chính", "coordinate", True)],
        ),
        ("Lễ ra quân do Đoàn xã chủ trì tổ chức.", [("Đoàn xã", "lead", True)]),
        (
            "Việc kiểm kê kho do Sở Tài chính làm đầu mối, hoàn thành trước ngày 01/3/2024.",
            [("Sở Tài chính", "lead", True)],
        ),
        ("Đoàn kiểm tra do Thanh tra tỉnh chủ trì đã làm việc với xã.", []),
        ("Tham gia đoàn kiểm tra do Sở Y tế chủ trì.", []),
        ("Rà soát kết quả thẩm tra do Sở Nội vụ chủ trì.", []),
        ("Khắc phục thiệt hại do mưa lũ, chủ trì hội nghị.", []),
        ("Chi phí do Sở Tài chính cấp.", []),
    ],
)
def test_work_that_stands_before_its_lead(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert charged(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các bộ chủ trì các nội dung được giao tại Phụ lục khẩn trương triển khai.",
            ("Các bộ", "assignee", False),
        ),
        (
            "Các sở, ngành chủ trì thực hiện các chỉ tiêu định kỳ báo cáo UBND tỉnh.",
            ("Các sở, ngành", "assignee", False),
        ),
        (
            "Các sở chủ trì các chương trình truyền thông, hoàn thành trong quý II/2024.",
            ("Các sở", "lead", True),
        ),
        ("Sở Y tế chủ trì các nội dung về dược.", ("Sở Y tế", "lead", True)),
        (
            "Sở Y tế chủ trì các nhiệm vụ được giao khẩn trương triển khai.",
            ("Sở Y tế", "lead", True),
        ),
    ],
)
def test_a_group_described_by_what_it_leads_is_not_told_to(
    text: str, expected: tuple[str, str, bool]
) -> None:
    assert charged(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thường xuyên phối hợp với Công an xã nắm tình hình.",
            [("Công an xã", "coordinate", True)],
        ),
        (
            "Đề nghị UBND các xã hướng dẫn thủ tục và tăng cường phối hợp với Công an tỉnh kiểm tra.",
            [("UBND các xã", "assignee", False), ("Công an tỉnh", "coordinate", True)],
        ),
        ("Thường xuyên kiểm tra kho.", []),
    ],
)
def test_partners_behind_an_adverb(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert charged(text) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Hội đồng Thẩm định giá và đấu giá tài sản",
        "Hội đồng định giá",
        "Hội đồng bồi thường, hỗ trợ và tái định cư",
        "Hội đồng thẩm định giá đất cụ thể",
    ],
)
def test_councils_named_after_what_they_appraise_are_one(name: str) -> None:
    assert [one[0] for one in charged(f"Giao {name} khẩn trương họp.")] == [name]


def test_a_verb_behind_a_whole_name_is_no_part_of_it() -> None:
    found = charged("Giao Sở Tài chính thẩm định giá và bán đấu giá tài sản.")
    assert [one[0] for one in found] == ["Sở Tài chính"]


def test_a_section_on_reports_belongs_to_the_work() -> None:
    found = tasks_of(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Nâng cao nhận thức.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế rà soát kho thuốc.",
        "III. CHẾ ĐỘ THÔNG TIN, BÁO CÁO",
        "- Các sở, ngành gửi báo cáo về Sở Nội vụ trước ngày 20/6/2024.",
        "- Sở Nội vụ tổng hợp, báo cáo UBND tỉnh.",
    )
    assert [(task.id, task.kind) for task in found] == [
        ("II.1", "task"),
        ("III", "item"),
        ("III.-1", "task"),
        ("III.-2", "task"),
    ]
    assert found[2].deadline is not None
    assert [one.value for one in found[3].assignees] == ["Sở Nội vụ"]


@pytest.mark.parametrize("heading", ["III. CHẾ ĐỘ LÀM VIỆC", "III. BÁO CÁO KẾT QUẢ"])
def test_other_sections_stay_out(heading: str) -> None:
    found = tasks_of(
        "I. MỤC ĐÍCH",
        "1. Nâng cao nhận thức.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế rà soát.",
        heading,
        "- Sở Nội vụ tổng hợp.",
    )
    assert [task.id for task in found] == ["II.1"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("gia cố đê, hoàn thành trước mùa mưa bão năm 2026.", "trước mùa mưa bão năm 2026"),
        ("phấn đấu đến cuối nhiệm kỳ mọi thôn có nhà văn hóa", "đến cuối nhiệm kỳ"),
        ("chi trả trợ cấp xong trước tết nguyên đán", "trước tết nguyên đán"),
        ("hoàn thành việc sắp xếp trước khi kết thúc năm học", "trước khi kết thúc năm học"),
        ("gửi danh sách trước ngày bầu cử", "trước ngày bầu cử"),
        ("tổ chức tập huấn trước khi khai giảng năm học mới", "trước khi khai giảng năm học mới"),
    ],
)
def test_events_are_terms_without_a_day(text: str, phrase: str) -> None:
    term = before_event(text)
    assert term is not None
    assert text[term.start : term.end] == phrase
    assert (term.kind, term.first, term.last) == (DeadlineKind.RELATIVE, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "chuẩn bị trước, trong và sau mùa mưa bão",
        "đã hoàn thành trước mùa mưa bão",
        "giữ chức vụ đến hết nhiệm kỳ",
        "tổ chức bầu đồng chí giữ chức bí thư đến hết nhiệm kỳ",
        "chịu trách nhiệm trước đại hội",
        "kết quả thực hiện đến cuối nhiệm kỳ",
        "tình hình trước tết",
        "",
    ],
)
def test_events_that_set_no_term(text: str) -> None:
    assert before_event(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Trình đình chỉ các đơn vị có hồ sơ thiết kế mỏ chưa được phê duyệt.",
        "Phát hiện đối tượng vẫn lập hồ sơ kê khai thuế.",
    ],
)
def test_what_is_found_wanting_is_no_product(text: str) -> None:
    assert list(product_ranges(text)) == []


def test_a_product_ends_before_what_it_stresses() -> None:
    text = "Xây dựng kế hoạch kiểm tra kho, đặc biệt là kho thuốc."
    assert [text[low:high] for low, high in product_ranges(text)] == ["kế hoạch kiểm tra kho"]


@pytest.mark.parametrize("piece", ["do Sở Y tế ", "trước mùa ", "Các sở chủ trì các nội dung a "])
def test_hostile_text_takes_no_time(piece: str) -> None:
    began = time.process_time()
    tasks_of(OPENING, f"1. {piece * 1500}", "2. Rà soát.")
    before_event(f"hoàn thành {piece * 1500}")
    assert time.process_time() - began < 3.0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lãnh đạo UBND phường Hồng Hà - Phú Lâm", ["Lãnh đạo UBND phường Hồng Hà - Phú Lâm"]),
        ("- Sở Y tế - Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Y tế - Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
        (
            "UBND phường Hồng Hà - Phú Lâm; Sở Y tế",
            ["UBND phường Hồng Hà - Phú Lâm", "Sở Y tế"],
        ),
    ],
)
def test_a_dash_in_a_cell_parts_names_only(text: str, names: list[str]) -> None:
    found = named_in(text, Range(0, len(text)))
    assert [text[one.start : one.end] for one in found] == names


@pytest.mark.parametrize(
    ("text", "start", "last"),
    [
        ("từ 20 giờ 15 phút - 20 giờ 45 phút ngày 23 tháng 4", None, "2024-04-23"),
        ("ngày 23 tháng 4", None, "2024-04-23"),
        ("tháng 4", "2024-04-01", "2024-04-30"),
    ],
)
def test_a_stated_day_is_no_month(text: str, start: str | None, last: str) -> None:
    layout = a_body(text)
    body = layout.zones[-1]
    found = find_stated_time(layout, body.start, body.end, issued=read_document_day(layout))
    assert found is not None
    assert (found.start, found.date) == (start, last)
