"""Part what stands behind a drawn brace from the lines that the brace joins.

In: the lines of a list and the boxes of braces on their pages. Out: the lines without what stands
right of a brace, and that remark as a line whose box reaches over all lines the brace joins, so
that an extractor can tell by heights which entries it is for.

The words' own boxes are compared with the brace, not the levelled ones: both lie on the ink.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from models.geometry import Box
from models.geometry import union
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import split_at

__all__ = ["part_braced"]

_SLACK_PT = 3.0


def part_braced(
    lines: Sequence[PrintedLine], braces: Mapping[int, Sequence[Box]]
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Return the lines left of the braces, and one remark for each brace that has one."""
    kept = list(lines)
    remarks: list[PrintedLine] = []
    for page, boxes in braces.items():
        for brace in boxes:
            kept, remark = _part_one(kept, page, brace)
            if remark is not None:
                remarks.append(remark)
    return kept, remarks


def _part_one(
    lines: list[PrintedLine], page: int, brace: Box
) -> tuple[list[PrintedLine], PrintedLine | None]:
    joined = [line for line in lines if line.page == page and _touches(line, brace)]
    if len(joined) < 2:
        return lines, None
    kept: list[PrintedLine] = []
    remark: PrintedLine | None = None
    entries: list[Box] = []
    for line in lines:
        left, right = split_at(line, brace.center_x) if line in joined else (line, None)
        if left is not None:
            kept.append(left)
            if line in joined and left.box is not None:
                entries.append(left.box)
        if right is not None:
            remark = right if remark is None else replace(remark, words=remark.words + right.words)
    if remark is None or remark.box is None or not entries:
        return lines, None
    reach = union(entries)
    return kept, replace(remark, box=Box(remark.box.x0, reach.y0, remark.box.x1, reach.y1))


def _touches(line: PrintedLine, brace: Box) -> bool:
    near = [word.box for word in line.words if word.box is not None]
    if not near:
        return False
    height = median(box.center_y for box in near)
    starts_left = any(box.x0 < brace.x0 for box in near)
    beside = any(box.x0 >= brace.center_x for box in near)
    return brace.y0 - _SLACK_PT <= height <= brace.y1 + _SLACK_PT and (starts_left or beside)
