"""What a file is, by its content and never by its name.

In: a path from outside. Out: its `FileKind`, or a `ReadFailure` that says why it is refused.

Order: does it exist, is it a plain file, is its size within bounds; then the first bytes (PDF header
within the first 1024, image signatures, a zip with a Word document in it, objects of a PDF whose
header is lost), then text that is no web page and no printer's program. Text comes last, because
nearly anything can be taken for text by a lenient decoder: a file with NUL or control characters, or
one that does not decode, is no text. Nothing is written, and links are not followed.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.outcome import OutcomeCode
from models.page import FileKind
from models.settings import Settings
from pipeline.reading.failure import ReadFailure
from pipeline.reading.legacy_evidence import decode_bytes

__all__ = ["Sniffed", "sniff"]

_HEAD_BYTES = 4096
_PDF_WINDOW = 1024
_IMAGE_SIGNATURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# Word in a browser names the main part «document2.xml»; which it is, the package's relations say.
_DOCUMENT_PART_RE = re.compile(r"word/document\d{0,2}\.xml")
# A dispatch in Word is below 20 MB of XML; a hundred times the file's size is no document.
_MAX_UNPACKED_BYTES = 400_000_000
_MAX_RATIO = 200
_RATIO_FLOOR_BYTES = 20_000_000
_MAX_MEMBERS = 5_000
# Answers to a form without the form: built of the objects of a PDF, and not one page among them.
_FORM_DATA = b"%FDF-"
_WEB_PAGE_ROOT = b"<html"
_TRAILER_RE = re.compile(rb"\btrailer\s{0,4}<<")
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1a")
_SAMPLE_BYTES = 65_536
# Text by its bytes, and no document by what it is: the beginning tells.
_OTHER_KINDS = (
    (b"{\\rtf", "rtf"),
    (b"%!ps", "postscript"),
    (b"<!doctype html", "web-page"),
    (b"<html", "web-page"),
    (b"<head", "web-page"),
    (b"<body", "web-page"),
    (b"<meta", "web-page"),
    (b"<title", "web-page"),
    (b"<!--", "web-page"),
    (b"<svg", "drawing"),
    (b"<?xml", "xml"),
    (b"mime-version:", "web-page"),
    (b"from: <saved by", "web-page"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """What was found.

    Attributes:
        kind: What the file is.
        size_bytes: Its size when it was looked at.
    """

    kind: FileKind
    size_bytes: int


def sniff(path: Path, settings: Settings) -> Sniffed:
    """Tell what kind of file `path` is.

    Raises:
        ReadFailure: ``missing``, ``empty``, ``too-large``, ``not-a-document`` (a folder, a link, a
            special file, an archive, an old Word file, XML, answers to a form, anything unknown), ``password`` (an encrypted
            Office file), ``not-text``, ``damaged`` (a broken zip), ``not-readable`` never.
    """
    with _open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            raise ReadFailure(OutcomeCode.EMPTY)
        if size > settings.max_bytes:
            raise ReadFailure(OutcomeCode.TOO_LARGE, f"{size} > {settings.max_bytes} bytes")
        return Sniffed(kind=_kind_of(file, size), size_bytes=size)


@contextmanager
def _open_plain(path: Path) -> Iterator[BinaryIO]:
    """Open `path` if it is a plain file, without following a link in its last part."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            raise ReadFailure(OutcomeCode.NOT_A_DOCUMENT, _name_of(mode))
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        raise ReadFailure(OutcomeCode.MISSING) from None
    except PermissionError:
        raise ReadFailure(OutcomeCode.MISSING, "no-access") from None
    except (OSError, ValueError) as error:  # a name with NUL, a link put in between
        reason = getattr(error, "errno", None)
        raise ReadFailure(OutcomeCode.MISSING, f"errno {reason}" if reason else None) from None
    with os.fdopen(descriptor, "rb") as file:
        yield file


def _name_of(mode: int) -> str:
    """Return the stable code of what stands there instead of a file; it is put into words elsewhere."""
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "special-file"


