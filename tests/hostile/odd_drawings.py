"""PDFs whose fonts, colours, patterns and pictures make a reader go round, dig deep or swell."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import numpy as np
from PIL import Image

from tests.hostile.hostile_file import HostileFile
from tests.hostile.hostile_file import one
from tests.hostile.odd_bones import ANY_READ
from tests.hostile.odd_bones import FONT
from tests.hostile.odd_bones import LARGE
from tests.hostile.odd_bones import LINE
from tests.hostile.odd_bones import NONE
from tests.hostile.odd_bones import Objects
from tests.hostile.odd_bones import objects_of
from tests.hostile.odd_bones import pdf_of
from tests.hostile.odd_bones import stream

__all__ = ["odd_drawings"]


def odd_drawings() -> Iterator[HostileFile]:
    """Yield all."""
    yield from _fonts()
    yield from _colours()
    yield from _pictures()


_CMAP = b"/CIDInit /ProcSet findresource begin begincmap\n%s\nendcmap end"


def _fonts() -> Iterator[HostileFile]:
    maps = {
        "map-range-whole": b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange "
        b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange",
        "map-ranges": b"".join(
            b"1 beginbfrange <%04x> <ffff> <0041> endbfrange " % n for n in range(300)
        ),
        "map-long": b"1 beginbfchar <41> <" + b"0041" * 200_000 + b"> endbfchar",
        "map-list": b"1 beginbfrange <00> <ff> [" + b"<0041> " * 200_000 + b"] endbfrange",
        "map-backwards": b"1 beginbfrange <ff> <00> <0041> endbfrange",
        "map-noise": bytes(range(256)) * 2_000,
        "map-surrogates": b"1 beginbfrange <00> <ff> <d800> endbfrange",
        "map-nul": b"1 beginbfrange <00> <ff> <0000> endbfrange",
        "map-marks": b"1 beginbfrange <00> <ff> <202e> endbfrange",
        "map-escapes": b"1 beginbfrange <00> <ff> <001b> endbfrange",
    }
    for name, rules in maps.items():
        objects = objects_of() | {
            5: FONT[:-2] + b"/ToUnicode 6 0 R>>",
            6: stream(_CMAP % rules),
        }
        yield one(f"font-{name}.pdf", pdf_of(objects), *ANY_READ)
    ring = stream(_CMAP % b"/Own usecmap", b"/Type/CMap/CMapName/Own/UseCMap 7 0 R")
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>"
    text = LINE.replace(b"(So", b"<00410042> Tj (So")
    for name, encoding, widths in (
        ("cid-map-ring", b"7 0 R", b""),
        ("cid-widths-giant", b"/Identity-H", b"/W[0 4294967295 500]"),
        ("cid-widths-many", b"/Identity-H", b"/W[" + b"0 65535 500 " * 50_000 + b"]"),
        ("cid-widths-deep", b"/Identity-H", b"/W[0" + b"[" * 50_000 + b"]" * 50_000 + b"]"),
        ("cid-upright", b"/Identity-V", b"/DW2[1e30 -1e30]/W2[0 65535 -1e9 1e9 1e9]"),
        ("cid-vertical", b"/UniJIS-UTF16-V", b""),
    ):
        objects = objects_of(text) | {
            5: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding %s/DescendantFonts[6 0 R]>>"
            % encoding,
            6: below + widths + b">>",
            7: ring,
        }
        yield one(f"font-{name}.pdf", pdf_of(objects), *ANY_READ)
    for name, keys in (
        ("chars-giant", b"/FirstChar -2147483648/LastChar 2147483647/Widths[500]"),
        ("names-many", b"/Encoding<</Differences[0 " + b"/a" * 300_000 + b"]>>"),
        ("names-negative", b"/Encoding<</Differences[-9 /a 99999999 /b]>>"),
        ("encoding-ring", b"/Encoding 6 0 R"),
        ("descriptor-ring", b"/FontDescriptor 6 0 R"),
        (
            "file-noise",
            b"/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>",
        ),
        (
            "file-one-noise",
            b"/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontFile 7 0 R>>",
        ),
        (
            "file-three-noise",
            b"/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontFile3 7 0 R>>",
        ),
    ):
        noise = np.random.default_rng(5).bytes(20_000)
        objects = objects_of() | {
            5: b"<</Type/Font/Subtype/TrueType/BaseFont/A%s>>" % keys,
            6: b"<</Type/Encoding/BaseEncoding 6 0 R/Differences 6 0 R>>",
            7: stream(b"\0\1\0\0\0\x0c" + noise, b"/Length1 20006/Subtype/Type1C"),
        }
        yield one(f"font-{name}.pdf", pdf_of(objects), *ANY_READ)
    drawn = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[%s]/CharProcs<</a 6 0 R>>/Encoding<</Differences[0 %s]>>/FirstChar 0/LastChar 255/Widths[%s]/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>"
    for name, matrix, glyph in (
        ("draws-itself", b".1 0 0 .1 0 0", b"9 0 d0 BT /F1 9 Tf (aaaa) Tj ET"),
        ("matrix-zero", b"0 0 0 0 0 0", b"9 0 d0 0 0 9 9 re f"),
        ("matrix-endless", b"1e38 0 0 1e38 0 0", b"9 0 d0 0 0 9 9 re f"),
        ("glyph-is-form", b".1 0 0 .1 0 0", b"9 0 d0 /X Do"),
    ):
        objects = objects_of() | {
            5: drawn % (matrix, b"/a " * 256, b"9 " * 256),
            6: stream(glyph, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        }
        yield one(f"font-drawn-{name}.pdf", pdf_of(objects), *LARGE)


def _colours() -> Iterator[HostileFile]:
    paint = b"/C cs 1 scn 72 600 99 9 re f /C CS 1 SCN 72 500 99 9 re S " + LINE
    deep = b"{" * 50_000 + b"}" * 50_000
    for name, space, six in (
        ("indexed-itself", b"6 0 R", b"[/Indexed 6 0 R 255 (abc)]"),
        ("indexed-giant", b"[/Indexed/DeviceRGB 2147483647 (abc)]", b"null"),
        ("icc-none", b"[/ICCBased 6 0 R]", stream(b"", b"/N 0")),
        ("icc-noise", b"[/ICCBased 6 0 R]", stream(bytes(range(256)) * 9, b"/N 3")),
        ("icc-ring", b"[/ICCBased 6 0 R]", stream(b"x", b"/N 3/Alternate[/ICCBased 6 0 R]")),
        (
            "tint-deep",
            b"[/Separation/A/DeviceRGB 6 0 R]",
            stream(deep, b"/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]"),
        ),
        (
            "tint-stack",
            b"[/Separation/A/DeviceRGB 6 0 R]",
            stream(
                b"{" + b"dup " * 100_000 + b"}", b"/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]"
            ),
        ),
        (
            "tint-copy",
            b"[/Separation/A/DeviceRGB 6 0 R]",
            stream(
                b"{2147483647 copy 2000000000 1 roll}",
                b"/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]",
            ),
        ),
        (
            "tint-ring",
            b"[/Separation/A/DeviceRGB 6 0 R]",
            b"<</FunctionType 3/Domain[0 1]/Functions[6 0 R 6 0 R]/Bounds[.5]/Encode[0 1 0 1]>>",
        ),
        (
            "tint-sampled",
            b"[/Separation/A/DeviceRGB 6 0 R]",
            stream(
                b"x",
                b"/FunctionType 0/Domain[0 1]/Range[0 1 0 1 0 1]/Size[2147483647]/BitsPerSample 32",
            ),
        ),
        ("many-inks", b"[/DeviceN[" + b"/a " * 5_000 + b"]/DeviceRGB 6 0 R]", b"null"),
        ("pattern-ring", b"[/Pattern 6 0 R]", b"[/Pattern 6 0 R]"),
    ):
        objects = objects_of(paint, resources=b"/ColorSpace<</C %s>>" % space) | {6: six}
        yield one(f"colour-{name}.pdf", pdf_of(objects), *LARGE)
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep %s/YStep %s/Resources<</Pattern<</P 6 0 R>>>>"
    fill = LINE + b"/Pattern cs /P scn 0 0 595 842 re f "
    for name, step in (("thin", b"0.001"), ("zero", b"0"), ("endless", b"1e38"), ("back", b"-.01")):
        objects = objects_of(fill, resources=b"/Pattern<</P 6 0 R>>") | {
            6: stream(b"/Pattern cs /P scn 0 0 9 9 re f", tile % (step, step))
        }
        yield one(f"tiles-{name}.pdf", pdf_of(objects), *LARGE, costly=name == "thin")
    mesh = b"/ShadingType %d/ColorSpace/DeviceRGB/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8/VerticesPerRow 2/Decode[0 595 0 842 0 1 0 1 0 1]"
    noise = np.random.default_rng(6).bytes(60_000)
    for kind in (4, 5, 6, 7):
        objects = objects_of(LINE + b"/S sh ", resources=b"/Shading<</S 6 0 R>>") | {
            6: stream(noise, mesh % kind)
        }
        yield one(f"mesh-{kind}.pdf", pdf_of(objects), *LARGE, costly=True)
    masked = b"/ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R>>>>>>"
    form = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>/Resources<<%s>>"
        % masked
    )
    objects = objects_of(b"/G gs " + LINE, resources=masked) | {
        6: stream(b"/G gs 0 0 9 9 re f", form)
    }
    yield one("mask-masks-itself.pdf", pdf_of(objects), *LARGE)


def _image(data: bytes, keys: bytes, more: Objects = NONE) -> bytes:
    draw = b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = objects_of(draw, resources=b"/XObject<</I 6 0 R>>")
    return pdf_of(objects | {6: stream(data, b"/Type/XObject/Subtype/Image" + keys)} | dict(more))


def _jpeg(mode: str = "L", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (800, 1100), "white").save(out, "JPEG", **options)
    return out.getvalue()


def _jpx_of_tiles() -> bytes:
    """Return a JPEG 2000 image of 10,000 × 10,000 pixels, each pixel a tile of its own."""
    out = io.BytesIO()
    Image.new("L", (64, 64), "white").save(out, "JPEG2000")
    data = bytearray(out.getvalue())
    at = data.find(b"\xff\x4f\xff\x51") + 8
    data[at : at + 8] = struct.pack(">II", 10_000, 10_000)
    data[at + 16 : at + 24] = struct.pack(">II", 1, 1)
    return bytes(data)


def _scans(jpeg: bytes, times: int) -> bytes:
    """Return a progressive JPEG whose last scan comes so many times."""
    at = jpeg.rfind(b"\xff\xda")
    return jpeg[:at] + jpeg[at:-2] * times + b"\xff\xd9"


def _pictures() -> Iterator[HostileFile]:
    grey = b"/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent %d"
    jpeg = b"/Width 800/Height 1100/ColorSpace/Device%s/BitsPerComponent 8/Filter/DCTDecode"
    small = grey % (9, 9, 8)
    for name, data in (
        ("jpeg-cmyk", _image(_jpeg("CMYK"), jpeg % b"CMYK")),
        ("jpeg-says-rgb", _image(_jpeg("L"), jpeg % b"RGB")),
        ("jpeg-cut", _image(_jpeg("RGB", progressive=True)[:3_000], jpeg % b"RGB")),
        ("jpeg-scans", _image(_scans(_jpeg("RGB", progressive=True), 500), jpeg % b"RGB")),
        ("jpeg-twelve-bits", _image(_jpeg().replace(b"\x00\x11\x08", b"\x00\x11\x0c", 1), jpeg % b"Gray")),
        ("jpx-tiles", _image(_jpx_of_tiles(), grey % (10_000, 10_000, 8) + b"/Filter/JPXDecode")),
        ("fax-wide", _image(b"\0" * 99, grey % (60_000, 1_900, 1) + b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 1900>>")),
        ("fax-lie", _image(b"\xff" * 9_999, grey % (900, 900, 1) + b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 1000000000>>")),
        ("fax-mixed", _image(b"\x5a" * 9_999, grey % (900, 900, 1) + b"/Filter/CCITTFaxDecode/DecodeParms<</K 4/Columns 0/Rows -5/EncodedByteAlign true>>")),
        ("bits-odd", _image(b"\0" * 99, grey % (9, 9, 7))),
        ("bits-giant", _image(b"\0" * 99, grey % (9, 9, 2**30))),
        ("size-negative", _image(b"\0" * 99, grey % (-9, -9, 8))),
        ("size-none", _image(b"\0" * 99, grey % (0, 0, 8))),
        ("mask-is-itself", _image(b"\0" * 81, small + b"/SMask 6 0 R")),
        ("mask-50000", _image(b"\0" * 81, small + b"/SMask 7 0 R", {7: stream(b"", b"/Type/XObject/Subtype/Image" + grey % (50_000, 50_000, 8))})),
        ("mask-stencil", _image(b"\0" * 99, b"/Width 40000/Height 40000/ImageMask true/BitsPerComponent 1")),
        ("decode-odd", _image(b"\0" * 81, small + b"/Decode[nan 1e30]")),
        ("jbig2-shared", _image(b"\0" * 99, grey % (900, 900, 1) + b"/Filter/JBIG2Decode/DecodeParms<</JBIG2Globals 6 0 R>>")),
        ("jbig2-stripes", _image(struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", 900, 2**32 - 1, 0, 0, 0, 0xFFFF), grey % (900, 900, 1) + b"/Filter/JBIG2Decode")),
    ):  # fmt: skip
        yield one(f"picture-{name}.pdf", data, *LARGE)
