"""Set the receiver's arrival stamp apart: «ĐẾN / Số: … / Ngày: … / Chuyển: …».

In: the lines of a letterhead's column, top to bottom. Out: the lines of the paper, and those of
the stamp. Its number and date are the receiver's and never the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from pipeline.layout.rows import PrintedLine

__all__ = ["part_arrival"]

_HEAD_RE = re.compile(r"(?:(?:cong van|van ban|c/v|cv)\s)?den(?:\s(?:so|ngay)\b.{0,30})?[.: ]*")
_LINE_RE = re.compile(
    r"(?:so|gio|chuyen|luu ho so|so va ky hieu ho so|kinh chuyen)\s?[:.]?.{0,40}"
    r"|ngay(?!.{0,20}thang).{0,30}"
)
_LOOSE_RE = re.compile(
    r"(?:kinh )?chuyen\s?:.{0,40}|ngay\s?:\s?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}"
)
_MOST_LINES = 6


def part_arrival(
    lines: Sequence[PrintedLine],
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Return the paper's own lines and the arrival stamp's."""
    own: list[PrintedLine] = []
    stamp: list[PrintedLine] = []
    left = 0
    for line in lines:
        folded = signs.plain(line.text[:120]).strip(" *_|-")
        if _HEAD_RE.fullmatch(folded):
            stamp.append(line)
            left = _MOST_LINES
        elif (left and _LINE_RE.fullmatch(folded)) or _LOOSE_RE.fullmatch(folded):
            stamp.append(line)
            left = max(0, left - 1)
        else:
            own.append(line)
            left = 0
    return own, stamp
