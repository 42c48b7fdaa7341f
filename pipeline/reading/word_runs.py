"""Runs of a Word paragraph become printed lines of scraps.

In: a paragraph element. Out: its lines (a line break ends one), where a page break stands, and the
text boxes anchored in it. Tracked changes are read as accepted: what was deleted or moved away is
gone, what was inserted stays. Hidden text, field codes and footnote marks are not printed text.
Runs in a font from before Unicode are decoded here, before anything touches their letters' case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from typing import Any

from docx.oxml.ns import qn

from pipeline.reading.flow_page import Scrap
from pipeline.reading.legacy import encoding_of_font
from pipeline.reading.legacy import spell
from pipeline.reading.legacy_evidence import choose

__all__ = ["Chunk", "Line", "Styles", "read_lines"]

_SKIPPED = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:rt"))
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = qn("w:txbxContent")
_RUN = qn("w:r")
# Never begins amid blanks: a long run of them at the end is looked through once.
_SCRAP_RE = re.compile(r"(?<!\s)(\s*)(\S+)")
_MAX_DEPTH = 60
_MAX_STYLES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run is printed; None where it does not say."""

    bold: bool | None = None
    italic: bool | None = None
    size_pt: float | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, other: Look) -> Look:
        """Return this look with what it does not say taken from `other`."""
        return Look(
            bold=other.bold if self.bold is None else self.bold,
            italic=other.italic if self.italic is None else self.italic,
            size_pt=other.size_pt if self.size_pt is None else self.size_pt,
            capitals=other.capitals if self.capitals is None else self.capitals,
            hidden=other.hidden if self.hidden is None else self.hidden,
            font=other.font if self.font is None else self.font,
        )


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text in one look.

    Attributes:
        text: Its characters.
        look: How they are printed.
        raws: For each character what stood in the file, where the run was decoded; else None.
        repair: Name of the decoding; None where there was none.
    """

    text: str
    look: Look
    raws: tuple[str, ...] | None = None
    repair: str | None = None


@dataclass(slots=True)
class Line:
    """A printed line of a paragraph.

    Attributes:
        chunks: Its text in pieces of one look.
        breaks_page: True where a new page begins after it.
    """

    chunks: list[Chunk] = field(default_factory=list)
    breaks_page: bool = False

    def scraps(self) -> list[Scrap]:
        """Return the line's words; a word may cross looks and then has its first letter's."""
        text = "".join(chunk.text for chunk in self.chunks)
        looks: list[Look] = []
        raws: list[str] = []
        repairs: list[str | None] = []
        for chunk in self.chunks:
            looks += [chunk.look] * len(chunk.text)
            raws += chunk.raws or chunk.text
            repairs += [chunk.repair] * len(chunk.text)
        out = []
        for match in _SCRAP_RE.finditer(text):
            start, end = match.span(2)
            look = looks[start]
            raw = "".join(raws[start:end])
            repair = next((r for r in repairs[start:end] if r is not None), None)
            out.append(
                Scrap(
                    text=match.group(2),
                    raw=raw,
                    gap=len(match.group(1).expandtabs(4)),
                    size_pt=look.size_pt or 0.0,
                    bold=bool(look.bold),
                    italic=bool(look.italic),
                    repair=repair if raw != match.group(2) else None,
                )
            )
        return out


class Styles:
    """The looks of the styles of a document, with what they are based on."""

    def __init__(self, root: Any | None) -> None:  # lxml elements have no useful static type
        self._by_id: dict[str, Any] = {}
        self._looks: dict[str, Look] = {}
        self._default = Look()
        self._default_paragraph: str | None = None
        if root is None:
            return
        for style in root.iter(qn("w:style")):
            self._by_id[style.get(qn("w:styleId"), "")] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1":
                self._default_paragraph = style.get(qn("w:styleId"))
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._default = look_of(defaults)

    def chain(self, style_id: str | None) -> Iterator[Any]:
        """Yield the style's element and those it is based on, the nearest first."""
        for _ in range(_MAX_STYLES):
            style = self._by_id.get(style_id or "")
            if style is None:
                return
            yield style
            base = style.find(qn("w:basedOn"))
            style_id = None if base is None else base.get(qn("w:val"))

    def look(self, style_id: str | None) -> Look:
        """Return the look of a style with all that it is based on."""
        key = style_id or self._default_paragraph or ""
        if key not in self._looks:
            look = Look()
            for style in self.chain(key):
                look = look.over(look_of(style.find(qn("w:rPr"))))
            self._looks[key] = look.over(self._default)
        return self._looks[key]


