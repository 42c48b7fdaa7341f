"""Read the foot of a paper: Nơi nhận on the left, the signature on the right.

In: the rows of one part of the document (over several pages). Out: where the foot begins and
ends, and its lines: distribution first, then each signature block.

The list «Nơi nhận» is looked for first, and only counts with an archive line («Lưu …») or a
signature near it, because guidance papers print samples of it. The signature may begin above the
list, stand beside it, or stand above it in several columns (joint papers). A paper without the
list is searched for an authority or position line in its last rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Sequence

from extractors import form_lines as signs
from extractors.distribution import is_purpose
from models.geometry import Box
from models.layout import ZoneKind
from pipeline.layout.braces import part_braced
from pipeline.layout.distribution_list import find_list
from pipeline.layout.distribution_list import is_archive_line
from pipeline.layout.distribution_list import leaves_foot
from pipeline.layout.foot_flow import heads_attached
from pipeline.layout.foot_flow import read_flow_foot
from pipeline.layout.list_end import end_list
from pipeline.layout.placed import Foot
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row
from pipeline.layout.rows import split_at
from pipeline.layout.signature_blocks import first_signing_row
from pipeline.layout.signature_blocks import is_prose
from pipeline.layout.signature_blocks import is_title
from pipeline.layout.signature_blocks import signature_blocks
from pipeline.layout.signature_blocks import signs_here

__all__ = ["Foot", "read_foot"]

_MOST_SIGNING = 20
# Lines from the first title to the name in running text.
_MOST_TITLES = 7
_MOST_AFTER = 2
_PURPOSE_RE = re.compile(r"[^\w(–—-]{0,4}\((?P<said>[^()]{2,40})\)[\s,;.]{0,3}")


def read_foot(
    rows: Sequence[Row],
    *,
    part: int,
    page_width_pt: float,
    braces: Mapping[int, Sequence[Box]] | None = None,
) -> Foot | None:
    """Return the foot of the part, or None.

    Args:
        rows: The part's rows in order, without its letterhead, furniture and tables.
        part: Number of the part.
        page_width_pt: Width of its pages; 0 without geometry.
        braces: Boxes of drawn braces by page.
    """
    head = find_list(rows)
    if head is None:
        return _signature_only(rows, part, page_width_pt)
    if rows[head].box is None:
        return read_flow_foot(rows, head, part)
    return _read_columns(rows, head, part, page_width_pt, braces or {})


def _read_columns(
    rows: Sequence[Row],
    head: int,
    part: int,
    page_width_pt: float,
    braces: Mapping[int, Sequence[Box]],
) -> Foot:
    start = first_signing_row(rows, head, page_width_pt)
    end = _foot_end(rows, head)
    signed = _is_signed_above(rows[start:head], rows[head:end], page_width_pt)
    gap_x = page_width_pt if signed else _gap(rows[head:end], page_width_pt)
    distribution: list[PrintedLine] = []
    notes: list[PrintedLine] = []
    lost: list[PrintedLine] = []
    signing: list[list[PrintedLine]] = []
    for index in range(start, end):
        here: list[PrintedLine] = []
        for piece in rows[index].pieces:
            if index < head:
                here.append(piece)
                continue
            left, right = split_at(piece, gap_x)
            if left and index == head and _is_lost_head(left):
                lost.append(left)
            elif left:
                (notes if _is_side_note(left, distribution) else distribution).append(left)
            if right and _is_said_beside(right):
                notes.append(right)
            elif right:
                here.append(right)
        if here:
            signing.append(here)
    kept, beside = part_braced([*distribution, *notes], braces)
    ended = end_list([line for line in kept if line not in notes])
    distribution = list(ended.entries)
    notes = [line for line in kept if line in notes] + beside
    lines = [Placed(line=line, kind=ZoneKind.DISTRIBUTION, part=part) for line in distribution]
    lines += [
        Placed(line=line, kind=ZoneKind.DISTRIBUTION, part=part, opens=True) for line in notes
    ]
    lines += [Placed(line=line, kind=ZoneKind.FURNITURE, part=part) for line in lost]
    lines += signature_blocks(signing, part) + ended.placed_after(part)
    return Foot(start=start, end=end, lines=tuple(lines))


def _is_signed_above(above: Sequence[Row], beside: Sequence[Row], page_width_pt: float) -> bool:
    """Tell whether everybody signed above the list, so that nothing of a signature stands beside it."""
    if not any(signs.is_name(piece.text) for row in above for piece in row.pieces):
        return False
    return not any(
        signs_here(p.text) or signs.is_name(p.text)
        for row in beside
        for p in row.pieces
        if p.box is not None and p.box.x0 > 0.42 * page_width_pt
    )


def _is_lost_head(piece: PrintedLine) -> bool:
    """Tell whether the piece is what a scan made of the words «Nơi nhận»: short, no dash, a colon."""
    text = piece.text.strip()
    return (
        not signs.is_distribution_head(text)
        and len(text) <= 16
        and not text.startswith(("-", "–"))
        and ":" in text[-3:]
    )


def _is_side_note(piece: PrintedLine, entries: Sequence[PrintedLine]) -> bool:
    """Tell whether the piece stands beside the list: a brace, or the purpose that a brace joins.

    It is set behind the list, so that it parts no entry; its box tells which entries it is for.
    """
    if piece.box is None or not entries:
        return False
    left = min(line.box.x0 for line in entries if line.box is not None)
    return (
        piece.box.x0 > left + 40 and re.match(r"[^\w(–—-]{0,4}\(|[}｝⎫⎬⎭]", piece.text) is not None
    )


def _is_said_beside(piece: PrintedLine) -> bool:
    """Tell whether the piece is a purpose in parentheses, brace or not: no signature holds that."""
    note = _PURPOSE_RE.fullmatch(piece.text.strip())
    return note is not None and is_purpose(note.group("said"))


def _foot_end(rows: Sequence[Row], head: int) -> int:
    """Return one past the foot's last row: its page's end, or a little into the next page."""
    page = rows[head].page
    end = head
    while end < len(rows) and rows[end].page == page:
        if end > head and leaves_foot(rows[end]):
            return end
        end += 1
    complete = any(is_archive_line(p.text) for row in rows[head:end] for p in row.pieces)
    named = any(
        signs.is_name(p.text)
        for row in rows[head + 1 : end]
        for p in row.pieces
        if p.box is not None and p.box.x0 > 200
    )
    if complete and named:
        return end
    follow = end
    while follow < len(rows) and rows[follow].page == page + 1 and follow - end < 16:
        if leaves_foot(rows[follow]) or len(rows[follow].text) > 110:
            break
        follow += 1
    if follow < len(rows) and rows[follow].page == page + 1:
        return end
    return follow


def _gap(rows: Sequence[Row], page_width_pt: float) -> float:
    """Return the x that the fewest words cross, as near to the middle as possible."""
    boxes = [w.box for row in rows for p in row.pieces for w in p.words if w.box is not None]
    runs = [(p.box.x0, p.box.x1) for row in rows for p in row.pieces if p.box is not None]
    best, best_cost = page_width_pt * 0.48, float("inf")
    steps = range(int(page_width_pt * 0.34), int(page_width_pt * 0.66), 3)
    for x in steps:
        crossed = sum(1 for box in boxes if box.x0 < x < box.x1) + 1.5 * sum(
            1 for a, b in runs if a < x < b
        )
        cost = crossed + abs(x - page_width_pt * 0.48) / page_width_pt
        if cost < best_cost:
            best, best_cost = float(x), cost
    return best


def _signature_only(rows: Sequence[Row], part: int, page_width_pt: float) -> Foot | None:
    """Find a signature in the last rows of a part that prints no Nơi nhận.

    What follows it must be little: samples of signatures stand between paragraphs.
    """
    first = max(0, len(rows) - 25)
    for index in range(first, len(rows)):
        pieces = rows[index].pieces
        if not any(signs_here(p.text) for p in pieces):
            continue
        if _stands_left(pieces, page_width_pt):
            continue
        end = _signature_end(rows, index)
        named = any(signs.is_name(p.text) for row in rows[index:end] for p in row.pieces)
        if not named and (part or not _ends_unnamed(rows, index, end)):
            continue
        if sum(is_prose(p) for row in rows[end:] for p in row.pieces) > _MOST_AFTER:
            continue
        lines = signature_blocks([row.pieces for row in rows[index:end]], part)
        return Foot(start=index, end=end, lines=tuple(lines))
    return (
        _signed_before_attached(rows, part)
        or _signed_by_note(rows, part)
        or _unnamed_before_attached(rows, part)
    )


def _unnamed_before_attached(rows: Sequence[Row], part: int) -> Foot | None:
    """Find in running text an authority alone, its name lost, right above the title of an attached paper."""
    for index in range(1, len(rows) - 1):
        above, row = rows[index - 1].text.rstrip(" *_"), rows[index]
        ended = row.box is None and above.endswith(".")
        if ended and signs.is_authority(row.text) and heads_attached(rows, index + 1):
            lines = signature_blocks([row.pieces], part)
            return Foot(start=index, end=index + 1, lines=tuple(lines))
    return None


def _signed_by_note(rows: Sequence[Row], part: int) -> Foot | None:
    """Find a signature in running text by its note («Chủ tịch / (Đã ký) / Lê Văn An»), the titles in small letters.

    The note stands between titles and name, or below a name alone; the text above must be ended.
    """
    for index, row in enumerate(rows):
        if row.box is not None or not signs.is_signed_note(row.text):
            continue
        start = index
        while start and index - start < _MOST_TITLES and is_title(rows[start - 1].text):
            start -= 1
        end = index + 1
        if end < len(rows) and signs.is_name(rows[end].text):
            end += 1
        elif start == index and start and signs.is_name(rows[start - 1].text):
            start -= 1
        else:
            continue
        if start and rows[start - 1].text.rstrip(" *_").endswith((".", ";")):
            lines = signature_blocks([r.pieces for r in rows[start:end]], part)
            return Foot(start=start, end=end, lines=tuple(lines))
    return None


def _ends_unnamed(rows: Sequence[Row], start: int, end: int) -> bool:
    """Tell whether a paper ends with an authority whose name is missing («KT. GIÁM ĐỐC», cut or not read).

    The text above must be ended, and nothing but titles may stand below: forms to fill in have more.
    """
    if not start or end < len(rows) or not rows[start - 1].text.rstrip(" *_").endswith((".", "./")):
        return False
    if not any(signs.is_authority(piece.text) for piece in rows[start].pieces):
        return False
    return all(signs.is_capitals(piece.text) for row in rows[start:end] for piece in row.pieces)


def _signed_before_attached(rows: Sequence[Row], part: int) -> Foot | None:
    """Find a signature in running text right below «./.», whatever is attached behind it."""
    for index in range(1, len(rows)):
        if rows[index].box is not None or not rows[index - 1].text.rstrip(" *_").endswith("./."):
            continue
        if not signs_here(rows[index].text):
            continue
        for end in range(index + 1, min(len(rows), index + _MOST_TITLES)):
            text = rows[end].text
            if heads_attached(rows, end):
                break
            if signs.is_name(text) and (
                not signs.is_capitals(text) or signs.is_name_in_capitals(text)
            ):
                lines = signature_blocks([row.pieces for row in rows[index : end + 1]], part)
                return Foot(start=index, end=end + 1, lines=tuple(lines))
    return None


def _stands_left(pieces: Sequence[PrintedLine], page_width_pt: float) -> bool:
    return len(pieces) == 1 and any(
        p.box is not None and p.box.x1 < 0.5 * page_width_pt for p in pieces
    )


def _signature_end(rows: Sequence[Row], start: int) -> int:
    """Return one past the signature's last row: before prose, twenty rows at most.

    In running text it ends with a name, unless another title or a note follows.
    """
    named = False
    for index in range(start, min(len(rows), start + _MOST_SIGNING)):
        row = rows[index]
        if any(is_prose(piece) for piece in row.pieces):
            return index
        if row.box is not None:
            continue
        if named and not (signs_here(row.text) or signs.is_signed_note(row.text)):
            return index
        if index > start and heads_attached(rows, index):
            return index
        named = signs.is_name(row.text) and not signs.is_capitals(row.text)
    return min(len(rows), start + _MOST_SIGNING)
