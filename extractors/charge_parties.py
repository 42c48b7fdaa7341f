"""Read two forms that put a second party beside the one charged: an apposition, a partner with its verb.

In: the text of a paragraph and ranges of names in it. Out: ranges of names.

* «Bộ Nội vụ, cơ quan chủ trì Đề án: …»: what stands behind the comma says what the Bộ is, and is
  nobody else.
* «Giao Sở A chủ trì, Sở B, Sở C phối hợp …»: B and C are named before the verb that makes them
  partners.
* «Đề án do Sở A chủ trì, …»: A stands behind the work and before the verb.

«Các sở chủ trì các nội dung được giao khẩn trương …» says which of the sở are meant; nobody is told
to lead by it.

A bracket within a list («Ban Chỉ đạo 12 (Sở Y tế), Sở Nội vụ») says where the body before it sits;
blanked out, the list goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import split_bodies

__all__ = [
    "apposition_before",
    "describes_names",
    "doers_before_lead",
    "partners_before_verb",
    "without_apposition",
    "without_brackets",
]

_OFFICE = r"(?:cơ quan|đơn vị|đầu mối)\s(?:chủ trì|thường trực|đầu mối|điều phối|chủ quản)(?!\w)"
_APPOSITION_RE = re.compile(rf"(?:là\s)?{_OFFICE}")
_LEADS_RE = re.compile(r"(?:là\s)?(?:cơ quan|đơn vị|đầu mối)\s(?:chủ trì|đầu mối)(?!\w)")
_BEFORE_COLON_RE = re.compile(
    r"\s?[,(]\s{0,2}(?:là\s)?(?:cơ quan|đơn vị|đầu mối)\s(?:chủ trì|đầu mối)(?!\w)[^:;.]{0,100}\Z"
)
# From «chủ trì» with its object to the comma before the partners.
_LEADING_RE = re.compile(
    r"[\s,]{0,3}(?:[^\W\d_]{1,9}\s){0,4}?chủ trì(?:\s[^\W\d_]{1,9}){0,12}\s?[,;]\s"
)
_PARTNER_RE = re.compile(
    r"[\s,]{0,3}(?:(?:có|chịu) trách nhiệm\s|cùng\s|chủ động\s|là cơ quan\s|tham gia\s){0,2}phối hợp(?!\w)(?!\s(?:với|cùng)(?!\w))"
)

_DO_RE = re.compile(r"(?<!\w)do\s{1,2}")
_THEN_LEADS_RE = re.compile(
    r"\s{1,2}(?:trực tiếp\s)?(?:chủ trì|làm (?:cơ quan\s|đơn vị\s)?(?:đầu mối|chủ trì))(?!\w)"
    r"(?!(?:\s[^\W\d_]{1,9}){0,4}?\s(?:đã|được|bị|vừa)(?!\w))"
)
# Work of others that somebody takes part in, or that is over.
_OTHERS_RE = re.compile(
    r"(?<!\w)(?:tham gia|tham dự|dự|hưởng ứng|phối hợp|kết quả|tình hình|theo|tại|đã|được|mời|phục vụ|ngoài|trừ|không|nếu|khi|trường hợp)(?!\w)"
)
_LONGEST_WORK = 240
_DESCRIBED_RE = re.compile(
    r"\s{1,2}(?:được giao\s|được phân công\s)?chủ trì\s(?:thực hiện\s|tham mưu\s|triển khai\s|soạn thảo\s)?(?:các\s|những\s)?"
    r"(?:nội dung|nhiệm vụ|chỉ tiêu|tiêu chí|tiểu dự án|dự án|đề án|chương trình|công việc|hạng mục|văn bản|chính sách)"
    r"(?:\s[^\s,;.:]{1,12}){0,16}?\s(?:khẩn trương|chủ động|có trách nhiệm|chịu trách nhiệm|định kỳ|rà soát|tiếp tục|hoàn thành|phối hợp với|cần|phải|tập trung|căn cứ|nghiêm túc|kịp thời)(?!\w)"
)
_GROUP_RE = re.compile(r"(?:các|những|từng|mỗi)\s")
# A bracket, and the mark behind it that goes on with the list.
_BRACKET_RE = re.compile(r"\([^()\n]{2,80}\)(?=(?:\s?[,;]|\svà)\s)")
_PART_RE = re.compile(r"chủ trì|phối hợp|(?<!\w)bà(?!\w)")
_MARK_RE = re.compile(r"\s?(?:[,;]\s|và\s)")


def without_brackets(text: str) -> str:
    """Return `text` with brackets inside a list of names blanked out, of the same length.

    Those that give a name its part («(chủ trì)») stay.
    """

    def blank(match: re.Match[str]) -> str:
        mark = _MARK_RE.match(text, match.end())
        goes_on = mark is not None and begins_body(text, mark.end())
        if not goes_on or _PART_RE.search(match.group().lower()):
            return match.group()
        return " " * len(match.group())

    return _BRACKET_RE.sub(blank, text)


def apposition_before(folded: str, start: int, colon: int) -> re.Match[str] | None:
    """Return «, cơ quan chủ trì …» between a name and the colon behind it, where it is to lead."""
    return _BEFORE_COLON_RE.search(folded, start, colon)


def without_apposition(
    folded: str, spans: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], bool]:
    """Return the names without what only says what the one before is, and whether that is to lead."""
    kept: list[tuple[int, int]] = []
    leads = False
    for start, end in spans:
        if kept and _APPOSITION_RE.match(folded, start, end) is not None:
            leads = leads or _LEADS_RE.match(folded, start, end) is not None
            continue
        kept.append((start, end))
    return kept, leads


def doers_before_lead(text: str, folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of the names in «Đề án … do X chủ trì …»; None where others lead it."""
    for match in _DO_RE.finditer(folded, start, min(end, start + _LONGEST_WORK)):
        if match.start() == start or _OTHERS_RE.search(folded, start, match.start()) is not None:
            return None
        if not begins_body(text, match.end()):
            continue
        stop = min(body_end(text, match.end())[0], end)
        if stop > match.end() and _THEN_LEADS_RE.match(folded, stop, end) is not None:
            return match.end(), stop
    return None


def describes_names(folded: str, names: int, stop: int, end: int) -> bool:
    """Tell whether «chủ trì …» behind a group says which of them are meant, before what they do."""
    group = _GROUP_RE.match(folded, names) is not None
    return group and _DESCRIBED_RE.match(folded, stop, end) is not None


def partners_before_verb(text: str, folded: str, stop: int, end: int) -> list[tuple[int, int]]:
    """Return B and C of «[A] chủ trì, B, C phối hợp …»; `stop` is the end of A's name."""
    leading = _LEADING_RE.match(folded, stop, end)
    if leading is None or not begins_body(text, leading.end()):
        return []
    names_end, acts = body_end(text, leading.end())
    names_end = min(names_end, end)
    if not acts or _PARTNER_RE.match(folded, names_end, end) is None:
        return []
    return split_bodies(text, leading.end(), names_end)
