"""Glyphs in columns: what is put in comes out, and characters are read as if asked one by one."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.glyph_table import Font
from pipeline.reading.glyph_table import Glyph
from pipeline.reading.glyph_table import Glyphs
from pipeline.reading.glyph_table import codes_of
from pipeline.reading.glyph_table import text_of
from pipeline.reading.glyphs import read_glyphs
from pipeline.reading.upright import Upright

FONT = Font(size_pt=14, bold=False, italic=False, visible=True, angle=0, name="Times")
BOLD = Font(size_pt=11, bold=True, italic=False, visible=True, angle=0, name="Times")
PLACES = st.tuples(*[st.floats(-100, 1000)] * 7)


@given(st.lists(st.tuples(st.characters(), PLACES, st.sampled_from([FONT, BOLD])), max_size=20))
def test_rows_come_back_as_they_were_put_in(
    parts: list[tuple[str, tuple[float, ...], Font]],
) -> None:
    rows = [Glyph._make((char, *places, font)) for char, places, font in parts]
    columns = Glyphs.of(rows)
    assert columns.rows(0, len(columns)) == rows
    assert columns.text == "".join([row.char for row in rows])
    assert columns.sizes.tolist() == [row.font.size_pt for row in rows]


@given(st.text(st.characters(exclude_categories=())))
def test_halves_of_pairs_stay_what_they_are(text: str) -> None:
    assert text_of(codes_of(text)) == text


def test_some_are_taken_by_mask_and_by_place() -> None:
    rows = [Glyph._make((char, *[float(n)] * 7, FONT)) for n, char in enumerate("abc")]
    columns = Glyphs.of(rows)
    assert columns.take(columns.x0 > 0).rows(0, 2) == rows[1:]
    assert columns.take(codes_of("\x02\x00")).text == "ca"


@pytest.mark.parametrize(
    "body",
    [
        "Kế hoạch số 12-KH/TU",
        "$bb(A) + cal(B)$ và 𝔸",  # beyond the first 65,536 code points
        '#set text(lang: "en", hyphenate: true)\n#block(width: 60pt)[extraordinarily internationalisation]',
        "a\u00adb #h(40pt) c",
    ],
)
def test_characters_are_those_that_are_asked_for_one_by_one(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.typ").write_text(f"#set page(width: 200pt, height: 200pt)\n{body}", "utf-8")
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    with pdfium.PdfDocument(tmp_path / "a.pdf") as document:
        page = document[0]
        text = page.get_textpage()
        asked = [
            chr(pdfium_c.FPDFText_GetUnicode(text.raw, n))
            for n in range(text.count_chars())
            if ctypes.cast(pdfium_c.FPDFText_GetTextObject(text.raw, n), ctypes.c_void_p).value
        ]
        text.close()
        upright = Upright(left=0, bottom=0, right=200, top=200, degrees=0)
        found = read_glyphs(page, upright).glyphs.text
        page.close()
    assert found.replace(" ", "") == "".join(asked).replace("\x02", "-").replace(" ", "")
