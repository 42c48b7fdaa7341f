"""Set aside the index card and the menu that a web site prints above a paper («Số hiệu: … Loại văn bản: …»).

In: the rows of a page without geometry, from the top. Out: how many of them are the card or the menu, with the
site's own title; 0 where there is none.

A copied paper begins with what the site knows of it: number, type, issuer, signer, days, state. None of
it is printed on the paper, and its number would be taken for the paper's own line. A card has two labels at
least, and the letterhead's title line stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from pipeline.layout.rows import Row

__all__ = ["card_rows"]

# A card and the site's menu stand above so many rows; a letterhead's own left column is no longer than the second.
_MOST_ROWS, _MOST_LEFT = 60, 14
_LEAST_LABELS = 2
# Compared without accents and case, behind a bullet or a bar.
_LABEL_RE = re.compile(
    r"[\W_]{0,6}(?:so hieu|so\s?/\s?ky hieu|so ky hieu|loai van ban|noi ban hanh|co quan ban hanh|nguoi ky|ngay ban hanh"
    r"|ngay (?:co )?hieu luc|ngay het hieu luc|hieu luc|ngay cong bao|so cong bao|tinh trang(?: hieu luc)?|linh vuc|ngay dang)"
    r"(?: van ban)?\s{0,2}(?::|\|)"
)


def card_rows(rows: Sequence[Row]) -> int:
    """Return how many rows from the top belong to a site's index card; 0 when there is none.

    Args:
        rows: The rows of a page from the top; rows with boxes have no card.
    """
    if not rows or rows[0].box is not None:
        return 0
    title = next(
        (i for i, row in enumerate(rows[:_MOST_ROWS]) if signs.title_start(row.text) is not None),
        0,
    )
    labels = [i for i, row in enumerate(rows[:title]) if _LABEL_RE.match(signs.plain(row.text))]
    if len(labels) >= _LEAST_LABELS:
        return labels[-1] + 1
    return _menu_rows(rows[:title]) if title >= _MOST_LEFT else 0


def _menu_rows(rows: Sequence[Row]) -> int:
    """Return how many rows above a title line are a site's menu: down to the first line of the left column."""
    first = len(rows)
    while first and _is_of_column(rows[first - 1].text):
        first -= 1
    return first


def _is_of_column(text: str) -> bool:
    return signs.is_capitals(text) or signs.is_ornament(text) or signs.is_number_line(text)
