"""Marks of secrecy that stand in no text: stamps laid over a text layer, grey and coarse stamps of
scans, outlines, notes, pictures and drawn words of Word files. «MẶT TRẬN» in their place stops nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
import typst
from docx.oxml import parse_xml
from PIL import Image
from PIL import ImageFilter

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.process import process_file
from tests.hostile.test_secret_traces import NONE
from tests.hostile.test_secret_traces import PAPER
from tests.hostile.test_secret_traces import TEXT
from tests.hostile.test_secret_traces import printed
from tests.hostile.test_secret_traces import stamp

pytestmark = pytest.mark.slow

VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def picture_of(word: str, degrees: int = 0) -> Image.Image:
    """Return a red framed word, turned, on white."""
    font = '#set text(font: "Liberation Serif")'
    source = f"#set page(width: 250pt, height: 150pt, margin: 50pt)\n{font}\n{stamp(word, degrees)}"
    document = pdfium.PdfDocument(typst.compile(source.encode(), format="pdf"))
    image = document[0].render(scale=3).to_pil().convert("RGB")
    document.close()
    ink = Image.eval(image.convert("L"), lambda shade: 255 - shade)
    return image.crop(ink.getbbox())


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def laid_over(tmp_path: Path, word: str, degrees: int) -> bytes:
    """Return a paper with a text layer and the stamp as a picture on it."""
    (tmp_path / "stamp.png").write_bytes(png(picture_of(word, degrees)))
    placed = '#place(dx: 10pt)[#image("stamp.png", width: 100pt)]\n#v(5em)'
    (tmp_path / "paper.typ").write_text(PAPER.replace("{stamp}", placed), "utf-8")
    return typst.compile(str(tmp_path / "paper.typ"), format="pdf")


def outlined(tmp_path: Path, word: str) -> bytes:
    """Return a paper whose mark is drawn, without a single letter."""
    ink = np.asarray(picture_of(word).convert("L"))[8:-8, 8:-8] < 128
    runs = []
    for y, row in enumerate(ink):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(int), [0]))))
        pairs = zip(edges[::2], edges[1::2], strict=True)
        runs += [f"M{x0} {y}H{x1}V{y + 1.2}H{x0}Z" for x0, x1 in pairs]
    height, width = ink.shape
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="#d02030" d="{"".join(runs)}"/></svg>'
    )
    (tmp_path / "mark.svg").write_text(drawing, "utf-8")
    placed = PAPER.replace("{stamp}", '#image("mark.svg", height: 24pt)')
    (tmp_path / "paper.typ").write_text(placed, "utf-8")
    return typst.compile(str(tmp_path / "paper.typ"), format="pdf")


def scanned(word: str, *, dpi: int, degrees: int, grey: bool) -> bytes:
    """Return a coarse scan, packed hard."""
    document = pdfium.PdfDocument(printed(stamp(word, degrees)))
    page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    blurred = page.filter(ImageFilter.GaussianBlur(0.6)) if grey else page
    packed = io.BytesIO()
    (blurred.convert("L") if grey else blurred).save(packed, "JPEG", quality=28)
    out = io.BytesIO()
    Image.open(packed).save(out, "PDF", resolution=dpi)
    return out.getvalue()


def noted(word: str) -> bytes:
    """Return a paper with a note typed over it that brings no picture of itself."""
    with pikepdf.open(io.BytesIO(printed(NONE))) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, F=4,
            Rect=[60, 650, 210, 680], Contents=word, DA=b"/Helv 20 Tf 1 0 0 rg",
        )  # fmt: skip
        pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(note)])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def in_word(word: str, where: str) -> bytes:
    """Return a Word file with the mark as a picture, in the body or the header, or as a drawn word."""
    document = docx.Document()
    for line in TEXT.format(mark="").split("\n"):
        document.add_paragraph(line)
    if where == "drawn":
        shape = f'<v:shape><v:textpath string="{word}"/></v:shape>'
        run = parse_xml(f"<w:r {WORDS} {VML}><w:pict>{shape}</w:pict></w:r>")
        document.paragraphs[2]._p.append(run)
    else:
        header = document.sections[0].header.paragraphs[0]
        place = header if where == "header" else document.paragraphs[2]
        place.add_run().add_picture(io.BytesIO(png(picture_of(word))))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


CASES: dict[str, tuple[str, Callable[[Path, str], bytes]]] = {
    "laid-over": (".pdf", lambda folder, word: laid_over(folder, word, 0)),
    "laid-over-askew": (".pdf", lambda folder, word: laid_over(folder, word, 9)),
    "outlined": (".pdf", outlined),
    "coarse-scan": (".pdf", lambda _, word: scanned(word, dpi=100, degrees=0, grey=False)),
    "grey-scan-askew": (".pdf", lambda _, word: scanned(word, dpi=120, degrees=5, grey=True)),
    "note": (".pdf", lambda _, word: noted(word)),
    "word-picture": (".docx", lambda _, word: in_word(word, "body")),
    "word-header-picture": (".docx", lambda _, word: in_word(word, "header")),
    "word-drawn": (".docx", lambda _, word: in_word(word, "drawn")),
}


def outcome_of(folder: Path, case: str, word: str) -> OutcomeCode:
    suffix, make = CASES[case]
    path = folder / f"paper{suffix}"
    path.write_bytes(make(folder, word))
    return process_file(path, Settings()).outcome.code


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("word", ["MẬT", "TỐI MẬT"])
def test_a_mark_that_stands_in_no_text_stops_the_paper(
    tmp_path: Path, case: str, word: str
) -> None:
    assert outcome_of(tmp_path, case, word) is OutcomeCode.SECRET


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("word", ["HỎA TỐC", "MẶT TRẬN"])
def test_another_word_in_its_place_stops_nothing(tmp_path: Path, case: str, word: str) -> None:
    assert outcome_of(tmp_path, case, word) is not OutcomeCode.SECRET
