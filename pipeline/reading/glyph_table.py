"""Glyphs of a page in columns, and how a glyph is drawn.

A page has some thousand glyphs, and hardly any of them matters alone: everything that is asked of
all of them is asked of whole columns; a row is made where a single letter must be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from typing import NamedTuple
from typing import cast

import numpy as np
import numpy.typing as npt

__all__ = ["Doubles", "Font", "Glyph", "Glyphs", "Integers", "codes_of", "counts_of", "text_of"]

Doubles = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


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
    """One painted character in upright points.

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
class Glyphs:
    """Glyphs in columns, one entry a glyph.

    Attributes:
        codes: Their code points.
        places: One row each for x0, x1, ink_x0, ink_x1, ink_y0, ink_y1 and baseline (see `Glyph`).
        looks: How each is drawn, an index into `fonts`.
        fonts: The fonts of the page.
    """

    codes: Integers
    places: Doubles
    looks: Integers
    fonts: tuple[Font, ...]

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> Glyphs:
        """Put single glyphs into columns."""
        rows = list(glyphs)
        fonts = tuple({id(row.font): row.font for row in rows}.values())
        index = {id(font): number for number, font in enumerate(fonts)}
        return cls(
            codes=codes_of("".join([row.char for row in rows])),
            places=np.array([row[1:8] for row in rows], float).reshape(-1, 7).T,
            looks=np.array([index[id(row.font)] for row in rows], np.int64),
            fonts=fonts,
        )

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """Their characters, one for each."""
        return text_of(self.codes)

    @property
    def x0(self) -> Doubles:
        """Where each starts."""
        return cast("Doubles", self.places[0])

    @property
    def x1(self) -> Doubles:
        """Where the next letter may start."""
        return cast("Doubles", self.places[1])

    @property
    def baseline(self) -> Doubles:
        """Height of each baseline."""
        return cast("Doubles", self.places[6])

    @property
    def sizes(self) -> Doubles:
        """Letter size of each."""
        return np.array([font.size_pt for font in self.fonts], float)[self.looks]

    def take(self, kept: npt.NDArray[Any]) -> Glyphs:
        """Return some of the glyphs, by a mask or by their places."""
        return Glyphs(
            codes=self.codes[kept],
            places=self.places[:, kept],
            looks=self.looks[kept],
            fonts=self.fonts,
        )

    def rows(self, begin: int, end: int) -> list[Glyph]:
        """Return the glyphs of a range, one by one."""
        columns = self.places[:, begin:end].tolist()
        fonts = [self.fonts[look] for look in self.looks[begin:end].tolist()]
        return list(map(Glyph, text_of(self.codes[begin:end]), *columns, fonts))


def codes_of(text: str) -> Integers:
    """Return the code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)


def counts_of(codes: Integers) -> dict[str, int]:
    """Return how often each character is among code points."""
    counts = np.bincount(codes)
    held = np.flatnonzero(counts)
    return dict(zip(map(chr, held.tolist()), counts[held].tolist(), strict=True))


def text_of(codes: Integers) -> str:
    """Return the characters of code points; halves of pairs stay what they are."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
