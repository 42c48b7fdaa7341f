"""Ruling lines and images of a PDF page, from pdfium's page objects.

In: an open page. Out: `Rule`s (strokes, thin filled rectangles, edges of stroked rectangles) and
the places of images, in upright points. Forms inside the page are walked with their matrices.

pdfium's path objects cost about 0.6 ms a page where pdfplumber needs 60, and give the same lines.
Pieces of one line (dashes, one stroke per cell) are joined, so that a table's grid sees whole lines.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from itertools import pairwise
from itertools import repeat
from operator import attrgetter

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from models.geometry import Box
from models.geometry import Rule
from pipeline.reading.jpx_size import jpx_size
from pipeline.reading.plain_calls import ADDRESS
from pipeline.reading.plain_calls import plain_call
from pipeline.reading.upright import Upright

__all__ = ["PageObjects", "PlacedImage", "join_rules", "read_objects"]

_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 40_000
_MAX_DEPTH = 6
_THIN_PT = 3.0
_MIN_LENGTH_PT = 4.0
_SLANT_PT = 1.0
_NEAR_WHITE = 245
# A brace is two curves or more, three points each (Word takes four), and joins two lines at least.
_BRACE_SEGMENTS, _BRACE_MAX_SEGMENTS, _BRACE_CURVED = 6, 40, 6
_BRACE_WIDTH_PT, _BRACE_MIN_PT, _BRACE_MAX_PT = 24.0, 18.0, 200.0
# Dashes of a dotted border stand this close; cells' own strokes touch.
_JOIN_GAP_PT = 2.5
_SAME_LINE_PT = 1.2

_INDEX = ctypes.c_int
_OBJECT = plain_call(pdfium_c.FPDFPage_GetObject, ctypes.c_size_t, ADDRESS, _INDEX)
_FORM_OBJECT = plain_call(pdfium_c.FPDFFormObj_GetObject, ctypes.c_size_t, ADDRESS, ctypes.c_ulong)
_TYPE = plain_call(pdfium_c.FPDFPageObj_GetType, ctypes.c_int, ADDRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImage:
    """An image on the page.

    Attributes:
        box: Where it is painted, upright points.
        width_px, height_px: Its own size in pixels.
        covers_text: How many text objects were painted before it (and may lie beneath).
    """

    box: Box
    width_px: int
    height_px: int
    covers_text: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageObjects:
    """What is drawn on a page beside text.

    Attributes:
        rules: Ruling lines, joined, from the top.
        images: Images in painting order.
        braces: Tall narrow curves, as Word draws the brace of a distribution list.
        text_objects: How many text objects there are.
        drawings: How many paths and shadings there are.
        figures: How many of these show anything but ruling lines.
        truncated: True where the page has more objects than are looked at.
    """

    rules: tuple[Rule, ...]
    images: tuple[PlacedImage, ...]
    text_objects: int
    drawings: int
    truncated: bool
    figures: int = 0
    braces: tuple[Box, ...] = ()


@dataclass(slots=True)
class _Matrix:
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def before(self, after: _Matrix) -> _Matrix:
        """Return the matrix that does this one first, then `after`."""
        return _Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )


@dataclass(slots=True)
class _Walk:
    upright: Upright
    rules: list[Rule] = field(default_factory=list)
    images: list[PlacedImage] = field(default_factory=list)
    braces: list[Box] = field(default_factory=list)
    texts: int = 0
    drawings: int = 0
    figures: int = 0
    objects: int = 0
    segments: int = 0

    @property
    def full(self) -> bool:
        return self.objects >= _MAX_OBJECTS or self.segments >= _MAX_SEGMENTS


def read_objects(page: pdfium.PdfPage, upright: Upright) -> PageObjects:
    """Return the ruling lines and images of `page` in the space of `upright`."""
    walk = _Walk(upright)
    own = ctypes.cast(page.raw, ADDRESS).value
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    _visit_all(walk, map(_OBJECT, repeat(own), range(count)), _Matrix(), 0)
    return PageObjects(
        rules=join_rules(walk.rules),
        images=tuple(walk.images),
        text_objects=walk.texts,
        drawings=walk.drawings,
        figures=walk.figures,
        truncated=walk.full,
        braces=tuple(walk.braces),
    )


def _visit_all(walk: _Walk, items: Iterable[int], matrix: _Matrix, depth: int) -> None:
    """Look at objects by their addresses, until there were enough; most are text and only counted."""
    for address in items:
        if walk.full:
            return
        walk.objects += 1
        kind = _TYPE(address)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            walk.texts += 1
        else:
            _visit(walk, ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT), kind, matrix, depth)


def _visit(walk: _Walk, item: object, kind: int, matrix: _Matrix, depth: int) -> None:
    if kind == pdfium_c.FPDF_PAGEOBJ_SHADING:
        walk.drawings += 1
        walk.figures += 1
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        walk.drawings += 1
        placed = _matrix_of(item).before(matrix)
        walk.rules += _path_rules(walk, item, placed)
        walk.braces += _braces(walk, item, placed)
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        walk.images.append(_image(walk, item, _matrix_of(item).before(matrix)))
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        inner = _matrix_of(item).before(matrix)
        own = ctypes.cast(item, ADDRESS).value  # type: ignore[arg-type]
        count = max(0, pdfium_c.FPDFFormObj_CountObjects(item))
        _visit_all(walk, map(_FORM_OBJECT, repeat(own), range(count)), inner, depth + 1)


def _matrix_of(item: object) -> _Matrix:
    m = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return _Matrix()
    return _Matrix(m.a, m.b, m.c, m.d, m.e, m.f)


def _image(walk: _Walk, item: object, matrix: _Matrix) -> PlacedImage:
    corners = [matrix.apply(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(item, ctypes.byref(width), ctypes.byref(height))
    own_width, own_height = jpx_size(item) or (0, 0)
    return PlacedImage(
        box=walk.upright.box(min(xs), min(ys), max(xs), max(ys)),
        width_px=max(width.value, own_width),
        height_px=max(height.value, own_height),
        covers_text=walk.texts,
    )


def _path_rules(walk: _Walk, item: object, matrix: _Matrix) -> list[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke)):
        return []
    stroked = bool(stroke.value) and _has_ink(item, pdfium_c.FPDFPageObj_GetStrokeColor)
    filled = bool(fill.value) and _has_ink(item, pdfium_c.FPDFPageObj_GetFillColor)
    if not stroked and not filled:
        return []
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(item, ctypes.byref(width))
    scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
    half = min(width.value * scale, _THIN_PT) / 2
    rules: list[Rule] = []
    corners = expected = 0
    for points in _subpaths(walk, item, matrix):
        corners += len(points)
        if filled:
            expected += 1
            rules += _from_thin(points)
        if stroked:
            expected += len(points) - 1
            for (ax, ay), (bx, by) in pairwise(points):
                rules += _from_stroke(ax, ay, bx, by, half)
    bent = corners < pdfium_c.FPDFPath_CountSegments(item)
    walk.figures += bent or len(rules) < expected or width.value * scale > 2 * _THIN_PT
    return rules


def _braces(walk: _Walk, item: object, matrix: _Matrix) -> list[Box]:
    """Return the path's box if it is a brace: two curves or more, tall and narrow."""
    count = pdfium_c.FPDFPath_CountSegments(item)
    if not _BRACE_SEGMENTS <= count <= _BRACE_MAX_SEGMENTS:
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = 0
    places: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        curved += pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_BEZIERTO
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        places.append(walk.upright.point(*matrix.apply(x.value, y.value)))
    xs, ys = [px for px, _ in places], [py for _, py in places]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    narrow = 2.0 <= box.width <= _BRACE_WIDTH_PT and box.height >= 2 * box.width
    tall = _BRACE_MIN_PT <= box.height <= _BRACE_MAX_PT
    return [box] if curved >= _BRACE_CURVED and narrow and tall else []


