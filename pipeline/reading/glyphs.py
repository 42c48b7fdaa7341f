"""Glyphs of a PDF page's text layer, with place and font, by pdfium's raw calls.

In: an open page. Out: `Glyphs` in content order, in upright points, drawn-twice glyphs (a poor
man's bold) taken once. Raw calls, because the wrapper's own loops cost several times as much.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.reading.glyph_table import Doubles
from pipeline.reading.glyph_table import Font
from pipeline.reading.glyph_table import Glyphs
from pipeline.reading.glyph_table import Integers
from pipeline.reading.plain_calls import ADDRESS
from pipeline.reading.plain_calls import plain_call
from pipeline.reading.upright import Upright

__all__ = ["GlyphRun", "drop_doubles", "read_glyphs"]

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
_BLANKS = " \t\r\n\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_IS_BLANK = np.zeros(max(map(ord, _BLANKS)) + 2, np.bool_)
_IS_BLANK[[*map(ord, _BLANKS)]] = True
# pdfium marks a hyphen at a line's end with 2; it is painted.
_PAINTED_HYPHENS = {0x02: ord("-")}
_BEYOND, _UNKNOWN = 0x110000, 0xFFFD
_HYPHEN_IN_TEXT = 0xFFFE
# U+D800 to U+DFFF, without the last eleven bits.
_HALF_OF_PAIR = 0xD800 >> 11
# Letters painted twice lie nearer than this: in letter sizes, and in points for the smallest.
_NEAR_EM = 0.08
_NEAR_PT = 0.3


_AT, _INT = ADDRESS, ctypes.c_int
# Its address; 0 for a character that belongs to none.
_TEXT_OBJECT = plain_call(pdfium_c.FPDFText_GetTextObject, ctypes.c_size_t, _AT, _INT)
_TEXT = plain_call(pdfium_c.FPDFText_GetText, _INT, _AT, _INT, _INT, _AT)
_UNICODE = plain_call(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, _AT, _INT)
_CHAR_BOX = plain_call(pdfium_c.FPDFText_GetCharBox, _INT, _AT, _INT, _AT, _AT, _AT, _AT)
_LOOSE_BOX = plain_call(pdfium_c.FPDFText_GetLooseCharBox, _INT, _AT, _INT, _AT)

_FONT = plain_call(pdfium_c.FPDFTextObj_GetFont, ctypes.c_size_t, _AT)
_ORIGIN = plain_call(pdfium_c.FPDFText_GetCharOrigin, _INT, _AT, _INT, _AT, _AT)
_FONT_INFO = plain_call(
    pdfium_c.FPDFText_GetFontInfo, ctypes.c_ulong, _AT, _INT, _AT, ctypes.c_ulong, _AT
)
_FONT_WEIGHT = plain_call(pdfium_c.FPDFText_GetFontWeight, _INT, _AT, _INT)
_FONT_SIZE = plain_call(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, _AT, _INT)
_MATRIX = plain_call(pdfium_c.FPDFText_GetMatrix, _INT, _AT, _INT, _AT)
_RENDER_MODE = plain_call(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT, _AT)

_Matrix = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphRun:
    """A page's glyphs in content order, and the upright space that they are in."""

    glyphs: Glyphs
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
    glyphs = drop_doubles(_place_all(raw, turned))
    return GlyphRun(glyphs=glyphs, upright=turned, truncated=count > _MAX_GLYPHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """A page's glyphs in page space, one row a glyph; whole columns, because rows take far longer.

    Attributes:
        codes: Their code points; a blank for a real blank of the text.
        looks: How each is drawn, an index into `fonts`.
        fonts: The fonts of the page.
        ink: Left, right, bottom and top of the ink; zeros for blanks.
        loose: Left, top, right and bottom of the advance boxes; zeros for blanks.
        origin: x and y of the origins; zeros for blanks.
    """

    codes: Integers
    looks: Integers
    fonts: tuple[Font, ...]
    ink: Doubles
    loose: Doubles
    origin: Doubles


class _Drawn(NamedTuple):
    """What pdfium says of how a text object is drawn."""

    name: bytes
    flags: int
    weight: int
    size: float
    matrix: _Matrix | None
    mode: int


class _Reader:
    """Reads a page's characters by calls over whole columns."""

    def __init__(self, text_page: object) -> None:
        self._page = ctypes.cast(text_page, ctypes.c_void_p).value  # type: ignore[arg-type]
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()
        self._fonts: list[Font] = []
        self._numbers: dict[tuple[int, float, int, int, _Matrix], int] = {}

    def read(self, count: int) -> _Raw:
        """Return the first `count` characters, without those that pdfium made up or cannot place.

        Made-up characters (blanks between far pieces, line ends) belong to no text object.
        """
        pages = repeat(self._page)
        codes = self._codes(count)
        blank = _IS_BLANK[np.minimum(codes, len(_IS_BLANK) - 1)]
        objects = self._objects(blank)
        # Blanks are asked for no place.
        asked = np.flatnonzero((objects != 0) & ~blank)
        at = asked.tolist()
        ink = np.zeros((len(at), 4))
        inked = map(_CHAR_BOX, pages, at, *(_places(ink, n) for n in range(4)))
        placed = np.fromiter(inked, np.bool_, len(at))
        loosed, loose = self._loose(at)
        # Also false for what is no number.
        placed &= loosed & (np.abs(loose).sum(axis=1) < _FAR_PT)
        placed &= np.abs(ink[:, 0] + ink[:, 3]) < _FAR_PT
        looks, rises = self._looks(objects)
        held = blank & (objects != 0)
        held[asked] = placed
        kept = np.flatnonzero(held)
        blank = blank[kept]
        ink, loose = _spread(ink[placed], ~blank), _spread(loose[placed], ~blank)
        origin = loose[:, (0, 3)] + rises[kept]
        origin[blank] = 0.0
        return _Raw(
            codes=np.where(blank, _BLANK, _painted(codes[kept])),
            looks=looks[kept],
            fonts=tuple(self._fonts),
            ink=ink,
            loose=loose,
            origin=origin,
        )

    def _objects(self, blank: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
        """Return the address of each character's text object.

        An object's characters follow each other: a word that begins and ends in one lies in it.
        """
        edge = np.ones(len(blank), np.bool_)
        edge[1:-1] = blank[:-2] | blank[1:-1] | blank[2:]
        known = self._objects_at(np.flatnonzero(edge))
        before = np.cumsum(edge) - 1
        objects: npt.NDArray[np.uint64] = known[before]
        inside = np.flatnonzero(~edge)
        parted = inside[known[before[inside]] != known[before[inside] + 1]]
        objects[parted] = self._objects_at(parted)
        return objects

    def _objects_at(self, places: npt.NDArray[np.intp]) -> npt.NDArray[np.uint64]:
        found = map(_TEXT_OBJECT, repeat(self._page), places.tolist())
        return np.fromiter(found, np.uint64, len(places))

    def _codes(self, count: int) -> Integers:
        """Return the code point of each character, by one call for all where each has its own.

        The page's text leaves out what is no character; then, and where a character takes two units
        of the text, each is asked for by itself. U+FFFE stands for a hyphen at a line's end.
        """
        # Room for two units each.
        units = np.zeros(2 * count + 2, np.uint16)
        written = _TEXT(self._page, 0, count, units.ctypes.data) if count else 0
        codes = units[:count].astype(np.int64)
        if written != count + 1 or (codes >> 11 == _HALF_OF_PAIR).any():
            return np.fromiter(map(_UNICODE, repeat(self._page), range(count)), np.int64, count)
        for place in np.flatnonzero(codes == _HYPHEN_IN_TEXT).tolist():
            codes[place] = _UNICODE(self._page, place)
        return codes

    def _loose(self, places: list[int]) -> tuple[npt.NDArray[np.bool_], Doubles]:
        """Return the advance boxes of some characters, and which of them have one."""
        narrow = np.zeros((len(places), 4), np.float32)
        boxed = map(_LOOSE_BOX, repeat(self._page), places, _places(narrow, 0))
        return np.fromiter(boxed, np.bool_, len(places)), narrow.astype(np.float64)

    def _looks(self, objects: npt.NDArray[np.uint64]) -> tuple[Integers, Doubles]:
        """Return for each character its font and how far its origin lies from its box's corner.

        Every letter of a text object has the same ascent and descent, so font and origin are asked
        for once, of its first character.
        """
        if not len(objects):
            return np.zeros(0, np.int64), np.zeros((0, 2))
        starts = np.flatnonzero(np.concatenate(([True], objects[1:] != objects[:-1])))
        addresses = objects[starts].tolist()
        # The last that is put in stays: the first of each.
        first = dict(zip(reversed(addresses), reversed(starts.tolist()), strict=True))
        first.pop(0, None)
        own, places = list(first), list(first.values())
        # Row 0 is for the characters of no object.
        fonts = np.array([0, *self._fonts_of(own, places)])
        rises = np.zeros((len(own) + 1, 2))
        rises[1:] = self._rises(places)
        row = {address: number for number, address in enumerate([0, *own])}
        rows = np.array([row[address] for address in addresses])
        lengths = np.diff(starts, append=len(objects))
        return np.repeat(fonts[rows], lengths), np.repeat(rises[rows], lengths, axis=0)

    def _rises(self, places: list[int]) -> Doubles:
        """Return how far the origins of characters lie from the corners of their boxes."""
        origin = np.zeros((len(places), 2))
        columns = (_places(origin, n) for n in range(2))
        deque(map(_ORIGIN, repeat(self._page), places, *columns), maxlen=0)
        loosed, loose = self._loose(places)
        rises = origin - loose[:, (0, 3)]
        rises[~(loosed & (np.abs(rises).sum(axis=1) < _FAR_PT))] = 0.0
        return rises

    def _fonts_of(self, objects: list[int], places: list[int]) -> list[int]:
        """Return the numbers of the fonts that text objects are drawn with.

        Args:
            objects: Their addresses.
            places: The place of the first character of each.
        """
        page = repeat(self._page)
        matrices = np.zeros((len(objects), 6), np.float32)
        turned = list(map(_MATRIX, page, places, _places(matrices, 0)))
        drawn = zip(
            map(_FONT, objects),
            map(_FONT_SIZE, page, places),
            map(_RENDER_MODE, objects),
            turned,
            map(tuple, matrices[:, :4].tolist()),
            strict=True,
        )
        numbers: list[int] = []
        for place, look in zip(places, drawn, strict=True):
            number = self._numbers.get(look)
            if number is None:
                number = self._numbers[look] = len(self._fonts)
                self._fonts.append(self._font(place, *look))
            numbers.append(number)
        return numbers

    def _font(
        self, place: int, handle: int, size: float, mode: int, turned: int, matrix: _Matrix
    ) -> Font:
        del handle
        name, flags = self._name, self._flags
        name.value, flags.value = b"", 0
        at = ctypes.addressof(name), len(name), ctypes.addressof(flags)
        _FONT_INFO(self._page, place, *at)
        return _font_of(
            _Drawn(
                name=name.value,
                flags=flags.value,
                weight=_FONT_WEIGHT(self._page, place),
                size=size,
                matrix=matrix if turned else None,
                mode=mode,
            )
        )


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


def _painted(codes: Integers) -> Integers:
    """Return the code points of what is painted; U+FFFD for what is none."""
    painted = np.where((codes > 0) & (codes < _BEYOND), codes, _UNKNOWN)
    for code, hyphen in _PAINTED_HYPHENS.items():
        painted[codes == code] = hyphen
    return painted


def _turn(raw: _Raw, upright: Upright) -> Upright:
    """Turn the page so that the direction of most glyphs runs from left to right."""
    drawn = np.bincount(raw.looks[raw.codes != _BLANK], minlength=len(raw.fonts)).tolist()
    angles: Counter[int] = Counter()
    for font, count in zip(raw.fonts, drawn, strict=True):
        angles[round(font.angle / 90) % 4 * 90] += count
    if not angles.total():
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


def _spread(rows: Doubles, held: npt.NDArray[np.bool_]) -> Doubles:
    """Return one row for each entry of `held`: the next of `rows` where it is true, else zeros."""
    spread = np.zeros((len(held), rows.shape[1]))
    spread[held] = rows
    return spread


def _places(array: npt.NDArray[Any], column: int) -> Sequence[int]:
    """Return the addresses of a column's fields, row by row."""
    first = array.ctypes.data + column * array.itemsize
    step = array.shape[1] * array.itemsize
    return range(first, first + len(array) * step, step)


def _place_all(raw: _Raw, upright: Upright) -> Glyphs:
    left, right, bottom, top = raw.ink.T
    ink_x0, ink_y1 = upright.point(left, bottom)
    ink_x1, ink_y0 = upright.point(right, top)
    x0, _ = upright.point(raw.loose[:, 0], raw.loose[:, 3])
    x1, _ = upright.point(raw.loose[:, 2], raw.loose[:, 1])
    if upright.degrees:
        ink_x0, ink_x1 = _sorted(ink_x0, ink_x1)
        ink_y0, ink_y1 = _sorted(ink_y0, ink_y1)
        x0, x1 = _sorted(x0, x1)
    baseline = upright.point(raw.origin[:, 0], raw.origin[:, 1])[1]
    return Glyphs(
        codes=raw.codes,
        places=np.array((x0, x1, ink_x0, ink_x1, ink_y0, ink_y1, baseline)),
        looks=raw.looks,
        fonts=raw.fonts,
    )


def drop_doubles(glyphs: Glyphs) -> Glyphs:
    """Keep the first of glyphs with one character that are painted nearly on one place."""
    if not _may_hold_doubles(glyphs):
        return glyphs
    # The smallest advance of a letter is about a quarter of its size, a fake bold's a fiftieth.
    nears = np.maximum(_NEAR_PT, _NEAR_EM * glyphs.sizes)
    columns = (glyphs.x0.tolist(), glyphs.baseline.tolist(), nears.tolist())
    seen: dict[tuple[str, int], list[float]] = {}
    kept: list[int] = []
    for index, (char, x, y, near) in enumerate(zip(glyphs.text, *columns, strict=True)):
        if char.isspace():
            kept.append(index)
            continue
        low, high = int(y - near), int(y + near)
        if _is_near(seen.get((char, low)), x, near):
            continue
        if high != low and _is_near(seen.get((char, high)), x, near):
            continue
        seen.setdefault((char, int(y)), []).append(x)
        kept.append(index)
    return glyphs.take(np.array(kept, np.int64))


def _may_hold_doubles(glyphs: Glyphs) -> bool:
    """Tell whether any two glyphs of one character lie so near that they must be compared.

    Glyphs are put into cells of twice the distance that counts, in four grids half a cell apart:
    whatever is near shares a cell in one of them. Hardly any page has such a pair.
    """
    inked = glyphs.codes != _BLANK
    if not inked.any():
        return False
    near = max(_NEAR_PT, _NEAR_EM * float(glyphs.sizes[inked].max()))
    codes = glyphs.codes[inked]
    x = glyphs.x0[inked] / near
    # Heights are compared in whole points, cut towards zero.
    y = glyphs.baseline[inked] / (near + 2.0)
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
