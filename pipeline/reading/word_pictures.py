"""Marks of secrecy in a Word file that stand in no text: pictures and drawn words (WordArt).

In: an opened document. Out: the marks as words, nothing else of any picture. Looked at are the body,
and the headers and footers of every section; pictures of vectors cannot be looked at.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from docx.opc.constants import RELATIONSHIP_TYPE
from PIL import Image

from extractors.secrecy import is_secrecy_line
from models.settings import Settings
from pipeline.reading.failure import PICTURE_DAMAGE
from pipeline.reading.ocr_engine import OcrGaveUpError
from pipeline.reading.ocr_engine import OcrUnavailable

__all__ = ["drawn_marks"]

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_PARTS = frozenset({RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER})
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
# What a picture's mark becomes, however it was read: the doubts of a scan are none in a text.
_MARK = "MẬT"
_MOST_PICTURES = 8
_MOST_BYTES = 20_000_000
# A stamp is small; on a picture that may be a page its head is looked at, as of A4.
_STAMP_SIDE_PX, _PAGE_WIDTH_PT = 700, 595.0


def drawn_marks(part: Any, settings: Settings) -> list[str]:
    """Return the marks of secrecy that a document's pictures and drawn words show.

    Args:
        part: The document's main part.
        settings: Limits and OCR language.
    """
    parts = [part, *(r.target_part for r in _related(part) if r.reltype in _PARTS)]
    found = [text for one in parts for text in _word_art(one) if is_secrecy_line(text)]
    seen: dict[str, bytes] = {}
    for one in parts:
        for relation in _related(one):
            if relation.reltype == RELATIONSHIP_TYPE.IMAGE:
                seen.setdefault(str(relation.target_part.partname), relation.target_part.blob)
    for data in list(seen.values())[:_MOST_PICTURES]:
        found += _in_picture(data, settings)
    return found


def _related(part: Any) -> Iterator[Any]:
    for relation in part.rels.values():
        if not relation.is_external:
            yield relation


def _word_art(part: Any) -> list[str]:
    element = getattr(part, "element", None)
    if element is None:
        return []
    return [node.get("string", "") for node in element.iter(_WORD_ART)]


def _in_picture(data: bytes, settings: Settings) -> list[str]:
    # Slow to load, and few Word files hold a picture.
    from pipeline.reading.mark_stamps import mark_in
    from pipeline.reading.mark_stamps import mark_places
    from pipeline.reading.mark_stamps import marks_at

    grey = _dark(data, settings)
    if grey is None:
        return []
    try:
        if max(grey.shape) <= _STAMP_SIDE_PX:
            text = mark_in(grey, settings)
            return [] if text is None else [_MARK]
        places = mark_places(grey, (), _PAGE_WIDTH_PT / grey.shape[1])
        return [_MARK for _ in marks_at(grey, places, settings)]
    except (OcrGaveUpError, OcrUnavailable):
        return []


def _dark(data: bytes, settings: Settings) -> npt.NDArray[np.uint8] | None:
    """Return the darkest channel of a picture, in which red is dark; None where it is none."""
    if len(data) > _MOST_BYTES:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                if picture.width * picture.height > settings.max_pixels:
                    return None
                solid = picture.convert("RGBA")
                paper = Image.new("RGBA", solid.size, (255, 255, 255, 255))
                pixels = np.asarray(Image.alpha_composite(paper, solid).convert("RGB"))
        except (Image.DecompressionBombError, *PICTURE_DAMAGE):
            return None
    return np.ascontiguousarray(pixels.min(axis=2))
