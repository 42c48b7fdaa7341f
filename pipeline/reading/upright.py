"""From a PDF page's own space to the upright page: points, origin top left, y downwards.

A page's space has its origin anywhere (the crop box decides what is seen) and y upwards, and the
page may be turned by quarter turns. All conversions of the PDF path stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from models.geometry import Box

__all__ = ["Upright"]

_Numbers = TypeVar("_Numbers", float, npt.NDArray[np.float64])


@dataclass(frozen=True, slots=True, kw_only=True)
class Upright:
    """The way from page space to the upright page.

    Attributes:
        left, bottom, right, top: What is seen of the page, in page space.
        degrees: Clockwise quarter turns that put the page upright: 0, 90, 180 or 270.

    Example:
        >>> Upright(left=0, bottom=0, right=200, top=100, degrees=90).box(0, 0, 20, 10)
        Box(x0=0, y0=0, x1=10, y1=20)
    """

    left: float
    bottom: float
    right: float
    top: float
    degrees: int

    @property
    def width_pt(self) -> float:
        """Width of the upright page."""
        return self.right - self.left if self.degrees % 180 == 0 else self.top - self.bottom

    @property
    def height_pt(self) -> float:
        """Height of the upright page."""
        return self.top - self.bottom if self.degrees % 180 == 0 else self.right - self.left

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the upright box around two opposite corners given in page space."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def point(self, x: _Numbers, y: _Numbers) -> tuple[_Numbers, _Numbers]:
        """Return the upright place of a point given in page space, or of a column of points."""
        if self.degrees == 0:
            return x - self.left, self.top - y
        if self.degrees == 90:
            return y - self.bottom, x - self.left
        if self.degrees == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x
