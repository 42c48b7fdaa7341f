"""Find the lines of «Kính gửi» (Kính trình): one recipient beside the words, or a dashed list below.

In: the rows below the letterhead or the heading. Out: the lines and how many rows they took.
The list ends where a line is no entry and does not go on with one: with geometry by its left
edge (entries stand further in than a paragraph's first line), without it by the end mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row

__all__ = ["read_addressees"]

_MOST_ROWS = 45
_DASH_RE = re.compile(r"\s{0,3}[-–—+•*]\s?\S")
# A paragraph's first line stands about 10 mm (28 pt) in; a list of recipients at least 16 mm.
_ENTRY_INDENT_PT = 44.0
# A line shorter than this may be the end of an entry, never the first line of the body.
_SHORT_END = 40
_LONGEST_ENTRY = 80
# The end of a firm's name («(Việt Nam)»); an address has a colon.
_BRACKETED_RE = re.compile(r"\([^():]{2,30}\)[;.,]?")


def read_addressees(rows: Sequence[Row], *, part: int, body_left: float | None) -> list[Placed]:
    """Return the lines of the list that begins at `rows[0]`; empty when it does not begin there.

    Args:
        rows: Rows from «Kính gửi» on.
        part: Number of the part.
        body_left: Left margin of the body in points, None without geometry.
    """
    if not rows:
        return []
    if signs.is_telegram_head(rows[0].text):
        return _telegram(rows, part)
    if not any(signs.is_addressees_head(piece.text) for piece in rows[0].pieces):
        return []
    taken = [rows[0]]
    entry_left = _entry_left(rows[0], body_left)
    for row in rows[1:_MOST_ROWS]:
        if _ends(row, taken, entry_left):
            break
        if entry_left is None and row.box is not None and _DASH_RE.match(row.text):
            entry_left = row.box.x0
        taken.append(row)
    return [
        Placed(line=piece, kind=ZoneKind.ADDRESSEES, part=part, opens=_opens(piece, index))
        for index, row in enumerate(taken)
        for piece in row.pieces
    ]


def _telegram(rows: Sequence[Row], part: int) -> list[Placed]:
    """Return the recipients of a telegram: the dashed list right below «… điện:», wrapped lines too."""
    if len(rows) < 2 or _DASH_RE.match(rows[1].text) is None:
        return []
    taken = [rows[0], rows[1]]
    for row in rows[2:_MOST_ROWS]:
        before = taken[-1].text.rstrip()
        if _DASH_RE.match(row.text) is None and before.endswith((".", ";")):
            break
        if before.endswith("."):
            break
        taken.append(row)
    return [
        Placed(line=piece, kind=ZoneKind.ADDRESSEES, part=part, opens=_opens(piece, index))
        for index, row in enumerate(taken)
        for piece in row.pieces
    ]


def _opens(piece: PrintedLine, index: int) -> bool:
    return (
        index == 0 or _DASH_RE.match(piece.text) is not None or signs.is_addressees_head(piece.text)
    )


def _after_head(row: Row) -> str:
    match = re.search(r":\s*", row.text)
    return row.text[match.end() :].strip(" *_") if match else ""


def _entry_left(row: Row, body_left: float | None) -> float | None:
    """Return the left edge of the recipient beside the words «Kính gửi:», or None."""
    if row.box is None or body_left is None:
        return None
    words = [word for piece in row.pieces for word in piece.words]
    head = next((i for i, word in enumerate(words) if ":" in word.text), None)
    if head is None or head + 1 >= len(words):
        return None
    box = words[head + 1].box
    return box.x0 if box is not None else None


def _ends(row: Row, taken: Sequence[Row], entry_left: float | None) -> bool:
    if signs.is_distribution_head(row.text):
        return True
    before = taken[-1]
    if signs.is_addressees_head(row.text):
        return False  # «Đồng kính gửi:» below «Kính gửi:»
    if _DASH_RE.match(row.text):
        return _list_is_over(before, taken) and not _is_next_entry(row)
    if row.box is None:
        return _ends_flow(row, taken)
    if _is_wrapped(row, before):
        return False
    if entry_left is None:
        # «Kính gửi:» alone: the list has not begun, so a first entry without a dash belongs to it.
        return len(taken) > 1 or (row.box.width > 380 and not _is_short_head(before))
    left = (
        min(entry_left, *(r.box.x0 for r in taken[1:] if r.box is not None))
        if len(taken) > 1
        else entry_left
    )
    return row.box.x0 < left - 8 or _gap_before(row, before) > 2.2


def _is_wrapped(row: Row, before: Row) -> bool:
    """Tell whether the row goes on with an entry that is not ended, wherever its left edge is."""
    text = before.text.rstrip(" }*")
    if text.endswith((".", ";", ":")) or _gap_before(row, before) >= 1.2:
        return False
    # «… khóa / XVII,»: the short end of an entry that no mark has ended yet.
    ends_entry = len(row.text) < _SHORT_END and row.text.rstrip(" }*").endswith((",", ";", "."))
    if text.endswith(",") and _stands_left(row, before):
        return row.text[:1].islower()
    return row.text[:1].islower() or ends_entry or _BRACKETED_RE.fullmatch(row.text) is not None


def _stands_left(row: Row, before: Row) -> bool:
    return row.box is None or before.box is None or row.box.x0 < before.box.x0 - 30


def _is_short_head(row: Row) -> bool:
    return not _after_head(row)


def _gap_before(row: Row, before: Row) -> float:
    """Return the white space above the row in line heights."""
    if row.box is None or before.box is None or row.page != before.page:
        return 0.0
    return (row.box.y0 - before.box.y1) / max(8.0, before.box.height)


def _list_is_over(before: Row, taken: Sequence[Row]) -> bool:
    if len(taken) == 1:
        return bool(_after_head(before)) and before.text.rstrip().endswith(".")
    return before.text.rstrip(" }*").endswith(".") and not before.text.rstrip().endswith("TP.")


def _is_next_entry(row: Row) -> bool:
    """Tell whether a dashed row right below an entry with a full stop names one more recipient."""
    entry = row.text.lstrip("-–—+•* ")
    return not row.pieces[0].gap and len(entry) <= _LONGEST_ENTRY and signs.is_recipient(entry)


def _is_row_of_names(text: str) -> bool:
    """Tell whether the line goes on with a row of names («Hải An, Hải Bình, Hải Châu»)."""
    words = text.replace(",", " ").split()
    capitals = sum(word[:1].isupper() for word in words)
    return "," in text and len(text) <= _LONGEST_ENTRY and capitals >= len(words) - 1


def _ends_flow(row: Row, taken: Sequence[Row]) -> bool:
    before = taken[-1].text.rstrip(" *}_")
    if len(taken) == 1 and not _after_head(taken[0]):
        return False
    ends_entry = len(row.text) < _SHORT_END and row.text.rstrip(" }*").endswith((";", "."))
    wrapped = row.text[:1].islower() or (ends_entry and not row.pieces[0].gap)
    if before.endswith(",") and (wrapped or _is_row_of_names(row.text)):
        return row.pieces[0].gap > 0
    if before.endswith((".", ";", ",")) or row.pieces[0].gap:
        return True
    # A recipient that wraps goes on in small letters or is still short.
    return len(row.text) > 70 or (len(before) < 45 and row.text[:1].isupper())