def _kind_of(file: BinaryIO, size: int) -> FileKind:
    head = file.read(_HEAD_BYTES)
    if _is_image(head):
        return FileKind.IMAGE
    if b"%PDF-" in head[: _PDF_WINDOW + 5]:
        return FileKind.PDF
    if head.startswith(_ZIP):
        _check_docx(file, size)
        return FileKind.DOCX
    if head.startswith(_OLD_OFFICE):
        _refuse_old_office(file)
    if head.lstrip().startswith(_FORM_DATA):
        raise ReadFailure(OutcomeCode.NOT_A_DOCUMENT, "form-data")
    if _has_objects_of_pdf(file):
        return FileKind.PDF
    _check_text(file, head, size)
    return FileKind.TEXT


def _is_image(head: bytes) -> bool:
    if head.startswith(_IMAGE_SIGNATURES):
        return True
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return True
    # «BM» alone could begin a text: the header's reserved bytes are zero and its size is known.
    return head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and head[14:18] in {
        b"\x0c\0\0\0", b"\x28\0\0\0", b"\x34\0\0\0", b"\x38\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0",
    }  # fmt: skip


def _check_docx(file: BinaryIO, size: int) -> None:
    """Refuse a zip that is no Word document or that unpacks to more than a document can be."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            names = {member.filename for member in members[:_MAX_MEMBERS]}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise ReadFailure(OutcomeCode.DAMAGED, "zip") from None
    if not any(map(_DOCUMENT_PART_RE.fullmatch, names)):
        raise ReadFailure(OutcomeCode.NOT_A_DOCUMENT, "zip")
    unpacked = sum(member.file_size for member in members)
    too_dense = unpacked > _RATIO_FLOOR_BYTES and unpacked > size * _MAX_RATIO
    if len(members) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED_BYTES or too_dense:
        raise ReadFailure(OutcomeCode.TOO_LARGE, f"{unpacked} bytes, unpacked")
    if any(member.flag_bits & 0x1 for member in members):
        raise ReadFailure(OutcomeCode.PASSWORD)


def _refuse_old_office(file: BinaryIO) -> None:
    """A Word file with a password is an old-style container around an encrypted package."""
    file.seek(0)
    sample = file.read(_SAMPLE_BYTES)
    if "EncryptedPackage".encode("utf-16-le") in sample:
        raise ReadFailure(OutcomeCode.PASSWORD)
    raise ReadFailure(OutcomeCode.NOT_A_DOCUMENT, "old Office file")


def _has_objects_of_pdf(file: BinaryIO) -> bool:
    """Tell a PDF that has lost its first line, or has it further down than any reader looks.

    So is what is left of one: the dictionary behind its table of objects («trailer <<»).
    """
    file.seek(0)
    sample = file.read(_SAMPLE_BYTES)
    objects = b"endobj" in sample and b" obj" in sample
    return objects or _TRAILER_RE.search(sample) is not None


def _check_text(file: BinaryIO, head: bytes, size: int) -> None:
    """Look at the beginning only; `plain_text` decodes the whole and has the last word."""
    begins = _without_remarks(head.removeprefix(b"\xef\xbb\xbf").lstrip())[:32].lower()
    for mark, kind in _OTHER_KINDS:
        if begins.startswith(mark):
            # Web pages may be XML too; so are drawings, feeds and what Word and forms hand over.
            is_page = kind == "xml" and _WEB_PAGE_ROOT in head.lower()
            raise ReadFailure(OutcomeCode.NOT_A_DOCUMENT, "web-page" if is_page else kind)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    file.seek(0)
    sample = file.read(_SAMPLE_BYTES)
    controls = sum(1 for byte in sample if byte < 0x20 and byte not in _ALLOWED_CONTROLS)
    if b"\0" in sample or controls > len(sample) // 100:
        raise ReadFailure(OutcomeCode.NOT_A_DOCUMENT)
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if size > len(sample) and error.start >= len(sample) - 3:
            return  # a letter cut by the end of the sample
        if decode_bytes(sample) is not None:
            return  # Vietnamese from before Unicode
        raise ReadFailure(OutcomeCode.NOT_TEXT, f"byte {error.start}") from None


def _without_remarks(head: bytes) -> bytes:
    """Return what follows the remarks with which a page of the web may begin."""
    while head.startswith(b"<!--"):
        head = head.partition(b"-->")[2].lstrip()
    return head
