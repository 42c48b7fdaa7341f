"""Figures that a scan read as letters where the form wants a figure: «khoản I», «I.000511».

In: the texts of words in order. Out: the same, some with the figure back.

Khoản and Điều are numbered with Arabic figures, days and months written with them (decree
30/2020/NĐ-CP), an điểm has a small letter, and the code of an administrative procedure is one figure, a full stop and six
figures. What stands at such a place and looks like a one is a one; what the form does not
settle, such as the letter of an điểm read as a capital, stays as read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.folding import strip_accents

__all__ = ["figures_of_clauses"]

# What the reader makes of a single upright stroke, and of its dotted twin.
_STROKES = "Il|¡!ÌÍÏìí"
# Behind these words a figure stands, alone or before a stop or a comma.
_NUMBERED = frozenset(["khoan", "dieu"])
# Between these two words of a date a figure stands.
_DATED = frozenset([("ngay", "thang"), ("thang", "nam")])
# A stroke beside another figure may be a speck: only a nought needs it.
_FIGURE_RE = re.compile(rf"([{_STROKES}]0?)([.,;:)]{{0,2}})")
# «i» of an điểm, read upside down.
_POINT_RE = re.compile(r"[¡!]([.,;:)]{0,2})")
_CODE_RE = re.compile(rf"([(]?)[{_STROKES}]\.(\d{{6}})([.,;:)]{{0,2}})")
_TO_ONE = str.maketrans(dict.fromkeys(_STROKES, "1"))


def figures_of_clauses(texts: Sequence[str]) -> list[str]:
    """Return the texts with the figures that the form wants.

    Example:
        >>> figures_of_clauses(["khoản", "I", "Điều", "l0,"])
        ['khoản', '1', 'Điều', '10,']
    """
    settled: list[str] = []
    for index, text in enumerate(texts):
        before = strip_accents(texts[index - 1]).lower() if index else ""
        after = strip_accents(texts[index + 1]).lower() if index + 1 < len(texts) else ""
        wanted = before in _NUMBERED or (before, after) in _DATED
        settled.append(_settled(text, before, wanted=wanted))
    return settled


def _settled(text: str, before: str, *, wanted: bool) -> str:
    figure = _FIGURE_RE.fullmatch(text) if wanted else None
    if figure is not None:
        return figure[1].translate(_TO_ONE) + figure[2]
    point = _POINT_RE.fullmatch(text) if before == "diem" else None
    if point is not None:
        return "i" + point[1]
    code = _CODE_RE.fullmatch(text)
    return f"{code[1]}1.{code[2]}{code[3]}" if code is not None else text
