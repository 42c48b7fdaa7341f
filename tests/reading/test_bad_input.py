"""Bad input through the front door: every file ends in a reading or in a named outcome."""

from __future__ import annotations

import io
import pickle
import random
import time
import zipfile
from pathlib import Path
from typing import Any

import cv2
import docx
import numpy as np
import pytest
import typst
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.page import Word
from models.settings import Settings
from pipeline.reading import ReadFailure
from pipeline.reading import image_file
from pipeline.reading import ocr
from pipeline.reading import read_file
from pipeline.reading import scan_page
from pipeline.reading.flow_page import LONGEST_WORD

SOURCE = """#set page(width: 300pt, height: 200pt, margin: 20pt)
#set text(font: "Liberation Serif", size: 12pt)
Thực hiện Kế hoạch số 134-KH/TU #table(columns: 2, [STT], [Nội dung], [1], [Cơ cấu kinh tế])
"""


@pytest.fixture(scope="module")
def good_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("good")
    (folder / "a.typ").write_text(SOURCE, encoding="utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"))
    return (folder / "a.pdf").read_bytes()


@pytest.fixture(scope="module")
def good_docx(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "a.docx"
    document = docx.Document()
    document.add_paragraph("Thực hiện Kế hoạch số 134-KH/TU")
    document.add_table(2, 2, style="Table Grid").cell(0, 0).text = "STT"
    document.save(str(path))
    return path.read_bytes()


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged pages may come to OCR, which takes seconds: here it sees nothing."""

    def read_image(
        image: Any, *, number: int, width_pt: float, height_pt: float, settings: Settings
    ) -> Page:
        return Page(number=number, width_pt=width_pt, height_pt=height_pt, source=PageSource.OCR)

    monkeypatch.setattr(scan_page, "read_scan", read_image)
    monkeypatch.setattr(ocr, "read_region", lambda *a, **k: ())


def ends_well(path: Path, data: bytes) -> Reading | OutcomeCode:
    """Read `data` and say how it ended; any other exception fails the test."""
    path.write_bytes(data)
    try:
        reading = read_file(path, Settings())
    except ReadFailure as failure:
        assert path.read_bytes() == data
        return failure.code
    assert path.read_bytes() == data
    assert [p.number for p in reading.pages] == list(range(1, len(reading.pages) + 1))
    return reading


@pytest.mark.usefixtures("blind")
def test_cut_off_pdf(tmp_path: Path, good_pdf: bytes) -> None:
    assert isinstance(ends_well(tmp_path / "a", good_pdf), Reading)
    for end in range(0, len(good_pdf), max(1, len(good_pdf) // 40)):
        ended = ends_well(tmp_path / "a", good_pdf[:end])
        if end == 0:
            assert ended is OutcomeCode.EMPTY
        elif end < 500:
            assert ended in {OutcomeCode.DAMAGED, OutcomeCode.NO_PAGES, OutcomeCode.NOT_TEXT,
                             OutcomeCode.NOT_A_DOCUMENT} or isinstance(ended, Reading)  # fmt: skip


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("seed", range(8))
def test_pdf_with_flipped_bytes(tmp_path: Path, good_pdf: bytes, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a test's noise
    data = bytearray(good_pdf)
    for _ in range(40):
        data[rng.randrange(10, len(data))] = rng.randrange(256)
    ends_well(tmp_path / "a", bytes(data))


@pytest.mark.parametrize("seed", range(8))
def test_docx_with_flipped_bytes(tmp_path: Path, good_docx: bytes, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a test's noise
    data = bytearray(good_docx)
    for _ in range(30):
        data[rng.randrange(4, len(data))] = rng.randrange(256)
    ends_well(tmp_path / "a", bytes(data))


def test_cut_off_docx(tmp_path: Path, good_docx: bytes) -> None:
    for end in range(8, len(good_docx), len(good_docx) // 12):
        assert ends_well(tmp_path / "a", good_docx[:end]) is OutcomeCode.DAMAGED


def test_docx_without_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert ends_well(path, path.read_bytes()) is OutcomeCode.DAMAGED


PDFS = [
    b"%PDF-1.7",
    b"%PDF-1.7\n" + b"garbage " * 1000,
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    b"%PDF-1.4\n" + b"[" * 100_000,
    b"%PDF-1.4\n" + b"<<" * 100_000,
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]"
    b"/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
]


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("data", PDFS)
def test_pdf_of_nothing(tmp_path: Path, data: bytes) -> None:
    ended = ends_well(tmp_path / "a", data)
    assert ended in {OutcomeCode.DAMAGED, OutcomeCode.NO_PAGES, OutcomeCode.TOO_MANY_PAGES}


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=400))
def test_any_bytes_end_somewhere(tmp_path: Path, data: bytes) -> None:
    ends_well(tmp_path / "a", data)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    head=st.sampled_from(
        [b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"BM"]
    ),
    data=st.binary(max_size=300),
)
def test_any_bytes_behind_a_signature_end_somewhere(
    tmp_path: Path, head: bytes, data: bytes
) -> None:
    assert not isinstance(ends_well(tmp_path / "a", head + data), Reading) or head == b"BM"


@pytest.mark.slow
def test_picture_of_nothing(tmp_path: Path) -> None:
    ok, data = cv2.imencode(".png", np.full((600, 400), 255, np.uint8))
    assert ok
    assert ends_well(tmp_path / "a", data.tobytes()) is OutcomeCode.NOTHING_TO_READ


def test_text_of_blanks(tmp_path: Path) -> None:
    assert ends_well(tmp_path / "a", b" \n\t\n") is OutcomeCode.NOTHING_TO_READ


def test_a_failure_travels_between_processes() -> None:
    failure = ReadFailure(OutcomeCode.TOO_MANY_PAGES, "3 > 2 pages")
    back = pickle.loads(pickle.dumps(failure))  # noqa: S301 - made a line above
    assert (back.code, back.detail, str(back)) == (failure.code, failure.detail, str(failure))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("qx zk Wf vtr lll iij xcv bnm wqe rty", OutcomeCode.NOT_READABLE),
        ("thực hiện kế hoạch của Ban Thường vụ Thành ủy", None),
    ],
)
def test_writing_that_is_no_vietnamese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: OutcomeCode | None
) -> None:
    words = tuple(Word(text=t, ocr=True) for t in text.split() * 4)

    def read_images(path: Path, settings: Settings) -> Reading:
        page = Page(number=1, width_pt=595, height_pt=842, source=PageSource.OCR, words=words)
        return Reading(kind=FileKind.IMAGE, pages=(page,))

    monkeypatch.setattr(image_file, "read_images", read_images)
    ended = ends_well(tmp_path / "a", b"\xff\xd8\xff\xe0" + b"\0" * 40)
    assert ended is code if code else isinstance(ended, Reading)


FEW_SIGNS = {
    "tabs": "a" + "\t" * 200_000 + "b",
    "tabs at the end": "Số 1" + "\t" * 200_000,
    "quotation marks": "«" * 50_000 + '"' * 100_000,
    "marks on one letter": "a" + "\u0301\u0323" * 50_000,
    "one word": "a" * 200_000,
}


@pytest.mark.parametrize("text", FEW_SIGNS.values(), ids=FEW_SIGNS)
def test_time_does_not_grow_with_the_square_of_a_line(tmp_path: Path, text: str) -> None:
    start = time.process_time()
    ended = ends_well(tmp_path / "a", f"Thực hiện kế hoạch\n{text}\n".encode())
    assert time.process_time() - start < 2
    assert isinstance(ended, Reading)
    assert max(len(word.text) for word in ended.pages[0].words) <= LONGEST_WORD


@pytest.mark.parametrize(("length", "noted"), [(LONGEST_WORD - 1, False), (200_000, True)])
def test_a_word_that_was_cut_is_noted(tmp_path: Path, length: int, noted: bool) -> None:
    ended = ends_well(tmp_path / "a", b"a" * length)
    assert isinstance(ended, Reading)
    assert ("long-word-cut" in ended.pages[0].notes) is noted


@pytest.mark.parametrize(
    ("text", "limit", "detail"),
    [
        ("Kế hoạch " * 3, 15, "21 > 15 characters"),
        ("Kế hoạch", 5, "7 > 5 characters"),
        ("Kế" + " " * 50 + "hoạch", 9, None),
    ],
)
def test_the_limit_of_characters(tmp_path: Path, text: str, limit: int, detail: str | None) -> None:
    (tmp_path / "a").write_text(text, encoding="utf-8")
    if detail is None:
        assert read_file(tmp_path / "a", Settings(max_characters=limit)).pages
        return
    with pytest.raises(ReadFailure) as caught:
        read_file(tmp_path / "a", Settings(max_characters=limit))
    assert caught.value.code is OutcomeCode.TOO_LARGE
    assert caught.value.detail == detail


def test_the_limit_of_characters_holds_for_word_files(tmp_path: Path, good_docx: bytes) -> None:
    (tmp_path / "a").write_bytes(good_docx)
    with pytest.raises(ReadFailure) as caught:
        read_file(tmp_path / "a", Settings(max_characters=10))
    assert caught.value.code is OutcomeCode.TOO_LARGE
    assert str(caught.value.detail).endswith(" > 10 characters")


@pytest.mark.parametrize("missing", ["theme", "docProps", "thumbnail", "fontTable"])
def test_docx_without_an_optional_part(tmp_path: Path, good_docx: bytes, missing: str) -> None:
    with zipfile.ZipFile(io.BytesIO(good_docx)) as source:
        kept = {n: source.read(n) for n in source.namelist() if missing not in n}
        assert len(kept) < len(source.namelist())
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    ended = ends_well(tmp_path / "a", (tmp_path / "a").read_bytes())
    assert isinstance(ended, Reading)
    assert [w.text for w in ended.pages[0].words][:2] == ["Thực", "hiện"]