def look_of(properties: Any | None) -> Look:
    """Return what a run's properties say themselves."""
    if properties is None:
        return Look()
    size = properties.find(qn("w:sz"))
    return Look(
        bold=_switch(properties, "w:b"),
        italic=_switch(properties, "w:i"),
        size_pt=_half_points(size),
        capitals=_switch(properties, "w:caps"),
        hidden=_switch(properties, "w:vanish"),
        font=_font(properties),
    )


def _font(properties: Any) -> str | None:
    """Return the font of Western letters; a legacy one wins, since Word may name it only once."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        return None
    names: list[str] = [n for a in ("w:hAnsi", "w:ascii") if (n := fonts.get(qn(a)))]
    return next((n for n in names if encoding_of_font(n)), names[0] if names else None)


def _chunk(text: str, look: Look) -> Chunk:
    """Return a run's text as a chunk, decoded where its font is one from before Unicode."""
    named = encoding_of_font(look.font)
    encoding = choose(text.split(), named) if named is not None else None
    if encoding is None:
        return Chunk(text.upper() if look.capitals else text, look)
    letters: list[str] = []
    raws: list[str] = []
    for part in re.split(r"(\s+)", text):
        start = 0
        for count, letter in spell(part, encoding):
            printed = letter.upper() if look.capitals else letter
            letters.append(printed)
            raws += [part[start : start + count], *[""] * (len(printed) - 1)]
            start += count
    return Chunk("".join(letters), look, tuple(raws), encoding.repair)


def _switch(properties: Any, tag: str) -> bool | None:
    child = properties.find(qn(tag))
    if child is None:
        return None
    return child.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _half_points(size: Any | None) -> float | None:
    try:
        return None if size is None else float(size.get(qn("w:val"))) / 2
    except (TypeError, ValueError):
        return None


def read_lines(paragraph: Any, styles: Styles) -> tuple[list[Line], list[Any]]:
    """Return the paragraph's printed lines, never empty, and the text boxes anchored in it."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    base = styles.look(None if style is None else style.get(qn("w:val")))
    walk = _Walk(styles, base)
    walk.visit(paragraph, 0)
    return walk.lines, walk.boxes


class _Walk:
    def __init__(self, styles: Styles, base: Look) -> None:
        self.lines = [Line()]
        self.boxes: list[Any] = []
        self._styles = styles
        self._base = base

    def visit(self, element: Any, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        for child in element:
            if child.tag in _SKIPPED or child.tag == _FALLBACK or not isinstance(child.tag, str):
                continue
            if child.tag == _BOX:
                self.boxes.append(child)
            elif child.tag == _RUN:
                self._run(child, depth + 1)
            else:
                self.visit(child, depth + 1)

    def _run(self, run: Any, depth: int) -> None:
        properties = run.find(qn("w:rPr"))
        look = look_of(properties)
        named = None if properties is None else properties.find(qn("w:rStyle"))
        if named is not None:
            for style in self._styles.chain(named.get(qn("w:val"))):
                look = look.over(look_of(style.find(qn("w:rPr"))))
        look = look.over(self._base)
        if look.hidden:
            return
        for child in run:
            if child.tag in _SKIPPED or child.tag == _FALLBACK or not isinstance(child.tag, str):
                continue
            if child.tag == qn("w:br"):
                self._break(child.get(qn("w:type")))
            elif child.tag == qn("w:cr"):
                self._break(None)
            else:
                self._leaf(child, look, depth)

    def _leaf(self, child: Any, look: Look, depth: int) -> None:
        text = ""
        if child.tag == qn("w:t"):
            text = child.text or ""
        elif child.tag in {qn("w:tab"), qn("w:ptab")}:
            text = "\t"
        elif child.tag == qn("w:noBreakHyphen"):
            text = "-"
        elif child.tag == qn("w:sym"):
            text = _symbol(child.get(qn("w:char")))
        elif child.tag == _BOX:
            self.boxes.append(child)
        else:
            self.visit(child, depth + 1)
        if text:
            self.lines[-1].chunks.append(_chunk(text.replace("\n", " ").replace("\r", " "), look))

    def _break(self, kind: str | None) -> None:
        if kind == "page":
            self.lines[-1].breaks_page = True
        self.lines.append(Line())


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
