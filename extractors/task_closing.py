"""Tell a request of its own among the paragraphs that stand outside the items from one that only closes.

In: a paragraph and whom it charges. Out: whether it asks for something of its own, whether it says
who carries the decision out, whether it names by when and where to send what was asked before.

«Đề nghị các đơn vị nghiêm túc triển khai thực hiện» only says that the paper is to be followed;
«Đề nghị các đơn vị lập danh sách hộ thiếu nước gửi Phòng Kinh tế» asks for a list. What is left
beside the words of the former decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.receivers import find_receivers
from extractors.task_items import Piece
from extractors.word_patterns import fold_keeping_length
from extractors.word_patterns import words_re
from models.layout import Layout
from models.values import Assignee

__all__ = [
    "asks_for",
    "carries_out",
    "opens_request",
    "reports_to",
    "sends_by",
    "speaks_of_trouble",
]

_EXECUTION_RE = re.compile(
    r"(?:chịu|có)\strách\snhiệm\s(?:tổ\schức\s)?(?:thi\shành|thực\shiện)\s"
    r"(?:quyết định|nghị quyết|chỉ thị|thông tư|văn bản)\snày"
)
_SENTENCE_END_RE = re.compile(r"(?<!\bTP)\.(?:\s|$)|\./|\n")
_DIRECTIVE_RE = re.compile(r"(?:trân trọng\s|kính\s)?(?:yêu cầu|đề nghị|mong)\s{1,2}")
# «Báo cáo của các xã gửi về Phòng Nội vụ trước ngày …»: where and when, about the request above.
_SENT_RE = re.compile(
    r"(?:các\s|những\s|mọi\s)?(?:báo cáo|văn bản|kết quả|hồ sơ|danh sách|ý kiến|số liệu|thông tin|phiếu|kế hoạch)(?!\w)"
    r"[^.:;\n]{0,120}?\s(?:gửi|nộp|báo cáo)(?!\w)"
    r"|(?:thời hạn|thời gian)\s(?:hoàn thành|thực hiện|gửi|nộp|báo cáo|trả lời)(?!\w)"
)
_BRACKET_RE = re.compile(r"\([^()]{0,120}\)")
_TROUBLE_RE = re.compile(r"(?:vướng mắc|khó khăn|phát sinh)(?!\w)")
_OPENING = 160
_LONGEST = 1_000


def _after(layout: Layout, piece: Piece, assignees: Sequence[Assignee]) -> str:
    """Return what the first charge asks for: from its last name to the end of the sentence, folded."""
    text = fold_keeping_length(layout.text[piece.start : piece.end])
    asked = [one for one in assignees if one.force is not None]
    if not asked:
        return ""
    first = _SENTENCE_END_RE.search(text, asked[0].span[0] - piece.start)
    stop = min(len(text), _LONGEST) if first is None else first.start()
    names = [one.span[1] - piece.start for one in asked if one.span[1] - piece.start <= stop]
    for one in find_receivers(layout, [piece]):
        low, high = one.span[0] - piece.start, one.span[1] - piece.start
        text = f"{text[:low]}{' ' * (high - low)}{text[high:]}"
    return _BRACKET_RE.sub(" ", text[max(names, default=stop) : stop])


def asks_for(
    layout: Layout, piece: Piece, assignees: Sequence[Assignee], *, syllables: int
) -> bool:
    """Tell whether a request says what is to be done in at least so many syllables of its own.

    To whom the result is reported is none of it.
    """
    left = words_re("general_request").sub(" ", _after(layout, piece, assignees))
    return len(re.findall(r"\w+", left)) >= syllables


def reports_to(layout: Layout, piece: Piece, assignees: Sequence[Assignee]) -> bool:
    """Tell whether those it asks are to report to somebody."""
    asked = any(one.force is not None for one in assignees)
    return asked and find_receivers(layout, [piece]) != []


def carries_out(layout: Layout, piece: Piece, assignees: Sequence[Assignee]) -> bool:
    """Tell whether the paragraph says who carries out this decision."""
    folded = fold_keeping_length(layout.text[piece.start : piece.end])
    return bool(assignees) and _EXECUTION_RE.search(folded, 0, 2 * _LONGEST) is not None


def opens_request(layout: Layout, piece: Piece, *, finished: bool) -> bool:
    """Tell whether it begins with a request: «Kính đề nghị các xã …», «Phòng Nội vụ yêu cầu các thôn …».

    Args:
        layout: The document.
        piece: The paragraph.
        finished: True where the sentence before it is at its end; else the name at its beginning
            may belong to that («… theo ý kiến của / Phòng Nội vụ yêu cầu …»).
    """
    text = layout.text[piece.start : piece.end]
    folded = fold_keeping_length(text)
    if not text[:1].isupper():
        return False
    at = 0
    if finished and begins_body(text, 0):
        at = body_end(text, 0)[0]
        at += len(text[at : at + 3]) - len(text[at : at + 3].lstrip())
    verb = _DIRECTIVE_RE.match(folded, at)
    return verb is not None and begins_body(text, verb.end())


def sends_by(layout: Layout, piece: Piece) -> bool:
    """Tell whether it only says where what was asked for is sent, and so by when."""
    folded = fold_keeping_length(layout.text[piece.start : piece.start + _OPENING])
    return _SENT_RE.match(folded) is not None


def speaks_of_trouble(layout: Layout, piece: Piece) -> bool:
    """Tell whether it says whom to turn to when something is in the way."""
    folded = fold_keeping_length(layout.text[piece.start : piece.start + 2 * _OPENING])
    return _TROUBLE_RE.search(folded) is not None
