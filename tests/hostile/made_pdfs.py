"""PDFs made by hand to make a reader hang, swell, loop or die, each with the outcome that is right."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import numpy as np
import pikepdf
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from PIL import Image

from models.outcome import OutcomeCode as Code
from tests.hostile.hostile_file import READ
from tests.hostile.hostile_file import HostileFile
from tests.hostile.hostile_file import one

__all__ = ["hostile_pdfs"]

_LINE = b"BT /F1 12 Tf 72 700 Td (So 12-KH/TU ngay 3 thang 4 nam 2026 ke hoach thuc hien) Tj ET "
_A4 = (0, 0, 595, 842)
_EMPTY = (Code.NOTHING_TO_READ, Code.NOT_READABLE, Code.DAMAGED)
_BARE = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages%s>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%%%EOF"
)


def hostile_pdfs(sound: bytes) -> Iterator[HostileFile]:
    """Yield all; `sound` is a PDF that reads well, to be wrapped and locked."""
    yield from _broken_frames(sound)
    yield from _locked(sound)
    yield from _trees()
    yield from _pages()
    yield from _drawings()
    yield from _forms_in_forms()
    yield from _pictures()
    yield from _bombs()
    yield from _extras(sound)


def _pdf(content: bytes = _LINE, box: tuple[float, ...] = _A4, **extra: object) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page["/MediaBox"] = Array(list(box))
    page["/Contents"] = pdf.make_stream(content)
    page["/Resources"] = Dictionary(Font=Dictionary(F1=_font()))
    for key, value in extra.items():
        page["/" + key] = value
    return _saved(pdf)


def _font() -> pikepdf.Object:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=True, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _broken_frames(sound: bytes) -> Iterator[HostileFile]:
    gone = (Code.DAMAGED, Code.NO_PAGES)
    yield one("header-only.pdf", b"%PDF-1.7\n", *gone)
    yield one("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 2000, *gone)
    yield one("arrays.pdf", b"%PDF-1.4\n1 0 obj" + b"[" * 500_000 + b"endobj", *gone)
    yield one("dictionaries.pdf", b"%PDF-1.4\n" + b"<<" * 300_000, *gone)
    yield one("no-kids.pdf", _BARE % b"/Kids[]/Count 0", Code.NO_PAGES, Code.DAMAGED)
    yield one("html-before.pdf", b"<html><body>Trang 1</body></html>\r\n" + sound, *READ)
    yield one("html-behind.pdf", sound + b"\n<!-- " + b"x" * 5000 + b" -->", *READ)
    yield one("far-away.pdf", b"\n" * 5000 + sound, Code.REPAIRED)
    at = sound.rfind(b"startxref")
    loop = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\n" % at
    yield one("table-loops.pdf", sound[:at] + loop + b"startxref\n%d\n%%%%EOF" % at)
    yield one(
        "web-archive.pdf",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>So</p>\n",
        Code.NOT_A_DOCUMENT,
    )
    yield one(
        "postscript.pdf",
        b"%!PS-Adobe-3.0\n/Times findfont 12 scalefont setfont showpage\n",
        Code.NOT_A_DOCUMENT,
    )
    yield one(
        "old-word.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Code.NOT_A_DOCUMENT
    )
    yield one("program.pdf", b"\x7fELF\x02\x01\x01" + b"\0" * 600, Code.NOT_A_DOCUMENT)
    yield one("nothing.pdf", b"", Code.EMPTY)
    yield one("blanks.pdf", b" \n" * 400, Code.NOTHING_TO_READ)


def _locked(sound: bytes) -> Iterator[HostileFile]:
    for version in (2, 3, 4, 6):
        for word in ("", "đồng ý" if version > 4 else "mo ra"):
            newer = version > 3
            lock = pikepdf.Encryption(
                user=word, owner="chu", R=version, aes=newer, metadata=newer
            )  # fmt: skip
            with pikepdf.open(io.BytesIO(sound)) as pdf:
                data = _saved_locked(pdf, lock)
            name = f"lock-r{version}-{'word' if word else 'open'}.pdf"
            yield one(name, data, *((Code.PASSWORD,) if word else READ))
    plain = _pdf()
    broken = plain.replace(b"trailer <<", b"trailer << /Encrypt << /Filter /Standard /O 7 >> ")
    yield one("lock-broken.pdf", broken, Code.DAMAGED)


def _saved_locked(pdf: pikepdf.Pdf, lock: pikepdf.Encryption) -> bytes:
    out = io.BytesIO()
    pdf.save(out, encryption=lock)
    return out.getvalue()


def _trees() -> Iterator[HostileFile]:
    kids = b" ".join(b"3 0 R" for _ in range(100_000))
    page = b"\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    many = (_BARE % (b"/Count 100000/Kids[" + kids + b"]")).split(b"trailer")[0] + page
    yield one("pages-100000.pdf", many, Code.TOO_MANY_PAGES)
    lie = (_BARE % b"/Count 99999999/Kids[3 0 R]").split(b"trailer")[0] + page
    yield one("pages-lie.pdf", lie, Code.TOO_MANY_PAGES, *_EMPTY)
    yield one("tree-is-its-kid.pdf", _BARE % b"/Count 2/Kids[2 0 R 2 0 R]", Code.NO_PAGES, *_EMPTY)
    yield one(
        "root-is-tree.pdf", _BARE.replace(b"Pages 2", b"Pages 1") % b"", *_EMPTY, Code.NO_PAGES
    )
    deep = [b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"]
    deep += [
        b"%d 0 obj<</Type/Pages/Count 1/Kids[%d 0 R]>>endobj\n" % (n, n + 1) for n in range(2, 5000)
    ]
    data = b"".join(deep) + b"trailer<</Root 1 0 R>>\n%%EOF"
    yield one("tree-5000-deep.pdf", data, Code.NO_PAGES, *_EMPTY)


def _pages() -> Iterator[HostileFile]:
    large = (Code.TOO_MANY_PIXELS, *_EMPTY, *READ)
    yield one("page-10-metres.pdf", _pdf(box=(0, 0, 28_346, 28_346)), *large)
    yield one(
        "page-10-metres-drawn.pdf", _pdf(b"0 0 28000 28000 re f", (0, 0, 28_346, 28_346)), *large
    )
    yield one("page-without-size.pdf", _pdf(box=(0, 0, 0, 0)), *READ, *_EMPTY)
    yield one("page-endless.pdf", _pdf(box=(0, 0, -1e30, 1e30)), *large)
    yield one("page-dot.pdf", _pdf(box=(0, 0, 1, 1)), *READ, *_EMPTY)
    yield one("page-strip.pdf", _pdf(box=(0, 0, 14_400, 3)), *READ, *_EMPTY)
    yield one("page-unit.pdf", _pdf(box=(0, 0, 14_400, 14_400), UserUnit=75_000), *large)
    yield one("page-turned-45.pdf", _pdf(Rotate=45), *READ)
    yield one(
        "page-crop-outside.pdf", _pdf(CropBox=Array([5000, 5000, 6000, 6000])), *READ, *_EMPTY
    )


def _drawings() -> Iterator[HostileFile]:
    lines = b"".join(
        b"%d %d m %d %d l S " % (i % 595, i % 842, i * 7 % 595, i * 3 % 842) for i in range(30_000)
    )
    yield one("paths.pdf", _pdf(_LINE + lines), Code.OUT_OF_TIME, *READ, *_EMPTY, costly=True)
    grid = b"".join(
        b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (i, i, i, i) for i in range(0, 590, 2)
    )
    yield one("grid.pdf", _pdf(_LINE + grid), *READ, *_EMPTY)
    yield one("stack.pdf", _pdf(b"q " * 200_000 + _LINE), *READ, *_EMPTY)
    yield one("nested-marks.pdf", _pdf(b"/A " + b"<<" * 50_000 + b" BDC " + _LINE), *READ, *_EMPTY)
    yield one("not-a-number.pdf", _pdf(b"nan inf 1e39 -1e39 NaN Inf cm " + _LINE), *READ, *_EMPTY)
    yield one("matrix-endless.pdf", _pdf(b"1e38 0 0 1e38 1e38 1e38 cm " + _LINE), *READ, *_EMPTY)
    yield one("matrix-zero.pdf", _pdf(b"0 0 0 0 0 0 cm " + _LINE), *READ, *_EMPTY)
    yield one(
        "one-point.pdf",
        _pdf(b"BT /F1 12 Tf " + b"1 0 0 1 99 700 Tm (a) Tj " * 30_000 + b"ET"),
        *READ,
        *_EMPTY,
    )
    yield one(
        "one-line.pdf",
        _pdf(b"BT /F1 1 Tf 1 0 0 1 9 800 Tm (" + b"ab " * 50_000 + b") Tj ET"),
        *READ,
        *_EMPTY,
    )
    yield one("font-missing.pdf", _pdf(_LINE.replace(b"/F1", b"/F9")), *READ, *_EMPTY)
    yield one("font-giant.pdf", _pdf(_LINE.replace(b"12 Tf", b"1000000 Tf")), *READ, *_EMPTY)


def _forms_in_forms() -> Iterator[HostileFile]:
    ends = (*READ, *_EMPTY, Code.OUT_OF_TIME, Code.OUT_OF_MEMORY, Code.KILLED)
    yield one("forms-chain.pdf", _nested(400, 1), *READ, *_EMPTY)
    yield one("forms-ten-to-the-ninth.pdf", _nested(9, 10), *ends, costly=True)
    pdf = pikepdf.new()
    form = pdf.make_indirect(pdf.make_stream(b"/X Do " + _LINE))
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array(_A4)
    form["/Resources"] = Dictionary(XObject=Dictionary(X=form), Font=Dictionary(F1=_font()))
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page["/Contents"] = pdf.make_stream(b"/X Do")
    page["/Resources"] = Dictionary(XObject=Dictionary(X=form))
    yield one("form-draws-itself.pdf", _saved(pdf), *READ, *_EMPTY)


def _nested(depth: int, times: int) -> bytes:
    pdf = pikepdf.new()
    inner: pikepdf.Object | None = None
    for _ in range(depth):
        form = pdf.make_stream(b"/X Do " * times if inner is not None else _LINE)
        form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array(_A4)
        form["/Resources"] = Dictionary(Font=Dictionary(F1=_font()))
        if inner is not None:
            form["/Resources"]["/XObject"] = Dictionary(X=inner)
        inner = pdf.make_indirect(form)
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page["/Contents"] = pdf.make_stream(b"/X Do")
    page["/Resources"] = Dictionary(XObject=Dictionary(X=inner))
    return _saved(pdf)


def _picture(
    data: bytes, width: int, height: int, packing: pikepdf.Name | None, **keys: object
) -> bytes:
    pdf = pikepdf.new()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(data, filter=packing)
    stream["/Type"], stream["/Subtype"] = Name.XObject, Name.Image
    settings = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8} | keys
    for key, value in (settings | {"Width": width, "Height": height}).items():
        stream["/" + key] = value
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page["/Contents"] = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    page["/Resources"] = Dictionary(XObject=Dictionary(I=pdf.make_indirect(stream)))
    return _saved(pdf, compress_streams=False)


def _pictures() -> Iterator[HostileFile]:
    flat = zlib.compress(b"\xff" * 10_000_000, 9)
    over = Code.TOO_MANY_PIXELS
    yield one("image-50000.pdf", _picture(flat, 50_000, 50_000, Name.FlateDecode), over)
    bits = {"BitsPerComponent": 1}
    head = struct.pack(">IBBBI", 0, 48, 0, 1, 19)
    giant = head + struct.pack(">IIIIBH", 50_000, 50_000, 0, 0, 0, 0)
    yield one("jbig2-50000.pdf", _picture(giant, 50_000, 50_000, Name.JBIG2Decode, **bits), over)
    yield one("jbig2-lie.pdf", _picture(giant, 99, 99, Name.JBIG2Decode, **bits), *_EMPTY)
    fax = {"DecodeParms": Dictionary(K=-1, Columns=50_000, Rows=50_000), **bits}
    yield one(
        "ccitt-50000.pdf", _picture(b"\0" * 999, 50_000, 50_000, Name.CCITTFaxDecode, **fax), over
    )
    yield one("jpx-lie.pdf", _picture(_jpx(), 10, 10, Name.JPXDecode), over)
    yield one("jpx-broken.pdf", _picture(_jpx()[:200], 900, 900, Name.JPXDecode), over, *_EMPTY)
    yield one("image-thread.pdf", _picture(b"\0" * 60_000, 1, 60_000, None), *_EMPTY)
    yield one("image-cut.pdf", _picture(flat[:400], 2_000, 2_000, Name.FlateDecode), *_EMPTY)


def _jpx() -> bytes:
    """Return a small JPEG 2000 image whose header states 50,000 × 50,000 pixels."""
    out = io.BytesIO()
    Image.fromarray(np.full((64, 64), 255, np.uint8)).save(out, "JPEG2000")
    data = bytearray(out.getvalue())
    at = data.find(b"\xff\x4f\xff\x51") + 8
    data[at : at + 8] = struct.pack(">II", 50_000, 50_000)
    return bytes(data)


def _bombs() -> Iterator[HostileFile]:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(1_000)) + packer.flush()
    swells = (Code.OUT_OF_MEMORY, Code.KILLED, *READ, *_EMPTY)
    for name, data, packing in (
        ("bomb-1-gigabyte.pdf", bomb, Name.FlateDecode),
        ("bomb-twice-packed.pdf", zlib.compress(bomb, 9), Array([Name.FlateDecode] * 2)),
    ):
        pdf = pikepdf.new()
        stream = pikepdf.Stream(pdf, b"")
        stream.write(data, filter=packing)
        pdf.add_blank_page(page_size=(595, 842)).obj["/Contents"] = pdf.make_indirect(stream)
        yield one(name, _saved(pdf, compress_streams=False), *swells, costly=True)


def _extras(sound: bytes) -> Iterator[HostileFile]:
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        script = Dictionary(
            S=Name.JavaScript, JS=pikepdf.String('app.launchURL("http://127.0.0.1:9/")')
        )
        pdf.Root["/OpenAction"] = script
        pdf.attachments["program.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ")
        yield one("script-and-attachment.pdf", _saved(pdf), *READ)
        pdf.Root["/Collection"] = Dictionary(View=Name.D)
        yield one("portfolio.pdf", _saved(pdf), *READ)
        sheet = pdf.make_stream(
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/os-release">]><a>&b;</a>'
        )
        pdf.Root["/AcroForm"] = Dictionary(XFA=sheet, Fields=Array([]), NeedAppearances=True)
        yield one("xfa.pdf", _saved(pdf), *READ)
        marks = [
            Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([i % 500, i % 800, 9, 9]))
            for i in range(3_000)
        ]
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(mark) for mark in marks])
        yield one("annotations.pdf", _saved(pdf), *READ)
