"""Words from a PDF's text layer: gaps, boxes, fonts, doubles, and how far a layer is trusted."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import typst

from models.geometry import Box
from models.page import Word
from pipeline.reading.glyph_table import Font
from pipeline.reading.glyph_table import Glyph
from pipeline.reading.glyph_table import Glyphs
from pipeline.reading.glyphs import GlyphRun
from pipeline.reading.glyphs import read_glyphs
from pipeline.reading.page_objects import PageObjects
from pipeline.reading.page_objects import PlacedImage
from pipeline.reading.text_health import judge
from pipeline.reading.text_layer import TextLayer
from pipeline.reading.text_layer import read_text_layer
from pipeline.reading.upright import Upright

PAGE = Upright(left=0, bottom=0, right=595, top=842, degrees=0)
PLAIN = Font(size_pt=14.0, bold=False, italic=False, visible=True, angle=0)
EM = 14.0


def glyphs(
    text: str, *, x: float = 100.0, y: float = 100.0, font: Font = PLAIN, pitch: float = 7.0
) -> list[Glyph]:
    """Letters in a row, each `pitch` wide; a «|» stands for a gap of half a letter without a blank."""
    out = []
    for char in text:
        if char == "|":
            x += pitch / 2
            continue
        out.append(Glyph(char, x, x + pitch, x + 0.5, x + pitch - 0.5, y - 9, y, y, font))
        x += pitch
    return out


def words(*runs: list[Glyph]) -> tuple[Word, ...]:
    return read_text_layer(
        GlyphRun(glyphs=Glyphs.of(g for run in runs for g in run), upright=PAGE)
    ).words


SPLITS = [
    # blanks, written or only a gap
    ("Ban Thường vụ", "Ban Thường vụ"),
    ("Ban|Thường|vụ", "Ban Thường vụ"),
    # no gap, no blank: the grammar
    ("vềviệc", "về việc"),
    # kept whole
    ("1021-CV/TU", "1021-CV/TU"),
    ("*", "*"),
    # letter-spaced capitals, wider gaps between words, then alike gaps
    ("T|H|À|N|H|||Ủ|Y", "THÀNH ỦY"),
    ("T|H|À|N|H|Ủ|Y", "THÀNH ỦY"),
    # decomposed letters
    ("u\u0309y", "ủy"),
    ("QÐ-UBND", "QĐ-UBND"),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_words(text: str, expected: str) -> None:
    assert " ".join(w.text for w in words(glyphs(text))) == expected


def test_glued_words_share_the_box_by_letters() -> None:
    first, second = words(glyphs("vềviệc"))
    assert first.box == Box(100.0, 90.2, 114.0, 100 + 0.22 * EM)
    assert second.box is not None
    assert (second.box.x0, second.box.x1) == (114.0, 142.0)


def test_raw_keeps_what_was_read() -> None:
    (word,) = words(glyphs("QÐ"))
    assert (word.text, word.raw) == ("QĐ", "QÐ")
    (word,) = words(glyphs("QĐ"))
    assert word.raw is None


def test_lines_go_by_baseline_and_columns_share_one() -> None:
    found = words(glyphs("hai", y=120), glyphs("phải", x=400, y=101), glyphs("trái", y=100))
    assert [(w.text, w.line) for w in found] == [("trái", 0), ("phải", 0), ("hai", 1)]


def test_glyphs_off_the_page_are_not_read() -> None:
    assert words(glyphs("ngoài", x=700), glyphs("trong")) == words(glyphs("trong"))


def test_fonts() -> None:
    bold = Font(size_pt=13.0, bold=True, italic=True, visible=True, angle=0)
    (word,) = words(glyphs("ĐẢNG", font=bold))
    assert (word.size_pt, word.bold, word.italic, word.confidence) == (13.0, True, True, 1.0)


def layer(text: str, *, invisible: float = 0.0, unmapped: float = 0.0) -> TextLayer:
    found = tuple(Word(text=t) for t in text.split())
    return TextLayer(
        words=found, glyphs=len(text), invisible_share=invisible, unmapped_share=unmapped
    )


def drawn(*images: PlacedImage, drawings: int = 0, texts: int = 10) -> PageObjects:
    return PageObjects(
        rules=(), images=images, text_objects=texts, drawings=drawings, truncated=False
    )


def picture(share: float, *, covers_text: int = 0) -> PlacedImage:
    return PlacedImage(
        box=Box(0, 0, 595, 842 * share), width_px=1654, height_px=2339, covers_text=covers_text
    )


CLEAN = (
    "Thực hiện Kế hoạch số 134-KH/TU ngày 17/02/2023 của Ban Thường vụ Thành ủy về tổ chức sơ kết"
)
LEGACY = "Uû ban nh©n d©n thµnh phè Hµ Néi céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp"
ENGLISH = (
    "The records of this office are kept for ten years and sent to the provincial archive by March"
)
GERMAN = (
    "Die Akten dieser Stelle werden zehn Jahre lang verwahrt und an das Archiv des Landes gegeben"
)
BARE = "Thuc hien Ke hoach cua Ban Thuong vu Thanh uy ve viec to chuc so ket giua nhiem ky"

VERDICTS = [
    # (layer, drawn, needs OCR, note)
    (layer(CLEAN), drawn(), False, None),
    (layer(LEGACY), drawn(), True, "text-layer-unhealthy"),
    (layer(BARE), drawn(), True, "text-layer-unhealthy"),
    # other languages; a word of theirs in a broken layer proves nothing
    (layer(ENGLISH), drawn(), False, "text-layer-foreign"),
    (layer(GERMAN), drawn(), False, "text-layer-foreign"),
    (layer(f"{LEGACY} the"), drawn(), True, "text-layer-unhealthy"),
    # an English word or two in a Vietnamese paper
    (layer(f"{CLEAN} the and of"), drawn(), False, None),
    (layer(CLEAN, unmapped=0.2), drawn(), True, "text-layer-unmapped"),
    # a scanner's layer, not painted or beneath the picture
    (layer(CLEAN, invisible=1.0), drawn(picture(1.0)), True, "scanner-text-layer"),
    (layer(CLEAN), drawn(picture(1.0, covers_text=10)), True, "scanner-text-layer"),
    # print on a background picture
    (layer(CLEAN), drawn(picture(1.0)), False, None),
    # a picture on the page
    (layer(CLEAN), drawn(picture(0.3)), False, None),
    # nothing but a picture or a drawing; nothing at all
    (layer(""), drawn(picture(0.3)), True, "no-text-layer"),
    (layer(""), drawn(drawings=4), True, "no-text-layer"),
    (layer(""), drawn(), False, None),
    # too few words to judge
    (layer("Uû ban nh©n"), drawn(), False, None),
]


@pytest.mark.parametrize(("made", "objects", "ocr", "note"), VERDICTS)
def test_verdict(made: TextLayer, objects: PageObjects, ocr: bool, note: str | None) -> None:
    verdict = judge(made, objects, PAGE)
    assert (verdict.needs_ocr, verdict.note) == (ocr, note)


TYPST = """
#set page(width: 400pt, height: 300pt, margin: 50pt)
#set text(font: "Liberation Serif", size: 14pt)
#place(top + left, dx: 30pt, dy: 20pt)[Thường vụ]
#place(top + left, dx: 30pt, dy: 60pt)[*Số 1021*-CV/TU _khẩn_]
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typst")
    (folder / "a.typ").write_text(TYPST, encoding="utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"))
    return folder / "a.pdf"


