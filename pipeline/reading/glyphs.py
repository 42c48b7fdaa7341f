"""Glyphs of a PDF page's text layer, with place and font, by pdfium's raw calls.

In: an open page. Out: `Glyph`s in content order, in upright points, drawn-twice glyphs (a poor
man's bold) taken once. Raw calls, because the wrapper's own loops cost several times as much.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.reading.upright import Upright

__all__ = ["Font", "Glyph", "GlyphRun", "read_glyphs"]

_INVISIBLE_MODES = {3, 7}
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_FORCE_BOLD_FLAG = 1 << 18
_BOLD_NAMES = ("bold", "black", "heavy", "-bd", ",bd")
_ITALIC_NAMES = ("italic", "oblique")
_MAX_GLYPHS = 200_000
_FAR_PT = 1e6
_BLANK_CODES = frozenset(map(ord, " \t\r\n\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"))
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
# pdfium marks a hyphen at a line's end with 2; it is painted.
_PAINTED_HYPHENS = {0x02: "-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """How a text object is drawn.

    Attributes:
        size_pt: Letter size on the page.
        bold, italic: By name, weight or flags.
        visible: False for text that is not painted (a scanner's OCR layer).
        angle: Direction of writing in page space, degrees counter-clockwise, 0 to 359.
        name: The font's name as the file gives it; empty where it gives none.
    """

    size_pt: float
    bold: bool
    italic: bool
    visible: bool
    angle: int
    name: str = ""


class Glyph(NamedTuple):
    """One painted character in upright points; a tuple, because a page has thousands of them.

    Attributes:
        char: Its Unicode text; a blank for a real blank of the text. The soft hyphen is painted.
        x0, x1: Its advance, from where it starts to where the next letter may start.
        ink_x0, ink_x1, ink_y0, ink_y1: What is painted.
        baseline: Height of its baseline, y downwards.
        font: How it is drawn.
    """

    char: str
    x0: float
    x1: float
    ink_x0: float
    ink_x1: float
    ink_y0: float
    ink_y1: float
    baseline: float
    font: Font


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphRun:
    """A page's glyphs in content order, and the upright space that they are in."""

    glyphs: tuple[Glyph, ...]
    upright: Upright
    truncated: bool = False


def read_glyphs(page: pdfium.PdfPage, upright: Upright) -> GlyphRun:
    """Return the glyphs of `page`, turned so that most of its writing stands upright.

    Args:
        page: An open page.
        upright: The page's visible part and its own rotation.

    Cost: linear, about 10 µs a glyph.
    """
    text_page = page.get_textpage()
    try:
        reader = _Reader(text_page.raw)
        count = max(0, text_page.count_chars())
        raw = [g for g in map(reader.glyph, range(min(count, _MAX_GLYPHS))) if g is not None]
    finally:
        text_page.close()
    turned = _turn(raw, upright)
    glyphs = _drop_doubles(_place_all(raw, turned))
    return GlyphRun(glyphs=glyphs, upright=turned, truncated=count > _MAX_GLYPHS)


# A glyph in page space: its character, corners of its ink, corners of its advance box, its origin,
# its font. A bare tuple, because making named ones takes a third of the whole reading's time.
_Corners = tuple[float, float, float, float]
_Raw = tuple[str, _Corners, _Corners, float, float, Font]


class _Reader:
    """Reads one glyph at a time into buffers that are made once."""

    def __init__(self, text_page: object) -> None:
        self._page = text_page
        self._doubles = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(d) for d in self._doubles]
        self._rect = pdfium_c.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._matrix = pdfium_c.FS_MATRIX()
        self._fonts: dict[int, tuple[Font, tuple[float, float]]] = {}

    def glyph(self, index: int) -> _Raw | None:
        """Return the glyph, or None for a character that pdfium made up or cannot place.

        Made-up characters (blanks between far pieces, line ends) belong to no text object.
        """
        page = self._page
        text_object = pdfium_c.FPDFText_GetTextObject(page, index)
        if not text_object:
            return None
        address = ctypes.addressof(text_object.contents)
        known = self._fonts.get(address)
        if known is None:
            known = self._fonts[address] = self._look_up(index, text_object)
        font, rise = known
        code = pdfium_c.FPDFText_GetUnicode(page, index)
        if code in _BLANK_CODES:
            return (" ", _NOWHERE, _NOWHERE, 0.0, 0.0, font)
        left, right, bottom, top = self._refs
        if not pdfium_c.FPDFText_GetCharBox(page, index, left, right, bottom, top):
            return None
        if not pdfium_c.FPDFText_GetLooseCharBox(page, index, self._rect_ref):
            return None
        a, b, c, d = self._doubles
        rect = self._rect
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        # Also false for what is no number.
        if not (
            abs(x0) + abs(y0) + abs(x1) + abs(y1) < _FAR_PT and abs(a.value + d.value) < _FAR_PT
        ):
            return None
        char = _PAINTED_HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "\ufffd")
        ink = (a.value, c.value, b.value, d.value)
        return (char, ink, (x0, y0, x1, y1), x0 + rise[0], y0 + rise[1], font)

    def _look_up(self, index: int, text_object: object) -> tuple[Font, tuple[float, float]]:
        """Return a text object's font and how far its baseline lies from its boxes' corners.

        Every letter of a text object has the same ascent and descent, so the origin is asked for
        once.
        """
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, ctypes.byref(x), ctypes.byref(y))
        rise = (0.0, 0.0)
        if pdfium_c.FPDFText_GetLooseCharBox(self._page, index, self._rect_ref):
            rise = (x.value - self._rect.left, y.value - self._rect.bottom)
            if not abs(rise[0]) + abs(rise[1]) < _FAR_PT:
                rise = (0.0, 0.0)
        return self._look_up_font(index, text_object), rise

    def _look_up_font(self, index: int, text_object: object) -> Font:
        buffer = ctypes.create_string_buffer(256)
        flags = ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(self._page, index, buffer, 256, ctypes.byref(flags))
        own_name = buffer.value.decode("utf-8", "replace")
        name = own_name.lower()
        weight = pdfium_c.FPDFText_GetFontWeight(self._page, index)
        size = pdfium_c.FPDFText_GetFontSize(self._page, index)
        scale, angle = 1.0, 0
        if pdfium_c.FPDFText_GetMatrix(self._page, index, ctypes.byref(self._matrix)):
            m = self._matrix
            scale = math.hypot(m.c, m.d) or 1.0
            angle = round(math.degrees(math.atan2(m.b, m.a))) % 360
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
        bold = weight >= _BOLD_WEIGHT or any(part in name for part in _BOLD_NAMES)
        return Font(
            size_pt=round(abs(size) * scale, 2),
            bold=bold or bool(flags.value & _FORCE_BOLD_FLAG),
            italic=bool(flags.value & _ITALIC_FLAG) or any(p in name for p in _ITALIC_NAMES),
            visible=mode not in _INVISIBLE_MODES,
            angle=angle,
            name=own_name,
        )


