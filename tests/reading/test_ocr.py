"""Reading drawn pages: words, boxes on the ink, tables, stamps, handwriting, hostile pictures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from models.geometry import Box
from models.page import Page
from models.page import PageSource
from models.page import Word
from models.settings import Settings
from pipeline.reading.ocr import OcrUnavailable
from pipeline.reading.ocr import read_image
from pipeline.reading.ocr import read_region
from pipeline.reading.ocr_engine import find_tessdata

SERIF = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
BOLD = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf"
DPI = 150
A4 = (595.0, 842.0)
LINES = (
    "Thực hiện Kế hoạch công tác năm, Văn phòng đề nghị các đơn vị",
    "báo cáo kết quả trước ngày 15/9/2031 theo Công văn số 77-CV/VP",
    "và gửi về phòng Tổng hợp để theo dõi, tổng hợp chung./.",
)


@pytest.fixture(scope="module")
def settings() -> Settings:
    try:
        find_tessdata(Settings())
    except OcrUnavailable as error:
        pytest.skip(str(error))
    return Settings()


def font(size_pt: float, name: str = SERIF) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, round(size_pt * DPI / 72))


def blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (round(A4[0] * DPI / 72), round(A4[1] * DPI / 72)), "white")
    return picture, ImageDraw.Draw(picture)


def px(points: float) -> int:
    return round(points * DPI / 72)


def dispatch() -> np.ndarray:
    """Return a page with a two-column letterhead and three lines of body."""
    picture, draw = blank()
    draw.text((px(80), px(60)), "HUYỆN ỦY MẪU SƠN", font=font(13, BOLD), fill=(10, 10, 10))
    draw.text((px(300), px(60)), "ĐẢNG CỘNG SẢN VIỆT NAM", font=font(13, BOLD), fill=(10, 10, 10))
    for row, line in enumerate(LINES):
        draw.text((px(85), px(160 + 22 * row)), line, font=font(14), fill=(10, 10, 10))
    return np.array(picture)


def read(image: np.ndarray, settings: Settings, size: tuple[float, float] = A4) -> Page:
    return read_image(image, number=1, width_pt=size[0], height_pt=size[1], settings=settings)


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def shares_ink(image: np.ndarray, box: Box, size: tuple[float, float] = A4) -> float:
    """Return the share of dark pixels in a box of the page as scanned."""
    kx, ky = image.shape[1] / size[0], image.shape[0] / size[1]
    part = image[int(box.y0 * ky) : int(box.y1 * ky) + 1, int(box.x0 * kx) : int(box.x1 * kx) + 1]
    return float((part.min(axis=2) < 128).mean()) if part.size else 0.0


def test_words_are_read_with_boxes_on_the_ink(settings: Settings) -> None:
    image = dispatch()
    page = read(image, settings)
    assert page.source is PageSource.OCR
    assert page.rotation == 0
    assert " ".join(LINES).split() == texts(page)[-len(" ".join(LINES).split()) :]
    assert {"HUYỆN", "ỦY", "ĐẢNG", "NAM"} <= set(texts(page))
    assert all(word.ocr and word.box is not None for word in page.words)
    assert all(shares_ink(image, word.box) > 0.05 for word in page.words if word.box)
    assert page.health > 0.95


def test_size_is_near_the_font_size(settings: Settings) -> None:
    body = [word.size_pt for word in read(dispatch(), settings).words if word.text == "theo"]
    assert body
    assert body[0] == pytest.approx(14, rel=0.3)


def test_lines_ascend_and_words_of_a_line_share_them(settings: Settings) -> None:
    words = read(dispatch(), settings).words
    numbers = [word.line for word in words]
    assert numbers == sorted(numbers)
    last = {word.line for word in words if word.text in {"gửi", "Tổng", "dõi,"}}
    assert last == {numbers[-1]}


@pytest.mark.parametrize("degrees", [-2.0, 1.5])
def test_boxes_lie_on_the_ink_of_a_skewed_page(settings: Settings, degrees: float) -> None:
    image = dispatch()
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    image = cv2.warpAffine(image, matrix, (width, height), borderValue=(255, 255, 255))
    page = read(image, settings)
    assert {"Văn", "phòng", "77-CV/VP", "15/9/2031"} <= set(texts(page))
    assert all(shares_ink(image, word.box) > 0.04 for word in page.words if word.box)
    kx = width / A4[0]
    for word in page.words:
        assert word.box is not None
        around = Box(word.box.x0, word.box.y0 - 2, word.box.x1, word.box.y1 + 2)
        assert around.height * kx < 80


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_stand_upright_after_reading(settings: Settings, turn: int) -> None:
    picture, draw = blank()
    for row in range(14):
        draw.text((px(85), px(80 + 22 * row)), LINES[row % 3], font=font(14), fill=(10, 10, 10))
    upright = np.array(picture)
    scanned = np.ascontiguousarray(np.rot90(upright, k=turn // 90))
    size = A4 if turn == 180 else (A4[1], A4[0])
    page = read(scanned, settings, size)
    assert page.rotation == turn
    assert (page.width_pt, page.height_pt) == A4
    assert "77-CV/VP" in texts(page)
    assert all(shares_ink(upright, word.box) > 0.04 for word in page.words if word.box)


def table_page() -> np.ndarray:
    picture, draw = blank()
    xs, ys = (70, 110, 360, 520), (100, 130, 165, 200)
    for x in xs:
        draw.line((px(x), px(ys[0]), px(x), px(ys[-1])), fill=(0, 0, 0), width=2)
    for y in ys:
        draw.line((px(xs[0]), px(y), px(xs[-1]), px(y)), fill=(0, 0, 0), width=2)
    rows = (("TT", "Nội dung công việc", "Cơ quan chủ trì"), ("1", "Xây dựng kế hoạch", "Ban Tổ chức"),
            ("2", "Kiểm tra, giám sát", "Văn phòng"))  # fmt: skip
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            draw.text((px(x + 8), px(y + 8)), text, font=font(13), fill=(0, 0, 0))
    draw.text((px(85), px(260)), LINES[0], font=font(14), fill=(0, 0, 0))
    return np.array(picture)


def test_words_of_a_ruled_table_stand_in_its_cells(settings: Settings) -> None:
    page = read(table_page(), settings)
    assert len(page.tables) == 1
    table = page.tables[0]
    assert (table.rows, table.columns) == (3, 3)
    cells = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert cells[0, 1] == "Nội dung công việc"
    assert cells[2, 2] == "Văn phòng"
    # A single figure in a narrow cell is what the page-wide reading passes over.
    assert [cells[1, 0], cells[2, 0]] == ["1", "2"]
    assert "Xây" not in texts(page)


def test_an_underline_is_a_rule_outside_of_tables(settings: Settings) -> None:
    image = dispatch()
    cv2.line(image, (px(120), px(80)), (px(200), px(80)), (0, 0, 0), 2)
    rules = read(image, settings).rules
    assert [rule.horizontal for rule in rules] == [True]
    assert rules[0].box.width == pytest.approx(80, abs=4)


@pytest.mark.parametrize(
    "image",
    [
        np.full((1754, 1240, 3), 255, np.uint8),
        np.full((1754, 1240), 130, np.uint8),
        np.zeros((300, 300), np.uint8),
        np.full((1, 1), 255, np.uint8),
    ],
)
def test_a_blank_page_has_no_words(settings: Settings, image: np.ndarray) -> None:
    page = read(image, settings)
    assert page.words == ()
    assert page.tables == ()


def test_noise_is_not_taken_for_writing(settings: Settings) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (700, 500), dtype=np.uint8)
    sure = [
        word for word in read(noise, settings).words if word.confidence > 0.9 and len(word.text) > 3
    ]
    assert sure == []


def test_a_red_stamp_with_words_is_read(settings: Settings) -> None:
    image = dispatch()
    picture = Image.fromarray(image)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((px(75), px(100), px(175), px(132)), outline=(205, 30, 45), width=4)
    draw.text((px(88), px(106)), "HỎA TỐC", font=font(15, BOLD), fill=(205, 30, 45))
    found = [word for word in read(np.array(picture), settings).words if "TỐC" in word.text]
    assert found
    assert found[0].confidence <= 0.85
    assert found[0].box is not None
    assert 75 < found[0].box.center_x < 175


def test_a_round_seal_adds_no_words(settings: Settings) -> None:
    image = dispatch()
    plain = texts(read(image, settings))
    cv2.circle(image, (px(400), px(500)), px(50), (205, 30, 45), 6)
    cv2.circle(image, (px(400), px(500)), px(40), (205, 30, 45), 3)
    assert texts(read(image, settings)) == plain


def test_figures_over_blue_ink_are_never_sure(settings: Settings) -> None:
    picture = Image.fromarray(dispatch())
    draw = ImageDraw.Draw(picture)
    draw.text((px(80), px(100)), "Số", font=font(13), fill=(10, 10, 10))
    draw.text((px(105), px(99)), "468", font=font(14), fill=(30, 50, 190))
    page = read(np.array(picture), settings)
    by_hand = [w for w in page.words if w.box and Box(100, 95, 140, 120).contains(w.box)]
    assert by_hand
    assert all(word.confidence <= 0.5 for word in by_hand)
    assert any(word.confidence > 0.5 for word in page.words if word.text == "Văn")


ROMAN = [
    ("lần thứ XVII", "XVII"),
    ("khóa XIII nhiệm", "XIII"),
    ("Phụ lục III", "III"),
    # no numeral: nothing is changed
    ("mục tiêu H", "H"),
]


@pytest.mark.parametrize(("text", "expected"), ROMAN)
def test_roman_numerals(settings: Settings, text: str, expected: str) -> None:
    picture, draw = blank()
    for row in range(4):
        draw.text((px(85), px(80 + 25 * row)), f"Đại hội đại biểu {text}", font=font(14), fill=0)
    words = texts(read(np.array(picture), settings))
    assert words.count(expected) == 4


def test_a_region_is_read_in_page_points(settings: Settings) -> None:
    image = dispatch()
    words = read_region(
        image,
        Box(290, 50, 560, 82),
        page_width_pt=A4[0],
        page_height_pt=A4[1],
        settings=settings,
        psm=7,
    )
    assert [word.text for word in words] == ["ĐẢNG", "CỘNG", "SẢN", "VIỆT", "NAM"]
    assert all(shares_ink(image, word.box) > 0.08 for word in words if word.box)


REGIONS = [
    # nothing there
    Box(100, 600, 300, 700),
    # outside of the page
    Box(2000, 2000, 2100, 2100),
    # no extent
    Box(100, 100, 100, 100),
    # turned inside out
    Box(300, 300, 100, 100),
]


@pytest.mark.parametrize("box", REGIONS)
def test_an_empty_region_gives_no_words(settings: Settings, box: Box) -> None:
    words = read_region(
        dispatch(), box, page_width_pt=A4[0], page_height_pt=A4[1], settings=settings
    )
    assert words == ()


def test_a_whitelist_bounds_what_is_read(settings: Settings) -> None:
    words = read_region(
        dispatch(),
        Box(80, 180, 560, 204),
        page_width_pt=A4[0],
        page_height_pt=A4[1],
        settings=settings,
        whitelist="0123456789/",
        psm=7,
    )
    assert set("".join(word.text for word in words)) <= set("0123456789/")


def test_reading_is_the_same_twice(settings: Settings) -> None:
    first: tuple[Word, ...] = read(dispatch(), settings).words
    assert read(dispatch(), settings).words == first


def test_a_missing_language_says_what_to_install(tmp_path: object) -> None:
    with pytest.raises(OcrUnavailable, match="VANTHU_TESSDATA"):
        read_image(
            dispatch(),
            number=1,
            width_pt=A4[0],
            height_pt=A4[1],
            settings=Settings(tessdata=tmp_path),
        )


def test_a_brace_beside_a_list_of_recipients_is_found_and_is_no_word(settings: Settings) -> None:
    picture, draw = blank()
    draw.text((px(60), px(200)), "Nơi nhận:", font=font(12, BOLD), fill=(10, 10, 10))
    for row, line in enumerate(("- Sở Xây dựng;", "- Sở Tài chính;", "- Sở Nội vụ;")):
        draw.text((px(60), px(216 + 15 * row)), line, font=font(11), fill=(10, 10, 10))
    x, top, bottom = px(150), px(217), px(258)
    middle, reach = (top + bottom) // 2, px(4)
    points = [
        (x, top),
        (x + reach, top + reach),
        (x + reach, middle - reach),
        (x + 2 * reach, middle),
    ]
    points += [(x + reach, middle + reach), (x + reach, bottom - reach), (x, bottom)]
    draw.line(points, fill=(10, 10, 10), width=2)
    draw.text((px(165), px(231)), "(để thực hiện)", font=font(11), fill=(10, 10, 10))
    page = read(np.array(picture), settings)
    assert len(page.braces) == 1
    brace = page.braces[0]
    assert brace.y0 == pytest.approx(217, abs=3)
    assert brace.y1 == pytest.approx(258, abs=3)
    assert brace.x0 == pytest.approx(150, abs=3)
    assert {"Sở", "hiện)"} <= set(texts(page))
    assert not any(
        word.box
        and brace.x0 < word.box.center_x < brace.x1
        and word.box.y0 < brace.y1
        and word.box.y1 > brace.y0
        for word in page.words
    )


def test_pages_without_recipients_have_no_braces(settings: Settings) -> None:
    assert read(dispatch(), settings).braces == ()
