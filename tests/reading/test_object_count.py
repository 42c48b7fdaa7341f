"""PDFs with more objects than the limit are refused with the number, before anything is built of them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary
from pikepdf import Name

from models.outcome import Category
from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.process import process_file
from pipeline.reading import object_count
from pipeline.reading.failure import ReadFailure
from pipeline.reading.object_count import check_objects
from pipeline.reading.object_count import count_objects

LINE = b"BT /F1 12 Tf 72 700 Td (So 12-KH/TU ke hoach thuc hien cong tac nam 2026) Tj ET "
PACKED = pikepdf.ObjectStreamMode.generate
PLAIN = pikepdf.ObjectStreamMode.disable


def a_pdf(objects: int = 0, drawings: tuple[int, ...] = (0,), mode: object = PLAIN) -> bytes:
    """Return a PDF with so many objects that nothing uses, and so many squares on its pages."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in drawings:
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page["/Contents"] = pdf.make_stream(LINE + b"9 9 1 1 re f " * number)
        page["/Resources"] = Dictionary(Font=Dictionary(F1=font))
    pdf.Root["/Kept"] = pikepdf.Array(
        [pdf.make_indirect(Dictionary(A=number)) for number in range(objects)]
    )
    out = io.BytesIO()
    pdf.save(out, static_id=True, object_stream_mode=mode)  # type: ignore[arg-type]
    return out.getvalue()


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("mode", [PLAIN, PACKED], ids=["plain", "packed"])
def test_all_objects_are_counted(tmp_path: Path, mode: object) -> None:
    path = written(tmp_path, a_pdf(700, mode=mode))
    with pikepdf.open(path) as pdf:
        really = len(pdf.objects)
    assert really <= count_objects(path) <= really + 20


@pytest.mark.parametrize("mode", [PLAIN, PACKED], ids=["plain", "packed"])
def test_too_many_objects_are_refused_with_cause_and_next_step(
    tmp_path: Path, mode: object
) -> None:
    path = written(tmp_path, a_pdf(700, mode=mode))
    outcome = process_file(path, Settings(max_objects=500)).outcome
    assert outcome.code is OutcomeCode.TOO_MANY_OBJECTS
    assert outcome.category is Category.REFUSED
    assert "> 500 objects" in str(outcome.detail)
    assert "VANTHU_MAX_OBJECTS" in str(outcome.next_step)
    assert "VANTHU_MAX_OBJECTS" in str(outcome.next_step_en)
    assert process_file(path, Settings(max_objects=900)).outcome.category is Category.DONE


def test_a_stream_that_boasts_of_its_objects_is_taken_at_its_word(tmp_path: Path) -> None:
    boast = b"\n9 0 obj<</Type/ObjStm/N 99999999/First 4/Length 0>>stream\nendstream endobj\n"
    path = written(tmp_path, a_pdf().replace(b"\nxref", boast + b"xref"))
    with pytest.raises(ReadFailure) as caught:
        check_objects(path, Settings())
    assert caught.value.code is OutcomeCode.TOO_MANY_OBJECTS


def test_number_and_kind_of_neighbours_are_counted_once(tmp_path: Path) -> None:
    streams = b"".join(b"<</N %d/Type/ObjStm>> " % number for number in (5, 6, 7))
    far = b"%PDF-1.5\n" + streams + b" " * 900 + b"<</N 900/Type/Other>>"
    assert count_objects(written(tmp_path, far)) == 18


def test_too_much_drawn_on_every_page_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, a_pdf(drawings=(300, 300)))
    outcome = process_file(path, Settings(max_objects=200)).outcome
    assert (outcome.code, outcome.detail) == (OutcomeCode.TOO_MANY_OBJECTS, "> 200 objects")


def test_too_much_drawn_on_one_page_costs_that_page(tmp_path: Path) -> None:
    path = written(tmp_path, a_pdf(drawings=(0, 300, 0)))
    outcome = process_file(path, Settings(max_objects=200)).outcome
    assert (outcome.code, outcome.detail) == (OutcomeCode.SOME_PAGES_UNREADABLE, "pages 2")


def test_a_short_file_is_not_looked_through_for_single_objects(tmp_path: Path) -> None:
    path = written(tmp_path, a_pdf(700))
    assert count_objects(path, least=10**9) == 0
    check_objects(path, Settings())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"obj", b"endobj" * 5])
def test_what_is_no_pdf_has_no_objects(tmp_path: Path, data: bytes) -> None:
    assert count_objects(written(tmp_path, data)) <= 1


def test_a_lost_file_has_no_objects(tmp_path: Path) -> None:
    assert count_objects(tmp_path / "gone.pdf") == 0


@given(st.binary(max_size=3000))
def test_noise_is_counted_without_an_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("noise") / "a.pdf"
    path.write_bytes(b"%PDF-1.5 /ObjStm /N 3 " + data)
    assert count_objects(path) >= 3


def test_a_large_file_is_counted_as_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mode in (PLAIN, PACKED):
        path = written(tmp_path, a_pdf(700, mode=mode))
        at_once = count_objects(path)
        with monkeypatch.context() as patch:
            patch.setattr(object_count, "_HELD", 0)
            assert count_objects(path) == at_once
