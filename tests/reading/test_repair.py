"""Damaged PDFs are read from a mended copy, say so, and stay as they are."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pikepdf
import pytest
import typst

from models.outcome import Category
from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.process import process_file
from pipeline.reading import ReadFailure
from pipeline.reading import read_file
from pipeline.reading.failure import REPAIRED
from pipeline.reading.repair import repaired_copy

SOURCE = """#set page(width: 400pt, height: 300pt, margin: 40pt)
#set text(font: "Liberation Serif", size: 12pt)
Thực hiện Kế hoạch số 134-KH/TU của Ban Thường vụ Thành ủy, đề nghị các cấp ủy thực hiện.
#pagebreak()
Giao Văn phòng theo dõi, đôn đốc các chi bộ báo cáo kết quả về Thường trực Thành ủy.
"""


@pytest.fixture(scope="module")
def plain_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF of two pages whose objects stand in the open, with a table of the old kind."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "a.typ").write_text(SOURCE, encoding="utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"))
    with pikepdf.open(folder / "a.pdf") as pdf:
        for page in pdf.pages:
            page.obj["/MediaBox"] = pikepdf.Array([0, 0, 400, 300])
        pdf.save(
            folder / "b.pdf",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            static_id=True,
        )
    return (folder / "b.pdf").read_bytes()


def text_of(path: Path) -> str:
    return " ".join(word.text for page in read_file(path, Settings()).pages for word in page.words)


def without_table(data: bytes) -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n99", data)


def without_root(data: bytes) -> bytes:
    return data.replace(b"/Root", b"/R00t")


def without_tree(data: bytes) -> bytes:
    return re.sub(rb"/Kids\s*\[[^\]]*\]", lambda m: b" " * len(m.group()), data)


@pytest.mark.parametrize("harm", [without_root, without_tree])
def test_a_damaged_pdf_is_read_from_a_mended_copy(tmp_path, plain_pdf, harm) -> None:
    path = tmp_path / "a.pdf"
    harmed = harm(plain_pdf)
    assert harmed != plain_pdf
    path.write_bytes(harmed)
    record = process_file(path, Settings())
    assert record.outcome.code is OutcomeCode.REPAIRED
    assert record.outcome.category is Category.PARTIAL
    assert record.outcome.detail == "2 pages"
    assert record.outcome.next_step
    assert record.outcome.next_step_en
    assert "134-KH/TU" in text_of(path)
    assert path.read_bytes() == harmed
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]


def test_a_sound_pdf_is_not_called_repaired(tmp_path, plain_pdf) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf)
    assert REPAIRED not in read_file(path, Settings()).notes
    assert process_file(path, Settings()).outcome.code is not OutcomeCode.REPAIRED


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"garbage " * 500,
        b"%PDF-1.4\n" + b"<<" * 50_000,
        b"%PDF-1.4\n1 0 obj<</Type/Page/Parent 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    ],
)
def test_what_cannot_be_saved_ends_as_before(tmp_path, data) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadFailure) as caught:
        read_file(path, Settings())
    assert caught.value.code in {OutcomeCode.DAMAGED, OutcomeCode.NO_PAGES}


def test_a_password_is_no_damage(tmp_path, plain_pdf) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf)
    with pikepdf.open(path) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    with pytest.raises(ReadFailure) as caught:
        read_file(tmp_path / "b.pdf", Settings())
    assert caught.value.code is OutcomeCode.PASSWORD


def test_loose_pages_are_gathered_within_the_limit(tmp_path, plain_pdf) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(without_tree(plain_pdf))
    with pytest.raises(ReadFailure) as caught:
        read_file(path, Settings(max_pages=1))
    assert caught.value.code is OutcomeCode.TOO_MANY_PAGES


@pytest.mark.parametrize("seed", range(6))
def test_noise_in_a_pdf_never_ends_a_repair_badly(tmp_path, plain_pdf, seed) -> None:
    rng = random.Random(seed)  # noqa: S311 - a test's noise
    data = bytearray(plain_pdf)
    for _ in range(60):
        data[rng.randrange(10, len(data))] = rng.randrange(256)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    copy = repaired_copy(path, max_pages=10)
    assert copy is None or copy.startswith(b"%PDF-")
    assert path.read_bytes() == data


def _bare(catalog: bytes, tree: bytes) -> bytes:
    """Return a PDF of a catalog and a tree of pages, with a sound table of objects."""
    first = b"%PDF-1.4\n"
    second = first + b"1 0 obj\n<< /Type /Catalog " + catalog + b" >>\nendobj\n"
    body = second + b"2 0 obj\n<< /Type /Pages " + tree + b" >>\nendobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n"
    places = table % (len(first), len(second))
    return (
        body + places + b"trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_bare(b"/Pages 2 0 R", b"/Kids [] /Count 0"), OutcomeCode.NO_PAGES),
        # the tree says three and none is there
        (_bare(b"/Pages 2 0 R", b"/Kids [] /Count 3"), OutcomeCode.DAMAGED),
        # the way to the tree is gone
        (_bare(b"/Pa0es 2 0 R", b"/Kids [] /Count 3"), OutcomeCode.DAMAGED),
    ],
)
def test_pages_that_were_lost_are_not_called_none(tmp_path: Path, data: bytes, code) -> None:
    (tmp_path / "in.pdf").write_bytes(data)
    with pytest.raises(ReadFailure) as caught:
        read_file(tmp_path / "in.pdf", Settings())
    assert caught.value.code is code
