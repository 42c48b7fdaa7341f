"""Read terms that come again: trước ngày 25 hằng tháng, hằng năm (trước ngày 15/12), định kỳ 6 tháng.

In: one item's text in lower case with tones placed. Out: the range of the first such term, kind
`recurring`; no day is resolved. A day printed with its year is a single day and none of these.

Order of attempts, most specific first: a day or hour of every period, a period with its day behind
it, a month or quarter of every year, «định kỳ» with its periods, and «định kỳ» alone where it opens
a clause of reporting («…; định kỳ tổng hợp, báo cáo …»). Elsewhere «định kỳ» alone describes a kind
of work («kiểm tra định kỳ») and sets no term.
"""

from __future__ import annotations

import re

from extractors.deadline_clauses import is_background
from extractors.deadline_spans import Term
from models.values import DeadlineKind

__all__ = ["CLOCK_PART", "comes_again"]

_WS = r"[ \t]{0,3}"
# Every form holds one of these.
_SIGNS = ("hằng", "hàng", "mỗi", "định kỳ", "tháng ")
CLOCK_PART = rf"\d{{1,2}}{_WS}(?:giờ|h|:|g){_WS}(?:\d{{1,2}})?{_WS}(?:phút)?[\"”’']{{0,2}},?{_WS}"
_EACH = rf"(?:hằng|hàng|mỗi){_WS}(?:ngày|tuần|tháng|quý|năm)(?!\w)"
_LEAD = r"(?:(?:chậm nhất|muộn nhất)(?: là| trước| vào)?|trước|vào|lúc)"
_DAY = rf"\d{{1,2}}(?:{_WS}(?:/|tháng){_WS}\d{{1,2}})?(?![\d/])"
_NEXT = r"(?:sau|tiếp theo|kế tiếp|liền kề)"
_MONTH_PLACE = (
    rf"tháng (?:(?:cuối|đầu)(?: của)?(?: mỗi| hằng| hàng)? quý(?: {_NEXT})?|{_NEXT})(?!\w)"
)
_WEEKDAY = r"(?:ngày )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
# «(trước ngày 15/6)», said behind the period that it belongs to.
_ASIDE = rf"(?:{_WS}\({_WS}{_LEAD} [^()\n]{{2,60}}\))?"
_PERIOD = rf"(?:\d{{1,2}}{_WS}tháng|(?:hằng|hàng|mỗi|theo){_WS}(?:ngày|tuần|tháng|quý|năm)|quý|năm)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<![^\W\d_])định kỳ{_WS},?{_WS}(?:vào{_WS})?{_PERIOD}{_ASIDE}(?:{_WS}(?:,|và|hoặc){_WS}{_PERIOD}{_ASIDE}){{0,3}}",
        rf"(?<![^\W\d_])(?:{_LEAD} )?ngày{_WS}{_DAY}{_WS}(?:của{_WS})?(?:{_MONTH_PLACE}|{_EACH})",
        rf"(?<![^\W\d_]){_LEAD} {_DAY}{_WS}{_EACH}",
        rf"(?<![^\W\d_]){_LEAD}\s{{1,3}}{CLOCK_PART}(?:{_WEEKDAY}{_WS})?{_EACH}",
        rf"(?<![^\W\d_]){_EACH}{_WS}[,(]?{_WS}{_LEAD} ngày{_WS}{_DAY}\)?",
        rf"(?<![^\W\d_])(?:trong|vào|trước) (?:tháng \d{{1,2}}|quý (?:iv|i{{1,3}}|[1-4])){_WS}{_EACH}",
    )
)
_ALONE_RE = re.compile(
    r"(?:\A|[.;\n])[\s\d.)+*-]{0,8}(?:\w[.)]\s)?(?P<term>định kỳ),?\s(?:tổng hợp|báo cáo|gửi|trình|thông báo|đánh giá|sơ kết)(?!\w)"
)


def comes_again(text: str) -> Term | None:
    """Return the first term of the text that comes again, or None."""
    if not any(sign in text for sign in _SIGNS):
        return None
    for form in _FORMS:
        match = form.search(text)
        if match is not None and not is_background(text, match.start()):
            return _term(match.start(), match.end())
    alone = _ALONE_RE.search(text)
    return None if alone is None else _term(*alone.span("term"))


def _term(start: int, end: int) -> Term:
    return Term(start=start, end=end, kind=DeadlineKind.RECURRING, rule="deadline.recurring")
