"""Glyphs of a PDF page's text layer, with place and font, by pdfium's raw calls.

In: an open page. Out: `Glyph`s in content order, in upright points, drawn-twice glyphs (a poor
man's bold) taken once. Raw calls, because the wrapper's own loops cost several times as much.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from typing import Any
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
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
_LONGEST_NAME = 256
_BLANK = ord(" ")
_BLANK_CODES = [*map(ord, " \t\r\n\u00a0\u2002\u2003\u2007\u2009\u202f\u3000")]
# pdfium marks a hyphen at a line's end with 2; it is painted.
_PAINTED_HYPHENS = {0x02: "-"}
# Letters painted twice lie nearer than this: in letter sizes, and in points for the smallest.
_NEAR_EM = 0.08
_NEAR_PT = 0.3


def _plain(function: object, result: type, *arguments: type) -> Callable[..., Any]:
    """Return pdfium's function taking addresses as numbers, which costs a fifth of typed pointers."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_AT, _INT = ctypes.c_void_p, ctypes.c_int
_TEXT_OBJECT = _plain(pdfium_c.FPDFText_GetTextObject, _AT, _AT, _INT)
_UNICODE = _plain(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, _AT, _INT)
_CHAR_BOX = _plain(pdfium_c.FPDFText_GetCharBox, _INT, _AT, _INT, _AT, _AT, _AT, _AT)
_LOOSE_BOX = _plain(pdfium_c.FPDFText_GetLooseCharBox, _INT, _AT, _INT, _AT)

_ORIGIN = _plain(pdfium_c.FPDFText_GetCharOrigin, _INT, _AT, _INT, _AT, _AT)
_FONT_INFO = _plain(
    pdfium_c.FPDFText_GetFontInfo, ctypes.c_ulong, _AT, _INT, _AT, ctypes.c_ulong, _AT
)
_FONT_WEIGHT = _plain(pdfium_c.FPDFText_GetFontWeight, _INT, _AT, _INT)
_FONT_SIZE = _plain(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, _AT, _INT)
_MATRIX = _plain(pdfium_c.FPDFText_GetMatrix, _INT, _AT, _INT, _AT)
_RENDER_MODE = _plain(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT, _AT)

