"""A page whose picture or instructions are broken is named as unreadable; an empty one is empty."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary
from pikepdf import Name
from PIL import Image

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.process import process_file

LINES = b" ".join(
    b"BT /F1 12 Tf 72 %d Td (So 12-KH/TU ngay 3 thang 4 nam 2026 ke hoach thuc hien) Tj ET" % y
    for y in (700, 680, 660)
)
DRAW = b"q 595 0 0 842 0 0 cm /I Do Q"
DONE = {OutcomeCode.COMPLETE, OutcomeCode.COMPLETE_WITH_FINDINGS}


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("L", (600, 800), "white").save(out, "JPEG")
    return out.getvalue()


def a_pdf(path: Path, content: bytes, packing: Name | None, picture: bytes | None) -> Path:
    """Write three pages: words, the page in question, words."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in (1, 2, 3):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page["/Resources"] = Dictionary(Font=Dictionary(F1=font))
        page["/Contents"] = pdf.make_stream(LINES)
        if number == 2:
            stream = pikepdf.Stream(pdf, b"")
            stream.write(content, filter=packing)
            page["/Contents"] = pdf.make_indirect(stream)
            if picture is not None:
                page["/Resources"]["/XObject"] = Dictionary(I=_picture(pdf, picture))
    pdf.save(path, static_id=True, compress_streams=False)
    return path


def _picture(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Object:
    stream = pikepdf.Stream(pdf, b"")
    stream.write(data, filter=Name.DCTDecode)
    for key, value in (
        ("/Type", Name.XObject),
        ("/Subtype", Name.Image),
        ("/Width", 600),
        ("/Height", 800),
        ("/ColorSpace", Name.DeviceGray),
        ("/BitsPerComponent", 8),
    ):
        stream[key] = value
    return pdf.make_indirect(stream)


@pytest.mark.parametrize(
    ("content", "packing", "picture"),
    [
        (DRAW, None, b"\xff\xd8\xff\xe0" + b"\0" * 300),
        (DRAW, None, b"no picture at all"),
        (bytes(range(256)) * 9, Name.FlateDecode, None),
        (LINES, Name.LZWDecode, None),
        (b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"x" * 900, None, None),
        (DRAW, None, None),
    ],
    ids=["picture-cut", "picture-noise", "not-flate", "not-lzw", "inline-without-end", "gone"],
)
def test_a_page_that_cannot_be_drawn_is_named(
    tmp_path: Path, content: bytes, packing: Name | None, picture: bytes | None
) -> None:
    outcome = process_file(a_pdf(tmp_path / "a.pdf", content, packing, picture), Settings()).outcome
    assert (outcome.code, outcome.detail) == (OutcomeCode.SOME_PAGES_UNREADABLE, "pages 2")


@pytest.mark.parametrize(
    ("content", "picture"),
    [
        (b"", None),
        (b"q Q", None),
        (b"0 0 595 842 re W n", None),
        (b"% Tj Do\nq Q", None),
        (b"BT /F1 12 Tf ()Tj <> Tj [() -20.5 < >] TJ [] TJ ET", None),
    ],
    ids=["nothing", "state", "clip", "remark", "blanks"],
)
def test_an_empty_page_is_no_lost_one(
    tmp_path: Path, content: bytes, picture: bytes | None
) -> None:
    outcome = process_file(a_pdf(tmp_path / "a.pdf", content, None, picture), Settings()).outcome
    assert outcome.code in DONE


@pytest.mark.slow
def test_the_white_back_of_a_sheet_is_no_lost_page(tmp_path: Path) -> None:
    outcome = process_file(a_pdf(tmp_path / "a.pdf", DRAW, None, jpeg()), Settings()).outcome
    assert outcome.code in DONE


def test_a_blank_page_beside_a_lost_one_makes_no_blank_file(tmp_path: Path) -> None:
    """What was lost may be all that there was: «check whether the scan is blank» would mislead."""
    path = a_pdf(tmp_path / "a.pdf", bytes(range(256)) * 9, Name.FlateDecode, None)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if number != 2:
                page.Contents = pdf.make_stream(b"q Q")
        pdf.save(path)
    outcome = process_file(path, Settings()).outcome
    assert (outcome.code, outcome.detail) == (OutcomeCode.DAMAGED, "1 pages")
