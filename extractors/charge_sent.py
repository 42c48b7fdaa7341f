"""Read a paper that is sent to somebody for an answer: «… kính gửi bản sao đến quý đơn vị để góp ý …».

In: a sentence of a paragraph. Out: ranges of the names that it is sent to. Nothing is asked of them
in so many words, so only a sender who speaks now («xin gửi», «kính chuyển») counts: «Sở Y tế đã gửi
hồ sơ đến Sở Nội vụ để xem xét» reports.
"""

from __future__ import annotations

import re

from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import split_bodies

__all__ = ["sent_for_answer"]

_SENT_RE = re.compile(
    r"(?<!\w)(?:xin|kính|trân trọng)\s(?:gửi|chuyển)(?!\w)(?:\s[^.;:\s]{1,40}){0,40}?\s(?:đến|tới|cho)\s{1,2}"
)
_ANSWER_RE = re.compile(
    r"[\s,]{1,3}(?:để\s)?(?:nghiên cứu|xem xét|có ý kiến|cho ý kiến|tham gia ý kiến|tham gia góp ý|góp ý|đóng góp ý kiến|giải quyết|xử lý|thẩm định)(?!\w)"
)


def sent_for_answer(text: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of those who are sent something for their answer, empty where nobody is.

    Args:
        text: One paragraph.
        folded: The same folded for comparison.
        start: Where the sentence begins.
        end: One past its last character.
    """
    sent = _SENT_RE.search(folded, start, end)
    if sent is None or not begins_body(text, sent.end()):
        return []
    stop = min(body_end(text, sent.end())[0], end)
    if folded.endswith(" để", sent.end(), stop):
        stop -= len(" để")
    if _ANSWER_RE.match(folded, stop, end) is None:
        return []
    return split_bodies(text, sent.end(), stop)
