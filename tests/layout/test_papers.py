"""Where another paper begins in a file: at a whole letterhead of its own behind a signed paper."""

from __future__ import annotations

import pytest

from models.page import Page
from pipeline.layout.papers import papers_of
from tests.layout.press import a_reading
from tests.layout.press import centred
from tests.layout.press import flow_page
from tests.layout.press import printed_page

BODY = [
    (80.0, 300.0 + 20 * n, "Các xã, phường chủ động rà soát, báo cáo kết quả đúng hạn đã giao.")
    for n in range(6)
]
SIGNATURE = [
    (80.0, 600.0, "Nơi nhận:"),
    (80.0, 620.0, "- Như trên;"),
    (80.0, 640.0, "- Lưu: VT."),
    (centred(430, "CHỦ TỊCH"), 600.0, "CHỦ TỊCH"),
    (centred(430, "Trần Văn Lâm"), 690.0, "Trần Văn Lâm"),
]
OTHER_BODY = [
    (
        80.0,
        300.0 + 20 * n,
        f"Tuyến kênh {n} sửa chữa đoạn đầu mối dài mười hai ki-lô-mét trong quý.",
    )
    for n in range(6)
]
NOT_SIGNED = [(80.0, 600.0, "Văn phòng theo dõi, đôn đốc việc thực hiện và tổng hợp kết quả.")]


def head(
    number: str = "Số: 15/UBND-KT",
    day: str = "Thanh Hà, ngày 05 tháng 3 năm 2026",
    *,
    title: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    below: int = 0,
) -> list[tuple[float, float, str]]:
    y = 60.0 + below
    return [
        (centred(160, "ỦY BAN NHÂN DÂN"), y, "ỦY BAN NHÂN DÂN"),
        (centred(160, "XÃ THANH HÀ"), y + 18, "XÃ THANH HÀ"),
        (centred(160, number), y + 46, number),
        (centred(430, title), y, title),
        (centred(430, "Độc lập - Tự do - Hạnh phúc"), y + 18, "Độc lập - Tự do - Hạnh phúc"),
        (centred(430, day), y + 46, day),
    ]


def page(number: int, *lines: list[tuple[float, float, str]]) -> Page:
    return printed_page([line for part in lines for line in part], number=number, size=11.0)


FIRST = page(1, head(), BODY, SIGNATURE)


def starts(*pages: Page) -> list[tuple[int, int, tuple[int, ...]]]:
    return [
        (paper.reading.pages[0].number, paper.reading.pages[-1].number, paper.attached)
        for paper in papers_of(a_reading(*pages))
    ]


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("Số: 31/UBND-VX", "Thanh Hà, ngày 09 tháng 4 năm 2026"),
        ("Số:     /UBND-VX", "Thanh Hà, ngày 09 tháng 4 năm 2026"),
        ("Số: 31/UBND-VX", "Thanh Hà, ngày     tháng 4 năm 2026"),
    ],
)
def test_a_letterhead_behind_a_signed_paper_opens_another(number, day) -> None:
    second = page(2, head(number, day), BODY, SIGNATURE)
    assert starts(FIRST, second) == [(1, 1, ()), (2, 2, ())]


def test_each_paper_keeps_its_pages() -> None:
    pages = [
        page(1, head(), BODY),
        page(2, BODY, SIGNATURE),
        page(3, [(centred(300, "PHỤ LỤC"), 60.0, "PHỤ LỤC")], BODY),
        page(4, head("Số: 31/UBND-VX"), BODY),
        page(5, BODY, SIGNATURE),
        page(6, head("Số: 32/UBND-VX"), BODY, SIGNATURE),
    ]
    assert starts(*pages) == [(1, 3, ()), (4, 5, ()), (6, 6, ())]


