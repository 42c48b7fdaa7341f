"""What a file is, by content; what is refused, and as what."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from models.outcome import OutcomeCode
from models.page import FileKind
from models.settings import Settings
from pipeline.reading.failure import ReadFailure
from pipeline.reading.sniff import sniff

VIETNAMESE = "Số 1021-CV/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"

KINDS = [
    # the name says something else in every case
    (b"%PDF-1.7\n", "a.txt", FileKind.PDF),
    (b"\n" * 1000 + b"%PDF-1.4\n", "b.docx", FileKind.PDF),
    (b"\xff\xd8\xff\xe0" + b"\0" * 20, "photo.png", FileKind.IMAGE),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "c.pdf", FileKind.IMAGE),
    (b"II*\x00" + b"\0" * 20, "d", FileKind.IMAGE),
    (b"MM\x00*" + b"\0" * 20, "e", FileKind.IMAGE),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "f", FileKind.IMAGE),
    (b"BM\x10\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "g", FileKind.IMAGE),
    (b"%!\n1 0 obj\n<<>>\nendobj\n", "headless.txt", FileKind.PDF),
    (b"trailer<</Encrypt 62 0 R>>\n62 0 obj<</Filter/Standard", "a rest of one.pdf", FileKind.PDF),
    ("Công văn nói về từ «trailer» và «62 0».".encode(), "no rest.txt", FileKind.TEXT),
    (b"\n" * 5000 + b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "late.pdf", FileKind.PDF),
    (VIETNAMESE.encode(), "h.pdf", FileKind.TEXT),
    (b"<b>So 12-CV/TU</b>\n", "bold.pdf", FileKind.TEXT),
    (b"<!-- nhap -->\nSo 12-CV/TU\n", "remark.txt", FileKind.TEXT),
    (b"<!-- nhap, so 12-CV/TU\n", "open-remark.txt", FileKind.TEXT),
    (b"\xef\xbb\xbf" + VIETNAMESE.encode(), "i", FileKind.TEXT),
    (VIETNAMESE.encode("utf-16"), "j", FileKind.TEXT),
    (b"BM thu Thanh uy\n", "k", FileKind.TEXT),
    # a letter cut by the end of the sample is no fault
    ((VIETNAMESE * 3000).encode(), "l", FileKind.TEXT),
    ((" " + VIETNAMESE * 3000).encode(), "m", FileKind.TEXT),
]


@pytest.mark.parametrize(("data", "name", "kind"), KINDS)
def test_kind(tmp_path: Path, data: bytes, name: str, kind: FileKind) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = sniff(path, Settings())
    assert found.kind is kind
    assert found.size_bytes == len(data)


REFUSED = [
    (b"", OutcomeCode.EMPTY),
    (b"\0\1\2\3" * 100, OutcomeCode.NOT_A_DOCUMENT),
    (b"MZ\x90\x00" + b"\0" * 50, OutcomeCode.NOT_A_DOCUMENT),
    (b"\x7fELF" + bytes(range(32)) * 4, OutcomeCode.NOT_A_DOCUMENT),
    (b"\x01\x02\x03\x04\x05\x06" * 50, OutcomeCode.NOT_A_DOCUMENT),
    ("Số công văn".encode()[:-4] + b"\xe1\xba" + b" tiep", OutcomeCode.NOT_TEXT),
    ("Uû ban nh©n d©n".encode("latin-1"), OutcomeCode.NOT_TEXT),
    (b"PK\x03\x04 cut off", OutcomeCode.DAMAGED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OutcomeCode.NOT_A_DOCUMENT),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        OutcomeCode.PASSWORD,
    ),
]


OTHER_KINDS = [
    (b"\n <!DOCTYPE HTML><html>", "web-page"),
    (b"\xef\xbb\xbf<html>", "web-page"),
    (b"<!-- ghi chu -->\n<html><body>So 12-CV/TU</body></html>", "web-page"),
    (b"<body><p>So 12-CV/TU</p></body>", "web-page"),
    (b"<meta charset=utf-8><title>Cong van</title>", "web-page"),
    (b"%FDF-1.2\n1 0 obj\n<< /FDF << /Fields [] >> >>\nendobj\n%%EOF\n", "form-data"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web-page"),
    (b"From: <Saved by Blink>\r\n", "web-page"),
    (b"<!-- made by hand -->\n<!-- twice -->\n<!DOCTYPE html><html>", "web-page"),
    (b"%!PS-Adobe-3.0\n", "postscript"),
    (
        b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">',
        "web-page",
    ),
    (b'<?xml version="1.0"?>\n<office:document>', "xml"),
    (b"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n", "form-data"),
    (b"{\\rtf1\\ansi So 12}", "rtf"),
]


@pytest.mark.parametrize(("data", "kind"), OTHER_KINDS)
def test_the_wrong_type_behind_a_name_is_told(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "in.pdf").write_bytes(data)
    with pytest.raises(ReadFailure) as caught:
        sniff(tmp_path / "in.pdf", Settings())
    assert (caught.value.code, caught.value.detail) == (OutcomeCode.NOT_A_DOCUMENT, kind)


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_refused(tmp_path: Path, data: bytes, code: OutcomeCode) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadFailure) as caught:
        sniff(path, Settings())
    assert caught.value.code is code


def test_missing_folder_link_and_special_file(tmp_path: Path) -> None:
    target = tmp_path / "real.txt"
    target.write_text(VIETNAMESE, encoding="utf-8")
    link, pipe = tmp_path / "link.txt", tmp_path / "pipe"
    link.symlink_to(target)
    os.mkfifo(pipe)
    for path, code in [
        (tmp_path / "none.pdf", OutcomeCode.MISSING),
        (target / "below-a-file", OutcomeCode.MISSING),
        (tmp_path / "nul\0name", OutcomeCode.MISSING),
        (tmp_path, OutcomeCode.NOT_A_DOCUMENT),
        (link, OutcomeCode.NOT_A_DOCUMENT),
        (pipe, OutcomeCode.NOT_A_DOCUMENT),
    ]:
        with pytest.raises(ReadFailure) as caught:
            sniff(path, Settings())
        assert caught.value.code is code, path


def test_what_stands_instead_of_a_file_is_told_by_a_code(tmp_path: Path) -> None:
    link, pipe = tmp_path / "link.txt", tmp_path / "pipe"
    link.symlink_to(tmp_path)
    os.mkfifo(pipe)
    for path, detail in [(tmp_path, "folder"), (link, "link"), (pipe, "special-file")]:
        with pytest.raises(ReadFailure) as caught:
            sniff(path, Settings())
        assert caught.value.detail == detail


def test_too_large_is_told_with_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    with pytest.raises(ReadFailure) as caught:
        sniff(path, Settings(max_bytes=10))
    assert caught.value.code is OutcomeCode.TOO_LARGE
    assert caught.value.detail == "11 > 10 bytes"


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_zip_that_is_a_word_file(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"word/document.xml": b"<a/>", "[Content_Types].xml": b""})
    assert sniff(path, Settings()).kind is FileKind.DOCX


def test_zip_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure) as caught:
        sniff(_zip(tmp_path / "a.docx", {"xl/workbook.xml": b"<a/>"}), Settings())
    assert caught.value.code is OutcomeCode.NOT_A_DOCUMENT


def test_zip_bomb(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.docx", {"word/document.xml": b"\0" * 30_000_000})
    with pytest.raises(ReadFailure) as caught:
        sniff(path, Settings())
    assert caught.value.code is OutcomeCode.TOO_LARGE
