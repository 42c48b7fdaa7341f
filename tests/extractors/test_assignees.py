"""Who is charged: names as written, lists split where the paper enumerates, roles and force."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.assignees import find_assignees
from extractors.assignees import find_lead_in_assignees
from extractors.receivers import find_receivers
from extractors.task_items import Piece
from models.layout import Layout
from models.values import Assignee
from tests.extractors.layouts import a_body


def piece_of(layout: Layout) -> Piece:
    return Piece(layout.zones[-1].start, layout.zones[-1].end)


def charged(text: str, *, above: bool = False) -> list[Assignee]:
    layout = a_body(text)
    return find_assignees(layout, [piece_of(layout)], charged_above=above)


def roles(text: str) -> list[tuple[str, str, bool]]:
    return [(one.value or "", one.role.value, one.role_stated) for one in charged(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Ban Xây dựng Đảng chủ trì, phối hợp với các cơ quan có liên quan tham mưu Ban Thường vụ Đảng uỷ",
            [("Ban Xây dựng Đảng", "lead", True), ("các cơ quan có liên quan", "coordinate", True)],
        ),
        (
            "Giao Văn phòng Thành ủy phối hợp với các ban Đảng Thành ủy và các cơ quan liên quan theo dõi việc",
            [
                ("Văn phòng Thành ủy", "lead", False),
                ("các ban Đảng Thành ủy", "coordinate", True),
                ("các cơ quan liên quan", "coordinate", True),
            ],
        ),
        (
            "Công an Thành phố chủ trì phối hợp với UBND cấp huyện, UBND cấp xã và các cơ quan, đơn vị có liên quan xây dựng quy trình",
            [
                ("Công an Thành phố", "lead", True),
                ("UBND cấp huyện", "coordinate", True),
                ("UBND cấp xã", "coordinate", True),
                ("các cơ quan, đơn vị có liên quan", "coordinate", True),
            ],
        ),
        (
            "Mặt trận Tổ quốc và các đoàn thể xã phối hợp với các trường tăng cường tuyên truyền",
            [
                ("Mặt trận Tổ quốc", "assignee", False),
                ("các đoàn thể xã", "assignee", False),
                ("các trường", "coordinate", True),
            ],
        ),
        ("Sở Y tế chịu trách nhiệm đăng tải công khai Danh mục", [("Sở Y tế", "lead", False)]),
        ("Cơ quan chủ trì: Sở Nội vụ.", [("Sở Nội vụ", "lead", True)]),
        (
            "- Đơn vị phối hợp: Sở Tư pháp, UBND các xã, phường.",
            [("Sở Tư pháp", "coordinate", True), ("UBND các xã, phường", "coordinate", True)],
        ),
        (
            "Sở Khoa học và Công nghệ: Chủ trì, phối hợp với các sở, ban, ngành tổ chức các hoạt động",
            [
                ("Sở Khoa học và Công nghệ", "lead", True),
                ("các sở, ban, ngành", "coordinate", True),
            ],
        ),
    ],
)
def test_names_with_roles(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "đề nghị các cấp ủy Đảng, chính quyền, MTTQ, các tổ chức chính trị - xã hội, cá nhân, đặc biệt là người đứng đầu cấp ủy, chính quyền rà soát",
            ["các cấp ủy Đảng", "chính quyền", "MTTQ", "các tổ chức chính trị - xã hội", "cá nhân"],
        ),
        (
            "Giao các Ban Chỉ đạo 10 Chương trình công tác của Thành ủy khóa XVII chỉ đạo rà soát",
            ["các Ban Chỉ đạo 10 Chương trình công tác của Thành ủy khóa XVII"],
        ),
        (
            "Yêu cầu các sở, ban, ngành; UBND các xã, phường, đặc khu nghiêm túc thực hiện",
            ["các sở, ban, ngành", "UBND các xã, phường, đặc khu"],
        ),
        (
            "Bộ trưởng, Chánh Văn phòng và Thủ trưởng các đơn vị có liên quan chịu trách nhiệm thi hành",
            ["Bộ trưởng", "Chánh Văn phòng", "Thủ trưởng các đơn vị có liên quan"],
        ),
        (
            "Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Y tế, Thông tin và Truyền thông và các cơ quan, đơn vị, tổ chức và cá nhân liên quan căn cứ Quyết định thi hành",
            [
                "Chánh Văn phòng UBND tỉnh",
                "Giám đốc các Sở: Y tế, Thông tin và Truyền thông",
                "các cơ quan, đơn vị, tổ chức và cá nhân liên quan",
            ],
        ),
        (
            "Các ông (bà): Chánh Văn phòng UBND tỉnh, Giám đốc Sở Tài chính, Thủ trưởng các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành",
            [
                "Chánh Văn phòng UBND tỉnh",
                "Giám đốc Sở Tài chính",
                "Thủ trưởng các cơ quan, đơn vị liên quan",
            ],
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch: Chỉ đạo các cơ quan báo chí",
            ["Sở Văn hóa, Thể thao và Du lịch"],
        ),
        (
            "Bộ Chỉ huy Quân sự tỉnh/Ban Chỉ huy Bộ đội Biên phòng tỉnh",
            ["Bộ Chỉ huy Quân sự tỉnh", "Ban Chỉ huy Bộ đội Biên phòng tỉnh"],
        ),
        (
            "Các sở, ngành: Văn phòng UBND tỉnh, Sở Tư pháp, Sở Tài chính chuẩn bị báo cáo",
            ["Văn phòng UBND tỉnh", "Sở Tư pháp", "Sở Tài chính"],
        ),
        ("Các Chi, Đảng bộ trực thuộc tiếp tục quan tâm lãnh đạo", ["Các Chi, Đảng bộ trực thuộc"]),
        (
            "Các cấp uỷ, thủ trưởng cơ quan, tổ chức đảng có trách nhiệm tổ chức thực hiện",
            ["Các cấp uỷ", "thủ trưởng cơ quan, tổ chức đảng"],
        ),
        (
            "Vì vậy, Ủy ban nhân dân cấp tỉnh quyết định thực hiện nội dung trên",
            ["Ủy ban nhân dân cấp tỉnh"],
        ),
        ("Chủ tịch UBND tỉnh yêu cầu Sở Y tế khẩn trương rà soát", ["Sở Y tế"]),
        (
            "Trách nhiệm của các tổ chức, doanh nghiệp hoạt động trong lĩnh vực có liên quan đến vật liệu nổ",
            ["các tổ chức, doanh nghiệp hoạt động trong lĩnh vực có liên quan đến vật liệu nổ"],
        ),
        ("Đối với Văn phòng Tỉnh uỷ", ["Văn phòng Tỉnh uỷ"]),
        (
            "Giao đồng chí Nguyễn Văn A, Phó Bí thư Thường trực chỉ đạo thực hiện",
            ["đồng chí Nguyễn Văn A, Phó Bí thư Thường trực"],
        ),
        (
            "Giao Sở Y tế và các tô chức, cá nhân có liên quan thực hiện",
            ["Sở Y tế", "các tô chức, cá nhân có liên quan"],
        ),
    ],
)
def test_lists_are_split_where_the_paper_enumerates(text: str, names: list[str]) -> None:
    assert [one.value for one in charged(text) if one.role.value != "coordinate"] == names


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp tục thực hiện tốt nhiệm vụ xây dựng, chỉnh đốn Đảng của các cấp ủy, tổ chức đảng",
        "Tham mưu UBND tỉnh ban hành kế hoạch, trình HĐND tỉnh xem xét",
        "UBND xã đã phát huy tính chủ động trong tổ chức thực hiện",
        "Thường trực Đảng uỷ cơ bản nhất trí với báo cáo của UBND xã",
        "Theo đề nghị của Giám đốc Sở Y tế",
        "Thực hiện nhiệm vụ được giao, đáp ứng yêu cầu công việc",
        "Đối với hộ có tên trong danh sách nhưng không đủ điều kiện",
        "Hội nghị tổng kết: chuẩn bị tài liệu",
        "Tổ chức thực hiện",
        "Trách nhiệm của các cơ quan",
        "Quốc hội quy định: “giao Chính phủ tổ chức thực hiện”",
        "Phối hợp đấu tranh, xử lý nghiêm các hành vi",
    ],
)
def test_nobody_is_charged(text: str) -> None:
    assert charged(text) == []


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("Giao Sở Y tế chủ trì rà soát", "giao"),
        ("Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện", "yêu cầu"),
        ("Đề nghị các cấp ủy Đảng cần nêu cao quyết tâm", "đề nghị"),
        ("Sở Y tế chủ trì rà soát", None),
    ],
)
def test_force(text: str, force: str | None) -> None:
    assert charged(text)[0].force == force


def test_what_a_charged_body_demands_of_others_charges_nobody() -> None:
    text = "Tổ chức kiểm tra; yêu cầu các đơn vị thực hiện lắp đặt trạm cân"
    assert charged(text, above=True) == []
    assert [one.value for one in charged(text)] != []


def test_a_lead_in_charges_by_its_last_sentence() -> None:
    layout = a_body(
        "UBND tỉnh đã giao Sở A tham mưu. Chủ tịch UBND huyện yêu cầu Chủ tịch UBND các xã, thị trấn thực hiện các nội dung sau:"
    )
    assert [one.value for one in find_lead_in_assignees(layout, piece_of(layout))] == [
        "Chủ tịch UBND các xã, thị trấn"
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "tham mưu Ban Thường vụ Đảng uỷ Kế hoạch quán triệt; trình Thường trực Đảng uỷ trước ngày 20/8/2025",
            ["Ban Thường vụ Đảng uỷ", "Thường trực Đảng uỷ"],
        ),
        (
            "định kỳ báo cáo kết quả thực hiện với Thường trực Thành ủy, Ban Thường vụ Thành ủy.",
            ["Thường trực Thành ủy", "Ban Thường vụ Thành ủy"],
        ),
        (
            "tổng hợp, báo cáo kết quả thực hiện về Đảng uỷ xã và cấp trên theo quy định",
            ["Đảng uỷ xã", "cấp trên"],
        ),
        ("xây dựng chương trình, quá trình thực hiện báo cáo định kỳ", []),
    ],
)
def test_receivers(text: str, names: list[str]) -> None:
    layout = a_body(text)
    assert [one.value for one in find_receivers(layout, [piece_of(layout)])] == names


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    layout = a_body("x" + text)
    for one in find_assignees(layout, [piece_of(layout)]):
        assert one.span[0] < one.span[1]


@pytest.mark.parametrize(
    "hostile",
    [
        "Giao Sở A, " * 4_000,
        "các cơ quan, " * 6_000,
        "phối hợp với " * 6_000,
        "yêu cầu " * 9_000,
        "; Sở A" * 9_000,
    ],
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    begin = time.process_time()
    charged(hostile)
    assert time.process_time() - begin < 8


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Phối hợp với các Sở, ban, ngành và Ủy ban nhân dân các xã, phường tăng cường kiểm tra",
            ["các Sở, ban, ngành", "Ủy ban nhân dân các xã, phường"],
        ),
        (
            "Phối hợp với các sở, ngành, UBND các xã, phường, đặc khu liên quan để xây dựng kịch bản",
            ["các sở, ngành", "UBND các xã, phường, đặc khu liên quan"],
        ),
        (
            "Phối hợp chặt chẽ với các sở, ngành và chính quyền địa phương trong quản lý địa chất",
            ["các sở, ngành", "chính quyền địa phương"],
        ),
    ],
)
def test_whom_a_body_works_with(text: str, names: list[str]) -> None:
    found = charged(text, above=True)
    assert [one.value for one in found] == names
    assert {one.role.value for one in found} == {"coordinate"}


def test_a_list_of_members_charges_nobody() -> None:
    layout = a_body("Ông Nguyễn Văn A, Phó Chủ tịch UBND xã - Tổ trưởng.")
    assert find_assignees(layout, [piece_of(layout)], heads_items=False) == []


def test_a_subject_behind_a_topic() -> None:
    found = charged("Về tổ chức Cuộc thi tìm hiểu: Sở Nội vụ chủ trì xây dựng kế hoạch")
    assert [(one.value, one.role.value) for one in found] == [("Sở Nội vụ", "lead")]
