"""Pictures of PDF pages for OCR and for looking at ink, within the pixel limit.

In: an open page. Out: uint8 arrays, rows from the top: height×width×3 (RGB) or height×width (grey).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from models.settings import Settings
from pipeline.reading.page_objects import PlacedImage

__all__ = ["TooManyPixelsError", "choose_dpi", "render", "render_grey"]

_DEFAULT_DPI = 300
_LOWEST_DPI = 200
_HIGHEST_DPI = 400
_LEAST_DPI = 72

Picture = npt.NDArray[np.uint8]


class TooManyPixelsError(Exception):
    """The page, or an image on it, has more pixels than the settings allow."""


def choose_dpi(cover: PlacedImage | None) -> int:
    """Return the resolution to render at: that of the image that covers the page, within 200–400.

    A picture drawn finer than it was scanned gives the OCR nothing but work.
    """
    if cover is None or cover.box.width < 1:
        return _DEFAULT_DPI
    own = cover.width_px / cover.box.width * 72
    return round(min(max(own, _LOWEST_DPI), _HIGHEST_DPI))


def render(
    page: pdfium.PdfPage, *, dpi: int, settings: Settings, images: tuple[PlacedImage, ...] = ()
) -> Picture:
    """Return `page` in colour; a very large page is drawn coarser, down to 72 dpi.

    Raises:
        TooManyPixelsError: If an image on the page is larger than the limit (decoding it would
            already take its memory), or the page is at 72 dpi.
    """
    if any(image.width_px * image.height_px > settings.max_pixels for image in images):
        raise TooManyPixelsError
    width, height = page.get_size()
    inches = max(width, 1.0) * max(height, 1.0) / 72**2
    fitting = int((settings.max_pixels / inches) ** 0.5)
    if fitting < _LEAST_DPI:
        raise TooManyPixelsError
    bitmap = page.render(scale=min(dpi, fitting) / 72, rev_byteorder=True, prefer_bgrx=False)
    try:
        picture: Picture = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8, copy=True)
    finally:
        bitmap.close()
    return picture


def render_grey(page: pdfium.PdfPage, *, dpi: int, settings: Settings) -> Picture:
    """Return `page` in grey, for a look at where ink is.

    Raises:
        TooManyPixelsError: As `render`.
    """
    width, height = page.get_size()
    if width * height / 72**2 * dpi**2 > settings.max_pixels:
        raise TooManyPixelsError
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    try:
        picture: Picture = np.array(bitmap.to_numpy(), dtype=np.uint8, copy=True)
    finally:
        bitmap.close()
    return picture.reshape(picture.shape[:2])
