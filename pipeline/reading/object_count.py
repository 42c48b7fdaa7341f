"""How many objects a PDF holds, told from its bytes before anything is built of them.

In: the path of a PDF. Out: the number of objects, or a `ReadFailure` where that is over the limit of
the settings; and the same for what is drawn on one open page. A count costs a look through the bytes,
less than hashing them, while a reader has to keep a note on every object, and a mender a copy.

Objects stand in the file one by one, or packed by the thousand in streams that say how many they
hold. What such a stream says is counted, whether or not it keeps its word.
"""

from __future__ import annotations

import mmap
import os
import re
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.reading.failure import ReadFailure

__all__ = ["TooManyObjectsError", "check_objects", "check_page_objects", "count_objects"]

_PACKED_RE = re.compile(rb"/N[\s\0]{0,8}(\d{1,9})\b")
_KIND_RE = re.compile(rb"ObjStm")
# What stands in one dictionary with its kind is never further away, bytes.
_REACH = 400
# An object that lies across the border of two pieces is counted all the same or not: it is one.
_PIECE = 1 << 24
# What is no larger is read at once, which is quicker than mapping it page by page.
_HELD = 1 << 25
# «1 0 obj 0», bytes.
_SHORTEST = 9


class TooManyObjectsError(Exception):
    """More is drawn on one page than the settings allow."""


def check_objects(path: Path, settings: Settings) -> None:
    """Refuse the PDF at `path` if it holds more objects than `settings.max_objects`.

    Raises:
        ReadFailure: ``too-many-objects``, with the number and the limit.
    """
    count = count_objects(path, least=settings.max_objects)
    if count > settings.max_objects:
        detail = f"{count} > {settings.max_objects} objects"
        raise ReadFailure(OutcomeCode.TOO_MANY_OBJECTS, detail)


def check_page_objects(page: pdfium.PdfPage, settings: Settings) -> None:
    """Refuse an open page on which more is drawn than `settings.max_objects`.

    Raises:
        TooManyObjectsError: If so.
    """
    if pdfium_c.FPDFPage_CountObjects(page.raw) > settings.max_objects:
        raise TooManyObjectsError


def count_objects(path: Path, *, least: int = 0) -> int:
    """Return how many objects the PDF at `path` holds, packed ones included; 0 for a lost file.

    Args:
        path: The PDF.
        least: A file too short for so many single objects is only looked through for packed ones.
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size <= _HELD:
                return _count(file.read(), least)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _count(data, least)
    except (OSError, ValueError):  # gone or emptied meanwhile: whoever opens it next will say so
        return 0


def _count(data: bytes | mmap.mmap, least: int) -> int:
    return (_plain(data) if len(data) >= least * _SHORTEST else 0) + _packed(data)


def _plain(data: bytes | mmap.mmap) -> int:
    pieces = (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))
    return sum(piece.count(b"obj") - piece.count(b"endobj") for piece in pieces)


def _packed(data: bytes | mmap.mmap) -> int:
    total, counted = 0, -1
    for kind in _KIND_RE.finditer(data):
        at = kind.start()
        begin = max(counted + 1, at - _REACH)
        for number in _PACKED_RE.finditer(data, begin, min(len(data), at + _REACH)):
            total += int(number.group(1))
            counted = number.start()
    return total
