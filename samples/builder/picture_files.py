"""Write page images as files: a PDF without a text layer, a multi-page TIFF, a JPEG, a PNG.

In: RGB page images. Out: bytes, the same for the same pixels: the PDF is written by hand so that
it carries neither date nor random identifier. JPEG data go into it as they are.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from samples.builder.stamps import Picture

__all__ = ["to_image_pdf", "to_jpeg", "to_png", "to_tiff"]


def to_jpeg(picture: Picture, *, quality: int, dpi: int, grey: bool = False) -> bytes:
    """Return `picture` as a JPEG of `quality` (1 to 95)."""
    image = Image.fromarray(picture)
    out = io.BytesIO()
    (image.convert("L") if grey else image).save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    return out.getvalue()


def to_png(picture: Picture, *, dpi: int) -> bytes:
    """Return `picture` as a grey PNG."""
    out = io.BytesIO()
    Image.fromarray(picture).convert("L").save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def to_tiff(pictures: Sequence[Picture], *, dpi: int, threshold: int = 170) -> bytes:
    """Return the pages as one black-and-white TIFF, packed as fax machines do (Group 4).

    Raises:
        ValueError: If there are no pages.
    """
    if not pictures:
        raise ValueError("a TIFF needs at least one page")
    pages = [
        Image.fromarray(picture).convert("L").point(lambda grey: 255 * (grey > threshold), mode="1")
        for picture in pictures
    ]
    out = io.BytesIO()
    pages[0].save(
        out,
        "TIFF",
        compression="group4",
        save_all=True,
        append_images=pages[1:],
        dpi=(dpi, dpi),
    )
    return out.getvalue()


def to_image_pdf(
    pictures: Sequence[Picture], *, dpi: int, quality: int, grey: bool = False
) -> bytes:
    """Return the pages as a PDF that holds one JPEG a page and no text.

    Args:
        pictures: RGB pages.
        dpi: Their resolution; it fixes the page size in points.
        quality: JPEG quality, 1 to 95.
        grey: Store grey pages.
    """
    count = len(pictures)
    kids = " ".join(f"{3 + 3 * index} 0 R" for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
    ]
    for index, picture in enumerate(pictures):
        height, width = picture.shape[:2]
        across, down = width * 72 / dpi, height * 72 / dpi
        first = 3 + 3 * index
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across:.2f} {down:.2f}] "
            f"/Resources << /XObject << /Im0 {first + 2} 0 R >> >> "
            f"/Contents {first + 1} 0 R >>".encode()
        )
        objects.append(_stream(f"q {across:.2f} 0 0 {down:.2f} 0 0 cm /Im0 Do Q".encode()))
        space = "DeviceGray" if grey else "DeviceRGB"
        entries = (
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
            f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /DCTDecode "
        )
        objects.append(_stream(to_jpeg(picture, quality=quality, dpi=dpi, grey=grey), entries))
    return _assembled(objects)


def _stream(data: bytes, entries: str = "") -> bytes:
    head = f"<< {entries}/Length {len(data)} >>\nstream\n".encode()
    return head + data + b"\nendstream"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    out += f"startxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
