"""The foot of a typed text whose list and signature stand side by side, parted by blanks.

In: the lines of a page from «Nơi nhận:» on. Out: the left column's lines, the right column's, and how
many lines both took; None where nothing stands beside the list.

The first line tells where the right column begins. A line below is cut at its gap of blanks; one that
is set in as far as the right column belongs to it whole. A line that fills both columns ends the foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["MOST_FOOT_LINES", "FootColumns", "foot_columns"]

_HEAD_RE = re.compile(
    r"(?P<left>\s{0,20}[*_]{0,3}N[ơo]i nhận\s?:?[*_]{0,3}:?)\s{3,200}(?P<right>\S.*)"
)
_GAP_RE = re.compile(r"(?<=\S)\s{3,200}(?=\S)")
MOST_FOOT_LINES = 60
# A line as long as this share of the page's width, without a gap, is running text.
_LEAST_INDENT = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class FootColumns:
    """The two columns, and the number of lines they took."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    count: int


def foot_columns(lines: Sequence[str]) -> FootColumns | None:
    """Return the columns of the foot that begins at `lines[0]`, or None.

    Example:
        >>> foot_columns(["Nơi nhận:        GIÁM ĐỐC", "- Như trên;", "- Lưu: VT.       Lê Văn An"]).right
        ('GIÁM ĐỐC', 'Lê Văn An')
    """
    head = _HEAD_RE.match(lines[0][:400]) if lines else None
    if head is None:
        return None
    edge = head.start("right")
    left, right = [head["left"].strip()], [head["right"].strip()]
    count = 1
    for line in lines[1:MOST_FOOT_LINES]:
        parts = _parts(line.expandtabs(8), edge)
        if parts is None:
            break
        left += [parts[0]] if parts[0] else []
        right += [parts[1]] if parts[1] else []
        count += 1
    return FootColumns(left=tuple(left), right=tuple(right), count=count)


def _parts(line: str, edge: int) -> tuple[str, str] | None:
    """Return what stands left and right of the edge; None for running text over both columns."""
    text = line.strip()
    if not text:
        return "", ""
    gaps = list(_GAP_RE.finditer(line[:400]))
    if gaps:
        gap = min(gaps, key=lambda g: abs(g.end() - edge))
        return line[: gap.start()].strip(), line[gap.end() :].strip()
    if len(line) - len(line.lstrip()) >= _LEAST_INDENT * edge:
        return "", text
    return None if len(line.rstrip()) > 1.6 * edge else (text, "")
