"""Find documents cited by a number alone: «Công điện số 1409 ngày 15 tháng 9 năm 2021 của Bộ Y tế».

In: the text of a paragraph. Out: for each such document a `SymbolMatch` without a symbol, in reading order.

A number tells little, so everything else must stand beside it: the type and «số» before, a full day and «của» with
the name of a body behind. Contracts, permits and standards are counted by numbers of their own and are left out.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.body_names import begins_body
from extractors.citation_types import type_names
from extractors.dates import find_dates
from extractors.rules import System
from extractors.symbols import SymbolMatch
from extractors.word_patterns import apart
from extractors.word_patterns import fold_keeping_length

__all__ = ["NUMBER_ALONE", "find_numbered"]

# Name of the form of a symbol that is a number alone.
NUMBER_ALONE = "number"
_AFTER = 60
_COUNTED = frozenset(
    {"hợp đồng", "giấy phép", "tiêu chuẩn", "quy chuẩn", "hiến pháp", "điều lệ", "luật", "bộ luật"}
)
# Stands before every number.
_SIGN = "số"
_OF_RE = re.compile(r"[\s,]{1,3}của\s{1,3}")


def find_numbered(text: str) -> list[SymbolMatch]:
    """Return the numbers of `text` that stand for a document, without a symbol.

    Example:
        >>> [m.whole for m in find_numbered("Công điện số 140 ngày 15/9/2021 của Bộ Y tế")]
        ['140']
    """
    folded = fold_keeping_length(text)
    if _SIGN not in folded:
        return []
    return [
        _symbol(text, *match.span("number"))
        for match in _numbered_re().finditer(folded)
        if _is_whole(text, match.end())
    ]


def _is_whole(text: str, at: int) -> bool:
    """Tell whether a full day and a body stand from here on."""
    window = text[at : at + _AFTER]
    day = next(iter(find_dates(window)), None)
    if day is None or day.iso is None or window[: day.start].strip().lower() not in ("", "ngày"):
        return False
    of = _OF_RE.match(fold_keeping_length(window), day.end)
    return of is not None and begins_body(text, at + of.end())


def _symbol(text: str, start: int, end: int) -> SymbolMatch:
    return SymbolMatch(
        start=start,
        end=end,
        number=text[start:end],
        year=None,
        type_code=None,
        body="",
        symbol="",
        whole=text[start:end],
        system=System.STATE,
        form=NUMBER_ALONE,
    )


@cache
def _numbered_re() -> re.Pattern[str]:
    """Return «Công điện số 140» before «ngày», over folded text."""
    types = apart(
        re.escape(name).replace(r"\ ", r"\s{1,3}") for name in type_names() if name not in _COUNTED
    )
    return re.compile(
        rf"{types}\s{{1,3}}số\s?:?\s{{0,3}}(?P<number>\d{{1,5}})[\s,]{{1,3}}(?=ngày\s)"
    )
