"""PDF pages: layer or OCR, tables from lines, annotations, pictures, turned pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pytest
import typst

from models.geometry import Box
from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.page import Word
from models.settings import Settings
from pipeline.reading import ocr
from pipeline.reading import read_file
from pipeline.reading import scan_page
from pipeline.reading.failure import ReadFailure

HEAD = '#set page(width: 595pt, height: 842pt, margin: 60pt)\n#set text(font: "Liberation Serif", size: 14pt)\n'
BODY = (
    "Thực hiện Kế hoạch số 134-KH/TU ngày 17/02/2023 của Ban Thường vụ Thành ủy, "
    "đề nghị các cấp ủy, tổ chức đảng triển khai thực hiện tốt các nhiệm vụ sau đây. " * 4
)


def make_pdf(folder: Path, source: str) -> Path:
    (folder / "a.typ").write_text(HEAD + source, encoding="utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"), root=str(folder))
    return folder / "a.pdf"


def a_picture(folder: Path, text: str, *, width: int = 600, height: int = 200) -> None:
    image = np.full((height, width, 3), 255, np.uint8)
    cv2.putText(image, text, (20, height * 2 // 3), cv2.FONT_HERSHEY_SIMPLEX, 3, (0, 0, 0), 8)
    cv2.imwrite(str(folder / "p.png"), image)


@pytest.fixture
def pictures_read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Put a reader in the place of the OCR that notes what it is given and reads one word."""
    calls: list[Any] = []

    def read_image(
        image: Any, *, number: int, width_pt: float, height_pt: float, settings: Settings
    ) -> Page:
        calls.append(image.shape)
        words = (Word(text="đọc", box=Box(10, 10, 20, 20), confidence=0.9, ocr=True),)
        return Page(
            number=number,
            width_pt=width_pt,
            height_pt=height_pt,
            source=PageSource.OCR,
            words=words,
        )

    def read_region(image: Any, box: Box, **sizes: Any) -> tuple[Word, ...]:
        calls.append(box)
        return (Word(text="1021", box=box, confidence=0.8, ocr=True),)

    monkeypatch.setattr(scan_page, "read_scan", read_image)
    monkeypatch.setattr(ocr, "read_region", read_region)
    return calls


def read(path: Path, **limits: Any) -> Reading:
    return read_file(path, Settings(**limits))