Doubles = npt.NDArray[np.float64]
# A text object's font, and how far its letters' origins lie from the corners of their boxes.
_Look = tuple["Font", tuple[float, float]]


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

    Cost: linear, about 3 µs a glyph.
    """
    text_page = page.get_textpage()
    try:
        count = max(0, text_page.count_chars())
        raw = _Reader(text_page.raw).read(min(count, _MAX_GLYPHS))
    finally:
        text_page.close()
    turned = _turn(raw, upright)
    glyphs = _drop_doubles(_place_all(raw, turned))
    return GlyphRun(glyphs=glyphs, upright=turned, truncated=count > _MAX_GLYPHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """A page's glyphs in page space, one row a glyph; whole columns, because rows take far longer.

    Attributes:
        chars: Their characters; a blank for a real blank of the text.
        fonts: How each is drawn.
        ink: Left, right, bottom and top of the ink; zeros for blanks.
        loose: Left, top, right and bottom of the advance boxes; zeros for blanks.
        origin: x and y of the origins; zeros for blanks.
    """

    chars: list[str]
    fonts: list[Font]
    ink: Doubles
    loose: Doubles
    origin: Doubles


class _Drawn(NamedTuple):
    """What pdfium says of how a text object is drawn."""

    name: bytes
    flags: int
    weight: int
    size: float
    matrix: tuple[float, float, float, float] | None
    mode: int


class _Reader:
    """Reads a page's characters by calls over whole columns."""

    def __init__(self, text_page: object) -> None:
        self._page = ctypes.cast(text_page, ctypes.c_void_p).value  # type: ignore[arg-type]
        self._origin = (ctypes.c_double * 2)()
        self._matrix = pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()
        self._fonts: dict[_Drawn, Font] = {}

    def read(self, count: int) -> _Raw:
        """Return the first `count` characters, without those that pdfium made up or cannot place.

        Made-up characters (blanks between far pieces, line ends) belong to no text object.
        """
        pages = repeat(self._page)
        objects = list(map(_TEXT_OBJECT, pages, range(count)))
        codes = np.fromiter(map(_UNICODE, pages, range(count)), np.int64, count)
        ink, narrow = np.zeros((count, 4)), np.zeros((count, 4), np.float32)
        inked = map(_CHAR_BOX, pages, range(count), *(_places(ink, n) for n in range(4)))
        placed = np.fromiter(inked, np.bool_, count)
        boxed = map(_LOOSE_BOX, pages, range(count), _places(narrow, 0))
        loosed = np.fromiter(boxed, np.bool_, count)
        placed &= loosed
        loose = narrow.astype(np.float64)
        # Also false for what is no number.
        placed &= (np.abs(loose).sum(axis=1) < _FAR_PT) & (np.abs(ink[:, 0] + ink[:, 3]) < _FAR_PT)
        blank = np.isin(codes, _BLANK_CODES)
        real = np.fromiter((one is not None for one in objects), np.bool_, count)
        kept = np.flatnonzero(real & (placed | blank))
        corners = zip(loosed.tolist(), loose[:, 0].tolist(), loose[:, 3].tolist(), strict=True)
        looks = self._looks(objects, list(corners))
        ink[blank] = loose[blank] = 0.0
        seen = [looks[objects[n]] for n in kept.tolist()]
        origin = loose[kept][:, (0, 3)] + np.array([rise for _, rise in seen]).reshape(-1, 2)
        origin[blank[kept]] = 0.0
        return _Raw(
            chars=_characters(np.where(blank, _BLANK, codes)[kept].tolist()),
            fonts=[font for font, _ in seen],
            ink=ink[kept],
            loose=loose[kept],
            origin=origin,
        )

    def _looks(
        self, objects: list[int | None], corners: list[tuple[bool, float, float]]
    ) -> dict[int | None, _Look]:
        """Return how each text object is drawn, asked of its first character.

        Every letter of a text object has the same ascent and descent, so the origin is asked for
        once.
        """
        first = dict(zip(reversed(objects), range(len(objects) - 1, -1, -1), strict=True))
        first.pop(None, None)
        looks: dict[int | None, _Look] = {}
        for address, index in first.items():
            loosed, left, bottom = corners[index]
            rise = self._rise(index, left, bottom) if loosed else (0.0, 0.0)
            looks[address] = (self._font(index, address), rise)
        return looks

    def _rise(self, index: int, left: float, bottom: float) -> tuple[float, float]:
        """Return how far a letter's origin lies from the corner of its box."""
        at = ctypes.addressof(self._origin)
        self._origin[:] = [0.0, 0.0]
        _ORIGIN(self._page, index, at, at + 8)
        x, y = self._origin[0] - left, self._origin[1] - bottom
        return (x, y) if abs(x) + abs(y) < _FAR_PT else (0.0, 0.0)

    def _font(self, index: int, text_object: int | None) -> Font:
        name, flags, m = self._name, self._flags, self._matrix
        name.value, flags.value = b"", 0
        _FONT_INFO(self._page, index, ctypes.addressof(name), len(name), ctypes.addressof(flags))
        turned = _MATRIX(self._page, index, ctypes.addressof(m))
        key = _Drawn(
            name=name.value,
            flags=flags.value,
            weight=_FONT_WEIGHT(self._page, index),
            size=_FONT_SIZE(self._page, index),
            matrix=(m.a, m.b, m.c, m.d) if turned else None,
            mode=_RENDER_MODE(text_object),
        )
        known = self._fonts.get(key)
        if known is None:
            known = self._fonts[key] = _font_of(key)
        return known


def _font_of(drawn: _Drawn) -> Font:
    own_name = drawn.name.decode("utf-8", "replace")
    name = own_name.lower()
    scale, angle = 1.0, 0
    if drawn.matrix is not None:
        a, b, c, d = drawn.matrix
        scale = math.hypot(c, d) or 1.0
        angle = round(math.degrees(math.atan2(b, a))) % 360
    bold = drawn.weight >= _BOLD_WEIGHT or any(part in name for part in _BOLD_NAMES)
    return Font(
        size_pt=round(abs(drawn.size) * scale, 2),
        bold=bold or bool(drawn.flags & _FORCE_BOLD_FLAG),
        italic=bool(drawn.flags & _ITALIC_FLAG) or any(p in name for p in _ITALIC_NAMES),
        visible=drawn.mode not in _INVISIBLE_MODES,
        angle=angle,
        name=own_name,
    )


