"""Images, Word files and texts that bend their formats: chunks that swell, frames without number,
parts twice in a package, letters that hide; and files that are two kinds at once."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PIL import Image

from models.outcome import OutcomeCode as Code
from tests.hostile.hostile_file import READ
from tests.hostile.hostile_file import HostileFile
from tests.hostile.hostile_file import one

__all__ = ["double_natures", "odd_images", "odd_texts", "odd_word_files"]

_UNREAD = (Code.NOTHING_TO_READ, Code.NOT_READABLE, Code.DAMAGED)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BODY = "word/document.xml"
_HEAD = "TỈNH ỦY MẪU\n*\nSố 12-KH/TU\n\nKẾ HOẠCH\nthực hiện công tác năm 2026\n\n"


def _chunk(kind: bytes, data: bytes, *, sum_: int | None = None) -> bytes:
    check = zlib.crc32(kind + data) if sum_ is None else sum_
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def _png(
    *chunks: bytes,
    size: tuple[int, int] = (300, 300),
    depth: int = 8,
    colour: int = 0,
    rows: bytes | None = None,
) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0))
    data = _chunk(
        b"IDAT", zlib.compress(rows if rows is not None else (b"\0" + b"\xff" * size[0]) * size[1])
    )
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + data + _chunk(b"IEND", b"")


def odd_images() -> Iterator[HostileFile]:
    """Yield images."""
    yield from _odd_pngs()
    yield from _odd_jpegs()
    yield from _odd_tiffs()
    yield from _other_images()


def _odd_pngs() -> Iterator[HostileFile]:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(300)) + packer.flush()
    grey16 = (b"\0" + b"\xff\xff" * 300) * 300
    for name, data in (
        ("colours-bomb", _png(_chunk(b"iCCP", b"a\0\0" + bomb))),
        ("text-bomb", _png(_chunk(b"zTXt", b"a\0\0" + bomb))),
        ("text-bomb-wide", _png(_chunk(b"iTXt", b"a\0\1\0\0\0" + bomb))),
        ("texts-many", _png(_chunk(b"tEXt", b"a\0b") * 100_000)),
        ("sum-wrong", _png(_chunk(b"gAMA", b"\0\0\0\1", sum_=1))),
        ("sum-of-rows-wrong", _png().replace(b"IEND", b"JEND")),
        ("palette-missing", _png(colour=3)),
        ("depth-odd", _png(depth=7)),
        ("depth-16", _png(depth=16, rows=grey16)),
        ("rows-missing", _png(rows=b"\0" * 90)),
        ("rows-filter-odd", _png(rows=(b"\x09" + b"\xff" * 300) * 300)),
        ("rows-bomb", _png(rows=b"\0" * 50_000_000)),
        ("clear-long", _png(_chunk(b"tRNS", b"\0" * 5_000))),
        ("moving", _png(_chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0)))),
        ("length-over", _png()[:33] + b"\xff\xff\xff\xffIDAT"),
        ("exif-ring", _png(_chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\1\x87\x69\0\4\0\0\0\1\0\0\0\x08\0\0\0\0"))),
        ("size-none", _png(size=(0, 300))),
        ("line", _png(size=(60_000, 1))),
        ("bits", _png(size=(30_000, 3_900), depth=1, rows=(b"\0" + b"\xff" * 3_750) * 3_900)),
    ):  # fmt: skip
        ends = (*_UNREAD, Code.TOO_MANY_PIXELS, Code.OUT_OF_MEMORY)
        yield one(f"png-{name}.png", data, *ends, costly=name == "bits")


def _jpeg(mode: str = "L", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (800, 1100), "white").save(out, "JPEG", **options)
    return out.getvalue()


def _odd_jpegs() -> Iterator[HostileFile]:
    plain, steps = _jpeg(), _jpeg("RGB", progressive=True)
    at = steps.rfind(b"\xff\xda")
    for name, data in (
        ("cmyk", _jpeg("CMYK")),
        ("steps-cut", steps[: len(steps) // 2]),
        ("steps-many", steps[:at] + steps[at:-2] * 500 + b"\xff\xd9"),
        ("arithmetic", plain.replace(b"\xff\xc0", b"\xff\xc9", 1)),
        ("lossless", plain.replace(b"\xff\xc0", b"\xff\xc3", 1)),
        ("twelve-bits", plain.replace(b"\x00\x11\x08", b"\x00\x11\x0c", 1) + b" "),
        ("tables-missing", plain.replace(b"\xff\xc4", b"\xff\xfe")),
        ("restarts", plain[:2] + b"\xff\xdd\0\4\0\1" + plain[2:]),
        ("remarks", plain[:2] + (b"\xff\xfe\xff\xff" + b"x" * 65_533) * 40 + plain[2:]),
        ("no-end", plain[:-2] + b"\0" * 1_000_000),
        ("dots-none", plain.replace(b"JFIF\0\1\1\0\0\1\0\1", b"JFIF\0\1\1\1\0\0\0\0")),
        ("dots-giant", plain.replace(b"JFIF\0\1\1\0\0\1\0\1", b"JFIF\0\1\1\1\xff\xff\xff\xff")),
        ("exif-turn-odd", plain[:2] + b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\x63\0\0\0\0\0\0" + plain[2:]),
        ("exif-turn-text", plain[:2] + b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\2\0\0\0\1\0\x63\0\0\0\0\0\0" + plain[2:]),
        ("size-none", plain.replace(b"\x04\x4c\x03\x20", b"\0\0\0\0", 1)),
        ("size-lie", plain.replace(b"\x04\x4c\x03\x20", b"\x40\0\x03\x20", 1)),
    ):  # fmt: skip
        yield one(f"jpeg-{name}.jpg", data, *_UNREAD, Code.TOO_MANY_PIXELS)


def _tiff(
    *fields: tuple[int, int, int, int], data: bytes = b"", after: int = 0, big: bool = False
) -> bytes:
    """Return a TIFF of one directory; the pixels stand at byte 8 (16 in a big one)."""
    start = 16 if big else 8
    place = start + len(data)
    count = struct.pack("<Q" if big else "<H", len(fields))
    row = struct.Struct("<HHQQ" if big else "<HHII")
    head = (
        b"II+\0\x08\0\0\0" + struct.pack("<Q", place)
        if big
        else b"II*\0" + struct.pack("<I", place)
    )
    rows = b"".join(row.pack(*field) for field in fields)
    return head + data + count + rows + struct.pack("<Q" if big else "<I", after)


def _fields(**changes: tuple[int, int, int] | None) -> list[tuple[int, int, int, int]]:
    tags = {
        "width": (256, 4, 1, 300), "height": (257, 4, 1, 300), "bits": (258, 3, 1, 8), "packing": (259, 3, 1, 1),
        "meaning": (262, 3, 1, 1), "place": (273, 4, 1, 8), "samples": (277, 3, 1, 1), "rows": (278, 4, 1, 300),
        "bytes": (279, 4, 1, 90_000),
    }  # fmt: skip
    for name, value in changes.items():
        if value is None:
            tags.pop(name)
        else:
            tags[name] = (tags[name][0], *value)
    return list(tags.values())


def _odd_tiffs() -> Iterator[HostileFile]:
    white = b"\xff" * 90_000
    floats = np.full((300, 300), np.nan, np.float32).tobytes()
    as_float = [(339, 3, 1, 3)]
    for name, data in (
        ("plain", _tiff(*_fields(), data=white)),
        ("floats", _tiff(*_fields(bits=(3, 1, 32), bytes=(4, 1, 360_000)), *as_float, data=floats)),
        ("samples-many", _tiff(*_fields(samples=(3, 1, 65_535)), data=white)),
        ("packing-odd", _tiff(*_fields(packing=(3, 1, 4_242)), data=white)),
        ("packing-fax", _tiff(*_fields(packing=(3, 1, 4), bits=(3, 1, 1)), data=white)),
        ("packing-jpeg-old", _tiff(*_fields(packing=(3, 1, 6)), data=white)),
        ("packing-jpeg", _tiff(*_fields(packing=(3, 1, 7)), data=white)),
        ("packing-lzw", _tiff(*_fields(packing=(3, 1, 5)), data=white)),
        ("packing-flate", _tiff(*_fields(packing=(3, 1, 8)), data=zlib.compress(white) + white)),
        ("palette-missing", _tiff(*_fields(meaning=(3, 1, 3)), data=white)),
        ("rows-none", _tiff(*_fields(rows=(4, 1, 0)), data=white)),
        ("counts-giant", _tiff(*_fields(place=(4, 2**32 - 1, 8)), data=white)),
        ("bytes-giant", _tiff(*_fields(bytes=(4, 1, 2**32 - 1)), data=white)),
        ("size-none", _tiff(*_fields(width=(4, 1, 0)), data=white)),
        ("size-missing", _tiff(*_fields(width=None), data=white)),
        ("tiles", _tiff(*_fields(place=None, bytes=None), (322, 4, 1, 0), (323, 4, 1, 0), (324, 4, 1, 8), data=white)),
        ("tiles-giant", _tiff(*_fields(place=None, bytes=None), (322, 4, 1, 2**31), (323, 4, 1, 2**31), (324, 4, 1, 8), (325, 4, 1, 9), data=white)),
        ("dots-none", _tiff(*_fields(), (282, 5, 1, 20), (283, 5, 1, 20), data=b"\0" * 90_000)),
        ("fields-none", _tiff(data=white)),
        ("fields-backwards", _tiff(*reversed(_fields()), data=white)),
        ("fields-odd", _tiff(*((tag, 99, 2**32 - 1, 7) for tag in range(250, 340)), data=white)),
        ("big", _tiff(*_fields(place=(4, 1, 16)), data=white, big=True)),
        ("cut", _tiff(*_fields(), data=white)[:5_000]),
        ("words", b"II*\0" + b"\xff" * 900),
    ):  # fmt: skip
        yield one(f"tiff-{name}.tif", data, *_UNREAD, Code.TOO_MANY_PIXELS)
    # Sound by its fields, and of a kind that no picture of a paper has.
    yield one("tiff-bits-64.tif", _tiff(*_fields(bits=(3, 1, 64)), data=white), Code.NOT_A_DOCUMENT)
    many = bytearray(b"II*\0\x08\0\0\0")
    for number in range(10_000):
        after = 0 if number == 9_999 else len(many) + 2 + 9 * 12 + 4
        fields = _fields(width=(4, 1, 1), height=(4, 1, 1), bytes=(4, 1, 1), rows=(4, 1, 1))
        many += _tiff(*fields, after=after)[8:]
    yield one("tiff-10000-pages.tif", bytes(many), Code.TOO_MANY_PAGES, *_UNREAD)


def _other_images() -> Iterator[HostileFile]:
    header = "<2sIHHIIiiHHIIiiII"
    for name, values in (
        ("bits-none", (40, 300, 300, 1, 0, 0)), ("upside-down", (40, 300, -300, 1, 8, 0)),
        ("narrow-negative", (40, -300, 300, 1, 24, 0)), ("runs", (40, 300, 300, 1, 8, 1)),
        ("runs-4", (40, 300, 300, 1, 4, 2)), ("fields", (40, 300, 300, 1, 32, 3)), ("packing-odd", (40, 300, 300, 1, 24, 9)),
    ):  # fmt: skip
        size, width, height, planes, bits, packing = values
        head = struct.pack(
            header, b"BM", 54 + 270_000, 0, 0, 54, size, width, height, planes, bits, packing, 0, 0, 0, 0, 0
        )  # fmt: skip
        yield one(
            f"bmp-{name}.bmp", head + b"\x00\x02\xff\xff" * 67_500, *_UNREAD, Code.TOO_MANY_PIXELS
        )
    frames = io.BytesIO()
    pictures = [Image.new("L", (64, 64), shade) for shade in range(0, 200, 2)]
    pictures[0].save(frames, "WEBP", save_all=True, append_images=pictures[1:], lossless=True)
    yield one("webp-moving.webp", frames.getvalue(), *_UNREAD)
    yield one("webp-cut.webp", frames.getvalue()[:200], *_UNREAD)
    yield one("webp-chunk-over.webp", frames.getvalue().replace(b"ANMF", b"ANM\xff"), *_UNREAD)
    yield one("gif.png", b"GIF89a" + b"\0" * 500, Code.NOT_A_DOCUMENT)
    yield one(
        "drawing.png",
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>So 1</text></svg>',
        Code.NOT_A_DOCUMENT,
    )
    yield one("photoshop.tif", b"8BPS\0\1" + b"\0" * 500, Code.NOT_A_DOCUMENT)
    yield one("heic.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 500, Code.NOT_A_DOCUMENT)
    yield one("djvu.pdf", b"AT&TFORM\0\0\1\0DJVM" + b"\0" * 500, Code.NOT_A_DOCUMENT)


_EMPTY: Mapping[str, str | bytes] = MappingProxyType({})


def _docx(
    sound: bytes,
    body: str | bytes = "",
    *,
    parts: Mapping[str, str | bytes] = _EMPTY,
    twice: str = "",
) -> bytes:
    """Return the package `sound` with another body, with `parts` in place of its own or beside them."""
    out = io.BytesIO()
    if isinstance(body, str):
        inside = f"<w:p><w:r><w:t>Kế hoạch số 12-KH/TU</w:t></w:r></w:p>{body}"
        body = f'<?xml version="1.0"?><w:document {_W} {_R}><w:body>{inside}</w:body></w:document>'
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, body if name == _BODY else source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
        if twice:
            # A second part of the same name: what opens which one is anybody's guess.
            with warnings.catch_warnings(action="ignore"):
                target.writestr(twice, source.read(twice))
    return out.getvalue()


_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELS = "word/_rels/document.xml.rels"
_RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def odd_word_files(sound: bytes) -> Iterator[HostileFile]:
    """Yield Word files; `sound` is one that reads well."""
    yield from _odd_bodies(sound)
    yield from _odd_parts(sound)
    yield from _odd_packages(sound)


def _odd_bodies(sound: bytes) -> Iterator[HostileFile]:
    cell = "<w:tc><w:tcPr>%s</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    wide = '<w:gridSpan w:val="%s"/>'
    table = "<w:tbl><w:tr>%s</w:tr></w:tbl>"
    border = '<w:tblPr><w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders></w:tblPr>'
    text = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    for name, body in (
        ("paragraphs-million", "<w:p/>" * 1_000_000),
        ("paragraphs-words", text % "Giao Văn phòng báo cáo" * 60_000),
        ("breaks", "<w:p>" + '<w:r><w:br w:type="page"/></w:r>' * 50_000 + "</w:p>"),
        ("runs", "<w:p>" + "<w:r><w:t>a </w:t></w:r>" * 200_000 + "</w:p>"),
        ("tabs", "<w:p><w:r>" + "<w:tab/>" * 300_000 + "</w:r></w:p>"),
        ("span-giant", table % (cell % (wide % 2_000_000_000))),
        ("span-negative", table % (cell % (wide % -7))),
        ("span-word", table % (cell % (wide % "a"))),
        ("span-giant-ruled", (table % (cell % (wide % 2_000_000_000))).replace("<w:tbl>", "<w:tbl>" + border)),
        ("cells-many", (table % (cell % "" * 20_000)).replace("<w:tbl>", "<w:tbl>" + border)),
        ("rows-many", "<w:tbl>" + border + f"<w:tr>{cell % '' * 3}</w:tr>" * 10_000 + "</w:tbl>"),
        ("merged-without-start", table % (cell % "<w:vMerge/>")),
        ("before-giant", f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>{cell % ""}</w:tr></w:tbl>'),
        ("tables-deep", "<w:tbl><w:tr><w:tc>" * 3_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3_000),
        ("chunk-outside", '<w:altChunk r:id="rId900"/>'),
        ("number-giant", f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{10**20}"/><w:numId w:val="{10**20}"/></w:numPr></w:pPr></w:p>'),
        ("number-word", '<w:p><w:pPr><w:numPr><w:ilvl w:val="a"/><w:numId w:val="-1"/></w:numPr></w:pPr></w:p>'),
        ("size-giant", '<w:p><w:r><w:rPr><w:sz w:val="999999999999"/></w:rPr><w:t>a</w:t></w:r></w:p>'),
        ("style-missing", '<w:p><w:pPr><w:pStyle w:val="nowhere"/></w:pPr></w:p>'),
        ("note-missing", '<w:p><w:r><w:footnoteReference w:id="99"/></w:r></w:p>'),
        ("marks-hidden", text % "\u202e\u200b\u2066\ufeff\u00ad" * 5_000),
        ("accents-piled", text % ("a" + "\u0301" * 100_000)),
        ("word-long", text % ("a" * 4_000_000)),
        ("symbols", '<w:p><w:r><w:sym w:font="a" w:char="GGGG"/><w:sym w:font="a" w:char="110000"/></w:r></w:p>'),
        ("sections", "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * 5_000),
        ("page-size-odd", '<w:sectPr><w:pgSz w:w="-9" w:h="a"/></w:sectPr>'),
        ("changed", '<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del><w:ins w:id="a"><w:ins><w:p/></w:ins></w:ins>'),
    ):  # fmt: skip
        ends = (*READ, *_UNREAD, Code.TOO_MANY_PAGES, Code.TOO_LARGE)
        costly = name in {"paragraphs-words", "rows-many", "runs"}
        yield one(f"word-{name}.docx", _docx(sound, body), *ends, costly=costly)


def _odd_parts(sound: bytes) -> Iterator[HostileFile]:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "ha">{laughs}]><a>&e11;</a>'
    outside = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY % b SYSTEM "file:///etc/os-release">%b;]><a/>'
    quadratic = (
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "{"b" * 50_000}">]><a>{"&b;" * 50_000}</a>'
    )
    ends = (*READ, *_UNREAD)
    for part in ("[Content_Types].xml", "_rels/.rels", _RELS, "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "docProps/core.xml"):  # fmt: skip
        for name, data in (
            ("laughs", bomb),
            ("outside", outside),
            ("quadratic", quadratic),
            ("noise", b"\0\1\2"),
        ):
            title = f"part-{name}-{part.strip('[]_./').replace('/', '-')}.docx"
            yield one(
                title, _docx(sound, parts={part: data}), *ends, Code.TOO_LARGE, Code.NOT_A_DOCUMENT
            )
    style = '<w:style w:type="paragraph" w:styleId="%s"><w:basedOn w:val="%s"/><w:link w:val="%s"/></w:style>'
    ring = f"<w:styles {_W}>{style % ('a', 'b', 'a')}{style % ('b', 'a', 'b')}</w:styles>"
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:rPr><w:rStyle w:val="b"/></w:rPr><w:t>a</w:t></w:r></w:p>'
    yield one("styles-ring.docx", _docx(sound, body, parts={"word/styles.xml": ring}), *ends)
    level = '<w:lvl w:ilvl="0"><w:start w:val="%s"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>'
    for name, values in (
        ("start-giant", ("99999999999999999999", "upperRoman", "%1.")), ("start-negative", ("-5", "lowerLetter", "%1")),
        ("format-odd", ("1", "chickenScript", "%1%2%3%4%5%6%7%8%9")), ("text-long", ("1", "decimal", "%1" * 50_000)),
        ("roman-large", ("99999999", "lowerRoman", "%1")), ("letter-large", ("99999999", "upperLetter", "%1")),
    ):  # fmt: skip
        rules = (
            f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{level % values}<w:numStyleLink w:val="a"/>'
            f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        )
        item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
        yield one(
            f"numbers-{name}.docx", _docx(sound, item * 50, parts=_numbered(sound, rules)), *ends
        )
    away = _RELATED % "".join(
        f'<Relationship Id="rId90{n}" Type="{_KIND}{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(
            (("attachedTemplate", "http://127.0.0.1:9/a.dotm"), ("image", "file:///etc/os-release"), ("aFChunk", "http://127.0.0.1:9/a.html"),
             ("styles", "http://127.0.0.1:9/styles.xml"), ("numbering", "http://127.0.0.1:9/n.xml"), ("footnotes", "file:///etc/os-release"))
        )
    )  # fmt: skip
    yield one(
        "parts-outside.docx",
        _docx(sound, '<w:altChunk r:id="rId902"/>', parts={_RELS: away}),
        *ends,
    )
    for name, target in (
        ("climbs", "../../../../etc/os-release"),
        ("itself", "document.xml"),
        ("odd", "%00\\..\\a"),
        ("empty", ""),
    ):
        rel = _RELATED % f'<Relationship Id="rId900" Type="{_KIND}styles" Target="{target}"/>'
        yield one(f"parts-{name}.docx", _docx(sound, parts={_RELS: rel}), *ends)


def _numbered(sound: bytes, rules: str) -> dict[str, str | bytes]:
    """Return the parts that a package needs to have these numbering rules, whether it had any or not."""
    with zipfile.ZipFile(io.BytesIO(sound)) as package:
        related, kinds = package.read(_RELS).decode(), package.read("[Content_Types].xml").decode()
    own = f'<Relationship Id="rId901" Type="{_KIND}numbering" Target="numbering.xml"/>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    if "numbering.xml" not in related:
        related = related.replace("</Relationships>", own + "</Relationships>")
        kinds = kinds.replace(
            "</Types>", f'<Override PartName="/word/numbering.xml" ContentType="{kind}"/></Types>'
        )
    return {"word/numbering.xml": rules, _RELS: related, "[Content_Types].xml": kinds}


def _odd_packages(sound: bytes) -> Iterator[HostileFile]:
    ends = (*READ, *_UNREAD, Code.NOT_A_DOCUMENT, Code.TOO_LARGE)
    yield one("package-twice.docx", _docx(sound, twice=_BODY), *ends)
    yield one("package-types-twice.docx", _docx(sound, twice="[Content_Types].xml"), *ends)
    slips = dict.fromkeys(
        ("../../../tmp/slip.txt", "/etc/slip", "..\\..\\slip", "C:\\slip", "a\x00b", "word/"), b"x"
    )
    yield one("package-slips.docx", _docx(sound, parts=slips), *ends)
    yield one("package-cut.docx", sound[: len(sound) // 2], Code.DAMAGED)
    yield one("package-behind-noise.docx", b"PK\3\4" + b"\0" * 500 + sound, *ends)
    lie = bytearray(sound)
    at = lie.find(b"PK\1\2")
    lie[at + 24 : at + 28] = struct.pack("<I", 5)
    yield one("package-size-lie.docx", bytes(lie), *ends)
    packed = bytearray(sound)
    packed[at + 10 : at + 12] = struct.pack("<H", 99)
    yield one("package-packing-odd.docx", bytes(packed), *ends, Code.PASSWORD)
    locked = bytearray(sound)
    locked[at + 8] |= 1
    yield one("package-locked.docx", bytes(locked), Code.PASSWORD)
    for name, old, new in (
        ("utf-16", "UTF-8", "UTF-16"), ("utf-7", "UTF-8", "UTF-7"), ("unknown", "UTF-8", "KLINGON"),
    ):  # fmt: skip
        body = f'<?xml version="1.0" encoding="{old}"?><w:document {_W}><w:body/></w:document>'.replace(
            old, new
        )
        yield one(f"package-{name}.docx", _docx(sound, body.encode()), *ends)
    for name, character in (
        ("control", "&#1;"),
        ("surrogate", "&#xD800;"),
        ("beyond", "&#x110000;"),
        ("nul", "&#0;"),
    ):
        yield one(
            f"package-letter-{name}.docx",
            _docx(sound, f"<w:p><w:r><w:t>{character}</w:t></w:r></w:p>"),
            *ends,
        )


def odd_texts() -> Iterator[HostileFile]:
    """Yield texts."""
    no_text = (Code.NOT_TEXT, Code.NOT_A_DOCUMENT)
    for name, data in (
        ("utf-32", _HEAD.encode("utf-32")), ("utf-16-bare", _HEAD.encode("utf-16-le")),
        ("overlong", _HEAD.encode() + b"\xc0\xae\xc0\xaf" * 50), ("surrogates", _HEAD.encode() + b"\xed\xa0\x80" * 50),
        ("nul-within", (_HEAD * 900).encode() + b"\0" + _HEAD.encode()), ("controls", _HEAD.encode() + bytes(range(1, 9)) * 50),
        ("noise", np.random.default_rng(3).bytes(9_000)),
    ):  # fmt: skip
        yield one(f"text-{name}.txt", data, *no_text)
    for name, text in (
        ("escapes", _HEAD + "\x1b[2J\x1b]0;own\x07 Giao Văn phòng báo cáo.\n" * 2), ("marks-hidden", _HEAD + "\u202e\u2066\u200b" * 9_000),
        ("returns", _HEAD.replace("\n", "\r")), ("odd-ends", _HEAD.replace("\n", "\u2028")), ("bars", _HEAD + "|" * 100_000),
        ("bar-rules", _HEAD + "|---" * 50_000 + "|\n"), ("tabs", _HEAD + "\t" * 100_000), ("blanks", _HEAD + "\n" * 500_000),
        ("quotes", _HEAD + "«" * 100_000), ("dots", _HEAD + "." * 200_000), ("hashes", "#" * 100_000 + _HEAD),
        ("private", _HEAD + "\ue000\uf8ff" * 50_000), ("none", _HEAD + "\ufffe\uffff" * 500), ("wide", _HEAD + "＝１＋１｜ｃｍｄ" * 5_000),
        ("decomposed", "\u0302\u0309".join(_HEAD)), ("formulas", _HEAD + "=1+1\n+1\n-1\n@SUM(1)\n＝1\n\t=1\n" * 900),
        ("brackets", _HEAD + "([{<«" * 20_000), ("fences", "```\n" * 50_000 + _HEAD), ("backslashes", _HEAD + "\\" * 100_000),
        ("stars", "*" * 100_000 + _HEAD), ("dates", _HEAD + "ngày 99 tháng 99 năm 9999 " * 5_000), ("roman", _HEAD + "IVXLCDM" * 20_000),
        ("numbers", _HEAD + "1.1.1.1.1.1." * 10_000), ("digits-other", _HEAD + "Số ١٢-KH/TU ngày ３ tháng ４ năm ２０２６\n" * 500),
        ("dear", _HEAD + "Kính gửi: " * 10_000), ("list", _HEAD + "Nơi nhận:\n" + "- Như trên,\n" * 10_000), ("braces", _HEAD + "}" * 50_000),
    ):  # fmt: skip
        costly = name in {"dates", "list"}
        ends = (*READ, *_UNREAD, *no_text, Code.TOO_LARGE)
        yield one(f"text-{name}.txt", text.encode("utf-8", "surrogatepass"), *ends, costly=costly)
    yield one("text-bom-only.txt", b"\xef\xbb\xbf", Code.NOTHING_TO_READ)
    yield one("text-bom-twice.txt", b"\xef\xbb\xbf" * 2 + _HEAD.encode(), *READ)
    yield one("text-bom-other.txt", b"\xfe\xff", Code.NOTHING_TO_READ)
    yield one(
        "drawing.txt",
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>So 1</text></svg>',
        Code.NOT_A_DOCUMENT,
    )


def double_natures(pdf: bytes, word: bytes) -> Iterator[HostileFile]:
    """Yield files that are two kinds at once; both arguments read well."""
    either = (*READ, *_UNREAD, Code.REPAIRED, Code.NOT_A_DOCUMENT)
    picture = _jpeg()
    for name, data in (
        ("pdf-in-jpeg.pdf", picture[:20] + b"\xff\xfe\0\x20" + pdf), ("pdf-behind-png.pdf", _png() + pdf),
        ("pdf-behind-zip.docx", word + pdf), ("zip-behind-pdf.pdf", pdf + word), ("pdf-in-gif.pdf", b"GIF89a" + pdf),
        ("pdf-in-tiff.tif", b"II*\0\x08\0\0\0" + pdf), ("pdf-in-page.pdf", b"<html><!--" + pdf + b"--></html>"),
        ("pdf-in-program.pdf", b"MZ" + b"\0" * 100 + pdf), ("pdf-twice.pdf", pdf + pdf), ("pdf-in-text.txt", _HEAD.encode() + pdf),
        ("text-in-pdf.pdf", b"%PDF-1.7\n" + _HEAD.encode()), ("text-of-pdf.txt", _HEAD.encode() + b" obj endobj "),
    ):  # fmt: skip
        yield one(f"both-{name}", data, *either, Code.NO_PAGES)
