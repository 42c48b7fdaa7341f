"""Read terms that hang on an event or span two times: ngay sau khi …, từ … đến …, từ … đến khi ….

In: one item's text in lower case with tones placed, and the document's own day. Out: the range of
the phrase, its interval and its kind. A clause that reports («kết quả thực hiện từ ngày … đến
ngày …») sets no term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.deadline_clauses import has_done_word
from extractors.deadline_clauses import is_background
from extractors.deadline_clauses import tells_past
from extractors.deadline_days import DAY_PART
from extractors.deadline_days import MONTH_PART
from extractors.deadline_days import QUARTER_PART
from extractors.deadline_days import DocumentDay
from extractors.deadline_days import days_in
from extractors.deadline_days import period_spans
from models.values import DeadlineKind

__all__ = ["Term", "after_event", "between"]

_NAMED_RE = re.compile(r"\(\?P<\w{1,12}>")
_TIME = "|".join(_NAMED_RE.sub("(?:", part) for part in (DAY_PART, MONTH_PART, QUARTER_PART))
_BETWEEN_RE = re.compile(
    # The letter first, so that a search goes from one to the next.
    rf"t(?<!\wt)ừ\s{{1,3}}(?P<first>{_TIME}|ngày\s{{1,3}}\d{{1,2}}(?=\s))\s{{1,3}}(?:(?P<open>đến\s{{1,3}}khi\s[^.;,\n]{{3,80}}|trở\sđi)|đến\s{{1,3}}(?:hết\s{{1,3}})?(?P<last>{_TIME}))"
)
_AFTER_RE = re.compile(r"(?<!\w)ngay\s{1,3}sau\s{1,3}khi\s[^.;,\n]{3,80}")
# What is counted from … to … is a report.
_COUNTED_RE = re.compile(r"số liệu|thống kê|thời điểm|kỳ báo cáo|giai đoạn|nhiệm kỳ|tổng số")

# «báo cáo kết quả [thực hiện] ngay sau khi …»: the results are to come.
_HANDED_RE = re.compile(
    r"(?<!\w)(?:báo cáo|gửi|thông báo|tổng hợp)\s{1,3}(?:kết quả|tình hình)(?:\s[^\W\d_]{1,7}){0,6}\s\Z"
)
_DAY_ONLY_RE = re.compile(r"ngày\s{1,3}(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term in a text: its range, its interval, how it is meant."""

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    kind: DeadlineKind
    rule: str


def between(text: str, issued: DocumentDay) -> Term | None:
    """Return «từ ngày … đến ngày …», or «từ quý … đến khi …» with an open end."""
    for match in _BETWEEN_RE.finditer(text):
        before = text[max(0, match.start() - 120) : match.start()]
        if not has_done_word(text, match.start(), match.start()) or tells_past(text, match.start()):
            continue
        if is_background(text, match.start()) or _COUNTED_RE.search(before) is not None:
            continue
        last = None if match["last"] is None else _interval(match["last"], issued)
        first = _first(match["first"], last, issued)
        if first is None or (last is not None and last[1] < first[0]):
            continue
        is_open = match["open"] is not None
        if not is_open and last is None:
            continue
        return Term(
            start=match.start(),
            end=match.end(),
            first=first[0],
            last=None if last is None else last[1],
            kind=DeadlineKind.OPEN if is_open else DeadlineKind.DURING,
            rule="deadline.span.open" if is_open else "deadline.span",
        )
    return None


def after_event(text: str) -> Term | None:
    """Return «ngay sau khi …» in a clause that has something finished or handed in."""
    for match in _AFTER_RE.finditer(text) if "ngay" in text else ():
        told = is_background(text, match.start()) or (
            _HANDED_RE.search(text, max(0, match.start() - 80), match.start()) is None
            and tells_past(text, match.start())
        )
        if has_done_word(text, match.start(), match.start()) and not told:
            return Term(
                start=match.start(),
                end=match.end(),
                kind=DeadlineKind.RELATIVE,
                rule="deadline.relative.event",
            )
    return None


def _first(
    phrase: str, last: tuple[date, date] | None, issued: DocumentDay
) -> tuple[date, date] | None:
    """Return where a span begins; what it does not print it has from its end: «từ ngày 01 đến 15/4»."""
    if last is None:
        return _interval(phrase, issued)
    only = _DAY_ONLY_RE.fullmatch(phrase)
    if only is not None:
        same = last[0].replace(day=min(int(only[1]) or 1, last[0].day))
        return same, same
    return _interval(phrase, DocumentDay(year=last[0].year))


def _interval(phrase: str, issued: DocumentDay) -> tuple[date, date] | None:
    """Return the first and last day of one day, month or quarter; None where no year is known."""
    days = days_in(phrase, issued)
    if days:
        return days[0], days[0]
    spans = period_spans(phrase, issued)
    return spans[0] if spans else None
