"""A wrong table of objects alone is no damage; whatever is cut off or missing besides it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typst

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.process import process_file
from pipeline.reading import ReadFailure
from pipeline.reading import read_file
from pipeline.reading.failure import REPAIRED
from pipeline.reading.jpx_size import size_in_codestream
from pipeline.reading.wholeness import is_whole

SOURCE = """#set page(width: 400pt, height: 300pt, margin: 40pt)
#set text(font: "Liberation Serif", size: 12pt)
Thực hiện Kế hoạch số 134-KH/TU của Ban Thường vụ Thành ủy, đề nghị các cấp ủy thực hiện.
#pagebreak()
Giao Văn phòng theo dõi, đôn đốc các chi bộ báo cáo kết quả về Thường trực Thành ủy.
"""

Harm = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def open_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF of two pages whose objects stand in the open, with a form drawn on the first."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "a.typ").write_text(SOURCE, encoding="utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"))
    with pikepdf.open(folder / "a.pdf") as pdf:
        seal = pdf.make_stream(b"0 0 9 9 re f")
        seal["/Type"], seal["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        seal["/BBox"] = pikepdf.Array([0, 0, 9, 9])
        name = pdf.pages[0].add_resource(seal, pikepdf.Name.XObject)
        pdf.pages[0].contents_add(b"q %s Do Q" % str(name).encode())
        pdf.save(folder / "b.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return (folder / "b.pdf").read_bytes()


def misplaced(data: bytes) -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n99", data)


def miscounted(data: bytes) -> bytes:
    """Every place in the table is seven bytes off."""
    row = re.compile(rb"\n(\d{10}) 00000 n")
    return row.sub(lambda m: b"\n%010d 00000 n" % (int(m[1]) + 7), data)


def in_a_mail(data: bytes) -> bytes:
    return b"Content-Type: application/pdf\r\n\r\n" + misplaced(data) + b"\n--end--\n" * 300


def cut_off(data: bytes) -> bytes:
    return data[: data.rfind(b"xref\n0")]


def cut_in_a_stream(data: bytes) -> bytes:
    return misplaced(data).replace(b"endstream", b"endstr3am")


def without_the_form(data: bytes) -> bytes:
    return misplaced(data).replace(b"/Subtype /Form", b"/Subtype /F0rm").replace(
        re.search(rb"\d+ 0 obj\n<< /BBox", data)[0], b"999 0 obj\n<< /BBox"  # type: ignore[index]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("harm", "whole"),
    [
        (bytes, True),
        (misplaced, True),
        (miscounted, True),
        (in_a_mail, True),
        (cut_off, False),
        (cut_in_a_stream, False),
        (without_the_form, False),
    ],
)
def test_only_the_table_may_be_wrong(
    tmp_path: Path, open_pdf: bytes, harm: Harm, whole: bool
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(harm(open_pdf))
    assert is_whole(path) is whole
    reading = read_file(path, Settings())
    assert (REPAIRED in reading.notes) is not whole
    code = process_file(path, Settings()).outcome.code
    assert (code is OutcomeCode.REPAIRED) is not whole


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.4\n%%EOF", b"endobj %%EOF"])
def test_what_is_no_pdf_is_not_whole(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert not is_whole(tmp_path / "a.pdf")
    assert not is_whole(tmp_path / "missing.pdf")


@pytest.mark.parametrize("version", [3, 4, 6])
@pytest.mark.parametrize(("word", "code"), [("", None), ("x", OutcomeCode.PASSWORD)])
def test_only_a_password_that_is_asked_for_is_one(
    tmp_path: Path, open_pdf: bytes, version: int, word: str, code: OutcomeCode | None
) -> None:
    (tmp_path / "a.pdf").write_bytes(open_pdf)
    newer = version > 3
    lock = pikepdf.Encryption(user=word, owner="y", R=version, aes=newer, metadata=newer)  # type: ignore[arg-type]
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=lock)
    assert outcome_of(tmp_path / "b.pdf") is code


@pytest.mark.parametrize(
    ("lock", "code"),
    [
        (b"<< /Filter /Standard /V 2 /R 3 /Length 128 >>", OutcomeCode.DAMAGED),
        (b"<< /Filter /Standard /O 7 >>", OutcomeCode.DAMAGED),
        (b"<< /Filter /Adobe.PubSec /V 4 /SubFilter /adbe.pkcs7.s4 >>", OutcomeCode.PASSWORD),
    ],
)
def test_a_broken_lock_is_damage(
    tmp_path: Path, open_pdf: bytes, lock: bytes, code: OutcomeCode
) -> None:
    data = open_pdf.replace(b"trailer <<", b"trailer << /Encrypt " + lock)
    assert data != open_pdf
    (tmp_path / "a.pdf").write_bytes(data)
    assert outcome_of(tmp_path / "a.pdf") is code


def outcome_of(path: Path) -> OutcomeCode | None:
    try:
        assert read_file(path, Settings()).notes == ()
    except ReadFailure as failure:
        return failure.code
    return None


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (
            b"jP  \xff\x4f\xff\x51\x00\x2f\x00\x00" + b"\0\0\x75\x30" * 2 + b"\0\0\0\x30" * 2,
            (29952, 29952),
        ),
        (b"\xff\x4f\xff\x51\x00\x2f\x00\x00" + b"\xff" * 8 + b"\0" * 8, (2**32 - 1, 2**32 - 1)),
        (b"\xff\x4f\xff\x51\x00\x2f\x00\x00" + b"\0" * 8 + b"\xff" * 8, (0, 0)),
        (b"\xff\x4f\xff\x51\x00\x2f\x00\x00" + b"\0" * 15, None),
        (b"\xff\xd8\xff\xe0", None),
    ],
)
def test_the_size_that_an_image_states_itself(head: bytes, size: tuple[int, int] | None) -> None:
    assert size_in_codestream(head) == size