def _has_ink(item: object, get_color: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    refs = [ctypes.byref(c) for c in (red, green, blue, alpha)]
    if not get_color(item, *refs):  # type: ignore[operator]
        return True  # a pattern: painted with something
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _NEAR_WHITE


def _subpaths(walk: _Walk, item: object, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corner points of each part of the path in upright points; curves are left out."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(0, pdfium_c.FPDFPath_CountSegments(item))):
        walk.segments += 1
        if walk.segments >= _MAX_SEGMENTS:
            break
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        place = walk.upright.point(*matrix.apply(x.value, y.value))
        if kind != pdfium_c.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(place)
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            yield [*points, points[0]]
            points = [points[0]]
    if len(points) > 1:
        yield points


def _from_thin(points: list[tuple[float, float]]) -> list[Rule]:
    """A filled figure that is thin is a line; so are Word's borders."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    if box.height <= _THIN_PT and box.width >= max(_MIN_LENGTH_PT, 2 * box.height):
        return [Rule(box=box, horizontal=True)]
    if box.width <= _THIN_PT and box.height >= max(_MIN_LENGTH_PT, 2 * box.width):
        return [Rule(box=box, horizontal=False)]
    return []


def _from_stroke(ax: float, ay: float, bx: float, by: float, half: float) -> list[Rule]:
    x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    if y1 - y0 <= _SLANT_PT and x1 > x0:
        return [Rule(box=Box(x0, y0 - half, x1, y1 + half), horizontal=True)]
    if x1 - x0 <= _SLANT_PT and y1 > y0:
        return [Rule(box=Box(x0 - half, y0, x1 + half, y1), horizontal=False)]
    return []


def join_rules(rules: list[Rule]) -> tuple[Rule, ...]:
    """Join pieces that lie on one line and touch or nearly do; drop what is shorter than a letter.

    Cost: n log n.
    """
    flat = _join([r.box for r in rules if r.horizontal])
    upright = _join([_swap(r.box) for r in rules if not r.horizontal])
    joined = [Rule(box=box, horizontal=True) for box in flat]
    joined += [Rule(box=_swap(box), horizontal=False) for box in upright]
    return tuple(sorted(joined, key=lambda r: (r.box.y0, r.box.x0, r.horizontal)))


def _swap(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _join(boxes: list[Box]) -> list[Box]:
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=attrgetter("center_y")):
        if rows and box.center_y - rows[-1][0].center_y <= _SAME_LINE_PT:
            rows[-1].append(box)
        else:
            rows.append([box])
    out: list[Box] = []
    for row in rows:
        current: Box | None = None
        for box in sorted(row, key=attrgetter("x0")):
            if current is not None and box.x0 - current.x1 <= _JOIN_GAP_PT:
                current = Box(
                    current.x0,
                    min(current.y0, box.y0),
                    max(current.x1, box.x1),
                    max(current.y1, box.y1),
                )
                continue
            if current is not None:
                out.append(current)
            current = box
        if current is not None:
            out.append(current)
    return [box for box in out if box.width >= _MIN_LENGTH_PT]