def read(data: bytes) -> tuple[TextLayer, GlyphRun]:
    with pdfium.PdfDocument(data) as document:
        page = document[0]
        left, bottom, right, top = page.get_bbox()
        run = read_glyphs(
            page,
            Upright(left=left, bottom=bottom, right=right, top=top, degrees=page.get_rotation()),
        )
        page.close()
    return read_text_layer(run), run


def changed(pdf: Path, *, turn: int = 0, crop: tuple[int, ...] = (), twice: bool = False) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(pdf) as document:
        page = document.pages[0]
        if turn:
            page.Rotate = turn
        if crop:
            page.CropBox = pikepdf.Array(list(crop))
        if twice:
            content = page.Contents.read_bytes()
            page.Contents = document.make_stream(
                b"q " + content + b" Q q 1 0 0 1 0.3 0 cm " + content + b" Q"
            )
        document.save(out)
    return out.getvalue()


def test_real_glyphs_become_words_with_boxes(pdf: Path) -> None:
    found = read(pdf.read_bytes())[0].words
    assert [w.text for w in found] == ["Thường", "vụ", "Số", "1021-CV/TU", "khẩn"]
    assert [w.bold for w in found] == [False, False, True, True, False]
    assert found[-1].italic
    box = found[0].box
    assert box is not None
    assert box.x0 == pytest.approx(80, abs=1)
    assert 68 < box.y0 < box.y1 < 90
    assert found[0].size_pt == pytest.approx(14)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_written_along_a_turned_page_reads_upright(pdf: Path, turn: int) -> None:
    """`/Rotate` turns an upright page onto its side; the words are put upright again."""
    plain, turned = read(pdf.read_bytes()), read(changed(pdf, turn=turn))
    assert [w.text for w in turned[0].words] == [w.text for w in plain[0].words]
    assert (turned[1].upright.width_pt, turned[1].upright.height_pt) == (400, 300)
    for a, b in zip(plain[0].words, turned[0].words, strict=True):
        assert a.box is not None
        assert b.box is not None
        assert a.box.as_list() == pytest.approx(b.box.as_list(), abs=0.1)


def test_crop_box_moves_the_origin(pdf: Path) -> None:
    plain = read(pdf.read_bytes())[0].words[0].box
    moved = read(changed(pdf, crop=(20, 0, 400, 290)))[0].words[0].box
    assert plain is not None
    assert moved is not None
    assert (moved.x0, moved.y0) == pytest.approx((plain.x0 - 20, plain.y0 - 10), abs=0.1)


def test_letters_painted_twice_are_read_once(pdf: Path) -> None:
    assert [w.text for w in read(changed(pdf, twice=True))[0].words] == [
        w.text for w in read(pdf.read_bytes())[0].words
    ]
