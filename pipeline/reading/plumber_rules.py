"""A second opinion on ruling lines: pdfplumber's edges, where pdfium's path objects made no table.

In: a PDF and a page. Out: the page's `Rule`s in upright points.

pdfium's path objects are read first, because they cost a hundredth of the time. pdfplumber
interprets the page's content itself (patterns, clips, nested forms), so a page that heads a table
(«STT», «TT») and shows drawings but no grid is looked at once more through it.
"""

from __future__ import annotations

from pathlib import Path

from models.geometry import Box
from models.geometry import Rule
from models.page import Word

__all__ = ["heads_a_table", "plumber_rules"]

_MOST_EDGES = 20_000
_LEAST_LENGTH_PT = 4.0
_HALF_PT = 0.25
# The first heading of an appendix table (domain reference, section 10).
_HEADINGS = {"stt", "tt", "số tt", "sốtt"}


def heads_a_table(words: tuple[Word, ...]) -> bool:
    """Tell whether a line begins with the heading of a column of running numbers."""
    lines: set[int] = set()
    last: int | None = None
    for word in words:
        if word.line == last:
            continue
        last = word.line
        if last not in lines and word.text.strip(".:").lower() in _HEADINGS:
            return True
        lines.add(last)
    return False


def plumber_rules(path: Path, page: int) -> tuple[Rule, ...]:
    """Return the horizontal and vertical edges of a page, sorted by place.

    Args:
        path: The PDF.
        page: 1-based page.

    Returns:
        Rules in points of the upright page. Empty where pdfplumber finds none or cannot read the
        page: it is a second opinion, and the page stays as read without it. Cost: 60 ms and more.
    """
    import pdfplumber

    try:
        with pdfplumber.open(path, pages=[page]) as document:
            sheet = document.pages[0]
            left, top = sheet.cropbox[0], sheet.cropbox[1]
            edges = sheet.edges[:_MOST_EDGES]
    except Exception:  # noqa: BLE001 - pdfminer raises whatever it meets in a broken page
        return ()
    rules = [_rule(edge, left, top) for edge in edges]
    kept = [r for r in rules if max(r.box.width, r.box.height) >= _LEAST_LENGTH_PT]
    return tuple(sorted(kept, key=lambda r: (r.box.y0, r.box.x0, r.horizontal)))


def _rule(edge: dict[str, float], left: float, top: float) -> Rule:
    box = Box(
        edge["x0"] - left - _HALF_PT,
        edge["top"] - top - _HALF_PT,
        edge["x1"] - left + _HALF_PT,
        edge["bottom"] - top + _HALF_PT,
    )
    return Rule(box=box, horizontal=box.width >= box.height)