def _turn(raw: list[_Raw], upright: Upright) -> Upright:
    """Turn the page so that the direction of most glyphs runs from left to right."""
    angles = Counter(round(g[5].angle / 90) % 4 * 90 for g in raw if g[0] != " ")
    if not angles:
        return upright
    angle, count = angles.most_common(1)[0]
    if count < 0.6 * angles.total() or angle == upright.degrees:
        return upright
    return Upright(
        left=upright.left,
        bottom=upright.bottom,
        right=upright.right,
        top=upright.top,
        degrees=angle,
    )


def _place_all(raw: list[_Raw], upright: Upright) -> list[Glyph]:
    if upright.degrees:
        return [_place(glyph, upright) for glyph in raw]
    left, top = upright.left, upright.top
    return [
        Glyph(
            char, loose[0] - left, loose[2] - left, ink[0] - left, ink[2] - left,
            top - ink[3], top - ink[1], top - y, font,
        )
        for char, ink, loose, _x, y, font in raw
    ]  # fmt: skip


def _place(raw: _Raw, upright: Upright) -> Glyph:
    char, ink_corners, loose_corners, x, y, font = raw
    ink, loose = upright.box(*ink_corners), upright.box(*loose_corners)
    baseline = upright.point(x, y)[1]
    return Glyph(char, loose.x0, loose.x1, ink.x0, ink.x1, ink.y0, ink.y1, baseline, font)


def _drop_doubles(glyphs: list[Glyph]) -> tuple[Glyph, ...]:
    """Keep the first of glyphs with one character that are painted nearly on one place."""
    seen: dict[tuple[str, int], list[float]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        char, x, y, size = glyph.char, glyph.x0, glyph.baseline, glyph.font.size_pt
        if char.isspace():
            kept.append(glyph)
            continue
        # The smallest advance of a letter is about a quarter of its size, a fake bold's a fiftieth.
        near = max(0.3, 0.08 * size)
        low, high = int(y - near), int(y + near)
        if _is_near(seen.get((char, low)), x, near):
            continue
        if high != low and _is_near(seen.get((char, high)), x, near):
            continue
        seen.setdefault((char, int(y)), []).append(x)
        kept.append(glyph)
    return tuple(kept)


def _is_near(places: list[float] | None, x: float, near: float) -> bool:
    if places:
        for place in places:
            if -near <= place - x <= near:
                return True
    return False
