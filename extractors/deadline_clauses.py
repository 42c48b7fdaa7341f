"""Tell from the clause around a phrase of time whether it sets a deadline.

In: a text in lower case with tones placed, and a place in it. Out: yes or no. Plans are full of
months and years that are none: they report, compare, or name a plan.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.deadline_days import DocumentDay
from extractors.rules import deadline_rules

__all__ = ["ends_clause", "has_done_word", "is_background", "is_past", "tells_past"]

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


def has_done_word(text: str, start: int, end: int) -> bool:
    """Tell whether the clause has a word of finishing or handing in."""
    clause_start = max(text.rfind(mark, 0, start) for mark in (".", ";", "\n")) + 1
    return _done_re().search(text[clause_start:end]) is not None


def tells_past(text: str, start: int) -> bool:
    """Tell whether the clause before the phrase reports, compares or names a part of a plan."""
    clause_start = max(text.rfind(mark, 0, start) for mark in (".", ";", "\n")) + 1
    return _PAST_RE.search(text, clause_start, start) is not None


def ends_clause(text: str, match: re.Match[str]) -> bool:
    """Tell whether «trong quý III/2026» closes a clause that says what to do, not what was done."""
    if match["lead"] != "trong" or _CLAUSE_END_RE.match(text, match.end()) is None:
        return False
    return not tells_past(text, match.start())


def is_past(match: re.Match[str], issued: DocumentDay) -> bool:
    """Tell whether the year of the phrase is over when the document is issued."""
    return issued.year is not None and int(match["year"]) < issued.year