FORM = [(400.0, 40.0, "Mẫu số 03")]
REFERENCE = "(Ban hành kèm theo Quyết định số 15/QĐ-UBND)"


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(page(2, BODY, SIGNATURE), id="no letterhead"),
        pytest.param(page(2, head(), OTHER_BODY), id="its own number again"),
        pytest.param(
            page(2, head("Số:     /UBND-VX", "Thanh Hà, ngày    tháng    năm"), BODY),
            id="blank form",
        ),
        pytest.param(page(2, FORM, head("Số: 31/UBND-VX"), BODY), id="form with figures"),
        pytest.param(page(2, head("Số: 31/UBND-VX", below=400)), id="low on the page"),
        pytest.param(page(2, head("Số: 31/UBND-VX")), id="nothing below"),
        pytest.param(page(2, head("Số: 31/SY-UBND"), BODY), id="a copying office"),
        pytest.param(
            page(2, head("Số: 31/UBND-VX"), [(80.0, 160.0, "SAO Y")], BODY), id="marked as copy"
        ),
        pytest.param(page(2, head("Về chuyển đổi số"), BODY, SIGNATURE), id="no number"),
        pytest.param(
            page(2, head("Số: 31/UBND-VX", "Kính gửi: Các trường"), BODY, SIGNATURE), id="no day"
        ),
    ],
)
def test_what_opens_none(second) -> None:
    assert starts(FIRST, second) == [(1, 2, ())]


def test_a_second_copy_is_a_paper() -> None:
    assert starts(FIRST, page(2, head(), BODY, SIGNATURE)) == [(1, 1, ()), (2, 2, ())]


def test_without_geometry_there_is_one_paper() -> None:
    text = "\n".join(text for _, _, text in [*head(), *BODY, *SIGNATURE])
    assert starts(flow_page(text), flow_page(text.replace("15/", "31/"), number=2)) == [(1, 2, ())]


def test_a_paper_that_cites_its_own_number_is_not_sent_by_the_one_before() -> None:
    own = [(80.0, 500.0, "Gửi kèm theo Công văn số 31/UBND-VX này danh mục chi tiết.")]
    second = page(2, head("Số: 31/UBND-VX"), own, BODY, SIGNATURE)
    assert starts(FIRST, second) == [(1, 1, ()), (2, 2, ())]


def test_before_its_foot_a_paper_goes_on() -> None:
    second = page(2, head("Số: 31/UBND-VX"), BODY, SIGNATURE)
    assert starts(page(1, head(), BODY, NOT_SIGNED), second) == [(1, 2, ())]


def test_a_paper_that_says_so_is_attached() -> None:
    reference = [(centred(300, REFERENCE), 180.0, REFERENCE)]
    second = page(2, head("Số: 31/UBND-VX"), reference, BODY, SIGNATURE)
    third = page(3, head("Số: 32/UBND-VX"), BODY, SIGNATURE)
    assert starts(FIRST, second, third) == [(1, 2, (2,)), (3, 3, ())]


@pytest.mark.parametrize(
    ("sentence", "attached"),
    [
        ("Gửi kèm theo Công văn số 31/UBND-VX của Ủy ban nhân dân xã.", True),
        ("Căn cứ Công văn số 31/UBND-VX của Ủy ban nhân dân xã.", False),
        ("Gửi kèm theo Công văn số 30/UBND-VX của Ủy ban nhân dân xã.", False),
    ],
)
def test_a_letter_may_send_a_paper_along(sentence, attached) -> None:
    letter = page(1, head(), [(80.0, 270.0, sentence)], BODY, SIGNATURE)
    second = page(2, head("Số: 31/UBND-VX"), BODY, SIGNATURE)
    assert starts(letter, second) == ([(1, 2, (2,))] if attached else [(1, 1, ()), (2, 2, ())])


def test_many_pages_with_a_letterhead_are_looked_at_once() -> None:
    pages = [page(n, head(f"Số: {n}/UBND-VX"), BODY, NOT_SIGNED) for n in range(1, 40)]
    assert starts(*pages) == [(1, 39, ())]
