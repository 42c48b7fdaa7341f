"""Find the list «Nơi nhận»: by its words, or by its dashed entries where a scan lost the words.

In: the rows of one part. Out: the row with which the list begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from pipeline.layout.rows import Row

__all__ = ["find_list", "is_archive_line", "leaves_foot"]

_LIST_ROWS = 40
_ENTRY_RE = re.compile(r"\s{0,2}[-–—+•*~=]\s?\S")
_ARCHIVE_RE = re.compile(r"[-–+•*\s]{0,4}l[uư]+\s?[:.]?\s?\S", re.IGNORECASE)


def find_list(rows: Sequence[Row]) -> int | None:
    """Return the row with which the distribution list begins, or None.

    A head counts with an archive line or a signature near it; without a head, dashed entries up
    from an archive line count.
    """
    heads = [
        i
        for i, row in enumerate(rows)
        if any(signs.is_distribution_head(p.text) for p in row.pieces)
    ]
    for index in heads:
        near = rows[index : index + _LIST_ROWS]
        if any(is_archive_line(piece.text) for row in near for piece in row.pieces):
            return index
    for index in heads:
        near = rows[max(0, index - 12) : index + 12]
        if any(
            signs.is_authority(p.text) or signs.is_position(p.text)
            for row in near
            for p in row.pieces
        ):
            return index
    return _headless_list(rows)


def is_archive_line(text: str) -> bool:
    """Tell whether the line is the archive line («- Lưu: VT, TH.»)."""
    folded = signs.plain(text).lstrip(" -+.*•_")
    return _ARCHIVE_RE.match(text.strip()) is not None and re.match(r"luu\b", folded) is not None


def leaves_foot(row: Row) -> bool:
    """Tell whether the row begins an attached paper."""
    text = row.text
    return (
        signs.is_appendix_reference(text)
        or (
            signs.is_appendix_heading(text) and not signs.is_position(text) and len(row.pieces) == 1
        )
        or signs.title_start(text) is not None
    )


def _headless_list(rows: Sequence[Row]) -> int | None:
    """Return where a list begins whose words «Nơi nhận» are lost: dashed entries up from Lưu."""
    for last in range(len(rows) - 1, max(-1, len(rows) - 60), -1):
        piece = rows[last].pieces[0]
        if _ENTRY_RE.match(piece.text) is None or not is_archive_line(piece.text):
            continue
        first = _first_entry(rows, last)
        if first == last:
            continue
        above = rows[first - 1] if first else None
        if above is not None and above.page == rows[last].page and _may_be_head(above):
            return first - 1
        return first
    return None


def _may_be_head(row: Row) -> bool:
    """Tell whether the row may be what a scan made of «Nơi nhận:»: short, and no end of a sentence."""
    text = row.pieces[0].text.rstrip()
    return len(text) <= 16 and not text.endswith((".", ";", ","))


def _first_entry(rows: Sequence[Row], last: int) -> int:
    """Climb from the archive line over entries, and over rows of the signature's column alone."""
    box = rows[last].pieces[0].box
    edge = box.x0 if box is not None else 0.0
    first = index = last
    while index > 0 and rows[index - 1].page == rows[last].page:
        index -= 1
        beside = rows[index].pieces[0].box
        if beside is not None and beside.x0 > edge + 180:
            continue
        if sum(c.isalpha() for c in rows[index].pieces[0].text) < 2:
            continue  # a brace or a seal's speck
        if not _is_entry(rows[index]):
            break
        first = index
    return first


def _is_entry(row: Row) -> bool:
    """Tell whether the row's left piece is an entry, or a short one that lost its dash."""
    piece = row.pieces[0]
    if signs.is_authority(piece.text) or signs.is_position(piece.text):
        return False
    if _ENTRY_RE.match(piece.text) is not None:
        return True
    return len(piece.text) < 60 and piece.text.rstrip().endswith((";", ","))
