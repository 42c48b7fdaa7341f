"""Gather the lines of a signature: where it begins above a list, and which line is whose.

In: the rows above and beside a list «Nơi nhận», or at a paper's end. Out: the first row of the
signature, and the lines of each signer as a block of their own.

A row belongs to the foot until a row of prose comes: long, many small words, or ended by «./.».
Noise of seals and pens between the lines is no prose. Joint papers set two or three signers side
by side, in several rows; a scan joins what stands near, so a row is cut where the rows around it
part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row
from pipeline.layout.rows import split_at

__all__ = [
    "first_signing_row",
    "is_prose",
    "is_title",
    "part_signers",
    "signature_blocks",
    "signs_here",
]

_MOST_ROWS = 34
_CLEAR = 0.6


def signs_here(text: str) -> bool:
    """Tell whether the line opens a signature: an authority or a position."""
    return signs.is_authority(text) or signs.is_position(text)


def is_title(text: str) -> bool:
    """Tell whether the whole line is an authority or a position, in capitals or not («Phó Chủ tịch»)."""
    return (
        len(text) <= 90 and not text.rstrip().endswith((".", ";", ":")) and signs_here(text.upper())
    )


def is_prose(piece: PrintedLine) -> bool:
    """Tell whether the line is running text, which no signature holds."""
    text = piece.text.strip()
    if signs_here(text) or signs.is_name(text) or signs.is_signed_note(text):
        return False
    if signs.is_capitals(text):
        return len(text) > 90 or signs.LABEL_RE.match(text) is not None
    if _is_noise(piece):
        return False
    words = text.split()
    if text.endswith(("./.", "/.")) or len(text) > 60:
        return True
    return len(words) >= 3 and (
        text.endswith((".", ";", ":", ","))
        or signs.LABEL_RE.match(text) is not None
        or sum(word[:1].islower() for word in words) >= max(3, len(words) - 2)
    )


def _is_noise(piece: PrintedLine) -> bool:
    """Tell whether a seal or a pen left the line: few letters, or letters nobody is sure of."""
    letters = sum(c.isalpha() for c in piece.text)
    if letters <= 3:
        return True
    sure = sum(word.confidence >= _CLEAR for word in piece.words)
    return len(piece.text) <= 20 and sure * 2 < len(piece.words)


def first_signing_row(rows: Sequence[Row], head: int, page_width_pt: float) -> int:
    """Return the first row of the signature above row `head`; `head` when none stands above."""
    start = head
    for index in range(head - 1, max(-1, head - _MOST_ROWS), -1):
        row = rows[index]
        if row.page not in {rows[head].page, rows[head].page - 1}:
            break
        if any(is_prose(piece) for piece in row.pieces):
            break
        start = index
    while start < head and not any(_opens(piece, page_width_pt) for piece in rows[start].pieces):
        start += 1
    return start


def _opens(piece: PrintedLine, page_width_pt: float) -> bool:
    if not signs_here(piece.text):
        return False
    return piece.box is None or piece.box.center_x > 0.2 * page_width_pt


def part_signers(rows: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """Cut lines that run over two signers' columns, where a row above or below parts them."""
    parted = [list(row) for row in rows]
    for order in (range(len(parted)), range(len(parted) - 1, -1, -1)):
        guide: list[PrintedLine] = []
        for index in order:
            parted[index] = [half for piece in parted[index] for half in _cut(piece, guide)]
            if len(parted[index]) >= 2:
                guide = parted[index]
    return parted


def _cut(piece: PrintedLine, guide: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Cut the piece between the columns of `guide` that it spans, at its widest gap there."""
    if piece.box is None:
        return [piece]
    spanned = sorted(
        (line.box for line in guide if line.box and line.box.horizontal_overlap(piece.box) > 8),
        key=lambda box: box.x0,
    )
    for left, right in pairwise(spanned):
        middle = (left.x1 + right.x0) / 2
        reach = max(40.0, (right.x0 - left.x1) / 2)
        gaps = [
            (b.box.x0 - a.box.x1, (a.box.x1 + b.box.x0) / 2)
            for a, b in pairwise(piece.words)
            if a.box and b.box and abs((a.box.x1 + b.box.x0) / 2 - middle) <= reach
        ]
        usual = _usual_gap(piece)
        wide = max(gaps, default=(0.0, 0.0))
        if wide[0] <= 1.5 * usual:
            continue
        first, rest = split_at(piece, wide[1])
        if first and rest:
            return [first, *_cut(rest, guide)]
    return [piece]


def _usual_gap(piece: PrintedLine) -> float:
    gaps = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(piece.words) if a.box and b.box)
    return max(1.0, gaps[len(gaps) // 2]) if gaps else 1.0


def signature_blocks(rows: Sequence[Sequence[PrintedLine]], part: int) -> list[Placed]:
    """Gather the lines of each signer: a new authority or position after a name opens a block."""
    blocks: list[list[PrintedLine]] = []
    for row in part_signers(rows):
        for piece in sorted(row, key=lambda p: p.box.x0 if p.box else 0.0):
            home = next((block for block in reversed(blocks) if _same_column(block, piece)), None)
            if home is None or (signs_here(piece.text) and _is_signed(home)):
                blocks.append([piece])
            else:
                home.append(piece)
    return [
        Placed(line=line, kind=ZoneKind.SIGNATURE, part=part, block=number, opens=True)
        for number, block in enumerate(blocks)
        for line in block
    ]


def _is_signed(block: Sequence[PrintedLine]) -> bool:
    """Tell whether the block has its name already."""
    return any(
        signs.is_name_in_capitals(line.text)
        or (signs.is_name(line.text) and not signs.is_capitals(line.text))
        for line in block
    )


def _same_column(block: Sequence[PrintedLine], piece: PrintedLine) -> bool:
    if piece.box is None:
        return True
    own = piece.box
    return any(
        line.box is not None
        and line.box.horizontal_overlap(own) > 0.3 * min(line.box.width, own.width)
        for line in block
    )
