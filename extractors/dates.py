"""Read days: ``17/02/2023``, ``ngày 06 tháng 02 năm 2024``, and what is left of them when blank.

In: any text. Out: `DateMatch`es in reading order, never overlapping.

Order of attempts at one place:
1. in words       ngày 06 tháng 02 năm 2024, blanks lost or doubled, the day or month left blank
2. in figures     17/02/2023, 01-10-1997, 28.4.2022, a doubled slash tolerated
3. without day    /12/2025 after «ngày», tháng 10 năm 2025, tháng 6/2028
4. without year   ngày 10/12, ngày 23 tháng 1
A date that the calendar does not have (31/02/2024) is no date, nor is any part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["DateMatch", "find_dates"]

_WS = r"[ \t\u00a0]{0,12}"
_DAY_WORD = r"[Nn][Gg][aàảáãạăAÀ][yýYÝ]"
_MONTH_WORD = r"[Tt][Hh][aáàảãạâAÁ][Nn][Gg]"
_YEAR_WORD = r"[Nn][aăâáAĂ][Mm]"
_YEAR = r"(?:19|20)\d\d"
# A scan tears figures apart: «31/1 2/2024», «07/8/201 7».
_TORN_YEAR = r"20(?: \d\d|\d \d)"
# Dots, dashes and ellipses fill blanks in forms: «ngày ..... tháng ..... năm 2026».
_FILL = r"[ \t\u00a0.…_]{0,40}"
_WORDS_RE = re.compile(
    rf"{_DAY_WORD}{_FILL}(?P<day>\d{{1,2}})?{_FILL}{_MONTH_WORD}{_FILL}(?P<month>\d{{1,2}})?"
    rf"{_FILL},?{_WS}{_YEAR_WORD}{_FILL}(?P<year>{_YEAR})(?!\d)"
)
_FIGURES_RE = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}}){_WS}(?P<sep>//?|-|\.){_WS}(?P<month>\d{{1,2}}|1 [0-2]){_WS}(?:(?P=sep)|//)"
    rf"{_WS}(?P<year>{_YEAR}|{_TORN_YEAR})(?![\d/])"
)
_NO_DAY_RE = re.compile(
    rf"(?:{_DAY_WORD}{_FILL}/{_WS}(?P<month>\d{{1,2}}){_WS}/{_WS}(?P<year>{_YEAR})"
    rf"|{_MONTH_WORD}{_WS}(?P<month2>\d{{1,2}}){_WS}(?:,?{_WS}{_YEAR_WORD}{_WS}|/{_WS})"
    rf"(?P<year2>{_YEAR}))(?![\d/])"
)
_NO_YEAR_RE = re.compile(
    rf"{_DAY_WORD}{_WS}(?P<day>\d{{1,2}}){_WS}(?:/|-|{_MONTH_WORD}){_WS}(?P<month>\d{{1,2}})"
    rf"(?!\d|{_WS}[/-]{_WS}\d|{_WS},?{_WS}{_YEAR_WORD})"
)
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMatch:
    """A day in a text.

    Attributes:
        start, end: Half-open range in the text, code points; with the word «ngày» or «tháng» that
            belongs to it.
        iso: ISO 8601 day, None where day, month or year is not printed.
        partial: What is printed of an incomplete day: ``2025-10``, ``2025``, ``--12-10`` (no
            year); None for a complete one.
    """

    start: int
    end: int
    iso: str | None
    partial: str | None


def find_dates(text: str) -> list[DateMatch]:
    """Return the days of `text` in reading order.

    Example:
        >>> [m.iso or m.partial for m in find_dates("ngày 06 tháng 02 năm 2024, 17/02/2023, tháng 6/2028")]
        ['2024-02-06', '2023-02-17', '2028-06']
    """
    taken: list[tuple[int, int]] = []
    found: list[DateMatch] = []
    for pattern in (_WORDS_RE, _FIGURES_RE, _NO_DAY_RE, _NO_YEAR_RE):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            value = _read(match)
            if value is not None:
                found.append(value)
    return sorted(found, key=lambda item: item.start)


def _read(match: re.Match[str]) -> DateMatch | None:
    groups = match.groupdict()
    day = groups.get("day")
    month = groups.get("month") or groups.get("month2")
    year = groups.get("year") or groups.get("year2")
    start, end = match.span()
    start = _with_day_word(match.string, start)
    if day and month and year:
        iso = _iso(int(year.replace(" ", "")), int(month.replace(" ", "")), int(day))
        return None if iso is None else DateMatch(start=start, end=end, iso=iso, partial=None)
    partial = _partial(day, month, year)
    return None if partial is None else DateMatch(start=start, end=end, iso=None, partial=partial)


def _with_day_word(text: str, start: int) -> int:
    before = re.search(rf"{_DAY_WORD}{_WS}$", text[max(0, start - 16) : start])
    return start if before is None else start - len(before.group())


def _partial(day: str | None, month: str | None, year: str | None) -> str | None:
    if month is None:
        return year if day is None else None
    if _iso(_LEAP_YEAR, int(month), int(day or 1)) is None:
        return None
    if year is None:
        return f"--{int(month):02d}-{int(day or 1):02d}"
    return f"{year}-{int(month):02d}"


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
