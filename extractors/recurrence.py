"""Read how often a task comes again: hằng tháng, định kỳ 6 tháng, trước ngày 25 hằng tháng.

In: a range of the layout that one item covers. Out: one `Recurrence` or None.

Order of attempts, most specific first: a day that comes again («trước ngày 20 của tháng cuối quý»,
«hằng năm, trước ngày 15/12»), a month or weekday that does,
an hour of every day, «định kỳ» with its periods, a count («06 tháng một lần», «02 lần/năm», «mỗi tháng
02 chuyên mục»), a period
that opens a sentence («Hằng quý, …»). A period elsewhere names a kind of thing («kế hoạch hằng năm»)
and counts no repetition; neither does «định kỳ» without a period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.word_patterns import fold_keeping_length
from models.layout import Layout
from models.values import Recurrence
from models.values import evidence_fields

__all__ = ["find_recurrence", "read_recurrence"]

_UNITS = {"ngày": "P1D", "tuần": "P1W", "tháng": "P1M", "quý": "P3M", "năm": "P1Y"}
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "sáu": 6, "chín": 9}
_MONTHS_A_YEAR = 12
# Every form holds one of these; «theo tháng» stands beside a day alone.
_SIGNS = ("hằng", "hàng", "mỗi", "định kỳ", "quý", "lần")
_WS = r"\s{1,3}"
_UNIT = r"(?:ngày|tuần|tháng|quý|năm)"
_COUNT = r"(?:\d{1,2}|một|hai|ba|sáu|chín)"
_EACH = rf"(?:hằng|hàng|mỗi|theo){_WS}{_UNIT}(?!\w)"
_ONE = rf"(?:{_EACH}|{_COUNT}{_WS}{_UNIT}(?!\w)|{_UNIT}(?!\w)(?!\s{{0,3}}\d))"
# «(trước ngày 15/6)» behind a period is its day.
_ASIDE = r"(?:\s{0,3}\([^()\n]{2,60}\))?"
_LIST = rf"{_ONE}(?:{_ASIDE}\s{{0,3}}(?:,|và|hoặc)\s{{0,3}}{_ONE}){{0,4}}"
_BY = r"(?:trước|vào|chậm nhất|chậm nhất là|muộn nhất)"
_ONE_RE = re.compile(
    rf"(?:(?P<count>{_COUNT}){_WS}|(?:hằng|hàng|mỗi|theo){_WS})?(?P<unit>{_UNIT})(?!\w)"
)
_DAY = rf"ngày{_WS}(?P<day>\d{{1,2}})(?:(?:\s?/\s?|{_WS}tháng{_WS})(?P<month>\d{{1,2}}))?"
# Each form with signs of which it holds one.
_FORMS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("ngày",),
        re.compile(
            rf"(?:(?:trước|vào|chậm nhất|chậm nhất là|muộn nhất|định kỳ){_WS})?(?:trước{_WS}|vào{_WS})?{_DAY}{_WS}(?:của{_WS})?"
            rf"(?:tháng{_WS}(?P<place>cuối|đầu){_WS}(?:của{_WS})?(?P<quarter>(?:(?:hằng|hàng|mỗi){_WS})?quý)(?!\w)|(?P<periods>{_EACH}))"
        ),
    ),
    (
        ("ngày", "tuần"),
        re.compile(
            rf"(?<!\w)(?:(?:trước|vào|lúc|chậm nhất){_WS})?\d{{1,2}}\s?(?:giờ|h|:|g)\s?(?:\d{{2}})?\s?(?:phút)?\s{{0,3}}"
            r"(?P<periods>(?:hằng|hàng|mỗi)\s{1,3}(?:ngày|tuần)(?!\w))"
        ),
    ),
    (
        ("định kỳ",),
        re.compile(
            rf"(?<!\w)định kỳ\s{{0,3}},?\s{{0,3}}(?:vào{_WS})?(?P<periods>{_ONE}(?:{_ASIDE}\s{{0,3}}(?:,|và|hoặc)\s{{0,3}}{_ONE}){{1,4}})"
        ),
    ),
    (
        ("ngày",),
        re.compile(rf"(?P<periods>{_EACH})\s{{0,3}}[,(]?\s{{0,3}}(?:{_BY}{_WS}){_DAY}(?![\d/])"),
    ),
    (
        ("năm",),
        re.compile(
            rf"(?<!\w){_BY}{_WS}(?P<day>\d{{1,2}})\s?/\s?(?P<month>\d{{1,2}}){_WS}(?P<periods>(?:hằng|hàng|mỗi){_WS}năm(?!\w))"
        ),
    ),
    (
        ("tháng",),
        re.compile(
            rf"(?<!\w)(?:trong|vào|trước){_WS}tháng{_WS}(?P<month>\d{{1,2}}){_WS}(?P<periods>(?:hằng|hàng|mỗi){_WS}năm(?!\w))"
        ),
    ),
    (
        ("tuần",),
        re.compile(
            rf"(?<!\w)(?:thứ{_WS}(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật){_WS}(?P<periods>(?:hằng|hàng|mỗi){_WS}tuần(?!\w))"
        ),
    ),
    (
        ("định kỳ",),
        re.compile(
            rf"(?<!\w)định kỳ\s{{0,3}},?\s{{0,3}}(?:vào{_WS})?(?P<periods>{_LIST})(?:\s{{0,3}}(?:một{_WS}lần|/\s?lần))?"
        ),
    ),
    (
        ("lần",),
        re.compile(
            rf"(?<![\w/])(?P<periods>(?:mỗi{_WS}|{_COUNT}{_WS}){_UNIT}(?!\w))(?:\s{{0,3}}/\s{{0,3}}|{_WS}(?:một|0?1){_WS})lần(?!\w)"
        ),
    ),
    (
        ("lần",),
        re.compile(
            rf"(?<![\w/])(?P<times>{_COUNT}){_WS}lần(?:\s?/\s?|{_WS}(?:mỗi|trong){_WS}(?:một{_WS})?)(?P<periods>{_UNIT})(?!\w)(?!\s?\d)"
        ),
    ),
    (
        ("mỗi",),
        re.compile(
            rf"(?<!\w)(?P<periods>mỗi{_WS}{_UNIT}){_WS}(?:có{_WS})?(?:(?:ít nhất|tối thiểu){_WS})?\d{{1,3}}(?={_WS}[^\W\d])"
        ),
    ),
    (
        ("ít nhất", "tối thiểu"),
        re.compile(
            rf"(?<!\w)(?P<periods>(?:hằng|hàng){_WS}{_UNIT}){_WS}(?:có{_WS})?(?:ít nhất|tối thiểu){_WS}\d{{1,3}}(?={_WS}[^\W\d])"
        ),
    ),
    (
        ("hằng", "hàng"),
        re.compile(
            r"(?:(?:\A|\n|[.;:]\s{1,3})\s{0,3}(?:[-+*•–]\s{0,3}|\w{1,4}[.)/]\s{1,3})?)"
            rf"(?P<periods>(?:hằng|hàng){_WS}{_UNIT}(?:\s{{0,3}}(?:,|và|hoặc)\s{{0,3}}{_EACH}){{0,3}})(?!\w)"
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceReading:
    """A recurrence in a text: its range, its periods, its day and month."""

    start: int
    end: int
    every: tuple[str, ...]
    day: int | None = None
    month: int | None = None


def find_recurrence(layout: Layout, start: int, end: int) -> Recurrence | None:
    """Return how often what the range assigns comes again, or None.

    Args:
        layout: The document.
        start: First code point of one item's own text.
        end: One past its last.
    """
    reading = read_recurrence(layout.text[start:end])
    if reading is None or not layout.anchors_in(start + reading.start, start + reading.end):
        return None
    return Recurrence.model_validate(
        {
            "every": list(reading.every),
            "day": reading.day,
            "month": reading.month,
            **evidence_fields(
                layout,
                start + reading.start,
                start + reading.end,
                rule="recurrence",
                confidence=0.9,
            ),
        }
    )


def read_recurrence(text: str) -> RecurrenceReading | None:
    """Return the first recurrence of a text by the most specific form, or None."""
    folded = fold_keeping_length(text)
    if not any(sign in folded for sign in _SIGNS) and not ("theo" in folded and "ngày" in folded):
        return None
    for signs, form in _FORMS:
        for match in form.finditer(folded) if any(sign in folded for sign in signs) else ():
            reading = _reading(match)
            if reading is not None:
                return reading
    return None


def _reading(match: re.Match[str]) -> RecurrenceReading | None:
    said = match.groupdict()
    every = ["P3M"] if said.get("quarter") else list(_durations(said.get("periods") or ""))
    times = said.get("times")
    if times is not None:
        every = list(_shared(_number(times), every))
    day, month = _whole(said.get("day")), _whole(said.get("month"))
    if said.get("place"):
        month = 3 if said["place"] == "cuối" else 1
    possible = (day is None or 1 <= day <= 31) and (month is None or 1 <= month <= 12)
    if not every or not possible:
        return None
    start = match.start("periods") if said.get("periods") and match.re is _FORMS[-1][1] else None
    return RecurrenceReading(
        start=match.start() if start is None else start,
        end=match.end(),
        every=tuple(dict.fromkeys(every)),
        day=day,
        month=month,
    )


def _durations(periods: str) -> Iterator[str]:
    """Yield the ISO durations of «6 tháng, hằng năm»."""
    for match in _ONE_RE.finditer(re.sub(r"\([^()]{0,80}\)", " ", periods)):
        unit, count = _UNITS[match["unit"]], _number(match["count"] or "1")
        if count < 1:
            continue
        number = count * int(unit[1])
        yield f"P{number}{unit[2]}" if number != _MONTHS_A_YEAR or unit[2] != "M" else "P1Y"


def _shared(times: int, every: list[str]) -> Iterator[str]:
    """Yield the period of so many times a year; of others, only once in each can be told."""
    for period in every:
        if times == 1:
            yield period
        elif period == "P1Y" and times > 1 and _MONTHS_A_YEAR % times == 0:
            yield f"P{_MONTHS_A_YEAR // times}M"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text]


def _whole(text: str | None) -> int | None:
    return None if text is None else int(text)