def _characters(codes: list[int]) -> list[str]:
    known = {code: _character(code) for code in set(codes)}
    return [known[code] for code in codes]


def _character(code: int) -> str:
    return _PAINTED_HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "\ufffd")


def _turn(raw: _Raw, upright: Upright) -> Upright:
    """Turn the page so that the direction of most glyphs runs from left to right."""
    drawn = Counter([id(f) for f, char in zip(raw.fonts, raw.chars, strict=True) if char != " "])
    fonts = {id(font): font for font in raw.fonts}
    angles: Counter[int] = Counter()
    for key, count in drawn.items():
        angles[round(fonts[key].angle / 90) % 4 * 90] += count
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


def _sorted(one: Doubles, other: Doubles) -> tuple[Doubles, Doubles]:
    return np.minimum(one, other), np.maximum(one, other)


def _places(array: npt.NDArray[Any], column: int) -> range:
    """Return the addresses of a column's fields, from the first row to the last."""
    first = array.ctypes.data + column * array.itemsize
    step = array.shape[1] * array.itemsize
    return range(first, first + len(array) * step, step)


def _place_all(raw: _Raw, upright: Upright) -> list[Glyph]:
    left, right, bottom, top = raw.ink.T
    ink_x0, ink_y1 = upright.point(left, bottom)
    ink_x1, ink_y0 = upright.point(right, top)
    x0, y0 = upright.point(raw.loose[:, 0], raw.loose[:, 3])
    x1, y1 = upright.point(raw.loose[:, 2], raw.loose[:, 1])
    if upright.degrees:
        ink_x0, ink_x1 = _sorted(ink_x0, ink_x1)
        ink_y0, ink_y1 = _sorted(ink_y0, ink_y1)
        x0, x1 = _sorted(x0, x1)
    del y0, y1
    baseline = upright.point(raw.origin[:, 0], raw.origin[:, 1])[1]
    columns = [c.tolist() for c in (x0, x1, ink_x0, ink_x1, ink_y0, ink_y1, baseline)]
    rows = zip(raw.chars, *columns, raw.fonts, strict=True)
    return list(map(tuple.__new__, repeat(Glyph), rows))


def _drop_doubles(glyphs: list[Glyph]) -> tuple[Glyph, ...]:
    """Keep the first of glyphs with one character that are painted nearly on one place."""
    if not _may_hold_doubles(glyphs):
        return tuple(glyphs)
    seen: dict[tuple[str, int], list[float]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        char, x, y = glyph.char, glyph.x0, glyph.baseline
        if char.isspace():
            kept.append(glyph)
            continue
        # The smallest advance of a letter is about a quarter of its size, a fake bold's a fiftieth.
        near = max(_NEAR_PT, _NEAR_EM * glyph.font.size_pt)
        low, high = int(y - near), int(y + near)
        if _is_near(seen.get((char, low)), x, near):
            continue
        if high != low and _is_near(seen.get((char, high)), x, near):
            continue
        seen.setdefault((char, int(y)), []).append(x)
        kept.append(glyph)
    return tuple(kept)


def _may_hold_doubles(glyphs: list[Glyph]) -> bool:
    """Tell whether any two glyphs of one character lie so near that they must be compared.

    Glyphs are put into cells of twice the distance that counts, in four grids half a cell apart:
    whatever is near shares a cell in one of them. Hardly any page has such a pair.
    """
    inked = [glyph for glyph in glyphs if glyph.char != " "]
    if not inked:
        return False
    near = max(_NEAR_PT, _NEAR_EM * max({glyph.font.size_pt for glyph in inked}))
    codes = np.array([ord(glyph.char) for glyph in inked])
    x = np.array([glyph.x0 for glyph in inked]) / near
    # Heights are compared in whole points, cut towards zero.
    y = np.array([glyph.baseline for glyph in inked]) / (near + 2.0)
    for right, down in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        across = np.floor(x / 2 + right).astype(np.int64)
        along = np.floor(y / 2 + down).astype(np.int64)
        # Two cells with one key by chance cost a comparison, no more.
        keys = (along * 2_097_593 + across) * 1_114_112 + codes
        keys.sort()
        if (keys[1:] == keys[:-1]).any():
            return True
    return False


def _is_near(places: list[float] | None, x: float, near: float) -> bool:
    if places:
        for place in places:
            if -near <= place - x <= near:
                return True
    return False
