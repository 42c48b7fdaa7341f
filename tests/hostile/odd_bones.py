"""The bones of a PDF made by hand: objects, their table plain or in a stream, and the outcomes that a
file may end in whose reader has to make the best of it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from types import MappingProxyType

from models.outcome import OutcomeCode as Code
from tests.hostile.hostile_file import READ

__all__ = [
    "ANY_READ",
    "BROKEN",
    "EMPTY",
    "FONT",
    "LARGE",
    "LINE",
    "NONE",
    "Objects",
    "objects_of",
    "pdf_of",
    "stream",
    "with_table_stream",
]

LINE = b"BT /F1 12 Tf 72 700 Td (So 12-KH/TU ngay 3 thang 4 nam 2026 ke hoach thuc hien) Tj ET "
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
EMPTY = (Code.NOTHING_TO_READ, Code.NOT_READABLE, Code.DAMAGED)
ANY_READ = (*READ, *EMPTY, Code.REPAIRED)
BROKEN = (*ANY_READ, Code.NO_PAGES)
_OVER = (Code.TOO_MANY_PIXELS, Code.OUT_OF_MEMORY, Code.OUT_OF_TIME, Code.NO_PROGRESS)
LARGE = (*ANY_READ, *_OVER)

Objects = Mapping[int, bytes]
NONE: Objects = MappingProxyType({})


def stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(data), data)


def objects_of(
    content: bytes = LINE, *, resources: bytes = b"", page: bytes = b"", root: bytes = b""
) -> dict[int, bytes]:
    """Return root 1, tree 2, page 3, its content 4, its font 5; others are the caller's."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>"
        % (b"" if b"MediaBox" in page else b"/MediaBox[0 0 595 842]", resources, page),
        4: stream(content),
        5: FONT,
    }


def _body(objects: Objects) -> tuple[bytes, dict[int, int]]:
    out, places = b"%PDF-1.7\n", {}
    pieces = [out]
    at = len(out)
    for number, data in objects.items():
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        places[number] = at
        pieces.append(piece)
        at += len(piece)
    return b"".join(pieces), places


def pdf_of(objects: Objects, *, trailer: bytes = b"") -> bytes:
    """Return a sound file of these objects with a plain table."""
    body, places = _body(objects)
    top = max(objects) + 1
    rows = [b"0000000000 65535 f \n"]
    rows += [
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n"
        for n in range(1, top)
    ]
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        top, trailer, len(body),
    )  # fmt: skip
    return body + b"xref\n0 %d\n" % top + b"".join(rows) + end


def with_table_stream(
    objects: Objects, *, keys: bytes = b"", widths: bytes = b"[1 4 2]", packed: Objects = NONE
) -> bytes:
    """Return a file whose table is a stream; `packed` names objects and the streams they lie in."""
    body, places = _body(objects)
    own = max([*objects, *packed]) + 1
    rows = [struct.pack(">BIH", 0, 0, 65535)]
    for number in range(1, own):
        if number in places:
            rows.append(struct.pack(">BIH", 1, places[number], 0))
        elif number in packed:
            rows.append(struct.pack(">BIH", 2, int(packed[number]), 0))
        else:
            rows.append(struct.pack(">BIH", 0, 0, 0))
    rows.append(struct.pack(">BIH", 1, len(body), 0))
    table = stream(
        b"".join(rows),
        b"/Type/XRef/Size %d/W%s/Root 1 0 R%s"
        % (own + 1, widths, keys.replace(b"@", b"%d" % len(body))),
    )
    return body + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, table, len(body))
