"""PDFs that keep to the letter of the format and make a reader go round, dig deep or swell.

Each is made by hand: tables of objects in streams, streams in streams, page boxes, instructions,
filters, fields and locks that no program writes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from collections.abc import Mapping

from models.outcome import OutcomeCode as Code
from tests.hostile.hostile_file import READ
from tests.hostile.hostile_file import HostileFile
from tests.hostile.hostile_file import one
from tests.hostile.odd_bones import ANY_READ
from tests.hostile.odd_bones import BROKEN
from tests.hostile.odd_bones import LARGE
from tests.hostile.odd_bones import LINE
from tests.hostile.odd_bones import objects_of
from tests.hostile.odd_bones import pdf_of
from tests.hostile.odd_bones import stream
from tests.hostile.odd_bones import with_table_stream

__all__ = ["odd_pdfs"]


def odd_pdfs() -> Iterator[HostileFile]:
    """Yield all."""
    yield from _tables_of_objects()
    yield from _packed_objects()
    yield from _pages()
    yield from _contents()
    yield from _filters()
    yield from _fields_and_trees()
    yield from _locks()


def _tables_of_objects() -> Iterator[HostileFile]:
    plain = objects_of()
    yield one("xref-stream.pdf", with_table_stream(plain), *READ)
    yield one("xref-stream-before-itself.pdf", with_table_stream(plain, keys=b"/Prev @"), *BROKEN)
    yield one("xref-stream-hybrid-loop.pdf", pdf_of(plain, trailer=b"/XRefStm 9/Prev 9"), *BROKEN)
    for name, keys in (
        ("index-giant", b"/Index[0 4000000000]"),
        ("index-backwards", b"/Index[-5 9 2147483647 3]"),
        ("index-many", b"/Index[" + b"0 1 " * 50_000 + b"]"),
        ("prev-negative", b"/Prev -1"),
        ("prev-string", b"/Prev (1)"),
    ):
        yield one(f"xref-{name}.pdf", with_table_stream(plain, keys=keys), *BROKEN)
    for name, widths in (
        ("none", b"[0 0 0]"), ("giant", b"[1 2147483647 1]"), ("negative", b"[1 -4 2]"),
        ("wide", b"[8 8 8]"), ("short", b"[1]"), ("many", b"[" + b"1 " * 5_000 + b"]"),
    ):  # fmt: skip
        data = with_table_stream(plain, widths=widths)
        yield one(f"xref-widths-{name}.pdf", data, *BROKEN)
    for size in (0, -1, 2**31 - 1, 2**32, 10**30):
        data = pdf_of(plain).replace(b"/Size 6", b"/Size %d" % size)
        yield one(f"table-size-{size}.pdf", data, *BROKEN)
    updates = pdf_of(plain)
    for _ in range(5_000):
        at = updates.rfind(b"startxref\n") + 10
        before = int(updates[at : updates.find(b"\n", at)])
        # Only the way back is long: every update adds nothing.
        updates += b"xref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            before, len(updates),
        )  # fmt: skip
    yield one("updates-5000.pdf", updates, *READ, Code.REPAIRED)
    lengths = objects_of() | {4: b"<</Length 4 0 R>>stream\n" + LINE + b"\nendstream"}
    yield one("length-is-itself.pdf", pdf_of(lengths), *BROKEN)
    yield one("reference-to-itself.pdf", pdf_of(plain | {5: b"5 0 R"}), *BROKEN)
    yield one(
        "reference-ring.pdf", pdf_of(plain | {5: b"6 0 R", 6: b"7 0 R", 7: b"5 0 R"}), *BROKEN
    )
    numbers = pdf_of(plain).replace(b"5 0 obj", b"5 99999 obj")
    yield one("generation-giant.pdf", numbers, *BROKEN)


def _packed(numbers: Mapping[int, bytes], keys: bytes = b"") -> bytes:
    bodies, heads, at = [], [], 0
    for number, data in numbers.items():
        heads.append(b"%d %d " % (number, at))
        bodies.append(data + b" ")
        at += len(data) + 1
    head = b"".join(heads)
    return stream(
        head + b"".join(bodies),
        b"/Type/ObjStm/N %d/First %d%s" % (len(numbers), len(head), keys),
    )


def _packed_objects() -> Iterator[HostileFile]:
    whole = objects_of()
    plain = {4: whole[4]}
    inside = {n: whole[n] for n in (1, 2, 3, 5)}
    places = dict.fromkeys(inside, b"9")
    data = with_table_stream(plain | {9: _packed(inside)}, packed=places)
    yield one("packed.pdf", data, *READ)
    for name, keys in (
        ("extends-itself", b"/Extends 9 0 R"), ("extends-ring", b"/Extends 4 0 R"),
    ):  # fmt: skip
        data = with_table_stream(plain | {9: _packed(inside, keys)}, packed=places)
        yield one(f"packed-{name}.pdf", data, *BROKEN)
    own = with_table_stream(plain | {9: _packed(inside | {9: b"null"})}, packed=places)
    yield one("packed-holds-itself.pdf", own, *BROKEN)
    ring = {9: _packed({10: b"<</Type/ObjStm>>"}), **plain}
    data = with_table_stream(ring, packed=dict.fromkeys(inside, b"10") | {10: b"9"})
    yield one("packed-in-packed.pdf", data, *BROKEN)
    packed = _packed(inside)
    for name, old, new in (
        ("first-far", b"/First", b"/First 999999999/Other"),
        ("first-negative", b"/First", b"/First -7/Other"),
        ("number-giant", b"/N 4", b"/N 2000000000"),
        ("number-negative", b"/N 4", b"/N -4"),
    ):
        data = with_table_stream(plain | {9: packed.replace(old, new)}, packed=places)
        yield one(f"packed-{name}.pdf", data, *BROKEN, Code.TOO_MANY_OBJECTS)
    many = zlib.compress(b"".join(b"%d 0 " % n for n in range(20, 2_000_020)) + b"null", 9)
    boast = b"/Type/ObjStm/N 2000000/First 19000000/Filter/FlateDecode"
    yield one(
        "packed-millions.pdf", pdf_of(whole | {9: stream(many, boast)}), Code.TOO_MANY_OBJECTS
    )


def _pages() -> Iterator[HostileFile]:
    large = (*LARGE, Code.NO_PAGES)
    for name, page in (
        ("inverted", b"/MediaBox[595 842 0 0]"), ("negative", b"/MediaBox[-900 -900 -305 -58]"),
        ("words", b"/MediaBox[/a (b) null true]"), ("short", b"/MediaBox[0 0 595]"),
        ("nan", b"/MediaBox[0 0 nan inf]"), ("tiny", b"/MediaBox[0 0 1e-30 1e-30]"),
        ("not-list", b"/MediaBox 7"), ("ring", b"/MediaBox[6 0 R 6 0 R 6 0 R 6 0 R]"),
        ("unit-negative", b"/MediaBox[0 0 595 842]/UserUnit -3"),
        ("unit-zero", b"/MediaBox[0 0 595 842]/UserUnit 0"),
        ("unit-endless", b"/MediaBox[0 0 595 842]/UserUnit 1e38"),
        ("crop-endless", b"/MediaBox[0 0 595 842]/CropBox[-1e38 -1e38 1e38 1e38]"),
        ("crop-dot", b"/MediaBox[0 0 595 842]/CropBox[9 9 9 9]"),
        ("rotate-string", b"/MediaBox[0 0 595 842]/Rotate(ninety)"),
        ("rotate-giant", b"/MediaBox[0 0 595 842]/Rotate 99999999999999999990"),
        ("rotate-back", b"/MediaBox[0 0 595 842]/Rotate -450"),
    ):  # fmt: skip
        yield one(f"box-{name}.pdf", pdf_of(objects_of(page=page) | {6: b"6 0 R"}), *large)
    plain = objects_of()
    for name, number, data in (
        ("page-is-its-parent", 3, plain[3].replace(b"2 0 R", b"3 0 R")),
        ("kids-of-numbers", 2, b"<</Type/Pages/Count 3/Kids[7 (a) null]>>"),
        ("count-negative", 2, plain[2].replace(b"Count 1", b"Count -1")),
        ("count-string", 2, plain[2].replace(b"Count 1", b"Count(1)")),
        ("tree-is-page", 1, plain[1].replace(b"2 0 R", b"3 0 R")),
        ("root-is-list", 1, b"[1 2 3]"),
        ("type-missing", 3, plain[3].replace(b"/Type/Page", b"")),
    ):
        yield one(f"tree-{name}.pdf", pdf_of(plain | {number: data}), *BROKEN)


def _contents() -> Iterator[HostileFile]:
    picture = b"BI /W 50000 /H 50000 /BPC 8 /CS /G ID " + b"\0" * 5_000 + b"\nEI "
    for name, content in (
        ("inline-50000", picture + LINE),
        ("inline-endless", b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"x" * 500_000),
        ("inline-fax", picture.replace(b"ID", b"/F/CCF/DP<</K -1/Columns 200000000>> ID") + LINE),
        ("inline-many", b"q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q " * 30_000 + LINE),
        (
            "inline-filters",
            b"BI /W 9 /H 9 /BPC 8 /CS /G /F[" + b"/AHx " * 5_000 + b"] ID 00> EI " + LINE,
        ),
        ("texts-in-texts", b"BT " * 200_000 + LINE),
        ("number-long", b"0." + b"1" * 1_000_000 + b" w " + LINE),
        ("name-long", b"/" + b"N" * 1_000_000 + b" gs " + LINE),
        ("string-long", b"BT /F1 12 Tf (" + b"ab " * 600_000 + b") Tj ET"),
        ("string-open", LINE + b"BT /F1 12 Tf (" + b"(" * 300_000),
        ("hex-odd", b"BT /F1 12 Tf 72 600 Td <" + b"4" * 99_999 + b"> Tj ET " + LINE),
        ("comment-long", b"% " + b"c" * 3_000_000 + b"\n" + LINE),
        ("array-deep", b"[" * 100_000 + b"] TJ " + LINE),
        (
            "spacing",
            b"BT /F1 12 Tf 1e9 Tz -1e9 Tc 1e30 Tw 1e30 TL 72 700 Td (So 12-KH/TU) Tj ET " + LINE,
        ),
        ("size-negative", LINE.replace(b"12 Tf", b"-12 Tf")),
        ("size-tiny", LINE.replace(b"12 Tf", b"1e-30 Tf")),
        ("clip", b"BT /F1 12 Tf 7 Tr 72 700 Td (So 12-KH/TU) Tj ET 0 0 595 842 re f "),
        ("operands", b"1 " * 1_000_000 + LINE),
        ("unknown", b"zz " * 500_000 + LINE),
        ("dashes", b"[1e-9 1e-9] 0 d 0 0 m 595 842 l S " * 500 + LINE),
        ("curve-wide", b"1e6 w 0 0 m 1e30 1e30 -1e30 1e30 5 5 c S " + LINE),
    ):
        costly = name in {"inline-many"}
        yield one(f"content-{name}.pdf", pdf_of(objects_of(content)), *LARGE, costly=costly)
    plain = objects_of()
    many = plain[3].replace(b"4 0 R", b"[" + b"4 0 R " * 2_000 + b"]")
    yield one("content-2000-times.pdf", pdf_of(plain | {3: many}), *LARGE)
    for name, what in (
        ("itself", b"3 0 R"), ("ring", b"6 0 R"), ("number", b"7"), ("list-of-lists", b"[[[4 0 R]]]"),
    ):  # fmt: skip
        page = plain[3].replace(b"4 0 R", what)
        yield one(f"content-is-{name}.pdf", pdf_of(plain | {3: page, 6: b"[6 0 R]"}), *BROKEN)


def _filters() -> Iterator[HostileFile]:
    plain, flat = objects_of(), zlib.compress(LINE)
    hexed = LINE.hex().encode() + b">"
    runs = b"\x81 " * 400_000 + b"\x80"
    columns = b"/DecodeParms<</Predictor 15/Columns %d/Colors %d/BitsPerComponent %d>>"
    for name, keys, data in (
        ("1000-hexes", b"/Filter[" + b"/ASCIIHexDecode " * 1_000 + b"]", hexed),
        ("1000-flates", b"/Filter[" + b"/FlateDecode " * 1_000 + b"]", flat),
        ("ring", b"/Filter 6 0 R", flat),
        ("unknown", b"/Filter/NoSuchDecode", LINE),
        ("crypt", b"/Filter[/Crypt/FlateDecode]", flat),
        ("runs", b"/Filter/RunLengthDecode", runs),
        ("runs-twice", b"/Filter[/FlateDecode/RunLengthDecode]", zlib.compress(runs * 20, 9)),
        ("lzw-noise", b"/Filter/LZWDecode", bytes(range(256)) * 500),
        ("eighty-five", b"/Filter/ASCII85Decode", b"z" * 500_000 + b"~>"),
        ("picture", b"/Filter/DCTDecode", b"\xff\xd8\xff\xe0" + b"\0" * 500),
        ("predictor-wide", b"/Filter/FlateDecode" + columns % (2**31 - 1, 1, 8), flat),
        ("predictor-over", b"/Filter/FlateDecode" + columns % (2**28, 32, 16), flat),
        ("predictor-none", b"/Filter/FlateDecode" + columns % (0, 0, 0), flat),
        ("predictor-negative", b"/Filter/FlateDecode" + columns % (-1, -1, -8), flat),
        ("outside", b"/F(/etc/os-release)/FFilter/FlateDecode", b""),
    ):
        objects = plain | {4: stream(data, keys), 6: b"[6 0 R]"}
        yield one(f"filter-{name}.pdf", pdf_of(objects), *LARGE)


def _fields_and_trees() -> Iterator[HostileFile]:
    own = b"<</First 6 0 R/Last 6 0 R/Next 6 0 R/Parent 6 0 R/Kids[6 0 R]/K 6 0 R/Title(a)/FT/Tx/T(a)>>"
    for name, root in (
        ("outlines", b"/Outlines 6 0 R"), ("fields", b"/AcroForm<</Fields[6 0 R]/NeedAppearances true>>"),
        ("names", b"/Names<</EmbeddedFiles 6 0 R/Dests 6 0 R>>"), ("structure", b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>"),
        ("labels", b"/PageLabels 6 0 R"), ("layers", b"/OCProperties<</OCGs[6 0 R]/D<</Order[6 0 R]/OFF[6 0 R]>>>>"),
        ("metadata", b"/Metadata 6 0 R/Lang 6 0 R/Version/9.9"), ("threads", b"/Threads 6 0 R/Legal 6 0 R/Perms 6 0 R"),
    ):  # fmt: skip
        yield one(f"ring-{name}.pdf", pdf_of(objects_of(root=root) | {6: own}), *READ)
    note = b"<</Type/Annot/Subtype/%s/Rect[%s]/AP<</N %s>>/Contents(a)/Popup 6 0 R/Parent 6 0 R/IRT 6 0 R>>"
    form = stream(
        b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R>>>>"
    )
    for name, kind, box, look in (
        ("look-ring", b"Widget", b"0 0 99 99", b"7 0 R"), ("look-itself", b"Stamp", b"0 0 99 99", b"6 0 R"),
        ("box-endless", b"FreeText", b"-1e38 -1e38 1e38 1e38", b"7 0 R"), ("box-words", b"Widget", b"/a (b)", b"7 0 R"),
        ("kind-odd", b"NoSuch", b"0 0 0 0", b"null"),
    ):  # fmt: skip
        objects = objects_of(page=b"/Annots[6 0 R 6 0 R 3 0 R 7 null]") | {
            6: note % (kind, box, look),
            7: form,
        }
        yield one(f"note-{name}.pdf", pdf_of(objects), *LARGE)
    yield one(
        "note-list-ring.pdf", pdf_of(objects_of(page=b"/Annots 6 0 R") | {6: b"[6 0 R]"}), *ANY_READ
    )
    off = b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/BaseState/OFF>>>>"
    hidden = objects_of(
        b"/OC /L BDC " + LINE + b" EMC", resources=b"/Properties<</L 6 0 R>>", root=off
    )
    yield one("layer-off.pdf", pdf_of(hidden | {6: b"<</Type/OCG/Name(a)>>"}), *ANY_READ)
    files = {n: b"<</Type/Filespec/F(../../a%d)/EF<</F 8 0 R>>>>" % n for n in range(9, 3_009)}
    names = b" ".join(b"(a%d) %d 0 R" % (n, n) for n in files)
    objects = (
        objects_of(root=b"/Names<</EmbeddedFiles<</Names[%s]>>>>" % names)
        | {8: stream(b"x")}
        | files
    )
    yield one("files-3000.pdf", pdf_of(objects), *READ)


def _locks() -> Iterator[HostileFile]:
    plain = objects_of()
    key = b"/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -1"
    for name, lock in (
        ("public-key", b"<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Recipients[(a)]>>"),
        ("foreign", b"<</Filter/FOPN_fLock/V 1>>"),
        ("standard", b"<</Filter/Standard/V 2/R 3/Length 128%s>>" % key),
        ("length-odd", b"<</Filter/Standard/V 2/R 3/Length -8%s>>" % key),
        ("length-giant", b"<</Filter/Standard/V 2/R 3/Length 2147483647%s>>" % key),
        ("version-odd", b"<</Filter/Standard/V 99/R 99%s>>" % key),
        ("itself", b"7 0 R"),
        ("string", b"(a)"),
    ):
        data = pdf_of(plain | {7: lock}, trailer=b"/Encrypt 7 0 R/ID[(a)(b)]")
        yield one(f"lock-{name}.pdf", data, Code.PASSWORD, Code.DAMAGED, *ANY_READ)