def text_of(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def test_born_digital_pages(tmp_path: Path, pictures_read: list[Any]) -> None:
    before = make_pdf(tmp_path, BODY + "#pagebreak()\n#pagebreak()\nNơi nhận:").read_bytes()
    reading = read(tmp_path / "a.pdf")
    assert reading.kind is FileKind.PDF
    assert [p.source for p in reading.pages] == [PageSource.TEXT_LAYER] * 3
    assert [len(p.words) > 0 for p in reading.pages] == [True, False, True]
    first = reading.pages[0]
    assert text_of(first) == " ".join(BODY.split())
    assert first.health == 1.0
    assert first.notes == ()
    assert pictures_read == []
    assert (tmp_path / "a.pdf").read_bytes() == before


def test_ruled_table_with_merged_cell(tmp_path: Path) -> None:
    table = """#table(columns: (40pt, 200pt, 150pt), [STT], [Nội dung], [Cơ quan],
      table.cell(colspan: 3)[I. Về kinh tế], [1.], [Cơ cấu kinh tế], [])\n"""
    page = read(make_pdf(tmp_path, "Trước bảng\n\n" + table + "\nSau bảng")).pages[0]
    (found,) = page.tables
    assert (found.rows, found.columns) == (3, 3)
    assert [(c.row, c.column, c.column_span, c.text) for c in found.cells] == [
        (0, 0, 1, "STT"), (0, 1, 1, "Nội dung"), (0, 2, 1, "Cơ quan"), (1, 0, 3, "I. Về kinh tế"),
        (2, 0, 1, "1."), (2, 1, 1, "Cơ cấu kinh tế"), (2, 2, 1, ""),
    ]  # fmt: skip
    assert text_of(page) == "Trước bảng Sau bảng"
    assert page.rules == ()


def test_brace_over_two_lines_is_no_word(tmp_path: Path) -> None:
    source = """#grid(columns: 3, align: horizon, [- Ban Bí thư,\\ - Văn phòng,], text(size: 30pt)[\\}], [(để báo cáo)])"""
    page = read(make_pdf(tmp_path, source + f"\n{BODY}")).pages[0]
    (brace,) = page.braces
    first = next(w for w in page.words if w.text == "Bí")
    remark = next(w for w in page.words if w.text == "(để")
    assert first.box is not None
    assert remark.box is not None
    assert brace.y0 < first.box.y1
    assert brace.y1 > remark.box.center_y
    assert "}" not in [w.text for w in page.words]


def test_drawn_brace(tmp_path: Path) -> None:
    arc = "curve.cubic({}, {}, {})"
    arcs = ", ".join(
        arc.format(*points)
        for points in (
            ("(2pt, 0pt)", "(4pt, 1pt)", "(4pt, 4pt)"),
            ("(4pt, 14pt)", "(4pt, 16pt)", "(8pt, 16pt)"),
            ("(4pt, 16pt)", "(4pt, 18pt)", "(4pt, 28pt)"),
            ("(4pt, 31pt)", "(2pt, 32pt)", "(0pt, 32pt)"),
        )
    )
    source = f"{BODY}\n\n#place(dx: 200pt, curve(stroke: 0.7pt, curve.move((0pt, 0pt)), {arcs}))"
    page = read(make_pdf(tmp_path, source)).pages[0]
    (brace,) = page.braces
    assert (brace.width, brace.height) == pytest.approx((8, 32), abs=0.5)
    assert page.rules == ()


def test_underline_is_a_rule(tmp_path: Path) -> None:
    page = read(make_pdf(tmp_path, "Độc lập - Tự do\n\n#line(length: 120pt, stroke: 0.7pt)")).pages[
        0
    ]
    (rule,) = page.rules
    assert rule.horizontal
    assert rule.box.width == pytest.approx(120, abs=1)
    assert rule.box.x0 == pytest.approx(60, abs=1)


def test_scan_is_read_by_ocr_at_its_own_resolution(
    tmp_path: Path, pictures_read: list[Any]
) -> None:
    a_picture(tmp_path, "SCAN", width=1240, height=1754)
    path = make_pdf(
        tmp_path, '#set page(margin: 0pt)\n#image("p.png", width: 595pt, height: 842pt)'
    )
    page = read(path).pages[0]
    assert page.source is PageSource.OCR
    assert page.notes == ("no-text-layer",)
    # 150 dpi are drawn at 200, the least that OCR reads well
    assert pictures_read[0][:2] == pytest.approx((2339, 1653), abs=2)


def test_scan_under_a_signing_stamp_is_still_a_scan(
    tmp_path: Path, pictures_read: list[Any]
) -> None:
    image = np.full((1754, 1240, 3), 255, np.uint8)
    for y in range(100, 1600, 40):
        cv2.putText(
            image,
            "thuc hien nhiem vu cong tac nam",
            (100, y),
            cv2.FONT_HERSHEY_SIMPLEX,
            1,
            (0, 0, 0),
            3,
        )
    cv2.imwrite(str(tmp_path / "p.png"), image)
    source = """#set page(margin: 0pt)
#place(image("p.png", width: 595pt, height: 842pt))
#place(top + right, dx: -30pt, dy: 20pt)[Ký bởi: Ủy ban nhân dân tỉnh]"""
    page = read(make_pdf(tmp_path, source)).pages[0]
    assert page.source is PageSource.OCR
    assert page.notes == ("text-layer-misses-ink",)


def test_seal_and_signature_do_not_cost_a_last_page_its_layer(
    tmp_path: Path, pictures_read: list[Any]
) -> None:
    seal = np.full((400, 400, 3), 255, np.uint8)
    for radius in range(40, 200, 30):
        cv2.circle(seal, (200, 200), radius, (0, 0, 220), 14)
    cv2.imwrite(str(tmp_path / "p.png"), seal)
    source = 'KT. CHỦ TỊCH\n\n#image("p.png", width: 110pt)\n\nNguyễn Văn An'
    page = read(make_pdf(tmp_path, source)).pages[0]
    assert page.source is PageSource.TEXT_LAYER
    assert text_of(page) == "KT. CHỦ TỊCH Nguyễn Văn An"


def test_invisible_layer_under_a_scan_is_not_trusted(
    tmp_path: Path, pictures_read: list[Any]
) -> None:
    a_picture(tmp_path, "SCAN", width=1240, height=1754)
    path = make_pdf(
        tmp_path,
        f'#set page(margin: 0pt)\n#place(image("p.png", width: 595pt, height: 842pt))\n{BODY}',
    )
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        content = page.Contents.read_bytes().replace(b"0 Tr", b"3 Tr")
        page.Contents = document.make_stream(content)
        document.save(path)
    found = read(path).pages[0]
    assert found.source is PageSource.OCR
    assert found.notes == ("scanner-text-layer",)


def test_number_stamped_on_as_a_picture(tmp_path: Path, pictures_read: list[Any]) -> None:
    a_picture(tmp_path, "1021", width=300, height=110)
    source = f"""Số #h(40pt) -CV/TU
#place(top + left, dx: 22pt, dy: -4pt, image("p.png", width: 36pt))

{BODY}"""
    page = read(make_pdf(tmp_path, source)).pages[0]
    assert page.source is PageSource.MIXED
    assert page.notes == ("pictures-read",)
    first_line = [w for w in page.words if w.line == page.words[0].line]
    assert [(w.text, w.ocr) for w in first_line] == [
        ("Số", False),
        ("1021", True),
        ("-CV/TU", False),
    ]


def test_words_are_never_read_twice(tmp_path: Path, pictures_read: list[Any]) -> None:
    """A picture behind printed words adds nothing."""
    a_picture(tmp_path, "", width=300, height=110)
    source = f'#place(image("p.png", width: 60pt))\nSố 12-CV/TU\n\n{BODY}'
    page = read(make_pdf(tmp_path, source)).pages[0]
    assert page.source is PageSource.TEXT_LAYER
    assert all(not w.ocr for w in page.words)


def _annotate(path: Path, *, flags: int = 4) -> None:
    """Put a signature field on the page whose appearance says «301»."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        form = document.make_stream(b"BT /F1 14 Tf 2 4 Td (301) Tj ET")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 40, 20])
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name("/Times-Roman"),
        )
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, F=flags,
            T=pikepdf.String("so"), Rect=pikepdf.Array([100, 700, 140, 720]),
            AP=pikepdf.Dictionary(N=form),
        )  # fmt: skip
        field = document.make_indirect(annotation)
        page.Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        document.save(path)


@pytest.mark.parametrize(("flags", "seen"), [(4, True), (4 | 2, False)])
def test_text_of_signature_fields_is_on_the_page(tmp_path: Path, flags: int, seen: bool) -> None:
    path = make_pdf(tmp_path, BODY)
    _annotate(path, flags=flags)
    before = path.read_bytes()
    words = [w for w in read(path).pages[0].words if w.text == "301"]
    assert bool(words) is seen
    for word in words:
        assert word.box is not None
        assert word.box.x0 == pytest.approx(102, abs=1.5)
        assert 842 - 722 <= word.box.y0 < word.box.y1 <= 842 - 698
    assert path.read_bytes() == before


@pytest.mark.parametrize("turn", [90, 270])
def test_table_on_a_landscape_page_turned_by_the_viewer(tmp_path: Path, turn: int) -> None:
    """Content drawn along the long side and turned by `/Rotate` reads as a landscape page."""
    table = "#table(columns: (60pt, 200pt), [STT], [Nội dung], [1], [Cơ cấu])\n" + BODY
    path = make_pdf(tmp_path, f"#set page(width: 842pt, height: 595pt)\n{table}")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        matrix = b"0 1 -1 0 595 0 cm " if turn == 90 else b"0 -1 1 0 0 842 cm "
        page.Contents = document.make_stream(b"q " + matrix + page.Contents.read_bytes() + b" Q")
        page.MediaBox = pikepdf.Array([0, 0, 595, 842])
        page.Rotate = turn
        document.save(path)
    found = read(path).pages[0]
    assert (found.width_pt, found.height_pt, found.rotation) == (842, 595, 0)
    assert [c.text for c in found.tables[0].cells] == ["STT", "Nội dung", "1", "Cơ cấu"]
    assert text_of(found) == " ".join(BODY.split())


def test_page_written_on_its_side_is_turned(tmp_path: Path) -> None:
    path = make_pdf(tmp_path, f"#set page(width: 842pt, height: 595pt)\n{BODY}")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        page.Contents = document.make_stream(
            b"q 0 1 -1 0 595 0 cm " + page.Contents.read_bytes() + b" Q"
        )
        page.MediaBox = pikepdf.Array([0, 0, 595, 842])
        document.save(path)
    found = read(path).pages[0]
    assert (found.width_pt, found.height_pt, found.rotation) == (842, 595, 90)
    assert text_of(found) == " ".join(BODY.split())


def test_a_broken_page_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = make_pdf(tmp_path, BODY + "#pagebreak()\n" + BODY)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].obj.Type = pikepdf.Name.Nonsense
        document.pages[0].obj.MediaBox = pikepdf.Array([])
        document.pages[0].Contents = document.make_stream(b"BT /Nope 12 Tf (((( Tj Q Q Q <<<")
        document.save(path)
    reading = read(path)
    assert len(reading.pages) == 2
    assert reading.pages[0].words == ()
    assert text_of(reading.pages[1]).startswith("Thực hiện")


def _saved(document: pikepdf.Pdf, path: Path, **options: Any) -> Path:
    out = io.BytesIO()
    document.save(out, **options)
    path.write_bytes(out.getvalue())
    return path


def test_outcomes(tmp_path: Path, pictures_read: list[Any]) -> None:
    path = make_pdf(tmp_path, BODY + "#pagebreak()\n" + BODY)
    with pikepdf.open(path) as document:
        locked = _saved(
            document,
            tmp_path / "locked.pdf",
            encryption=pikepdf.Encryption(user="a", owner="b", R=6),
        )
        owned = _saved(
            document, tmp_path / "owned.pdf", encryption=pikepdf.Encryption(user="", owner="b", R=6)
        )
    empty = _saved(pikepdf.new(), tmp_path / "empty.pdf")
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        blank = _saved(document, tmp_path / "blank.pdf")
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(path.read_bytes()[:300])
    for file, code, limits in [
        (locked, OutcomeCode.PASSWORD, {}),
        (empty, OutcomeCode.NO_PAGES, {}),
        (blank, OutcomeCode.NOTHING_TO_READ, {}),
        (cut, OutcomeCode.DAMAGED, {}),
        (path, OutcomeCode.TOO_MANY_PAGES, {"max_pages": 1}),
    ]:
        with pytest.raises(ReadFailure) as caught:
            read(file, **limits)
        assert caught.value.code is code, file.name
    # a password only against changes is no hindrance to reading
    assert len(read(owned).pages) == 2


def test_picture_beyond_the_pixel_limit(tmp_path: Path, pictures_read: list[Any]) -> None:
    a_picture(tmp_path, "SCAN", width=1240, height=1754)
    path = make_pdf(
        tmp_path, '#set page(margin: 0pt)\n#image("p.png", width: 595pt, height: 842pt)'
    )
    with pytest.raises(ReadFailure) as caught:
        read(path, max_pixels=1_000_000)
    assert caught.value.code is OutcomeCode.TOO_MANY_PIXELS
    assert pictures_read == []


SHARED = Path(__file__).parents[3] / "shared"

VERDICTS = [
    # (file, sources of its pages: L layer, O OCR)
    ("gold/lc-tb1894-2026.pdf", "OO"),  # letters without a proper map
    ("gold/ld-gm560-2025.pdf", "O"),  # a scanner's own layer
    ("gold/hdln24-n2o-2026.pdf", "OO"),
    ("gold/bct-cv2265-2026.pdf", "OOO"),  # a scan under a signing stamp
    ("gold/dck-cv1178-2025.pdf", "L"),  # look-alikes are folded, the layer stays
    ("gold/bnv-qd1187-2025.pdf", "LLLLLLLL"),
    ("gold/ttg-qd2319-2025.pdf", "LLLLL"),
    ("seed/seed-pdf.pdf", "LLLLL"),
    ("seed/seed-noisy300.pdf", "OOOOO"),
]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not beside the checkout")
@pytest.mark.parametrize(("name", "sources"), VERDICTS)
def test_real_pages_are_read_from_the_right_source(
    name: str, sources: str, pictures_read: list[Any]
) -> None:
    pages = read(SHARED / name).pages
    assert "".join("O" if p.source is PageSource.OCR else "L" for p in pages) == sources
    layers = [p for p in pages if p.source is PageSource.TEXT_LAYER and len(p.words) > 50]
    assert all(p.health > 0.98 for p in layers)
    assert all(w.confidence == 1.0 and w.box is not None for p in layers for w in p.words)
