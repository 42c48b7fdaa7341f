"""Read a term that is an event without a day: trước mùa mưa bão, đến cuối nhiệm kỳ, trước Tết.

In: one item's text in lower case with tones placed. Out: the range of the phrase, no day. It counts
only behind a word of finishing or handing in of the same clause: «chuẩn bị trước, trong và sau mùa
mưa bão» sets no term, and «báo cáo trước Đại hội» says before whom. Asked for last, because a day
says more.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.deadline_clauses import has_done_word
from extractors.deadline_clauses import is_background
from extractors.deadline_clauses import tells_past
from extractors.deadline_spans import Term
from extractors.rules import deadline_rules
from models.values import DeadlineKind

__all__ = ["before_event"]

_FORM = "before-event"
_EVENT = (
    r"(?:mùa\s(?:mưa|lũ|bão|khô|nắng|cạn|vụ|thu hoạch|tuyển sinh|lễ hội)|tết(?!\w)|dịp\s(?:tết|lễ)"
    r"|(?:kết thúc\s)?(?:năm học|học kỳ|nhiệm kỳ)|khai giảng(?:\snăm học(?:\smới)?)?|kỳ thi|bầu cử|vụ\s(?:đông|xuân|hè|mùa|thu))"
)
# What says more of the event: «Nguyên đán Bính Ngọ 2026», «, bão năm 2026».
_REST = r"(?:,?\s(?:bão|lũ|lụt|nguyên đán|năm \d{4}|mới|này|\d{4} ?[-–] ?\d{4})){0,4}"
_ASPIRES_RE = re.compile(r"(?<!\w)phấn đấu\s{1,2}(?:từ nay\s)?\Z")
# Others hold the office so long: «giữ chức vụ», «hoạt động đến hết nhiệm kỳ».
_LASTS_RE = re.compile(
    r"(?<!\w)(?:giữ chức vụ|giữ chức|đương nhiệm|hoạt động|công tác|tại chức|tái cử)(?:\s[^\W\d_]{1,9}){0,5}\s\Z"
)
_NEAR = 80


@cache
def _term_re() -> re.Pattern[str]:
    form = next(one for one in deadline_rules().form if one.name == _FORM)
    leads = "|".join(re.escape(lead) for lead in sorted(form.leads, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{leads})\s{{1,3}}{_EVENT}(?!\w){_REST}")


def before_event(text: str) -> Term | None:
    """Return «trước mùa mưa bão», «đến cuối nhiệm kỳ» behind what is to be done, without a day.

    Args:
        text: One item's text in lower case with tones placed.
    """
    for match in _term_re().finditer(text):
        at = match.start()
        low = max(0, at - _NEAR)
        asked = has_done_word(text, at, at) or _ASPIRES_RE.search(text, low, at) is not None
        if not asked or tells_past(text, at) or is_background(text, at):
            continue
        if _LASTS_RE.search(text, low, at) is not None:
            continue
        return Term(
            start=at,
            end=match.end(),
            kind=DeadlineKind.RELATIVE,
            rule="deadline.relative.event-term",
        )
    return None
