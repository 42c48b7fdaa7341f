"""Resolve printed days, months, quarters and years to days of the calendar.

In: text in lower case with tones placed, and the document's own day. Out: days and intervals.
A day without a year takes the document's, or the next when the document is of the last months of
its year and the day of the first of the next; otherwise it stays unresolved. A year in two figures
needs a document whose year it can follow. The clock is never asked.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from extractors.dates import find_dates
from models.layout import Layout
from models.layout import ZoneKind

__all__ = [
    "DAY_PART",
    "HALF_PART",
    "MONTH_PART",
    "QUARTER_PART",
    "WS_PART",
    "YEAR_PART",
    "DocumentDay",
    "days_in",
    "one_day",
    "period_spans",
    "read_document_day",
    "year_spans",
]

WS_PART = r"[ \t]{0,3}"
YEAR_PART = r"(?:19|20)\d\d"
DAY_PART = (
    rf"(?:(?:ngày){WS_PART})?(?P<date>\d{{1,2}}{WS_PART}(?:[/.-]|//){WS_PART}\d{{1,2}}{WS_PART}(?:[/.-]|//){WS_PART}{YEAR_PART}"
    rf"|\d{{1,2}}/\d{{1,2}}/\d\d(?![/\d%])"
    rf"|\d{{1,2}}{WS_PART}tháng{WS_PART}\d{{1,2}}{WS_PART}(?:,?{WS_PART}năm{WS_PART}{YEAR_PART})?|\d{{1,2}}/\d{{1,2}}(?![/\d%]))"
)
# The next of a list: «tháng 4, 5/2026» needs its year, «tháng 4 và tháng 5» does not.
_AND = rf"{WS_PART}(?:,|và|đến|[-–+&]){WS_PART}"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_OF_YEAR = rf"(?:{WS_PART}(?:/|năm|-){WS_PART}(?P<year>{YEAR_PART}))"
MONTH_PART = (
    rf"tháng{WS_PART}(?P<month>{_MONTH})"
    rf"(?:(?P<more>(?:{_AND}tháng{WS_PART}{_MONTH}|{_AND}{_MONTH}(?=[^.;\n]{{0,12}}(?:/|năm){WS_PART}{YEAR_PART})){{1,3}}))?{_OF_YEAR}?"
)
_QUARTER = r"(?:iv|i{1,3}|[1-4])(?!\w)"
QUARTER_PART = rf"quý{WS_PART}(?P<quarter>{_QUARTER})(?:(?P<more>(?:{_AND}(?:quý{WS_PART})?{_QUARTER}){{1,3}}))?{_OF_YEAR}?"
# «năm 2026», «2 năm 2026 - 2027», «các năm 2026, 2027».
YEARS_PART = (
    rf"(?:năm{WS_PART}(?P<year>{YEAR_PART})|(?:0?[2-5]|hai|ba|các)\snăm\s(?P<first_year>{YEAR_PART})"
    rf"(?:{_AND}(?:năm{WS_PART})?{YEAR_PART}){{0,3}}{_AND}(?:năm{WS_PART})?(?P<last_year>{YEAR_PART}))"
)
_YEARS_RE = re.compile(
    rf"(?:từ\s)?(?:giai đoạn\s|năm\s)?(?P<first>{YEAR_PART})\s?(?:-|–|đến)\s?(?:năm\s)?(?P<last>{YEAR_PART})"
)
HALF_PART = rf"(?:6|06|sáu){WS_PART}tháng{WS_PART}(?P<half>đầu|cuối){WS_PART}năm(?:{WS_PART}(?P<year>{YEAR_PART}))?"
_QUARTER_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHORT_YEAR_RE = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d\d)")
_YEARS_AHEAD = 5
_LAST_MONTHS_OF_YEAR = 10
_FIRST_MONTHS_OF_YEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDay:
    """The document's own day, as far as it is printed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def as_date(self) -> date | None:
        """Return the whole day, None when a part is missing."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def read_document_day(layout: Layout) -> DocumentDay:
    """Return the day of the letterhead, for deadlines printed without a year."""
    for zone in layout.zones_of(ZoneKind.PLACE_DATE):
        for match in find_dates(layout.cut(zone)):
            numbers = [
                int(piece) for piece in (match.iso or match.partial or "").split("-") if piece
            ]
            if numbers and numbers[0] >= 1900:
                return DocumentDay(**dict(zip(("year", "month", "day"), numbers, strict=False)))
    return DocumentDay()


def one_day(printed: str, issued: DocumentDay) -> tuple[date | None, str]:
    """Return the day, and how the year was found; ("", None) when the calendar has no such day."""
    short = _SHORT_YEAR_RE.fullmatch(printed)
    if short is not None:
        return _with_short_year(short, issued)
    for match in find_dates(f"ngày {printed}"):
        if match.iso is not None:
            return date.fromisoformat(match.iso), ""
        if match.partial is not None and match.partial.startswith("--"):
            return _with_year(int(match.partial[2:4]), int(match.partial[5:7]), issued)
    return None, ""


def _with_short_year(match: re.Match[str], issued: DocumentDay) -> tuple[date | None, str]:
    """Read «15/6/25»: a year in two figures counts where it is that of the document or soon after it."""
    day, month, year = int(match["day"]), int(match["month"]), 2000 + int(match["year"])
    if issued.year is None or not issued.year <= year <= issued.year + _YEARS_AHEAD:
        return None, ""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None, ""
    return date(year, month, day), ".year-in-two-figures"


def _with_year(month: int, day: int, issued: DocumentDay) -> tuple[date | None, str]:
    if issued.year is None:
        return None, ".no-year"
    own = issued.as_date() or date(issued.year, issued.month or 1, 1)
    for year, how in (
        (issued.year, ".year-of-document"),
        (issued.year + 1, ".year-after-document"),
    ):
        if day > monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        late = own.month >= _LAST_MONTHS_OF_YEAR and month <= _FIRST_MONTHS_OF_YEAR
        if found >= own and (year == issued.year or late):
            return found, how
    return None, ".no-year"


def days_in(text: str, issued: DocumentDay) -> list[date]:
    """Return the days printed in `text`, in reading order."""
    days: list[date] = []
    for match in find_dates(text):
        if match.iso is not None:
            days.append(date.fromisoformat(match.iso))
        elif match.partial is not None and match.partial.startswith("--"):
            found, _ = _with_year(int(match.partial[2:4]), int(match.partial[5:7]), issued)
            days.extend([] if found is None else [found])
    return days


def period_spans(text: str, issued: DocumentDay) -> list[tuple[date, date]]:
    """Return the months, quarters, half-years and years of `text` as intervals.

    What is printed without a year has that of the next one of its kind («tháng 4 và tháng 5/2026»),
    failing that the document's.
    """
    dated = [
        match
        for match in find_dates(text)
        if match.iso is not None or (match.partial or "").startswith("--")
    ]
    for pattern in (QUARTER_PART, HALF_PART, MONTH_PART, YEARS_PART):
        spans: list[tuple[date, date]] = []
        year = issued.year
        for match in reversed(list(re.finditer(rf"(?<![^\W\d_]){pattern}", text))):
            if any(day.start <= match.start() < day.end for day in dated):
                continue
            year = int(match["year"]) if match["year"] else year
            span = _span_of(match, year)
            if span is not None:
                spans.insert(0, span)
        if spans:
            return spans
    return []


def year_spans(phrase: str) -> list[tuple[date, date]]:
    """Return the years of a phrase that is nothing else: «giai đoạn 2026 - 2030», «2026 - 2027»."""
    years = _YEARS_RE.fullmatch(phrase.strip(" .;"))
    if years is None or int(years["first"]) > int(years["last"]):
        return []
    return [(date(int(years["first"]), 1, 1), date(int(years["last"]), 12, 31))]


def _span_of(match: re.Match[str], year: int | None) -> tuple[date, date] | None:
    groups = match.groupdict()
    if groups.get("last_year"):
        first_year, last_year = int(match["first_year"]), int(match["last_year"])
        return None if last_year < first_year else (date(first_year, 1, 1), date(last_year, 12, 31))
    if year is None:
        return None
    first, count = 1, 12
    if groups.get("quarter"):
        first, count = 3 * _quarter(groups["quarter"]) - 2, 3
    elif groups.get("half"):
        first, count = (1, 6) if groups["half"] == "đầu" else (7, 6)
    elif groups.get("month"):
        first, count = int(groups["month"]), 1
    last = first + count - 1
    if groups.get("more"):
        number = re.findall(r"\w{1,3}\Z", groups["more"])[0]
        last = max(last, 3 * _quarter(number) if groups.get("quarter") else int(number))
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _quarter(number: str) -> int:
    return _QUARTER_NUMBERS.get(number) or int(number)
