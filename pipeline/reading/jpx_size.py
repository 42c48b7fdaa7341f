"""How large a JPEG 2000 image in a PDF really is, by its own header.

In: an image object of pdfium. Out: width and height in pixels, or None for images packed otherwise
and for broken headers. A PDF states an image's size too, but a JPEG 2000 decoder goes by the image's
own: a picture of «10 × 10» may take gigabytes as soon as it is decoded.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium_c

__all__ = ["jpx_size", "size_in_codestream"]

_FILTER = b"JPXDecode"
# Start of a codestream, and the segment of sizes that must follow it at once.
_START = b"\xff\x4f\xff\x51"
_SIZES_AT, _SIZES_END = 8, 24
_HEAD_BYTES = 1 << 16


def jpx_size(image: object) -> tuple[int, int] | None:
    """Return width and height of the image object `image` where it is JPEG 2000, else None."""
    if not _is_jpx(image):
        return None
    size = pdfium_c.FPDFImageObj_GetImageDataRaw(image, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFImageObj_GetImageDataRaw(image, buffer, size)
    return size_in_codestream(buffer.raw[:_HEAD_BYTES])


def size_in_codestream(head: bytes) -> tuple[int, int] | None:
    """Return the size that the first bytes of a JPEG 2000 image state.

    Example:
        >>> size_in_codestream(b"no image")
    """
    start = head.find(_START)
    sizes = head[start + _SIZES_AT : start + _SIZES_END]
    if start < 0 or len(sizes) < _SIZES_END - _SIZES_AT:
        return None
    right, bottom, left, top = (int.from_bytes(sizes[i : i + 4], "big") for i in (0, 4, 8, 12))
    return max(0, right - left), max(0, bottom - top)


def _is_jpx(image: object) -> bool:
    name = ctypes.create_string_buffer(len(_FILTER) + 1)
    for index in range(pdfium_c.FPDFImageObj_GetImageFilterCount(image)):
        needed = pdfium_c.FPDFImageObj_GetImageFilter(image, index, name, len(name))
        if needed == len(name) and name.value == _FILTER:
            return True
    return False
