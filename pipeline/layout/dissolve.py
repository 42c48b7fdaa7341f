"""Undo tables that only hold a form's columns: the letterhead or the foot set in a ruled grid.

In: a page. Out: the same page, such tables turned back into words. Word files keep the two
columns of a letterhead in a table; where somebody left its lines visible, or a seal's frame made
lines of its own, the reader cannot know that it is none.
"""

from __future__ import annotations

from dataclasses import replace

from extractors import form_lines as signs
from models.page import Page
from models.page import PageTable
from models.page import Word

__all__ = ["dissolve_form_tables"]

_MOST_FORM_ROWS = 6


def dissolve_form_tables(page: Page) -> Page:
    """Return `page` with the tables that hold a letterhead or a foot turned into words."""
    form = [table for table in page.tables if _is_form(table)]
    if not form:
        return page
    words = list(page.words)
    for table in form:
        words = _merge(words, table)
    return replace(page, words=tuple(words), tables=tuple(t for t in page.tables if t not in form))


def _is_form(table: PageTable) -> bool:
    if table.rows > _MOST_FORM_ROWS or table.columns > 3:
        return False
    texts = [cell.text for cell in table.cells]
    return any(
        signs.title_start(text) is not None or signs.is_distribution_head(text) for text in texts
    )


def _merge(words: list[Word], table: PageTable) -> list[Word]:
    inside = [word for cell in table.cells for word in cell.words]
    if table.box is not None:
        return words + inside
    # Without geometry the cells' words come where the table stood; each keeps its line.
    at = next((i for i, word in enumerate(words) if word.line >= table.line), len(words))
    return words[:at] + inside + words[at:]
