"""Tell from the clause around a phrase of time whether it sets a deadline.

In: a text in lower case with tones placed, and a place in it. Out: yes or no. Plans are full of
months and years that are none: they report, compare, or name a plan.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from extractors.deadline_days import YEAR_PART
from extractors.deadline_days import DocumentDay
from extractors.rules import deadline_rules

__all__ = [
    "ends_clause",
    "has_done_word",
    "is_background",
    "is_past",
    "names_day",
    "sets_day",
    "tells_past",
]

# What may follow a phrase of time that closes a clause.
_CLAUSE_END_RE = re.compile(
    r"\s{0,3}(?:$|[.;)\n]|/\.|,\s(?:báo cáo|gửi|trình|tổng hợp|bảo đảm|đảm bảo))"
)
# A clause with one of these reports, compares or names a part of a plan.
_PAST_RE = re.compile(
    r"(?<!\w)(?:đã|vừa|đang|qua|kết quả|tình hình|so với|chỉ tiêu|dự toán|kế hoạch vốn|đạt|tăng|giảm)(?!\w)"
)
# «Đã có …», «Đến nay, 45/102 xã đã …»: the sentence reports.
_REPORT_RE = re.compile(
    r"[\s\d.)+*-]{0,8}(?:đã có\s|(?:đến nay|tính đến|hiện nay|hiện có|có \d{1,4}/\d{1,4})[^.;:]{0,80}?(?<!\w)đã\s)"
)

# «Hồ sơ nộp trước ngày … được giải quyết …»: a condition.
_CONDITION_RE = re.compile(r"\s{1,3}(?:được|thì|vẫn|đã)(?!\w)")
# «03 ngày trước ngày 15/3» is counted from it.
_COUNTED_RE = re.compile(r"\d\s{1,3}(?:ngày làm việc|ngày|tuần|tháng|giờ)\s{1,3}\Z")
# «đến hết ngày 15/4» behind «từ ngày 01» is the end of a span.
_OPENED_RE = re.compile(r"(?<!\w)từ\s{1,3}(?:ngày\s{1,3})?\d{1,2}[^;,.\n]{0,25}\s\Z")
_FINISH_RE = re.compile(
    r",?\s{1,3}(?:phải\s|phấn đấu\s|cơ bản\s){0,2}(?:hoàn thành|xong|kết thúc|chấm dứt)(?!\w)"
)
# «Hội nghị tổ chức vào ngày …»: when something is held.
_HELD_RE = re.compile(r"(?:tổ chức|diễn ra|khai mạc|bế mạc|bắt đầu|họp|ký)\s{1,3}\Z")
_LONGEST_CLAUSE = 1_500
_MONTHS = 12
_DAYS = 31


@cache
def _background_re() -> re.Pattern[str]:
    words = "|".join(map(re.escape, deadline_rules().background))
    # «khắc phục các tồn tại trước ngày …»: a noun is no condition.
    return re.compile(
        rf"(?<![^\W\d_])(?<!các )(?<!những )(?<!hạn chế, )(?:{words})\s(?:[^\W\d_]+\s){{0,3}}$"
    )


@cache
def _foreground_re() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, deadline_rules().foreground)))


@cache
def _done_re() -> re.Pattern[str]:
    words = "|".join(map(re.escape, deadline_rules().done_words))
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])")


def is_background(text: str, at: int) -> bool:
    """Tell whether words before the phrase say that it belongs to the past or to a condition."""
    if _reports(text, at):
        return True
    before = _background_re().search(text[max(0, at - 40) : at])
    return before is not None and _foreground_re().search(before.group()) is None


def _reports(text: str, at: int) -> bool:
    """Tell whether the sentence begins with what has been done: «Đã có 07/12 chi bộ hoàn thành …»."""
    start = max(text.rfind(mark, 0, at) for mark in (". ", ";", "\n")) + 1
    return _REPORT_RE.match(text, start, at) is not None


def _clause_start(text: str, at: int) -> int:
    """Return where the clause begins that holds `at`; none is longer than `_LONGEST_CLAUSE`."""
    low = max(0, at - _LONGEST_CLAUSE)
    return max(low, *(text.rfind(mark, low, at) + 1 for mark in (".", ";", "\n")))


def has_done_word(text: str, start: int, end: int) -> bool:
    """Tell whether the clause has a word of finishing or handing in."""
    clause_start = _clause_start(text, start)
    return _done_re().search(text[clause_start:end]) is not None


def tells_past(text: str, start: int) -> bool:
    """Tell whether the clause before the phrase reports, compares or names a part of a plan."""
    clause_start = _clause_start(text, start)
    return _PAST_RE.search(text, clause_start, start) is not None


def ends_clause(text: str, match: re.Match[str]) -> bool:
    """Tell whether «trong quý III/2026» closes a clause that says what to do, not what was done."""
    if match["lead"] != "trong" or _CLAUSE_END_RE.match(text, match.end()) is None:
        return False
    return not tells_past(text, match.start())


def is_past(match: re.Match[str], issued: DocumentDay) -> bool:
    """Tell whether the year of the phrase is over when the document is issued."""
    year = match["year"] or match["last_year"]
    return issued.year is not None and int(year) < issued.year


def names_day(match: re.Match[str]) -> bool:
    """Tell whether what stands behind a word of limit is a day: «trước 1/2» may be a share.

    Without «ngày» or a year it is one where no share could be: «trước 30/6».
    """
    if "ngày" in match.group() or re.search(YEAR_PART, match.group()):
        return True
    if match["date"].count("/") > 1:
        return True  # «trước 15/6/25»
    first, _, second = match["date"].partition("/")
    return second.isdecimal() and _MONTHS < int(first) <= _DAYS


def sets_day(
    text: str, match: re.Match[str], form: str, day: date | None, issued: DocumentDay
) -> bool:
    """Tell whether a day behind a word of limit is the term of the clause.

    «đến ngày …» and «trong ngày …» tell as often what was the case on a day: they count only for a
    day to come, with something to finish or to hand in.
    """
    if _CONDITION_RE.match(text, match.end()) is not None:
        return False
    if _COUNTED_RE.search(text, max(0, match.start() - 25), match.start()) is not None:
        return False
    opened = _OPENED_RE.search(text, max(0, match.start() - 40), match.start())
    if form in ("end-of-day", "until-day") and opened is not None:
        return False
    if form not in ("until-day", "on-day"):
        return True
    own = issued.as_date()
    if day is None or own is None or day < own or "ngày" not in match.group():
        return False
    if form == "until-day":
        return _FINISH_RE.match(text, match.end()) is not None
    held = _HELD_RE.search(text, max(0, match.start() - 20), match.start())
    asked = has_done_word(text, match.start(), match.start())
    return asked and held is None and not tells_past(text, match.start())
