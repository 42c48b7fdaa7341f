"""Word files, images and texts made by hand to harm a reader, and names made to harm a disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from models.outcome import OutcomeCode as Code
from tests.hostile.hostile_file import READ
from tests.hostile.hostile_file import HostileFile
from tests.hostile.hostile_file import one

__all__ = ["hostile_images", "hostile_names", "hostile_texts", "hostile_word_files"]

_UNREAD = (Code.NOTHING_TO_READ, Code.NOT_READABLE, Code.DAMAGED)
_BODY = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def hostile_word_files(sound: bytes) -> Iterator[HostileFile]:
    """Yield Word files; `sound` is one that reads well."""
    outside = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/os-release">]>'
    yield one("entity-outside.docx", _with(sound, _document("&e;", outside)), *READ, *_UNREAD)
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    many = f'<!DOCTYPE w [<!ENTITY e0 "ha">{laughs}]>'
    yield one("entity-laughs.docx", _with(sound, _document("&e11;", many)), *READ, *_UNREAD)
    deep = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    yield one("nested.docx", _with(sound, _document("", inside=deep)), *READ, *_UNREAD)
    tables = "<w:tbl><w:tr><w:tc>" * 200 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 200
    yield one("tables-in-tables.docx", _with(sound, _document("", inside=tables)), *READ, *_UNREAD)
    yield one("bomb.docx", _with(sound, b" " * 450_000_000), Code.TOO_LARGE)
    yield one("not-xml.docx", _with(sound, b"\0\1\2"), Code.DAMAGED)
    members = io.BytesIO()
    with zipfile.ZipFile(members, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"m{number}", b"")
        archive.writestr(_BODY, b"<a/>")
    yield one("members.docx", members.getvalue(), Code.TOO_LARGE, Code.NOT_A_DOCUMENT)
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../../outside.txt", b"x")
    yield one("climbing.docx", climbing.getvalue(), Code.NOT_A_DOCUMENT)


def _document(text: str, before: str = "", inside: str = "") -> bytes:
    body = f"<w:body><w:p><w:r><w:t>Kế hoạch {text}</w:t></w:r></w:p>{inside}</w:body>"
    return f'<?xml version="1.0"?>{before}<w:document {_W}>{body}</w:document>'.encode()


def _with(sound: bytes, body: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, body if name == _BODY else source.read(name))
    return out.getvalue()


def hostile_images() -> Iterator[HostileFile]:
    """Yield images that state a size or a chain of pages that is not there."""
    yield one("png-50000.png", _png(50_000, 50_000), Code.TOO_MANY_PIXELS)
    yield one("png-lie.png", _png(3_000, 3_000), *_UNREAD)
    entry = struct.Struct("<HHII")
    tags = [(256, 50_000), (257, 50_000), (258, 8), (259, 1), (262, 1), (273, 8), (279, 1)]
    fields = b"".join(entry.pack(tag, 4, 1, value) for tag, value in tags)
    page = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + fields
    yield one("tiff-50000.tif", page + struct.pack("<I", 0), Code.TOO_MANY_PIXELS, *_UNREAD)
    small = page.replace(struct.pack("<I", 50_000), struct.pack("<I", 900))
    yield one("tiff-loops.tif", small + struct.pack("<I", 8), *_UNREAD)
    far = small + struct.pack("<I", 2**31)
    yield one("tiff-leads-nowhere.tif", far, *_UNREAD)
    yield one("jpeg-header.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 400, *_UNREAD)
    header = struct.pack(
        "<2sIHHIIiiHHIIiiII", b"BM", 99, 0, 0, 54, 40, 50_000, 50_000, 1, 24, 0, 0, 0, 0, 0, 0
    )
    yield one("bmp-50000.bmp", header, Code.TOO_MANY_PIXELS, *_UNREAD)
    webp = b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\x3f\0" * 2 + b"\0" * 40
    yield one("webp-16384.webp", webp, Code.TOO_MANY_PIXELS, *_UNREAD)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def hostile_texts() -> Iterator[HostileFile]:
    """Yield texts that make a careless expression go back and forth without end."""
    head = "TỈNH ỦY MẪU\nSố 12-KH/TU\n\nKẾ HOẠCH\nthực hiện công tác\n\n"
    for title, piece in (
        ("article", "Điều 1"), ("bracket", "(((("), ("digits", "1"), ("day", "ngày "), ("number", "Số:"),
        ("subject", "V/v "), ("cited", "Quyết định số 12-QĐ/TU ngày 03/04/2026, "), ("stars", "**"),
        ("bars", "|a"), ("rows", "a\tb" + " " * 40 + "\n"), ("marks", "a\u0301\u0323"), ("dots", ". "), ("tags", "<b>"),
    ):  # fmt: skip
        yield one(f"{title}.txt", (head + piece * (200_000 // len(piece)) + "\n").encode(), *READ)
    yield one("line-10-megabytes.txt", (head + "kế hoạch " * 1_000_000).encode(), Code.TOO_LARGE)
    yield one("word-10-megabytes.txt", (head + "a" * 10_000_000).encode(), Code.TOO_LARGE)
    yield one("utf-16.txt", head.encode("utf-16"), *READ)
    yield one("utf-16-cut.txt", head.encode("utf-16")[:-1], Code.NOT_TEXT)
    yield one("sheets.txt", (head + "a\f" * 3_000).encode(), Code.TOO_MANY_PAGES)
    yield one(
        "nul.txt", head.encode() + b"\0" * 50 + head.encode(), Code.NOT_A_DOCUMENT, Code.NOT_TEXT
    )


def hostile_names(sound: bytes) -> Iterator[HostileFile]:
    """Yield a sound text under names that no careful person gives."""
    for number, name in enumerate(
        (
            b"a\nb.txt", b"..a...txt", b"n" * 251 + b".txt", b"\xff\xfe\x80.txt", b" .txt", b"-rf.txt",
            b"$(reboot);`id`.txt", b"<img src=x onerror=alert(1)>.txt", b"=HYPERLINK(1).txt",
            b"\x1b[31mred.txt", "\u202etxt.exe.txt".encode(), b"%s%n%00.txt",
        )
    ):  # fmt: skip
        data = sound + b"\n" * number  # no two have the same bytes
        yield HostileFile(name=name, data=data, ends=frozenset(READ))
